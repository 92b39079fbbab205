/* SPDX-License-Identifier: MIT */
/*
 * Forms: what a mapping of a content file may hold, as a table, and the one
 * function that reads by it into a struct.
 *
 *	static const struct form_key pack_keys[] = {
 *		FORM_NEEDED("id", FORM_ID, offsetof(struct pack, id)),
 *		FORM_MAY("title", FORM_TEXT, offsetof(struct pack, title)),
 *		{ 0 },
 *	};
 *	static const struct form_shape pack_shape = {
 *		.what = N_("the pack"), .keys = { pack_keys },
 *	};
 *	form_init(&form, &pack->arena, &tree, "pack");
 *	form_read(&form, &pack_shape, tree.root, pack);
 *
 * Unknown, double and missing keys, values of the wrong type, and values that
 * YAML would take for something else are told with what to write instead.
 * Strings are copied into the form's arena.
 */
#ifndef LESSON_FORM_H
#define LESSON_FORM_H

#include <stdbool.h>
#include <stddef.h>

#include "lesson/yaml.h"

struct form;
struct lesson_text;
struct step;

enum form_type {
	FORM_ID,       /* const char *: a-z, 0-9 and -, 40 at most */
	FORM_STRING,   /* const char *: not translated */
	FORM_TEXT,     /* struct lesson_text: translated */
	FORM_INTEGER,  /* int, between minimum and maximum */
	FORM_NUMBER,   /* double */
	FORM_BOOLEAN,  /* bool: true or false */
	FORM_DURATION, /* int64_t, milliseconds: 90s, 5m, 1h30m */
	FORM_MOMENT,   /* int64_t, milliseconds: 2025-11-19T07:04:10Z */
	FORM_DATE,     /* const char *: 2023, 2023-03 or 2023-03-01 */
	FORM_CHOICE,   /* an enum: the index in `choices` */
	FORM_PATTERN,  /* struct pattern *, to be freed by the target's owner */
	FORM_JSON,     /* const char *: a text that is one JSON object */
	FORM_IDS,      /* const char **, NULL-ended */
	FORM_STRINGS,  /* const char **, NULL-ended */
	FORM_TEXTS,    /* struct lesson_text * and a size_t at `count` */
	FORM_LIST,     /* an array of shape->size and a size_t at `count` */
	FORM_INTO,     /* a mapping whose keys go into the same struct */
	FORM_SHAPE,    /* a mapping whose keys go into the struct at offset */
	FORM_LATER,    /* known, but read by someone else */
};

enum form_flag {
	FORM_REQUIRED = 1,
	FORM_SINGLE_TOO = 2, /* FORM_IDS, FORM_STRINGS: a lone one will do */
};

/* Texts get their key as the end of their context; here the key adds none. */
#define FORM_NO_CONTEXT ""

/* The rows of a table of keys. */
#define FORM_MAY(key, how, where, ...) \
	{ .name = key, .type = how, .offset = where, __VA_ARGS__ }
#define FORM_NEEDED(key, how, where, ...) \
	FORM_MAY(key, how, where, .flags = FORM_REQUIRED, __VA_ARGS__)

struct form_key {
	const char *name;
	enum form_type type;
	size_t offset;
	unsigned flags;
	size_t count;	      /* offset of the number of items */
	int minimum, maximum; /* of an integer, or of the number of items;
				 0, 0: any integer, 0 to FORM_ITEM_LIMIT items */
	const char *const *choices;	 /* NULL-ended */
	const struct form_shape *shape;
	const char *context; /* NULL: the key itself */
};

enum {
	FORM_ITEM_LIMIT = 200, /* of a list */
	FORM_ID_LIMIT = 40,    /* characters */
	FORM_KEY_LIMIT = 40,   /* of a shape */
};

struct form_shape {
	const char *what;		 /* N_("an option"), for messages */
	const struct form_key *keys[4]; /* tables that end with a NULL name */
	size_t size;			 /* of one, in a list */
	size_t line;	   /* offset of an int for its line; 0: none */
	const char *named; /* the key that names an item: it must be unique in
			      a list and stands in contexts; or NULL */
	/* Reads an item instead of form_read(), for shapes that differ. */
	void (*read)(struct form *form, const struct yaml_node *node,
		     void *target);
};

/* A text to be translated, as the form met it. */
struct form_text {
	const struct lesson_text *text;
	const struct step *step; /* or NULL */
	struct form_text *next;
};

struct form {
	struct arena *arena;
	struct yaml_tree *tree;
	const char *owner;	  /* "lesson-id": where contexts begin */
	const char *context;	  /* what the next text's context begins with */
	const struct step *step;  /* whose texts these are, or NULL */
	struct form_text *texts, **last_text;
};

void form_init(struct form *form, struct arena *arena, struct yaml_tree *tree,
	       const char *context);

/* False, and told, if the file says another format than 1: the rest of it is
   better left unread.  That `format` is missing, the table of keys tells. */
bool form_has_format(struct form *form);

/* Reads a mapping into `target`; faults are told to form->tree. */
void form_read(struct form *form, const struct form_shape *shape,
	       const struct yaml_node *node, void *target);

/* One value each, for what no table can say; false when a fault was told. */
bool form_is_id(const char *text);
bool form_id(struct form *form, const struct yaml_node *node,
	     const char **out);
bool form_string(struct form *form, const struct yaml_node *node,
		 const char **out);
bool form_text(struct form *form, const struct yaml_node *node,
	       const char *context, struct lesson_text *out);

/* The value for a key that is no list and no mapping, stored into `field`. */
void form_scalar(struct form *form, const struct form_key *key,
		 const struct yaml_node *node, void *field);

/* The one of several words that was probably meant, or NULL. */
const char *form_nearest(const char *word, const char *const *words,
			 size_t count);

#endif
