/* SPDX-License-Identifier: MIT */
/*
 * What no content file may hold, found in its raw bytes before any parsing.
 *
 * Characters that cannot be seen, turn the direction of writing, move a
 * cursor, or are drawn in a different width by each terminal.
 */
#include "lesson/yaml_inside.h"

#include <stdint.h>
#include <string.h>

#include "base/utf8.h"
#include "language/language.h"
#include "lesson/yaml.h"

/* In ascending order. */
static const struct refused {
	uint32_t first, last;
	const char *what; /* and what to do */
} refused[] = {
	{ 0x00, 0x08, N_("a control character; remove it") },
	{ 0x09, 0x09, N_("a tab; write blanks instead (two for each level)") },
	{ 0x0b, 0x1f, N_("a control character; remove it") },
	{ 0x7f, 0x9f, N_("a control character; remove it") },
	{ 0xa0, 0xa0, N_("a no-break space; write an ordinary blank") },
	{ 0xad, 0xad, N_("a soft hyphen; remove it") },
	{ 0x300, 0x36f, N_("a combining mark; write the letter with its mark "
			   "as one character (NFC)") },
	{ 0x61c, 0x61c, N_("a mark of writing direction; remove it") },
	{ 0x200b, 0x200d, N_("an invisible character; remove it") },
	{ 0x200e, 0x200f, N_("a mark of writing direction; remove it") },
	{ 0x2028, 0x2029, N_("a line separator; write an ordinary line end") },
	{ 0x202a, 0x202e, N_("a mark of writing direction; remove it") },
	{ 0x2060, 0x2065, N_("an invisible character; remove it") },
	{ 0x2066, 0x2069, N_("a mark of writing direction; remove it") },
	{ 0x206a, 0x206f, N_("an invisible character; remove it") },
	{ 0xfe00, 0xfe0f, N_("a variation selector (part of an emoji); "
			     "remove it") },
	{ 0xfeff, 0xfeff, N_("a byte order mark; remove it") },
	{ 0xfff9, 0xfffb, N_("an invisible character; remove it") },
	{ 0x1f3fb, 0x1f3ff, N_("a skin tone (part of an emoji); remove it") },
	/* Emoji of Unicode 15 and later: many terminals do not know them. */
	{ 0x1f6dc, 0x1f6dc, N_("a very new emoji; use an older one") },
	{ 0x1fa75, 0x1fa77, N_("a very new emoji; use an older one") },
	{ 0x1fa7d, 0x1fa7f, N_("a very new emoji; use an older one") },
	{ 0x1fa87, 0x1fa8f, N_("a very new emoji; use an older one") },
	{ 0x1faad, 0x1faaf, N_("a very new emoji; use an older one") },
	{ 0x1fabb, 0x1fabf, N_("a very new emoji; use an older one") },
	{ 0x1fac6, 0x1facf, N_("a very new emoji; use an older one") },
	{ 0x1fada, 0x1fadf, N_("a very new emoji; use an older one") },
	{ 0x1fae8, 0x1faef, N_("a very new emoji; use an older one") },
	{ 0x1faf7, 0x1faff, N_("a very new emoji; use an older one") },
	{ 0xe0000, 0xe0fff, N_("an invisible character; remove it") },
};

static const char *
refusal(uint32_t code_point)
{
	for (size_t i = 0; i < sizeof refused / sizeof *refused &&
			   code_point >= refused[i].first;
	     i++)
		if (code_point <= refused[i].last)
			return refused[i].what;
	return NULL;
}

/* Reads on by one character; false where the bytes are no UTF-8. */
static bool
next_character(const char **at, const char *end, uint32_t *code_point)
{
	const char *before = *at;

	if (*before == '\0') {
		*code_point = 0;
		++*at;
		return true;
	}
	*code_point = utf8_next(at, end);
	return *code_point != 0xfffd || *at - before > 1;
}

static bool
ends_line_for_libyaml(uint32_t code_point)
{
	return code_point == '\r' || code_point == 0x85 ||
	       code_point == 0x2028 || code_point == 0x2029;
}

static void
scan_line(struct yaml_tree *tree, int line, char *start, const char *end)
{
	const char *at = start;
	uint32_t last = 0, code_point;

	for (int column = 1; at < end; column++) {
		char *character = start + (at - start);

		if (!next_character(&at, end, &code_point)) {
			yaml_fault(tree, line, column,
				   _("these bytes are no UTF-8; save the file "
				     "as UTF-8"));
			return;
		}
		if (ends_line_for_libyaml(code_point))
			memset(character, ' ', (size_t)(at - character));
		if (code_point == last && code_point != 0)
			continue;
		const char *what = refusal(code_point);
		if (what == NULL)
			continue;
		yaml_fault(tree, line, column, "%s",
			   language_get(language_primary(), what));
		last = code_point;
	}
}

void
yaml_scan(struct yaml_tree *tree)
{
	char *at = tree->bytes, *end = at + tree->length;
	bool returns = false;

	if (tree->length >= 3 && memcmp(at, "\xef\xbb\xbf", 3) == 0) {
		yaml_fault(tree, 1, 1,
			   _("the file begins with a byte order mark; save it "
			     "as UTF-8 without one"));
		at += 3;
	}
	for (int line = 1; at < end; line++) {
		char *stop = memchr(at, '\n', (size_t)(end - at));
		char *text_end = stop != NULL ? stop : end;

		if (text_end > at && text_end[-1] == '\r') {
			text_end--;
			if (!returns)
				yaml_fault(tree, line,
					   (int)(text_end - at) + 1,
					   _("the line ends with CR LF, as on "
					     "Windows; save the file with LF "
					     "line ends"));
			returns = true;
		}
		scan_line(tree, line, at, text_end);
		at = stop != NULL ? stop + 1 : end;
	}
}

/* The first refused character but line ends, or NULL. */
static const char *
first_refusal(const char *at, const char *end)
{
	uint32_t code_point;

	while (at < end) {
		next_character(&at, end, &code_point);
		if (code_point != '\n' && refusal(code_point) != NULL)
			return refusal(code_point);
	}
	return NULL;
}

void
yaml_scan_text(struct yaml_tree *tree, struct yaml_node *scalar,
	       const char *raw, size_t raw_length)
{
	const char *what = first_refusal(scalar->text,
					 scalar->text + scalar->length);

	/* What stands in the file itself was told by yaml_scan(). */
	if (what == NULL || first_refusal(raw, raw + raw_length) != NULL)
		return;
	yaml_fault_at(tree, scalar, _("an escape (\\) gives %s"),
		      language_get(language_primary(), what));
	scalar->faulty = true;
}
