# SPDX-License-Identifier: MIT
#
# The walls of the house: what the library may not know, and which way the
# arrows point.

setup() {
	cd "$BATS_TEST_DIRNAME/../.." || return
	BUILD=${BUILD:-build}
}

# What the library asks of the system, one name a line.
undefined() {
	nm -u "$BUILD/libjasoos.a" | awk '$1 == "U" { sub(/@.*/, "", $2); print $2 }' | sort -u
}

@test "libjasoos knows no terminal, no wall clock and no exit" {
	undefined > "$BATS_TEST_TMPDIR/names"
	grep -qx malloc "$BATS_TEST_TMPDIR/names" # the list is a list
	run grep -xE '_?exit|quick_exit|time|gettimeofday|clock_gettime|clock|localtime(_r)?|gmtime(_r)?|mktime|rand|srand|random|srandom|isatty|tc[gs]etattr|ioctl|el_.*|history.*|printf|puts|putchar|fprintf|vprintf|stdout|stderr|stdin|sleep|usleep|nanosleep|system|popen|fork|execv.*' "$BATS_TEST_TMPDIR/names"
	echo "$output"
	[ "$status" -eq 1 ]
}

@test "libjasoos knows no socket, and only the server's two files know libmicrohttpd" {
	undefined > "$BATS_TEST_TMPDIR/names"
	run grep -xE 'socket|bind|listen|accept4?|connect|send(to|msg)?|recv(from|msg)?|p?select|poll|epoll_.*|MHD_.*' "$BATS_TEST_TMPDIR/names"
	echo "$output"
	[ "$status" -eq 1 ]
	run grep -rlE 'microhttpd\.h|MHD_' engine
	[ "$(printf '%s\n' $output | sort)" = "engine/http/libmicrohttpd.c
engine/http/libmicrohttpd.h
engine/http/server.c" ]
}

@test "the program links no library that only some of its commands need" {
	run bash -c "nm -D --undefined-only '$BUILD/jasoos' | grep -E 'MHD_|EVP_|gnutls'"
	[ "$status" -eq 1 ]
	run bash -c "readelf -d '$BUILD/jasoos' | grep -E 'microhttpd|libcrypto|gnutls'"
	[ "$status" -eq 1 ]
}

# A room may include itself and what stands below it.
@test "includes point one way: command, terminal, http, lesson, shell, aws, account, pattern, base" {
	below() {
		case $1 in
		base) echo base ;;
		pattern) echo base pattern ;;
		records) echo base pattern records ;;
		account) echo base pattern account ;;
		language) echo base language ;;
		aws) echo base pattern account language aws ;;
		shell) echo base pattern account language aws shell ;;
		learner) echo base learner ;;
		lesson) echo base pattern account language aws shell learner lesson ;;
		http) echo base pattern account language aws shell lesson http ;;
		terminal) echo base account language shell lesson terminal ;;
		command) echo base pattern account language aws shell learner lesson http terminal records command ;;
		*) echo "no such room: $1" ;;
		esac
	}
	wrong=
	for room in base pattern records account language aws shell learner lesson http terminal command; do
		allowed=$(below "$room" | tr ' ' '|')
		found=$(find "engine/$room" -name '*.[ch]' -exec grep -HoE '#include "[a-z]+/' {} + |
			grep -vE "\"($allowed)/" || true)
		[ -z "$found" ] || wrong="$wrong$found"$'\n'
	done
	echo "$wrong"
	[ -z "$wrong" ]
}

@test "every source file opens with its licence" {
	without=$(find engine tests -name '*.[ch]' -exec sh -c \
		'head -n 1 "$1" | grep -q "SPDX-License-Identifier: MIT" || echo "$1"' _ {} \;)
	echo "$without"
	[ -z "$without" ]
}

@test "no file of the engine is longer than 600 lines" {
	long=$(find engine -name '*.[ch]' -exec wc -l {} + | awk '$2 != "total" && $1 > 600')
	echo "$long"
	[ -z "$long" ]
}

# Bash leaves the status of `! command` out: a test goes on behind it.
@test "no test asks with a bare !, which cannot fail" {
	run grep -nE '^[[:space:]]+! ' tests/cli/*.bats
	echo "$output"
	[ "$status" -eq 1 ]
}
