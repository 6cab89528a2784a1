/* The reader of IDX files, and of the four of MNIST. */
#include <stdint.h>
#include <string.h>
#include <zlib.h>

#include "idx.h"
#include "scratch.h"

static void require(bool ok, const error *e)
{
    ck_assert_msg(ok, "%s", e->text);
}

/* Two images of 2 x 3 pixels, and their labels. */
static const uint8_t good_images[] = {0, 0, 8, 3, 0, 0, 0, 2,  0,  0, 0, 2,   0,  0,
                                      0, 3, 0, 1, 2, 3, 4, 51, 10, 9, 8, 102, 51, 255};
static const uint8_t good_labels[] = {0, 0, 8, 1, 0, 0, 0, 2, 7, 9};
enum { IMAGES_SIZE = sizeof good_images, LABELS_SIZE = sizeof good_labels, MAX_SIZE = 64 };

static char directory[SCRATCH_DIRECTORY];

static void open_directory(void)
{
    scratch_open(directory);
}

static void close_directory(void)
{
    char command[SCRATCH_DIRECTORY + 16];
    snprintf(command, sizeof command, "rm -r '%s'", directory);
    ck_assert_int_eq(system(command), 0);
}

static void write_packed(char path[SCRATCH_PATH], const char *name, const void *data, size_t size)
{
    scratch_write(path, directory, name, "", 0);
    gzFile file = gzopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_eq(gzwrite(file, data, (unsigned)size), (int)size);
    ck_assert_int_eq(gzclose(file), Z_OK);
}

static void check_good(const char *images, const char *labels)
{
    dataset *d = NULL;
    error e;
    require(dataset_read_idx(&d, images, labels, &e), &e);
    ck_assert_uint_eq(d->count, 2);
    ck_assert_uint_eq(d->features, 6);
    ck_assert_uint_eq(d->classes, 10);
    ck_assert_uint_eq(d->outputs, 0);
    ck_assert_ptr_null(d->y);
    for (size_t i = 0; i < 12; i++)
        ck_assert_double_eq(d->x[i], good_images[16 + i] / 255.0);
    ck_assert_uint_eq(d->label[0], 7);
    ck_assert_uint_eq(d->label[1], 9);
    dataset_free(d);
}

START_TEST(idx_is_read_plain_and_packed)
{
    char images[SCRATCH_PATH], labels[SCRATCH_PATH], packed_images[SCRATCH_PATH],
        packed_labels[SCRATCH_PATH];
    scratch_write(images, directory, "images", good_images, IMAGES_SIZE);
    scratch_write(labels, directory, "labels", good_labels, LABELS_SIZE);
    write_packed(packed_images, "images.gz", good_images, IMAGES_SIZE);
    write_packed(packed_labels, "labels.gz", good_labels, LABELS_SIZE);
    check_good(images, labels);
    check_good(packed_images, packed_labels);
    check_good(packed_images, labels);
}
END_TEST

/* Reads two files that are not good, and asks for what the message says. */
static void check_refused(const char *images, const char *labels, const char *about,
                          const char *message)
{
    dataset *untouched = (dataset *)directory, *d = untouched;
    error e = {""};
    ck_assert_msg(!dataset_read_idx(&d, images, labels, &e), "accepted; expected: %s", message);
    ck_assert_ptr_eq(d, untouched);
    ck_assert_msg(strstr(e.text, message), "\"%s\" does not say \"%s\"", e.text, message);
    ck_assert_msg(strncmp(e.text, about, strlen(about)) == 0, "\"%s\" is not about %s", e.text,
                  about);
}

/* A good file, spoiled: bytes from the given place on, cut to a length. */
typedef struct spoiled_file {
    bool of_labels;
    size_t at, size, length;
    uint8_t bytes[8];
    const char *message;
} spoiled_file;

static const spoiled_file spoiled_files[] = {
    {false, 0, 4, IMAGES_SIZE, {0, 0, 8, 1}, "starts with 0x00000801; an IDX file of images"},
    {false, 2, 1, IMAGES_SIZE, {13}, "starts with 0x00000d03"},
    {true, 0, 4, LABELS_SIZE, {0, 0, 8, 3}, "starts with 0x00000803; an IDX file of labels"},
    {false, 0, 0, 0, {0}, "ends in its header"},
    {false, 0, 0, 3, {0}, "ends in its header"},
    {false, 0, 0, 15, {0}, "ends in its header"},
    {true, 0, 0, 0, {0}, "ends in its header"},
    {true, 0, 0, 7, {0}, "ends in its header"},
    {false, 0, 0, 16, {0}, "ends in its pixels"},
    {false, 0, 0, IMAGES_SIZE - 1, {0}, "ends in its pixels; it is cut off"},
    {true, 0, 0, LABELS_SIZE - 1, {0}, "ends in its labels; it is cut off"},
    {false, 0, 0, IMAGES_SIZE + 1, {0}, "goes on behind the 2 elements"},
    {true, 0, 0, LABELS_SIZE + 1, {0}, "goes on behind the 2 elements"},
    {true, 9, 1, LABELS_SIZE, {10}, "label 1 is 10; expected 0 to 9"},
    {true, 8, 1, LABELS_SIZE, {255}, "label 0 is 255"},
    {true, 7, 1, LABELS_SIZE, {3}, "3 labels, but "},
    {true, 4, 4, LABELS_SIZE, {255, 255, 255, 255}, "4294967295 labels, but "},
    {false, 7, 1, IMAGES_SIZE, {0}, "0 images; expected 1 to "},
    {false, 11, 1, IMAGES_SIZE, {0}, "images of 0 x 3 pixels; expected 1 to 1024 each way"},
    {false, 15, 1, IMAGES_SIZE, {0}, "images of 2 x 0 pixels"},
    {false, 8, 4, IMAGES_SIZE, {255, 255, 255, 255}, "images of 4294967295 x 3 pixels"},
    {false, 8, 8, IMAGES_SIZE, {0, 0, 4, 1, 0, 0, 4, 0}, "images of 1025 x 1024 pixels"},
    {false, 4, 4, IMAGES_SIZE, {255, 255, 255, 255}, "4294967295 images; expected 1 to 44739242"},
    {false, 4, 8, IMAGES_SIZE, {64, 0, 0, 0, 0, 0, 4, 0}, "1073741824 images"},
};

START_TEST(idx_refuses_spoiled_files)
{
    const spoiled_file *f = &spoiled_files[_i];
    uint8_t images[MAX_SIZE] = {0}, labels[MAX_SIZE] = {0};
    memcpy(images, good_images, IMAGES_SIZE);
    memcpy(labels, good_labels, LABELS_SIZE);
    memcpy((f->of_labels ? labels : images) + f->at, f->bytes, f->size);
    const size_t images_size = f->of_labels ? IMAGES_SIZE : f->length;
    const size_t labels_size = f->of_labels ? f->length : LABELS_SIZE;

    char images_path[SCRATCH_PATH], labels_path[SCRATCH_PATH];
    scratch_write(images_path, directory, "images", images, images_size);
    scratch_write(labels_path, directory, "labels", labels, labels_size);
    check_refused(images_path, labels_path, f->of_labels ? labels_path : images_path, f->message);
    write_packed(images_path, "images", images, images_size);
    write_packed(labels_path, "labels", labels, labels_size);
    check_refused(images_path, labels_path, f->of_labels ? labels_path : images_path, f->message);
}
END_TEST

START_TEST(idx_refuses_what_is_no_file)
{
    char images[SCRATCH_PATH], labels[SCRATCH_PATH], pipe[SCRATCH_PATH];
    scratch_write(images, directory, "images", good_images, IMAGES_SIZE);
    scratch_write(labels, directory, "labels", good_labels, LABELS_SIZE);
    snprintf(pipe, sizeof pipe, "%s/pipe", directory);
    ck_assert_int_eq(mkfifo(pipe, 0600), 0);
    check_refused("/nowhere/images", labels, "/nowhere/images: ", "No such file");
    check_refused(images, "/nowhere/labels", "/nowhere/labels: ", "No such file");
    check_refused(directory, labels, directory, "is a directory, not an IDX file");
    check_refused(images, pipe, pipe, "is a device or a pipe");
    check_refused("/dev/zero", labels, "/dev/zero: ", "is a device or a pipe");
}
END_TEST

/* The bytes of a packed file, with the rest of it damaged or cut off. */
START_TEST(idx_refuses_damaged_gzip)
{
    char path[SCRATCH_PATH], labels[SCRATCH_PATH];
    uint8_t packed[256];
    scratch_write(labels, directory, "labels", good_labels, LABELS_SIZE);
    write_packed(path, "images.gz", good_images, IMAGES_SIZE);
    FILE *file = fopen(path, "rb");
    ck_assert_ptr_nonnull(file);
    const size_t size = fread(packed, 1, sizeof packed, file);
    ck_assert_int_eq(fclose(file), 0);

    for (size_t cut = 2; cut < size; cut++) {
        scratch_write(path, directory, "images.gz", packed, cut);
        check_refused(path, labels, path, "");
    }
    packed[size - 8] ^= 1;
    scratch_write(path, directory, "images.gz", packed, size);
    check_refused(path, labels, path, ": damaged: incorrect data check");
    packed[size - 8] ^= 1;
    packed[size - 1] ^= 1;
    scratch_write(path, directory, "images.gz", packed, size);
    check_refused(path, labels, path, ": damaged: incorrect length check");
    packed[size - 1] ^= 1;
    packed[10] = 7; /* a block of a kind that there is not */
    scratch_write(path, directory, "images.gz", packed, size);
    check_refused(path, labels, path, ": damaged: invalid block type");
}
END_TEST

static const char *const mnist_names[] = {"train-images-idx3-ubyte", "train-labels-idx1-ubyte",
                                          "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"};

/* The four files of a very small MNIST: one blank image of the given width each, of label 7 to
 * train and 9 to test. */
static void write_mnist(uint8_t width, bool packed)
{
    static uint8_t image[16 + 28 * 255];
    memcpy(image, (uint8_t[16]){0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 28, 0, 0, 0, width}, 16);
    for (size_t i = 0; i < 4; i++) {
        const uint8_t label[] = {0, 0, 8, 1, 0, 0, 0, 1, i < 2 ? 7 : 9};
        const void *data = i % 2 ? label : image;
        const size_t size = i % 2 ? sizeof label : 16 + 28u * width;
        char path[SCRATCH_PATH], name[64];
        snprintf(name, sizeof name, "%s%s", mnist_names[i], packed ? ".gz" : "");
        if (packed)
            write_packed(path, name, data, size);
        else
            scratch_write(path, directory, name, data, size);
    }
}

static void check_mnist_refused(const char *message)
{
    dataset *untouched = (dataset *)directory, *train = untouched, *test = untouched;
    error e = {""};
    ck_assert_msg(!dataset_read_mnist(&train, &test, directory, &e), "accepted: %s", message);
    ck_assert_ptr_eq(train, untouched);
    ck_assert_ptr_eq(test, untouched);
    ck_assert_msg(strstr(e.text, message), "\"%s\" does not say \"%s\"", e.text, message);
}

START_TEST(mnist_is_four_files)
{
    for (int packed = 0; packed < 2; packed++) {
        dataset *train, *test;
        error e;
        write_mnist(28, packed);
        require(dataset_read_mnist(&train, &test, directory, &e), &e);
        ck_assert_uint_eq(train->label[0], 7);
        ck_assert_uint_eq(test->label[0], 9);
        ck_assert_uint_eq(test->features, 784);
        dataset_free(train);
        dataset_free(test);
        for (size_t i = 0; i < 4 && !packed; i++) {
            char path[SCRATCH_PATH];
            snprintf(path, sizeof path, "%s/%s", directory, mnist_names[i]);
            ck_assert_int_eq(remove(path), 0);
        }
    }
    write_mnist(27, true);
    check_mnist_refused("train-images-idx3-ubyte.gz: images of 756 pixels; MNIST's have 28 x 28");
    write_mnist(28, true);
    for (size_t i = 4; i-- > 0;) {
        char path[SCRATCH_PATH];
        snprintf(path, sizeof path, "%s/%s.gz", directory, mnist_names[i]);
        ck_assert_int_eq(remove(path), 0);
        snprintf(path, sizeof path, "neither %s nor %s.gz", mnist_names[i], mnist_names[i]);
        check_mnist_refused(path);
    }
}
END_TEST

START_TEST(the_real_mnist)
{
    dataset *train, *test;
    error e;
    if (access(SOURCE_DIR "/../shared/data/mnist", F_OK) != 0) {
        puts("the_real_mnist: skipped, there is no ../shared/data/mnist");
        return;
    }
    require(dataset_read_mnist(&train, &test, SOURCE_DIR "/../shared/data/mnist", &e), &e);
    ck_assert_uint_eq(train->count, 60000);
    ck_assert_uint_eq(test->count, 10000);
    ck_assert_uint_eq(train->label[0], 5);
    double sum = 0;
    for (size_t i = 0; i < train->count * train->features; i++)
        sum += train->x[i];
    ck_assert_double_eq_tol(sum / (double)(train->count * train->features), 0.1307, 1e-4);
    dataset_free(train);
    dataset_free(test);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("idx");
    TCase *idx = tcase_create("idx");
    tcase_add_checked_fixture(idx, open_directory, close_directory);
    tcase_set_timeout(idx, 60);
    tcase_add_test(idx, idx_is_read_plain_and_packed);
    tcase_add_loop_test(idx, idx_refuses_spoiled_files, 0,
                        sizeof spoiled_files / sizeof *spoiled_files);
    tcase_add_test(idx, idx_refuses_what_is_no_file);
    tcase_add_test(idx, idx_refuses_damaged_gzip);
    tcase_add_test(idx, mnist_is_four_files);
    tcase_add_test(idx, the_real_mnist);
    suite_add_tcase(suite, idx);
    return run_suite(suite);
}
