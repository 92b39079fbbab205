/* SPDX-License-Identifier: MIT */
/*
 * The forms of the kinds of steps, and the rules beyond a form; between the
 * parts of the lesson loader.
 */
#ifndef LESSON_KINDS_H
#define LESSON_KINDS_H

#include "lesson/form.h"
#include "lesson/lesson.h"

enum { MOST_ITEMS = 20 }; /* options, items, pairs, wrong answers of a step */

/* Of lesson.steps: reads each by the form of its kind. */
extern const struct form_shape step_shape;

/* What a kind asks for and no table can say; NULL if nothing.  `node` is the
   step's mapping, and was read. */
typedef void kind_rule(struct form *form, const struct yaml_node *node,
		       struct step *step);
kind_rule table_rule, flow_rule, record_rule, choose_rule, number_rule,
	text_rule, order_rule, match_rule, do_rule, watch_rule;

/* What holds between the parts of a lesson. */
void lesson_rules(struct form *form, const struct lesson *lesson);

#endif
