/* process.h - the grade executable run as a process, for tests. */
#ifndef PROCESS_H
#define PROCESS_H

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "testing.h"

enum { MOST_OUTPUT = 1 << 19, CAPTURED = -1, CLOSED = -2 };

/* What a process left: its exit status, or 128 + the signal that ended it, and what it wrote. */
typedef struct process_end {
    int status;
    char *out, *err; /* 0-terminated; out is "" where it was not captured */
} process_end;

/* Runs arguments[0] as a child, beside this process, with its output in two files. */
static inline pid_t process_start(const char *const arguments[], const char *out, const char *err)
{
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child)
        return child;
    if (freopen(out, "w", stdout) && freopen(err, "w", stderr))
        execv(arguments[0], (char *const *)arguments);
    _exit(127);
}

/* How it ended, as a shell says it. */
static inline int process_await(pid_t child)
{
    int status = -1;
    while (waitpid(child, &status, 0) < 0)
        ck_assert_int_eq(errno, EINTR);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static inline void sleep_seconds(double seconds)
{
    struct timespec t = {(time_t)seconds, (long)((seconds - (double)(time_t)seconds) * 1e9)};
    nanosleep(&t, NULL);
}

static inline double seconds_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static inline char *process_text(FILE *file)
{
    char *text = malloc(MOST_OUTPUT);
    ck_assert_ptr_nonnull(text);
    rewind(file);
    text[fread(text, 1, MOST_OUTPUT - 1, file)] = '\0';
    fclose(file);
    return text;
}

/* Runs arguments[0], NULL-terminated. out: a descriptor for standard output, CAPTURED or CLOSED.
 * Release what it returns with process_release. */
static inline process_end process_run_to(int out, const char *const arguments[])
{
    FILE *captured = tmpfile(), *errors = tmpfile();
    int status = -1;
    ck_assert(captured && errors);
    fflush(stdout);
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        dup2(fileno(errors), STDERR_FILENO);
        if (out == CLOSED)
            close(STDOUT_FILENO);
        else
            dup2(out == CAPTURED ? fileno(captured) : out, STDOUT_FILENO);
        execv(arguments[0], (char *const *)arguments);
        _exit(127);
    }
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return (process_end){status, process_text(captured), process_text(errors)};
}

static inline process_end process_run(const char *const arguments[])
{
    return process_run_to(CAPTURED, arguments);
}

static inline void process_release(process_end *p)
{
    free(p->out);
    free(p->err);
    *p = (process_end){0};
}

#endif
