# SPDX-License-Identifier: MIT
#
# Reads a .po file for another awk program, which is given as a second -f and
# defines two functions:
#
#	text_line(number, text)	each line of a msgstr, as it stands in quotes
#	entry()			behind each entry; po["msgctxt"], po["msgid"],
#				po["msgid_plural"] and po["msgstr"] (its forms
#				joined by "\n") as they stand in quotes
#
# It calls po_end() in its END, since nothing else tells the last entry's end.
# Obsolete entries (#~) are comments here.

function po_end() {
	if (po_field != "")
		entry()
	split("", po)
	po_field = ""
}

function po_add(field, number, quoted,    text) {
	text = substr(quoted, 2, length(quoted) - 2)
	po[field] = po[field] text
	if (field == "msgstr")
		text_line(number, text)
}

{ sub(/\r$/, "") }

/^$/ { po_end() }

# A context, or a msgid without one, begins the next entry; a blank line
# between entries is only a habit.
/^msgctxt "/ || (/^msgid "/ && po_field != "msgctxt") { po_end() }

/^msg[a-z_]+(\[[0-9]\])? "/ {
	po_field = $1
	sub(/\[.*/, "", po_field)
	if (po_field in po)
		po[po_field] = po[po_field] "\\n"
	else
		po[po_field] = ""
	if (po_field == "msgid")
		po["line"] = FNR
	sub(/^[^ ]+ /, "")
	po_add(po_field, FNR, $0)
	next
}

/^"/ { po_add(po_field, FNR, $0) }
