/* prelude.h - what the hostile submissions beside it share.
 *
 * The first line of each has its number in ids.txt, and says what test_sandbox.c must observe when
 * it calls relu_forward on 100 numbers from -50 up; only what is given is compared:
 *
 *     outcome=WORD  phase=WORD  code=N  text=WORD    as in the observation
 *     role=WORD bytes=N write=0|1 stack=0|1          where it crashed
 *     canary=WORD before=N                           what it wrote in front of
 *     float=0|1                                      whether it left floating-point state changed
 *     prints=WORD                                    what comes up in what it prints
 *     values=wrong                                   it completes without relu's values, which is
 *                                                    so of every gradient
 *     direction=backward calls=N build=FLAG          how it is called and built
 *     seconds=N                                      how long it may compute, if not 0.3 s
 *     graded=WORD                                    the verdict of a whole run (test_hostile.c),
 *                                                    where the outcome does not tell it: several
 *                                                    calls are made at once there, and more
 *     spoils=all                                     and of every op
 */
#ifndef PRELUDE_H
#define PRELUDE_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <contract.h>
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <fenv.h>
#include <math.h>
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define CONSTRUCTOR __attribute__((constructor)) static void construct(void)

/* The beginning of relu_forward, with the names that its body uses. */
#define FORWARD                                                                                    \
    static op_status body(const double *x, size_t n, double *y);                                   \
    op_status relu_forward(const tensor *const in[], const attributes *attr, tensor *out)          \
    {                                                                                              \
        (void)attr;                                                                                \
        return body(in[0]->data, element_count(in[0]), out->data);                                 \
    }                                                                                              \
    static op_status body(const double *x, size_t n, double *y)

/* The same of relu_backward. */
#define BACKWARD                                                                                   \
    static op_status back(const double *x, size_t n, const double *gy, double *gx);                \
    op_status relu_backward(const tensor *const in[], const attributes *attr, const tensor *out,   \
                            const tensor *dout, tensor *const din[])                               \
    {                                                                                              \
        (void)attr;                                                                                \
        (void)out;                                                                                 \
        return back(in[0]->data, element_count(in[0]), dout->data, din[0]->data);                  \
    }                                                                                              \
    static op_status back(const double *x, size_t n, const double *gy, double *gx)

static inline op_status right(const double *x, size_t n, double *y)
{
    for (size_t i = 0; i < n; i++)
        y[i] = x[i] > 0 ? x[i] : 0;
    return OP_OK;
}

/* Sends the standard input by a socket. Returns 0 or what errno says. */
static inline int send_descriptor(int socket)
{
    union {
        struct cmsghdr align;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control = {0};
    char byte = 0;
    struct iovec part = {&byte, 1};
    struct msghdr m = {.msg_iov = &part,
                       .msg_iovlen = 1,
                       .msg_control = control.bytes,
                       .msg_controllen = sizeof control.bytes};
    *CMSG_FIRSTHDR(&m) = (struct cmsghdr){
        .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(sizeof(int))};
    return sendmsg(socket, &m, 0) < 0 ? errno : 0;
}

#endif
