/* SPDX-License-Identifier: MIT */
/*
 * One typed line: aws commands and filters, piped one into the other.
 */
#include "shell/call.h"

#include <string.h>

#include "language/language.h"
#include "shell/filter.h"
#include "shell/refuse.h"
#include "shell/words.h"

static void
add_filter_names(struct strbuf *out)
{
	for (const struct filter *f = filters; f->name; f++)
		strbuf_addf(out, "%s%s", f > filters ? ", " : "", f->name);
}

static bool
is_aws(const struct shell_words *stage)
{
	return strcmp(stage->items[0], "aws") == 0;
}

static bool
is_echo(const struct shell_words *stage)
{
	return strcmp(stage->items[0], "echo") == 0;
}

/* A line begins with aws, or with a text that is piped into it. */
static int
check_first(const struct shell_line *line, struct shell_output *output)
{
	const struct shell_words *first = &line->items[0];
	bool any = false;

	for (size_t i = 0; i < line->count; i++)
		any = any || (line->items[i].count > 0 &&
			      is_aws(&line->items[i]));
	if (first->count > 0 && (is_aws(first) || (is_echo(first) && any)))
		return 0;
	return refuse_lab(output, _("a line for AWS begins with 'aws'"));
}

static int
check_stages(const struct shell_line *line, struct shell_output *output)
{
	struct strbuf names = STRBUF_INIT;
	int result = check_first(line, output);

	for (size_t i = 1; i < line->count && result == 0; i++) {
		const char *name = line->items[i].items[0];

		if (is_aws(&line->items[i]) || filter_find(name))
			continue;
		add_filter_names(&names);
		result = refuse_lab(output,
				    _("the lab has no '%s' to pipe into; it "
				      "has %s"), name, names.buf);
	}
	strbuf_release(&names);
	return result;
}

/* echo [-n] WORD... */
static void
run_echo(const struct shell_words *words, struct strbuf *out)
{
	bool plain = words->count > 1 && strcmp(words->items[1], "-n") == 0;
	size_t first = plain ? 2 : 1;

	for (size_t i = first; i < words->count; i++)
		strbuf_addf(out, "%s%s", i > first ? " " : "",
			    words->items[i]);
	if (!plain)
		strbuf_addch(out, '\n');
}

static void
run_stage(struct account *account, const struct principal *principal,
	  const struct shell_words *words, const struct strbuf *in,
	  struct shell_output *output)
{
	if (is_aws(words))
		shell_aws(account, principal, words, in, output);
	else if (!in)
		run_echo(words, &output->out);
	else
		filter_find(words->items[0])->run(words, in, output);
}

/*
 * Differs from a shell: when a command failed with nothing to show, its status
 * is the line's and nothing behind it runs.
 */
static void
run_stages(struct account *account, const struct principal *principal,
	   const struct shell_line *line, struct shell_output *output)
{
	run_stage(account, principal, &line->items[0], NULL, output);
	for (size_t i = 1; i < line->count; i++) {
		struct strbuf in = output->out;

		if (output->status != SHELL_DONE && in.len == 0)
			break;
		strbuf_init(&output->out);
		output->turns.count = 0;
		run_stage(account, principal, &line->items[i], &in, output);
		strbuf_release(&in);
	}
}

static void
refuse_operator(struct shell_output *output, const char *operator)
{
	struct strbuf names = STRBUF_INIT;

	add_filter_names(&names);
	refuse_lab(output, _("the lab's prompt is not a whole shell and does "
			     "not know '%s'; write one aws command in a line, "
			     "piped into one of %s if you like; what is meant "
			     "as text goes between '...'"),
		   operator, names.buf);
	strbuf_release(&names);
}

bool
shell_is_line(const char *line)
{
	static const char *const words[] = { "aws", "echo" };
	size_t length = strcspn(line, " \t\n");

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strlen(words[i]) == length &&
		    strncmp(line, words[i], length) == 0)
			return true;
	return false;
}

void
shell_run(struct account *account, const struct principal *principal,
	  const char *line, struct shell_output *output)
{
	struct shell_line stages = { 0 };
	char why[64];

	output->status = SHELL_DONE;
	switch (shell_line_split(line, &stages, why, sizeof why)) {
	case LINE_OPERATOR:
		refuse_operator(output, why);
		break;
	case LINE_BROKEN:
		refuse_lab(output, "%s", _(why));
		break;
	case LINE_FINE:
		if (check_stages(&stages, output) == 0)
			run_stages(account, principal, &stages, output);
		break;
	}
	shell_line_release(&stages);
}
