/* SPDX-License-Identifier: MIT */
/*
 * `aws s3 cp`: out of a bucket to standard output, from what is piped in into
 * a bucket, from one place to another.
 *
 * Differs from the AWS CLI: one object at a time, and no files.
 */
#include "shell/s3.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"
#include "language/language.h"
#include "shell/refuse.h"

/* "WHAT failed: FROM to TO An error occurred ..."; 1. */
static int
refuse_transfer(struct shell *shell, const char *what, const char *from,
		const char *to, const char *operation,
		const struct aws_error *error)
{
	char *path = str_printf("%s to %s", from, to);
	int result = s3_refuse_doing(shell, what, path, operation, error);

	free(path);
	return result;
}

static int
copy_out(struct shell *shell, const char *path)
{
	struct s3_place place = s3_place_of(path);
	struct json_object *head = NULL, *object = NULL;
	struct aws_error error = { 0 };
	const char *operation = "HeadObject";
	int result = 0;

	if (!*place.key) {
		strbuf_addstr(&shell->output->err,
			      "fatal error: Parameter validation failed:\n"
			      "Invalid length for parameter Key, value: 0, "
			      "valid min length: 1\n");
		shell->output->status = 1;
		free(place.bucket);
		return -1;
	}
	head = s3_call(shell, operation, place.bucket, place.key, &error);
	if (head) {
		operation = "GetObject";
		object = s3_call(shell, operation, place.bucket, place.key,
				 &error);
	}
	if (object) {
		struct json_object *body = json_member(object, "Body");

		strbuf_add(&shell->output->out, json_object_get_string(body),
			   (size_t)json_object_get_string_len(body));
	} else {
		result = refuse_transfer(shell, "download", path, "-",
					 operation, &error);
	}
	json_object_put(head);
	json_object_put(object);
	aws_error_release(&error);
	free(place.bucket);
	return result;
}

static int
copy_in(struct shell *shell, const char *path)
{
	struct s3_place place = s3_place_of(path);
	struct aws_error error = { 0 };
	struct json_object *request, *response;
	int result = 0;

	if (!shell->input) {
		free(place.bucket);
		return refuse_lab(shell->output,
				  _("- is what is piped into the command, and "
				    "nothing is: echo 'a text' | aws s3 cp - "
				    "%s"), path);
	}
	request = json_object_new_object();
	json_set(request, "Body",
		 json_object_new_string_len(shell->input->buf,
					    (int)shell->input->len));
	response = s3_send(shell, "PutObject", place.bucket, place.key,
			   request, &error);
	if (!response)
		result = refuse_transfer(shell, "upload", "-", path,
					 "PutObject", &error);
	json_object_put(response);
	aws_error_release(&error);
	free(place.bucket);
	return result;
}

/* Where a copy goes: into a folder under its own name. */
static char *
copy_key(const struct s3_place *from, const struct s3_place *to)
{
	const char *slash = strrchr(from->key, '/');
	size_t length = strlen(to->key);

	if (length > 0 && to->key[length - 1] != '/')
		return mem_strdup(to->key);
	return str_printf("%s%s", to->key, slash ? slash + 1 : from->key);
}

static int
send_copy(struct shell *shell, const struct s3_place *from, const char *bucket,
	  const char *key, const struct s3_arguments *arguments)
{
	struct json_object *request = json_object_new_object(), *response;
	struct aws_error error = { 0 };
	char *source = str_printf("%s/%s", from->bucket, from->key);
	char *old_path = str_printf("s3://%s", source);
	char *new_path = str_printf("s3://%s/%s", bucket, key);
	int result = 0;

	json_set_string(request, "CopySource", source);
	response = s3_send(shell, "CopyObject", bucket, key, request, &error);
	if (!response)
		result = refuse_transfer(shell, "copy", old_path, new_path,
					 "CopyObject", &error);
	else if (!s3_given(arguments, "--quiet") &&
		 !s3_given(arguments, "--only-show-errors"))
		strbuf_addf(&shell->output->out, "copy: %s to %s\n", old_path,
			    new_path);
	json_object_put(response);
	aws_error_release(&error);
	free(source);
	free(old_path);
	free(new_path);
	return result;
}

static int
copy_across(struct shell *shell, const char *from_path, const char *to_path,
	    const struct s3_arguments *arguments)
{
	struct s3_place from = s3_place_of(from_path), to = s3_place_of(to_path);
	char *key = copy_key(&from, &to);
	struct aws_error error = { 0 };
	struct json_object *head = s3_call(shell, "HeadObject", from.bucket,
					   from.key, &error);
	int result = -1;

	if (head) {
		result = send_copy(shell, &from, to.bucket, key, arguments);
	} else {
		strbuf_addf(&shell->output->err,
			    "fatal error: An error occurred (%s) when calling "
			    "the HeadObject operation: ", error.code);
		if (strcmp(error.code, "404") == 0)
			strbuf_addf(&shell->output->err,
				    "Key \"%s\" does not exist\n", from.key);
		else
			strbuf_addf(&shell->output->err, "%s\n",
				    error.message);
		shell->output->status = 1;
	}
	json_object_put(head);
	aws_error_release(&error);
	free(key);
	free(from.bucket);
	free(to.bucket);
	return result;
}

int
s3_cp(struct shell *shell, const struct s3_arguments *arguments)
{
	const char *from, *to;

	if (arguments->paths.count < 2)
		return refuse_usage(shell->output, "the following arguments "
						   "are required: paths");
	from = arguments->paths.items[0];
	to = arguments->paths.items[1];
	if (!s3_is_path(from) && !s3_is_path(to))
		return s3_refuse_paths(shell,
				    "usage: aws s3 cp <LocalPath> <S3Uri> or "
				    "<S3Uri> <LocalPath> or <S3Uri> <S3Uri>");
	if (!s3_is_path(from) && strcmp(from, "-") != 0)
		return refuse_lab(shell->output,
				  _("the lab reads no files: pipe what is to "
				    "be in the object into the command, and "
				    "write - instead of '%s'"), from);
	if (!s3_is_path(to) && strcmp(to, "-") != 0)
		return refuse_lab(shell->output,
				  _("the lab writes no files: write - instead "
				    "of '%s' to see the object here"), to);
	if (s3_given(arguments, "--recursive")) {
		if (s3_is_path(from) && s3_is_path(to))
			return refuse_lab(shell->output,
					  _("the lab copies one object at a "
					    "time"));
		return refuse(shell->output, SHELL_USAGE,
			      "Streaming currently is only compatible with "
			      "non-recursive cp commands");
	}
	if (!s3_is_path(from))
		return copy_in(shell, to);
	if (!s3_is_path(to))
		return copy_out(shell, from);
	return copy_across(shell, from, to, arguments);
}
