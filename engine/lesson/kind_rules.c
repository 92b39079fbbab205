/* SPDX-License-Identifier: MIT */
/*
 * What each kind of step asks for beyond its form: an answer that is right,
 * wrong answers that are really wrong, ids that are there.
 */
#include "lesson/kinds.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/json.h"
#include "language/answer.h"
#include "language/language.h"

/* ------------------------------------------------------- table and flow */

/* One row of cells; an empty cell is written "". */
static void
read_row(struct form *form, const struct yaml_node *row, const char *part,
	 struct lesson_text *cells)
{
	const char *context =
		arena_printf(form->arena, "%s.%s", form->context, part);

	for (const struct yaml_node *n = row->first; n; n = n->next, cells++)
		if (n->style == YAML_DOUBLE && n->length == 0)
			*cells = (struct lesson_text){ "", context, n->line,
						       n->column };
		else
			form_text(form, n, context, cells);
}

void
table_rule(struct form *form, const struct yaml_node *node, struct step *step)
{
	const struct yaml_node *columns = yaml_member(node, "columns");
	const struct yaml_node *rows = yaml_member(node, "rows");
	size_t at = 0;

	if (columns == NULL || rows == NULL)
		return;
	if (columns->kind != YAML_SEQUENCE || columns->count == 0 ||
	    columns->count > 8) {
		yaml_fault_at(form->tree, columns,
			      _("'columns' must be a list of 1 to 8 heads: "
				"[Head, Head]"));
		return;
	}
	if (rows->kind != YAML_SEQUENCE || rows->count == 0 ||
	    rows->count > FORM_ITEM_LIMIT) {
		yaml_fault_at(form->tree, rows,
			      _("'rows' must be a list of 1 to %d rows: - "
				"[cell, cell]"),
			      FORM_ITEM_LIMIT);
		return;
	}
	step->columns = columns->count;
	step->rows = rows->count + 1;
	step->cells = arena_alloc(form->arena, step->rows * step->columns *
						       sizeof *step->cells);
	read_row(form, columns, "columns", step->cells);
	for (const struct yaml_node *row = rows->first; row; row = row->next) {
		at += step->columns;
		if (row->kind == YAML_SEQUENCE && row->count == columns->count)
			read_row(form, row, "rows", step->cells + at);
		else if (row->kind != YAML_SEQUENCE)
			yaml_fault_at(form->tree, row,
				      _("a row must be a list: - [cell, "
					"cell]"));
		else
			yaml_fault_at(form->tree, row,
				      _("cells in this row: %zu; columns: %zu; "
					"there must be as many"),
				      row->count, columns->count);
	}
}

void
flow_rule(struct form *form, const struct yaml_node *node, struct step *step)
{
	const struct yaml_node *boxes = yaml_member(node, "boxes");

	if (step->item_count == 0 ||
	    step->items[step->item_count - 1].other.text == NULL)
		return;
	yaml_fault_at(form->tree,
		      yaml_member(yaml_child(boxes, step->item_count - 1),
				  "arrow"),
		      _("the last box leads to nothing; remove its 'arrow'"));
}

/* --------------------------------------------------------------- record */

void
record_rule(struct form *form, const struct yaml_node *node, struct step *step)
{
	const struct yaml_node *points = yaml_member(node, "points");
	const struct yaml_node *event = yaml_member(node, "event");
	const struct yaml_node *find = yaml_member(node, "find");

	if ((event == NULL) == (find == NULL))
		yaml_fault_at(form->tree, find != NULL ? find->key : node,
			      _("a record step must have either 'event' or "
				"'find'"));
	if (step->event_json == NULL)
		return;
	struct json_object *record = json_parse(
		step->event_json, strlen(step->event_json), NULL, NULL);
	for (size_t i = 0; i < step->item_count; i++) {
		const char *path = step->items[i].path;

		if (path == NULL || json_path(record, path) != NULL)
			continue;
		yaml_fault_at(form->tree,
			      yaml_member(yaml_child(points, i), "path"),
			      _("the record has no member '%.60s'"), path);
	}
	json_object_put(record);
}

/* ---------------------------------------------------- choose, number, text */

void
choose_rule(struct form *form, const struct yaml_node *node, struct step *step)
{
	const struct yaml_node *options = yaml_member(node, "options");
	size_t right = 0;

	if (step->item_count == 0)
		return;
	for (size_t i = 0; i < step->item_count; i++)
		right += step->items[i].right;
	if (right == 0)
		yaml_fault_at(form->tree, options->key,
			      _("no option is right; write 'right: true' in the "
				"right one"));
	if (right == step->item_count)
		yaml_fault_at(form->tree, options->key,
			      _("every option is right; a wrong one is "
				"needed"));
}

/* The node of a member of the i-th wrong answer. */
static const struct yaml_node *
wrong_member(const struct yaml_node *step, size_t i, const char *key)
{
	return yaml_member(yaml_child(yaml_member(step, "wrong"), i), key);
}

/* An answer is written down, or is read from the account. */
static void
need_answer(struct form *form, const struct yaml_node *node, const char *key)
{
	if ((yaml_member(node, key) == NULL) ==
	    (yaml_member(node, "answer_from") == NULL))
		yaml_fault_at(form->tree, node,
			      _("a step of this kind must have either '%s' or "
				"'answer_from'"),
			      key);
}

void
number_rule(struct form *form, const struct yaml_node *node, struct step *step)
{
	need_answer(form, node, "answer");
	if (step->tolerance < 0)
		yaml_fault_at(form->tree, yaml_member(node, "tolerance"),
			      _("'tolerance' cannot be below 0"));
	if (yaml_member(node, "answer") == NULL)
		return;
	for (size_t i = 0; i < step->wrong_count; i++) {
		const struct yaml_node *answer =
			wrong_member(node, i, "answer");

		if (answer != NULL && fabs(step->wrongs[i].number -
					   step->number) <= step->tolerance)
			yaml_fault_at(form->tree, answer,
				      _("this wrong answer is right"));
	}
}

void
text_rule(struct form *form, const struct yaml_node *node, struct step *step)
{
	need_answer(form, node, "accept");
	for (size_t i = 0; i < step->wrong_count; i++) {
		const char *wrong = step->wrongs[i].answer.text;

		for (size_t j = 0; wrong != NULL && j < step->accept_count;
		     j++) {
			const char *accepted = step->accepts[j].text;

			if (accepted == NULL || !answer_equal(wrong, accepted))
				continue;
			yaml_fault_at(form->tree,
				      wrong_member(node, i, "answer"),
				      _("this wrong answer is right: '%.60s' is "
					"accepted"),
				      accepted);
		}
	}
}

/* ------------------------------------------------------- order and match */

static bool
has_item(const struct step *step, const char *id)
{
	for (size_t i = 0; i < step->item_count; i++)
		if (step->items[i].id != NULL &&
		    strcmp(step->items[i].id, id) == 0)
			return true;
	return false;
}

static void
refuse_unknown_id(struct form *form, const struct step *step,
		  const struct yaml_node *node)
{
	const char *ids[MOST_ITEMS], *nearest;
	size_t count = 0;

	for (size_t i = 0; i < step->item_count; i++)
		if (step->items[i].id != NULL)
			ids[count++] = step->items[i].id;
	nearest = form_nearest(node->text, ids, count);
	if (nearest != NULL)
		yaml_fault_at(form->tree, node,
			      _("there is no '%.60s' here; did you mean '%s'?"),
			      node->text, nearest);
	else
		yaml_fault_at(form->tree, node, _("there is no '%.60s' here"),
			      node->text);
}

/* Every id once, and not as it is right? */
static void
check_ids(struct form *form, const struct step *step,
	  const struct yaml_node *place, const char **ids)
{
	bool same = true;

	for (size_t i = 0; i < step->item_count; i++) {
		size_t times = 0;

		if (step->items[i].id == NULL)
			return;
		for (size_t j = 0; ids[j] != NULL; j++)
			times += strcmp(ids[j], step->items[i].id) == 0;
		if (times != 1) {
			yaml_fault_at(form->tree, place,
				      _("'%s' must stand here once, not %zu "
					"times"),
				      step->items[i].id, times);
			return;
		}
		same = same && strcmp(ids[i], step->items[i].id) == 0;
	}
	if (same)
		yaml_fault_at(form->tree, place, _("this wrong answer is "
						   "right"));
}

void
order_rule(struct form *form, const struct yaml_node *node, struct step *step)
{
	for (size_t i = 0; i < step->wrong_count; i++) {
		const struct yaml_node *order = wrong_member(node, i, "order");
		bool known = true;
		size_t count = 0;

		if (order == NULL || step->wrongs[i].ids == NULL)
			continue;
		for (const struct yaml_node *n = order->first; n; n = n->next)
			if (form_is_id(n->text) && !has_item(step, n->text)) {
				refuse_unknown_id(form, step, n);
				known = false;
			}
		while (step->wrongs[i].ids[count] != NULL)
			count++;
		if (known && count == order->count)
			check_ids(form, step, order, step->wrongs[i].ids);
	}
}

/* Reads {left: right, left: right}; a left that is not named keeps its own
   right side. */
static void
read_pairs(struct form *form, struct step *step, const struct yaml_node *pairs,
	   struct step_wrong *wrong)
{
	bool known = true;

	wrong->ids = arena_alloc(form->arena, (step->item_count + 1) *
						      sizeof *wrong->ids);
	for (size_t i = 0; i < step->item_count; i++)
		wrong->ids[i] = step->items[i].id;
	for (const struct yaml_node *n = pairs->first; n; n = n->next) {
		const char *right = NULL;

		if (!has_item(step, n->key->text)) {
			refuse_unknown_id(form, step, n->key);
			known = false;
		} else if (!form_id(form, n, &right)) {
			known = false;
		} else if (!has_item(step, right)) {
			refuse_unknown_id(form, step, n);
			known = false;
		}
		for (size_t i = 0; known && i < step->item_count; i++)
			if (step->items[i].id != NULL &&
			    strcmp(step->items[i].id, n->key->text) == 0)
				wrong->ids[i] = right;
	}
	if (known)
		check_ids(form, step, pairs, wrong->ids);
}

void
match_rule(struct form *form, const struct yaml_node *node, struct step *step)
{
	for (size_t i = 0; i < step->wrong_count; i++) {
		const struct yaml_node *pairs = wrong_member(node, i, "pairs");

		if (pairs == NULL || pairs->faulty || step->item_count == 0)
			continue;
		if (pairs->kind == YAML_MAPPING)
			read_pairs(form, step, pairs, &step->wrongs[i]);
		else
			yaml_fault_at(form->tree, pairs,
				      _("'pairs' of a wrong answer must be ids: "
					"{left: right, left: right}"));
	}
}

/* --------------------------------------------------------- do and watch */

void
do_rule(struct form *form, const struct yaml_node *node, struct step *step)
{
	const struct yaml_node *goal = yaml_member(node, "goal");

	(void)step;
	if (goal != NULL && goal->kind == YAML_MAPPING &&
	    yaml_member(goal, "event") == NULL &&
	    yaml_member(goal, "state") == NULL)
		yaml_fault_at(form->tree, goal,
			      _("a goal must have 'event' or 'state', or "
				"both"));
}

void
watch_rule(struct form *form, const struct yaml_node *node, struct step *step)
{
	const struct yaml_node *span = yaml_member(node, "for");
	const struct yaml_node *until = yaml_member(node, "until");
	const struct yaml_node *limit = yaml_member(node, "limit");

	(void)step;
	if ((span == NULL) == (until == NULL))
		yaml_fault_at(form->tree, until != NULL ? until->key : node,
			      _("a watch step must have either 'for' or "
				"'until'"));
	else if (until != NULL && limit == NULL)
		yaml_fault_at(form->tree, until->key,
			      _("'until' needs a 'limit': how long to wait at "
				"most, as 1h"));
	else if (span != NULL && limit != NULL)
		yaml_fault_at(form->tree, limit->key,
			      _("'limit' goes with 'until' only; remove it"));
}
