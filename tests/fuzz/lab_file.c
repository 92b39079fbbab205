/* SPDX-License-Identifier: MIT */
/*
 * Fuzzing the inputs of a saved lab: lines, one after the other.
 *
 * Beyond not crashing: what was typed and what is opened is the same account
 * byte for byte; taking the last line back is the account without it; and the
 * account's clock stays within the time that a lab may run.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"
#include "lesson/diagnostic.h"
#include "lesson/lab.h"
#include "lesson/scenario.h"

#include "fuzz_lab.h"

enum { MOST_LINES = 12 };

static void
type_all(struct lab *lab, const uint8_t *data, size_t size)
{
	const char *at = (const char *)data, *end = at + size;
	struct messages out;

	messages_init(&out);
	for (int i = 0; i < MOST_LINES && at < end; i++) {
		const char *feed = memchr(at, '\n', (size_t)(end - at));
		const char *stop = feed ? feed : end;
		char *line = mem_strndup(at, (size_t)(stop - at));
		size_t before = lab->input_count;
		bool changed;

		lab_type(lab, line, &out, &changed);
		require(changed == (lab->input_count > before));
		messages_clear(&out);
		free(line);
		at = stop + 1;
	}
	messages_release(&out);
}

static void
check_opened(const struct lab *lab)
{
	struct strbuf saved = STRBUF_INIT, a = STRBUF_INIT, b = STRBUF_INIT;
	struct json_object *json, *inputs;
	struct lab opened;

	lab_save(lab, &saved);
	json = json_parse(saved.buf, saved.len, NULL, NULL);
	inputs = json_member(json, "inputs");
	require(json_object_array_length(inputs) == lab->input_count);
	begin(&opened);
	require(lab_replay(&opened, lab->inputs, lab->input_count));
	account_dump(lab->account, &a);
	account_dump(opened.account, &b);
	require(!strcmp(a.buf, b.buf));
	lab_release(&opened);
	json_object_put(json);
	strbuf_release(&saved);
	strbuf_release(&a);
	strbuf_release(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct lab lab;

	begin(&lab);
	type_all(&lab, data, size);
	require(lab.account->now - lab.origin <=
		(LAB_WAIT_LIMIT_DAYS + 1) * (int64_t)CLOCK_DAY);
	check_opened(&lab);
	if (lab_undo(&lab))
		check_opened(&lab);
	lab_release(&lab);
	return 0;
}
