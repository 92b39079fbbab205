/* SPDX-License-Identifier: MIT */
/*
 * Places: which line and column of the file a character of a text is.
 *
 * A pattern or a record stands inside of a text, and its own parser counts
 * from the text's beginning; an author looks for the line in the file.
 */
#include "lesson/yaml.h"

#include <string.h>

#include "base/utf8.h"
#include "lesson/yaml_inside.h"

const char *
yaml_line(const struct yaml_tree *tree, int line, size_t *length)
{
	const char *at = tree->bytes, *end = at + tree->length, *stop;

	*length = 0;
	for (; line > 1 && at < end; line--) {
		stop = memchr(at, '\n', (size_t)(end - at));
		at = stop != NULL ? stop + 1 : end;
	}
	if (at == end)
		return "";
	stop = memchr(at, '\n', (size_t)(end - at));
	*length = (size_t)((stop != NULL ? stop : end) - at);
	return at;
}

/* By how many blanks the lines of a block are moved in. */
static int
block_indent(const struct yaml_tree *tree, int line)
{
	for (;; line++) {
		size_t length, blanks = 0;
		const char *text = yaml_line(tree, line, &length);

		if (text == tree->bytes + tree->length || *text == '\0')
			return 0;
		while (blanks < length && text[blanks] == ' ')
			blanks++;
		if (blanks < length)
			return (int)blanks;
	}
}

/* The raw column of a character of a quoted text, by what it is written as. */
static int
quoted_column(const struct yaml_tree *tree, const struct yaml_node *scalar,
	      int column)
{
	size_t length;
	const char *at = yaml_line(tree, scalar->line, &length);
	const char *end = at + length;
	int raw = 1;

	for (; raw <= scalar->column && at < end; raw++)
		utf8_next(&at, end);
	while (--column > 0 && at < end) {
		int width = 1;

		if (scalar->style == YAML_SINGLE && *at == '\'')
			width = 2;
		else if (scalar->style == YAML_DOUBLE && *at == '\\' &&
			 at + 1 < end)
			width = at[1] == 'x' ? 4 : at[1] == 'u' ? 6
				: at[1] == 'U' ? 10 : 2;
		for (int i = 0; i < width; i++, raw++)
			utf8_next(&at, end);
	}
	return raw;
}

/* "|2" says by itself how far its lines are moved in. */
static bool
finds_its_indent(const struct yaml_tree *tree, const struct yaml_node *scalar)
{
	size_t length;
	const char *line = yaml_line(tree, scalar->line, &length);

	for (size_t i = (size_t)scalar->column; i < length; i++)
		if (line[i] >= '1' && line[i] <= '9')
			return false;
	return true;
}

void
yaml_place(const struct yaml_tree *tree, const struct yaml_node *scalar,
	   int line, int column, int *file_line, int *file_column)
{
	bool one_line = strchr(scalar->text, '\n') == NULL;

	*file_line = scalar->line;
	*file_column = scalar->column;
	if (line < 1 || column < 1)
		return;
	if (scalar->style == YAML_LITERAL && finds_its_indent(tree, scalar)) {
		*file_line += line;
		*file_column = block_indent(tree, scalar->line + 1) + column;
	} else if (scalar->style == YAML_PLAIN && one_line) {
		*file_column += column - 1;
	} else if ((scalar->style == YAML_SINGLE ||
		    scalar->style == YAML_DOUBLE) && one_line) {
		*file_column = quoted_column(tree, scalar, column);
	}
}
