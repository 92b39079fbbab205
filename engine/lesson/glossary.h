/* SPDX-License-Identifier: MIT */
/*
 * The glossary of a pack: each term once, what it means here, and how AWS
 * words it where that differs.
 *
 * A pack may have one, `glossary.yaml` in its folder, of the form
 * lessons/README.md describes.  A term is found by its name in either language
 * or by another spelling that the glossary gives.
 */
#ifndef LESSON_GLOSSARY_H
#define LESSON_GLOSSARY_H

#include "lesson/lesson.h"
#include "lesson/message.h"

#define GLOSSARY_FILE "glossary.yaml"

struct glossary_term {
	const char *id;
	struct lesson_text term;
	struct lesson_text text; /* in a sentence or two */
	struct lesson_text aws;	 /* AWS's own wording, where it differs */
	const char **also;	 /* other spellings, NULL-ended; or NULL */
	const char **see;	 /* ids of other terms, NULL-ended; or NULL */
	const char *source;	 /* "AWS CloudTrail User Guide, 2023-03" */
	int line;
};

struct glossary {
	struct arena arena;
	struct glossary_term *terms; /* in the order of the file */
	size_t count;
	const struct form_text *texts;
};

/* The glossary of the pack in `folder`; an empty one if it has none; NULL with
   its faults in `diagnostics`. */
struct glossary *glossary_load(const char *folder,
			       struct diagnostics *diagnostics);
void glossary_free(struct glossary *glossary); /* NULL is fine */

/* By id, name or spelling, as people type them; or NULL. */
const struct glossary_term *glossary_find(const struct glossary *glossary,
					  const char *name);
const struct glossary_term *glossary_by_id(const struct glossary *glossary,
					   const char *id);
/* The nearest name to one that is not there, or NULL. */
const char *glossary_nearest(const struct glossary *glossary,
			     const char *name);
/* What only `jasoos check` asks: the terms that a lesson names are there. */
void glossary_compare(const struct glossary *glossary,
		      const struct lesson *lesson,
		      struct diagnostics *diagnostics);
/* Appends what there is to say of a term. */
void glossary_show(const struct glossary *glossary,
		   const struct glossary_term *term, struct messages *out);

#endif
