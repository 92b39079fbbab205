/* SPDX-License-Identifier: MIT */
/*
 * The server, by libmicrohttpd, which reads requests and cares for slow, broken
 * and too many clients; here are the limits it is given.
 */
#include "http/server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/select.h>
#include <sys/socket.h>

#include "base/memory.h"
#include "http/http.h"
#include "http/libmicrohttpd.h"

enum {
	MOST_CONNECTIONS = 256,
	PATIENCE = 10,		       /* seconds that a client may be silent */
	HEADERS_LIMIT = 16 * 1024,     /* with the request's first line */
	STRICT = 1,
};

struct http_server {
	struct MHD_Daemon *daemon;
	http_handler *handler;
	void *data;
	sigset_t unblocked; /* the signals as they were */
	struct sigaction interrupt, terminate;
};

/* One request while it is read. */
struct reading {
	char *target;
	struct strbuf body;
	bool begun;
};

bool
http_server_ready(void)
{
	return libmicrohttpd() != NULL;
}

/* ------------------------------------------------------------------ signals */

static volatile sig_atomic_t stopped;

static void
stop(int signal)
{
	(void)signal;
	stopped = 1;
}

/* They come only while we wait, so none is missed.  What runs in a shell's
   background ignores SIGINT, and goes on doing so. */
static void
catch_signals(struct http_server *server)
{
	struct sigaction action = { .sa_handler = stop };
	sigset_t both;

	stopped = 0;
	sigemptyset(&action.sa_mask);
	sigemptyset(&both);
	sigaddset(&both, SIGINT);
	sigaddset(&both, SIGTERM);
	sigprocmask(SIG_BLOCK, &both, &server->unblocked);
	sigaction(SIGINT, &action, &server->interrupt);
	if (server->interrupt.sa_handler == SIG_IGN)
		sigaction(SIGINT, &server->interrupt, NULL);
	sigaction(SIGTERM, &action, &server->terminate);
}

static void
release_signals(struct http_server *server)
{
	sigaction(SIGINT, &server->interrupt, NULL);
	sigaction(SIGTERM, &server->terminate, NULL);
	sigprocmask(SIG_SETMASK, &server->unblocked, NULL);
}

/* ----------------------------------------------------------------- requests */

/* The first word of a request: its target as it came. */
static void *
begin_request(void *data, const char *target, struct MHD_Connection *connection)
{
	struct reading *reading = mem_calloc(1, sizeof *reading);

	(void)data;
	(void)connection;
	strbuf_init(&reading->body);
	reading->target = mem_strdup(target);
	return reading;
}

static void
end_request(void *data, struct MHD_Connection *connection, void **state,
	    enum MHD_RequestTerminationCode why)
{
	struct reading *reading = *state;

	(void)data;
	(void)connection;
	(void)why;
	*state = NULL;
	if (!reading)
		return;
	strbuf_release(&reading->body);
	free(reading->target);
	free(reading);
}

/* Targets are ours to decode. */
static size_t
leave_escapes(void *data, struct MHD_Connection *connection, char *text)
{
	(void)data;
	(void)connection;
	return strlen(text);
}

static enum MHD_Result
add_header(void *data, enum MHD_ValueKind kind, const char *name,
	   const char *value)
{
	struct http_request *request = data;
	struct http_header header = { name, value ? value : "" };

	(void)kind;
	list_push(&request->headers, header);
	return MHD_YES;
}

static enum MHD_Result
send_answer(struct MHD_Connection *connection, struct http_answer *answer)
{
	const struct libmicrohttpd *m = libmicrohttpd();
	size_t length = answer->body.len;
	struct MHD_Response *response = m->MHD_create_response_from_buffer(
		length, strbuf_detach(&answer->body), MHD_RESPMEM_MUST_FREE);
	enum MHD_Result result;

	if (!response)
		mem_exhausted();
	m->MHD_add_response_header(response, "Server", "Jasoos (simulated AWS)");
	if (answer->content_type)
		m->MHD_add_response_header(response, "Content-Type",
					   answer->content_type);
	if (*answer->request_id)
		m->MHD_add_response_header(response, "x-amzn-RequestId",
					   answer->request_id);
	for (size_t i = 0; i < answer->headers.count; i++)
		m->MHD_add_response_header(response,
					   answer->headers.items[i].name,
					   answer->headers.items[i].value);
	result = m->MHD_queue_response(connection, (unsigned)answer->status,
				       response);
	m->MHD_destroy_response(response);
	return result;
}

static enum MHD_Result
answer_request(struct http_server *server, struct MHD_Connection *connection,
	       const char *method, const struct reading *reading)
{
	struct http_request request = {
		.method = method,
		.target = reading->target,
		.body = reading->body.buf,
		.length = reading->body.len,
	};
	struct http_answer answer;
	enum MHD_Result result;

	http_answer_init(&answer);
	libmicrohttpd()->MHD_get_connection_values(
		connection, MHD_HEADER_KIND, add_header, &request);
	server->handler(server->data, &request, &answer);
	result = send_answer(connection, &answer);
	http_answer_release(&answer);
	list_release(&request.headers);
	return result;
}

static enum MHD_Result
look_for_length(void *data, enum MHD_ValueKind kind, const char *name,
		const char *value)
{
	bool *too_long = data;

	(void)kind;
	if (value && !strcasecmp(name, "Content-Length") &&
	    strtoull(value, NULL, 10) > HTTP_BODY_LIMIT)
		*too_long = true;
	return MHD_YES;
}

/* Who says before how much it is need not send it. */
static enum MHD_Result
begin_body(struct MHD_Connection *connection)
{
	const struct libmicrohttpd *m = libmicrohttpd();
	struct http_answer answer;
	bool too_long = false;
	enum MHD_Result result;

	m->MHD_get_connection_values(connection, MHD_HEADER_KIND,
				     look_for_length, &too_long);
	if (!too_long)
		return MHD_YES;
	http_answer_init(&answer);
	answer.status = MHD_HTTP_CONTENT_TOO_LARGE;
	answer.content_type = "text/plain";
	strbuf_addstr(&answer.body, "Jasoos takes requests of up to 64 KB\n");
	result = send_answer(connection, &answer);
	http_answer_release(&answer);
	return result;
}

/* Called once behind the headers, then for each part of the body, then once
   when all is there.  MHD_NO closes the connection. */
static enum MHD_Result
handle(void *data, struct MHD_Connection *connection, const char *url,
       const char *method, const char *version, const char *part,
       size_t *length, void **state)
{
	struct http_server *server = data;
	struct reading *reading = *state;

	(void)url;
	(void)version;
	if (!reading->begun) {
		reading->begun = true;
		return begin_body(connection);
	}
	if (*length == 0)
		return answer_request(server, connection, method, reading);
	if (*length > HTTP_BODY_LIMIT - reading->body.len)
		return MHD_NO;
	strbuf_add(&reading->body, part, *length);
	*length = 0;
	return MHD_YES;
}

/* ------------------------------------------------------------------- server */

struct http_server *
http_server_open(int port, http_handler *handler, void *data)
{
	const struct libmicrohttpd *m = libmicrohttpd();
	struct http_server *server = mem_calloc(1, sizeof *server);
	unsigned flags = 0;
	struct sockaddr_in here = {
		.sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};

	if (m->MHD_is_feature_supported(MHD_FEATURE_EPOLL))
		flags |= MHD_USE_EPOLL;
	server->handler = handler;
	server->data = data;
	errno = 0;
	server->daemon = m->MHD_start_daemon(
		flags, (uint16_t)port, NULL, NULL, handle, server,
		MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&here,
		MHD_OPTION_CONNECTION_LIMIT, (unsigned)MOST_CONNECTIONS,
		MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)PATIENCE,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEADERS_LIMIT,
		MHD_OPTION_STRICT_FOR_CLIENT, (int)STRICT,
		MHD_OPTION_URI_LOG_CALLBACK, begin_request, NULL,
		MHD_OPTION_NOTIFY_COMPLETED, end_request, NULL,
		MHD_OPTION_UNESCAPE_CALLBACK, leave_escapes, NULL,
		MHD_OPTION_END);
	if (server->daemon) {
		catch_signals(server);
		return server;
	}
	free(server);
	return NULL;
}

int
http_server_port(const struct http_server *server)
{
	return libmicrohttpd()
		->MHD_get_daemon_info(server->daemon,
				      MHD_DAEMON_INFO_BIND_PORT)
		->port;
}

/* How long there is nothing to do for us, or NULL: until somebody comes. */
static struct timespec *
time_to_wait(struct http_server *server, struct timespec *wait)
{
	MHD_UNSIGNED_LONG_LONG milliseconds;

	if (libmicrohttpd()->MHD_get_timeout(server->daemon, &milliseconds) !=
	    MHD_YES)
		return NULL;
	wait->tv_sec = (time_t)(milliseconds / 1000);
	wait->tv_nsec = (long)(milliseconds % 1000) * 1000000;
	return wait;
}

enum http_wake
http_server_wait(struct http_server *server, int input)
{
	const struct libmicrohttpd *m = libmicrohttpd();
	struct timespec wait;
	MHD_socket highest = 0;
	fd_set in, out, except;
	bool typed;

	FD_ZERO(&in);
	FD_ZERO(&out);
	FD_ZERO(&except);
	m->MHD_get_fdset2(server->daemon, &in, &out, &except, &highest,
			  FD_SETSIZE);
	if (input >= 0)
		FD_SET(input, &in);
	if (pselect((highest > input ? highest : input) + 1, &in, &out,
		    &except, time_to_wait(server, &wait),
		    &server->unblocked) < 0) {
		FD_ZERO(&in);
		FD_ZERO(&out);
		FD_ZERO(&except);
	}
	typed = input >= 0 && FD_ISSET(input, &in);
	m->MHD_run_from_select(server->daemon, &in, &out, &except);
	if (stopped)
		return HTTP_STOP;
	return typed ? HTTP_INPUT : HTTP_SERVED;
}

void
http_server_close(struct http_server *server)
{
	if (!server)
		return;
	libmicrohttpd()->MHD_stop_daemon(server->daemon);
	release_signals(server);
	free(server);
}
