/* channel.h - fixed-size messages, and descriptors beside them, over a SOCK_SEQPACKET socket. */
#ifndef CHANNEL_H
#define CHANNEL_H

#include <stdbool.h>
#include <stddef.h>

enum { CHANNEL_MAX_PASSED = 3 };

/* Sends one message of that many bytes, and passed_count descriptors with it. False with errno. */
bool channel_send(int fd, const void *message, size_t bytes, const int *passed,
                  size_t passed_count);

/* The same without descriptors, but never waits: where a receiver who does not read has left no
 * room, it fails with EAGAIN. */
bool channel_offer(int fd, const void *message, size_t bytes);

/* Waits for one message of exactly that many bytes, and passed_count descriptors with it (opened
 * close-on-exec). False with errno, 0 at the end of the channel, EPROTO for a message of another
 * size or without the descriptors; none is left open then. */
bool channel_receive(int fd, void *message, size_t bytes, int *passed, size_t passed_count);

#endif
