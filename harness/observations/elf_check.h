/* elf_check.h - whether a file is a shared object that the dynamic loader can be trusted with.
 *
 * A pure function over the file's bytes: nothing is mapped, relocated or run. It looks at what
 * makes the loader die or do more than it should - segments outside the file, tables outside the
 * segments, memory that is writable and executable, other libraries, run paths - and says in one
 * line what is wrong and what to do. It does not vouch for the code inside. Format: System V ABI
 * (generic, and AMD64 supplement), and the GNU extensions as in <elf.h>. */
#ifndef ELF_CHECK_H
#define ELF_CHECK_H

#include <elf.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "error.h"

/* A file that has passed: each offset here lies inside the bytes, which are borrowed. */
typedef struct elf_image {
    const unsigned char *bytes;
    size_t size;
    uint64_t segments; /* offset of the program headers */
    size_t segment_count;
    uint64_t symbols; /* offset of the dynamic symbol table */
    size_t symbol_count;
    uint64_t strings; /* offset of its string table, whose last byte is 0 */
    size_t string_bytes;
    uint32_t libraries; /* bit i: it needs library_name[i] */
} elf_image;

/* Checks the file. mapped_limit: the most address space that its segments may take, in bytes. */
bool elf_check(elf_image *out, const void *bytes, size_t size, size_t mapped_limit, error *e);

/* Copies bytes at a file offset; false where they are not all inside the file. */
bool elf_read(const elf_image *f, uint64_t offset, void *out, size_t bytes);

/* The file offset of an address in memory; false unless that many bytes from there on come from the
 * file. */
bool elf_offset(const elf_image *f, uint64_t address, uint64_t bytes, uint64_t *offset);

/* Whether an address in memory is one that can be executed. */
bool elf_is_code(const elf_image *f, uint64_t address);

#endif
