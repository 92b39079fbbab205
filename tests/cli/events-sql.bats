#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# jasoos events --sql: the same question for a database.  DuckDB's form is run
# where it is: npm install --no-package-lock --prefix tests/duckdb.

load program

# Both answers to a question, without the order of equals.
same_answer() {
	"$jasoos" events --json "$@" > ours
	"$jasoos" events --sql duckdb --limit 0 "$@" > question.sql
	node "$root/tests/duckdb/sql.mjs" < question.sql > theirs
	diff <(LC_ALL=C sort ours) <(LC_ALL=C sort theirs) || { echo "differs: $*"; return 1; }
	[ -s ours ]
}

@test "DuckDB gives our own answer to the SQL of each filter" {
	node "$root/tests/duckdb/sql.mjs" --there 2> /dev/null ||
		skip "no DuckDB here: npm install --no-package-lock --prefix tests/duckdb"
	same_answer --count-by eventSource,errorCode
	same_answer --count-by what --who hamza
	same_answer --count-by what --who 'ses-*'
	same_answer --count-by what --who restart-trail
	same_answer --count-by who --what stoplogging
	same_answer --count-by what --what cloudtrail
	same_answer --count-by who,what --from 198.51.100.0/24
	same_answer --count-by from --from '203.0.*'
	same_answer --count-by region --region US-EAST-1 --since 2025-11-14 --until 2025-11-15T12:00:00Z
	same_answer --count-by error,what --error --writes
	same_answer --fields when,what,requestParameters.name --what StopLogging
	same_answer --fields when,userIdentity.sessionContext.sessionIssuer.userName --what AssumeRole
	same_answer --sort -count --count-by userIdentity.type,eventType
}

@test "DuckDB gives our own answer to the SQL of each kind of pattern" {
	node "$root/tests/duckdb/sql.mjs" --there 2> /dev/null ||
		skip "no DuckDB here: npm install --no-package-lock --prefix tests/duckdb"
	local pattern
	for pattern in '{"eventName":["StopLogging","StartLogging"]}' \
		'{"eventName":[{"prefix":"Describe"}],"errorCode":[{"exists":false}]}' \
		'{"eventName":[{"suffix":"s"},{"equals-ignore-case":"CONSOLELOGIN"}]}' \
		'{"eventName":[{"anything-but":["ListBuckets","AssumeRole"]}]}' \
		'{"eventName":[{"anything-but":{"prefix":"Get"}}],"eventSource":[{"wildcard":"*.amazonaws.com"}]}' \
		'{"userIdentity":{"type":["AssumedRole"],"sessionContext":{"sessionIssuer":{"userName":[{"prefix":{"equals-ignore-case":"AWSSERVICE"}}]}}}}' \
		'{"requestParameters":{"name":["main-audit-trail"]}}' \
		'{"requestParameters.maxResults":[{"numeric":[">",5,"<=",50]}]}' \
		'{"$or":[{"errorCode":[{"wildcard":"*Denied*"}]},{"eventSource":["sts.amazonaws.com"],"readOnly":[true]}]}' \
		'{"source":["aws.iam","aws.cloudtrail"],"detail-type":["AWS API Call via CloudTrail"],"detail":{"sourceIPAddress":[{"cidr":"198.51.100.0/23"}]}}'; do
		same_answer --count-by what,error --match "$pattern"
	done
}

@test "a name with quotes and wildcards in it stays text" {
	node "$root/tests/duckdb/sql.mjs" --there 2> /dev/null ||
		skip "no DuckDB here: npm install --no-package-lock --prefix tests/duckdb"
	mkdir "it's"
	printf '{"Records":[{"eventVersion":"1.11","eventName":"a%%b_c'"'"'d\\\\","eventTime":"2025-01-01T00:00:00Z"},{"eventVersion":"1.11","eventName":"axbyc","eventTime":"2025-01-01T00:00:00Z"}]}' |
		gzip > "it's/a.json.gz"
	same_answer --count-by what --match '{"eventName":[{"prefix":"a%b_c'"'"'"}]}' "it's"
	same_answer --count-by what --match '{"eventName":[{"suffix":"d\\"}]}' "it's"
	same_answer --count-by what --match '{"eventName":[{"wildcard":"a%*\\\\"}]}' "it's"
}

@test "each dialect has its table and the question" {
	jasoos events --sql athena --what StopLogging --since 2025-11-17
	[ "$status" -eq 0 ]
	says "com.amazon.emr.cloudtrail.CloudTrailInputFormat"
	says "'projection.enabled' = 'true'"
	says "eventtime >= '2025-11-17T00:00:00Z'"
	says "\"timestamp\" >= '2025/11/17'"
	jasoos events --sql trino --from 10.0.0.0/8 --count-by what
	says "UNNEST(records)"
	says "contains('10.0.0.0/8', try_cast(sourceipaddress AS ipaddress))"
	says "GROUP BY 1"
	LANGUAGE='ur@latin' jasoos events --sql duckdb --error
	says "read_json("
	says "-- Jo field null hai"
}

@test "what SQL cannot say is refused with a word, not left out" {
	for wrong in "--sql sqlite" "--sql athena --gaps" "--sql athena --json" \
		"--sql duckdb --histogram" "--sql trino --explain" "--sql duckdb -" \
		"--sql trino --sort file" "--sql duckdb --from 2001:db8::/32" \
		"--sql athena --match {\"managementEvent\":[true]}" \
		"--sql athena --match {\"errorCode\":[null]}" \
		"--sql trino --match {\"resources\":{\"ARN\":[\"x\"]}}" \
		"--sql duckdb --count-by userIdentity" "--sql duckdb --fields nothing"; do
		# shellcheck disable=SC2086
		jasoos events $wrong
		[ "$status" -eq 2 ]
		[ -z "$output" ]
		[ -n "$stderr" ]
	done
}
