/* SPDX-License-Identifier: MIT */
/*
 * AddTags, RemoveTags, ListTags: what a trail is labelled with.
 *
 * Trails are named by ARN here, and only their home Region changes their tags.
 * Differs from AWS: event data stores, dashboards and channels are not
 * simulated; the wording of the refusals is ours.
 */
#include "aws/cloudtrail/cloudtrail.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"
#include "base/utf8.h"

enum { MOST_TAGS = 50, MOST_ARNS = 20, LONGEST_KEY = 128, LONGEST_VALUE = 256 };

const struct aws_member cloudtrail_tag_members[] = {
	{ .name = "Key", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "Value", .type = AWS_STRING },
	{ 0 },
};

static const struct aws_member change_request[] = {
	{ .name = "ResourceId", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "TagsList",
	  .type = AWS_LIST,
	  .flags = AWS_REQUIRED,
	  .members = cloudtrail_tag_members },
	{ 0 },
};

static const struct aws_member list_request[] = {
	{ .name = "ResourceIdList", .type = AWS_LIST, .flags = AWS_REQUIRED },
	{ .name = "NextToken", .type = AWS_STRING },
	{ 0 },
};

static const char *const add_errors[] = {
	"CloudTrailARNInvalidException",
	"InvalidTagParameterException",
	"ResourceNotFoundException",
	"ResourceTypeNotSupportedException",
	"TagsLimitExceededException",
	NULL,
};

static const char *const remove_errors[] = {
	"CloudTrailARNInvalidException",
	"InvalidTagParameterException",
	"ResourceNotFoundException",
	"ResourceTypeNotSupportedException",
	NULL,
};

static const char *const list_errors[] = {
	"CloudTrailARNInvalidException",
	"InvalidTokenException",
	"ResourceNotFoundException",
	"ResourceTypeNotSupportedException",
	NULL,
};

/* The trail of this Region, or NULL with the call refused. */
static struct trail *
tagged_trail(struct aws_call *call, const char *arn)
{
	struct trail *trail;

	if (strncmp(arn, "arn:aws:cloudtrail:", 19) != 0) {
		aws_refuse(call, "CloudTrailARNInvalidException",
			   "Invalid trail ARN: %s", arn);
		return NULL;
	}
	if (!strstr(arn, ":trail/")) {
		aws_refuse(call, "ResourceTypeNotSupportedException",
			   "Resource type of %s is not supported.", arn);
		return NULL;
	}
	trail = trail_find(call->account, call->region, arn);
	if (trail && !strcmp(trail->home_region, call->region))
		return trail;
	aws_refuse(call, "ResourceNotFoundException",
		   "Resource %s is not found.", arn);
	return NULL;
}

static bool
is_longer(const char *text, size_t most)
{
	size_t characters = 0;

	for (; *text; text++)
		characters += ((unsigned char)*text & 0xc0) != 0x80;
	return characters > most;
}

static bool
has_key(struct json_object *tags, const char *key, size_t from, size_t *place)
{
	size_t count = json_count(tags);

	for (size_t i = from; i < count; i++)
		if (!strcmp(json_string(json_object_array_get_idx(tags, i),
					"Key"),
			    key)) {
			*place = i;
			return true;
		}
	return false;
}

static int
refuse_tag(struct aws_call *call, const char *what, const char *key)
{
	return aws_refuse(call, "InvalidTagParameterException", "%s: %.150s",
			  what, key);
}

static int
check_tags(struct aws_call *call, struct json_object *tags)
{
	size_t place;

	for (size_t i = 0; i < json_object_array_length(tags); i++) {
		struct json_object *tag = json_object_array_get_idx(tags, i);
		const char *key = json_string(tag, "Key");
		const char *value = json_string(tag, "Value");

		if (!*key || is_longer(key, LONGEST_KEY))
			return refuse_tag(call, "Invalid tag key", key);
		if (!strncmp(key, "aws:", 4))
			return refuse_tag(call,
					  "Tag keys starting with aws: are "
					  "reserved",
					  key);
		if (value && is_longer(value, LONGEST_VALUE))
			return refuse_tag(call, "Invalid tag value of key",
					  key);
		if (has_key(tags, key, i + 1, &place))
			return refuse_tag(call, "Duplicate tag key", key);
	}
	return 0;
}

/* The trail's tags with the given ones, which overwrite; an own reference. */
static struct json_object *
joined(struct json_object *tags, struct json_object *given)
{
	struct json_object *out = tags ? json_copy(tags) :
					 json_object_new_array();
	size_t place;

	for (size_t i = 0; i < json_object_array_length(given); i++) {
		struct json_object *tag =
			json_copy(json_object_array_get_idx(given, i));

		if (has_key(out, json_string(tag, "Key"), 0, &place))
			json_object_array_put_idx(out, place, tag);
		else
			json_object_array_add(out, tag);
	}
	return out;
}

int
cloudtrail_join_tags(struct aws_call *call, struct json_object **tags,
		     struct json_object *given)
{
	struct json_object *all;

	if (check_tags(call, given) < 0)
		return -1;
	all = joined(*tags, given);
	if (json_object_array_length(all) > MOST_TAGS) {
		json_object_put(all);
		return aws_refuse(call, "TagsLimitExceededException",
				  "A trail can have %d tags at the most.",
				  MOST_TAGS);
	}
	json_object_put(*tags);
	*tags = all;
	return 0;
}

static int
add_tags(struct aws_call *call)
{
	struct json_object *given = aws_request_member(call, "TagsList");
	struct trail *trail =
		tagged_trail(call, aws_request_string(call, "ResourceId"));

	return trail ? cloudtrail_join_tags(call, &trail->tags, given) : -1;
}

/* A value may be given, and then only that one is taken off. */
static bool
is_taken_off(struct json_object *tag, struct json_object *given)
{
	const char *value = json_string(tag, "Value"), *wanted;
	size_t place;

	if (!has_key(given, json_string(tag, "Key"), 0, &place))
		return false;
	wanted = json_string(json_object_array_get_idx(given, place), "Value");
	return !wanted || (value && !strcmp(value, wanted));
}

static int
remove_tags(struct aws_call *call)
{
	struct json_object *given = aws_request_member(call, "TagsList");
	struct trail *trail =
		tagged_trail(call, aws_request_string(call, "ResourceId"));
	struct json_object *left;

	if (!trail || check_tags(call, given) < 0)
		return -1;
	left = json_object_new_array();
	for (size_t i = 0; trail->tags &&
			   i < json_object_array_length(trail->tags);
	     i++) {
		struct json_object *tag =
			json_object_array_get_idx(trail->tags, i);

		if (!is_taken_off(tag, given))
			json_object_array_add(left, json_object_get(tag));
	}
	json_object_put(trail->tags);
	trail->tags = left;
	return 0;
}

static struct json_object *
tags_of(const struct trail *trail)
{
	struct json_object *item = json_object_new_object();

	json_set_string(item, "ResourceId", trail->arn);
	json_set(item, "TagsList",
		 trail->tags ? json_copy(trail->tags) :
			       json_object_new_array());
	return item;
}

static int
list_tags(struct aws_call *call)
{
	struct json_object *arns = aws_request_member(call, "ResourceIdList");
	struct json_object *list;
	size_t count = json_object_array_length(arns);

	if (aws_request_string(call, "NextToken"))
		return aws_refuse(call, "InvalidTokenException",
				  "Reserved for future use.");
	if (count < 1 || count > MOST_ARNS)
		return aws_refuse(call, "CloudTrailARNInvalidException",
				  "Specify 1 to %d ARNs.", MOST_ARNS);
	list = json_object_new_array();
	for (size_t i = 0; i < count; i++) {
		struct trail *trail =
			tagged_trail(call, json_text_at(arns, i));

		if (!trail) {
			json_object_put(list);
			return -1;
		}
		json_object_array_add(list, tags_of(trail));
	}
	call->response = json_object_new_object();
	json_set(call->response, "ResourceTagList", list);
	return 0;
}

const struct aws_operation cloudtrail_add_tags = {
	.name = "AddTags",
	.request = change_request,
	.errors = add_errors,
	.flags = AWS_IDEMPOTENT,
	.summary = N_("label a trail"),
	.run = add_tags,
	.resource_type = "AWS::CloudTrail::Trail",
	.resource_member = "ResourceId",
};

const struct aws_operation cloudtrail_remove_tags = {
	.name = "RemoveTags",
	.request = change_request,
	.errors = remove_errors,
	.flags = AWS_IDEMPOTENT,
	.summary = N_("take labels off a trail"),
	.run = remove_tags,
	.resource_type = "AWS::CloudTrail::Trail",
	.resource_member = "ResourceId",
};

const struct aws_operation cloudtrail_list_tags = {
	.name = "ListTags",
	.request = list_request,
	.errors = list_errors,
	.flags = AWS_READ_ONLY,
	.summary = N_("show the labels of trails, named by ARN"),
	.run = list_tags,
};
