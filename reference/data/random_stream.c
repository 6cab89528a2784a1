#include "random_stream.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "digest.h"

gsl_rng *random_stream(const char *seed, const char *purpose)
{
    const size_t size = strlen(seed) + strlen(purpose) + 2;
    char *text = malloc(size);
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    if (text && random) {
        snprintf(text, size, "%s\n%s", seed, purpose);
        uint8_t digest[DIGEST_BYTES];
        digest_sha256(text, size - 1, digest);
        gsl_rng_set(random, (uint32_t)digest[0] << 24 | (uint32_t)digest[1] << 16 |
                                (uint32_t)digest[2] << 8 | digest[3]);
    } else if (random) {
        gsl_rng_free(random);
        random = NULL;
    }
    free(text);
    return random;
}
