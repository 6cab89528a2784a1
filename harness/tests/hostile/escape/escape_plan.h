/* escape_plan.h - what test_escape.c asks of escapes.c: the first element of relu_forward's input
 * is the number of an attempt, those that follow say what to try it on. Nothing that succeeds does
 * any harm: it is done to files, processes and memory that the test has made for it. */
#ifndef ESCAPE_PLAN_H
#define ESCAPE_PLAN_H

typedef enum escape {
    ESCAPE_READ_FILE,
    ESCAPE_READ_PRIVATE_FILE,
    ESCAPE_MEASURE_FILE,
    ESCAPE_WRITE_FILE,
    ESCAPE_TYPE,
    ESCAPE_READ_ENVIRONMENT,
    ESCAPE_READ_DESCRIPTOR,
    ESCAPE_READ_MEMORY,
    ESCAPE_READ_MEMORY_FILE,
    ESCAPE_TRACE,
    ESCAPE_SIGNAL,
    ESCAPE_READ_LIMIT,
    ESCAPE_CHANGE_INPUT,
    ESCAPE_SHRINK_ARENA,
    ESCAPE_SEND_DATAGRAM,
    ESCAPE_CONNECT,
    ESCAPE_ABSTRACT_SOCKET,
    ESCAPE_SHARED_MEMORY,
    ESCAPE_KEYRING,
    ESCAPE_SEND_DESCRIPTOR,
    ESCAPE_FORK,
    ESCAPE_EXECUTE,
    ESCAPE_MORE_MEMORY,
    ESCAPE_IS_ROOT,
    ESCAPE_COUNT
} escape;

/* Elements of the input. */
enum {
    PLAN_ESCAPE,
    PLAN_PID,        /* of a process to get at */
    PLAN_ADDRESS,    /* of the secret in its memory */
    PLAN_PORT,       /* of the test's sockets, UDP and TCP */
    PLAN_KEY,        /* of the test's shared memory */
    PLAN_DESCRIPTOR, /* of an open file that holds the secret */
    PLAN_PATH,       /* of the file: its characters, one an element, and a 0 */
    PLAN_PATH_LENGTH = 90
};

#define ESCAPE_SECRET "the expected value"
#define ESCAPE_VARIABLE "GRADE_TEST_SECRET"
#define ESCAPE_SOCKET "\0grade-test-escape" /* abstract */

enum { ESCAPE_GAINED = 77 };

#endif
