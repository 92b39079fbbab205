/* SPDX-License-Identifier: MIT */
/*
 * The codes of functions that can fail: 0, or one of these, passed up
 * unchanged.  What AWS would refuse is not among them (see aws/operation.h),
 * nor is a bad lesson (see lesson/diagnostic.h).
 */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

enum error {
	ERROR_NOT_FOUND = -1,	/* no such file, folder, name */
	ERROR_DENIED = -2,	/* the system refuses: rights, read-only */
	ERROR_FORMAT = -3,	/* the content is not what it should be */
	ERROR_LIMIT = -4,	/* too large, too deep, too many */
	ERROR_BUSY = -5,	/* another process holds it */
	ERROR_NEWER = -6,	/* written by a newer version of Jasoos */
	ERROR_FULL = -7,	/* no room on the device */
	ERROR_IO = -8,		/* any other failure to read or write */
};

#endif
