/* SPDX-License-Identifier: MIT */
/*
 * jasoos review: questions that are due again, ten minutes at the most.
 */
#include "command/command.h"

#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/strbuf.h"
#include "learner/memory.h"
#include "lesson/lesson.h"
#include "lesson/review.h"

/* One question takes some forty seconds. */
enum { QUESTIONS = 15 };

/* How far the learner's clock is east of Greenwich, ms. */
static int64_t
time_zone(int64_t now)
{
	time_t seconds = (time_t)(now / CLOCK_SECOND);
	struct tm local, world;

	if (localtime_r(&seconds, &local) == NULL ||
	    gmtime_r(&seconds, &world) == NULL)
		return 0;
	world.tm_isdst = local.tm_isdst;
	return (int64_t)difftime(mktime(&local), mktime(&world)) *
	       CLOCK_SECOND;
}

void
learner_memory(struct program *program, struct memory *memory)
{
	int64_t now = learner_now();

	memory_derive(memory, &program->journal, now, time_zone(now));
}

static void
print_json(const struct memory_card *card, int64_t now)
{
	struct json_object *row = json_object_new_object();
	struct strbuf line = STRBUF_INIT;
	char when[CLOCK_TEXT];

	json_set_string(row, "lesson", card->lesson);
	json_set_string(row, "step", card->step);
	clock_iso(card->card.due, when);
	json_set_string(row, "due", when);
	json_set_bool(row, "isDue", card->card.due <= now);
	json_set_bool(row, "missed", card->missed);
	json_set_int(row, "answers", card->answers);
	json_set(row, "stability",
		 json_object_new_double(card->card.stability));
	json_set(row, "difficulty",
		 json_object_new_double(card->card.difficulty));
	json_write(row, &line);
	puts(line.buf);
	strbuf_release(&line);
	json_object_put(row);
}

static struct phrase
nothing_due(struct arena *arena, int64_t next, int64_t now)
{
	int64_t minutes = (next - now + CLOCK_MINUTE - 1) / CLOCK_MINUTE;
	char when[CLOCK_TEXT];

	if (next == INT64_MAX)
		return phrase_make(arena, N_("Nothing to review yet: questions "
					     "come back after you met them in "
					     "a lesson."));
	if (minutes < 60)
		return phrase_make(arena, N_("Nothing is due. The next "
					     "question comes back in %d min."),
				   (int)minutes);
	if (minutes < 24 * 60)
		return phrase_make(arena, N_("Nothing is due. The next "
					     "question comes back in %d h."),
				   (int)(minutes / 60));
	return phrase_make(arena, N_("Nothing is due. The next question comes "
				     "back on %.10s."),
			   clock_iso(next, when));
}

static void
ask(struct program *program, struct review *review)
{
	struct strbuf line = STRBUF_INIT;
	enum session_wants wants = review_wants(review);

	program_flush(program);
	while (wants != SESSION_OVER &&
	       program_read(program,
			    wants == SESSION_ANSWER ? _("answer> ")
						    : _("[Enter] "),
			    &line)) {
		if (aside_take(program, line.buf))
			continue;
		wants = review_feed(review, line.buf, &program->out);
		program_flush(program);
	}
	strbuf_release(&line);
}

static int
run_review(struct program *program, const struct memory *memory, int64_t now)
{
	struct session_host host = { .record = learner_record,
				     .data = program };
	struct review *review = review_new(program->pack, memory, now,
					   QUESTIONS, &host, &program->out);

	if (review_wants(review) == SESSION_OVER)
		message_text(&program->out, MESSAGE_NOTICE,
			     nothing_due(&program->out.arena,
					 memory_next_due(memory), now));
	else
		ask(program, review);
	program_flush(program);
	review_free(review);
	return ANSWER_DONE;
}

static int
run(struct program *program, const struct arguments *arguments)
{
	int64_t now = learner_now();
	struct memory memory;
	int answer = ANSWER_DONE;

	if (program_pack(program) == NULL)
		return ANSWER_CONTENT;
	if (!learner_open(program))
		return ANSWER_STATE;
	learner_memory(program, &memory);
	if (option_value(arguments, "json") != NULL)
		for (size_t i = 0; i < memory.count; i++)
			print_json(&memory.cards[i], now);
	else
		answer = run_review(program, &memory, now);
	memory_release(&memory);
	return answer;
}

static const struct command_option options[] = {
	{ "json", 0, NULL,
	  N_("every question you met, one JSON object a line: when it is due, "
	     "and how well it sits") },
	{ NULL, 0, NULL, NULL },
};

const struct command review_command = {
	.name = "review",
	.operands = "",
	.summary = N_("questions that are due again; ten minutes at most"),
	.details = N_("Questions of the lessons come back just before they "
		      "would be forgotten: missed ones soon, others after days "
		      "and then weeks (FSRS-6). What you missed comes first."),
	.options = options,
	.run = run,
};
