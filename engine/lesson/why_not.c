/* SPDX-License-Identifier: MIT */
/*
 * Why not: what AWS does not say when a pattern does not match.
 *
 * `aws events test-event-pattern` answers true or false, on AWS and here.  Below
 * a false the lab adds a word of its own, a notice and never output: the first
 * field that failed, what was wanted and what was there.  Below describe-rule it
 * says the same of the last event that the rule was held against, if that
 * did not match.  What was asked is read from the call's own event.
 */
#include "lesson/lab_parts.h"

#include <string.h>

#include "account/rule.h"
#include "base/json.h"
#include "pattern/pattern.h"

static const char *const said[] = {
	[PATTERN_MISSING] =
		N_("Jasoos adds, AWS does not say it: this does not match "
		   "because of `%s`. The pattern wants `%s` there; the event "
		   "has no value in that place."),
	[PATTERN_DIFFERENT] =
		N_("Jasoos adds, AWS does not say it: this does not match "
		   "because of `%s`. The pattern wants `%s` there; the event "
		   "has `%s`."),
	[PATTERN_PRESENT] =
		N_("Jasoos adds, AWS does not say it: this does not match "
		   "because of `%s`. The pattern wants no such field (`%s`); "
		   "the event has `%s`."),
};

static const char *const rule_said[] = {
	[PATTERN_MISSING] =
		N_("Jasoos adds, AWS does not say it: the last event on the "
		   "bus, `%s`, did not match this rule because of `%s`. The "
		   "pattern wants `%s` there; the event has no value in that "
		   "place."),
	[PATTERN_DIFFERENT] =
		N_("Jasoos adds, AWS does not say it: the last event on the "
		   "bus, `%s`, did not match this rule because of `%s`. The "
		   "pattern wants `%s` there; the event has `%s`."),
	[PATTERN_PRESENT] =
		N_("Jasoos adds, AWS does not say it: the last event on the "
		   "bus, `%s`, did not match this rule because of `%s`. The "
		   "pattern wants no such field (`%s`); the event has `%s`."),
};

static void
explain_rule(const struct lab *lab, struct json_object *record,
	     struct json_object *request, struct messages *out)
{
	const char *name = json_string(request, "name"), *title;
	const char *region = json_string(record, "awsRegion");
	struct rule *rule = NULL;
	struct pattern_why_not why;

	if (name != NULL && region != NULL)
		rule = rule_find(lab->account, region, name);
	if (rule == NULL || rule->missed == NULL ||
	    !pattern_explain(rule->pattern, rule->missed, &why))
		return;
	title = json_string(json_member(rule->missed, "detail"), "eventName");
	if (title == NULL)
		title = json_string(rule->missed, "detail-type");
	message_text(out, MESSAGE_NOTICE,
		     phrase_make(&out->arena, rule_said[why.failure], title,
				 why.field, why.wanted, why.found));
}

static void
explain_test(const char *pattern_text, const char *event_text,
	     struct messages *out)
{
	struct json_object *event =
		json_parse(event_text, strlen(event_text), NULL, NULL);
	struct pattern_error error;
	struct pattern *pattern = pattern_compile(
		pattern_text, strlen(pattern_text), &error);
	struct pattern_why_not why;

	if (pattern != NULL && pattern_explain(pattern, event, &why))
		message_text(out, MESSAGE_NOTICE,
			     phrase_make(&out->arena, said[why.failure],
					 why.field, why.wanted, why.found));
	pattern_free(pattern);
	json_object_put(event);
}

void
lab_why_not(const struct lab *lab, size_t first, struct messages *out)
{
	const struct events *events = &lab->account->events;
	const struct event *last;
	struct json_object *record, *request;
	const char *pattern, *event;

	if (events->count == first)
		return;
	last = event_at(lab->account, events->count - 1);
	if (last->error_code != NULL ||
	    (strcmp(last->name, "TestEventPattern") != 0 &&
	     strcmp(last->name, "DescribeRule") != 0))
		return;
	record = event_parse(lab->account, events->count - 1);
	request = json_member(record, "requestParameters");
	pattern = json_string(request, "eventPattern");
	event = json_string(request, "event");
	if (pattern != NULL && event != NULL)
		explain_test(pattern, event, out);
	else
		explain_rule(lab, record, request, out);
	json_object_put(record);
}
