#include "digest.h"

#include <sha2.h>
#include <stdio.h>

void digest_sha256(const void *data, size_t bytes, uint8_t digest[DIGEST_BYTES])
{
    SHA2_CTX context;
    SHA256Init(&context);
    SHA256Update(&context, data, bytes);
    SHA256Final(digest, &context);
}

void digest_text(const uint8_t digest[DIGEST_BYTES], char text[DIGEST_TEXT])
{
    for (size_t i = 0; i < DIGEST_BYTES; i++)
        snprintf(text + 2 * i, 3, "%02x", digest[i]);
}
