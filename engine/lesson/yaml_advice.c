/* SPDX-License-Identifier: MIT */
/*
 * libyaml's complaints in the words of an author's mistake.
 *
 * libyaml says which rule of its grammar broke; an author has forgotten a
 * quote.  The table knows the slips that lead to each complaint, and whether
 * the place to look at is where the parser stumbled or where the thing began
 * that it was reading.
 */
#include "lesson/yaml_inside.h"

#include <string.h>
#include <yaml.h>

#include "base/utf8.h"
#include "language/language.h"
#include "lesson/yaml.h"

enum place {
	AT_PROBLEM, /* where the parser stumbled */
	AT_CONTEXT, /* where what it was reading began */
};

static const struct advice {
	const char *context; /* what libyaml's words begin with; NULL: any */
	const char *problem;
	const char *at;	     /* the character there; NULL: any */
	enum place place;
	const char *words;
} advices[] = {
	{ "while scanning an alias", NULL, NULL, AT_CONTEXT,
	  N_("a text cannot begin with '*' (YAML takes it for an alias); put "
	     "it into \"double quotes\" or a | block") },
	{ "while scanning an anchor", NULL, NULL, AT_CONTEXT,
	  N_("a text cannot begin with '&' (YAML takes it for an anchor); put "
	     "it into \"double quotes\" or a | block") },
	{ "while scanning a tag", NULL, NULL, AT_CONTEXT,
	  N_("a text cannot begin with '!' (YAML takes it for a tag); put it "
	     "into \"double quotes\" or a | block") },
	{ "while parsing a tag", NULL, NULL, AT_CONTEXT,
	  N_("a text cannot begin with '!' (YAML takes it for a tag); put it "
	     "into \"double quotes\" or a | block") },
	{ "while parsing a node", "found undefined tag handle", NULL,
	  AT_CONTEXT,
	  N_("a text cannot begin with '!' (YAML takes it for a tag); put it "
	     "into \"double quotes\" or a | block") },
	{ "while scanning a directive", NULL, NULL, AT_CONTEXT,
	  N_("a line cannot begin with '%'; put the text into \"double "
	     "quotes\" or a | block") },
	{ NULL, "found character that cannot start any token", "`",
	  AT_PROBLEM,
	  N_("a text cannot begin with '`'; put it into \"double quotes\" or a "
	     "| block") },
	{ NULL, "found character that cannot start any token", "@",
	  AT_PROBLEM,
	  N_("a text cannot begin with '@'; put it into \"double quotes\" or a "
	     "| block") },
	{ NULL, "found character that cannot start any token", "%",
	  AT_PROBLEM,
	  N_("a text cannot begin with '%'; put it into \"double quotes\" or a "
	     "| block") },
	{ NULL, "mapping values are not allowed in this context", NULL,
	  AT_PROBLEM,
	  N_("a ': ' in a text without quotes begins another key; put the text "
	     "into \"double quotes\" or a | block (or the line is indented too "
	     "far)") },
	{ "while scanning a quoted scalar", "found unexpected end of stream",
	  NULL, AT_CONTEXT,
	  N_("this quote is never closed; put a closing quote at the text's "
	     "end") },
	{ "while scanning a quoted scalar", "found unexpected document", NULL,
	  AT_CONTEXT,
	  N_("this quote is not closed before the line '---'") },
	{ "while parsing a quoted scalar", "found unknown escape character",
	  NULL, AT_PROBLEM,
	  N_("in double quotes '\\' begins an escape, and this one is unknown; "
	     "write '\\\\' for a backslash, or use 'single quotes'") },
	{ "while parsing a quoted scalar", NULL, NULL, AT_PROBLEM,
	  N_("in double quotes '\\' begins an escape, and this one is "
	     "incomplete; write '\\\\' for a backslash, or use 'single "
	     "quotes'") },
	{ "while scanning a block scalar",
	  "did not find expected comment or line break", NULL, AT_PROBLEM,
	  N_("nothing may follow '|' on its line; begin the text on the next "
	     "line, indented by two more blanks") },
	{ "while scanning a block scalar", NULL, NULL, AT_CONTEXT,
	  N_("write only '|' here, and the text on the next lines, indented by "
	     "two more blanks") },
	{ "while scanning a simple key", NULL, NULL, AT_CONTEXT,
	  N_("this line is no 'key: value'; write ': ' behind the key, or "
	     "indent the line if it belongs to the text above") },
	{ "while parsing a block mapping", "did not find expected key", "-",
	  AT_PROBLEM,
	  N_("a list item does not fit here; indent its '-' as those of its "
	     "list") },
	{ "while parsing a block mapping", "did not find expected key", NULL,
	  AT_PROBLEM,
	  N_("this belongs to no key; look at the quotes before it (inside "
	     "'single quotes' write '' for ', inside \"double quotes\" \\\" "
	     "for \") and at the indentation") },
	{ "while parsing a block collection", NULL, NULL, AT_PROBLEM,
	  N_("this belongs to no list item; look at the quotes before it and "
	     "at the indentation of this line") },
	{ "while parsing a flow sequence", NULL, NULL, AT_PROBLEM,
	  N_("a ',' or ']' is missing before this; put texts between [ ] into "
	     "\"double quotes\"") },
	{ "while parsing a flow mapping", NULL, NULL, AT_PROBLEM,
	  N_("a ',' or '}' is missing before this; put texts between { } into "
	     "\"double quotes\"") },
	{ "while parsing a flow node", NULL, NULL, AT_PROBLEM,
	  N_("a value is missing before this; put texts between [ ] or { } "
	     "into \"double quotes\"") },
	{ "while parsing a block node", NULL, NULL, AT_PROBLEM,
	  N_("this does not begin a value; put the text into \"double "
	     "quotes\"") },
	{ NULL, "block sequence entries are not allowed in this context", NULL,
	  AT_PROBLEM,
	  N_("a list cannot begin behind its key; begin it on the next line") },
	{ NULL, "mapping keys are not allowed in this context", NULL,
	  AT_PROBLEM,
	  N_("a text cannot begin with '? '; put it into \"double quotes\"") },
	{ NULL, "did not find expected <document start>", NULL, AT_PROBLEM,
	  N_("this line belongs to nothing above it; look at its "
	     "indentation") },
};

static bool
begins_with(const char *text, const char *start)
{
	return start == NULL ||
	       (text != NULL && strncmp(text, start, strlen(start)) == 0);
}

/* The byte at a mark, or 0. */
static char
character_at(const struct yaml_tree *tree, yaml_mark_t mark)
{
	size_t length;
	const char *at = yaml_line(tree, (int)mark.line + 1, &length);
	const char *end = at + length;

	for (size_t i = 0; i < mark.column && at < end; i++)
		utf8_next(&at, end);
	return at < end ? *at : '\0';
}

static bool
line_has_tab(const struct yaml_tree *tree, yaml_mark_t mark)
{
	size_t length;
	const char *line = yaml_line(tree, (int)mark.line + 1, &length);

	return memchr(line, '\t', length) != NULL;
}

static void
tell(struct yaml_tree *tree, yaml_mark_t mark, const char *words)
{
	yaml_fault(tree, (int)mark.line + 1, (int)mark.column + 1, "%s", words);
}

void
yaml_advise(struct yaml_tree *tree, const yaml_parser_t *parser)
{
	const char *context = parser->context;
	const char *problem = parser->problem != NULL ? parser->problem : "";
	char at = character_at(tree, parser->problem_mark);

	/* The scan has told of tabs and of bytes that cannot be read. */
	if (tree->faults > 0 &&
	    (parser->error == YAML_READER_ERROR ||
	     line_has_tab(tree, parser->problem_mark)))
		return;
	if (parser->error != YAML_SCANNER_ERROR &&
	    parser->error != YAML_PARSER_ERROR) {
		yaml_fault(tree, 0, 0, _("the file cannot be read: %s"),
			   problem);
		return;
	}
	for (size_t i = 0; i < sizeof advices / sizeof *advices; i++) {
		const struct advice *a = &advices[i];

		if (!begins_with(context, a->context) ||
		    !begins_with(problem, a->problem) ||
		    (a->at != NULL && *a->at != at))
			continue;
		tell(tree, a->place == AT_CONTEXT ? parser->context_mark
						  : parser->problem_mark,
		     language_get(language_primary(), a->words));
		return;
	}
	yaml_fault(tree, (int)parser->problem_mark.line + 1,
		   (int)parser->problem_mark.column + 1,
		   _("this is no YAML (%s); put texts into \"double quotes\" "
		     "or | blocks"),
		   problem);
}
