/* SPDX-License-Identifier: MIT */
/*
 * Walking a text by 32 and 64 bytes at once, on x86-64 with AVX2.
 *
 * The file is compiled for any x86-64; scan_walks() offers it only where the
 * processor has what it uses.
 */
#include "records/walk.h"

#ifdef WALK_AVX2

#include "base/walk_avx2.h"
#include "records/walk_body.h"

WALK_TARGET const char *
scan_walk_avx2(struct scan *scan, struct scan_unit *unit)
{
	return walk_text(scan, unit);
}

#else
/* Elsewhere there is nothing to compile; C wants a declaration. */
struct scan;
#endif
