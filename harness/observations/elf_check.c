#include "elf_check.h"

#include <ctype.h>
#include <string.h>

#include "elf_dynamic.h"

#define REBUILD "build it with: gcc -shared -fPIC -o NAME.so *.c -lm"

enum { MAX_SEGMENTS = 64, MAX_TLS_BYTES = 1 << 16 };

bool elf_read(const elf_image *f, uint64_t offset, void *out, size_t bytes)
{
    if (offset > f->size || bytes > f->size - offset)
        return false;
    memcpy(out, f->bytes + offset, bytes);
    return true;
}

static Elf64_Phdr segment_at(const elf_image *f, size_t i)
{
    Elf64_Phdr segment = {0};
    elf_read(f, f->segments + i * sizeof segment, &segment, sizeof segment);
    return segment;
}

bool elf_offset(const elf_image *f, uint64_t address, uint64_t bytes, uint64_t *offset)
{
    for (size_t i = 0; i < f->segment_count; i++) {
        Elf64_Phdr s = segment_at(f, i);
        if (s.p_type != PT_LOAD || address < s.p_vaddr || address - s.p_vaddr > s.p_filesz)
            continue;
        uint64_t inside = address - s.p_vaddr;
        if (bytes > s.p_filesz - inside)
            continue;
        *offset = s.p_offset + inside;
        return true;
    }
    return false;
}

bool elf_is_code(const elf_image *f, uint64_t address)
{
    for (size_t i = 0; i < f->segment_count; i++) {
        Elf64_Phdr s = segment_at(f, i);
        if (s.p_type == PT_LOAD && s.p_flags & PF_X && address >= s.p_vaddr &&
            address - s.p_vaddr < s.p_memsz)
            return true;
    }
    return false;
}

/* What a file that is not ELF at all may be instead. */
static bool fail_not_elf(const elf_image *f, error *e)
{
    static const struct {
        const char *magic, *kind;
    } known[] = {
        {"!<arch>\n", "a static library (.a)"},
        {"!<thin>\n", "a static library (.a)"},
        {"BC\xc0\xde", "LLVM bitcode (-flto)"},
        {"#!", "a script"},
        {"/* GNU ld script", "a linker script"},
        {"PK\3\4", "a zip archive"},
        {"\x1f\x8b", "a gzip archive"},
        {"\xfd"
         "7zXZ",
         "an xz archive"},
        {"\x28\xb5\x2f\xfd", "a zstd archive"},
        {"BZh", "a bzip2 archive"},
        {"7z\xbc\xaf\x27\x1c", "a 7z archive"},
        {"Rar!", "a RAR archive"},
        {"version https://git-lfs", "a pointer to Git LFS"},
        {"MZ", "a Windows program or DLL"},
        {"\xcf\xfa\xed\xfe", "a macOS (Mach-O) file"},
        {"\xce\xfa\xed\xfe", "a macOS (Mach-O) file"},
        {"\xca\xfe\xba\xbe", "a macOS (Mach-O) file"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        size_t length = strlen(known[i].magic);
        if (f->size >= length && memcmp(f->bytes, known[i].magic, length) == 0)
            return fail(e, "not a Linux shared object but %s; " REBUILD, known[i].kind);
    }
    static const size_t tar_magic_offset = 257;
    if (f->size > tar_magic_offset + 5 && memcmp(f->bytes + tar_magic_offset, "ustar", 5) == 0)
        return fail(e, "not a Linux shared object but a tar archive; " REBUILD);
    size_t printable_bytes = 0, seen = f->size < 256 ? f->size : 256;
    for (size_t i = 0; i < seen; i++)
        printable_bytes += f->bytes[i] >= 0x80 || isprint(f->bytes[i]) || isspace(f->bytes[i]);
    if (printable_bytes == seen)
        return fail(e, "not a shared object but text (source code?); " REBUILD);
    return fail(e, "not a shared object: it does not begin as an ELF file; " REBUILD);
}

static bool check_kind(const Elf64_Ehdr *h, error *e)
{
    if (h->e_ident[EI_CLASS] != ELFCLASS64)
        return fail(e, "a 32-bit file; build it without -m32, for x86-64");
    if (h->e_ident[EI_DATA] != ELFDATA2LSB)
        return fail(e, "a big-endian file; build it for x86-64");
    if (h->e_machine != EM_X86_64)
        return fail(e, "built for machine %u, not for x86-64 (62); build it on x86-64 Linux",
                    (unsigned)h->e_machine);
    if (h->e_type == ET_REL)
        return fail(e, "an object file (.o), not a shared object; link it: gcc -shared -o "
                       "NAME.so *.o -lm");
    if (h->e_type == ET_EXEC)
        return fail(e, "an executable program, not a shared object; " REBUILD);
    if (h->e_type == ET_CORE)
        return fail(e, "what is left of a crash (core), not a shared object; " REBUILD);
    if (h->e_type != ET_DYN)
        return fail(e, "ELF type %u, not a shared object; " REBUILD, (unsigned)h->e_type);
    if (h->e_ident[EI_VERSION] != EV_CURRENT || h->e_phentsize != sizeof(Elf64_Phdr))
        return fail(e, "a damaged ELF header; build it again");
    return true;
}

static bool check_header(elf_image *f, error *e)
{
    Elf64_Ehdr h;
    if (f->size < SELFMAG || memcmp(f->bytes, ELFMAG, SELFMAG) != 0)
        return fail_not_elf(f, e);
    if (!elf_read(f, 0, &h, sizeof h))
        return fail(e, "only %zu bytes long, cut off inside the ELF header; copy it again",
                    f->size);
    if (!check_kind(&h, e))
        return false;
    uint64_t table_bytes = (uint64_t)h.e_phnum * sizeof(Elf64_Phdr);
    if (h.e_phnum == 0 || h.e_phnum > MAX_SEGMENTS)
        return fail(e, "%u program headers; a shared object has 1 to %d", (unsigned)h.e_phnum,
                    MAX_SEGMENTS);
    if (h.e_phoff > f->size || table_bytes > f->size - h.e_phoff)
        return fail(e, "cut off or damaged: its program headers lie beyond the end of the file; "
                       "copy it again");
    f->segments = h.e_phoff;
    f->segment_count = h.e_phnum;
    return true;
}

/* One segment by itself. */
static bool check_segment(const elf_image *f, const Elf64_Phdr *s, size_t i, error *e)
{
    if (s->p_offset > f->size || s->p_filesz > f->size - s->p_offset)
        return fail(e,
                    "cut off or damaged: segment %zu lies beyond the end of the file; copy it "
                    "again",
                    i);
    if ((s->p_type == PT_LOAD || s->p_type == PT_TLS) && s->p_filesz > s->p_memsz)
        return fail(e, "damaged: segment %zu is larger in the file than in memory", i);
    if (s->p_type == PT_LOAD && (s->p_flags & PF_W) && (s->p_flags & PF_X))
        return fail(e,
                    "segment %zu is writable and executable at once; link it without -z rwx, "
                    "-N or --omagic",
                    i);
    if (s->p_type == PT_GNU_STACK && (s->p_flags & PF_X))
        return fail(e, "requires an executable stack; link it without -z execstack, and avoid "
                       "nested functions and assembler files without a .note.GNU-stack section");
    if (s->p_type == PT_TLS && s->p_memsz > MAX_TLS_BYTES)
        return fail(e, "its thread-local variables take %llu bytes, more than %d",
                    (unsigned long long)s->p_memsz, MAX_TLS_BYTES);
    if (s->p_type == PT_INTERP)
        return fail(e, "an executable program, not a shared object; " REBUILD);
    return true;
}

/* The span of address space that the segments take, the next segment included. */
static bool extend_span(const Elf64_Phdr *s, uint64_t *start, uint64_t *end, size_t limit, error *e)
{
    if (s->p_memsz > UINT64_MAX - s->p_vaddr)
        return fail(e, "damaged: a segment wraps around the end of memory");
    if (*end && s->p_vaddr < *end)
        return fail(e, "damaged: its segments overlap or are out of order");
    if (!*end)
        *start = s->p_vaddr;
    *end = s->p_vaddr + s->p_memsz;
    if (*end - *start > limit)
        return fail(e, "maps %llu MiB of memory, more than %zu MiB; make its static arrays smaller",
                    (unsigned long long)((*end - *start) >> 20), limit >> 20);
    return true;
}

static bool check_segments(const elf_image *f, size_t mapped_limit, Elf64_Phdr *dynamic, error *e)
{
    uint64_t start = 0, end = 0;
    bool stack_given = false;
    for (size_t i = 0; i < f->segment_count; i++) {
        Elf64_Phdr s = segment_at(f, i);
        if (!check_segment(f, &s, i, e))
            return false;
        if (s.p_type == PT_LOAD && !extend_span(&s, &start, &end, mapped_limit, e))
            return false;
        if (s.p_type == PT_DYNAMIC)
            *dynamic = s;
        stack_given = stack_given || s.p_type == PT_GNU_STACK;
    }
    if (!end)
        return fail(e, "has nothing to load; " REBUILD);
    if (!stack_given)
        return fail(e, "does not say that its stack is not executable (no PT_GNU_STACK); link it "
                       "with -z noexecstack");
    if (dynamic->p_type != PT_DYNAMIC)
        return fail(e, "a static file without a dynamic section; " REBUILD);
    return true;
}

bool elf_check(elf_image *out, const void *bytes, size_t size, size_t mapped_limit, error *e)
{
    elf_image f = {.bytes = bytes, .size = size};
    Elf64_Phdr dynamic = {0};
    if (!check_header(&f, e) || !check_segments(&f, mapped_limit, &dynamic, e) ||
        !elf_check_dynamic(&f, &dynamic, e))
        return false;
    *out = f;
    return true;
}
