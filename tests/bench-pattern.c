/* SPDX-License-Identifier: MIT */
/*
 * How many events a second sets of 1 to 1,000 rules are held against, on one
 * thread: CloudTrail events of about 1.9 KB in EventBridge's envelope, as text,
 * in each way that the machine has, and as trees of json-c, parsing included.
 * Rounds take turns, and the median of a round's ratios counts: machines drift.
 *
 * Exit status 1 if a goal is missed.
 */
#include "pattern/pattern.h"

#include "base/json.h"
#include "base/random.h"
#include "base/strbuf.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { EVENTS = 2000, ROUNDS = 7, RULES = 1000, TREES = 20, GOAL = 10 };

static const char *const names[] = {
	"StopLogging", "RunInstances", "AssumeRole", "PutObject", "GetObject",
	"ConsoleLogin", "CreateUser", "DescribeInstances", "ListBuckets",
	"DeleteTrail", "GetCallerIdentity", "PutBucketPolicy",
};
static const char *const services[] = {
	"cloudtrail", "ec2", "sts", "s3", "s3", "signin", "iam", "ec2", "s3",
	"cloudtrail", "sts", "s3",
};

static struct strbuf text = STRBUF_INIT;
static size_t starts[EVENTS + 1];

static void
make_event(struct random *chance, size_t i)
{
	uint32_t n = random_below(chance, 12);
	char id[37], request[37];
	struct strbuf filler = STRBUF_INIT;

	random_guid(chance, id);
	random_guid(chance, request);
	for (int f = 0; f < 9; f++)
		strbuf_addf(&filler, "%s{\"key\":\"tag-%d\",\"value\":\"%s\"}",
			    f ? "," : "", f, id);
	starts[i] = text.len;
	strbuf_addf(&text,
		"{\"version\":\"0\",\"id\":\"%s\",\"detail-type\":\"AWS API Call "
		"via CloudTrail\",\"source\":\"aws.%s\",\"account\":"
		"\"111122223333\",\"time\":\"2025-11-19T06:30:00Z\",\"region\":"
		"\"us-east-1\",\"resources\":[],\"detail\":{\"eventVersion\":"
		"\"1.11\",\"userIdentity\":{\"type\":\"%s\",\"principalId\":"
		"\"AIDAP7XXQNZPFIFNKFWR\",\"arn\":\"arn:aws:iam::111122223333:"
		"user/hamza\",\"accountId\":\"111122223333\",\"accessKeyId\":"
		"\"AKIAQA5B75D4XR3DLMVL\",\"userName\":\"hamza\","
		"\"sessionContext\":{\"attributes\":{\"creationDate\":"
		"\"2025-11-19T06:00:00Z\",\"mfaAuthenticated\":\"false\"}}},"
		"\"eventTime\":\"2025-11-19T06:30:00Z\",\"eventSource\":"
		"\"%s.amazonaws.com\",\"eventName\":\"%s\",\"awsRegion\":\"%s\","
		"\"sourceIPAddress\":\"203.0.113.%u\",\"userAgent\":\"aws-cli/"
		"2.15.30 Python/3.11.8 Linux/6.1 exe/x86_64.debian.12 prompt/off "
		"command/%s\",%s\"requestParameters\":{\"name\":\"arn:aws:x:"
		"us-east-1:111122223333:thing/%s\",\"tags\":[%s]},"
		"\"responseElements\":null,\"requestID\":\"%s\",\"eventID\":"
		"\"%s\",\"readOnly\":%s,\"eventType\":\"AwsApiCall\","
		"\"managementEvent\":true,\"recipientAccountId\":"
		"\"111122223333\",\"eventCategory\":\"Management\",\"tlsDetails\":"
		"{\"tlsVersion\":\"TLSv1.3\",\"cipherSuite\":"
		"\"TLS_AES_128_GCM_SHA256\",\"clientProvidedHostHeader\":"
		"\"%s.us-east-1.amazonaws.com\"}}}\n",
		id, services[n], n % 3 ? "IAMUser" : "AssumedRole", services[n],
		names[n], n % 4 ? "us-east-1" : "eu-west-1", n, names[n],
		n % 5 ? "" : "\"errorCode\":\"AccessDenied\",", id, filler.buf,
		request, id, n % 2 ? "true" : "false", services[n]);
	starts[i + 1] = text.len;
	strbuf_release(&filler);
}

/* Two to four fields a rule; the first rules have names that there are. */
static struct pattern *
make_rule(size_t i)
{
	static const char *const forms[] = {
		"{\"source\":[\"aws.%s\"],\"detail\":{\"eventName\":[\"%s\"]}}",
		"{\"source\":[\"aws.%s\"],\"detail-type\":[{\"prefix\":\"AWS "
		"API\"}],\"detail\":{\"eventName\":[\"%s\"],\"errorCode\":"
		"[{\"exists\":false}]}}",
		"{\"source\":[{\"anything-but\":\"aws.%s\"}],\"detail\":"
		"{\"eventName\":[{\"prefix\":\"%s\"}],\"awsRegion\":"
		"[\"eu-west-1\"]}}",
		"{\"source\":[\"aws.%s\"],\"detail\":{\"eventName\":[\"%s\"],"
		"\"userIdentity\":{\"type\":[\"IAMUser\",\"Root\"]}}}",
	};
	char name[32], rule[512];
	struct pattern_error error;

	if (i < 12)
		snprintf(name, sizeof name, "%s", names[i]);
	else
		snprintf(name, sizeof name, "Describe%zuThings", i);
	int length = snprintf(rule, sizeof rule, forms[i % 4],
			      services[i % 12], name);
	struct pattern *pattern = pattern_compile(rule, (size_t)length, &error);
	if (!pattern) {
		fprintf(stderr, "bench: %s: %s\n", rule, error.reason);
		exit(2);
	}
	return pattern;
}

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Seconds an event, and how often a rule matched. */
static double
time_text(struct pattern_matcher *matcher, size_t *matched)
{
	double start = seconds();

	*matched = 0;
	for (size_t i = 0; i < EVENTS; i++) {
		pattern_matcher_run(matcher, text.buf + starts[i],
				    starts[i + 1] - starts[i]);
		for (size_t r = pattern_matcher_next(matcher, 0); r != SIZE_MAX;
		     r = pattern_matcher_next(matcher, r + 1))
			++*matched;
	}
	return (seconds() - start) / EVENTS;
}

static double
time_trees(struct pattern *const *patterns, size_t rules)
{
	double start = seconds();
	size_t matched = 0, count = EVENTS / TREES;

	for (size_t i = 0; i < count; i++) {
		struct json_object *event =
			json_parse(text.buf + starts[i],
				   starts[i + 1] - starts[i], NULL, NULL);
		for (size_t r = 0; r < rules; r++)
			matched += pattern_match(patterns[r], event);
		json_object_put(event);
	}
	return matched > count * rules ? 0 : (seconds() - start) /
						     (double)count;
}

static int
compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double
median(double *values)
{
	qsort(values, ROUNDS, sizeof *values, compare);
	return values[ROUNDS / 2];
}

static bool
bench(struct pattern *const *patterns, size_t rules)
{
	struct pattern_set *set = pattern_set_new(patterns, rules);
	struct pattern_matcher *matcher = pattern_matcher_new(set);
	double fast[ROUNDS], plain[ROUNDS], ratio[ROUNDS];
	size_t matched, again;

	for (int r = 0; r < ROUNDS; r++) {
		pattern_matcher_use(matcher, 0);
		fast[r] = time_text(matcher, &matched);
		pattern_matcher_use(matcher, 1);
		plain[r] = time_text(matcher, &again);
		ratio[r] = time_trees(patterns, rules) / fast[r];
	}
	double best = median(ratio);
	bool missed = best < GOAL || matched != again;
	printf("%5zu rules %12.0f events/s, %9.0f in plain C, %6.1f x json-c "
	       "trees  (goal %d)%s\n", rules, 1 / median(fast),
	       1 / median(plain), best, GOAL, missed ? "  MISSED" : "");
	pattern_matcher_free(matcher);
	pattern_set_free(set);
	return !missed;
}

int
main(void)
{
	static const size_t counts[] = { 1, 8, 10, 100, 1000 };
	struct pattern *patterns[RULES];
	struct random chance;
	bool good = true;

	random_seed(&chance, 1);
	for (size_t i = 0; i < EVENTS; i++)
		make_event(&chance, i);
	printf("event patterns, one thread, events of %zu bytes\n",
	       text.len / EVENTS);
	strbuf_addchars(&text, '\0', PATTERN_PADDING);
	for (size_t i = 0; i < RULES; i++)
		patterns[i] = make_rule(i);
	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
		good &= bench(patterns, counts[i]);
	for (size_t i = 0; i < RULES; i++)
		pattern_free(patterns[i]);
	strbuf_release(&text);
	return good ? 0 : 1;
}
