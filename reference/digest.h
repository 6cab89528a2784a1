/* digest.h - SHA-256: the one door to libmd. */
#ifndef DIGEST_H
#define DIGEST_H

#include <stddef.h>
#include <stdint.h>

enum { DIGEST_BYTES = 32, DIGEST_TEXT = 65 };

void digest_sha256(const void *data, size_t bytes, uint8_t digest[DIGEST_BYTES]);

/* As 64 hexadecimal digits and a 0. */
void digest_text(const uint8_t digest[DIGEST_BYTES], char text[DIGEST_TEXT]);

#endif
