/* SPDX-License-Identifier: MIT */
/*
 * Hashes, keys and signatures.  That OpenSSL itself accepts what is signed:
 * digest.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/base64.h"
#include "base/random.h"
#include "base/signature.h"
#include "base/strbuf.h"

static struct rsa_key *
key_of(uint64_t seed, struct strbuf *public_key)
{
	struct random random;
	struct rsa_key *key;

	random_seed(&random, seed);
	key = rsa_key_new(&random);
	strbuf_init(public_key);
	rsa_key_public(key, public_key);
	return key;
}

static void
a_hash_is_that_of_the_standard(void **state)
{
	char hex[SHA256_HEX];

	(void)state;
	assert_true(signature_ready());
	assert_string_equal(sha256_hex("", 0, hex),
			    "e3b0c44298fc1c149afbf4c8996fb924"
			    "27ae41e4649b934ca495991b7852b855");
	assert_string_equal(sha256_hex("abc", 3, hex),
			    "ba7816bf8f01cfea414140de5dae2223"
			    "b00361a396177a9cb410ff61f20015ad");
}

/* RFC 4231, cases 1, 2 and 6: the last one's key is longer than a block. */
static void
a_keyed_hash_is_that_of_the_standard(void **state)
{
	unsigned char hash[HMAC_SHA256], key[131];
	char hex[SHA256_HEX];

	(void)state;
	memset(key, 0x0b, 20);
	hmac_sha256(key, 20, "Hi There", 8, hash);
	assert_string_equal(hex_write(hash, sizeof hash, hex),
			    "b0344c61d8db38535ca8afceaf0bf12b"
			    "881dc200c9833da726e9376c2e32cff7");
	hmac_sha256("Jefe", 4, "what do ya want for nothing?", 28, hash);
	assert_string_equal(hex_write(hash, sizeof hash, hex),
			    "5bdcc146bf60754e6a042426089575c7"
			    "5a003f089d2739839dec58b964ec3843");
	memset(key, 0xaa, sizeof key);
	hmac_sha256(key, sizeof key,
		    "Test Using Larger Than Block-Size Key - Hash Key First",
		    54, hash);
	assert_string_equal(hex_write(hash, sizeof hash, hex),
			    "60e431591ee0b67f0d8a26aacbf5b77f"
			    "8e0bc6213728c5140546040f0ee37f54");
}

static void
the_same_chance_gives_the_same_key_and_another_another(void **state)
{
	struct strbuf first, again, other;
	struct rsa_key *keys[] = { key_of(7, &first), key_of(7, &again),
				   key_of(8, &other) };

	(void)state;
	assert_int_equal(first.len, 270); /* of 2,048 bits */
	assert_int_equal(again.len, first.len);
	assert_memory_equal(again.buf, first.buf, first.len);
	assert_memory_not_equal(other.buf, first.buf, first.len);
	for (size_t i = 0; i < 3; i++)
		rsa_key_free(keys[i]);
	strbuf_release(&first);
	strbuf_release(&again);
	strbuf_release(&other);
}

/* So that a change of the search, or of libcrypto, does not go unseen. */
static void
the_key_of_seed_7_is_the_one_it_always_was(void **state)
{
	struct strbuf public_key;
	struct rsa_key *key = key_of(7, &public_key);
	char hex[SHA256_HEX];

	(void)state;
	assert_string_equal(sha256_hex(public_key.buf, public_key.len, hex),
			    "23937dd3f80650d2dd1ff0de4bb68d48ba8aa32646ba084d60a2a1fed03ee9df");
	rsa_key_free(key);
	strbuf_release(&public_key);
}

static void
a_signature_is_for_its_text_and_its_key_only(void **state)
{
	struct strbuf mine, other;
	struct rsa_key *key = key_of(1, &mine), *second = key_of(2, &other);
	char hex[SIGNATURE_HEX], again[SIGNATURE_HEX];

	(void)state;
	rsa_key_sign(key, "salaam", 6, hex);
	assert_int_equal(strlen(hex), 512);
	assert_string_equal(rsa_key_sign(key, "salaam", 6, again), hex);
	assert_int_equal(signature_verify(mine.buf, mine.len, "salaam", 6,
					  hex), SIGNATURE_VALID);
	assert_int_equal(signature_verify(mine.buf, mine.len, "salaan", 6,
					  hex), SIGNATURE_FAILED);
	assert_int_equal(signature_verify(other.buf, other.len, "salaam", 6,
					  hex), SIGNATURE_FAILED);
	hex[0] = hex[0] == '0' ? '1' : '0';
	assert_int_equal(signature_verify(mine.buf, mine.len, "salaam", 6,
					  hex), SIGNATURE_FAILED);
	rsa_key_free(key);
	rsa_key_free(second);
	strbuf_release(&mine);
	strbuf_release(&other);
}

static void
what_is_no_key_or_no_signature_is_told_apart(void **state)
{
	struct strbuf public_key, endless = STRBUF_INIT;
	struct rsa_key *key = key_of(1, &public_key);
	static const struct {
		const char *hex;
		enum signature_verdict verdict;
	} cases[] = {
		{ "", SIGNATURE_FAILED },
		{ "ab", SIGNATURE_FAILED },
		{ "abc", SIGNATURE_UNREADABLE },
		{ "not hex!", SIGNATURE_UNREADABLE },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(signature_verify(public_key.buf,
						  public_key.len, "a", 1,
						  cases[i].hex),
				 cases[i].verdict);
	strbuf_addchars(&endless, 'a', 100000);
	assert_int_equal(signature_verify(public_key.buf, public_key.len, "a",
					  1, endless.buf), SIGNATURE_FAILED);
	assert_int_equal(signature_verify("no key", 6, "a", 1, "ab"),
			 SIGNATURE_UNREADABLE);
	assert_int_equal(signature_verify(endless.buf, endless.len, "a", 1,
					  "ab"), SIGNATURE_UNREADABLE);
	rsa_key_free(key);
	strbuf_release(&public_key);
	strbuf_release(&endless);
}

static void
base64_is_that_of_the_standard_both_ways(void **state)
{
	static const struct {
		const char *text, *coded;
	} cases[] = {
		{ "", "" },	      { "f", "Zg==" },
		{ "fo", "Zm8=" },     { "foo", "Zm9v" },
		{ "foobar", "Zm9vYmFy" }, { "\xff\xfe\xfd", "//79" },
	};
	struct strbuf out = STRBUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		strbuf_reset(&out);
		base64_write(cases[i].text, strlen(cases[i].text), &out);
		assert_string_equal(out.buf, cases[i].coded);
		strbuf_reset(&out);
		assert_true(base64_read(cases[i].coded, &out));
		assert_string_equal(out.buf, cases[i].text);
	}
	assert_false(base64_read("Zm 9v", &out));
	assert_false(base64_read("Zg==Zg==", &out));
	strbuf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_hash_is_that_of_the_standard),
		cmocka_unit_test(a_keyed_hash_is_that_of_the_standard),
		cmocka_unit_test(
			the_same_chance_gives_the_same_key_and_another_another),
		cmocka_unit_test(the_key_of_seed_7_is_the_one_it_always_was),
		cmocka_unit_test(a_signature_is_for_its_text_and_its_key_only),
		cmocka_unit_test(what_is_no_key_or_no_signature_is_told_apart),
		cmocka_unit_test(base64_is_that_of_the_standard_both_ways),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
