/* SPDX-License-Identifier: MIT */
/*
 * The check of a translation catalog (.mo) before libintl may open it.
 *
 * libintl believes the file: a wrong offset is a wild read, a plural rule of
 * "n/0" a division by zero, a full hash table an endless search, and a lesson
 * pack's catalog comes from anyone.  So only the plain form that msgfmt writes
 * passes here: native byte order, revision 0, every string inside the file,
 * sorted, UTF-8, our one plural rule, and text that cannot move a cursor.
 */
#include "language/catalog.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "language/language.h"

enum {
	MO_MAGIC = 0x950412deu,
	MO_HEADER = 28,
	MO_STRINGS_MAX = 100000,
	MO_SIZE_MAX = 8 << 20,
};

struct mo {
	const unsigned char *bytes;
	size_t length;
	uint32_t count;		/* of strings */
	uint32_t originals;	/* offsets of the two tables */
	uint32_t translations;
	uint32_t hash_size;
	uint32_t hash;
};

/* One row of a table: the string is terminated and lies inside the file. */
struct mo_string {
	const char *text;
	size_t length;
};

static uint32_t
word_at(const struct mo *mo, size_t offset)
{
	uint32_t word;

	memcpy(&word, mo->bytes + offset, sizeof word);
	return word;
}

/* Whether `count` items of `size` bytes at `offset`, aligned, are inside. */
static bool
table_fits(const struct mo *mo, uint32_t offset, uint32_t count, size_t size)
{
	return offset % 4 == 0 && offset >= MO_HEADER &&
	       (uint64_t)offset + (uint64_t)count * size <= mo->length;
}

static bool
string_at(const struct mo *mo, uint32_t table, uint32_t index,
	  struct mo_string *string)
{
	uint32_t length = word_at(mo, table + 8 * (size_t)index);
	uint32_t offset = word_at(mo, table + 8 * (size_t)index + 4);

	if (offset < MO_HEADER || (uint64_t)offset + length >= mo->length ||
	    mo->bytes[(size_t)offset + length] != '\0')
		return false;
	string->text = (const char *)mo->bytes + offset;
	string->length = length;
	return true;
}

static const char *
check_tables(struct mo *mo)
{
	if (mo->length < MO_HEADER || mo->length > MO_SIZE_MAX)
		return N_("size out of range");
	if (word_at(mo, 0) != MO_MAGIC || word_at(mo, 4) != 0)
		return N_("not a catalog of this machine's form");
	mo->count = word_at(mo, 8);
	mo->originals = word_at(mo, 12);
	mo->translations = word_at(mo, 16);
	mo->hash_size = word_at(mo, 20);
	mo->hash = word_at(mo, 24);
	if (mo->count < 1 || mo->count > MO_STRINGS_MAX ||
	    !table_fits(mo, mo->originals, mo->count, 8) ||
	    !table_fits(mo, mo->translations, mo->count, 8))
		return N_("tables outside the file");
	return NULL;
}

static bool
is_prime(uint32_t number)
{
	if (number < 3 || number % 2 == 0)
		return false;
	for (uint32_t i = 3; (uint64_t)i * i <= number; i += 2)
		if (number % i == 0)
			return false;
	return true;
}

/*
 * libintl walks the hash table in steps until it meets an empty slot.  It is
 * sure to meet one only if there is one and the size has no divisor.
 */
static const char *
check_hash(const struct mo *mo)
{
	bool has_empty = false;

	if (mo->hash_size == 0)
		return NULL;
	if (!table_fits(mo, mo->hash, mo->hash_size, 4) ||
	    !is_prime(mo->hash_size))
		return N_("damaged hash table");
	for (uint32_t i = 0; i < mo->hash_size; i++) {
		uint32_t entry = word_at(mo, mo->hash + 4 * (size_t)i);

		if (entry > mo->count)
			return N_("damaged hash table");
		has_empty |= entry == 0;
	}
	return has_empty ? NULL : N_("damaged hash table");
}

bool
catalog_is_unsafe(uint32_t c)
{
	return (c < 0x20 && c != '\n') || (c >= 0x7f && c < 0xa0) ||
	       (c >= 0x200e && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
	       (c >= 0x2066 && c <= 0x2069) || c == 0xfffd;
}

/* Eight bytes that are all from ' ' to '~', which most are. */
static bool
is_plain(const char *p)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	uint64_t bytes;

	memcpy(&bytes, p, sizeof bytes);
	return ((bytes | (bytes - ones * ' ') | (bytes + ones)) & ones << 7) ==
	       0;
}

/* Plural forms stand behind one another, each with its NUL. */
static bool
is_safe_text(struct mo_string string)
{
	const char *p = string.text, *end = p + string.length;

	while (p < end) {
		if (end - p >= 8 && is_plain(p))
			p += 8;
		else if ((*p >= ' ' && *p <= '~') || *p == '\0')
			p++;
		else if (catalog_is_unsafe(utf8_next(&p, end)))
			return false;
	}
	return true;
}

static const char *
check_strings(const struct mo *mo)
{
	const char *previous = NULL;

	for (uint32_t i = 0; i < mo->count; i++) {
		struct mo_string original, translation;

		if (!string_at(mo, mo->originals, i, &original) ||
		    !string_at(mo, mo->translations, i, &translation))
			return N_("a string outside the file");
		if (previous != NULL && strcmp(previous, original.text) >= 0)
			return N_("strings out of order");
		previous = original.text;
		if (!is_safe_text(translation))
			return N_("text that is no clean UTF-8");
	}
	return NULL;
}

static size_t
occurrences(const char *text, const char *part)
{
	size_t count = 0;

	for (; (text = strstr(text, part)) != NULL; text++)
		count++;
	return count;
}

/*
 * libintl looks for "charset=", "nplurals=" and "plural=" anywhere in the
 * header, so nothing like them may stand anywhere else.
 */
static const char *
check_header(const struct mo *mo)
{
	static const char rule[] =
		"\nPlural-Forms: nplurals=2; plural=(n != 1);\n";
	struct mo_string original, header;

	if (!string_at(mo, mo->originals, 0, &original) ||
	    !string_at(mo, mo->translations, 0, &header) ||
	    original.length != 0 || strlen(header.text) != header.length)
		return N_("no header");
	if (occurrences(header.text, "charset=") != 1 ||
	    strstr(header.text, "charset=UTF-8\n") == NULL)
		return N_("a character set other than UTF-8");
	if (occurrences(header.text, "plural") != 0 &&
	    (occurrences(header.text, "plural") != 2 ||
	     strstr(header.text, rule) == NULL))
		return N_("another plural rule than 'nplurals=2; plural=(n != 1);'");
	return NULL;
}

int
catalog_check(const unsigned char *bytes, size_t length, const char **why)
{
	struct mo mo = { .bytes = bytes, .length = length };
	const char *trouble = check_tables(&mo);

	if (trouble == NULL)
		trouble = check_hash(&mo);
	if (trouble == NULL)
		trouble = check_strings(&mo);
	if (trouble == NULL)
		trouble = check_header(&mo);
	if (why != NULL)
		*why = trouble;
	return trouble == NULL ? 0 : ERROR_FORMAT;
}

static int
check_file(const char *folder, const char *code, size_t code_length,
	   const char *domain)
{
	char *path = str_printf("%s/%.*s/LC_MESSAGES/%s.mo", folder,
				(int)code_length, code, domain);
	struct strbuf bytes = STRBUF_INIT;
	int error = file_read(path, MO_SIZE_MAX, &bytes);

	if (error == ERROR_LIMIT)
		error = ERROR_FORMAT;
	if (error == 0)
		error = catalog_check((const unsigned char *)bytes.buf,
				      bytes.len, NULL);
	strbuf_release(&bytes);
	free(path);
	return error;
}

int
catalog_look(const char *folder, const char *code, const char *domain)
{
	size_t plain = strcspn(code, "@");
	int error = check_file(folder, code, strlen(code), domain);
	int second;

	if (code[plain] == '\0' || (error != 0 && error != ERROR_NOT_FOUND))
		return error;
	/* libintl falls through to the name without its modifier. */
	second = check_file(folder, code, plain, domain);
	return second == ERROR_NOT_FOUND ? error : second;
}

/* ---------------------------------------------------------------- formats */

enum { FORMAT_ARGUMENTS = 12 };

struct format {
	size_t count;
	bool numbered;			   /* %2$s rather than %s */
	unsigned types[FORMAT_ARGUMENTS];  /* length and conversion; 0 unused */
};

static bool
add_argument(struct format *format, size_t position, unsigned type)
{
	if (position >= FORMAT_ARGUMENTS ||
	    (format->types[position] != 0 && format->types[position] != type))
		return false;
	format->types[position] = type;
	if (position >= format->count)
		format->count = position + 1;
	return true;
}

/* Skips "12" or takes the argument of "*". */
static bool
read_width(const char **p, struct format *format)
{
	if (**p != '*') {
		*p += strspn(*p, "0123456789");
		return true;
	}
	(*p)++;
	return !format->numbered && add_argument(format, format->count, 'd');
}

/* The "1$" that an argument's number is, from 0; false if there is none. */
static bool
read_position(const char **p, size_t *position)
{
	if (**p < '1' || **p > '9' || (*p)[1] != '$')
		return false;
	*position = (size_t)(**p - '1');
	*p += 2;
	return true;
}

/* One directive behind its '%'. */
static bool
read_directive(const char **p, struct format *format)
{
	size_t position = 0;
	bool numbered = read_position(p, &position);
	unsigned type = 0;

	if (format->count > 0 && numbered != format->numbered)
		return false;
	format->numbered = numbered;
	*p += strspn(*p, "-+ #0'");
	if (!read_width(p, format))
		return false;
	if (**p == '.') {
		(*p)++;
		if (!read_width(p, format))
			return false;
	}
	for (; **p != '\0' && strchr("hljztL", **p) != NULL; (*p)++)
		type = type << 8 | (unsigned char)**p;
	if (**p == '\0' || strchr("diouxXeEfFgGaAcsp", **p) == NULL)
		return false;
	type = type << 8 | (unsigned char)(**p == 'i' ? 'd' : **p);
	(*p)++;
	return add_argument(format, numbered ? position : format->count, type);
}

static bool
format_read(const char *text, struct format *format)
{
	memset(format, 0, sizeof *format);
	while ((text = strchr(text, '%')) != NULL) {
		text++;
		if (*text == '%')
			text++;
		else if (!read_directive(&text, format))
			return false;
	}
	return true;
}

bool
catalog_formats_agree(const char *msgid, const char *translation)
{
	struct format given, asked;

	if (msgid == translation || !format_read(msgid, &given))
		return true;
	if (!format_read(translation, &asked) || asked.count > given.count)
		return false;
	for (size_t i = 0; i < asked.count; i++)
		if (asked.types[i] != given.types[i])
			return false;
	return true;
}
