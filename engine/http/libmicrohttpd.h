/* SPDX-License-Identifier: MIT */
/*
 * GNU libmicrohttpd, opened when `jasoos serve` is run.
 *
 * Only server.c looks in here.
 */
#ifndef HTTP_LIBMICROHTTPD_H
#define HTTP_LIBMICROHTTPD_H

#include <microhttpd.h>

#include "base/library.h"

/* What is used of it: result, name, arguments. */
#define LIBMICROHTTPD_FUNCTIONS(X)                                            \
	X(struct MHD_Daemon *, MHD_start_daemon,                              \
	  (unsigned, uint16_t, MHD_AcceptPolicyCallback, void *,              \
	   MHD_AccessHandlerCallback, void *, ...))                           \
	X(void, MHD_stop_daemon, (struct MHD_Daemon *))                       \
	X(const union MHD_DaemonInfo *, MHD_get_daemon_info,                  \
	  (struct MHD_Daemon *, enum MHD_DaemonInfoType, ...))                \
	X(enum MHD_Result, MHD_is_feature_supported, (enum MHD_FEATURE))      \
	X(enum MHD_Result, MHD_get_fdset2,                                    \
	  (struct MHD_Daemon *, fd_set *, fd_set *, fd_set *, MHD_socket *,   \
	   unsigned))                                                         \
	X(enum MHD_Result, MHD_get_timeout,                                   \
	  (struct MHD_Daemon *, MHD_UNSIGNED_LONG_LONG *))                    \
	X(enum MHD_Result, MHD_run_from_select,                               \
	  (struct MHD_Daemon *, const fd_set *, const fd_set *,               \
	   const fd_set *))                                                   \
	X(int, MHD_get_connection_values,                                     \
	  (struct MHD_Connection *, enum MHD_ValueKind, MHD_KeyValueIterator, \
	   void *))                                                           \
	X(struct MHD_Response *, MHD_create_response_from_buffer,             \
	  (size_t, void *, enum MHD_ResponseMemoryMode))                      \
	X(enum MHD_Result, MHD_add_response_header,                           \
	  (struct MHD_Response *, const char *, const char *))                \
	X(enum MHD_Result, MHD_queue_response,                                \
	  (struct MHD_Connection *, unsigned, struct MHD_Response *))         \
	X(void, MHD_destroy_response, (struct MHD_Response *))

struct libmicrohttpd {
	LIBMICROHTTPD_FUNCTIONS(LIBRARY_MEMBER)
};

/* NULL if it is not on this machine. */
const struct libmicrohttpd *libmicrohttpd(void);

#endif
