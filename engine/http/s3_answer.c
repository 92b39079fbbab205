/* SPDX-License-Identifier: MIT */
/*
 * What S3 answers: XML without wrappers, an object's own bytes, or nothing.
 *
 * Differs from AWS: no ETag, and ranges are not cut out.
 */
#include "http/s3.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/strbuf.h"
#include "http/protocol.h"
#include "http/xml.h"
#include "shell/format.h"

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define NAMESPACE " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\""

static int64_t
moment_of(struct json_object *value)
{
	return (int64_t)(json_object_get_double(value) * CLOCK_SECOND + 0.5);
}

static void add_members(struct json_object *object, struct strbuf *out);

/* Of a list, one element each, side by side. */
static void
add_value(const char *name, struct json_object *value, struct strbuf *out)
{
	if (json_object_is_type(value, json_type_array)) {
		for (size_t i = 0; i < json_object_array_length(value); i++)
			add_value(name, json_object_array_get_idx(value, i),
				  out);
	} else if (json_object_is_type(value, json_type_object)) {
		strbuf_addf(out, "<%s>", name);
		add_members(value, out);
		strbuf_addf(out, "</%s>", name);
	} else if (format_is_moment(name, value)) {
		xml_moment(out, name, moment_of(value), true);
	} else if (value) {
		xml_element(out, name, json_object_get_string(value));
	}
}

static void
add_members(struct json_object *object, struct strbuf *out)
{
	json_object_object_foreach(object, key, member)
		add_value(key, member, out);
}

void
s3_write_buckets(const struct exchange *exchange, struct json_object *response,
		 struct strbuf *out)
{
	(void)exchange;
	strbuf_addstr(out, HEAD "<ListAllMyBucketsResult" NAMESPACE ">");
	add_value("Owner", json_member(response, "Owner"), out);
	strbuf_addstr(out, "<Buckets>");
	add_value("Bucket", json_member(response, "Buckets"), out);
	strbuf_addstr(out, "</Buckets></ListAllMyBucketsResult>");
}

void
s3_write_list(const struct exchange *exchange, struct json_object *response,
	      struct strbuf *out)
{
	(void)exchange;
	strbuf_addstr(out, HEAD "<ListBucketResult" NAMESPACE ">");
	add_members(response, out);
	strbuf_addstr(out, "</ListBucketResult>");
}

/* Nothing is us-east-1. */
void
s3_write_location(const struct exchange *exchange,
		  struct json_object *response, struct strbuf *out)
{
	const char *region = json_string(response, "LocationConstraint");

	(void)exchange;
	strbuf_addstr(out, HEAD "<LocationConstraint" NAMESPACE ">");
	xml_text(out, region ? region : "");
	strbuf_addstr(out, "</LocationConstraint>");
}

void
s3_write_policy(const struct exchange *exchange, struct json_object *response,
		struct strbuf *out)
{
	const char *policy = json_string(response, "Policy");

	exchange->answer->content_type = "application/json";
	strbuf_addstr(out, policy ? policy : "");
}

void
s3_write_copy(const struct exchange *exchange, struct json_object *response,
	      struct strbuf *out)
{
	(void)exchange;
	strbuf_addstr(out, HEAD);
	add_members(response, out);
}

void
s3_write_created(const struct exchange *exchange, struct json_object *response,
		 struct strbuf *out)
{
	const char *location = json_string(response, "Location");

	(void)out;
	exchange->answer->content_type = NULL;
	if (location)
		http_answer_header(exchange->answer, "Location", location);
}

/* ------------------------------------------------------------------ objects */

/* "Wed, 19 Nov 2025 06:30:00 GMT" */
static char *
http_date(int64_t moment)
{
	static const char *const days[] = { "Sun", "Mon", "Tue", "Wed",
					    "Thu", "Fri", "Sat" };
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr",
					      "May", "Jun", "Jul", "Aug",
					      "Sep", "Oct", "Nov", "Dec" };
	struct civil_time civil = clock_civil(moment);
	char time[CLOCK_TEXT];

	return str_printf("%s, %02d %s %04d %s GMT", days[civil.weekday],
			  civil.day, months[civil.month - 1], civil.year,
			  clock_hms(moment, time));
}

static void
add_metadata(struct http_answer *answer, struct json_object *metadata)
{
	if (!json_object_is_type(metadata, json_type_object))
		return;
	json_object_object_foreach(metadata, key, value) {
		char *name = str_printf("x-amz-meta-%s", key);

		http_answer_header(answer, name, json_object_get_string(value));
		free(name);
	}
}

void
s3_write_object(const struct exchange *exchange, struct json_object *response,
		struct strbuf *out)
{
	struct http_answer *answer = exchange->answer;
	struct json_object *body = json_member(response, "Body");
	const char *type = json_string(response, "ContentType");
	const char *encoding = json_string(response, "ContentEncoding");
	char *date = http_date(moment_of(json_member(response,
						     "LastModified")));

	answer->content_type = NULL;
	if (type)
		http_answer_header(answer, "Content-Type", type);
	if (encoding)
		http_answer_header(answer, "Content-Encoding", encoding);
	http_answer_header(answer, "Last-Modified", date);
	add_metadata(answer, json_member(response, "Metadata"));
	free(date);
	if (body)
		strbuf_add(out, json_object_get_string(body),
			   (size_t)json_object_get_string_len(body));
	else /* HEAD tells the length of what is not sent */
		strbuf_addchars(out, '\0',
				(size_t)json_int(response, "ContentLength",
						 0));
}

/* ------------------------------------------------------------------- errors */

void
s3_write_error(const struct exchange *exchange, const char *code,
	       const char *message, struct strbuf *out)
{
	if (!strcmp(exchange->request->method, "HEAD"))
		return;
	strbuf_addstr(out, HEAD "<Error>");
	xml_element(out, "Code", code);
	xml_element(out, "Message", message ? message : "");
	xml_element(out, "RequestId", exchange->answer->request_id);
	strbuf_addstr(out, "</Error>");
}
