/* SPDX-License-Identifier: MIT */
/*
 * Holes between digest files.
 *
 * Keeps true: only names are read.  A name that is no digest file's, or that
 * of a digest of late log files (_backfill), counts for nothing.
 */
#include "records/digests.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/list.h"
#include "base/memory.h"
#include "records/gaps.h"

struct digest {
	char *account, *region, *trail, *home;
	int64_t end; /* the hour it covers ends there */
};

static const char mark[] = "_CloudTrail-Digest_";

/* "20251117T100131Z" */
static bool
read_end(const char *text, int64_t *end)
{
	struct civil_time t = { 0 };
	char last;

	if (sscanf(text, "%4d%2d%2dT%2d%2d%2d%c", &t.year, &t.month, &t.day,
		   &t.hour, &t.minute, &t.second, &last) != 7 ||
	    last != 'Z' || t.month < 1 || t.month > 12 || t.day < 1 ||
	    t.day > 31 || t.hour > 23 || t.minute > 59 || t.second > 59)
		return false;
	*end = clock_from_civil(&t);
	return true;
}

/* ACCOUNT_CloudTrail-Digest_REGION_TRAIL_HOMEREGION_TIME.json.gz: a trail's
   name may have lines in it, the others have none. */
static bool
read_name(const char *path, struct digest *digest)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash != NULL ? slash + 1 : path;
	const char *region = strstr(name, mark), *trail;
	char *rest, *home, *time;
	bool fine = false;

	if (region == NULL)
		return false;
	region += sizeof mark - 1;
	trail = strchr(region, '_');
	if (trail == NULL)
		return false;
	rest = mem_strdup(trail + 1);
	time = strrchr(rest, '_');
	if (time != NULL) {
		*time++ = '\0';
		home = strrchr(rest, '_');
		if (home != NULL && read_end(time, &digest->end)) {
			*home++ = '\0';
			digest->account = mem_strndup(
				name, (size_t)(region - name) - sizeof mark + 1);
			digest->region = mem_strndup(region,
						     (size_t)(trail - region));
			digest->trail = mem_strdup(rest);
			digest->home = mem_strdup(home);
			fine = true;
		}
	}
	free(rest);
	return fine;
}

static int
by_trail(const struct digest *a, const struct digest *b)
{
	int order = strcmp(a->account, b->account);

	if (order == 0)
		order = strcmp(a->trail, b->trail);
	if (order == 0)
		order = strcmp(a->home, b->home);
	return order != 0 ? order : strcmp(a->region, b->region);
}

static int
by_trail_and_time(const void *a, const void *b)
{
	const struct digest *one = a, *two = b;
	int order = by_trail(one, two);

	if (order != 0 || one->end == two->end)
		return order;
	return one->end < two->end ? -1 : 1;
}

/* Whether the trail was off then: its last digest comes up to an hour behind
   the stop, its next one up to an hour behind the start. */
static bool
is_explained(const struct gaps *gaps, const struct digest *digest,
	     int64_t since, int64_t until)
{
	for (size_t i = 0; i < gaps->count; i++) {
		const struct gap *gap = &gaps->items[i];

		if ((gap->kind == GAP_STOPPED || gap->kind == GAP_DELETED) &&
		    strcmp(gap->trail, digest->trail) == 0 &&
		    strcmp(gap->region, digest->home) == 0 &&
		    strcmp(gap->account, digest->account) == 0 &&
		    gap->since - CLOCK_HOUR <= since &&
		    (gap->until == INT64_MAX ||
		     until <= gap->until + CLOCK_HOUR))
			return true;
	}
	return false;
}

static void
add_hole(struct gaps *gaps, const struct digest *before,
	 const struct digest *behind)
{
	int64_t since = before->end, until = behind->end - CLOCK_HOUR;
	struct gap gap = {
		.kind = GAP_DIGEST,
		.missing = MISSING_PROOF,
		.since = since,
		.until = until,
		.number = (size_t)((until - since + CLOCK_HOUR / 2) /
				   CLOCK_HOUR),
	};

	if (gap.number == 0 || is_explained(gaps, before, since, until))
		return;
	gap.trail = mem_strdup(before->trail);
	gap.region = mem_strdup(before->region);
	gap.account = mem_strdup(before->account);
	list_push(gaps, gap);
}

void
digests_find(char *const *paths, size_t count, struct gaps *gaps)
{
	LIST(struct digest) digests = { 0 };

	for (size_t i = 0; i < count; i++) {
		struct digest digest;

		if (read_name(paths[i], &digest))
			list_push(&digests, digest);
	}
	if (digests.count > 0)
		qsort(digests.items, digests.count, sizeof *digests.items,
		      by_trail_and_time);
	for (size_t i = 1; i < digests.count; i++)
		if (by_trail(&digests.items[i - 1], &digests.items[i]) == 0 &&
		    digests.items[i].end > digests.items[i - 1].end)
			add_hole(gaps, &digests.items[i - 1],
				 &digests.items[i]);
	for (size_t i = 0; i < digests.count; i++) {
		free(digests.items[i].account);
		free(digests.items[i].region);
		free(digests.items[i].trail);
		free(digests.items[i].home);
	}
	list_release(&digests);
}
