/* SPDX-License-Identifier: MIT */
/*
 * `aws s3`: the high-level commands over S3's own operations.
 *
 * Differs from the AWS CLI: the lab neither reads nor writes files, so what is
 * no object is "-", standard output or what is piped in; mv, sync, presign and
 * website are refused.
 */
#include "shell/call.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "aws/operation.h"
#include "base/json.h"
#include "base/memory.h"
#include "language/language.h"
#include "shell/refuse.h"
#include "shell/s3.h"
#include "shell/words.h"

struct s3_place
s3_place_of(const char *path)
{
	size_t length;

	if (s3_is_path(path))
		path += 5;
	length = strcspn(path, "/");
	return (struct s3_place){
		.bucket = mem_strndup(path, length),
		.key = path[length] ? path + length + 1 : path + length,
	};
}

bool
s3_is_path(const char *path)
{
	return strncmp(path, "s3://", 5) == 0;
}

/* mb says where, as CreateBucket wants it outside of us-east-1. */
static void
add_location(const struct shell *shell, struct json_object *request)
{
	const char *region = shell->caller.region ? shell->caller.region :
						    shell->account->region;
	struct json_object *configuration;

	if (strcmp(region, "us-east-1") == 0)
		return;
	configuration = json_object_new_object();
	json_set_string(configuration, "LocationConstraint", region);
	json_set(request, "CreateBucketConfiguration", configuration);
}

struct json_object *
s3_send(struct shell *shell, const char *operation, const char *bucket,
	const char *key, struct json_object *request, struct aws_error *error)
{
	const struct aws_service *service = aws_service_find("s3");
	struct json_object *response;

	if (bucket)
		json_set_string(request, "Bucket", bucket);
	if (key)
		json_set_string(request, "Key", key);
	if (strcmp(operation, "CreateBucket") == 0)
		add_location(shell, request);
	response = shell_call(shell, service,
			      aws_operation_find(service, operation), request,
			      error);
	json_object_put(request);
	return response;
}

struct json_object *
s3_call(struct shell *shell, const char *operation, const char *bucket,
	const char *key, struct aws_error *error)
{
	return s3_send(shell, operation, bucket, key, json_object_new_object(),
		       error);
}

struct json_object *
s3_list(struct shell *shell, const char *bucket, const char *prefix,
	bool recursive, struct aws_error *error)
{
	const struct aws_service *service = aws_service_find("s3");
	struct json_object *request = json_object_new_object();
	struct page_options pages = { 0 };
	struct json_object *response;

	json_set_string(request, "Bucket", bucket);
	json_set_string(request, "Prefix", prefix);
	if (!recursive)
		json_set_string(request, "Delimiter", "/");
	response = shell_call_pages(shell, service,
				    aws_operation_find(service,
						       "ListObjectsV2"),
				    request, &pages, error);
	json_object_put(request);
	return response;
}

int
s3_refuse_doing(struct shell *shell, const char *what, const char *path,
	     const char *operation, const struct aws_error *error)
{
	strbuf_addf(&shell->output->err,
		    "%s failed: %s An error occurred (%s) when calling the %s "
		    "operation: %s\n",
		    what, path, error->code, operation, error->message);
	shell->output->status = 1;
	return -1;
}

int
s3_refuse_paths(struct shell *shell, const char *synopsis)
{
	return refuse(shell->output, SHELL_USAGE,
		      "%s\nError: Invalid argument type", synopsis);
}

static int
remove_object(struct shell *shell, const char *bucket, const char *key,
	      const struct s3_arguments *arguments)
{
	bool dry = s3_given(arguments, "--dryrun");
	struct aws_error error = { 0 };
	struct json_object *response = NULL;
	char *path = str_printf("s3://%s/%s", bucket, key);
	int result = 0;

	if (!dry)
		response = s3_call(shell, "DeleteObject", bucket, key, &error);
	if (!dry && !response)
		result = s3_refuse_doing(shell, "delete", path, "DeleteObject",
				      &error);
	else if (!s3_given(arguments, "--quiet"))
		strbuf_addf(&shell->output->out, "%sdelete: %s\n",
			    dry ? "(dryrun) " : "", path);
	json_object_put(response);
	aws_error_release(&error);
	free(path);
	return result;
}

static int
remove_below(struct shell *shell, const struct s3_place *place,
	     const struct s3_arguments *arguments)
{
	struct aws_error error = { 0 };
	struct json_object *listing =
		s3_list(shell, place->bucket, place->key, true, &error);
	struct json_object *contents = json_member(listing, "Contents");
	int result = listing ? 0 : -1;

	if (!listing && error.code) {
		strbuf_addf(&shell->output->err,
			    "fatal error: An error occurred (%s) when calling "
			    "the ListObjectsV2 operation: %s\n",
			    error.code, error.message);
		shell->output->status = 1;
	}
	for (size_t i = 0; i < json_count(contents); i++) {
		const char *key = json_string(
			json_object_array_get_idx(contents, i), "Key");

		if (key && remove_object(shell, place->bucket, key,
					 arguments) != 0)
			result = -1;
	}
	json_object_put(listing);
	aws_error_release(&error);
	return result;
}

static int
run_rm(struct shell *shell, const struct s3_arguments *arguments)
{
	struct s3_place place;
	int result;

	if (arguments->paths.count < 1)
		return refuse_usage(shell->output, "the following arguments "
						   "are required: paths");
	if (!s3_is_path(arguments->paths.items[0]))
		return s3_refuse_paths(shell, "usage: aws s3 rm <S3Uri>");
	place = s3_place_of(arguments->paths.items[0]);
	if (s3_given(arguments, "--recursive"))
		result = remove_below(shell, &place, arguments);
	else
		result = remove_object(shell, place.bucket, place.key,
				       arguments);
	free(place.bucket);
	return result;
}

/* mb and rb: a bucket by its path. */
static int
change_bucket(struct shell *shell, const struct s3_arguments *arguments,
	      const char *what, const char *operation)
{
	struct aws_error error = { 0 };
	struct json_object *response;
	struct s3_place place;
	const char *path;
	int result = 0;

	if (arguments->paths.count < 1)
		return refuse_usage(shell->output, "the following arguments "
						   "are required: path");
	path = arguments->paths.items[0];
	if (!s3_is_path(path))
		return s3_refuse_paths(shell, "<S3Uri>");
	place = s3_place_of(path);
	if (*place.key)
		result = refuse(shell->output, SHELL_USAGE,
				"Please specify a valid bucket name only. E.g. "
				"s3://%s", place.bucket);
	if (result == 0 && s3_given(arguments, "--force"))
		result = remove_below(shell, &place, arguments);
	if (result == 0) {
		response = s3_call(shell, operation, place.bucket, NULL,
				   &error);
		if (response)
			strbuf_addf(&shell->output->out, "%s: %s\n", what,
				    place.bucket);
		else
			result = s3_refuse_doing(shell, what, path, operation,
					      &error);
		json_object_put(response);
	}
	aws_error_release(&error);
	free(place.bucket);
	return result;
}

static int
run_mb(struct shell *shell, const struct s3_arguments *arguments)
{
	return change_bucket(shell, arguments, "make_bucket", "CreateBucket");
}

static int
run_rb(struct shell *shell, const struct s3_arguments *arguments)
{
	return change_bucket(shell, arguments, "remove_bucket",
			     "DeleteBucket");
}

static int
run_ls(struct shell *shell, const struct s3_arguments *arguments)
{
	const char *path = arguments->paths.count > 0
				   ? arguments->paths.items[0]
				   : "s3://";
	struct s3_place place = s3_place_of(path);
	int result;

	if (*place.bucket)
		result = s3_ls_objects(shell, place.bucket, place.key,
					 arguments);
	else
		result = s3_ls_buckets(shell);
	free(place.bucket);
	return result;
}

static const struct s3_command commands[] = {
	{ "ls", run_ls, 1, "[S3Uri]",
	  { "--recursive", "--human-readable", "--summarize" },
	  N_("list buckets, or what is under a prefix") },
	{ "cp", s3_cp, 2, "<S3Uri> - | - <S3Uri> | <S3Uri> <S3Uri>",
	  { "--recursive", "--quiet", "--no-progress", "--only-show-errors" },
	  N_("show an object, write one from what is piped in, or copy one") },
	{ "rm", run_rm, 1, "<S3Uri>",
	  { "--recursive", "--quiet", "--dryrun" },
	  N_("delete an object, or all under a prefix") },
	{ "mb", run_mb, 1, "<S3Uri>", { NULL }, N_("make a bucket") },
	{ "rb", run_rb, 1, "<S3Uri>", { "--force" },
	  N_("remove an empty bucket") },
	{ NULL, NULL, 0, NULL, { NULL }, NULL },
};

const struct s3_command *
s3_command_find(const char *name)
{
	for (const struct s3_command *c = commands; c->name; c++) {
		if (strcmp(c->name, name) == 0)
			return c;
	}
	return NULL;
}

const struct s3_command *
s3_command_table(void)
{
	return commands;
}

bool
s3_given(const struct s3_arguments *arguments, const char *option)
{
	return options_has(&arguments->options, &arguments->given, option);
}

/* What is left over are paths, up to as many as the command takes. */
static int
sort_paths(const struct s3_command *command, struct s3_arguments *arguments,
	   struct shell_output *output)
{
	const struct shell_words *rest = &arguments->given.rest;
	struct shell_words unknown = { 0 };
	int result = 0;

	for (size_t i = 0; i < rest->count; i++) {
		const char *word = rest->items[i];
		bool is_option = word[0] == '-' && word[1];

		shell_words_push(is_option || arguments->paths.count ==
						      command->paths
					 ? &unknown
					 : &arguments->paths,
				 word, strlen(word));
	}
	if (unknown.count > 0)
		result = refuse_unknown(output, &unknown, false);
	shell_words_release(&unknown);
	return result;
}

static void
run_command(struct shell *shell, const struct s3_command *command,
	    char *const *words, size_t count)
{
	struct s3_arguments arguments = { 0 };
	char typed[32];

	for (size_t i = 0; i < S3_OPTIONS && command->options[i]; i++)
		option_list_add(&arguments.options, command->options[i],
				OPTION_FLAG);
	snprintf(typed, sizeof typed, "s3.%s", command->name);
	shell_user_agent(shell, typed);
	if (options_parse(&arguments.options, words, count, 0,
			  &arguments.given, shell->output) == 0 &&
	    sort_paths(command, &arguments, shell->output) == 0)
		command->run(shell, &arguments);
	option_list_release(&arguments.options);
	options_given_release(&arguments.given);
	shell_words_release(&arguments.paths);
}

static void
refuse_command(struct shell *shell, const char *given)
{
	static const char *const not_here[] = { "website", "mv", "sync",
						"presign" };
	struct shell_words choices = { 0 };
	bool known = false;

	for (const struct s3_command *c = commands; c->name; c++)
		shell_words_push(&choices, c->name, strlen(c->name));
	for (size_t i = 0; i < sizeof not_here / sizeof *not_here; i++)
		known = known || strcmp(not_here[i], given) == 0;
	if (known)
		refuse_lab(shell->output,
			   _("the lab does not have 'aws s3 %s'; it has ls, "
			     "cp, rm, mb and rb"), given);
	else
		refuse_choice(shell->output, "subcommand", given, &choices);
	shell_words_release(&choices);
}

void
s3_run(struct shell *shell, char *const *words, size_t count)
{
	const struct s3_command *command;

	if (count == 0) {
		refuse(shell->output, SHELL_USAGE,
		       "usage: aws [options] s3 <subcommand> [parameters]\n"
		       "aws: error: too few arguments");
		return;
	}
	command = s3_command_find(words[0]);
	if (strcmp(words[0], "help") == 0)
		s3_help(NULL, &shell->output->out);
	else if (command && count == 2 && strcmp(words[1], "help") == 0)
		s3_help(command, &shell->output->out);
	else if (command)
		run_command(shell, command, words + 1, count - 1);
	else
		refuse_command(shell, words[0]);
}
