/* Right submissions of other styles, compilers and flags: all must have full marks, in forward,
 * backward and JVP; and those that have functions, in these too. */
#include <glob.h>

#include "graded.h"

#define EVERY_OP SOURCE_DIR "/harness/bank/selftest/ops.xml"

static glob_t variants;

/* Says which cases did not pass, and why; returns how many. */
static size_t list_failures(const sheet *s, char *text, size_t size)
{
    size_t failures = 0, used = 0;
    text[0] = '\0';
    for (size_t i = 0; i < s->item_count; i++)
        for (size_t d = 0; d < MAX_PARTS; d++) {
            const part *p = &s->items[i].parts[d];
            for (size_t k = 0; k < p->count; k++) {
                const case_mark *c = &p->cases[k];
                if (c->kind == VERDICT_PASSED)
                    continue;
                failures++;
                if (used < size)
                    used +=
                        (size_t)snprintf(text + used, size - used, "\n  %s %s, case %s: %s %s",
                                         s->items[i].name, p->name, c->name, c->reason, c->numbers);
            }
        }
    return failures;
}

static void assert_full_marks(const char *assignment_name, const char *path)
{
    char text[4096];
    const char *file = strstr(path, "bank/right/");
    graded g = grade_file(assignment_name, "", file);
    ck_assert_msg(!g.sheet->rejected, "%s: %s", file, g.sheet->rejection.text);
    const size_t failures = list_failures(g.sheet, text, sizeof text);
    ck_assert_msg(failures == 0, "%s: %zu cases are right and did not pass:%s", file, failures,
                  text);
    ck_assert_msg(score_full(&g.sheet->total), "%s has no full marks", file);
    release_graded(&g);
}

START_TEST(every_op_has_full_marks)
{
    assert_full_marks(EVERY_OP, variants.gl_pathv[_i]);
}
END_TEST

START_TEST(every_function_has_full_marks)
{
    const char *const styles[] = {"/plain-", "/wide-"};
    size_t graded_count = 0;
    for (size_t i = 0; i < variants.gl_pathc; i++)
        if (strstr(variants.gl_pathv[i], styles[_i])) {
            assert_full_marks("all", variants.gl_pathv[i]);
            graded_count++;
        }
    ck_assert_msg(graded_count > 0, "no variant has %s in its name", styles[_i]);
}
END_TEST

START_TEST(there_are_several_styles)
{
    const char *const styles[] = {"/plain-", "/blocked-", "/wide-", "/cxx-"};
    size_t found = 0;
    for (size_t k = 0; k < sizeof styles / sizeof *styles; k++)
        for (size_t i = 0; i < variants.gl_pathc; i++)
            if (strstr(variants.gl_pathv[i], styles[k])) {
                found++;
                break;
            }
    ck_assert_uint_ge(found, 3); /* all but the one that needs a C++ compiler */
}
END_TEST

START_TEST(wrong_tangents_are_listed)
{
    char text[4096];
    graded g = grade_file(EVERY_OP, "", "tests/submissions/negated_jvp.so");
    ck_assert_uint_ge(list_failures(g.sheet, text, sizeof text), g.sheet->item_count);
    ck_assert_msg(strstr(text, "relu jvp, case ") != NULL || strstr(text, "exp jvp, case ") != NULL,
                  "%s", text);
    ck_assert(!score_full(&g.sheet->total));
    release_graded(&g);
}
END_TEST

int main(void)
{
    if (glob(BUILD_DIR "/bank/right/*.so", 0, NULL, &variants) != 0)
        variants.gl_pathc = 0;
    Suite *suite = suite_create("right variants");
    TCase *tests = tcase_create("grade");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, there_are_several_styles);
    tcase_add_loop_test(tests, every_op_has_full_marks, 0, (int)variants.gl_pathc);
    tcase_add_loop_test(tests, every_function_has_full_marks, 0, 2);
    tcase_add_test(tests, wrong_tangents_are_listed);
    suite_add_tcase(suite, tests);
    const int failed = run_suite(suite);
    globfree(&variants);
    return failed;
}
