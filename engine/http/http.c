/* SPDX-License-Identifier: MIT */
/*
 * Requests and answers of HTTP as values.
 */
#include "http/http.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/memory.h"

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

static void
free_header(struct http_header *header)
{
	free((char *)header->name);
	free((char *)header->value);
}

void
http_answer_release(struct http_answer *answer)
{
	strbuf_release(&answer->body);
	for (size_t i = 0; i < answer->headers.count; i++)
		free_header(&answer->headers.items[i]);
	list_release(&answer->headers);
	free(answer->who);
	free(answer->operation);
	free(answer->error);
	http_answer_init(answer);
}

static bool
is_plain(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < ' ' || *text == 0x7f)
			return false;
	return true;
}

void
http_answer_header(struct http_answer *answer, const char *name,
		   const char *value)
{
	struct http_header header = { name, value };

	if (!value || !is_plain(name) || !is_plain(value))
		return;
	header.name = mem_strdup(name);
	header.value = mem_strdup(value);
	list_push(&answer->headers, header);
}
