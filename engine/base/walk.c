/* SPDX-License-Identifier: MIT */
/*
 * Which ways of stepping over JSON text this machine has.
 */
#include "base/walk.h"

bool
walk_has_avx2(void)
{
#ifdef WALK_AVX2
	return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
	       __builtin_cpu_supports("popcnt") &&
	       __builtin_cpu_supports("pclmul");
#else
	return false;
#endif
}
