/* SPDX-License-Identifier: MIT */
/*
 * Completion of a line: commands and options from the tables, names from the
 * account.
 */
#include "shell/shell.h"

#include <stdlib.h>
#include <string.h>

#include "aws/operation.h"
#include "base/memory.h"
#include "shell/filter.h"
#include "shell/request.h"
#include "shell/s3.h"
#include "shell/words.h"

/* What is known of the line in front of the word to complete. */
struct place {
	struct account *account;
	struct shell_words *candidates;
	char *partial;		  /* the word as far as it is typed */
	struct shell_words words; /* before it, in its stage */
	bool behind_pipe;
	const struct aws_service *service;
	const struct aws_operation *operation;
	bool is_s3;		  /* `aws s3` */
	const struct s3_command *s3_command;
	const char *pending;	  /* an option that waits for its value */
	bool lost;		  /* behind a name that there is not */
};

static void
offer(struct place *place, const char *word)
{
	if (strncmp(word, place->partial, strlen(place->partial)) == 0)
		shell_words_push(place->candidates, word, strlen(word));
}

/* ------------------------------------------------------------- the names */

static void
offer_trails(struct place *place)
{
	for (size_t i = 0; i < place->account->trails.count; i++) {
		if (!place->account->trails.items[i]->deleted)
			offer(place, place->account->trails.items[i]->name);
	}
}

static void
offer_trail_arns(struct place *place)
{
	for (size_t i = 0; i < place->account->trails.count; i++) {
		if (!place->account->trails.items[i]->deleted)
			offer(place, place->account->trails.items[i]->arn);
	}
}

static void
offer_rules(struct place *place)
{
	for (size_t i = 0; i < place->account->rules.count; i++)
		offer(place, place->account->rules.items[i]->name);
}

static void
offer_config_rules(struct place *place)
{
	for (size_t i = 0; i < place->account->config_rules.count; i++)
		offer(place, place->account->config_rules.items[i]->name);
}

static void
offer_functions(struct place *place)
{
	for (size_t i = 0; i < place->account->functions.count; i++)
		offer(place, place->account->functions.items[i]->name);
}

static void
offer_buckets(struct place *place)
{
	for (size_t i = 0; i < place->account->buckets.count; i++)
		offer(place, place->account->buckets.items[i]->name);
}

static void
offer_principals(struct place *place)
{
	for (size_t i = 0; i < place->account->principals.count; i++)
		offer(place, place->account->principals.items[i]->name);
}

static void
offer_regions(struct place *place)
{
	for (const char *const *region = region_names; *region; region++)
		offer(place, *region);
}

static void
offer_attributes(struct place *place)
{
	static const char *const keys[] = {
		"EventId", "EventName", "ReadOnly", "Username", "ResourceType",
		"ResourceName", "EventSource", "AccessKeyId",
	};

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		char *word = str_printf("AttributeKey=%s,AttributeValue=",
					keys[i]);

		offer(place, word);
		free(word);
	}
}

/* s3://BUCKET/ and, in it, the next level of keys. */
static void
offer_paths(struct place *place)
{
	const char *slash = strncmp(place->partial, "s3://", 5) == 0
				    ? strchr(place->partial + 5, '/')
				    : NULL;
	struct bucket *bucket = NULL;
	char *path;

	if (slash) {
		path = mem_strndup(place->partial + 5,
				   (size_t)(slash - place->partial - 5));
		bucket = bucket_find(place->account, path);
		free(path);
	}
	for (size_t i = 0; !slash && i < place->account->buckets.count; i++) {
		path = str_printf("s3://%s/",
				  place->account->buckets.items[i]->name);
		offer(place, path);
		free(path);
	}
	for (size_t i = bucket ? bucket_seek(bucket, slash + 1) : 0;
	     bucket && i < bucket->count; i++) {
		const char *key = bucket->objects[i]->key;
		size_t typed = strlen(slash + 1), level;

		if (strncmp(key, slash + 1, typed) != 0)
			break;
		level = typed + strcspn(key + typed, "/");
		path = str_printf("s3://%s/%.*s", bucket->name,
				  (int)(level + (key[level] == '/')), key);
		offer(place, path);
		free(path);
	}
}

/* Which options have names of the account as their values. */
static const struct {
	const char *service; /* NULL: any */
	const char *option;
	void (*offer)(struct place *place);
} named[] = {
	{ "cloudtrail", "--name", offer_trails },
	{ "cloudtrail", "--trail-name", offer_trails },
	{ "cloudtrail", "--trail-arn", offer_trail_arns },
	{ "cloudtrail", "--trail-name-list", offer_trails },
	{ "cloudtrail", "--lookup-attributes", offer_attributes },
	{ "events", "--name", offer_rules },
	{ "events", "--rule", offer_rules },
	{ "config", "--config-rule-name", offer_config_rules },
	{ "config", "--config-rule-names", offer_config_rules },
	{ "lambda", "--function-name", offer_functions },
	{ NULL, "--bucket", offer_buckets },
	{ NULL, "--s3-bucket", offer_buckets },
	{ NULL, "--s3-bucket-name", offer_buckets },
	{ NULL, "--profile", offer_principals },
	{ NULL, "--region", offer_regions },
};

/* ----------------------------------------------------------- the options */

static const struct option *
find_option(const struct option_list *options, const char *name)
{
	for (size_t i = 0; i < options->count; i++) {
		if (strcmp(options->items[i].name, name) == 0)
			return &options->items[i];
	}
	return NULL;
}

static void
list_options(const struct place *place, struct option_list *options)
{
	for (const struct global_option *o = global_options; o->name; o++)
		option_list_add(options, o->name,
				o->takes_value ? OPTION_ONE : OPTION_FLAG);
	if (place->operation)
		request_options(place->operation, options);
	for (size_t i = 0; place->s3_command && i < S3_OPTIONS &&
			   place->s3_command->options[i];
	     i++)
		option_list_add(options, place->s3_command->options[i],
				OPTION_FLAG);
}

static bool
is_there(const struct place *place, const char *word)
{
	for (size_t i = 0; i < place->words.count; i++) {
		if (strcmp(place->words.items[i], word) == 0)
			return true;
	}
	return false;
}

/* An option of no effect in the lab: understood, not offered. */
static bool
is_silent(const char *name)
{
	for (const struct global_option *o = global_options; o->name; o++) {
		if (strcmp(o->name, name) == 0)
			return !o->summary;
	}
	return false;
}

static void
offer_options(struct place *place)
{
	struct option_list options = { 0 };

	list_options(place, &options);
	for (size_t i = 0; i < options.count; i++) {
		if (!is_there(place, options.items[i].name) &&
		    !is_silent(options.items[i].name))
			offer(place, options.items[i].name);
	}
	option_list_release(&options);
}

static void
offer_global_values(struct place *place)
{
	for (const struct global_option *o = global_options; o->name; o++) {
		const char *values = o->values;

		if (!values || strcmp(o->name, place->pending) != 0)
			continue;
		while (*values) {
			size_t length = strcspn(values, " ");
			char *word = mem_strndup(values, length);

			offer(place, word);
			free(word);
			values += length + (values[length] == ' ');
		}
	}
}

static void
offer_values(struct place *place)
{
	const char *service = place->service ? place->service->name : "s3";
	struct option_list options = { 0 };
	const struct option *option;

	offer_global_values(place);
	for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
		if (strcmp(named[i].option, place->pending) == 0 &&
		    (!named[i].service ||
		     strcmp(named[i].service, service) == 0))
			named[i].offer(place);
	}
	list_options(place, &options);
	option = find_option(&options, place->pending);
	for (size_t i = 0; option && option->member && option->member->values &&
			   option->member->values[i];
	     i++)
		offer(place, option->member->values[i]);
	option_list_release(&options);
}

/* -------------------------------------------------------------- the line */

static void
offer_services(struct place *place)
{
	for (size_t i = 0; aws_services[i]; i++)
		offer(place, shell_service_word(aws_services[i]));
	offer(place, "s3");
	offer(place, "help");
}

static void
offer_commands(struct place *place)
{
	const struct s3_command *command = s3_command_table();
	const struct aws_operation *operation;
	char typed[128];

	for (size_t i = 0; place->service &&
			   (operation = shell_operation_at(place->service, i));
	     i++)
		offer(place, aws_xform_name(operation->name, typed,
					    sizeof typed));
	for (; place->is_s3 && command->name; command++)
		offer(place, command->name);
	offer(place, "help");
}

/* Takes a word that is no option and no value: service, then command. */
static void
take_positional(struct place *place, const char *word)
{
	if (!place->service && !place->is_s3) {
		place->is_s3 = strcmp(word, "s3") == 0;
		place->service = shell_service_find(word);
		place->lost = !place->is_s3 && !place->service;
	} else if (place->is_s3 && !place->s3_command) {
		place->s3_command = s3_command_find(word);
		place->lost = !place->s3_command;
	} else if (place->service && !place->operation) {
		place->operation = shell_operation_find(place->service, word);
		place->lost = !place->operation;
	}
}

static void
take_words(struct place *place)
{
	bool many = false;

	for (size_t i = 1; i < place->words.count && !place->lost; i++) {
		const char *word = place->words.items[i];
		struct option_list options = { 0 };
		const struct option *option;

		if (word[0] == '-' && word[1]) {
			list_options(place, &options);
			option = find_option(&options, word);
			many = option && option->takes == OPTION_MANY;
			place->pending = option && option->takes != OPTION_FLAG
						 ? word
						 : NULL;
			option_list_release(&options);
		} else if (!place->pending) {
			take_positional(place, word);
		} else if (!many) {
			place->pending = NULL;
		}
	}
}

static void
complete_aws(struct place *place)
{
	take_words(place);
	if (place->lost)
		return;
	if (place->partial[0] == '-')
		offer_options(place);
	else if (place->pending)
		offer_values(place);
	else if (!place->service && !place->is_s3)
		offer_services(place);
	else if (!place->operation && !place->s3_command)
		offer_commands(place);
	else if (place->s3_command)
		offer_paths(place);
	else
		offer_options(place);
}

/* Where the last word begins, and where its stage does. */
static void
find_word(const char *line, size_t cursor, size_t *stage, size_t *word)
{
	char quote = '\0';

	*stage = *word = 0;
	for (size_t i = 0; i < cursor; i++) {
		if (quote) {
			if (line[i] == quote)
				quote = '\0';
		} else if (line[i] == '\'' || line[i] == '"') {
			quote = line[i];
		} else if (line[i] == '\\' && i + 1 < cursor) {
			i++;
		} else if (line[i] == '|') {
			*stage = *word = i + 1;
		} else if (strchr(" \t\r\n", line[i])) {
			*word = i + 1;
		}
	}
}

void
shell_complete(struct account *account, const char *line, size_t cursor,
	       struct shell_words *candidates, size_t *start)
{
	struct place place = { .account = account, .candidates = candidates };
	size_t length = strlen(line), stage;
	char *before;

	if (cursor > length)
		cursor = length;
	find_word(line, cursor, &stage, start);
	before = mem_strndup(line + stage, *start - stage);
	place.partial = mem_strndup(line + *start, cursor - *start);
	place.behind_pipe = stage > 0;
	if (shell_split(before, &place.words, NULL) == 0) {
		if (place.behind_pipe && place.words.count == 0) {
			for (const struct filter *f = filters; f->name; f++)
				offer(&place, f->name);
		} else if (place.words.count == 0) {
			offer(&place, "aws");
		} else if (!place.behind_pipe &&
			   strcmp(place.words.items[0], "aws") == 0) {
			complete_aws(&place);
		}
	}
	shell_words_sort(candidates);
	shell_words_release(&place.words);
	free(place.partial);
	free(before);
}
