/* SPDX-License-Identifier: MIT */
/*
 * Match expressions: one element of a field's list becomes one term.
 *
 * Each operator is a row of a table.  Refusals are AWS's own, in its words
 * (a cidr that is no string is told about a prefix, as on AWS) and in the order
 * in which AWS's reader would meet them.
 */
#include "pattern/plan.h"

#include <string.h>

struct maker {
	struct arena *arena;
	struct fault *fault;
};

/* The node itself is what is wrong. */
static bool
refuse(struct maker *m, const struct node *node, const char *reason)
{
	return fault_set(m->fault, node->start, node_seen(node),
			 node_seen(node), "%s", reason);
}

/* The container ended too early. */
static bool
refuse_end(struct maker *m, const struct node *node, const char *format,
	   const char *detail)
{
	return fault_set(m->fault, node->start, node->end, node->end, format,
			 detail);
}

static void
set_text(struct maker *m, struct term *term, enum term_kind kind,
	 const struct node *node)
{
	term->kind = kind;
	term->text = text_copy(m->arena, node->text, node->length);
	term->length = node->length;
}

static struct term *
term_new(struct maker *m, enum term_kind kind, const struct node *node)
{
	struct term *term = arena_alloc(m->arena, sizeof *term);

	set_text(m, term, kind, node);
	return term;
}

/* ------------------------------------------------------------ numbers */

/* Fills millionths, or refuses a number outside of what AWS compares. */
static bool
comparable(struct maker *m, const struct node *node, int64_t *millionths)
{
	struct number number = number_of_text(node->text);

	if (!number.comparable)
		return refuse(m, node, "Value must be between -5.0E9 and "
				       "5.0E9, inclusive");
	*millionths = number.millionths;
	return true;
}

static bool
is_text(const struct node *node, const char *text)
{
	return node->kind == NODE_STRING && !strcmp(node->text, text);
}

/* What AWS's reader calls the token it looks at; "]" behind the last one. */
static const char *
token(const struct node *node)
{
	return node ? node->text : "]";
}

static bool
refuse_operand(struct maker *m, const struct node *list,
	       const struct node *node, const char *format, const char *detail)
{
	if (!node)
		return refuse_end(m, list, format, detail);
	return fault_set(m->fault, node->start, node->end, node->end, format,
			 detail);
}

/* The number behind an operator, in millionths. */
static bool
bound(struct maker *m, const struct node *list, const struct node *node,
      const char *operator, int64_t *out)
{
	static const char reason[] = "Value of %s must be numeric";

	if (!node)
		return refuse_end(m, list, reason, operator);
	if (node->kind != NODE_NUMBER)
		return fault_set(m->fault, node->start, node_seen(node),
				 node_seen(node), reason, operator);
	return comparable(m, node, out);
}

/* "<", 5 behind ">=", 0: the second half of a range. */
static bool
upper_half(struct maker *m, const struct node *list, const struct node *node,
	   int64_t bottom, struct term *term)
{
	int64_t top;

	if (node->kind != NODE_STRING)
		return refuse_operand(m, list, node,
				      "Bad value in numeric range: %s",
				      token(node));
	bool open = is_text(node, "<");
	if (!open && !is_text(node, "<="))
		return refuse_operand(m, list, node,
				      "Bad numeric range operator: %s",
				      node->text);
	if (!bound(m, list, node->next, node->text, &top))
		return false;
	if (node->next->next)
		return refuse(m, node->next->next,
			      "Too many terms in numeric range expression");
	if (bottom >= top)
		return refuse_end(m, list, "%s",
				  "Bottom must be less than top");
	term->high = open ? top - 1 : top;
	return true;
}

static bool
make_numeric(struct maker *m, const struct node *list, struct term *term)
{
	if (list->kind != NODE_ARRAY)
		return refuse(m, list, "Value of numeric must be an array.");
	const struct node *first = list->child;
	if (!first || first->kind != NODE_STRING)
		return refuse_operand(m, list, first,
				      "Invalid member in numeric match: %s",
				      token(first));
	bool equal = is_text(first, "=");
	bool above = is_text(first, ">") || is_text(first, ">=");
	bool below = is_text(first, "<") || is_text(first, "<=");
	if (!equal && !above && !below)
		return refuse_operand(m, list, first,
				      "Unrecognized numeric range operator: %s",
				      first->text);
	int64_t value;
	const struct node *number = first->next;
	if (!bound(m, list, number, equal ? "equals" : first->text, &value))
		return false;
	term->kind = TERM_RANGE;
	term->low = below ? INT64_MIN : value + is_text(first, ">");
	term->high = above ? INT64_MAX : value - is_text(first, "<");
	if (!number->next)
		return true;
	if (!above)
		return refuse(m, number->next,
			      "Too many elements in numeric expression");
	return upper_half(m, list, number->next, value, term);
}

/* ------------------------------------------------------------ strings */

/* The text of an operator that takes only a string. */
static bool
make_text(struct maker *m, const struct node *operand, struct term *term,
	  enum term_kind kind, const char *reason)
{
	if (operand->kind != NODE_STRING)
		return refuse(m, operand, reason);
	set_text(m, term, kind, operand);
	return true;
}

static bool
make_exactly(struct maker *m, const struct node *operand, struct term *term)
{
	return make_text(m, operand, term, TERM_STRING,
			 "exact match pattern must be a string");
}

static bool
make_equals_ignore_case(struct maker *m, const struct node *operand,
			struct term *term)
{
	return make_text(m, operand, term, TERM_EQUALS_IGNORE_CASE,
			 "equals-ignore-case match pattern must be a string");
}

/* {"equals-ignore-case": "..."} inside prefix or suffix. */
static bool
make_inner_ignore_case(struct maker *m, const struct node *operand,
		       struct term *term, enum term_kind kind,
		       const char *missing, const char *unsupported)
{
	const struct node *inner = operand->child;

	if (!inner)
		return refuse_end(m, operand, "%s", missing);
	if (strcmp(inner->name, "equals-ignore-case"))
		return fault_set(m->fault, inner->name_start, node_seen(inner),
				 node_seen(inner), unsupported, inner->name);
	if (!make_text(m, inner, term, kind,
		       "equals-ignore-case match pattern must be a string"))
		return false;
	if (inner->next)
		return refuse(m, inner->next,
			      "Only one key allowed in match expression");
	return true;
}

static bool
make_prefix(struct maker *m, const struct node *operand, struct term *term)
{
	if (operand->kind == NODE_OBJECT)
		return make_inner_ignore_case(
		    m, operand, term, TERM_PREFIX_IGNORE_CASE,
		    "Prefix expression name not found",
		    "Unsupported prefix pattern: %s");
	return make_text(m, operand, term, TERM_PREFIX,
			 "prefix match pattern must be a string");
}

static bool
make_suffix(struct maker *m, const struct node *operand, struct term *term)
{
	if (operand->kind == NODE_OBJECT)
		return make_inner_ignore_case(
		    m, operand, term, TERM_SUFFIX_IGNORE_CASE,
		    "Suffix expression name not found",
		    "Unsupported suffix pattern: %s");
	return make_text(m, operand, term, TERM_SUFFIX,
			 "suffix match pattern must be a string");
}

static bool
make_wildcard(struct maker *m, const struct node *operand, struct term *term)
{
	if (!make_text(m, operand, term, TERM_WILDCARD,
		       "wildcard match pattern must be a string"))
		return false;
	term->wildcard = wildcard_compile(m->arena, term->text, term->length,
					  m->fault, operand->start,
					  operand->end);
	return term->wildcard != NULL;
}

static bool
make_cidr(struct maker *m, const struct node *operand, struct term *term)
{
	if (!make_text(m, operand, term, TERM_ADDRESS,
		       "prefix match pattern must be a string"))
		return false;
	const char *reason = address_block(term->text, term->length,
					   &term->first, &term->last);
	if (!reason)
		return true;
	const char *slash = memchr(term->text, '/', term->length);
	const char *address = text_copy(
	    m->arena, term->text, slash ? (size_t)(slash - term->text) : 0);
	/* AWS names no place here. */
	return fault_set(m->fault, operand->start, NO_PLACE, operand->end,
			 reason, address);
}

static bool
make_exists(struct maker *m, const struct node *operand, struct term *term)
{
	if (operand->kind != NODE_TRUE && operand->kind != NODE_FALSE)
		return refuse(m, operand, "exists match pattern must be either "
					  "true or false.");
	term->kind = operand->kind == NODE_TRUE ? TERM_EXISTS : TERM_ABSENT;
	return true;
}

/* ------------------------------------------------------------ anything-but */

static const struct inner {
	const char *name;
	enum term_kind kind;
	const char *no_string;
} inners[] = {
	{ "prefix", TERM_PREFIX,
	  "prefix/suffix match pattern must be a string" },
	{ "suffix", TERM_SUFFIX,
	  "prefix/suffix match pattern must be a string" },
	{ "equals-ignore-case", TERM_EQUALS_IGNORE_CASE,
	  "Inside anything-but/equals-ignore-case list, "
	  "number|start|null|boolean is not supported." },
	{ "wildcard", TERM_WILDCARD,
	  "wildcard match pattern must be a string" },
};

/* A string or a number; one of them, or an element of a list. */
static bool
add_value(struct maker *m, const struct node *node, struct term *term)
{
	if (node->kind != NODE_STRING && node->kind != NODE_NUMBER)
		return refuse(m, node, "Inside anything but list, "
				       "start|null|boolean is not supported.");
	struct term *but = term_new(m, TERM_STRING, node);
	if (node->kind == NODE_NUMBER) {
		but->kind = TERM_NUMBER;
		but->number = number_of_text(node->text);
		if (!comparable(m, node, &but->number.millionths))
			return false;
	}
	but->next = term->but;
	term->but = but;
	return true;
}

static bool
add_inner(struct maker *m, const struct node *node, const struct inner *inner,
	  struct term *term)
{
	struct term *but = arena_alloc(m->arena, sizeof *but);

	if (inner->kind == TERM_WILDCARD) {
		if (!make_wildcard(m, node, but))
			return false;
	} else if (!make_text(m, node, but, inner->kind, inner->no_string)) {
		return false;
	}
	if (but->length == 0 &&
	    (inner->kind == TERM_PREFIX || inner->kind == TERM_SUFFIX))
		return fault_set(m->fault, node->start, node->end, node->end,
				 "Null prefix/suffix not allowed");
	but->next = term->but;
	term->but = but;
	return true;
}

/* AWS catches what is wrong with an element's type and says it again, so that
   the place stands there twice. */
static bool
twice(struct maker *m, const struct node *element)
{
	if (m->fault->set && m->fault->place == element->start)
		m->fault->twice = true;
	return false;
}

static bool
is_anything_but_value(const struct node *node)
{
	return node->kind == NODE_ARRAY || node->kind == NODE_STRING ||
	       node->kind == NODE_NUMBER;
}

#define ANYTHING_BUT_VALUE \
	"Value of anything-but must be an array or single string/number value."

static bool
make_anything_but_inner(struct maker *m, const struct node *operand,
			struct term *term)
{
	const struct node *node = operand->child;
	const struct inner *inner = NULL;

	if (!node)
		return refuse_end(m, operand, "%s",
				  "Anything-But expression name not found");
	for (size_t i = 0; i < sizeof inners / sizeof inners[0]; i++)
		if (!strcmp(inners[i].name, node->name))
			inner = &inners[i];
	if (!inner)
		return fault_set(m->fault, node->name_start, node_seen(node),
				 node_seen(node),
				 "Unsupported anything-but pattern: %s",
				 node->name);
	if (!is_anything_but_value(node))
		return refuse(m, node, ANYTHING_BUT_VALUE);
	if (node->kind == NODE_ARRAY && !node->child)
		return refuse_end(m, node, "%s", "Empty arrays are not allowed");
	bool list = node->kind == NODE_ARRAY;
	for (const struct node *e = list ? node->child : node; e;
	     e = list ? e->next : NULL)
		if (!add_inner(m, e, inner, term))
			return list && e->kind != NODE_STRING && twice(m, e);
	if (node->next)
		return refuse(m, node->next,
			      "Too many elements in numeric expression");
	return true;
}

static bool
make_anything_but(struct maker *m, const struct node *operand,
		  struct term *term)
{
	bool string = false, number = false;

	term->kind = TERM_ANYTHING_BUT;
	if (operand->kind == NODE_OBJECT)
		return make_anything_but_inner(m, operand, term);
	if (!is_anything_but_value(operand))
		return refuse(m, operand, ANYTHING_BUT_VALUE);
	if (operand->kind != NODE_ARRAY)
		return add_value(m, operand, term);
	for (const struct node *e = operand->child; e; e = e->next) {
		if (!add_value(m, e, term))
			return e->kind != NODE_STRING &&
			       e->kind != NODE_NUMBER && twice(m, e);
		string |= e->kind == NODE_STRING;
		number |= e->kind == NODE_NUMBER;
	}
	if (string == number)
		return refuse_end(m, operand, "%s",
				  "Inside anything but list, either all values "
				  "are number or string, mixed type is not "
				  "supported");
	return true;
}

/* ------------------------------------------------------------ the table */

static const struct {
	const char *name;
	bool (*make)(struct maker *m, const struct node *operand,
		     struct term *term);
	const char *more; /* said of a second key */
} operators[] = {
	{ "exactly", make_exactly, "Only one key allowed in match expression" },
	{ "prefix", make_prefix, "Only one key allowed in match expression" },
	{ "suffix", make_suffix, "Only one key allowed in match expression" },
	{ "equals-ignore-case", make_equals_ignore_case,
	  "Only one key allowed in match expression" },
	{ "wildcard", make_wildcard,
	  "Only one key allowed in match expression" },
	{ "numeric", make_numeric, "Too many elements in numeric expression" },
	{ "anything-but", make_anything_but,
	  "Too many elements in numeric expression" },
	{ "exists", make_exists, "Only one key allowed in match expression" },
	{ "cidr", make_cidr, "Only one key allowed in match expression" },
};

static struct term *
expression_compile(struct maker *m, const struct node *node)
{
	const struct node *operand = node->child;

	if (!operand) {
		refuse_end(m, node, "%s", "Match expression name not found");
		return NULL;
	}
	for (size_t i = 0; i < sizeof operators / sizeof operators[0]; i++) {
		if (strcmp(operators[i].name, operand->name))
			continue;
		struct term *term = arena_alloc(m->arena, sizeof *term);
		if (!operators[i].make(m, operand, term))
			return NULL;
		if (operand->next) {
			fault_set(m->fault, operand->next->name_start,
				  node_seen(operand->next),
				  node_seen(operand->next), "%s",
				  operators[i].more);
			return NULL;
		}
		return term;
	}
	fault_set(m->fault, operand->name_start, node_seen(operand),
		  node_seen(operand), "Unrecognized match type %s",
		  operand->name);
	return NULL;
}

struct term *
term_compile(struct arena *arena, const struct node *node, struct fault *fault)
{
	struct maker m = { arena, fault };
	struct term *term;

	switch (node->kind) {
	case NODE_OBJECT:
		return expression_compile(&m, node);
	case NODE_STRING:
		/* As on AWS an address also matches its other spellings. */
		term = term_new(&m, TERM_STRING, node);
		if (address_parse(term->text, term->length, &term->first) ==
		    ADDRESS_GOOD) {
			term->kind = TERM_ADDRESS;
			term->last = term->first;
		}
		return term;
	case NODE_NUMBER:
		term = term_new(&m, TERM_NUMBER, node);
		term->number = number_of_text(node->text);
		return term;
	case NODE_TRUE:
		return term_new(&m, TERM_TRUE, node);
	case NODE_FALSE:
		return term_new(&m, TERM_FALSE, node);
	case NODE_NULL:
		return term_new(&m, TERM_NULL, node);
	case NODE_ARRAY:
		break;
	}
	refuse(&m, node,
	       "Match value must be String, number, true, false, or null");
	return NULL;
}
