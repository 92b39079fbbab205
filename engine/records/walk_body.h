/* SPDX-License-Identifier: MIT */
/*
 * Walking a text, for one kind of machine: included by walk_*.c, each of which
 * has included the tokens for it (base/walk_tokens.h).
 */
#include <string.h>

/* Whether a longer key goes on as the child's does. */
WALK_TARGET static inline bool
walk_key_tail(const struct field *child, const char *key, size_t length)
{
	uint64_t tail;

	memcpy(&tail, key + length - sizeof tail, sizeof tail);
	return tail == child->tail &&
	       (length <= 2 * sizeof tail ||
		memcmp(child->key, key, length) == 0);
}

WALK_TARGET static inline const struct field *
walk_child(const struct field *field, const struct walk_member *member)
{
	const char *key = member->key.text;
	size_t length = member->key.length;
	uint64_t head = field_head(key, length); /* perhaps of padding */
	uint32_t i = field->chains[field_chain(head, length)];

	if (member->escaped)
		return field_child_escaped(field, key, length);
	for (; i != 0; i = field->children[i - 1].next) {
		const struct field *child = &field->children[i - 1];

		if (child->length == length && child->head == head &&
		    (length <= sizeof head ||
		     walk_key_tail(child, key, length)))
			return child;
	}
	return NULL;
}

WALK_TARGET static const char *walk_object(struct scan *scan,
					   const struct field *field,
					   const char *p, const char *end,
					   struct span *spans);

/* The value of a member that is asked for, or below which one is. */
WALK_TARGET static const char *
walk_field(struct scan *scan, const struct field *field, const char *p,
	   const char *end, struct span *spans)
{
	const char *start = p;

	if (field->count > 0)
		field_forget(field, spans);
	if (*p == '{' && field->count > 0)
		p = walk_object(scan, field, p, end, spans);
	else
		p = walk_value(p, end);
	if (p != NULL && field->slot >= 0)
		spans[field->slot] = (struct span){ start, (size_t)(p - start) };
	return p;
}

/* The same where it is known to be a string, and where that ends. */
WALK_TARGET static inline void
walk_string_field(const struct field *field, const char *p, const char *stop,
		  struct span *spans)
{
	if (field->count > 0)
		field_forget(field, spans);
	if (field->slot >= 0)
		spans[field->slot] = (struct span){ p, (size_t)(stop - p) };
}

/* Deep only as far as the fields' paths are. */
WALK_TARGET static const char *
walk_object(struct scan *scan, const struct field *field, const char *p,
	    const char *end, struct span *spans)
{
	bool last = false;

	p = walk_blank(p + 1);
	if (*p == '}')
		return p + 1;
	while (p != NULL && !last) {
		struct walk_member member;
		const struct field *child;

		p = walk_member(p, end, &member);
		if (p == NULL)
			return NULL;
		child = walk_child(field, &member);
		if (member.stop == NULL) {
			p = child != NULL ? walk_field(scan, child, p, end,
						       spans)
					  : walk_value(p, end);
		} else {
			if (child != NULL)
				walk_string_field(child, p, member.stop,
						  spans);
			p = member.stop;
		}
		if (p != NULL)
			p = walk_separator(p, '}', &last);
	}
	return p;
}

/* A record that is a string, as lookup-events prints it, in place of the last
   one's spans. */
WALK_TARGET static bool
walk_event(struct scan *scan, struct span string, struct span *spans)
{
	const char *end, *stop;
	const char *text = scan_decode(scan, string, &end);

	if (text == NULL)
		return false;
	text = walk_blank(text);
	if (*text != '{')
		return false;
	field_forget(&scan->fields->root, spans);
	stop = walk_object(scan, &scan->fields->root, text, end, spans);
	if (stop == NULL || walk_blank(stop) != end)
		return false;
	spans[SLOT_WHOLE] = (struct span){ text, (size_t)(stop - text) };
	return true;
}

WALK_TARGET static const char *
walk_record(struct scan *scan, const char *p, const char *end)
{
	struct span *spans = scan_push(scan);
	const char *start = p;
	struct span string;

	if (*p == '{')
		p = walk_object(scan, &scan->fields->root, p, end, spans);
	else
		p = *p == '"' ? walk_value(p, end) : NULL;
	if (p == NULL)
		return NULL;
	spans[SLOT_WHOLE] = (struct span){ start, (size_t)(p - start) };
	string = *start == '"' ? spans[SLOT_WHOLE] : spans[SLOT_EVENT];
	if (string.length > 0 && *string.text == '"' &&
	    !walk_event(scan, string, spans))
		return NULL;
	scan_weigh(scan);
	return p;
}

/* An array of records takes the place of what was found before. */
WALK_TARGET static const char *
walk_records(struct scan *scan, const char *p, const char *end)
{
	bool last = false;

	scan->count = 0;
	p = walk_blank(p + 1);
	if (*p == ']')
		return p + 1;
	while (p != NULL && !last) {
		scan->broken = (size_t)(p - scan->bytes);
		p = walk_record(scan, p, end);
		if (p != NULL)
			p = walk_separator(p, ']', &last);
	}
	return p;
}

enum walk_name { NAME_OTHER, NAME_LOG, NAME_DIGEST };

/* Whether this key of the whole text says what the text is. */
WALK_TARGET static inline enum walk_name
walk_name(struct span key)
{
	if (key.length == 7 && memcmp(key.text, "Records", 7) == 0)
		return NAME_LOG;
	if (key.length == 6 && memcmp(key.text, "Events", 6) == 0)
		return NAME_LOG;
	if (key.length == 14 && memcmp(key.text, "digestS3Object", 14) == 0)
		return NAME_DIGEST;
	return NAME_OTHER;
}

/* An object by itself: a log file, one record, or something else. */
WALK_TARGET static const char *
walk_alone(struct scan *scan, const char *p, struct scan_unit *unit)
{
	const struct field *root = &scan->fields->root;
	const char *end = scan->end, *start = p;
	struct span *spans = scan_push(scan);
	bool last = false;

	p = walk_blank(p + 1);
	if (*p == '}')
		return p + 1;
	while (p != NULL && !last) {
		const struct field *child = NULL;
		struct walk_member member;
		enum walk_name name;

		scan->broken = (size_t)(p - scan->bytes);
		p = walk_key(p, end, &member);
		if (p == NULL)
			return NULL;
		name = walk_name(member.escaped ? scan_key(scan, member.key)
						: member.key);
		unit->digest = unit->digest || name == NAME_DIGEST;
		if (name == NAME_LOG && *p == '[') {
			unit->log = true;
			p = walk_records(scan, p, end);
		} else {
			/* of a log file, the rest is nobody's field */
			if (unit->log && name == NAME_LOG)
				scan->count = 0;
			else if (!unit->log)
				child = walk_child(root, &member);
			p = child != NULL ? walk_field(scan, child, p, end,
						       spans)
					  : walk_value(p, end);
		}
		if (p != NULL)
			p = walk_separator(p, '}', &last);
	}
	if (p == NULL || unit->log)
		return p;
	spans[SLOT_WHOLE] = (struct span){ start, (size_t)(p - start) };
	if (spans[SLOT_EVENT].length > 0 && *spans[SLOT_EVENT].text == '"' &&
	    !walk_event(scan, spans[SLOT_EVENT], spans))
		return NULL;
	scan_weigh(scan);
	return p;
}

WALK_TARGET static const char *
walk_text(struct scan *scan, struct scan_unit *unit)
{
	const char *p = scan->next;

	if (*p == '{')
		return walk_alone(scan, p, unit);
	if (*p == '[') {
		unit->log = true;
		return walk_records(scan, p, scan->end);
	}
	return *p == '"' ? walk_record(scan, p, scan->end) : NULL;
}
