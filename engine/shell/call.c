/* SPDX-License-Identifier: MIT */
/*
 * A call through the door, and the names under which it is typed.
 */
#include "shell/call.h"

#include <stdio.h>
#include <string.h>

#include "aws/dispatch.h"
#include "base/json.h"
#include "base/signature.h"
#include "shell/refuse.h"

const char shell_version[] =
	"aws-cli/2.15.30 Python/3.11.8 Linux/6.1 exe/x86_64.debian.12 "
	"prompt/off";

void
shell_user_agent(struct shell *shell, const char *command)
{
	const char *own = shell->caller.principal->user_agent;

	snprintf(shell->user_agent, sizeof shell->user_agent, "%s command/%s",
		 shell_version, command);
	shell->caller.user_agent = own ? own : shell->user_agent;
}

struct json_object *
shell_call(struct shell *shell, const struct aws_service *service,
	   const struct aws_operation *operation, struct json_object *request,
	   struct aws_error *error)
{
	struct aws_call call = {
		.account = shell->account,
		.caller = shell->caller,
		.service = service,
		.operation = operation,
		.request = request,
		.unread = shell->output->unread,
	};
	struct json_object *response = NULL;
	int result = aws_dispatch(&call);

	shell->output->calls += !call.unrecorded;
	if (result == 0) {
		response = json_object_get(call.response);
	} else {
		*error = call.error;
		memset(&call.error, 0, sizeof call.error);
	}
	aws_call_release(&call);
	return response;
}

/* "s3" is taken by the high-level commands, "config" by `aws configure`. */
const char *
shell_service_word(const struct aws_service *service)
{
	if (strcmp(service->name, "s3") == 0)
		return "s3api";
	if (strcmp(service->name, "config") == 0)
		return "configservice";
	return service->name;
}

const struct aws_service *
shell_service_find(const char *word)
{
	for (size_t i = 0; aws_services[i]; i++) {
		if (strcmp(shell_service_word(aws_services[i]), word) == 0)
			return aws_services[i];
	}
	return NULL;
}

static const struct client_command *const client_commands[] = {
	&validate_logs,
	NULL,
};

const struct client_command *
client_command_of(const struct aws_operation *operation)
{
	for (size_t i = 0; client_commands[i]; i++)
		if (operation == &client_commands[i]->operation)
			return client_commands[i];
	return NULL;
}

const struct aws_operation *
shell_operation_at(const struct aws_service *service, size_t i)
{
	size_t count = 0;

	while (service->operations[count])
		count++;
	if (i < count)
		return service->operations[i];
	for (size_t j = 0; client_commands[j]; j++)
		if (strcmp(client_commands[j]->service, service->name) == 0 &&
		    i-- == count)
			return &client_commands[j]->operation;
	return NULL;
}

int
shell_needs_signature(struct shell_output *output)
{
	if (signature_ready())
		return 0;
	return refuse_lab(output, _("digest files are signed by OpenSSL's "
				    "libcrypto, and this machine has none; "
				    "install it (Debian: libssl3, Fedora: "
				    "openssl-libs, Alpine: libcrypto3, "
				    "Homebrew: openssl) and begin again"));
}

const struct aws_operation *
shell_operation_find(const struct aws_service *service, const char *word)
{
	char typed[128];

	const struct aws_operation *operation;

	for (size_t i = 0; (operation = shell_operation_at(service, i)); i++) {
		aws_xform_name(operation->name, typed, sizeof typed);
		if (strcmp(typed, word) == 0)
			return operation;
	}
	return NULL;
}
