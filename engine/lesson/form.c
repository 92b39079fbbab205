/* SPDX-License-Identifier: MIT */
/*
 * Forms: mappings and lists of a content file, read by tables.
 *
 * Reading never stops at a fault: every key that can be read is, so that one
 * run tells an author all there is to repair.
 */
#include "lesson/form.h"

#include <string.h>

#include "base/arena.h"
#include "base/memory.h"
#include "base/strbuf.h"
#include "language/language.h"
#include "lesson/lesson.h"

void
form_init(struct form *form, struct arena *arena, struct yaml_tree *tree,
	  const char *context)
{
	memset(form, 0, sizeof *form);
	form->arena = arena;
	form->tree = tree;
	form->owner = form->context = context;
	form->last_text = &form->texts;
}

bool
form_has_format(struct form *form)
{
	const struct yaml_node *format = yaml_member(form->tree->root, "format");

	if (format == NULL || strcmp(format->text, "1") == 0)
		return true;
	yaml_fault_at(form->tree, format,
		      _("'format' must be 1: this Jasoos reads no other form"));
	return false;
}

/* ------------------------------------------------------- what was meant */

enum { WORD_LIMIT = 32 };

/* How many letters were missed, added, changed or swapped. */
static size_t
distance(const char *a, const char *b)
{
	size_t rows[3][WORD_LIMIT + 1];
	size_t width = strlen(b);
	size_t *above = rows[0], *previous = rows[1], *row = rows[2];

	for (size_t j = 0; j <= width; j++)
		previous[j] = j;
	for (size_t i = 1; a[i - 1] != '\0'; i++) {
		row[0] = i;
		for (size_t j = 1; j <= width; j++) {
			size_t best = previous[j - 1] + (a[i - 1] != b[j - 1]);

			if (previous[j] + 1 < best)
				best = previous[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1] && above[j - 2] + 1 < best)
				best = above[j - 2] + 1;
			row[j] = best;
		}
		size_t *oldest = above;
		above = previous;
		previous = row;
		row = oldest;
	}
	return previous[width];
}

const char *
form_nearest(const char *word, const char *const *words, size_t count)
{
	size_t best = strlen(word) / 4 + 1;
	const char *nearest = NULL;

	if (strlen(word) > WORD_LIMIT)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		if (strlen(words[i]) > WORD_LIMIT)
			continue;
		size_t far = distance(word, words[i]);
		if (far < best || (far == best && nearest == NULL)) {
			best = far;
			nearest = words[i];
		}
	}
	return nearest;
}

/* ---------------------------------------------------------------- lists */

static const char *
item_context(struct form *form, const struct form_key *key,
	     const struct yaml_node *item)
{
	const char *context =
		arena_join(form->arena, form->context, ".", key->name);

	if (key->shape->named == NULL)
		return context;
	const struct yaml_node *name = yaml_member(item, key->shape->named);
	return arena_join(form->arena, context, ".",
			  name != NULL ? name->text : "");
}

/* Is it a list, with as many items as the key asks for? */
static bool
is_list(struct form *form, const struct form_key *key,
	const struct yaml_node *node)
{
	size_t most = key->maximum > 0 ? (size_t)key->maximum : FORM_ITEM_LIMIT;

	if (node->faulty)
		return false;
	if (node->kind != YAML_SEQUENCE) {
		yaml_fault_at(form->tree, node,
			      _("'%s' must be a list: a line that begins with "
				"'- ' for each item"),
			      key->name);
		return false;
	}
	if (node->whole && node->count < (size_t)key->minimum)
		yaml_fault_at(form->tree, node,
			      _("'%s' needs %d or more; here: %zu"),
			      key->name, key->minimum, node->count);
	if (node->count > most) {
		yaml_fault_at(form->tree, node,
			      _("'%s' can have %zu at most; here: %zu"),
			      key->name, most, node->count);
		return false;
	}
	return true;
}

static void
refuse_same_names(struct form *form, const struct form_shape *shape,
		  const struct yaml_node *list)
{
	for (const struct yaml_node *b = list->first; b; b = b->next) {
		const struct yaml_node *name = yaml_member(b, shape->named);

		for (const struct yaml_node *a = list->first;
		     a != b && name != NULL; a = a->next) {
			const struct yaml_node *other =
				yaml_member(a, shape->named);

			if (other == NULL || other->text[0] == '\0' ||
			    strcmp(name->text, other->text) != 0)
				continue;
			yaml_fault_at(form->tree, name,
				      _("the %s '%s' stands twice in this list "
					"(first in line %d)"),
				      shape->named, name->text, other->line);
			name = NULL;
		}
	}
}

static void
read_list(struct form *form, const struct form_key *key,
	  const struct yaml_node *node, char *target)
{
	const struct form_shape *shape = key->shape;
	const char *context = form->context;
	char *item;

	if (!is_list(form, key, node))
		return;
	item = arena_alloc(form->arena, shape->size * node->count + 1);
	*(void **)(target + key->offset) = item;
	*(size_t *)(target + key->count) = node->count;
	for (const struct yaml_node *n = node->first; n; n = n->next) {
		form->context = item_context(form, key, n);
		if (shape->line != 0)
			*(int *)(item + shape->line) = n->line;
		if (shape->read != NULL)
			shape->read(form, n, item);
		else
			form_read(form, shape, n, item);
		form->context = context;
		item += shape->size;
	}
	if (shape->named != NULL)
		refuse_same_names(form, shape, node);
}

static void
read_texts(struct form *form, const struct form_key *key,
	   const struct yaml_node *node, char *target)
{
	const char *context = arena_join(
		form->arena, form->context, ".",
		key->context != NULL ? key->context : key->name);

	if (!is_list(form, key, node))
		return;
	struct lesson_text *text = arena_alloc(
		form->arena, sizeof *text * node->count + 1);
	*(struct lesson_text **)(target + key->offset) = text;
	*(size_t *)(target + key->count) = node->count;
	for (const struct yaml_node *n = node->first; n; n = n->next)
		form_text(form, n, context, text++);
}

/* Lists of ids and of strings; only good items are kept. */
static void
read_words(struct form *form, const struct form_key *key,
	   const struct yaml_node *node, char *target)
{
	bool (*read)(struct form *, const struct yaml_node *, const char **) =
		key->type == FORM_IDS ? form_id : form_string;
	bool alone = node->kind == YAML_SCALAR &&
		     (key->flags & FORM_SINGLE_TOO) != 0;
	size_t kept = 0;

	if (!alone && !is_list(form, key, node))
		return;
	const char **words = arena_alloc(
		form->arena, sizeof *words * (node->count + 2));
	if (alone)
		read(form, node, &words[0]);
	for (const struct yaml_node *n = node->first; n; n = n->next)
		if (read(form, n, &words[kept]))
			kept++;
	*(const char ***)(target + key->offset) = words;
}

/* ------------------------------------------------------------- mappings */

/* The keys of a shape in one row; a key of an earlier table hides one of the
   same name in a later. */
struct keys {
	const struct form_key *items[FORM_KEY_LIMIT];
	const char *names[FORM_KEY_LIMIT];
	const struct yaml_node *seen[FORM_KEY_LIMIT];
	bool meant[FORM_KEY_LIMIT]; /* by a key that is spelled wrongly */
	size_t count;
};

static size_t
find_key(const struct keys *keys, const char *name)
{
	size_t i = 0;

	while (i < keys->count && strcmp(keys->names[i], name) != 0)
		i++;
	return i;
}

static void
collect_keys(const struct form_shape *shape, struct keys *keys)
{
	memset(keys, 0, sizeof *keys);
	for (size_t t = 0; t < 4 && shape->keys[t] != NULL; t++)
		for (const struct form_key *key = shape->keys[t];
		     key->name != NULL; key++) {
			if (find_key(keys, key->name) < keys->count)
				continue;
			if (keys->count == FORM_KEY_LIMIT)
				BUG("a form with too many keys");
			keys->names[keys->count] = key->name;
			keys->items[keys->count++] = key;
		}
}

static void
refuse_key(struct form *form, const struct form_shape *shape, struct keys *keys,
	   const struct yaml_node *mapping, const struct yaml_node *node)
{
	const char *nearest =
		form_nearest(node->key->text, keys->names, keys->count);
	const char *what = language_get(language_primary(), shape->what);
	struct strbuf list = STRBUF_INIT;

	if (mapping->style == YAML_FLOW && node->style == YAML_PLAIN &&
	    node->length == 0) {
		yaml_fault_at(form->tree, node->key,
			      _("a ',' between { } ends a value; put the text "
				"before it into \"double quotes\""));
		return;
	}
	if (nearest != NULL) {
		keys->meant[find_key(keys, nearest)] = true;
		yaml_fault_at(form->tree, node->key,
			      _("unknown key '%s' in %s; did you mean '%s'?"),
			      node->key->text, what, nearest);
		return;
	}
	for (size_t i = 0; i < keys->count; i++)
		strbuf_addf(&list, "%s%s", i > 0 ? ", " : "", keys->names[i]);
	yaml_fault_at(form->tree, node->key,
		      _("unknown key '%.60s' in %s; it may have: %s"),
		      node->key->text, what, list.buf);
	strbuf_release(&list);
}

static void
read_inner(struct form *form, const struct form_key *key,
	   const struct yaml_node *node, void *target)
{
	const char *context = form->context;

	form->context = arena_join(form->arena, context, ".", key->name);
	form_read(form, key->shape, node, target);
	form->context = context;
}

static void
read_key(struct form *form, const struct form_key *key,
	 const struct yaml_node *node, char *target)
{
	switch (key->type) {
	case FORM_LIST:
		read_list(form, key, node, target);
		break;
	case FORM_TEXTS:
		read_texts(form, key, node, target);
		break;
	case FORM_IDS:
	case FORM_STRINGS:
		read_words(form, key, node, target);
		break;
	case FORM_INTO:
		read_inner(form, key, node, target);
		break;
	case FORM_SHAPE:
		read_inner(form, key, node, target + key->offset);
		break;
	case FORM_LATER:
		break;
	default:
		form_scalar(form, key, node, target + key->offset);
	}
}

static void
tell_missing(struct form *form, const struct form_shape *shape,
	     const struct yaml_node *mapping, const struct keys *keys)
{
	for (size_t i = 0; i < keys->count; i++)
		if ((keys->items[i]->flags & FORM_REQUIRED) != 0 &&
		    keys->seen[i] == NULL && !keys->meant[i])
			yaml_fault_at(form->tree, mapping,
				      _("'%s' is missing in %s"),
				      keys->names[i],
				      language_get(language_primary(),
						   shape->what));
}

void
form_read(struct form *form, const struct form_shape *shape,
	  const struct yaml_node *node, void *target)
{
	struct keys keys;

	if (node == NULL || node->faulty)
		return;
	if (node->kind != YAML_MAPPING) {
		yaml_fault_at(form->tree, node,
			      _("%s must be lines of the form 'key: value'"),
			      language_get(language_primary(), shape->what));
		return;
	}
	collect_keys(shape, &keys);
	for (const struct yaml_node *n = node->first; n; n = n->next) {
		size_t i = find_key(&keys, n->key->text);

		if (n->key->faulty)
			continue;
		if (i == keys.count) {
			refuse_key(form, shape, &keys, node, n);
		} else if (keys.seen[i] != NULL) {
			yaml_fault_at(form->tree, n->key,
				      _("the key '%s' stands twice (first in "
					"line %d)"),
				      n->key->text, keys.seen[i]->key->line);
		} else {
			keys.seen[i] = n;
			read_key(form, keys.items[i], n, target);
		}
	}
	if (node->whole)
		tell_missing(form, shape, node, &keys);
}
