/* SPDX-License-Identifier: MIT */
/*
 * The resources that the record of a data event names.
 */
#ifndef AWS_DATA_EVENT_H
#define AWS_DATA_EVENT_H

struct aws_call;

/* Fills call->resources; nothing if the request names no resource. */
void data_event_name_resources(struct aws_call *call);

#endif
