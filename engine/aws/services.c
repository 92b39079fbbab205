/* SPDX-License-Identifier: MIT */
/*
 * The services of the simulated account, in the order of help.
 */
#include "aws/services.h"

#include <stddef.h>

const struct aws_service *const aws_services[] = {
	&cloudtrail_service, &s3_service,     &events_service,
	&config_service, &lambda_service, &cloudwatch_service,
	&logs_service, &sns_service, &sqs_service,
	&iam_service, &organizations_service, &ssm_service,
	&sts_service, &guardduty_service,
	NULL,
};
