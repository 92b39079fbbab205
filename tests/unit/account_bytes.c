/* SPDX-License-Identifier: MIT */
/*
 * What an account takes of memory: all that can grow by itself is counted, and
 * what is gone is not.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "account/account.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"

#include "scenes.h"

enum { LONG = 100000 };

static struct account *account;
static char *text; /* a long one */

static int
begin(void **state)
{
	(void)state;
	account = scene_new("bucket queue");
	text = mem_calloc(LONG + 1, 1);
	memset(text, 'x', LONG);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	account_free(account);
	free(text);
	return 0;
}

static struct json_object *
long_metadata(void)
{
	struct json_object *metadata = json_object_new_object();

	json_set_string(metadata, "signature", text);
	return metadata;
}

static void
a_queue_s_messages_count_until_they_are_gone(void **state)
{
	struct queue *queue = account->queues.items[0];
	size_t before = account_bytes(account);
	const struct queue_message *message;

	(void)state;
	for (int i = 0; i < 3; i++)
		queue_send(account, queue, text, NULL);
	assert_true(account_bytes(account) > before + 3 * LONG);
	message = queue_receive(account, queue, CLOCK_MINUTE);
	assert_true(queue_remove(queue, message->receipt_handle));
	assert_in_range(account_bytes(account) - before, 2 * LONG, 3 * LONG);
	account_advance(account, queue->retention);
	queue_send(account, queue, "", long_metadata());
	assert_in_range(account_bytes(account) - before, LONG, 3 * LONG);
	queue_purge(queue);
	assert_int_equal(account_bytes(account), before);
}

static void
the_inbox_counts_and_keeps_the_newest_only(void **state)
{
	size_t before = account_bytes(account);

	(void)state;
	inbox_put(account, "arn", "sana@kitab-ghar.example", "Long", text);
	assert_true(account_bytes(account) > before + LONG);
	for (int i = 0; i < INBOX_MOST; i++)
		inbox_put(account, "arn", "sana@kitab-ghar.example", "", "");
	assert_true(account_bytes(account) > before + INBOX_MOST);
	text[10] = '\0';
	inbox_put(account, "arn", "sana@kitab-ghar.example", "Short", text);
	assert_in_range(account_bytes(account) - before, INBOX_MOST * 64,
			INBOX_MOST * 400);
}

static void
an_object_s_metadata_counts_with_it(void **state)
{
	struct bucket *bucket = bucket_find(account, SCENE_BUCKET);
	size_t before = account_bytes(account), empty;
	struct object *object =
		bucket_put(account, bucket, "key", mem_strdup(""), 0);

	(void)state;
	empty = account_bytes(account);
	bucket_set_metadata(bucket, object, long_metadata());
	assert_true(account_bytes(account) > empty + LONG);
	bucket_put(account, bucket, "key", mem_strdup(""), 0);
	assert_int_equal(account_bytes(account), empty);
	bucket_set_metadata(bucket, object, long_metadata());
	bucket_remove(bucket, "key");
	assert_int_equal(account_bytes(account), before);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
	const struct CMUnitTest tests[] = {
		TEST(a_queue_s_messages_count_until_they_are_gone),
		TEST(the_inbox_counts_and_keeps_the_newest_only),
		TEST(an_object_s_metadata_counts_with_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
