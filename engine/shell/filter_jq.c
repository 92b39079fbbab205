/* SPDX-License-Identifier: MIT */
/*
 * jq [-r] [-c] PROGRAM: see jq.h for what it understands.
 */
#include "shell/filter.h"

#include <string.h>

#include "base/json.h"
#include "language/language.h"
#include "shell/jq.h"
#include "shell/refuse.h"

static void
new_line(struct strbuf *out, size_t level)
{
	strbuf_addch(out, '\n');
	strbuf_addchars(out, ' ', 2 * level);
}

/* jq's own form: two blanks a level. */
static void
write_pretty(struct json_object *value, size_t level, struct strbuf *out)
{
	bool array = json_object_is_type(value, json_type_array);
	size_t count = 0;

	if (!array && !json_object_is_type(value, json_type_object)) {
		json_write(value, out);
		return;
	}
	strbuf_addch(out, array ? '[' : '{');
	for (size_t i = 0; array && i < json_object_array_length(value); i++) {
		strbuf_addstr(out, count++ > 0 ? "," : "");
		new_line(out, level + 1);
		write_pretty(json_object_array_get_idx(value, i), level + 1,
			     out);
	}
	if (!array) {
		json_object_object_foreach(value, key, member) {
			struct json_object *text = json_object_new_string(key);

			strbuf_addstr(out, count++ > 0 ? "," : "");
			new_line(out, level + 1);
			json_write(text, out);
			strbuf_addstr(out, ": ");
			write_pretty(member, level + 1, out);
			json_object_put(text);
		}
	}
	if (count > 0)
		new_line(out, level);
	strbuf_addch(out, array ? ']' : '}');
}

struct options {
	bool raw, compact;
	const char *program;
};

static bool
read_options(const struct shell_words *words, struct options *options,
	     struct shell_output *output)
{
	for (size_t i = 1; i < words->count; i++) {
		const char *word = words->items[i];

		if (word[0] == '-' && word[1] && word[1] != '-' &&
		    !word[1 + strspn(word + 1, "rcMC")]) {
			options->raw |= strchr(word, 'r') != NULL;
			options->compact |= strchr(word, 'c') != NULL;
		} else if (strcmp(word, "--raw-output") == 0) {
			options->raw = true;
		} else if (strcmp(word, "--compact-output") == 0) {
			options->compact = true;
		} else if (word[0] != '-' && !options->program) {
			options->program = word;
		} else {
			filter_refuse(output, words, word);
			return false;
		}
	}
	if (!options->program)
		options->program = ".";
	return true;
}

static void
show(struct json_object *value, const struct options *options,
     struct strbuf *out)
{
	if (options->raw && json_object_is_type(value, json_type_string))
		strbuf_add(out, json_object_get_string(value),
			   (size_t)json_object_get_string_len(value));
	else if (options->compact)
		json_write(value, out);
	else
		write_pretty(value, 0, out);
	strbuf_addch(out, '\n');
}

static void
run_program(const struct jq_program *program, const struct options *options,
	    const struct strbuf *in, struct shell_output *output)
{
	size_t left = JSON_WEIGHT_MOST;
	struct jq_values results = { .left = &left };
	struct strbuf why = STRBUF_INIT;
	size_t where = 0, line = 1, column = 1;
	struct json_object *value = json_parse(in->buf, in->len, &where, NULL);
	int result = 0;

	if (value) {
		result = jq_run(program->root, value, &results, &why);
	} else if (in->len > 0) {
		for (size_t i = 0; i < where && i < in->len; i++) {
			column = in->buf[i] == '\n' ? 1 : column + 1;
			line += in->buf[i] == '\n';
		}
		filter_complain(output, 2, "jq: parse error: Invalid literal "
					   "at line %zu, column %zu",
				line, column);
	}
	for (size_t i = 0; i < results.count; i++)
		show(results.items[i], options, &output->out);
	if (result != 0)
		filter_complain(output, 5, "jq: error (at <stdin>:1): %s",
				why.buf);
	jq_values_release(&results);
	strbuf_release(&why);
	json_object_put(value);
}

void
filter_jq(const struct shell_words *words, const struct strbuf *in,
	  struct shell_output *output)
{
	struct options options = { 0 };
	struct jq_program program;
	const char *fault;

	if (!read_options(words, &options, output))
		return;
	fault = jq_parse(options.program, &program);
	if (fault)
		refuse_lab(output, _("the lab's jq does not understand this "
				     "from here on: '%s'"), fault);
	else
		run_program(&program, &options, in, output);
	jq_release(&program);
}
