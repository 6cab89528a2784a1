/* elf_symbols.h - what a checked shared object defines, read from its bytes. */
#ifndef ELF_SYMBOLS_H
#define ELF_SYMBOLS_H

#include "elf_check.h"

/* Whether it defines a function (or an indirect one) of that name, visible to others. */
bool elf_defines(const elf_image *f, const char *name);

/* Whether it defines any such function at all. */
bool elf_defines_any(const elf_image *f);

/* The value of an initialised variable of four bytes, or the fallback where there is none. */
uint32_t elf_number(const elf_image *f, const char *name, uint32_t fallback);

/* Whether a name is one that stands for something else and so is no misspelling. */
typedef bool elf_known_name(const char *name);

/* Why a function of that name is missing, as a hint to whoever wrote it, or "": it is data, it has
 * a C++ name, or the closest name that is defined and not known. Returns text. */
const char *elf_hint(const elf_image *f, const char *name, elf_known_name *known, char *text,
                     size_t size);

#endif
