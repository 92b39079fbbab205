/* SPDX-License-Identifier: MIT */
/*
 * Access keys: CreateAccessKey, ListAccessKeys, UpdateAccessKey,
 * DeleteAccessKey.
 *
 * A call that is signed with no active key is refused before it is a call, and
 * so is in no record, as in AWS.
 */
#include "aws/iam/iam.h"

#include <string.h>

#include "base/json.h"
#include "base/memory.h"

static const struct aws_member user_request[] = {
	IAM_STRING("UserName"),
	{ 0 },
};
static const struct aws_member list_request[] = {
	IAM_STRING("UserName"),
	IAM_PAGE,
	{ 0 },
};
static const char *const statuses[] = { "Active", "Inactive", NULL };
static const struct aws_member update_request[] = {
	IAM_STRING("UserName"),
	IAM_REQUIRED("AccessKeyId"),
	{ .name = "Status",
	  .type = AWS_STRING,
	  .flags = AWS_REQUIRED,
	  .values = statuses },
	{ 0 },
};
static const struct aws_member delete_request[] = {
	IAM_STRING("UserName"),
	IAM_REQUIRED("AccessKeyId"),
	{ 0 },
};

static const char *const create_errors[] = { "LimitExceeded", "NoSuchEntity",
					     "ValidationError", NULL };
static const char *const errors[] = { "NoSuchEntity", "ValidationError", NULL };

static struct json_object *
describe(const struct principal *user, const struct access_key *key)
{
	struct json_object *out = json_object_new_object();

	json_set_string(out, "UserName", user->name);
	json_set_string(out, "AccessKeyId", key->id);
	json_set_string(out, "Status", key->active ? "Active" : "Inactive");
	iam_set_date(out, "CreateDate", key->created);
	return out;
}

static int
create_access_key(struct aws_call *call)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/";
	struct principal *user = iam_named(call);
	struct json_object *out;
	struct access_key *key;
	char secret[41];

	if (!user)
		return -1;
	key = principal_add_key(call->account, user);
	if (!key)
		return aws_refuse(call, "LimitExceeded",
				  "Cannot exceed quota for AccessKeysPerUser: "
				  "%d",
				  ACCESS_KEYS_MOST);
	random_text(&call->account->random, letters, 40, secret);
	key->secret = mem_strdup(secret);
	out = describe(user, key);
	json_set_string(out, "SecretAccessKey", secret);
	call->response = json_object_new_object();
	json_set(call->response, "AccessKey", out);
	iam_record_response(call, "AccessKey", key->created);
	return 0;
}

static int
list_access_keys(struct aws_call *call)
{
	struct principal *user = iam_named(call);
	struct json_object *list;

	if (!user)
		return -1;
	list = json_object_new_array();
	for (unsigned i = 0; i < user->key_count; i++)
		json_object_array_add(list, describe(user, &user->keys[i]));
	return iam_answer_page(call, "AccessKeyMetadata", list);
}

static struct access_key *
named_key(struct aws_call *call, struct principal *user)
{
	const char *id = aws_request_string(call, "AccessKeyId");
	struct access_key *key = principal_key(user, id);

	if (!key)
		aws_refuse(call, "NoSuchEntity",
			   "The Access Key with id %s cannot be found.", id);
	return key;
}

static int
update_access_key(struct aws_call *call)
{
	struct principal *user = iam_named(call);
	struct access_key *key = user ? named_key(call, user) : NULL;
	const char *status = aws_request_string(call, "Status");

	if (!key)
		return -1;
	if (strcmp(status, "Active") && strcmp(status, "Inactive"))
		return aws_refuse(call, "ValidationError",
				  "1 validation error detected: Value '%s' at "
				  "'status' failed to satisfy constraint: "
				  "Member must satisfy enum value set: "
				  "[Active, Inactive]",
				  status);
	principal_set_key(user, key, !strcmp(status, "Active"));
	return 0;
}

static int
delete_access_key(struct aws_call *call)
{
	struct principal *user = iam_named(call);
	struct access_key *key = user ? named_key(call, user) : NULL;

	if (!key)
		return -1;
	principal_delete_key(user, key);
	return 0;
}

const struct aws_operation iam_create_access_key = {
	.name = "CreateAccessKey",
	.request = user_request,
	.errors = create_errors,
	.flags = AWS_GLOBAL,
	.summary = N_("create an access key; its secret is shown this once"),
	.run = create_access_key,
	IAM_ABOUT_USER,
};

const struct aws_operation iam_delete_access_key = {
	.name = "DeleteAccessKey",
	.request = delete_request,
	.errors = errors,
	.flags = AWS_GLOBAL,
	.summary = N_("delete an access key: who has it is shut out"),
	.run = delete_access_key,
	IAM_ABOUT_USER,
};

const struct aws_operation iam_list_access_keys = {
	.name = "ListAccessKeys",
	.request = list_request,
	.errors = errors,
	.flags = AWS_GLOBAL | AWS_READ_ONLY,
	.summary = N_("list a user's access keys"),
	.run = list_access_keys,
	IAM_ABOUT_USER,
};

const struct aws_operation iam_update_access_key = {
	.name = "UpdateAccessKey",
	.request = update_request,
	.errors = errors,
	.flags = AWS_GLOBAL,
	.summary = N_("make an access key active or inactive"),
	.run = update_access_key,
	IAM_ABOUT_USER,
};
