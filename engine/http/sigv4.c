/* SPDX-License-Identifier: MIT */
/*
 * Signature Version 4, read and held against what we would have signed.
 *
 * A signature that is wrong is answered with the string that would have been
 * right to sign, as AWS does: it tells a client what it did otherwise, and is
 * of no use without the secret.
 */
#include "http/sigv4.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/memory.h"
#include "base/strbuf.h"
#include "http/canonical.h"
#include "http/http.h"

#define ALGORITHM "AWS4-HMAC-SHA256"
#define TERMINATOR "aws4_request"
#define BASIC_FORMAT "%Y%m%dT%H%M%SZ"

enum {
	WINDOW_MINUTES = 5,
	MOST_SIGNED = 64,
};

/* ------------------------------------------------------------------ reading */

/* One "name=value" of the header, ended where it stood. */
static bool
read_pair(struct sigv4 *given, char *pair)
{
	const struct {
		const char *name;
		const char **value;
	} parts[] = {
		{ "Credential", &given->key_id },
		{ "SignedHeaders", &given->signed_headers },
		{ "Signature", &given->signature },
	};
	char *equals = strchr(pair, '=');

	if (!equals)
		return false;
	*equals = '\0';
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (!strcmp(pair, parts[i].name))
			*parts[i].value = equals + 1;
	*equals = '=';
	return true;
}

/* The header's pairs; false with `why` if one is none. */
static bool
read_pairs(struct sigv4 *given, const char *header, struct strbuf *why)
{
	size_t algorithm = strcspn(header, " ");
	char *pair, *rest;

	given->memory = mem_strdup(header);
	if (algorithm != strlen(ALGORITHM) ||
	    strncmp(header, ALGORITHM, algorithm))
		return true;
	rest = given->memory + algorithm;
	while (*(pair = rest + strspn(rest, ", "))) {
		rest = pair + strcspn(pair, ", ");
		if (*rest)
			*rest++ = '\0';
		if (read_pair(given, pair))
			continue;
		strbuf_addf(why, "'%s' not a valid key=value pair (missing "
				 "equal-sign) in Authorization header: '%s'.",
			    pair, header);
		return false;
	}
	return true;
}

static bool
has_all_parts(const struct sigv4 *given, const char *header,
	      struct strbuf *why)
{
	const struct {
		const char *name, *value;
	} parts[] = {
		{ "Credential", given->key_id },
		{ "Signature", given->signature },
		{ "SignedHeaders", given->signed_headers },
	};

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (!parts[i].value)
			strbuf_addf(why, "Authorization header requires '%s' "
					 "parameter. ", parts[i].name);
	if (!given->moment)
		strbuf_addstr(why, "Authorization header requires existence of "
				   "either a 'X-Amz-Date' or a 'Date' header. ");
	if (why->len > 0)
		strbuf_addf(why, "Authorization=%s", header);
	return why->len == 0;
}

/* key/date/region/service/terminator */
static bool
split_credential(struct sigv4 *given, struct strbuf *why)
{
	const char **const parts[] = { &given->key_id, &given->date,
				       &given->region, &given->service,
				       &given->terminator };
	size_t count = sizeof parts / sizeof *parts, found = 1;
	char *whole = mem_strdup(given->key_id);
	char *at = given->memory + (given->key_id - given->memory);

	for (; (at = strchr(at, '/')); found++) {
		*at++ = '\0';
		if (found < count)
			*parts[found] = at;
	}
	if (found != count)
		strbuf_addf(why, "Credential must have exactly 5 slash-delimited "
				 "elements, e.g. keyid/date/region/service/term, "
				 "got '%s'", whole);
	free(whole);
	return found == count;
}

enum sigv4_fault
sigv4_read(const struct http_request *request, struct sigv4 *given,
	   struct strbuf *why)
{
	const char *header = http_header(request, "Authorization");

	memset(given, 0, sizeof *given);
	if (!header || !*header) {
		strbuf_addstr(why, "Missing Authentication Token");
		return SIGV4_MISSING;
	}
	given->moment = http_header(request, "X-Amz-Date");
	if (!given->moment)
		given->moment = http_header(request, "Date");
	if (read_pairs(given, header, why) &&
	    has_all_parts(given, header, why) && split_credential(given, why))
		return SIGV4_FINE;
	return SIGV4_INCOMPLETE;
}

void
sigv4_release(struct sigv4 *given)
{
	free(given->memory);
	memset(given, 0, sizeof *given);
}

/* -------------------------------------------------------------------- scope */

/* All that is wrong with it, one sentence each, as AWS tells it. */
static bool
check_scope(const struct sigv4 *given, const struct sigv4_expected *expected,
	    struct strbuf *why)
{
	if (!expected->region_exists)
		strbuf_addf(why, "Credential should be scoped to a valid "
				 "region, not '%s'. ", given->region);
	if (strcmp(given->service, expected->service))
		strbuf_addf(why, "Credential should be scoped to correct "
				 "service: '%s'. ", expected->service);
	if (strcmp(given->terminator, TERMINATOR))
		strbuf_addf(why, "Credential should be scoped with a valid "
				 "terminator: '" TERMINATOR "', not '%s'. ",
			    given->terminator);
	if (strncmp(given->date, given->moment, 8) || strlen(given->date) != 8)
		strbuf_addf(why, "Date in Credential scope does not match "
				 "YYYYMMDD from ISO-8601 version of date from "
				 "HTTP: '%s' != '%.8s', from '%s'. ",
			    given->date, given->moment, given->moment);
	return why->len == 0;
}

/* "20251119T063000Z" */
static bool
read_moment(const char *text, int64_t *moment)
{
	struct strbuf spread = STRBUF_INIT;
	bool read = false;

	if (strlen(text) == 16 && text[8] == 'T' && text[15] == 'Z' &&
	    strspn(text, "0123456789") == 8 &&
	    strspn(text + 9, "0123456789") == 6) {
		strbuf_addf(&spread, "%.4s-%.2s-%.2sT%.2s:%.2s:%.2sZ", text,
			    text + 4, text + 6, text + 9, text + 11, text + 13);
		read = clock_parse(spread.buf, moment);
	}
	strbuf_release(&spread);
	return read;
}

static bool
check_time(int64_t moment, int64_t now, const char *given, struct strbuf *why)
{
	int64_t window = WINDOW_MINUTES * CLOCK_MINUTE;
	char here[CLOCK_TEXT], edge[CLOCK_TEXT];

	clock_format(now, BASIC_FORMAT, here, sizeof here);
	if (moment < now - window) {
		clock_format(now - window, BASIC_FORMAT, edge, sizeof edge);
		strbuf_addf(why, "Signature expired: %s is now earlier than %s "
				 "(%s - %d min.)",
			    given, edge, here, WINDOW_MINUTES);
	} else if (moment > now + window) {
		clock_format(now + window, BASIC_FORMAT, edge, sizeof edge);
		strbuf_addf(why, "Signature not yet current: %s is still later "
				 "than %s (%s + %d min.)",
			    given, edge, here, WINDOW_MINUTES);
	}
	return why->len == 0;
}

/* ---------------------------------------------------------------- signature */

void
sigv4_canonical_request(const struct http_request *request,
			const struct sigv4 *given, bool is_s3,
			struct strbuf *out)
{
	const char *told = http_header(request, "X-Amz-Content-Sha256");
	char hash[SHA256_HEX];

	strbuf_addf(out, "%s\n", request->method);
	canonical_path(request->target, is_s3, out);
	strbuf_addch(out, '\n');
	canonical_query(request->target, out);
	strbuf_addch(out, '\n');
	canonical_headers(request, given->signed_headers, out);
	strbuf_addf(out, "\n%s\n", given->signed_headers);
	if (!is_s3 || !told)
		told = sha256_hex(request->body, request->length, hash);
	strbuf_addstr(out, told);
}

void
sigv4_string_to_sign(const struct sigv4 *given, const struct strbuf *canonical,
		     struct strbuf *out)
{
	char hash[SHA256_HEX];

	strbuf_addf(out, ALGORITHM "\n%s\n%s/%s/%s/%s\n%s", given->moment,
		    given->date, given->region, given->service,
		    given->terminator,
		    sha256_hex(canonical->buf, canonical->len, hash));
}

/* Step by step to the scope, unless it is the one of before. */
static void
narrow_key(const struct sigv4 *given, const char *secret,
	   struct sigv4_key *key)
{
	const char *const steps[] = { given->date, given->region,
				      given->service, given->terminator };
	char *start = str_printf("AWS4%s", secret), scope[SIGV4_SCOPE];
	int length = snprintf(scope, sizeof scope, "%s/%s/%s/%s/%s", start,
			      steps[0], steps[1], steps[2], steps[3]);

	if (strcmp(scope, key->scope)) {
		hmac_sha256(start, strlen(start), steps[0], strlen(steps[0]),
			    key->bytes);
		for (size_t i = 1; i < sizeof steps / sizeof *steps; i++)
			hmac_sha256(key->bytes, sizeof key->bytes, steps[i],
				    strlen(steps[i]), key->bytes);
		memcpy(key->scope, scope, sizeof scope);
		if (length >= (int)sizeof scope) /* it was cut */
			key->scope[0] = '\0';
	}
	free(start);
}

static void
sign(const struct sigv4 *given, const struct sigv4_expected *expected,
     const struct strbuf *to_sign, char *out)
{
	struct sigv4_key own = { { 0 }, { 0 } };
	struct sigv4_key *key = expected->key ? expected->key : &own;
	unsigned char signature[HMAC_SHA256];

	narrow_key(given, expected->secret, key);
	hmac_sha256(key->bytes, sizeof key->bytes, to_sign->buf, to_sign->len,
		    signature);
	hex_write(signature, sizeof signature, out);
}

/* Takes as long for a near miss as for a wide one. */
static bool
is_same(const char *given, const char *right)
{
	size_t length = strlen(right);
	unsigned char different = 0;

	if (strlen(given) != length)
		return false;
	for (size_t i = 0; i < length; i++)
		different |= (unsigned char)(given[i] ^ right[i]);
	return !different;
}

static bool
check_signature(const struct http_request *request, const struct sigv4 *given,
		const struct sigv4_expected *expected, struct strbuf *why)
{
	struct strbuf canonical = STRBUF_INIT, to_sign = STRBUF_INIT;
	char right[2 * HMAC_SHA256 + 1];
	bool same;

	sigv4_canonical_request(request, given, expected->is_s3, &canonical);
	sigv4_string_to_sign(given, &canonical, &to_sign);
	sign(given, expected, &to_sign, right);
	same = is_same(given->signature, right);
	if (!same)
		strbuf_addf(why, "The request signature we calculated does not "
				 "match the signature you provided. Check your "
				 "AWS Secret Access Key and signing method. "
				 "Consult the service documentation for "
				 "details.\n\nThe Canonical String for this "
				 "request should have been\n'%s'\n\nThe "
				 "String-to-Sign should have been\n'%s'\n",
			    canonical.buf, to_sign.buf);
	strbuf_release(&canonical);
	strbuf_release(&to_sign);
	return same;
}

/* Each name costs us the header's value, so there cannot be any number. */
static bool
signs_host(const char *signed_headers)
{
	const char *at = signed_headers;
	bool found = false;
	int count = 0;

	for (; *at && count < MOST_SIGNED; at += strspn(at, ";"), count++) {
		size_t length = strcspn(at, ";");

		found = found || (length == 4 && !strncmp(at, "host", 4));
		at += length;
	}
	return found && !*at;
}

enum sigv4_fault
sigv4_verify(const struct http_request *request, const struct sigv4 *given,
	     const struct sigv4_expected *expected, struct strbuf *why)
{
	int64_t moment;

	if (!read_moment(given->moment, &moment)) {
		strbuf_addf(why, "Date must be in ISO-8601 'basic format'. Got "
				 "'%s'. See http://en.wikipedia.org/wiki/ISO_8601",
			    given->moment);
		return SIGV4_INCOMPLETE;
	}
	if (!signs_host(given->signed_headers)) {
		strbuf_addstr(why, "'Host' or ':authority' must be a "
				   "'SignedHeader' in the AWS Authorization.");
		return SIGV4_MISMATCH;
	}
	if (check_scope(given, expected, why) &&
	    check_time(moment, request->time, given->moment, why) &&
	    check_signature(request, given, expected, why))
		return SIGV4_FINE;
	return SIGV4_MISMATCH;
}
