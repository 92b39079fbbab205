/* SPDX-License-Identifier: MIT */
/*
 * What makes a lesson that loads and can be solved a poor one all the same: an
 * objective nobody tests, a right option that gives itself away, a hint that
 * says nothing or all, a page too long to read.
 *
 * Lengths and options are looked at in every language: a translation may give
 * away what the source does not.
 */
#include "lesson/lint.h"

#include <string.h>

#include "base/strbuf.h"
#include "language/answer.h"
#include "lesson/diagnostic.h"
#include "lesson/grade.h"

struct lint {
	const struct lesson *lesson;
	struct diagnostics *diagnostics;
	struct arena arena;
};

static void fault(struct lint *lint, int line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static void
fault(struct lint *lint, int line, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	diagnose(lint->diagnostics, lint->lesson->file, line, 1, "%s",
		 arena_vprintf(&lint->arena, format, args));
	va_end(args);
}

static const char *
text_in(struct lint *lint, const struct lesson_text *text, int language)
{
	struct phrase phrase = lesson_phrase(&lint->arena, text);

	return phrase.in[language] != NULL ? phrase.in[language] : "";
}

/* ------------------------------------------------- objectives and sources */

static bool
is_tested(const struct lesson *lesson, const char *objective)
{
	for (size_t i = 0; i < lesson->step_count; i++)
		if (lesson->steps[i].tests != NULL &&
		    strcmp(lesson->steps[i].tests, objective) == 0)
			return true;
	return false;
}

static bool
names_source(const struct step *step, const char *source)
{
	for (size_t i = 0; step->sources != NULL && step->sources[i]; i++)
		if (strcmp(step->sources[i], source) == 0)
			return true;
	return false;
}

static bool
is_used(const struct lesson *lesson, const char *source)
{
	for (size_t i = 0; i < lesson->step_count; i++) {
		const struct step *step = &lesson->steps[i];

		if (names_source(step, source))
			return true;
		for (size_t k = 0; k < step->variant_count; k++)
			if (names_source(&step->variants[k], source))
				return true;
	}
	return false;
}

static void
lint_head(struct lint *lint)
{
	const struct lesson *lesson = lint->lesson;

	for (size_t i = 0; i < lesson->objective_count; i++)
		if (!is_tested(lesson, lesson->objectives[i].id))
			fault(lint, lesson->objectives[i].text.line,
			      _("no graded step tests the objective '%s'"),
			      lesson->objectives[i].id);
	for (size_t i = 0; i < lesson->source_count; i++)
		if (!is_used(lesson, lesson->sources[i].id))
			fault(lint, lesson->sources[i].text.line,
			      _("no step names the source '%s'"),
			      lesson->sources[i].id);
}

static void
lint_sources(struct lint *lint, const struct step *step)
{
	if (step_is_graded(step) && step->kind != STEP_DO &&
	    step->sources == NULL && lint->lesson->source_count > 0)
		fault(lint, step->line,
		      _("step '%s': what it claims needs a 'source'"),
		      step->id);
}

/* ------------------------------------------------------- what gives away */

/* Where the right options of the lesson's questions stand, one language. */
struct tell {
	int asked, first, longest;
};

static void
count_tells(struct lint *lint, const struct step *step, int language,
	    struct tell *tell)
{
	size_t right = 0, rights = 0, longest = 0, most = 0;

	for (size_t i = 0; i < step->item_count; i++) {
		size_t length = strlen(text_in(lint, &step->items[i].text,
					       language));

		if (step->items[i].right) {
			right = i;
			rights++;
		}
		if (length > most) {
			most = length;
			longest = i;
		}
	}
	if (step->kind != STEP_CHOOSE || rights != 1)
		return;
	tell->asked++;
	tell->first += right == 0;
	tell->longest += right == longest;
}

/* By chance the longest of four is right in one question of four. */
static bool
is_a_habit(int times, int asked)
{
	return asked >= 4 && times * 5 > asked * 3;
}

static void
lint_tells(struct lint *lint)
{
	const struct lesson *lesson = lint->lesson;

	for (int k = 0; k < LANGUAGE_COUNT; k++) {
		struct tell tell = { 0, 0, 0 };

		for (size_t i = 0; i < lesson->step_count; i++)
			count_tells(lint, &lesson->steps[i], k, &tell);
		if (is_a_habit(tell.longest, tell.asked))
			fault(lint, 1,
			      _("the right option is the longest in %d of %d "
				"questions (%s): a learner sees that"),
			      tell.longest, tell.asked,
			      language_code((enum language)k));
		if (k == 0 && is_a_habit(tell.first, tell.asked))
			fault(lint, 1,
			      _("the right option is the first in %d of %d "
				"questions: a learner sees that"),
			      tell.first, tell.asked);
	}
}

/* What is right, as it would stand in a hint; NULL if it is no one text. */
static const struct lesson_text *
right_text(const struct step *step)
{
	if (step->kind == STEP_TEXT && step->accept_count > 0)
		return &step->accepts[0];
	if (step->kind != STEP_CHOOSE)
		return NULL;
	for (size_t i = 0; i < step->item_count; i++)
		if (step->items[i].right)
			return &step->items[i].text;
	return NULL;
}

static bool
contains(const char *hay, const char *needle)
{
	struct strbuf a = STRBUF_INIT, b = STRBUF_INIT;
	bool found;

	answer_normalise(hay, &a);
	answer_normalise(needle, &b);
	found = b.len > 2 && strstr(a.buf, b.buf) != NULL;
	strbuf_release(&a);
	strbuf_release(&b);
	return found;
}

/* Only the last hint may say it all. */
static bool
says_it_all(struct lint *lint, const struct step *step,
	    const struct lesson_text *hint, int language)
{
	const struct lesson_text *right = right_text(step);
	const char *said = text_in(lint, hint, language);

	if (right != NULL &&
	    contains(said, text_in(lint, right, language)))
		return true;
	return step->kind == STEP_DO && step->lines[0] != NULL &&
	       step->lines[1] == NULL && contains(said, step->lines[0]);
}

static void
lint_hints(struct lint *lint, const struct step *step)
{
	for (size_t i = 0; i < step->hint_count; i++) {
		const struct lesson_text *hint = &step->hints[i];

		if (strlen(hint->text) < 6)
			fault(lint, hint->line,
			      _("step '%s': this hint says nothing"), step->id);
		for (size_t k = 0; k < i; k++)
			if (strcmp(hint->text, step->hints[k].text) == 0)
				fault(lint, hint->line,
				      _("step '%s': this hint was given "
					"already"),
				      step->id);
		for (int k = 0; k < LANGUAGE_COUNT &&
				i + 1 < step->hint_count; k++)
			if (says_it_all(lint, step, hint, k)) {
				fault(lint, hint->line,
				      _("step '%s': only the last hint may "
					"give the answer away (%s)"),
				      step->id,
				      language_code((enum language)k));
				break;
			}
	}
}

/* --------------------------------------------------------- reading length */

static size_t
count_words(const char *text)
{
	size_t words = 0;

	while (*text != '\0') {
		size_t length;

		text += strspn(text, " \n");
		length = strcspn(text, " \n");
		words += length > 0;
		text += length;
	}
	return words;
}

static void
lint_length(struct lint *lint, const struct step *step,
	    const struct lesson_text *text, size_t most, const char *what)
{
	if (text->text == NULL)
		return;
	for (int k = 0; k < LANGUAGE_COUNT; k++) {
		size_t words = count_words(text_in(lint, text, k));

		if (words <= most)
			continue;
		fault(lint, text->line,
		      _("step '%s': '%s' has %zu words (%s); %zu are enough "
			"for one screen"),
		      step->id, what, words, language_code((enum language)k),
		      most);
		return;
	}
}

static void
lint_lengths(struct lint *lint, const struct step *step)
{
	lint_length(lint, step, &step->text, 150, "text");
	lint_length(lint, step, &step->question, 60, "question");
	lint_length(lint, step, &step->why, 110, "why");
	lint_length(lint, step, &step->refinement, 80, "refinement");
	for (size_t i = 0; i < step->item_count; i++) {
		lint_length(lint, step, &step->items[i].text, 40, "text");
		lint_length(lint, step, &step->items[i].feedback, 70,
			    "feedback");
	}
	for (size_t i = 0; i < step->wrong_count; i++)
		lint_length(lint, step, &step->wrongs[i].feedback, 70,
			    "feedback");
}

/* ------------------------------------------------------ options that agree */

/* Two options that read the same cannot be told apart. */
static void
lint_options(struct lint *lint, const struct step *step)
{
	for (int k = 0; k < LANGUAGE_COUNT; k++)
		for (size_t i = 1; i < step->item_count; i++)
			for (size_t j = 0; j < i; j++) {
				const struct lesson_text *a =
					&step->items[i].text;

				if (a->text == NULL ||
				    !answer_equal(text_in(lint, a, k),
						  text_in(lint,
							  &step->items[j].text,
							  k)))
					continue;
				fault(lint, step->items[i].line,
				      _("step '%s': this reads like the one "
					"before (%s)"),
				      step->id,
				      language_code((enum language)k));
			}
}

static void
lint_step(struct lint *lint, const struct step *step)
{
	lint_sources(lint, step);
	lint_hints(lint, step);
	lint_lengths(lint, step);
	if (step->kind == STEP_CHOOSE || step->kind == STEP_PREDICT)
		lint_options(lint, step);
	arena_release(&lint->arena);
	arena_init(&lint->arena);
}

void
lesson_lint(const struct lesson *lesson, struct diagnostics *diagnostics)
{
	struct lint lint = { .lesson = lesson, .diagnostics = diagnostics };

	arena_init(&lint.arena);
	lint_head(&lint);
	lint_tells(&lint);
	for (size_t i = 0; i < lesson->step_count; i++) {
		const struct step *step = &lesson->steps[i];

		for (size_t k = 0; k <= step->variant_count; k++)
			lint_step(&lint, step_variant(step, k));
	}
	arena_release(&lint.arena);
}

/* ------------------------------------------------------- of a whole pack */

static bool
has_belief(const struct lesson *lesson)
{
	for (size_t i = 0; i < lesson->step_count; i++)
		if (lesson->steps[i].belief)
			return true;
	return false;
}

static bool
has_kind(const struct lesson *lesson, enum step_kind kind)
{
	for (size_t i = 0; i < lesson->step_count; i++)
		if (lesson->steps[i].kind == kind)
			return true;
	return false;
}

void
lesson_lint_whole(const struct lesson *lesson, struct diagnostics *diagnostics)
{
	struct lint lint = { .lesson = lesson, .diagnostics = diagnostics };

	arena_init(&lint.arena);
	if (lesson->terms == NULL)
		fault(&lint, 1, _("'terms' is missing: which words of the "
				  "glossary it uses"));
	if (lesson->notes.text == NULL)
		fault(&lint, 1, _("'notes' is missing: a word to who teaches "
				  "it"));
	if (!has_belief(lesson))
		fault(&lint, 1, _("no concept step has 'belief: true': what "
				  "people often think"));
	if (!has_kind(lesson, STEP_TEACH))
		fault(&lint, 1, _("no step lets the learner teach it back"));
	arena_release(&lint.arena);
}
