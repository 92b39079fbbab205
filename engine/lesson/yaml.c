/* SPDX-License-Identifier: MIT */
/*
 * The strict reader: libyaml's events behind a guard, made into a tree.
 *
 * The guard stands inside the loop, so that no event after the first one past
 * a limit is ever asked for: libyaml itself has no limit of depth and is
 * quadratic in it.  Anchors, aliases, tags, directives and second documents
 * are refused where they stand.  The bytes are looked through first
 * (yaml_scan.c); libyaml's own complaints are put into plain words by
 * yaml_advice.c.
 */
#include "lesson/yaml.h"

#include <stdarg.h>
#include <string.h>
#include <yaml.h>

#include "base/error.h"
#include "base/file.h"
#include "base/strbuf.h"
#include "language/language.h"
#include "lesson/diagnostic.h"
#include "lesson/yaml_inside.h"

struct reader {
	struct yaml_tree *tree;
	yaml_parser_t parser;
	struct level {
		struct yaml_node *node;
		struct yaml_node *key;	 /* waits for its value */
		struct yaml_node **last; /* where the next child goes */
	} levels[YAML_DEPTH_LIMIT];
	int depth;
	struct yaml_node *closed[YAML_DEPTH_LIMIT]; /* by the last events */
	int closed_count;
	int events, documents;
	size_t offset, index; /* a byte of the file; the same in characters */
	bool over;
};

void
yaml_fault(struct yaml_tree *tree, int line, int column, const char *format,
	   ...)
{
	struct strbuf message = STRBUF_INIT;
	va_list args;

	if (tree->faults++ > YAML_FAULT_LIMIT)
		return;
	if (tree->faults > YAML_FAULT_LIMIT) {
		diagnose(tree->diagnostics, tree->file, line, column,
			 _("too many faults; repair these first"));
		return;
	}
	va_start(args, format);
	strbuf_vaddf(&message, format, args);
	va_end(args);
	diagnose(tree->diagnostics, tree->file, line, column, "%s",
		 message.buf);
	strbuf_release(&message);
}

void
yaml_fault_at(struct yaml_tree *tree, const struct yaml_node *node,
	      const char *format, ...)
{
	struct strbuf message = STRBUF_INIT;
	va_list args;

	va_start(args, format);
	strbuf_vaddf(&message, format, args);
	va_end(args);
	yaml_fault(tree, node->line, node->column, "%s", message.buf);
	strbuf_release(&message);
}

/* ------------------------------------------------------------ the events */

static void
refuse(struct reader *r, yaml_mark_t mark, const char *message)
{
	yaml_fault(r->tree, (int)mark.line + 1, (int)mark.column + 1, "%s",
		   message);
}

static void
give_up(struct reader *r, yaml_mark_t mark, const char *message)
{
	refuse(r, mark, message);
	r->tree->whole = false;
	r->over = true;
}

/* Hangs a node into the mapping or list that is open. */
static void
hang(struct reader *r, struct yaml_node *node)
{
	if (r->depth == 0) {
		r->tree->root = node;
		return;
	}
	struct level *level = &r->levels[r->depth - 1];
	if (level->node->kind == YAML_MAPPING) {
		if (level->key == NULL) {
			level->key = node;
			return;
		}
		node->key = level->key;
		level->key = NULL;
	}
	*level->last = node;
	level->last = &node->next;
	level->node->count++;
}

static bool
is_key(const struct reader *r)
{
	return r->depth > 0 &&
	       r->levels[r->depth - 1].node->kind == YAML_MAPPING &&
	       r->levels[r->depth - 1].key == NULL;
}

static struct yaml_node *
new_node(struct reader *r, const yaml_event_t *event, enum yaml_kind kind,
	 enum yaml_style style)
{
	struct yaml_node *node = arena_alloc(&r->tree->arena, sizeof *node);

	node->kind = kind;
	node->style = style;
	node->line = (int)event->start_mark.line + 1;
	node->column = (int)event->start_mark.column + 1;
	node->text = "";
	return node;
}

static void
refuse_marks(struct reader *r, const yaml_event_t *event,
	     struct yaml_node *node, const yaml_char_t *anchor,
	     const yaml_char_t *tag)
{
	if (anchor != NULL)
		refuse(r, event->start_mark,
		       _("'&' begins a YAML anchor, which has no place here; "
			 "put the text into \"double quotes\""));
	else if (tag != NULL)
		refuse(r, event->start_mark,
		       _("'!' begins a YAML tag, which has no place here; put "
			 "the text into \"double quotes\""));
	else
		return;
	node->faulty = true;
}

static void
open_node(struct reader *r, const yaml_event_t *event, enum yaml_kind kind,
	  bool flow, const yaml_char_t *anchor, const yaml_char_t *tag)
{
	struct yaml_node *node =
		new_node(r, event, kind, flow ? YAML_FLOW : YAML_BLOCK);

	if (r->depth == YAML_DEPTH_LIMIT) {
		give_up(r, event->start_mark, _("nested too deep"));
		return;
	}
	refuse_marks(r, event, node, anchor, tag);
	if (is_key(r)) {
		refuse(r, event->start_mark,
		       _("a key must be a word; text that begins with '{' or "
			 "'[' must be in \"double quotes\""));
		node->faulty = true;
	}
	hang(r, node);
	r->levels[r->depth++] = (struct level){
		.node = node, .last = &node->first,
	};
}

/* The byte a mark stands at: libyaml counts characters.  Only forward. */
static const char *
byte_at(struct reader *r, yaml_mark_t mark)
{
	const struct yaml_tree *tree = r->tree;

	while (r->index < mark.index && r->offset < tree->length) {
		r->offset++;
		while (r->offset < tree->length &&
		       ((unsigned char)tree->bytes[r->offset] & 0xc0) == 0x80)
			r->offset++;
		r->index++;
	}
	return tree->bytes + r->offset;
}

/* Does a comment follow on the line?  libyaml drops it without a word. */
static bool
comment_follows(struct reader *r, yaml_mark_t end)
{
	const struct yaml_tree *tree = r->tree;
	size_t at = (size_t)(byte_at(r, end) - tree->bytes);

	while (at < tree->length && tree->bytes[at] == ' ')
		at++;
	return at > r->offset && at < tree->length && tree->bytes[at] == '#';
}

static enum yaml_style
style_of(yaml_scalar_style_t style)
{
	switch (style) {
	case YAML_SINGLE_QUOTED_SCALAR_STYLE:
		return YAML_SINGLE;
	case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
		return YAML_DOUBLE;
	case YAML_LITERAL_SCALAR_STYLE:
		return YAML_LITERAL;
	case YAML_FOLDED_SCALAR_STYLE:
		return YAML_FOLDED;
	default:
		return YAML_PLAIN;
	}
}

static void
take_scalar(struct reader *r, const yaml_event_t *event)
{
	const char *text = (const char *)event->data.scalar.value;
	size_t length = event->data.scalar.length;
	struct yaml_node *node = new_node(
		r, event, YAML_SCALAR, style_of(event->data.scalar.style));

	node->whole = true;
	refuse_marks(r, event, node, event->data.scalar.anchor,
		     event->data.scalar.tag);
	if (length > YAML_TEXT_LIMIT) {
		refuse(r, event->start_mark,
		       _("the text is longer than 32 KiB; make two of it"));
		node->faulty = true;
	} else if (memchr(text, '\0', length) != NULL) {
		refuse(r, event->start_mark,
		       _("the text holds a NUL character; remove it"));
		node->faulty = true;
	} else {
		node->text = arena_strndup(&r->tree->arena, text, length);
		node->length = length;
	}
	if (node->style == YAML_DOUBLE) {
		const char *raw = byte_at(r, event->start_mark);
		const char *end = byte_at(r, event->end_mark);

		yaml_scan_text(r->tree, node, raw, (size_t)(end - raw));
	}
	if (node->style == YAML_PLAIN && length > 0)
		node->comment = comment_follows(r, event->end_mark);
	hang(r, node);
}

static void
take_alias(struct reader *r, const yaml_event_t *event)
{
	struct yaml_node *node = new_node(r, event, YAML_SCALAR, YAML_PLAIN);

	refuse(r, event->start_mark,
	       _("'*' begins a YAML alias, which has no place here; put the "
		 "text into \"double quotes\""));
	node->whole = true;
	node->faulty = true;
	hang(r, node);
}

static void
close_node(struct reader *r)
{
	struct yaml_node *node = r->levels[--r->depth].node;

	node->whole = true;
	r->closed[r->closed_count++] = node;
}

/* A line with a wrong indentation closes what it was meant to go on with. */
static void
reopen(struct reader *r)
{
	for (int i = 0; i < r->closed_count; i++)
		if (r->closed[i]->style == YAML_BLOCK)
			r->closed[i]->whole = false;
}

static void
take_event(struct reader *r, const yaml_event_t *event)
{
	if (++r->events > YAML_EVENT_LIMIT) {
		give_up(r, event->start_mark,
			_("too many values in one file"));
		return;
	}
	switch (event->type) {
	case YAML_DOCUMENT_START_EVENT:
		if (event->data.document_start.version_directive != NULL ||
		    event->data.document_start.tag_directives.start !=
			    event->data.document_start.tag_directives.end)
			refuse(r, event->start_mark,
			       _("a line cannot begin with '%'; remove it"));
		if (++r->documents > 1)
			give_up(r, event->start_mark,
				_("a second document begins; a file holds one, "
				  "so remove the line '---'"));
		break;
	case YAML_SEQUENCE_START_EVENT:
		open_node(r, event, YAML_SEQUENCE,
			  event->data.sequence_start.style ==
				  YAML_FLOW_SEQUENCE_STYLE,
			  event->data.sequence_start.anchor,
			  event->data.sequence_start.tag);
		break;
	case YAML_MAPPING_START_EVENT:
		open_node(r, event, YAML_MAPPING,
			  event->data.mapping_start.style ==
				  YAML_FLOW_MAPPING_STYLE,
			  event->data.mapping_start.anchor,
			  event->data.mapping_start.tag);
		break;
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		close_node(r);
		return;
	case YAML_SCALAR_EVENT:
		take_scalar(r, event);
		break;
	case YAML_ALIAS_EVENT:
		take_alias(r, event);
		break;
	case YAML_STREAM_END_EVENT:
		r->over = true;
		break;
	default:
		break;
	}
	r->closed_count = 0;
}

static void
read_events(struct reader *r)
{
	while (!r->over) {
		yaml_event_t event;

		if (!yaml_parser_parse(&r->parser, &event)) {
			yaml_advise(r->tree, &r->parser);
			r->tree->whole = false;
			reopen(r);
			return;
		}
		take_event(r, &event);
		yaml_event_delete(&event);
	}
}

/* -------------------------------------------------------------- the tree */

static void
tree_init(struct yaml_tree *tree, const char *name,
	  struct diagnostics *diagnostics)
{
	memset(tree, 0, sizeof *tree);
	arena_init(&tree->arena);
	tree->file = arena_strdup(&tree->arena, name);
	tree->bytes = arena_strdup(&tree->arena, "");
	tree->diagnostics = diagnostics;
	tree->whole = true;
}

bool
yaml_parse(struct yaml_tree *tree, const char *name, const char *bytes,
	   size_t length, struct diagnostics *diagnostics)
{
	struct reader r = { .tree = tree };
	size_t skip;

	tree_init(tree, name, diagnostics);
	if (length > YAML_FILE_LIMIT) {
		yaml_fault(tree, 0, 0, _("the file is larger than 512 KiB"));
		tree->whole = false;
		return false;
	}
	tree->bytes = memcpy(arena_alloc(&tree->arena, length + 1), bytes,
			     length);
	tree->length = length;
	yaml_scan(tree);
	if (!yaml_parser_initialize(&r.parser)) {
		yaml_fault(tree, 0, 0, _("not enough memory to read it"));
		tree->whole = false;
		return false;
	}
	skip = length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	r.offset = skip;
	yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(
		&r.parser, (const unsigned char *)tree->bytes + skip,
		length - skip);
	read_events(&r);
	yaml_parser_delete(&r.parser);
	if (tree->root == NULL && tree->faults == 0)
		yaml_fault(tree, 1, 1, _("the file is empty"));
	return tree->faults == 0;
}

static const char *
why_unreadable(int status)
{
	switch (status) {
	case ERROR_NOT_FOUND:
		return _("there is no such file");
	case ERROR_LIMIT:
		return _("the file is larger than 512 KiB");
	default:
		return _("the file cannot be read");
	}
}

bool
yaml_load(struct yaml_tree *tree, const char *path,
	  struct diagnostics *diagnostics)
{
	struct strbuf bytes = STRBUF_INIT;
	int status = file_read(path, YAML_FILE_LIMIT, &bytes);
	bool good = false;

	if (status == 0) {
		good = yaml_parse(tree, path, bytes.buf, bytes.len,
				  diagnostics);
	} else {
		tree_init(tree, path, diagnostics);
		tree->whole = false;
		yaml_fault(tree, 0, 0, "%s", why_unreadable(status));
	}
	strbuf_release(&bytes);
	return good;
}

void
yaml_release(struct yaml_tree *tree)
{
	arena_release(&tree->arena);
	tree->root = NULL;
}

const struct yaml_node *
yaml_member(const struct yaml_node *mapping, const char *key)
{
	if (mapping == NULL || mapping->kind != YAML_MAPPING)
		return NULL;
	for (const struct yaml_node *n = mapping->first; n != NULL; n = n->next)
		if (strcmp(n->key->text, key) == 0)
			return n;
	return NULL;
}

const struct yaml_node *
yaml_child(const struct yaml_node *parent, size_t i)
{
	const struct yaml_node *n = parent != NULL ? parent->first : NULL;

	while (n != NULL && i-- > 0)
		n = n->next;
	return n;
}
