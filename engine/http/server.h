/* SPDX-License-Identifier: MIT */
/*
 * The server: requests from sockets, answers to them, on 127.0.0.1 alone.
 *
 * One thread: requests are answered one after the other, so that an account
 * needs no locks and one event comes after the other.
 */
#ifndef HTTP_SERVER_H
#define HTTP_SERVER_H

#include <stdbool.h>

struct http_answer;
struct http_request;
struct http_server;

bool http_server_ready(void); /* is libmicrohttpd there? */

/* Fills the answer; the request's time is the handler's to set. */
typedef void http_handler(void *data, struct http_request *request,
			  struct http_answer *answer);

/* Listens on `port`, 0 for any that is free.  NULL, with errno: it cannot. */
struct http_server *http_server_open(int port, http_handler *handler,
				     void *data);
int http_server_port(const struct http_server *server);

enum http_wake {
	HTTP_SERVED, /* some requests, perhaps none */
	HTTP_INPUT,  /* there is something to read on `input` */
	HTTP_STOP,   /* SIGINT or SIGTERM came */
};
/* Waits for requests and serves them; for input too, on a descriptor or -1. */
enum http_wake http_server_wait(struct http_server *server, int input);

/* NULL is fine.  The signals are as they were before. */
void http_server_close(struct http_server *server);

#endif
