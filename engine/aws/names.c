/* SPDX-License-Identifier: MIT */
/*
 * Names in AWS's three spellings: on the wire ("S3BucketName"), typed
 * ("s3-bucket-name") and in records ("s3BucketName").
 *
 * The typed form follows botocore's rule, which every real client shares, so
 * that an option learnt here is the option of the real command.
 */
#include "aws/operation.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/strbuf.h"

static bool
is_upper(char c)
{
	return isupper((unsigned char)c);
}

static bool
is_lower(char c)
{
	return islower((unsigned char)c);
}

/* "TrailARNs": the length of a plural of two or more capitals at the end. */
static size_t
plural_of_capitals(const char *name)
{
	size_t length = strlen(name), at = length;

	if (length < 3 || name[length - 1] != 's')
		return 0;
	at--;
	while (at > 0 && is_upper(name[at - 1]))
		at--;
	return length - at >= 3 ? length - at : 0;
}

/* A hyphen before each capital that begins a word: "S3Bucket". */
static void
split_words(const char *name, size_t length, struct strbuf *out)
{
	size_t i = 0;

	while (i < length) {
		size_t end = i + 2;

		strbuf_addch(out, name[i]);
		if (i + 2 >= length || !is_upper(name[i + 1]) ||
		    !is_lower(name[i + 2])) {
			i++;
			continue;
		}
		while (end < length && is_lower(name[end]))
			end++;
		strbuf_addch(out, '-');
		strbuf_add(out, name + i + 1, end - i - 1);
		i = end;
	}
}

/* Then one between a small letter or digit and a capital: "TrailARN". */
static void
split_ends(const char *name, struct strbuf *out)
{
	for (; *name; name++) {
		unsigned char c = (unsigned char)name[0];

		strbuf_addch(out, (char)tolower(c));
		if ((islower(c) || isdigit(c)) && is_upper(name[1]))
			strbuf_addch(out, '-');
	}
}

const char *
aws_xform_name(const char *name, char *out, int size)
{
	struct strbuf words = STRBUF_INIT, done = STRBUF_INIT;
	size_t plural = plural_of_capitals(name);
	size_t stem = strlen(name) - plural;
	size_t length;

	split_words(name, stem, &words);
	if (plural > 0) {
		if (stem > 0)
			strbuf_addch(&words, '-');
		for (size_t i = 0; i < plural; i++)
			strbuf_addch(&words, (char)tolower(
				(unsigned char)name[stem + i]));
	}
	split_ends(words.buf, &done);
	length = done.len < (size_t)size ? done.len : (size_t)size - 1;
	memcpy(out, done.buf, length);
	out[length] = '\0';
	strbuf_release(&words);
	strbuf_release(&done);
	return out;
}

const char *
aws_option_name(const struct aws_member *member, char *out, int size)
{
	if (!member->option)
		return aws_xform_name(member->name, out, size);
	snprintf(out, (size_t)size, "%s", member->option);
	return out;
}

const char *
aws_record_name(const char *name, char *out, int size)
{
	size_t length = strlen(name);

	if (length >= (size_t)size)
		length = (size_t)size - 1;
	memcpy(out, name, length);
	out[length] = '\0';
	out[0] = (char)tolower((unsigned char)out[0]);
	return out;
}
