/* SPDX-License-Identifier: MIT */
/*
 * The options of one operation, and the request made of them.
 */
#ifndef SHELL_REQUEST_H
#define SHELL_REQUEST_H

#include "shell/call.h"

struct request {
	const struct aws_operation *operation;
	const struct paging *paging; /* or NULL */
	struct option_list options;
	struct options_given given;
	struct json_object *members; /* what is sent */
	struct page_options pages;
	bool by_page; /* all pages are asked for, as one answer */
	/* the member of the answer that the real client writes into a file */
	const char *streamed;
};

/* The options an operation takes, by its row. */
void request_options(const struct aws_operation *operation,
		     struct option_list *options);
/* -1 when it has refused the words.  To be released always. */
int request_read(struct shell *shell, const struct aws_operation *operation,
		 char *const *words, size_t count, struct request *request);
void request_release(struct request *request);

#endif
