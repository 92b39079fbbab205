/* SPDX-License-Identifier: MIT */
/*
 * The programs that may stand behind a pipe, and those that need no file of
 * their own.
 *
 * Differs from the real ones: standard input only, and the options named in
 * each function only.
 */
#include "shell/filter.h"

#include <stdarg.h>
#include <string.h>

#include "base/error.h"
#include "base/gzip.h"
#include "base/json.h"
#include "language/language.h"
#include "shell/python.h"
#include "shell/refuse.h"

/* A log file of AWS is at most 50 MB, compressed. */
enum { LARGEST = 256 * 1024 * 1024 };

void
filter_complain(struct shell_output *output, int status, const char *format,
		...)
{
	va_list args;

	va_start(args, format);
	strbuf_vaddf(&output->err, format, args);
	va_end(args);
	strbuf_addch(&output->err, '\n');
	output->status = status;
}

void
filter_refuse(struct shell_output *output, const struct shell_words *words,
	      const char *option)
{
	refuse_lab(output, _("the lab's %s does not know '%s'"),
		   words->items[0], option);
}

/* cat, less, more: the screen pages by itself. */
static void
run_cat(const struct shell_words *words, const struct strbuf *in,
	struct shell_output *output)
{
	if (words->count > 1 && strcmp(words->items[1], "-") != 0)
		filter_refuse(output, words, words->items[1]);
	else
		strbuf_add(&output->out, in->buf, in->len);
}

static void
unpack(const struct strbuf *in, bool forced, struct shell_output *output)
{
	bool packed = in->len >= 2 && (unsigned char)in->buf[0] == 0x1f &&
		      (unsigned char)in->buf[1] == 0x8b;
	int result;

	if (!packed && forced) {
		strbuf_add(&output->out, in->buf, in->len);
		return;
	}
	if (!packed) {
		filter_complain(output, 1,
				in->len < 2 ? "\ngzip: stdin: unexpected end "
					      "of file"
					    : "\ngzip: stdin: not in gzip "
					      "format");
		return;
	}
	result = gzip_decompress(in->buf, in->len, LARGEST, &output->out);
	if (result == ERROR_LIMIT)
		refuse_lab(output, _("the unpacked object is too large for "
				     "the lab"));
	else if (result != 0)
		filter_complain(output, 1,
				"\ngzip: stdin: unexpected end of file");
}

/* gunzip [-c], zcat [-f], gzip [-dc] */
static void
run_gunzip(const struct shell_words *words, const struct strbuf *in,
	   struct shell_output *output)
{
	bool unpacks = strcmp(words->items[0], "gzip") != 0, forced = false;

	for (size_t i = 1; i < words->count; i++) {
		const char *word = words->items[i];

		if (strcmp(word, "-") == 0)
			continue;
		if (word[0] != '-' ||
		    word[1 + strspn(word + 1, "cdfk")] != '\0') {
			filter_refuse(output, words, word);
			return;
		}
		unpacks = unpacks || strchr(word, 'd');
		forced = forced || strchr(word, 'f');
	}
	if (unpacks)
		unpack(in, forced, output);
	else
		gzip_compress(in->buf, in->len, &output->out);
}

/* python3 -m json.tool */
static void
run_python(const struct shell_words *words, const struct strbuf *in,
	   struct shell_output *output)
{
	struct json_object *value;
	struct strbuf fault = STRBUF_INIT;

	if (words->count != 3 || strcmp(words->items[1], "-m") != 0 ||
	    strcmp(words->items[2], "json.tool") != 0) {
		refuse_lab(output, _("the lab's %s does not know '%s'"),
			   words->items[0],
			   words->count > 1 ? words->items[1] : "");
		return;
	}
	value = json_parse(in->buf, in->len, NULL, NULL);
	if (value) {
		json_write_pretty(value, &output->out);
		strbuf_addch(&output->out, '\n');
	} else {
		if (!python_json_fault(in->buf, &fault))
			strbuf_addstr(&fault, "Expecting value: line 1 column "
					      "1 (char 0)");
		filter_complain(output, 1, "%s", fault.buf);
	}
	json_object_put(value);
	strbuf_release(&fault);
}

const struct filter filters[] = {
	{ "cat", run_cat },
	{ "grep", filter_grep },
	{ "gunzip", run_gunzip },
	{ "gzip", run_gunzip },
	{ "head", filter_head },
	{ "jq", filter_jq },
	{ "less", run_cat },
	{ "more", run_cat },
	{ "python3", run_python },
	{ "sed", filter_sed },
	{ "sort", filter_sort },
	{ "tail", filter_tail },
	{ "uniq", filter_uniq },
	{ "wc", filter_wc },
	{ "zcat", run_gunzip },
	{ NULL, NULL },
};

const struct filter *
filter_find(const char *name)
{
	for (const struct filter *filter = filters; filter->name; filter++) {
		if (strcmp(filter->name, name) == 0)
			return filter;
	}
	return NULL;
}
