/* SPDX-License-Identifier: MIT */
/* gzip: reproducible when written, and never trusted when read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/error.h"
#include "base/gzip.h"
#include "base/strbuf.h"

#define MANY (1024 * 1024)

static void
what_is_packed_comes_back(void **state)
{
	static const size_t sizes[] = { 0, 1, 4095, 4096, 100000 };
	struct strbuf plain = STRBUF_INIT;
	struct strbuf packed = STRBUF_INIT;
	struct strbuf again = STRBUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		strbuf_reset(&plain);
		strbuf_reset(&packed);
		strbuf_reset(&again);
		while (plain.len < sizes[i])
			strbuf_addch(&plain, (char)(plain.len * plain.len));
		gzip_compress(plain.buf, plain.len, &packed);
		assert_int_equal(gzip_decompress(packed.buf, packed.len,
						 plain.len, &again), 0);
		assert_int_equal(again.len, plain.len);
		assert_memory_equal(again.buf, plain.buf, plain.len + 1);
	}
	strbuf_release(&plain);
	strbuf_release(&packed);
	strbuf_release(&again);
}

static void
packed_bytes_carry_no_time_and_no_name(void **state)
{
	static const char head[] = { 0x1f, (char)0x8b, 8, 0, 0, 0, 0, 0 };
	struct strbuf packed = STRBUF_INIT;
	struct strbuf again = STRBUF_INIT;

	(void)state;
	gzip_compress("{\"Records\":[]}", 14, &packed);
	gzip_compress("{\"Records\":[]}", 14, &again);
	assert_memory_equal(packed.buf, head, sizeof head);
	assert_int_equal(packed.len, again.len);
	assert_memory_equal(packed.buf, again.buf, packed.len);
	strbuf_release(&packed);
	strbuf_release(&again);
}

static void
several_members_are_one_text(void **state)
{
	struct strbuf packed = STRBUF_INIT;
	struct strbuf out = STRBUF_INIT;

	(void)state;
	strbuf_addstr(&out, "was there: ");
	gzip_compress("har call ", 9, &packed);
	gzip_compress("", 0, &packed);
	gzip_compress("ek event", 8, &packed);
	assert_int_equal(gzip_decompress(packed.buf, packed.len, 17, &out), 0);
	assert_string_equal(out.buf, "was there: har call ek event");
	strbuf_release(&packed);
	strbuf_release(&out);
}

static void
a_small_file_cannot_become_a_large_memory(void **state)
{
	struct strbuf plain = STRBUF_INIT;
	struct strbuf packed = STRBUF_INIT;
	struct strbuf out = STRBUF_INIT;

	(void)state;
	strbuf_addchars(&plain, 'a', MANY);
	gzip_compress(plain.buf, plain.len, &packed);
	assert_int_equal(gzip_decompress(packed.buf, packed.len, MANY - 1,
					 &out), ERROR_LIMIT);
	assert_int_equal(out.len, 0);
	assert_in_range(out.allocated, 0, MANY + 64);
	assert_int_equal(gzip_decompress(packed.buf, packed.len, 0, &out),
			 ERROR_LIMIT);
	assert_int_equal(gzip_decompress(packed.buf, packed.len, MANY, &out),
			 0);
	assert_int_equal(out.len, MANY);
	strbuf_release(&plain);
	strbuf_release(&packed);
	strbuf_release(&out);
}

static void
the_size_a_file_claims_is_not_believed(void **state)
{
	struct strbuf packed = STRBUF_INIT;
	struct strbuf out = STRBUF_INIT;

	(void)state;
	gzip_compress("event", 5, &packed);
	memset(packed.buf + packed.len - 4, 0xff, 4);
	assert_int_equal(gzip_decompress(packed.buf, packed.len, SIZE_MAX / 4,
					 &out), ERROR_FORMAT);
	assert_in_range(out.allocated, 0, 8192);
	strbuf_release(&packed);
	strbuf_release(&out);
}

static void
a_file_cut_anywhere_is_damaged(void **state)
{
	struct strbuf packed = STRBUF_INIT;
	struct strbuf out = STRBUF_INIT;
	char cut[200];

	(void)state;
	gzip_compress("trail, log file, digest file", 28, &packed);
	assert_in_range(packed.len, 20, sizeof cut);
	for (size_t length = 0; length < packed.len; length++) {
		memcpy(cut, packed.buf, length);
		assert_int_equal(gzip_decompress(cut, length, 1000, &out),
				 ERROR_FORMAT);
		assert_int_equal(out.len, 0);
	}
	strbuf_release(&packed);
	strbuf_release(&out);
}

static void
garbage_behind_a_member_is_told_and_the_member_kept(void **state)
{
	struct strbuf packed = STRBUF_INIT;
	struct strbuf out = STRBUF_INIT;

	(void)state;
	gzip_compress("event", 5, &packed);
	strbuf_addstr(&packed, "garbage");
	assert_int_equal(gzip_decompress(packed.buf, packed.len, 1000, &out),
			 ERROR_FORMAT);
	assert_string_equal(out.buf, "event");
	strbuf_release(&packed);
	strbuf_release(&out);
}

static void
a_flipped_bit_is_found(void **state)
{
	struct strbuf packed = STRBUF_INIT;
	struct strbuf out = STRBUF_INIT;

	(void)state;
	gzip_compress("StopLogging", 11, &packed);
	packed.buf[packed.len - 6] ^= 1;
	assert_int_equal(gzip_decompress(packed.buf, packed.len, 1000, &out),
			 ERROR_FORMAT);
	strbuf_release(&packed);
	strbuf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_packed_comes_back),
		cmocka_unit_test(packed_bytes_carry_no_time_and_no_name),
		cmocka_unit_test(several_members_are_one_text),
		cmocka_unit_test(a_small_file_cannot_become_a_large_memory),
		cmocka_unit_test(the_size_a_file_claims_is_not_believed),
		cmocka_unit_test(a_file_cut_anywhere_is_damaged),
		cmocka_unit_test(
			garbage_behind_a_member_is_told_and_the_member_kept),
		cmocka_unit_test(a_flipped_bit_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
