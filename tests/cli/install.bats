#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# make install: what lies below DESTDIR is whole, and is found from any folder
# with no source tree near.

load program

# Nothing but what a stranger's machine has.
installed() {
	run --separate-stderr env -i HOME="$HOME" PATH="$PATH" TZ=UTC COLUMNS=200 \
		"$BATS_TEST_TMPDIR/stage/usr/bin/jasoos" "$@"
	printf 'status %s\n%s\n-- stderr:\n%s\n' "$status" "$output" "$stderr"
}

place() {
	(
		umask 077
		unset MAKEFLAGS MFLAGS MAKELEVEL
		make -s -C "$root" install-built BUILD="$(dirname "$jasoos")" \
			DESTDIR="$BATS_TEST_TMPDIR/stage" prefix=/usr "$@"
	)
	mkdir elsewhere
	cd elsewhere
}

@test "an installed program finds its lessons, catalogs, data and functions" {
	place
	installed doctor --lang en
	[ "$status" -eq 0 ]
	for what in share/jasoos/lessons share/jasoos/data share/locale; do
		says "/stage/usr/bin/../$what"
	done
	[[ "$output" != *"$root"* ]]
	installed lessons --lang ur
	says "CloudTrail kya hai"
	installed learn what-is-cloudtrail --lang ur < /dev/null
	says "Qadam 1/"
	installed check # the lessons and scenarios, with their functions, all played
	[ "$status" -eq 0 ]
	installed events --who hamza --what StopLogging --lang en
	[ "$status" -eq 0 ]
	says StopLogging
	installed glossary trail --lang ur
	says "EventBridge"
}

@test "everybody may read what is installed, and nothing else is there" {
	place
	[ -z "$(find ../stage -type f ! -perm -444)" ]
	[ -z "$(find ../stage/usr/share/jasoos ../stage/usr/share/locale -type d ! -perm -555)" ]
	[ "$(find ../stage -type f -perm -111)" = ../stage/usr/bin/jasoos ]
	[ -z "$(find ../stage -type f ! -path '*/share/jasoos/*' ! -path '*/share/locale/*' ! -path '*/usr/bin/jasoos')" ]
	diff -r "$root/data" ../stage/usr/share/jasoos/data
	diff <(cd "$root/lessons" && ls -- *.yaml) <(ls ../stage/usr/share/jasoos/lessons)
}
