/* SPDX-License-Identifier: MIT */
/*
 * Signature Version 4 against AWS's own published requests ("Signature Version
 * 4 test suite", and the worked example of the IAM User Guide), and what is
 * wrong with a signature in AWS's words.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/strbuf.h"
#include "http/canonical.h"
#include "http/http.h"
#include "http/sigv4.h"

#define SECRET "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
#define SCOPE "AKIDEXAMPLE/20150830/us-east-1/service/aws4_request"
#define DATE "20150830T123600Z"
#define NOW "2015-08-30T12:36:00Z"

struct vector {
	const char *name, *method, *target;
	struct http_header headers[5]; /* beside Host and X-Amz-Date */
	const char *body;
	const char *signed_headers, *signature;
};

static const struct vector vectors[] = {
	{ "get-vanilla", "GET", "/", { { 0 } }, "", "host;x-amz-date",
	  "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31" },
	{ "get-vanilla-query-order-key-case", "GET",
	  "/?Param2=value2&Param1=value1", { { 0 } }, "", "host;x-amz-date",
	  "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500" },
	{ "get-vanilla-utf8-query", "GET", "/?\u1234=bar", { { 0 } }, "",
	  "host;x-amz-date",
	  "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04" },
	{ "get-unreserved", "GET",
	  "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
	  { { 0 } }, "", "host;x-amz-date",
	  "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f" },
	{ "get-utf8", "GET", "/\u1234", { { 0 } }, "", "host;x-amz-date",
	  "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85" },
	{ "normalize-path/get-space", "GET", "/example space/", { { 0 } }, "",
	  "host;x-amz-date",
	  "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741" },
	{ "normalize-path/get-relative-relative", "GET",
	  "/example1/example2/../..", { { 0 } }, "", "host;x-amz-date",
	  "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31" },
	{ "normalize-path/get-slash-dot-slash", "GET", "/./", { { 0 } }, "",
	  "host;x-amz-date",
	  "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31" },
	{ "get-header-value-trim", "GET", "/",
	  { { "My-Header1", " value1" }, { "My-Header2", " \"a   b   c\"" } },
	  "", "host;my-header1;my-header2;x-amz-date",
	  "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736" },
	{ "get-header-value-order", "GET", "/",
	  { { "My-Header1", "value4" }, { "My-Header1", "value1" },
	    { "My-Header1", "value3" }, { "My-Header1", "value2" } },
	  "", "host;my-header1;x-amz-date",
	  "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01" },
	{ "get-vanilla-with-session-token", "GET", "/",
	  { { "X-Amz-Security-Token", "6e86291e8372ff2a2260956d9b8aae1d763fbf31"
				      "5fa00fa31553b73ebf194267" } },
	  "", "host;x-amz-date;x-amz-security-token",
	  "07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8" },
	{ "post-vanilla", "POST", "/", { { 0 } }, "", "host;x-amz-date",
	  "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b" },
	{ "post-header-key-sort", "POST", "/", { { "My-Header1", "value1" } },
	  "", "host;my-header1;x-amz-date",
	  "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c" },
	{ "post-x-www-form-urlencoded", "POST", "/",
	  { { "Content-Type", "application/x-www-form-urlencoded" } },
	  "Param1=value1", "content-type;host;x-amz-date",
	  "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a" },
};

/* What one test holds: a request, and what was found in it. */
struct page {
	struct http_request request;
	struct strbuf authorization, why;
	struct sigv4 given;
	struct sigv4_expected expected;
};

static void
add_header(struct page *page, const char *name, const char *value)
{
	struct http_header header = { name, value };

	list_push(&page->request.headers, header);
}

static void
begin(struct page *page, const char *method, const char *target)
{
	*page = (struct page){
		.request = { .method = method, .target = target, .body = "" },
		.expected = { .service = "service",
			      .region_exists = true,
			      .secret = SECRET },
	};
	strbuf_init(&page->authorization);
	strbuf_init(&page->why);
	assert_true(clock_parse(NOW, &page->request.time));
}

static void
end(struct page *page)
{
	sigv4_release(&page->given);
	strbuf_release(&page->authorization);
	strbuf_release(&page->why);
	list_release(&page->request.headers);
}

static void
begin_vector(struct page *page, const struct vector *vector)
{
	begin(page, vector->method, vector->target);
	page->request.body = vector->body;
	page->request.length = strlen(vector->body);
	add_header(page, "Host", "example.amazonaws.com");
	for (size_t i = 0; vector->headers[i].name; i++)
		add_header(page, vector->headers[i].name,
			   vector->headers[i].value);
	add_header(page, "X-Amz-Date", DATE);
	strbuf_addf(&page->authorization,
		    "AWS4-HMAC-SHA256 Credential=" SCOPE ", SignedHeaders=%s, "
		    "Signature=%s",
		    vector->signed_headers, vector->signature);
	add_header(page, "Authorization", page->authorization.buf);
}

static enum sigv4_fault
check(struct page *page)
{
	enum sigv4_fault fault =
		sigv4_read(&page->request, &page->given, &page->why);

	if (fault == SIGV4_FINE)
		fault = sigv4_verify(&page->request, &page->given,
				     &page->expected, &page->why);
	return fault;
}

static void
the_requests_that_aws_published_are_rightly_signed(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
		struct page page;

		begin_vector(&page, &vectors[i]);
		if (check(&page) != SIGV4_FINE)
			fail_msg("%s: %s", vectors[i].name, page.why.buf);
		end(&page);
	}
}

static void
one_bit_of_anything_signed_makes_it_wrong(void **state)
{
	const struct vector *form = &vectors[sizeof vectors / sizeof *vectors - 1];
	struct page page;

	(void)state;
	begin_vector(&page, form);
	page.request.body = "Param1=value2";
	assert_int_equal(check(&page), SIGV4_MISMATCH);
	end(&page);
	begin_vector(&page, form);
	page.request.target = "/a";
	assert_int_equal(check(&page), SIGV4_MISMATCH);
	end(&page);
	begin_vector(&page, form);
	page.request.method = "PUT";
	assert_int_equal(check(&page), SIGV4_MISMATCH);
	end(&page);
	begin_vector(&page, form);
	page.request.headers.items[1].value = "text/plain";
	assert_int_equal(check(&page), SIGV4_MISMATCH);
	end(&page);
	begin_vector(&page, form);
	page.expected.secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEZ";
	assert_int_equal(check(&page), SIGV4_MISMATCH);
	end(&page);
	begin_vector(&page, form);
	page.authorization.buf[page.authorization.len - 1] ^= 1;
	assert_int_equal(check(&page), SIGV4_MISMATCH);
	end(&page);
	begin_vector(&page, form);
	strbuf_truncate(&page.authorization, page.authorization.len - 1);
	assert_int_equal(check(&page), SIGV4_MISMATCH);
	end(&page);
	begin_vector(&page, form);
	strbuf_addch(&page.authorization, 'a');
	page.request.headers.items[3].value = page.authorization.buf;
	assert_int_equal(check(&page), SIGV4_MISMATCH);
	end(&page);
}

static void
a_wrong_signature_is_told_what_would_have_been_right_to_sign(void **state)
{
	struct page page;

	(void)state;
	begin_vector(&page, &vectors[0]);
	page.expected.secret = "x";
	assert_int_equal(check(&page), SIGV4_MISMATCH);
	assert_string_equal(
		page.why.buf,
		"The request signature we calculated does not match the "
		"signature you provided. Check your AWS Secret Access Key and "
		"signing method. Consult the service documentation for "
		"details.\n\nThe Canonical String for this request should have "
		"been\n'GET\n/\n\nhost:example.amazonaws.com\nx-amz-date:" DATE
		"\n\nhost;x-amz-date\ne3b0c44298fc1c149afbf4c8996fb92427ae41e464"
		"9b934ca495991b7852b855'\n\nThe String-to-Sign should have been"
		"\n'AWS4-HMAC-SHA256\n" DATE
		"\n20150830/us-east-1/service/aws4_request\nbb579772317eb040ac9"
		"ed261061d46c1f17a8133879d6129b6e1c25292927e63'\n");
	end(&page);
}

/* A header, and AWS's words about it. */
static void
assert_header(const char *header, enum sigv4_fault fault, const char *why)
{
	struct page page;

	begin(&page, "POST", "/");
	add_header(&page, "host", "127.0.0.1");
	add_header(&page, "x-amz-date", DATE);
	if (header)
		add_header(&page, "authorization", header);
	assert_int_equal(check(&page), fault);
	assert_string_equal(page.why.buf, why);
	end(&page);
}

#define ALGORITHM "AWS4-HMAC-SHA256 "
#define REST ", SignedHeaders=host;x-amz-date, Signature=00"

static void
what_is_wrong_with_a_header_is_told_in_aws_words(void **state)
{
	(void)state;
	assert_header(NULL, SIGV4_MISSING, "Missing Authentication Token");
	assert_header("", SIGV4_MISSING, "Missing Authentication Token");
	assert_header("AWS AKIDEXAMPLE:frJIUN8DYpKDtOLCwo//yllqDzg=",
		      SIGV4_INCOMPLETE,
		      "Authorization header requires 'Credential' parameter. "
		      "Authorization header requires 'Signature' parameter. "
		      "Authorization header requires 'SignedHeaders' parameter. "
		      "Authorization=AWS AKIDEXAMPLE:frJIUN8DYpKDtOLCwo//"
		      "yllqDzg=");
	assert_header(ALGORITHM "Credential= " SCOPE REST, SIGV4_INCOMPLETE,
		      "'" SCOPE "' not a valid key=value pair (missing "
		      "equal-sign) in Authorization header: '" ALGORITHM
		      "Credential= " SCOPE REST "'.");
	assert_header(ALGORITHM "Credential=AKIDEXAMPLE/20150830" REST,
		      SIGV4_INCOMPLETE,
		      "Credential must have exactly 5 slash-delimited elements, "
		      "e.g. keyid/date/region/service/term, got "
		      "'AKIDEXAMPLE/20150830'");
	assert_header(ALGORITHM "Credential=" SCOPE ", Signature=00, "
				"SignedHeaders=x-amz-date",
		      SIGV4_MISMATCH,
		      "'Host' or ':authority' must be a 'SignedHeader' in the "
		      "AWS Authorization.");
	assert_header(ALGORITHM "Credential=AKIDEXAMPLE/20150829/us-east-1/"
				"services/aws5_request" REST,
		      SIGV4_MISMATCH,
		      "Credential should be scoped to correct service: "
		      "'service'. Credential should be scoped with a valid "
		      "terminator: 'aws4_request', not 'aws5_request'. Date in "
		      "Credential scope does not match YYYYMMDD from ISO-8601 "
		      "version of date from HTTP: '20150829' != '20150830', from "
		      "'20150830T123600Z'. ");
}

static void
a_date_is_needed_and_read_exactly(void **state)
{
	static const char *const dates[] = { "", "x", "2015-08-30T12:36:00Z",
					     "20150830T123600", "20150830T126000Z",
					     "20150231T123600Z" };
	struct page page;

	(void)state;
	for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
		begin_vector(&page, &vectors[0]);
		page.request.headers.items[1].value = dates[i];
		assert_int_equal(check(&page), SIGV4_INCOMPLETE);
		assert_non_null(strstr(page.why.buf, "'basic format'"));
		end(&page);
	}
	begin_vector(&page, &vectors[0]);
	page.request.headers.items[1].name = "x-date";
	assert_int_equal(check(&page), SIGV4_INCOMPLETE);
	assert_non_null(strstr(page.why.buf, "either a 'X-Amz-Date' or a 'Date' "
					     "header"));
	end(&page);
}

/* `late` seconds after it was signed. */
static void
assert_at(int64_t late, const char *why)
{
	struct page page;

	begin_vector(&page, &vectors[0]);
	page.request.time += late * CLOCK_SECOND;
	assert_int_equal(check(&page), *why ? SIGV4_MISMATCH : SIGV4_FINE);
	assert_string_equal(page.why.buf, why);
	end(&page);
}

static void
a_signature_holds_for_five_minutes_either_way(void **state)
{
	(void)state;
	assert_at(300, "");
	assert_at(-300, "");
	assert_at(301, "Signature expired: 20150830T123600Z is now earlier "
		       "than 20150830T123601Z (20150830T124101Z - 5 min.)");
	assert_at(-301, "Signature not yet current: 20150830T123600Z is still "
			"later than 20150830T123559Z (20150830T123059Z + 5 "
			"min.)");
}

/* The same signer twice, then another secret, Region and day. */
static void
a_kept_key_is_for_its_scope_only(void **state)
{
	struct sigv4_key key = { { 0 }, { 0 } };
	struct page page;

	(void)state;
	for (int i = 0; i < 4; i++) {
		begin_vector(&page, &vectors[i % 2]);
		page.expected.key = &key;
		if (i == 2)
			page.expected.secret = "x";
		assert_int_equal(check(&page), i == 2 ? SIGV4_MISMATCH :
							SIGV4_FINE);
		end(&page);
	}
}

static void
a_region_that_does_not_exist_is_named(void **state)
{
	struct page page;

	(void)state;
	begin_vector(&page, &vectors[0]);
	page.expected.region_exists = false;
	assert_int_equal(check(&page), SIGV4_MISMATCH);
	assert_string_equal(page.why.buf,
			    "Credential should be scoped to a valid region, "
			    "not 'us-east-1'. ");
	end(&page);
}

/* Each name may cost as much as all headers together. */
static void
more_names_than_anybody_signs_are_refused(void **state)
{
	struct strbuf header = STRBUF_INIT;
	struct page page;

	(void)state;
	strbuf_addstr(&header, ALGORITHM "Credential=" SCOPE
			       ", Signature=00, SignedHeaders=host");
	for (int i = 0; i < 1000; i++)
		strbuf_addstr(&header, ";a");
	begin(&page, "POST", "/");
	add_header(&page, "X-Amz-Date", DATE);
	add_header(&page, "Authorization", header.buf);
	assert_int_equal(check(&page), SIGV4_MISMATCH);
	assert_true(page.why.len < 200);
	end(&page);
	strbuf_release(&header);
}

/* S3 signs an object's key as it stands. */
static void
a_path_of_s3_keeps_its_dots_and_is_encoded_once(void **state)
{
	struct strbuf out = STRBUF_INIT;

	(void)state;
	canonical_path("/b/a//../c%20d%2Fe?list-type=2", true, &out);
	assert_string_equal(out.buf, "/b/a//../c%20d/e");
	strbuf_reset(&out);
	canonical_path("/b/a//../c%20d/", false, &out);
	assert_string_equal(out.buf, "/b/c%2520d/");
	strbuf_reset(&out);
	canonical_query("/?b=%7E%2f&a&&b=1&c=%zz%4", &out);
	assert_string_equal(out.buf, "a=&b=1&b=~%2F&c=%25zz%254");
	strbuf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			the_requests_that_aws_published_are_rightly_signed),
		cmocka_unit_test(one_bit_of_anything_signed_makes_it_wrong),
		cmocka_unit_test(
			a_wrong_signature_is_told_what_would_have_been_right_to_sign),
		cmocka_unit_test(
			what_is_wrong_with_a_header_is_told_in_aws_words),
		cmocka_unit_test(a_date_is_needed_and_read_exactly),
		cmocka_unit_test(a_signature_holds_for_five_minutes_either_way),
		cmocka_unit_test(a_kept_key_is_for_its_scope_only),
		cmocka_unit_test(a_region_that_does_not_exist_is_named),
		cmocka_unit_test(more_names_than_anybody_signs_are_refused),
		cmocka_unit_test(a_path_of_s3_keeps_its_dots_and_is_encoded_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
