/* SPDX-License-Identifier: MIT */
/*
 * XML as AWS writes it: elements in a row, no attributes but a namespace.
 */
#ifndef HTTP_XML_H
#define HTTP_XML_H

#include <stdbool.h>
#include <stdint.h>

struct strbuf;

/* All append.  Characters that XML cannot have in any form become U+FFFD. */
void xml_text(struct strbuf *out, const char *text);
void xml_element(struct strbuf *out, const char *name, const char *text);
/* S3 has milliseconds always, others where there are any. */
void xml_moment(struct strbuf *out, const char *name, int64_t moment,
		bool with_milliseconds);

#endif
