/* testing.h - Check, and what every test program does with it. */
#ifndef TESTING_H
#define TESTING_H

#include <check.h>
#undef fail /* the name of an obsolete macro of Check's, and of a function of ours */

/* Runs the suite; what main returns: 0 if every test passed. */
static inline int run_suite(Suite *suite)
{
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}

#endif
