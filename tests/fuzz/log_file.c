/* SPDX-License-Identifier: MIT */
/*
 * Fuzzing log files: any bytes as a text of records.
 *
 * Beyond not crashing: every way of walking finds the same records, each lies
 * within the text (or was a string in it), and a text that json-c takes whole
 * is never broken.
 */
#include "records/scan.h"

#include "base/json.h"
#include "base/memory.h"
#include "records/query.h"

#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

static bool
same(struct span one, const char *base_one, struct span two,
     const char *base_two, size_t size)
{
	if (one.length != two.length ||
	    (one.length > 0 && memcmp(one.text, two.text, one.length) != 0))
		return false;
	/* decoded records lie elsewhere */
	return one.length == 0 || one.text < base_one ||
	       one.text >= base_one + size ||
	       one.text - base_one == two.text - base_two;
}

static void
compare(const struct scan *one, const struct scan *two, size_t size, int slots)
{
	require(one->count == two->count && one->broken == two->broken &&
		one->oversized == two->oversized);
	for (size_t i = 0; i < one->count; i++)
		for (int slot = 0; slot < slots; slot++)
			require(same(scan_field(one, i, slot), one->bytes,
				     scan_field(two, i, slot), two->bytes,
				     size));
}

/* Whether json-c takes it as a log file's object or a list of objects. */
static bool
is_log(const char *text, size_t size)
{
	struct json_object *json = json_parse(text, size, NULL, NULL);
	bool log = json_object_is_type(json, json_type_object) &&
		   json_member(json, "CloudTrailEvent") == NULL &&
		   json_member(json, "Records") == NULL &&
		   json_member(json, "Events") == NULL;

	json_object_put(json);
	return log;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	scan_walk *const *walks = scan_walks();
	char *one_text = mem_calloc(1, size + SCAN_PADDING);
	char *two_text = mem_calloc(1, size + SCAN_PADDING);
	struct query_room *room;
	struct fields fields;
	struct query *query;
	struct scan one, two;
	enum scan_result result;
	bool first = true;

	if (size > 0)
		memcpy(one_text, data, size);
	if (size > 0)
		memcpy(two_text, data, size);
	fields_init(&fields);
	query = query_new(&fields);
	query_add_shortcut(query, QUERY_WHO, "a*");
	room = query_room_new(query);
	scan_init(&one, &fields);
	scan_init(&two, &fields);
	if (walks[1] != NULL)
		two.walk = walks[1];
	scan_open(&one, one_text, size);
	scan_open(&two, two_text, size);
	do {
		result = scan_next(&one);
		require(result == scan_next(&two));
		compare(&one, &two, size, fields.count);
		for (size_t i = 0; i < one.count; i++)
			require(query_match(room, &one, i) ==
				query_match(room, &two, i));
		require(!first || result != SCAN_BROKEN ||
			!is_log(one_text, size));
		first = false;
	} while (result != SCAN_END);
	scan_release(&one);
	scan_release(&two);
	query_room_free(room);
	query_free(query);
	fields_release(&fields);
	free(one_text);
	free(two_text);
	return 0;
}
