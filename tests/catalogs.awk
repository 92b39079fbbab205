# SPDX-License-Identifier: MIT
#
# What gettext's tools do not ask of a catalog.  The files are the list of
# messages that may stay as they are, the fresh template and the catalog; see
# tests/check-catalogs.

function complain(what) {
	printf "%s:%d: %s\n", FILENAME, po["line"], what
	wrong = 1
}

function occurrences(text, part,    count, at) {
	while ((at = index(text, part)) > 0) {
		count++
		text = substr(text, at + length(part))
	}
	return count + 0
}

# What catalog_check() asks of a header.
function check_header(header) {
	if (!index(header, "charset=UTF-8\\n") ||
	    !index(header, "Plural-Forms: nplurals=2; plural=(n != 1);\\n"))
		complain("the header is not charset=UTF-8 with " \
			 "nplurals=2; plural=(n != 1);")
}

function text_line(number, text) {
}

# The template's last entry ends when the catalog has begun already, so which
# of them it belongs to is kept in po_file.
function entry(    key) {
	key = po["msgctxt"] "|" po["msgid"]
	if (po_file == "template") {
		known[key] = 1
		return
	}
	if (po["msgid"] == "") {
		check_header(po["msgstr"])
		return
	}
	if (!(key in known))
		complain("stale: the sources do not say \"" po["msgid"] "\"")
	if (po["msgstr"] == po["msgid"] && length(po["msgid"]) > 15 &&
	    !(po["msgid"] in may_stay))
		complain("not translated: \"" po["msgid"] "\" (or add it to " \
			 ARGV[1] ")")
	if (occurrences(po["msgstr"], "`") % 2 != 0)
		complain("a ` is missing")
	if (occurrences(po["msgstr"], "**") % 2 != 0)
		complain("a ** is missing")
	if (index(po["msgstr"], "<PRI"))
		complain("<PRI...> needs another form of .mo; convert in C")
}

FILENAME == ARGV[1] {
	if ($0 != "" && $0 !~ /^#/)
		may_stay[$0] = 1
	next
}

FNR == 1 {
	if (FILENAME == ARGV[3])
		po_end()
	po_file = FILENAME == ARGV[2] ? "template" : "catalog"
}

END {
	po_end()
	exit wrong
}
