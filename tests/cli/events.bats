#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# jasoos events: questions to log files, answered as jq answers them.

load program

@test "the bundled events tell who stopped the trail, when, and from where" {
	jasoos events --what StopLogging --plain
	[ "$status" -eq 0 ]
	says hamza
	says "2025-11-17 21:52:17"
	says "198.51.100.77"
	says "failed: TrailNotFoundException"
	says "4 events match."
}

@test "matching records come as they stand in their file, in the files' order" {
	jasoos events --json
	[ "$status" -eq 0 ]
	find "$JASOOS_DATA/AWSLogs" -name '*.json.gz' | LC_ALL=C sort |
		xargs gzip -dc | jq -c '.Records[]' > expected
	diff -q expected <(printf '%s\n' "$output")
}

@test "any number of threads gives the same answer" {
	jasoos events --json --threads 1 --who hamza
	local one=$output
	jasoos events --json --threads 7 --who hamza
	[ "$output" = "$one" ]
	[ -n "$one" ]
}

@test "counts are those of jq" {
	jasoos events --json --count-by eventSource,errorCode --sort name
	[ "$status" -eq 0 ]
	find "$JASOOS_DATA/AWSLogs" -name '*.json.gz' -exec gzip -dc {} + |
		jq -c '.Records[] | {eventSource, errorCode}' | LC_ALL=C sort |
		LC_ALL=C uniq -c | awk '{ n = $1; sub(/^ *[0-9]+ /, "");
			sub(/}$/, ",\"count\":" n "}"); print }' |
		LC_ALL=C sort > expected
	diff expected <(printf '%s\n' "$output" | LC_ALL=C sort)
}

@test "fields that are missing are null" {
	jasoos events --json --what ConsoleLogin --fields what,errorCode,requestParameters.name
	[ "$status" -eq 0 ]
	says '{"eventName":"ConsoleLogin","errorCode":null,"requestParameters.name":null}'
}

@test "a pattern of EventBridge and one of the bare record find the same" {
	jasoos events --json --match '{"source":["aws.cloudtrail"],"detail":{"eventName":["StopLogging"],"errorCode":[{"exists":false}]}}'
	[ "${#lines[@]}" -eq 3 ]
	local bus=$output
	jasoos events --json --match '{"eventName":["StopLogging"],"errorCode":[{"exists":false}]}'
	[ "$output" = "$bus" ]
}

@test "filters hold together: who, since, until, error, writes" {
	jasoos events --json --who hamza --since 2025-11-17 --until 2025-11-17 --error --writes
	[ "$status" -eq 0 ]
	[ "${#lines[@]}" -eq 1 ]
	says '"errorCode":"TrailNotFoundException"'
}

@test "the earliest comes first, the newest with -time" {
	jasoos events --json --first --fields when
	[ "$output" = '{"eventTime":"2025-11-13T04:11:05Z"}' ] ||
		[ "$(jq -r .eventTime <<< "$output")" = "$(find "$JASOOS_DATA/AWSLogs" -name '*.json.gz' -exec gzip -dc {} + | jq -r '.Records[].eventTime' | sort | head -n 1)" ]
	jasoos events --json --sort -time --limit 1 --what StopLogging --fields when
	[ "$output" = '{"eventTime":"2025-11-18T22:17:40Z"}' ]
}

@test "the gaps are those of the story" {
	jasoos events --gaps --json
	[ "$status" -eq 0 ]
	[ "${#lines[@]}" -eq 3 ]
	[ "$(jq -c '[.who, .seconds, .endedWho]' <<< "$output" | tr '\n' ' ')" = \
		'["hamza",22605,"sana"] ["ses-smtp-user.20251118-025431",39,"restart-trail-role/restart-trail"] ["ses-smtp-user.20251118-025431",19749,"safety-net-role/restart-all-trails"] ' ]
	jasoos events --gaps --plain
	says "6 h 16 min 45 s"
	says "3 gaps."
}

# Digest files of trail t (which has a line in its name) for these hours.
digests() { # DAY HOUR...
	local day=$1 hour
	shift
	mkdir -p "logs/AWSLogs/111122223333/CloudTrail-Digest/eu-west-1"
	for hour; do
		printf '{"digestS3Object":"x"}' > "logs/AWSLogs/111122223333/CloudTrail-Digest/eu-west-1/111122223333_CloudTrail-Digest_eu-west-1_my_t_eu-west-1_${day}T${hour}0131Z.json"
	done
}

call() { # TIME NAME
	printf '{"eventVersion":"1.11","eventTime":"%s","eventName":"%s","eventSource":"cloudtrail.amazonaws.com","awsRegion":"eu-west-1","recipientAccountId":"111122223333","userIdentity":{"type":"IAMUser","userName":"ali"},"requestParameters":{"name":"my_t"}}\n' "$1" "$2"
}

@test "a digest file that is missing between two others is a gap in the proof" {
	digests 20250101 00 01 02 05 06
	call 2025-01-01T00:30:00Z DescribeTrails > logs/a.jsonl
	jasoos events --gaps --json logs
	[ "$status" -eq 0 ]
	[ "$output" = '{"trail":"my_t","region":"eu-west-1","account":"111122223333","kind":"digest","missing":"proof","since":"2025-01-01T02:01:31Z","until":"2025-01-01T04:01:31Z","seconds":7200,"begunBy":null,"who":null,"from":null,"endedBy":null,"endedWho":null,"endedFrom":null,"digests":2}' ]
	jasoos events --gaps --plain logs
	says "digest files missing: 2"
	says "no record here says"
}

@test "a trail that was stopped needs no digest files" {
	digests 20250101 00 01 02 06 07
	{
		call 2025-01-01T01:40:00Z StopLogging
		call 2025-01-01T05:10:00Z StartLogging
	} > logs/a.jsonl
	jasoos events --gaps --json logs
	[ "${#lines[@]}" -eq 1 ]
	says '"kind":"stopped"'
}

# Days of twelve events an hour, in hours 8 to 17; on day 6, hours 10 and 11
# have none.
busy_week() {
	jq -cn 'range(1; 11) as $d | range(8; 18) as $h |
		select(($d == 6 and ($h == 10 or $h == 11)) | not) | range(12) as $m |
		{eventVersion: "1.11", eventName: "DescribeTrails", awsRegion: "eu-west-1", recipientAccountId: "111122223333",
		eventTime: "2025-01-\(if $d < 10 then "0" else "" end)\($d)T\(if $h < 10 then "0" else "" end)\($h):\($m * 4 + 10):00Z"}'
}

@test "silence where other days are busy is a suspicion, nights are none" {
	busy_week > week.jsonl
	jasoos events --gaps --json week.jsonl
	[ "$status" -eq 0 ]
	[ "$(jq -c '[.kind, .missing, .since, .until, .usual, .who]' <<< "$output")" = \
		'["silence","suspected","2025-01-06T10:00:00Z","2025-01-06T12:00:00Z",12,null]' ]
	jasoos events --gaps --plain week.jsonl
	says "a suspicion, no proof"
	says "Silence is a suspicion, not a fact"
}

@test "silence that a stopped trail explains is told once" {
	{
		busy_week
		call 2025-01-06T09:58:00Z StopLogging
		call 2025-01-06T12:01:00Z StartLogging
	} > week.jsonl
	jasoos events --gaps --json week.jsonl
	[ "${#lines[@]}" -eq 1 ]
	says '"kind":"stopped"'
}

@test "a histogram counts every event once, in any number of threads" {
	for threads in 1 4; do
		jasoos events --histogram --json --threads "$threads"
		[ "$status" -eq 0 ]
		[ "$(jq -s 'map(.count) | add' <<< "$output")" -eq "$(find "$JASOOS_DATA/AWSLogs" -name '*.json.gz' -exec gzip -dc {} + | jq -s 'map(.Records | length) | add')" ]
		find "$JASOOS_DATA/AWSLogs" -name '*.json.gz' -exec gzip -dc {} + |
			jq -r '.Records[].eventTime[0:13]' | awk '{ h = int(substr($0, 12) / 6) * 6; n[sprintf("%sT%02d:00:00Z", substr($0, 1, 10), h)]++ }
				END { for (t in n) print t, n[t] }' | sort > expected
		diff expected <(jq -r 'select(.count > 0) | "\(.since) \(.count)"' <<< "$output")
	done
	jasoos events --histogram --who hamza
	says "Each row is"
	COLUMNS=40 jasoos events --histogram
	[ "$(wc -L <<< "$output")" -le 40 ]
}

@test "a histogram of events without a time says so" {
	printf '[{"eventName":"A"},{"eventName":"B","eventTime":"2025-01-01T00:00:00Z"}]' > a.json
	jasoos events --histogram --json a.json
	[ "${lines[1]}" = '{"since":null,"until":null,"count":1}' ]
	jasoos events --histogram a.json
	says "Events without a time: 1."
}

@test "the timeline has a lane for each trail, on the screen and as a picture" {
	jasoos events --timeline
	[ "$status" -eq 0 ]
	says "main-audit-trail (us-east-1)"
	says "gaps: 3, together 11 h 46 min 33 s"
	LC_ALL=C jasoos events --timeline
	[[ "$output" == *"==="*"..."* ]]
	jasoos events --timeline --svg
	[ "$status" -eq 0 ]
	[ "$(grep -c 'fill="#d55e00"' <<< "$output")" -eq 3 ]
	[[ "$output" == "<svg "*"</svg>" ]]
	call 2025-01-01T01:40:00Z StopLogging | sed 's/my_t/<t>\&/' > a.jsonl
	jasoos events --timeline --svg a.jsonl
	says '&lt;t&gt;&amp; (eu-west-1)'
	jasoos events --svg --count-by what
	[ "$status" -eq 2 ]
}

@test "one event is explained field by field, in the learner's language" {
	jasoos events --explain --what StopLogging
	[ "$status" -eq 0 ]
	says "FROM WHERE"
	says "what the call changed or made"
	LANGUAGE='ur@latin' jasoos events --explain --what StopLogging
	[ "$status" -eq 0 ]
	says "KAHAN SE"
}

@test "lookup-events, JSON Lines, a single record and standard input are read" {
	local record='{"eventVersion":"1.11","eventName":"A","eventTime":"2025-01-01T00:00:00Z"}'
	printf '%s\n%s\n' "$record" "$record" > two.jsonl
	jq -n --arg r "$record" '{Events: [{EventName: "A", CloudTrailEvent: $r}]}' > lookup.json
	jq . <<< "$record" > one.json
	for file in two.jsonl lookup.json one.json; do
		jasoos events --json --limit 1 "$file"
		[ "$status" -eq 0 ]
		[ "$output" = "$record" ]
	done
	feed "$record" events --json -
	[ "$status" -eq 0 ]
	[ "$output" = "$record" ]
}

@test "nothing found is exit status 1, a wrong question 2" {
	jasoos events --who nobody
	[ "$status" -eq 1 ]
	says "No event matches."
	jasoos events --who nobody --json
	[ "$status" -eq 1 ]
	[ -z "$output" ]
	for wrong in "--match {\"a\":1}" "--since soon" "--count-by a..b" \
		"--sort up" "--limit -1" "--threads 0" "--gaps --explain" \
		"--gaps --who hamza" "--from 1.2.3.4/99" "--gaps --histogram" \
		"--histogram --sort time" "--svg" "--timeline --svg --json"; do
		# shellcheck disable=SC2086
		jasoos events $wrong
		[ "$status" -eq 2 ]
		[ -n "$stderr" ]
	done
}

@test "what cannot be read is named, all else answered, exit status 3" {
	mkdir logs
	printf '[{"eventName":"A"}]' > logs/a.json
	printf '[{"eventName":"B"}]' | gzip | head -c 20 > logs/cut.json.gz
	printf '{"Records":[{"eventName":"C"}' > logs/cut.json
	ln -s ../logs logs/again
	jasoos events --json logs missing.json
	[ "$status" -eq 3 ]
	[ "$output" = '{"eventName":"A"}' ]
	complains "cut.json.gz"
	complains "'logs/cut.json'"
	complains "logs/again"
	complains "'missing.json' is not there"
	complains "trouble: 4"
}

@test "a huge record is passed over, the rest is answered, at a prompt too" {
	mkdir logs
	printf '[{"eventName":"A"}]' > logs/a.json
	{
		printf '[{"eventName":"B"},{"eventName":"C","x":"'
		head -c 5000000 /dev/zero | tr '\0' x
		printf '"},{"eventName":"D"}]'
	} > logs/huge.json
	jasoos events --json --fields what logs
	[ "$status" -eq 3 ]
	[ "$(jq -r .eventName <<< "$output" | tr '\n' ' ')" = "A B D " ]
	complains "'logs/huge.json' has records above 4 MiB; records passed over: 1"
	feed $'json fields what\n' events --prompt logs
	[ "$status" -eq 3 ]
	[ "${#lines[@]}" -eq 3 ]
	complains "logs/huge.json"
}

@test "text of a record cannot reach the terminal as it is" {
	printf '[{"eventName":"A\\u001b[31m\\u202e","eventTime":"2025-01-01T00:00:00Z","userIdentity":{"type":"IAMUser","userName":"x\xff\\u0007"}}]' > evil.json
	for args in "" "--explain" "--count-by what" "--fields what,userIdentity.userName"; do
		# shellcheck disable=SC2086
		jasoos events $args evil.json
		[ "$status" -eq 0 ]
		never grep -qP '[\x00-\x08\x0b-\x1f\x7f]' <<< "$output"
		never grep -q $'\u202e' <<< "$output"
	done
}

# Each question by itself, and all of them at one prompt.
both_ways() { # FILE-OF-QUESTIONS [DIR|FILE...]
	local questions=$1 question
	shift
	"$jasoos" events --prompt "$@" < "$questions" > together 2> together.err || true
	while IFS= read -r question; do
		eval "\"\$jasoos\" events $question \"\$@\"" || true
	done < "$questions" > apart 2> apart.err
	# an empty line stands between answers that are not JSON
	diff <(grep -v '^$' apart) <(grep -v '^$' together)
	[ -s apart ]
}

@test "at a prompt, an index gives the answers that the files give" {
	cat > questions <<-'END'
	--json --count-by eventName
	--json --count-by eventSource,errorCode,region
	--json --count-by userIdentity.type --sort name
	--json --count-by who,when --sort -name
	--json --count-by requestParameters.name
	--json --what StopLogging
	--what StopLogging
	--what cloudtrail --count-by what
	--what 'Describe*' --json --count-by what
	--who hamza --writes --error
	--who 'ses-*' --json --fields when,what,from --sort -time --limit 7
	--json --fields when,userIdentity.userName --limit 5
	--fields when,requestParameters.name --what StartLogging
	--from 198.51.100.0/24 --json --count-by from
	--from '203.*' --region us-east-1 --json --count-by what
	--since 2025-11-17 --until 2025-11-18T12:00:00Z --json --count-by readOnly
	--json --first --fields when,what
	--explain --what StopLogging
	--match '{"errorCode":[{"exists":true}],"userIdentity":{"type":[{"anything-but":"Root"}]}}' --json --count-by error
	--match '{"source":["aws.iam"],"detail":{"readOnly":[false]}}' --json --count-by what
	--match '{"requestParameters":{"name":["main-audit-trail"]}}' --json --count-by what
	--histogram --json
	--histogram --who hamza
	--gaps --json
	--timeline
	--who nobody
	--sort up
	END
	both_ways questions
}

@test "an index gives the same answers where records are strange" {
	cat > questions <<-'END'
	--json --count-by eventName
	--json --count-by eventName,userIdentity.userName
	--json --fields eventTime,eventName,userIdentity.userName
	--json --who x --count-by eventName
	--json --histogram
	--json --match '{"eventName":[{"exists":false}]}' --fields awsRegion
	--json --since 2025-01-01 --count-by eventTime
	END
	printf '%s\n' '{"eventVersion":"1","eventName":"A","eventN\u0061me":"B","userIdentity":{"userName":"x","userName":"y"}}' \
		'{"eventVersion":"1","eventName":["A","B"],"userIdentity":[{"userName":"x"}],"eventTime":"soon"}' \
		'{"eventVersion":"1","eventName":null,"userIdentity":"x","awsRegion":7}' \
		'{ "eventVersion" : "1" , "eventTime" : "2025-01-01T00:00:00Z" , "userIdentity" : { "userName" : "\ud83d\ude00" } }' > strange.jsonl
	both_ways questions strange.jsonl
	# no JSON in a member: there is no index then
	printf '%s\n' '{"eventVersion":"1","eventName":"A","userIdentity":{"userName":x}}' \
		'{"eventVersion":"1","eventName":"B"}' > bad.jsonl
	both_ways questions bad.jsonl
}

@test "the prompt takes options without dashes, in both languages" {
	jasoos events --json --who hamza --count-by what
	local right=$output
	for line in "json who hamza count-by what" "--json kaun hamza gino kya" \
		"json kaun hamza gino what"; do
		feed "$line"$'\n' events --prompt
		[ "$output" = "$right" ]
	done
	feed $'who hamza nonsense\n' events --prompt
	[ "$status" -eq 2 ]
	complains "'nonsense' is no part of a question"
	feed $'who "hamza\n' events --prompt
	[ "$status" -eq 2 ]
	feed $'who nobody\nbas\nwho hamza\n' events --prompt
	[ "$status" -eq 1 ]
	jasoos events --prompt --who hamza
	[ "$status" -eq 2 ]
}

@test "nothing is written to the folder of the logs" {
	cp -R "$JASOOS_DATA/AWSLogs" copy
	chmod -R a-w copy
	jasoos events --count-by what copy
	[ "$status" -eq 0 ]
	diff -r "$JASOOS_DATA/AWSLogs" copy
	chmod -R u+w copy
}
