#include "streams.h"

#include <stdio.h>
#include <stdlib.h>

#include "digest.h"

enum { STREAMS_OF_DIGEST = DIGEST_BYTES / sizeof(uint32_t) };

bool streams_seed(uint32_t *stream, size_t count, const char *seed, const char *owner,
                  const char *name, unsigned attempt)
{
    uint8_t digest[DIGEST_BYTES];
    for (size_t i = 0; i < count; i++) {
        const size_t place = i % STREAMS_OF_DIGEST;
        if (place == 0) {
            char *text;
            int length = asprintf(&text, "%s\n%s/%s\n%u\n%zu", seed, owner, name, attempt,
                                  i / STREAMS_OF_DIGEST);
            if (length < 0)
                return false;
            digest_sha256(text, (size_t)length, digest);
            free(text);
        }
        const uint8_t *word = digest + sizeof(uint32_t) * place;
        stream[i] =
            (uint32_t)word[0] << 24 | (uint32_t)word[1] << 16 | (uint32_t)word[2] << 8 | word[3];
    }
    return true;
}
