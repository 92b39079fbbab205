/* SPDX-License-Identifier: MIT */
/*
 * Values as Python prints them, since the AWS CLI is written in it: True,
 * None, ['a', 'b'].  And Python's own words for JSON that is none.
 */
#ifndef SHELL_PYTHON_H
#define SHELL_PYTHON_H

#include <stdbool.h>
#include <stddef.h>

struct json_object;
struct strbuf;

/* 'text', with Python's choice of quotes. */
void python_repr_text(const char *text, struct strbuf *out);
void python_repr(struct json_object *value, struct strbuf *out);
/* The same without quotes around a string. */
void python_str(struct json_object *value, struct strbuf *out);
/* "str", "int", "bool", "list", "dict", "NoneType". */
const char *python_type(struct json_object *value);

/* float(text) of what JSON can say too; NULL and Python's words in `why`. */
struct json_object *python_float(const char *text, struct strbuf *why);

/* "Expecting value: line 1 column 18 (char 17)"; false if `text` is JSON. */
bool python_json_fault(const char *text, struct strbuf *out);

#endif
