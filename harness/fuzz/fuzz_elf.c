/* The check of submissions, and what is read from those that pass. */
#include <stdlib.h>

#include "elf_check.h"
#include "elf_symbols.h"

static bool is_known(const char *name)
{
    return name[0] == 'r';
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    error e;
    elf_image image;
    char hint[200];
    if (!elf_check(&image, data, size, (size_t)1 << 30, &e))
        return 0;
    elf_number(&image, "grade_contract_version", 0);
    if (!elf_defines(&image, "relu_forward"))
        elf_hint(&image, "relu_forward", is_known, hint, sizeof hint);
    return 0;
}
