/* SPDX-License-Identifier: MIT */
/*
 * Looking at the account: its state as a table, and its timeline.
 *
 * Both are copies: the account may go on, or be thrown away by an undo, while
 * the message still stands on a screen.
 */
#include "lesson/lab.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/list.h"
#include "lesson/lab_parts.h"

enum { STATUS_COLUMNS = 4 };

/* ------------------------------------------------------------------- status */

static struct phrase
counted(struct arena *arena, struct json_object *state, const char *member,
	const char *msgid)
{
	return phrase_make(arena, msgid, (int)json_int(state, member, 0));
}

static void
trail_cells(struct arena *arena, struct json_object *state,
	    struct phrase *cells)
{
	cells[0] = json_boolean(state, "isLogging", false)
			   ? phrase_make(arena, N_("LOGGING"))
			   : phrase_make(arena, N_("NOT LOGGING"));
	cells[1] = counted(arena, state, "logFiles", N_("log files: %d"));
}

static void
rule_cells(struct arena *arena, struct json_object *state,
	   struct phrase *cells)
{
	cells[0] = phrase_same(arena, json_string(state, "state"));
	cells[1] = counted(arena, state, "targets", N_("targets: %d"));
}

static void
config_rule_cells(struct arena *arena, struct json_object *state,
		  struct phrase *cells)
{
	cells[0] = phrase_same(arena, json_string(state, "compliance"));
	cells[1] = phrase_same(arena, json_string(state,
						  "maximumExecutionFrequency"));
}

static void
function_cells(struct arena *arena, struct json_object *state,
	       struct phrase *cells)
{
	cells[0] = counted(arena, state, "invocations", N_("invocations: %d"));
	cells[1] = counted(arena, state, "failures", N_("failures: %d"));
}

static void
detector_cells(struct arena *arena, struct json_object *state,
	       struct phrase *cells)
{
	cells[0] = phrase_same(arena, json_string(state, "status"));
	cells[1] = phrase_make(arena, N_("findings: %d"),
			       (int)json_object_array_length(
				       json_member(state, "findings")));
}

static void
bucket_cells(struct arena *arena, struct json_object *state,
	     struct phrase *cells)
{
	cells[0] = phrase_same(arena, "");
	cells[1] = counted(arena, state, "objects", N_("objects: %d"));
}

static void
alarm_cells(struct arena *arena, struct json_object *state,
	    struct phrase *cells)
{
	cells[0] = phrase_same(arena, json_string(state, "state"));
	cells[1] = phrase_same(arena, json_string(state, "metricName"));
}

static void
log_group_cells(struct arena *arena, struct json_object *state,
		struct phrase *cells)
{
	cells[0] = phrase_same(arena, "");
	cells[1] = counted(arena, state, "events", N_("log events: %d"));
}

static void
topic_cells(struct arena *arena, struct json_object *state,
	    struct phrase *cells)
{
	struct json_object *list = json_member(state, "subscriptions");

	cells[0] = phrase_same(arena, "");
	cells[1] = phrase_make(arena, N_("subscriptions: %d"),
			       (int)json_object_array_length(list));
}

static const struct {
	const char *member; /* of account_state() */
	const char *kind;   /* AWS's word for one of them */
	void (*cells)(struct arena *arena, struct json_object *state,
		      struct phrase *cells);
} kinds[] = {
	{ "trails", "trail", trail_cells },
	{ "rules", "rule", rule_cells },
	{ "configRules", "config rule", config_rule_cells },
	{ "detectors", "detector", detector_cells },
	{ "functions", "function", function_cells },
	{ "buckets", "bucket", bucket_cells },
	{ "logGroups", "log group", log_group_cells },
	{ "alarms", "alarm", alarm_cells },
	{ "topics", "topic", topic_cells },
};

static size_t
count_things(struct json_object *state)
{
	size_t count = 0;

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		count += (size_t)json_object_object_length(
			json_member(state, kinds[i].member));
	return count;
}

void
lab_status(const struct lab *lab, struct messages *out)
{
	struct json_object *state = account_state(lab->account);
	struct message *table = message_add(out, MESSAGE_TABLE);
	struct arena *arena = &out->arena;
	struct phrase *cells;

	table->columns = STATUS_COLUMNS;
	table->rows = 1 + count_things(state);
	cells = arena_alloc(arena, table->rows * STATUS_COLUMNS * sizeof *cells);
	table->cells = cells;
	cells[0] = phrase_make(arena, N_("what"));
	cells[1] = phrase_make(arena, N_("name"));
	cells[2] = phrase_make(arena, N_("state"));
	cells[3] = phrase_make(arena, N_("so far"));
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct json_object *all = json_member(state, kinds[i].member);
		struct lh_entry *entry;

		lh_foreach (json_object_get_object(all), entry) {
			cells += STATUS_COLUMNS;
			cells[0] = phrase_same(arena, kinds[i].kind);
			cells[1] = phrase_same(arena, lh_entry_k(entry));
			kinds[i].cells(arena,
				       (struct json_object *)lh_entry_v(entry),
				       cells + 2);
		}
	}
	json_object_put(state);
}

/* ----------------------------------------------------------------- timeline */

static struct timeline_entry
copy_entry(const struct timeline_entry *entry, struct arena *arena)
{
	struct timeline_entry copy = *entry;

	copy.subject = arena_strdup(arena, entry->subject);
	copy.detail = arena_strdup(arena, entry->detail);
	copy.who = arena_strdup(arena, entry->who);
	return copy;
}

/* Of all entries before `first`, each trail's last that says what it is. */
static void
copy_before(struct message_timeline *copy, const struct timeline *timeline,
	    size_t first, size_t trails, struct arena *arena)
{
	copy->before = arena_alloc(arena, (trails + 1) * sizeof *copy->before);
	for (size_t i = 0; i < first; i++) {
		const struct timeline_entry *entry = timeline->items[i];
		size_t place = 0;

		if (!timeline_is_state(entry->kind))
			continue;
		while (place < copy->before_count &&
		       strcmp(copy->before[place].subject, entry->subject))
			place++;
		if (place == copy->before_count)
			copy->before_count++;
		copy->before[place] = copy_entry(entry, arena);
	}
}

static void
copy_entries(struct message_timeline *copy, const struct account *account,
	     struct arena *arena)
{
	const struct timeline *timeline = &account->timeline;
	size_t first = timeline->count;

	while (first > 0 && timeline->items[first - 1]->time >= copy->from)
		first--;
	copy_before(copy, timeline, first, account->trails.count, arena);
	copy->entry_count = timeline->count - first;
	copy->entries = arena_alloc(arena, (copy->entry_count + 1) *
						   sizeof *copy->entries);
	for (size_t i = 0; i < copy->entry_count; i++)
		copy->entries[i] = copy_entry(timeline->items[first + i],
					      arena);
}

static void
copy_windows(struct message_timeline *copy, const struct account *account,
	     struct arena *arena)
{
	struct blind_windows windows = { 0 };

	timeline_blind_windows(account, copy->from, &windows);
	copy->window_count = windows.count;
	copy->windows = arena_alloc(arena, (windows.count + 1) *
						   sizeof *copy->windows);
	for (size_t i = 0; i < windows.count; i++) {
		copy->windows[i] = windows.items[i];
		copy->windows[i].trail =
			arena_strdup(arena, windows.items[i].trail);
	}
	list_release(&windows);
}

struct message *
lab_timeline(const struct lab *lab, int64_t since, bool live,
	     struct messages *out)
{
	struct message *m = message_add(out, MESSAGE_TIMELINE);
	struct message_timeline *copy =
		arena_alloc(&out->arena, sizeof *copy);

	copy->from = since;
	copy->until = lab->account->now;
	copy->live = live;
	copy_entries(copy, lab->account, &out->arena);
	copy_windows(copy, lab->account, &out->arena);
	m->timeline = copy;
	return m;
}

/* --------------------------------------------------------- for programs */

static const char *const kind_names[] = {
	[TIMELINE_TRAIL_CREATED] = "trail-created",
	[TIMELINE_TRAIL_STARTED] = "trail-started",
	[TIMELINE_TRAIL_STOPPED] = "trail-stopped",
	[TIMELINE_TRAIL_DELETED] = "trail-deleted",
	[TIMELINE_TRAIL_BLINDED] = "trail-blinded",
	[TIMELINE_TRAIL_SEES] = "trail-sees",
	[TIMELINE_LOG_FILE] = "log-file",
	[TIMELINE_OBJECTS_EXPIRED] = "objects-expired",
	[TIMELINE_DELIVERY_FAILED] = "delivery-failed",
	[TIMELINE_CALL] = "call",
	[TIMELINE_CALL_FAILED] = "call-failed",
	[TIMELINE_RULE_MATCHED] = "rule-matched",
	[TIMELINE_CONFIG_EVALUATED] = "config-evaluated",
	[TIMELINE_CONFIG_CHANGED] = "config-changed",
	[TIMELINE_ALARM_CHANGED] = "alarm-changed",
	[TIMELINE_FINDING] = "finding",
	[TIMELINE_FUNCTION_STARTED] = "function-started",
	[TIMELINE_FUNCTION_SUCCEEDED] = "function-succeeded",
	[TIMELINE_FUNCTION_FAILED] = "function-failed",
	[TIMELINE_EVENT_KEPT] = "event-kept",
	[TIMELINE_EVENT_LOST] = "event-lost",
};

static void
set_moment(struct json_object *out, const char *key, int64_t moment)
{
	char text[CLOCK_TEXT];

	json_set_string(out, key, clock_iso(moment, text));
}

static struct json_object *
entry_json(const struct timeline_entry *entry)
{
	struct json_object *out = json_object_new_object();

	set_moment(out, "time", entry->time);
	json_set_string(out, "kind", kind_names[entry->kind]);
	json_set_string(out, "subject", entry->subject);
	if (entry->detail != NULL)
		json_set_string(out, "detail", entry->detail);
	if (entry->who != NULL)
		json_set_string(out, "who", entry->who);
	return out;
}

static struct json_object *
window_json(const struct blind_window *window)
{
	struct json_object *out = json_object_new_object();

	json_set_string(out, "trail", window->trail);
	set_moment(out, "from", window->from);
	set_moment(out, "until", window->until);
	json_set_bool(out, "open", window->open);
	json_set_int(out, "eventsMissing", (int64_t)window->events_missing);
	return out;
}

struct json_object *
lab_timeline_json(const struct lab *lab)
{
	struct messages unread;
	struct message_timeline *timeline;
	struct json_object *out = json_object_new_object();
	struct json_object *entries = json_object_new_array();
	struct json_object *windows = json_object_new_array();

	messages_init(&unread);
	timeline = lab_timeline(lab, lab->origin, false, &unread)->timeline;
	for (size_t i = 0; i < timeline->entry_count; i++)
		json_object_array_add(entries,
				      entry_json(&timeline->entries[i]));
	for (size_t i = 0; i < timeline->window_count; i++)
		json_object_array_add(windows,
				      window_json(&timeline->windows[i]));
	set_moment(out, "from", timeline->from);
	set_moment(out, "until", timeline->until);
	json_set(out, "entries", entries);
	json_set(out, "blindWindows", windows);
	messages_release(&unread);
	return out;
}
