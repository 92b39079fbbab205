/* SPDX-License-Identifier: MIT */
/*
 * The author's check of a scenario: it is played by itself.
 *
 * Its solution must reach the goal.  Letting the same time pass without doing
 * anything must not, nor must any of the lines that are said to fail; a goal
 * that is reached by nothing asks nothing.
 */
#include <stdlib.h>

#include "account/score.h"
#include "base/strbuf.h"
#include "lesson/diagnostic.h"
#include "lesson/goal.h"
#include "lesson/lab.h"
#include "lesson/scenario_parts.h"

static bool
is_reached(const struct lab *lab)
{
	struct score score;

	lab_score(lab, &score);
	return goal_reached(lab, &score);
}

/* The goal's parts that are open, by their ids. */
static void
list_open(const struct lab *lab, struct strbuf *out)
{
	const struct scenario_goal *goal = &lab->scenario->goal;
	struct score score;

	lab_score(lab, &score);
	for (size_t i = 0; i < goal->part_count; i++)
		if (!goal_part_done(lab, &goal->parts[i], &score))
			strbuf_addf(out, "%s%s", out->len > 0 ? ", " : "",
				    goal->parts[i].id);
}

static void
type_all(struct lab *lab, const char **lines, int line,
	 struct diagnostics *diagnostics)
{
	for (size_t i = 0; lines[i] != NULL; i++) {
		struct messages unread;
		char *filled = lab_fill(lab, lines[i]);

		messages_init(&unread);
		if (lab_type(lab, filled, &unread, NULL) == SHELL_USAGE)
			diagnose(diagnostics, lab->scenario->file, line, 1,
				 _("a line of it is no command: %.80s"),
				 filled);
		messages_release(&unread);
		free(filled);
	}
}

static void
check_solution(struct lab *lab, struct diagnostics *diagnostics)
{
	const struct scenario *scenario = lab->scenario;
	struct strbuf open = STRBUF_INIT;

	type_all(lab, scenario->solution, scenario->solution_line, diagnostics);
	if (!is_reached(lab)) {
		list_open(lab, &open);
		diagnose(diagnostics, scenario->file, scenario->solution_line,
			 1, _("the solution does not reach the goal; open: %s"),
			 open.buf);
	}
	strbuf_release(&open);
}

/* Not at once, nor by waiting as long as the solution took. */
static void
check_idleness(struct lab *lab, int64_t took, struct diagnostics *diagnostics)
{
	const struct scenario *scenario = lab->scenario;
	bool reached = is_reached(lab);

	account_advance(lab->account, took);
	if (reached || is_reached(lab))
		diagnose(diagnostics, scenario->file, scenario->goal_line, 1,
			 _("the goal is reached with nothing done"));
}

static void
check_attempts(struct lab *lab, struct diagnostics *diagnostics)
{
	const struct scenario *scenario = lab->scenario;

	for (size_t i = 0; i < scenario->attempt_count; i++) {
		const struct scenario_attempt *attempt =
			&scenario->attempts[i];

		lab_rewind(lab, 0);
		type_all(lab, attempt->run, attempt->line, diagnostics);
		if (is_reached(lab))
			diagnose(diagnostics, scenario->file, attempt->line, 1,
				 _("this is said to fail, and it reaches the "
				   "goal"));
	}
}

bool
scenario_check(const struct scenario *scenario,
	       struct diagnostics *diagnostics)
{
	struct lab lab;

	if (!lab_begin(&lab, scenario, 0, diagnostics))
		return false;
	if (scenario->goal.part_count > 0) {
		int64_t took;

		check_solution(&lab, diagnostics);
		took = lab.account->now - lab.origin;
		lab_rewind(&lab, 0);
		check_idleness(&lab, took, diagnostics);
		check_attempts(&lab, diagnostics);
	}
	lab_release(&lab);
	return true;
}
