/* SPDX-License-Identifier: MIT */
/*
 * From request to answer, in AWS's order: is there such an operation, is it
 * signed, by whom, can it be read; then the door.
 */
#include "http/wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "account/signer.h"
#include "aws/dispatch.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "http/http.h"
#include "http/protocol.h"
#include "http/sigv4.h"
#include "lesson/lab.h"
#include "shell/options.h"

#define HERE "127.0.0.1"
#define INVALID_TOKEN "The security token included in the request is invalid."
#define EXPIRED_TOKEN "The security token included in the request is expired"

enum {
	MOST_USER_AGENT = 1024, /* CloudTrail keeps no more */
	MOST_NAME = 64,
	MOST_NOTES = 8,		/* about one request */
};

void
wire_init(struct wire *wire, struct lab *lab)
{
	*wire = (struct wire){ .lab = lab };
	random_seed(&wire->random, lab->account->seed);
}

/* A message may repeat what the client sent, which need be no text. */
static void
add_text(struct strbuf *out, const char *message)
{
	const char *end = message + strlen(message);

	while (message < end)
		utf8_add(out, utf8_next(&message, end));
}

static void
refuse(struct exchange *exchange, int status, const char *code,
       const char *message)
{
	struct http_answer *answer = exchange->answer;
	struct strbuf text = STRBUF_INIT;

	if (message)
		add_text(&text, message);
	answer->status = status;
	answer->content_type = exchange->protocol->content_type;
	answer->error = mem_strdup(code);
	exchange->protocol->write_error(exchange, code,
					message ? text.buf : NULL,
					&answer->body);
	strbuf_release(&text);
}

void
exchange_refuse(struct exchange *exchange, const struct refusal *refusal,
		const char *message)
{
	refuse(exchange, refusal->status, refusal->code, message);
}

/* ------------------------------------------------------------ not for pages */

/* A page of the web may make a browser send requests here, under its own
   origin, or under a name that it has let point here. */
static bool
is_local(const struct http_request *request)
{
	static const char *const names[] = { "127.0.0.1", "localhost" };
	const char *host = http_header(request, "Host");

	for (size_t i = 0; host && i < sizeof names / sizeof *names; i++) {
		size_t length = strlen(names[i]);

		if (strncasecmp(host, names[i], length))
			continue;
		if (!host[length])
			return true;
		return host[length] == ':' &&
		       strspn(host + length + 1, "0123456789") ==
			       strlen(host + length + 1);
	}
	return false;
}

static bool
guard(struct exchange *exchange)
{
	const char *why = NULL;

	if (!is_local(exchange->request))
		why = "Jasoos answers to the names 127.0.0.1 and localhost only";
	else if (http_header(exchange->request, "Origin"))
		why = "Jasoos does not answer the pages of a browser";
	if (!why)
		return true;
	refuse(exchange, 403, "AccessDeniedException", why);
	return false;
}

/* ---------------------------------------------------------------- operation */

static bool
find_operation(struct exchange *exchange)
{
	const char *asked;
	char *why;

	if (!exchange->answer->operation) {
		exchange_refuse(exchange,
				&exchange->protocol->unknown_operation,
				"This is the simulated account of Jasoos; "
				"requests that it understands are POST, with "
				"an X-Amz-Target or an Action");
		return false;
	}
	if (exchange->operation)
		return true;
	asked = exchange->answer->operation;
	why = str_printf("Jasoos simulates a part of AWS, and %.64s is not in "
			 "it", asked);
	exchange_refuse(exchange, &exchange->protocol->unknown_operation, why);
	free(why);
	return false;
}

/* ---------------------------------------------------------------- signature */

/* The name of AWS's endpoint is the name in the scope. */
static char *
signing_name(const struct aws_service *service)
{
	return mem_strndup(service->event_source,
			   strcspn(service->event_source, "."));
}

/* A session's key is nothing without its token. */
static bool
has_token(const struct http_request *request, const struct signer *signer)
{
	const char *token = http_header(request, "X-Amz-Security-Token");

	if (!signer->session)
		return !token;
	return token && signer->session->token &&
	       !strcmp(token, signer->session->token);
}

static enum sigv4_fault
authenticate(struct exchange *exchange, const struct sigv4 *given,
	     struct caller *caller, struct strbuf *why)
{
	struct account *account = exchange->wire->lab->account;
	const char *unknown_key = exchange->protocol->unknown_key;
	struct sigv4_expected expected;
	struct signer signer;
	enum sigv4_fault fault;
	char *name;

	if (!signer_find(account, given->key_id, caller, &signer) ||
	    !has_token(exchange->request, &signer)) {
		strbuf_addstr(why, unknown_key ? unknown_key : INVALID_TOKEN);
		return SIGV4_UNKNOWN_KEY;
	}
	if (signer.session && signer.session->expires <= account->now) {
		strbuf_addstr(why, EXPIRED_TOKEN);
		return SIGV4_EXPIRED_TOKEN;
	}
	name = signing_name(exchange->service);
	expected = (struct sigv4_expected){
		.service = name,
		.region_exists = region_exists(given->region),
		.is_s3 = !strcmp(exchange->service->iam_prefix, "s3"),
		.secret = signer.secret,
		.key = &exchange->wire->key,
	};
	fault = sigv4_verify(exchange->request, given, &expected, why);
	free(name);
	return fault;
}

/* The ARN's end: "ali" of user/ali, "auditor/ali" of assumed-role/... */
static char *
short_name(const struct account *account, const struct caller *caller)
{
	char *arn = caller_arn(account, caller);
	const char *slash = strchr(arn, '/');
	char *name = mem_strdup(slash ? slash + 1 : arn);

	free(arn);
	return name;
}

static bool
sign_in(struct exchange *exchange, struct sigv4 *given, struct caller *caller)
{
	struct strbuf why = STRBUF_INIT;
	enum sigv4_fault fault = sigv4_read(exchange->request, given, &why);

	if (fault == SIGV4_FINE)
		fault = authenticate(exchange, given, caller, &why);
	if (fault == SIGV4_FINE)
		exchange->answer->who =
			short_name(exchange->wire->lab->account, caller);
	else
		exchange_refuse(exchange, &exchange->protocol->faults[fault],
			  why.buf);
	strbuf_release(&why);
	return fault == SIGV4_FINE;
}

/* --------------------------------------------------------------------- call */

void
member_sent(const struct exchange *exchange, const char *name, size_t length)
{
	const struct aws_member *members = exchange->operation->request;
	struct messages *out = exchange->out;
	int shown = length < MOST_NAME ? (int)length : MOST_NAME;
	struct strbuf visible = STRBUF_INIT;

	for (; members && members->name; members++)
		if (strlen(members->name) == length &&
		    !strncmp(members->name, name, length))
			return;
	utf8_add_visible(&visible, name, (size_t)shown, false);
	if (out->count < MOST_NOTES)
		message_text(out, MESSAGE_NOTICE,
			     phrase_make(&out->arena,
					 N_("The lab does not know `%s` of %s, "
					    "and passed it over; AWS may know "
					    "it."),
					 visible.buf,
					 exchange->operation->name));
	strbuf_release(&visible);
}

/* As a record may have it: text without control characters. */
static void
read_user_agent(const struct http_request *request, struct strbuf *out)
{
	const char *at = http_header(request, "User-Agent");
	const char *end = at ? at + strlen(at) : NULL;

	while (at && at < end) {
		uint32_t code_point = utf8_next(&at, end);
		size_t before = out->len;

		utf8_add(out, code_point < ' ' || code_point == 0x7f
				      ? '?'
				      : code_point);
		if (out->len <= MOST_USER_AGENT)
			continue;
		strbuf_truncate(out, before);
		break;
	}
	if (out->len == 0)
		strbuf_addch(out, '-');
}

static int
status_of(const struct protocol *protocol, const char *code)
{
	for (const struct refusal *r = protocol->refusals; r && r->code; r++)
		if (!strcmp(r->code, code))
			return r->status;
	return 400;
}

static void
answer_call(struct exchange *exchange, const struct aws_call *call)
{
	const struct protocol *protocol = exchange->protocol;
	struct http_answer *answer = exchange->answer;

	if (*call->request_id)
		snprintf(answer->request_id, sizeof answer->request_id, "%s",
			 call->request_id);
	if (call->error.code) {
		refuse(exchange, status_of(protocol, call->error.code),
		       call->error.code, call->error.message);
		return;
	}
	answer->status = 200;
	answer->content_type = protocol->content_type;
	protocol->write(exchange, call->response, &answer->body);
}

static void
make_call(struct exchange *exchange, const struct caller *caller,
	  struct json_object *members)
{
	struct lab *lab = exchange->wire->lab;
	struct aws_call call = {
		.account = lab->account,
		.caller = *caller,
		.service = exchange->service,
		.operation = exchange->operation,
		.request = members,
	};

	if (account_is_full(lab->account))
		exchange_refuse(exchange, &exchange->protocol->full,
				"The lab's account is full; `reset` on its "
				"terminal begins it again");
	else if (lab_call(lab, &call, exchange->out))
		answer_call(exchange, &call);
	else
		exchange_refuse(exchange, &exchange->protocol->too_large,
			  "Jasoos takes requests of up to 64 KB");
	aws_call_release(&call);
}

static void
serve(struct exchange *exchange)
{
	struct caller caller = { .source_ip = HERE };
	struct strbuf agent = STRBUF_INIT;
	struct json_object *members;
	struct sigv4 given;

	if (!guard(exchange) || !find_operation(exchange))
		return;
	if (sign_in(exchange, &given, &caller)) {
		members = exchange->protocol->read(exchange);
		read_user_agent(exchange->request, &agent);
		caller.region = given.region;
		caller.user_agent = agent.buf;
		if (members)
			make_call(exchange, &caller, members);
		else if (!exchange->answer->error)
			exchange_refuse(exchange, &exchange->protocol->malformed,
				  NULL);
		json_object_put(members);
		strbuf_release(&agent);
	}
	sigv4_release(&given);
}

void
wire_answer(struct wire *wire, const struct http_request *request,
	    struct http_answer *answer, struct messages *out)
{
	struct exchange exchange = {
		.wire = wire,
		.request = request,
		.answer = answer,
		.out = out,
	};

	if (!s3_route(&exchange) && !rest_route(&exchange) &&
	    !query_route(&exchange))
		json_route(&exchange);
	if (exchange.service)
		answer->service = exchange.service->name;
	random_guid(&wire->random, answer->request_id);
	serve(&exchange);
	if (exchange.protocol->id_header)
		http_answer_header(answer, exchange.protocol->id_header,
				   answer->request_id);
}
