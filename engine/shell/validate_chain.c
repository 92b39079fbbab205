/* SPDX-License-Identifier: MIT */
/*
 * The walk of validate-logs: from the newest digest file backwards, by what
 * each says of the one before; where that ends, by the list of the bucket.
 *
 * A digest file is checked in the AWS CLI's order: is it readable, is it
 * where it says it is, is its key known, is its signature good.  The log files
 * of one that is not good are not looked at.
 * Differs from the AWS CLI: a digest file that is JSON but no object has an
 * "invalid format", and several gzip members count as one.
 */
#include "shell/validate_logs.h"

#include <stdlib.h>
#include <string.h>

#include "base/base64.h"
#include "base/clock.h"
#include "base/gzip.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/signature.h"
#include "base/strbuf.h"
#include "shell/refuse.h"

enum { LARGEST = 256 * 1024 * 1024 };

/* What is in the gzip of an object's body; false if it is none. */
static bool
unpack(struct json_object *object, struct strbuf *text)
{
	struct json_object *body = json_member(object, "Body");

	return gzip_decompress(json_object_get_string(body),
			       (size_t)json_object_get_string_len(body),
			       LARGEST, text) == 0;
}

/* --------------------------------------------------------------- log files */

static void
check_log(struct validation *v, struct json_object *object,
	  struct json_object *log, const char *place)
{
	const char *expected = json_string(log, "hashValue");
	struct strbuf text = STRBUF_INIT;
	char hash[SHA256_HEX];
	const char *fault = NULL;

	if (json_int(object, "ContentLength", 0) > 0 && !unpack(object, &text))
		fault = "invalid format";
	else if (!expected ||
		 strcmp(sha256_hex(text.buf, text.len, hash), expected) != 0)
		fault = "hash value doesn't match";
	if (fault)
		v->invalid_logs++;
	else
		v->valid_logs++;
	validation_say(v, fault != NULL, "Log file\t%s\t%s%s", place,
		       fault ? "INVALID: " : "valid", fault ? fault : "");
	strbuf_release(&text);
}

int
validation_check_logs(struct validation *v, struct json_object *digest)
{
	struct json_object *logs = json_member(digest, "logFiles");
	size_t count = json_count(logs);
	int result = 0;

	for (size_t i = 0; i < count && result == 0; i++) {
		struct json_object *log = json_object_array_get_idx(logs, i);
		const char *bucket = json_string(log, "s3Bucket");
		const char *key = json_string(log, "s3Object");
		char *place = str_printf("s3://%s/%s", bucket, key);
		struct json_object *object;

		switch (validation_fetch(v, bucket, key, &object)) {
		case FETCHED:
			check_log(v, object, log, place);
			break;
		case NOT_FOUND:
			v->invalid_logs++;
			validation_say(v, true,
				       "Log file\t%s\tINVALID: not found",
				       place);
			break;
		case FETCH_FAILED:
			result = -1;
		}
		json_object_put(object);
		free(place);
	}
	return result;
}

/* ------------------------------------------------------------ a digest file */

static bool
is_complete(struct json_object *digest)
{
	static const char *const members[] = {
		"digestPublicKeyFingerprint", "digestS3Bucket",
		"digestS3Object",	      "previousDigestSignature",
		"digestEndTime",	      "digestStartTime",
	};

	for (size_t i = 0; i < sizeof members / sizeof *members; i++)
		if (!json_object_object_get_ex(digest, members[i], NULL))
			return false;
	return true;
}

static bool
says(struct json_object *digest, const char *member, const char *text)
{
	const char *said = json_string(digest, member);

	return said && strcmp(said, text) == 0;
}

/* The value of a public key, or NULL. */
static const char *
find_key(const struct validation *v, const char *fingerprint)
{
	struct json_object *list = v->public_keys;

	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *key = json_object_array_get_idx(list, i);

		if (says(key, "Fingerprint", fingerprint))
			return json_string(key, "Value");
	}
	return NULL;
}

static const char *
or_word(const char *text, const char *word)
{
	return text ? text : word;
}

static enum signature_verdict
verify(struct json_object *digest, const struct strbuf *text,
       const char *signature, const char *public_key)
{
	struct strbuf der = STRBUF_INIT, signed_text = STRBUF_INIT;
	enum signature_verdict verdict = SIGNATURE_UNREADABLE;
	char hash[SHA256_HEX];

	strbuf_addf(&signed_text, "%s\n%s/%s\n%s\n%s",
		    or_word(json_string(digest, "digestEndTime"), "None"),
		    json_string(digest, "digestS3Bucket"),
		    json_string(digest, "digestS3Object"),
		    sha256_hex(text->buf, text->len, hash),
		    or_word(json_string(digest, "previousDigestSignature"),
			    "null"));
	if (base64_read(public_key, &der))
		verdict = signature_verify(der.buf, der.len, signed_text.buf,
					   signed_text.len, signature);
	strbuf_release(&der);
	strbuf_release(&signed_text);
	return verdict;
}

/* What is wrong with it, in `fault`; nothing if it is good. */
static void
check_digest(struct validation *v, const char *bucket, const char *key,
	     struct json_object *digest, const struct strbuf *text,
	     struct json_object *metadata, struct strbuf *fault)
{
	const char *signature = json_string(metadata, "signature");
	const char *fingerprint, *public_key;

	if (!json_object_is_type(digest, json_type_object))
		strbuf_addstr(fault, "invalid format");
	else if (!signature || !json_string(metadata, "signature-algorithm"))
		strbuf_addstr(fault, "signature verification failed");
	else if (!is_complete(digest))
		strbuf_addstr(fault, "invalid format");
	else if (!says(digest, "digestS3Bucket", bucket) ||
		 !says(digest, "digestS3Object", key))
		strbuf_addstr(fault, "has been moved from its original "
				     "location");
	if (fault->len > 0)
		return;
	fingerprint = or_word(json_string(digest, "digestPublicKeyFingerprint"),
			      "None");
	public_key = find_key(v, fingerprint);
	if (!public_key) {
		strbuf_addf(fault, "public key not found in region %s for "
				   "fingerprint %s",
			    v->home_region, fingerprint);
		return;
	}
	switch (verify(digest, text, signature, public_key)) {
	case SIGNATURE_VALID:
		break;
	case SIGNATURE_FAILED:
		strbuf_addstr(fault, "signature verification failed");
		break;
	case SIGNATURE_UNREADABLE:
		strbuf_addf(fault, "Unable to load PKCS #1 key with "
				   "fingerprint %s", fingerprint);
	}
}

/* The digest file, if it is good, for the caller to put; else NULL and what
   is wrong with it. */
static int
read_digest(struct validation *v, const char *bucket, const char *key,
	    struct json_object **digest, struct strbuf *fault)
{
	struct strbuf text = STRBUF_INIT;
	struct json_object *object;
	enum fetched fetched = validation_fetch(v, bucket, key, &object);

	*digest = NULL;
	if (fetched == NOT_FOUND)
		strbuf_addstr(fault, "not found");
	if (fetched == FETCHED) {
		if (unpack(object, &text))
			*digest = json_parse(text.buf, text.len, NULL, NULL);
		check_digest(v, bucket, key, *digest, &text,
			     json_member(object, "Metadata"), fault);
	}
	if (fault->len > 0) {
		json_object_put(*digest);
		*digest = NULL;
	}
	strbuf_release(&text);
	json_object_put(object);
	return fetched == FETCH_FAILED ? -1 : 0;
}

/* ----------------------------------------------------------------- the walk */

struct walk {
	char *bucket, *key; /* the digest file in hand; key NULL: the end */
	int64_t last_start; /* where the one before it began */
};

static int
load_keys(struct validation *v)
{
	struct json_object *request = json_object_new_object(), *answer;
	char from[CLOCK_TEXT], until[CLOCK_TEXT];

	json_set(request, "StartTime",
		 json_object_new_double((double)v->start / 1000.0));
	json_set(request, "EndTime",
		 json_object_new_double((double)v->end / 1000.0));
	answer = validation_must_call(v, v->region, "cloudtrail",
				      "ListPublicKeys", request);
	if (!answer)
		return -1;
	v->public_keys = json_object_get(json_member(answer, "PublicKeyList"));
	json_object_put(answer);
	if (json_object_array_length(v->public_keys) > 0)
		return 0;
	return refuse(v->shell->output, SHELL_FAILED,
		      "No public keys found between %s and %s",
		      clock_iso(v->start, from), clock_iso(v->end, until));
}

/* The next older one of the list, `moment` its own; NULL key: there is none. */
static int
find_older(struct validation *v, const char *than, char **key, int64_t *moment)
{
	struct shell_words *list = &v->digests;
	int64_t limit = INT64_MAX;

	*key = NULL;
	if (than && list->count > 0 &&
	    validation_key_moment(v, than, &limit) != 0)
		return -1;
	while (list->count > 0) {
		char *last = list->items[--list->count];

		if (validation_key_moment(v, last, moment) != 0) {
			free(last);
			return -1;
		}
		if (*moment < limit) {
			*key = last;
			return 0;
		}
		free(last);
	}
	return 0;
}

/* Goes on by the list; a gap is told if `told` and there is more behind it. */
static int
go_on_by_list(struct validation *v, struct walk *walk, bool told)
{
	char from[CLOCK_TEXT], until[CLOCK_TEXT];
	int64_t moment = 0;
	char *key;
	int result = find_older(v, walk->key, &key, &moment);

	if (told && key)
		validation_say(v, true, "No log files were delivered by "
					"CloudTrail between %s and %s",
			       clock_iso(moment, from),
			       clock_iso(walk->last_start, until));
	free(walk->key);
	walk->key = key;
	return result;
}

static int
go_back(struct validation *v, struct walk *walk, struct json_object *digest,
	int64_t end)
{
	const char *bucket = json_string(digest, "previousDigestS3Bucket");
	const char *key = json_string(digest, "previousDigestS3Object");

	if (!bucket || !key)
		return go_on_by_list(v, walk, true);
	free(walk->key);
	walk->key = mem_strdup(key);
	if (strcmp(bucket, walk->bucket) == 0)
		return 0;
	free(walk->bucket);
	walk->bucket = mem_strdup(bucket);
	return validation_list_digests(v, bucket, v->start, end);
}

static int
take_digest(struct validation *v, struct walk *walk,
	    struct json_object *digest)
{
	const char *start = json_string(digest, "digestStartTime");
	const char *end = json_string(digest, "digestEndTime");
	int64_t ended = 0;

	if (!start || !clock_parse(start, &walk->last_start) || !end ||
	    !clock_parse(end, &ended))
		BUG("a digest file was signed without its times");
	if (walk->last_start > v->start)
		v->found_start = walk->last_start;
	if (!v->found_end)
		v->found_end = ended < v->end ? ended : v->end;
	v->valid_digests++;
	validation_say(v, false, "Digest file\ts3://%s/%s\tvalid",
		       walk->bucket, walk->key);
	if (validation_check_logs(v, digest) != 0)
		return -1;
	return go_back(v, walk, digest, ended);
}

static int
take_step(struct validation *v, struct walk *walk)
{
	struct json_object *digest;
	struct strbuf fault = STRBUF_INIT;
	int result = read_digest(v, walk->bucket, walk->key, &digest, &fault);

	if (result == 0 && digest) {
		result = take_digest(v, walk, digest);
	} else if (result == 0) {
		v->invalid_digests++;
		validation_say(v, true, "Digest file\ts3://%s/%s\tINVALID: %s",
			       walk->bucket, walk->key, fault.buf);
		result = go_on_by_list(v, walk, false);
	}
	json_object_put(digest);
	strbuf_release(&fault);
	return result;
}

int
validation_walk(struct validation *v)
{
	struct walk walk = { .bucket = mem_strdup(v->bucket) };
	int result = validation_list_digests(v, v->bucket, v->start, v->end);

	if (result == 0)
		result = load_keys(v);
	if (result == 0)
		result = find_older(v, NULL, &walk.key, &walk.last_start);
	while (result == 0 && walk.key && v->start <= walk.last_start)
		result = take_step(v, &walk);
	free(walk.bucket);
	free(walk.key);
	return result;
}
