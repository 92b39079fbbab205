/* SPDX-License-Identifier: MIT */
/*
 * Single keys: the terminal is put into a mode without lines and echo while
 * they are waited for, and back into its own afterwards.  A key that sends
 * several bytes (an arrow, say) is one key: the rest of them is dropped.
 */
#include "terminal/keys.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

static bool
is_typed_ahead(void)
{
	struct pollfd input = { .fd = STDIN_FILENO, .events = POLLIN };

	return poll(&input, 1, 0) > 0;
}

bool
keys_begin(struct keys *keys)
{
	struct termios raw;

	keys->raw = false;
	if (tcgetattr(STDIN_FILENO, &keys->saved) != 0)
		return false;
	raw = keys->saved;
	raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG);
	raw.c_cc[VMIN] = 1;
	raw.c_cc[VTIME] = 0;
	keys->raw = tcsetattr(STDIN_FILENO, TCSADRAIN, &raw) == 0;
	if (keys->raw && is_typed_ahead())
		keys_end(keys);
	return keys->raw;
}

int
keys_wait(struct keys *keys, int milliseconds)
{
	struct pollfd input = { .fd = STDIN_FILENO, .events = POLLIN };
	unsigned char key;
	int ready;

	if (!keys->raw)
		return -1;
	do {
		ready = poll(&input, 1, milliseconds);
	} while (ready < 0 && errno == EINTR && milliseconds < 0);
	if (ready == 0 || (ready < 0 && errno == EINTR))
		return 0;
	if (ready < 0 || read(STDIN_FILENO, &key, 1) != 1)
		return -1;
	if (key == 0x1b)
		tcflush(STDIN_FILENO, TCIFLUSH);
	return key ? key : ' ';
}

void
keys_end(struct keys *keys)
{
	if (keys->raw)
		tcsetattr(STDIN_FILENO, TCSADRAIN, &keys->saved);
	keys->raw = false;
}
