/* SPDX-License-Identifier: MIT */
/*
 * Matching an event's text in plain C, for any machine.
 */
#include "base/walk_portable.h"
#include "pattern/text_body.h"

bool
text_match_portable(struct match *m, const struct plan *plan, const char *text,
		    uint64_t *no)
{
	return match_text(m, plan, text, no);
}
