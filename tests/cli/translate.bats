#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# jasoos translate: a pack of one's own, in either language, gets its catalog,
# keeps its translations, and says what is left to do.

load program

# A pack of one lesson and a glossary, in English.
english() {
	mkdir pack
	cat > pack/pack.yaml <<-'END'
	format: 1
	id: my-pack
	title: My lessons
	source_language: en
	lessons:
	  - file: one.yaml
	    id: one
	    title: The trail
	    minutes: 2
	END
	cat > pack/one.yaml <<-'END'
	format: 1
	id: one
	title: The trail
	minutes: 2
	summary: "A trail."
	objectives:
	  - {id: know, text: Know it.}
	steps:
	  - id: a
	    kind: say
	    title: A look
	    text: "A trail is an order."
	END
	cat > pack/glossary.yaml <<-'END'
	format: 1
	terms:
	  - id: trail
	    term: trail
	    text: "A standing order."
	    source: "AWS CloudTrail User Guide, 2023-03"
	END
}

# The same, written in Roman Urdu.
roman_urdu() {
	english
	sed -i 's/source_language: en/source_language: ur@latin/; s/My lessons/Mere sabaq/; s/The trail/Woh trail/' pack/pack.yaml
	sed -i 's/The trail/Woh trail/; s/A look/Aik nazar/; s/A trail is an order\./Trail aik hukm hai./' pack/one.yaml
	sed -i 's/A standing order\./Hamesha ka hukm./' pack/glossary.yaml
}

# Puts a translation into the entry of a context.
translated() { # CATALOG CONTEXT TEXT
	awk -v context="msgctxt \"$2\"" -v text="$3" '
		$0 == context { here = 1 }
		here && /^msgstr / { $0 = "msgstr \"" text "\""; here = 0 }
		{ print }' "$1" > new.po
	mv new.po "$1"
}

catalog=pack/locale/ur@latin/lessons.po

@test "a pack in English gets a catalog, and is then shown in Roman Urdu" {
	english
	jasoos translate merge pack
	[ "$status" -eq 0 ]
	says "0 texts are translated"
	msgfmt --check-format -o /dev/null "$catalog"
	translated "$catalog" pack.title "Mere sabaq"
	jasoos translate merge pack
	[ "$status" -eq 0 ]
	says "1 texts are translated"
	msgunfmt pack/locale/ur@latin/LC_MESSAGES/jasoos-lessons.mo | grep -q 'msgstr "Mere sabaq"'
	translated "$catalog" pack.lessons.one "Trail kya hai"
	jasoos translate merge pack ur
	JASOOS_LESSONS=pack jasoos lessons --lang ur
	says "Trail kya hai"
	JASOOS_LESSONS=pack jasoos lessons --lang en
	says "The trail"
}

@test "a pack in Roman Urdu gets its English" {
	roman_urdu
	jasoos translate merge pack
	[ "$status" -eq 0 ]
	[ -f pack/locale/en/lessons.po ]
	translated pack/locale/en/lessons.po pack.lessons.one "About the trail"
	jasoos translate merge pack en
	JASOOS_LESSONS=pack jasoos lessons --lang en
	says "About the trail"
	JASOOS_LESSONS=pack jasoos lessons --lang ur
	says "Woh trail"
	jasoos translate merge pack ur
	[ "$status" -eq 2 ]
	complains "written in Roman Urdu"
}

@test "a merge marks what changed, keeps what stayed, drops what is gone" {
	english
	jasoos translate merge pack
	translated "$catalog" one/a.text "Trail aik hukm hai."
	translated "$catalog" one/a.title "Aik nazar"
	translated "$catalog" one.title "Trail"
	sed -i 's/A trail is an order\./A trail is a standing order./; s/    id: a$/&/' pack/one.yaml
	sed -i '/title: A look/d' pack/one.yaml
	jasoos translate merge pack
	[ "$status" -eq 0 ]
	says "1 texts are translated, 1 changed"
	grep -A4 '^#, fuzzy' "$catalog" > marked
	cat > wanted <<-'END'
	#, fuzzy
	#| msgid "A trail is an order."
	msgctxt "one/a.text"
	msgid "A trail is a standing order."
	msgstr "Trail aik hukm hai."
	END
	diff wanted marked
	msgunfmt pack/locale/ur@latin/LC_MESSAGES/jasoos-lessons.mo > opened
	never grep -q hukm opened
	# what msgmerge writes of the same is read, and the other way round
	cp "$catalog" once.po
	jasoos translate merge pack
	cmp once.po "$catalog"
	msgcat "$catalog" > wrapped.po
	cp wrapped.po "$catalog"
	jasoos translate merge pack
	cmp once.po "$catalog"
}

@test "a translation has the {placeholders} of its text, and no other" {
	english
	sed -i 's/A trail is an order\./Pay {amount} to {name}./' pack/one.yaml
	jasoos translate merge pack
	grep -q -A2 '^#, perl-brace-format' "$catalog"
	for wrong in "{name} ko dein" "{name} ko {rupees} dein" "{name} ko {amount} dein, {jaldi}"; do
		translated "$catalog" one/a.text "$wrong"
		cp "$catalog" wrong.po
		jasoos translate merge pack
		[ "$status" -eq 3 ]
		complains "$catalog:$(grep -n 'msgctxt "one/a.text"' "$catalog" | cut -d: -f1):1: "
		complains "must both have '{"
		complains "}': one/a.text"
		cmp wrong.po "$catalog"
		jasoos translate status pack
		[ "$status" -eq 1 ]
		says "not the placeholders of the text: one/a.text"
	done
	jasoos --lang ur translate merge pack
	[ "$status" -eq 3 ]
	complains "dono mein '{jaldi}'"
	translated "$catalog" one/a.text "{name} ko {amount} dein, haan {amount}"
	jasoos translate merge pack
	[ "$status" -eq 0 ]
	translated "$catalog" one.title "Ek {qaus}" # of a text that has none
	jasoos translate merge pack
	[ "$status" -eq 0 ]
}

@test "the texts of a pack of one's own are its own, and no scenario's" {
	english
	jasoos translate extract pack
	[ "$status" -eq 0 ]
	says 'msgid "A trail is an order."'
	never grep -q data/scenarios <<< "$output"
	jasoos translate extract
	says "data/scenarios/kitab-ghar.yaml"
}

# Everything that status tells, once each.
troubled() {
	english
	jasoos translate merge pack
	translated "$catalog" glossary.terms.trail.term "raasta"
	translated "$catalog" glossary.terms.trail.text "Hamesha ka hukm, jo us waqt tak rehta hai jab tak koi use na badle, aur aage bhi."
	translated "$catalog" pack.lessons.one "Trail"
	translated "$catalog" pack.title "Mere sabaq"
	translated "$catalog" one/a.text "Raasta aik hukm hai."
	translated "$catalog" one/a.title "Aik nazar"
	sed -i '/msgctxt "one\/a.title"/i #, fuzzy' "$catalog"
	printf '\nmsgctxt "one/z.text"\nmsgid "Gone"\nmsgstr "Gaya"\n' >> "$catalog"
	sed -i 's/My lessons/My own lessons/' pack/pack.yaml
}

@test "status tells each thing once, in both languages" {
	troubled
	jasoos translate status pack
	[ "$status" -eq 1 ]
	diff - <(printf '%s\n' "$output") <<-'END'
	pack/pack.yaml:3:1: the text has changed: pack.title
	pack/locale/ur@latin/lessons.po:16:1: not as the glossary has 'trail': pack.lessons.one
	pack/one.yaml:3:1: missing: one.title
	pack/one.yaml:5:1: missing: one.summary
	pack/one.yaml:7:1: missing: one.objectives.know
	pack/locale/ur@latin/lessons.po:38:1: to be reviewed: one/a.title
	pack/locale/ur@latin/lessons.po:54:1: much longer than the text: glossary.terms.trail.text
	pack/locale/ur@latin/lessons.po:58:1: the text is gone: one/z.text
	pack/locale/ur@latin/lessons.po: 4 of 9 texts are translated into Roman Urdu

	 missing             3
	 to be reviewed      1
	 text changed        1
	 text gone           1
	 other placeholders  0
	 much longer         1
	 other terms         1
	END
	jasoos --lang ur translate status pack
	[ "$status" -eq 1 ]
	diff - <(printf '%s\n' "$output") <<-'END'
	pack/pack.yaml:3:1: text badal gaya: pack.title
	pack/locale/ur@latin/lessons.po:16:1: glossary mein 'trail' aisa nahi: pack.lessons.one
	pack/one.yaml:3:1: tarjuma nahi: one.title
	pack/one.yaml:5:1: tarjuma nahi: one.summary
	pack/one.yaml:7:1: tarjuma nahi: one.objectives.know
	pack/locale/ur@latin/lessons.po:38:1: dobara dekhna hai: one/a.title
	pack/locale/ur@latin/lessons.po:54:1: text se bohot lamba: glossary.terms.trail.text
	pack/locale/ur@latin/lessons.po:58:1: text ab nahi raha: one/z.text
	pack/locale/ur@latin/lessons.po: 4 texts ka tarjuma hai, kul 9 hain; zuban:
	Roman Urdu

	 tarjuma nahi        3
	 dobara dekhne hain  1
	 text badal gaya     1
	 text ab nahi raha   1
	 aur placeholders    0
	 bohot lamba         1
	 lafz aur tarah      1
	END
}

@test "status as JSON has the places" {
	troubled
	jasoos translate status pack --json
	[ "$status" -eq 1 ]
	[ "$(jq -c '[.language, .texts, .translated, (.missing, .review, .stale, .unused, .long, .term | length)]' <<< "$output")" = \
		'["ur@latin",9,4,3,1,1,1,1,1]' ]
	[ "$(jq -c '.stale[0]' <<< "$output")" = '{"context":"pack.title","file":"pack/pack.yaml","line":3}' ]
	[ "$(jq -r '.term[0].term' <<< "$output")" = trail ]
}

@test "the bundled lessons have nothing missing, and make keeps their catalog" {
	jasoos translate status --json
	[ "$status" -eq 0 ]
	[ "$(jq '.texts == .translated and .texts > 1000 and .long == []' <<< "$output")" = true ]
	jasoos translate status ur
	[ "$status" -eq 0 ]
	jasoos translate merge
	[ "$status" -eq 2 ]
	complains "bundled"
	english # a pack that stands in for it, without a source tree
	JASOOS_LESSONS=pack jasoos translate status
	[ "$status" -eq 5 ]
	complains "cannot be read"
	JASOOS_LESSONS=pack jasoos translate merge pack
	[ "$status" -eq 0 ]
}

@test "a catalog that is no clean .po is refused with its line, and stays" {
	english
	jasoos translate merge pack
	for bad in 'msgid "a' 'msgid "a\x41"' $'msgid "\e[31m"' 'msgid_plural "b"'; do
		cp "$catalog" kept.po
		printf '\n%s\n' "$bad" >> "$catalog"
		cp "$catalog" bad.po
		for what in merge status; do
			jasoos translate "$what" pack
			[ "$status" -eq 3 ]
			complains "$catalog:$(wc -l < "$catalog"):"
		done
		cmp bad.po "$catalog"
		cp kept.po "$catalog"
	done
	sed -i 's/nplurals=2; plural=(n != 1);/nplurals=2; plural=(n\/0);/' "$catalog"
	jasoos translate merge pack
	[ "$status" -eq 3 ]
	complains "plural rule"
}

@test "nonsense is refused" {
	english
	for wrong in "eat pack" "status nowhere" "status pack klingon" "merge pack en" "extract /nowhere"; do
		# shellcheck disable=SC2086
		jasoos translate $wrong
		[ "$status" -eq 2 ]
		[ -n "$stderr" ]
	done
	[ ! -e pack/locale ]
}
