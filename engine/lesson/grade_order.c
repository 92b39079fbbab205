/* SPDX-License-Identifier: MIT */
/*
 * Order and match steps: what was written in the right order is mixed for the
 * screen, by the step's id alone, so that it stands the same way each time it
 * is shown and graded.
 */
#include "lesson/grade_parts.h"

#include <string.h>

#include "base/random.h"
#include "base/strbuf.h"
#include "lesson/picks.h"

void
step_mixed(const struct step *step, size_t *order)
{
	struct random random;
	uint64_t seed = 1469598103934665603u;
	bool mixed = false;

	for (const char *c = step->id; *c != '\0'; c++)
		seed = (seed ^ (unsigned char)*c) * 1099511628211u;
	random_seed(&random, seed);
	for (size_t i = 0; i < step->item_count; i++)
		order[i] = i;
	for (size_t i = step->item_count; i > 1; i--) {
		size_t k = random_below(&random, (uint32_t)i);
		size_t other = order[i - 1];

		order[i - 1] = order[k];
		order[k] = other;
	}
	for (size_t i = 0; i < step->item_count; i++)
		mixed = mixed || order[i] != i;
	for (size_t i = 0; i < step->item_count && !mixed; i++)
		order[i] = (i + 1) % step->item_count;
}

/* What the picks name: places on the mixed screen become items. */
static void
unmix(const struct step *step, struct picks *picks)
{
	size_t order[PICKS_MOST];

	step_mixed(step, order);
	for (size_t i = 0; i < picks->count; i++)
		picks->at[i] = order[picks->at[i]];
}

static struct graded
grade_order_given(const struct step *step, const size_t *given,
		  struct arena *arena)
{
	size_t count = step->item_count, first = 0;

	while (first < count && given[first] == first)
		first++;
	if (first == count)
		return grade_as(GRADE_RIGHT, (struct phrase){ { NULL } });
	for (size_t i = 0; i < step->wrong_count; i++) {
		const struct step_wrong *wrong = &step->wrongs[i];
		size_t k = 0;

		while (k < count && wrong->ids[k] != NULL &&
		       strcmp(wrong->ids[k], step_item_name(step, given[k])) ==
			       0)
			k++;
		if (k == count)
			return grade_as(GRADE_WRONG,
					lesson_phrase(arena, &wrong->feedback));
	}
	if (first == 0)
		return grade_as(GRADE_WRONG, grade_not_that(arena));
	return grade_as(GRADE_PARTLY,
			phrase_make(arena,
				    N_("In their places, from the front: %d. "
				       "The order behind is not right yet."),
				    (int)first));
}

struct graded
grade_order(const struct step *step, const char *line, struct arena *arena)
{
	struct picks picks;
	struct graded result;

	if (!picks_read(&picks, line, strlen(line), step->item_count, true) ||
	    picks.count != step->item_count)
		return grade_as(
			GRADE_NO_ANSWER,
			phrase_make(arena,
				    N_("Type all %d numbers in the right "
				       "order, with blanks between "
				       "them."),
				    (int)step->item_count));
	unmix(step, &picks);
	result = grade_order_given(step, picks.at, arena);
	grade_set_items(&result, step, picks.at, picks.count);
	return result;
}

/* Two rights that read the same are the same. */
static bool
pair_fits(const struct step *step, size_t left, size_t right)
{
	return left == right || strcmp(step->items[left].other.text,
				       step->items[right].other.text) == 0;
}

/* Every pair that this wrong answer has wrong was given like that. */
static bool
is_this_wrong(const struct step *step, const struct step_wrong *wrong,
	      const size_t *given)
{
	bool any = false;

	for (size_t i = 0; i < step->item_count && wrong->ids[i]; i++) {
		if (strcmp(wrong->ids[i], step_item_name(step, i)) == 0)
			continue;
		if (strcmp(wrong->ids[i], step_item_name(step, given[i])) != 0)
			return false;
		any = true;
	}
	return any;
}

static struct graded
grade_match_given(const struct step *step, const size_t *given,
		  struct arena *arena)
{
	struct strbuf fitting = STRBUF_INIT;
	size_t right = 0;
	struct graded result = grade_as(GRADE_WRONG, grade_not_that(arena));

	for (size_t i = 0; i < step->item_count; i++) {
		if (!pair_fits(step, i, given[i]))
			continue;
		strbuf_addf(&fitting, "%s%c", right++ > 0 ? ", " : "",
			    (char)('a' + i % 26));
	}
	if (right > 0)
		result = grade_as(GRADE_PARTLY,
				  phrase_make(arena,
					      N_("These are right: %s. The "
						 "others are not yet."),
					      fitting.buf));
	strbuf_release(&fitting);
	if (right == step->item_count)
		return grade_as(GRADE_RIGHT, (struct phrase){ { NULL } });
	for (size_t i = 0; i < step->wrong_count; i++)
		if (is_this_wrong(step, &step->wrongs[i], given))
			return grade_as(
				GRADE_WRONG,
				lesson_phrase(arena,
					      &step->wrongs[i].feedback));
	return result;
}

struct graded
grade_match(const struct step *step, const char *line, struct arena *arena)
{
	struct picks picks;
	struct graded result;
	struct strbuf answer = STRBUF_INIT;

	if (!picks_read_pairs(&picks, line, step->item_count))
		return grade_as(
			GRADE_NO_ANSWER,
			phrase_make(arena, N_("Give each letter its number, "
					      "such as `a=1 b=2`; every number "
					      "is used once.")));
	unmix(step, &picks);
	result = grade_match_given(step, picks.at, arena);
	for (size_t i = 0; i < picks.count; i++)
		strbuf_addf(&answer, "%s%s=%s", i > 0 ? "," : "",
			    step_item_name(step, i),
			    step_item_name(step, picks.at[i]));
	grade_set_answer(&result, answer.buf);
	strbuf_release(&answer);
	return result;
}
