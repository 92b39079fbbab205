# SPDX-License-Identifier: MIT
#
# What every test of the prompt sources: a terminal of 80x24 with a learner's
# home of its own; each wait has a limit, and none is a pause.

set root [file normalize [file join [file dirname [info script]] ../..]]
set jasoos "$root/build/jasoos"
if {[info exists env(JASOOS)]} {
	set jasoos [file join $root $env(JASOOS)]
}
set home [exec mktemp -d]
foreach name {JASOOS_STATE LC_MESSAGES LC_CTYPE LANG NO_COLOR ACCESSIBLE
	      CLICOLOR_FORCE COLUMNS LINES} {
	unset -nocomplain env($name)
}
foreach {name value} {LC_ALL C.UTF-8 LANGUAGE en TZ UTC TERM xterm} {
	set env($name) $value
}
set env(HOME) $home
set env(XDG_STATE_HOME) $home/state
if {![info exists env(JASOOS_LESSONS)]} { set env(JASOOS_LESSONS) $root/lessons }
if {![info exists env(JASOOS_DATA)]} { set env(JASOOS_DATA) $root/data }
set stty_init "rows 24 columns 80"
set timeout 20
log_user 0
set journal $home/state/jasoos/journal.jsonl
set keys 0
set ended 0

proc fail {what} {
	global home expect_out
	puts "not ok - $what"
	if {[info exists expect_out(buffer)]} { puts $expect_out(buffer) }
	exec rm -rf $home
	exit 1
}

proc start {args} {
	global spawn_id spawn_out jasoos
	spawn -noecho $jasoos {*}$args
}

# Types a line: one action.
proc type {line} {
	global keys
	incr keys
	send -- "$line\r"
}

# Waits for a text, exactly as it stands.
proc see {text} {
	expect {
		-ex $text {}
		timeout { fail "waited for '$text'" }
		eof { fail "ended before '$text'" }
	}
}

# Waits until the program reads single keys: a prompt is written an instant
# before, and in that instant the terminal would take a ^D for itself.
proc listens {} {
	global spawn_out
	for {set i 0} {$i < 2000} {incr i} {
		set modes [exec stty -a < $spawn_out(slave,name)]
		if {[string first " -icanon" $modes] >= 0} { return }
	}
	fail "the terminal never listened"
}

# Presses ^C or ^D until it is heard.
proc press {key text} {
	global ended spawn_id
	for {set i 0} {$i < 20} {incr i} {
		listens
		send -- $key
		expect {
			-timeout 1
			-ex $text { return }
			eof { set ended 1; return }
			timeout {}
		}
	}
	fail "a key was not heard; waited for '$text'"
}

# Waits for the end with this exit status.
proc ends {status} {
	global ended spawn_id
	if {!$ended} {
		expect {
			eof {}
			timeout { fail "waited for the end" }
		}
	}
	set ended 0
	set result [wait]
	if {[lindex $result 3] != $status || [llength $result] > 4} {
		fail "ended with '$result', not with $status"
	}
}

proc journal_has {text} {
	global journal
	set file [open $journal]
	set bytes [read $file]
	close $file
	return [expr {[string first $text $bytes] >= 0}]
}

proc passed {what} {
	global home
	puts "ok - $what"
	exec rm -rf $home
}
