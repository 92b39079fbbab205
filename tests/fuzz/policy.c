/* SPDX-License-Identifier: MIT */
/*
 * Fuzzing policies: any text is put as each kind, and asked.
 *
 * Beyond not crashing: a refusal has a reason; a policy that was taken has no
 * condition that is not simulated; asking twice gives the same; and a policy
 * that says nothing to Allow allows nothing.
 */
#include <stdlib.h>
#include <string.h>

#include "account/policy.h"
#include "base/json.h"

#include "fuzz.h"

static void
ask(struct json_object *policy, const char *text)
{
	struct policy_request request = {
		.action = "cloudtrail:StopLogging",
		.resource = "arn:aws:cloudtrail:us-east-1:111122223333:trail/t",
		.principal_arn = "arn:aws:iam::111122223333:user/sana",
	};
	enum policy_effect effect;

	policy_request_set(&request, "aws:SourceIp", "203.0.113.7");
	policy_request_set(&request, "aws:PrincipalArn", request.principal_arn);
	effect = policy_ask(policy, &request);
	require(policy_ask(policy, &request) == effect);
	require(effect != POLICY_ALLOW || strstr(text, "llow"));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const enum policy_kind kinds[] = { POLICY_IDENTITY,
						  POLICY_RESOURCE,
						  POLICY_TRUST };
	char *text = malloc(size + 1);
	struct json_object *any;

	require(text);
	memcpy(text, data, size);
	text[size] = '\0';
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		char why[256] = "";
		struct json_object *policy =
			policy_parse(text, kinds[i], why, sizeof why);

		require(policy || *why);
		if (policy)
			ask(policy, strchr(text, '\\') ? "Allow" : text);
		json_object_put(policy);
	}
	any = json_parse(text, strlen(text), NULL, NULL);
	if (any && !strchr(text, '\\'))
		ask(any, text);
	json_object_put(any);
	free(text);
	return 0;
}
