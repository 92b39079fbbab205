/* SPDX-License-Identifier: MIT */
/*
 * One run of `aws cloudtrail validate-logs`: what it was asked, what it found,
 * and its calls.  Functions that return int return -1 when the whole run is at
 * an end, with its words in the output.
 */
#ifndef SHELL_VALIDATE_LOGS_H
#define SHELL_VALIDATE_LOGS_H

#include "shell/call.h"

struct validation {
	struct shell *shell;
	/* the question */
	const char *trail_arn;
	const char *region; /* whose digest files */
	char *home_region, *account_id;
	const char *trail_name; /* in trail_arn */
	char *bucket, *prefix;	/* prefix: "" if there is none */
	int64_t start, end;
	bool verbose;
	/* what is known */
	struct json_object *locations;	/* bucket: its Region */
	struct json_object *public_keys; /* PublicKeyList */
	struct shell_words digests;	/* keys in the bucket, oldest first */
	/* the answer */
	unsigned valid_digests, invalid_digests, valid_logs, invalid_logs;
	int64_t found_start, found_end; /* found_end 0: nothing yet */
	bool parted; /* an empty line was the last thing said */
};

/* One call in a Region; takes `request`.  NULL and *error filled. */
struct json_object *validation_call(struct validation *validation,
				    const char *region, const char *service,
				    const char *operation,
				    struct json_object *request,
				    struct aws_error *error);
/* The same where any refusal ends the run: NULL then. */
struct json_object *validation_must_call(struct validation *validation,
					 const char *region,
					 const char *service,
					 const char *operation,
					 struct json_object *request);

enum fetched { FETCHED, NOT_FOUND, FETCH_FAILED };
/* An object of a bucket in whatever Region; FETCH_FAILED ends the run. */
enum fetched validation_fetch(struct validation *validation,
			      const char *bucket, const char *key,
			      struct json_object **object);

/* Fills `digests` with those from start to an hour behind end. */
int validation_list_digests(struct validation *validation, const char *bucket,
			    int64_t start, int64_t end);
/* The moment in the name of a digest file; -1 if there is none. */
int validation_key_moment(struct validation *validation, const char *key,
			  int64_t *moment);

/* A line about a file: what is wrong goes to standard error, what is right
   only to those who want it --verbose. */
void validation_say(struct validation *validation, bool wrong,
		    const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* The log files of a valid digest file. */
int validation_check_logs(struct validation *validation,
			  struct json_object *digest);

/* Walks the chain backwards. */
int validation_walk(struct validation *validation);

#endif
