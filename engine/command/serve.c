/* SPDX-License-Identifier: MIT */
/*
 * jasoos serve: the simulated account on 127.0.0.1, for the real aws CLI and
 * SDKs.
 *
 * It is a lab like the one at the prompt, and its words work here as well,
 * typed below the log of requests.  Time goes as on the wall, a second for a
 * second, unless `speed`, `pause` or `wait` say otherwise.
 */
#include "command/command.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "account/signer.h"
#include "base/clock.h"
#include "base/memory.h"
#include "base/signature.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "http/http.h"
#include "http/server.h"
#include "http/wire.h"
#include "lesson/diagnostic.h"
#include "lesson/lab.h"
#include "lesson/scenario.h"

#define PORT "4580" /* as the table of options says */

enum {
	MOST_PORT = 65535,
	WHO_WIDTH = 12,
	WHAT_WIDTH = 36,
	SHOWN_NAME = 64, /* of what a client sent */
};

struct serving {
	struct program *program;
	struct lab lab;
	struct wire wire;
	int port;
	int64_t real;	  /* up to where time has passed in the account */
	struct strbuf typed; /* a line, until now */
	bool listening;	  /* to what is typed */
	char *key;	  /* the learner's, as it was shown */
};

/* --------------------------------------------------------------------- time */

/* Whole seconds; the rest is for the next time. */
static void
pass_time(struct serving *serving)
{
	int speed = serving->program->screen.speed;
	int64_t now = real_time(), seconds;

	if (speed == 0) {
		serving->real = now;
		return;
	}
	seconds = (now - serving->real) * speed / 1000;
	if (seconds < 1)
		return;
	serving->real += seconds * 1000 / speed;
	lab_pass(&serving->lab, seconds, &serving->program->out);
}

/* ------------------------------------------------------------------ the log */

static void
add_column(const struct style *style, struct strbuf *out, enum pen pen,
	   const char *text, int width)
{
	struct strbuf visible = STRBUF_INIT;
	size_t length = strlen(text);

	utf8_add_visible(&visible, text,
			 length < SHOWN_NAME ? length : SHOWN_NAME, false);
	style_pen(style, out, pen);
	strbuf_addstr(out, visible.buf);
	style_pen(style, out, PEN_PLAIN);
	style_blanks(out, width - (int)utf8_length(visible.buf));
	strbuf_addstr(out, "  ");
	strbuf_release(&visible);
}

static char *
what_was_asked(const struct http_request *request,
	       const struct http_answer *answer)
{
	if (answer->operation)
		return str_printf("%s %s",
				  answer->service ? answer->service : "?",
				  answer->operation);
	return str_printf("%s %s", request->method, request->target);
}

/* "06:30:12  jasoos  cloudtrail StopLogging  ok" */
static void
log_request(struct serving *serving, const struct http_request *request,
	    const struct http_answer *answer)
{
	struct screen *screen = &serving->program->screen;
	const char *result = answer->error ? answer->error : "ok";
	char *what = what_was_asked(request, answer);
	struct strbuf line = STRBUF_INIT;
	char time[CLOCK_TEXT];

	clock_hms(serving->lab.account->now, time);
	add_column(&screen->style, &line, PEN_DIM, time, 0);
	add_column(&screen->style, &line, PEN_STRONG,
		   answer->who ? answer->who : "-", WHO_WIDTH);
	add_column(&screen->style, &line, PEN_PLAIN, what, WHAT_WIDTH);
	add_column(&screen->style, &line,
		   answer->error ? PEN_WRONG : PEN_RIGHT, result, 0);
	strbuf_trim(&line);
	fprintf(screen->out, "%s\n", line.buf);
	strbuf_release(&line);
	free(what);
}

static void
answer_request(void *data, struct http_request *request,
	       struct http_answer *answer)
{
	struct serving *serving = data;

	request->time = learner_now();
	pass_time(serving);
	wire_answer(&serving->wire, request, answer, &serving->program->out);
	log_request(serving, request, answer);
	program_flush(serving->program);
	fflush(serving->program->screen.out);
}

/* ---------------------------------------------------------- what is said */

static bool
learner_key(struct serving *serving, struct signer *signer)
{
	const char *key = serving->lab.learner->access_key_id;
	struct caller caller = { 0 };

	return key && signer_find(serving->lab.account, key, &caller, signer);
}

/* What a shell takes: to be pasted, or cut out by a script. */
static void
print_environment(struct serving *serving)
{
	struct messages *out = &serving->program->out;
	struct strbuf text = STRBUF_INIT;
	struct signer signer;

	if (!learner_key(serving, &signer))
		return;
	free(serving->key);
	serving->key = mem_strdup(serving->lab.learner->access_key_id);
	strbuf_addf(&text,
		    "unset AWS_PROFILE AWS_SESSION_TOKEN\n"
		    "export AWS_ACCESS_KEY_ID=%s\n"
		    "export AWS_SECRET_ACCESS_KEY=%s\n"
		    "export AWS_DEFAULT_REGION=%s\n"
		    "aws --endpoint-url http://127.0.0.1:%d cloudtrail "
		    "describe-trails\n",
		    serving->key, signer.secret, serving->lab.account->region,
		    serving->port);
	message_bytes(out, MESSAGE_OUTPUT, text.buf, text.len);
	strbuf_release(&text);
}

static void
say_how(struct serving *serving)
{
	const struct lab *lab = &serving->lab;
	struct messages *out = &serving->program->out;
	char day[CLOCK_TEXT], time[CLOCK_TEXT];

	clock_format(lab->account->now, "%Y-%m-%d", day, sizeof day);
	message_text(out, MESSAGE_TEXT,
		     phrase_make(&out->arena,
				 N_("- SIMULATED: no AWS account, no bill. "
				    "Only this machine can reach it.\n"
				    "- You are **%s** in account %s; it is "
				    "%s, %s UTC there.\n"
				    "- Words of the lab work here too: `wait "
				    "5m`, `timeline`, `help`, `save`, `quit`."),
				 lab->learner->name, lab->account->id, day,
				 clock_hms(lab->account->now, time)));
	lab_say_story(serving->program, &serving->lab);
	message_text(out, MESSAGE_TEXT,
		     phrase_make(&out->arena,
				 N_("In another terminal, with the real `aws`; "
				    "these keys open this simulated account "
				    "and nothing else:")));
	print_environment(serving);
	program_flush(serving->program);
	/* The last line before the log: who started us may begin. */
	fprintf(serving->program->screen.out, "\nhttp://127.0.0.1:%d\n\n",
		serving->port);
	fflush(serving->program->screen.out);
}

/* ------------------------------------------------------------ what is typed */

/* `open` may bring another seed, and with it other keys. */
static void
tell_new_key(struct serving *serving)
{
	const char *key = serving->lab.learner->access_key_id;

	if (key && serving->key && strcmp(key, serving->key) != 0)
		print_environment(serving);
}

/* False: that was all. */
static bool
take_line(struct serving *serving, const char *line)
{
	struct program *program = serving->program;

	if (lab_line_quits(line))
		return false;
	if (!lab_line_takes_back(line))
		pass_time(serving);
	lab_line(program, &serving->lab, line);
	tell_new_key(serving);
	program_flush(program);
	fflush(program->screen.out);
	return true;
}

static bool
take_lines(struct serving *serving)
{
	char *feed;

	while ((feed = strchr(serving->typed.buf, '\n')) != NULL) {
		char *line = mem_strndup(serving->typed.buf,
					 (size_t)(feed - serving->typed.buf));
		struct strbuf rest = STRBUF_INIT;
		bool more;

		strbuf_addstr(&rest, feed + 1);
		strbuf_release(&serving->typed);
		serving->typed = rest;
		more = take_line(serving, line);
		free(line);
		if (!more)
			return false;
	}
	if (serving->typed.len > LAB_LINE_LIMIT)
		strbuf_reset(&serving->typed);
	return true;
}

/* The end of input ends us on a terminal; elsewhere nobody types any more. */
static bool
read_typed(struct serving *serving)
{
	char bytes[4096];
	ssize_t count = read(STDIN_FILENO, bytes, sizeof bytes);

	if (count < 0 && errno == EINTR)
		return true;
	if (count <= 0) {
		serving->listening = false;
		return !isatty(STDIN_FILENO);
	}
	/* No line may have either, and a NUL would end all that follows. */
	for (ssize_t i = 0; i < count; i++)
		if (bytes[i] == '\0')
			bytes[i] = '\1';
	strbuf_add(&serving->typed, bytes, (size_t)count);
	return take_lines(serving);
}

/* In the background the terminal's lines are another's. */
static int
input_of(const struct serving *serving)
{
	bool here = serving->listening &&
		    (!isatty(STDIN_FILENO) ||
		     tcgetpgrp(STDIN_FILENO) == getpgrp());

	return here ? STDIN_FILENO : -1;
}

/* ------------------------------------------------------------ the command */

static void
serve(struct serving *serving, struct http_server *server)
{
	bool more = true;

	serving->listening = true;
	serving->real = real_time();
	while (more && !ferror(serving->program->screen.out)) {
		switch (http_server_wait(server, input_of(serving))) {
		case HTTP_SERVED:
			break;
		case HTTP_INPUT:
			more = read_typed(serving);
			break;
		case HTTP_STOP:
			more = false;
			break;
		}
	}
}

static int
begin(struct program *program, const struct scenario *scenario, int port)
{
	struct diagnostics diagnostics = { 0 };
	struct serving serving = { .program = program };
	struct http_server *server;
	int answer = ANSWER_DONE;

	if (!lab_begin(&serving.lab, scenario, 0, &diagnostics)) {
		print_diagnostics(stderr, &diagnostics);
		diagnostics_release(&diagnostics);
		return ANSWER_CONTENT;
	}
	strbuf_init(&serving.typed);
	program->screen.plain = true; /* a request waits for nobody's key */
	program->screen.speed = 1;
	wire_init(&serving.wire, &serving.lab);
	server = http_server_open(port, answer_request, &serving);
	if (server != NULL) {
		serving.port = http_server_port(server);
		say_how(&serving);
		serve(&serving, server);
	} else {
		complain(program, N_("port %d of 127.0.0.1 cannot be had (%s); "
				     "--port 0 takes any that is free"),
			 port, strerror(errno));
		answer = ANSWER_IO;
	}
	http_server_close(server);
	strbuf_release(&serving.typed);
	lab_release(&serving.lab);
	free(serving.key);
	return answer;
}

static bool
read_port(struct program *program, const char *text, int *port)
{
	size_t length = strlen(text);

	*port = atoi(length <= 5 ? text : "");
	if (length > 0 && length <= 5 &&
	    strspn(text, "0123456789") == length && *port <= MOST_PORT)
		return true;
	complain(program, N_("'%s' is no port; write a number from 0 to %d"),
		 text, MOST_PORT);
	return false;
}

static bool
has_libraries(struct program *program)
{
	if (!http_server_ready()) {
		complain(program, N_("'serve' needs libmicrohttpd, and this "
				     "machine has none; install it (Debian: "
				     "libmicrohttpd12, elsewhere "
				     "libmicrohttpd)"));
		return false;
	}
	if (!signature_ready()) {
		complain(program, N_("'serve' checks signatures with OpenSSL's "
				     "libcrypto, and this machine has none; "
				     "install it (Debian: libssl3)"));
		return false;
	}
	return true;
}

static int
run(struct program *program, const struct arguments *arguments)
{
	const char *id = arguments->operands[0] != NULL
				 ? arguments->operands[0]
				 : LAB_SCENARIO;
	const char *text = option_value(arguments, "port");
	struct scenario *scenario;
	int port, answer;

	program_speak(program);
	if (!read_port(program, text != NULL ? text : PORT, &port))
		return ANSWER_USAGE;
	if (!has_libraries(program))
		return ANSWER_IO;
	scenario = scenarios_load(program, id, &answer);
	if (scenario == NULL)
		return answer;
	program_pack(program); /* binds the scenario's translation */
	answer = begin(program, scenario, port);
	scenario_free(scenario);
	return answer;
}

static const struct command_option options[] = {
	{ "port", 0, "N",
	  N_("listen there instead of 4580; 0 takes any that is free") },
	{ NULL, 0, NULL, NULL },
};

const struct command serve_command = {
	.name = "serve",
	.operands = "[SCENARIO]",
	.most = 1,
	.summary = N_("the account on 127.0.0.1, for the real aws CLI"),
	.details = N_("It prints keys to paste into another terminal, and then "
		      "one line for each request: when, who, what, and what "
		      "came of it. Nothing leaves this machine, and the keys "
		      "work here only.\n\nWords of the lab can be typed below: "
		      "`wait 5m`, `status`, `timeline`, `goal`, `speed 60`, "
		      "`undo`. `save` keeps the account as it is, calls over "
		      "HTTP among it; `open` in `jasoos lab` goes on with it. "
		      "`quit` or ^C ends it."),
	.options = options,
	.run = run,
};
