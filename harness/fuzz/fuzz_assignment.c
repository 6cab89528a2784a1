/* Assignments. */
#include "assignment.h"
#include "fuzz_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static fuzz_file file;
    error e;
    assignment *a = NULL;
    if (!*file.path)
        file = fuzz_file_open();
    fuzz_file_fill(&file, data, size);
    if (assignment_open(&a, GRADE_CASES, file.path, &e))
        assignment_close(a);
    return 0;
}
