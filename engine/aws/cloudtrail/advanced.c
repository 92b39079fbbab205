/* SPDX-License-Identifier: MIT */
/*
 * Advanced event selectors: which fields they may speak of, and how.
 *
 * Source: the CloudTrail API model and API reference, AdvancedFieldSelector.
 * Differs from AWS: the wording of the refusals is ours; any resource type is
 * taken; network activity events are not simulated, so a selector for them
 * selects nothing.
 */
#include "aws/cloudtrail/selectors.h"

#include <string.h>

#include "base/json.h"
#include "base/strbuf.h"

enum { MOST_VALUES = 500, LONGEST_NAME = 1000, LONGEST_VALUE = 2048 };

static const char *const operators[] = {
	"Equals",    "StartsWith",    "EndsWith",
	"NotEquals", "NotStartsWith", "NotEndsWith",
};
enum { OPERATORS = sizeof operators / sizeof *operators };

static const struct aws_member field_members[] = {
	{ .name = "Field", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "Equals", .type = AWS_LIST },
	{ .name = "StartsWith", .type = AWS_LIST },
	{ .name = "EndsWith", .type = AWS_LIST },
	{ .name = "NotEquals", .type = AWS_LIST },
	{ .name = "NotStartsWith", .type = AWS_LIST },
	{ .name = "NotEndsWith", .type = AWS_LIST },
	{ 0 },
};

const struct aws_member advanced_selector_members[] = {
	{ .name = "Name", .type = AWS_STRING },
	{ .name = "FieldSelectors",
	  .type = AWS_LIST,
	  .flags = AWS_REQUIRED,
	  .members = field_members },
	{ 0 },
};

enum { MANAGEMENT = 1, DATA = 2, NETWORK = 4 };

static const struct {
	const char *name;
	int bit;
} categories[] = {
	{ "Management", MANAGEMENT },
	{ "Data", DATA },
	{ "NetworkActivity", NETWORK },
};

static const char *const truths[] = { "true", "false", NULL };
/* Of management events a trail may leave out these two and no other. */
static const char *const left_out[] = {
	"kms.amazonaws.com", "rdsdata.amazonaws.com", NULL,
};

/* A field in some categories: where it must be, with which one operator, with
   which values.  The first row that fits counts. */
static const struct field_rule {
	const char *name;
	int categories, required;
	const char *only; /* operator; NULL: any */
	bool single;	  /* one value */
	const char *const *values;
} field_rules[] = {
	{ "eventCategory", MANAGEMENT | DATA | NETWORK,
	  MANAGEMENT | DATA | NETWORK, "Equals", true, NULL },
	{ "readOnly", MANAGEMENT | DATA, 0, "Equals", true, truths },
	{ "eventSource", MANAGEMENT, 0, "NotEquals", false, left_out },
	{ "eventSource", NETWORK, NETWORK, "Equals", true, NULL },
	{ "eventSource", DATA, 0, NULL, false, NULL },
	{ "eventName", DATA | NETWORK, 0, NULL, false, NULL },
	{ "eventType", DATA, 0, NULL, false, NULL },
	{ "resources.type", DATA, DATA, "Equals", true, NULL },
	{ "resources.ARN", DATA, 0, NULL, false, NULL },
	{ "sessionCredentialFromConsole", DATA, 0, NULL, false, NULL },
	{ "userIdentity.arn", DATA, 0, NULL, false, NULL },
	{ "errorCode", NETWORK, 0, NULL, false, NULL },
	{ "vpcEndpointId", NETWORK, 0, NULL, false, NULL },
};
enum { FIELD_RULES = sizeof field_rules / sizeof *field_rules };

static struct json_object *
find_field(struct json_object *fields, const char *name, size_t from)
{
	for (size_t i = from; i < json_count(fields); i++) {
		struct json_object *field =
			json_object_array_get_idx(fields, i);

		if (!strcmp(json_string(field, "Field"), name))
			return field;
	}
	return NULL;
}

static int
category_of(struct json_object *fields)
{
	struct json_object *field = find_field(fields, "eventCategory", 0);
	struct json_object *values = json_member(field, "Equals");

	for (size_t i = 0; i < sizeof categories / sizeof *categories; i++)
		if (json_count(values) == 1 &&
		    !strcmp(json_text_at(values, 0), categories[i].name))
			return categories[i].bit;
	return 0;
}

static int
check_values(struct aws_call *call, const struct field_rule *rule,
	     const char *operator, struct json_object *values)
{
	if (rule->only && strcmp(rule->only, operator) != 0)
		return aws_refuse(call, "InvalidEventSelectorsException",
				  "Field %s can only use the %s operator.",
				  rule->name, rule->only);
	if (rule->single && json_count(values) > 1)
		return aws_refuse(call, "InvalidEventSelectorsException",
				  "Field %s can have only one value.",
				  rule->name);
	for (size_t i = 0; i < json_count(values); i++) {
		const char *value = json_text_at(values, i);
		size_t length = strlen(value);

		if (length < 1 || length > LONGEST_VALUE ||
		    (rule->values && !str_is_one_of(value, rule->values)))
			return aws_refuse(call, "InvalidEventSelectorsException",
					  "Value %.100s for field %s is "
					  "invalid.",
					  value, rule->name);
	}
	return 0;
}

static int
check_field(struct aws_call *call, int category, struct json_object *field)
{
	const char *name = json_string(field, "Field");
	const struct field_rule *rule = field_rules;
	const struct field_rule *end = field_rules + FIELD_RULES;
	size_t given = 0;

	while (rule < end && (strcmp(rule->name, name) != 0 ||
			      !(rule->categories & category)))
		rule++;
	if (rule == end)
		return aws_refuse(call, "InvalidEventSelectorsException",
				  "Field %.100s is not supported for this "
				  "eventCategory.",
				  name);
	for (size_t i = 0; i < OPERATORS; i++) {
		struct json_object *values = json_member(field, operators[i]);

		given += json_count(values);
		if (values &&
		    check_values(call, rule, operators[i], values) < 0)
			return -1;
	}
	if (given == 0)
		return aws_refuse(call, "InvalidEventSelectorsException",
				  "Field %s needs an operator with a value.",
				  name);
	return 0;
}

static int
check_required(struct aws_call *call, int category,
	       struct json_object *fields)
{
	for (size_t i = 0; i < FIELD_RULES; i++)
		if (field_rules[i].required & category &&
		    !find_field(fields, field_rules[i].name, 0))
			return aws_refuse(call, "InvalidEventSelectorsException",
					  "Field %s is required for this "
					  "eventCategory.",
					  field_rules[i].name);
	return 0;
}

static int
check_selector(struct aws_call *call, struct json_object *selector)
{
	struct json_object *fields = json_member(selector, "FieldSelectors");
	const char *name = json_string(selector, "Name");
	int category = category_of(fields);

	if (name && strlen(name) > LONGEST_NAME)
		return aws_refuse(call, "InvalidEventSelectorsException",
				  "The name of a selector can have %d "
				  "characters at the most.",
				  LONGEST_NAME);
	if (category == 0)
		return aws_refuse(call, "InvalidEventSelectorsException",
				  "Field eventCategory is required and must be "
				  "set to Equals Management, Data or "
				  "NetworkActivity.");
	for (size_t i = 0; i < json_count(fields); i++) {
		struct json_object *field =
			json_object_array_get_idx(fields, i);

		if (check_field(call, category, field) < 0)
			return -1;
		if (find_field(fields, json_string(field, "Field"), i + 1))
			return aws_refuse(call, "InvalidEventSelectorsException",
					  "Field %s is given twice in one "
					  "selector.",
					  json_string(field, "Field"));
	}
	return check_required(call, category, fields);
}

static size_t
values_of(struct json_object *selector)
{
	struct json_object *fields = json_member(selector, "FieldSelectors");
	size_t count = 0;

	for (size_t i = 0; i < json_count(fields); i++)
		for (size_t j = 0; j < OPERATORS; j++)
			count += json_count(json_member(
				json_object_array_get_idx(fields, i),
				operators[j]));
	return count;
}

int
advanced_selectors_check(struct aws_call *call, struct json_object *selectors)
{
	size_t values = 0;

	for (size_t i = 0; i < json_count(selectors); i++) {
		struct json_object *selector =
			json_object_array_get_idx(selectors, i);

		if (check_selector(call, selector) < 0)
			return -1;
		values += values_of(selector);
	}
	if (values > MOST_VALUES)
		return aws_refuse(call, "InvalidEventSelectorsException",
				  "Specify up to %d values for all conditions "
				  "in all advanced event selectors.",
				  MOST_VALUES);
	return 0;
}
