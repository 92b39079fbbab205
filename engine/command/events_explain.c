/* SPDX-License-Identifier: MIT */
/*
 * jasoos events --explain: a record with each of its fields explained.
 *
 * Source: AWS CloudTrail User Guide, "CloudTrail record contents" and
 * "CloudTrail userIdentity element".
 */
#include "command/events.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"
#include "command/command.h"
#include "terminal/style.h"

static const struct {
	const char *path, *note;
} notes[] = {
	{ "eventVersion", N_("the version of the record's form") },
	{ "userIdentity", N_("WHO made the call") },
	{ "userIdentity.type",
	  N_("what kind of caller: IAMUser, AssumedRole, Root, AWSService "
	     "and some more") },
	{ "userIdentity.principalId",
	  N_("the caller's unique id; a role's session stands behind the "
	     "colon") },
	{ "userIdentity.arn", N_("the caller's full name in AWS") },
	{ "userIdentity.accountId", N_("the account the caller belongs to") },
	{ "userIdentity.accessKeyId",
	  N_("the access key that signed the call; ASIA... is temporary, "
	     "AKIA... stays until somebody removes it") },
	{ "userIdentity.userName", N_("the user's name") },
	{ "userIdentity.invokedBy",
	  N_("the AWS service that made the call for the caller") },
	{ "userIdentity.sessionContext",
	  N_("about temporary credentials: who gave them, and when") },
	{ "userIdentity.sessionContext.sessionIssuer",
	  N_("the role (or user) behind the session") },
	{ "userIdentity.sessionContext.sessionIssuer.userName",
	  N_("the name of the role that was taken on") },
	{ "userIdentity.sessionContext.attributes.creationDate",
	  N_("when the temporary credentials were given") },
	{ "userIdentity.sessionContext.attributes.mfaAuthenticated",
	  N_("whether the session began with a second factor") },
	{ "eventTime", N_("WHEN: the time the call was finished, in UTC") },
	{ "eventSource", N_("the service that was called") },
	{ "eventName", N_("WHAT: the API call") },
	{ "awsRegion", N_("the Region the call went to") },
	{ "sourceIPAddress",
	  N_("FROM WHERE: the caller's address, or the AWS service's name") },
	{ "userAgent", N_("the program that made the call; it can lie") },
	{ "errorCode", N_("why AWS refused; missing if the call succeeded") },
	{ "errorMessage", N_("AWS's words for the refusal") },
	{ "requestParameters", N_("what was asked for; null if nothing") },
	{ "responseElements",
	  N_("what the call changed or made; null for calls that only read") },
	{ "additionalEventData",
	  N_("more about the call, which differs by service") },
	{ "requestID", N_("the id of this request, for AWS support") },
	{ "eventID",
	  N_("the id of this event; if it comes twice, it is the same event") },
	{ "readOnly", N_("true: it only looked; false: it changed something") },
	{ "resources", N_("the resources that the call touched") },
	{ "eventType",
	  N_("how it came about: an API call, a sign-in, something the "
	     "service did") },
	{ "apiVersion", N_("the version of the service's API") },
	{ "managementEvent",
	  N_("true: about the account's resources; false: about the data in "
	     "them") },
	{ "recipientAccountId", N_("the account that received this event") },
	{ "sharedEventID",
	  N_("the same in all accounts that received this event") },
	{ "vpcEndpointId",
	  N_("the VPC endpoint through which the call came") },
	{ "serviceEventDetails", N_("what the service itself did") },
	{ "eventCategory", N_("Management, Data, NetworkActivity or Insight") },
	{ "addendum", N_("why this event came late or was corrected") },
	{ "sessionCredentialFromConsole",
	  N_("\"true\" if the call came from the web console") },
	{ "tlsDetails", N_("how the connection was encrypted") },
};

/* Whether the record has it, null or not. */
static bool
has(struct json_object *record, const char *path)
{
	const char *dot = strrchr(path, '.');
	struct json_object *above = record, *value;
	char *up;

	if (dot != NULL) {
		up = mem_strndup(path, (size_t)(dot - path));
		above = json_path(record, up);
		free(up);
	}
	return json_object_object_get_ex(above, dot != NULL ? dot + 1 : path,
					 &value);
}

void
events_explain(struct events *events, const struct kept_record *kept)
{
	struct program *program = events->program;
	struct arena *arena = &program->out.arena;
	struct json_object *record = json_parse(kept->text, kept->length, NULL,
						NULL);
	struct message *m = message_add(&program->out, MESSAGE_RECORD);
	struct message_item *item;
	size_t count = 0;

	m->bytes = arena_strndup(arena, kept->text, kept->length);
	m->length = kept->length;
	for (size_t i = 0; i < sizeof notes / sizeof *notes; i++)
		count += has(record, notes[i].path);
	item = message_items(&program->out, m, count);
	for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) {
		if (!has(record, notes[i].path))
			continue;
		item->label = phrase_same(arena, notes[i].path);
		item->note = style_phrase(notes[i].note);
		item++;
	}
	json_object_put(record);
}
