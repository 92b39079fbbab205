/* SPDX-License-Identifier: MIT */
/*
 * Advanced event selectors' members and rules, for PutEventSelectors.
 */
#ifndef AWS_CLOUDTRAIL_SELECTORS_H
#define AWS_CLOUDTRAIL_SELECTORS_H

#include "aws/operation.h"

extern const struct aws_member advanced_selector_members[];

/* 0, or -1 with the call refused. */
int advanced_selectors_check(struct aws_call *call,
			     struct json_object *selectors);

#endif
