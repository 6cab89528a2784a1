#include "file_replace.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/limits.h> /* <limits.h> would be limits.h of this folder */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char suffix[] = ".XXXXXX"; /* of the temporary file, for mkostemp */

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
    if (lstat(path, &link) == 0 && S_ISLNK(link.st_mode)) {
        if (!realpath(path, target))
            return fail(e, "%s: cannot follow this link: %s", path, strerror(errno));
        return true;
    }
    if (strlen(path) >= PATH_MAX - strlen(suffix))
        return fail(e, "%.200s...: the path is too long", path);
    strcpy(target, path);
    return true;
}

/* Makes the rename itself last. A file system that cannot do that for a folder has no more to
 * offer, so a failure here is none of the report's. */
static void flush_folder(const char *path)
{
    char folder[4096];
    snprintf(folder, sizeof folder, "%s", path);
    char *slash = strrchr(folder, '/');
    if (slash)
        slash[slash == folder] = '\0';
    int fd = open(slash ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        fsync(fd);
        close(fd);
    }
}

bool file_replace(const char *path, const void *data, size_t size, error *e)
{
    char target[PATH_MAX], beside[PATH_MAX + sizeof suffix];
    struct stat old;
    bool exists = stat(path, &old) == 0;
    /* A device or a pipe is written to and not replaced. */
    if (exists && !S_ISREG(old.st_mode) && !S_ISDIR(old.st_mode)) {
        int fd = open(path, O_WRONLY | O_CLOEXEC);
        bool ok = fd >= 0 && write_all(fd, data, size);
        int reason = errno;
        if (fd >= 0)
            close(fd);
        return ok || fail(e, "%s: cannot write: %s", path, strerror(reason));
    }
    if (!resolve(target, path, e))
        return false;
    snprintf(beside, sizeof beside, "%s%s", target, suffix);
    int fd = mkostemp(beside, O_CLOEXEC);
    if (fd < 0)
        return fail(e, "%s: cannot write beside it: %s", path, strerror(errno));
    mode_t mode = exists ? old.st_mode & 0777 : default_mode();
    bool ok = write_all(fd, data, size) && fchmod(fd, mode) == 0 && fsync(fd) == 0;
    int reason = errno;
    if (close(fd) != 0 && ok) {
        reason = errno;
        ok = false;
    }
    if (ok && rename(beside, target) != 0) {
        reason = errno;
        ok = false;
    }
    if (!ok) {
        unlink(beside);
        return fail(e, "%s: cannot write: %s", path, strerror(reason));
    }
    flush_folder(target);
    return true;
}
