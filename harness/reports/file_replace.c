#include "file_replace.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* A name beside report.xml is .report.xml.grade-123-0: process and attempt; long ones are cut. */
static const char infix[] = ".grade-";

enum { ROOM_FOR_INFIX = 48, LONGEST_NAME = NAME_MAX - ROOM_FOR_INFIX, MOST_ATTEMPTS = 1000 };

static bool write_all(int fd, const char *data, size_t size)
{
    while (size) {
        ssize_t written = write(fd, data, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        data += written;
        size -= (size_t)written;
    }
    return true;
}

/* The permissions a new file would get by default. */
static mode_t default_mode(void)
{
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

/* The file that a rename is to replace: what a symbolic link leads to, not the link. Another name
 * of standard output, /dev/stdout, is such a link. */
static bool resolve(char target[PATH_MAX], const char *path, error *e)
{
    struct stat link;
    bool exists = lstat(path, &link) == 0;
    if (exists && S_ISLNK(link.st_mode)) {
        if (!realpath(path, target))
            return fail(e, "%s: cannot follow this link: %s", path, strerror(errno));
        return true;
    }
    if ((!exists && errno == ENAMETOOLONG) || strlen(path) >= PATH_MAX)
        return fail(e, "%.200s...: the path is too long", path);
    strcpy(target, path);
    return true;
}

/* What a file is to replace: folder/name. */
typedef struct place {
    char folder[PATH_MAX]; /* "." where the path has none */
    const char *name;
} place;

static place place_of(const char *target)
{
    const char *slash = strrchr(target, '/');
    place p = {.folder = ".", .name = slash ? slash + 1 : target};
    if (slash)
        snprintf(p.folder, sizeof p.folder, "%.*s", slash == target ? 1 : (int)(slash - target),
                 target);
    return p;
}

/* Removes what runs that were killed have left: files of such a name that no living process has
 * locked. */
static void sweep(int folder, const char *name)
{
    char prefix[PATH_MAX];
    int again = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *entries = again < 0 ? NULL : fdopendir(again);
    if (!entries) {
        if (again >= 0)
            close(again);
        return;
    }
    snprintf(prefix, sizeof prefix, ".%.*s%s", LONGEST_NAME, name, infix);
    for (struct dirent *entry; (entry = readdir(entries));) {
        if (strncmp(entry->d_name, prefix, strlen(prefix)) != 0)
            continue;
        int fd = openat(folder, entry->d_name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
        if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0)
            unlinkat(folder, entry->d_name, 0);
        if (fd >= 0)
            close(fd);
    }
    closedir(entries);
}

static void name_beside(char beside[PATH_MAX], const char *name, int attempt)
{
    snprintf(beside, PATH_MAX, ".%.*s%s%d-%d", LONGEST_NAME, name, infix, (int)getpid(), attempt);
}

/* A file without a name, or, where the file system has none, one that is named already. Locked
 * against sweep; one that was swept before is made again. */
static int open_beside(int folder, const char *name, char beside[PATH_MAX])
{
    *beside = '\0';
    int fd = openat(folder, ".", O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
    if (fd >= 0) {
        flock(fd, LOCK_EX);
        return fd;
    }
    if (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL)
        return -1;
    for (int i = 0; i < MOST_ATTEMPTS; i++) {
        struct stat now;
        name_beside(beside, name, i);
        fd = openat(folder, beside, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
        if (fd < 0 && errno != EEXIST)
            break;
        if (fd >= 0 && flock(fd, LOCK_EX) == 0 && fstat(fd, &now) == 0 && now.st_nlink > 0)
            return fd;
        if (fd >= 0)
            close(fd);
    }
    *beside = '\0';
    return -1;
}

/* Gives the file without a name one, as only a named file can take another's place. */
static bool name_it(int fd, int folder, const char *name, char beside[PATH_MAX])
{
    char self[32];
    snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
    for (int i = 0; i < MOST_ATTEMPTS; i++) {
        name_beside(beside, name, i);
        if (linkat(AT_FDCWD, self, folder, beside, AT_SYMLINK_FOLLOW) == 0)
            return true;
        if (errno != EEXIST)
            break;
    }
    *beside = '\0';
    return false;
}

/* Writes a new file and puts it in the place of the old one. False with errno; then nothing is left
 * beside it. That the rename itself lasts is more than some file systems can do for a folder: a
 * failure of the last fsync is none of the report's. */
static bool replace(int folder, const char *name, const void *data, size_t size, mode_t mode)
{
    char beside[PATH_MAX];
    sweep(folder, name);
    int fd = open_beside(folder, name, beside);
    if (fd < 0)
        return false;
    bool ok = write_all(fd, data, size) && fchmod(fd, mode) == 0 && fsync(fd) == 0 &&
              (*beside || name_it(fd, folder, name, beside)) &&
              renameat(folder, beside, folder, name) == 0;
    int reason = errno;
    if (!ok && *beside)
        unlinkat(folder, beside, 0);
    close(fd);
    if (ok)
        fsync(folder);
    errno = reason;
    return ok;
}

/* What path is for: a file that is replaced in its folder, or something that is written to. */
typedef struct destination {
    char target[PATH_MAX]; /* with place's name in it */
    place place;
    mode_t mode;
    bool is_written_to; /* a device or a pipe */
} destination;

static bool find_destination(destination *d, const char *path, error *e)
{
    struct stat old;
    bool exists = stat(path, &old) == 0;
    d->is_written_to = exists && !S_ISREG(old.st_mode) && !S_ISDIR(old.st_mode);
    d->mode = exists ? old.st_mode & 0777 : default_mode();
    if (exists && S_ISDIR(old.st_mode))
        return fail(e, "%s: a folder, not a file to write to", path);
    if (d->is_written_to)
        return true;
    if (!resolve(d->target, path, e))
        return false;
    d->place = place_of(d->target);
    return *d->place.name || fail(e, "%s: no name of a file to write to", path);
}

static int open_folder(const place *p)
{
    int folder = open(p->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0 && errno == EACCES) /* it may be written to and not read */
        folder = open(p->folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
    return folder;
}

bool file_replace_check(const char *path, error *e)
{
    destination d;
    char beside[PATH_MAX];
    if (!find_destination(&d, path, e))
        return false;
    if (d.is_written_to)
        return access(path, W_OK) == 0 || fail(e, "%s: cannot write: %s", path, strerror(errno));
    int folder = open_folder(&d.place);
    int fd = folder < 0 ? -1 : open_beside(folder, d.place.name, beside);
    bool ok = fd >= 0 || fail(e, "%s: cannot write beside it: %s", path, strerror(errno));
    if (ok && *beside)
        unlinkat(folder, beside, 0);
    if (fd >= 0)
        close(fd);
    if (folder >= 0)
        close(folder);
    return ok;
}

static bool write_to(const char *path, const void *data, size_t size)
{
    int fd = open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC); /* no reader: ENXIO */
    if (fd < 0)
        return false;
    fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) & ~O_NONBLOCK);
    bool ok = write_all(fd, data, size);
    int reason = errno;
    close(fd);
    errno = reason;
    return ok;
}

bool file_replace(const char *path, const void *data, size_t size, error *e)
{
    destination d;
    if (!find_destination(&d, path, e))
        return false;
    if (d.is_written_to)
        return write_to(path, data, size) || fail(e, "%s: cannot write: %s", path, strerror(errno));
    int folder = open_folder(&d.place);
    if (folder < 0)
        return fail(e, "%s: cannot write beside it: %s", path, strerror(errno));
    bool ok = replace(folder, d.place.name, data, size, d.mode);
    int reason = errno;
    close(folder);
    return ok || fail(e, "%s: cannot write: %s", path, strerror(reason));
}
