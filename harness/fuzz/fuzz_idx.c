/* IDX files, plain or packed: the input is the images' file, and its last bytes that of the labels.
 */
#include "fuzz_file.h"
#include "idx.h"

enum { LABELS = 12 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static fuzz_file images, labels;
    error e;
    dataset *d = NULL;
    const size_t tail = size < LABELS ? size : LABELS;
    if (!*images.path) {
        images = fuzz_file_open();
        labels = fuzz_file_open();
    }
    fuzz_file_fill(&images, data, size - tail);
    fuzz_file_fill(&labels, data + size - tail, tail);
    if (dataset_read_idx(&d, images.path, labels.path, &e))
        dataset_free(d);
    return 0;
}
