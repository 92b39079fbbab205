/* SPDX-License-Identifier: MIT */
/*
 * Sorting words into options: `--name value`, `--name=value`, any order, an
 * abbreviation where it is clear, lists up to the next option.
 *
 * It follows argparse where a learner can notice: which word is the value of
 * which option, what is refused first, and in what words.
 */
#include "shell/options.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "aws/operation.h"
#include "base/list.h"
#include "base/memory.h"
#include "shell/refuse.h"

void
option_list_add(struct option_list *list, const char *name,
		enum option_takes takes)
{
	struct option option = { .name = name, .takes = takes };

	list_push(list, option);
}

static void
add_member(struct option_list *list, const struct aws_member *member,
	   const char *prefix, enum option_takes takes)
{
	char typed[128];
	struct option option = {
		.takes = takes,
		/* the real client leaves a missing flag to its validation */
		.required = (member->flags & AWS_REQUIRED) != 0 &&
			    member->type != AWS_BOOLEAN,
		.negates = strcmp(prefix, "--no-") == 0,
		.member = member,
	};

	aws_option_name(member, typed, sizeof typed);
	option.owned = str_printf("%s%s", prefix, typed);
	option.name = option.owned;
	list_push(list, option);
}

void
option_list_add_members(struct option_list *list,
			const struct aws_member *members)
{
	for (; members && members->name; members++) {
		if (members->type == AWS_BOOLEAN) {
			add_member(list, members, "--", OPTION_FLAG);
			if (!(members->flags & AWS_SWITCH))
				add_member(list, members, "--no-", OPTION_FLAG);
		} else {
			add_member(list, members, "--",
				   members->type == AWS_LIST ? OPTION_MANY
							     : OPTION_ONE);
		}
	}
}

void
option_list_release(struct option_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		free(list->items[i].owned);
	list_release(list);
}

/* An option begins with '-', unless it is a number, "-" alone, or text. */
static bool
looks_like_option(const char *word)
{
	const char *rest = word + 1;

	if (word[0] != '-' || word[1] == '\0')
		return false;
	rest += strspn(rest, "0123456789");
	if (*rest == '.')
		rest += 1 + strspn(rest + 1, "0123456789");
	if (*rest == '\0' && isdigit((unsigned char)rest[-1]))
		return false;
	return !strchr(word, ' ') || strchr(word, '=');
}

static size_t
find_exact(const struct option_list *list, const char *word, size_t length)
{
	for (size_t i = 0; i < list->count; i++) {
		if (strlen(list->items[i].name) == length &&
		    strncmp(list->items[i].name, word, length) == 0)
			return i;
	}
	return list->count;
}

/* The one option that begins so; refuses when there are several. */
static int
find_abbreviated(const struct option_list *list, const char *word,
		 size_t length, size_t *at, struct shell_output *output)
{
	struct strbuf matches = STRBUF_INIT;
	size_t found = 0;

	*at = list->count;
	for (size_t i = 0; i < list->count && length > 2; i++) {
		if (strncmp(list->items[i].name, word, length) != 0)
			continue;
		strbuf_addf(&matches, "%s%s", found > 0 ? ", " : "",
			    list->items[i].name);
		found++;
		*at = i;
	}
	if (found > 1)
		refuse_usage(output, "ambiguous option: %s could match %s",
			     word, matches.buf);
	strbuf_release(&matches);
	return found > 1 ? -1 : 0;
}

static int
take_values(const struct option *option, const char *joined,
	    char *const *words, size_t count, size_t *at,
	    struct shell_words *values, struct shell_output *output)
{
	shell_words_release(values);
	if (joined && option->takes == OPTION_FLAG)
		return refuse_usage(output, "argument %s: ignored explicit "
					    "argument '%s'",
				    option->name, joined);
	if (joined) {
		list_push(values, mem_strdup(joined));
		return 0;
	}
	while (option->takes != OPTION_FLAG && *at < count &&
	       !looks_like_option(words[*at])) {
		list_push(values, mem_strdup(words[(*at)++]));
		if (option->takes == OPTION_ONE)
			break;
	}
	if (option->takes == OPTION_ONE && values->count == 0)
		return refuse_usage(output, "argument %s: expected one "
					    "argument",
				    option->name);
	return 0;
}

int
options_parse(const struct option_list *list, char *const *words, size_t count,
	      unsigned flags, struct options_given *given,
	      struct shell_output *output)
{
	memset(given, 0, sizeof *given);
	given->count = list->count;
	given->values = mem_calloc(list->count + 1, sizeof *given->values);
	given->given = mem_calloc(list->count + 1, sizeof *given->given);
	for (size_t at = 0; at < count;) {
		const char *word = words[at++];
		size_t length = strcspn(word, "="), option = list->count;

		if (looks_like_option(word)) {
			option = find_exact(list, word, length);
			if (option == list->count && !(flags & OPTIONS_EXACT) &&
			    find_abbreviated(list, word, length, &option,
					     output) != 0)
				return -1;
		}
		if (option == list->count) {
			list_push(&given->rest, mem_strdup(word));
			continue;
		}
		given->given[option] = true;
		if (take_values(&list->items[option],
				word[length] ? word + length + 1 : NULL, words,
				count, &at, &given->values[option],
				output) != 0)
			return -1;
	}
	return 0;
}

void
options_given_release(struct options_given *given)
{
	for (size_t i = 0; i < given->count; i++)
		shell_words_release(&given->values[i]);
	free(given->values);
	free(given->given);
	shell_words_release(&given->rest);
	memset(given, 0, sizeof *given);
}

const char *
options_value(const struct option_list *list, const struct options_given *given,
	      const char *name)
{
	size_t at = find_exact(list, name, strlen(name));

	if (at == list->count || given->values[at].count == 0)
		return NULL;
	return given->values[at].items[given->values[at].count - 1];
}

bool
options_has(const struct option_list *list, const struct options_given *given,
	    const char *name)
{
	size_t at = find_exact(list, name, strlen(name));

	return at < list->count && given->given[at];
}

int
options_require(const struct option_list *list,
		const struct options_given *given, const char *positional,
		struct shell_output *output)
{
	struct strbuf missing = STRBUF_INIT;
	bool any;

	for (size_t i = 0; i < list->count; i++) {
		if (!list->items[i].required || given->given[i])
			continue;
		strbuf_addf(&missing, "%s%s", missing.len > 0 ? ", " : "",
			    list->items[i].name);
	}
	if (positional)
		strbuf_addf(&missing, "%s%s", missing.len > 0 ? ", " : "",
			    positional);
	any = missing.len > 0;
	if (any)
		refuse_usage(output, "the following arguments are required: %s",
			     missing.buf);
	strbuf_release(&missing);
	return any ? -1 : 0;
}
