/* SPDX-License-Identifier: MIT */
/*
 * The one door.  Every action in the account, whoever it comes from, is one
 * aws_call through aws_dispatch(), which in this order: checks the members by
 * the table, asks the caller's policy, fixes `now`, runs the operation, and
 * appends the CloudTrail event, of a refused call too.  So no operation can
 * go unlogged, and what the lesson says is true by construction.
 */
#ifndef AWS_DISPATCH_H
#define AWS_DISPATCH_H

#include "aws/operation.h"

/*
 * Runs one call: the caller fills account, caller, service, operation and
 * request (the rest zero), and releases with aws_call_release().  Returns 0
 * (call->response is set) or -1 (call->error is set).
 */
int aws_dispatch(struct aws_call *call);
void aws_call_release(struct aws_call *call); /* not `request` */

/* The same by names: the door that account_new() is given. */
account_door aws_door;

/*
 * A call to a service that is not simulated: it is only recorded, as AWS
 * would, with these elements (taken; NULL is null).  For colleagues whose
 * ordinary work goes on in the background, in services beyond the lab.
 */
struct aws_recorded {
	const char *event_source; /* "ec2.amazonaws.com" */
	const char *event_name;
	const char *event_type;	  /* NULL: "AwsApiCall" */
	bool read_only;
	bool global;
	struct json_object *request_parameters;
	struct json_object *response_elements;
	struct json_object *additional_event_data;
	struct json_object *resources; /* [{accountId, type, ARN}] */
	bool shared;		  /* a service called: several accounts may
				     get this event, under one sharedEventID */
	bool unknown_user;	  /* a sign-in under a name that is none */
	const char *error_code;	  /* NULL: it succeeded */
	const char *error_message; /* may stand alone, as at a failed sign-in */
};
void aws_dispatch_recorded(struct account *account, const struct caller *caller,
			   struct aws_recorded *recorded);

#endif
