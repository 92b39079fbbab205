#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# The bundled sample events: `make data` gives them again.

load program

@test "jasoos data makes the bundled log files again, byte for byte" {
	jasoos data again
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	diff -r "$root/data/AWSLogs" again/AWSLogs
}

@test "the bundled files are gzip that any tool reads, 2,000 events and more" {
	local events
	events=$(find "$root/data/AWSLogs" -name '*.json.gz' -exec gzip -dc {} + |
		grep -o '"eventID":' | wc -l)
	[ "$events" -ge 2000 ]
	[ "$events" -le 3500 ]
}

@test "a folder that cannot be made is told, and nothing is written" {
	: > taken
	jasoos data taken
	[ "$status" -eq 5 ]
	[ -n "$stderr" ]
	[ ! -s taken ]
}
