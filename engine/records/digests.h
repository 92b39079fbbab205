/* SPDX-License-Identifier: MIT */
/*
 * Digest files by their names: is there one for each hour?
 *
 * A trail with log file validation gets a digest file for every hour and
 * Region, one without log files too, so a missing one is a hole in the proof.
 * Whether a digest is genuine is not looked at.  What is missing before the
 * first or behind the last one cannot be seen.
 *
 * Source: AWS CloudTrail User Guide, "CloudTrail digest file structure".
 */
#ifndef RECORDS_DIGESTS_H
#define RECORDS_DIGESTS_H

#include <stddef.h>

struct gaps;

/* Appends the holes between the digest files of these paths; not those that a
   gap which is there already (the trail was stopped) explains. */
void digests_find(char *const *paths, size_t count, struct gaps *gaps);

#endif
