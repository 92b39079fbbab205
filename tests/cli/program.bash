# SPDX-License-Identifier: MIT
#
# What every test of the program loads: an environment that is the same on
# every machine, and a learner's home of its own.

bats_require_minimum_version 1.5.0

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
	jasoos=${JASOOS:-$root/build/jasoos}
	case $jasoos in /*) ;; *) jasoos=$root/$jasoos ;; esac
	: "${JASOOS_LESSONS:=$root/lessons}" "${JASOOS_DATA:=$root/data}"
	export JASOOS_LESSONS JASOOS_DATA
	unset JASOOS_STATE LC_MESSAGES LC_CTYPE LANG NO_COLOR CLICOLOR_FORCE \
		ACCESSIBLE POSIXLY_CORRECT
	export LC_ALL=C.UTF-8 LANGUAGE=en TZ=UTC TERM=dumb COLUMNS=80
	export HOME=$BATS_TEST_TMPDIR/home
	export XDG_STATE_HOME=$HOME/state
	journal=$XDG_STATE_HOME/jasoos/journal.jsonl
	mkdir "$HOME"
	cd "$BATS_TEST_TMPDIR"
}

# The program, its output in $output and $stderr, its status in $status.
jasoos() {
	run --separate-stderr "$jasoos" "$@"
	printf 'status %s\n%s\n-- stderr:\n%s\n' "$status" "$output" "$stderr"
}

# The same with the lines of the first argument on standard input.
feed() {
	local lines=$1
	shift
	run --separate-stderr "$jasoos" "$@" < <(printf '%s' "$lines")
	printf 'status %s\n%s\n-- stderr:\n%s\n' "$status" "$output" "$stderr"
}

says() {
	[[ "$output" == *"$1"* ]] || { echo "does not say: $1"; return 1; }
}

complains() {
	[[ "$stderr" == *"$1"* ]] || { echo "does not complain: $1"; return 1; }
}

# Fails if the command succeeds.  A bare `! command` would not: its status never
# ends a test.
never() {
	! "$@" || { echo "should not succeed: $*"; return 1; }
}
