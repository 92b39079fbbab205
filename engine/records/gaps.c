/* SPDX-License-Identifier: MIT */
/*
 * When a trail was blind.
 *
 * Keeps true: the same call in two log files (two trails, or delivered twice)
 * is one call; a trail has at most one gap of logging and one of selectors
 * open at a time.
 *
 * Differs from AWS: an advanced event selector counts by its eventCategory and
 * readOnly; what it leaves out by other fields is not seen.
 */
#include "records/gaps.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/list.h"
#include "base/memory.h"
#include "records/kept.h"

const char *const gaps_members[] = {
	"eventTime",	     "eventName",	   "eventID",
	"awsRegion",	     "sourceIPAddress",	   "userIdentity",
	"requestParameters", "recipientAccountId", NULL,
};

const char gaps_pattern[] =
	"{\"eventSource\":[\"cloudtrail.amazonaws.com\"],"
	"\"eventName\":[\"StopLogging\",\"StartLogging\",\"DeleteTrail\","
	"\"CreateTrail\",\"PutEventSelectors\"],"
	"\"errorCode\":[{\"exists\":false}]}";

/* Gaps that are open, by their index, or NONE. */
#define NONE ((size_t)-1)
struct trail {
	char *name, *region, *account;
	size_t logging, selectors;
};

struct finder {
	struct gaps *gaps;
	LIST(struct trail) trails;
};

/* ------------------------------------------------------------------ trails */

/* The n-th part of "arn:aws:cloudtrail:REGION:ACCOUNT:trail/NAME". */
static char *
arn_part(const char *arn, int n)
{
	while (n-- > 0 && arn != NULL) {
		arn = strchr(arn, ':');
		arn = arn != NULL ? arn + 1 : NULL;
	}
	return arn != NULL ? mem_strndup(arn, strcspn(arn, ":"))
			   : mem_strdup("");
}

static char *
copy_or_empty(const char *text)
{
	return mem_strdup(text != NULL ? text : "");
}

/* The trail of a call, in a form that its name and its ARN have in common;
   false if the call names none. */
static bool
trail_of(struct json_object *record, struct trail *trail)
{
	struct json_object *asked = json_member(record, "requestParameters");
	const char *name = json_string(asked, "name");
	const char *slash;

	if (name == NULL)
		name = json_string(asked, "trailName");
	if (name == NULL)
		return false;
	slash = strchr(name, '/');
	if (strncmp(name, "arn:", 4) == 0 && slash != NULL) {
		trail->region = arn_part(name, 3);
		trail->account = arn_part(name, 4);
		name = slash + 1;
	} else {
		trail->region = copy_or_empty(json_string(record, "awsRegion"));
		trail->account = copy_or_empty(
			json_string(record, "recipientAccountId"));
	}
	trail->name = mem_strdup(name);
	trail->logging = trail->selectors = NONE;
	return true;
}

static void
trail_release(struct trail *trail)
{
	free(trail->name);
	free(trail->region);
	free(trail->account);
}

static struct trail *
find_trail(struct finder *finder, struct json_object *record)
{
	struct trail trail = { 0 };

	if (!trail_of(record, &trail))
		return NULL;
	for (size_t i = 0; i < finder->trails.count; i++) {
		struct trail *known = &finder->trails.items[i];

		if (strcmp(known->name, trail.name) == 0 &&
		    strcmp(known->region, trail.region) == 0 &&
		    strcmp(known->account, trail.account) == 0) {
			trail_release(&trail);
			return known;
		}
	}
	list_push(&finder->trails, trail);
	return &finder->trails.items[finder->trails.count - 1];
}

/* -------------------------------------------------------------------- gaps */

static size_t
begin_gap(struct finder *finder, const struct trail *trail, enum gap_kind kind,
	  enum gap_missing missing, int64_t time, struct json_object *record)
{
	struct gap gap = {
		.trail = mem_strdup(trail->name),
		.region = mem_strdup(trail->region),
		.account = mem_strdup(trail->account),
		.kind = kind,
		.missing = missing,
		.since = time,
		.until = INT64_MAX,
		.begun = json_object_get(record),
	};

	list_push(finder->gaps, gap);
	return finder->gaps->count - 1;
}

static void
end_gap(struct finder *finder, size_t *open, int64_t time,
	struct json_object *record)
{
	struct gap *gap;

	if (*open == NONE)
		return;
	gap = &finder->gaps->items[*open];
	gap->until = time;
	gap->ended = json_object_get(record);
	*open = NONE;
}

/* Which management events a list of selectors leaves in. */
struct kinds {
	bool reads, writes;
};

static void
add_selector(struct json_object *selector, struct kinds *kinds)
{
	const char *type = json_string(selector, "readWriteType");

	if (!json_boolean(selector, "includeManagementEvents", true))
		return;
	if (type == NULL || strcmp(type, "WriteOnly") != 0)
		kinds->reads = true;
	if (type == NULL || strcmp(type, "ReadOnly") != 0)
		kinds->writes = true;
}

/* The only value that a field of an advanced selector must equal, or NULL. */
static const char *
only_value(struct json_object *selector, const char *name)
{
	struct json_object *list = json_member(selector, "fieldSelectors");
	size_t count = json_object_is_type(list, json_type_array)
			       ? json_object_array_length(list) : 0;

	for (size_t i = 0; i < count; i++) {
		struct json_object *one = json_object_array_get_idx(list, i);
		const char *field = json_string(one, "field");
		struct json_object *values = json_member(one, "equals");

		if (field != NULL && strcmp(field, name) == 0 &&
		    json_object_is_type(values, json_type_array) &&
		    json_object_array_length(values) == 1)
			return json_object_get_string(
				json_object_array_get_idx(values, 0));
	}
	return NULL;
}

static void
add_advanced(struct json_object *selector, struct kinds *kinds)
{
	const char *category = only_value(selector, "eventCategory");
	const char *read_only = only_value(selector, "readOnly");

	if (category == NULL || strcmp(category, "Management") != 0)
		return;
	if (read_only == NULL || strcmp(read_only, "true") == 0)
		kinds->reads = true;
	if (read_only == NULL || strcmp(read_only, "false") == 0)
		kinds->writes = true;
}

static struct kinds
kinds_of(struct json_object *record)
{
	static const struct {
		const char *name;
		void (*add)(struct json_object *selector, struct kinds *kinds);
	} lists[] = { { "eventSelectors", add_selector },
		      { "advancedEventSelectors", add_advanced } };
	struct json_object *asked = json_member(record, "requestParameters");
	struct kinds kinds = { false, false };

	for (size_t l = 0; l < sizeof lists / sizeof *lists; l++) {
		struct json_object *list = json_member(asked, lists[l].name);

		if (!json_object_is_type(list, json_type_array))
			continue;
		for (size_t i = 0; i < json_object_array_length(list); i++)
			lists[l].add(json_object_array_get_idx(list, i),
				     &kinds);
	}
	return kinds;
}

static void
selectors_changed(struct finder *finder, struct trail *trail, int64_t time,
		  struct json_object *record)
{
	struct kinds kinds = kinds_of(record);
	enum gap_missing missing = kinds.reads	  ? MISSING_WRITES
				   : kinds.writes ? MISSING_READS
						  : MISSING_MANAGEMENT;

	if (trail->selectors != NONE && !(kinds.reads && kinds.writes) &&
	    finder->gaps->items[trail->selectors].missing == missing)
		return;
	end_gap(finder, &trail->selectors, time, record);
	if (!(kinds.reads && kinds.writes))
		trail->selectors = begin_gap(finder, trail, GAP_SELECTORS,
					     missing, time, record);
}

static void
add_call(struct finder *finder, const struct kept_record *kept,
	 struct json_object *record)
{
	const char *name = json_string(record, "eventName");
	struct trail *trail = find_trail(finder, record);
	bool deletes;

	if (name == NULL || trail == NULL || kept->time == INT64_MIN)
		return;
	deletes = strcmp(name, "DeleteTrail") == 0;
	if (strcmp(name, "StartLogging") == 0)
		end_gap(finder, &trail->logging, kept->time, record);
	else if (strcmp(name, "PutEventSelectors") == 0)
		selectors_changed(finder, trail, kept->time, record);
	else if (strcmp(name, "CreateTrail") == 0 || deletes)
		end_gap(finder, &trail->selectors, kept->time, record);
	if ((deletes || strcmp(name, "StopLogging") == 0) &&
	    trail->logging == NONE)
		trail->logging = begin_gap(finder, trail,
					   deletes ? GAP_DELETED : GAP_STOPPED,
					   MISSING_ALL, kept->time, record);
}

void
gaps_find(const struct kept *records, struct gaps *gaps)
{
	struct finder finder = { .gaps = gaps };

	for (size_t i = 0; i < records->count; i++) {
		const struct kept_record *kept = &records->items[i];
		struct json_object *record = json_parse(
			kept->text, kept->length, NULL, NULL);

		add_call(&finder, kept, record);
		json_object_put(record);
	}
	for (size_t i = 0; i < finder.trails.count; i++)
		trail_release(&finder.trails.items[i]);
	list_release(&finder.trails);
}

static int
by_begin(const void *a, const void *b)
{
	const struct gap *one = a, *two = b;

	if (one->since != two->since)
		return one->since < two->since ? -1 : 1;
	return (int)one->kind - (int)two->kind;
}

void
gaps_sort(struct gaps *gaps)
{
	if (gaps->count > 1)
		qsort(gaps->items, gaps->count, sizeof *gaps->items, by_begin);
}

void
gaps_release(struct gaps *gaps)
{
	for (size_t i = 0; i < gaps->count; i++) {
		struct gap *gap = &gaps->items[i];

		free(gap->trail);
		free(gap->region);
		free(gap->account);
		json_object_put(gap->begun);
		json_object_put(gap->ended);
	}
	list_release(gaps);
}
