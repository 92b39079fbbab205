/* SPDX-License-Identifier: MIT */
/*
 * The resources of data events, which selectors are held against: an object
 * and its bucket, or a function.  A listing names how the ARNs of what it
 * lists begin.
 */
#include "aws/data_event.h"

#include <stdlib.h>
#include <string.h>

#include "aws/operation.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"

static void
add_object(struct aws_call *call, struct json_object *list,
	   const char *bucket_arn)
{
	const char *member = call->operation->object_member;
	const char *key = aws_request_string(call, member ? member : "Prefix");
	char *arn = str_printf("%s/%s", bucket_arn, key ? key : "");
	struct json_object *item = json_object_new_object();

	json_set_string(item, "type", "AWS::S3::Object");
	json_set_string(item, member ? "ARN" : "ARNPrefix", arn);
	json_object_array_add(list, item);
	free(arn);
}

void
data_event_name_resources(struct aws_call *call)
{
	const char *type = call->operation->resource_type;
	const char *member = call->operation->resource_member;
	const char *name = member ? aws_request_string(call, member) : NULL;
	struct json_object *list, *item;
	char *arn;

	if (!name || !type || !call->service->resource_arn)
		return;
	arn = call->service->resource_arn(call->account, call->region, name);
	list = call->resources = json_object_new_array();
	if (!strcmp(type, "AWS::S3::Bucket"))
		add_object(call, list, arn);
	item = json_object_new_object();
	json_set_string(item, "accountId", call->account->id);
	json_set_string(item, "type", type);
	json_set_string(item, "ARN", arn);
	json_object_array_add(list, item);
	free(arn);
}
