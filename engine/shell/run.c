/* SPDX-License-Identifier: MIT */
/*
 * One typed command, `aws ...`.
 *
 * A line that the client refuses makes no call and so leaves no event; a line
 * that the service refuses does.
 */
#include "shell/shell.h"

#include <stdlib.h>
#include <string.h>

#include "aws/operation.h"
#include "base/json.h"
#include "base/list.h"
#include "language/language.h"
#include "shell/format.h"
#include "shell/nearest.h"
#include "shell/query.h"
#include "shell/refuse.h"
#include "shell/request.h"
#include "shell/s3.h"
#include "shell/words.h"

void
shell_output_init(struct shell_output *output)
{
	memset(output, 0, sizeof *output);
	strbuf_init(&output->out);
	strbuf_init(&output->err);
}

void
shell_output_release(struct shell_output *output)
{
	strbuf_release(&output->out);
	strbuf_release(&output->err);
	list_release(&output->turns);
}

/* ------------------------------------------------------------ answers */

static int
refuse_query(struct shell *shell, const struct strbuf *why)
{
	return refuse(shell->output, SHELL_USAGE,
		      "Bad value for --query %s: %s", shell->globals.query,
		      why->buf);
}

static void
show_answer(struct shell *shell, const struct query *query,
	    const char *title, struct json_object *response)
{
	struct json_object *shown = format_moments(response), *part;
	struct strbuf why = STRBUF_INIT;

	if (!shell->globals.query) {
		shell_format(shown, shell->globals.output, title,
			     &shell->output->out);
	} else if (query_search(query, shown, &part, &why) == 0) {
		shell_format(part, shell->globals.output, title,
			     &shell->output->out);
		json_object_put(part);
	} else {
		refuse(shell->output, SHELL_FAILED, "%s", why.buf);
	}
	strbuf_release(&why);
	json_object_put(shown);
}

/* What would go into a file comes first, the rest of the answer behind it. */
static void
show_stream(struct shell *shell, const struct request *request,
	    struct json_object *response)
{
	struct json_object *body;

	if (!request->streamed ||
	    !json_object_object_get_ex(response, request->streamed, &body))
		return;
	if (json_object_is_type(body, json_type_string))
		strbuf_add(&shell->output->out, json_object_get_string(body),
			   (size_t)json_object_get_string_len(body));
	json_object_object_del(response, request->streamed);
}

static void
make_call(struct shell *shell, const struct aws_service *service,
	  struct request *request, const struct query *query)
{
	const struct aws_operation *operation = request->operation;
	struct aws_error error = { 0 };
	struct json_object *response;

	if (request->by_page)
		response = shell_call_pages(shell, service, operation,
					    request->members, &request->pages,
					    &error);
	else
		response = shell_call(shell, service, operation,
				      request->members, &error);
	if (response && !shell->output->unread) {
		show_stream(shell, request, response);
		show_answer(shell, query, operation->name, response);
	} else if (error.code) {
		refuse_service(shell->output, operation->name, &error);
	}
	json_object_put(response);
	aws_error_release(&error);
}

/* ------------------------------------------------------------ commands */

static int
choose_region(struct shell *shell, const char *host)
{
	const char *region = shell->globals.region;

	shell->caller.region = region;
	if (!region || region_exists(region))
		return 0;
	return refuse(shell->output, SHELL_FAILED,
		      "Could not connect to the endpoint URL: "
		      "\"https://%s.%s.amazonaws.com/\"", host, region);
}

/* A profile of a person has his keys; one of a role has its role_arn, and the
   keys of who sits here to assume it with. */
static int
choose_principal(struct shell *shell)
{
	const char *profile = shell->globals.profile;
	const struct principal *principal;

	if (!profile)
		return 0;
	principal = principal_find(shell->account, profile);
	if (!principal)
		return refuse(shell->output, SHELL_FAILED,
			      "The config profile (%s) could not be found",
			      profile);
	if (principal->type == PRINCIPAL_ASSUMED_ROLE)
		shell->role = principal;
	else
		shell->caller.principal = principal;
	return 0;
}

/* Only what signs or is signed needs libcrypto. */
static int
check_signature(struct shell *shell, const struct request *request)
{
	if (strcmp(request->operation->name, "ListPublicKeys") != 0 &&
	    !json_boolean(request->members, "EnableLogFileValidation", false))
		return 0;
	return shell_needs_signature(shell->output);
}

static void
run_client_command(struct shell *shell, const struct client_command *client,
		   char *const *words, size_t count)
{
	struct option_list options = { 0 };
	struct options_given given;

	option_list_add_members(&options, client->operation.request);
	if (options_parse(&options, words, count, 0, &given, shell->output) ==
		    0 &&
	    options_require(&options, &given, NULL, shell->output) == 0) {
		if (given.rest.count > 0)
			refuse_unknown(shell->output, &given.rest, false);
		else if (shell_assume_role(shell) == 0)
			client->run(shell, &options, &given);
	}
	option_list_release(&options);
	options_given_release(&given);
}

static void
run_operation(struct shell *shell, const struct aws_service *service,
	      const struct aws_operation *operation, const char *typed,
	      char *const *words, size_t count)
{
	const struct client_command *client = client_command_of(operation);
	struct request request;
	struct query query = { 0 };
	struct strbuf why = STRBUF_INIT;
	char *command = str_printf("%s.%s", shell_service_word(service), typed);

	shell_user_agent(shell, command);
	if (client) {
		run_client_command(shell, client, words, count);
		free(command);
		return;
	}
	if (request_read(shell, operation, words, count, &request) == 0 &&
	    check_signature(shell, &request) == 0) {
		if (shell->globals.query &&
		    query_parse(shell->globals.query, &query, &why) != 0)
			refuse_query(shell, &why);
		else if (shell_assume_role(shell) == 0)
			make_call(shell, service, &request, &query);
	}
	request_release(&request);
	query_release(&query);
	strbuf_release(&why);
	free(command);
}

/* A near name is shown by the list; without one, say whose list it is. */
static void
refuse_name(struct shell *shell, const char *what, const char *given,
	    const struct shell_words *choices)
{
	const char *best[NEAREST_LIMIT];

	refuse_choice(shell->output, what, given, choices);
	if (nearest_find(given, choices->items, choices->count, 0.8, best) == 0)
		refuse_lab(shell->output, _("the lab simulates a part of AWS; "
					    "the real client knows more than "
					    "this list"));
}

static void
add_name(struct shell_words *words, const char *name)
{
	shell_words_push(words, name, strlen(name));
}

static void
refuse_service_name(struct shell *shell, const char *given)
{
	struct shell_words choices = { 0 };

	for (size_t i = 0; aws_services[i]; i++)
		add_name(&choices, shell_service_word(aws_services[i]));
	add_name(&choices, "s3");
	shell_words_sort(&choices);
	add_name(&choices, "help");
	refuse_name(shell, "command", given, &choices);
	shell_words_release(&choices);
}

static void
refuse_operation_name(struct shell *shell, const struct aws_service *service,
		      const char *given)
{
	struct shell_words choices = { 0 };
	const struct aws_operation *operation;
	char typed[128];

	for (size_t i = 0; (operation = shell_operation_at(service, i)); i++)
		add_name(&choices, aws_xform_name(operation->name, typed,
						  sizeof typed));
	shell_words_sort(&choices);
	add_name(&choices, "help");
	refuse_name(shell, "operation", given, &choices);
	shell_words_release(&choices);
}

/* The first word that is no option is taken out of the list; NULL: none. */
static char *
take_name(struct shell_words *words)
{
	for (size_t i = 0; i < words->count; i++) {
		char *word = words->items[i];

		if (word[0] == '-' && word[1])
			continue;
		words->count--;
		memmove(words->items + i, words->items + i + 1,
			(words->count - i) * sizeof *words->items);
		return word;
	}
	return NULL;
}

static void
run_service(struct shell *shell, const struct aws_service *service)
{
	struct shell_words *words = &shell->globals.rest;
	char *typed = take_name(words);
	const struct aws_operation *operation;

	if (!typed) {
		refuse_usage(shell->output, "the following arguments are "
					    "required: operation");
		return;
	}
	operation = shell_operation_find(service, typed);
	if (strcmp(typed, "help") == 0)
		help_service(service, &shell->output->out);
	else if (!operation)
		refuse_operation_name(shell, service, typed);
	else if (words->count == 1 && strcmp(words->items[0], "help") == 0)
		help_operation(service, operation, &shell->output->out);
	else
		run_operation(shell, service, operation, typed, words->items,
			      words->count);
	free(typed);
}

static void
run_command(struct shell *shell)
{
	char *name = take_name(&shell->globals.rest);
	const struct aws_service *service = NULL;

	if (name)
		service = shell_service_find(name);
	if (!name)
		refuse_usage(shell->output, "the following arguments are "
					    "required: command");
	else if (strcmp(name, "help") == 0)
		help_aws(&shell->output->out);
	else if (strcmp(name, "configure") == 0)
		refuse_lab(shell->output,
			   _("there is nothing to configure in the lab: you "
			     "are signed in already; --profile and --region "
			     "choose another principal or Region"));
	else if (!service && strcmp(name, "s3") != 0)
		refuse_service_name(shell, name);
	else if (choose_principal(shell) == 0 &&
		 choose_region(shell, service ? service->name : "s3") == 0) {
		if (service)
			run_service(shell, service);
		else if (shell_assume_role(shell) == 0)
			s3_run(shell, shell->globals.rest.items,
			       shell->globals.rest.count);
	}
	free(name);
}

void
shell_aws(struct account *account, const struct principal *principal,
	  const struct shell_words *words, const struct strbuf *input,
	  struct shell_output *output)
{
	struct shell shell = {
		.account = account,
		.caller = { .principal = principal },
		.output = output,
		.input = input,
	};

	if (globals_parse(words->items + 1, words->count - 1, &shell.globals,
			  output) == 0) {
		if (shell.globals.version)
			strbuf_addf(&output->out, "%s\n", shell_version);
		else
			run_command(&shell);
	}
	globals_release(&shell.globals);
}
