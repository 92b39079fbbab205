/* SPDX-License-Identifier: MIT */
/*
 * From the words behind `aws SERVICE COMMAND` to the request that is sent,
 * refusing in the order of the real client: options, required ones, unknown
 * ones, values, the whole.
 */
#include "shell/request.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "aws/operation.h"
#include "base/json.h"
#include "language/language.h"
#include "shell/python.h"
#include "shell/refuse.h"
#include "shell/value.h"

#define INPUT_JSON "--cli-input-json"
#define MAX_ITEMS "--max-items"
#define PAGE_SIZE "--page-size"
#define STARTING_TOKEN "--starting-token"

/* Answers that the real client writes into a file named on the line. */
static const struct {
	const char *operation, *member;
} streams[] = {
	{ "GetObject", "Body" },
	{ "Invoke", "Payload" },
};

void
request_options(const struct aws_operation *operation,
		struct option_list *options)
{
	option_list_add_members(options, operation->request);
	if (!operation->run)
		return;
	option_list_add(options, INPUT_JSON, OPTION_ONE);
	if (!paging_find(operation->name))
		return;
	option_list_add(options, STARTING_TOKEN, OPTION_ONE);
	option_list_add(options, PAGE_SIZE, OPTION_ONE);
	option_list_add(options, MAX_ITEMS, OPTION_ONE);
}

static int
read_count(const struct request *request, const char *option, long *count,
	   struct shell_output *output)
{
	const char *text = options_value(&request->options, &request->given,
					 option);
	struct strbuf shown = STRBUF_INIT;
	char *end;

	if (!text)
		return 0;
	errno = 0;
	*count = strtol(text, &end, 10);
	if (end > text && !*end && errno == 0 && *count > 0)
		return 0;
	python_repr_text(text, &shown);
	refuse_usage(output, "argument %s: invalid int value: %s", option,
		     shown.buf);
	strbuf_release(&shown);
	return -1;
}

/* "-" and /dev/stdout are the files the lab can write. */
static int
check_outfile(struct request *request, struct shell_output *output)
{
	struct shell_words *rest = &request->given.rest;

	if (!request->streamed || rest->count == 0)
		return 0;
	if (strcmp(rest->items[0], "-") != 0 &&
	    strcmp(rest->items[0], "/dev/stdout") != 0)
		return refuse_lab(output, _("the lab writes no files: write - "
					    "instead of '%s' to see the object "
					    "here"), rest->items[0]);
	free(rest->items[0]);
	rest->count--;
	memmove(rest->items, rest->items + 1,
		rest->count * sizeof *rest->items);
	return 0;
}

static int
read_input_json(struct request *request, struct shell_output *output)
{
	const char *text = options_value(&request->options, &request->given,
					 INPUT_JSON);
	struct json_object *value;

	if (!text)
		return 0;
	value = json_parse(text, strlen(text), NULL, NULL);
	if (!json_object_is_type(value, json_type_object)) {
		json_object_put(value);
		return refuse(output, SHELL_USAGE,
			      "Error parsing parameter 'cli-input-json': "
			      "Invalid JSON received.");
	}
	json_object_put(request->members);
	request->members = value;
	return 0;
}

/* --body names a file to send, which the lab cannot read. */
static bool
names_a_file(const struct request *request, const struct option *option)
{
	return strcmp(request->operation->name, "PutObject") == 0 &&
	       strcmp(option->member->name, "Body") == 0;
}

static int
read_members(struct request *request, struct shell_output *output)
{
	for (size_t i = 0; i < request->options.count; i++) {
		const struct option *option = &request->options.items[i];
		struct json_object *value = NULL;
		int result = 0;

		if (!option->member || !request->given.given[i])
			continue;
		if (names_a_file(request, option))
			result = refuse_lab(output,
					    _("the lab reads no files: pipe "
					      "what is to be in the object "
					      "into aws s3 cp - s3://..., "
					      "instead of '%s'"),
					    request->given.values[i].items[0]);
		else if (option->member->type == AWS_BOOLEAN)
			value = json_object_new_boolean(!option->negates);
		else
			result = value_read(option->member, option->name,
					    &request->given.values[i], &value,
					    output);
		if (result != 0) {
			json_object_put(value);
			return result;
		}
		json_set(request->members, option->member->name, value);
	}
	return 0;
}

static bool
is_given(const struct request *request, const char *member)
{
	return member &&
	       json_object_object_get_ex(request->members, member, NULL);
}

static int
read_pages(struct shell *shell, struct request *request)
{
	const struct paging *paging = request->paging;

	if (read_count(request, MAX_ITEMS, &request->pages.max_items,
		       shell->output) != 0 ||
	    read_count(request, PAGE_SIZE, &request->pages.page_size,
		       shell->output) != 0)
		return -1;
	request->pages.starting_token = options_value(
		&request->options, &request->given, STARTING_TOKEN);
	/* who gives a token or a limit of the service wants that one page */
	request->by_page = paging && !shell->globals.no_paginate &&
			   !is_given(request, paging->input_token) &&
			   !is_given(request, paging->limit);
	return 0;
}

/* An option may be AWS's and yet not the lab's: say whose list it is. */
static int
refuse_rest(struct shell_output *output, const struct shell_words *rest)
{
	refuse_unknown(output, rest, true);
	if (strncmp(rest->items[0], "--", 2) == 0)
		refuse_lab(output, _("the lab simulates a part of AWS; 'help' "
				     "behind the command lists its options"));
	return -1;
}

int
request_read(struct shell *shell, const struct aws_operation *operation,
	     char *const *words, size_t count, struct request *request)
{
	struct shell_output *output = shell->output;
	const char *needed;
	bool by_json;

	memset(request, 0, sizeof *request);
	request->operation = operation;
	request->paging = paging_find(operation->name);
	request->members = json_object_new_object();
	for (size_t i = 0; i < sizeof streams / sizeof *streams; i++) {
		if (strcmp(streams[i].operation, operation->name) == 0)
			request->streamed = streams[i].member;
	}
	request_options(operation, &request->options);
	if (options_parse(&request->options, words, count, 0, &request->given,
			  output) != 0)
		return -1;
	by_json = options_has(&request->options, &request->given, INPUT_JSON);
	needed = request->streamed && request->given.rest.count == 0
			 ? "outfile"
			 : NULL;
	if (!by_json && options_require(&request->options, &request->given,
					needed, output) != 0)
		return -1;
	if (check_outfile(request, output) != 0)
		return -1;
	if (request->given.rest.count > 0)
		return refuse_rest(output, &request->given.rest);
	if (read_input_json(request, output) != 0 ||
	    read_members(request, output) != 0 ||
	    request_validate(operation->request, request->members, output) !=
		    0)
		return -1;
	return read_pages(shell, request);
}

void
request_release(struct request *request)
{
	option_list_release(&request->options);
	options_given_release(&request->given);
	json_object_put(request->members);
	memset(request, 0, sizeof *request);
}
