#include "elf_dynamic.h"

#include <string.h>

#include "libraries.h"
#include "text.h"

enum { NAME_SHOWN = 96, MAX_DYNAMIC = 4096 };

/* The tags that matter, the last of each. */
typedef struct dynamic_tags {
    uint64_t value[DT_NUM];
    uint64_t gnu_hash, version_symbols, version_needs, version_definitions, flags_1;
} dynamic_tags;

/* A table that the loader reads: the tag of its address, and how many bytes it has at least. */
typedef struct dynamic_table {
    const char *name;
    uint64_t address;
    uint64_t bytes;
} dynamic_table;

static Elf64_Dyn entry_at(const elf_image *f, const Elf64_Phdr *segment, size_t i)
{
    Elf64_Dyn entry = {.d_tag = DT_NULL};
    elf_read(f, segment->p_offset + i * sizeof entry, &entry, sizeof entry);
    return entry;
}

static bool read_tags(const elf_image *f, const Elf64_Phdr *segment, dynamic_tags *tags, error *e)
{
    uint64_t offset, count = segment->p_filesz / sizeof(Elf64_Dyn);
    if (!elf_offset(f, segment->p_vaddr, segment->p_filesz, &offset) ||
        offset != segment->p_offset || count == 0 || count > MAX_DYNAMIC)
        return fail(e, "damaged: its dynamic section is not part of what is loaded; link it again");
    if (entry_at(f, segment, count - 1).d_tag != DT_NULL)
        return fail(e, "damaged: its dynamic section has no end; link it again");
    for (size_t i = 0; i < count; i++) {
        Elf64_Dyn entry = entry_at(f, segment, i);
        if (entry.d_tag == DT_NULL)
            break;
        if (entry.d_tag >= 0 && entry.d_tag < DT_NUM)
            tags->value[entry.d_tag] = entry.d_un.d_val;
        else if (entry.d_tag == DT_GNU_HASH)
            tags->gnu_hash = entry.d_un.d_val;
        else if (entry.d_tag == DT_VERSYM)
            tags->version_symbols = entry.d_un.d_val;
        else if (entry.d_tag == DT_VERNEED)
            tags->version_needs = entry.d_un.d_val;
        else if (entry.d_tag == DT_VERDEF)
            tags->version_definitions = entry.d_un.d_val;
        else if (entry.d_tag == DT_FLAGS_1)
            tags->flags_1 = entry.d_un.d_val;
        else if (entry.d_tag == DT_FILTER || entry.d_tag == DT_AUXILIARY ||
                 entry.d_tag == DT_AUDIT || entry.d_tag == DT_DEPAUDIT)
            return fail(e, "names a filter or audit library; link it without -f, -F or --audit");
    }
    return true;
}

static bool check_flags(const dynamic_tags *tags, error *e)
{
    if (tags->flags_1 & DF_1_PIE)
        return fail(e, "an executable program (PIE), not a shared object; build it with -shared "
                       "-fPIC");
    if (tags->value[DT_RPATH] || tags->value[DT_RUNPATH])
        return fail(e, "has a run path for libraries of its own; link it without -rpath and put "
                       "all its code into the one file");
    if (tags->value[DT_TEXTREL] || (tags->value[DT_FLAGS] & DF_TEXTREL))
        return fail(e, "its code has to be changed while it is loaded (text relocations); compile "
                       "every file with -fPIC");
    return true;
}

/* The number of symbols as the GNU hash table tells it: the highest that a chain ends with. */
static bool count_gnu(const elf_image *f, uint64_t address, size_t *count)
{
    uint32_t header[4], highest = 0, hash = 0; /* buckets, first symbol, bloom words, bloom shift */
    uint64_t start, chains;
    if (!elf_offset(f, address, sizeof header, &start) ||
        !elf_read(f, start, header, sizeof header) || header[0] == 0 || header[2] == 0)
        return false;
    uint64_t buckets = address + sizeof header + 8 * (uint64_t)header[2];
    uint64_t chains_address = buckets + 4 * (uint64_t)header[0];
    if (!elf_offset(f, address, chains_address - address, &start) ||
        !elf_offset(f, chains_address, 0, &chains))
        return false;
    for (uint32_t i = 0; i < header[0]; i++) {
        uint32_t first = 0;
        elf_read(f, start + (buckets - address) + 4 * (uint64_t)i, &first, sizeof first);
        highest = first > highest ? first : highest;
    }
    *count = header[1];
    if (highest == 0)
        return true;
    if (highest < header[1])
        return false;
    for (uint64_t i = highest - header[1]; !(hash & 1); i++, highest++)
        if (!elf_offset(f, chains_address + 4 * i, 4, &chains) || !elf_read(f, chains, &hash, 4))
            return false;
    *count = highest;
    return true;
}

/* The number of symbols as the System V hash table tells it. */
static bool count_sysv(const elf_image *f, uint64_t address, size_t *count)
{
    uint32_t header[2]; /* buckets, chains; there is a chain entry for every symbol */
    uint64_t offset;
    if (!elf_offset(f, address, sizeof header, &offset) ||
        !elf_read(f, offset, header, sizeof header) || header[0] == 0)
        return false;
    uint64_t bytes = sizeof header + 4 * ((uint64_t)header[0] + header[1]);
    *count = header[1];
    return elf_offset(f, address, bytes, &offset);
}

static bool check_symbols(elf_image *f, const dynamic_tags *tags, error *e)
{
    const uint64_t *value = tags->value;
    size_t count = 0;
    if (!value[DT_STRTAB] || !value[DT_SYMTAB] || !(tags->gnu_hash || value[DT_HASH]))
        return fail(e, "has no dynamic symbols; build it with -shared");
    if ((tags->gnu_hash && !count_gnu(f, tags->gnu_hash, &count)) ||
        (value[DT_HASH] && !count_sysv(f, value[DT_HASH], &count)))
        return fail(e, "damaged: its symbol hash table lies outside of what is loaded; link it "
                       "again");
    if (!elf_offset(f, value[DT_STRTAB], value[DT_STRSZ], &f->strings) || !value[DT_STRSZ] ||
        f->bytes[f->strings + value[DT_STRSZ] - 1] != '\0')
        return fail(e, "damaged: its string table lies outside of what is loaded; link it again");
    if (!elf_offset(f, value[DT_SYMTAB], count * sizeof(Elf64_Sym), &f->symbols))
        return fail(e, "damaged: its symbol table lies outside of what is loaded; link it again");
    f->symbol_count = count;
    f->string_bytes = value[DT_STRSZ];
    return true;
}

static bool check_tables(const elf_image *f, const dynamic_tags *tags, error *e)
{
    const uint64_t *value = tags->value;
    const dynamic_table table[] = {
        {"relocation", value[DT_RELA], value[DT_RELASZ]},
        {"PLT relocation", value[DT_JMPREL], value[DT_PLTRELSZ]},
        {"relative relocation", value[DT_RELR], value[DT_RELRSZ]},
        {"constructor", value[DT_INIT_ARRAY], value[DT_INIT_ARRAYSZ]},
        {"destructor", value[DT_FINI_ARRAY], value[DT_FINI_ARRAYSZ]},
        {"symbol version", tags->version_symbols, f->symbol_count * sizeof(Elf64_Versym)},
        {"needed version", tags->version_needs, sizeof(Elf64_Verneed)},
        {"defined version", tags->version_definitions, sizeof(Elf64_Verdef)},
        {"initialisation code", value[DT_INIT], 1},
        {"finishing code", value[DT_FINI], 1},
    };
    uint64_t offset;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (table[i].address && !elf_offset(f, table[i].address, table[i].bytes, &offset))
            return fail(e, "damaged: its %s table lies outside of what is loaded; link it again",
                        table[i].name);
    if (value[DT_REL] || (value[DT_JMPREL] && value[DT_PLTREL] != DT_RELA))
        return fail(e, "damaged: it has relocations of a kind that x86-64 does not use");
    return true;
}

static bool check_library(elf_image *f, uint64_t name_offset, error *e)
{
    char shown[NAME_SHOWN];
    if (name_offset >= f->string_bytes)
        return fail(e, "damaged: the name of a needed library lies outside of its string table");
    const char *name = (const char *)f->bytes + f->strings + name_offset;
    size_t library = library_find(name);
    if (library < LIBRARY_COUNT) {
        f->libraries |= UINT32_C(1) << library;
        return true;
    }
    text_escape(shown, sizeof shown, name, 0);
    if (strstr(name, "asan") || strstr(name, "ubsan") || strstr(name, "tsan"))
        return fail(e, "needs %s; rebuild it without -fsanitize", shown);
    return fail(e, "needs %s, which is not available; use only the C library, -lm and -lopenblas",
                shown);
}

bool elf_check_dynamic(elf_image *f, const Elf64_Phdr *segment, error *e)
{
    dynamic_tags tags = {0};
    if (!read_tags(f, segment, &tags, e) || !check_flags(&tags, e) || !check_symbols(f, &tags, e) ||
        !check_tables(f, &tags, e))
        return false;
    for (size_t i = 0; i < segment->p_filesz / sizeof(Elf64_Dyn); i++) {
        Elf64_Dyn entry = entry_at(f, segment, i);
        if (entry.d_tag == DT_NULL)
            break;
        if (entry.d_tag == DT_NEEDED && !check_library(f, entry.d_un.d_val, e))
            return false;
    }
    return true;
}
