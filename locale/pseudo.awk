# SPDX-License-Identifier: MIT
#
# One message as a pseudo-translation: "Hello {name}" becomes
# "[Héllø {name}···]".  A text on the screen without brackets is not marked for
# translation, one without its last bracket was cut.  Keeps %d, {name} and
# `code`, which may go over lines; a filter for `msgfilter --newline`.

function accent(text) {
	gsub(/a/, "å", text)
	gsub(/e/, "é", text)
	gsub(/i/, "î", text)
	gsub(/o/, "ø", text)
	gsub(/u/, "û", text)
	return text
}

# Up to the first thing that must stay; what stays is left in `kept`.
function before_kept(text) {
	if (match(text, /[{][^}]*[}]|%[-+ #0-9.*$]*[hlzjtL]*[a-zA-Z%]|`[^`]*`/)) {
		kept = substr(text, RSTART, RLENGTH)
		return substr(text, 1, RSTART - 1)
	}
	kept = ""
	return text
}

{ text = text (NR > 1 ? "\n" : "") $0 }

END {
	# The message that tells a catalog of ours.
	if (text == "code of this catalog") {
		print "ur@latin"
		exit
	}
	# A line feed at the end must stay there.
	tail = ""
	while (text ~ /\n$/) {
		tail = tail "\n"
		text = substr(text, 1, length(text) - 1)
	}
	padding = ""
	for (i = 0; i < length(text) * 35 / 100; i++)
		padding = padding "·"
	out = ""
	do {
		start = before_kept(text)
		out = out accent(start) kept
		text = substr(text, length(start) + length(kept) + 1)
	} while (text != "")
	print "[" out padding "]" tail
}
