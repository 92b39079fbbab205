/* SPDX-License-Identifier: MIT */
/*
 * One typed command under way, and its calls through the door.
 */
#ifndef SHELL_CALL_H
#define SHELL_CALL_H

#include "account/account.h"
#include "shell/options.h"
#include "shell/shell.h"

struct aws_operation;
struct aws_service;
struct json_object;

struct shell {
	struct account *account;
	struct caller caller;
	struct globals globals;
	struct shell_output *output;
	char user_agent[256];
};

/* "cloudtrail.stop-logging": what the real client adds to its user agent. */
void shell_user_agent(struct shell *shell, const char *command);
extern const char shell_version[]; /* "aws-cli/2.15.30 ..." */

/*
 * One call; `request` is lent.  The response is the caller's, or NULL and
 * *error filled, to be released.
 */
struct json_object *shell_call(struct shell *shell,
			       const struct aws_service *service,
			       const struct aws_operation *operation,
			       struct json_object *request,
			       struct aws_error *error);

/* How an operation is read page by page. */
struct paging {
	const char *operation;
	const char *input_token, *output_token;
	const char *limit; /* or NULL */
	const char *results[2];
	bool omits_empty; /* answers in XML have no empty lists */
};
const struct paging *paging_find(const char *operation); /* or NULL */

struct page_options {
	long max_items;		    /* 0: ten thousand */
	long page_size;		    /* 0: as the service likes */
	const char *starting_token; /* or NULL */
};
/*
 * All pages as one answer; changes `request`.  NULL when it failed: then
 * either *error is filled or it has refused in the output.
 */
struct json_object *shell_call_pages(struct shell *shell,
				     const struct aws_service *service,
				     const struct aws_operation *operation,
				     struct json_object *request,
				     const struct page_options *options,
				     struct aws_error *error);

/* The client's word for a service ("s3api" for S3's own operations). */
const char *shell_service_word(const struct aws_service *service);
const struct aws_service *shell_service_find(const char *word);
/* By the typed name; NULL if there is none. */
const struct aws_operation *
shell_operation_find(const struct aws_service *service, const char *word);

void help_aws(struct strbuf *out);
void help_service(const struct aws_service *service, struct strbuf *out);
void help_operation(const struct aws_service *service,
		    const struct aws_operation *operation, struct strbuf *out);

#endif
