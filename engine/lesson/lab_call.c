/* SPDX-License-Identifier: MIT */
/*
 * Calls that came over HTTP, as inputs of the lab.
 *
 * Such an input is the word `call` and one JSON object with all that went
 * through the door: whose key, where from, with what, which operation, what it
 * asked.  Typed again, it is the same call.
 */
#include "lesson/lab.h"

#include <string.h>

#include "account/signer.h"
#include "aws/dispatch.h"
#include "base/json.h"
#include "base/strbuf.h"
#include "lesson/lab_parts.h"
#include "shell/options.h"
#include "shell/shell.h"

/* DEL is the one byte of JSON that a line may not have. */
static void
add_json(struct strbuf *line, struct json_object *value)
{
	struct strbuf text = STRBUF_INIT;

	json_write(value, &text);
	for (size_t i = 0; i < text.len; i++)
		if (text.buf[i] == 0x7f)
			strbuf_addstr(line, "\\u007f");
		else
			strbuf_addch(line, text.buf[i]);
	strbuf_release(&text);
}

static void
write_line(const struct aws_call *call, struct strbuf *line)
{
	const struct caller *caller = &call->caller;
	struct json_object *asked = json_object_new_object();

	json_set_string(asked, "service", call->service->name);
	json_set_string(asked, "operation", call->operation->name);
	json_set(asked, "request", json_object_get(call->request));
	json_set_string(asked, "region", caller->region);
	json_set_string(asked, "accessKeyId", caller->access_key_id);
	json_set_string(asked, "sourceIPAddress", caller->source_ip);
	json_set_string(asked, "userAgent", caller->user_agent);
	strbuf_addstr(line, "call ");
	add_json(line, asked);
	json_object_put(asked);
}

static void
run(struct lab *lab, struct aws_call *call, const char *line,
    struct messages *out)
{
	size_t first = lab->account->events.count;

	aws_dispatch(call);
	lab_why_not(lab, first, out);
	lab_keep(lab, line);
}

bool
lab_call(struct lab *lab, struct aws_call *call, struct messages *out)
{
	struct strbuf line = STRBUF_INIT;
	bool fits;

	write_line(call, &line);
	fits = lab_line_is_plain(line.buf);
	if (fits) {
		run(lab, call, line.buf, out);
		lab_tell_goal(lab, out);
	}
	strbuf_release(&line);
	return fits;
}

static bool
read_call(struct lab *lab, struct json_object *asked, struct aws_call *call)
{
	const char *key = json_string(asked, "accessKeyId");
	const char *service = json_string(asked, "service");
	const char *operation = json_string(asked, "operation");

	if (!key || !service || !operation)
		return false;
	call->account = lab->account;
	call->unread = true;
	call->caller.source_ip = json_string(asked, "sourceIPAddress");
	call->caller.user_agent = json_string(asked, "userAgent");
	call->caller.region = json_string(asked, "region");
	call->request = json_member(asked, "request");
	call->service = aws_service_find(service);
	if (call->service)
		call->operation = aws_operation_find(call->service, operation);
	return call->operation && call->caller.source_ip &&
	       call->caller.user_agent && call->caller.region &&
	       region_exists(call->caller.region) &&
	       json_object_is_type(call->request, json_type_object) &&
	       signer_find(lab->account, key, &call->caller, NULL);
}

int
lab_call_again(struct lab *lab, const char *line, const char *rest,
	       struct messages *out)
{
	struct json_object *asked = json_parse(rest, strlen(rest), NULL, NULL);
	struct aws_call call = { 0 };
	int status = SHELL_USAGE;

	if (read_call(lab, asked, &call)) {
		run(lab, &call, line, out);
		status = call.error.code ? SHELL_REFUSED : SHELL_DONE;
		aws_call_release(&call);
	} else {
		lab_refuse(out, _("'call' is for what came over HTTP; only "
				  "`jasoos serve` writes it"));
	}
	json_object_put(asked);
	return status;
}
