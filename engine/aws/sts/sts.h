/* SPDX-License-Identifier: MIT */
/*
 * STS's operations.
 */
#ifndef AWS_STS_STS_H
#define AWS_STS_STS_H

#include "aws/operation.h"

extern const struct aws_operation sts_assume_role;

#endif
