/* The check of shared objects: on files that compilers make, on the same files damaged, and on
 * noise, which must be refused or accepted without a wild access. */
#include <elf.h>
#include <stdint.h>

#include "elf_symbols.h"
#include "libraries.h"
#include "scratch.h"

enum { MAPPED_LIMIT = 64 << 20, ROUNDS = 20000 };

typedef struct file_bytes {
    unsigned char *bytes;
    size_t size;
} file_bytes;

static const char plain[] = "#include <math.h>\n"
                            "const unsigned version = 41;\n"
                            "int relu_forward = 3;\n"
                            "double relu_bakward(double x) { return exp(x); }\n"
                            "double elu_forward(double x) { return x; }\n"
                            "double _Z12tanh_forwardPd(double x) { return x; }\n"
                            "static double own(double x) { return x; }\n"
                            "double exp_forward(double x) { return own(x); }\n";

/* Compiles C source and reads what comes out, into memory of exactly that size. */
static file_bytes build(const char *source, const char *flags)
{
    char directory[SCRATCH_DIRECTORY], input[SCRATCH_PATH], output[SCRATCH_PATH], command[2048];
    file_bytes f = {0};
    struct stat status;
    scratch_open(directory);
    scratch_write(input, directory, "source.c", source, strlen(source));
    snprintf(output, sizeof output, "%s/out", directory);
    snprintf(command, sizeof command, "cd %s && cc -w -o out source.c %s", directory, flags);
    ck_assert_msg(system(command) == 0, "%s fails", command);
    FILE *file = fopen(output, "rb");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_eq(fstat(fileno(file), &status), 0);
    f.size = (size_t)status.st_size;
    ck_assert_ptr_nonnull(f.bytes = malloc(f.size));
    ck_assert_uint_eq(fread(f.bytes, 1, f.size, file), f.size);
    fclose(file);
    remove(output);
    remove(input);
    remove(directory);
    return f;
}

static file_bytes build_plain(void)
{
    return build(plain, "-shared -fPIC -Wl,--no-as-needed -lm");
}

static void expect_refused(const file_bytes *f, const char *text)
{
    error e = {0};
    elf_image image = {.size = 7};
    ck_assert_msg(!elf_check(&image, f->bytes, f->size, MAPPED_LIMIT, &e), "accepted; wanted: %s",
                  text);
    ck_assert_msg(strstr(e.text, text) != NULL, "said: %s; wanted: %s", e.text, text);
    ck_assert_uint_eq(image.size, 7);
}

static bool never_known(const char *name)
{
    (void)name;
    return false;
}

static bool knows_elu(const char *name)
{
    return strcmp(name, "elu_forward") == 0;
}

START_TEST(a_good_file_is_read)
{
    error e = {0};
    elf_image image;
    file_bytes f = build_plain();
    ck_assert_msg(elf_check(&image, f.bytes, f.size, MAPPED_LIMIT, &e), "%s", e.text);
    ck_assert(elf_defines(&image, "exp_forward"));
    ck_assert(elf_defines(&image, "elu_forward"));
    ck_assert(!elf_defines(&image, "relu_forward"));
    ck_assert(!elf_defines(&image, "own"));
    ck_assert(!elf_defines(&image, "exp"));
    ck_assert(!elf_defines(&image, ""));
    ck_assert_uint_eq(elf_number(&image, "version", 5), 41);
    ck_assert_uint_eq(elf_number(&image, "no_version", 5), 5);
    ck_assert_uint_eq(elf_number(&image, "exp_forward", 5), 5);
    ck_assert_uint_eq(image.libraries,
                      (1u << library_find("libm.so.6")) | (1u << library_find("libc.so.6")));
    free(f.bytes);
}
END_TEST

START_TEST(hints_say_why)
{
    error e = {0};
    char text[200];
    elf_image image;
    file_bytes f = build_plain();
    ck_assert_msg(elf_check(&image, f.bytes, f.size, MAPPED_LIMIT, &e), "%s", e.text);
    elf_hint(&image, "relu_forward", knows_elu, text, sizeof text);
    ck_assert_str_eq(text, "relu_forward is defined as data, not as a function");
    elf_hint(&image, "tanh_forward", knows_elu, text, sizeof text);
    ck_assert_ptr_nonnull(strstr(text, "extern \"C\""));
    elf_hint(&image, "relu_backward", knows_elu, text, sizeof text);
    ck_assert_str_eq(text, "relu_bakward is defined: is it meant to be relu_backward?");
    elf_hint(&image, "gelu_forward", never_known, text, sizeof text);
    ck_assert_str_eq(text, "elu_forward is defined: is it meant to be gelu_forward?");
    elf_hint(&image, "bce_loss_jvp", knows_elu, text, sizeof text);
    ck_assert_str_eq(text, "");
    free(f.bytes);
}
END_TEST

static const struct {
    const char *source, *flags, *text;
} refused_build[] = {
    {"int main(void) { return 0; }", "", "executable program"},
    {"int main(void) { return 0; }", "-static", "executable program"},
    {"int main(void) { return 0; }", "-no-pie", "executable program"},
    {"int f;", "-c", "object file"},
    {"int f;", "-E", "text"},
    {"int f;", "-shared -fPIC -Wl,-z,execstack", "executable stack"},
    {"int f;", "-shared -fPIC -Wl,-rpath,/tmp", "run path"},
    {"int f;", "-shared -fPIC '-Wl,-rpath,$ORIGIN' -Wl,--disable-new-dtags", "run path"},
    {"char big[1u << 30];", "-shared -fPIC", "maps 102"},
    {"__thread char big[1 << 20];", "-shared -fPIC", "thread-local"},
    {"int f;",
     "-shared -fPIC -Wl,-soname,libother.so.1 && mv out libother.so.1 && cc -shared -fPIC -o out "
     "source.c -Wl,--no-as-needed ./libother.so.1 && rm libother.so.1",
     "needs libother.so.1, which is not available"},
    {"int f;",
     "-shared -fPIC -Wl,-soname,$(printf 'x\\033[2J.so') && mv out other.so && cc -shared -fPIC "
     "-o out source.c -Wl,--no-as-needed ./other.so && rm other.so",
     "needs x#x1B[2J.so"},
    {"int f;",
     "-shared -fPIC -Wl,-soname,libasan.so.8 && mv out other.so && cc -shared -fPIC -o out "
     "source.c -Wl,--no-as-needed ./other.so && rm other.so",
     "without -fsanitize"},
    {"extern int x; int *f(void) { return &x; }", "-shared -mcmodel=large -fno-pic -Wl,-z,notext",
     "text relocations"},
    {"int f = 1;", "-shared -fPIC -Wl,-F,other.so", "filter"},
};

START_TEST(builds_of_the_wrong_kind_are_refused)
{
    file_bytes f = build(refused_build[_i].source, refused_build[_i].flags);
    expect_refused(&f, refused_build[_i].text);
    free(f.bytes);
}
END_TEST

static const struct {
    const char *bytes, *text;
} refused_text[] = {
    {"#!/bin/sh\n", "a script"},
    {"!<arch>\nsomething", "static library"},
    {"/* GNU ld script */", "linker script"},
    {"PK\3\4....", "zip archive"},
    {"\x1f\x8b....", "gzip archive"},
    {"\xfd"
     "7zXZ",
     "xz archive"},
    {"BZh9....", "bzip2 archive"},
    {"7z\xbc\xaf\x27\x1c", "7z archive"},
    {"Rar!....", "RAR archive"},
    {"\x28\xb5\x2f\xfd", "zstd archive"},
    {"!<thin>\n", "static library"},
    {"BC\xc0\xde....", "LLVM bitcode"},
    {"\xce\xfa\xed\xfe....", "macOS"},
    {"\xca\xfe\xba\xbe....", "macOS"},
    {"version https://git-lfs.github.com/spec/v1\n", "Git LFS"},
    {"// \xc3\xbc\nint main(void) {}", "text"},
    {"MZ......", "Windows"},
    {"\xcf\xfa\xed\xfe....", "macOS"},
    {"int main(void) {}", "text"},
    {"\1\2\3\4\5\6", "does not begin as an ELF file"},
    {"\177ELF", "cut off inside the ELF header"},
};

START_TEST(files_that_are_not_elf_are_refused)
{
    size_t size = strlen(refused_text[_i].bytes);
    file_bytes f = {malloc(size), size};
    memcpy(f.bytes, refused_text[_i].bytes, size);
    expect_refused(&f, refused_text[_i].text);
    free(f.bytes);
}
END_TEST

static const struct {
    size_t offset;
    unsigned char value;
    const char *text;
} refused_header[] = {
    {EI_CLASS, ELFCLASS32, "32-bit"},
    {EI_DATA, ELFDATA2MSB, "big-endian"},
    {offsetof(Elf64_Ehdr, e_machine), EM_AARCH64, "built for machine 183"},
    {offsetof(Elf64_Ehdr, e_type), ET_CORE, "what is left of a crash (core)"},
    {offsetof(Elf64_Ehdr, e_type), ET_NUM, "ELF type 5"},
    {offsetof(Elf64_Ehdr, e_phentsize), 1, "damaged ELF header"},
    {offsetof(Elf64_Ehdr, e_phnum), 0, "0 program headers"},
    {offsetof(Elf64_Ehdr, e_phoff) + 6, 1, "program headers lie beyond"},
};

START_TEST(damaged_headers_are_refused)
{
    file_bytes f = build_plain();
    f.bytes[refused_header[_i].offset] = refused_header[_i].value;
    expect_refused(&f, refused_header[_i].text);
    free(f.bytes);
}
END_TEST

/* The first program header of a type, and the dynamic entry of a tag, to be changed in place. */
static Elf64_Phdr *segment_of(const file_bytes *f, uint32_t type)
{
    Elf64_Ehdr *h = (Elf64_Ehdr *)(void *)f->bytes;
    Elf64_Phdr *p = (Elf64_Phdr *)(void *)(f->bytes + h->e_phoff);
    while (p->p_type != type)
        p++;
    return p;
}

static Elf64_Dyn *entry_of(const file_bytes *f, Elf64_Sxword tag)
{
    Elf64_Dyn *d = (Elf64_Dyn *)(void *)(f->bytes + segment_of(f, PT_DYNAMIC)->p_offset);
    while (d->d_tag != tag)
        d++;
    return d;
}

START_TEST(damaged_segments_are_refused)
{
    file_bytes f = build_plain();
    Elf64_Phdr *load = segment_of(&f, PT_LOAD), kept = *load;
    load->p_filesz = f.size + 1;
    expect_refused(&f, "beyond the end of the file");
    *load = kept;
    load->p_offset = UINT64_MAX;
    expect_refused(&f, "beyond the end of the file");
    *load = kept;
    load->p_memsz = kept.p_filesz - 1;
    expect_refused(&f, "larger in the file than in memory");
    *load = kept;
    load->p_memsz = UINT64_C(1) << 45;
    expect_refused(&f, "maps 33554432 MiB");
    *load = kept;
    load->p_vaddr = UINT64_MAX;
    expect_refused(&f, "wraps around");
    *load = kept;
    load->p_vaddr = 1 << 20;
    expect_refused(&f, "overlap or are out of order");
    *load = kept;
    load->p_flags = PF_R | PF_W | PF_X;
    expect_refused(&f, "writable and executable");
    *load = kept;
    segment_of(&f, PT_GNU_STACK)->p_type = PT_NULL;
    expect_refused(&f, "no PT_GNU_STACK");
    free(f.bytes);
}
END_TEST

static const struct {
    Elf64_Sxword tag;
    uint64_t value;
    const char *text;
} refused_tag[] = {
    {DT_STRTAB, 1ull << 40, "string table"},
    {DT_STRSZ, 1ull << 40, "string table"},
    {DT_STRSZ, 0, "string table"},
    {DT_SYMTAB, 1ull << 40, "symbol table"},
    {DT_SYMTAB, UINT64_MAX, "symbol table"},
    {DT_GNU_HASH, 1ull << 40, "hash table"},
    {DT_RELA, 1ull << 40, "relocation table"},
    {DT_RELASZ, UINT64_MAX, "relocation table"},
    {DT_INIT_ARRAY, 1ull << 40, "constructor table"},
    {DT_VERSYM, 1ull << 40, "symbol version table"},
    {DT_NEEDED, 1ull << 30, "name of a needed library"},
};

START_TEST(wild_dynamic_tags_are_refused)
{
    file_bytes f = build_plain();
    entry_of(&f, refused_tag[_i].tag)->d_un.d_val = refused_tag[_i].value;
    expect_refused(&f, refused_tag[_i].text);
    free(f.bytes);
}
END_TEST

START_TEST(a_dynamic_section_must_be_loaded)
{
    file_bytes f = build_plain();
    Elf64_Phdr *dynamic = segment_of(&f, PT_DYNAMIC), kept = *dynamic;
    dynamic->p_vaddr += 8;
    expect_refused(&f, "dynamic section");
    *dynamic = kept;
    dynamic->p_filesz = 2 * sizeof(Elf64_Dyn);
    expect_refused(&f, "has no end");
    *dynamic = kept;
    dynamic->p_type = PT_NULL;
    expect_refused(&f, "without a dynamic section");
    free(f.bytes);
}
END_TEST

/* Looks at everything that an accepted file offers. */
static void use(const elf_image *image)
{
    char text[100];
    elf_defines(image, "exp_forward");
    elf_number(image, "version", 0);
    elf_hint(image, "exp_forwart", never_known, text, sizeof text);
}

START_TEST(truncated_files_are_refused)
{
    file_bytes f = build_plain();
    Elf64_Phdr *last = segment_of(&f, PT_DYNAMIC);
    for (size_t size = 0; size < last->p_offset + last->p_filesz; size += 13) {
        error e;
        elf_image image;
        unsigned char *cut = malloc(size ? size : 1);
        memcpy(cut, f.bytes, size);
        ck_assert_msg(!elf_check(&image, cut, size, MAPPED_LIMIT, &e), "cut at %zu", size);
        free(cut);
    }
    free(f.bytes);
}
END_TEST

/* A pseudo-random number (xorshift, G. Marsaglia 2003), the same in every run. */
static uint32_t next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

START_TEST(noise_does_no_harm)
{
    file_bytes f = build_plain();
    Elf64_Phdr *dynamic = segment_of(&f, PT_DYNAMIC);
    size_t begin[] = {0, dynamic->p_offset}, length[] = {4096, dynamic->p_filesz};
    unsigned char *noisy = malloc(f.size);
    uint32_t state = 2463534242u;
    size_t accepted = 0;
    for (size_t round = 0; round < ROUNDS; round++) {
        error e;
        elf_image image;
        memcpy(noisy, f.bytes, f.size);
        for (uint32_t i = next_random(&state) % 8; i > 0; i--) {
            size_t area = next_random(&state) % 2;
            size_t at = begin[area] + next_random(&state) % length[area];
            noisy[at] = (unsigned char)next_random(&state);
        }
        if (elf_check(&image, noisy, f.size, MAPPED_LIMIT, &e)) {
            accepted++;
            use(&image);
        }
    }
    ck_assert_uint_gt(accepted, ROUNDS / 100);
    ck_assert_uint_lt(accepted, ROUNDS);
    free(noisy);
    free(f.bytes);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("elf_check");
    TCase *one = tcase_create("elf_check");
    tcase_set_timeout(one, 60);
    tcase_add_test(one, a_good_file_is_read);
    tcase_add_test(one, hints_say_why);
    tcase_add_loop_test(one, builds_of_the_wrong_kind_are_refused, 0,
                        sizeof refused_build / sizeof *refused_build);
    tcase_add_loop_test(one, files_that_are_not_elf_are_refused, 0,
                        sizeof refused_text / sizeof *refused_text);
    tcase_add_loop_test(one, damaged_headers_are_refused, 0,
                        sizeof refused_header / sizeof *refused_header);
    tcase_add_test(one, damaged_segments_are_refused);
    tcase_add_loop_test(one, wild_dynamic_tags_are_refused, 0,
                        sizeof refused_tag / sizeof *refused_tag);
    tcase_add_test(one, a_dynamic_section_must_be_loaded);
    tcase_add_test(one, truncated_files_are_refused);
    tcase_add_test(one, noise_does_no_harm);
    suite_add_tcase(suite, one);
    return run_suite(suite);
}
