/* SPDX-License-Identifier: MIT */
/*
 * What AWS Config's operations share.
 */
#ifndef AWS_CONFIG_CONFIG_H
#define AWS_CONFIG_CONFIG_H

#include "aws/operation.h"

extern const struct aws_operation config_delete_remediation_configuration;
extern const struct aws_operation config_describe_remediation_configurations;
extern const struct aws_operation config_describe_remediation_execution_status;
extern const struct aws_operation config_put_remediation_configurations;
extern const struct aws_operation config_start_remediation_execution;

#endif
