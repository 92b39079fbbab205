/* SPDX-License-Identifier: MIT */
/*
 * Who made a call.
 *
 * A record may have anything where userIdentity should be: what is not there,
 * or of another type, is unknown.
 */
#include "records/who.h"

#include <stddef.h>
#include <string.h>

#include "base/json.h"
#include "base/strbuf.h"

/* What stands behind the last slash of an ARN; NULL without one. */
static const char *
arn_tail(struct json_object *identity)
{
	const char *arn = json_string(identity, "arn");
	const char *slash = arn != NULL ? strrchr(arn, '/') : NULL;

	return slash != NULL ? slash + 1 : NULL;
}

static struct who
role_of(struct json_object *identity)
{
	struct json_object *context = json_member(identity, "sessionContext");
	struct json_object *issuer = json_member(context, "sessionIssuer");
	struct who who = { WHO_ROLE, json_string(issuer, "userName"),
			   arn_tail(identity) };

	if (who.name == NULL) {
		who.name = who.session;
		who.session = NULL;
	}
	return who;
}

struct who
who_of(struct json_object *record)
{
	struct json_object *identity = json_member(record, "userIdentity");
	const char *type = json_string(identity, "type");
	const char *service = json_string(identity, "invokedBy");
	struct who who = { WHO_UNKNOWN, NULL, NULL };

	if (type == NULL)
		type = "";
	if (strcmp(type, "Root") == 0)
		return (struct who){ WHO_ROOT, "root", NULL };
	if (strcmp(type, "AssumedRole") == 0 || strcmp(type, "Role") == 0)
		who = role_of(identity);
	else if (strcmp(type, "AWSService") == 0)
		who = (struct who){ WHO_SERVICE, service, NULL };
	else if (strcmp(type, "AWSAccount") != 0 && *type != '\0')
		who = (struct who){ WHO_USER, json_string(identity, "userName"),
				    NULL };
	if (who.kind == WHO_USER && who.name == NULL)
		who.name = arn_tail(identity);
	if (who.name == NULL && service != NULL)
		who = (struct who){ WHO_SERVICE, service, NULL };
	if (who.name == NULL)
		who = (struct who){ WHO_ACCOUNT,
				    json_string(identity, "accountId"), NULL };
	if (who.name == NULL)
		who = (struct who){ WHO_UNKNOWN, "", NULL };
	return who;
}

void
who_add(struct who who, struct strbuf *out)
{
	strbuf_addstr(out, who.name);
	if (who.session != NULL)
		strbuf_addf(out, "/%s", who.session);
}
