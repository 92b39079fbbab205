/* SPDX-License-Identifier: MIT */
/*
 * jasoos demo: the stop-and-repair story, by itself.
 *
 * Nothing in it is canned: the commands are typed into the simulated account
 * and what they print is printed.  Only the words between them are written
 * here.  Where a command ends otherwise than the story wants, the demo's
 * answer is no.  The same version gives the same bytes.
 */
#include "command/command.h"

#include <poll.h>
#include <string.h>

#include "base/strbuf.h"
#include "lesson/diagnostic.h"
#include "lesson/lab.h"
#include "lesson/scenario.h"
#include "shell/shell.h"

enum beat_kind {
	BEAT_ACT,      /* text is its title */
	BEAT_SAY,
	BEAT_TYPE,     /* text is the line, by `who` (NULL: the learner) */
	BEAT_REFUSED,  /* the same, and AWS refuses it */
	BEAT_TIMELINE, /* from the act's beginning */
};

struct beat {
	enum beat_kind kind;
	const char *text;
	const char *who;
};

#define STATUS                                                     \
	"aws cloudtrail get-trail-status --name main-audit-trail " \
	"--query \"{IsLogging: IsLogging}\""
#define WHO(event)                                                      \
	"aws cloudtrail lookup-events --lookup-attributes "             \
	"AttributeKey=EventName,AttributeValue=" event " --query "      \
	"\"Events[0].[EventTime, EventName, Username]\" --output text"

static const struct beat beats[] = {
	{ BEAT_SAY,
	  N_("This is a story in a **simulated** AWS account: the bookshop "
	     "Kitab Ghar, Karachi. No network, no bill. The commands are "
	     "real, and so are their answers' forms."),
	  NULL },

	{ BEAT_ACT, N_("Case 1: the trail is stopped"), NULL },
	{ BEAT_SAY,
	  N_("CloudTrail is the camera; the trail `main-audit-trail` is its "
	     "hard drive. Is it LOGGING?"),
	  NULL },
	{ BEAT_TYPE, STATUS, NULL },
	{ BEAT_SAY,
	  N_("Yes. Now somebody with the stolen key of Hamza, a contractor, "
	     "switches it off."),
	  NULL },
	{ BEAT_TYPE, "aws cloudtrail stop-logging --name main-audit-trail",
	  "hamza" },
	{ BEAT_TYPE, STATUS, NULL },
	{ BEAT_SAY,
	  N_("Stopped. But the call itself is an event. A rule of EventBridge "
	     "waits for exactly this one, and wakes a function. Hands off the "
	     "keyboard, five minutes."),
	  NULL },
	{ BEAT_TYPE, "wait 5m", NULL },
	{ BEAT_TYPE, STATUS, NULL },
	{ BEAT_TYPE, WHO("StopLogging"), NULL },
	{ BEAT_TYPE, WHO("StartLogging"), NULL },
	{ BEAT_SAY,
	  N_("LOGGING again, and no human did it: the function `restart-trail` "
	     "called StartLogging. That was the fast chain."),
	  NULL },
	{ BEAT_TIMELINE, NULL, NULL },

	{ BEAT_ACT, N_("The safety net: the rule is switched off first"),
	  NULL },
	{ BEAT_SAY,
	  N_("The thief has learned. First the rule, then the trail."), NULL },
	{ BEAT_TYPE, "aws events disable-rule --name watch-the-trail",
	  "hamza" },
	{ BEAT_TYPE, "aws cloudtrail stop-logging --name main-audit-trail",
	  "hamza" },
	{ BEAT_TYPE, "aws s3 ls", "hamza" },
	{ BEAT_TYPE, "wait 5m", NULL },
	{ BEAT_TYPE, STATUS, NULL },
	{ BEAT_SAY,
	  N_("Nobody came. But AWS Config makes its rounds once an hour: is "
	     "any trail logging here? Let an hour pass."),
	  NULL },
	{ BEAT_TYPE, "wait 1h", NULL },
	{ BEAT_TYPE, STATUS, NULL },
	{ BEAT_SAY,
	  N_("Slower, but LOGGING. What the thief did meanwhile is in no log "
	     "file; Event history still has it, for 90 days."),
	  NULL },
	{ BEAT_TIMELINE, NULL, NULL },

	{ BEAT_ACT, N_("Case 2: the trail is deleted"), NULL },
	{ BEAT_TYPE, "aws events enable-rule --name watch-the-trail", NULL },
	{ BEAT_TYPE, "aws cloudtrail delete-trail --name main-audit-trail",
	  "hamza" },
	{ BEAT_REFUSED,
	  "aws cloudtrail start-logging --name main-audit-trail", NULL },
	{ BEAT_SAY,
	  N_("What is not there cannot be started. Another function, "
	     "`recreate-trail`, has the trail's settings and creates it "
	     "again."),
	  NULL },
	{ BEAT_TYPE, "wait 5m", NULL },
	{ BEAT_TYPE, STATUS, NULL },
	{ BEAT_TIMELINE, NULL, NULL },

	{ BEAT_SAY,
	  N_("In one line: every API call is an event, and when the trail is "
	     "cut, the event itself calls for the repair. Now you: `jasoos` "
	     "begins the lessons, `jasoos lab` gives you this account."),
	  NULL },
};

/* ------------------------------------------------------------------ one beat */

struct demo {
	struct program *program;
	struct lab lab;
	int64_t act_began;
	int act, acts;
	bool as_told; /* every line ended as the story wants */
};

static struct phrase
text_of(const struct beat *beat)
{
	struct phrase text;

	for (int i = 0; i < LANGUAGE_COUNT; i++)
		text.in[i] = language_get((enum language)i, beat->text);
	return text;
}

static void
begin_act(struct demo *demo, const struct beat *beat)
{
	struct message *m = message_text(&demo->program->out, MESSAGE_STEP,
					 text_of(beat));

	m->number = ++demo->act;
	m->count = demo->acts;
	demo->act_began = demo->lab.account->now;
}

static void
type(struct demo *demo, const struct beat *beat)
{
	const char *who = beat->who != NULL ? beat->who
					    : demo->lab.learner->name;
	struct messages *out = &demo->program->out;
	struct strbuf line = STRBUF_INIT;
	int wanted = beat->kind == BEAT_REFUSED ? SHELL_REFUSED : SHELL_DONE;

	strbuf_addf(&line, "\n%s$ %s\n", who, beat->text);
	message_bytes(out, MESSAGE_OUTPUT, line.buf, line.len);
	strbuf_reset(&line);
	if (beat->who != NULL)
		strbuf_addf(&line, "as %s ", beat->who);
	strbuf_addstr(&line, beat->text);
	if (lab_type(&demo->lab, line.buf, out, NULL) != wanted)
		demo->as_told = false;
	strbuf_release(&line);
}

static void
play_beat(struct demo *demo, const struct beat *beat)
{
	struct messages *out = &demo->program->out;

	switch (beat->kind) {
	case BEAT_ACT:
		begin_act(demo, beat);
		break;
	case BEAT_SAY:
		message_text(out, MESSAGE_TEXT, text_of(beat));
		break;
	case BEAT_TYPE:
	case BEAT_REFUSED:
		type(demo, beat);
		break;
	case BEAT_TIMELINE:
		lab_timeline(&demo->lab, demo->act_began, true, out);
		break;
	}
	program_flush(demo->program);
}

/* Time to read, where somebody does. */
static void
pause_after(const struct demo *demo, const struct beat *beat)
{
	const struct screen *screen = &demo->program->screen;

	if (screen->terminal && !screen->plain)
		poll(NULL, 0, beat->kind == BEAT_SAY ? 1200 : 400);
}

static int
play(struct program *program, const struct scenario *scenario)
{
	size_t count = sizeof beats / sizeof *beats;
	struct diagnostics diagnostics = { 0 };
	struct demo demo = { .program = program, .as_told = true };

	if (!lab_begin(&demo.lab, scenario, 0, &diagnostics)) {
		print_diagnostics(stderr, &diagnostics);
		diagnostics_release(&diagnostics);
		return ANSWER_CONTENT;
	}
	for (size_t i = 0; i < count; i++)
		demo.acts += beats[i].kind == BEAT_ACT;
	/* A refusal is a part of the story, in its place. */
	program->screen.err = stdout;
	for (size_t i = 0; i < count && !ferror(stdout); i++) {
		play_beat(&demo, &beats[i]);
		pause_after(&demo, &beats[i]);
	}
	lab_release(&demo.lab);
	return demo.as_told ? ANSWER_DONE : ANSWER_NO;
}

static int
run(struct program *program, const struct arguments *arguments)
{
	struct diagnostics diagnostics = { 0 };
	struct scenario *scenario;
	int answer = ANSWER_CONTENT;

	(void)arguments;
	program_speak(program);
	scenario = program_scenario(program, LAB_SCENARIO, &diagnostics);
	if (scenario != NULL)
		answer = play(program, scenario);
	else
		print_diagnostics(stderr, &diagnostics);
	scenario_free(scenario);
	diagnostics_release(&diagnostics);
	return answer;
}

const struct command demo_command = {
	.name = "demo",
	.operands = "",
	.summary = N_("the story of a stopped trail and its repair, by itself"),
	.run = run,
};
