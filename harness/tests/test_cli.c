/* grade as a process: what its users and their scripts see of it. */
#include <pty.h>

#include "cli.h"

START_TEST(full_marks_are_0)
{
    process_end p = RUN("--op", "relu", REFERENCE);
    assert_quiet(&p, 0);
    assert_plain(p.out);
    assert_says(last_line(p.out), "reference: 3.00 of 3.00 points (100.0 %): 2 right");
    process_release(&p);
}
END_TEST

START_TEST(less_is_1)
{
    process_end p = RUN("-a", "hw1", MISTAKES);
    assert_quiet(&p, 1);
    assert_plain(p.out);
    assert_says(p.out, "hw1: Homework 1");
    assert_says(last_line(p.out), "mistakes: ");
    process_release(&p);
    p = RUN("--op", "relu", TEMPLATE);
    assert_quiet(&p, 1);
    assert_says(last_line(p.out), "2 not implemented");
    process_release(&p);
}
END_TEST

/* Who has handed in something else than a shared object gets no points; the others theirs. */
START_TEST(a_file_that_is_no_submission_is_refused)
{
    process_end p = RUN("--op", "relu", __FILE__, REFERENCE);
    assert_quiet(&p, 1);
    assert_says(p.out, "not a shared object");
    assert_says(p.out, "\n2 submissions\ntest_cli: 0.00 of 3.00 points (0.0 %): refused\n");
    assert_says(last_line(p.out), "reference: 3.00 of 3.00");
    process_release(&p);
}
END_TEST

START_TEST(a_file_that_is_not_there_costs_the_others_nothing)
{
    process_end p = RUN("--op", "relu", "/nowhere/ada.so", REFERENCE);
    ck_assert_int_eq(p.status, 2);
    assert_says(p.err, "grade: /nowhere/ada.so: cannot be opened: No such file");
    assert_says(p.out, "refused: /nowhere/ada.so: cannot be opened: No such file");
    assert_says(p.out, "\n2 submissions\nada: 0.00 of 3.00 points (0.0 %): refused\n");
    assert_says(last_line(p.out), "reference: 3.00 of 3.00");
    process_release(&p);
}
END_TEST

START_TEST(a_directory_costs_the_others_nothing)
{
    process_end p = RUN("--op", "relu", directory, REFERENCE);
    ck_assert_int_eq(p.status, 2);
    assert_says(p.err, directory);
    assert_says(p.out, "points (0.0 %): refused\n");
    assert_says(last_line(p.out), "reference: 3.00 of 3.00");
    process_release(&p);
    p = RUN("--op", "relu", __FILE__ "/ada.so");
    ck_assert_int_eq(p.status, 2);
    assert_says(p.err, "ada.so: cannot be opened: Not a directory");
    process_release(&p);
}
END_TEST

/* What it prints on a terminal. */
static void run_on_terminal(char *text, size_t size, int status)
{
    int ours, theirs;
    size_t used = 0;
    ck_assert_int_eq(openpty(&ours, &theirs, NULL, NULL, NULL), 0);
    const char *const arguments[] = {GRADE, "--op", "relu", MISTAKES, NULL};
    process_end p = process_run_to(theirs, arguments);
    ck_assert_int_eq(p.status, status);
    close(theirs);
    for (ssize_t got; (got = read(ours, text + used, size - 1 - used)) > 0;)
        used += (size_t)got;
    text[used] = '\0';
    close(ours);
    process_release(&p);
}

START_TEST(colors_are_for_terminals)
{
    char text[4000];
    run_on_terminal(text, sizeof text, 1);
    assert_says(text, "\033[32mok ");
    assert_says(text, "\033[31mWRONG ");
    setenv("NO_COLOR", "1", 1);
    run_on_terminal(text, sizeof text, 1);
    ck_assert_ptr_null(strchr(text, '\033'));
    assert_says(text, "WRONG ");
    unsetenv("NO_COLOR");
    setenv("TERM", "dumb", 1);
    run_on_terminal(text, sizeof text, 1);
    ck_assert_ptr_null(strchr(text, '\033'));
}
END_TEST

/* Blanks out what two runs may differ in: values of time="..." and timestamp="...". */
static void blank_times(char *text)
{
    for (char *c = text; (c = strstr(c, " time")); c++) {
        char *value = strchr(c, '"') + 1;
        memset(value, '-', strcspn(value, "\""));
    }
}

static char *grade_to_junit(const char *seed, const char *assignment, const char *file)
{
    char path[SCRATCH_PATH];
    scratch_path(path, "r.xml");
    process_end p = RUN("-a", assignment, "--seed", seed, "--junit", path, file);
    ck_assert_msg(p.status == 0 || p.status == 1, "%s", p.err);
    process_release(&p);
    xmlFreeDoc(load_report(path));
    char *text = read_file(path);
    blank_times(text);
    return text;
}

START_TEST(runs_with_one_seed_agree)
{
    char *first = grade_to_junit("5eed", "hw1", MISTAKES);
    char *again = grade_to_junit("5eed", "hw1", MISTAKES);
    char *other = grade_to_junit("another", "hw1", MISTAKES);
    ck_assert(strcmp(first, again) == 0);
    ck_assert(strcmp(first, other) != 0);
    assert_says(first, "name=\"grade.seed\" value=\"5eed\"");
    assert_says(first, "@5eed ");
    free(first);
    free(again);
    free(other);
}
END_TEST

/* The test cases of a report, by name, one after the other. */
static char *names_of(const char *report)
{
    static const char start[] = "<testcase ";
    char *names = malloc(MOST_OUTPUT);
    size_t used = 0;
    for (const char *c = report; (c = strstr(c, start)); c++) {
        const char *time = strstr(c, " time=");
        ck_assert_ptr_nonnull(time);
        used += (size_t)snprintf(names + used, MOST_OUTPUT - used, "%.*s\n", (int)(time - c), c);
    }
    names[used] = '\0';
    return names;
}

START_TEST(names_do_not_depend_on_the_seed)
{
    char *one = grade_to_junit("one", "hw1", MISTAKES);
    char *two = grade_to_junit("two", "hw1", MISTAKES);
    char *names_of_one = names_of(one), *names_of_two = names_of(two);
    ck_assert_str_eq(names_of_one, names_of_two);
    ck_assert_uint_gt(strlen(names_of_one), 1000);
    free(one);
    free(two);
    free(names_of_one);
    free(names_of_two);
}
END_TEST

START_TEST(every_report_fits_the_schemas)
{
    static const char *const files[] = {REFERENCE, TEMPLATE, MISTAKES, __FILE__,
                                        BUILD_DIR "/tests/submissions/follows.so"};
    static const char *const sets[] = {"all", "fr"};
    for (size_t k = 0; k < 2; k++)
        free(grade_to_junit("5eed", sets[k], files[_i]));
}
END_TEST

START_TEST(several_submissions_are_in_one_report)
{
    char path[SCRATCH_PATH], copy[SCRATCH_PATH];
    scratch_path(path, "r.xml");
    copy_file(copy, REFERENCE, "reference.so");
    process_end p = RUN("--op", "relu", "--junit", path, REFERENCE, MISTAKES, copy);
    assert_quiet(&p, 1);
    assert_says(p.out, "\n3 submissions\nreference: 3.00 ");
    assert_says(last_line(p.out), "reference-2: 3.00 of 3.00");
    process_release(&p);
    xmlFreeDoc(load_report(path));
    char *text = read_file(path);
    assert_says(text, "testsuite name=\"reference.all.ops.relu\"");
    assert_says(text, "testsuite name=\"mistakes.all.ops.relu\"");
    assert_says(text, "testsuite name=\"reference-2.all.ops.relu\"");
    free(text);
}
END_TEST

START_TEST(filters_choose_cases)
{
    process_end all = RUN("--op", "relu", "-v", MISTAKES);
    process_end public_only = RUN("--op", "relu", "-v", "--public", MISTAKES);
    process_end one = RUN("--case", "relu/handout", "-v", MISTAKES);
    process_end every = RUN("--case", "handout", REFERENCE);
    assert_says(all.out, "(hidden)");
    assert_says(all.out, "(public)");
    assert_lacks(public_only.out, "(hidden)");
    assert_says(public_only.out, "(public)");
    assert_says(one.out, "  relu ok 1/1          WRONG 1 of 1 ");
    assert_says(every.out, "\n  relu ");
    assert_says(every.out, "\n  softmax ");
    ck_assert_int_eq(every.status, 0);
    process_release(&all);
    process_release(&public_only);
    process_release(&one);
    process_release(&every);
}
END_TEST

START_TEST(hidden_cases_show_no_numbers)
{
    process_end p = RUN("--op", "relu", "-v", "-a", "hw1", MISTAKES);
    const char *hidden = strstr(p.out, "(hidden): ");
    ck_assert_ptr_nonnull(hidden);
    for (; hidden; hidden = strstr(hidden + 1, "(hidden): ")) {
        const char *line = hidden + strlen("(hidden): ");
        size_t length = strcspn(line, "\n");
        for (size_t i = 0; i < length; i++)
            ck_assert_msg(line[i] < '0' || line[i] > '9', "%.*s", (int)length, line);
        ck_assert_int_eq(strncmp(line + length, "\n      again: ", 14), 0);
    }
    process_release(&p);
}
END_TEST

/* The part of a replay that shows the case itself, in front of the report. */
static char *replay(const char *which, const char *file)
{
    process_end p = RUN("--replay", which, file);
    ck_assert_msg(p.status < 2, "%s", p.err);
    char *report = strstr(p.out, "all: Every op");
    ck_assert_ptr_nonnull(report);
    *report = '\0';
    free(p.err);
    return p.out;
}

START_TEST(a_replay_shows_the_numbers)
{
    char *out = replay("affine/handout", MISTAKES);
    assert_says(out, "affine/handout: X[N,D] W[D,M] b[M] -> Y[N,M], Y = X W + b\n");
    assert_says(out, "\n  X[");
    assert_says(out, "\n  reference Y[");
    assert_says(out, "\n  yours Y[");
    assert_says(out, "\n  upstream dY[");
    assert_says(out, "\n  reference db[");
    assert_says(out, "\n  (f(x+h)-f(x-h))/2h db[");
    assert_says(out, "\n  yours db[");
    free(out);
}
END_TEST

START_TEST(engines_and_graphs_are_replayed)
{
    process_end p = RUN("-a", "fr", "--replay", "engine/diamond",
                        BUILD_DIR "/tests/submissions/engine_gradient_assigned.so");
    ck_assert_int_eq(p.status, 1);
    assert_says(p.out, "engine/diamond: a = add(x, x); y = add(a, a)\n");
    assert_says(p.out, "\n  gradient of x: 4\n    yours: 1\n");
    process_release(&p);
    p = RUN("-a", "fr", "--replay", "graph_fr/point-1", REFERENCE);
    ck_assert_int_eq(p.status, 0);
    assert_says(p.out, "; 10 nodes beside the inputs, yours 10\n  at: ");
    process_release(&p);
}
END_TEST

START_TEST(a_replay_of_a_graph_shows_both_graphs)
{
    const char *wrong = BUILD_DIR "/tests/submissions/wrong_graphs.so";
    process_end p = RUN("-a", "edf1", "--replay", "graph_edf1_a/point-1", wrong);
    assert_says(p.out, "; 6 nodes beside the inputs, yours 3\n");
    assert_says(p.out, "y = mul(c, e)\n    value: 2.69849728496\n    gradient: 4.15874187575 ");
    assert_says(p.out, "y = div(a, b)\n    value: 3.30437569108\n    gradient: 3.30437569108 ");
    process_release(&p);
    p = RUN("-a", "edf1", "--replay", "graph_edf1_c/point-1", wrong);
    assert_says(p.out, "\n  yours: op 1 of the graph does not fit its inputs\n");
    process_release(&p);
    p = RUN("-a", "edf1", "--replay", "graph_edf1_a/point-1", TEMPLATE);
    assert_says(p.out, "; 6 nodes beside the inputs\n");
    process_release(&p);
}
END_TEST

START_TEST(a_hidden_case_replays_from_its_seed)
{
    char *one = replay("tanh/vector@one", MISTAKES), *again = replay("tanh/vector@one", MISTAKES);
    char *two = replay("tanh/vector@two", MISTAKES), *shown = replay("tanh/handout", MISTAKES);
    char *shown_again = replay("tanh/handout@two", MISTAKES);
    ck_assert_str_eq(one, again);
    ck_assert_str_ne(one, two);
    ck_assert_str_eq(shown, shown_again);
    free(one);
    free(again);
    free(two);
    free(shown);
    free(shown_again);
}
END_TEST

/* The command that a report gives for a hidden case works as it stands. */
START_TEST(the_command_of_a_report_works)
{
    char file[SCRATCH_PATH], command[3 * SCRATCH_PATH], said[4096];
    copy_file(file, MISTAKES, "o'h no $x.so");
    process_end p = RUN("--op", "tanh", "-v", "--seed", "a$b'c", file);
    char *again = strstr(p.out, "--replay 'tanh/");
    ck_assert_msg(again != NULL, "%s", p.out);
    again[strcspn(again, "\n")] = '\0';
    snprintf(command, sizeof command, "'%s' %s", GRADE, again);
    FILE *shell = popen(command, "r");
    ck_assert_ptr_nonnull(shell);
    said[fread(said, 1, sizeof said - 1, shell)] = '\0';
    ck_assert_int_eq(WEXITSTATUS(pclose(shell)), 1);
    assert_says(said, "\n  yours dx");
    assert_says(said, "seed a$b'c");
    process_release(&p);
}
END_TEST

static const struct {
    const char *name, *student;
} odd_names[] = {
    {"a\nb.so", "a b"},          {"a\x1b[31mb.so", "a#x1B[31mb"},
    {"--junit.so", "--junit"},   {"-v", "-v"},
    {"a\"<&>'b.so", "a\"<&>'b"}, {"\xff\xfe.so", "#xFF#xFE"},
    {"%s%n.so", "%s%n"},         {".so", ".so"},
    {"a b.so", "a b"},
};

START_TEST(odd_file_names_do_no_harm)
{
    char path[SCRATCH_PATH], report[SCRATCH_PATH], line[128];
    copy_file(path, MISTAKES, odd_names[_i].name);
    scratch_path(report, "r.xml");
    ck_assert_int_eq(chdir(directory), 0);
    process_end p = RUN("--op", "relu", "--junit", report, "--", odd_names[_i].name);
    assert_quiet(&p, 1);
    assert_plain(p.out);
    snprintf(line, sizeof line, "%s: 1.00 of 3.00", odd_names[_i].student);
    ck_assert_msg(strncmp(last_line(p.out), line, strlen(line)) == 0, "%s", p.out);
    process_release(&p);
    xmlFreeDoc(load_report(report));
    ck_assert_int_eq(chdir("/"), 0);
}
END_TEST

/* The directory is the students'; a library that lies there must not become a part of grade. */
START_TEST(libraries_are_not_taken_from_where_it_runs)
{
    static const char *const names[] = {"libopenblas.so.0", "libmd.so.0",     "libz.so.1",
                                        "libgsl.so.27",     "libxml2.so.2",   "libm.so.6",
                                        "libc.so.6",        "libseccomp.so.2"};
    char path[SCRATCH_PATH];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        copy_file(path, __FILE__, names[i]);
    ck_assert_int_eq(chdir(directory), 0);
    process_end p = RUN("--op", "relu", REFERENCE);
    assert_quiet(&p, 0);
    process_release(&p);
    ck_assert_int_eq(chdir("/"), 0);
}
END_TEST

START_TEST(a_student_may_be_named)
{
    char path[SCRATCH_PATH];
    scratch_path(path, "r.xml");
    process_end p = RUN("--op", "relu", "--junit", path, "--student", "Ada K. L.", REFERENCE);
    assert_quiet(&p, 0);
    assert_says(last_line(p.out), "Ada K. L.: 3.00 of 3.00");
    process_release(&p);
    xmlFreeDoc(load_report(path));
    char *text = read_file(path);
    assert_says(text, "testsuite name=\"Ada_K__L_.all.ops.relu\"");
    assert_says(text, "name=\"grade.student\" value=\"Ada K. L.\"");
    free(text);
}
END_TEST

START_TEST(a_rich_report_is_more)
{
    char path[SCRATCH_PATH];
    scratch_path(path, "r.xml");
    process_end p = RUN("--op", "relu", "--junit", path, "--junit-rich", REFERENCE);
    assert_quiet(&p, 0);
    process_release(&p);
    char *text = read_file(path);
    assert_says(text, "ops/relu.xml\" line=\"");
    free(text);
}
END_TEST

int main(void)
{
    say_which_schemas();
    Suite *suite = suite_create("cli");
    TCase *tests = tcase_create("grade");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, full_marks_are_0);
    tcase_add_test(tests, less_is_1);
    tcase_add_test(tests, a_file_that_is_no_submission_is_refused);
    tcase_add_test(tests, a_file_that_is_not_there_costs_the_others_nothing);
    tcase_add_test(tests, a_directory_costs_the_others_nothing);
    tcase_add_test(tests, colors_are_for_terminals);
    tcase_add_test(tests, runs_with_one_seed_agree);
    tcase_add_test(tests, names_do_not_depend_on_the_seed);
    tcase_add_loop_test(tests, every_report_fits_the_schemas, 0, 5);
    tcase_add_test(tests, several_submissions_are_in_one_report);
    tcase_add_test(tests, filters_choose_cases);
    tcase_add_test(tests, hidden_cases_show_no_numbers);
    tcase_add_test(tests, a_replay_shows_the_numbers);
    tcase_add_test(tests, engines_and_graphs_are_replayed);
    tcase_add_test(tests, a_replay_of_a_graph_shows_both_graphs);
    tcase_add_test(tests, a_hidden_case_replays_from_its_seed);
    tcase_add_test(tests, the_command_of_a_report_works);
    tcase_add_loop_test(tests, odd_file_names_do_no_harm, 0, sizeof odd_names / sizeof *odd_names);
    tcase_add_test(tests, libraries_are_not_taken_from_where_it_runs);
    tcase_add_test(tests, a_student_may_be_named);
    tcase_add_test(tests, a_rich_report_is_more);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
