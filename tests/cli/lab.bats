#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# jasoos lab without a terminal: as good as `aws` to a script.

load program

stop='aws cloudtrail stop-logging --name main-audit-trail'
look='aws cloudtrail get-trail-status --name main-audit-trail'

@test "a stopped trail is logging again after five minutes" {
	feed "$stop"$'\nwait 5m\n'"$look"$'\n' lab
	[ "$status" -eq 0 ]
	says '"IsLogging": true'
	[ "${output:0:1}" = "{" ]
	[ "${output: -1}" = "}" ]
	[ -z "$stderr" ]
}

@test "right after the stop it is not logging" {
	jasoos lab -c "$stop" -c "$look"
	[ "$status" -eq 0 ]
	says '"IsLogging": false'
}

@test "the StopLogging call is in Event history" {
	jasoos lab -c "$stop" -c 'wait 5m' -c 'aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=StopLogging'
	[ "$status" -eq 0 ]
	says '"EventName": "StopLogging"'
	says '"Username": "jasoos"'
}

@test "an unknown trail is refused in AWS's own form, on standard error" {
	jasoos lab -c 'aws cloudtrail stop-logging --name nobody'
	[ "$status" -eq 254 ]
	[ -z "$output" ]
	complains 'An error occurred (TrailNotFoundException) when calling the StopLogging operation: '
}

@test "the refused call is recorded like any other" {
	jasoos lab -c 'aws cloudtrail stop-logging --name nobody' \
		-c 'aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=StopLogging --query Events[0].CloudTrailEvent --output text'
	[ "$status" -eq 0 ]
	says '"errorCode":"TrailNotFoundException"'
}

@test "what the client refuses ends with 252" {
	jasoos lab -c 'aws cloudtrail stop-logging'
	[ "$status" -eq 252 ]
	[ -z "$output" ]
	complains '--name'
}

@test "an unknown word ends with 252 and says so" {
	jasoos lab -c 'frobnicate'
	[ "$status" -eq 252 ]
	[ -z "$output" ]
	complains "'frobnicate'"
}

@test "the last line decides the status" {
	feed $'aws cloudtrail stop-logging --name nobody\naws sts get-caller-identity\n' lab
	[ "$status" -eq 0 ]
	feed $'aws sts get-caller-identity\naws cloudtrail stop-logging --name nobody\n' lab
	[ "$status" -eq 254 ]
}

@test "empty lines and comments leave the status alone" {
	feed $'aws cloudtrail stop-logging --name nobody\n\n# a comment\n' lab
	[ "$status" -eq 254 ]
}

@test "a last line without its end is a line" {
	feed 'aws cloudtrail stop-logging --name nobody' lab
	[ "$status" -eq 254 ]
}

@test "nothing on standard input is no trouble" {
	jasoos lab </dev/null
	[ "$status" -eq 0 ]
	[ -z "$output$stderr" ]
}

@test "pipe and -c print the same bytes, every time" {
	feed "$stop"$'\nwait 5m\n'"$look"$'\n' lab
	piped=$output
	jasoos lab -c "$stop" -c 'wait 5m' -c "$look"
	[ "$output" = "$piped" ]
}

@test "another seed has other ids, the same seed the same" {
	jasoos lab --seed 7 -c 'aws sts get-caller-identity'
	[ "$status" -eq 0 ]
	seven=$output
	jasoos lab --seed 8 -c 'aws sts get-caller-identity'
	[ "$output" != "$seven" ]
	jasoos lab --seed 7 -c 'aws sts get-caller-identity'
	[ "$output" = "$seven" ]
}

@test "what is no seed is refused" {
	jasoos lab --seed -3 -c status
	[ "$status" -eq 2 ]
	complains "'-3'"
}

@test "status, timeline and whoami answer when they are asked" {
	jasoos lab -c "$stop" -c 'wait 5m' -c status -c timeline -c whoami
	[ "$status" -eq 0 ]
	says "main-audit-trail"
	says "STOPPED"
	says "Blind window"
	says "arn:aws:iam::111122223333:user/jasoos"
}

@test "the words work in both languages" {
	feed "$stop"$'\nruko 5m\n'"$look"$'\nbas\naws nonsense\n' lab
	[ "$status" -eq 0 ]
	says '"IsLogging": true'
}

@test "undo takes the last line back" {
	jasoos lab -c "$stop" -c undo -c "$look"
	[ "$status" -eq 0 ]
	says '"IsLogging": true'
}

@test "a colleague's line is a colleague's event" {
	jasoos lab -c "as hamza $stop" -c 'aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=StopLogging --query Events[0].Username'
	[ "$output" = '"hamza"' ]
}

@test "a saved lab opens as it was" {
	jasoos lab -c "$stop" -c 'save lab.json'
	[ "$status" -eq 0 ]
	jasoos lab -c 'open lab.json' -c "$look"
	[ "$status" -eq 0 ]
	says '"IsLogging": false'
}

# COUNT lines of 60 KB, as a client of `jasoos serve` can send them.
long_lines() {
	local line
	line="aws cloudtrail get-trail-status --name $(head -c 60000 /dev/zero | tr '\0' a)"
	yes "$line" | head -n "$1"
}

@test "what is saved can be opened: a large lab is, one that is too large is not saved" {
	{ long_lines 80; echo 'save large.json'; } | "$jasoos" lab > /dev/null 2>&1
	[ "$(wc -c < large.json)" -gt 4500000 ]
	jasoos lab -c 'open large.json'
	[ "$status" -eq 0 ]
	{ long_lines 290; echo 'save huge.json'; } | "$jasoos" lab > /dev/null 2> complaints || true
	grep -q "'huge.json'" complaints
	[ ! -e huge.json ]
}

@test "a file that is no saved lab is neither opened nor written over" {
	echo 'my notes' >notes
	jasoos lab -c 'open notes'
	[ "$status" -eq 255 ]
	complains "'notes'"
	jasoos lab -c 'save notes'
	[ "$status" -eq 255 ]
	[ "$(cat notes)" = 'my notes' ]
}

@test "a saved lab cannot do what a learner cannot type" {
	echo '{"jasoos": "lab", "format": 1, "scenario": "kitab-ghar", "seed": 0, "inputs": ["save /tmp/x", 3]}' >bad.json
	jasoos lab -c 'open bad.json'
	[ "$status" -eq 255 ]
}

@test "what a file says cannot colour a complaint about it" {
	printf '{"jasoos": "lab", "format": 1, "scenario": "\\u001b[31mred", "inputs": []}' >bad.json
	jasoos lab -c 'open bad.json'
	[ "$status" -eq 255 ]
	complains 'jasoos lab \x1b[31mred'
}

@test "a function that feeds itself lets the lab go on" {
	function=arn:aws:lambda:us-east-1:111122223333:function:restart-all-trails
	jasoos lab -c "aws events put-rule --name loop --state ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS --event-pattern '{\"detail\": {\"eventName\": [\"DescribeTrails\"]}}'" \
		-c "aws events put-targets --rule loop --targets Id=a,Arn=$function Id=b,Arn=$function Id=c,Arn=$function" \
		-c 'aws cloudtrail describe-trails' -c 'wait 1d' -c "$look"
	[ "$status" -eq 0 ]
	says '"IsLogging": true'
}

@test "scenarios are listed, and misspelt ones guessed" {
	jasoos lab --list
	[ "$status" -eq 0 ]
	says 'kitab-ghar'
	jasoos lab --list --json
	jq -se 'any(.[]; .id == "kitab-ghar")' <<<"$output"
	jasoos lab kitab-gar
	[ "$status" -eq 2 ]
	complains "did you mean 'kitab-ghar'"
}

@test "the lab leaves nothing in the learner's home" {
	jasoos lab -c "$stop" -c 'lang ur'
	[ ! -e "$XDG_STATE_HOME" ]
}

@test "what a command prints goes out as it is, byte for byte" {
	jasoos lab -c 'wait 10m' -c 'aws s3 ls s3://kitab-ghar-audit-logs/ --recursive'
	key=${lines[0]##* }
	"$jasoos" lab -c 'wait 10m' -c "aws s3 cp s3://kitab-ghar-audit-logs/$key -" >object
	gzip -t object
}

@test "status, timeline, goal and score answer programs too" {
	jasoos lab stop-logging -c 'until StopLogging' -c 'wait 10m' -c 'score --json'
	[ "$status" -eq 0 ]
	jq -e '.blindSeconds == 600 and .blindNow and .eventsLost > 0 and .timeToRepairSeconds == null' <<<"$output"
	jasoos lab stop-logging -c 'goal --json'
	jq -e '.scenario == "stop-logging" and .reached == false and (.checks | length) == 4' <<<"$output"
	jasoos lab stop-logging -c 'status --json'
	jq -e '.trails["main-audit-trail"].isLogging' <<<"$output"
	jasoos lab stop-logging -c 'until StopLogging' -c 'timeline --json'
	jq -e '.blindWindows[0].open and ([.entries[].kind] | index("trail-stopped") != null)' <<<"$output"
}

@test "goal says what is asked, and whether it is reached" {
	jasoos lab stop-logging -c goal
	[ "$status" -eq 255 ]
	says 'Let it mend itself'
	jasoos lab stop-logging --lang ur -c 'aws events put-targets --rule watch-the-trail --targets Id=restart,Arn=arn:aws:lambda:us-east-1:111122223333:function:restart-trail' \
		-c 'until StopLogging' -c 'wait 5m' -c 'aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=StopLogging' -c maqsad
	[ "$status" -eq 0 ]
	says 'Khud ba khud'
}

@test "a scenario without a goal says so, and a view takes nothing but --json" {
	jasoos lab kitab-ghar -c goal
	[ "$status" -eq 255 ]
	jasoos lab kitab-ghar -c 'score --xml'
	[ "$status" -eq 252 ]
	complains '--json'
}

validate='aws cloudtrail validate-logs --trail-arn arn:aws:cloudtrail:us-east-1:111122223333:trail/main-audit-trail --start-time 2025-11-19T06:00:00Z'
digests='s3://kitab-ghar-audit-logs/AWSLogs/111122223333/CloudTrail-Digest/us-east-1/2025/11/19/111122223333_CloudTrail-Digest_us-east-1_main-audit-trail_us-east-1_20251119T'

validation_on='aws cloudtrail update-trail --name main-audit-trail --enable-log-file-validation'

# Lines typed when there are three digest files in the bucket.
validating() {
	jasoos lab -c "$validation_on" -c 'wait 3h' "$@"
}

@test "what is untouched validates, and the lab exits with 0" {
	validating -c "$validate"
	[ "$status" -eq 0 ]
	says '3/3 digest files valid'
	[ -z "$stderr" ]
}

@test "a digest file that was deleted is missed, on standard error, and the lab exits with 1" {
	validating -c "aws s3 rm ${digests}083002Z.json.gz" -c "$validate"
	[ "$status" -eq 1 ]
	says '2/3 digest files valid, 1/3 digest files INVALID'
	complains $'083002Z.json.gz\tINVALID: not found'
}

@test "where both go to one place, what is wrong stands before the summary" {
	run "$jasoos" lab -c "$validation_on" -c 'wait 3h' -c "echo x | aws s3 cp - ${digests}083002Z.json.gz" -c "$validate"
	[ "$status" -eq 1 ]
	[[ "$output" == *'INVALID: invalid format'*'Results requested for '* ]]
}

@test "the timeline is drawn into a file, and over no file unasked" {
	jasoos lab stop-logging -c 'until StopLogging' -c 'wait 2h' -c 'timeline --svg "a picture.svg"'
	[ "$status" -eq 0 ]
	[[ "$(head -c 5 'a picture.svg')" == '<svg ' ]]
	grep -q 'The camera goes dark' 'a picture.svg'
	echo mine >mine.svg
	jasoos lab -c 'timeline --svg mine.svg'
	[ "$status" -eq 255 ]
	complains 'mine.svg'
	[ "$(cat mine.svg)" = mine ]
	jasoos lab -c 'timeline --svg mine.svg --force'
	[ "$status" -eq 0 ]
	[ "$(cat mine.svg)" != mine ]
	jasoos lab -c 'timeline --svg'
	[ "$status" -eq 252 ]
	jasoos lab -c 'timeline --svg /nowhere/at/all.svg'
	[ "$status" -eq 255 ]
}

@test "until takes a whole event pattern" {
	jasoos lab stop-logging -c 'until {"eventName": ["ListBuckets"], "userIdentity": {"userName": ["hamza"]}}' -c 'status --json'
	[ "$status" -eq 0 ]
	jq -e '.time[11:16] == "06:55"' <<<"$output"
	jasoos lab stop-logging -c 'until {"eventName": "ListBuckets"}'
	[ "$status" -eq 252 ]
	complains 'must be'
}

@test "without a terminal a running clock changes nothing" {
	jasoos lab stop-logging -c 'wait 10m' -c 'status --json'
	plain=$output
	jasoos lab stop-logging -c 'speed 3600' -c 'wait 10m' -c pause -c 'status --json'
	[ "$status" -eq 0 ]
	[ "$output" = "$plain" ]
	jasoos lab -c 'speed fast'
	[ "$status" -eq 252 ]
}

@test "what topics send is read in the inbox, by people and by programs" {
	arn=arn:aws:sns:us-east-1:111122223333:alerts
	jasoos lab -c inbox
	[ "$status" -eq 0 ]
	says 'No mail has come yet.'
	jasoos lab -c 'aws sns create-topic --name alerts' \
		-c "aws sns subscribe --topic-arn $arn --protocol email --notification-endpoint sana@kitab-ghar.example" \
		-c 'wait 15s' -c inbox
	says 'You have chosen to subscribe to the topic:'
	says 'A subscription waits'
	jasoos lab --lang ur -c 'aws sns create-topic --name alerts' \
		-c "aws sns subscribe --topic-arn $arn --protocol email --notification-endpoint sana@kitab-ghar.example" \
		-c 'wait 2m' -c "aws sns publish --topic-arn $arn --subject Dekho --message 'trail band hai'" -c 'wait 15s' -c daak
	says 'topic alerts'
	says 'trail band hai'
	"$jasoos" lab -c 'inbox --json' | jq -e '.arrived == 0 and .messages == []'
}

@test "a goal that was missed says so, and undo gives it back" {
	jasoos lab scp -c 'wait 1h' -c goal
	[ "$status" -eq 255 ]
	says 'cannot be reached any more'
	jasoos lab scp -c 'wait 1h' -c undo -c goal
	[[ "$output" != *'cannot be reached'* ]]
	jasoos lab stop-logging -c 'until StopLogging' -c 'wait 1m' -c goal
	[[ "$output" != *'cannot be reached'* ]]
	jasoos lab stop-logging -c 'until StopLogging' -c 'wait 3m' -c goal
	says 'Part 3 of the goal cannot be reached'
}

@test "a line that ends in a backslash goes on in the next" {
	run --separate-stderr "$jasoos" lab --lang en <<-'EOF'
		aws cloudtrail get-trail \
		  --name main-audit-trail \
		  --query Trail.Name --output text
		aws s3 ls s3://kitab-\
		ghar-audit-logs
	EOF
	[ "$status" -eq 0 ]
	[[ $output == *main-audit-trail*"PRE AWSLogs/"* ]]
	[ -z "$stderr" ]
}
