/* SPDX-License-Identifier: MIT */
/*
 * CreateUser, DeleteUser, GetUser, ListUsers.
 *
 * A new user has no key and no policy, and so may do nothing.
 */
#include "aws/iam/iam.h"

#include <stdlib.h>
#include <string.h>

#include "account/managed_policy.h"
#include "account/policy.h"
#include "base/json.h"
#include "base/strbuf.h"

static const struct aws_member name_request[] = {
	IAM_REQUIRED("UserName"),
	{ 0 },
};
static const struct aws_member get_request[] = {
	IAM_STRING("UserName"),
	{ 0 },
};
static const struct aws_member list_request[] = {
	IAM_PAGE,
	{ 0 },
};

static const char *const create_errors[] = { "EntityAlreadyExists",
					     "ValidationError", NULL };
static const char *const delete_errors[] = { "DeleteConflict", "NoSuchEntity",
					     NULL };
static const char *const get_errors[] = { "NoSuchEntity", "ValidationError",
					  NULL };

enum { NAME_MOST = 64 };

static struct json_object *
describe(const struct principal *user)
{
	struct json_object *out = json_object_new_object();

	json_set_string(out, "Path", "/");
	json_set_string(out, "UserName", user->name);
	json_set_string(out, "UserId", user->principal_id);
	json_set_string(out, "Arn", user->arn);
	iam_set_date(out, "CreateDate", user->created);
	return out;
}

static int
create_user(struct aws_call *call)
{
	const char *name = aws_request_string(call, "UserName");
	struct principal *user;

	if (iam_check_name(call, "UserName", NAME_MOST) < 0)
		return -1;
	if (principal_of_type(call->account, PRINCIPAL_IAM_USER, name))
		return aws_refuse(call, "EntityAlreadyExists",
				  "User with name %s already exists.", name);
	user = principal_add(call->account, PRINCIPAL_IAM_USER, name);
	principal_detach(user, ADMINISTRATOR_ACCESS);
	principal_delete_key(user, &user->keys[0]);
	call->response = json_object_new_object();
	json_set(call->response, "User", describe(user));
	iam_record_response(call, "User", user->created);
	return 0;
}

static int
delete_user(struct aws_call *call)
{
	struct principal *user = iam_named(call);

	if (!user)
		return -1;
	if (user->policies.count > 0)
		return aws_refuse(call, "DeleteConflict",
				  "Cannot delete entity, must delete policies "
				  "first.");
	if (user->attached.count > 0)
		return aws_refuse(call, "DeleteConflict",
				  "Cannot delete entity, must detach all "
				  "policies first.");
	if (user->key_count > 0)
		return aws_refuse(call, "DeleteConflict",
				  "Cannot delete entity, must delete access "
				  "keys first.");
	principal_delete(user);
	return 0;
}

static int
get_user(struct aws_call *call)
{
	struct principal *user = iam_named(call);

	if (!user)
		return -1;
	call->response = json_object_new_object();
	json_set(call->response, "User", describe(user));
	return 0;
}

static int
list_users(struct aws_call *call)
{
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; i < call->account->principals.count; i++) {
		const struct principal *one =
			call->account->principals.items[i];

		if (one->type == PRINCIPAL_IAM_USER && !one->deleted)
			json_object_array_add(list, describe(one));
	}
	return iam_answer_page(call, "Users", list);
}

const struct aws_operation iam_create_user = {
	.name = "CreateUser",
	.request = name_request,
	.errors = create_errors,
	.flags = AWS_GLOBAL,
	.summary = N_("create a user; without policies and keys it may do nothing"),
	.run = create_user,
	IAM_ABOUT_USER,
};

const struct aws_operation iam_delete_user = {
	.name = "DeleteUser",
	.request = name_request,
	.errors = delete_errors,
	.flags = AWS_GLOBAL,
	.summary = N_("delete a user that has no policies and no keys left"),
	.run = delete_user,
	IAM_ABOUT_USER,
};

const struct aws_operation iam_get_user = {
	.name = "GetUser",
	.request = get_request,
	.errors = get_errors,
	.flags = AWS_GLOBAL | AWS_READ_ONLY,
	.summary = N_("show a user, by default yourself"),
	.run = get_user,
	IAM_ABOUT_USER,
};

const struct aws_operation iam_list_users = {
	.name = "ListUsers",
	.request = list_request,
	.flags = AWS_GLOBAL | AWS_READ_ONLY,
	.summary = N_("list the users of the account"),
	.run = list_users,
	.arn_prefix = "user/",
};
