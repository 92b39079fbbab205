/* SPDX-License-Identifier: MIT */
/*
 * A question to records as SQL, for logs that outgrow one machine: the table
 * that AWS documents for Athena, a Hive table of Trino's, a view of DuckDB's;
 * and event patterns as conditions over it.
 *
 * What SQL over these tables cannot say is refused, never left out.  Where it
 * says nearly the same, a note tells the difference.
 *
 * Sources: Amazon Athena User Guide, "Query AWS CloudTrail logs"; Trino's and
 * DuckDB's documentation.
 */
#ifndef RECORDS_SQL_H
#define RECORDS_SQL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/strbuf.h"

struct json_object;

enum sql_dialect { SQL_ATHENA, SQL_TRINO, SQL_DUCKDB };
bool sql_dialect_parse(const char *name, enum sql_dialect *dialect);

/* What is not quite the same as in the records; bits. */
enum sql_note {
	SQL_NOTE_NULL = 1,  /* a field that is null is taken for missing */
	SQL_NOTE_TYPE = 2,  /* 1 and "1" are one */
	SQL_NOTE_LIST = 4,  /* a list inside of a JSON column is not searched */
	SQL_NOTE_CASE = 8,  /* lower() is the database's */
};

enum sql_refusal {
	SQL_FINE,
	SQL_NO_COLUMN, /* the table does not have this field */
	SQL_NO_VALUE,  /* the field is no single value there */
	SQL_NO_NULL,   /* a null cannot be told from a missing field */
	SQL_NO_BLOCK,  /* this dialect knows no such block of addresses */
};

struct sql {
	enum sql_dialect dialect;
	unsigned notes;
	enum sql_refusal refusal;
	char refused[128]; /* the field or value */
};

/* Each of these appends to `out`; false with sql->refusal set. */

/* A field of the record, by its path. */
bool sql_field(struct sql *sql, const char *path, struct strbuf *out);
/* The same, but only what is a single value: to compare, group and sort. */
bool sql_value(struct sql *sql, const char *path, struct strbuf *out);
/* A pattern that pattern_compile() takes; over EventBridge's event, or over the
   record itself. */
bool sql_pattern(struct sql *sql, struct json_object *pattern, bool envelope,
		 struct strbuf *out);
/* 'text', with its quotes doubled. */
void sql_string(const char *text, struct strbuf *out);

/* What creates the table "cloudtrail_logs": of the S3 bucket that the text's
   placeholders name, or, for DuckDB, of these files and folders. */
void sql_table(enum sql_dialect dialect, char *const *paths,
	       struct strbuf *out);

#endif
