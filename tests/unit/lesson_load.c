/* SPDX-License-Identifier: MIT */
/* Lessons and packs as authors write them, right and wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "base/strbuf.h"
#include "lesson/diagnostic.h"
#include "lesson/form.h"
#include "lesson/lesson.h"
#include "pattern/pattern.h"

static const char corpus[] = "tests/bad-lessons";

#define HEAD                       \
	"format: 1\n"              \
	"id: small\n"              \
	"title: Small\n"           \
	"minutes: 5\n"             \
	"summary: Small.\n"        \
	"objectives:\n"            \
	"  - {id: know, text: Know}\n"
#define SAY(id) "  - {id: " id ", kind: say, text: Hello.}\n"
#define SMALL HEAD "steps:\n" SAY("one")

static int
speak_english(void **state)
{
	(void)state;
	language_show(LANGUAGE_SHOW_EN);
	return 0;
}

/* The faults as `jasoos check` prints them; the caller frees. */
static char *
lines_of(const struct diagnostics *faults)
{
	struct strbuf lines = STRBUF_INIT;

	for (size_t i = 0; i < faults->count; i++)
		strbuf_addf(&lines, "%s:%d:%d: %s\n", faults->items[i].file,
			    faults->items[i].line, faults->items[i].column,
			    faults->items[i].message);
	return strbuf_detach(&lines);
}

static void
assert_faults(struct diagnostics *faults, const char *expected)
{
	char *lines = lines_of(faults);

	assert_string_equal(lines, expected);
	free(lines);
	diagnostics_release(faults);
}

static void
assert_refused(const char *bytes, size_t length, const char *expected)
{
	struct diagnostics faults = { 0 };

	assert_null(lesson_parse("x.yaml", bytes, length, &faults));
	assert_faults(&faults, expected);
}

static struct lesson *
load_every_kind(void)
{
	struct diagnostics faults = { 0 };
	struct lesson *lesson =
		lesson_load("tests/bad-lessons/not-bad.yaml", &faults);

	assert_faults(&faults, "");
	assert_non_null(lesson);
	return lesson;
}

static const struct step *
step_of(const struct lesson *lesson, const char *id)
{
	int index = lesson_step_index(lesson, id);

	assert_true(index >= 0);
	return &lesson->steps[index];
}

/* ----------------------------------------------------------------- faults */

static void
each_bad_lesson_gives_exactly_its_lines(void **state)
{
	struct file_names names = { 0 };
	size_t compared = 0;

	(void)state;
	assert_int_equal(file_list(corpus, &names), 0);
	for (size_t i = 0; i < names.count; i++) {
		struct diagnostics faults = { 0 };
		struct strbuf expected = STRBUF_INIT;
		char *path = file_join(corpus, names.items[i]);
		char *ending = strstr(path, ".yaml");

		if (ending != NULL) {
			struct lesson *lesson = lesson_load(path, &faults);
			char *beside = str_printf("%.*s.expected",
						  (int)(ending - path), path);

			assert_int_equal(file_read(beside, 65536, &expected),
					 0);
			assert_true((lesson == NULL) == (faults.count > 0));
			assert_faults(&faults, expected.buf);
			lesson_free(lesson);
			free(beside);
			compared++;
		}
		strbuf_release(&expected);
		free(path);
	}
	file_names_release(&names);
	assert_true(compared > 60);
}

static void
a_file_that_is_not_there_is_told(void **state)
{
	struct diagnostics faults = { 0 };

	(void)state;
	assert_null(lesson_load("tests/bad-lessons/none.yaml", &faults));
	assert_faults(&faults, "tests/bad-lessons/none.yaml:0:0: there is no "
			       "such file\n");
}

static void
a_file_and_a_text_have_a_limit(void **state)
{
	struct strbuf text = STRBUF_INIT;

	(void)state;
	strbuf_addstr(&text, SMALL "  - id: two\n    kind: say\n    text: ");
	strbuf_addchars(&text, 'a', YAML_TEXT_LIMIT + 1);
	assert_refused(text.buf, text.len,
		       "x.yaml:12:11: the text is longer than 32 KiB; make two "
		       "of it\n");
	strbuf_addchars(&text, '\n', YAML_FILE_LIMIT);
	assert_refused(text.buf, text.len,
		       "x.yaml:0:0: the file is larger than 512 KiB\n");
	strbuf_release(&text);
}

static void
depth_and_number_of_values_have_a_limit(void **state)
{
	struct strbuf text = STRBUF_INIT;

	(void)state;
	strbuf_addchars(&text, '[', 400000);
	assert_refused(text.buf, text.len,
		       "x.yaml:1:1: the head of a lesson must be lines of the "
		       "form 'key: value'\n"
		       "x.yaml:1:17: nested too deep\n");
	strbuf_reset(&text);
	strbuf_addstr(&text, HEAD "steps: [");
	for (int i = 0; i < YAML_EVENT_LIMIT; i++)
		strbuf_addstr(&text, "a,");
	strbuf_addstr(&text, "]\n");
	struct diagnostics faults = { 0 };
	assert_null(lesson_parse("x.yaml", text.buf, text.len, &faults));
	assert_string_equal(faults.items[faults.count - 1].message,
			    "too many values in one file");
	diagnostics_release(&faults);
	strbuf_release(&text);
}

static void
a_billion_laughs_are_none(void **state)
{
	static const char laughs[] = "a: &a [x, x]\n"
				     "b: &b [*a, *a]\n"
				     "c: [*b, *b]\n";
	struct diagnostics faults = { 0 };

	(void)state;
	assert_null(lesson_parse("x.yaml", laughs, sizeof laughs - 1, &faults));
	char *lines = lines_of(&faults);
	assert_non_null(strstr(lines, "x.yaml:1:4: '&' begins"));
	assert_non_null(strstr(lines, "x.yaml:2:8: '*' begins"));
	free(lines);
	diagnostics_release(&faults);
}

static void
after_a_hundred_faults_no_more_are_told(void **state)
{
	struct strbuf text = STRBUF_INIT;
	struct diagnostics faults = { 0 };

	(void)state;
	for (int i = 0; i < 5000; i++)
		strbuf_addstr(&text, "\t\n");
	assert_null(lesson_parse("x.yaml", text.buf, text.len, &faults));
	assert_int_equal(faults.count, YAML_FAULT_LIMIT + 1);
	assert_string_equal(faults.items[YAML_FAULT_LIMIT].message,
			    "too many faults; repair these first");
	diagnostics_release(&faults);
	strbuf_release(&text);
}

/* ----------------------------------------------------------- what is right */

static void
a_lesson_keeps_its_head(void **state)
{
	struct lesson *lesson = load_every_kind();

	(void)state;
	assert_string_equal(lesson->id, "every-kind");
	assert_int_equal(lesson->minutes, 5);
	assert_string_equal(lesson->scenario, "kitab-ghar");
	assert_string_equal(lesson->needs[0], "before");
	assert_null(lesson->needs[1]);
	assert_int_equal(lesson->source_count, 2);
	assert_string_equal(lesson->sources[0].date, "2023-03");
	assert_null(lesson->sources[1].date);
	assert_int_equal(lesson->step_count, 15);
	assert_int_equal(lesson_graded_count(lesson), 7);
	assert_int_equal(lesson_step_index(lesson, "none"), -1);
	lesson_free(lesson);
}

static void
each_text_has_a_context_of_ids(void **state)
{
	struct lesson *lesson = load_every_kind();
	const struct step *pick = step_of(lesson, "pick");
	const struct step *pairs = step_of(lesson, "pairs");

	(void)state;
	assert_string_equal(lesson->title.context, "every-kind.title");
	assert_string_equal(lesson->objectives[0].text.context,
			    "every-kind.objectives.know");
	assert_string_equal(pick->question.context, "every-kind/pick.question");
	assert_string_equal(pick->items[1].feedback.context,
			    "every-kind/pick.options.b.feedback");
	assert_string_equal(pick->hints[0].context, "every-kind/pick.hints");
	assert_string_equal(pairs->items[0].other.context,
			    "every-kind/pairs.pairs.event.right");
	assert_string_equal(step_of(lesson, "shown")->items[0].text.context,
			    "every-kind/shown.points.userIdentity.arn");
	assert_string_equal(step_of(lesson, "act")->question.context,
			    "every-kind/act.task");
	assert_int_equal(pick->question.line, 64);
	assert_int_equal(pick->question.column, 15);
	lesson_free(lesson);
}

static void
a_block_ends_without_its_line_feed(void **state)
{
	struct lesson *lesson = load_every_kind();

	(void)state;
	assert_string_equal(lesson->steps[0].text.text,
			    "First paragraph with `code`\nand **strong**.\n\n"
			    "- a list");
	assert_true(lesson->steps[0].joined);
	assert_string_equal(lesson->steps[0].note_tr, "A greeting.");
	lesson_free(lesson);
}

static void
a_table_begins_with_its_heads(void **state)
{
	struct lesson *lesson = load_every_kind();
	const struct step *grid = step_of(lesson, "grid");

	(void)state;
	assert_int_equal(grid->rows, 4);
	assert_int_equal(grid->columns, 2);
	assert_string_equal(grid->cells[1].text, "Meaning");
	assert_string_equal(grid->cells[2 * 2 + 0].text, "log file");
	assert_string_equal(grid->cells[3 * 2 + 1].text, "");
	lesson_free(lesson);
}

static void
a_wrong_match_names_a_right_side_for_every_pair(void **state)
{
	struct lesson *lesson = load_every_kind();
	const struct step *pairs = step_of(lesson, "pairs");
	const struct step *sort = step_of(lesson, "sort");

	(void)state;
	assert_string_equal(pairs->wrongs[0].ids[0], "file");
	assert_string_equal(pairs->wrongs[0].ids[1], "event");
	assert_string_equal(pairs->wrongs[0].ids[2], "trail");
	assert_null(pairs->wrongs[0].ids[3]);
	assert_string_equal(sort->wrongs[0].ids[0], "event");
	assert_null(sort->wrongs[0].ids[3]);
	lesson_free(lesson);
}

static void
numbers_times_and_judgements_are_read(void **state)
{
	struct lesson *lesson = load_every_kind();
	const struct step *count = step_of(lesson, "count");

	(void)state;
	assert_true(count->number == 90 && count->tolerance == 0.5);
	assert_true(count->wrongs[1].number == -1.5);
	assert_int_equal(count->unit_count, 2);
	assert_int_equal(step_of(lesson, "judge")->judge, JUDGE_PARTLY);
	assert_int_equal(step_of(lesson, "see")->duration, 600000);
	assert_int_equal(step_of(lesson, "see-again")->limit, 3600000);
	assert_string_equal(step_of(lesson, "see-again")->since, "see");
	lesson_free(lesson);
}

static void
goals_are_patterns_that_match(void **state)
{
	static const char event[] = "{\"eventName\": \"StopLogging\"}";
	struct lesson *lesson = load_every_kind();
	const struct step *act = step_of(lesson, "act");
	struct json_object *value =
		json_parse(event, strlen(event), NULL, NULL);

	(void)state;
	assert_true(pattern_match(act->goal_event, value));
	assert_false(pattern_match(act->goal_state, value));
	assert_string_equal(act->lines[0], "aws cloudtrail stop-logging "
					   "--name main-audit-trail");
	assert_null(act->lines[1]);
	json_object_put(value);
	lesson_free(lesson);
}

static void
the_version_is_a_hash_of_the_bytes(void **state)
{
	struct diagnostics faults = { 0 };
	struct lesson *lesson =
		lesson_parse("x.yaml", SMALL, strlen(SMALL), &faults);

	(void)state;
	assert_non_null(lesson);
	/* FNV-1a, 64 bits, worked out by another program. */
	assert_string_equal(lesson->version, "876b092fb1400eb1");
	lesson_free(lesson);
}

static void
what_was_meant_is_found_or_not(void **state)
{
	static const char *const words[] = { "text", "title", "options" };

	(void)state;
	assert_string_equal(form_nearest("optoins", words, 3), "options");
	assert_string_equal(form_nearest("tittle", words, 3), "title");
	assert_null(form_nearest("colour", words, 3));
	assert_null(form_nearest("a-word-that-is-longer-than-any-of-our-keys",
				 words, 3));
}

/* ------------------------------------------------------------------ packs */

#define PACK_HEAD \
	"format: 1\nid: little\ntitle: Little\nsource_language: en\nlessons:\n"
#define ENTRY(file, id, title)                                         \
	"  - {file: " file ", id: " id ", title: " title ", minutes: 5}\n"

struct little_pack {
	char folder[32];
};

static int
make_folder(void **state)
{
	struct little_pack *p = calloc(1, sizeof *p);

	strcpy(p->folder, "/tmp/jasoos-pack-XXXXXX");
	if (mkdtemp(p->folder) == NULL)
		return -1;
	*state = p;
	return 0;
}

static void
put_file(const struct little_pack *p, const char *name, const char *text)
{
	char *path = file_join(p->folder, name);

	assert_int_equal(file_write(path, text, strlen(text)), 0);
	free(path);
}

static int
remove_folder(void **state)
{
	struct little_pack *p = *state;
	struct file_names names = { 0 };

	file_list(p->folder, &names);
	for (size_t i = 0; i < names.count; i++) {
		char *path = file_join(p->folder, names.items[i]);
		unlink(path);
		free(path);
	}
	file_names_release(&names);
	rmdir(p->folder);
	free(p);
	return 0;
}

/* The faults without the folder, which differs each time. */
static void
assert_pack_faults(const struct little_pack *p, struct diagnostics *faults,
		   const char *expected)
{
	for (size_t i = 0; i < faults->count; i++) {
		char *file = faults->items[i].file;

		assert_int_equal(strncmp(file, p->folder, strlen(p->folder)),
				 0);
		memmove(file, file + strlen(p->folder) + 1,
			strlen(file) - strlen(p->folder));
	}
	assert_faults(faults, expected);
}

static void
a_pack_lists_its_lessons_and_loads_them(void **state)
{
	struct little_pack *p = *state;
	struct diagnostics faults = { 0 };

	put_file(p, "pack.yaml", PACK_HEAD ENTRY("a.yaml", "small", "Small"));
	put_file(p, "a.yaml", SMALL);
	struct pack *pack = pack_load(p->folder, &faults);
	assert_non_null(pack);
	assert_string_equal(pack->id, "little");
	assert_int_equal(pack->source_language, LANGUAGE_EN);
	assert_int_equal(pack->count, 1);
	assert_string_equal(pack->entries[0].title.context,
			    "pack.lessons.small");
	assert_null(pack_find(pack, "other"));
	struct lesson *lesson =
		pack_lesson(pack, pack_find(pack, "small"), &faults);
	assert_non_null(lesson);
	pack_compare(pack, &pack->entries[0], lesson, &faults);
	pack_strays(pack, &faults);
	assert_pack_faults(p, &faults, "");
	lesson_free(lesson);
	pack_free(pack);
}

static void
a_pack_cannot_name_a_file_outside_of_it(void **state)
{
	struct little_pack *p = *state;
	struct diagnostics faults = { 0 };

	put_file(p, "pack.yaml",
		 PACK_HEAD ENTRY("../a.yaml", "a", "A")
			 ENTRY("/etc/b.yaml", "b", "B")
				 ENTRY(".yaml", "c", "C"));
	assert_null(pack_load(p->folder, &faults));
	assert_pack_faults(
		p, &faults,
		"pack.yaml:6:12: '../a.yaml' is no name of a lesson file; use "
		"a-z, 0-9 and -, and .yaml\n"
		"pack.yaml:7:12: '/etc/b.yaml' is no name of a lesson file; use "
		"a-z, 0-9 and -, and .yaml\n"
		"pack.yaml:8:12: '.yaml' is no name of a lesson file; use a-z, "
		"0-9 and -, and .yaml\n");
}

static void
a_pack_and_its_lessons_must_agree(void **state)
{
	struct little_pack *p = *state;
	struct diagnostics faults = { 0 };

	put_file(p, "pack.yaml",
		 PACK_HEAD ENTRY("a.yaml", "other", "Small")
			 ENTRY("b.yaml", "small", "Large"));
	put_file(p, "a.yaml", SMALL);
	put_file(p, "b.yaml", HEAD "needs: [small, none]\nsteps:\n" SAY("one"));
	put_file(p, "c.yaml", SMALL);
	struct pack *pack = pack_load(p->folder, &faults);
	assert_non_null(pack);
	assert_null(pack_lesson(pack, &pack->entries[0], &faults));
	struct lesson *lesson = pack_lesson(pack, &pack->entries[1], &faults);
	assert_non_null(lesson);
	pack_compare(pack, &pack->entries[1], lesson, &faults);
	pack_strays(pack, &faults);
	assert_pack_faults(
		p, &faults,
		"pack.yaml:6:24: 'id' is 'small' in a.yaml; write the same "
		"here\n"
		"pack.yaml:7:38: 'title' is 'Small' in b.yaml; write the same "
		"here\n"
		"b.yaml:8:9: 'small' is no lesson that comes before this one in "
		"pack.yaml\n"
		"b.yaml:8:16: 'none' is no lesson that comes before this one in "
		"pack.yaml\n"
		"c.yaml:0:0: pack.yaml does not list this lesson\n");
	lesson_free(lesson);
	pack_free(pack);
}

static size_t
times_in(const char *text, const char *part)
{
	size_t times = 0;

	for (; (text = strstr(text, part)) != NULL; text++)
		times++;
	return times;
}

static void
a_catalog_holds_each_text_of_the_pack_once(void **state)
{
	struct little_pack *p = *state;
	struct diagnostics faults = { 0 };
	struct strbuf out = STRBUF_INIT;

	put_file(p, "pack.yaml", PACK_HEAD ENTRY("a.yaml", "small", "Small"));
	put_file(p, "a.yaml",
		 HEAD "steps:\n"
		      "  - id: grid\n"
		      "    kind: table\n"
		      "    note_tr: keep it short\n"
		      "    columns: [Same, \"Say \\\"{name}\\\" \\\\ {\"]\n"
		      "    rows: [[Same, Same], [Same, \"\"]]\n"
		      "    text: |\n"
		      "      One\n"
		      "      two\n");
	struct pack *pack = pack_load(p->folder, &faults);
	assert_non_null(pack);
	assert_int_equal(pack_extract(pack, &out, &faults), 0);
	assert_pack_faults(p, &faults, "");
	assert_int_equal(times_in(out.buf, "msgctxt \"small/grid.rows\"\n"
					   "msgid \"Same\"\n"), 1);
	assert_int_equal(times_in(out.buf, "msgctxt \"small/grid.columns\"\n"
					   "msgid \"Same\"\n"), 1);
	assert_non_null(strstr(out.buf,
			       "#, perl-brace-format\n"
			       "msgctxt \"small/grid.columns\"\n"
			       "msgid \"Say \\\"{name}\\\" \\\\ {\"\n"
			       "msgstr \"\"\n"));
	assert_non_null(strstr(out.buf, "#. table\n#. keep it short\n#: "));
	assert_non_null(strstr(out.buf, "/a.yaml:14\n"
					"msgctxt \"small/grid.text\"\n"
					"msgid \"\"\n"
					"\"One\\n\"\n"
					"\"two\"\n"));
	assert_int_equal(times_in(out.buf, "perl-brace-format"), 1);
	assert_null(strstr(out.buf, "Date:"));
	assert_int_equal(times_in(out.buf, "msgid \"Small\""), 2);
	assert_true(strstr(out.buf, "msgctxt \"pack.title\"") <
		    strstr(out.buf, "msgctxt \"small.title\""));
	strbuf_release(&out);
	pack_free(pack);
}

static void
a_pack_with_a_bad_lesson_is_not_extracted(void **state)
{
	struct little_pack *p = *state;
	struct diagnostics faults = { 0 };
	struct strbuf out = STRBUF_INIT;

	put_file(p, "pack.yaml", PACK_HEAD ENTRY("a.yaml", "small", "Small"));
	put_file(p, "a.yaml", HEAD);
	struct pack *pack = pack_load(p->folder, &faults);
	assert_non_null(pack);
	assert_int_equal(pack_extract(pack, &out, &faults), ERROR_FORMAT);
	assert_pack_faults(p, &faults, "a.yaml:1:1: 'steps' is missing in the "
				       "head of a lesson\n");
	strbuf_release(&out);
	pack_free(pack);
}

#define IN_A_FOLDER(test) \
	cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_bad_lesson_gives_exactly_its_lines),
		cmocka_unit_test(a_file_that_is_not_there_is_told),
		cmocka_unit_test(a_file_and_a_text_have_a_limit),
		cmocka_unit_test(depth_and_number_of_values_have_a_limit),
		cmocka_unit_test(a_billion_laughs_are_none),
		cmocka_unit_test(after_a_hundred_faults_no_more_are_told),
		cmocka_unit_test(a_lesson_keeps_its_head),
		cmocka_unit_test(each_text_has_a_context_of_ids),
		cmocka_unit_test(a_block_ends_without_its_line_feed),
		cmocka_unit_test(a_table_begins_with_its_heads),
		cmocka_unit_test(
			a_wrong_match_names_a_right_side_for_every_pair),
		cmocka_unit_test(numbers_times_and_judgements_are_read),
		cmocka_unit_test(goals_are_patterns_that_match),
		cmocka_unit_test(the_version_is_a_hash_of_the_bytes),
		cmocka_unit_test(what_was_meant_is_found_or_not),
		IN_A_FOLDER(a_pack_lists_its_lessons_and_loads_them),
		IN_A_FOLDER(a_pack_cannot_name_a_file_outside_of_it),
		IN_A_FOLDER(a_pack_and_its_lessons_must_agree),
		IN_A_FOLDER(a_catalog_holds_each_text_of_the_pack_once),
		IN_A_FOLDER(a_pack_with_a_bad_lesson_is_not_extracted),
	};

	return cmocka_run_group_tests(tests, speak_english, NULL);
}
