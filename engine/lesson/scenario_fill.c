/* SPDX-License-Identifier: MIT */
/*
 * Names that the account makes up, in lines that were written before it began:
 * {newest:s3://BUCKET/PREFIX} is the address of the newest object there.
 */
#include "lesson/scenario.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/strbuf.h"

static const char mark[] = "{newest:s3://";

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

char *
scenario_fill(struct account *account, const char *line)
{
	struct strbuf out = STRBUF_INIT;
	const char *open, *close;

	while ((open = strstr(line, mark)) && (close = strchr(open, '}'))) {
		const char *begin = open + sizeof mark - 1;
		char *address = mem_strndup(begin, (size_t)(close - begin));

		strbuf_add(&out, line, (size_t)(open - line));
		if (!add_newest(account, address, &out))
			strbuf_add(&out, open, (size_t)(close + 1 - open));
		free(address);
		line = close + 1;
	}
	strbuf_addstr(&out, line);
	return strbuf_detach(&out);
}
