/* SPDX-License-Identifier: MIT */
/*
 * Each call of each bundled scenario is exactly one event: the calls of its
 * people, of the adversary, of the repairs, of the services, and those of the
 * solution that a learner would type.
 *
 * The linker puts counters before the two doors (--wrap), and one is put into
 * the account's own; so nothing in the engine knows that it is counted.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "account/account.h"
#include "aws/dispatch.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"
#include "lesson/diagnostic.h"
#include "lesson/lab.h"
#include "lesson/message.h"
#include "lesson/scenario.h"
#include "lesson/scenario_parts.h"

#define FOLDER "data/scenarios"

static size_t calls, unrecorded;
static account_door *door;

int __real_aws_dispatch(struct aws_call *call);
int __wrap_aws_dispatch(struct aws_call *call);
void __real_aws_dispatch_recorded(struct account *account,
				  const struct caller *caller,
				  struct aws_recorded *recorded);
void __wrap_aws_dispatch_recorded(struct account *account,
				  const struct caller *caller,
				  struct aws_recorded *recorded);

int
__wrap_aws_dispatch(struct aws_call *call)
{
	int result = __real_aws_dispatch(call);

	calls++;
	unrecorded += call->unrecorded;
	return result;
}

void
__wrap_aws_dispatch_recorded(struct account *account,
			     const struct caller *caller,
			     struct aws_recorded *recorded)
{
	calls++;
	__real_aws_dispatch_recorded(account, caller, recorded);
}

static struct json_object *
counting_door(struct account *account, const struct caller *caller,
	      const char *service, const char *operation,
	      struct json_object *request, struct aws_error *error)
{
	calls++;
	return door(account, caller, service, operation, request, error);
}

static void
type_quietly(struct lab *lab, const char *line)
{
	struct messages unread;
	char *filled = lab_fill(lab, line);

	messages_init(&unread);
	lab_type(lab, filled, &unread, NULL);
	messages_release(&unread);
	free(filled);
}

static size_t
count_scenario(const char *id)
{
	struct diagnostics none = { 0 };
	struct scenario *scenario = scenario_load(FOLDER, id, &none);
	struct lab lab;
	size_t before;

	assert_non_null(scenario);
	assert_true(lab_begin(&lab, scenario, 0, &none));
	door = lab.account->door;
	lab.account->door = counting_door;
	before = lab.account->events.count;
	calls = unrecorded = 0;
	for (size_t i = 0; scenario->solution != NULL && scenario->solution[i];
	     i++)
		type_quietly(&lab, scenario->solution[i]);
	type_quietly(&lab, "wait 2h");
	if (lab.account->events.count - before != calls - unrecorded)
		fail_msg("%s: %zu events for %zu calls", id,
			 lab.account->events.count - before,
			 calls - unrecorded);
	lab_release(&lab);
	scenario_free(scenario);
	return calls;
}

static void
every_call_of_every_scenario_is_one_event(void **state)
{
	struct file_names names = { 0 };

	(void)state;
	assert_int_equal(file_list(FOLDER, &names), 0);
	assert_true(names.count >= 10);
	for (size_t i = 0; i < names.count; i++) {
		char *id = mem_strndup(names.items[i],
				       strcspn(names.items[i], "."));

		/* Something must be counted, or the counters are not there. */
		assert_true(count_scenario(id) > 0);
		free(id);
	}
	file_names_release(&names);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_call_of_every_scenario_is_one_event),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
