/* Bad submissions, alone and among good ones: each is answered by a line that names it and says
 * what to do. A file that is refused gets no points (exit status 1); where there is no file to
 * grade there is no verdict either (2, and the line is on standard error). The others keep their
 * marks. */
#include "cli.h"

/* Commands for the shell, in the scratch folder, where good.so is; they make x. */
#define CC "cc -w -shared -fPIC -o x x.c "
static const struct {
    const char *command;
    int status;
    const char *said;
} bad[] = {
    {"true", 2, "x: cannot be opened: No such file or directory"},
    {"mkdir x", 2, "x: a directory, not a regular file; name the shared object"},
    {"mkfifo x", 2, "x: a named pipe, not a regular file; name the shared object"},
    {"ln -s /dev/zero x", 2, "x: a symbolic link; name the file itself"},
    {"ln -s good.so x", 2, "x: a symbolic link; name the file itself"},
    {"ln -s x x", 2, "x: a symbolic link; name the file itself"},
    {": > x", 1, "x: only 0 bytes, too short for a shared object; build it again"},
    {"head -c 63 good.so > x", 1, "x: only 63 bytes"},
    {"head -c 64 good.so > x", 1, "its program headers lie beyond the end of the file; copy it"},
    {"head -c 4000 good.so > x", 1, "x: cut off or damaged: segment 0 lies beyond the end"},
    {"truncate -s 10G x", 1, "x: 10737418240 bytes, more than the 16777216 allowed; leave out"},
    {"truncate -s 4096 x", 1, "it does not begin as an ELF file; build it with: gcc"},
    {"yes 'int x;' | head -n 20 > x", 1, "but text (source code?); build it with: gcc -shared"},
    {"mkdir d; cp good.so d; tar cf x d", 1, "but a tar archive; build it with"},
    {"gzip -c good.so > x", 1, "but a gzip archive; build it with"},
    {"echo 'int f;' > x.c; cc -c -o x x.c", 1, "x: an object file (.o), not a shared object; link"},
    {"echo 'int f;' > x.c; cc -c -o y x.c; ar rc x y", 1, "but a static library (.a); build it"},
    {"echo 'int main(void) { return 0; }' > x.c; cc -o x x.c", 1, "an executable program, not a"},
    {"echo 'int f(void) { return 0; }' > x.c; " CC "-Wl,-z,execstack", 1, "executable stack; link"},
    {"echo 'int f(void) { return 0; }' > x.c; " CC "-Wl,-rpath,/tmp", 1, "run path"},
    {"echo 'static int f(void) { return 0; }' > x.c; " CC, 1, "leave out static and -fvisibility"},
    {"echo 'int f(void) { return 0; } const unsigned grade_contract_version = 9;' > x.c; " CC, 1,
     "x: built for version 9 of contract.h, and this is version 1; build it with the contract.h"},
    {"echo 'int relu_fwd(void) { return 0; }' > x.c; " CC, 1,
     "relu forward: relu_fwd is defined: is it meant to be relu_forward?"},
    {"echo 'int _Z12relu_forwardv(void) { return 0; }' > x.c; " CC, 1, "declare it extern \"C\""},
    {"echo 'int relu_forward;  int f(void) { return 0; }' > x.c; " CC, 1,
     "relu_forward is defined as data, not as a function"},
    {"echo 'int g(void); int relu_forward(void) { return g(); }' > x.c; " CC, 1,
     "does not load: undefined symbol: g; link what defines it"},
    {"echo 'double pow(double, double); double relu_forward(double x) { return pow(x, x); }' > "
     "x.c; " CC "-fno-builtin -lm; sed -i s/GLIBC_2.29/GLIBC_2.99/ x",
     1,
     "not found (required by /proc/self/fd/4); it was built on a newer system: build it on the "
     "one"},
    {"(head -c 16 good.so; printf '\\004'; tail -c +18 good.so) > x", 1,
     "x: what is left of a crash"},
};

static char good[SCRATCH_PATH], wrong[SCRATCH_PATH], report[SCRATCH_PATH];

static void set_up_files(void)
{
    set_up();
    copy_file(good, REFERENCE, "good.so");
    scratch_path(wrong, "x");
    scratch_path(report, "r.xml");
}

static void make(const char *command)
{
    char line[SCRATCH_PATH + 512];
    snprintf(line, sizeof line, "cd '%s' && { %s; }", directory, command);
    run_shell(line);
}

/* The text as words with single blanks, as the report breaks lines where it wants. */
static void join_lines(char *text)
{
    char *to = text;
    for (const char *from = text; *from; from++)
        if (!strchr(" \n", *from) || !strchr(" \n", from[1]))
            *to++ = *from == '\n' ? ' ' : *from;
    *to = '\0';
}

START_TEST(a_bad_file_is_named_and_costs_the_others_nothing)
{
    make(bad[_i].command);
    process_end p = RUN("--op", "relu", "--junit", report, good, wrong, good);
    assert_says(last_line(p.out), "good-2: 3.00 of 3.00 points");
    assert_says(p.out, "\n3 submissions\ngood: 3.00 of 3.00 points");
    assert_says(p.out, "\nx: 0.00 of 3.00 points (0.0 %): ");
    if (bad[_i].status == 2)
        assert_fails(&p, bad[_i].said);
    else
        assert_quiet(&p, 1);
    join_lines(p.out);
    assert_says(p.out, bad[_i].said);
    process_release(&p);
    xmlDoc *doc = load_report(report);
    ck_assert_uint_eq(xmlChildElementCount(xmlDocGetRootElement(doc)), 3);
    xmlFreeDoc(doc);
}
END_TEST

START_TEST(libraries_larger_than_the_memory_limit_are_told)
{
    make("echo '<assignment name=\"small\" title=\"Small\"><limits memory-mebibytes=\"64\"/>"
         "<op name=\"relu\" forward=\"1\"/></assignment>' > small.xml; "
         "echo 'char room[30 << 20]; int relu_forward(void) { return 0; }' > x.c; " CC
         "-Wl,--no-as-needed -lopenblas");
    char assignment[SCRATCH_PATH];
    scratch_path(assignment, "small.xml");
    process_end p = RUN("-a", assignment, wrong);
    assert_quiet(&p, 1);
    join_lines(p.out);
    assert_says(p.out, "does not load: ");
    assert_says(p.out, ": it and its libraries do not fit into the memory limit");
    process_release(&p);
}
END_TEST

/* Nobody may read it but root, who reads all. */
START_TEST(an_unreadable_file_gets_no_verdict)
{
    if (geteuid() == 0)
        return;
    make("cp good.so x; chmod 0 x");
    process_end p = RUN("--op", "relu", wrong, good);
    assert_fails(&p, "x: cannot be opened: Permission denied");
    assert_says(last_line(p.out), "good: 3.00 of 3.00 points");
    process_release(&p);
}
END_TEST

START_TEST(a_name_may_be_anything)
{
    static const char *const names[] = {"-a.so", "--", "a b", "\x1b[2J\n\xff", "a'b\"c$d"};
    ck_assert_int_eq(chdir(directory), 0);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        ck_assert_int_eq(rename("good.so", names[i]), 0);
        process_end p = RUN("--op", "relu", "--junit", report, "--", names[i]);
        assert_quiet(&p, 0);
        assert_plain(p.out);
        xmlFreeDoc(load_report(report));
        process_release(&p);
        ck_assert_int_eq(rename(names[i], "good.so"), 0);
    }
    process_end p = RUN("--op", "relu", "-good.so");
    assert_fails(&p, "unknown option -g; see grade --help; before the name of a file put ./");
    process_release(&p);
}
END_TEST

/* A long list, nine in ten of which are bad. */
START_TEST(a_thousand_submissions)
{
    enum { FILES = 1000, GOOD = 10 };
    static char names[FILES][16];
    static const char *arguments[FILES + 6] = {GRADE, "--op", "relu", "--junit", report};
    make("echo 'int main(void) { return 0; }                                                 ' > x;"
         " for i in $(seq 100 1099); do ln $([ ${i%0} = $i ] && echo x || echo good.so) s$i; done");
    ck_assert_int_eq(chdir(directory), 0);
    for (int i = 0; i < FILES; i++) {
        snprintf(names[i], sizeof names[i], "s%d", 100 + i);
        arguments[5 + i] = names[i];
    }
    process_end p = process_run(arguments);
    assert_quiet(&p, 1);
    const char *table = strstr(p.out, "\n1000 submissions\n");
    ck_assert_ptr_nonnull(table);
    for (int i = 0; i < FILES; i++) {
        char line[64];
        snprintf(line, sizeof line, "\n%s: %s of 3.00 points", names[i],
                 i % GOOD ? "0.00" : "3.00");
        assert_says(table, line);
    }
    make("test $(grep -c '<testsuite ' r.xml) = 1000");
    process_release(&p);
}
END_TEST

int main(void)
{
    say_which_schemas();
    Suite *suite = suite_create("bad_submission");
    TCase *tests = tcase_create("grade");
    tcase_add_checked_fixture(tests, set_up_files, tear_down);
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, a_bad_file_is_named_and_costs_the_others_nothing, 0,
                        sizeof bad / sizeof *bad);
    tcase_add_test(tests, libraries_larger_than_the_memory_limit_are_told);
    tcase_add_test(tests, an_unreadable_file_gets_no_verdict);
    tcase_add_test(tests, a_name_may_be_anything);
    tcase_add_test(tests, a_thousand_submissions);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
