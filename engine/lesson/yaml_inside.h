/* SPDX-License-Identifier: MIT */
/* Between the parts of the strict reader; for nobody else. */
#ifndef LESSON_YAML_INSIDE_H
#define LESSON_YAML_INSIDE_H

#include <stdbool.h>
#include <stddef.h>

struct yaml_node;
struct yaml_parser_s;
struct yaml_tree;

/* Looks through the raw bytes for what no content file may hold: a byte order
   mark, CR, tabs, control and invisible characters, bytes that are no UTF-8.
   What only libyaml takes for the end of a line becomes blanks, so that both
   count the same lines. */
void yaml_scan(struct yaml_tree *tree);

/* The same for the value of a scalar, where escapes can bring them in; `raw`
   is how it is written. */
void yaml_scan_text(struct yaml_tree *tree, struct yaml_node *scalar,
		    const char *raw, size_t raw_length);

/* Tells the syntax error the parser stopped at, in an author's terms. */
void yaml_advise(struct yaml_tree *tree, const struct yaml_parser_s *parser);

/* The bytes of a line, from 1; "" and 0 past the end. */
const char *yaml_line(const struct yaml_tree *tree, int line, size_t *length);

#endif
