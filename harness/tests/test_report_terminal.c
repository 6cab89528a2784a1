#include "report_terminal.h"

#include <fcntl.h>
#include <pty.h>
#include <unistd.h>

#include "sheet_by_hand.h"
#include "text.h"

static const terminal_style plain = {0}, colored = {.color = true}, verbose = {.verbose = true};

static const verdict_kind mixed[] = {VERDICT_PASSED, VERDICT_WRONG_GRADIENT, VERDICT_CRASHED,
                                     VERDICT_PASSED, VERDICT_NON_FINITE};
static const verdict_kind passed[] = {VERDICT_PASSED, VERDICT_PASSED, VERDICT_PASSED,
                                      VERDICT_PASSED, VERDICT_PASSED};
static const verdict_kind missing[] = {VERDICT_NOT_IMPLEMENTED, VERDICT_NOT_IMPLEMENTED};

/* One op of each fate, in all three columns. */
static sheet *varied_sheet(void)
{
    sheet *s = sheet_by_hand("class/ada.so", "", 3);
    s->items[0].name = "half_squared_error";
    s->items[1].name = "elu";
    s->items[2].name = "exp";
    part_by_hand(s, &s->items[0], 0, "forward", 5, passed);
    part *wrong = part_by_hand(s, &s->items[0], 1, "backward", 5, mixed);
    part_by_hand(s, &s->items[0], 2, "jvp", 5, passed);
    part_by_hand(s, &s->items[1], 0, "forward", 2, missing);
    part_by_hand(s, &s->items[1], 1, "backward", 2, missing);
    part_by_hand(s, &s->items[2], 0, "forward", 1, passed);
    strcpy(wrong->mistake, "dx is right but for a constant factor: it is multiplied by the number "
                           "of rows, as if the mean were a sum");
    s->seconds = 0.25;
    return s;
}

static char *print(const sheet *s, const terminal_style *style)
{
    char *printed = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&printed, &size);
    ck_assert_ptr_nonnull(stream);
    report_terminal(stream, s, style);
    ck_assert_int_eq(fclose(stream), 0);
    ck_assert_uint_eq(strlen(printed), size);
    return printed;
}

static void assert_says(const char *printed, const char *wanted)
{
    ck_assert_msg(strstr(printed, wanted), "no '%s' in\n%s", wanted, printed);
}

static void assert_lacks(const char *printed, const char *unwanted)
{
    ck_assert_msg(!strstr(printed, unwanted), "'%s' in\n%s", unwanted, printed);
}

/* The line that begins with the text. */
static const char *find_line(const char *printed, const char *start)
{
    for (const char *line = printed; *line; line += strcspn(line, "\n") + 1)
        if (strncmp(line, start, strlen(start)) == 0)
            return line;
    ck_abort_msg("no line '%s...' in\n%s", start, printed);
    return "";
}

START_TEST(the_table_is_aligned)
{
    sheet *s = varied_sheet();
    char *printed = print(s, &plain);
    static const char *const rows[] = {"  ops                forward", "  half_squared_error ",
                                       "  elu ", "  exp "};
    for (size_t i = 0; i < 4; i++)
        ck_assert_uint_eq(strcspn(find_line(printed, rows[i]), "\n"), 80);
    assert_says(printed, "  half_squared_error ok 5/5          WRONG 3 of 5    ok 5/5          "
                         "4.80 / 6.00\n");
    assert_says(printed, "  elu                not implemented not implemented                 "
                         "0.00 / 4.00\n");
    assert_says(printed, "  exp                ok 1/1                                          "
                         "2.00 / 2.00\n");
    free(printed);
    sheet_free(s);
}
END_TEST

START_TEST(columns_that_nobody_asked_for_are_left_out)
{
    sheet *s = sheet_by_hand("ada.so", "", 1);
    part_by_hand(s, s->items, 0, "forward", 1, passed);
    char *printed = print(s, &plain);
    assert_says(printed, "\n  ops  forward              points\n"
                         "  relu ok 1/1          2.00 / 2.00\n");
    free(printed);
    sheet_free(s);
}
END_TEST

START_TEST(every_group_has_its_own_columns)
{
    sheet *s = sheet_by_hand("ada.so", "", 3);
    part_by_hand(s, &s->items[0], 0, "forward", 1, passed);
    for (size_t i = 1; i < 3; i++) {
        s->items[i].group = "functions";
        s->items[i].name = i == 1 ? "blur" : "relu";
        part_by_hand(s, &s->items[i], 0, "result", 1, passed);
    }
    char *printed = print(s, &plain);
    assert_says(printed, "\n  ops       forward              points\n"
                         "  relu      ok 1/1          2.00 / 2.00\n"
                         "\n  functions result               points\n"
                         "  blur      ok 1/1          2.00 / 2.00\n");
    free(printed);
    sheet_free(s);
}
END_TEST

START_TEST(no_line_is_wider_than_a_terminal)
{
    sheet *s = varied_sheet();
    memset(s->layers, 'x', sizeof s->layers - 1);
    for (size_t i = 7; i < sizeof s->layers - 1; i += 8)
        s->layers[i] = ' ';
    part *wrong = &s->items[0].parts[1];
    for (size_t i = 0; i < wrong->count; i++)
        strcpy(wrong->cases[i].reason, "the reason why this case did not pass is so long that it "
                                       "takes two lines, if not even more, to tell all of it");
    char *printed = print(s, &verbose);
    for (const char *line = printed; *line; line += strcspn(line, "\n") + 1)
        if (!strstr(line, "again:") || strstr(line, "again:") > strchr(line, '\n'))
            ck_assert_msg(strcspn(line, "\n") <= TEXT_COLUMNS, "%s", line);
    ck_assert_ptr_null(strstr(printed, " \n"));
    free(printed);
    sheet_free(s);
}
END_TEST

START_TEST(the_heading_says_what_was_graded)
{
    sheet *s = varied_sheet();
    char *printed = print(s, &plain);
    assert_says(printed, "edf9: An assignment for tests\n"
                         "class/ada.so, sha256 0123456789abcdef, seed s3cret\n"
                         "lock: seccomp, Landlock\n");
    free(printed);
    sheet_free(s);
}
END_TEST

START_TEST(the_last_line_sums_up)
{
    sheet *s = varied_sheet();
    char *printed = print(s, &plain);
    static const char summary[] = "\n\nada: 6.80 of 12.00 points (56.7 %): 3 right, 1 wrong, "
                                  "2 not implemented, 0.25 s\n";
    ck_assert_uint_gt(strlen(printed), strlen(summary));
    ck_assert_str_eq(printed + strlen(printed) - strlen(summary), summary);
    free(printed);
    sheet_free(s);

    s = sheet_by_hand("ada.so", "", 1);
    part_by_hand(s, s->items, 0, "forward", 5, passed);
    printed = print(s, &plain);
    assert_says(printed, "\nada: 2.00 of 2.00 points (100.0 %): 1 right, 0.00 s\n");
    free(printed);
    sheet_free(s);
}
END_TEST

START_TEST(almost_is_not_all)
{
    sheet *s = sheet_by_hand("ada.so", "", 2);
    part_by_hand(s, &s->items[0], 0, "forward", 5, mixed);
    part_by_hand(s, &s->items[1], 0, "forward", 5, passed);
    s->total.earned = 99999;
    s->total.possible = 100000;
    char *printed = print(s, &plain);
    assert_says(printed, "(99.9 %)");
    free(printed);
    sheet_free(s);
}
END_TEST

START_TEST(a_failure_is_explained)
{
    sheet *s = varied_sheet();
    part *wrong = &s->items[0].parts[1];
    wrong->cases[1].revealed = wrong->cases[1].is_public = true;
    strcpy(wrong->cases[1].numbers, "dx[2]: reference 0.25, (f(x+h)-f(x-h))/2h 0.26, yours -0.5");
    char *printed = print(s, &plain);
    assert_says(printed,
                "\n\n  half_squared_error backward: dx is right but for a constant factor: it is\n"
                "      multiplied by the number of rows, as if the mean were a sum\n"
                "    case primes (public): primes is wrong\n"
                "      dx[2]: reference          0.25\n"
                "             (f(x+h)-f(x-h))/2h 0.26\n"
                "             yours              -0.5\n"
                "      again: grade --replay half_squared_error/primes class/ada.so\n\n");
    assert_lacks(printed, "case kinks");
    free(printed);
    sheet_free(s);
}
END_TEST

START_TEST(the_case_that_tells_most_is_shown)
{
    sheet *s = varied_sheet();
    case_mark *cases = s->items[0].parts[1].cases;
    char *printed = print(s, &plain);
    assert_says(printed, "case primes (hidden)");
    assert_says(printed, "--replay half_squared_error/primes@s3cret class/ada.so\n");
    assert_lacks(printed, "case scalar");
    free(printed);
    cases[4].is_public = cases[4].revealed = true;
    printed = print(s, &plain);
    assert_says(printed, "case scalar (public)");
    assert_lacks(printed, "case primes");
    free(printed);
    sheet_free(s);
}
END_TEST

START_TEST(verbose_shows_every_wrong_case)
{
    sheet *s = varied_sheet();
    char *printed = print(s, &verbose);
    assert_says(printed, "case primes");
    assert_says(printed, "case kinks");
    assert_says(printed, "case scalar");
    assert_lacks(printed, "case handout");
    assert_lacks(printed, "case large");
    free(printed);
    sheet_free(s);
}
END_TEST

START_TEST(what_was_printed_is_shown_where_it_may_be)
{
    sheet *s = varied_sheet();
    case_mark *c = &s->items[0].parts[1].cases[1];
    print_by_hand(c, "x = 1\nx = \x1b[2J2\n");
    char *printed = print(s, &plain);
    assert_lacks(printed, "x = 1");
    free(printed);
    c->revealed = true;
    printed = print(s, &plain);
    assert_says(printed, "      it printed (16 bytes): x = 1 x = #x1B[2J2\n");
    free(printed);
    sheet_free(s);
}
END_TEST

START_TEST(notes_are_told_of_cases_that_passed_too)
{
    sheet *s = sheet_by_hand("class/ada.so", "", 2);
    s->items[1].name = "sweep";
    part_by_hand(s, &s->items[0], 0, "forward", 5, passed);
    part *p = part_by_hand(s, &s->items[1], 0, "settings", 2, passed);
    strcpy(p->cases[1].note, "train error 2.0 %, test error 3.1 %");
    char *printed = print(s, &plain);
    assert_says(printed, "\n  sweep\n    primes         train error 2.0 %, test error 3.1 %\n");
    assert_lacks(printed, "    handout");
    free(printed);
    sheet_free(s);
}
END_TEST

START_TEST(hints_are_given_for_missing_functions)
{
    sheet *s = varied_sheet();
    strcpy(s->items[1].parts[0].hint, "there is a function elu_foward");
    char *printed = print(s, &plain);
    assert_says(printed, "\n\n  elu forward: there is a function elu_foward\n\n");
    free(printed);
    sheet_free(s);
}
END_TEST

START_TEST(a_refused_file_has_no_table)
{
    sheet *s = sheet_by_hand("ada.so", "", 1);
    s->rejected = true;
    s->sha256[0] = s->layers[0] = '\0';
    strcpy(s->rejection.text, "ada.so: not a shared \x1b[31mobject");
    part_by_hand(s, s->items, 0, "forward", 2,
                 (verdict_kind[]){VERDICT_REJECTED, VERDICT_REJECTED});
    char *printed = print(s, &plain);
    assert_says(printed, "ada.so, sha256 unknown, seed s3cret\n\n"
                         "  refused: ada.so: not a shared #x1B[31mobject\n\n"
                         "ada: 0.00 of 2.00 points (0.0 %): refused\n");
    free(printed);
    sheet_free(s);
}
END_TEST

START_TEST(colors_change_nothing_else)
{
    sheet *s = varied_sheet();
    print_by_hand(&s->items[0].parts[1].cases[1], "hello");
    s->items[0].parts[1].cases[1].revealed = true;
    strcpy(s->items[1].parts[0].hint, "a hint");
    char *with = print(s, &colored), *without = print(s, &plain), *stripped = strdup(with);
    int open = 0;
    char *to = stripped;
    for (const char *from = with; *from;) {
        if (*from != '\033') {
            *to++ = *from++;
            continue;
        }
        open += strncmp(from, "\033[0m", 4) == 0 ? -1 : 1;
        ck_assert(open == 0 || open == 1);
        from += strcspn(from, "m") + 1;
    }
    *to = '\0';
    ck_assert_int_eq(open, 0);
    ck_assert_str_eq(stripped, without);
    ck_assert_ptr_null(strchr(without, '\033'));
    assert_says(with, "\033[32mok 5/5");
    assert_says(with, "\033[31mWRONG 3 of 5");
    free(with);
    free(without);
    free(stripped);
    sheet_free(s);
}
END_TEST

static const char *const hostile[] = {"\x1b]0;title\x07",
                                      "a\nb\rc\td",
                                      "\xff\xc2\x9b",
                                      "%s%n",
                                      "\xe2\x80\xae",
                                      ", , : ,",
                                      ":",
                                      ",",
                                      ""};

START_TEST(hostile_texts_reach_no_terminal)
{
    const char *text = hostile[_i];
    sheet *s = sheet_by_hand(text, text, 1);
    part *p = part_by_hand(s, s->items, 1, "backward", 5, mixed);
    snprintf(p->mistake, sizeof p->mistake, "%s", text);
    snprintf(p->hint, sizeof p->hint, "%s", text);
    for (size_t i = 0; i < p->count; i++) {
        p->cases[i].revealed = true;
        snprintf(p->cases[i].reason, sizeof p->cases[i].reason, "%s", text);
        snprintf(p->cases[i].numbers, sizeof p->cases[i].numbers, "%s", text);
        print_by_hand(&p->cases[i], text);
    }
    snprintf(s->rejection.text, sizeof s->rejection.text, "%s", text);
    for (int rejected = 0; rejected < 2; rejected++) {
        s->rejected = rejected;
        char *printed = print(s, &verbose);
        for (const unsigned char *c = (unsigned char *)printed; *c; c++)
            ck_assert_msg(*c == '\n' || (*c >= ' ' && *c < 0x7f), "byte %02x in\n%s", *c, printed);
        free(printed);
    }
    sheet_free(s);
}
END_TEST

START_TEST(a_class_is_summed_up)
{
    sheet *sheets[] = {varied_sheet(), sheet_by_hand("bob.so", "", 1)};
    char *printed = NULL;
    size_t size = 0;
    part_by_hand(sheets[1], sheets[1]->items, 0, "forward", 5, passed);
    FILE *stream = open_memstream(&printed, &size);
    report_terminal_class(stream, sheets, 2, &plain);
    fclose(stream);
    ck_assert_str_eq(printed, "\n2 submissions\n"
                              "ada: 6.80 of 12.00 points (56.7 %): 3 right, 1 wrong, 2 not "
                              "implemented, 0.25 s\n"
                              "bob: 2.00 of 2.00 points (100.0 %): 1 right, 0.00 s\n");
    free(printed);
    sheet_free(sheets[0]);
    sheet_free(sheets[1]);
}
END_TEST

START_TEST(colors_are_for_terminals)
{
    int ours, theirs;
    ck_assert_int_eq(openpty(&ours, &theirs, NULL, NULL, NULL), 0);
    FILE *terminal = fdopen(theirs, "w"), *file = tmpfile();
    unsetenv("NO_COLOR");
    setenv("TERM", "xterm", 1);
    ck_assert(terminal_color(terminal));
    ck_assert(!terminal_color(file));
    setenv("NO_COLOR", "", 1);
    ck_assert(terminal_color(terminal));
    setenv("NO_COLOR", "1", 1);
    ck_assert(!terminal_color(terminal));
    unsetenv("NO_COLOR");
    setenv("TERM", "dumb", 1);
    ck_assert(!terminal_color(terminal));
    fclose(terminal);
    fclose(file);
    close(ours);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("report_terminal");
    TCase *tests = tcase_create("reports");
    tcase_add_test(tests, the_table_is_aligned);
    tcase_add_test(tests, columns_that_nobody_asked_for_are_left_out);
    tcase_add_test(tests, every_group_has_its_own_columns);
    tcase_add_test(tests, no_line_is_wider_than_a_terminal);
    tcase_add_test(tests, the_heading_says_what_was_graded);
    tcase_add_test(tests, the_last_line_sums_up);
    tcase_add_test(tests, almost_is_not_all);
    tcase_add_test(tests, a_failure_is_explained);
    tcase_add_test(tests, the_case_that_tells_most_is_shown);
    tcase_add_test(tests, verbose_shows_every_wrong_case);
    tcase_add_test(tests, what_was_printed_is_shown_where_it_may_be);
    tcase_add_test(tests, notes_are_told_of_cases_that_passed_too);
    tcase_add_test(tests, hints_are_given_for_missing_functions);
    tcase_add_test(tests, a_refused_file_has_no_table);
    tcase_add_test(tests, colors_change_nothing_else);
    tcase_add_loop_test(tests, hostile_texts_reach_no_terminal, 0,
                        sizeof hostile / sizeof *hostile);
    tcase_add_test(tests, a_class_is_summed_up);
    tcase_add_test(tests, colors_are_for_terminals);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
