/* SPDX-License-Identifier: MIT */
/*
 * The learner's journal: a trail of its own.
 *
 * One JSON object a line, only ever appended, on the disk before the next
 * question is asked; progress is derived from it.  A torn last line (a crash
 * in the middle of a write) is dropped, with a word; a file that is not ours,
 * damaged in its middle, or written by a newer version is refused and never
 * overwritten.  One process at a time writes.
 *
 * Lines: the first is {"jasoos": "journal", "format": 1}; then entries, each
 * with "type" and "at" (wall clock, RFC 3339, from the host):
 *	start    lesson, version (content hash), graded (how many there are)
 *	at       lesson, step: it begins, and the learner stands there
 *	attempt  lesson, step, answer, verdict right|partly|wrong, hints, lang;
 *		 kind of the step, if the question can come back
 *	review   lesson, step, kind, answer, verdict right|partly|wrong|skipped,
 *		 hints: a question that came back
 *	guess    lesson, step, answer: what is not graded
 *	skip     lesson, step; kind, as of an attempt
 *	input    lesson, line: a line that changed the lesson's account
 *	reset    lesson: its account is as at the start again; what stands
 *		 behind it makes it anew, and counts from the next start on:
 *		 until then the learner stands where she stood
 *	undo     lesson: the last input is taken back
 *	done     lesson
 *	forget   lesson, or no lesson: all
 *	setting  name, value ("lang": "ur@latin")
 */
#ifndef LEARNER_JOURNAL_H
#define LEARNER_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/file.h"
#include "base/strbuf.h"

struct json_object;

struct journal {
	char *path;
	struct file_log log;
	bool writable;	 /* else everything works and nothing is kept */
	int trouble;	 /* 0, or why not (error.h): BUSY, DENIED, FULL, ... */
	size_t length;	 /* bytes of the file that are whole lines */
	size_t dropped;	 /* bytes of a torn last line */
	int bad_line;	 /* with ERROR_FORMAT: which */
	struct json_object **entries;
	size_t count;
	size_t allocated;
};

/*
 * Opens (and creates) FOLDER/journal.jsonl.  Always leaves a usable journal;
 * the result, also in ->trouble, says whether it will be kept:
 * 0, ERROR_BUSY, ERROR_DENIED, ERROR_FULL, ERROR_IO: entries read so far stand,
 * nothing is written; ERROR_FORMAT, ERROR_NEWER, ERROR_LIMIT (above 16 MiB):
 * nothing read or written.
 */
int journal_open(struct journal *journal, const char *folder);
/* Reads only, takes no lock, creates nothing: for lists. */
int journal_read(struct journal *journal, const char *folder);
void journal_close(struct journal *journal);

/*
 * Appends one entry (taken) with "at" set from `now` (ms); on the disk when
 * it returns 0.  A failure sets ->trouble, and the journal goes on in memory.
 */
int journal_append(struct journal *journal, int64_t now,
		   struct json_object *entry);
/* Begins an empty journal, the old one, of whatever content, kept beside it as
   journal-N.jsonl.  On failure the old one stays. */
int journal_reset(struct journal *journal);

/* Where the state lives: $JASOOS_STATE, else $XDG_STATE_HOME/jasoos, else
   $HOME/.local/state/jasoos; the caller frees it; NULL if there is none. */
char *journal_folder(void);

#endif
