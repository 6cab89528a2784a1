/* cli.h - running grade as its users do, for tests. */
#ifndef CLI_H
#define CLI_H

#include "junit_file.h"
#include "process.h"
#include "scratch.h"

#define REFERENCE BUILD_DIR "/reference.so"
#define TEMPLATE BUILD_DIR "/submission.so"
#define MISTAKES BUILD_DIR "/mistakes.so"
#define RUN(...) process_run((const char *const[]){GRADE, __VA_ARGS__, NULL})

static char directory[SCRATCH_DIRECTORY];

static inline void set_up(void)
{
    scratch_open(directory);
    unsetenv("NO_COLOR");
    setenv("TERM", "xterm", 1);
}

static inline void run_shell(const char *command)
{
    ck_assert_msg(system(command) == 0, "%s", command);
}

static inline void tear_down(void)
{
    char command[SCRATCH_PATH];
    snprintf(command, sizeof command, "rm -rf '%s'", directory);
    run_shell(command);
}

static inline void scratch_path(char path[SCRATCH_PATH], const char *name)
{
    ck_assert_int_lt(snprintf(path, SCRATCH_PATH, "%s/%s", directory, name), SCRATCH_PATH);
}

static inline char *read_file(const char *path)
{
    FILE *file = fopen(path, "r");
    ck_assert_msg(file != NULL, "%s", path);
    return process_text(file);
}

static inline void copy_file(char path[SCRATCH_PATH], const char *from, const char *name)
{
    static char bytes[1 << 24];
    FILE *file = fopen(from, "rb");
    ck_assert_msg(file != NULL, "%s", from);
    size_t size = fread(bytes, 1, sizeof bytes, file);
    ck_assert_uint_lt(size, sizeof bytes);
    fclose(file);
    scratch_write(path, directory, name, bytes, size);
}

static inline void assert_says(const char *text, const char *wanted)
{
    ck_assert_msg(strstr(text, wanted), "no '%s' in\n%.2000s", wanted, text);
}

static inline void assert_lacks(const char *text, const char *unwanted)
{
    ck_assert_msg(!strstr(text, unwanted), "'%s' in\n%.2000s", unwanted, text);
}

/* It ended with the status, and said nothing on standard error. */
static inline void assert_quiet(const process_end *p, int status)
{
    ck_assert_msg(p->status == status, "status %d\n%.2000s%.2000s", p->status, p->out, p->err);
    ck_assert_str_eq(p->err, "");
}

/* It could not grade, and said so in a line on standard error. */
static inline void assert_fails(const process_end *p, const char *said)
{
    ck_assert_msg(p->status == 2, "status %d\n%.2000s%.2000s", p->status, p->out, p->err);
    ck_assert_int_eq(strncmp(p->err, "grade: ", 7), 0);
    ck_assert_ptr_eq(strchr(p->err, '\n'), p->err + strlen(p->err) - 1);
    assert_says(p->err, said);
}

/* Nothing but lines of printable ASCII: no colours, no progress. */
static inline void assert_plain(const char *text)
{
    for (; *text; text++)
        ck_assert_msg(*text == '\n' || (*text >= ' ' && *text < 0x7f), "at: %.60s", text);
}

static inline const char *last_line(const char *text)
{
    const char *line = text;
    for (const char *next = text; *next; next += strcspn(next, "\n") + 1)
        line = next;
    return line;
}

#endif
