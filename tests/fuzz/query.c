/* SPDX-License-Identifier: MIT */
/*
 * Fuzzing --query, jq and the forms of output: an expression, NUL, JSON.
 *
 * Beyond not crashing: what is refused has a reason, what is found can be
 * written as JSON and read again, and asking twice gives the same.
 */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"
#include "shell/jq.h"
#include "shell/query.h"
#include "shell/shell.h"

#include "fuzz.h"

static void
check_forms(struct json_object *found)
{
	static const char *const formats[] = { "json", "text", "table" };

	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		struct strbuf out = STRBUF_INIT;

		shell_format(found, formats[i], "Title", &out);
		strbuf_release(&out);
	}
}

static void
search(const struct query *query, struct json_object *value,
       struct strbuf *out)
{
	struct json_object *found = NULL;
	struct strbuf why = STRBUF_INIT;

	if (query_search(query, value, &found, &why) == 0) {
		json_write(found, out);
		check_forms(found);
		json_object_put(found);
	} else {
		require(why.len > 0);
		strbuf_addstr(out, why.buf);
	}
	strbuf_release(&why);
}

static void
check_query(const char *text, struct json_object *value)
{
	struct strbuf why = STRBUF_INIT, a = STRBUF_INIT, b = STRBUF_INIT;
	struct query query = { 0 };

	if (query_parse(text, &query, &why) == 0) {
		search(&query, value, &a);
		search(&query, value, &b);
		require(!strcmp(a.buf, b.buf));
	} else {
		require(why.len > 0);
	}
	query_release(&query);
	strbuf_release(&why);
	strbuf_release(&a);
	strbuf_release(&b);
}

static void
check_jq(const char *text, struct json_object *value)
{
	struct jq_program program;
	const char *fault = jq_parse(text, &program);
	struct strbuf why = STRBUF_INIT;
	size_t left = 100000;
	struct jq_values results = { .left = &left };

	if (fault)
		require(fault >= text && fault <= text + strlen(text));
	else if (jq_run(program.root, value, &results, &why) != 0)
		require(why.len > 0);
	for (size_t i = 0; i < results.count; i++) {
		struct strbuf out = STRBUF_INIT;

		json_write(results.items[i], &out);
		require(out.len > 0);
		strbuf_release(&out);
	}
	jq_values_release(&results);
	strbuf_release(&why);
	jq_release(&program);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	const char *end = memchr(text, '\0', size);
	struct json_object *value;
	char *expression;

	if (!end)
		return 0;
	value = json_parse(end + 1, size - (size_t)(end + 1 - text), NULL,
			   NULL);
	expression = mem_strdup(text);
	if (value) {
		check_query(expression, value);
		check_jq(expression, value);
	}
	free(expression);
	json_object_put(value);
	return 0;
}
