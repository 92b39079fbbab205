/* SPDX-License-Identifier: MIT */
/*
 * The high-level commands of S3, `aws s3 ls` and its like.
 */
#ifndef SHELL_S3_H
#define SHELL_S3_H

#include "shell/call.h"

enum { S3_OPTIONS = 4 };

struct s3_arguments {
	struct option_list options;
	struct options_given given;
	struct shell_words paths;
};

struct s3_command {
	const char *name;
	int (*run)(struct shell *shell, const struct s3_arguments *arguments);
	size_t paths; /* at most */
	const char *synopsis;
	const char *options[S3_OPTIONS + 1]; /* flags, NULL-ended */
	const char *summary;		     /* N_() */
};
const struct s3_command *s3_command_table(void); /* ends with name NULL */
const struct s3_command *s3_command_find(const char *name);

/* `aws s3 ...`: the words behind "s3". */
void s3_run(struct shell *shell, char *const *words, size_t count);
/* A page of help on one of them, NULL: on all. */
void s3_help(const struct s3_command *command, struct strbuf *out);

bool s3_given(const struct s3_arguments *arguments, const char *option);

/* A path, "s3://BUCKET/KEY". */
struct s3_place {
	char *bucket; /* the caller frees it */
	const char *key; /* in the path */
};
struct s3_place s3_place_of(const char *path);
bool s3_is_path(const char *path);

/* "WHAT failed: PATH An error occurred ..."; 1.  Like the next one, -1. */
int s3_refuse_doing(struct shell *shell, const char *what, const char *path,
		    const char *operation, const struct aws_error *error);
int s3_refuse_paths(struct shell *shell, const char *synopsis);

/* One call with Bucket, Key and what else `request` has, which it takes. */
struct json_object *s3_send(struct shell *shell, const char *operation,
			    const char *bucket, const char *key,
			    struct json_object *request,
			    struct aws_error *error);
/* One call with Bucket and Key (or NULL); as shell_call(). */
struct json_object *s3_call(struct shell *shell, const char *operation,
			    const char *bucket, const char *key,
			    struct aws_error *error);
/* All that is under a prefix, or only the next level of it. */
struct json_object *s3_list(struct shell *shell, const char *bucket,
			    const char *prefix, bool recursive,
			    struct aws_error *error);

/* `aws s3 cp` */
int s3_cp(struct shell *shell, const struct s3_arguments *arguments);
/* `aws s3 ls`; -1 when it has refused. */
int s3_ls_buckets(struct shell *shell);
int s3_ls_objects(struct shell *shell, const char *bucket,
		    const char *prefix, const struct s3_arguments *arguments);

#endif
