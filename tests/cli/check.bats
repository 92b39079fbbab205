#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# jasoos check, translate and data: for those who make lessons.

load program

@test "the bundled lessons have no fault, in either language" {
	for language in en ur@latin; do
		jasoos check --lang $language
		[ "$status" -eq 0 ]
		[ -z "$stderr" ]
	done
}

@test "one lesson is checked alone" {
	jasoos check "$JASOOS_LESSONS/01-what-is-cloudtrail.yaml"
	[ "$status" -eq 0 ]
}

@test "each scenario is won by its solution, and by nothing less" {
	cp -R "$JASOOS_DATA"/scenarios "$JASOOS_DATA"/functions .
	chmod -R u+w scenarios functions
	cd scenarios
	jasoos check rule-disabled.yaml
	[ "$status" -eq 0 ]
	sed -i 's/start-config-rules-evaluation --config-rule-names/describe-config-rules --config-rule-names/' rule-disabled.yaml
	jasoos check rule-disabled.yaml
	[ "$status" -eq 3 ]
	[[ "$output" =~ rule-disabled\.yaml:[0-9]+:1:\ .*open:\ net,\ in-time ]]
}

@test "a goal that is reached with nothing done is a fault, and so is a bound nobody can read" {
	cp -R "$JASOOS_DATA"/scenarios "$JASOOS_DATA"/functions .
	chmod -R u+w scenarios functions
	cd scenarios
	sed -i '/^  checks:/,/^  hints:/{/^    - id: attack/,/^  hints:/{/^  hints:/!d}}; s/^  checks:/&\n    - {id: long, text: Wait, passed: 1m}/' stop-logging.yaml
	jasoos check stop-logging.yaml
	[ "$status" -eq 3 ]
	[[ "$output" =~ stop-logging\.yaml:[0-9]+:1:\ the\ goal\ is\ reached\ with\ nothing\ done ]]
	sed -i 's/repair < 15m/repair < soon/' rule-disabled.yaml
	jasoos check rule-disabled.yaml
	[ "$status" -eq 3 ]
	[[ "$output" =~ rule-disabled\.yaml:[0-9]+:[0-9]+:\ .*"'repair < soon' is no bound" ]]
}

@test "faults are told with their places, all of them, on standard output" {
	cp -R "$JASOOS_LESSONS" pack
	chmod -R u+w pack
	sed -i 's/^format: 1/format: 1\ncolour: red/; s/^minutes: .*/minutes: soon/' pack/01-*.yaml
	jasoos check pack
	[ "$status" -eq 3 ]
	[ -z "$stderr" ]
	[[ "$output" =~ pack/01-what-is-cloudtrail\.yaml:2:1:\  ]]
	[[ "$output" =~ pack/01-what-is-cloudtrail\.yaml:[0-9]+:[0-9]+:\ .*minutes ]]
}

@test "pack.yaml must say what its lessons say" {
	cp -R "$JASOOS_LESSONS" pack
	chmod -R u+w pack
	sed -i '0,/minutes: [0-9]*/s//minutes: 59/' pack/pack.yaml
	jasoos check pack
	[ "$status" -eq 3 ]
	[[ "$output" =~ pack/pack\.yaml:[0-9]+:[0-9]+:\ .*minutes ]]
}

@test "a lesson that no pack lists is told" {
	cp -R "$JASOOS_LESSONS" pack
	chmod -R u+w pack
	cp pack/01-*.yaml pack/99-extra.yaml
	jasoos check pack
	[ "$status" -eq 3 ]
	says 'pack/99-extra.yaml'
}

@test "a scenario that is not there is told" {
	cp -R "$JASOOS_LESSONS" pack
	chmod -R u+w pack
	sed -i 's/^scenario: .*/scenario: atlantis/' pack/04-*.yaml
	jasoos check pack
	[ "$status" -eq 3 ]
	says 'atlantis'
}

@test "a function that scenarios share is checked alone, and in each that takes it" {
	cp -R "$JASOOS_DATA" data
	chmod -R u+w data
	for file in data/functions/*.yaml; do
		jasoos check "$file"
		[ "$status" -eq 0 ]
	done
	sed -i 's/cloudtrail:StartLogging",/cloudtrail:StartLoging",/' data/functions/start-logging.yaml
	jasoos check data/functions/start-logging.yaml
	[ "$status" -eq 3 ]
	[[ "$output" =~ ^data/functions/start-logging\.yaml:[0-9]+:[0-9]+:\ .*cloudtrail:StartLoging ]]
	jasoos check data/scenarios/stop-logging.yaml
	[ "$status" -eq 3 ]
	says 'functions/start-logging.yaml:'
	[[ "$output" =~ kitab-ghar\.yaml:[0-9]+:[0-9]+:\ .*start-logging ]]
	# Also one that no scenario takes.
	sed 's/^id: .*/id: stray/; /^python/,$d' "$JASOOS_DATA"/functions/start-logging.yaml >data/functions/stray.yaml
	cp "$JASOOS_DATA"/functions/start-logging.yaml data/functions
	JASOOS_DATA=$PWD/data jasoos check
	[ "$status" -eq 3 ]
	[[ "$output" =~ stray\.yaml:[0-9]+:[0-9]+:\ .*python ]]
}

@test "a file or folder that is not there is a usage error" {
	jasoos check nowhere
	[ "$status" -eq 2 ]
	complains "'nowhere'"
}

@test "translators get every text once, the same bytes every time" {
	"$jasoos" translate extract "$JASOOS_LESSONS" >first.pot
	"$jasoos" --lang ur translate extract "$JASOOS_LESSONS" >second.pot
	cmp first.pot second.pot
	msgfmt --check-format -o /dev/null first.pot
	grep -q 'msgctxt "scenario/kitab-ghar.title"' first.pot
	grep -q 'msgctxt "what-is-cloudtrail.title"' first.pot
}

@test "the bundled log files are made anew, byte for byte" {
	jasoos data one
	[ "$status" -eq 0 ]
	jasoos data two
	diff -r one two
	[ "$(find one -name '*.json.gz' | wc -l)" -gt 100 ]
	find one -name '*.json.gz' -exec gzip -t {} +
	diff -r one/AWSLogs "$JASOOS_DATA/AWSLogs"
}

@test "the story holds at least two thousand events" {
	jasoos data one
	[ "$(find one -name '*.json.gz' -exec zcat {} + | grep -o '"eventVersion"' | wc -l)" -ge 2000 ]
}
