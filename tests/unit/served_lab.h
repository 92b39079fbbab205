/* SPDX-License-Identifier: MIT */
/*
 * For the tests that ask a lab as real clients do: each has a new one in the
 * small scenario, and what was answered to the last request.
 */
#ifndef TESTS_SERVED_LAB_H
#define TESTS_SERVED_LAB_H

#include <strings.h>

#include "client.h"
#include "small_lab.h"

static struct wire wire;
static struct http_answer answer;

static int
serve(void **state)
{
	begin(state);
	http_answer_init(&answer);
	wire_init(&wire, &lab);
	return 0;
}

static int
close_down(void **state)
{
	http_answer_release(&answer);
	return end(state);
}

/* Hands over what was begun; the answer's body. */
static inline const char *
send(struct client *client)
{
	http_answer_release(&answer);
	messages_clear(&out);
	wire_answer(&wire, &client->request, &answer, &out);
	client_end(client);
	return answer.body.buf;
}

/* Signs as whom the key belongs to. */
static inline void
sign_as(struct client *client, const char *key_id)
{
	struct caller caller = { 0 };
	struct signer signer;

	assert_true(signer_find(lab.account, key_id, &caller, &signer));
	client->key_id = key_id;
	client->secret = signer.secret;
	client->token = signer.session ? signer.session->token : NULL;
	client_sign(client);
}

static inline void
sign_as_learner(struct client *client)
{
	sign_as(client, lab.learner->access_key_id);
}

static inline const char *
header(const char *name)
{
	for (size_t i = 0; i < answer.headers.count; i++)
		if (!strcasecmp(answer.headers.items[i].name, name))
			return answer.headers.items[i].value;
	return NULL;
}

static inline void
assert_holds(const char *text)
{
	if (!strstr(answer.body.buf, text))
		fail_msg("no %s in %s", text, answer.body.buf);
}

#endif
