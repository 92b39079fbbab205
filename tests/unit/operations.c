/* SPDX-License-Identifier: MIT */
/*
 * Plays tests/ops/SERVICE/OPERATION.test (see blocks.h), one test a file.
 *
 * Each block is played on two new accounts of the same seed: as it is typed,
 * and as the JSON that the typed line sends.  Both must answer the same, and
 * the two accounts must be the same behind it, byte for byte.  Every call
 * leaves one event that says what the answer said.
 *
 * Every operation has a file, and its file shows each error that the
 * operation's row declares, and no other.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "account/account.h"
#include "aws/dispatch.h"
#include "aws/operation.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/json.h"
#include "base/memory.h"
#include "pattern/pattern.h"
#include "shell/shell.h"

#include "blocks.h"
#include "loose.h"
#include "scenes.h"
#include "shape.h"
#include "wire.h"

#define FOLDER "tests/ops"

enum { CODES = 32 };

/* One file being played. */
struct play {
	const char *path;
	const struct aws_service *service;
	const struct aws_operation *operation;
	struct account *typed, *wired;
	const struct step *step;
	/* what the step called, if it was a plain call; else NULL */
	const struct aws_service *sent_service;
	const struct aws_operation *sent_operation;
	size_t faults;
	char *codes[CODES]; /* errors of this operation that were seen */
	size_t code_count;
};

static void fault(struct play *play, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void
fault(struct play *play, const char *format, ...)
{
	struct strbuf text = STRBUF_INIT;
	va_list args;

	va_start(args, format);
	strbuf_vaddf(&text, format, args);
	va_end(args);
	print_error("%s:%d: %s\n", play->path, play->step->line, text.buf);
	strbuf_release(&text);
	play->faults++;
}

/* ---------------------------------------------------------- answers */

static void
compare_answer(struct play *play, const char *expected, const char *actual,
	       size_t length)
{
	struct json_object *wanted = scene_json(expected), *was;
	struct strbuf why = STRBUF_INIT;

	if (!wanted)
		fault(play, "the expected answer is no JSON");
	was = json_parse(actual, length, NULL, NULL);
	if (!was)
		fault(play, "the answer is no JSON: %.*s", (int)length, actual);
	if (wanted && was && !loose_match(wanted, was, "", &why))
		fault(play, "%s", why.buf);
	json_object_put(wanted);
	json_object_put(was);
	strbuf_release(&why);
}

/* Is `line` one of the lines of `text`? */
static bool
has_line(const char *text, const char *line)
{
	for (size_t length; *text; text += length + (text[length] == '\n')) {
		length = strcspn(text, "\n");
		if (strlen(line) == length && !strncmp(text, line, length))
			return true;
	}
	return false;
}

static void
note_code(struct play *play, const char *code)
{
	for (size_t i = 0; i < play->code_count; i++)
		if (!strcmp(play->codes[i], code))
			return;
	if (play->code_count < CODES)
		play->codes[play->code_count++] = mem_strdup(code);
}

static void
compare_refusal(struct play *play, const struct shell_output *output)
{
	const struct step *step = play->step;
	const char *operation = step->operation ? step->operation :
						  play->operation->name;
	char *expected = str_printf("\nAn error occurred (%s) when calling the "
				    "%s operation: %s\n",
				    step->code, operation, step->message);

	note_code(play, step->code);
	if (output->status != SHELL_REFUSED)
		fault(play, "exit status %d, not %d", output->status,
		      SHELL_REFUSED);
	if (!loose_text(expected, output->err.buf))
		fault(play, "expected%s\nwas%s", expected, output->err.buf);
	free(expected);
}

static void
compare_output(struct play *play, const struct shell_output *output)
{
	const struct step *step = play->step;

	if (step->code) {
		compare_refusal(play, output);
		return;
	}
	if (step->client) {
		if (output->status != step->status)
			fault(play, "exit status %d, not %d", output->status,
			      step->status);
		if (!has_line(output->err.buf, step->client))
			fault(play, "the client says:\n%s", output->err.buf);
		if (output->calls > 0)
			fault(play, "something was sent");
		return;
	}
	if (output->status != SHELL_DONE)
		fault(play, "exit status %d:%s", output->status,
		      output->err.buf);
	else if (step->answer)
		compare_answer(play, step->answer, output->out.buf,
			       output->out.len);
	else if (step->printed && strcmp(step->printed, output->out.buf) != 0)
		fault(play, "expected:\n%swas:\n%s", step->printed,
		      output->out.buf);
	else if (step->nothing && output->out.len > 0)
		fault(play, "expected nothing, was:\n%s", output->out.buf);
}

/* ----------------------------------------------------------- events */

static void
check_pattern(struct play *play, const char *text, struct json_object *value,
	      const char *what)
{
	struct pattern_error error;
	struct pattern *pattern = pattern_compile(text, strlen(text), &error);
	struct pattern_why_not why;

	if (!pattern)
		fault(play, "%s: the pattern is not valid: %s", what,
		      error.reason);
	else if (pattern_explain(pattern, value, &why))
		fault(play, "%s: %s should match %s, was %s", what, why.field,
		      why.wanted, *why.found ? why.found : "not there");
	pattern_free(pattern);
}

/* What holds for every record of a call, whatever the block says. */
static void
check_record(struct play *play, struct json_object *record, const char *code)
{
	const struct aws_operation *operation = play->sent_operation;
	const char *name = operation->event_name ? operation->event_name :
						   operation->name;
	const char *recorded = json_string(record, "errorCode");
	const char *denied = "AccessDeniedException";
	bool management = !(operation->flags & AWS_DATA_EVENT);
	struct strbuf shape = STRBUF_INIT;

	shape_check(record, &shape);
	if (shape.len > 0)
		fault(play, "the event is no record: %s", shape.buf);
	strbuf_release(&shape);
	if (strcmp(json_string(record, "eventName"), name) != 0)
		fault(play, "the event's name is %s, not %s",
		      json_string(record, "eventName"), name);
	if (strcmp(json_string(record, "eventSource"),
		   play->sent_service->event_source) != 0)
		fault(play, "the event's source is %s",
		      json_string(record, "eventSource"));
	if (json_boolean(record, "readOnly", false) !=
	    !!(operation->flags & AWS_READ_ONLY))
		fault(play, "the event's readOnly is wrong");
	if (json_boolean(record, "managementEvent", !management) != management)
		fault(play, "the event's managementEvent is wrong");
	if (code && !strcmp(code, denied))
		code = "AccessDenied";
	if (!code != !recorded ||
	    (code && strcmp(code, recorded) != 0 && strcmp(code, "403") != 0 &&
	     strcmp(code, "404") != 0))
		fault(play, "the answer is %s, the event's errorCode %s",
		      code ? code : "success", recorded ? recorded : "none");
}

/* The events that were added since `before`: `calls` of them. */
static void
check_events(struct play *play, size_t before, size_t calls)
{
	const struct step *step = play->step;
	const struct events *events = &play->typed->events;
	struct json_object *record;

	if (events->count - before != calls)
		fault(play, "%zu events were recorded for %zu calls",
		      events->count - before, calls);
	if (step->event && calls == 0)
		fault(play, "nothing was sent");
	if (calls == 0 || events->count == before)
		return;
	record = event_parse(play->typed, events->count - 1);
	if (play->sent_operation)
		check_record(play, record, step->code);
	if (step->event)
		check_pattern(play, step->event, record, "event");
	json_object_put(record);
}

/* ------------------------------------------------- the same by wire */

static void
compare_wire(struct play *play, const struct sending *sending,
	     const struct aws_call *call, const struct shell_output *output)
{
	struct strbuf expected = STRBUF_INIT;
	bool refused = call->error.code != NULL;
	const struct strbuf *was = refused ? &output->err : &output->out;

	if (refused)
		strbuf_addf(&expected,
			    "\nAn error occurred (%s) when calling the %s "
			    "operation: %s\n",
			    call->error.code, call->operation->name,
			    call->error.message);
	else if (!sending->shell.globals.query)
		print_response(sending, call->response, &expected);
	if ((refused || !sending->shell.globals.query) &&
	    (expected.len != was->len ||
	     memcmp(expected.buf, was->buf, was->len) != 0))
		fault(play, "by wire the answer would be:\n%s", expected.buf);
	strbuf_release(&expected);
}

static void
play_by_wire(struct play *play, const struct shell_output *output)
{
	struct sending sending;

	if (sending_read(&sending, play->wired, play->step->text)) {
		struct aws_call call = {
			.account = play->wired,
			.caller = sending.shell.caller,
			.service = sending.service,
			.operation = sending.request.operation,
			.request = over_the_wire(sending.request.members),
		};

		play->sent_service = call.service;
		play->sent_operation = call.operation;
		aws_dispatch(&call);
		compare_wire(play, &sending, &call, output);
		json_object_put(call.request);
		aws_call_release(&call);
	} else {
		fault(play, "the line cannot be sent by wire: say typed-only");
	}
	sending_release(&sending);
}

/* ------------------------------------------------------------ steps */

static void
run_typed(struct account *account, const char *line,
	  struct shell_output *output)
{
	shell_output_init(output);
	shell_run(account, principal_find(account, "sana"), line, output);
}

static void
play_typed(struct play *play)
{
	const struct step *step = play->step;
	size_t before = play->typed->events.count;
	struct shell_output output, again;

	run_typed(play->typed, step->text, &output);
	compare_output(play, &output);
	if (output.calls == 1 && !step->typed_only) {
		play_by_wire(play, &output);
	} else {
		run_typed(play->wired, step->text, &again);
		shell_output_release(&again);
	}
	check_events(play, before, output.calls);
	shell_output_release(&output);
}

/* One call as it arrives, with the client's words for the answer. */
static void
send_wire(struct play *play, struct account *account,
	  const struct aws_operation *operation, struct shell_output *output)
{
	struct aws_call call = {
		.account = account,
		.caller = { .principal = principal_find(account, "sana"),
			    .user_agent = "wire" },
		.service = play->service,
		.operation = operation,
		.request = scene_json(play->step->text),
	};

	shell_output_init(output);
	if (!call.request) {
		fault(play, "the request is no JSON");
	} else if (aws_dispatch(&call) == 0) {
		shell_format(call.response, "json", operation->name,
			     &output->out);
	} else {
		output->status = SHELL_REFUSED;
		strbuf_addf(&output->err,
			    "\nAn error occurred (%s) when calling the %s "
			    "operation: %s\n",
			    call.error.code, operation->name,
			    call.error.message);
	}
	json_object_put(call.request);
	aws_call_release(&call);
}

static void
play_wire(struct play *play)
{
	const struct aws_operation *operation =
		aws_operation_find(play->service, play->step->operation);
	size_t before = play->typed->events.count;
	struct shell_output output, again;

	if (!operation) {
		fault(play, "no such operation");
		return;
	}
	send_wire(play, play->typed, operation, &output);
	send_wire(play, play->wired, operation, &again);
	compare_output(play, &output);
	play->sent_service = play->service;
	play->sent_operation = operation;
	check_events(play, before, 1);
	shell_output_release(&output);
	shell_output_release(&again);
}

static void
play_wait(struct play *play)
{
	int64_t length;

	if (!clock_parse_duration(play->step->text, &length)) {
		fault(play, "no length of time");
		return;
	}
	account_advance(play->typed, length);
	account_advance(play->wired, length);
}

static void
play_step(struct play *play)
{
	struct json_object *state;

	play->sent_service = NULL;
	play->sent_operation = NULL;
	switch (play->step->kind) {
	case STEP_TYPED:
		for (int i = 0; i < play->step->times; i++)
			play_typed(play);
		break;
	case STEP_WIRE:
		play_wire(play);
		break;
	case STEP_WAIT:
		play_wait(play);
		break;
	}
	if (!play->step->state)
		return;
	state = account_state(play->typed);
	check_pattern(play, play->step->state, state, "state");
	json_object_put(state);
}

static void
play_block(struct play *play, const struct block *block, const char *scene)
{
	struct strbuf typed = STRBUF_INIT, wired = STRBUF_INIT;

	play->typed = scene_new(scene);
	play->wired = scene_new(scene);
	for (size_t i = 0; i < block->steps.count; i++) {
		play->step = &block->steps.items[i];
		play_step(play);
	}
	account_dump(play->typed, &typed);
	account_dump(play->wired, &wired);
	if (typed.len != wired.len || memcmp(typed.buf, wired.buf, typed.len))
		fault(play, "typed and by wire the account is not the same");
	strbuf_release(&typed);
	strbuf_release(&wired);
	account_free(play->typed);
	account_free(play->wired);
}

/* ------------------------------------------------------------ files */

/* Any call may be refused so, whatever its row says. */
static bool
is_common(const char *code)
{
	static const char *const common[] = {
		"403", "AccessDenied", "AccessDeniedException",
		"AuthorizationError",
		"SerializationException", "ValidationException",
	};

	for (size_t i = 0; i < sizeof common / sizeof *common; i++)
		if (!strcmp(common[i], code))
			return true;
	return false;
}

static void
compare_errors(struct play *play)
{
	static const char *const none[] = { NULL };
	const char *const *errors = play->operation->errors;

	if (!errors)
		errors = none;
	for (size_t i = 0; i < play->code_count; i++) {
		size_t j = 0;

		while (errors[j] && strcmp(errors[j], play->codes[i]) != 0)
			j++;
		if (!errors[j] && !is_common(play->codes[i])) {
			print_error("%s: %s is not declared\n", play->path,
				    play->codes[i]);
			play->faults++;
		}
	}
	for (; *errors; errors++) {
		size_t j = 0;

		while (j < play->code_count &&
		       strcmp(*errors, play->codes[j]) != 0)
			j++;
		if (j == play->code_count) {
			print_error("%s: %s is declared and not shown\n",
				    play->path, *errors);
			play->faults++;
		}
	}
}

struct subject {
	const struct aws_service *service;
	const struct aws_operation *operation;
	char *path;
};

static void
an_operation_answers_as_its_file_says(void **state)
{
	const struct subject *subject = *state;
	struct play play = {
		.path = subject->path,
		.service = subject->service,
		.operation = subject->operation,
	};
	struct blocks blocks;

	blocks_read(subject->path, &blocks);
	if (blocks.items.count == 0)
		fail_msg("%s: no block", subject->path);
	for (size_t i = 0; i < blocks.items.count; i++)
		play_block(&play, &blocks.items.items[i], blocks.scene);
	compare_errors(&play);
	for (size_t i = 0; i < play.code_count; i++)
		free(play.codes[i]);
	blocks_release(&blocks);
	if (play.faults > 0)
		fail_msg("%s: %zu faults", subject->path, play.faults);
}

static bool
names_operation(const struct aws_service *service, const char *file)
{
	size_t length = strlen(file);
	char name[128];

	if (length < 6 || strcmp(file + length - 5, ".test") != 0)
		return false;
	snprintf(name, sizeof name, "%.*s", (int)(length - 5), file);
	return aws_operation_find(service, name) != NULL;
}

static void
every_file_is_of_an_operation(void **state)
{
	(void)state;
	for (size_t i = 0; aws_services[i]; i++) {
		char *folder = file_join(FOLDER, aws_services[i]->name);
		struct file_names names = { 0 };

		assert_int_equal(file_list(folder, &names), 0);
		for (size_t j = 0; j < names.count; j++)
			if (!names_operation(aws_services[i], names.items[j]))
				fail_msg("%s/%s is of no operation", folder,
					 names.items[j]);
		file_names_release(&names);
		free(folder);
	}
}

static size_t
count_operations(void)
{
	size_t count = 0;

	for (size_t i = 0; aws_services[i]; i++)
		for (size_t j = 0; aws_services[i]->operations[j]; j++)
			count++;
	return count;
}

/* A program argument plays one operation only: "StopLogging". */
int
main(int argc, char **argv)
{
	const char *only = argc > 1 ? argv[1] : NULL;
	size_t total = count_operations(), count = 0;
	struct subject *subjects = mem_calloc(total, sizeof *subjects);
	struct CMUnitTest *tests = mem_calloc(total + 1, sizeof *tests);
	int result;

	for (size_t i = 0; aws_services[i]; i++)
		for (size_t j = 0; aws_services[i]->operations[j]; j++) {
			struct subject *subject = &subjects[count];

			subject->service = aws_services[i];
			subject->operation = subject->service->operations[j];
			if (only && strcmp(only, subject->operation->name))
				continue;
			subject->path = str_printf("%s/%s/%s.test", FOLDER,
						   subject->service->name,
						   subject->operation->name);
			tests[count++] = (struct CMUnitTest){
				.name = subject->path,
				.test_func =
					an_operation_answers_as_its_file_says,
				.initial_state = subject,
			};
		}
	if (!only)
		tests[count++] = (struct CMUnitTest){
			.name = "every_file_is_of_an_operation",
			.test_func = every_file_is_of_an_operation,
		};
	result = _cmocka_run_group_tests("operations", tests, count, NULL,
					 NULL);
	for (size_t i = 0; i < total; i++)
		free(subjects[i].path);
	free(subjects);
	free(tests);
	return result;
}
