#include "channel.h"

#include <assert.h>
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

typedef union passed_buffer {
    struct cmsghdr align;
    char bytes[CMSG_SPACE(CHANNEL_MAX_PASSED * sizeof(int))];
} passed_buffer;

bool channel_send(int fd, const void *message, size_t bytes, const int *passed, size_t passed_count)
{
    assert(passed_count <= CHANNEL_MAX_PASSED);
    passed_buffer buffer = {0};
    struct iovec part = {(void *)message, bytes};
    struct msghdr header = {.msg_iov = &part,
                            .msg_iovlen = 1,
                            .msg_control = buffer.bytes,
                            .msg_controllen = CMSG_SPACE(passed_count * sizeof(int))};
    ssize_t sent;
    if (passed_count) {
        struct cmsghdr *c = CMSG_FIRSTHDR(&header);
        c->cmsg_level = SOL_SOCKET;
        c->cmsg_type = SCM_RIGHTS;
        c->cmsg_len = CMSG_LEN(passed_count * sizeof(int));
        memcpy(CMSG_DATA(c), passed, passed_count * sizeof(int));
    }
    do /* a worker may only use send once it is locked in */
        sent = passed_count ? sendmsg(fd, &header, MSG_NOSIGNAL)
                            : send(fd, message, bytes, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    return sent == (ssize_t)bytes;
}

bool channel_offer(int fd, const void *message, size_t bytes)
{
    return send(fd, message, bytes, MSG_NOSIGNAL | MSG_DONTWAIT) == (ssize_t)bytes;
}

/* Takes the descriptors out of a message; closes them all unless they are as many as wanted. */
static bool take_passed(struct msghdr *header, int *passed, size_t wanted)
{
    int got[sizeof(passed_buffer) / sizeof(int)]; /* alignment leaves room for more than asked */
    size_t count = 0;
    struct cmsghdr *c = CMSG_FIRSTHDR(header);
    if (c && c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS) {
        count = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        memcpy(got, CMSG_DATA(c), count * sizeof(int));
    }
    if (count == wanted) {
        if (count)
            memcpy(passed, got, count * sizeof(int));
        return true;
    }
    for (size_t i = 0; i < count; i++)
        close(got[i]);
    return false;
}

bool channel_receive(int fd, void *message, size_t bytes, int *passed, size_t passed_count)
{
    ssize_t got;
    assert(passed_count <= CHANNEL_MAX_PASSED);
    passed_buffer buffer;
    struct iovec part = {message, bytes};
    struct msghdr header = {.msg_iov = &part,
                            .msg_iovlen = 1,
                            .msg_control = passed_count ? buffer.bytes : NULL,
                            .msg_controllen = passed_count ? sizeof buffer.bytes : 0};
    do
        got = recvmsg(fd, &header, MSG_TRUNC | MSG_CMSG_CLOEXEC);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        return false;
    if (got == (ssize_t)bytes && take_passed(&header, passed, passed_count))
        return true;
    if (got != (ssize_t)bytes)
        take_passed(&header, passed, CHANNEL_MAX_PASSED + 1);
    errno = got == 0 ? 0 : EPROTO;
    return false;
}
