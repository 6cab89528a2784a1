/* Case files of ops: read, and every case drawn. */
#include <gsl/gsl_errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "cases.h"
#include "fuzz_file.h"

enum { MOST_DRAWN = 4 };

/* A directory of cases in which the file of one op is the input. */
static void make_directory(char directory[64], const fuzz_file *file, const char *op_name)
{
    char path[160];
    snprintf(directory, 64, "/dev/shm/fuzz-cases-XXXXXX");
    if (!mkdtemp(directory))
        abort();
    snprintf(path, sizeof path, "%s/ops", directory);
    if (mkdir(path, 0700) != 0)
        abort();
    snprintf(path, sizeof path, "%s/ops/%s.xml", directory, op_name);
    if (symlink(file->path, path) != 0)
        abort();
}

static void draw_all(const case_set *set)
{
    error e;
    for (size_t i = 0; i < case_set_count(set) && i < MOST_DRAWN; i++) {
        test_case *c = NULL;
        if (case_draw(&c, case_set_at(set, i), "fuzz", 0, &e))
            case_free(c);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static fuzz_file file;
    static xml_schema *schema;
    static char directory[64];
    error e;
    case_set *set = NULL;
    if (!schema) {
        gsl_set_error_handler_off();
        file = fuzz_file_open();
        make_directory(directory, &file, "softmax");
        if (!xml_schema_open(&schema, GRADE_CASES "/cases.xsd", &e))
            abort();
    }
    fuzz_file_fill(&file, data, size);
    if (case_set_open(&set, directory, op_find("softmax"), schema, &e)) {
        draw_all(set);
        case_set_close(set);
    }
    return 0;
}
