/* SPDX-License-Identifier: MIT */
/*
 * One call to a service beyond the lab, as a scenario tells it: it goes
 * through the door like all others, which only writes it down.
 */
#include "lesson/scenario_parts.h"

#include <stdlib.h>
#include <string.h>

#include "aws/dispatch.h"
#include "base/json.h"
#include "base/memory.h"

static struct json_object *
filled_string(struct account *account, const struct scenario_actor *actor,
	      const char *text)
{
	char *filled = scenario_text(account, actor, text);
	struct json_object *value = json_object_new_string(filled);

	free(filled);
	return value;
}

static struct json_object *
filled(struct account *account, const struct scenario_actor *actor,
       struct json_object *value)
{
	struct json_object *out;

	switch (json_object_get_type(value)) {
	case json_type_string:
		return filled_string(account, actor,
				     json_object_get_string(value));
	case json_type_object:
		out = json_object_new_object();
		json_object_object_foreach(value, key, member)
			json_set(out, key, filled(account, actor, member));
		return out;
	case json_type_array:
		out = json_object_new_array();
		for (size_t i = 0; i < json_object_array_length(value); i++)
			json_object_array_add(
				out,
				filled(account, actor,
				       json_object_array_get_idx(value, i)));
		return out;
	default:
		return json_object_get(value);
	}
}

struct json_object *
scenario_json(struct account *account, const struct scenario_actor *actor,
	      const char *text)
{
	struct json_object *parsed, *out;

	if (!text)
		return NULL;
	parsed = json_parse(text, strlen(text), NULL, NULL);
	out = filled(account, actor, parsed);
	json_object_put(parsed);
	return out;
}

/* "AWS::KMS::Key arn:aws:kms:...": a type and an ARN, or an ARN alone. */
static struct json_object *
resource(const struct account *account, const char *text)
{
	struct json_object *out = json_object_new_object();
	size_t type = strcspn(text, " ");

	json_set_string(out, "accountId", account->id);
	if (text[type])
		json_set(out, "type",
			 json_object_new_string_len(text, (int)type));
	json_set_string(out, "ARN", text[type] ? text + type + 1 : text);
	return out;
}

static struct json_object *
resources(struct account *account, const struct scenario_actor *actor,
	  const char **texts)
{
	struct json_object *out;

	if (!texts || !texts[0])
		return NULL;
	out = json_object_new_array();
	for (size_t i = 0; texts[i]; i++) {
		char *text = scenario_text(account, actor, texts[i]);

		json_object_array_add(out, resource(account, text));
		free(text);
	}
	return out;
}

/* The call's own words go before the activity's. */
static struct caller
caller_of(struct account *account, const struct scenario_actor *actor,
	  const struct scenario_call *row)
{
	struct caller caller = {
		.principal = principal_find(account,
					    row->who ? row->who : actor->who),
		.source_ip = row->ip,
		.user_agent = row->agent,
		.invoked_by = row->invoked_by,
	};

	if (!row->who) {
		caller.credentials = actor->credentials;
		if (!caller.invoked_by)
			caller.invoked_by = actor->invoked_by;
		if (!caller.source_ip && !row->invoked_by)
			caller.source_ip = actor->ip;
		if (!caller.user_agent && !row->invoked_by)
			caller.user_agent = actor->agent;
	}
	if (caller.invoked_by && !caller.source_ip)
		caller.source_ip = caller.invoked_by;
	if (caller.invoked_by && !caller.user_agent)
		caller.user_agent = caller.invoked_by;
	return caller;
}

void
scenario_call(struct account *account, const struct scenario_actor *actor,
	      const struct scenario_call *row)
{
	struct caller caller = caller_of(account, actor, row);
	char *message = row->error_message ?
				scenario_text(account, actor,
					      row->error_message) :
				NULL;
	struct aws_recorded recorded = {
		.event_source = row->source,
		.event_name = row->name,
		.event_type = row->type,
		.read_only = !row->changes,
		.global = row->global,
		.shared = row->shared,
		.unknown_user = row->unknown_user,
		.request_parameters =
			scenario_json(account, actor, row->parameters),
		.response_elements =
			scenario_json(account, actor, row->response),
		.additional_event_data =
			scenario_json(account, actor, row->additional),
		.resources = resources(account, actor, row->resources),
		.error_code = row->error_code,
		.error_message = message,
	};

	aws_dispatch_recorded(account, &caller, &recorded);
	free(message);
}
