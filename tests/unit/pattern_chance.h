/* SPDX-License-Identifier: MIT */
/*
 * Patterns and events that chance makes, both as text and as the reference
 * (pattern_reference.h) has them.  An event has something to do with a rule, or
 * hardly any would match.
 *
 * Keys with dots and objects inside arrays are not mixed in one event:
 * engine/pattern/match.c says how it differs from AWS there.
 */
#ifndef PATTERN_CHANCE_H
#define PATTERN_CHANCE_H

#include "pattern_reference.h"

#include "base/random.h"
#include "base/strbuf.h"

#include <stdio.h>

enum { ALTERNATIVES = 40, VALUES = 400 };

static struct random chance;

static int
below(int limit)
{
	return (int)random_below(&chance, (uint32_t)limit);
}

static bool
one_in(int n)
{
	return below(n) == 0;
}

/* ------------------------------------------------------------ text */

static void
blanks(struct strbuf *out)
{
	static const char *const some[] = { "", "", "", "", " ", "\n", "\t ",
					    "\r\n  " };

	strbuf_addstr(out, some[below(8)]);
}

/* A string, with characters escaped that need not be. */
static void
quoted(struct strbuf *out, const char *text)
{
	bool escape = one_in(4);

	strbuf_addch(out, '"');
	for (; *text; text++) {
		if (*text == '\\' || *text == '"')
			strbuf_addf(out, "\\%c", *text);
		else if (escape && (unsigned char)*text < 0x80 && one_in(2))
			strbuf_addf(out, one_in(2) ? "\\u%04x" : "\\u%04X",
				    *text);
		else
			strbuf_addch(out, *text);
	}
	strbuf_addch(out, '"');
}

/* One number in one of its spellings. */
static void
number(struct strbuf *out, long long millionths)
{
	long long whole = millionths / 1000000, part = millionths % 1000000;

	if (part < 0)
		part = -part;
	if (part)
		strbuf_addf(out, "%s%lld.%06lld", millionths < 0 && !whole
						     ? "-" : "", whole, part);
	else if (one_in(4))
		strbuf_addf(out, "%lld.0", whole);
	else if (one_in(6) && whole)
		strbuf_addf(out, "%llde-1", whole * 10);
	else
		strbuf_addf(out, "%lld", whole);
}

static void
write_value(struct strbuf *out, const struct r_value *value)
{
	static const char *const words[] = { [R_TRUE] = "true",
					     [R_FALSE] = "false",
					     [R_NULL] = "null" };

	if (value->kind == R_STRING)
		quoted(out, value->text);
	else if (value->kind == R_NUMBER)
		number(out, value->millionths);
	else
		strbuf_addstr(out, words[value->kind]);
}

/* ------------------------------------------------------------ values */

static void
address_value(struct r_value *value)
{
	unsigned char *b = value->bytes;

	memset(b, 0, sizeof value->bytes);
	if (one_in(2)) {
		value->address = 4;
		b[0] = (unsigned char)(one_in(2) ? 10 : 192);
		b[2] = (unsigned char)below(4);
		b[3] = (unsigned char)below(256);
		snprintf(value->text, R_TEXT, one_in(4) ? "%d.%d.0%d.%d"
						       : "%d.%d.%d.%d",
			 b[0], b[1], b[2], b[3]);
		return;
	}
	value->address = 16;
	b[0] = 0x20;
	b[1] = 0x01;
	b[15] = (unsigned char)below(8);
	b[5] = (unsigned char)below(2);
	if (one_in(2))
		snprintf(value->text, R_TEXT, "2001:0:%x:0:0:0:0:%x", b[5],
			 b[15]);
	else
		snprintf(value->text, R_TEXT, "2001:0:%x::%X", b[5], b[15]);
}

static struct r_value
make_string(void)
{
	static const char *const texts[] = {
		"", "a", "A", "ab", "aB", "abc", "ABC", "b", "bab", "aab", "*",
		"a*b", "\\", "ا", "aاb", "\"q\"", "null", "1", "x.y",
	};
	struct r_value value = { .kind = R_STRING };

	if (one_in(6))
		address_value(&value);
	else
		snprintf(value.text, R_TEXT, "%s", texts[below(19)]);
	return value;
}

static struct r_value
make_number(void)
{
	static const long long numbers[] = {
		0, 1000000, 2000000, -1000000, 500000, -500000, 1, 300000000,
		5000000000000000, -5000000000000000, 2000001,
	};

	return (struct r_value){ .kind = R_NUMBER,
				 .millionths = numbers[below(11)] };
}

static struct r_value
make_value(void)
{
	int kind = below(10);

	if (kind < 5)
		return make_string();
	if (kind < 8)
		return make_number();
	return (struct r_value){ .kind = one_in(3)   ? R_TRUE
					 : one_in(2) ? R_FALSE
						     : R_NULL };
}

/* ------------------------------------------------------------ rules */

struct rule {
	struct r_field fields[R_FIELDS];
	int field_count;
	struct r_alternative alternatives[ALTERNATIVES];
	int count;
	struct strbuf text;
};

/* A string's operator: its name, and the same inside anything-but. */
static const struct {
	enum r_term_kind kind;
	const char *open, *close;
	bool inside;
} string_operators[] = {
	{ R_PREFIX, "{\"prefix\":", "}", true },
	{ R_SUFFIX, "{\"suffix\":", "}", true },
	{ R_SAME_CASELESS, "{\"equals-ignore-case\":", "}", true },
	{ R_WILDCARD, "{\"wildcard\":", "}", true },
	{ R_PREFIX_CASELESS, "{\"prefix\":{\"equals-ignore-case\":", "}}",
	  false },
	{ R_SUFFIX_CASELESS, "{\"suffix\":{\"equals-ignore-case\":", "}}",
	  false },
};

static struct r_value
make_operand(enum r_term_kind kind)
{
	static const char *const wild[] = { "*", "a*", "*b", "a*b", "*a*",
					    "ab", "a\\*b", "*\\*", "\\\\*",
					    "*a*b", "" };
	struct r_value value = make_string();

	if (kind == R_WILDCARD) {
		snprintf(value.text, R_TEXT, "%s", wild[below(11)]);
		value.address = 0;
	}
	while (!*value.text && kind != R_WILDCARD)
		value = make_string();
	return value;
}

static void
make_string_term(struct r_term *term, struct strbuf *out, bool but)
{
	int i = below(but ? 4 : 6);

	term->inner = string_operators[i].kind;
	term->kind = but ? R_BUT : term->inner;
	term->count = but ? 1 + below(2) : 1;
	strbuf_addf(out, "%s%s", string_operators[i].open,
		    term->count > 1 ? "[" : "");
	for (int v = 0; v < term->count; v++) {
		term->values[v] = make_operand(term->inner);
		strbuf_addstr(out, v ? "," : "");
		quoted(out, term->values[v].text);
	}
	strbuf_addf(out, "%s%s", term->count > 1 ? "]" : "",
		    string_operators[i].close);
}

static void
make_but(struct r_term *term, struct strbuf *out)
{
	strbuf_addstr(out, "{\"anything-but\":");
	if (one_in(2)) {
		make_string_term(term, out, true);
	} else {
		bool numbers = one_in(3);
		term->kind = R_BUT;
		term->inner = R_EQUALS;
		term->count = 1 + below(3);
		strbuf_addstr(out, term->count > 1 ? "[" : "");
		for (int i = 0; i < term->count; i++) {
			term->values[i] = numbers ? make_number()
						  : make_string();
			strbuf_addstr(out, i ? ", " : "");
			write_value(out, &term->values[i]);
		}
		strbuf_addstr(out, term->count > 1 ? "]" : "");
	}
	strbuf_addch(out, '}');
}

static void
make_range(struct r_term *term, struct strbuf *out)
{
	term->kind = R_RANGE;
	term->low = make_number().millionths;
	term->high = make_number().millionths;
	term->has_low = one_in(2);
	term->has_high = !term->has_low ||
			 (one_in(2) && term->low < term->high);
	term->low_open = one_in(2);
	term->high_open = one_in(2);
	strbuf_addstr(out, "{\"numeric\":[");
	if (term->has_low) {
		strbuf_addf(out, "\"%s\", ", term->low_open ? ">" : ">=");
		number(out, term->low);
	} else if (one_in(4)) {
		term->has_low = true;
		term->low = term->high;
		term->low_open = term->high_open = false;
		strbuf_addstr(out, "\"=\",");
		number(out, term->low);
		strbuf_addstr(out, "]}");
		return;
	}
	if (term->has_high) {
		strbuf_addf(out, "%s\"%s\",", term->has_low ? "," : "",
			    term->high_open ? "<" : "<=");
		number(out, term->high);
	}
	strbuf_addstr(out, "]}");
}

static void
make_block(struct r_term *term, struct strbuf *out)
{
	struct r_value *block = &term->values[0];

	term->kind = R_BLOCK;
	block->kind = R_STRING;
	do
		address_value(block);
	while (!block->address);
	term->bits = below(block->address * 8);
	strbuf_addf(out, "{\"cidr\":\"%s/%d\"}", block->text, term->bits);
}

static void
make_term(struct r_term *term, struct strbuf *out)
{
	memset(term, 0, sizeof *term);
	switch (below(10)) {
	case 0:
		term->kind = one_in(2) ? R_EXISTS : R_ABSENT;
		strbuf_addf(out, "{ \"exists\" : %s }",
			    term->kind == R_EXISTS ? "true" : "false");
		break;
	case 1:
		make_range(term, out);
		break;
	case 2:
		make_block(term, out);
		break;
	case 3:
	case 4:
		make_string_term(term, out, false);
		break;
	case 5:
		make_but(term, out);
		break;
	default:
		term->kind = R_EQUALS;
		term->values[0] = make_value();
		write_value(out, &term->values[0]);
	}
}

static const char *const keys[] = { "a", "b", "c", "d", "ك" };

static void
add_field(struct rule *rule, const char *path, struct r_alternative *all,
	  int count)
{
	struct r_field *field = &rule->fields[rule->field_count++];

	snprintf(field->path, sizeof field->path, "%s", path);
	field->count = 1 + below(3);
	strbuf_addch(&rule->text, '[');
	for (int i = 0; i < field->count; i++) {
		strbuf_addstr(&rule->text, i ? "," : "");
		make_term(&field->terms[i], &rule->text);
	}
	strbuf_addch(&rule->text, ']');
	/* of the same path, the last counts */
	for (int i = 0; i < count; i++) {
		struct r_alternative *a = &all[i];
		int at = 0;
		while (at < a->count && strcmp(a->fields[at]->path, path))
			at++;
		a->fields[at] = field;
		a->count += at == a->count;
	}
}

static int make_object(struct rule *rule, const char *path,
		       struct r_alternative *all, int count, int depth);

static int
make_or(struct rule *rule, const char *path, struct r_alternative *all,
	int count, int depth)
{
	struct r_alternative after[ALTERNATIVES];
	int total = 0, objects = 2 + below(2);

	strbuf_addstr(&rule->text, "\"$or\":[");
	for (int i = 0; i < objects; i++) {
		struct r_alternative one[ALTERNATIVES];
		memcpy(one, all, (size_t)count * sizeof *one);
		strbuf_addstr(&rule->text, i ? "," : "");
		int made = make_object(rule, path, one, count, depth - 1);
		memcpy(after + total, one, (size_t)made * sizeof *one);
		total += made;
	}
	strbuf_addch(&rule->text, ']');
	memcpy(all, after, (size_t)total * sizeof *all);
	return total;
}

/* Returns how many alternatives there are behind it. */
static int
make_object(struct rule *rule, const char *path, struct r_alternative *all,
	    int count, int depth)
{
	int members = 1 + below(depth > 1 ? 3 : 2);

	strbuf_addch(&rule->text, '{');
	for (int i = 0; i < members; i++) {
		char below_path[80], key[16];
		bool dotted = one_in(8);
		blanks(&rule->text);
		if (i && rule->field_count > R_FIELDS - 8)
			break;
		strbuf_addstr(&rule->text, i ? "," : "");
		if (depth > 0 && one_in(5) && count <= ALTERNATIVES / 12 &&
		    rule->field_count < R_FIELDS - 12) {
			count = make_or(rule, path, all, count, depth);
			continue;
		}
		snprintf(key, sizeof key, "%s%s%s", keys[below(5)],
			 dotted ? "." : "", dotted ? keys[below(5)] : "");
		snprintf(below_path, sizeof below_path, "%.60s%s%s", path,
			 *path ? "." : "", key);
		quoted(&rule->text, key);
		strbuf_addch(&rule->text, ':');
		if (depth > 0 && one_in(2))
			count = make_object(rule, below_path, all, count,
					    depth - 1);
		else
			add_field(rule, below_path, all, count);
	}
	strbuf_addch(&rule->text, '}');
	return count;
}

/* ------------------------------------------------------------ events */

struct event {
	const struct rule *rule; /* that it should have something to do with */
	struct strbuf text;
	struct r_fact facts[R_FACTS];
	int fact_count;
	struct r_value values[VALUES];
	int value_count, arrays;
	bool dotted; /* keys with dots, and no objects in arrays */
	struct r_fact here;
};

static void make_member_value(struct event *event, const char *path, int depth,
			      bool in_array, bool counts);

/* Which of the rule's paths go on at `path`, from a random one on: the step
   that follows, "" if the path ends there; false if none does. */
static bool
rule_step(const struct rule *rule, const char *path, char *step, size_t size)
{
	size_t length = strlen(path);
	int first = below(rule->field_count);

	for (int i = 0; i < rule->field_count; i++) {
		const char *p = rule->fields[(first + i) % rule->field_count]
					.path;
		if (strncmp(p, path, length))
			continue;
		p += length;
		if (length && *p && *p != '.')
			continue;
		p += length && *p;
		snprintf(step, size, "%.*s", (int)strcspn(p, "."), p);
		return true;
	}
	return false;
}

/* Half of them as the rule has them somewhere. */
static struct r_value
make_event_value(const struct rule *rule)
{
	const struct r_field *field =
		&rule->fields[below(rule->field_count)];
	const struct r_term *term = &field->terms[below(field->count)];

	if (one_in(2) || term->kind == R_RANGE || term->kind == R_EXISTS ||
	    term->kind == R_ABSENT)
		return make_value();
	return term->values[0];
}

static void
make_plain(struct event *event, const char *path, bool counts)
{
	struct r_value *value = &event->values[event->value_count++];

	*value = make_event_value(event->rule);
	write_value(&event->text, value);
	if (!counts)
		return;
	struct r_fact *fact = &event->facts[event->fact_count++];
	*fact = event->here;
	snprintf(fact->path, sizeof fact->path, "%s", path);
	fact->value = value;
}

static void
make_array(struct event *event, const char *path, int depth, bool counts)
{
	int count = below(4), array = event->arrays++;
	struct r_fact *here = &event->here;

	strbuf_addch(&event->text, '[');
	for (int i = 0; i < count; i++) {
		strbuf_addstr(&event->text, i ? "," : "");
		blanks(&event->text);
		if (event->dotted || one_in(3) || depth == 0) {
			make_plain(event, path, counts);
			continue;
		}
		here->arrays[here->depth] = array;
		here->elements[here->depth++] = i;
		make_member_value(event, path, depth, true, counts);
		here->depth--;
	}
	strbuf_addch(&event->text, ']');
}

static void
make_event_object(struct event *event, const char *path, int depth, bool counts)
{
	int first = below(5), count = 1 + below(4);
	char steps[5][16];
	char step[16];

	strbuf_addch(&event->text, '{');
	blanks(&event->text);
	for (int i = 0; i < 5; i++)
		snprintf(steps[i], sizeof *steps, "%s", keys[(first + i) % 5]);
	/* a key that the rule has comes first */
	if (rule_step(event->rule, path, step, sizeof step) && *step)
		for (int i = 0; i < 5; i++)
			if (!strcmp(steps[i], step)) {
				memcpy(steps[i], steps[0], sizeof *steps);
				memcpy(steps[0], step, sizeof *steps);
			}
	for (int i = 0; i < count; i++) {
		char below_path[80], key[40];
		bool dotted = event->dotted && one_in(3);
		bool again = one_in(10);
		snprintf(key, sizeof key, "%.15s%s%s", steps[i],
			 dotted ? "." : "", dotted ? keys[below(5)] : "");
		snprintf(below_path, sizeof below_path, "%.60s%s%.18s", path,
			 *path ? "." : "", key);
		for (int time = again ? 0 : 1; time < 2; time++) {
			strbuf_addstr(&event->text, i || (again && time) ? ","
									 : "");
			blanks(&event->text);
			quoted(&event->text, key);
			blanks(&event->text);
			strbuf_addch(&event->text, ':');
			blanks(&event->text);
			/* of a key that comes again, the last counts */
			make_member_value(event, below_path, depth - 1, false,
					  counts && time);
			blanks(&event->text);
		}
	}
	strbuf_addch(&event->text, '}');
}

/* In an array, an object or an array; elsewhere any value. */
static void
make_member_value(struct event *event, const char *path, int depth,
		  bool in_array, bool counts)
{
	int kind = below(in_array ? 3 : 5);
	char step[16];

	/* mostly what the rule has there, an object or a plain value */
	if (!in_array && one_in(2) &&
	    rule_step(event->rule, path, step, sizeof step))
		kind = *step ? below(3) : 2 + below(3);
	if (depth < 0 || event->value_count > VALUES - 100)
		kind = in_array ? 3 : 4;
	if (kind < 2)
		make_event_object(event, path, depth, counts);
	else if (kind == 2 && event->here.depth < R_ARRAYS - 1)
		make_array(event, path, depth - 1, counts);
	else if (in_array)
		strbuf_addstr(&event->text, "{}");
	else
		make_plain(event, path, counts);
}

static void
make_event(struct event *event, const struct rule *rule)
{
	event->rule = rule;
	strbuf_reset(&event->text);
	event->fact_count = event->value_count = event->arrays = 0;
	event->here.depth = 0;
	event->dotted = one_in(5);
	make_event_object(event, "", 3, true);
}

#endif
