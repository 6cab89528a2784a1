#include "submission.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "contract.h"
#include "digest.h"
#include "elf_symbols.h"
#include "libraries.h"
#include "text.h"

enum { SMALLEST_FILE = 64, PATH_SHOWN = 200 };

struct submission {
    char *path;
    int fd;
    void *bytes; /* the sealed copy, mapped */
    size_t size;
    elf_image image;
    char sha256[DIGEST_TEXT];
    size_t library_count;
    const char *library[LIBRARY_COUNT];
};

/* The path as messages show it: its end, where it is long. */
static const char *shown_path(const char *path, char text[PATH_SHOWN])
{
    size_t length = strlen(path), most = PATH_SHOWN / 2;
    return text_escape(text, PATH_SHOWN, length > most ? path + (length - most) : path, 0);
}

/* What an errno says of the grader rather than of the file. */
static bool is_grader_fault(int code)
{
    return code == ENOMEM || code == EMFILE || code == ENFILE || code == EIO || code == EINTR;
}

static bool refuse_kind(const char *shown, mode_t mode, error *e)
{
    return fail(e, "%s: %s, not a regular file; name the shared object", shown,
                S_ISDIR(mode)    ? "a directory"
                : S_ISFIFO(mode) ? "a named pipe"
                : S_ISSOCK(mode) ? "a socket"
                                 : "a device");
}

/* Opens the file for reading without following a link or waiting for a pipe's writer. */
static bool open_regular(const char *path, const limits *allowed, int *fd, size_t *size,
                         bool *grader_fault, error *e)
{
    char shown[PATH_SHOWN];
    struct stat status;
    shown_path(path, shown);
    int file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (file < 0) {
        *grader_fault = is_grader_fault(errno);
        if (errno == ELOOP)
            return fail(e, "%s: a symbolic link; name the file itself", shown);
        if (errno == ENXIO && lstat(path, &status) == 0)
            return refuse_kind(shown, status.st_mode, e);
        return fail(e, "%s: cannot be opened: %s", shown, strerror(errno));
    }
    if (fstat(file, &status) < 0) {
        *grader_fault = true;
        fail(e, "%s: cannot be looked at: %s", shown, strerror(errno));
    } else if (!S_ISREG(status.st_mode)) {
        refuse_kind(shown, status.st_mode, e);
    } else if (status.st_size < SMALLEST_FILE) {
        fail(e, "%s: only %lld bytes, too short for a shared object; build it again", shown,
             (long long)status.st_size);
    } else if ((size_t)status.st_size > allowed->file_bytes) {
        fail(e, "%s: %lld bytes, more than the %zu allowed; leave out data and debug information",
             shown, (long long)status.st_size, allowed->file_bytes);
    } else {
        *fd = file;
        *size = (size_t)status.st_size;
        return true;
    }
    close(file);
    return false;
}

/* Copies size bytes from one descriptor to another; errno 0 where the file ends before. */
static bool copy_bytes(int from, int to, size_t size)
{
    char block[1 << 16];
    while (size > 0) {
        ssize_t got = read(from, block, size < sizeof block ? size : sizeof block);
        if (got <= 0) {
            errno = got < 0 ? errno : 0;
            return false;
        }
        for (ssize_t done = 0, wrote; done < got; done += wrote)
            if ((wrote = write(to, block + done, (size_t)(got - done))) < 0)
                return false;
        size -= (size_t)got;
    }
    return true;
}

/* Makes the one copy, seals it and maps it. */
static bool copy_sealed(submission *s, int file, bool *grader_fault, error *e)
{
    char shown[PATH_SHOWN];
    const int seals = F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL;
    shown_path(s->path, shown);
    *grader_fault = true;
    if ((s->fd = memfd_create("submission", MFD_CLOEXEC | MFD_ALLOW_SEALING)) < 0)
        return fail(e, "%s: no memory file for its copy: %s", shown, strerror(errno));
    if (!copy_bytes(file, s->fd, s->size)) {
        *grader_fault = errno != 0 && errno != EIO;
        if (errno == 0)
            return fail(e, "%s: became shorter while it was read; submit it again", shown);
        return fail(e, "%s: cannot be copied: %s", shown, strerror(errno));
    }
    if (fcntl(s->fd, F_ADD_SEALS, seals) < 0)
        return fail(e, "%s: its copy cannot be sealed: %s", shown, strerror(errno));
    void *bytes = mmap(NULL, s->size, PROT_READ, MAP_PRIVATE, s->fd, 0);
    if (bytes == MAP_FAILED)
        return fail(e, "%s: its copy cannot be mapped: %s", shown, strerror(errno));
    s->bytes = bytes;
    *grader_fault = false;
    return true;
}

/* A file without a version may come from another compiler or language. */
static bool check_contents(const elf_image *image, error *e)
{
    uint32_t version = elf_number(image, "grade_contract_version", CONTRACT_VERSION);
    if (version != CONTRACT_VERSION)
        return fail(e,
                    "built for version %u of contract.h, and this is version %d; build it with "
                    "the contract.h of this course",
                    (unsigned)version, CONTRACT_VERSION);
    return elf_defines_any(image) ||
           fail(e, "defines no function that can be called from outside; leave out static and "
                   "-fvisibility=hidden");
}

static void note_contents(submission *s)
{
    uint8_t digest[DIGEST_BYTES];
    digest_sha256(s->bytes, s->size, digest);
    digest_text(digest, s->sha256);
    for (size_t i = 0; i < LIBRARY_COUNT; i++)
        if (s->image.libraries >> i & 1)
            s->library[s->library_count++] = library_name[i];
}

bool submission_open(submission **out, const char *path, const limits *allowed, bool *grader_fault,
                     error *e)
{
    bool ok = false;
    int file = -1;
    char shown[PATH_SHOWN];
    error reason;
    *grader_fault = false;
    submission *s = calloc(1, sizeof *s);
    if (s)
        s->fd = -1;
    if (!s || !(s->path = strdup(path))) {
        *grader_fault = true;
        fail(e, "%s: no memory to read it", shown_path(path, shown));
        goto done;
    }
    if (!open_regular(path, allowed, &file, &s->size, grader_fault, e) ||
        !copy_sealed(s, file, grader_fault, e))
        goto done;
    if (!elf_check(&s->image, s->bytes, s->size, allowed->memory_bytes / 2, &reason) ||
        !check_contents(&s->image, &reason)) {
        fail(e, "%s: %s", shown_path(path, shown), reason.text);
        goto done;
    }
    note_contents(s);
    *out = s;
    s = NULL;
    ok = true;
done:
    if (file >= 0)
        close(file);
    submission_close(s);
    return ok;
}

void submission_close(submission *s)
{
    if (!s)
        return;
    if (s->bytes)
        munmap(s->bytes, s->size);
    if (s->fd >= 0)
        close(s->fd);
    free(s->path);
    free(s);
}

const char *submission_path(const submission *s)
{
    return s->path;
}

const char *submission_sha256(const submission *s)
{
    return s->sha256;
}

int submission_fd(const submission *s)
{
    return s->fd;
}

size_t submission_library_count(const submission *s)
{
    return s->library_count;
}

const char *submission_library(const submission *s, size_t i)
{
    return s->library[i];
}

bool submission_defines(const submission *s, const char *symbol)
{
    return elf_defines(&s->image, symbol);
}

/* Whether the contract itself has a function of that name: elu_forward is no misspelt relu_forward.
 */
static bool is_contract_name(const char *name)
{
#define NAMES(op, signature, attributes, formula) #op "_forward", #op "_backward", #op "_jvp",
    static const char *const names[] = {OPS(NAMES)};
#undef NAMES
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

const char *submission_hint(const submission *s, const char *symbol, char *text, size_t size)
{
    return elf_hint(&s->image, symbol, is_contract_name, text, size);
}
