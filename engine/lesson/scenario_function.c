/* SPDX-License-Identifier: MIT */
/*
 * The functions of a scenario: repairs, as data.
 *
 * One that many scenarios use is written once, in data/functions/ID.yaml: its
 * steps, the same as the Python that one would deploy, and the policy that its
 * role needs, in which {account} and {region} are the scenario's.  A scenario
 * takes it by `from: ID` and gives it a name, a role and an environment of its
 * own; a role of which it says no policy gets the function's.
 */
#include "lesson/scenario_parts.h"

#include <stdlib.h>
#include <string.h>

#include "account/function.h"
#include "aws/operation.h"
#include "base/file.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/strbuf.h"
#include "lesson/form.h"

#define FUNCTION(member) offsetof(struct scenario_function, member)

enum { WHY = 160 };

static const struct form_key function_keys[] = {
	FORM_NEEDED("name", FORM_STRING, FUNCTION(name)),
	FORM_NEEDED("role", FORM_STRING, FUNCTION(role)),
	FORM_MAY("from", FORM_ID, FUNCTION(from)),
	FORM_MAY("description", FORM_STRING, FUNCTION(description)),
	FORM_MAY("code", FORM_JSON, FUNCTION(code)),
	FORM_MAY("environment", FORM_JSON, FUNCTION(environment)),
	FORM_MAY("python", FORM_STRING, FUNCTION(python)),
	FORM_MAY("starts_after", FORM_DURATION, FUNCTION(starts_after)),
	FORM_MAY("duplicates", FORM_INTEGER, FUNCTION(duplicates),
		 .maximum = 100),
	{ 0 },
};
const struct form_shape function_shape = {
	.what = N_("a function"), .keys = { function_keys },
	.size = sizeof(struct scenario_function), .named = "name",
};

static const struct form_key file_keys[] = {
	FORM_NEEDED("format", FORM_LATER, 0),
	FORM_NEEDED("id", FORM_ID, FUNCTION(from)),
	FORM_NEEDED("description", FORM_STRING, FUNCTION(description)),
	FORM_NEEDED("code", FORM_JSON, FUNCTION(code)),
	FORM_NEEDED("python", FORM_STRING, FUNCTION(python)),
	FORM_NEEDED("policy", FORM_JSON, FUNCTION(policy)),
	{ 0 },
};
static const struct form_shape file_shape = {
	.what = N_("a function"), .keys = { file_keys },
};

/* ---- code */

static bool
is_known(const char *call)
{
	const char *colon = strchr(call, ':');
	char *name = mem_strndup(call, (size_t)(colon - call));
	const struct aws_service *service = aws_service_find(name);

	free(name);
	return service && aws_operation_find(service, colon + 1);
}

/* A call of these steps that the lab does not know, lent; or NULL. */
static const char *
unknown_call(struct json_object *steps)
{
	const char *unknown = NULL;

	for (size_t i = 0; !unknown && i < json_object_array_length(steps);
	     i++) {
		struct json_object *step = json_object_array_get_idx(steps, i);
		const char *call = json_string(step, "call");

		if (json_member(step, "for_each"))
			unknown = unknown_call(json_member(step, "do"));
		else if (!is_known(call))
			unknown = call;
	}
	return unknown;
}

static void
check_code(struct yaml_tree *tree, const char *text, const struct yaml_node *at)
{
	struct json_object *code = json_parse(text, strlen(text), NULL, NULL);
	const char *unknown;
	char why[WHY];

	if (!function_code_check(code, why, sizeof why)) {
		yaml_fault_at(tree, at, "%s", why);
	} else {
		unknown = unknown_call(json_member(code, "steps"));
		if (unknown)
			yaml_fault_at(tree, at,
				      _("'%.60s' is no call that the lab "
					"knows"),
				      unknown);
	}
	json_object_put(code);
}

/* ---- a file of its own */

static void
read_file(struct scenario_function *function, struct arena *arena,
	  struct yaml_tree *tree, const char *id)
{
	struct form form;

	form_init(&form, arena, tree, id);
	if (!form_has_format(&form))
		return;
	form_read(&form, &file_shape, tree->root, function);
	if (!tree->whole || tree->faults > 0)
		return;
	if (strcmp(function->from, id) != 0)
		yaml_fault_at(tree, yaml_member(tree->root, "id"),
			      _("'%s' lies in a file of another name"),
			      function->from);
	check_code(tree, function->code, yaml_member(tree->root, "code"));
	policy_rules(tree, function->policy, yaml_member(tree->root, "policy"));
}

/* FOLDER/ID.yaml; its texts lie in the arena. */
static bool
load_file(struct scenario_function *function, struct arena *arena,
	  const char *folder, const char *id, struct diagnostics *diagnostics)
{
	char *name = str_printf("%s.yaml", id);
	char *path = file_join(folder, name);
	struct yaml_tree tree;
	bool fine;

	yaml_load(&tree, path, diagnostics);
	if (tree.root)
		read_file(function, arena, &tree, id);
	fine = tree.root && tree.faults == 0;
	yaml_release(&tree);
	free(name);
	free(path);
	return fine;
}

bool
function_check(const char *folder, const char *id,
	       struct diagnostics *diagnostics)
{
	struct scenario_function function = { 0 };
	struct arena arena;
	bool fine;

	arena_init(&arena);
	fine = load_file(&function, &arena, folder, id, diagnostics);
	arena_release(&arena);
	return fine;
}

/* ---- in a scenario */

static void
take(struct yaml_tree *tree, struct scenario_function *function,
     struct arena *arena, const char *folder, const struct yaml_node *item,
     struct diagnostics *diagnostics)
{
	const struct yaml_node *from = yaml_member(item, "from");
	struct scenario_function file = { 0 };

	if (!load_file(&file, arena, folder, function->from, diagnostics)) {
		yaml_fault_at(tree, from,
			      _("'%s' is no function that a scenario can take"),
			      function->from);
		return;
	}
	function->code = file.code;
	function->python = file.python;
	function->policy = file.policy;
	if (!function->description)
		function->description = file.description;
}

/* The role of a function gets its policy, if the scenario says none. */
static void
give_policy(struct yaml_tree *tree, struct scenario *scenario,
	    const struct scenario_function *function,
	    const struct yaml_node *item)
{
	const struct yaml_node *people = yaml_member(tree->root, "people");

	for (size_t i = 0; i < scenario->person_count; i++) {
		struct scenario_person *person = &scenario->people[i];

		if (!function->policy ||
		    strcmp(person->name, function->role) != 0 ||
		    yaml_member(yaml_child(people, i), "policy"))
			continue;
		if (person->policy)
			yaml_fault_at(tree, item,
				      _("'%s' is another function's role too; "
					"say among the people what it may do"),
				      function->role);
		person->policy = function->policy;
	}
}

static void
complete(struct yaml_tree *tree, struct scenario *scenario,
	 struct scenario_function *function, const char *folder,
	 const struct yaml_node *item, struct diagnostics *diagnostics)
{
	if (!function->from == !function->code ||
	    (function->from && function->python))
		yaml_fault_at(tree, item,
			      _("a function needs either 'from', a function "
				"written once for all, or 'code' of its own, "
				"perhaps with 'python'"));
	else if (function->from)
		take(tree, function, &scenario->arena, folder, item,
		     diagnostics);
	else
		check_code(tree, function->code, yaml_member(item, "code"));
	give_policy(tree, scenario, function, item);
}

bool
functions_complete(struct yaml_tree *tree, struct scenario *scenario,
		   const char *folder, struct diagnostics *diagnostics)
{
	const struct yaml_node *list = yaml_member(tree->root, "functions");
	char *functions = file_join(folder, "../functions");

	for (size_t i = 0; i < scenario->function_count; i++)
		complete(tree, scenario, &scenario->functions[i], functions,
			 yaml_child(list, i), diagnostics);
	free(functions);
	return tree->faults == 0;
}
