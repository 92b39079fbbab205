/* SPDX-License-Identifier: MIT */
/*
 * One table per service; each stands in its own folder.
 */
#ifndef AWS_SERVICES_H
#define AWS_SERVICES_H

#include "aws/operation.h"

extern const struct aws_service cloudtrail_service;
extern const struct aws_service s3_service;
extern const struct aws_service events_service;
extern const struct aws_service config_service;
extern const struct aws_service lambda_service;
extern const struct aws_service cloudwatch_service;
extern const struct aws_service logs_service;
extern const struct aws_service guardduty_service;
extern const struct aws_service sns_service;
extern const struct aws_service sqs_service;
extern const struct aws_service iam_service;
extern const struct aws_service organizations_service;
extern const struct aws_service ssm_service;
extern const struct aws_service sts_service;

#endif
