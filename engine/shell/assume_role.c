/* SPDX-License-Identifier: MIT */
/*
 * A profile with a role_arn: the client assumes the role with the credentials
 * it was started with, and keeps what it got until a quarter of an hour before
 * it expires.
 */
#include "shell/call.h"

#include <stdlib.h>

#include "aws/operation.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/strbuf.h"
#include "shell/refuse.h"

#define SESSION_PREFIX "botocore-session-"

enum { EXPIRY_WINDOW = 15 * CLOCK_MINUTE };

static struct json_object *
request_for(const struct shell *shell)
{
	struct json_object *request = json_object_new_object();
	char *arn = str_printf("arn:aws:iam::%s:role/%s", shell->account->id,
			       shell->role->name);
	char *name = str_printf(SESSION_PREFIX "%lld",
				(long long)(shell->account->now / CLOCK_SECOND));

	json_set_string(request, "RoleArn", arn);
	json_set_string(request, "RoleSessionName", name);
	free(arn);
	free(name);
	return request;
}

static const struct role_session *
assume(struct shell *shell)
{
	const struct aws_service *sts = aws_service_find("sts");
	const struct aws_operation *operation =
		aws_operation_find(sts, "AssumeRole");
	struct json_object *request = request_for(shell);
	struct aws_error error = { 0 };
	struct json_object *response =
		shell_call(shell, sts, operation, request, &error);
	const struct role_session *session = NULL;

	if (response)
		session = role_session_by_key(
			shell->account,
			json_string(json_member(response, "Credentials"),
				    "AccessKeyId"));
	else
		refuse_service(shell->output, operation->name, &error);
	json_object_put(response);
	json_object_put(request);
	aws_error_release(&error);
	return session;
}

int
shell_assume_role(struct shell *shell)
{
	const struct role_session *session;

	if (!shell->role)
		return 0;
	session = role_session_of(shell->account, shell->role,
			     shell->caller.principal, SESSION_PREFIX,
			     shell->account->now + EXPIRY_WINDOW);
	if (!session)
		session = assume(shell);
	if (!session)
		return -1;
	shell->caller.principal = shell->role;
	shell->caller.credentials = &session->credentials;
	shell->role = NULL;
	return 0;
}
