# SPDX-License-Identifier: MIT
#
# The pseudo-locale: each marked text in brackets, its vowels changed.  A plain
# vowel left on a screen of the lab's own words is a text nobody can translate.

load program.bash

setup_file() {
	cd "$BATS_TEST_DIRNAME/../.." || return
	make -s pseudo BUILD="${BUILD:-build}"
}

# Words with plain vowels, but for code, options, paths and names.
unmarked() {
	sed -E 's/`[^`]*`//g; s/[^ ]*[^ -~][^ ]*//g; s/--[a-z-]+//g; s#[^ ]*/[^ ]*##g' |
		grep -oE '[A-Za-z]*[aeiou][a-z]+' | grep -vxE "$1" | sort -u
}

pseudo() {
	local pseudo=${BUILD:-$root/build}/pseudo
	case $pseudo in /*) ;; *) pseudo=$root/$pseudo ;; esac
	JASOOS_LOCALE=$pseudo run "$jasoos" --lang ur "$@"
	printf '%s\n' "$output"
}

none_unmarked() {
	local left
	left=$(unmarked "$1" <<<"$output" || true)
	echo "unmarked: $left"
	[ -z "$left" ]
}

@test "help has no unmarked text" {
	pseudo help
	[[ $output == *'åccøûnt'* ]]
	none_unmarked 'jasoos|learn|lessons|lab|demo|progress|check|doctor|help|version|events|data|translate|en|ur|latin|both|LESSON|STEP|SCENARIO|FILE|FOLDER|COMMAND|DIR|forget|reset|glossary|TERM|review|new|lesson|ID|serve|WHAT|LANG'
}

@test "the list of lessons has no unmarked text" {
	pseudo lessons
	[[ $output == *'Whåt CløûdTråîl'* ]]
	# ids stay as they are
	none_unmarked "$(sed -n 's/^    id: //p' "$root/lessons/pack.yaml" | tr '\n-' '||')none"
}

@test "the first screen of a lesson has no unmarked text" {
	pseudo learn what-is-cloudtrail
	[[ $output == *'Kåråchî'* ]]
	none_unmarked 'none'
}

@test "progress has no unmarked text" {
	pseudo progress
	none_unmarked 'jasoos'
}
