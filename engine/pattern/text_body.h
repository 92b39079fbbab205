/* SPDX-License-Identifier: MIT */
/*
 * Matching an event as it is written, for one kind of machine: included by
 * text_*.c, which have included the tokens for it (base/walk_tokens.h).
 *
 * An object is stepped through once: of the members that are asked for it is
 * noted where they are, and objects among them are stepped through at once; all
 * else is skipped.  Only then are values looked at, so that the last of
 * duplicate keys is the one that counts.  No tree is built.
 */
#include "pattern/text.h"

#include "base/strbuf.h"

#define MATCH_TARGET WALK_TARGET

struct value {
	const char *text, *end;
	bool walked; /* an object whose members have been noted */
};

struct elements {
	const char *next;
	bool last;
};

WALK_TARGET static inline enum node_kind
value_kind(struct value value)
{
	switch (*value.text) {
	case '{':
		return NODE_OBJECT;
	case '[':
		return NODE_ARRAY;
	case '"':
		return NODE_STRING;
	case 't':
		return NODE_TRUE;
	case 'f':
		return NODE_FALSE;
	case 'n':
		return NODE_NULL;
	default:
		return NODE_NUMBER;
	}
}

WALK_TARGET static inline bool
value_read(struct match *m, struct value value, struct scalar *out)
{
	size_t length = (size_t)(value.end - value.text);

	out->kind = value_kind(value);
	out->form_known = false;
	if (out->kind == NODE_NUMBER) {
		out->number = number_of_text(value.text);
	} else if (out->kind == NODE_STRING) {
		out->text = value.text + 1;
		out->length = length - 2;
		if (!memchr(out->text, '\\', out->length))
			return true;
		strbuf_reset(m->scratch);
		if (!span_text((struct span){ value.text, length },
			       m->scratch)) {
			m->room.bad = true;
			return false;
		}
		out->text = m->scratch->buf;
		out->length = m->scratch->len;
	}
	return true;
}

WALK_TARGET static inline void
elements_begin(struct match *m, struct elements *way, struct value array)
{
	way->next = walk_blank(array.text + 1);
	way->last = *way->next == ']';
	(void)m;
}

WALK_TARGET static inline bool
elements_next(struct match *m, struct elements *way, struct value *out)
{
	const char *p = way->next;

	if (way->last || m->room.bad)
		return false;
	out->text = p;
	out->walked = false;
	p = walk_value(p, m->end);
	out->end = p;
	if (p)
		p = walk_separator(p, ']', &way->last);
	way->next = p;
	m->room.bad = !p || p > m->end;
	return !m->room.bad;
}

#include "pattern/match_body.h"

WALK_TARGET static inline const struct place *
find_child(const struct place *place, struct span key)
{
	if (key.length < 63 && !(place->lengths >> key.length & 1))
		return NULL;
	if (place->count > 8)
		return place_child(place, key.text, key.length);
	for (size_t i = 0; i < place->count; i++) {
		const struct place *child = place->children[i];
		if (child->length == key.length &&
		    !memcmp(child->step, key.text, key.length))
			return child;
	}
	return NULL;
}

/* The key as it is meant.  json-c's keys end at a NUL. */
WALK_TARGET static struct span
plain_key(struct match *m, struct span key)
{
	strbuf_reset(m->scratch);
	if (!span_text((struct span){ key.text - 1, key.length + 2 },
		       m->scratch))
		m->room.bad = true;
	return (struct span){ m->scratch->buf, strlen(m->scratch->buf) };
}

/* The child that a key means; notes whether dots may lead to another. */
WALK_TARGET static inline const struct place *
child_of(struct match *m, const struct place *place, struct span key)
{
	if (place->deeper_count &&
	    place_wants_dotted(place, key.text, key.length))
		m->dotted = true;
	return find_child(place, key);
}

/* Notes that the child is there, as a member of the object stepped through. */
WALK_TARGET static inline struct slot *
note(struct match *m, const struct place *place, const struct place *child,
     const char *text)
{
	struct slot *above = &m->slots[place->index];
	struct slot *slot = &m->slots[child->index];

	if (slot->stamp != above->own) {
		slot->stamp = above->own;
		slot->next = above->first;
		above->first = child;
	}
	slot->text = text;
	return slot;
}

/* An object at the place, from its bracket; behind it, or NULL. */
WALK_TARGET static const char *
walk_members(struct match *m, const struct place *place, const char *p)
{
	struct slot *own = &m->slots[place->index];
	bool last = false;

	own->own = ++m->stamp;
	own->first = NULL;
	p = walk_blank(p + 1);
	if (*p == '}')
		return p + 1;
	while (p && p < m->end && !last) {
		struct walk_member member;
		const struct place *child;
		struct slot *slot;

		p = walk_member(p, m->end, &member);
		if (!p)
			return NULL;
		child = child_of(m, place,
				 member.escaped ? plain_key(m, member.key)
						: member.key);
		slot = child ? note(m, place, child, p) : NULL;
		if (member.stop)
			p = member.stop;
		else if (slot && *p == '{' && child->count)
			p = walk_members(m, child, p);
		else
			p = walk_value(p, m->end);
		if (slot)
			slot->end = p;
		if (p)
			p = walk_separator(p, '}', &last);
	}
	return last ? p : NULL;
}

WALK_TARGET static void
match_object(struct match *m, const struct place *place, struct value value,
	     const struct verdict *out)
{
	const struct slot *own = &m->slots[place->index];

	if (place->count == 0)
		return;
	if (!value.walked && !walk_members(m, place, value.text)) {
		m->room.bad = true;
		return;
	}
	for (size_t i = 0; i < place->must_count; i++) {
		const struct place *child = place->must[i];
		m->room.steps++;
		if (m->slots[child->index].stamp == own->own)
			continue;
		add_bits(m, place, out->no, &child->needed);
		if (nobody_left(place, out))
			return;
	}
	for (const struct place *child = own->first; child;
	     child = m->slots[child->index].next) {
		const struct slot *slot = &m->slots[child->index];
		m->room.steps++;
		match_member(m, place, child,
			     (struct value){ slot->text, slot->end, true },
			     out);
		if (m->room.bad)
			return;
	}
}

WALK_TARGET static inline bool
match_text(struct match *m, const struct plan *plan, const char *text,
	   uint64_t *no)
{
	struct verdict out;
	const char *p = walk_blank(text);

	m->room.bad = m->dotted = false;
	if (*p != '{')
		return false;
	text = p;
	p = walk_members(m, plan->root, p);
	if (!p || walk_blank(p) < m->end || p > m->end ||
	    !take_verdict(m, plan->root, &out))
		return false;
	match_object(m, plan->root, (struct value){ text, p, true }, &out);
	memcpy(no, out.no, span_of(plan->root) * sizeof *no);
	return !m->room.bad;
}
