/* SPDX-License-Identifier: MIT */
/*
 * Matching an event's text by 32 and 64 bytes at once, on x86-64 with AVX2.
 *
 * The file is compiled for any x86-64; text_matches() offers it only where the
 * processor has what it uses.
 */
#include "pattern/text.h"

#ifdef WALK_AVX2

#include "base/walk_avx2.h"
#include "pattern/text_body.h"

WALK_TARGET bool
text_match_avx2(struct match *m, const struct plan *plan, const char *text,
		uint64_t *no)
{
	return match_text(m, plan, text, no);
}

#endif
