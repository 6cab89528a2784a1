/* bad_input.h - giving bad case files and assignments to grade: each must be answered by one line
 * on standard error that names the file and the line, and by exit status 2, with nothing on
 * standard output, and a report that was there must stay as it was. */
#ifndef BAD_INPUT_H
#define BAD_INPUT_H

#include "cli.h"

/* Texts may be repeated, and so be long without being long here. */
typedef struct bad_file {
    const char *head, *repeated;
    size_t times;
    const char *tail, *said;
} bad_file;

#define BAD(text, said)                                                                            \
    {                                                                                              \
        text, "", 0, "", said                                                                      \
    }

/* An assignment; its rows begin on line 2. */
#define OWN(attributes, rows)                                                                      \
    "<assignment name='own' title='T'" attributes ">\n" rows "\n</assignment>"
#define OP "<op name='relu' forward='1'/>"

static const char report[] = "the report of the run before\n";
static char cases[SCRATCH_PATH], junit[SCRATCH_PATH];

/* An assignment own of one op, one function, or what a test puts there. */
static inline void set_up_cases(void)
{
    char command[4 * SCRATCH_PATH];
    set_up();
    scratch_path(cases, "cases");
    snprintf(command, sizeof command, "mkdir -p '%s/ops' '%s/functions' && cp '%s'/*.xsd '%s'",
             cases, cases, GRADE_CASES, cases);
    run_shell(command);
    scratch_write(junit, directory, "r.xml", report, sizeof report - 1);
}

static inline void write_file(const char *name, const char *text, size_t size)
{
    char path[SCRATCH_PATH], inside[64];
    snprintf(inside, sizeof inside, "cases/%s", name);
    scratch_write(path, directory, inside, text, size);
}

static inline void write_own(const char *row)
{
    char text[512];
    snprintf(text, sizeof text, OWN("", "%s"), row);
    write_file("own.xml", text, strlen(text));
}

/* name: the file that is bad. */
static inline void assert_refused(const char *name, const char *said)
{
    char start[SCRATCH_PATH + 64];
    process_end p = RUN("--cases", cases, "-a", "own", "--junit", junit, REFERENCE);
    assert_fails(&p, said);
    snprintf(start, sizeof start, "grade: %s/%s:", cases, name);
    ck_assert_msg(strncmp(p.err, start, strlen(start)) == 0, "no '%s' in\n%s", start, p.err);
    ck_assert_str_eq(p.out, "");
    char *kept = read_file(junit);
    ck_assert_str_eq(kept, report);
    free(kept);
    process_release(&p);
}

/* Runs grade on every file of a table. */
static inline void assert_all_refused(const char *name, const bad_file *files, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const bad_file *f = &files[i];
        size_t head = strlen(f->head), part = strlen(f->repeated), tail = strlen(f->tail);
        size_t size = head + f->times * part + tail;
        char *text = malloc(size + 1);
        memcpy(text, f->head, head);
        for (size_t k = 0; k < f->times; k++)
            memcpy(text + head + k * part, f->repeated, part);
        memcpy(text + size - tail, f->tail, tail);
        write_file(name, text, size);
        free(text);
        assert_refused(name, f->said);
    }
}

#define ALL(files) files, sizeof files / sizeof *files

#endif
