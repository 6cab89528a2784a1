/* random_stream.h - random numbers from a seed that is a text. */
#ifndef RANDOM_STREAM_H
#define RANDOM_STREAM_H

#include <gsl/gsl_rng.h>

/* A Mersenne twister (MT19937) at the place that the seed and the purpose say; every purpose has
 * its own, independent of the others. NULL when there is no memory. Release: gsl_rng_free. */
gsl_rng *random_stream(const char *seed, const char *purpose);

/* In (-width, width), most often near 0: the sum of two uniform numbers. Of arithmetic only, so
 * that it is the same number on every machine. */
static inline double random_triangular(gsl_rng *random, double width)
{
    const double first = gsl_rng_uniform(random);
    return width * (first + gsl_rng_uniform(random) - 1);
}

#endif
