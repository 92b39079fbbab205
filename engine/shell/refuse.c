/* SPDX-License-Identifier: MIT */
/*
 * Refusals of the client, line by line as AWS CLI version 2 prints them.
 *
 * The lab's own refusals begin with "jasoos:" and are translated, so that
 * nobody takes them for AWS's.
 */
#include "shell/refuse.h"

#include <stdarg.h>

#include "language/language.h"
#include "shell/nearest.h"
#include "shell/python.h"

static const char usage[] =
	"\nusage: aws [options] <command> <subcommand> [<subcommand> ...] "
	"[parameters]\n"
	"To see help text, you can run:\n"
	"\n"
	"  aws help\n"
	"  aws <command> help\n"
	"  aws <command> <subcommand> help\n"
	"\n";

int
refuse_usage(struct shell_output *output, const char *format, ...)
{
	va_list args;

	strbuf_addstr(&output->err, usage);
	strbuf_addstr(&output->err, "aws: error: ");
	va_start(args, format);
	strbuf_vaddf(&output->err, format, args);
	va_end(args);
	strbuf_addstr(&output->err, "\n\n");
	output->status = SHELL_USAGE;
	return -1;
}

static void
add_choices(struct strbuf *out, const struct shell_words *choices)
{
	for (size_t i = 0; i < choices->count; i += 2) {
		strbuf_addf(out, "%-40s", choices->items[i]);
		if (i + 1 < choices->count)
			strbuf_addf(out, " | %-40s", choices->items[i + 1]);
		strbuf_addch(out, '\n');
	}
}

int
refuse_choice(struct shell_output *output, const char *what, const char *given,
	      const struct shell_words *choices)
{
	const char *best[NEAREST_LIMIT];
	size_t near = nearest_find(given, choices->items, choices->count, 0.8,
				   best);

	strbuf_addstr(&output->err, usage);
	strbuf_addf(&output->err, "aws: error: argument %s: Invalid choice, "
				  "valid choices are:\n\n", what);
	add_choices(&output->err, choices);
	if (near > 0) {
		strbuf_addstr(&output->err, "\n\nInvalid choice: ");
		python_repr_text(given, &output->err);
		strbuf_addstr(&output->err, ", maybe you meant:\n\n");
	}
	for (size_t i = 0; i < near; i++)
		strbuf_addf(&output->err, "  * %s\n", best[i]);
	strbuf_addch(&output->err, '\n');
	output->status = SHELL_USAGE;
	return -1;
}

int
refuse_unknown(struct shell_output *output, const struct shell_words *unknown,
	       bool with_usage)
{
	strbuf_addstr(&output->err, with_usage ? usage : "\n");
	strbuf_addstr(&output->err, "Unknown options: ");
	for (size_t i = 0; i < unknown->count; i++)
		strbuf_addf(&output->err, "%s%s", i > 0 ? ", " : "",
			    unknown->items[i]);
	strbuf_addstr(&output->err, with_usage ? "\n\n" : "\n");
	output->status = SHELL_USAGE;
	return -1;
}

int
refuse(struct shell_output *output, int status, const char *format, ...)
{
	va_list args;

	strbuf_addch(&output->err, '\n');
	va_start(args, format);
	strbuf_vaddf(&output->err, format, args);
	va_end(args);
	strbuf_addch(&output->err, '\n');
	output->status = status;
	return -1;
}

int
refuse_lab(struct shell_output *output, const char *format, ...)
{
	va_list args;

	strbuf_addstr(&output->err, "jasoos: ");
	va_start(args, format);
	strbuf_vaddf(&output->err, format, args);
	va_end(args);
	strbuf_addch(&output->err, '\n');
	output->status = SHELL_USAGE;
	return -1;
}

int
refuse_service(struct shell_output *output, const char *operation,
	       const struct aws_error *error)
{
	return refuse(output, SHELL_REFUSED,
		      "An error occurred (%s) when calling the %s operation: "
		      "%s", error->code, operation, error->message);
}
