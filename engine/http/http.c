/* SPDX-License-Identifier: MIT */
/*
 * Requests and answers of HTTP as values.
 */
#include "http/http.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

const char *
http_header(const struct http_request *request, const char *name)
{
	for (size_t i = 0; i < request->headers.count; i++)
		if (!strcasecmp(request->headers.items[i].name, name))
			return request->headers.items[i].value;
	return NULL;
}

void
http_answer_init(struct http_answer *answer)
{
	memset(answer, 0, sizeof *answer);
	strbuf_init(&answer->body);
}

void
http_answer_release(struct http_answer *answer)
{
	strbuf_release(&answer->body);
	free(answer->who);
	free(answer->operation);
	free(answer->error);
	http_answer_init(answer);
}
