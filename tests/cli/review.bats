#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# jasoos review, and what the first screen says of it.

load program

# One question, missed ten days ago.
missed_long_ago() {
	mkdir -p "$XDG_STATE_HOME/jasoos"
	{
		echo '{"jasoos": "journal", "format": 1}'
		echo '{"type":"attempt","lesson":"what-is-cloudtrail","step":"covers-gone","kind":"choose","answer":"cpu","verdict":"wrong","hints":0,"lang":"en","at":"2025-11-10T07:00:00Z"}'
	} > "$journal"
}

@test "who has learned nothing yet has nothing to review" {
	jasoos review
	[ "$status" -eq 0 ]
	says "Nothing to review yet"
}

@test "a question that is due is asked, and the answer is kept" {
	missed_long_ago
	feed $'3\n\n' review
	[ "$status" -eq 0 ]
	says "What should they have opened first?"
	says "Questions: 1. Right at once: 1."
	[ "$(jq -r 'select(.type == "review") | .verdict' "$journal")" = right ]
	jasoos review
	says "Nothing is due."
}

@test "the first screen says what is due, once" {
	missed_long_ago
	jasoos
	says '`review`: 1 question is due again'
	feed $'3\n\n' review
	jasoos
	[[ "$output" != *"due again"* ]]
}

@test "with --json every question says when it is due" {
	missed_long_ago
	jasoos review --json
	[ "$(jq -c '[.lesson, .step, .due, .isDue, .missed, .answers]' <<<"$output")" = \
		'["what-is-cloudtrail","covers-gone","2025-11-10T07:10:00Z",true,true,1]' ]
}
