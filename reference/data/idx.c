#include "idx.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

enum {
    MAGIC_LABELS = 0x801, /* bytes in 1 dimension */
    MAGIC_IMAGES = 0x803, /* bytes in 3 dimensions */
    LABELS = 10,
    MNIST_SIDE = 28,
    MAX_SIDE = 1024,
    MOST_PACKED = 1032,  /* bytes that a byte of deflate's can stand for, zlib's technical notes */
    MAX_PIXELS = 1 << 28 /* of a file: 2 GiB of doubles, a little over five times MNIST */
};

/* A file while it is read. zlib hands on the bytes of a file that is not packed as they are. */
typedef struct idx_file {
    const char *path;
    gzFile bytes;
    uint64_t most_bytes; /* that can be packed into a file of its size */
    uint32_t count, rows, columns;
} idx_file;

/* Opens without waiting for a writer, if it is a pipe, and refuses all that is no file. */
static bool idx_open(idx_file *f, const char *path, error *e)
{
    struct stat status;
    int descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0 || fstat(descriptor, &status) != 0) {
        fail(e, "%s: cannot be opened: %s", path, strerror(errno));
    } else if (!S_ISREG(status.st_mode)) {
        fail(e, "%s: is %s, not an IDX file", path,
             S_ISDIR(status.st_mode) ? "a directory" : "a device or a pipe");
    } else {
        gzFile bytes = gzdopen(descriptor, "rb");
        if (bytes) {
            *f = (idx_file){
                .path = path, .bytes = bytes, .most_bytes = (uint64_t)status.st_size * MOST_PACKED};
            return true;
        }
        fail(e, "%s: no memory to read it", path);
    }
    if (descriptor >= 0)
        close(descriptor);
    return false;
}

/* True where zlib has met no error; to be cut off is not one here. */
static bool idx_is_sound(const idx_file *f, error *e)
{
    int code = Z_OK;
    const char *text = gzerror(f->bytes, &code);
    if (code == Z_OK || code == Z_BUF_ERROR)
        return true;
    const char *reason = strstr(text, ">: "); /* behind the name that zlib made up, <fd:3> */
    return fail(e, "%s: damaged: %s", f->path, reason ? reason + 3 : text);
}

/* what: the part of the file that is read, for the message. */
static bool idx_bytes(const idx_file *f, void *to, unsigned size, const char *what, error *e)
{
    int got = gzread(f->bytes, to, size);
    if (got >= 0 && (unsigned)got == size)
        return true;
    return idx_is_sound(f, e) && fail(e, "%s: ends in %s; it is cut off", f->path, what);
}

static bool idx_number(const idx_file *f, uint32_t *number, error *e)
{
    uint8_t b[4];
    if (!idx_bytes(f, b, sizeof b, "its header", e))
        return false;
    *number = (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
    return true;
}

static bool idx_magic(const idx_file *f, uint32_t expected, error *e)
{
    uint32_t magic;
    if (!idx_number(f, &magic, e))
        return false;
    if (magic != expected)
        return fail(e, "%s: starts with 0x%08x; an IDX file of %s starts with 0x%08x", f->path,
                    magic, expected == MAGIC_IMAGES ? "images" : "labels", expected);
    return true;
}

/* Reading to the end also makes zlib compare the checksum. */
static bool idx_end(const idx_file *f, error *e)
{
    char byte;
    if (gzread(f->bytes, &byte, 1) > 0)
        return fail(e, "%s: goes on behind the %u elements that its header promises", f->path,
                    f->count);
    int code = Z_OK;
    gzerror(f->bytes, &code);
    return idx_is_sound(f, e) && (code == Z_OK || fail(e, "%s: its end is cut off", f->path));
}

static bool images_header(idx_file *f, error *e)
{
    if (!idx_magic(f, MAGIC_IMAGES, e) || !idx_number(f, &f->count, e) ||
        !idx_number(f, &f->rows, e) || !idx_number(f, &f->columns, e))
        return false;
    if (f->rows - 1u >= MAX_SIDE || f->columns - 1u >= MAX_SIDE)
        return fail(e, "%s: images of %u x %u pixels; expected 1 to %d each way", f->path, f->rows,
                    f->columns, MAX_SIDE);
    if (f->count == 0 || f->count > MAX_PIXELS / (f->rows * f->columns))
        return fail(e, "%s: %u images; expected 1 to %u of %u x %u pixels", f->path, f->count,
                    MAX_PIXELS / (f->rows * f->columns), f->rows, f->columns);
    if ((uint64_t)f->count * f->rows * f->columns > f->most_bytes)
        return fail(e, "%s: too short for %u images of %u x %u pixels; it is cut off", f->path,
                    f->count, f->rows, f->columns);
    return true;
}

/* As many labels as there are images, which is all that the labels' file can hold. */
static bool labels_header(idx_file *f, const idx_file *images, error *e)
{
    if (!idx_magic(f, MAGIC_LABELS, e) || !idx_number(f, &f->count, e))
        return false;
    if (f->count != images->count)
        return fail(e, "%s: %u labels, but %s has %u images", f->path, f->count, images->path,
                    images->count);
    return true;
}

static bool read_pixels(const idx_file *f, dataset *d, error *e)
{
    uint8_t row[MAX_SIDE];
    for (size_t i = 0, rows = (size_t)f->count * f->rows; i < rows; i++) {
        if (!idx_bytes(f, row, f->columns, "its pixels", e))
            return false;
        for (size_t column = 0; column < f->columns; column++)
            d->x[i * f->columns + column] = row[column] / 255.0;
    }
    return idx_end(f, e);
}

static bool read_labels(const idx_file *f, dataset *d, error *e)
{
    for (size_t n = 0; n < d->count; n++) {
        uint8_t label;
        if (!idx_bytes(f, &label, 1, "its labels", e))
            return false;
        if (label >= LABELS)
            return fail(e, "%s: label %zu is %u; expected 0 to %d", f->path, n, label, LABELS - 1);
        d->label[n] = label;
    }
    return idx_end(f, e);
}

bool dataset_read_idx(dataset **out, const char *images_path, const char *labels_path, error *e)
{
    idx_file images = {.bytes = NULL}, labels = images;
    dataset *d = NULL;
    bool ok = idx_open(&images, images_path, e) && images_header(&images, e) &&
              idx_open(&labels, labels_path, e) && labels_header(&labels, &images, e);
    if (ok) {
        d = dataset_new(images.count, (size_t)images.rows * images.columns, 0, LABELS);
        ok = d ? read_pixels(&images, d, e) && read_labels(&labels, d, e)
               : fail(e, "%s: no memory for its %u images", images_path, images.count);
    }
    if (images.bytes)
        gzclose(images.bytes);
    if (labels.bytes)
        gzclose(labels.bytes);
    if (ok)
        *out = d;
    else
        dataset_free(d);
    return ok;
}

/* The path of the file, or of its packed form, whichever is there; NULL if none is. To be freed. */
static char *mnist_path(const char *directory, const char *part, const char *rest, error *e)
{
    static const char *const suffixes[] = {"", ".gz"};
    const size_t size = strlen(directory) + strlen(part) + strlen(rest) + sizeof "/.gz";
    char *path = malloc(size);
    if (!path) {
        fail(e, "%s: no memory to read it", directory);
        return NULL;
    }
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        struct stat status;
        snprintf(path, size, "%s/%s%s%s", directory, part, rest, suffixes[i]);
        if (stat(path, &status) == 0)
            return path;
    }
    fail(e, "%s: neither %s%s nor %s%s.gz is there; MNIST is four such files", directory, part,
         rest, part, rest);
    free(path);
    return NULL;
}

static bool read_part(dataset **out, const char *directory, const char *part, error *e)
{
    dataset *d = NULL;
    char *labels = NULL, *images = mnist_path(directory, part, "-images-idx3-ubyte", e);
    bool ok = images && (labels = mnist_path(directory, part, "-labels-idx1-ubyte", e)) &&
              dataset_read_idx(&d, images, labels, e);
    if (ok && d->features != MNIST_SIDE * MNIST_SIDE) {
        ok = fail(e, "%s: images of %zu pixels; MNIST's have %d x %d", images, d->features,
                  MNIST_SIDE, MNIST_SIDE);
        dataset_free(d);
    }
    free(images);
    free(labels);
    if (ok)
        *out = d;
    return ok;
}

bool dataset_read_mnist(dataset **train, dataset **test, const char *directory, error *e)
{
    dataset *first = NULL;
    if (!read_part(&first, directory, "train", e))
        return false;
    if (!read_part(test, directory, "t10k", e)) {
        dataset_free(first);
        return false;
    }
    *train = first;
    return true;
}
