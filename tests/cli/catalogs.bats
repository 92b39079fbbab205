#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# The gates of the translations: each kind of trouble is found, by its file.

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
	cd "$BATS_TEST_TMPDIR"
	cat >messages.pot <<-'END'
	msgid ""
	msgstr ""
	"Content-Type: text/plain; charset=UTF-8\n"

	#, c-format
	msgid "%d log files in %s"
	msgstr ""

	msgid "the `trail` is **off**"
	msgstr ""

	msgid "Amazon CloudTrail"
	msgstr ""
	END
	cp messages.pot kept.pot
	echo 'Amazon CloudTrail' >same.txt
	cat >roman.po <<-'END'
	msgid ""
	msgstr ""
	"Project-Id-Version: test\n"
	"PO-Revision-Date: 2025-11-19 12:00+0000\n"
	"Last-Translator: nobody\n"
	"Language-Team: Roman Urdu\n"
	"Language: ur@latin\n"
	"MIME-Version: 1.0\n"
	"Content-Type: text/plain; charset=UTF-8\n"
	"Content-Transfer-Encoding: 8bit\n"
	"Plural-Forms: nplurals=2; plural=(n != 1);\n"

	#, c-format
	msgid "%d log files in %s"
	msgstr "%d log files, %s mein"

	msgid "the `trail` is **off**"
	msgstr "`trail` **band** hai"

	msgid "Amazon CloudTrail"
	msgstr "Amazon CloudTrail"
	END
}

check() {
	run "$root/tests/check-catalogs" roman.po messages.pot kept.pot same.txt
}

refused() {
	check
	echo "$output"
	[ "$status" -eq 1 ]
	[[ "$output" == *"$1"* ]]
}

spelling() {
	run "$root/tests/check-spelling" "$root/locale/ur@latin/style.md" roman.po
	echo "$output"
}

@test "a whole catalog passes without a word" {
	check
	[ "$status" -eq 0 ]
	[ -z "$output" ]
}

@test "an untranslated message is refused" {
	sed -i 's/^msgstr "`trail.*/msgstr ""/' roman.po
	refused "roman.po:18: "
}

@test "a missing message is refused" {
	printf '\nmsgid "new"\nmsgstr ""\n' >>messages.pot
	cp messages.pot kept.pot
	refused "messages.pot:16: "
}

@test "a fuzzy message is refused" {
	sed -i 's/^#, c-format/#, fuzzy, c-format/' roman.po
	refused "roman.po:15: "
}

@test "a message that the sources no longer say is refused" {
	printf '\nmsgid "old"\nmsgstr "purana"\n' >>roman.po
	refused 'roman.po:23: stale: the sources do not say "old"'
}

@test "an obsolete message is refused" {
	printf '\n#~ msgid "old"\n#~ msgstr "purana"\n' >>roman.po
	refused "roman.po:23: stale translations"
}

@test "another placeholder is refused" {
	sed -i 's/%d log files, %s/%s log files, %d/' roman.po
	refused "roman.po:15"
}

@test "a copy of the source is refused unless it is on the list" {
	: >same.txt
	refused 'roman.po:20: not translated: "Amazon CloudTrail"'
}

@test "markup that does not close is refused" {
	sed -i 's/`trail` \*\*band\*\*/`trail **band/' roman.po
	refused 'roman.po:17: a ` is missing'
	[[ "$output" == *'roman.po:17: a ** is missing'* ]]
}

@test "another plural rule is refused" {
	sed -i 's/nplurals=2; plural=(n != 1)/nplurals=EXPRESSION/' roman.po
	refused "roman.po:1: the header"
}

@test "a template that was left behind is refused" {
	echo '# old' >>kept.pot
	refused "kept.pot: not what the sources say"
}

@test "a variant spelling is named with its line and the right one" {
	sed -i 's/band\*\* hai/band** hai, aur chalu nahin/' roman.po
	spelling
	[ "$status" -eq 1 ]
	[[ "$output" == "roman.po:18: 'nahin' is spelled 'nahi' here"* ]]
	[ "${#lines[@]}" -eq 1 ]
}

@test "each line of a long translation is read" {
	printf '\nmsgid "x"\nmsgstr ""\n"Aap ka\\n"\n"trail tum ne **Bahut** dekha."\n' >>roman.po
	spelling
	[ "$status" -eq 1 ]
	[[ "${lines[0]}" == "roman.po:26: 'tum' is spelled 'aap' here"* ]]
	[[ "${lines[1]}" == "roman.po:26: 'Bahut' is spelled 'bohot' here"* ]]
	[ "${#lines[@]}" -eq 2 ]
}

@test "code, placeholders, names, capitals and phrases are left alone" {
	printf '\nmsgid "x"\nmsgstr ""\n"Function trail ko theek kar deta hai: `aws me to"\n"or`, {na}, %%s, ap-south-1, S3, OR, ji haan!"\n' >>roman.po
	spelling
	[ "$status" -eq 0 ]
	[ -z "$output" ]
}

@test "our own catalogs are spelled by our own style" {
	run "$root/tests/check-spelling" "$root/locale/ur@latin/style.md" \
		"$root/locale/ur@latin/jasoos.po" \
		"$root/locale/ur@latin/lessons.po"
	echo "$output"
	[ "$status" -eq 0 ]
}

@test "the catalogs of this checkout lack nothing, and doubt nothing" {
	run make -s -C "$root" BUILD="${BUILD:-build}" check-catalogs
	echo "$output"
	[ "$status" -eq 0 ]
}
