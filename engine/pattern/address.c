/* SPDX-License-Identifier: MIT */
/*
 * IP addresses and CIDR blocks, as event patterns know them.
 *
 * An address is four decimal numbers (a leading zero is no octal) or an IPv6
 * address without dots and without a zone.  A block starts at its network
 * address, whatever address was written in it.  As on AWS a block has fewer
 * than 32 (IPv6: 128) mask bits; a single address is matched by its text.
 */
#include "pattern/node.h"

#include <string.h>

static bool
parse_v4(const char *text, size_t length, unsigned char *bytes)
{
	size_t at = 0;

	for (int i = 0; i < 4; i++) {
		unsigned value = 0;
		size_t start = at;
		for (; at < length && text[at] >= '0' && text[at] <= '9'; at++)
			if ((value = value * 10 + (unsigned)(text[at] - '0')) >
			    255)
				return false;
		if (at == start)
			return false;
		bytes[i] = (unsigned char)value;
		if (i < 3 && (at >= length || text[at++] != '.'))
			return false;
	}
	return at == length;
}

/* Groups of up to four digits; `gap` is where "::" stood, or -1. */
static int
parse_groups(const char *text, size_t length, uint16_t *groups, int *gap)
{
	size_t at = 0;
	int count = 0;

	*gap = -1;
	if (length >= 2 && text[0] == ':' && text[1] == ':') {
		*gap = 0;
		at = 2;
	}
	while (at < length) {
		unsigned value = 0;
		size_t start = at;
		for (; at < length && hex_digit(text[at]) >= 0; at++)
			value = value * 16 + (unsigned)hex_digit(text[at]);
		if (at == start || at - start > 4 || count == 8)
			return -1;
		groups[count++] = (uint16_t)value;
		if (at == length)
			break;
		if (text[at++] != ':' || at == length)
			return -1;
		if (text[at] == ':') {
			if (*gap >= 0)
				return -1;
			*gap = count;
			at++;
		}
	}
	return count;
}

static bool
parse_v6(const char *text, size_t length, unsigned char *bytes)
{
	uint16_t groups[8] = { 0 }, full[8] = { 0 };
	int gap, count = parse_groups(text, length, groups, &gap);

	if (count < 0 || (gap < 0 ? count != 8 : count > 7))
		return false;
	if (gap < 0)
		gap = count;
	memcpy(full, groups, (size_t)gap * sizeof *full);
	memcpy(full + 8 - (count - gap), groups + gap,
	       (size_t)(count - gap) * sizeof *full);
	for (int i = 0; i < 8; i++) {
		bytes[2 * i] = (unsigned char)(full[i] >> 8);
		bytes[2 * i + 1] = (unsigned char)full[i];
	}
	return true;
}

/* Four numbers with dots between them, of any size. */
static bool
looks_like_v4(const char *text, size_t length)
{
	int dots = 0;

	if (length == 0 || text[0] == '.' || text[length - 1] == '.')
		return false;
	for (size_t i = 0; i < length; i++) {
		if (text[i] == '.') {
			dots++;
			if (text[i + 1] == '.')
				return false;
		} else if (text[i] < '0' || text[i] > '9') {
			return false;
		}
	}
	return dots == 3;
}

static bool
looks_like_v6(const char *text, size_t length)
{
	bool colon = false;

	for (size_t i = 0; i < length; i++) {
		if (text[i] == ':')
			colon = true;
		else if (hex_digit(text[i]) < 0)
			return false;
	}
	return colon;
}

enum address_form
address_parse(const char *text, size_t length, struct address *out)
{
	/* Most strings are no address: their first character tells. */
	if (length == 0 || (text[0] != ':' && hex_digit(text[0]) < 0))
		return ADDRESS_NONE;
	if (looks_like_v4(text, length)) {
		out->length = 4;
		return parse_v4(text, length, out->bytes) ? ADDRESS_GOOD
							  : ADDRESS_INVALID;
	}
	if (looks_like_v6(text, length)) {
		out->length = 16;
		return parse_v6(text, length, out->bytes) ? ADDRESS_GOOD
							  : ADDRESS_INVALID;
	}
	return ADDRESS_NONE;
}

/* The bits behind the slash: 0 or more, -1 negative, -2 no integer. */
static int
parse_bits(const char *text, size_t length)
{
	bool negative = length > 0 && text[0] == '-';
	size_t at = length > 0 && (text[0] == '-' || text[0] == '+');
	int bits = 0;

	if (at == length)
		return -2;
	for (; at < length; at++) {
		if (text[at] < '0' || text[at] > '9')
			return -2;
		if (bits < 1000)
			bits = bits * 10 + (text[at] - '0');
	}
	return negative && bits > 0 ? -1 : bits;
}

const char *
address_block(const char *text, size_t length, struct address *low,
	      struct address *high)
{
	const char *slash = memchr(text, '/', length);
	const char *end = text + length;

	if (!slash || slash + 1 == end ||
	    memchr(slash + 1, '/', (size_t)(end - slash - 1)))
		return "Malformed CIDR, one '/' required";
	int bits = parse_bits(slash + 1, (size_t)(end - slash - 1));
	if (bits == -2)
		return "Malformed CIDR, mask bits must be an integer";
	if (bits < 0)
		return "Malformed CIDR, mask bits must not be negative";
	switch (address_parse(text, (size_t)(slash - text), low)) {
	case ADDRESS_NONE:
		return "Nonstandard IP address: %s";
	case ADDRESS_INVALID:
		return "Invalid IP address: %s";
	case ADDRESS_GOOD:
		break;
	}
	if (bits >= low->length * 8)
		return low->length == 4 ? "IPv4 mask bits must be < 32"
					: "IPv6 mask bits must be < 128";
	*high = *low;
	for (int i = 0; i < low->length; i++, bits -= 8) {
		unsigned host = bits >= 8 ? 0 : bits <= 0 ? 0xff : 0xffu >> bits;
		low->bytes[i] &= (unsigned char)~host;
		high->bytes[i] |= (unsigned char)host;
	}
	return NULL;
}

bool
address_between(const struct address *address, const struct address *low,
		const struct address *high)
{
	size_t length = (size_t)address->length;

	return address->length == low->length &&
	       memcmp(address->bytes, low->bytes, length) >= 0 &&
	       memcmp(address->bytes, high->bytes, length) <= 0;
}
