/* grade-selftest - the grader, graded: wrong variants must lose their points and be named, right
 * ones must not. */
#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bank_broken.h"
#include "bank_ops.h"
#include "bank_right.h"
#include "bank_tasks.h"
#include "margins.h"

static const char usage[] =
    "usage: grade-selftest                      grade both banks, and print the table\n"
    "       grade-selftest --without-bank       name the bank's mistakes by the general tests "
    "alone\n"
    "       grade-selftest --unseen             grade mistakes that the bank does not have\n"
    "       grade-selftest --margins N FILE     measure over N seeds, and draw FILE (SVG)\n";

static int complain(const error *e)
{
    fprintf(stderr, "grade-selftest: %s\n", e->text);
    return 2;
}

/* Both banks, and all that the tests have of other tasks. */
static int grade_banks(void)
{
    error e = {""};
    tally ops[OP_TALLIES], broken, tasks[TASK_TALLIES], right;
    if (!bank_ops_grade(ops, "selftest", BANK_KNOWN, &e) ||
        !bank_broken_grade(&broken, "selftest", &e) || !bank_tasks_grade(tasks, "selftest", &e) ||
        !bank_right_grade(&right, "selftest", &e))
        return complain(&e);
    bool good = !right.false_failures && tally_good(&broken);
    tally_print_head();
    for (size_t i = 0; i < OP_TALLIES; i++) {
        tally_print(&ops[i]);
        good = good && tally_good(&ops[i]);
    }
    tally_print(&broken);
    for (size_t i = 0; i < TASK_TALLIES; i++) {
        tally_print(&tasks[i]);
        good = good && tally_good(&tasks[i]);
    }
    tally_print(&right);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* Ops alone, with what is said of each mistake to be read. */
static int grade_ops(bank_choice choice)
{
    error e = {""};
    tally ops[OP_TALLIES];
    if (!bank_ops_grade(ops, "selftest", choice, &e))
        return complain(&e);
    bool good = true;
    tally_print_head();
    for (size_t i = 0; i < OP_TALLIES; i++) {
        tally_print(&ops[i]);
        good = good && !ops[i].survived && !ops[i].false_failures;
    }
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}

static int measure(size_t seeds, const char *path)
{
    error e = {""};
    margins m;
    if (!margins_measure(&m, seeds, &e) || !margins_draw(&m, path, &e))
        return complain(&e);
    printf("%zu right variants: at most %.3g tolerances off (%s)\n"
           "%zu wrong variants: at least %.3g tolerances off (%s)\n",
           m.right_count, m.largest_right, m.closest_right, m.wrong_count, m.smallest_wrong,
           m.closest_wrong);
    return m.largest_right * MARGIN <= 1 && m.smallest_wrong >= MARGIN ? EXIT_SUCCESS
                                                                       : EXIT_FAILURE;
}

int main(int argc, char **argv)
{
    gsl_set_error_handler_off();
    if (argc == 1)
        return grade_banks();
    if (argc == 2 && strcmp(argv[1], "--without-bank") == 0)
        return grade_ops(BANK_ALONE);
    if (argc == 2 && strcmp(argv[1], "--unseen") == 0)
        return grade_ops(BANK_UNSEEN);
    if (argc == 4 && strcmp(argv[1], "--margins") == 0 && strtoul(argv[2], NULL, 10) > 0)
        return measure(strtoul(argv[2], NULL, 10), argv[3]);
    fputs(usage, stderr);
    return 2;
}
