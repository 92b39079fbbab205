/* SPDX-License-Identifier: MIT */
/*
 * S3 over HTTP, asked and answered: what s3.c and s3_answer.c share.
 */
#ifndef HTTP_S3_H
#define HTTP_S3_H

struct exchange;
struct json_object;
struct strbuf;

/* A method on the service, a bucket (1) or an object (2). */
struct s3_route {
	const char *method;
	int depth;
	const char *part;      /* "policy" in "?policy"; or NULL */
	const char *operation;
	int status;	       /* of the answer; 0: 200 */
	void (*write)(const struct exchange *exchange,
		      struct json_object *response, struct strbuf *out);
};

/* Writers of answers. */
void s3_write_buckets(const struct exchange *exchange,
		      struct json_object *response, struct strbuf *out);
void s3_write_list(const struct exchange *exchange,
		   struct json_object *response, struct strbuf *out);
void s3_write_location(const struct exchange *exchange,
		       struct json_object *response, struct strbuf *out);
void s3_write_policy(const struct exchange *exchange,
		     struct json_object *response, struct strbuf *out);
void s3_write_object(const struct exchange *exchange,
		     struct json_object *response, struct strbuf *out);
void s3_write_copy(const struct exchange *exchange,
		   struct json_object *response, struct strbuf *out);
void s3_write_created(const struct exchange *exchange,
		      struct json_object *response, struct strbuf *out);
/* HEAD's refusals have no body. */
void s3_write_error(const struct exchange *exchange, const char *code,
		    const char *message, struct strbuf *out);

#endif
