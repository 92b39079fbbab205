/* SPDX-License-Identifier: MIT */
/*
 * Members: does a request have what its table row asks for?
 */
#ifndef AWS_MEMBERS_H
#define AWS_MEMBERS_H

struct aws_call;

/* 0, or -1 with the call refused as the service would. */
int members_check(struct aws_call *call);

#endif
