/* SPDX-License-Identifier: MIT */
/*
 * A small account to type commands into: user ali, bucket lab-bucket, trail
 * main-audit-trail, at 2025-11-19T07:00:00Z.
 */
#ifndef TESTS_UNIT_SHELL_LAB_H
#define TESTS_UNIT_SHELL_LAB_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "aws/dispatch.h"
#include "base/clock.h"
#include "base/memory.h"
#include "shell/shell.h"

#define LAB_POLICY                                                         \
	"{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\","          \
	"\"Action\":\"s3:*\",\"Resource\":\"*\"}}"

struct lab {
	struct account *account;
	struct principal *ali;
	struct shell_output output;
};

static inline int
lab_open(void **state)
{
	struct lab *lab = mem_calloc(1, sizeof *lab);
	int64_t start;

	if (!clock_parse("2025-11-19T07:00:00Z", &start))
		return -1;
	lab->account = account_new("111122223333", "us-east-1", start, 1,
				   aws_door);
	lab->ali = principal_add(lab->account, PRINCIPAL_IAM_USER, "ali");
	lab->ali->source_ip = mem_strdup("203.0.113.7");
	bucket_set_policy(bucket_add(lab->account, "lab-bucket"), LAB_POLICY, NULL,
			  0);
	trail_add(lab->account, "main-audit-trail", "us-east-1", "lab-bucket");
	shell_output_init(&lab->output);
	*state = lab;
	return 0;
}

static inline int
lab_close(void **state)
{
	struct lab *lab = *state;

	shell_output_release(&lab->output);
	account_free(lab->account);
	free(lab);
	return 0;
}

static inline int
lab_type(struct lab *lab, const char *line)
{
	shell_output_release(&lab->output);
	shell_output_init(&lab->output);
	shell_run(lab->account, lab->ali, line, &lab->output);
	return lab->output.status;
}

/* Types the line and requires this output, nothing on standard error, 0. */
static inline void
lab_prints(struct lab *lab, const char *line, const char *out)
{
	int status = lab_type(lab, line);

	assert_string_equal(lab->output.err.buf, "");
	assert_string_equal(lab->output.out.buf, out);
	assert_int_equal(status, SHELL_DONE);
}

/* Types the line and requires this on standard error and this status. */
static inline void
lab_refuses(struct lab *lab, const char *line, int status, const char *err)
{
	assert_int_equal(lab_type(lab, line), status);
	assert_string_equal(lab->output.err.buf, err);
	assert_string_equal(lab->output.out.buf, "");
}

static inline void
lab_put(struct lab *lab, const char *key, const char *bytes)
{
	bucket_put(lab->account, bucket_find(lab->account, "lab-bucket"), key,
		   mem_strdup(bytes), strlen(bytes));
}

#endif
