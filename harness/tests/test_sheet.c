#include "sheet_by_hand.h"

static const struct {
    const char *path, *given, *student;
} students[] = {
    {"ada.so", "", "ada"},
    {"class/ada.so", "", "ada"},
    {"class/ada/submission.so", "", "ada"},
    {"/class/ada/submission.so", "", "ada"},
    {"ada/submission.so", "Ada L.", "Ada L."},
    {"submission.so", "", "submission"},
    {"./submission.so", "", "submission"},
    {"class/../submission.so", "", "submission"},
    {"/submission.so", "", "submission"},
    {"class/", "", "submission"},
    {"", "", "submission"},
    {"class/.so", "", ".so"},
    {"class/a.b.so", "", "a.b"},
    {"noextension", "", "noextension"},
    {"a\x1b[31m.so", "", "a#x1B[31m"},
    {"x.so", "\xc3\x9c\xff\n", "\xc3\x9c#xFF "},
};

START_TEST(students_are_named)
{
    sheet *s = sheet_by_hand(students[_i].path, students[_i].given, 1);
    ck_assert_str_eq(s->student, students[_i].student);
    sheet_free(s);
}
END_TEST

START_TEST(long_names_are_cut_between_characters)
{
    char path[1001] = "";
    for (int i = 0; i < 500; i++)
        strcat(path, "\xc3\xbc");
    sheet *s = sheet_by_hand(path, "", 1);
    ck_assert_uint_eq(strlen(s->student), (STUDENT_NAME - 1) / 2 * 2);
    sheet_free(s);
}
END_TEST

START_TEST(a_word_has_no_dots_blanks_or_slashes)
{
    char word[STUDENT_NAME];
    sheet *s = sheet_by_hand("x.so", "Ada K. a/b-c_d", 1);
    sheet_student_word(word, s);
    ck_assert_str_eq(word, "Ada_K__a_b-c_d");
    sheet_free(s);
}
END_TEST

START_TEST(sheets_of_one_name_are_told_apart)
{
    static const char *const paths[] = {"1/ada.so", "2/ada.so", "bob.so", "ada-2.so",
                                        "3/ada.so", "a.b.so",   "a_b.so", "a b.so"};
    static const char *const names[] = {"ada",   "ada-2", "bob",   "ada-2-2",
                                        "ada-3", "a.b",   "a_b-2", "a b-3"};
    sheet *sheets[8];
    for (size_t i = 0; i < 8; i++) {
        sheets[i] = sheet_by_hand(paths[i], "", 1);
        sheet_tell_apart(sheets[i], sheets, i);
        ck_assert_str_eq(sheets[i]->student, names[i]);
    }
    for (size_t i = 0; i < 8; i++)
        sheet_free(sheets[i]);
}
END_TEST

START_TEST(long_names_are_told_apart_too)
{
    enum { COUNT = 12 };
    char path[300] = "";
    sheet *sheets[COUNT];
    memset(path, 'a', 250);
    for (size_t i = 0; i < COUNT; i++) {
        sheets[i] = sheet_by_hand(path, "", 1);
        sheet_tell_apart(sheets[i], sheets, i);
        for (size_t k = 0; k < i; k++)
            ck_assert_str_ne(sheets[i]->student, sheets[k]->student);
    }
    for (size_t i = 0; i < COUNT; i++)
        sheet_free(sheets[i]);
}
END_TEST

START_TEST(the_command_shows_the_case_again)
{
    static const verdict_kind kinds[] = {VERDICT_WRONG_VALUE, VERDICT_WRONG_VALUE};
    char command[256];
    sheet *s = sheet_by_hand("the class/-x.so", "", 1);
    const part *p = part_by_hand(s, s->items, 0, "forward", 2, kinds);
    s->command = "bin/grade -a edf9";
    ck_assert_str_eq(sheet_replay_command(command, sizeof command, s, s->items, &p->cases[0]),
                     "bin/grade -a edf9 --replay relu/handout 'the class/-x.so'");
    ck_assert_str_eq(sheet_replay_command(command, sizeof command, s, s->items, &p->cases[1]),
                     "bin/grade -a edf9 --replay relu/primes@s3cret 'the class/-x.so'");
    sheet_free(s);

    const assignment all = {.name = "all"};
    const plan other = {.assignment = &all, .seed = "$(x)"};
    ck_assert_ptr_nonnull(s = sheet_new(&other, "-x.so", "", 1));
    s->items->name = "relu";
    p = part_by_hand(s, s->items, 0, "forward", 2, kinds);
    ck_assert_str_eq(sheet_replay_command(command, sizeof command, s, s->items, &p->cases[1]),
                     "grade --replay 'relu/primes@$(x)' ./-x.so");
    sheet_free(s);
}
END_TEST

START_TEST(points_are_summed_over_parts)
{
    static const verdict_kind half[] = {VERDICT_PASSED, VERDICT_WRONG_VALUE};
    static const verdict_kind all[] = {VERDICT_PASSED, VERDICT_PASSED, VERDICT_PASSED};
    sheet *s = sheet_by_hand("x.so", "", 2);
    const part *one = part_by_hand(s, &s->items[0], 0, "forward", 2, half);
    const part *two = part_by_hand(s, &s->items[1], 1, "backward", 3, all);
    ck_assert_double_eq(one->score.earned, 1);
    ck_assert_double_eq(two->score.earned, 2);
    ck_assert_double_eq(s->total.earned, 3);
    ck_assert_double_eq(s->total.possible, 4);
    ck_assert_uint_eq(s->total.passed, 4);
    ck_assert_uint_eq(s->total.judged, 5);
    ck_assert(score_full(&two->score) && !score_full(&one->score) && !score_full(&s->total));
    sheet_free(s);
}
END_TEST

START_TEST(credit_is_given_and_is_no_pass)
{
    static const verdict_kind wrong[] = {VERDICT_WRONG_GRADIENT, VERDICT_WRONG_GRADIENT};
    sheet *s = sheet_by_hand("x.so", "", 1);
    part *p = &s->items[0].parts[1];
    ck_assert(part_open(p, "backward", 2, 2));
    for (size_t i = 0; i < 2; i++)
        p->cases[i] = (case_mark){.kind = wrong[i], .credit = 0.5, .follows = true};
    sheet_score(s, p);
    ck_assert_double_eq(p->score.earned, 1);
    ck_assert_uint_eq(p->score.passed, 0);
    ck_assert(part_follows(p));
    p->cases[1].follows = false;
    ck_assert(!part_follows(p));
    sheet_free(s);
}
END_TEST

START_TEST(a_part_follows_only_where_something_is_wrong)
{
    static const verdict_kind right[] = {VERDICT_PASSED};
    static const verdict_kind missing[] = {VERDICT_NOT_IMPLEMENTED};
    sheet *s = sheet_by_hand("x.so", "", 1);
    ck_assert(!part_missing(&s->items[0].parts[2]));
    const part *p = part_by_hand(s, s->items, 0, "forward", 1, right);
    ck_assert(!part_follows(p) && !part_missing(p));
    p = part_by_hand(s, s->items, 1, "backward", 1, missing);
    ck_assert(!part_follows(p) && part_missing(p));
    sheet_free(s);
}
END_TEST

START_TEST(nothing_can_be_freed)
{
    sheet_free(NULL);
    sheet_free(sheet_by_hand("x.so", "", 0));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sheet");
    TCase *tests = tcase_create("sheet");
    tcase_add_loop_test(tests, students_are_named, 0, sizeof students / sizeof *students);
    tcase_add_test(tests, long_names_are_cut_between_characters);
    tcase_add_test(tests, a_word_has_no_dots_blanks_or_slashes);
    tcase_add_test(tests, sheets_of_one_name_are_told_apart);
    tcase_add_test(tests, long_names_are_told_apart_too);
    tcase_add_test(tests, the_command_shows_the_case_again);
    tcase_add_test(tests, points_are_summed_over_parts);
    tcase_add_test(tests, credit_is_given_and_is_no_pass);
    tcase_add_test(tests, a_part_follows_only_where_something_is_wrong);
    tcase_add_test(tests, nothing_can_be_freed);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
