/* SPDX-License-Identifier: MIT */
/*
 * A lesson as it was written: the form of lessons/README.md, in memory.
 *
 * Everything lives in the lesson's arena.  Texts keep their context, the key
 * of their translation.  A lesson that was loaded without a diagnostic is
 * whole: each kind has what the form requires.
 */
#ifndef LESSON_LESSON_H
#define LESSON_LESSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "language/language.h"

struct json_object;
struct pattern;
struct diagnostics;
struct form_text;

struct lesson_text {
	const char *text;    /* in the pack's source language; NULL: absent */
	const char *context; /* "event-and-log-file/diary.why" */
	int line, column;    /* where it stands in its file */
};

enum step_kind {
	STEP_SAY, STEP_TABLE, STEP_FLOW, STEP_RECORD, STEP_PREDICT,
	STEP_CHOOSE, STEP_CONCEPT, STEP_NUMBER, STEP_TEXT, STEP_ORDER,
	STEP_MATCH, STEP_DO, STEP_WATCH, STEP_TEACH,
	STEP_KIND_COUNT,
};

enum judgement { JUDGE_RIGHT, JUDGE_PARTLY, JUDGE_WRONG, JUDGE_COUNT };

/* An option, box, item, pair, point: what a list of a step holds. */
struct step_item {
	const char *id;		     /* or NULL (boxes, points) */
	struct lesson_text text;     /* option, box label, item, left, point */
	struct lesson_text other;    /* right side, arrow */
	struct lesson_text feedback; /* feedback, reply */
	bool right;
	const char *path;	     /* a point's */
	int line;
};

/* A wrong answer with its reason. */
struct step_wrong {
	double number;
	struct lesson_text answer;  /* of text steps */
	const char *line_typed;	    /* of do steps */
	const char **ids;	    /* order: the ids as given; match: the right
				       side's id for each pair, in pairs' order;
				       NULL-ended */
	struct lesson_text feedback;
	int line;
};

struct step {
	const char *id;
	enum step_kind kind;
	int line; /* in the file, for messages to authors */
	struct lesson_text title, text, question, why;
	struct lesson_text notes; /* to who teaches a class */
	const char **sources; /* ids, NULL-ended; or NULL */
	const char *tests;
	const char *note_tr; /* to the translator */
	bool joined;
	struct lesson_text *hints;
	size_t hint_count;

	struct step_item *items; /* options, boxes, items, pairs, points */
	size_t item_count;
	struct step_wrong *wrongs;
	size_t wrong_count;

	/* table */
	struct lesson_text *cells; /* rows x columns; row 0 is the heads */
	size_t rows, columns;
	/* record */
	const char *event_json;
	struct pattern *find;
	/* concept: `question` is the claim */
	bool belief; /* what people often think */
	enum judgement judge;
	struct lesson_text judge_feedback[JUDGE_COUNT];
	struct lesson_text refinement;
	/* number */
	double number, tolerance;
	struct lesson_text unit;
	struct lesson_text *units;
	size_t unit_count;
	/* text */
	struct lesson_text *accepts;
	size_t accept_count;
	/* do, watch: `question` is the task */
	struct pattern *goal_event, *goal_logged; /* logged: a trail took it */
	struct pattern *goal_state;
	const char **lines;  /* do: the solution; watch: run; NULL-ended */
	const char *as;
	int64_t duration;    /* watch: for */
	struct pattern *until;
	int64_t limit;
	const char *since;
	/* teach: `question` is what to explain */
	struct lesson_text model;
	struct lesson_text *points; /* what a good answer has */
	size_t point_count;
	/* number, text: the answer stands in the account, in the newest event
	   that `event` takes; or NULL */
	struct pattern *answer_event;
	const char *answer_path;

	/* The same step asked otherwise, for the next times: whole steps of
	   the same id and kind. */
	struct step *variants;
	size_t variant_count;
};

/* The step as it is asked in a learner's `round`-th time, from 0. */
const struct step *step_variant(const struct step *step, size_t round);

struct lesson_reference { /* of objectives and sources */
	const char *id;
	struct lesson_text text;
	const char *date;
};

struct lesson {
	struct arena arena;
	const char *file;
	const char *id;
	const char *scenario; /* or NULL */
	struct lesson_text title, summary, notes;
	int minutes;
	const char **needs;   /* NULL-ended, or NULL */
	const char **terms;   /* of the glossary, NULL-ended; or NULL */
	struct lesson_reference *objectives, *sources;
	size_t objective_count, source_count;
	struct step *steps;
	size_t step_count;
	const struct form_text *texts; /* every translatable text, by form.h */
	char version[17];     /* a hash of the file's bytes, in hex */
};

/*
 * Loads one lesson file.  Every fault of the file goes into `diagnostics`
 * (all of them in one pass); NULL if there is any.
 */
struct lesson *lesson_load(const char *path, struct diagnostics *diagnostics);
/* The same from memory; `name` stands in diagnostics. */
struct lesson *lesson_parse(const char *name, const char *bytes, size_t length,
			    struct diagnostics *diagnostics);
void lesson_free(struct lesson *lesson);

bool step_is_graded(const struct step *step);
/* Waits for an answer or a line (predict, graded kinds). */
bool step_asks(const struct step *step);
const char *step_kind_name(enum step_kind kind);
/* Index of the step of that id, or -1. */
int lesson_step_index(const struct lesson *lesson, const char *id);
int lesson_graded_count(const struct lesson *lesson);
struct phrase lesson_phrase(struct arena *arena,
			    const struct lesson_text *text);

/* The pack: its list of lessons, from pack.yaml alone. */
struct pack_entry {
	const char *file, *id;
	struct lesson_text title;
	int minutes;
};
struct pack {
	struct arena arena;
	char *folder;
	const char *id;
	struct lesson_text title;
	enum language source_language;
	struct pack_entry *entries;
	size_t count;
	const struct form_text *texts;
};
struct pack *pack_load(const char *folder, struct diagnostics *diagnostics);
void pack_free(struct pack *pack);
const struct pack_entry *pack_find(const struct pack *pack, const char *id);
/* Loads the lesson of an entry; its id must be the entry's. */
struct lesson *pack_lesson(const struct pack *pack,
			   const struct pack_entry *entry,
			   struct diagnostics *diagnostics);

/* What only `jasoos check` asks: the entry says of its lesson what the lesson
   says itself, and the lesson's `needs` come before it. */
void pack_compare(const struct pack *pack, const struct pack_entry *entry,
		  const struct lesson *lesson,
		  struct diagnostics *diagnostics);
/* Lesson files of the folder that the pack does not list. */
void pack_strays(const struct pack *pack, struct diagnostics *diagnostics);

/* Every translatable text of the pack as a .pot (stable contexts, line
   references), appended to `out`; 0, or ERROR_FORMAT with diagnostics.
   For the parts of it see extract.h. */
struct strbuf;
int pack_extract(const struct pack *pack, struct strbuf *out,
		 struct diagnostics *diagnostics);

#endif
