/* SPDX-License-Identifier: MIT */
/*
 * The shortcuts (--who, --what, ...) as event patterns over a record.
 */
#include "records/query.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"

/* {"...": [what the value says]}, appended; `path` with dots. */
static void
add_match(struct strbuf *out, const char *path, const char *kind,
	  const char *value)
{
	struct json_object *object = json_object_new_object();
	struct json_object *list = json_object_new_array();
	struct json_object *term = json_object_new_object();

	json_set_string(term, kind, value);
	json_object_array_add(list, term);
	json_set(object, path, list);
	json_write(object, out);
	json_object_put(object);
}

/* A * stands for anything; without one, upper and lower case are the same. */
static const char *
kind_of(const char *value)
{
	return strchr(value, '*') != NULL ? "wildcard" : "equals-ignore-case";
}

static void
add_who(struct strbuf *out, const char *value)
{
	static const char *const paths[] = {
		"userIdentity.userName",
		"userIdentity.arn",
		"userIdentity.accessKeyId",
		"userIdentity.principalId",
		"userIdentity.invokedBy",
		"userIdentity.type",
		"userIdentity.accountId",
		"userIdentity.sessionContext.sessionIssuer.userName",
	};
	const char *kind = kind_of(value);
	char *session = str_printf("/%s", value);

	strbuf_addstr(out, "{\"$or\":[");
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		add_match(out, paths[i], kind, value);
		strbuf_addch(out, ',');
	}
	/* a role's session stands at the end of its ARN only */
	add_match(out, "userIdentity.arn", *kind == 'w' ? "wildcard" : "suffix",
		  session);
	strbuf_addstr(out, "]}");
	free(session);
}

static void
add_what(struct strbuf *out, const char *value)
{
	char *service = str_printf("%s.amazonaws.com", value);

	if (strchr(value, '*') != NULL) {
		add_match(out, "eventName", "wildcard", value);
	} else {
		strbuf_addstr(out, "{\"$or\":[");
		add_match(out, "eventName", "equals-ignore-case", value);
		strbuf_addch(out, ',');
		add_match(out, "eventSource", "equals-ignore-case", value);
		strbuf_addch(out, ',');
		add_match(out, "eventSource", "equals-ignore-case", service);
		strbuf_addstr(out, "]}");
	}
	free(service);
}

void
shortcut_pattern(enum query_shortcut shortcut, const char *value,
		 struct strbuf *out)
{
	switch (shortcut) {
	case QUERY_WHO:
		add_who(out, value);
		break;
	case QUERY_WHAT:
		add_what(out, value);
		break;
	case QUERY_FROM:
		add_match(out, "sourceIPAddress",
			  strchr(value, '/') != NULL ? "cidr" : kind_of(value),
			  value);
		break;
	case QUERY_REGION:
		add_match(out, "awsRegion", kind_of(value), value);
		break;
	case QUERY_ERROR:
		strbuf_addstr(out, "{\"errorCode\":[{\"exists\":true}]}");
		break;
	default:
		strbuf_addstr(out, "{\"readOnly\":[false,\"false\"]}");
	}
}
