/* SPDX-License-Identifier: MIT */
/*
 * Trails: found by name or ARN, started and stopped, and asked whether they
 * select an event.  How what they took becomes log files: delivery.c.
 */
#include "account/trail.h"

#include <stdlib.h>
#include <string.h>

#include "account/account.h"
#include "account/delivery.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"

struct trail *
trail_add(struct account *account, const char *name, const char *home_region,
	  const char *s3_bucket_name)
{
	struct trail *trail = mem_calloc(1, sizeof *trail);
	char *resource = str_printf("trail/%s", name);

	trail->name = mem_strdup(name);
	trail->home_region = mem_strdup(home_region);
	trail->arn = account_arn(account, "cloudtrail", home_region, resource);
	trail->s3_bucket_name = mem_strdup(s3_bucket_name);
	trail->include_global_service_events = true;
	list_push(&account->trails, trail);
	timeline_add(account, TIMELINE_TRAIL_CREATED, name, NULL, NULL, false);
	free(resource);
	return trail;
}

bool
trail_in_region(const struct trail *trail, const char *region)
{
	return trail->is_multi_region_trail ||
	       !strcmp(trail->home_region, region);
}

struct trail *
trail_find(struct account *account, const char *region,
	   const char *name_or_arn)
{
	for (size_t i = 0; i < account->trails.count; i++) {
		struct trail *trail = account->trails.items[i];

		if (trail->deleted)
			continue;
		if (!strcmp(trail->arn, name_or_arn))
			return trail;
		if (!strcmp(trail->name, name_or_arn) &&
		    trail_in_region(trail, region))
			return trail;
	}
	return NULL;
}

void
trail_start(struct account *account, struct trail *trail)
{
	if (trail->is_logging)
		return;
	trail->is_logging = true;
	trail->start_logging_time = account->now;
	timeline_add(account, TIMELINE_TRAIL_STARTED, trail->name, NULL, NULL,
		     false);
}

void
trail_stop(struct account *account, struct trail *trail)
{
	if (!trail->is_logging)
		return;
	trail->is_logging = false;
	trail->stop_logging_time = account->now;
	timeline_add(account, TIMELINE_TRAIL_STOPPED, trail->name, NULL, NULL,
		     false);
}

void
trail_delete(struct account *account, struct trail *trail)
{
	timeline_add(account, TIMELINE_TRAIL_DELETED, trail->name,
		     trail->is_logging ? "LOGGING" : NULL, NULL, false);
	trail->is_logging = false;
	trail->deleted = true;
}

static bool
names_source(struct json_object *excluded, const char *source)
{
	size_t count = excluded ? json_object_array_length(excluded) : 0;

	for (size_t i = 0; i < count; i++)
		if (!strcmp(json_object_get_string(json_object_array_get_idx(
				    excluded, i)),
			    source))
			return true;
	return false;
}

/* Data events by kind: what stands before the name in a resource's ARN. */
static const struct data_kind {
	const char *type, *source, *before;
} data_kinds[] = {
	{ "AWS::S3::Object", "s3.amazonaws.com", ":::" },
	{ "AWS::Lambda::Function", "lambda.amazonaws.com", ":function:" },
};

static const struct data_kind *
data_kind_find(struct json_object *resource, const char *source)
{
	const char *type = json_string(resource, "Type");

	for (size_t i = 0; i < sizeof data_kinds / sizeof *data_kinds; i++)
		if (type && !strcmp(data_kinds[i].type, type) &&
		    !strcmp(data_kinds[i].source, source))
			return &data_kinds[i];
	return NULL;
}

/* A value without a name ("arn:aws:s3") is everything of its kind. */
static bool
value_names(const char *value, const char *before, const char *name)
{
	const char *named = strstr(value, before);
	size_t length = strlen(name);

	if (!named || !named[strlen(before)])
		return true;
	named += strlen(before);
	return strcspn(named, "/:") == length && !strncmp(named, name, length);
}

/* Does a DataResources entry name the resource of a data event? */
static bool
resource_wants(struct json_object *resource, const struct event_class *class)
{
	const struct data_kind *kind = data_kind_find(resource, class->source);
	struct json_object *values = json_member(resource, "Values");
	size_t count = values ? json_object_array_length(values) : 0;
	const char *name = class->resource_name, *colon;

	if (!kind || !name)
		return false;
	colon = strrchr(name, ':'); /* a function may be named by its ARN */
	for (size_t i = 0; i < count; i++)
		if (value_names(json_object_get_string(
					json_object_array_get_idx(values, i)),
				kind->before, colon ? colon + 1 : name))
			return true;
	return false;
}

/* Basic selectors: one of them must want the event.  Data events are wanted
   only by a DataResources entry that names their resource. */
static bool
selector_wants(struct json_object *selector, const struct event_class *class)
{
	const char *type = json_string(selector, "ReadWriteType");
	struct json_object *resources = json_member(selector, "DataResources");

	if (type && !strcmp(type, "ReadOnly") && !class->read_only)
		return false;
	if (type && !strcmp(type, "WriteOnly") && class->read_only)
		return false;
	if (class->management)
		return json_boolean(selector, "IncludeManagementEvents", true) &&
		       !names_source(json_member(
					     selector,
					     "ExcludeManagementEventSources"),
				     class->source);
	for (size_t i = 0;
	     resources && i < json_object_array_length(resources); i++)
		if (resource_wants(json_object_array_get_idx(resources, i),
				   class))
			return true;
	return false;
}

bool
trail_selects(const struct trail *trail, const struct event_class *class)
{
	if (!trail->is_logging || trail->deleted)
		return false;
	if (class->global_service ? !trail->include_global_service_events :
				    !trail_in_region(trail, class->region))
		return false;
	if (!trail->event_selectors)
		return class->management;
	for (size_t i = 0; i < json_object_array_length(trail->event_selectors);
	     i++)
		if (selector_wants(json_object_array_get_idx(
					   trail->event_selectors, i),
				   class))
			return true;
	return false;
}

void
trails_prepare(struct account *account, const struct event_class *class)
{
	for (size_t i = 0; i < account->trails.count; i++)
		account->trails.items[i]->selected_before =
			trail_selects(account->trails.items[i], class);
}

unsigned
trails_take(struct account *account, struct event *event,
	    const struct event_class *class)
{
	unsigned taken = 0;

	for (size_t i = 0; i < account->trails.count; i++) {
		struct trail *trail = account->trails.items[i];

		if (!trail->selected_before && !trail_selects(trail, class))
			continue;
		trail->selected_before = false;
		delivery_take(account, trail, event);
		taken++;
	}
	return taken;
}

void
trail_free(struct trail *trail)
{
	free(trail->name);
	free(trail->arn);
	free(trail->home_region);
	free(trail->s3_bucket_name);
	free(trail->s3_key_prefix);
	free(trail->latest_delivery_error);
	json_object_put(trail->event_selectors);
	free(trail->pending);
	free(trail);
}
