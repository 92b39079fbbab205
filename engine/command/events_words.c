/* SPDX-License-Identifier: MIT */
/*
 * jasoos events: who, what and when of a record, in words.
 *
 * A record's text comes from anywhere: whatever of it is shown was made
 * visible first.
 */
#include "command/events.h"

#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/utf8.h"
#include "command/command.h"
#include "records/who.h"

static const char *
visible(struct program *program, const char *text)
{
	struct strbuf safe = STRBUF_INIT;
	const char *copy;

	utf8_add_visible(&safe, text, strlen(text), false);
	copy = arena_strdup(&program->out.arena, safe.buf);
	strbuf_release(&safe);
	return copy;
}

struct phrase
events_text(struct program *program, const char *text)
{
	return phrase_same(&program->out.arena,
			   text != NULL ? visible(program, text) : "-");
}

struct phrase
events_value(struct program *program, struct json_object *value)
{
	struct strbuf text = STRBUF_INIT;
	struct phrase phrase;

	if (value == NULL || json_object_is_type(value, json_type_string))
		return events_text(program, json_object_get_string(value));
	json_write(value, &text);
	phrase = events_text(program, text.buf);
	strbuf_release(&text);
	return phrase;
}

struct phrase
events_when(struct program *program, int64_t time)
{
	char text[CLOCK_TEXT];

	return phrase_same(&program->out.arena,
			   clock_format(time, "%Y-%m-%d %H:%M:%S", text,
					sizeof text));
}

struct phrase
events_who(struct program *program, struct json_object *record)
{
	struct arena *arena = &program->out.arena;
	struct who who = who_of(record);
	const char *name = visible(program, who.name);

	switch (who.kind) {
	case WHO_ROOT:
		return phrase_make(arena, N_("root, the account's owner"));
	case WHO_ROLE:
		if (who.session == NULL)
			/* TRANSLATORS: a role's name */
			return phrase_make(arena, N_("%s (role)"), name);
		/* TRANSLATORS: a role's name and the name of its session */
		return phrase_make(arena, N_("%s (role, session %s)"), name,
				   visible(program, who.session));
	case WHO_SERVICE:
		/* TRANSLATORS: autoscaling.amazonaws.com */
		return phrase_make(arena, N_("%s (AWS itself)"), name);
	case WHO_ACCOUNT:
		return phrase_make(arena, N_("somebody of account %s"), name);
	case WHO_UNKNOWN:
		return phrase_make(arena, N_("unknown"));
	default:
		return phrase_same(arena, name);
	}
}

struct phrase
events_what(struct program *program, struct json_object *record)
{
	struct arena *arena = &program->out.arena;
	const char *name = json_string(record, "eventName");
	const char *source = json_string(record, "eventSource");
	const char *error = json_string(record, "errorCode");
	char *what;

	name = name != NULL ? visible(program, name) : "-";
	source = visible(program, source != NULL ? source : "");
	what = *source != '\0'
		       ? arena_printf(arena, "%s (%.*s)", name,
				      (int)strcspn(source, "."), source)
		       : arena_strdup(arena, name);
	if (error == NULL)
		return phrase_same(arena, what);
	/* TRANSLATORS: a call ("StopLogging (cloudtrail)") and AWS's error */
	return phrase_make(arena, N_("%s, failed: %s"), what,
			   visible(program, error));
}
