# SPDX-License-Identifier: MIT
#
# Each word of each translation against the tables of the style page, which is
# the first file; the .po files follow.  See tests/check-spelling.

function trim(text) {
	gsub(/^ +| +$/, "", text)
	return text
}

# "| use | also accepted | not in our text | ... |"
function read_row(row,    cells, words, count, i, use) {
	split(row, cells, "|")
	use = trim(cells[2])
	if (use ~ /^-*$/)
		return
	if (table == "phrases") {
		phrases[tolower(use)] = 1
		return
	}
	count = split(cells[3] " " cells[4], words, " ")
	for (i = 1; i <= count; i++)
		right[words[i]] = use
	rows++
}

# The style page: tables are known by their first head.
FILENAME == ARGV[1] {
	if ($0 !~ /^\|/)
		table = ""
	else if (/^\| use \|/)
		table = "spelling"
	else if (/^\| phrase \|/)
		table = "phrases"
	else if (table != "")
		read_row($0)
	next
}

# Whether what stands between two ` goes on from line to line is kept in
# in_code until the entry ends.
function without_code(text,    parts, count, i, out) {
	count = split(text, parts, "`")
	for (i = 1; i <= count; i++) {
		if (!in_code)
			out = out parts[i]
		if (i < count) {
			in_code = !in_code
			out = out " "
		}
	}
	return out
}

# Phrases become blanks, so that what is left of them is not looked at.
function without_phrases(text,    low, phrase, at) {
	low = " " tolower(text) " "
	gsub(/[.,;:!?()*]/, " ", low)
	text = " " text " "
	for (phrase in phrases)
		while ((at = index(low, " " phrase " ")) > 0) {
			low = substr(low, 1, at) substr(low, at + length(phrase) + 1)
			text = substr(text, 1, at) substr(text, at + length(phrase) + 1)
		}
	return text
}

function text_line(number, text,    words, count, i, word) {
	text = without_code(text)
	gsub(/\\[a-z"\\]/, " ", text)
	gsub(/[{][^}]*[}]/, " ", text)
	gsub(/%[-+ #0-9.*$]*[hlzjtL]*[a-zA-Z%]/, " ", text)
	gsub(/—|–|…|“|”|‘|’|→|•/, " ", text)
	count = split(without_phrases(text), words, /[ \t]+/)
	for (i = 1; i <= count; i++) {
		word = words[i]
		gsub(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/, "", word)
		# Names, options, "ap-south-1" and "S3" are not ours to spell.
		if (word !~ /^[A-Za-z]+$/ || word ~ /^[A-Z][A-Z]+$/)
			continue
		if (tolower(word) in right) {
			printf "%s:%d: '%s' is spelled '%s' here (%s)\n", \
			       FILENAME, number, word, right[tolower(word)], ARGV[1]
			wrong = 1
		}
	}
}

function entry() {
	in_code = 0
}

END {
	po_end()
	if (rows == 0) {
		printf "%s: no table that begins with '| use |'\n", ARGV[1]
		wrong = 1
	}
	exit wrong
}
