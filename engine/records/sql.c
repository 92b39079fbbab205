/* SPDX-License-Identifier: MIT */
/*
 * Fields and event patterns as SQL.
 *
 * Differs from EventBridge only where a note says so.  All text is quoted; a
 * name reaches the SQL only by the table of columns, or quoted as a path.
 */
#include "records/sql.h"

#include <json-c/json.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"
#include "records/sql_columns.h"

static bool
refuse(struct sql *sql, enum sql_refusal refusal, const char *what)
{
	if (sql->refusal == SQL_FINE) {
		sql->refusal = refusal;
		snprintf(sql->refused, sizeof sql->refused, "%s", what);
	}
	return false;
}

void
sql_string(const char *text, struct strbuf *out)
{
	strbuf_addch(out, '\'');
	for (; *text != '\0'; text++) {
		if (*text == '\'')
			strbuf_addch(out, '\'');
		strbuf_addch(out, *text);
	}
	strbuf_addch(out, '\'');
}

/* ------------------------------------------------------------------ fields */

static const struct sql_column *
find_column(const struct sql_column *columns, const char *name, size_t length)
{
	for (; columns->name != NULL; columns++)
		if (strlen(columns->name) == length &&
		    memcmp(columns->name, name, length) == 0)
			return columns;
	return NULL;
}

/* '$.a["b-c"]' of "a.b-c". */
static void
add_json_path(const char *path, struct strbuf *out)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
	struct strbuf text = STRBUF_INIT;

	strbuf_addch(&text, '$');
	while (*path != '\0') {
		size_t length = strcspn(path, ".");

		if (strspn(path, plain) >= length)
			strbuf_addf(&text, ".%.*s", (int)length, path);
		else
			strbuf_addf(&text, "[\"%.*s\"]", (int)length, path);
		path += length;
		path += *path == '.';
	}
	sql_string(text.buf, out);
	strbuf_release(&text);
}

static bool
json_field(struct sql *sql, const struct sql_column *column, const char *rest,
	   struct strbuf *out)
{
	if (strpbrk(rest, "\"\\") != NULL)
		return refuse(sql, SQL_NO_COLUMN, rest);
	sql->notes |= SQL_NOTE_LIST;
	strbuf_addstr(out, sql->dialect != SQL_DUCKDB ? "json_extract_scalar("
						      : "(json_value(");
	sql_add_name(sql->dialect, column->name, out);
	strbuf_addstr(out, ", ");
	add_json_path(rest, out);
	strbuf_addstr(out, sql->dialect != SQL_DUCKDB ? ")" : ") ->> '$')");
	return true;
}

static bool
any_field(struct sql *sql, const char *path, bool single, struct strbuf *out)
{
	const struct sql_column *columns = sql_columns, *column = NULL;
	const char *step = path;

	while (*step != '\0') {
		size_t length = strcspn(step, ".");

		column = columns != NULL ? find_column(columns, step, length)
					 : NULL;
		if (column == NULL)
			return refuse(sql, SQL_NO_COLUMN, path);
		step += length;
		step += *step == '.';
		if (column->kind == SQL_JSON && *step != '\0')
			return json_field(sql, column, step, out);
		if (column->kind == SQL_LIST && *step != '\0')
			return refuse(sql, SQL_NO_VALUE, path);
		if (columns != sql_columns)
			strbuf_addch(out, '.');
		sql_add_name(sql->dialect, column->name, out);
		columns = column->parts;
	}
	if (strcmp(column->name, "readOnly") == 0)
		sql->notes |= SQL_NOTE_TYPE;
	if (column->kind != SQL_TEXT && (single || column->kind != SQL_JSON))
		return refuse(sql, SQL_NO_VALUE, path);
	return true;
}

bool
sql_field(struct sql *sql, const char *path, struct strbuf *out)
{
	return any_field(sql, path, false, out);
}

bool
sql_value(struct sql *sql, const char *path, struct strbuf *out)
{
	return any_field(sql, path, true, out);
}

/* What EventBridge's event has instead of the record's fields. */
static bool
envelope_field(struct sql *sql, const char *path, struct strbuf *out)
{
	static const struct {
		const char *key, *field;
	} same[] = {
		{ "account", "recipientAccountId" }, { "time", "eventTime" },
		{ "region", "awsRegion" },	     { "id", "eventID" },
	};

	if (strncmp(path, "detail.", 7) == 0)
		return sql_value(sql, path + 7, out);
	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		if (strcmp(same[i].key, path) == 0)
			return sql_value(sql, same[i].field, out);
	if (strcmp(path, "version") == 0) {
		strbuf_addstr(out, "'0'");
	} else if (strcmp(path, "source") == 0) {
		strbuf_addstr(out, "('aws.' || split_part(");
		sql_add_name(sql->dialect, "eventSource", out);
		strbuf_addstr(out, ", '.', 1))");
	} else if (strcmp(path, "detail-type") == 0) {
		strbuf_addstr(out, "(CASE ");
		sql_add_name(sql->dialect, "eventType", out);
		strbuf_addstr(
			out,
			" WHEN 'AwsConsoleSignIn' THEN 'AWS Console Sign In "
			"via CloudTrail' WHEN 'AwsConsoleAction' THEN 'AWS "
			"Console Action via CloudTrail' WHEN 'AwsServiceEvent' "
			"THEN 'AWS Service Event via CloudTrail' ELSE 'AWS API "
			"Call via CloudTrail' END)");
	} else {
		return refuse(sql, SQL_NO_COLUMN, path);
	}
	return true;
}

/* ------------------------------------------------------------------- terms */

/* The text of LIKE for a prefix, a suffix, or a wildcard (whose * is one). */
static void
add_like(const char *x, const char *before, const char *text, bool wildcard,
	 const char *after, bool any_case, struct strbuf *out)
{
	struct strbuf like = STRBUF_INIT;

	strbuf_addstr(&like, before);
	for (; *text != '\0'; text++) {
		if (wildcard && *text == '*') {
			strbuf_addch(&like, '%');
			continue;
		}
		if (wildcard && *text == '\\' && text[1] != '\0')
			text++;
		if (strchr("%_\\", *text) != NULL)
			strbuf_addch(&like, '\\');
		strbuf_addch(&like, *text);
	}
	strbuf_addstr(&like, after);
	strbuf_addf(out, any_case ? "lower(%s) LIKE lower(" : "%s LIKE ", x);
	sql_string(like.buf, out);
	strbuf_addstr(out, any_case ? ")" : "");
	if (strchr(like.buf, '\\') != NULL)
		strbuf_addstr(out, " ESCAPE '\\'");
	strbuf_release(&like);
}

static void
add_number(struct sql *sql, const char *x, const char *sign,
	   struct json_object *number, struct strbuf *out)
{
	sql->notes |= SQL_NOTE_TYPE;
	strbuf_addf(out, "try_cast(%s AS double) %s %s", x, sign,
		    json_object_get_string(number));
}

/* Both ends of a block of IPv4 addresses. */
static bool
block_ends(const char *block, uint32_t *low, uint32_t *high)
{
	unsigned a, b, c, d, bits;
	char end;

	if (sscanf(block, "%3u.%3u.%3u.%3u/%2u%c", &a, &b, &c, &d, &bits,
		   &end) != 5 ||
	    bits > 32)
		return false;
	*low = a << 24 | b << 16 | c << 8 | d;
	*low &= bits == 0 ? 0 : ~UINT32_C(0) << (32 - bits);
	*high = *low | (bits == 32 ? 0 : ~UINT32_C(0) >> bits);
	return true;
}

static bool
add_block(struct sql *sql, const char *x, const char *block,
	  struct strbuf *out)
{
	uint32_t low, high;

	if (sql->dialect != SQL_DUCKDB) {
		strbuf_addstr(out, "contains(");
		sql_string(block, out);
		strbuf_addf(out, ", try_cast(%s AS ipaddress))", x);
		return true;
	}
	if (!block_ends(block, &low, &high))
		return refuse(sql, SQL_NO_BLOCK, block);
	strbuf_addf(out,
		    "(regexp_full_match(%s, '[0-9]{1,3}(\\.[0-9]{1,3}){3}') "
		    "AND ",
		    x);
	for (int part = 1; part <= 4; part++)
		strbuf_addf(out,
			    "try_cast(split_part(%s, '.', %d) AS BIGINT) * "
			    "%" PRIu32 "%s",
			    x, part, UINT32_C(1) << (32 - 8 * part),
			    part < 4 ? " + " : "");
	strbuf_addf(out, " BETWEEN %" PRIu32 " AND %" PRIu32 ")", low, high);
	return true;
}

static bool add_term(struct sql *sql, const char *x, const char *path,
		     struct json_object *term, struct strbuf *out);

/* Any of a list, in parentheses. */
static bool
add_any(struct sql *sql, const char *x, const char *path,
	struct json_object *list, struct strbuf *out)
{
	size_t count = json_object_array_length(list);

	strbuf_addch(out, '(');
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			strbuf_addstr(out, " OR ");
		if (!add_term(sql, x, path, json_object_array_get_idx(list, i),
			      out))
			return false;
	}
	strbuf_addch(out, ')');
	return true;
}

/* One of the match types whose operand is text; of a list, any. */
static bool
add_text_term(struct sql *sql, const char *x, const char *type,
	      struct json_object *value, struct strbuf *out)
{
	bool any_case = false;
	const char *text;

	if (json_object_is_type(value, json_type_array)) {
		strbuf_addch(out, '(');
		for (size_t i = 0; i < json_object_array_length(value); i++) {
			strbuf_addstr(out, i > 0 ? " OR " : "");
			if (!add_text_term(sql, x, type,
					   json_object_array_get_idx(value, i),
					   out))
				return false;
		}
		strbuf_addch(out, ')');
		return true;
	}
	if (json_object_is_type(value, json_type_object)) {
		any_case = true;
		value = json_member(value, "equals-ignore-case");
	}
	text = json_object_get_string(value);
	if (strcmp(type, "cidr") == 0)
		return add_block(sql, x, text, out);
	if (strcmp(type, "equals-ignore-case") == 0) {
		strbuf_addf(out, "lower(%s) = lower(", x);
		sql_string(text, out);
		strbuf_addch(out, ')');
		any_case = true;
	} else if (strcmp(type, "prefix") == 0) {
		add_like(x, "", text, false, "%", any_case, out);
	} else if (strcmp(type, "suffix") == 0) {
		add_like(x, "%", text, false, "", any_case, out);
	} else {
		add_like(x, "", text, true, "", false, out);
	}
	if (any_case)
		sql->notes |= SQL_NOTE_CASE;
	return true;
}

static bool
add_range(struct sql *sql, const char *x, struct json_object *range,
	  struct strbuf *out)
{
	strbuf_addch(out, '(');
	for (size_t i = 0; i + 1 < json_object_array_length(range); i += 2) {
		strbuf_addstr(out, i > 0 ? " AND " : "");
		add_number(sql, x,
			   json_object_get_string(
				   json_object_array_get_idx(range, i)),
			   json_object_array_get_idx(range, i + 1), out);
	}
	strbuf_addch(out, ')');
	return true;
}

static bool
add_anything_but(struct sql *sql, const char *x, const char *path,
		 struct json_object *value, struct strbuf *out)
{
	bool fine;

	sql->notes |= SQL_NOTE_NULL;
	strbuf_addf(out, "(%s IS NOT NULL AND NOT ", x);
	if (json_object_is_type(value, json_type_array)) {
		fine = add_any(sql, x, path, value, out);
	} else {
		strbuf_addch(out, '(');
		fine = add_term(sql, x, path, value, out);
		strbuf_addch(out, ')');
	}
	strbuf_addch(out, ')');
	return fine;
}

/* {"prefix": ...} and its like. */
static bool
add_match(struct sql *sql, const char *x, const char *path,
	  struct json_object *term, struct strbuf *out)
{
	json_object_object_foreach(term, type, value) {
		if (strcmp(type, "exists") == 0) {
			sql->notes |= SQL_NOTE_NULL;
			strbuf_addf(out, "%s IS %sNULL", x,
				    json_object_get_boolean(value) ? "NOT "
								   : "");
			return true;
		}
		if (strcmp(type, "anything-but") == 0)
			return add_anything_but(sql, x, path, value, out);
		if (strcmp(type, "numeric") == 0)
			return add_range(sql, x, value, out);
		return add_text_term(sql, x, type, value, out);
	}
	return refuse(sql, SQL_NO_VALUE, path);
}

static bool
add_term(struct sql *sql, const char *x, const char *path,
	 struct json_object *term, struct strbuf *out)
{
	switch (json_object_get_type(term)) {
	case json_type_string:
		strbuf_addf(out, "%s = ", x);
		sql_string(json_object_get_string(term), out);
		return true;
	case json_type_boolean:
		sql->notes |= SQL_NOTE_TYPE;
		strbuf_addf(out, "%s = '%s'", x,
			    json_object_get_boolean(term) ? "true" : "false");
		return true;
	case json_type_int:
	case json_type_double:
		add_number(sql, x, "=", term, out);
		return true;
	case json_type_object:
		return add_match(sql, x, path, term, out);
	default:
		return refuse(sql, SQL_NO_NULL, path);
	}
}

/* ---------------------------------------------------------------- patterns */

/* A field with its list: plain strings are one IN. */
static bool
add_list(struct sql *sql, const char *path, struct json_object *list,
	 bool envelope, struct strbuf *out)
{
	struct strbuf x = STRBUF_INIT;
	size_t count = json_object_array_length(list);
	bool strings = count > 1, fine;

	for (size_t i = 0; i < count; i++)
		strings = strings &&
			  json_object_is_type(json_object_array_get_idx(list, i),
					      json_type_string);
	fine = envelope ? envelope_field(sql, path, &x)
			: sql_value(sql, path, &x);
	if (fine && strings) {
		strbuf_addf(out, "%s IN (", x.buf);
		for (size_t i = 0; i < count; i++) {
			strbuf_addstr(out, i > 0 ? ", " : "");
			sql_string(json_object_get_string(
					   json_object_array_get_idx(list, i)),
				   out);
		}
		strbuf_addch(out, ')');
	} else if (fine) {
		fine = count == 1
			       ? add_term(sql, x.buf, path,
					  json_object_array_get_idx(list, 0),
					  out)
			       : add_any(sql, x.buf, path, list, out);
	}
	strbuf_release(&x);
	return fine;
}

static bool
add_object(struct sql *sql, struct json_object *object, const char *above,
	   bool envelope, struct strbuf *out);

static bool
add_alternatives(struct sql *sql, struct json_object *list, const char *above,
		 bool envelope, struct strbuf *out)
{
	strbuf_addch(out, '(');
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		strbuf_addstr(out, i > 0 ? "\n    OR " : "");
		if (!add_object(sql, json_object_array_get_idx(list, i), above,
				envelope, out))
			return false;
	}
	strbuf_addch(out, ')');
	return true;
}

static bool
add_object(struct sql *sql, struct json_object *object, const char *above,
	   bool envelope, struct strbuf *out)
{
	bool fine = true, first = true;

	json_object_object_foreach(object, key, value) {
		bool list = json_object_is_type(value, json_type_array);
		char *path = str_printf("%s%s%s", above,
					*above != '\0' ? "." : "", key);

		if (!first)
			strbuf_addstr(out, "\n  AND ");
		first = false;
		if (strcmp(key, "$or") == 0 && list)
			fine = add_alternatives(sql, value, above, envelope,
						out);
		else
			fine = list ? add_list(sql, path, value, envelope, out)
				    : add_object(sql, value, path, envelope,
						 out);
		free(path);
		if (!fine)
			break;
	}
	return fine;
}

bool
sql_pattern(struct sql *sql, struct json_object *pattern, bool envelope,
	    struct strbuf *out)
{
	return add_object(sql, pattern, "", envelope, out);
}
