/* SPDX-License-Identifier: MIT */
/*
 * Walking a text in plain C, for any machine.
 */
#include "records/walk.h"

#include "base/walk_portable.h"
#include "records/walk_body.h"

const char *
scan_walk_portable(struct scan *scan, struct scan_unit *unit)
{
	return walk_text(scan, unit);
}
