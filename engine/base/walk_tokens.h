/* SPDX-License-Identifier: MIT */
/*
 * Tokens of JSON text, for one kind of machine: included by base/walk_*.h, each
 * of which has defined
 *
 *	WALK_TARGET		the attribute of its functions
 *	walk_key_end()		from behind a quote to the closing one; says
 *				whether a backslash was on the way
 *	walk_string_end()	the same for any string
 *	walk_container_end()	from a bracket to behind the one that closes it
 *
 * and defines behind it
 *
 *	walk_member()		from a member's quote to its value: as walk_key()
 *				or faster
 *
 * They give NULL if the text ends before.  Text is read up to
 * WALK_PADDING bytes past its end, where zero bytes stand: no token goes on in
 * them.
 */
#include <string.h>

WALK_TARGET static inline const char *
walk_blank(const char *p)
{
	while ((unsigned char)*p <= ' ' && /* seldom */
	       (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t'))
		p++;
	return p;
}

WALK_TARGET static inline const char *
walk_scalar(const char *p)
{
	if (*p == 't')
		return memcmp(p, "true", 4) == 0 ? p + 4 : NULL;
	if (*p == 'f')
		return memcmp(p, "false", 5) == 0 ? p + 5 : NULL;
	if (*p == 'n')
		return memcmp(p, "null", 4) == 0 ? p + 4 : NULL;
	if (*p != '-' && (*p < '0' || *p > '9'))
		return NULL;
	do
		p++;
	while ((*p >= '0' && *p <= '9') || *p == '.' || *p == 'e' ||
	       *p == 'E' || *p == '+' || *p == '-');
	return p;
}

WALK_TARGET static inline const char *
walk_value(const char *p, const char *end)
{
	if (*p == '"') {
		p = walk_string_end(p + 1, end);
		return p != NULL ? p + 1 : NULL;
	}
	if (*p == '{' || *p == '[')
		return walk_container_end(p, end);
	return walk_scalar(p);
}

/* A member's key and its colon: at the value, about which nothing is said. */
WALK_TARGET static inline const char *
walk_key(const char *p, const char *end, struct walk_member *member)
{
	const char *stop;

	if (*p != '"')
		return NULL;
	member->escaped = false;
	member->stop = NULL;
	stop = walk_key_end(p + 1, end, &member->escaped);
	if (stop == NULL)
		return NULL;
	member->key = (struct span){ p + 1, (size_t)(stop - p - 1) };
	p = walk_blank(stop + 1);
	return *p == ':' ? walk_blank(p + 1) : NULL;
}

/* Behind a member or an element: at the next one, or behind `close` with
   *last; NULL if neither stands there. */
WALK_TARGET static inline const char *
walk_separator(const char *p, char close, bool *last)
{
	p = walk_blank(p);
	if (*p == ',')
		return walk_blank(p + 1);
	*last = true;
	return *p == close ? p + 1 : NULL;
}
