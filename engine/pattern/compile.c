/* SPDX-License-Identifier: MIT */
/*
 * From nodes to a pattern: fields gathered into clauses.
 *
 * A pattern's fields must all hold.  Each $or multiplies: every clause so far
 * goes on once for each of its objects, as AWS's compiler does it, up to 1,000
 * clauses.  Of two fields with the same path the last one wins.  Differs from
 * AWS: the words about too many clauses are ours.
 */
#include "pattern/pattern.h"
#include "pattern/plan.h"

#include "base/list.h"
#include "base/memory.h"
#include "base/strbuf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A clause while it grows. */
struct draft {
	LIST(struct field *) fields;
};
struct drafts {
	LIST(struct draft) list;
};

struct compiler {
	struct pattern *pattern;
	struct fault *fault;
	const char *text;
	struct strbuf path;
	int steps;
	size_t cost; /* of the fields over all drafts */
};

/* Names that mean an operator, now or one day. */
static const char *const reserved[] = {
	"exactly", "equals-ignore-case", "prefix", "suffix", "anything-but",
	"exists", "wildcard", "numeric", "cidr", "=", "<", "<=", ">", ">=",
	"regex", "not-wildcard", "not-equals-ignore-case", "date-after",
	"date-on-or-after", "date-before", "date-on-or-before", "in-date-range",
	"ip-address-in-range", "ip-address-not-in-range", NULL,
};

static bool compile_object(struct compiler *c, const struct node *object,
			   struct drafts *drafts, bool in_or);

/* ------------------------------------------------------------ clauses */

static void
drafts_release(struct drafts *drafts)
{
	for (size_t i = 0; i < drafts->list.count; i++)
		list_release(&drafts->list.items[i].fields);
	list_release(&drafts->list);
}

static bool
too_many(struct compiler *c, const struct node *node)
{
	return fault_set(c->fault, node->start, NO_PLACE, node_seen(node),
			 "Rule has too many combinations - try using fewer "
			 "$or alternatives");
}

static bool
spend(struct compiler *c, const struct node *node, size_t cost)
{
	c->cost += cost;
	return c->cost <= PATTERN_COST_MAX || too_many(c, node);
}

static bool
drafts_append(struct compiler *c, struct drafts *to, const struct drafts *from,
	      const struct node *node)
{
	if (to->list.count + from->list.count > PATTERN_CLAUSES_MAX)
		return too_many(c, node);
	for (size_t i = 0; i < from->list.count; i++) {
		const struct draft *old = &from->list.items[i];
		struct draft copy = { .fields = { NULL, 0, 0 } };
		size_t cost = 0;
		for (size_t j = 0; j < old->fields.count; j++) {
			list_push(&copy.fields, old->fields.items[j]);
			cost += old->fields.items[j]->cost;
		}
		list_push(&to->list, copy);
		if (!spend(c, node, cost))
			return false;
	}
	return true;
}

/* ------------------------------------------------------------ fields */

/* The list as the pattern has it, without blanks. */
static const char *
minified(struct compiler *c, const struct node *list)
{
	char *copy = arena_alloc(&c->pattern->arena,
				 list->end - list->start + 1);
	char *out = copy;
	bool in_string = false;

	for (size_t i = list->start; i < list->end; i++) {
		char b = c->text[i];
		if (!in_string && strchr(" \t\r\n", b))
			continue;
		*out++ = b;
		if (b == '"')
			in_string = !in_string;
		else if (b == '\\')
			*out++ = c->text[++i];
	}
	return copy;
}

static struct field *
compile_field(struct compiler *c, const struct node *list)
{
	struct arena *arena = &c->pattern->arena;
	struct field *field = arena_alloc(arena, sizeof *field);
	struct term **last = &field->terms;

	field->only_absent = true;
	for (const struct node *e = list->child; e; e = e->next) {
		*last = term_compile(arena, e, c->fault);
		if (!*last)
			return NULL;
		if ((*last)->kind == TERM_ABSENT)
			field->absent_will_do = true;
		else
			field->only_absent = false;
		last = &(*last)->next;
	}
	if (list->end == NO_PLACE)
		return NULL;
	if (!list->child) {
		fault_set(c->fault, list->start, list->end, list->end,
			  "Empty arrays are not allowed");
		return NULL;
	}
	if (!wildcard_affordable(field->terms)) {
		fault_set(c->fault, list->start, NO_PLACE, list->end,
			  "Rule is too complex - try using fewer wildcard "
			  "characters or fewer repeating character sequences "
			  "after a wildcard character");
		return NULL;
	}
	field->path = arena_strdup(arena, c->path.buf);
	field->cost = 2 + c->path.len / 64;
	for (const char *p = field->path; (p = strchr(p, '.')); p++)
		field->cost++;
	field->wanted = minified(c, list);
	field->index = c->pattern->field_count++;
	return field;
}

static bool
add_field(struct compiler *c, const struct node *list, struct drafts *drafts)
{
	struct field *field = compile_field(c, list);

	if (!field || !spend(c, list, drafts->list.count * field->cost))
		return false;
	for (size_t i = 0; i < drafts->list.count; i++)
		list_push(&drafts->list.items[i].fields, field);
	return true;
}

/* ------------------------------------------------------------ objects */

static bool
add_alternatives(struct compiler *c, const struct node *list,
		 const struct drafts *before, struct drafts *after)
{
	if (list->kind != NODE_ARRAY)
		return fault_set(c->fault, list->start, node_seen(list),
				 node_seen(list),
				 "It must be an Array followed with $or.");
	for (const struct node *e = list->child; e; e = e->next) {
		if (e->kind != NODE_OBJECT)
			return fault_set(c->fault, e->start, node_seen(e),
					 node_seen(e),
					 "Only JSON object is allowed in array "
					 "of $or relationship.");
		struct drafts one = { .list = { NULL, 0, 0 } };
		bool good = drafts_append(c, &one, before, e) &&
			    compile_object(c, e, &one, true) &&
			    drafts_append(c, after, &one, e);
		drafts_release(&one);
		if (!good)
			return false;
	}
	if (list->count < 2)
		return fault_set(c->fault, list->start, list->end, list->end,
				 "There must have at least 2 Objects in $or "
				 "relationship.");
	return true;
}

static bool
compile_or(struct compiler *c, const struct node *list, struct drafts *drafts)
{
	struct drafts after = { .list = { NULL, 0, 0 } };
	bool good = add_alternatives(c, list, drafts, &after);

	drafts_release(drafts);
	*drafts = after;
	return good;
}

/* One more step (or several, with dots) on the path. */
static bool
push_step(struct compiler *c, const struct node *member)
{
	if (c->steps++)
		strbuf_addch(&c->path, '.');
	strbuf_addstr(&c->path, member->name);
	int steps = 1;
	for (const char *p = c->path.buf; (p = strchr(p, '.')); p++)
		steps++;
	return steps <= PATTERN_DEPTH_MAX ||
	       fault_set(c->fault, member->name_start, NO_PLACE,
			 node_seen(member), "Event pattern is nested too deep");
}

static bool
compile_member(struct compiler *c, const struct node *member,
	       struct drafts *drafts, bool in_or)
{
	if (!strcmp(member->name, "$or"))
		return compile_or(c, member, drafts);
	if (in_or && str_is_one_of(member->name, reserved))
		return fault_set(c->fault, member->name_start,
				 node_seen(member), node_seen(member),
				 "%s is Ruler reserved fieldName which cannot "
				 "be used inside $or.", member->name);
	size_t length = c->path.len;
	bool good = push_step(c, member);
	if (good && member->kind == NODE_OBJECT)
		good = compile_object(c, member, drafts, in_or);
	else if (good && member->kind == NODE_ARRAY)
		good = add_field(c, member, drafts);
	else if (good)
		good = fault_set(c->fault, member->start, node_seen(member),
				 node_seen(member),
				 "\"%s\" must be an object or an array",
				 member->name);
	c->steps--;
	strbuf_truncate(&c->path, length);
	return good;
}

static bool
compile_object(struct compiler *c, const struct node *object,
	       struct drafts *drafts, bool in_or)
{
	for (const struct node *m = object->child; m; m = m->next)
		if (!compile_member(c, m, drafts, in_or))
			return false;
	if (object->count == 0)
		return fault_set(c->fault, object->start, object->end,
				 object->end, "Empty objects are not allowed");
	return true;
}

/* ------------------------------------------------------------ the pattern */

static void
finish(struct pattern *pattern, const struct drafts *drafts)
{
	struct arena *arena = &pattern->arena;

	pattern->count = drafts->list.count;
	pattern->plan = arena_alloc(arena, sizeof *pattern->plan);
	plan_init(pattern->plan, arena);
	pattern->clauses = arena_alloc(arena, pattern->count *
						  sizeof *pattern->clauses);
	for (size_t i = 0; i < pattern->count; i++) {
		const struct draft *draft = &drafts->list.items[i];
		struct clause *clause = &pattern->clauses[i];
		size_t size = draft->fields.count * sizeof *clause->fields;
		clause->count = draft->fields.count;
		clause->fields = arena_alloc(arena, size);
		memcpy(clause->fields, draft->fields.items, size);
		plan_add(pattern->plan, clause->fields, &clause->count);
	}
	plan_finish(pattern->plan);
}

static bool
compile(struct pattern *pattern, const char *text, size_t length,
	struct fault *fault)
{
	struct compiler c = { .pattern = pattern,
			      .fault = fault,
			      .text = text,
			      .path = STRBUF_INIT };
	struct drafts drafts = { .list = { NULL, 0, 0 } };
	struct draft empty = { .fields = { NULL, 0, 0 } };
	struct arena nodes;

	arena_init(&nodes);
	list_push(&drafts.list, empty);
	struct node *root = node_parse(text, length, &nodes, fault);
	if (root && root->kind != NODE_OBJECT)
		fault_set(fault, root->start, node_seen(root), node_seen(root),
			  "Filter is not an object");
	else if (root)
		compile_object(&c, root, &drafts, false);
	if (!fault->set)
		finish(pattern, &drafts);
	drafts_release(&drafts);
	strbuf_release(&c.path);
	arena_release(&nodes);
	return !fault->set;
}

/* Lines and columns from 1; `wide` counts as Java does, in UTF-16. */
static void
find_place(const char *text, size_t offset, bool wide, int *line, int *column)
{
	*line = *column = 1;
	for (size_t i = 0; i < offset; i++) {
		unsigned char c = (unsigned char)text[i];
		if (c == '\n') {
			++*line;
			*column = 1;
		} else if ((c & 0xc0) != 0x80) {
			*column += wide && c >= 0xf0 ? 2 : 1;
		}
	}
}

struct pattern *
pattern_compile(const char *text, size_t length, struct pattern_error *error)
{
	struct pattern *pattern = mem_calloc(1, sizeof *pattern);
	struct fault fault = { .set = false };

	arena_init(&pattern->arena);
	if (length > PATTERN_TEXT_MAX)
		fault_set(&fault, 0, NO_PLACE, 0,
			  "Event pattern is longer than %d bytes",
			  PATTERN_TEXT_MAX);
	else if (compile(pattern, text, length, &fault))
		return pattern;
	pattern_free(pattern);
	memset(error, 0, sizeof *error);
	find_place(text, fault.place, false, &error->line, &error->column);
	if (fault.aws != NO_PLACE)
		find_place(text, fault.aws, true, &error->aws_line,
			   &error->aws_column);
	error->aws_twice = fault.twice;
	snprintf(error->reason, sizeof error->reason, "%s", fault.reason);
	return NULL;
}

void
pattern_free(struct pattern *pattern)
{
	if (!pattern)
		return;
	arena_release(&pattern->arena);
	free(pattern);
}

static void
add_source(const struct pattern_error *error, const char *text, size_t length,
	   struct strbuf *out)
{
	enum { SHOWN = 500 }; /* characters of the text, as AWS's reader does */
	size_t shown = 0, all = 0, cut = length;

	for (size_t i = 0; i < length; i++) {
		if (((unsigned char)text[i] & 0xc0) == 0x80)
			continue;
		if (all++ < SHOWN)
			shown++;
		else if (cut == length)
			cut = i;
	}
	strbuf_addstr(out, "\n at [Source: (String)\"");
	strbuf_add(out, text, cut);
	strbuf_addch(out, '"');
	if (all > shown)
		strbuf_addf(out, "[truncated %zu chars]", all - shown);
	strbuf_addf(out, "; line: %d, column: %d]", error->aws_line,
		    error->aws_column);
}

void
pattern_error_message(const struct pattern_error *error, const char *text,
		      size_t length, struct strbuf *out)
{
	strbuf_addf(out, "Event pattern is not valid. Reason: %s",
		    error->reason);
	if (error->aws_line)
		add_source(error, text, length, out);
	if (error->aws_line && error->aws_twice)
		add_source(error, text, length, out);
}
