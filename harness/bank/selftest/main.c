/* grade-selftest - the grader, graded: wrong variants must lose their points and be named, right
 * ones must not. */
#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bank_ops.h"
#include "bank_right.h"

static int complain(const error *e)
{
    fprintf(stderr, "grade-selftest: %s\n", e->text);
    return 2;
}

int main(int argc, char **argv)
{
    error e = {""};
    tally ops[OP_TALLIES], right;
    bool alone = argc > 1 && strcmp(argv[1], "--without-bank") == 0;
    gsl_set_error_handler_off();
    if (!bank_ops_grade(ops, "selftest", alone, &e) || !bank_right_grade(&right, "selftest", &e))
        return complain(&e);
    tally_print_head();
    bool good = true;
    for (size_t i = 0; i < OP_TALLIES; i++) {
        tally_print(&ops[i]);
        good = good && tally_good(&ops[i]);
    }
    tally_print(&right);
    return good && !right.false_failures ? EXIT_SUCCESS : EXIT_FAILURE;
}
