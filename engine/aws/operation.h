/* SPDX-License-Identifier: MIT */
/*
 * Services and operations: the table behind the typed command and the HTTP
 * request.
 *
 * A row says what AWS's own service model says: name, request members with
 * type and required, the exceptions, whether it only reads.  Help, completion,
 * "did you mean", argument errors and records all come from the rows.
 * Names are AWS's, letter by letter.
 */
#ifndef AWS_OPERATION_H
#define AWS_OPERATION_H

#include <stdbool.h>
#include <stdint.h>

#include "account/account.h"
#include "language/language.h" /* N_() */

struct aws_call;

enum aws_type {
	AWS_STRING,
	AWS_BOOLEAN,
	AWS_INTEGER,
	AWS_DOUBLE,
	AWS_TIMESTAMP, /* epoch seconds on the wire */
	AWS_LIST,      /* of `members` (a structure), or of strings if NULL */
	AWS_STRUCTURE, /* of `members` */
	AWS_MAP,       /* string to what the one row of `members` says, which
			  has no name; to string if NULL */
	AWS_JSON,      /* a string holding JSON: --event-pattern */
};

enum aws_member_flags {
	AWS_REQUIRED = 1,
	AWS_SECRET = 2,	 /* "HIDDEN_DUE_TO_SECURITY_REASONS" in the record */
	AWS_SWITCH = 4,	 /* of the client: a flag without a --no- form */
};

struct aws_member {
	const char *name;	/* as on the wire: "S3BucketName" */
	enum aws_type type;
	unsigned flags;
	const struct aws_member *members; /* of structures; ends with name NULL */
	const char *const *values; /* an enumeration, NULL-ended; or NULL */
	const char *option; /* the client's, where its rule gives another */
};

enum aws_operation_flags {
	AWS_READ_ONLY = 1,	/* the event's readOnly */
	AWS_DATA_EVENT = 2,	/* a data event: not in event history */
	AWS_GLOBAL = 4,		/* recorded in us-east-1 */
	AWS_IDEMPOTENT = 8,
	AWS_RESPONSE_RECORDED = 16, /* responseElements hold the response even
				       though the call only reads */
	AWS_NO_PERMISSION = 32,	/* no policy is asked */
	AWS_HEAD = 64,		/* HTTP's HEAD: a refusal has no text, its code
				   is the status */
};

struct aws_operation {
	const char *name;			/* "StopLogging" */
	const struct aws_member *request;	/* ends with name NULL; or NULL */
	const char *const *errors;		/* codes it may return; or NULL */
	unsigned flags;
	const char *summary;			/* N_(), shown in help */
	/*
	 * Fills call->response (a new object) and returns 0, or calls
	 * aws_refuse() and returns its -1.  Members have been checked.
	 */
	int (*run)(struct aws_call *call);
	const char *event_name; /* where it differs: "CreateFunction20150331" */
	/* What the call is about: for event history's ResourceType and
	   ResourceName, and for the ARN that policies are asked about. */
	const char *resource_type;   /* "AWS::CloudTrail::Trail"; or NULL */
	const char *resource_member; /* the request member that names it */
	const char *arn_prefix;      /* what goes before it there: "user/"; of
					a call about all of them the ARN ends
					with it */
	const char *object_member;   /* what goes on behind it in the ARN that
					policies are asked about: "Key" */
	const char *iam_action; /* where it differs: "ListBucket" */
};

struct aws_service {
	const char *name;	   /* the CLI's word: "cloudtrail" */
	const char *event_source;  /* "cloudtrail.amazonaws.com" */
	const char *iam_prefix;	   /* "cloudtrail" in "cloudtrail:StopLogging" */
	const char *title;	   /* "AWS CloudTrail" */
	const char *target_prefix; /* X-Amz-Target's, or NULL */
	const char *api_version;   /* "2013-11-01" */
	bool speaks_xml;	   /* and says AccessDenied, not ...Exception */
	const char *denied;	   /* what it says instead; or NULL */
	const struct aws_operation *const *operations; /* NULL-ended */
	/* The ARN of `name`, a name or an ARN, in `region`; the caller frees. */
	char *(*resource_arn)(const struct account *account, const char *region,
			      const char *name);
	/* The policy of what the call is about, the caller's to put; NULL if
	   it has none.  Or NULL: such things have no policies here. */
	struct json_object *(*resource_policy)(const struct aws_call *call);
};

/* All services, NULL-ended, in the order of help. */
extern const struct aws_service *const aws_services[];

const struct aws_service *aws_service_find(const char *name);
/* By AWS's name ("StopLogging"). */
const struct aws_operation *aws_operation_find(const struct aws_service *service,
					       const char *name);

/* One call on its way through the door. */
struct aws_call {
	struct account *account;
	struct caller caller;
	const struct aws_service *service;
	const struct aws_operation *operation;
	struct json_object *request;  /* lent, an object of wire members */
	bool unread; /* nobody reads the response: a list in it may have nulls
			for items */

	/* filled by the door and the operation */
	int64_t now;
	const char *region;	      /* where it runs */
	struct json_object *response; /* owned; NULL until it succeeds */
	struct aws_error error;	      /* owned; code NULL if it succeeded */
	char request_id[37];	      /* the record's; "" if there is none */

	bool unrecorded;	      /* nobody's call: the caller's key is no
					 key, and CloudTrail never saw it */

	/* what an operation may add to its own record; owned, else NULL */
	struct json_object *request_parameters; /* instead of the default */
	struct json_object *response_elements;	/* instead of the default */
	struct json_object *resources;		/* [{ARN, accountId, type}] */
	struct json_object *additional_event_data;
};

/* Refuses the call with AWS's code and text; always returns -1. */
int aws_refuse(struct aws_call *call, const char *code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* May the caller do this too?  0, or -1 with the call refused as the door
   refuses; `resource` is an ARN or NULL, its own policy is lent, or NULL. */
int aws_authorise(struct aws_call *call, const char *action,
		  const char *resource, struct json_object *resource_policy);

/* A request member; lent.  NULL, false or fallback when it was not given. */
const char *aws_request_string(const struct aws_call *call, const char *name);
bool aws_request_bool(const struct aws_call *call, const char *name,
		      bool fallback);
int64_t aws_request_int(const struct aws_call *call, const char *name,
			int64_t fallback);
struct json_object *aws_request_member(const struct aws_call *call,
				       const char *name);

/* "S3BucketName" -> "s3-bucket-name", "TrailARN" -> "trail-arn": botocore's
   rule for options and commands; `out` is size bytes. */
const char *aws_xform_name(const char *name, char *out, int size);
/* The same of a member, by what the client calls it: "--NAME". */
const char *aws_option_name(const struct aws_member *member, char *out,
			    int size);
/* "S3BucketName" -> "s3BucketName", as records spell members. */
const char *aws_record_name(const char *name, char *out, int size);

#endif
