/* SPDX-License-Identifier: MIT */
/*
 * The strict reader: YAML, but only the part of it that means to a machine
 * what it means to an author.
 *
 * libyaml's events behind a guard (a file may be large, deep, cyclic, full of
 * tricks) become a small tree in an arena.  Every scalar is text; what it
 * should be is said by a form (lesson/form.h).  Lessons, packs and scenarios
 * are all read by this.
 *
 * Faults go into the diagnostics of the tree.  A syntax error ends the file
 * there: what stands before it is in the tree, with `whole` false on all that
 * was still open.
 */
#ifndef LESSON_YAML_H
#define LESSON_YAML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct diagnostics;

enum {
	YAML_FILE_LIMIT = 512 * 1024,
	YAML_DEPTH_LIMIT = 16,
	YAML_EVENT_LIMIT = 50000,
	YAML_TEXT_LIMIT = 32 * 1024,
	YAML_FAULT_LIMIT = 100, /* more are not worth reading */
};

enum yaml_kind { YAML_SCALAR, YAML_SEQUENCE, YAML_MAPPING };

enum yaml_style {
	YAML_PLAIN, YAML_SINGLE, YAML_DOUBLE, YAML_LITERAL, YAML_FOLDED,
	YAML_BLOCK, YAML_FLOW, /* of sequences and mappings */
};

struct yaml_node {
	enum yaml_kind kind;
	enum yaml_style style;
	int line, column;	/* from 1; columns count characters */
	bool whole;		/* false: the file breaks off inside of it */
	bool faulty;		/* a fault was told already: say no more */
	bool comment;		/* a comment begins behind it, on its line */
	const char *text;	/* of a scalar, terminated, without NUL inside */
	size_t length;
	struct yaml_node *key;	 /* in a mapping: a scalar; else NULL */
	struct yaml_node *first; /* children, in the order of the file */
	struct yaml_node *next;
	size_t count;		 /* of children */
};

struct yaml_tree {
	struct arena arena;
	const char *file;	/* as diagnostics name it */
	char *bytes;		/* a copy */
	size_t length;
	struct yaml_node *root; /* NULL if there is nothing */
	bool whole;
	struct diagnostics *diagnostics; /* lent */
	size_t faults;
};

/* Reads; the tree is to be released whatever comes of it.  `bytes` is copied.
   False if there was any fault. */
bool yaml_parse(struct yaml_tree *tree, const char *name, const char *bytes,
		size_t length, struct diagnostics *diagnostics);
bool yaml_load(struct yaml_tree *tree, const char *path,
	       struct diagnostics *diagnostics);
void yaml_release(struct yaml_tree *tree);

/* The value of a key, or NULL if it (or the mapping) is not there. */
const struct yaml_node *yaml_member(const struct yaml_node *mapping,
				    const char *key);
/* The i-th child, or NULL. */
const struct yaml_node *yaml_child(const struct yaml_node *parent, size_t i);

/* A fault of this file, at a place or at a node's. */
void yaml_fault(struct yaml_tree *tree, int line, int column,
		const char *format, ...) __attribute__((format(printf, 4, 5)));
void yaml_fault_at(struct yaml_tree *tree, const struct yaml_node *node,
		   const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/*
 * Where in the file a place inside of a scalar's text stands (line and column
 * from 1, in characters); the scalar's own place where it cannot be told.
 */
void yaml_place(const struct yaml_tree *tree, const struct yaml_node *scalar,
		int line, int column, int *file_line, int *file_column);

#endif
