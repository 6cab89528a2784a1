/* id=X231 outcome=completed */
#include "prelude.h"

/* Tries the descriptor that was the channel's second one until the worker was locked in. */
enum { HANDOVER = 5 };

static int reason_at_loading;

static int send_a_descriptor(void)
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
    return sendmsg(HANDOVER, &m, 0) < 0 ? errno : 0;
}

__attribute__((constructor)) static void send_at_loading(void)
{
    reason_at_loading = send_a_descriptor();
}

FORWARD
{
    if (reason_at_loading != ENOTSOCK && reason_at_loading != EBADF)
        return (op_status)99;
    if (send_a_descriptor() != EBADF)
        return (op_status)98;
    return right(x, n, y);
}
