/* The page that reports/report.xsl makes. It takes xsltproc, which nothing else here needs: without
 * it, only the style sheet's own syntax is looked at. */
#include "junit_file.h"
#include "report_junit.h"
#include "scratch.h"
#include "sheet_by_hand.h"

#define STYLE_SHEET SOURCE_DIR "/reports/report.xsl"

static const verdict_kind mixed[] = {VERDICT_WRONG_GRADIENT, VERDICT_PASSED, VERDICT_CRASHED};
static const verdict_kind passed[] = {VERDICT_PASSED, VERDICT_PASSED};
static const verdict_kind missing[] = {VERDICT_NOT_IMPLEMENTED};

/* The page of two submissions, whose names are hostile. */
static void make_page(char *page, size_t size)
{
    char directory[SCRATCH_DIRECTORY], path[SCRATCH_PATH], command[3 * SCRATCH_PATH];
    error e;
    scratch_open(directory);
    snprintf(path, sizeof path, "%s/r.xml", directory);
    sheet *s = sheet_by_hand("ada.so", "<Ada>", 2), *other = sheet_by_hand("bob.so", "", 1);
    s->items[1].name = "elu";
    part *wrong = part_by_hand(s, &s->items[0], 1, "backward", 3, mixed);
    part_by_hand(s, &s->items[1], 0, "forward", 1, missing);
    part_by_hand(other, &other->items[0], 0, "forward", 2, passed);
    strcpy(wrong->mistake, "dx has the wrong sign & more");
    print_by_hand(&wrong->cases[0], "<script>alert(1)</script>");
    const sheet *const sheets[] = {s, other};
    ck_assert_msg(report_junit(path, sheets, 2, false, &e), "%s", e.text);
    sheet_free(s);
    sheet_free(other);
    snprintf(command, sizeof command, "xsltproc --nonet '%s' '%s'", STYLE_SHEET, path);
    FILE *processor = popen(command, "r");
    ck_assert_ptr_nonnull(processor);
    page[fread(page, 1, size - 1, processor)] = '\0';
    ck_assert_int_eq(pclose(processor), 0);
    remove(path);
    remove(directory);
}

START_TEST(the_style_sheet_is_xml)
{
    xmlDoc *doc = xmlReadFile(STYLE_SHEET, NULL, XML_PARSE_NONET);
    ck_assert_ptr_nonnull(doc);
    xmlFreeDoc(doc);
}
END_TEST

START_TEST(the_page_tells_what_the_report_does)
{
    static const char *const told[] = {"<!DOCTYPE html",
                                       "&lt;Ada&gt;",
                                       ">bob<",
                                       "16.7 %",
                                       "elu",
                                       "wrong 2 of 3",
                                       "ok 2/2",
                                       "not implemented",
                                       "handout",
                                       "dx has the wrong sign &amp; more",
                                       "dx[2]: reference 0.25",
                                       "kinks is wrong",
                                       "WrongGradient",
                                       "&lt;script&gt;"};
    char page[65536];
    make_page(page, sizeof page);
    for (size_t i = 0; i < sizeof told / sizeof *told; i++)
        ck_assert_msg(strstr(page, told[i]), "no '%s'", told[i]);
}
END_TEST

START_TEST(the_page_needs_nothing_else)
{
    static const char *const unwanted[] = {"<script", "<link", "src=",  "url(",
                                           "@import", "http:", "https:"};
    char page[65536];
    make_page(page, sizeof page);
    for (size_t i = 0; i < sizeof unwanted / sizeof *unwanted; i++)
        ck_assert_msg(!strstr(page, unwanted[i]), "%s", unwanted[i]);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("report_page");
    TCase *tests = tcase_create("pages");
    tcase_add_test(tests, the_style_sheet_is_xml);
    if (system("command -v xsltproc >/dev/null") == 0) {
        tcase_add_test(tests, the_page_tells_what_the_report_does);
        tcase_add_test(tests, the_page_needs_nothing_else);
    } else {
        puts("skipped: there is no xsltproc to make a page with");
    }
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
