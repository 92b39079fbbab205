/* SPDX-License-Identifier: MIT */
/*
 * Fuzzing translators' files (.po).
 *
 * Beyond not crashing: what is read and written is read again as the same, a
 * merge with itself keeps all of it, and a .mo with our header passes the
 * check.
 */
#include "language/po.h"

#include <string.h>

#include "base/strbuf.h"
#include "language/language.h"

#include "fuzz.h"

static void
merge_with_itself(const char *text, size_t length)
{
	struct strbuf mo = STRBUF_INIT;
	struct po fresh, old, merged;
	struct po_counts counts;
	const char *why;
	int line;

	require(po_read(&fresh, text, length, &line, &why) == 0);
	require(po_read(&old, text, length, &line, &why) == 0);
	po_merge(&fresh, &old, "ur@latin", &merged, &counts);
	require(counts.gone == 0);
	po_write_mo(&merged, &mo);
	if (po_find(&old, NULL, "") == NULL)
		require(catalog_check((const unsigned char *)mo.buf, mo.len,
				      &why) == 0);
	strbuf_release(&mo);
	po_release(&merged);
	po_release(&old);
	po_release(&fresh);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct strbuf once = STRBUF_INIT, twice = STRBUF_INIT;
	const char *why;
	struct po po;
	int line, error = po_read(&po, (const char *)data, size, &line, &why);

	require((error == 0) == (why == NULL));
	if (error == 0)
		po_write(&po, &once);
	po_release(&po);
	if (error == 0 && once.len <= PO_SIZE_MOST) {
		require(po_read(&po, once.buf, once.len, &line, &why) == 0);
		po_write(&po, &twice);
		require(strcmp(once.buf, twice.buf) == 0);
		po_release(&po);
		merge_with_itself(once.buf, once.len);
	}
	strbuf_release(&once);
	strbuf_release(&twice);
	return 0;
}
