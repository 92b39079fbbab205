/* SPDX-License-Identifier: MIT */
/*
 * Fuzzing typed lines, one after the other, on a small account with a rule
 * that guards its trail; between the lines time passes.
 *
 * Beyond not crashing: each call that went through the door is one event and
 * nothing else is; an event's record is JSON; the same lines give the same
 * account again; and what completion proposes is text.
 */
#include <stdlib.h>
#include <string.h>

#include "aws/dispatch.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "lesson/lab.h"
#include "pattern/pattern.h"
#include "shell/shell.h"

#include "fuzz.h"

#define LAB_POLICY                                                         \
	"{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\","          \
	"\"Action\":\"s3:*\",\"Resource\":\"*\"}}"
#define WATCH "{\"detail\":{\"eventName\":[\"StopLogging\"]}}"
#define RESTART                                                        \
	"{\"steps\":[{\"call\":\"cloudtrail:StartLogging\",\"with\":{" \
	"\"Name\":\"$.event.detail.requestParameters.name\"}}]}"

enum { MOST_LINES = 16 };

static void
add_guard(struct account *account)
{
	struct pattern_error error;
	char why[160];
	struct principal *role = principal_add(
		account, PRINCIPAL_ASSUMED_ROLE, "restart-role");
	struct function *function = function_put(
		account, "us-east-1", "restart", role,
		json_parse(RESTART, strlen(RESTART), NULL, NULL), NULL, why,
		sizeof why);
	struct rule *rule = rule_put(
		account, "us-east-1", "watch", WATCH,
		pattern_compile(WATCH, strlen(WATCH), &error), RULE_ENABLED);

	rule_put_target(rule, "1", function->arn, NULL);
}

static struct account *
new_account(void)
{
	struct account *account = account_new(
		"111122223333", "us-east-1", INT64_C(1763533800000), 1,
		aws_door);
	struct principal *ali =
		principal_add(account, PRINCIPAL_IAM_USER, "ali");
	struct trail *trail;

	ali->source_ip = mem_strdup("203.0.113.7");
	bucket_set_policy(bucket_add(account, "lab-bucket"), LAB_POLICY, NULL,
			  0);
	trail = trail_add(account, "main-audit-trail", "us-east-1",
			  "lab-bucket");
	trail->is_logging = true;
	add_guard(account);
	return account;
}

static void
check_events(struct account *account, size_t first)
{
	for (size_t i = first; i < account->events.count; i++) {
		const struct event *event = event_at(account, i);
		struct json_object *record =
			event_parse(account, i);

		require(record != NULL);
		require(!strcmp(json_string(record, "eventName"),
				event->name));
		json_object_put(record);
	}
}

static void
check_words(struct account *account, const char *line)
{
	struct shell_words words = { 0 };
	size_t start = 0;

	shell_complete(account, line, strlen(line), &words, &start);
	require(start <= strlen(line));
	for (size_t i = 0; i < words.count; i++) {
		const char *word = words.items[i];

		require(utf8_valid(word, strlen(word)));
		for (; *word; word++)
			require((unsigned char)*word >= ' ' && *word != 0x7f);
	}
	shell_words_release(&words);
}

static void
type(struct account *account, const char *line)
{
	size_t before = account->events.count;
	struct shell_output output;

	shell_output_init(&output);
	shell_run(account, principal_find(account, "ali"), line, &output);
	require(account->events.count - before == output.calls);
	check_events(account, before);
	shell_output_release(&output);
}

static void
type_all(struct account *account, const uint8_t *data, size_t size)
{
	const char *at = (const char *)data, *end = at + size;

	for (int i = 0; i < MOST_LINES && at < end; i++) {
		const char *feed = memchr(at, '\n', (size_t)(end - at));
		const char *stop = feed ? feed : end;
		char *line = mem_strndup(at, (size_t)(stop - at));

		if (lab_line_is_plain(line)) {
			type(account, line);
			check_words(account, line);
		}
		account_advance(account, CLOCK_MINUTE);
		free(line);
		at = stop + 1;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct account *one = new_account(), *two = new_account();
	struct strbuf a = STRBUF_INIT, b = STRBUF_INIT;

	type_all(one, data, size);
	type_all(two, data, size);
	account_dump(one, &a);
	account_dump(two, &b);
	require(a.len == b.len && !memcmp(a.buf, b.buf, a.len));
	strbuf_release(&a);
	strbuf_release(&b);
	account_free(one);
	account_free(two);
	return 0;
}
