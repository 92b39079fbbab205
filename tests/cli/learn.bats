#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# jasoos learn, lessons and progress: what is kept of a learner, and what no
# trouble may cost.

load program

# A pack of one short lesson, so that these tests do not hang on a text.
small_pack() {
	mkdir pack
	cat >pack/pack.yaml <<-'END'
	format: 1
	id: small
	title: A small pack
	source_language: en
	lessons:
	  - file: small.yaml
	    id: small
	    title: A small lesson
	    minutes: 1
	  - file: broken.yaml
	    id: broken
	    title: A broken lesson
	    minutes: 1
	END
	cat >pack/small.yaml <<-'END'
	format: 1
	id: small
	title: A small lesson
	minutes: 1
	summary: Two questions.
	objectives:
	  - id: count
	    text: Count to three.
	sources:
	  - id: sense
	    text: Common sense
	    date: 2025-11
	steps:
	  - id: one
	    kind: choose
	    question: Which is one?
	    options:
	      - id: two
	        text: "2"
	        feedback: That is two.
	      - id: one
	        text: "1"
	        right: true
	        feedback: That is one.
	    why: It is what comes first.
	    hints:
	      - Begin at the beginning.
	      - It is not two.
	    tests: count
	  - id: three
	    kind: number
	    question: What comes after two?
	    answer: 3
	    tolerance: 0
	    wrong:
	      - answer: 4
	        feedback: One too many.
	    why: So we count.
	    hints:
	      - One more than two.
	      - Less than four.
	    tests: count
	END
	printf 'format: 1\nid: broken\nsteps: nothing\n' >pack/broken.yaml
	export JASOOS_LESSONS=$PWD/pack
}

@test "a lesson fed to its end exits with 0 and is done" {
	small_pack
	feed $'2\n\n3\n\n' learn small
	[ "$status" -eq 0 ]
	says 'That is one.'
	jasoos lessons --json
	[[ "${lines[0]}" == *'"state":"done"'* ]]
	[[ "${lines[0]}" == *'"right":2,"graded":2'* ]]
}

@test "a lesson left unfinished exits with 1 and goes on where it was" {
	small_pack
	feed $'2\n\n' learn small
	[ "$status" -eq 1 ]
	feed $'3\n\n' learn
	[ "$status" -eq 0 ]
	says 'What comes after two?'
	[[ "$output" != *'Which is one?'* ]]
}

@test "a lesson may be named by its number, and entered at a step" {
	small_pack
	feed '' learn 1#three
	[ "$status" -eq 1 ]
	says 'What comes after two?'
}

@test "an unknown lesson or step is guessed" {
	small_pack
	jasoos learn smal
	[ "$status" -eq 2 ]
	complains "did you mean 'small'?"
	jasoos learn small#thre
	[ "$status" -eq 2 ]
	complains "did you mean 'three'?"
}

@test "a broken lesson tells its faults and disables only itself" {
	small_pack
	jasoos learn broken
	[ "$status" -eq 3 ]
	[[ "$stderr" =~ /broken\.yaml:[0-9]+:[0-9]+:\  ]]
	feed $'2\n\n3\n\n' learn small
	[ "$status" -eq 0 ]
	jasoos lessons
	[ "$status" -eq 0 ]
	says 'A broken lesson'
}

@test "every question of the bundled lessons can be skipped to the end" {
	for lesson in 1 2 3 4; do
		skips=$(printf 'skip\n\n%.0s' {1..40})
		feed "$skips"$'\n' learn $lesson
		[ "$status" -eq 0 ]
	done
	jasoos lessons --json
	[ "$(grep -c '"state":"done"' <<<"$output")" -eq 4 ]
}

@test "the language changes in the middle of a question and is kept" {
	feed $'lang ur\n' learn 1
	says 'Sab se pehle'
	unset LANGUAGE
	jasoos lessons
	says 'CloudTrail kya hai'
	jasoos lessons --lang en
	says 'What CloudTrail is'
}

@test "the first verdict comes after one answer" {
	feed $'1\n' learn
	grep -q '"type":"attempt"' "$journal"
}

@test "a kill loses at most the answer in hand" {
	small_pack
	coproc LESSON { exec "$jasoos" learn small; }
	pid=$LESSON_PID
	echo 2 >&"${LESSON[1]}"
	until [[ "$line" == *'That is one.'* ]]; do
		IFS= read -r -t 10 line <&"${LESSON[0]}"
	done
	kill -9 "$pid"
	wait "$pid" || true
	grep -q '"answer":"one","verdict":"right"' "$journal"
	feed $'\n3\n\n' learn
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
}

@test "a torn last line is dropped with a word" {
	small_pack
	feed $'2\n' learn small
	printf '{"type":"att' >>"$journal"
	feed $'\n3\n\n' learn small
	[ "$status" -eq 0 ]
	complains 'torn'
	[ "$(tail -c1 "$journal" | od -An -c | tr -d ' ')" = '\n' ]
	never grep -q '"att$' "$journal"
}

@test "a second process says so and plays without saving" {
	small_pack
	coproc FIRST { exec "$jasoos" learn small; }
	pid=$FIRST_PID
	until [[ "$line" == *'Which is one?'* ]]; do
		IFS= read -r -t 10 line <&"${FIRST[0]}"
	done
	cp "$journal" before
	feed $'2\n\n3\n\n' learn small
	[ "$status" -eq 0 ]
	complains 'another jasoos'
	[ "$(grep -c 'another jasoos' <<<"$stderr")" -eq 1 ]
	cmp "$journal" before
	kill "$pid"
	wait "$pid" || true
}

@test "a journal of a newer version is left as it is" {
	small_pack
	mkdir -p "${journal%/*}"
	echo '{"jasoos": "journal", "format": 99}' >"$journal"
	cp "$journal" before
	for command in learn progress; do
		jasoos $command </dev/null
		[ "$status" -eq 4 ]
		complains 'newer version'
		complains '--no-save'
		cmp "$journal" before
	done
	feed $'2\n\n3\n\n' --no-save learn
	[ "$status" -eq 0 ]
	cmp "$journal" before
	jasoos lessons
	[ "$status" -eq 0 ]
	says 'A small lesson'
}

@test "a damaged journal names its line and is left as it is" {
	small_pack
	feed $'2\n' learn small
	sed -i '2s/.*/rubbish/' "$journal"
	cp "$journal" before
	jasoos learn </dev/null
	[ "$status" -eq 4 ]
	complains 'line 2'
	cmp "$journal" before
}

@test "a home that cannot be written plays without saving" {
	small_pack
	chmod 500 "$HOME"
	# Nothing is forbidden to root; but no folder can be made in a file.
	[ "$(id -u)" -ne 0 ] || { : > "$HOME/a-file" && export XDG_STATE_HOME=$HOME/a-file; }
	feed $'2\n\n3\n\n' learn small
	chmod 700 "$HOME"
	[ "$status" -eq 0 ]
	complains 'without saving'
	[ "$(grep -c 'without saving' <<<"$stderr")" -eq 1 ]
}

@test "a limit on the size of files plays without saving" {
	small_pack
	# behind a pipe: what bats itself writes must not meet the limit
	limited() (
		set -o pipefail
		(ulimit -f 0 && "$jasoos" learn small 2>&1 >/dev/null) \
			<<<$'2\n\n3\n\n' | cat
	)
	run limited
	[ "$status" -eq 0 ]
	says 'no room on the disk'
	[ ! -s "$journal" ]
}

@test "a home with too long a name plays without saving" {
	small_pack
	XDG_STATE_HOME=$HOME/$(printf 'x%.0s' {1..300})
	feed $'2\n\n3\n\n' learn small
	[ "$status" -eq 0 ]
	complains 'there is no place for'
}

@test "no home at all plays without saving" {
	small_pack
	unset HOME XDG_STATE_HOME
	feed $'2\n\n3\n\n' learn small
	[ "$status" -eq 0 ]
	complains 'without saving'
}

@test "--no-save keeps nothing" {
	small_pack
	feed $'2\n\n3\n\n' learn small --no-save
	[ "$status" -eq 0 ]
	[ ! -e "$XDG_STATE_HOME" ]
	[ -z "$stderr" ]
}

@test "progress lists, forgets one lesson, and resets" {
	small_pack
	jasoos progress
	[ "$status" -eq 0 ]
	feed $'1\n2\n' learn small
	jasoos progress
	says 'small'
	says '1/2'
	jasoos progress --json
	says '"lesson":"small","state":"started"'
	jasoos progress forget nothing
	[ "$status" -eq 1 ]
	jasoos progress forget small
	[ "$status" -eq 0 ]
	jasoos progress --json
	[ -z "$output" ]
	feed $'2\n' learn small
	jasoos progress reset </dev/null
	[ "$status" -eq 2 ]
	complains '--yes'
	jasoos progress reset small --yes
	[ "$status" -eq 2 ]
	complains 'progress forget small'
	jasoos progress reset --yes
	[ "$status" -eq 0 ]
	jasoos progress --json
	[ -z "$output" ]
}

@test "reset puts a damaged journal aside and begins anew" {
	small_pack
	mkdir -p "${journal%/*}"
	echo 'my diary' >"$journal"
	jasoos progress reset --yes
	[ "$status" -eq 0 ]
	[ "$(cat "${journal%/*}"/journal-1.jsonl)" = 'my diary' ]
	feed $'2\n\n3\n\n' learn small
	[ "$status" -eq 0 ]
}

@test "an author plays a file of no pack from a step, and nothing is kept" {
	small_pack
	feed $'3\n\n' learn --from pack/small.yaml
	says "A small lesson"
	[ ! -e "$journal" ]
	jasoos learn --from "pack/small.yaml#nowhere"
	[ "$status" -eq 2 ]
	complains "there is no step 'nowhere'"
	jasoos learn --from pack/not-there.yaml
	[ "$status" -eq 3 ]
	complains "pack/not-there.yaml: there is no such file"
}
