/* elf_dynamic.h - the dynamic section's part of elf_check. */
#ifndef ELF_DYNAMIC_H
#define ELF_DYNAMIC_H

#include "elf_check.h"

/* Checks the tables and flags that the dynamic section names, and fills in the image's symbols,
 * strings and libraries. Needs the image's segments. */
bool elf_check_dynamic(elf_image *f, const Elf64_Phdr *segment, error *e);

#endif
