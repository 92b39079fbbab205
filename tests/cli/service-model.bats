#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# The operation tables are what AWS's service models say, for the members that
# we have.  The models are those of python3's botocore, where it is installed.

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
	command -v python3 > /dev/null || skip "no python3 here"
	python3 -c 'import botocore' 2> /dev/null || skip "no botocore here"
}

compare() {
	"$BUILD/tests/unit/table" rows > "$BATS_TEST_TMPDIR/rows"
	run python3 "$root/tests/cli/service-model.py" < "$BATS_TEST_TMPDIR/$1"
	echo "$output"
}

@test "names, members, types and errors are those of the service models" {
	compare rows
	[ "$status" -eq 0 ]
}

@test "a row that differs is named" {
	"$BUILD/tests/unit/table" rows |
		sed 's/"StopLogging"/"StopLoging"/' > "$BATS_TEST_TMPDIR/wrong"
	compare wrong
	[ "$status" -eq 1 ]
	[[ "$output" == *"cloudtrail.StopLoging: the model has no such operation"* ]]
}
