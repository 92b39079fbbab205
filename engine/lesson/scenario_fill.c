/* SPDX-License-Identifier: MIT */
/*
 * Names that the account makes up, in lines that were written before it began:
 * {newest:s3://BUCKET/PREFIX} is the address of the newest object there,
 * {policy:NAME} the id of a service control policy.
 */
#include "lesson/scenario.h"

#include <stdlib.h>
#include <string.h>

#include "account/control_policy.h"
#include "base/memory.h"
#include "base/strbuf.h"

static const struct object *
newest_object(const struct bucket *bucket, const char *prefix)
{
	const struct object *newest = NULL;

	for (size_t i = bucket_seek(bucket, prefix);
	     i < bucket->count && strncmp(bucket->objects[i]->key, prefix,
					  strlen(prefix)) == 0;
	     i++)
		if (!newest ||
		    bucket->objects[i]->last_modified >= newest->last_modified)
			newest = bucket->objects[i];
	return newest;
}

/* `address` is BUCKET/PREFIX; false if nothing is there. */
static bool
add_newest(struct account *account, char *address, struct strbuf *out)
{
	char *slash = strchr(address, '/');
	const struct object *newest;
	struct bucket *bucket;

	if (slash)
		*slash = '\0';
	bucket = bucket_find(account, address);
	newest = bucket ? newest_object(bucket, slash ? slash + 1 : "") : NULL;
	if (newest)
		strbuf_addf(out, "s3://%s/%s", bucket->name, newest->key);
	return newest != NULL;
}

/* The id of the service control policy of that name. */
static bool
add_policy(struct account *account, char *name, struct strbuf *out)
{
	for (size_t i = 0; i < account->control_policies.count; i++) {
		const struct control_policy *policy =
			account->control_policies.items[i];

		if (strcmp(policy->name, name) != 0)
			continue;
		strbuf_addstr(out, policy->id);
		return true;
	}
	return false;
}

static const struct {
	const char *mark;
	bool (*add)(struct account *account, char *name, struct strbuf *out);
} fillings[] = {
	{ "{newest:s3://", add_newest },
	{ "{policy:", add_policy },
};

/* Fills what stands between `open` and `close`; false if it is no mark, or
   there is nothing of that name. */
static bool
fill(struct account *account, const char *open, const char *close,
     struct strbuf *out)
{
	bool filled = false;

	for (size_t i = 0; i < sizeof fillings / sizeof *fillings; i++) {
		size_t length = strlen(fillings[i].mark);
		char *name;

		if (strncmp(open, fillings[i].mark, length) != 0)
			continue;
		name = mem_strndup(open + length,
				   (size_t)(close - open) - length);
		filled = fillings[i].add(account, name, out);
		free(name);
	}
	return filled;
}

char *
scenario_fill(struct account *account, const char *line)
{
	struct strbuf out = STRBUF_INIT;
	const char *open, *close;

	while ((open = strchr(line, '{')) && (close = strchr(open, '}'))) {
		strbuf_add(&out, line, (size_t)(open - line));
		line = open;
		if (fill(account, open, close, &out))
			line = close + 1;
		else
			strbuf_addch(&out, *line++);
	}
	strbuf_addstr(&out, line);
	return strbuf_detach(&out);
}
