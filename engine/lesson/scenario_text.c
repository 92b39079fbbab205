/* SPDX-License-Identifier: MIT */
/*
 * Texts of a scenario's calls: ids, keys and moments that are different at
 * each call and yet the same at each playing, because chance and time are the
 * account's.
 */
#include "lesson/scenario_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"

struct filling {
	struct account *account;
	const struct scenario_actor *actor;
	struct strbuf *out;
	const char *argument; /* behind the colon, or "" */
};

static bool
fill_guid(struct filling *f)
{
	char text[37];

	strbuf_addstr(f->out, random_guid(&f->account->random, text));
	return true;
}

static bool
fill_pick(struct filling *f)
{
	const char *at = f->argument;
	uint32_t count = 1, wanted;

	for (const char *c = at; *c; c++)
		count += *c == '|';
	for (wanted = random_below(&f->account->random, count); wanted > 0;
	     wanted--)
		at = strchr(at, '|') + 1;
	strbuf_add(f->out, at, strcspn(at, "|"));
	return true;
}

static bool
fill_run(struct filling *f)
{
	const char *run = f->actor->run;

	if (!run)
		return false;
	strbuf_addstr(f->out, strcmp(f->argument, "guid") ?
				      strrchr(run, '-') + 1 :
				      run);
	return true;
}

/* "{key}" is the actor's, "{key:NAME}" somebody's own. */
static bool
fill_key(struct filling *f)
{
	const struct credentials *credentials = f->actor->credentials;
	const char *who = *f->argument ? f->argument : f->actor->who;
	const struct principal *principal = principal_find(f->account, who);
	const char *key = principal ? principal->access_key_id : NULL;

	if (!*f->argument && credentials)
		key = credentials->access_key_id;
	if (!key)
		return false;
	strbuf_addstr(f->out, key);
	return true;
}

/* Without the name of a session. */
static bool
fill_principal(struct filling *f)
{
	const struct principal *principal =
		principal_find(f->account, f->argument);

	if (!principal || !principal->principal_id)
		return false;
	strbuf_add(f->out, principal->principal_id,
		   strcspn(principal->principal_id, ":"));
	return true;
}

static bool
fill_arn(struct filling *f)
{
	struct caller caller = {
		.principal = principal_find(f->account, f->actor->who),
		.credentials = f->actor->credentials,
	};
	struct json_object *identity;
	const char *arn;

	if (!caller.principal)
		return false;
	identity = principal_user_identity(f->account, &caller);
	arn = json_string(identity, "arn");
	strbuf_addstr(f->out, arn ? arn : "");
	json_object_put(identity);
	return true;
}

static bool
fill_now(struct filling *f)
{
	char text[CLOCK_TEXT];

	strbuf_addstr(f->out,
		      clock_format(f->account->now,
				   "%Y-%m-%dT%H:%M:%S.000+0000", text,
				   sizeof text));
	return true;
}

/* "Nov 13, 2025 9:12:05 AM", as older services write moments. */
static void
add_moment(struct filling *f, int64_t moment, const char *comma)
{
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr",
					      "May", "Jun", "Jul", "Aug",
					      "Sep", "Oct", "Nov", "Dec" };
	struct civil_time t = clock_civil(moment);

	strbuf_addf(f->out, "%s %d, %d%s %d:%02d:%02d %s", months[t.month - 1],
		    t.day, t.year, comma, t.hour % 12 ? t.hour % 12 : 12,
		    t.minute, t.second, t.hour < 12 ? "AM" : "PM");
}

static bool
fill_created(struct filling *f)
{
	add_moment(f, f->account->now, "");
	return true;
}

static bool
fill_until(struct filling *f)
{
	int64_t later;

	if (!clock_parse_duration(f->argument, &later))
		return false;
	add_moment(f, f->account->now + later, ",");
	return true;
}

static bool
fill_account(struct filling *f)
{
	strbuf_addstr(f->out, f->account->id);
	return true;
}

static bool
fill_region(struct filling *f)
{
	strbuf_addstr(f->out, f->account->region);
	return true;
}

/* ---- by name */

static const struct {
	const char *name;
	bool (*fill)(struct filling *f);
} fillings[] = {
	{ "guid", fill_guid },	     { "pick", fill_pick },
	{ "run", fill_run },	     { "key", fill_key },
	{ "principal", fill_principal }, { "arn", fill_arn },
	{ "now", fill_now },	     { "created", fill_created },
	{ "until", fill_until },     { "account", fill_account },
	{ "region", fill_region },
};

static const struct {
	const char *name, *letters;
} alphabets[] = {
	{ "hex", "0123456789abcdef" },
	{ "digits", "0123456789" },
	{ "id", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567" },
	{ "text", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		  "0123456789+/" },
};

static bool
fill_letters(struct filling *f, const char *name)
{
	char text[257];
	int count = atoi(f->argument);

	if (strlen(f->argument) > 3 || count < 1 || count >= (int)sizeof text)
		return false;
	for (size_t i = 0; i < sizeof alphabets / sizeof *alphabets; i++)
		if (!strcmp(alphabets[i].name, name)) {
			strbuf_addstr(f->out,
				      random_text(&f->account->random,
						  alphabets[i].letters, count,
						  text));
			return true;
		}
	return false;
}

/* False if `placeholder`, the text between the braces, is none. */
static bool
fill(struct account *account, const struct scenario_actor *actor,
     char *placeholder, struct strbuf *out)
{
	char *colon = strchr(placeholder, ':');
	struct filling f = { account, actor, out, "" };
	bool filled = false;

	if (colon) {
		*colon = '\0';
		f.argument = colon + 1;
	}
	for (size_t i = 0; !filled && i < sizeof fillings / sizeof *fillings;
	     i++)
		filled = !strcmp(fillings[i].name, placeholder) &&
			 fillings[i].fill(&f);
	filled = filled || fill_letters(&f, placeholder);
	if (colon)
		*colon = ':';
	return filled;
}

char *
scenario_text(struct account *account, const struct scenario_actor *actor,
	      const char *text)
{
	struct strbuf out = STRBUF_INIT;
	const char *open, *close;

	while ((open = strchr(text, '{')) && (close = strchr(open, '}'))) {
		char *name = mem_strndup(open + 1, (size_t)(close - open - 1));

		strbuf_add(&out, text, (size_t)(open - text));
		if (!fill(account, actor, name, &out))
			strbuf_addf(&out, "{%s}", name);
		text = close + 1;
		free(name);
	}
	strbuf_addstr(&out, text);
	return strbuf_detach(&out);
}
