/* SPDX-License-Identifier: MIT */
/*
 * The kinds of steps: which keys each may have, as lessons/README.md says.
 */
#include "lesson/kinds.h"

#include <string.h>

#include "language/language.h"

#define STEP(member) offsetof(struct step, member)
#define ITEM(member) offsetof(struct step_item, member)
#define WRONG(member) offsetof(struct step_wrong, member)

/* ------------------------------------------------------------ every kind */

static const struct form_key common_keys[] = {
	FORM_NEEDED("id", FORM_ID, STEP(id)),
	FORM_NEEDED("kind", FORM_LATER, 0),
	FORM_MAY("title", FORM_TEXT, STEP(title)),
	FORM_MAY("text", FORM_TEXT, STEP(text)),
	FORM_MAY("source", FORM_IDS, STEP(sources), .flags = FORM_SINGLE_TOO,
		 .minimum = 1),
	FORM_MAY("notes", FORM_TEXT, STEP(notes)),
	FORM_MAY("note_tr", FORM_STRING, STEP(note_tr)),
	{ 0 },
};

/* Of a graded step's variants: each is read by the form of the step's kind. */
static const struct form_shape variant_shape;

static const struct form_key graded_keys[] = {
	FORM_NEEDED("why", FORM_TEXT, STEP(why)),
	FORM_NEEDED("hints", FORM_TEXTS, STEP(hints), .count = STEP(hint_count),
		    .minimum = 2),
	FORM_MAY("tests", FORM_ID, STEP(tests)),
	FORM_MAY("variants", FORM_LIST, STEP(variants),
		 .count = STEP(variant_count), .shape = &variant_shape,
		 .maximum = MOST_ITEMS),
	{ 0 },
};

/* Its own id names its texts; the step's id is what the journal knows. */
static const struct form_key variant_keys[] = {
	FORM_NEEDED("id", FORM_ID, STEP(id)),
	FORM_MAY("title", FORM_TEXT, STEP(title)),
	FORM_MAY("text", FORM_TEXT, STEP(text)),
	FORM_MAY("source", FORM_IDS, STEP(sources), .flags = FORM_SINGLE_TOO,
		 .minimum = 1),
	FORM_NEEDED("why", FORM_TEXT, STEP(why)),
	FORM_NEEDED("hints", FORM_TEXTS, STEP(hints), .count = STEP(hint_count),
		    .minimum = 2),
	{ 0 },
};

#define JOINED_KEY FORM_MAY("joined", FORM_BOOLEAN, STEP(joined))
#define QUESTION_KEY FORM_NEEDED("question", FORM_TEXT, STEP(question))
#define ITEMS_KEY(key, of, least)                             \
	FORM_NEEDED(key, FORM_LIST, STEP(items),              \
		    .count = STEP(item_count), .shape = &(of), \
		    .minimum = least, .maximum = MOST_ITEMS)
#define WRONG_KEY(of)                                          \
	FORM_NEEDED("wrong", FORM_LIST, STEP(wrongs),          \
		    .count = STEP(wrong_count), .shape = &(of), \
		    .minimum = 1, .maximum = MOST_ITEMS)
#define FEEDBACK_KEY FORM_NEEDED("feedback", FORM_TEXT, WRONG(feedback))

/* ------------------------------------------------------ what only tells */

static const struct form_key say_keys[] = {
	FORM_NEEDED("text", FORM_TEXT, STEP(text)),
	JOINED_KEY,
	{ 0 },
};

static const struct form_key table_keys[] = {
	FORM_NEEDED("columns", FORM_LATER, 0),
	FORM_NEEDED("rows", FORM_LATER, 0),
	JOINED_KEY,
	{ 0 },
};

static const struct form_key box_keys[] = {
	FORM_NEEDED("label", FORM_TEXT, ITEM(text)),
	FORM_MAY("arrow", FORM_TEXT, ITEM(other)),
	{ 0 },
};
static const struct form_shape box = {
	.what = N_("a box"), .keys = { box_keys },
	.size = sizeof(struct step_item), .line = ITEM(line),
};
static const struct form_key flow_keys[] = {
	ITEMS_KEY("boxes", box, 2),
	JOINED_KEY,
	{ 0 },
};

static const struct form_key point_keys[] = {
	FORM_NEEDED("path", FORM_STRING, ITEM(path)),
	FORM_NEEDED("text", FORM_TEXT, ITEM(text), .context = FORM_NO_CONTEXT),
	{ 0 },
};
static const struct form_shape point = {
	.what = N_("a point"), .keys = { point_keys },
	.size = sizeof(struct step_item), .line = ITEM(line),
	.named = "path",
};
static const struct form_key record_keys[] = {
	FORM_MAY("event", FORM_JSON, STEP(event_json)),
	FORM_MAY("find", FORM_PATTERN, STEP(find)),
	ITEMS_KEY("points", point, 1),
	JOINED_KEY,
	{ 0 },
};

/* --------------------------------------------------------- what asks */

static const struct form_key guess_keys[] = {
	FORM_NEEDED("id", FORM_ID, ITEM(id)),
	FORM_NEEDED("text", FORM_TEXT, ITEM(text)),
	FORM_NEEDED("reply", FORM_TEXT, ITEM(feedback)),
	{ 0 },
};
static const struct form_shape guess = {
	.what = N_("an option"), .keys = { guess_keys },
	.size = sizeof(struct step_item), .line = ITEM(line),
	.named = "id",
};
static const struct form_key predict_keys[] = {
	QUESTION_KEY,
	ITEMS_KEY("options", guess, 2),
	{ 0 },
};

static const struct form_key option_keys[] = {
	FORM_NEEDED("id", FORM_ID, ITEM(id)),
	FORM_NEEDED("text", FORM_TEXT, ITEM(text)),
	FORM_MAY("right", FORM_BOOLEAN, ITEM(right)),
	FORM_NEEDED("feedback", FORM_TEXT, ITEM(feedback)),
	{ 0 },
};
static const struct form_shape option = {
	.what = N_("an option"), .keys = { option_keys },
	.size = sizeof(struct step_item), .line = ITEM(line),
	.named = "id",
};
static const struct form_key choose_keys[] = {
	QUESTION_KEY,
	ITEMS_KEY("options", option, 2),
	{ 0 },
};

static const char *const judgements[] = { "right", "partly", "wrong", NULL };
static const struct form_key judgement_keys[] = {
	FORM_NEEDED("right", FORM_TEXT,
		    STEP(judge_feedback[JUDGE_RIGHT])),
	FORM_NEEDED("partly", FORM_TEXT,
		    STEP(judge_feedback[JUDGE_PARTLY])),
	FORM_NEEDED("wrong", FORM_TEXT,
		    STEP(judge_feedback[JUDGE_WRONG])),
	{ 0 },
};
static const struct form_shape judgement_feedback = {
	.what = N_("the feedback of a concept step"), .keys = { judgement_keys },
};
static const struct form_key concept_keys[] = {
	FORM_NEEDED("claim", FORM_TEXT, STEP(question)),
	FORM_MAY("belief", FORM_BOOLEAN, STEP(belief)),
	FORM_NEEDED("judge", FORM_CHOICE, STEP(judge), .choices = judgements),
	FORM_NEEDED("feedback", FORM_INTO, 0, .shape = &judgement_feedback),
	FORM_NEEDED("refinement", FORM_TEXT, STEP(refinement)),
	{ 0 },
};

static const struct form_key finding_keys[] = {
	FORM_NEEDED("event", FORM_PATTERN, STEP(answer_event)),
	FORM_NEEDED("path", FORM_STRING, STEP(answer_path)),
	{ 0 },
};
static const struct form_shape finding = {
	.what = N_("where the answer stands"), .keys = { finding_keys },
};
#define ANSWER_FROM_KEY FORM_MAY("answer_from", FORM_INTO, 0, .shape = &finding)

static const struct form_key wrong_number_keys[] = {
	FORM_NEEDED("answer", FORM_NUMBER, WRONG(number)),
	FEEDBACK_KEY,
	{ 0 },
};
static const struct form_shape wrong_number = {
	.what = N_("a wrong answer"), .keys = { wrong_number_keys },
	.size = sizeof(struct step_wrong), .line = WRONG(line),
};
static const struct form_key number_keys[] = {
	QUESTION_KEY,
	FORM_MAY("answer", FORM_NUMBER, STEP(number)),
	ANSWER_FROM_KEY,
	FORM_MAY("tolerance", FORM_NUMBER, STEP(tolerance)),
	FORM_MAY("unit", FORM_TEXT, STEP(unit)),
	FORM_MAY("units", FORM_TEXTS, STEP(units), .count = STEP(unit_count)),
	WRONG_KEY(wrong_number),
	{ 0 },
};

static const struct form_key wrong_text_keys[] = {
	FORM_NEEDED("answer", FORM_TEXT, WRONG(answer)),
	FEEDBACK_KEY,
	{ 0 },
};
static const struct form_shape wrong_text = {
	.what = N_("a wrong answer"), .keys = { wrong_text_keys },
	.size = sizeof(struct step_wrong), .line = WRONG(line),
};
static const struct form_key text_keys[] = {
	QUESTION_KEY,
	FORM_MAY("accept", FORM_TEXTS, STEP(accepts),
		 .count = STEP(accept_count), .minimum = 1),
	ANSWER_FROM_KEY,
	WRONG_KEY(wrong_text),
	{ 0 },
};

static const struct form_key thing_keys[] = {
	FORM_NEEDED("id", FORM_ID, ITEM(id)),
	FORM_NEEDED("text", FORM_TEXT, ITEM(text), .context = FORM_NO_CONTEXT),
	{ 0 },
};
static const struct form_shape thing = {
	.what = N_("an item"), .keys = { thing_keys },
	.size = sizeof(struct step_item), .line = ITEM(line),
	.named = "id",
};
static const struct form_key wrong_order_keys[] = {
	FORM_NEEDED("order", FORM_IDS, WRONG(ids), .minimum = 2),
	FEEDBACK_KEY,
	{ 0 },
};
static const struct form_shape wrong_order = {
	.what = N_("a wrong answer"), .keys = { wrong_order_keys },
	.size = sizeof(struct step_wrong), .line = WRONG(line),
};
static const struct form_key order_keys[] = {
	QUESTION_KEY,
	ITEMS_KEY("items", thing, 2),
	WRONG_KEY(wrong_order),
	{ 0 },
};

static const struct form_key pair_keys[] = {
	FORM_NEEDED("id", FORM_ID, ITEM(id)),
	FORM_NEEDED("left", FORM_TEXT, ITEM(text)),
	FORM_NEEDED("right", FORM_TEXT, ITEM(other)),
	{ 0 },
};
static const struct form_shape pair = {
	.what = N_("a pair"), .keys = { pair_keys },
	.size = sizeof(struct step_item), .line = ITEM(line),
	.named = "id",
};
static const struct form_key wrong_match_keys[] = {
	FORM_NEEDED("pairs", FORM_LATER, 0),
	FEEDBACK_KEY,
	{ 0 },
};
static const struct form_shape wrong_match = {
	.what = N_("a wrong answer"), .keys = { wrong_match_keys },
	.size = sizeof(struct step_wrong), .line = WRONG(line),
};
static const struct form_key match_keys[] = {
	QUESTION_KEY,
	ITEMS_KEY("pairs", pair, 2),
	WRONG_KEY(wrong_match),
	{ 0 },
};

/* --------------------------------------------- what happens in the account */

static const struct form_key goal_keys[] = {
	FORM_MAY("event", FORM_PATTERN, STEP(goal_event)),
	FORM_MAY("logged", FORM_PATTERN, STEP(goal_logged)),
	FORM_MAY("state", FORM_PATTERN, STEP(goal_state)),
	{ 0 },
};
static const struct form_shape goal = {
	.what = N_("a goal"), .keys = { goal_keys },
};
static const struct form_key wrong_line_keys[] = {
	FORM_NEEDED("line", FORM_STRING, WRONG(line_typed)),
	FEEDBACK_KEY,
	{ 0 },
};
static const struct form_shape wrong_line = {
	.what = N_("a wrong line"), .keys = { wrong_line_keys },
	.size = sizeof(struct step_wrong), .line = WRONG(line),
};
static const struct form_key do_keys[] = {
	FORM_NEEDED("task", FORM_TEXT, STEP(question)),
	FORM_NEEDED("goal", FORM_INTO, 0, .shape = &goal),
	FORM_NEEDED("solution", FORM_STRINGS, STEP(lines), .minimum = 1),
	WRONG_KEY(wrong_line),
	{ 0 },
};

static const struct form_key watch_keys[] = {
	FORM_MAY("run", FORM_STRINGS, STEP(lines)),
	FORM_MAY("as", FORM_STRING, STEP(as)),
	FORM_MAY("for", FORM_DURATION, STEP(duration)),
	FORM_MAY("until", FORM_PATTERN, STEP(until)),
	FORM_MAY("limit", FORM_DURATION, STEP(limit)),
	FORM_MAY("since", FORM_ID, STEP(since)),
	{ 0 },
};

/* ------------------------------------------------- in the learner's words */

static const struct form_key teach_keys[] = {
	QUESTION_KEY,
	FORM_NEEDED("model", FORM_TEXT, STEP(model)),
	FORM_NEEDED("points", FORM_TEXTS, STEP(points),
		    .count = STEP(point_count), .minimum = 1),
	{ 0 },
};

/* ------------------------------------------------------------- the table */

#define UNGRADED(words, own_keys, beyond) \
	{ { .what = words, .keys = { own_keys, common_keys } }, beyond }
#define GRADED(words, own_keys, beyond)                                     \
	{ { .what = words, .keys = { own_keys, graded_keys, common_keys } }, \
	  beyond }
static const struct kind {
	struct form_shape shape;
	kind_rule *rule;
} kinds[STEP_KIND_COUNT] = {
	[STEP_SAY] = UNGRADED(N_("a say step"), say_keys, NULL),
	[STEP_TABLE] = UNGRADED(N_("a table step"), table_keys, table_rule),
	[STEP_FLOW] = UNGRADED(N_("a flow step"), flow_keys, flow_rule),
	[STEP_RECORD] = UNGRADED(N_("a record step"), record_keys, record_rule),
	[STEP_PREDICT] = UNGRADED(N_("a predict step"), predict_keys, NULL),
	[STEP_CHOOSE] = GRADED(N_("a choose step"), choose_keys, choose_rule),
	[STEP_CONCEPT] = GRADED(N_("a concept step"), concept_keys, NULL),
	[STEP_NUMBER] = GRADED(N_("a number step"), number_keys, number_rule),
	[STEP_TEXT] = GRADED(N_("a text step"), text_keys, text_rule),
	[STEP_ORDER] = GRADED(N_("an order step"), order_keys, order_rule),
	[STEP_MATCH] = GRADED(N_("a match step"), match_keys, match_rule),
	[STEP_DO] = GRADED(N_("a do step"), do_keys, do_rule),
	[STEP_WATCH] = UNGRADED(N_("a watch step"), watch_keys, watch_rule),
	[STEP_TEACH] = UNGRADED(N_("a teach step"), teach_keys, NULL),
};

/* The kind a step says it is of; false when that is told to be a fault. */
static bool
find_kind(struct form *form, const struct yaml_node *step,
	  enum step_kind *kind)
{
	const struct yaml_node *node = yaml_member(step, "kind");
	const char *names[STEP_KIND_COUNT], *nearest;

	if (node == NULL || node->faulty) {
		if (node == NULL && step->whole)
			yaml_fault_at(form->tree, step,
				      _("'kind' is missing in a step"));
		return false;
	}
	for (int i = 0; i < STEP_KIND_COUNT; i++) {
		names[i] = step_kind_name((enum step_kind)i);
		if (strcmp(node->text, names[i]) == 0) {
			*kind = (enum step_kind)i;
			return true;
		}
	}
	nearest = form_nearest(node->text, names, STEP_KIND_COUNT);
	if (nearest != NULL)
		yaml_fault_at(form->tree, node,
			      _("unknown kind '%s'; did you mean '%s'?"),
			      node->text, nearest);
	else
		yaml_fault_at(form->tree, node,
			      _("unknown kind '%.60s'; lessons/README.md lists "
				"the kinds of steps"),
			      node->text);
	return false;
}

/* A variant says anew what differs; the rest is the step's own. */
static void
read_variant(struct form *form, const struct yaml_node *node, void *target)
{
	const struct step *base = form->step;
	struct step *step = target;
	const struct form_shape *whole = &kinds[base->kind].shape;
	struct form_shape shape = {
		.what = N_("a variant"),
		.keys = { whole->keys[0], variant_keys },
	};

	step->kind = base->kind;
	step->line = node->line;
	form_read(form, &shape, node, step);
	if (kinds[step->kind].rule != NULL && node->whole &&
	    node->kind == YAML_MAPPING)
		kinds[step->kind].rule(form, node, step);
}

/* The key may stand before what is taken over from the step. */
static void
complete_variants(const struct step *base)
{
	for (size_t i = 0; i < base->variant_count; i++) {
		struct step *step = &base->variants[i];

		step->id = base->id;
		step->tests = base->tests;
		step->notes = base->notes;
		step->note_tr = base->note_tr;
		if (step->title.text == NULL)
			step->title = base->title;
		if (step->text.text == NULL)
			step->text = base->text;
		if (step->sources == NULL)
			step->sources = base->sources;
	}
}

static const struct form_shape variant_shape = {
	.what = N_("a variant"), .keys = { variant_keys },
	.size = sizeof(struct step), .named = "id", .read = read_variant,
};

static void
read_step(struct form *form, const struct yaml_node *node, void *target)
{
	const struct yaml_node *id = yaml_member(node, "id");
	const char *context = form->context;
	struct step *step = target;

	if (node->kind != YAML_MAPPING) {
		yaml_fault_at(form->tree, node,
			      _("a step must be lines of the form 'key: "
				"value'"));
		return;
	}
	if (!find_kind(form, node, &step->kind))
		return;
	form->context = arena_printf(form->arena, "%s/%s", form->owner,
				     id != NULL ? id->text : "");
	form->step = step;
	form_read(form, &kinds[step->kind].shape, node, step);
	if (kinds[step->kind].rule != NULL && node->whole)
		kinds[step->kind].rule(form, node, step);
	complete_variants(step);
	form->step = NULL;
	form->context = context;
}

const struct form_shape step_shape = {
	.what = N_("a step"), .keys = { common_keys },
	.size = sizeof(struct step), .line = STEP(line),
	.named = "id", .read = read_step,
};
