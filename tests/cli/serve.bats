#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# jasoos serve, asked by a real client: curl signs with Signature Version 4.

load program

# Starts it, in a scenario or with options, and waits until it says where it is.
# What is typed goes to descriptor 7, what it says comes from 8.
serve() {
	rm -f words said
	mkfifo words said
	"$jasoos" serve --port 0 "$@" < words > said 2> errors 3>&- &
	server=$!
	exec 7> words 8< said
	until_said '^http:'
	url=$(tail -n 1 log)
	eval "$(grep '^export ' log)"
}

# Reads what it says, into the file `log`, up to a line of this form.
until_said() {
	local line
	while IFS= read -r -t 20 -u 8 line; do
		printf '%s\n' "$line" >> log
		[[ ! "$line" =~ $1 ]] || return 0
	done
	echo "never said: $1"
	cat log errors
	return 1
}

teardown() {
	exec 7>&- 8<&-
	[ -z "${server:-}" ] || kill "$server" 2> /dev/null || true
}

# SERVICE TARGET BODY [CURL'S OPTION...]: the answer in $output, its headers in
# the file `headers`.
post() {
	local service=$1 target=$2 body=$3
	shift 3
	run curl --silent --show-error --max-time 20 --dump-header headers \
		--aws-sigv4 "aws:amz:$AWS_DEFAULT_REGION:$service" \
		--user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" \
		--header 'Content-Type: application/x-amz-json-1.1' \
		--header "X-Amz-Target: $target" --data-binary "$body" "$@" "$url/"
	echo "status $status: $output"
	cat headers
}

cloudtrail() {
	local operation=$1 body=$2
	shift 2
	post cloudtrail "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.$operation" \
		"$body" "$@"
}

# Types a line and waits for what it says.
type_line() {
	echo "$1" >&7
	until_said "$2"
}

trail='{"Name":"main-audit-trail"}'
event='{\"id\":\"1\",\"account\":\"111122223333\",\"source\":\"aws.cloudtrail\",\"time\":\"2025-11-19T06:30:00Z\",\"region\":\"us-east-1\",\"detail-type\":\"x\"}'

@test "test-event-pattern over HTTP: true, false, and why not on the server's terminal" {
	serve
	post events AWSEvents.TestEventPattern \
		'{"EventPattern":"{\"source\":[\"aws.cloudtrail\"]}","Event":"'"$event"'"}'
	[ "$output" = '{"Result":true}' ]
	post events AWSEvents.TestEventPattern \
		'{"EventPattern":"{\"source\":[\"aws.s3\"]}","Event":"'"$event"'"}'
	[ "$output" = '{"Result":false}' ]
	post events AWSEvents.TestEventPattern \
		'{"EventPattern":"{\"source\":\"aws.s3\"}","Event":"'"$event"'"}'
	[[ "$output" == '{"__type":"InvalidEventPatternException","message":"Event pattern is not valid. Reason: '* ]]
	grep -q '^HTTP/1.1 400 ' headers
	until_said 'jasoos  *events TestEventPattern  *ok$'
	until_said 'because of `source`'
	until_said 'TestEventPattern  *InvalidEventPatternException$'
}

@test "a stopped trail is repaired, the calls and their ids are in event history" {
	serve
	cloudtrail StopLogging "$trail"
	[ "$output" = '{}' ]
	id=$(sed -n 's/^x-amzn-RequestId: \([0-9a-f-]*\).*/\1/p' headers)
	grep -q '^Content-Type: application/x-amz-json-1.1' headers
	type_line 'wait 5m' 'Simulated time'
	cloudtrail GetTrailStatus "$trail"
	[ "$(jq .IsLogging <<< "$output")" = true ]
	cloudtrail LookupEvents '{"LookupAttributes":[{"AttributeKey":"EventName","AttributeValue":"StopLogging"}]}'
	[ "$(jq -r '.Events[0].CloudTrailEvent | fromjson | .requestID' <<< "$output")" = "$id" ]
	[ "$(jq -r '.Events[0].CloudTrailEvent | fromjson | .userAgent' <<< "$output" | cut -d/ -f1)" = curl ]
}

@test "what was called over HTTP is saved, and the lab goes on with it" {
	serve
	cloudtrail StopLogging "$trail"
	type_line "save $PWD/lab.json" 'Saved:'
	echo quit >&7
	wait "$server"
	jasoos lab -c "open $PWD/lab.json" \
		-c 'aws cloudtrail get-trail-status --name main-audit-trail'
	[ "$status" -eq 0 ]
	says '"IsLogging": false'
}

@test "a wrong secret, a strange host, a page's origin, no signature: refused" {
	serve
	AWS_SECRET_ACCESS_KEY=x cloudtrail ListTrails '{}'
	[ "$(jq -r .__type <<< "$output")" = InvalidSignatureException ]
	cloudtrail ListTrails '{}' --header 'Host: evil.example'
	grep -q '^HTTP/1.1 403 ' headers
	cloudtrail ListTrails '{}' --header 'Origin: http://evil.example'
	grep -q '^HTTP/1.1 403 ' headers
	run curl --silent --max-time 20 "$url/"
	[ "$(jq -r .__type <<< "$output")" = UnknownOperationException ]
}

@test "bodies in chunks, ones that wait for 100 Continue, and ones that are too large" {
	serve
	cloudtrail GetTrailStatus "$trail" --header 'Transfer-Encoding: chunked'
	[ "$(jq .IsLogging <<< "$output")" = true ]
	cloudtrail GetTrailStatus "$trail" --header 'Expect: 100-continue'
	grep -q '^HTTP/1.1 100 ' headers
	[ "$(jq .IsLogging <<< "$output")" = true ]
	head -c 70000 /dev/zero | tr '\0' a > large
	cloudtrail GetTrailStatus @large
	grep -q '^HTTP/1.1 413 ' headers
	cloudtrail GetTrailStatus @large --header 'Transfer-Encoding: chunked'
	[ "$status" -ne 0 ]
	cloudtrail GetTrailStatus "$trail" --header "X-Long: $(head -c 40000 large)"
	grep -q '^HTTP/1.1 431 ' headers
	cloudtrail GetTrailStatus "$trail"
	[ "$(jq .IsLogging <<< "$output")" = true ]
}

@test "it listens on 127.0.0.1 only, and a port that is taken is told" {
	serve
	port=${url##*:}
	jasoos serve --port "$port" < /dev/null
	[ "$status" -eq 5 ]
	complains "port $port of 127.0.0.1 cannot be had"
	jasoos serve --port 65536
	[ "$status" -eq 2 ]
	jasoos serve --port 8x
	[ "$status" -eq 2 ]
	jasoos serve nowhere
	[ "$status" -eq 2 ]
	hex=$(printf '%04X' "$port")
	never grep -i " 00000000:$hex" /proc/net/tcp
	grep -qi " 0100007F:$hex" /proc/net/tcp
}

@test "SIGTERM and quit end it, with 0" {
	serve
	kill -TERM "$server"
	wait "$server"
	[ ! -s errors ]
	serve
	echo bas >&7
	wait "$server"
	[ ! -s errors ]
}

# Ctrl-Space types one.
@test "a line with a NUL is refused, and the next is heard" {
	serve
	printf 'wait 5m\0wait 5m\n' >&7
	type_line 'wait 7m' 'Simulated time: 2025-11-19, 06:37'
	grep -q 'bytes that no command' errors
}

@test "a goal of a scenario is reached from a real client" {
	serve stop-logging
	grep -q 'Let it mend itself' log # its goal is told
	post events AWSEvents.PutTargets '{"Rule":"watch-the-trail","Targets":[{"Id":"restart","Arn":"arn:aws:lambda:us-east-1:111122223333:function:restart-trail"}]}'
	[ "$(jq .FailedEntryCount <<< "$output")" = 0 ]
	type_line 'wait 30m' 'Simulated time'
	cloudtrail LookupEvents '{"LookupAttributes":[{"AttributeKey":"EventName","AttributeValue":"StopLogging"}]}'
	until_said 'Goal reached!'
}

@test "the query protocol: who am I, and a user that is nobody" {
	serve
	ask() {
		run curl --silent --max-time 20 --dump-header headers \
			--aws-sigv4 "aws:amz:us-east-1:$1" \
			--user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" \
			--data "$2" "$url/"
	}
	ask sts 'Action=GetCallerIdentity&Version=2011-06-15'
	[[ "$output" == *'<Arn>arn:aws:iam::111122223333:user/jasoos</Arn>'* ]]
	ask iam 'Action=GetUser&Version=2010-05-08&UserName=nobody'
	grep -q '^HTTP/1.1 404 ' headers
	[[ "$output" == *'<Code>NoSuchEntity</Code>'* ]]
	until_said 'jasoos  *iam GetUser  *NoSuchEntity$'
}

@test "a log file comes by S3's protocol as it was delivered" {
	serve
	get() {
		run curl --silent --max-time 20 --dump-header headers --output body \
			--aws-sigv4 aws:amz:us-east-1:s3 \
			--user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" "$url$1"
	}
	get /kitab-ghar-audit-logs
	grep -q '<ListBucketResult ' body
	key=$(grep -o '<Key>[^<]*' body | head -n 1 | cut -d'>' -f2)
	get "/kitab-ghar-audit-logs/$key"
	grep -q '^Content-Encoding: gzip' headers
	[ "$(zcat < body | jq -r '.Records[0].eventVersion')" = 1.11 ]
	get "/kitab-ghar-audit-logs/nothing"
	grep -q '^HTTP/1.1 404 ' headers
	grep -q '<Code>NoSuchKey</Code>' body
	until_said 's3 GetObject  *NoSuchKey$'
}

@test "one line a request, in plain text when it is piped" {
	serve
	cloudtrail 'Stop'$'\e''[31mLogging' "$trail"
	cloudtrail ListTrails '{}'
	until_said '^[0-9:]{8}  jasoos        cloudtrail ListTrails                 ok$'
	never grep -q $'\e' log
}
