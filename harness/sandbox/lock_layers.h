/* lock_layers.h - the layers of the lock that a test can do without.
 *
 * grade and grade-worker have every layer always. Only a build for tests, with LOCK_SWITCH defined,
 * leaves out those whose bits are set in lock_without, to show what each of them is for. */
#ifndef LOCK_LAYERS_H
#define LOCK_LAYERS_H

#include <stdbool.h>

typedef enum lock_layer {
    LAYER_USER,        /* another user, where grade is root */
    LAYER_NAMESPACES,  /* of users, processes, mounts, network, IPC, host names */
    LAYER_SECCOMP,     /* the allow-list of system calls */
    LAYER_LANDLOCK,    /* no files, no TCP */
    LAYER_LIMITS,      /* of memory, processes, files */
    LAYER_SEALS,       /* shared memory: a fixed size, and inputs for reading only */
    LAYER_DESCRIPTORS, /* none but the channel's and the output's */
    LAYER_ENVIRONMENT, /* nothing of its parent */
    LAYER_COUNT
} lock_layer;

#ifdef LOCK_SWITCH
extern unsigned lock_without;
#define lock_has(layer) (!(lock_without >> (layer)&1U))
#else
#define lock_has(layer) true
#endif

#endif
