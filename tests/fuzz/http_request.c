/* SPDX-License-Identifier: MIT */
/*
 * Fuzzing the AWS wire: a request as it comes, signed by the learner if it has
 * no Authorization of its own.
 *
 * Beyond not crashing: each request has an answer with a status, and JSON where
 * it says so; who is not
 * named by a signature changes nothing; a call is one input, and a lab of such
 * inputs opens as the account that they made.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "../unit/client.h"
#include "base/json.h"
#include "lesson/diagnostic.h"
#include "lesson/message.h"
#include "lesson/scenario.h"

#include "fuzz_lab.h"

/* The text up to `stop`, cut out; what is behind it. */
static char *
cut(char *text, char stop)
{
	char *at = strchr(text, stop);

	if (!at)
		return text + strlen(text);
	*at = '\0';
	return at + 1;
}

/* Whose request it may be, so that many are rightly signed. */
static const char *
service_in(const char *text)
{
	static const char *const marks[][2] = {
		{ "AWSEvents.", "events" },	 { "Logs_", "logs" },
		{ "StarlingDove", "config" },	 { "AmazonSSM", "ssm" },
		{ "AmazonSQS", "sqs" },		 { "AWSOrg", "organizations" },
		{ "2011-06-15", "sts" },	 { "2010-05-08", "iam" },
		{ "2010-03-31", "sns" },	 { "2010-08-01", "monitoring" },
	};

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (strstr(text, marks[i][0]))
			return marks[i][1];
	return "cloudtrail";
}

/* "METHOD target", headers, an empty line, the body. */
static void
read_request(struct client *client, char *text, const char *end)
{
	char *line = text, *rest = cut(text, '\n');

	memset(client, 0, sizeof *client);
	strbuf_init(&client->authorization);
	client->region = "us-east-1";
	client->service = service_in(text);
	clock_parse(CLIENT_NOW, &client->request.time);
	client->request.target = cut(line, ' ');
	client->request.method = line;
	if (!strncmp(client->request.target, "/20", 3)) {
		client->service = "lambda";
	} else if (!strncmp(client->request.target, "/detector", 9)) {
		client->service = "guardduty";
	} else if (strlen(client->request.target) > 1) {
		client->service = "s3";
		client->is_s3 = true;
	}
	while (*rest && *rest != '\n') {
		line = rest;
		rest = cut(line, '\n');
		client_header(client, line, cut(line, ':'));
	}
	client->request.body = *rest ? rest + 1 : rest;
	client->request.length = (size_t)(end - client->request.body);
}

static void
check_opened(const struct lab *lab)
{
	struct strbuf a = STRBUF_INIT, b = STRBUF_INIT;
	struct lab opened;

	begin(&opened);
	require(lab_replay(&opened, lab->inputs, lab->input_count));
	account_dump(lab->account, &a);
	account_dump(opened.account, &b);
	require(!strcmp(a.buf, b.buf));
	lab_release(&opened);
	strbuf_release(&a);
	strbuf_release(&b);
}

static void
sign(struct client *client, struct lab *lab)
{
	struct caller caller = { 0 };
	struct signer signer;

	client->key_id = lab->learner->access_key_id;
	require(signer_find(lab->account, client->key_id, &caller, &signer));
	client->secret = signer.secret;
	if (!http_header(&client->request, "X-Amz-Date"))
		client_header(client, "X-Amz-Date", CLIENT_DATE);
	if (!http_header(&client->request, "Host"))
		client_header(client, "Host", "localhost");
	client_sign(client);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);
	struct http_answer answer;
	struct messages out;
	struct client client;
	struct wire wire;
	struct lab lab;
	size_t events;

	require(text);
	memcpy(text, data, size);
	text[size] = '\0';
	begin(&lab);
	events = lab.account->events.count;
	wire_init(&wire, &lab);
	read_request(&client, text, text + size);
	if (!http_header(&client.request, "Authorization"))
		sign(&client, &lab);
	messages_init(&out);
	http_answer_init(&answer);
	wire_answer(&wire, &client.request, &answer, &out);
	require(answer.status >= 200 && answer.status < 600);
	require(strlen(answer.request_id) == (client.is_s3 && answer.who ? 16 : 36) ||
		answer.error);
	if (answer.content_type && strstr(answer.content_type, "-json-"))
		require(json_valid(answer.body.buf, answer.body.len));
	require(answer.who || lab.account->events.count == events);
	require(lab.input_count <= 1);
	check_opened(&lab);
	http_answer_release(&answer);
	messages_release(&out);
	client_end(&client);
	lab_release(&lab);
	free(text);
	return 0;
}
