/* SPDX-License-Identifier: MIT */
/*
 * The dump, by which undo, saved labs and the two ways of a call are compared:
 * equal accounts have equal dumps, and what differs anywhere shows.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "account/account.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"

#include "scenes.h"

#define OTHER_POLICY "{\"Statement\": [{\"Effect\": \"Deny\", " \
	"\"Action\": \"*\", \"Resource\": \"*\"}]}"

static char *
dump(const struct account *account)
{
	struct strbuf text = STRBUF_INIT;

	account_dump(account, &text);
	return strbuf_detach(&text);
}

static void
replace(char **text, const char *with)
{
	free(*text);
	*text = mem_strdup(with);
}

static void
what_a_person_may_do(struct account *account)
{
	principal_set_policy(principal_find(account, "bilal"),
			     scene_json(OTHER_POLICY));
}

static void
a_key(struct account *account)
{
	principal_find(account, "sana")->keys[0].active = false;
}

static void
whom_a_role_trusts(struct account *account)
{
	principal_set_trust(principal_find(account, "restart-role"),
			    OTHER_POLICY, scene_json(OTHER_POLICY));
}

static void
what_a_target_gets(struct account *account)
{
	json_object_put(account->rules.items[0]->targets[0].settings);
	account->rules.items[0]->targets[0].settings =
		scene_json("{\"Input\": \"{}\"}");
}

static void
what_a_function_does(struct account *account)
{
	json_object_put(account->functions.items[0]->code);
	account->functions.items[0]->code = scene_json("{\"steps\": []}");
}

static void
a_bucket_s_policy(struct account *account)
{
	replace(&bucket_find(account, SCENE_BUCKET)->policy, OTHER_POLICY);
}

static void
a_queue_s_policy(struct account *account)
{
	replace(&account->queues.items[0]->policy, OTHER_POLICY);
}

static void
a_subscription_s_token(struct account *account)
{
	replace(&account->topics.items[0]->subscriptions.items[0]->token,
		"another");
}

static void
a_config_rule_s_remediation(struct account *account)
{
	account->config_rules.items[0]->remediation =
		scene_json("{\"Automatic\": true}");
}

static void
a_moment(struct account *account)
{
	account_advance(account, 1000);
}

static void
what_differs_anywhere_shows(void **state)
{
	static void (*const changes[])(struct account *) = {
		what_a_person_may_do, a_key, whom_a_role_trusts,
		what_a_target_gets, what_a_function_does, a_bucket_s_policy,
		a_queue_s_policy, a_subscription_s_token,
		a_config_rule_s_remediation, a_moment,
	};
	static const char scene[] =
		"trail target config-rule queue subscription";

	(void)state;
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		struct account *one = scene_new(scene), *two = scene_new(scene);
		char *of_one = dump(one), *of_two = dump(two);

		assert_string_equal(of_one, of_two);
		changes[i](two);
		free(of_two);
		of_two = dump(two);
		if (!strcmp(of_one, of_two))
			fail_msg("change %zu does not show", i);
		free(of_one);
		free(of_two);
		account_free(one);
		account_free(two);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_differs_anywhere_shows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
