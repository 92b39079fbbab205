/* SPDX-License-Identifier: MIT */
/*
 * The operation tables agree with themselves and with the code beside them.
 *
 * With the argument `rows` the program prints them as JSON instead, for
 * tests/cli/service-model.bats, which holds them against AWS's own models.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "aws/operation.h"
#include "base/file.h"
#include "base/json.h"
#include "base/strbuf.h"

typedef void visit(const struct aws_service *service,
		   const struct aws_operation *operation);

static void
each_operation(visit *look)
{
	for (size_t i = 0; aws_services[i]; i++)
		for (size_t j = 0; aws_services[i]->operations[j]; j++)
			look(aws_services[i], aws_services[i]->operations[j]);
}

/* "PutRule", "ListObjectsV2" */
static bool
is_camel_case(const char *name)
{
	static const char capitals[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "abcdefghijklmnopqrstuvwxyz0123456789";

	return *name && strchr(capitals, *name) && !name[strspn(name, letters)];
}

static void
names_are_in_camel_case_and_sorted(void **state)
{
	(void)state;
	for (size_t i = 0; aws_services[i]; i++) {
		const struct aws_operation *const *row =
			aws_services[i]->operations;

		for (; *row; row++) {
			if (!is_camel_case((*row)->name))
				fail_msg("%s", (*row)->name);
			if (row[1] && strcmp(row[0]->name, row[1]->name) >= 0)
				fail_msg("%s before %s", row[0]->name,
					 row[1]->name);
		}
	}
}

static void
check_summary(const struct aws_service *service,
	      const struct aws_operation *operation)
{
	const char *summary = operation->summary;

	(void)service;
	if (!summary || !*summary || summary[strlen(summary) - 1] == '.' ||
	    (summary[0] >= 'A' && summary[0] <= 'Z'))
		fail_msg("%s: a summary is a short line, lower-case, without "
			 "full stop",
			 operation->name);
	if (!operation->run)
		fail_msg("%s cannot run", operation->name);
}

static void
every_row_has_a_summary_and_a_function(void **state)
{
	(void)state;
	each_operation(check_summary);
}

static void
check_options(const struct aws_service *service,
	      const struct aws_operation *operation)
{
	const struct aws_member *members = operation->request;
	char one[128], other[128];

	(void)service;
	for (size_t i = 0; members && members[i].name; i++)
		for (size_t j = 0; j < i; j++)
			if (!strcmp(aws_xform_name(members[i].name, one,
						   sizeof one),
				    aws_xform_name(members[j].name, other,
						   sizeof other)))
				fail_msg("%s has two options --%s",
					 operation->name, one);
}

static void
no_two_members_are_one_option(void **state)
{
	(void)state;
	each_operation(check_options);
}

static void
check_errors(const struct aws_service *service,
	     const struct aws_operation *operation)
{
	(void)service;
	for (const char *const *code = operation->errors; code && *code;
	     code++) {
		if (code[1] && strcmp(code[0], code[1]) >= 0)
			fail_msg("%s: %s before %s", operation->name, code[0],
				 code[1]);
	}
}

static void
errors_are_sorted_and_named_once(void **state)
{
	(void)state;
	each_operation(check_errors);
}

static const struct aws_member *
member_of(const struct aws_operation *operation, const char *name)
{
	const struct aws_member *member = operation->request;

	for (; member && member->name; member++)
		if (!strcmp(member->name, name))
			return member;
	return NULL;
}

static void
check_resource(const struct aws_service *service,
	       const struct aws_operation *operation)
{
	const char *const names[] = { operation->resource_member,
				      operation->object_member };

	if (!operation->resource_type != !operation->resource_member)
		fail_msg("%s: a resource has a type and a member",
			 operation->name);
	if (operation->resource_member && !service->resource_arn)
		fail_msg("%s: no ARN for its resource", operation->name);
	for (size_t i = 0; i < 2; i++) {
		const struct aws_member *member =
			names[i] ? member_of(operation, names[i]) : NULL;

		if (names[i] && (!member || member->type != AWS_STRING))
			fail_msg("%s: %s is no string of the request",
				 operation->name, names[i]);
	}
}

static void
the_resource_is_named_by_a_string(void **state)
{
	(void)state;
	each_operation(check_resource);
}

static void
a_row_is_found_by_its_name(void **state)
{
	(void)state;
	for (size_t i = 0; aws_services[i]; i++) {
		const struct aws_service *service = aws_services[i];

		assert_ptr_equal(aws_service_find(service->name), service);
		for (size_t j = 0; service->operations[j]; j++)
			assert_ptr_equal(
				aws_operation_find(service,
						   service->operations[j]->name),
				service->operations[j]);
	}
	assert_null(aws_service_find("ec2"));
	assert_null(aws_operation_find(aws_services[0], "stop-logging"));
}

/* ---- the code beside the tables */

/* The service's folder in engine/aws, and its name in AWS's own models. */
static const char *
folder_of(const struct aws_service *service)
{
	return strcmp(service->name, "configservice") ? service->name :
							"config";
}

static bool
is_declared(const struct aws_service *service, const char *code)
{
	for (size_t i = 0; service->operations[i]; i++)
		for (const char *const *error = service->operations[i]->errors;
		     error && *error; error++)
			if (!strcmp(*error, code))
				return true;
	return false;
}

/* The code of the next aws_refuse(call, "CODE", ...) at or behind `at`, and
   where to go on; NULL at the end. */
static const char *
next_refusal(const char *at, char *code, size_t size)
{
	const char *begin, *end;

	at = strstr(at, "aws_refuse(");
	begin = at ? strchr(at, '"') : NULL;
	end = begin ? strchr(begin + 1, '"') : NULL;
	if (!end)
		return NULL;
	snprintf(code, size, "%.*s", (int)(end - begin - 1), begin + 1);
	return end;
}

static void
check_refusals(const struct aws_service *service, const char *path)
{
	struct strbuf text = STRBUF_INIT;
	const char *at;
	char code[128];

	assert_int_equal(file_read(path, 1 << 20, &text), 0);
	at = text.buf;
	while ((at = next_refusal(at, code, sizeof code)))
		if (!is_declared(service, code))
			fail_msg("%s: %s is declared by no row", path, code);
	strbuf_release(&text);
}

static void
every_refusal_in_the_code_is_declared_by_a_row(void **state)
{
	(void)state;
	for (size_t i = 0; aws_services[i]; i++) {
		char *folder = file_join("engine/aws",
					 folder_of(aws_services[i]));
		struct file_names names = { 0 };

		assert_int_equal(file_list(folder, &names), 0);
		for (size_t j = 0; j < names.count; j++) {
			char *path = file_join(folder, names.items[j]);

			check_refusals(aws_services[i], path);
			free(path);
		}
		file_names_release(&names);
		free(folder);
	}
}

static void
the_reader_of_refusals_finds_them(void **state)
{
	const char *at = "x(call, \"NotThis\");\n"
			 "return aws_refuse(call, \"One\", \"why\");\n"
			 "aws_refuse(\n\tcall,\n\t\"Two\", \"%s\", text);";
	char code[128];

	(void)state;
	at = next_refusal(at, code, sizeof code);
	assert_non_null(at);
	assert_string_equal(code, "One");
	at = next_refusal(at, code, sizeof code);
	assert_non_null(at);
	assert_string_equal(code, "Two");
	assert_null(next_refusal(at, code, sizeof code));
}

/* ---- the rows as JSON */

static const char *const type_names[] = {
	[AWS_STRING] = "string",  [AWS_BOOLEAN] = "boolean",
	[AWS_INTEGER] = "integer", [AWS_DOUBLE] = "double",
	[AWS_TIMESTAMP] = "timestamp",
	[AWS_LIST] = "list",	  [AWS_STRUCTURE] = "structure",
	[AWS_MAP] = "map",	  [AWS_JSON] = "json",
};

static struct json_object *
members_json(const struct aws_member *members)
{
	struct json_object *out = json_object_new_object();

	for (; members && members->name; members++) {
		struct json_object *member = json_object_new_object();

		json_set_string(member, "type", type_names[members->type]);
		json_set_bool(member, "required",
			      members->flags & AWS_REQUIRED);
		json_set(member, "members", members_json(members->members));
		json_set(member, "values", json_object_new_array());
		for (size_t i = 0; members->values && members->values[i]; i++)
			json_object_array_add(
				json_member(member, "values"),
				json_object_new_string(members->values[i]));
		json_set(out, members->name, member);
	}
	return out;
}

static struct json_object *
operation_json(const struct aws_operation *operation)
{
	struct json_object *out = json_object_new_object();
	struct json_object *errors = json_object_new_array();

	for (size_t i = 0; operation->errors && operation->errors[i]; i++)
		json_object_array_add(
			errors, json_object_new_string(operation->errors[i]));
	json_set(out, "members", members_json(operation->request));
	json_set(out, "errors", errors);
	return out;
}

static int
print_rows(void)
{
	struct json_object *out = json_object_new_object();
	struct strbuf text = STRBUF_INIT;

	for (size_t i = 0; aws_services[i]; i++) {
		const struct aws_service *service = aws_services[i];
		struct json_object *one = json_object_new_object();
		struct json_object *operations = json_object_new_object();

		for (size_t j = 0; service->operations[j]; j++)
			json_set(operations, service->operations[j]->name,
				 operation_json(service->operations[j]));
		json_set_string(one, "apiVersion", service->api_version);
		json_set_string(one, "targetPrefix", service->target_prefix);
		json_set(one, "operations", operations);
		json_set(out, folder_of(service), one);
	}
	json_write_pretty(out, &text);
	puts(text.buf);
	strbuf_release(&text);
	json_object_put(out);
	return 0;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_in_camel_case_and_sorted),
		cmocka_unit_test(every_row_has_a_summary_and_a_function),
		cmocka_unit_test(no_two_members_are_one_option),
		cmocka_unit_test(errors_are_sorted_and_named_once),
		cmocka_unit_test(the_resource_is_named_by_a_string),
		cmocka_unit_test(a_row_is_found_by_its_name),
		cmocka_unit_test(
			every_refusal_in_the_code_is_declared_by_a_row),
		cmocka_unit_test(the_reader_of_refusals_finds_them),
	};

	if (argc > 1 && !strcmp(argv[1], "rows"))
		return print_rows();
	return cmocka_run_group_tests_name("table", tests, NULL, NULL);
}
