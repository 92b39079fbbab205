/* SPDX-License-Identifier: MIT */
/*
 * Records, member by member.
 *
 * requestParameters is the request in the records' spelling; responseElements
 * the response, or null for calls that only read.  A refused call is recorded
 * too, with errorCode and errorMessage.
 */
#include "aws/record.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/strbuf.h"

#define EVENT_VERSION "1.11"
#define SIGN_IN_VERSION "1.08"
#define SIGN_IN "AwsConsoleSignIn"
#define HIDDEN "HIDDEN_DUE_TO_SECURITY_REASONS"

/* Service calls under a role carry the service's name for an address. */
static bool
is_dns_name(const char *address)
{
	size_t length = strlen(address);

	return length > 14 && !strcmp(address + length - 14, ".amazonaws.com");
}

/* "cloudtrail.us-east-1.amazonaws.com" of "cloudtrail.amazonaws.com"; some
   have one endpoint for all Regions, or a name of their own. */
static void
host_of(const char *event_source, const char *region, char *out, size_t size)
{
	static const struct {
		const char *source, *host;
	} own[] = {
		{ "iam.amazonaws.com", "iam.amazonaws.com" },
		{ "signin.amazonaws.com", "signin.aws.amazon.com" },
		{ "route53.amazonaws.com", "route53.amazonaws.com" },
		{ "cloudfront.amazonaws.com", "cloudfront.amazonaws.com" },
		{ "budgets.amazonaws.com", "budgets.amazonaws.com" },
	};
	size_t name = strcspn(event_source, ".");

	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		if (!strcmp(own[i].source, event_source)) {
			snprintf(out, size, "%s", own[i].host);
			return;
		}
	snprintf(out, size, "%s%.*s.%s%s",
		 !strncmp(event_source, "ecr.", 4) ? "api." : "", (int)name,
		 event_source, region, event_source + name);
}

static void
add_head(struct json_object *record, struct account *account,
	 const struct caller *caller, const struct event_class *class,
	 const char *event_name, const char *version)
{
	const struct principal *principal = caller->principal;
	const char *address = caller->source_ip ? caller->source_ip :
						  principal->source_ip;
	const char *agent = caller->user_agent ? caller->user_agent :
						 principal->user_agent;
	char time[CLOCK_TEXT];

	json_set_string(record, "eventVersion", version);
	json_set(record, "userIdentity",
		 principal_user_identity(account, caller));
	json_set_string(record, "eventTime", clock_iso(account->now, time));
	json_set_string(record, "eventSource", class->source);
	json_set_string(record, "eventName", event_name);
	json_set_string(record, "awsRegion", class->region);
	json_set_string(record, "sourceIPAddress",
			address ? address : "203.0.113.1");
	json_set_string(record, "userAgent", agent ? agent : "aws-cli");
}

/* S3's request ids are short; a sign-in is no request and has none. */
static void
add_request_id(struct json_object *record, struct account *account,
	       const struct event_class *class, const char *event_type)
{
	char text[37];

	if (!strcmp(event_type, SIGN_IN))
		return;
	if (!strcmp(class->source, "s3.amazonaws.com"))
		random_text(&account->random,
			    "0123456789ABCDEFGHJKMNPQRSTVWXYZ", 16, text);
	else
		random_guid(&account->random, text);
	json_set_string(record, "requestID", text);
}

static void
add_tls_details(struct json_object *record, const struct event_class *class)
{
	struct json_object *tls = json_object_new_object();
	char host[128];

	host_of(class->source, class->region, host, sizeof host);
	json_set_string(tls, "tlsVersion", "TLSv1.3");
	json_set_string(tls, "cipherSuite", "TLS_AES_128_GCM_SHA256");
	json_set_string(tls, "clientProvidedHostHeader", host);
	json_set(record, "tlsDetails", tls);
}

static void
add_tail(struct json_object *record, struct account *account,
	 const struct caller *caller, const struct event_class *class,
	 const char *event_type, struct json_object *resources, bool shared)
{
	char guid[37];

	add_request_id(record, account, class, event_type);
	json_set_string(record, "eventID", random_guid(&account->random, guid));
	json_set_bool(record, "readOnly", class->read_only);
	if (resources)
		json_set(record, "resources", resources);
	json_set_string(record, "eventType", event_type);
	json_set_bool(record, "managementEvent", class->management);
	json_set_string(record, "recipientAccountId", account->id);
	if (shared)
		json_set_string(record, "sharedEventID",
				random_guid(&account->random, guid));
	json_set_string(record, "eventCategory",
			class->management ? "Management" : "Data");
	if (!is_dns_name(json_string(record, "sourceIPAddress")))
		add_tls_details(record, class);
	if (caller->credentials && caller->credentials->from_console &&
	    strcmp(event_type, SIGN_IN))
		json_set_string(record, "sessionCredentialFromConsole",
				"true");
}

/* The wire's members in the records' spelling; {} is null. */
static struct json_object *
record_elements(struct json_object *value)
{
	struct json_object *out;
	char name[128];

	switch (json_object_get_type(value)) {
	case json_type_object:
		out = json_object_new_object();
		json_object_object_foreach(value, key, member)
			json_set(out, aws_record_name(key, name, sizeof name),
				 record_elements(member));
		return out;
	case json_type_array:
		out = json_object_new_array();
		for (size_t i = 0; i < json_object_array_length(value); i++)
			json_object_array_add(
				out, record_elements(json_object_array_get_idx(
					     value, i)));
		return out;
	default:
		return json_object_get(value);
	}
}

static struct json_object *
elements_or_null(struct json_object *value)
{
	if (!value || (json_object_is_type(value, json_type_object) &&
		       json_object_object_length(value) == 0))
		return NULL;
	return record_elements(value);
}

static struct json_object *
request_parameters(const struct aws_call *call)
{
	const struct aws_member *members = call->operation->request;
	struct json_object *parameters;

	/* IAM and STS keep to themselves what somebody may not do. */
	if (call->error.code && !strcmp(call->error.code, "AccessDenied") &&
	    strcmp(call->service->iam_prefix, "s3"))
		return NULL;
	if (call->request_parameters)
		return json_object_get(call->request_parameters);
	parameters = elements_or_null(call->request);
	for (size_t i = 0; parameters && members && members[i].name; i++) {
		char name[128];

		if (members[i].flags & AWS_SECRET &&
		    json_member(call->request, members[i].name))
			json_set_string(parameters,
					aws_record_name(members[i].name, name,
							sizeof name),
					HIDDEN);
	}
	return parameters;
}

static struct json_object *
response_elements(const struct aws_call *call)
{
	unsigned flags = call->operation->flags;

	if (call->error.code)
		return NULL;
	if (call->response_elements)
		return record_elements(call->response_elements);
	if (flags & (AWS_READ_ONLY | AWS_DATA_EVENT) &&
	    !(flags & AWS_RESPONSE_RECORDED))
		return NULL;
	return elements_or_null(call->response);
}

/* Records say AccessDenied where the answer on the wire says ...Exception. */
static const char *
recorded_code(const char *code)
{
	return strcmp(code, "AccessDeniedException") ? code : "AccessDenied";
}

struct json_object *
record_make(const struct aws_call *call, const struct event_class *class)
{
	const struct aws_operation *operation = call->operation;
	struct json_object *record = json_object_new_object();

	add_head(record, call->account, &call->caller, class,
		 operation->event_name ? operation->event_name :
					 operation->name,
		 EVENT_VERSION);
	if (call->error.code) {
		json_set_string(record, "errorCode",
				recorded_code(call->error.code));
		json_set_string(record, "errorMessage", call->error.message);
	}
	json_set(record, "requestParameters", request_parameters(call));
	json_set(record, "responseElements", response_elements(call));
	if (call->additional_event_data)
		json_set(record, "additionalEventData",
			 json_object_get(call->additional_event_data));
	add_tail(record, call->account, &call->caller, class, "AwsApiCall",
		 json_object_get(call->resources), false);
	return record;
}

/* Nobody has credentials before a sign-in; and who mistypes a name may have
   typed a password, so a name that is none is not shown. */
static void
make_sign_in(struct json_object *record, bool failed, bool unknown_user)
{
	struct json_object *identity = json_member(record, "userIdentity");

	json_object_object_del(identity, "accessKeyId");
	json_object_object_del(identity, "sessionContext");
	if (failed) {
		json_object_object_del(identity, "arn");
		json_set_string(identity, "accessKeyId", "");
	}
	if (unknown_user) {
		json_object_object_del(identity, "principalId");
		json_set_string(identity, "userName", HIDDEN);
	}
}

struct json_object *
record_make_recorded(struct account *account, const struct caller *caller,
		     const struct event_class *class,
		     struct aws_recorded *recorded)
{
	struct json_object *record = json_object_new_object();
	const char *type = recorded->event_type ? recorded->event_type :
						  "AwsApiCall";

	add_head(record, account, caller, class, recorded->event_name,
		 strcmp(type, SIGN_IN) ? EVENT_VERSION : SIGN_IN_VERSION);
	if (!strcmp(type, SIGN_IN))
		make_sign_in(record, recorded->error_message != NULL,
			     recorded->unknown_user);
	if (recorded->error_code)
		json_set_string(record, "errorCode", recorded->error_code);
	if (recorded->error_message)
		json_set_string(record, "errorMessage",
				recorded->error_message);
	json_set(record, "requestParameters", recorded->request_parameters);
	json_set(record, "responseElements", recorded->response_elements);
	if (recorded->additional_event_data)
		json_set(record, "additionalEventData",
			 recorded->additional_event_data);
	add_tail(record, account, caller, class, type, recorded->resources,
		 recorded->shared);
	return record;
}

char *
record_date(int64_t moment, const char *comma)
{
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr",
					      "May", "Jun", "Jul", "Aug",
					      "Sep", "Oct", "Nov", "Dec" };
	struct civil_time civil = clock_civil(moment);

	return str_printf("%s %d, %d%s %d:%02d:%02d %s",
			  months[civil.month - 1], civil.day, civil.year, comma,
			  civil.hour % 12 ? civil.hour % 12 : 12, civil.minute,
			  civil.second, civil.hour < 12 ? "AM" : "PM");
}
