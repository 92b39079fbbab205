/* SPDX-License-Identifier: MIT */
/*
 * Inside the pattern room: text -> nodes -> fields -> places.
 *
 * parse.c reads the pattern's JSON into nodes that know their place; term.c
 * turns one match expression into a term; compile.c gathers fields into
 * clauses ($or multiplies them); plan.c makes of all clauses one tree of places,
 * one per step of a path; match.c walks places and event side by side, text.c
 * the same over an event's JSON text.
 *
 * Nodes live in an arena that dies with the compilation.  All else lives in the
 * pattern's own arena and does not change once it is compiled.
 */
#ifndef PATTERN_NODE_H
#define PATTERN_NODE_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct json_object;
struct plan;

enum {
	PATTERN_TEXT_MAX = 64 * 1024,
	PATTERN_DEPTH_MAX = 64,      /* of the JSON, and steps of a path */
	PATTERN_CLAUSES_MAX = 1000,  /* $or combinations, AWS's number */
	PATTERN_COST_MAX = 100000,   /* of the fields over all clauses */
	PATTERN_COMPLEXITY_MAX = 10, /* of one field's wildcards, AWS's number */
};

#define NO_PLACE SIZE_MAX

/* The first thing that is wrong.  Offsets in bytes. */
struct fault {
	bool set;
	size_t place; /* where it begins, for people */
	size_t aws;   /* the place AWS names, NO_PLACE if none */
	size_t read;  /* how far one must have read to see it */
	bool twice;   /* AWS names the place twice */
	char reason[256];
};

/* Keeps the fault that is seen first; always returns false. */
bool fault_set(struct fault *fault, size_t place, size_t aws, size_t read,
	       const char *format, ...) __attribute__((format(printf, 5, 6)));

/* ------------------------------------------------------------ parse.c */

enum node_kind {
	NODE_OBJECT,
	NODE_ARRAY,
	NODE_STRING,
	NODE_NUMBER,
	NODE_TRUE,
	NODE_FALSE,
	NODE_NULL,
};

struct node {
	enum node_kind kind;
	size_t start;
	size_t end;	    /* behind it; NO_PLACE if the text ends before */
	const char *text;   /* decoded string; as written for the rest */
	size_t length;
	const char *name;   /* of a member; NULL in an array */
	size_t name_start;
	struct node *child; /* members or elements, in their order */
	struct node *next;
	size_t count;
};

/* What could be read, or NULL.  With *fault set it breaks off in the middle. */
struct node *node_parse(const char *text, size_t length, struct arena *arena,
			struct fault *fault);
int hex_digit(char c); /* 0..15, -1 if it is none */
/* A terminated copy that keeps NUL bytes. */
char *text_copy(struct arena *arena, const char *text, size_t length);
/* How far AWS's reader has come when it looks at this node. */
size_t node_seen(const struct node *node);

/* ------------------------------------------------------------ terms */

struct number {
	double value;
	int64_t integer;
	bool is_integer;
	bool comparable; /* -5e9..5e9: compared by millionths, as AWS does */
	int64_t millionths;
};
struct number number_of_double(double value);
struct number number_of_integer(int64_t value);
bool number_equal(const struct number *a, const struct number *b);

struct address {
	int length; /* 4 or 16 bytes */
	unsigned char bytes[16];
};
enum address_form { ADDRESS_GOOD, ADDRESS_INVALID, ADDRESS_NONE };
enum address_form address_parse(const char *text, size_t length,
				struct address *out);
/* All addresses of a block; NULL, or AWS's reason against `text` (which
   holds a %s for the address where there is one). */
const char *address_block(const char *text, size_t length, struct address *low,
			  struct address *high);
bool address_between(const struct address *address, const struct address *low,
		     const struct address *high);

struct piece {
	const char *text;
	size_t length;
	size_t *fallback; /* longest border of each prefix (Knuth et al.) */
};
struct wildcard {
	struct piece *pieces; /* what stands between the stars */
	size_t count;
};
/* NULL with *fault, which begins at `place` and is seen at `read`. */
struct wildcard *wildcard_compile(struct arena *arena, const char *text,
				  size_t length, struct fault *fault,
				  size_t place, size_t read);
bool wildcard_match(const struct wildcard *wildcard, const char *text,
		    size_t length);

enum term_kind {
	TERM_STRING,
	TERM_NUMBER,
	TERM_TRUE,
	TERM_FALSE,
	TERM_NULL,
	TERM_PREFIX,
	TERM_SUFFIX,
	TERM_EQUALS_IGNORE_CASE,
	TERM_PREFIX_IGNORE_CASE,
	TERM_SUFFIX_IGNORE_CASE,
	TERM_WILDCARD,
	TERM_RANGE,
	TERM_ADDRESS,
	TERM_EXISTS,
	TERM_ABSENT,
	TERM_ANYTHING_BUT,
};

struct term {
	enum term_kind kind;
	struct term *next; /* any of them will do */
	const char *text;
	size_t length;
	struct number number;	    /* TERM_NUMBER */
	int64_t low, high;	    /* TERM_RANGE: millionths, both inclusive */
	struct address first, last; /* TERM_ADDRESS */
	struct wildcard *wildcard;
	struct term *but;	    /* TERM_ANYTHING_BUT: none of these */
};

/* term.c: one element of a field's list; NULL with *fault. */
struct term *term_compile(struct arena *arena, const struct node *node,
			  struct fault *fault);
/* wildcard.c: false if AWS would call these terms too complex. */
bool wildcard_affordable(const struct term *terms);
/* value.c */
struct scalar;
bool term_match(const struct term *term, struct scalar *value);
bool term_same(const struct term *a, const struct term *b);

/* ------------------------------------------------------------ pattern */

struct field {
	const char *path;   /* "detail.eventName" */
	struct term *terms; /* any of them will do */
	bool absent_will_do; /* exists: false is among them */
	bool only_absent;    /* and nothing else is */
	const char *wanted; /* its list, as JSON */
	size_t cost;	    /* what its places weigh, about */
	size_t index;	    /* among the pattern's fields */
};

struct clause {
	struct field **fields; /* in their order; all must hold */
	size_t count;
};

struct pattern {
	struct arena arena;
	struct clause *clauses; /* one of them must hold */
	size_t count;
	size_t field_count;
	struct plan *plan; /* a bit for each clause */
};

#endif
