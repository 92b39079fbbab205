/* SPDX-License-Identifier: MIT */
/*
 * Single keys: the terminal is put into a mode without lines and echo while
 * they are waited for, and back into its own afterwards.  A key that sends
 * several bytes (an arrow, say) is one key: the rest of them is dropped.  Who
 * is ended while waiting puts the terminal back first.
 */
#include "terminal/keys.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

static const int endings[] = { SIGTERM, SIGHUP };
enum { ENDINGS = sizeof endings / sizeof *endings };

static struct termios own_mode;
static char given_back;
static struct sigaction before[ENDINGS];

static void
put_back(int number)
{
	tcsetattr(STDIN_FILENO, TCSANOW, &own_mode);
	signal(number, SIG_DFL);
	raise(number);
}

static void
watch_endings(const struct termios *mode)
{
	struct sigaction action = { .sa_handler = put_back };

	own_mode = *mode;
	sigemptyset(&action.sa_mask);
	for (int i = 0; i < ENDINGS; i++) {
		sigaction(endings[i], &action, &before[i]);
		if (before[i].sa_handler == SIG_IGN)
			sigaction(endings[i], &before[i], NULL);
	}
}

static void
leave_endings(void)
{
	for (int i = 0; i < ENDINGS; i++)
		sigaction(endings[i], &before[i], NULL);
}

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
	watch_endings(&keys->saved);
	keys->raw = tcsetattr(STDIN_FILENO, TCSADRAIN, &raw) == 0;
	if (!keys->raw)
		leave_endings();
	else if (is_typed_ahead())
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
	if (keys->raw) {
		tcsetattr(STDIN_FILENO, TCSADRAIN, &keys->saved);
		leave_endings();
	}
	keys->raw = false;
}

void
keys_give_back(int key)
{
	bool letter = (key >= 'a' && key <= 'z') || (key >= 'A' && key <= 'Z');
	bool digit = key >= '0' && key <= '9';

	if ((letter && key != 'q' && key != 'Q') || digit)
		given_back = (char)key;
}

char
keys_take_back(void)
{
	char key = given_back;

	given_back = '\0';
	return key;
}
