#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# The glossary, as a command and in the middle of a lesson or the lab; and the
# log files asked at a prompt.

load program

@test "a term is found by its name and by how people write it" {
	jasoos glossary trail
	[ "$status" -eq 0 ]
	says "standing instruction"
	says "In AWS's words:"
	jasoos glossary "Log Files"
	says "gzip file"
	jasoos glossary --lang ur "log file"
	says "S3 bucket mein rakhi"
}

@test "what the glossary lacks is told, with what is near" {
	jasoos glossary trial
	[ "$status" -eq 1 ]
	says 'Did you mean `?trail`?'
	jasoos glossary xyzzy
	[ "$status" -eq 1 ]
	says "jasoos glossary"
}

@test "with --json each term is an object in both languages" {
	jasoos glossary --json
	[ "$status" -eq 0 ]
	[ "$(jq -rs 'map(select(.id == "trail"))[0].term.en' <<<"$output")" = trail ]
	[ "$(jq -s 'map(select(.text["ur-Latn"] == null or .text.en == null)) | length' <<<"$output")" -eq 0 ]
	[ "$(jq -s 'map(.id) | length == (unique | length)' <<<"$output")" = true ]
}

@test "a term may be asked in the middle of a question, which goes on" {
	feed $'?trail\n? event history\n?hint\n3\nquit\n' learn what-is-cloudtrail#covers-gone
	says "standing instruction"
	says "CloudTrail's own memory"
	says "get a hint, one at a time"
}

@test "the log files may be asked in the middle of a lesson" {
	feed $'jasoos events --what StopLogging --count-by eventName\njasoos learn\nquit\n' learn
	says "StopLogging"
	complains 'only `jasoos events ...` can be asked'
}

@test "a glossary with a fault is told with its place" {
	mkdir pack
	cp "$JASOOS_LESSONS"/pack.yaml "$JASOOS_LESSONS"/0*.yaml pack
	printf 'format: 1\nterms:\n  - id: a\n    term: a\n    text: b\n    see: [c]\n    source: d\n' >pack/glossary.yaml
	jasoos check pack
	[ "$status" -eq 3 ]
	says "pack/glossary.yaml:6:10: 'c' is no term of the glossary"
}
