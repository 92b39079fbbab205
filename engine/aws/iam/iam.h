/* SPDX-License-Identifier: MIT */
/*
 * What IAM's operations share.  IAM is global: its events are recorded in
 * us-east-1.
 *
 * Sources of members, errors and texts: the IAM API model (2010-05-08) and
 * public outputs.
 */
#ifndef AWS_IAM_IAM_H
#define AWS_IAM_IAM_H

#include "account/policy.h"
#include "aws/operation.h"

extern const struct aws_operation iam_attach_role_policy;
extern const struct aws_operation iam_attach_user_policy;
extern const struct aws_operation iam_create_access_key;
extern const struct aws_operation iam_create_policy;
extern const struct aws_operation iam_create_role;
extern const struct aws_operation iam_create_user;
extern const struct aws_operation iam_delete_access_key;
extern const struct aws_operation iam_delete_policy;
extern const struct aws_operation iam_delete_role;
extern const struct aws_operation iam_delete_role_policy;
extern const struct aws_operation iam_delete_user;
extern const struct aws_operation iam_delete_user_policy;
extern const struct aws_operation iam_detach_role_policy;
extern const struct aws_operation iam_detach_user_policy;
extern const struct aws_operation iam_get_policy;
extern const struct aws_operation iam_get_policy_version;
extern const struct aws_operation iam_get_role;
extern const struct aws_operation iam_get_role_policy;
extern const struct aws_operation iam_get_user;
extern const struct aws_operation iam_get_user_policy;
extern const struct aws_operation iam_list_access_keys;
extern const struct aws_operation iam_list_attached_role_policies;
extern const struct aws_operation iam_list_attached_user_policies;
extern const struct aws_operation iam_list_policies;
extern const struct aws_operation iam_list_role_policies;
extern const struct aws_operation iam_list_roles;
extern const struct aws_operation iam_list_user_policies;
extern const struct aws_operation iam_list_users;
extern const struct aws_operation iam_put_role_policy;
extern const struct aws_operation iam_put_user_policy;
extern const struct aws_operation iam_simulate_principal_policy;
extern const struct aws_operation iam_update_access_key;
extern const struct aws_operation iam_update_assume_role_policy;

/* The role that RoleName names, or the user that UserName names or, where it
   is not given, the caller; NULL with the call refused. */
struct principal *iam_named(struct aws_call *call);
/* Refuses a name that is longer than IAM takes or has other characters; 0 if
   it is fine. */
int iam_check_name(struct aws_call *call, const char *member, size_t most);
/* The policy in `member`, the caller's; NULL with the call refused. */
struct json_object *iam_policy(struct aws_call *call, const char *member,
			       enum policy_kind kind);
/* Answers one page of `list` (taken) under `name`, by Marker and MaxItems. */
int iam_answer_page(struct aws_call *call, const char *name,
		    struct json_object *list);
/* Adds `key` in epoch seconds. */
void iam_set_date(struct json_object *object, const char *key, int64_t moment);
/* Records the response {KEY: {...}} with its date in IAM's way. */
void iam_record_response(struct aws_call *call, const char *key,
			 int64_t created);

/* What an operation is about. */
#define IAM_ABOUT_USER .resource_type = "AWS::IAM::User", \
	.resource_member = "UserName", .arn_prefix = "user/"
#define IAM_ABOUT_ROLE .resource_type = "AWS::IAM::Role", \
	.resource_member = "RoleName", .arn_prefix = "role/"

/* Members of several operations. */
#define IAM_STRING(member) { .name = member, .type = AWS_STRING }
#define IAM_REQUIRED(member) \
	{ .name = member, .type = AWS_STRING, .flags = AWS_REQUIRED }
#define IAM_DOCUMENT(member) \
	{ .name = member, .type = AWS_JSON, .flags = AWS_REQUIRED }
#define IAM_PAGE IAM_STRING("Marker"), \
	{ .name = "MaxItems", .type = AWS_INTEGER }

#endif
