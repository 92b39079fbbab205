/* SPDX-License-Identifier: MIT */
/*
 * The mail that CloudWatch sends when an alarm changes its state, after a real
 * one in a public text.
 */
#include "account/alarm.h"

#include <string.h>

#include "account/account.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/strbuf.h"

static const struct {
	const char *code, *name;
} regions[] = {
	{ "us-east-1", "US East (N. Virginia)" },
	{ "us-east-2", "US East (Ohio)" },
	{ "us-west-1", "US West (N. California)" },
	{ "us-west-2", "US West (Oregon)" },
	{ "ap-south-1", "Asia Pacific (Mumbai)" },
	{ "ap-southeast-1", "Asia Pacific (Singapore)" },
	{ "ap-southeast-2", "Asia Pacific (Sydney)" },
	{ "ap-northeast-1", "Asia Pacific (Tokyo)" },
	{ "ap-northeast-2", "Asia Pacific (Seoul)" },
	{ "eu-central-1", "EU (Frankfurt)" },
	{ "eu-west-1", "EU (Ireland)" },
	{ "eu-west-2", "EU (London)" },
};

static const char *
region_name(const char *code)
{
	for (size_t i = 0; i < sizeof regions / sizeof *regions; i++)
		if (!strcmp(regions[i].code, code))
			return regions[i].name;
	return code;
}

char *
alarm_mail_subject(const struct alarm *alarm)
{
	return str_printf("%s: \"%s\" in %s", alarm_state_name(alarm->state),
			  alarm->name, region_name(alarm->region));
}

/* "Wednesday 15 September, 2021 18:32:31 UTC" */
static void
add_moment(struct strbuf *out, int64_t moment)
{
	static const char *const days[] = { "Sunday",	 "Monday",   "Tuesday",
					    "Wednesday", "Thursday", "Friday",
					    "Saturday" };
	static const char *const months[] = {
		"January", "February", "March",	    "April",   "May",
		"June",	   "July",     "August",    "September", "October",
		"November", "December",
	};
	struct civil_time civil = clock_civil(moment);

	strbuf_addf(out, "%s %02d %s, %d %02d:%02d:%02d UTC",
		    days[civil.weekday], civil.day, months[civil.month - 1],
		    civil.year, civil.hour, civil.minute, civil.second);
}

static void
add_threshold(struct strbuf *out, const struct alarm *alarm)
{
	struct json_object *threshold =
		json_object_new_double(alarm->threshold);

	strbuf_addf(out, "%s ", alarm->comparison_operator);
	json_write(threshold, out);
	json_object_put(threshold);
	if (alarm->datapoints_to_alarm == 1 && alarm->evaluation_periods == 1)
		strbuf_addf(out, " for %d seconds.", alarm->period);
	else
		strbuf_addf(out, " for at least %d of the last %d period(s) "
				 "of %d seconds.",
			    alarm->datapoints_to_alarm,
			    alarm->evaluation_periods, alarm->period);
}

static void
add_metric(struct strbuf *out, const struct alarm *alarm)
{
	strbuf_addf(out,
		    "Monitored Metric:\n"
		    "- MetricNamespace:                     %s\n"
		    "- MetricName:                          %s\n"
		    "- Dimensions:                          \n"
		    "- Period:                              %d seconds\n"
		    "- Statistic:                           %s\n"
		    "- Unit:                                not specified\n"
		    "- TreatMissingData:                    %s",
		    alarm->namespace, alarm->metric_name, alarm->period,
		    alarm->statistic,
		    alarm->treat_missing_data ? alarm->treat_missing_data :
						"missing");
}

char *
alarm_mail_text(const struct account *account, const struct alarm *alarm,
		enum alarm_state before)
{
	const char *state = alarm_state_name(alarm->state);
	struct strbuf out = STRBUF_INIT;

	strbuf_addf(&out,
		    "You are receiving this email because your Amazon "
		    "CloudWatch Alarm \"%s\" in the %s region has entered the "
		    "%s state, because \"%s\" at \"",
		    alarm->name, region_name(alarm->region), state,
		    alarm->state_reason);
	add_moment(&out, alarm->state_updated);
	strbuf_addf(&out,
		    "\".\n\nView this alarm in the AWS Management Console:\n"
		    "https://%s.console.aws.amazon.com/cloudwatch/deeplink.js?"
		    "region=%s#alarmsV2:alarm/%s\n\nAlarm Details:\n"
		    "- Name:                       %s\n"
		    "- Description:                %s\n"
		    "- State Change:               %s -> %s\n"
		    "- Reason for State Change:    %s\n"
		    "- Timestamp:                  ",
		    alarm->region, alarm->region, alarm->name, alarm->name,
		    alarm->description ? alarm->description : "",
		    alarm_state_name(before), state, alarm->state_reason);
	add_moment(&out, alarm->state_updated);
	strbuf_addf(&out,
		    "\n- AWS Account:                %s\n"
		    "- Alarm Arn:                  %s\n\nThreshold:\n"
		    "- The alarm is in the ALARM state when the metric is ",
		    account->id, alarm->arn);
	add_threshold(&out, alarm);
	strbuf_addstr(&out, "\n\n");
	add_metric(&out, alarm);
	return strbuf_detach(&out);
}
