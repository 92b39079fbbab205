/* SPDX-License-Identifier: MIT */
/*
 * A typed value becomes what the table says: text, a number, a list, or a
 * structure written as shorthand or as JSON.
 *
 * Differs from the AWS CLI: file:// and fileb:// are refused, since the lab
 * reads no files.
 */
#include "shell/value.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "aws/operation.h"
#include "base/json.h"
#include "language/language.h"
#include "shell/python.h"
#include "shell/refuse.h"

static int
refuse_file(const char *option, const char *word, struct shell_output *output)
{
	return refuse_lab(output, _("the lab reads no files: write the value "
				    "of %s itself instead of '%s'"),
			  option, word);
}

static int
refuse_integer(const char *word, struct shell_output *output)
{
	struct strbuf shown = STRBUF_INIT;

	python_repr_text(word, &shown);
	refuse(output, SHELL_FAILED,
	       "invalid literal for int() with base 10: %s", shown.buf);
	strbuf_release(&shown);
	return -1;
}

static int
read_integer(const char *word, struct json_object **value,
	     struct shell_output *output)
{
	char *end;
	long long number;

	errno = 0;
	number = strtoll(word, &end, 10);
	if (end == word || end[strspn(end, " \t")] || errno != 0)
		return refuse_integer(word, output);
	*value = json_object_new_int64(number);
	return 0;
}

static int
read_double(const char *word, struct json_object **value,
	    struct shell_output *output)
{
	struct strbuf why = STRBUF_INIT;
	int result = 0;

	*value = python_float(word, &why);
	if (!*value)
		result = refuse(output, SHELL_FAILED, "%s", why.buf);
	strbuf_release(&why);
	return result;
}

static int
read_json(const char *option, const char *word, struct json_object **value,
	  struct shell_output *output)
{
	struct strbuf fault = STRBUF_INIT;

	*value = json_parse(word, strlen(word), NULL, NULL);
	if (!*value) {
		if (!python_json_fault(word, &fault))
			strbuf_addstr(&fault, "Expecting value: line 1 column "
					      "1 (char 0)");
		refuse(output, SHELL_USAGE,
		       "Error parsing parameter '%s': Invalid JSON: %s\n"
		       "JSON received: %s", option, fault.buf, word);
	}
	strbuf_release(&fault);
	return *value ? 0 : -1;
}

static bool
looks_like_json(const char *word)
{
	word += strspn(word, " \t\r\n");
	return *word == '[' || *word == '{';
}

static int
read_shorthand(const struct aws_member *member, const char *option,
	       const char *word, struct json_object **value,
	       struct shell_output *output)
{
	struct strbuf why = STRBUF_INIT;
	int result = 0;

	*value = shorthand_parse(word, &why);
	if (!*value)
		result = refuse(output, SHELL_USAGE,
				"Error parsing parameter '%s': %s", option,
				why.buf);
	else if (shorthand_fit(member, value, &why) != 0)
		result = refuse(output, SHELL_FAILED, "%s", why.buf);
	strbuf_release(&why);
	return result;
}

static int
read_one(const struct aws_member *member, const char *option, const char *word,
	 bool as_json, struct json_object **value, struct shell_output *output)
{
	if (strncmp(word, "file://", 7) == 0 ||
	    strncmp(word, "fileb://", 8) == 0)
		return refuse_file(option, word, output);
	switch (member->type) {
	case AWS_INTEGER:
		return read_integer(word, value, output);
	case AWS_DOUBLE:
		return read_double(word, value, output);
	case AWS_STRUCTURE:
	case AWS_MAP:
		if (as_json)
			return read_json(option, word, value, output);
		return read_shorthand(member, option, word, value, output);
	default:
		*value = json_object_new_string(word);
		return 0;
	}
}

static int
read_list(const struct aws_member *member, const char *option,
	  const struct shell_words *words, struct json_object **value,
	  struct shell_output *output)
{
	struct aws_member element = {
		.name = member->name,
		.type = member->members ? AWS_STRUCTURE : AWS_STRING,
		.members = member->members,
	};
	bool as_json = words->count > 0 && looks_like_json(words->items[0]);

	if (words->count == 1 &&
	    words->items[0][strspn(words->items[0], " \t\r\n")] == '[')
		return read_json(option, words->items[0], value, output);
	*value = json_object_new_array();
	for (size_t i = 0; i < words->count; i++) {
		struct json_object *one = NULL;
		int result = read_one(&element, option, words->items[i],
				      as_json, &one, output);

		json_object_array_add(*value, one);
		if (result != 0)
			return result;
	}
	return 0;
}

int
value_read(const struct aws_member *member, const char *option,
	   const struct shell_words *words, struct json_object **value,
	   struct shell_output *output)
{
	const char *word = words->count > 0 ? words->items[words->count - 1]
					    : "";

	*value = NULL;
	if (member->type == AWS_LIST)
		return read_list(member, option, words, value, output);
	return read_one(member, option, word, looks_like_json(word), value,
			output);
}
