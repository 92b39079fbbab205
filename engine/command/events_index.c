/* SPDX-License-Identifier: MIT */
/*
 * jasoos events --prompt: answers from the index, where it can tell.
 */
#include "command/events.h"

#include <stdlib.h>

#include "records/index.h"

static bool
list_rows(struct events *events, const struct index *index,
	  const struct index_rows *rows)
{
	struct kept *kept = &events->kept;
	struct strbuf text = STRBUF_INIT;
	struct scan scan;

	/* a row's number stands in for its text until the rows are chosen */
	for (size_t i = 0; i < rows->count; i++) {
		uint32_t row = index_row(rows, i);

		kept_add(kept, NULL, row, index_time(index, row));
	}
	kept_sort(kept);
	scan_init(&scan, &events->fields);
	for (size_t i = 0; i < kept->count; i++) {
		struct strbuf record = STRBUF_INIT;

		index_scan(index, (uint32_t)kept->items[i].length, &scan,
			   &text);
		members_write(&events->members, &scan, 0, &record);
		kept->items[i].length = record.len;
		kept->items[i].text = strbuf_detach(&record);
	}
	scan_release(&scan);
	strbuf_release(&text);
	return true;
}

static bool
has_members(const struct events *events, const struct index *index)
{
	for (size_t i = 0; i < events->members.count; i++)
		if (!index_has(index, &events->fields,
			       &events->members.items[i].slot, 1))
			return false;
	return events->members.count > 0;
}

/* False if the files must be read. */
bool
events_ask_index(struct events *events, const struct index *index)
{
	struct index_rows rows = { 0 };
	bool fine = (events->mode == EVENTS_LIST &&
		     has_members(events, index)) ||
		    events->mode == EVENTS_COUNT ||
		    events->mode == EVENTS_HISTOGRAM;

	fine = fine && index_match(index, &events->fields, events->query,
				   &rows);
	if (fine && events->mode == EVENTS_COUNT)
		fine = index_count(index, &events->fields, &rows, events->slots,
				   events->shown_count, &events->counts);
	else if (fine && events->mode == EVENTS_LIST)
		fine = list_rows(events, index, &rows);
	else if (fine)
		for (size_t i = 0; i < rows.count; i++)
			tally_add(&events->tally,
				  index_time(index, index_row(&rows, i)));
	if (!fine) { /* the files will be counted */
		counts_release(&events->counts);
		counts_init(&events->counts);
	}
	free(rows.items);
	return fine;
}

void
events_say_index(struct program *program, const struct events_session *session)
{
	struct arena *arena = &program->out.arena;

	if (session->index == NULL)
		message_text(&program->out, MESSAGE_NOTICE,
			     phrase_make(arena,
					 N_("These files cannot be kept in an "
					    "index; each question reads "
					    "them.")));
	else
		message_text(
			&program->out, MESSAGE_NOTICE,
			phrase_make(arena,
				    N_("Events: %zu, of %zu files, in an index "
				       "of %zu MiB. Type a question as "
				       "options, for example `who hamza "
				       "count-by what`; `help` lists them, "
				       "`quit` leaves."),
				    index_records(session->index),
				    session->logs.read,
				    index_bytes(session->index) /
						    (1024 * 1024) +
					    1));
	program_flush(program);
}
