/* SPDX-License-Identifier: MIT */
/*
 * The plan: what the clauses of one pattern, or of many, ask of an event, place
 * by place, so that an event is walked once for all of them.
 *
 * A clause is a bit.  Each place knows which clauses ask for it, and which
 * of them each value satisfies; the walk combines sets of bits, 64 clauses a
 * word, so that many combinations of $or, or many rules, cost little more than
 * one.  Plain strings, numbers, prefixes and suffixes are looked up in a table,
 * whatever their number; only other terms are asked one by one.
 */
#ifndef PATTERN_PLAN_H
#define PATTERN_PLAN_H

#include "pattern/node.h"

#include <string.h>

/* A set of clauses: none below word `low` or from word `high` on. */
struct bits {
	size_t low, high;
	uint64_t *words; /* the first is word `low` */
	size_t allocated;
};

/* One scalar of an event, read as far as somebody asked. */
struct scalar {
	enum node_kind kind; /* neither NODE_OBJECT nor NODE_ARRAY */
	const char *text;    /* of a string */
	size_t length;
	struct number number;
	enum address_form form; /* of a string, once it was asked for */
	bool form_known;
	struct address address;
};

enum exact_kind {
	EXACT_STRING,
	EXACT_NUMBER, /* the text is number_key()'s */
	EXACT_PREFIX,
	EXACT_SUFFIX,
	EXACT_KINDS,
};

/* A plain string or number, a beginning or an end, and whom it satisfies. */
struct exact {
	enum exact_kind kind;
	const char *text;
	size_t length;
	uint64_t hash;
	struct bits who;
	struct exact *next; /* in its slot of the table */
};

/* Any other term. */
struct other {
	const struct term *term;
	struct bits who;
};

struct place {
	const char *step; /* its key in the object above */
	size_t length;
	const char *path; /* from the root, with dots */
	size_t below;	  /* where in a path the steps below begin */
	size_t index;	  /* among the plan's places */
	struct place **children; /* shorter keys first, then by bytes */
	size_t count, allocated;
	uint64_t lengths; /* bit n: a child's key has n bytes, 63 or more */
	struct place **must; /* children that some clause cannot do without */
	size_t must_count;
	struct place **deeper; /* children that have children */
	size_t deeper_count;

	struct bits any;      /* who asks here or below */
	struct bits asked;    /* who asks for the place itself */
	struct bits optional; /* and takes its absence for an answer */
	struct bits needed;   /* who needs something here or below */
	struct bits required; /* who needs something below */

	struct bits present; /* whom any value satisfies */
	struct bits truth, falsehood, null;
	struct exact **table;
	size_t table_size, exact_count;
	struct {
		size_t *items; /* the lengths there are, ascending */
		size_t count, allocated;
	} sizes[EXACT_KINDS];
	struct other *others;
	size_t other_count, other_allocated;
};

struct plan {
	struct arena *arena;
	struct place *root;
	size_t places, clauses;
};

void plan_init(struct plan *plan, struct arena *arena);
/* One more clause, all of whose fields must hold; its bit is the number of those
   before it.  Of fields with the same path only the last counts: the others
   are taken out of the array. */
void plan_add(struct plan *plan, struct field **fields, size_t *count);
/* After the last clause, before the first event. */
void plan_finish(struct plan *plan);

/* The child with this key, or NULL. */
struct place *place_child(const struct place *place, const char *key,
			  size_t length);
/* Whether a key has a dot and may lead to something that is asked for. */
static inline bool
place_wants_dotted(const struct place *place, const char *key, size_t length)
{
	for (size_t i = 0; i < place->deeper_count; i++) {
		const struct place *child = place->deeper[i];
		if (length > child->length && key[child->length] == '.' &&
		    !memcmp(key, child->step, child->length))
			return true;
	}
	return false;
}

/* A number as a text that equal numbers share. */
enum { NUMBER_KEY = 9 };
void number_key(const struct number *number, char key[NUMBER_KEY]);
/* Behind a number stands something that cannot be part of one. */
struct number number_of_text(const char *text);

/* The table's entry for such a text, or NULL. */
const struct exact *place_exact(const struct place *place,
				enum exact_kind kind, const char *text,
				size_t length);

/*
 * Matching.  The room is where verdicts are kept while an event is walked;
 * `words` is how many a clause set of the plan may take.
 */
struct room {
	uint64_t *next, *end;
	size_t steps; /* words combined and terms asked: what it cost */
	bool bad;     /* the event is deeper than JSON may be here */
};
enum { ROOM_LEVELS = 128, ROOM_SETS = 4 };

/* The words of a room for so many clauses. */
static inline size_t
room_words(size_t clauses)
{
	return (clauses + 63) / 64 * ROOM_LEVELS * ROOM_SETS;
}

/* match.c: who is not satisfied by the event, a bit each, in `no`, which has
   a word for each 64 clauses.  False if it is no object or too deep. */
bool plan_match(const struct plan *plan, struct json_object *event,
		struct room *room, uint64_t *no);
/* Whether one of a pattern's clauses is satisfied; what it cost in *steps. */
bool plan_holds(const struct plan *plan, struct json_object *event);
bool plan_holds_in(const struct plan *plan, struct json_object *event,
		   size_t *steps);

#endif
