/* SPDX-License-Identifier: MIT */
/*
 * What may stand behind a pipe: a few programs of every machine, as much of
 * each as reading a log file takes.
 */
#ifndef SHELL_FILTER_H
#define SHELL_FILTER_H

#include "shell/shell.h"

struct filter {
	const char *name;
	/* reads `in`, appends to output->out, sets output->status if it
	   fails; words[0] is its name */
	void (*run)(const struct shell_words *words, const struct strbuf *in,
		    struct shell_output *output);
};
extern const struct filter filters[]; /* sorted, ends with name NULL */

/* NULL if the lab has no such program. */
const struct filter *filter_find(const char *name);

/* For the filters: "NAME: message" and a status. */
void filter_complain(struct shell_output *output, int status,
		     const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* An option the lab's program does not have. */
void filter_refuse(struct shell_output *output,
		   const struct shell_words *words, const char *option);

void filter_grep(const struct shell_words *words, const struct strbuf *in,
		 struct shell_output *output);
void filter_head(const struct shell_words *words, const struct strbuf *in,
		 struct shell_output *output);
void filter_tail(const struct shell_words *words, const struct strbuf *in,
		 struct shell_output *output);
void filter_sort(const struct shell_words *words, const struct strbuf *in,
		 struct shell_output *output);
void filter_uniq(const struct shell_words *words, const struct strbuf *in,
		 struct shell_output *output);
void filter_wc(const struct shell_words *words, const struct strbuf *in,
	       struct shell_output *output);
void filter_sed(const struct shell_words *words, const struct strbuf *in,
		struct shell_output *output);
void filter_jq(const struct shell_words *words, const struct strbuf *in,
	       struct shell_output *output);

#endif
