/* SPDX-License-Identifier: MIT */
/*
 * The columns of the table, shared by sql.c and sql_table.c.
 */
#ifndef RECORDS_SQL_COLUMNS_H
#define RECORDS_SQL_COLUMNS_H

#include "records/sql.h"

enum sql_kind { SQL_TEXT, SQL_STRUCT, SQL_LIST, SQL_JSON };

struct sql_column {
	const char *name; /* as in the record */
	enum sql_kind kind;
	const struct sql_column *parts; /* ends with a NULL name */
};

extern const struct sql_column sql_columns[];

void sql_add_name(enum sql_dialect dialect, const char *name,
		  struct strbuf *out);

#endif
