/* SPDX-License-Identifier: MIT */
/*
 * ListPublicKeys: the keys that the digest files of a Region and a time can be
 * verified with.
 *
 * Differs from AWS: a Region has one key, valid for ten years from the
 * account's beginning (AWS: for weeks, one behind the other).
 */
#include "aws/cloudtrail/cloudtrail.h"

#include "base/clock.h"
#include "base/json.h"

enum { VALID_DAYS = 3650 };

static const struct aws_member request[] = {
	{ .name = "StartTime", .type = AWS_TIMESTAMP },
	{ .name = "EndTime", .type = AWS_TIMESTAMP },
	{ .name = "NextToken", .type = AWS_STRING },
	{ 0 },
};

static const char *const errors[] = {
	"InvalidTimeRangeException",
	NULL,
};

static struct json_object *
describe(const struct digest_key *key, int64_t from, int64_t until)
{
	struct json_object *out = json_object_new_object();

	json_set_string(out, "Value", key->public_key);
	cloudtrail_set_time(out, "ValidityStartTime", from);
	cloudtrail_set_time(out, "ValidityEndTime", until);
	json_set_string(out, "Fingerprint", key->fingerprint);
	return out;
}

/* Without a time it is the current key that is wanted. */
static int
list_public_keys(struct aws_call *call)
{
	int64_t from = call->now, until = call->now;
	int64_t valid_from = call->account->began;
	int64_t valid_until = valid_from + VALID_DAYS * (int64_t)CLOCK_DAY;
	struct json_object *list;
	const struct digest_key *key;

	if (cloudtrail_time_range(call, &from, &until) != 0)
		return -1;
	list = json_object_new_array();
	if (from <= valid_until && until >= valid_from &&
	    (key = digest_key_find(call->account, call->region)))
		json_object_array_add(list,
				      describe(key, valid_from, valid_until));
	call->response = json_object_new_object();
	json_set(call->response, "PublicKeyList", list);
	return 0;
}

const struct aws_operation cloudtrail_list_public_keys = {
	.name = "ListPublicKeys",
	.request = request,
	.errors = errors,
	.flags = AWS_READ_ONLY | AWS_IDEMPOTENT,
	.summary = N_("list the public keys that digest files are verified "
		      "with"),
	.run = list_public_keys,
};
