/* SPDX-License-Identifier: MIT */
/*
 * Messages: what a session says, for a host to draw.
 *
 * A message is self-contained: its texts, in every language, live in the
 * list's arena, and nothing in it points into the account or the lesson.  The
 * session appends, the host draws and clears.  Text is in the lesson's small
 * markup: **strong**, `code`, lines that start with "- ", empty lines between
 * paragraphs; a host that cannot show one shows it as it stands.
 */
#ifndef LESSON_MESSAGE_H
#define LESSON_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "account/timeline.h"
#include "base/arena.h"
#include "language/language.h"

enum message_kind {
	MESSAGE_LESSON,	  /* a lesson begins: text is its title, note its
			     summary */
	MESSAGE_STEP,	  /* a step begins: text is its title (may be empty),
			     number of count */
	MESSAGE_TEXT,	  /* prose; items: lines below it */
	MESSAGE_TABLE,	  /* cells: rows x columns, the first row the heads */
	MESSAGE_FLOW,	  /* items: boxes, each with a label and in `note` what
			     stands at the arrow behind it */
	MESSAGE_RECORD,	  /* record: an event's JSON, any bytes; items: points,
			     label the member's path, note what it tells */
	MESSAGE_QUESTION, /* text, items: the options to number; note: how to
			     answer */
	MESSAGE_TASK,	  /* text: what to do in the account */
	MESSAGE_VERDICT,  /* verdict, text */
	MESSAGE_WHY,	  /* text: after a right answer */
	MESSAGE_ANSWER,	  /* text: the answer, given away; items: lines */
	MESSAGE_HINT,	  /* text, number of count */
	MESSAGE_OUTPUT,	  /* bytes: what a command printed */
	MESSAGE_ERROR,	  /* bytes: what a command printed as an error */
	MESSAGE_TIMELINE, /* timeline */
	MESSAGE_NOTICE,	  /* text: the lab's own word to the learner */
	MESSAGE_LIST,	  /* items: a list with label, note, number (minutes),
			     mark ("x" done, ">" here, " " not yet); where
			     the first has no mark at all, words and what
			     they do */
	MESSAGE_BARS,	  /* items: a bar each, with label, note (what it counts)
			     and number, its length of 1000 */
	MESSAGE_LANES,	  /* items: a lane of time each, with label and note;
			     lanes: which stretches of them are marked */
	MESSAGE_DONE,	  /* the lesson is finished: text, note its summary */
};

enum message_verdict {
	VERDICT_RIGHT,
	VERDICT_PARTLY, /* some of it is right */
	VERDICT_WRONG,
	VERDICT_NONE,	/* a guess, taken as it is */
};

struct message_item {
	struct phrase label;
	struct phrase note;
	int number;
	char mark;
};

struct message_timeline {
	int64_t from, until;
	struct timeline_entry *entries; /* copies */
	size_t entry_count;
	struct timeline_entry *before; /* what each trail was at `from`: its
					  last entry of that kind */
	size_t before_count;
	struct blind_window *windows;
	size_t window_count;
	bool live; /* time runs visibly, if the host can */
};

struct message_lanes {
	int64_t from, until;
	struct message_span {
		size_t item;
		int64_t since, until;
		bool suspected; /* not known */
	} *spans;
	size_t span_count;
};

struct message {
	enum message_kind kind;
	struct phrase text;
	struct phrase note;
	struct phrase source; /* where a claim comes from; often empty */
	enum message_verdict verdict;
	int number, count;
	struct message_item *items;
	size_t item_count;
	struct phrase *cells;
	size_t rows, columns;
	char *bytes; /* of OUTPUT, ERROR and RECORD */
	size_t length;
	struct message_timeline *timeline;
	struct message_lanes *lanes;
};

struct messages {
	struct arena arena;
	struct message **items;
	size_t count;
	size_t allocated;
};

void messages_init(struct messages *out);
void messages_release(struct messages *out);
void messages_clear(struct messages *out);
/* Appends an empty message of that kind, to be filled. */
struct message *message_add(struct messages *out, enum message_kind kind);
/* The usual ones in one call. */
struct message *message_text(struct messages *out, enum message_kind kind,
			     struct phrase text);
void message_bytes(struct messages *out, enum message_kind kind,
		   const char *bytes, size_t length);
struct message_item *message_items(struct messages *out, struct message *m,
				   size_t count);

#endif
