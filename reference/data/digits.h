/* digits.h - synthetic handwritten digits: what to train on where MNIST is not at hand. */
#ifndef DIGITS_H
#define DIGITS_H

#include "dataset.h"

enum { DIGIT_SIDE = 28, DIGIT_PIXELS = DIGIT_SIDE * DIGIT_SIDE, DIGIT_CLASSES = 10 };

/* Two sets of images of 28 x 28 pixels in [0, 1], multiples of 1/255, 0 where there is no ink, with
 * the digit as their label. Every image is a digit written in one of several ways with a pen of
 * random width, distorted, and speckled. The same seed gives the same images to the last bit on
 * every machine; fewer images are the first ones of more, and the two sets have none in common. */
bool dataset_digits(dataset **train, dataset **test, size_t train_count, size_t test_count,
                    const char *seed, error *e);

#endif
