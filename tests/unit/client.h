/* SPDX-License-Identifier: MIT */
/*
 * A client of the AWS wire without a network: it signs a request as one of the
 * account's people and hands it over.
 */
#ifndef TESTS_UNIT_CLIENT_H
#define TESTS_UNIT_CLIENT_H

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "account/signer.h"
#include "base/clock.h"
#include "base/memory.h"
#include "base/signature.h"
#include "base/strbuf.h"
#include "http/http.h"
#include "http/sigv4.h"
#include "http/wire.h"
#include "lesson/lab.h"

#define CLIENT_DATE "20261123T010000Z"
#define CLIENT_NOW "2026-11-23T01:00:00Z" /* on the wall, not in the account */
#define CLOUDTRAIL_TARGET \
	"com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101."

struct client {
	const char *key_id, *secret, *token; /* token: or NULL */
	const char *region, *service;
	bool is_s3;
	struct http_request request;
	struct strbuf authorization;
};

static inline void
client_header(struct client *client, const char *name, const char *value)
{
	struct http_header header = { name, value };

	list_push(&client->request.headers, header);
}

/* A POST of JSON, not yet signed. */
static inline void
client_begin(struct client *client, const char *service, const char *target,
	     const char *body)
{
	memset(client, 0, sizeof *client);
	strbuf_init(&client->authorization);
	client->region = "us-east-1";
	client->service = service;
	client->request.method = "POST";
	client->request.target = "/";
	client->request.body = body;
	client->request.length = strlen(body);
	clock_parse(CLIENT_NOW, &client->request.time);
	client_header(client, "Host", "127.0.0.1:4580");
	client_header(client, "Content-Type", "application/x-amz-json-1.1");
	client_header(client, "User-Agent", "aws-cli/2.9.19");
	client_header(client, "X-Amz-Date", CLIENT_DATE);
	if (target)
		client_header(client, "X-Amz-Target", target);
}

static inline void
client_sign(struct client *client)
{
	struct strbuf canonical = STRBUF_INIT, to_sign = STRBUF_INIT;
	struct sigv4 given = {
		.date = "20261123",
		.region = client->region,
		.service = client->service,
		.terminator = "aws4_request",
		.signed_headers = client->token ?
			"host;x-amz-date;x-amz-security-token" :
			"host;x-amz-date",
		.moment = CLIENT_DATE,
	};
	const char *const steps[] = { given.date, given.region, given.service,
				      given.terminator };
	char *start = str_printf("AWS4%s", client->secret);
	unsigned char key[HMAC_SHA256];
	char hex[2 * HMAC_SHA256 + 1];

	if (client->token)
		client_header(client, "X-Amz-Security-Token", client->token);
	sigv4_canonical_request(&client->request, &given, client->is_s3,
				&canonical);
	sigv4_string_to_sign(&given, &canonical, &to_sign);
	hmac_sha256(start, strlen(start), steps[0], strlen(steps[0]), key);
	for (size_t i = 1; i < 4; i++)
		hmac_sha256(key, sizeof key, steps[i], strlen(steps[i]), key);
	hmac_sha256(key, sizeof key, to_sign.buf, to_sign.len, key);
	strbuf_addf(&client->authorization,
		    "AWS4-HMAC-SHA256 Credential=%s/%s/%s/%s/aws4_request, "
		    "SignedHeaders=%s, Signature=%s",
		    client->key_id, given.date, given.region, given.service,
		    given.signed_headers, hex_write(key, sizeof key, hex));
	client_header(client, "Authorization", client->authorization.buf);
	free(start);
	strbuf_release(&canonical);
	strbuf_release(&to_sign);
}

static inline void
client_end(struct client *client)
{
	strbuf_release(&client->authorization);
	list_release(&client->request.headers);
}

#endif
