#include "report_junit.h"

#include "junit_file.h"
#include "scratch.h"
#include "sheet_by_hand.h"

static char directory[SCRATCH_DIRECTORY], path[SCRATCH_PATH];
static xml_schema *schema;
static error e;

static void set_up(void)
{
    scratch_open(directory);
    snprintf(path, sizeof path, "%s/r.xml", directory);
    ck_assert_msg(xml_schema_open(&schema, SOURCE_DIR "/reports/junit.xsd", &e), "%s", e.text);
}

static void tear_down(void)
{
    xml_schema_close(schema);
    remove(path);
    remove(directory);
}

/* Writes the report, which must fit every schema, and reads it back. */
static xmlDoc *report(const sheet *const sheets[], size_t count)
{
    ck_assert_msg(report_junit(path, sheets, count, false, &e), "%s", e.text);
    return load_report(path);
}

static xmlDoc *report_one(const sheet *s)
{
    return report(&s, 1);
}

static xmlNode *child(xmlNode *node, const char *name)
{
    for (node = xmlFirstElementChild(node); node; node = xmlNextElementSibling(node))
        if (strcmp((const char *)node->name, name) == 0)
            return node;
    return NULL;
}

static xmlNode *suite_at(xmlDoc *doc, size_t index)
{
    xmlNode *node = child(xmlDocGetRootElement(doc), "testsuite");
    while (node && index--)
        node = xmlNextElementSibling(node);
    ck_assert_ptr_nonnull(node);
    return node;
}

static xmlNode *case_at(xmlNode *suite, size_t index)
{
    xmlNode *node = child(suite, "testcase");
    while (node && index--)
        node = xmlNextElementSibling(node);
    ck_assert_ptr_nonnull(node);
    return node;
}

static void assert_attribute(xmlNode *node, const char *name, const char *wanted)
{
    char text[1100];
    ck_assert_msg(xml_text(node, name, text, sizeof text), "no %s", name);
    ck_assert_str_eq(text, wanted);
}

static void assert_contains(xmlNode *node, const char *wanted)
{
    xmlChar *text = xmlNodeGetContent(node);
    ck_assert_msg(strstr((char *)text, wanted), "no '%s' in '%s'", wanted, (char *)text);
    xmlFree(text);
}

static bool contains(xmlNode *node, const char *searched)
{
    xmlChar *text = xmlNodeGetContent(node);
    bool found = strstr((char *)text, searched);
    xmlFree(text);
    return found;
}

static void assert_property(xmlNode *suite, const char *name, const char *wanted)
{
    char text[256];
    xmlNode *property = xmlFirstElementChild(child(suite, "properties"));
    while (property && xml_text(property, "name", text, sizeof text) && strcmp(text, name) != 0)
        property = xmlNextElementSibling(property);
    ck_assert_msg(property != NULL, "no property %s", name);
    assert_attribute(property, "value", wanted);
}

static const verdict_kind mixed[] = {VERDICT_WRONG_GRADIENT, VERDICT_PASSED, VERDICT_CRASHED,
                                     VERDICT_NOT_IMPLEMENTED, VERDICT_NON_FINITE};

START_TEST(a_suite_says_what_it_is)
{
    sheet *s = sheet_by_hand("class/ada.so", "", 2);
    part_by_hand(s, &s->items[0], 0, "forward", 1, (verdict_kind[]){VERDICT_PASSED});
    part_by_hand(s, &s->items[0], 1, "backward", 5, mixed);
    s->items[1].name = "elu";
    part_by_hand(s, &s->items[1], 1, "backward", 1, (verdict_kind[]){VERDICT_PASSED});
    s->items[0].seconds = 1.23456;
    s->started = 0;
    xmlDoc *doc = report_one(s);
    xmlNode *suite = suite_at(doc, 0);
    assert_attribute(suite, "name", "ada.edf9.ops.relu");
    assert_attribute(suite, "package", "edf9");
    assert_attribute(suite, "id", "0");
    assert_attribute(suite, "time", "1.235");
    assert_attribute(suite, "tests", "6");
    assert_attribute(suite, "failures", "2");
    assert_attribute(suite, "errors", "1");
    assert_attribute(suite, "skipped", "1");
    assert_property(suite, "grade.score", "2.4000");
    assert_property(suite, "grade.max_score", "4.0000");
    assert_property(suite, "grade.forward.score", "2.0000");
    assert_property(suite, "grade.backward.score", "0.4000");
    assert_property(suite, "grade.backward.max_score", "2.0000");
    assert_property(suite, "grade.total_score", "4.4000");
    assert_property(suite, "grade.total_max_score", "6.0000");
    assert_property(suite, "grade.student", "ada");
    assert_property(suite, "grade.assignment", "edf9");
    assert_property(suite, "grade.seed", "s3cret");
    assert_property(suite, "grade.submission_sha256", s->sha256);
    assert_property(suite, "grade.lock", "seccomp, Landlock");
    assert_attribute(suite_at(doc, 1), "name", "ada.edf9.ops.elu");
    assert_attribute(suite_at(doc, 1), "id", "1");
    assert_attribute(suite_at(doc, 1), "failures", "0");
    xmlFreeDoc(doc);
    sheet_free(s);
}
END_TEST

START_TEST(a_case_says_how_it_went)
{
    sheet *s = sheet_by_hand("ada.so", "", 1);
    part *p = part_by_hand(s, s->items, 1, "backward", 5, mixed);
    strcpy(p->mistake, "dx has the wrong sign");
    xmlDoc *doc = report_one(s);
    xmlNode *suite = suite_at(doc, 0), *wrong = case_at(suite, 0), *crash = case_at(suite, 2);
    assert_attribute(wrong, "name", "backward/handout");
    assert_attribute(wrong, "classname", "ada.edf9.ops.relu");
    assert_attribute(wrong, "time", "0.013");
    assert_attribute(child(wrong, "failure"), "type", "grade.WrongGradient");
    assert_attribute(child(wrong, "failure"), "message", "dx has the wrong sign");
    assert_contains(wrong, "handout is wrong\ndx has the wrong sign\ndx[2]: reference 0.25");
    assert_contains(wrong, "grade --replay relu/handout ada.so");
    ck_assert_ptr_null(xmlFirstElementChild(case_at(suite, 1)));
    assert_attribute(child(crash, "error"), "type", "grade.Crash");
    assert_attribute(child(crash, "error"), "message", "kinks is wrong");
    assert_contains(crash, "--replay relu/kinks@s3cret ada.so");
    assert_attribute(child(case_at(suite, 3), "skipped"), "message", "large is wrong");
    ck_assert(!contains(case_at(suite, 3), "wrong sign"));
    ck_assert(!contains(case_at(suite, 4), "reference"));
    xmlFreeDoc(doc);
    sheet_free(s);
}
END_TEST

/* Each kind of verdict is an element of its class, and the schema knows its type. */
START_TEST(every_kind_has_its_element)
{
    static const char *const elements[] = {"", "failure", "error", "skipped"};
    sheet *s = sheet_by_hand("ada.so", "", 1);
    verdict_kind kind = (verdict_kind)_i;
    part_by_hand(s, s->items, 0, "forward", 1, &kind);
    xmlDoc *doc = report_one(s);
    xmlNode *verdict = xmlFirstElementChild(case_at(suite_at(doc, 0), 0));
    verdict_class class = verdict_class_of(kind);
    ck_assert_int_eq(verdict == NULL, class == CLASS_PASSED);
    if (verdict) {
        char type[64], wanted[64];
        ck_assert_str_eq((const char *)verdict->name, elements[class]);
        ck_assert_ptr_null(xmlNextElementSibling(verdict));
        snprintf(wanted, sizeof wanted, "grade.%s", verdict_kind_name(kind));
        if (xml_text(verdict, "type", type, sizeof type))
            ck_assert_str_eq(type, wanted);
        else
            ck_assert_int_eq(class, CLASS_SKIPPED);
    }
    assert_attribute(suite_at(doc, 0), "failures", class == CLASS_FAILURE ? "1" : "0");
    assert_attribute(suite_at(doc, 0), "errors", class == CLASS_ERROR ? "1" : "0");
    assert_attribute(suite_at(doc, 0), "skipped", class == CLASS_SKIPPED ? "1" : "0");
    xmlFreeDoc(doc);
    sheet_free(s);
}
END_TEST

static const struct {
    const char *text, *shown; /* shown: in a line */
} hostile[] = {
    {"<script>&amp;\"'</failure>", "<script>&amp;\"'</failure>"},
    {"]]> <![CDATA[ <!-- --> <?x?>", "]]> <![CDATA[ <!-- --> <?x?>"},
    {"\x01\x02\x1b[2J\x7f", "#x01#x02#x1B[2J#x7F"},
    {"a\r\nb\tc", "a#x0D b#x09c"},
    {"\xff\xfe\xc0\x80\xed\xa0\x80", "#xFF#xFE#xC0#x80#xED#xA0#x80"},
    {"\xef\xbf\xbf\xef\xbf\xbe", "#xEF#xBF#xBF#xEF#xBF#xBE"},
    {"\xf0\x9f\x98\x80 \xe4\xbd\xa0\xe5\xa5\xbd", "\xf0\x9f\x98\x80 \xe4\xbd\xa0\xe5\xa5\xbd"},
    {"\xe2\x80\xae"
     "evil\xe2\x80\xac",
     "#xE2#x80#xAEevil#xE2#x80#xAC"},
    {"%s%n%1000000d", "%s%n%1000000d"},
    {"&lol9; &#0; &#x1;", "&lol9; &#0; &#x1;"},
    {"", ""},
};

START_TEST(hostile_texts_are_shown_and_do_no_harm)
{
    const char *text = hostile[_i].text, *shown = hostile[_i].shown;
    sheet *s = sheet_by_hand(text, text, 1);
    part *p = part_by_hand(s, s->items, 1, "backward", 5, mixed);
    snprintf(p->mistake, sizeof p->mistake, "%s", text);
    snprintf(p->hint, sizeof p->hint, "%s", text);
    snprintf(s->layers, sizeof s->layers, "%s", text);
    for (size_t i = 0; i < 5; i++) {
        snprintf(p->cases[i].reason, sizeof p->cases[i].reason, "%s", text);
        snprintf(p->cases[i].numbers, sizeof p->cases[i].numbers, "%s", text);
        print_by_hand(&p->cases[i], text);
    }
    xmlDoc *doc = report_one(s);
    xmlNode *suite = suite_at(doc, 0), *failure = child(case_at(suite, 0), "failure");
    assert_attribute(failure, "message", shown);
    assert_property(suite, "grade.lock", shown);
    assert_property(suite, "grade.student", *shown ? shown : "submission");
    if (!strchr(text, '\n')) {
        assert_contains(failure, shown);
        assert_contains(child(suite, "system-out"), shown);
    }
    xmlFreeDoc(doc);
    sheet_free(s);
}
END_TEST

START_TEST(long_texts_are_cut)
{
    enum { SIZE = 1 << 20 };
    static const char *const pieces[] = {"x", "\x01", "\xf0\x9f\x98\x80", "]]>", "\n"};
    char *text = malloc(SIZE + 8);
    struct stat status;
    size_t used = 0, length = strlen(pieces[_i]);
    for (; used < SIZE; used += length)
        memcpy(text + used, pieces[_i], length + 1);
    sheet *s = sheet_by_hand(text, text, 1);
    part *p = part_by_hand(s, s->items, 1, "backward", 5, mixed);
    snprintf(p->mistake, sizeof p->mistake, "%s", text);
    for (size_t i = 0; i < 5; i++) {
        snprintf(p->cases[i].reason, sizeof p->cases[i].reason, "%s", text);
        print_by_hand(&p->cases[i], text);
    }
    xmlFreeDoc(report_one(s));
    ck_assert_int_eq(stat(path, &status), 0);
    ck_assert_int_lt(status.st_size, 1 << 18);
    sheet_free(s);
    free(text);
}
END_TEST

START_TEST(what_was_printed_is_told_where_it_may_be)
{
    sheet *s = sheet_by_hand("ada.so", "", 1);
    part *p = part_by_hand(s, s->items, 1, "backward", 5, mixed);
    print_by_hand(&p->cases[0], "told\nin lines");
    print_by_hand(&p->cases[2], "kept to itself");
    strcpy(p->cases[1].note, "test error 3.1 %");
    xmlDoc *doc = report_one(s);
    xmlNode *printed = child(suite_at(doc, 0), "system-out");
    assert_contains(printed, "printed in backward/handout (13 bytes): told\nin lines");
    assert_contains(printed, "backward/primes: test error 3.1 %\n");
    ck_assert(!contains(printed, "kept"));
    xmlFreeDoc(doc);
    sheet_free(s);
}
END_TEST

START_TEST(submissions_of_one_name_have_cases_of_their_own)
{
    static const char *const paths[] = {"1/a.b.so", "2/a.b.so", "a_b.so", "a b.so", "a/b.so"};
    enum { COUNT = sizeof paths / sizeof *paths };
    sheet *sheets[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        sheets[i] = sheet_by_hand(paths[i], "", 1);
        sheet_tell_apart(sheets[i], sheets, i);
        part_by_hand(sheets[i], sheets[i]->items, 0, "forward", 5, mixed);
    }
    xmlDoc *doc = report((const sheet *const *)sheets, COUNT); /* the schema wants them unique */
    assert_attribute(suite_at(doc, 4), "id", "4");
    xmlFreeDoc(doc);
    for (size_t i = 0; i < COUNT; i++)
        sheet_free(sheets[i]);
}
END_TEST

/* All names of a report, one after the other. */
static void list_names(char *names, size_t size, const sheet *s)
{
    xmlDoc *doc = report_one(s);
    size_t used = 0;
    xmlNode *suite = xmlFirstElementChild(xmlDocGetRootElement(doc));
    for (; suite; suite = xmlNextElementSibling(suite))
        for (xmlNode *c = child(suite, "testcase"); c; c = xmlNextElementSibling(c)) {
            char class_name[128], name[128];
            if (xml_text(c, "classname", class_name, sizeof class_name) &&
                xml_text(c, "name", name, sizeof name))
                used += (size_t)snprintf(names + used, size - used, "%s %s\n", class_name, name);
        }
    xmlFreeDoc(doc);
}

START_TEST(names_do_not_depend_on_the_seed)
{
    char names[2][2048];
    for (size_t i = 0; i < 2; i++) {
        const plan p = {.assignment = &assignment_by_hand, .seed = {(char)('a' + i)}};
        sheet *s = sheet_new(&p, "ada.so", "", 1);
        ck_assert_ptr_nonnull(s);
        s->items->group = "ops";
        s->items->name = "relu";
        part_by_hand(s, s->items, 0, "forward", 5, mixed);
        list_names(names[i], sizeof names[i], s);
        sheet_free(s);
    }
    ck_assert_str_eq(names[0], names[1]);
    ck_assert_ptr_nonnull(strstr(names[0], "ada.edf9.ops.relu forward/scalar\n"));
}
END_TEST

START_TEST(items_without_cases_make_no_suite)
{
    sheet *s = sheet_by_hand("ada.so", "", 3);
    s->items[0].name = "exp";
    s->items[2].name = "elu";
    part_by_hand(s, &s->items[1], 1, "backward", 5, mixed);
    xmlDoc *doc = report_one(s);
    assert_attribute(suite_at(doc, 0), "name", "ada.edf9.ops.relu");
    assert_attribute(suite_at(doc, 0), "id", "0");
    ck_assert_ptr_null(xmlNextElementSibling(suite_at(doc, 0)));
    xmlFreeDoc(doc);
    sheet_free(s);
}
END_TEST

START_TEST(a_refused_submission_is_an_error_everywhere)
{
    sheet *s = sheet_by_hand("ada.so", "", 1);
    s->rejected = true;
    s->sha256[0] = s->layers[0] = '\0';
    part_by_hand(s, s->items, 0, "forward", 2,
                 (verdict_kind[]){VERDICT_REJECTED, VERDICT_REJECTED});
    xmlDoc *doc = report_one(s);
    assert_attribute(suite_at(doc, 0), "errors", "2");
    assert_property(suite_at(doc, 0), "grade.score", "0.0000");
    assert_property(suite_at(doc, 0), "grade.submission_sha256", "");
    xmlFreeDoc(doc);
    sheet_free(s);
}
END_TEST

START_TEST(rich_says_where_a_case_is_written)
{
    sheet *s = sheet_by_hand("ada.so", "", 1);
    part *p = part_by_hand(s, s->items, 1, "backward", 5, mixed);
    const sheet *sheets[] = {s};
    print_by_hand(&p->cases[0], "\x1b]]>");
    ck_assert_msg(report_junit(path, sheets, 1, true, &e), "%s", e.text);
    xmlDoc *doc = xmlReadFile(path, NULL, XML_PARSE_NONET);
    ck_assert_ptr_nonnull(doc);
    xmlNode *c = case_at(suite_at(doc, 0), 1);
    assert_attribute(c, "file", "cases/ops/relu.xml");
    assert_attribute(c, "line", "12");
    assert_property(c, "grade.visibility", "hidden");
    assert_property(c, "grade.verdict", "Passed");
    assert_property(case_at(suite_at(doc, 0), 0), "grade.visibility", "public");
    ck_assert_ptr_nonnull(child(case_at(suite_at(doc, 0), 0), "failure"));
    xmlFreeDoc(doc);
    ck_assert(!xml_load(&doc, path, schema, &e)); /* the schema is that of the default */
    sheet_free(s);
}
END_TEST

START_TEST(what_cannot_be_written_is_an_error)
{
    char below[SCRATCH_PATH + 16];
    sheet *s = sheet_by_hand("ada.so", "", 1);
    const sheet *sheets[] = {s};
    part_by_hand(s, s->items, 1, "backward", 5, mixed);
    snprintf(below, sizeof below, "%s/nowhere/r.xml", directory);
    ck_assert(!report_junit(below, sheets, 1, false, &e));
    ck_assert_msg(strstr(e.text, below), "%s", e.text);
    sheet_free(s);
}
END_TEST

/* Reports that are wrong in one place: the first occurrence of a text replaced. */
static const struct {
    const char *text, *by;
} spoiled[] = {
    {"name=\"ada.edf9.ops.relu\"", "name=\"ada.relu\""},
    {"name=\"ada.edf9.ops.relu\"", "name=\"a b.edf9.ops.relu\""},
    {" package=\"edf9\"", ""},
    {" id=\"0\"", " id=\"-1\""},
    {" hostname=\"", " hostname=\" "},
    {"tests=\"5\"", "tests=\"0\""},
    {" skipped=\"1\"", ""},
    {"timestamp=\"", "timestamp=\"x"},
    {"<testcase name=\"backward/handout\"", "<testcase name=\"backward/primes\""},
    {"<testcase name=\"backward/handout\"", "<testcase name=\"handout\""},
    {"time=\"0.013\"", "time=\"0.01\""},
    {"time=\"0.013\"", "time=\"1e-2\""},
    {"time=\"0.013\"", "time=\"0.013\" file=\"x\""},
    {"grade.WrongGradient", "WrongGradient"},
    {"grade.WrongGradient", "grade.Crash"},
    {"grade.Crash", "grade.WrongGradient"},
    {"</failure>", "</failure><skipped message=\"x\"/>"},
    {" message=\"handout is wrong\"", ""},
    {"\"grade.score\"", "\"score\""},
    {"\"grade.score\"", "\"grade.max_score\""},
    {"<system-out/>", ""},
    {"<system-err/>", ""},
    {"<system-err/>", "<system-err>x</system-err>"},
    {"<testsuites>", "<testsuites><testsuite/>"},
};

START_TEST(the_schema_refuses_what_is_wrong)
{
    char text[16384], wrong[16384];
    sheet *s = sheet_by_hand("ada.so", "", 1);
    part_by_hand(s, s->items, 1, "backward", 5, mixed);
    xmlFreeDoc(report_one(s));
    sheet_free(s);
    FILE *file = fopen(path, "r");
    ck_assert_ptr_nonnull(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    char *place = strstr(text, spoiled[_i].text);
    ck_assert_msg(place != NULL, "no '%s' in %s", spoiled[_i].text, text);
    snprintf(wrong, sizeof wrong, "%.*s%s%s", (int)(place - text), text, spoiled[_i].by,
             place + strlen(spoiled[_i].text));
    scratch_write(path, directory, "r.xml", wrong, strlen(wrong));
    xmlDoc *doc = NULL;
    ck_assert_msg(!xml_load(&doc, path, schema, &e), "'%s' for '%s' is accepted", spoiled[_i].by,
                  spoiled[_i].text);
}
END_TEST

int main(void)
{
    say_which_schemas();
    Suite *suite = suite_create("report_junit");
    TCase *tests = tcase_create("reports");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, a_suite_says_what_it_is);
    tcase_add_test(tests, a_case_says_how_it_went);
    tcase_add_loop_test(tests, every_kind_has_its_element, 0, VERDICT_KIND_COUNT);
    tcase_add_loop_test(tests, hostile_texts_are_shown_and_do_no_harm, 0,
                        sizeof hostile / sizeof *hostile);
    tcase_add_loop_test(tests, long_texts_are_cut, 0, 5);
    tcase_add_test(tests, what_was_printed_is_told_where_it_may_be);
    tcase_add_test(tests, submissions_of_one_name_have_cases_of_their_own);
    tcase_add_test(tests, names_do_not_depend_on_the_seed);
    tcase_add_test(tests, items_without_cases_make_no_suite);
    tcase_add_test(tests, a_refused_submission_is_an_error_everywhere);
    tcase_add_test(tests, rich_says_where_a_case_is_written);
    tcase_add_test(tests, what_cannot_be_written_is_an_error);
    tcase_add_loop_test(tests, the_schema_refuses_what_is_wrong, 0,
                        sizeof spoiled / sizeof *spoiled);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
