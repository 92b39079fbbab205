/* SPDX-License-Identifier: MIT */
/*
 * The table of CloudTrail's log files, for each dialect, and which fields of a
 * record it has.
 *
 * Keeps true: one list of columns for all three.  Differs from a record: what
 * the table lists no column for cannot be asked (managementEvent, say), and
 * what differs by service (requestParameters) is JSON text.
 */
#include "records/sql.h"

#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "records/sql_columns.h"

static const struct sql_column identity_issuer[] = {
	{ "type", 0, NULL },	  { "principalId", 0, NULL },
	{ "arn", 0, NULL },	  { "accountId", 0, NULL },
	{ "userName", 0, NULL },  { NULL, 0, NULL },
};
static const struct sql_column identity_attributes[] = {
	{ "mfaAuthenticated", 0, NULL },
	{ "creationDate", 0, NULL },
	{ NULL, 0, NULL },
};
static const struct sql_column identity_session[] = {
	{ "attributes", SQL_STRUCT, identity_attributes },
	{ "sessionIssuer", SQL_STRUCT, identity_issuer },
	{ "ec2RoleDelivery", 0, NULL },
	{ NULL, 0, NULL },
};
static const struct sql_column identity_behalf[] = {
	{ "userId", 0, NULL },
	{ "identityStoreArn", 0, NULL },
	{ NULL, 0, NULL },
};
static const struct sql_column identity[] = {
	{ "type", 0, NULL },	     { "principalId", 0, NULL },
	{ "arn", 0, NULL },	     { "accountId", 0, NULL },
	{ "invokedBy", 0, NULL },    { "accessKeyId", 0, NULL },
	{ "userName", 0, NULL },
	{ "onBehalfOf", SQL_STRUCT, identity_behalf },
	{ "sessionContext", SQL_STRUCT, identity_session },
	{ NULL, 0, NULL },
};
static const struct sql_column resource[] = {
	{ "ARN", 0, NULL },
	{ "accountId", 0, NULL },
	{ "type", 0, NULL },
	{ NULL, 0, NULL },
};
static const struct sql_column tls[] = {
	{ "tlsVersion", 0, NULL },
	{ "cipherSuite", 0, NULL },
	{ "clientProvidedHostHeader", 0, NULL },
	{ NULL, 0, NULL },
};

const struct sql_column sql_columns[] = {
	{ "eventVersion", 0, NULL },
	{ "userIdentity", SQL_STRUCT, identity },
	{ "eventTime", 0, NULL },
	{ "eventSource", 0, NULL },
	{ "eventName", 0, NULL },
	{ "awsRegion", 0, NULL },
	{ "sourceIPAddress", 0, NULL },
	{ "userAgent", 0, NULL },
	{ "errorCode", 0, NULL },
	{ "errorMessage", 0, NULL },
	{ "requestParameters", SQL_JSON, NULL },
	{ "responseElements", SQL_JSON, NULL },
	{ "additionalEventData", SQL_JSON, NULL },
	{ "requestID", 0, NULL },
	{ "eventID", 0, NULL },
	{ "readOnly", 0, NULL },
	{ "resources", SQL_LIST, resource },
	{ "eventType", 0, NULL },
	{ "apiVersion", 0, NULL },
	{ "recipientAccountId", 0, NULL },
	{ "serviceEventDetails", SQL_JSON, NULL },
	{ "sharedEventID", 0, NULL },
	{ "vpcEndpointId", 0, NULL },
	{ "vpcEndpointAccountId", 0, NULL },
	{ "eventCategory", 0, NULL },
	{ "sessionCredentialFromConsole", 0, NULL },
	{ "edgeDeviceDetails", SQL_JSON, NULL },
	{ "tlsDetails", SQL_STRUCT, tls },
	{ NULL, 0, NULL },
};

bool
sql_dialect_parse(const char *name, enum sql_dialect *dialect)
{
	static const char *const names[] = {
		[SQL_ATHENA] = "athena",
		[SQL_TRINO] = "trino",
		[SQL_DUCKDB] = "duckdb",
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (strcmp(names[i], name) == 0) {
			*dialect = (enum sql_dialect)i;
			return true;
		}
	}
	return false;
}

/* Hive folds names to lower case; DuckDB takes JSON's own. */
void
sql_add_name(enum sql_dialect dialect, const char *name, struct strbuf *out)
{
	for (; *name != '\0'; name++)
		strbuf_addch(out, dialect != SQL_DUCKDB && *name >= 'A' &&
						  *name <= 'Z'
					  ? (char)(*name - 'A' + 'a')
					  : *name);
}

/* How each dialect writes a type that has parts. */
static const struct {
	const char *text, *json;
	const char *open, *between, *close; /* of a struct */
	const char *list_open, *list_close;
} types[] = {
	[SQL_ATHENA] = { "STRING", "STRING", "STRUCT<", ":", ">", "ARRAY<",
			 ">" },
	[SQL_TRINO] = { "varchar", "varchar", "row(", " ", ")", "array(",
			")" },
	[SQL_DUCKDB] = { "VARCHAR", "JSON", "STRUCT(", " ", ")", "", "[]" },
};

static void
add_type(enum sql_dialect dialect, const struct sql_column *column,
	 struct strbuf *out)
{
	if (column->kind == SQL_TEXT || column->kind == SQL_JSON) {
		strbuf_addstr(out, column->kind == SQL_TEXT
					   ? types[dialect].text
					   : types[dialect].json);
		return;
	}
	if (column->kind == SQL_LIST)
		strbuf_addstr(out, types[dialect].list_open);
	strbuf_addstr(out, types[dialect].open);
	for (const struct sql_column *c = column->parts; c->name; c++) {
		if (c > column->parts)
			strbuf_addstr(out, ", ");
		sql_add_name(dialect, c->name, out);
		strbuf_addstr(out, types[dialect].between);
		add_type(dialect, c, out);
	}
	strbuf_addstr(out, types[dialect].close);
	if (column->kind == SQL_LIST)
		strbuf_addstr(out, types[dialect].list_close);
}

static void
add_columns(enum sql_dialect dialect, const char *indent, struct strbuf *out)
{
	for (const struct sql_column *c = sql_columns; c->name; c++) {
		strbuf_addf(out, "%s%s", c > sql_columns ? ",\n" : "", indent);
		sql_add_name(dialect, c->name, out);
		strbuf_addch(out, ' ');
		add_type(dialect, c, out);
	}
}

static void
athena_table(struct strbuf *out)
{
	strbuf_addstr(out, "CREATE EXTERNAL TABLE cloudtrail_logs (\n");
	add_columns(SQL_ATHENA, "  ", out);
	strbuf_addstr(
		out,
		"\n)\nPARTITIONED BY (`timestamp` string)\n"
		"ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'\n"
		"STORED AS\n"
		"  INPUTFORMAT 'com.amazon.emr.cloudtrail."
		"CloudTrailInputFormat'\n"
		"  OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io."
		"HiveIgnoreKeyTextOutputFormat'\n"
		"LOCATION 's3://BUCKET/AWSLogs/ACCOUNT/CloudTrail/REGION'\n"
		"TBLPROPERTIES (\n"
		"  'projection.enabled' = 'true',\n"
		"  'projection.timestamp.type' = 'date',\n"
		"  'projection.timestamp.format' = 'yyyy/MM/dd',\n"
		"  'projection.timestamp.range' = '2020/01/01,NOW',\n"
		"  'projection.timestamp.interval' = '1',\n"
		"  'projection.timestamp.interval.unit' = 'DAYS',\n"
		"  'storage.location.template' = 's3://BUCKET/AWSLogs/ACCOUNT/"
		"CloudTrail/REGION/${timestamp}'\n"
		");\n");
}

/* A log file is one line with one member, a list of all records. */
static void
trino_table(struct strbuf *out)
{
	strbuf_addstr(out, "CREATE TABLE cloudtrail_files (\n"
			   "  records array(row(\n");
	add_columns(SQL_TRINO, "    ", out);
	strbuf_addstr(out,
		      "\n  ))\n) WITH (\n"
		      "  format = 'OPENX_JSON',\n"
		      "  external_location = 's3://BUCKET/AWSLogs/ACCOUNT/"
		      "CloudTrail'\n);\n"
		      "CREATE VIEW cloudtrail_logs AS\n"
		      "SELECT r.* FROM cloudtrail_files CROSS JOIN "
		      "UNNEST(records) AS r (\n  ");
	for (const struct sql_column *c = sql_columns; c->name; c++) {
		strbuf_addstr(out, c > sql_columns ? ", " : "");
		sql_add_name(SQL_TRINO, c->name, out);
	}
	strbuf_addstr(out, "\n);\n");
}

static void
duckdb_table(char *const *paths, struct strbuf *out)
{
	struct strbuf path = STRBUF_INIT;

	strbuf_addstr(out, "CREATE VIEW cloudtrail_logs AS\n"
			   "SELECT unnest(Records, max_depth := 2) FROM "
			   "read_json([");
	for (size_t i = 0; paths[i] != NULL; i++) {
		strbuf_reset(&path);
		strbuf_addf(&path, "%s%s", paths[i],
			    file_is_folder(paths[i]) ? "/**/*.json.gz" : "");
		strbuf_addstr(out, i > 0 ? ", " : "");
		sql_string(path.buf, out);
	}
	strbuf_addstr(out, "],\n  columns = {Records: 'STRUCT(\n");
	add_columns(SQL_DUCKDB, "    ", out);
	strbuf_addstr(out, "\n  )[]'},\n"
			   "  maximum_object_size = 1073741824);\n");
	strbuf_release(&path);
}

void
sql_table(enum sql_dialect dialect, char *const *paths, struct strbuf *out)
{
	if (dialect == SQL_ATHENA)
		athena_table(out);
	else if (dialect == SQL_TRINO)
		trino_table(out);
	else
		duckdb_table(paths, out);
}
