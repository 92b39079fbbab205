/* SPDX-License-Identifier: MIT */
/*
 * The tree of a clause: its paths, step by step, so that the event is walked
 * once for all fields.  A dot in a pattern's key parts two steps: "a.b" asks
 * what {"a": {"b": ...}} asks, as on AWS.
 */
#include "pattern/node.h"

#include "base/list.h"

#include <string.h>

/* Where `step` is among the children, or belongs. */
static size_t
child_index(const struct branch *b, const char *step, bool *found)
{
	size_t low = 0, high = b->count;

	*found = false;
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = strcmp(step, b->children[middle]->step);
		if (order == 0) {
			*found = true;
			return middle;
		}
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

struct branch *
branch_child(const struct branch *b, const char *step)
{
	bool found;
	size_t index = child_index(b, step, &found);

	return found ? b->children[index] : NULL;
}

static struct branch *
child_add(struct arena *arena, struct branch *b, const char *path, size_t end)
{
	const char *step = arena_strndup(arena, path + b->below,
					 end - b->below);
	bool found;
	size_t index = child_index(b, step, &found);

	if (found)
		return b->children[index];
	if (b->count == b->allocated) {
		b->allocated = b->allocated ? 2 * b->allocated : 4;
		struct branch **old = b->children;
		b->children = arena_alloc(arena, b->allocated *
						     sizeof *b->children);
		if (b->count)
			memcpy(b->children, old, b->count * sizeof *old);
	}
	memmove(b->children + index + 1, b->children + index,
		(b->count - index) * sizeof *b->children);
	b->count++;
	struct branch *child = arena_alloc(arena, sizeof *child);
	child->step = step;
	child->path = arena_strndup(arena, path, end);
	child->below = end + 1;
	return b->children[index] = child;
}

static struct branch *
branch_at(struct arena *arena, struct branch *root, const char *path)
{
	struct branch *b = root;

	for (;;) {
		size_t end = b->below + strcspn(path + b->below, ".");
		b = child_add(arena, b, path, end);
		if (!path[end])
			return b;
	}
}

static void
finish(struct branch *b)
{
	b->absent_will_do = !b->field || b->field->absent_will_do;
	for (size_t i = 0; i < b->count; i++) {
		struct branch *child = b->children[i];
		finish(child);
		b->deep |= child->count > 0;
		b->required += !child->absent_will_do;
	}
	b->absent_will_do &= b->required == 0;
}

struct branch *
branch_build(struct arena *arena, struct field **fields, size_t *count)
{
	struct branch *root = arena_alloc(arena, sizeof *root);
	size_t kept = *count;

	/* From the end, so that the last of equal paths comes first. */
	for (size_t i = *count; i-- > 0;) {
		struct branch *b = branch_at(arena, root, fields[i]->path);
		if (b->field)
			continue;
		b->field = fields[i];
		fields[--kept] = fields[i];
	}
	memmove(fields, fields + kept, (*count - kept) * sizeof *fields);
	*count -= kept;
	finish(root);
	return root;
}
