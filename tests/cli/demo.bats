#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# jasoos demo: the whole story, by itself.

load program

# The lines in which the trail is seen, in order, joined by blanks.
states() {
	grep -oE '"IsLogging": (true|false)' <<<"$output" | tr '\n' ' '
}


@test "the trail is logging, stopped, and logging again, in each case" {
	for language in en ur@latin both; do
		jasoos demo --lang $language
		[ "$status" -eq 0 ]
		[ -z "$stderr" ]
		[ "$(states)" = '"IsLogging": true "IsLogging": false "IsLogging": true "IsLogging": false "IsLogging": true "IsLogging": true ' ]
	done
}

@test "twice the same bytes, in each language" {
	for language in en ur@latin both; do
		"$jasoos" demo --lang $language >first
		"$jasoos" demo --lang $language >second
		cmp first second
		[ -s first ]
	done
}

@test "both languages play the same story" {
	"$jasoos" demo --lang en | grep -E '^(jasoos|hamza)\$ ' >en
	"$jasoos" demo --lang ur@latin | grep -E '^(jasoos|hamza)\$ ' >ur
	cmp en ur
	[ "$(wc -l <en)" -gt 10 ]
}

@test "each case shows its blind window in seconds" {
	jasoos demo
	[ "$(grep -cE 'Blind window of main-audit-trail: .* [0-9]+ seconds' <<<"$output")" -eq 3 ]
}

@test "a deleted trail cannot be started, and is created again" {
	jasoos demo
	says 'An error occurred (TrailNotFoundException) when calling the StartLogging operation'
	says 'CreateTrail (recreate-trail)'
}

@test "it says that it is simulated" {
	jasoos demo
	says 'simulated'
}

@test "it asks nothing and needs no home" {
	HOME=/nonexistent XDG_STATE_HOME= jasoos demo </dev/null
	[ "$status" -eq 0 ]
}
