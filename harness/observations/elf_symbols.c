#include "elf_symbols.h"

#include <stdio.h>
#include <string.h>

#include "near_miss.h"
#include "text.h"

enum { NAME_SHOWN = 80 };

/* Symbol i and its name, "" where the name lies outside of the string table. */
static Elf64_Sym symbol_at(const elf_image *f, size_t i, const char **name)
{
    Elf64_Sym symbol = {0};
    elf_read(f, f->symbols + i * sizeof symbol, &symbol, sizeof symbol);
    *name = symbol.st_name < f->string_bytes ? (const char *)f->bytes + f->strings + symbol.st_name
                                             : "";
    return symbol;
}

static bool is_defined(const Elf64_Sym *symbol)
{
    unsigned binding = ELF64_ST_BIND(symbol->st_info);
    unsigned visibility = ELF64_ST_VISIBILITY(symbol->st_other);
    return symbol->st_shndx != SHN_UNDEF && (binding == STB_GLOBAL || binding == STB_WEAK) &&
           (visibility == STV_DEFAULT || visibility == STV_PROTECTED);
}

/* Assembly without a .type directive leaves functions untyped. */
static bool is_function(const elf_image *f, const Elf64_Sym *symbol)
{
    unsigned type = ELF64_ST_TYPE(symbol->st_info);
    return is_defined(symbol) && (type == STT_FUNC || type == STT_GNU_IFUNC ||
                                  (type == STT_NOTYPE && elf_is_code(f, symbol->st_value)));
}

/* The defined symbol of that name; false where there is none. */
static bool find(const elf_image *f, const char *wanted, Elf64_Sym *symbol)
{
    for (size_t i = 1; i < f->symbol_count; i++) {
        const char *name;
        *symbol = symbol_at(f, i, &name);
        if (is_defined(symbol) && strcmp(name, wanted) == 0)
            return true;
    }
    return false;
}

bool elf_defines(const elf_image *f, const char *name)
{
    Elf64_Sym symbol;
    return find(f, name, &symbol) && is_function(f, &symbol);
}

bool elf_defines_any(const elf_image *f)
{
    for (size_t i = 1; i < f->symbol_count; i++) {
        const char *name;
        Elf64_Sym symbol = symbol_at(f, i, &name);
        if (is_function(f, &symbol))
            return true;
    }
    return false;
}

uint32_t elf_number(const elf_image *f, const char *name, uint32_t fallback)
{
    Elf64_Sym symbol;
    uint64_t offset;
    uint32_t value;
    bool found = find(f, name, &symbol) && ELF64_ST_TYPE(symbol.st_info) == STT_OBJECT &&
                 symbol.st_size == sizeof value &&
                 elf_offset(f, symbol.st_value, sizeof value, &offset) &&
                 elf_read(f, offset, &value, sizeof value);
    return found ? value : fallback;
}

/* Whether a C++ compiler would give a function of that name this symbol: _Z, length, name. */
static bool is_mangled(const char *symbol, const char *name)
{
    char prefix[NAME_SHOWN];
    int length = snprintf(prefix, sizeof prefix, "_Z%zu%s", strlen(name), name);
    return strncmp(symbol, prefix, (size_t)length) == 0;
}

const char *elf_hint(const elf_image *f, const char *name, elf_known_name *known, char *text,
                     size_t size)
{
    near_miss near = near_miss_start(name);
    char shown[NAME_SHOWN];
    snprintf(text, size, "%s", "");
    for (size_t i = 1; i < f->symbol_count; i++) {
        const char *other;
        Elf64_Sym symbol = symbol_at(f, i, &other);
        if (is_defined(&symbol) && !is_function(f, &symbol) && strcmp(other, name) == 0) {
            snprintf(text, size, "%s is defined as data, not as a function", name);
            return text;
        }
        if (!is_function(f, &symbol))
            continue;
        if (is_mangled(other, name)) {
            snprintf(text, size,
                     "%s is defined as a C++ function: compile it as C or declare it "
                     "extern \"C\"",
                     name);
            return text;
        }
        if (!known(other))
            near_miss_try(&near, other);
    }
    if (near.closest)
        snprintf(text, size, "%s is defined: is it meant to be %s?",
                 text_escape(shown, sizeof shown, near.closest, 0), name);
    return text;
}
