/* SPDX-License-Identifier: MIT */
/*
 * One typed command under way, and its calls through the door.
 */
#ifndef SHELL_CALL_H
#define SHELL_CALL_H

#include "account/account.h"
#include "aws/operation.h"
#include "shell/options.h"
#include "shell/shell.h"

struct json_object;

struct shell {
	struct account *account;
	struct caller caller;
	const struct principal *role; /* of --profile, not yet assumed */
	struct globals globals;
	struct shell_output *output;
	const struct strbuf *input; /* standard input, or NULL: nothing */
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

/* The service's operations, then the client's own commands, which have no
   `run`; NULL behind the last. */
const struct aws_operation *shell_operation_at(const struct aws_service *service,
					       size_t i);

/* A command of the client: several calls, and its own words about them. */
struct client_command {
	const char *service; /* "cloudtrail" */
	struct aws_operation operation; /* its options and summary */
	void (*run)(struct shell *shell, const struct option_list *options,
		    const struct options_given *given);
};
extern const struct client_command validate_logs;
/* NULL if the operation is a service's. */
const struct client_command *
client_command_of(const struct aws_operation *operation);
/* -1 and a word about it if digest files can be neither signed nor verified
   on this machine. */
int shell_needs_signature(struct shell_output *output);

/* One `aws ...`; `input` is what is piped into it, or NULL. */
void shell_aws(struct account *account, const struct principal *principal,
	       const struct shell_words *words, const struct strbuf *input,
	       struct shell_output *output);

void help_aws(struct strbuf *out);
void help_service(const struct aws_service *service, struct strbuf *out);
void help_operation(const struct aws_service *service,
		    const struct aws_operation *operation, struct strbuf *out);

/* Before the first call under a profile of a role: assumes it, unless this
   was done lately.  0, or -1 with STS's refusal told. */
int shell_assume_role(struct shell *shell);

#endif
