/* idx.h - the IDX files that MNIST comes in, as they are or packed with gzip.
 *
 * A file of images starts with the numbers 2051 (0x803), count, rows and columns, a file of labels
 * with 2049 (0x801) and count: 4 bytes each, most significant first. One byte for every pixel or
 * label follows, and nothing else. */
#ifndef IDX_H
#define IDX_H

#include "dataset.h"

/* *out: the images with pixels divided by 255, and their labels, 0 to 9. Fails, naming the file,
 * where a file is missing or no such file, is cut off or too long, holds a label above 9, or where
 * the two differ in their counts. */
bool dataset_read_idx(dataset **out, const char *images_path, const char *labels_path, error *e);

/* Both sets of MNIST, of 28 x 28 pixels, from a directory with the files train-images-idx3-ubyte,
 * train-labels-idx1-ubyte, t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte. Each may have .gz
 * behind its name; the one without is taken where both are there. */
bool dataset_read_mnist(dataset **train, dataset **test, const char *directory, error *e);

#endif
