/* SPDX-License-Identifier: MIT */
/*
 * What a typed line sends, and what the client prints of the response: the
 * shell's own reading of the line, without its call.
 */
#ifndef TESTS_WIRE_H
#define TESTS_WIRE_H

#include <stdlib.h>
#include <string.h>

#include "account/account.h"
#include "aws/operation.h"
#include "base/json.h"
#include "base/strbuf.h"
#include "shell/format.h"
#include "shell/request.h"
#include "shell/shell.h"

/* A typed line as the client understands it, before it is sent. */
struct sending {
	struct shell shell;
	struct shell_output output;
	struct shell_words words;
	const struct aws_service *service;
	struct request request;
};

static inline bool
sending_read(struct sending *sending, struct account *account, const char *line)
{
	struct shell *shell = &sending->shell;
	struct shell_words *rest = &shell->globals.rest;
	const struct aws_operation *operation = NULL;
	const char *why, *who;
	char *command;

	memset(sending, 0, sizeof *sending);
	shell_output_init(&sending->output);
	shell->account = account;
	shell->output = &sending->output;
	if (shell_split(line, &sending->words, &why) != 0 ||
	    globals_parse(sending->words.items + 1, sending->words.count - 1,
			  &shell->globals, &sending->output) != 0 ||
	    rest->count < 2)
		return false;
	sending->service = shell_service_find(rest->items[0]);
	if (sending->service)
		operation = shell_operation_find(sending->service,
						 rest->items[1]);
	if (!operation)
		return false;
	who = shell->globals.profile ? shell->globals.profile : "sana";
	shell->caller.principal = principal_find(account, who);
	if (shell->caller.principal &&
	    shell->caller.principal->type == PRINCIPAL_ASSUMED_ROLE) {
		shell->role = shell->caller.principal;
		shell->caller.principal = principal_find(account, "sana");
	}
	shell->caller.region = shell->globals.region;
	command = str_printf("%s.%s", rest->items[0], rest->items[1]);
	shell_user_agent(shell, command);
	free(command);
	return request_read(shell, operation, rest->items + 2, rest->count - 2,
			    &sending->request) == 0 &&
	       shell_assume_role(shell) == 0;
}

static inline void
sending_release(struct sending *sending)
{
	request_release(&sending->request);
	globals_release(&sending->shell.globals);
	shell_words_release(&sending->words);
	shell_output_release(&sending->output);
}

/* Of an answer that the client reads page by page it keeps only the lists. */
static inline struct json_object *
lists_only(const struct paging *paging, struct json_object *response)
{
	struct json_object *out = json_object_new_object();

	for (size_t i = 0; i < 2 && paging->results[i]; i++) {
		struct json_object *list =
			json_member(response, paging->results[i]);

		if (list && (json_object_array_length(list) > 0 ||
			     !paging->omits_empty))
			json_set(out, paging->results[i],
				 json_object_get(list));
	}
	return out;
}

/* What the client would print of this response. */
static inline void
print_response(const struct sending *sending, struct json_object *response,
	       struct strbuf *out)
{
	const struct request *request = &sending->request;
	struct json_object *shown = format_moments(response), *body;

	if (request->by_page) {
		struct json_object *lists = lists_only(request->paging, shown);

		json_object_put(shown);
		shown = lists;
	}
	body = request->streamed ? json_member(shown, request->streamed) : NULL;
	if (body) {
		strbuf_add(out, json_object_get_string(body),
			   (size_t)json_object_get_string_len(body));
		json_object_object_del(shown, request->streamed);
	}
	shell_format(shown, sending->shell.globals.output,
		     request->operation->name, out);
	json_object_put(shown);
}

/* A request as text and back: what arrives is what was written. */
static inline struct json_object *
over_the_wire(struct json_object *request)
{
	struct strbuf text = STRBUF_INIT;
	struct json_object *arrived;

	json_write(request, &text);
	arrived = json_parse(text.buf, text.len, NULL, NULL);
	strbuf_release(&text);
	return arrived;
}

#endif
