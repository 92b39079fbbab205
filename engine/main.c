/* SPDX-License-Identifier: MIT */
/*
 * jasoos: a guided lab for AWS CloudTrail, simulated, offline.
 *
 * Here is only what belongs to a process: memory that is used up, an output
 * that cannot be written, and the exit status.
 */
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "base/memory.h"
#include "command/command.h"

static void
out_of_memory(void)
{
	static const char text[] = "jasoos: out of memory\n";
	ssize_t written = write(STDERR_FILENO, text, sizeof text - 1);

	(void)written;
	_exit(ANSWER_IO);
}

/*
 * A closed standard stream would be the next file that is opened, the journal
 * perhaps, and what is printed would land in it.  Opened the wrong way round,
 * it fails as a closed one does.
 */
static void
occupy_standard_streams(void)
{
	for (int i = STDIN_FILENO; i <= STDERR_FILENO; i++)
		if (fcntl(i, F_GETFD) < 0)
			open("/dev/null",
			     i == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

/* A pipe whose reader went away: there is nobody to tell. */
static bool
nobody_reads(void)
{
	struct pollfd out = { .fd = STDOUT_FILENO, .events = POLLOUT };

	return poll(&out, 1, 0) == 1 && (out.revents & (POLLERR | POLLHUP));
}

/* Whether all that was said has arrived. */
static bool
finish_output(struct program *program)
{
	if (!ferror(stdout) && fflush(stdout) == 0)
		return true;
	if (!nobody_reads())
		complain(program, N_("the output could not be written"));
	return false;
}

int
main(int argc, char **argv)
{
	struct program program = { 0 };
	int answer;

	occupy_standard_streams();
	mem_on_exhausted(out_of_memory);
	/* A write that cannot be done fails; it does not end the program. */
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	answer = program_run(&program, argc, argv);
	if (!finish_output(&program))
		answer = ANSWER_IO;
	program_release(&program);
	return answer;
}
