/* SPDX-License-Identifier: MIT */
/*
 * `aws cloudtrail validate-logs`: are the log files those that CloudTrail
 * delivered?  A command of the client, of several calls: DescribeTrails,
 * ListPublicKeys, and S3's GetBucketLocation, ListObjects and GetObject.
 *
 * Its words, verdicts and exit status are the AWS CLI's, and so is what it
 * does not see: digest files missing at the end of the chain, and the second
 * of two that are missing side by side.
 * Differs from the AWS CLI: times are read in the forms of the lab's clock, of
 * which, as there, the zone is dropped; organization trails are not simulated.
 */
#include "shell/validate_logs.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/list.h"
#include "base/memory.h"
#include "language/language.h"
#include "shell/refuse.h"

static const struct aws_member request[] = {
	{ .name = "TrailArn", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "StartTime", .type = AWS_STRING, .flags = AWS_REQUIRED },
	{ .name = "EndTime", .type = AWS_STRING },
	{ .name = "S3Bucket", .type = AWS_STRING },
	{ .name = "S3Prefix", .type = AWS_STRING },
	{ .name = "AccountId", .type = AWS_STRING },
	{ .name = "Verbose", .type = AWS_BOOLEAN, .flags = AWS_SWITCH },
	{ 0 },
};

/* ------------------------------------------------------------ the question */

/* "2025-11-19T06:30:00Z", "20251119T06:30:00Z"; a zone counts for nothing. */
static int
read_moment(struct validation *v, const char *text, int64_t *moment)
{
	struct strbuf plain = STRBUF_INIT;
	const char *time = strchr(text, 'T');
	int result = 0;

	if (strspn(text, "0123456789") == 8)
		strbuf_addf(&plain, "%.4s-%.2s-%s", text, text + 4, text + 6);
	else
		strbuf_addstr(&plain, text);
	if (time && strpbrk(time, "+-"))
		strbuf_truncate(&plain,
				plain.len - strlen(strpbrk(time, "+-")));
	if (text[strspn(text, "0123456789")] == '\0' ||
	    !clock_parse(plain.buf, moment))
		result = refuse(v->shell->output, SHELL_USAGE,
				"Unable to parse date value: %s", text);
	strbuf_release(&plain);
	return result;
}

/* arn:aws:cloudtrail:REGION:ACCOUNT:trail/NAME */
static int
read_arn(struct validation *v, const char *account_given)
{
	const char *parts[6] = { v->trail_arn };
	size_t count = 1;
	bool valid;

	for (const char *at = v->trail_arn; count < 6 && (at = strchr(at, ':'));
	     count++)
		parts[count] = ++at;
	valid = count == 6 && strncmp(v->trail_arn, "arn:", 4) == 0 &&
		strncmp(parts[2], "cloudtrail:", 11) == 0 &&
		parts[5] - parts[4] == 13 &&
		strspn(parts[4], "0123456789") == 12 &&
		strncmp(parts[5], "trail/", 6) == 0 && parts[5][6];
	if (!valid)
		return refuse(v->shell->output, SHELL_USAGE,
			      "Invalid trail ARN provided: %s", v->trail_arn);
	v->home_region = mem_strndup(parts[3],
				     (size_t)(parts[4] - parts[3] - 1));
	v->account_id = account_given ? mem_strdup(account_given) :
					mem_strndup(parts[4], 12);
	v->trail_name = strrchr(v->trail_arn, '/') + 1;
	return 0;
}

/* Where the trail of this ARN delivers to. */
static int
ask_for_bucket(struct validation *v)
{
	struct json_object *answer = validation_must_call(
		v, v->region, "cloudtrail", "DescribeTrails",
		json_object_new_object());
	struct json_object *list = json_member(answer, "trailList");
	const char *arn, *prefix;

	if (!answer)
		return -1;
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *trail = json_object_array_get_idx(list, i);

		arn = json_string(trail, "TrailARN");
		if (!arn || strcmp(arn, v->trail_arn) != 0)
			continue;
		prefix = json_string(trail, "S3KeyPrefix");
		v->bucket = mem_strdup(json_string(trail, "S3BucketName"));
		v->prefix = mem_strdup(prefix ? prefix : "");
		break;
	}
	json_object_put(answer);
	if (v->bucket)
		return 0;
	return refuse(v->shell->output, SHELL_FAILED,
		      "A trail could not be found for %s", v->trail_arn);
}

static int
read_question(struct validation *v, const struct option_list *options,
	      const struct options_given *given)
{
	const char *bucket = options_value(options, given, "--s3-bucket");
	const char *prefix = options_value(options, given, "--s3-prefix");
	const char *end = options_value(options, given, "--end-time");

	v->trail_arn = options_value(options, given, "--trail-arn");
	v->verbose = options_has(options, given, "--verbose");
	v->region = v->shell->caller.region ? v->shell->caller.region :
					      v->shell->account->region;
	v->end = v->shell->account->now;
	if (read_moment(v, options_value(options, given, "--start-time"),
			&v->start) != 0 ||
	    (end && read_moment(v, end, &v->end) != 0))
		return -1;
	if (v->start > v->end)
		return refuse(v->shell->output, SHELL_USAGE,
			      "Invalid time range specified: start-time must "
			      "occur before end-time");
	v->found_start = v->start;
	if (read_arn(v, options_value(options, given, "--account-id")) != 0)
		return -1;
	if (!bucket)
		return ask_for_bucket(v);
	v->bucket = mem_strdup(bucket);
	v->prefix = mem_strdup(prefix ? prefix : "");
	return 0;
}

/* --------------------------------------------------------------- its words */

void
validation_say(struct validation *v, bool wrong, const char *format, ...)
{
	struct shell_output *output = v->shell->output;
	struct strbuf *out = wrong ? &output->err : &output->out;
	struct shell_turn turn;
	va_list args;

	if (!wrong && !v->verbose)
		return;
	if (wrong && !v->parted)
		strbuf_addch(out, '\n');
	va_start(args, format);
	strbuf_vaddf(out, format, args);
	va_end(args);
	strbuf_addstr(out, wrong ? "\n\n" : "\n");
	v->parted = wrong;
	turn = (struct shell_turn){ output->out.len, output->err.len };
	if (wrong)
		list_push(&output->turns, turn);
}

static void
say_ratio(struct strbuf *out, unsigned valid, unsigned invalid,
	  const char *what)
{
	unsigned total = valid + invalid;

	if (total > 0)
		strbuf_addf(out, "\n%u/%u %s files valid", valid, total, what);
	if (invalid > 0)
		strbuf_addf(out, ", %u/%u %s files INVALID", invalid, total,
			    what);
}

static void
say_range(struct strbuf *out, const char *before, int64_t from,
	  const char *between, int64_t until, const char *behind)
{
	char first[CLOCK_TEXT], last[CLOCK_TEXT];

	strbuf_addf(out, "%s%s%s%s%s", before, clock_iso(from, first), between,
		    clock_iso(until, last), behind);
}

static void
say_summary(struct validation *v)
{
	struct strbuf *out = &v->shell->output->out;

	if (!v->parted)
		strbuf_addch(out, '\n');
	say_range(out, "Results requested for ", v->start, " to ", v->end,
		  "\n");
	if (v->valid_digests + v->invalid_digests == 0) {
		strbuf_addstr(out, "No digests found\n");
		return;
	}
	if (v->found_end)
		say_range(out, "Results found for ", v->found_start, " to ",
			  v->found_end, ":\n");
	else
		strbuf_addstr(out, "No valid digests found in range\n");
	say_ratio(out, v->valid_digests, v->invalid_digests, "digest");
	say_ratio(out, v->valid_logs, v->invalid_logs, "log");
	strbuf_addch(out, '\n');
}

/* ----------------------------------------------------------------- the run */

static void
validate(struct validation *v)
{
	struct strbuf *out = &v->shell->output->out;

	strbuf_addf(out, "Validating log files for trail %s ", v->trail_arn);
	say_range(out, "between ", v->start, " and ", v->end, "\n\n");
	if (validation_walk(v) != 0)
		return;
	say_summary(v);
	v->shell->output->status = v->invalid_digests + v->invalid_logs > 0;
}

static void
run(struct shell *shell, const struct option_list *options,
    const struct options_given *given)
{
	struct validation v = {
		.shell = shell,
		.locations = json_object_new_object(),
		.parted = true,
	};

	if (shell_needs_signature(shell->output) == 0 &&
	    read_question(&v, options, given) == 0)
		validate(&v);
	free(v.home_region);
	free(v.account_id);
	free(v.bucket);
	free(v.prefix);
	json_object_put(v.locations);
	json_object_put(v.public_keys);
	shell_words_release(&v.digests);
}

const struct client_command validate_logs = {
	.service = "cloudtrail",
	.operation = {
		.name = "ValidateLogs",
		.request = request,
		.summary = N_("check by the digest files that no log file was "
			      "changed or deleted"),
	},
	.run = run,
};
