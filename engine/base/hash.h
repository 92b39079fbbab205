/* SPDX-License-Identifier: MIT */
/*
 * A hash of bytes, for tables in memory: fast, and not the same on every
 * machine, so nothing that is shown may depend on it.
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

uint64_t hash_bytes(const void *bytes, size_t length);
/* Of two hashes in this order. */
uint64_t hash_join(uint64_t one, uint64_t two);

#endif
