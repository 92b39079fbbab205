/* SPDX-License-Identifier: MIT */
/* Byte strings, and what is built like them: lists, arenas, pools, chance. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/list.h"
#include "base/memory.h"
#include "base/pool.h"
#include "base/random.h"
#include "base/strbuf.h"

static void
an_empty_strbuf_is_text_and_owns_nothing(void **state)
{
	struct strbuf s = STRBUF_INIT;

	(void)state;
	assert_string_equal(s.buf, "");
	strbuf_add(&s, NULL, 0);
	strbuf_trim(&s);
	strbuf_reset(&s);
	assert_int_equal(s.allocated, 0);
}

static void
what_is_added_stays_terminated(void **state)
{
	struct strbuf s = STRBUF_INIT;

	(void)state;
	strbuf_addstr(&s, "trail");
	strbuf_addch(&s, '/');
	strbuf_addchars(&s, '-', 3);
	strbuf_add(&s, "a\0b", 3);
	strbuf_addf(&s, "%d", 42);
	assert_int_equal(s.len, 14);
	assert_memory_equal(s.buf, "trail/---a\0b42", 15);
	strbuf_truncate(&s, 5);
	assert_string_equal(s.buf, "trail");
	strbuf_truncate(&s, 50);
	assert_int_equal(s.len, 5);
	strbuf_release(&s);
	assert_string_equal(s.buf, "");
}

static void
a_long_format_is_written_whole(void **state)
{
	struct strbuf s = STRBUF_INIT;
	char *text;

	(void)state;
	strbuf_addf(&s, "%0500d|", 7);
	assert_int_equal(s.len, 501);
	assert_string_equal(s.buf + 498, "07|");
	strbuf_release(&s);
	for (int width = 60; width < 70; width++) {
		text = str_printf("%*s", width, "x");
		assert_int_equal(strlen(text), width);
		free(text);
	}
}

static void
trimming_takes_white_space_at_both_ends_only(void **state)
{
	struct strbuf s = STRBUF_INIT;

	(void)state;
	strbuf_addstr(&s, " \t\r\n har API  call \n");
	strbuf_trim(&s);
	assert_string_equal(s.buf, "har API  call");
	assert_int_equal(s.len, 13);
	strbuf_reset(&s);
	strbuf_addstr(&s, " \n ");
	strbuf_trim(&s);
	assert_string_equal(s.buf, "");
	strbuf_release(&s);
}

static void
a_detached_text_is_never_null(void **state)
{
	struct strbuf s = STRBUF_INIT;
	char *text = strbuf_detach(&s);

	(void)state;
	assert_string_equal(text, "");
	free(text);
	strbuf_addstr(&s, "event");
	text = strbuf_detach(&s);
	assert_string_equal(text, "event");
	assert_int_equal(s.allocated, 0);
	free(text);
}

static jmp_buf out_of_memory;

static void
jump_out(void)
{
	longjmp(out_of_memory, 1);
}

static void
too_much_memory_goes_to_the_hosts_handler(void **state)
{
	struct strbuf s = STRBUF_INIT;
	volatile int handled = 0;

	(void)state;
	mem_on_exhausted(jump_out);
	if (setjmp(out_of_memory) == 0)
		strbuf_grow(&s, SIZE_MAX - 10);
	else
		handled = 1;
	mem_on_exhausted(NULL);
	assert_true(handled);
}

static void
a_copy_of_part_of_a_text_is_terminated(void **state)
{
	char *copy = mem_strndup("StopLogging", 4);

	(void)state;
	assert_string_equal(copy, "Stop");
	free(copy);
	copy = mem_strndup("Stop", 400);
	assert_string_equal(copy, "Stop");
	free(copy);
	assert_null(mem_strdup(NULL));
}

static void
a_list_keeps_its_items_in_order(void **state)
{
	LIST(int) numbers = { 0 };

	(void)state;
	for (int i = 0; i < 1000; i++)
		list_push(&numbers, i * 3);
	assert_int_equal(numbers.count, 1000);
	for (int i = 0; i < 1000; i++)
		assert_int_equal(numbers.items[i], i * 3);
	list_release(&numbers);
	assert_null(numbers.items);
}

static void
arena_memory_is_zero_aligned_and_apart(void **state)
{
	static const size_t sizes[] = { 1, 17, 3000, 20000, 0, 8192, 5 };
	unsigned char *pieces[70];
	struct arena a;

	(void)state;
	arena_init(&a);
	for (int i = 0; i < 70; i++) {
		size_t size = sizes[i % 7];

		pieces[i] = arena_alloc(&a, size);
		assert_int_equal(
			(uintptr_t)pieces[i] % _Alignof(max_align_t), 0);
		for (size_t j = 0; j < size; j++)
			assert_int_equal(pieces[i][j], 0);
		memset(pieces[i], i + 1, size);
	}
	for (int i = 0; i < 70; i++) {
		for (size_t j = 0; j < sizes[i % 7]; j++)
			assert_int_equal(pieces[i][j], i + 1);
	}
	arena_release(&a);
	assert_string_equal(arena_join(&a, "lesson", ".", "title"),
			    "lesson.title");
	assert_string_equal(arena_printf(&a, "%s-%d", "lesson", 3),
			    "lesson-3");
	assert_string_equal(arena_strndup(&a, "lesson", 3), "les");
	assert_null(arena_strdup(&a, NULL));
	arena_release(&a);
}

static void
equal_texts_have_one_address_in_a_pool(void **state)
{
	struct pool pool = { 0 };
	const char *first[2000];
	char text[32];

	(void)state;
	for (int i = 0; i < 2000; i++) {
		snprintf(text, sizeof text, "name-%d", i);
		first[i] = pool_intern(&pool, text);
		assert_ptr_not_equal(first[i], text);
	}
	for (int i = 0; i < 2000; i++) {
		snprintf(text, sizeof text, "name-%d", i);
		assert_ptr_equal(pool_intern(&pool, text), first[i]);
		assert_string_equal(first[i], text);
	}
	assert_int_equal(pool.count, 2000);
	assert_null(pool_intern(&pool, NULL));
	pool_release(&pool);
	assert_int_equal(pool.allocated, 0);
}

static void
the_same_seed_gives_the_published_sequence(void **state)
{
	struct random r;

	(void)state;
	random_seed(&r, 1234567);
	assert_true(random_next(&r) == UINT64_C(6457827717110365317));
	assert_true(random_next(&r) == UINT64_C(3203168211198807973));
	assert_true(random_next(&r) == UINT64_C(9817491932198370423));
}

static void
chance_stays_in_its_bounds(void **state)
{
	struct random r;
	int seen[6] = { 0 };
	char text[33];

	(void)state;
	random_seed(&r, 1);
	for (int i = 0; i < 6000; i++) {
		double unit = random_unit(&r);
		uint32_t face = random_below(&r, 6);

		assert_true(unit >= 0 && unit < 1);
		assert_in_range(face, 0, 5);
		seen[face]++;
	}
	for (int i = 0; i < 6; i++)
		assert_in_range(seen[i], 900, 1100);
	random_text(&r, "ABCDEF", 32, text);
	assert_int_equal(strlen(text), 32);
	assert_int_equal(strspn(text, "ABCDEF"), 32);
}

static void
a_guid_is_of_version_four(void **state)
{
	struct random r;
	char guid[37], other[37];

	(void)state;
	random_seed(&r, 99);
	for (int i = 0; i < 100; i++) {
		random_guid(&r, guid);
		assert_int_equal(strlen(guid), 36);
		assert_int_equal(strspn(guid, "0123456789abcdef-"), 36);
		assert_int_equal(guid[8], '-');
		assert_int_equal(guid[13], '-');
		assert_int_equal(guid[14], '4');
		assert_int_equal(guid[18], '-');
		assert_non_null(strchr("89ab", guid[19]));
		assert_int_equal(guid[23], '-');
	}
	assert_string_not_equal(guid, random_guid(&r, other));
}

static void
a_word_is_looked_for_to_the_end_of_the_words(void **state)
{
	static const char *const words[] = { "ek", "do", "teen", NULL };

	(void)state;
	assert_true(str_is_one_of("ek", words));
	assert_true(str_is_one_of("teen", words));
	assert_false(str_is_one_of("tee", words));
	assert_false(str_is_one_of("", words));
	assert_false(str_is_one_of(NULL, words));
	assert_false(str_is_one_of("ek", words + 3));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_strbuf_is_text_and_owns_nothing),
		cmocka_unit_test(what_is_added_stays_terminated),
		cmocka_unit_test(a_long_format_is_written_whole),
		cmocka_unit_test(trimming_takes_white_space_at_both_ends_only),
		cmocka_unit_test(a_detached_text_is_never_null),
		cmocka_unit_test(too_much_memory_goes_to_the_hosts_handler),
		cmocka_unit_test(a_copy_of_part_of_a_text_is_terminated),
		cmocka_unit_test(a_word_is_looked_for_to_the_end_of_the_words),
		cmocka_unit_test(a_list_keeps_its_items_in_order),
		cmocka_unit_test(arena_memory_is_zero_aligned_and_apart),
		cmocka_unit_test(equal_texts_have_one_address_in_a_pool),
		cmocka_unit_test(the_same_seed_gives_the_published_sequence),
		cmocka_unit_test(chance_stays_in_its_bounds),
		cmocka_unit_test(a_guid_is_of_version_four),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
