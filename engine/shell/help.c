/* SPDX-License-Identifier: MIT */
/*
 * `aws help`, `aws SERVICE help`, `aws SERVICE COMMAND help`: pages made of
 * the tables, in the order of the real client's.
 *
 * Differs from the AWS CLI: the lab's own short texts, in the learner's
 * language; names stay AWS's.
 */
#include "shell/call.h"

#include <string.h>

#include "aws/operation.h"
#include "language/language.h"
#include "shell/s3.h"
#include "shell/words.h"

enum { COLUMN = 30 };

static void
heading(struct strbuf *out, const char *text)
{
	strbuf_addf(out, "\n%s\n", text);
}

/* A name and what it is; on two lines where the name is long. */
static void
row(struct strbuf *out, const char *name, const char *text)
{
	size_t length = strlen(name);

	strbuf_addf(out, "       %s", name);
	if (length >= COLUMN) {
		strbuf_addstr(out, "\n       ");
		length = 0;
	}
	strbuf_addchars(out, ' ', COLUMN - length);
	strbuf_addf(out, "%s\n", text);
}

static void
notice(struct strbuf *out)
{
	strbuf_addf(out, "\n       %s\n",
		    _("(simulated by Jasoos: a part of AWS, with no bill)"));
}

static void
global_rows(struct strbuf *out)
{
	heading(out, "GLOBAL OPTIONS");
	for (const struct global_option *o = global_options; o->name; o++) {
		struct strbuf name = STRBUF_INIT;

		if (!o->summary)
			continue;
		strbuf_addf(&name, "%s%s", o->name,
			    o->takes_value ? " <value>" : "");
		row(out, name.buf, _(o->summary));
		strbuf_release(&name);
	}
}

void
help_aws(struct strbuf *out)
{
	strbuf_addf(out, "NAME\n       aws - %s\n",
		    _("one command line for the services of AWS"));
	notice(out);
	heading(out, "SYNOPSIS");
	strbuf_addstr(out, "       aws [options] <command> <subcommand> "
			   "[parameters]\n");
	heading(out, "AVAILABLE SERVICES");
	for (size_t i = 0; aws_services[i]; i++)
		row(out, shell_service_word(aws_services[i]),
		    aws_services[i]->title);
	row(out, "s3", _("Amazon S3 by paths, like files and folders"));
	global_rows(out);
	strbuf_addf(out, "\n       %s\n",
		    _("More: aws <command> help, aws <command> <subcommand> "
		      "help"));
}

void
help_service(const struct aws_service *service, struct strbuf *out)
{
	const struct aws_operation *operation;
	char typed[128];

	strbuf_addf(out, "NAME\n       %s - %s\n", shell_service_word(service),
		    service->title);
	notice(out);
	heading(out, "AVAILABLE COMMANDS");
	for (size_t i = 0; (operation = shell_operation_at(service, i)); i++)
		row(out, aws_xform_name(operation->name, typed, sizeof typed),
		    _(operation->summary));
}

static const char *
type_name(const struct aws_member *member)
{
	static const char *const names[] = {
		[AWS_STRING] = "string", [AWS_BOOLEAN] = "boolean",
		[AWS_INTEGER] = "integer", [AWS_DOUBLE] = "double",
		[AWS_TIMESTAMP] = "timestamp",
		[AWS_LIST] = "list", [AWS_STRUCTURE] = "structure",
		[AWS_MAP] = "map", [AWS_JSON] = "string",
	};

	return names[member->type];
}

static void
synopsis(const struct aws_member *members, struct strbuf *out)
{
	char typed[128];

	for (; members && members->name; members++) {
		bool required = (members->flags & AWS_REQUIRED) != 0;

		aws_option_name(members, typed, sizeof typed);
		strbuf_addf(out, "       %s", required ? "" : "[");
		if (members->flags & AWS_SWITCH)
			strbuf_addf(out, "--%s", typed);
		else if (members->type == AWS_BOOLEAN)
			strbuf_addf(out, "--%s | --no-%s", typed, typed);
		else
			strbuf_addf(out, "--%s <value>", typed);
		strbuf_addf(out, "%s\n", required ? "" : "]");
	}
}

/* Id=string,Arn=string: how a structure may be written. */
static void
shorthand(const struct aws_member *members, struct strbuf *out)
{
	for (const struct aws_member *m = members; m && m->name; m++) {
		bool list = m->type == AWS_LIST;

		strbuf_addf(out, "%s%s=", m > members ? "," : "", m->name);
		if (m->members) {
			strbuf_addstr(out, list ? "[{" : "{");
			shorthand(m->members, out);
			strbuf_addstr(out, list ? "}]" : "}");
		} else if (list) {
			strbuf_addstr(out, "string,string");
		} else {
			strbuf_addstr(out, type_name(m));
		}
	}
}

static void
describe_member(const struct aws_member *member, struct strbuf *out)
{
	char typed[128];

	strbuf_addf(out, "       --%s (%s)%s%s\n",
		    aws_option_name(member, typed, sizeof typed),
		    type_name(member),
		    member->flags & AWS_REQUIRED ? " " : "",
		    member->flags & AWS_REQUIRED ? _("[required]") : "");
	for (size_t i = 0; member->values && member->values[i]; i++)
		strbuf_addf(out, "          - %s\n", member->values[i]);
	if (member->members) {
		strbuf_addstr(out, "          ");
		shorthand(member->members, out);
		strbuf_addf(out, "%s\n",
			    member->type == AWS_LIST ? " ..." : "");
	} else if (member->type == AWS_LIST) {
		strbuf_addstr(out, "          \"string\" \"string\" ...\n");
	} else if (member->type == AWS_JSON) {
		strbuf_addstr(out, "          '{\"key\": ...}'\n");
	}
}

/* Which event the call leaves. */
static void
event(const struct aws_service *service, const struct aws_operation *operation,
      struct strbuf *out)
{
	heading(out, "EVENT");
	strbuf_addf(out, "       %s, %s, readOnly %s\n",
		    operation->event_name ? operation->event_name
					  : operation->name,
		    service->event_source,
		    operation->flags & AWS_READ_ONLY ? "true" : "false");
}

void
help_operation(const struct aws_service *service,
	       const struct aws_operation *operation, struct strbuf *out)
{
	const struct aws_member *member = operation->request;
	char typed[128];

	aws_xform_name(operation->name, typed, sizeof typed);
	strbuf_addf(out, "NAME\n       %s - %s\n", typed,
		    _(operation->summary));
	notice(out);
	heading(out, "SYNOPSIS");
	strbuf_addf(out, "       aws %s %s\n", shell_service_word(service),
		    typed);
	synopsis(operation->request, out);
	if (member && member->name)
		heading(out, "OPTIONS");
	for (; member && member->name; member++)
		describe_member(member, out);
	if (operation->errors && operation->errors[0])
		heading(out, "ERRORS");
	for (size_t i = 0; operation->errors && operation->errors[i]; i++)
		strbuf_addf(out, "       %s\n", operation->errors[i]);
	if (operation->run)
		event(service, operation, out);
	strbuf_addf(out, "\n       %s\n",
		    _("Options of every command: aws help"));
}

static void
s3_command_help(const struct s3_command *command, struct strbuf *out)
{
	strbuf_addf(out, "NAME\n       %s - %s\n", command->name,
		    _(command->summary));
	notice(out);
	heading(out, "SYNOPSIS");
	strbuf_addf(out, "       aws s3 %s %s\n", command->name,
		    command->synopsis);
	for (size_t i = 0; i < S3_OPTIONS && command->options[i]; i++)
		strbuf_addf(out, "       [%s]\n", command->options[i]);
}

void
s3_help(const struct s3_command *command, struct strbuf *out)
{
	if (command) {
		s3_command_help(command, out);
		return;
	}
	strbuf_addf(out, "NAME\n       s3 - %s\n",
		    _("Amazon S3 by paths, like files and folders"));
	notice(out);
	heading(out, "AVAILABLE COMMANDS");
	for (command = s3_command_table(); command->name; command++)
		row(out, command->name, _(command->summary));
}
