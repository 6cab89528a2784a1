/* worker_paths.h - answers the system calls that take a path, so that no path reaches the kernel.
 *
 * Whether a file is refused or not found would tell a submission what there is. */
#ifndef WORKER_PATHS_H
#define WORKER_PATHS_H

#include "error.h"

/* The submission's sealed copy, IMAGE_FD, as the loader is to open it. */
extern const char image_path[];

/* Installs, for the workers to inherit, a handler of SIGSYS, with which the filter answers openat
 * and newfstatat. The submission's image can be opened and an open file's status be had, as the
 * loader and stdio do; every other path is denied, or left to the filter to forbid. */
bool paths_answer(error *e);

#endif
