/* SPDX-License-Identifier: MIT */
/*
 * The few things json-c does not say in one call.
 *
 * Ownership as in json-c: `*_add` and the second argument of a setter give a
 * reference away, getters only lend.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <json-c/json.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct strbuf;

/*
 * Parses exactly one JSON value of at most `length` bytes and 64 levels.
 * NULL on failure, with the byte offset of the trouble in *where and a word
 * for it in *why (both may be NULL).  The value null is not accepted,
 * nor are numbers beyond a double.
 */
struct json_object *json_parse(const char *text, size_t length, size_t *where,
			       const char **why);

/* Whether it is one JSON value, null and numbers of any size among them;
   nothing is built. */
bool json_valid(const char *text, size_t length);

/* A member's string, or NULL if the member is missing or no string; lent. */
const char *json_string(struct json_object *object, const char *key);
/* A member as it is, or NULL; lent.  Null members give NULL too. */
struct json_object *json_member(struct json_object *object, const char *key);
/* How many values an array has; 0 for NULL. */
size_t json_count(struct json_object *array);
/* The text at `i` of an array, lent; NULL where the array ends. */
const char *json_text_at(struct json_object *array, size_t i);
/* Not json_bool: json-c has a type of that name. */
bool json_boolean(struct json_object *object, const char *key, bool fallback);
/* Fractions are cut off. */
int64_t json_int(struct json_object *object, const char *key, int64_t fallback);

void json_set(struct json_object *object, const char *key,
	      struct json_object *value);	/* takes value; NULL is null */
void json_set_string(struct json_object *object, const char *key,
		     const char *text);		/* NULL text sets null */
void json_set_bool(struct json_object *object, const char *key, bool value);
void json_set_int(struct json_object *object, const char *key, int64_t value);

/* A deep copy, the caller's to put; NULL stays NULL. */
struct json_object *json_copy(struct json_object *value);

/*
 * Takes from *left one for each value in `value` and for 64 bytes of text;
 * false and 0 if that is more than is left.  What is shared in many places
 * counts at each, as when it is written; the walk ends where *left does.
 */
enum { JSON_WEIGHT_MOST = 8 * 1024 * 1024 }; /* of one answer */
bool json_weigh(struct json_object *value, size_t *left);

/* Memory that a value takes, about; 0 for NULL. */
size_t json_bytes(struct json_object *value);

/* Follows "a.b.0.c" through objects and arrays; lent, NULL if not there. */
struct json_object *json_path(struct json_object *value, const char *path);

/* Minified, '/' unescaped, members in their order. */
void json_write(struct json_object *value, struct strbuf *out);
/* As the AWS CLI prints: four blanks a level, "key": value. */
void json_write_pretty(struct json_object *value, struct strbuf *out);

#endif
