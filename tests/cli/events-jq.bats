#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# jasoos events and jq give the same answers, to the byte: on every bundled log
# file, on all of them together, and on awkward ones.

load program

# What is asked, and the same in jq.  At a prompt some are answered from the
# index, the rest from the files; without one, all are from the files.
questions() {
	cat > questions <<-'END'
	--json --count-by eventName
	--json --count-by eventSource,errorCode
	--json --count-by eventName --error
	--json --count-by eventName --writes --region US-EAST-1
	--json --count-by eventName --who hamza
	--json --count-by awsRegion --since 2025-11-17 --until 2025-11-18T12:00:00Z
	--json --count-by eventName --what cloudtrail
	--json --count-by eventName,requestParameters.name
	--json --what StopLogging
	--json --match '{"eventName":[{"prefix":"Get"},{"wildcard":"*Logging"}],"requestParameters":{"name":[{"exists":true}]}}'
	--json
	END
	cat > answers.jq <<-'END'
	def value($path): try getpath($path / ".") catch null;
	def counts($paths): group_by([value($paths[])])
		| map({values: [.[0] | value($paths[])], count: length})
		| sort_by([-.count, (.values | map(tojson) | join("\n"))])[]
		| . as $group
		| [range($paths | length) | {($paths[.]): $group.values[.]}]
		| add + {count: $group.count};
	def same($text): strings | ascii_downcase == $text;
	def hamza: .userIdentity | objects
		| [((.userName, .arn, .accessKeyId, .principalId, .invokedBy, .type,
			.accountId, value("sessionContext.sessionIssuer.userName")) | same("hamza")),
			(.arn | strings | endswith("/hamza"))] | any;
	def names(question): map(select(question)) | counts(["eventName"]);
	def answers: counts(["eventName"]),
		counts(["eventSource", "errorCode"]),
		names(has("errorCode")),
		names((.readOnly == false or .readOnly == "false") and (.awsRegion | same("us-east-1"))),
		names(hamza),
		(map(select(.eventTime | strings | . >= "2025-11-17" and . <= "2025-11-18T12:00:00Z")) | counts(["awsRegion"])),
		names(.eventSource | same("cloudtrail.amazonaws.com")),
		counts(["eventName", "requestParameters.name"]),
		(.[] | select(.eventName | same("stoplogging"))),
		(.[] | select((.eventName | strings | startswith("Get") or endswith("Logging")) and (.requestParameters | objects | has("name")))),
		.[];
	END
}

# All questions to each file at a prompt; a line names the file.
asked_each() {
	local file
	for file; do
		echo "== $file"
		"$jasoos" events --prompt --threads 1 "$file" < questions || [ $? -eq 1 ]
	done
}

jq_each() {
	jq -rn "$(cat answers.jq)"' inputs | "== \(input_filename)", (.Records | answers | tojson)' "$@"
}

@test "every bundled file: the same bytes as jq" {
	questions
	cp -R "$JASOOS_DATA/AWSLogs" .
	find AWSLogs -name '*.json.gz' -exec gzip -d {} +
	mapfile -t files < <(find AWSLogs -name '*.json' | LC_ALL=C sort)
	[ "${#files[@]}" -gt 700 ]
	asked_each "${files[@]}" > ours
	jq_each "${files[@]}" > theirs
	cmp ours theirs
	[ "$(wc -l < ours)" -gt 5000 ]
}

@test "all bundled files together: the same bytes as jq" {
	questions
	find "$JASOOS_DATA/AWSLogs" -name '*.json.gz' | LC_ALL=C sort | xargs gzip -dc > all
	jq -cn "$(cat answers.jq)"' [inputs.Records[]] | answers' all > theirs
	"$jasoos" events --prompt < questions > ours || [ $? -eq 1 ]
	cmp theirs ours
	: > ours
	while IFS= read -r question; do
		eval "\"\$jasoos\" events $question" >> ours || [ $? -eq 1 ]
	done < questions
	cmp theirs ours
}

# Files of the same few hours, each awkward in its own ways, and in all.
awkward() {
	local from way
	declare -A ways=(
		[duplicates]='s/"(eventName|userName|errorCode|userIdentity)":/"\1":"no","\1":{"userName":"no"},"\1":/g'
		[keys]='s/"eventName":/"\\u0065vent\\u004eame":/g; s/"userName":/"user\\u004Eame" : /g; s/"Records":/"Record\\u0073":/'
		[values]='s/"StopLogging"/"Stop\\u004cogging"/g; s/"hamza"/"\\u0068amz\\u0061"/g; s#"GetTrailStatus"#"Get\\ud83d\\ude00\\"\\\\/\\t"#g; s/"AssumeRole"/"Assume\\u0000\\u007F"/g'
		[nested]='s/"requestParameters":\{/&"Records":[{"eventName":"no","x":"}]}"},{"Records":[]}],/g'
		[white]='s/([{,:])("[A-Za-z]+" *):/\1 \t\n\n\r \2 \n:\t/g'
	)
	mkdir awkward
	for from in 17T2 18T0; do
		find "$JASOOS_DATA/AWSLogs" -name "*202511$from*.json.gz" -exec gzip -dc {} + |
			jq -cn '{Records: [inputs.Records[]]}' > all
		[ -s all ]
		cp all "awkward/$from-all.json"
		jq -a --indent 7 . all > "awkward/$from-indent.json"
		for way in "${!ways[@]}"; do
			sed -E "${ways[$way]}" "awkward/$from-all.json" > "awkward/$from-$way.json"
			never cmp -s all "awkward/$from-$way.json"
		done
		for way in duplicates nested values keys white; do
			sed -E -i "${ways[$way]}" "awkward/$from-all.json"
		done
	done
}

# jq writes what it reads anew: so our records go through it too.
@test "awkward files: the same answers as jq" {
	questions
	awkward
	files=(awkward/*.json)
	[ "${#files[@]}" -eq 14 ]
	asked_each "${files[@]}" | sed '/^==/s/.*/"&"/' | jq -c . > ours
	jq_each "${files[@]}" | sed '/^==/s/.*/"&"/' > theirs
	cmp ours theirs
	grep -qF '"eventName":"Get😀\"\\/\t"' ours
}
