#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# jasoos new lesson, which is the example of lessons/README.md.

load program

@test "a new lesson passes the check and can be played to its end" {
	jasoos new lesson my-lesson
	[ "$status" -eq 0 ]
	jasoos check .
	[ "$status" -eq 0 ]
	feed $'1\n\naws sts get-caller-identity\n\n2\n\n' learn --from my-lesson.yaml
	[ "$status" -eq 0 ]
	says "Yes, for 90 days"
}

@test "it is, to the byte, the example of lessons/README.md" {
	jasoos new lesson my-lesson
	awk '/^```yaml$/ { inside = 1; next } /^```$/ && inside { exit } inside' \
		"$root/lessons/README.md" >example.yaml
	cmp my-lesson.yaml example.yaml
}

@test "nothing that is there is written over" {
	echo mine >my-lesson.yaml
	jasoos new lesson my-lesson
	[ "$status" -eq 2 ]
	complains "is there already"
	[ "$(cat my-lesson.yaml)" = mine ]
}

@test "to a pack that is there its lines are shown, not written" {
	jasoos new lesson first
	cp pack.yaml before.yaml
	jasoos new lesson second-one
	[ "$status" -eq 0 ]
	says "  - file: second-one.yaml"
	says "    title: Second one"
	cmp pack.yaml before.yaml
}

@test "what is no id, no folder, or nothing that can be made, is told" {
	jasoos new lesson "My lesson"
	[ "$status" -eq 2 ]
	complains "my-first-lesson"
	jasoos new lesson mine nowhere
	[ "$status" -eq 2 ]
	complains "'nowhere' is no folder"
	jasoos new chapter mine
	[ "$status" -eq 2 ]
	complains "jasoos new lesson ID"
}
