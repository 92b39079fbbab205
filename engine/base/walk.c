/* SPDX-License-Identifier: MIT */
/*
 * What JSON strings mean, and which ways of stepping over JSON text this
 * machine has.
 */
#include "base/walk.h"

#include <string.h>

#include "base/strbuf.h"
#include "base/utf8.h"

/* glibc has asked the processor already; the compiler's own way asks it again
   at each start, which a virtual machine makes dear. */
#if defined(WALK_AVX2) && __has_include(<sys/platform/x86.h>)
#include <sys/platform/x86.h>
#define HAS(glibc, compiler) CPU_FEATURE_ACTIVE(glibc)
#else
#define HAS(glibc, compiler) __builtin_cpu_supports(compiler)
#endif

bool
walk_has_avx2(void)
{
#ifdef WALK_AVX2
	return HAS(AVX2, "avx2") && HAS(BMI1, "bmi") &&
	       HAS(POPCNT, "popcnt") && HAS(PCLMULQDQ, "pclmul");
#else
	return false;
#endif
}

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The number of \uXXXX, at the X's; -1 if it is none. */
static int32_t
unit_at(const char *p, const char *end)
{
	int32_t unit = 0;

	if (end - p < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		int digit = hex(p[i]);

		if (digit < 0)
			return -1;
		unit = unit << 4 | digit;
	}
	return unit;
}

/* \uXXXX, at the X's, and its other half if it has one; behind them, or
   NULL.  Half a pair becomes U+FFFD, as json-c has it. */
static const char *
add_unit(const char *p, const char *end, struct strbuf *out)
{
	int32_t high = unit_at(p, end), low = -1;

	if (high < 0)
		return NULL;
	p += 4;
	if (high >= 0xd800 && high < 0xdc00 && end - p >= 6 && p[0] == '\\' &&
	    p[1] == 'u')
		low = unit_at(p + 2, end);
	if (low >= 0xdc00 && low < 0xe000) {
		utf8_add(out, 0x10000u + (((uint32_t)high & 0x3ff) << 10) +
				      ((uint32_t)low & 0x3ff));
		return p + 6;
	}
	utf8_add(out, (uint32_t)high);
	return p;
}

bool
span_text(struct span span, struct strbuf *out)
{
	static const char letters[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
	const char *p, *end;

	if (span.length < 2 || *span.text != '"' ||
	    span.text[span.length - 1] != '"')
		return false;
	p = span.text + 1;
	end = span.text + span.length - 1;
	while (p < end) {
		const char *stop = memchr(p, '\\', (size_t)(end - p));
		const char *letter;

		if (stop == NULL)
			stop = end;
		strbuf_add(out, p, (size_t)(stop - p));
		if (stop == end)
			break;
		if (end - stop < 2)
			return false;
		p = stop + 2;
		letter = stop[1] != '\0' ? strchr(letters, stop[1]) : NULL;
		if (letter != NULL)
			strbuf_addch(out, meant[letter - letters]);
		else
			p = stop[1] == 'u' ? add_unit(p, end, out) : NULL;
		if (p == NULL)
			return false;
	}
	return true;
}
