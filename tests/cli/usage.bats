#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# The program from outside: its first screen, help, options, exit codes,
# output that cannot be written, screens that can do little.

load program

@test "home without a terminal greets, points on, and ends" {
	jasoos </dev/null
	[ "$status" -eq 0 ]
	says 'simulated'
	says 'Roman Urdu'
	says 'English'
	says 'jasoos help'
	[ "${#lines[@]}" -le 20 ]
	[ ! -e "$XDG_STATE_HOME" ]
}

@test "home speaks both languages whatever is chosen" {
	for language in en ur; do
		jasoos --lang $language </dev/null
		says 'CloudTrail kya hai'
		says 'What CloudTrail is'
	done
}

@test "version is one line, and --version the same" {
	jasoos version
	[ "$status" -eq 0 ]
	[[ "$output" =~ ^jasoos\ [0-9]+\.[0-9]+\.[0-9]+$ ]]
	version=$output
	jasoos --version
	[ "$output" = "$version" ]
}

@test "help lists every command, and each has a page" {
	jasoos help
	[ "$status" -eq 0 ]
	for command in learn lessons lab demo progress check translate doctor help version; do
		says "$command"
		jasoos help $command
		[ "$status" -eq 0 ]
		page=$output
		says "jasoos $command"
		jasoos $command --help
		[ "$output" = "$page" ]
		jasoos help
	done
}

@test "what makes the bundled data has a page and is not in the list" {
	jasoos help
	never grep -q '^  data' <<< "$output"
	jasoos help data
	[ "$status" -eq 0 ]
	says 'AWSLogs'
}

@test "an unknown command is guessed" {
	jasoos lesons
	[ "$status" -eq 2 ]
	[ -z "$output" ]
	complains "did you mean 'lessons'?"
	jasoos help dmeo
	[ "$status" -eq 2 ]
	complains "did you mean 'demo'?"
}

@test "an unknown option is guessed" {
	jasoos lessons --jsn
	[ "$status" -eq 2 ]
	complains "did you mean '--json'?"
	jasoos lessons -x
	[ "$status" -eq 2 ]
	complains "'-x'"
}

@test "an option without its value, or with one too many, is refused" {
	jasoos lab -c
	[ "$status" -eq 2 ]
	complains "'-c'"
	jasoos lessons --json=yes
	[ "$status" -eq 2 ]
	complains "'--json'"
}

@test "too many words, and too few, are refused" {
	jasoos lessons all
	[ "$status" -eq 2 ]
	complains "'all'"
	jasoos data
	[ "$status" -eq 2 ]
}

@test "global options stand before or behind the command" {
	jasoos --lang ur lessons
	before=$output
	jasoos lessons --lang ur
	[ "$output" = "$before" ]
	jasoos lessons
	[ "$output" != "$before" ]
}

@test "a language we do not speak is refused" {
	jasoos --lang klingon lessons
	[ "$status" -eq 2 ]
	complains "'klingon'"
}

@test "the environment chooses the language, --lang is stronger" {
	LANGUAGE=ur_PK:en jasoos lessons
	says 'CloudTrail kya hai'
	LANGUAGE=ur_PK jasoos lessons --lang en
	says 'What CloudTrail is'
}

@test "a missing catalog leaves English, and doctor says why" {
	JASOOS_LOCALE=$PWD/nowhere jasoos lessons --lang ur
	[ "$status" -eq 0 ]
	says 'What CloudTrail is'
	JASOOS_LOCALE=$PWD/nowhere jasoos doctor
	[ "$status" -eq 1 ]
	says 'catalog'
}

@test "doctor finds everything in place" {
	jasoos doctor
	[ "$status" -eq 0 ]
	says "$JASOOS_LESSONS"
	[ ! -e "$XDG_STATE_HOME" ]
}

@test "an output that is full is an error" {
	[ -c /dev/full ] || skip "no /dev/full here"
	for command in lessons version demo help; do
		run bash -c '"$0" "$1" >/dev/full' "$jasoos" $command
		[ "$status" -eq 5 ]
		[[ "$output" == *'could not be written'* ]]
	done
}

@test "a closed output is an error and ends up in no file" {
	run bash -c 'printf "1\n" | "$0" learn 1 >&- 2>&-' "$jasoos"
	[ "$status" -eq 5 ]
	[ "$(grep -vc '^{.*}$' "$journal")" -eq 0 ]
	run bash -c '"$0" lessons <&-' "$jasoos"
	[ "$status" -eq 0 ]
}

@test "a reader who goes away is no noise" {
	# A pipe whose reader has gone before anything is written.
	run bash -c 'exec 3> >(:); wait $!; "$0" demo >&3' "$jasoos"
	[ "$status" -eq 5 ]
	[ -z "$output" ]
}

@test "no colour in a pipe, and none with NO_COLOR" {
	jasoos demo
	[[ "$output" != *$'\e'* ]]
	CLICOLOR_FORCE=1 jasoos demo
	[[ "$output" == *$'\e['* ]]
	NO_COLOR=1 CLICOLOR_FORCE=1 jasoos demo
	[[ "$output" != *$'\e'* ]]
}

# The widest line, in columns.
widest() {
	wc -L
}

@test "40 columns are enough" {
	export COLUMNS=40
	for command in "" lessons help doctor "help lab" "learn 1" progress; do
		jasoos $command </dev/null
		[ "$(widest <<<"$output")" -le 40 ] || { echo "$command"; false; }
	done
}

@test "plain is text that a screen reader can read" {
	jasoos --plain demo
	[ "$status" -eq 0 ]
	never grep -q '[━┃┌│○●]' <<<"$output"
	ACCESSIBLE=1 jasoos demo
	accessible=$output
	jasoos demo --plain
	[ "$output" = "$accessible" ]
}

@test "it runs from its build folder and from where it is installed" {
	unset JASOOS_LESSONS JASOOS_DATA JASOOS_LOCALE
	mkdir -p prefix/bin prefix/share/jasoos
	cp "$jasoos" prefix/bin/jasoos
	cp -R "$root/lessons" "$root/data" prefix/share/jasoos
	cp -R "${jasoos%/*}/locale" prefix/share/locale
	run prefix/bin/jasoos --lang ur lessons
	[ "$status" -eq 0 ]
	says 'CloudTrail kya hai'
	run prefix/bin/jasoos lab -c 'aws sts get-caller-identity'
	[ "$status" -eq 0 ]
}
