#include "testing.h"
#include "xml.h"

#include <locale.h>
#include <math.h>

#include "scratch.h"

static const char schema_text[] =
    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>\n"
    "<xs:element name='list'><xs:complexType><xs:sequence>\n"
    "<xs:element name='item' maxOccurs='unbounded'><xs:complexType><xs:simpleContent>\n"
    "<xs:extension base='xs:string'><xs:attribute name='value' type='xs:string'/></xs:extension>\n"
    "</xs:simpleContent></xs:complexType></xs:element>\n"
    "</xs:sequence></xs:complexType></xs:element></xs:schema>\n";

static char directory[SCRATCH_DIRECTORY];
static char schema_path[SCRATCH_PATH], document_path[SCRATCH_PATH];
static xml_schema *schema;
static error e;

static void set_up(void)
{
    scratch_open(directory);
    scratch_write(schema_path, directory, "list.xsd", schema_text, sizeof schema_text - 1);
    ck_assert_msg(xml_schema_open(&schema, schema_path, &e), "%s", e.text);
    snprintf(document_path, sizeof document_path, "%s/list.xml", directory);
}

static void tear_down(void)
{
    xml_schema_close(schema);
    remove(schema_path);
    remove(document_path);
    remove(directory);
}

static xmlDoc *load(const char *text)
{
    xmlDoc *doc = NULL;
    scratch_write(document_path, directory, "list.xml", text, strlen(text));
    ck_assert_msg(xml_load(&doc, document_path, schema, &e), "%s", e.text);
    return doc;
}

/* What goes to stderr while the document is refused: nothing may. */
static void assert_refused(const char *path, const char *expected)
{
    char printed[64];
    xmlDoc *doc = NULL;
    FILE *capture = tmpfile();
    int saved = dup(STDERR_FILENO);
    fflush(stderr);
    dup2(fileno(capture), STDERR_FILENO);
    bool loaded = xml_load(&doc, path, schema, &e);
    fflush(stderr);
    dup2(saved, STDERR_FILENO);
    close(saved);
    rewind(capture);
    size_t chatter = fread(printed, 1, sizeof printed, capture);
    fclose(capture);
    ck_assert(!loaded);
    ck_assert_ptr_null(doc);
    ck_assert_uint_eq(chatter, 0);
    ck_assert_msg(strncmp(e.text, path, strlen(path)) == 0, "%s", e.text);
    ck_assert_msg(strstr(e.text, expected), "\"%s\" is not in: %s", expected, e.text);
    ck_assert_msg(!strchr(e.text, '\n'), "%s", e.text);
}

static const struct {
    const char *text, *expected;
} broken[] = {
    {"", "empty"},
    {"\n", ":2: Start tag expected"},
    {"<list>\n<item>\n</list>", ":3: Opening and ending tag mismatch"},
    {"<list>\n<item/>\n", ":3: "},
    {"<list>\n<thing/>\n</list>", ":2: Element 'thing': This element is not expected"},
    {"<list>\n\n<item colour='red'/></list>", ":3: Element 'item', attribute 'colour'"},
    {"<list/>", ":1: Element 'list': Missing child element"},
    {"<list><item>\n\xe9</item></list>", ":2: Input is not proper UTF-8"},
    {"<?xml version='1.0' encoding='klingon'?>\n<list><item/></list>", "klingon"},
    {"<!DOCTYPE list>\n<list><item/></list>", ":1: a DOCTYPE"},
    {"<!DOCTYPE list [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]>\n<list><item value='&b;'/></list>",
     "a DOCTYPE"},
    {"<!DOCTYPE list SYSTEM 'file:///etc/passwd'>\n<list><item/></list>", "a DOCTYPE"},
    {"<list>\n<item>&unknown;</item></list>", ":2: Entity 'unknown'"},
};

START_TEST(refuses_broken_documents)
{
    scratch_write(document_path, directory, "list.xml", broken[_i].text, strlen(broken[_i].text));
    assert_refused(document_path, broken[_i].expected);
}
END_TEST

START_TEST(refuses_what_is_no_file)
{
    assert_refused(directory, "not a regular file");
    assert_refused("/nowhere/at/all.xml", "No such file");
    ck_assert_int_eq(mkfifo(document_path, 0600), 0);
    assert_refused(document_path, "not a regular file");
}
END_TEST

START_TEST(refuses_huge_files)
{
    scratch_write(document_path, directory, "list.xml", "<list>", 6);
    ck_assert_int_eq(truncate(document_path, (4 << 20) + 1), 0);
    assert_refused(document_path, "expected at most");
}
END_TEST

START_TEST(refuses_a_broken_schema)
{
    xml_schema *other = NULL;
    char path[SCRATCH_PATH];
    static const char text[] = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>\n"
                               "<xs:element name='a' type='missing'/></xs:schema>";
    scratch_write(path, directory, "broken.xsd", text, sizeof text - 1);
    ck_assert(!xml_schema_open(&other, path, &e));
    ck_assert_ptr_null(other);
    ck_assert_msg(strstr(e.text, "broken.xsd:2: "), "%s", e.text);
    remove(path);
}
END_TEST

START_TEST(walks_the_elements)
{
    xmlDoc *doc = load("<list> <item value='one'/><!-- no --> <item value='two'/></list>");
    const xmlNode *item = xml_first(xmlDocGetRootElement(doc));
    char text[8];
    ck_assert(xml_is(item, "item") && !xml_is(item, "list"));
    ck_assert(xml_text(item, "value", text, sizeof text));
    ck_assert_str_eq(text, "one");
    item = xml_next(item);
    ck_assert(xml_text(item, "value", text, 3));
    ck_assert_str_eq(text, "tw");
    ck_assert(!xml_text(item, "other", text, sizeof text));
    ck_assert_str_eq(text, "");
    ck_assert_ptr_null(xml_next(item));
    ck_assert_ptr_null(xml_first(item));
    xmlFreeDoc(doc);
}
END_TEST

START_TEST(reads_numbers)
{
    double values[4], value = -1;
    size_t count = 9;
    xmlDoc *doc = load("<list><item value='-2.5e-3'> 1 +2\n\t0.1 <!-- 7 -->1e300 </item></list>");
    const xmlNode *item = xml_first(xmlDocGetRootElement(doc));
    ck_assert(xml_number(item, "value", 0, &value, &e));
    ck_assert(value == -2.5e-3);
    ck_assert(xml_number(item, "other", 7, &value, &e));
    ck_assert(value == 7);
    ck_assert(xml_numbers(item, NULL, 4, values, &count, &e));
    ck_assert_uint_eq(count, 4);
    ck_assert(values[0] == 1 && values[1] == 2 && values[2] == 0.1 && values[3] == 1e300);
    ck_assert(!xml_numbers(item, NULL, 3, values, &count, &e));
    ck_assert_msg(strstr(e.text, "at most 3"), "%s", e.text);
    ck_assert(xml_numbers(item, "other", 4, values, &count, &e));
    ck_assert_uint_eq(count, 0);
    xmlFreeDoc(doc);
}
END_TEST

static const char *const no_numbers[] = {
    "nan",   "INF", "-inf",  "0x10", "1,5",
    "1e999", "1e",  "--1",   "1-1",  "ten",
    "",      "1 2", "1.2.3", "+",    "12345678901234567890123456789012345678901234567890"};

START_TEST(refuses_other_numbers)
{
    char text[160];
    double value = 42;
    snprintf(text, sizeof text, "<list>\n\n<item value='%s'/></list>", no_numbers[_i]);
    xmlDoc *doc = load(text);
    ck_assert(!xml_number(xml_first(xmlDocGetRootElement(doc)), "value", 0, &value, &e));
    ck_assert(value == 42);
    ck_assert_msg(strstr(e.text, "list.xml:3: "), "%s", e.text);
    xmlFreeDoc(doc);
}
END_TEST

/* Leaves the test out where no locale with a decimal comma is installed. */
START_TEST(ignores_the_locale)
{
    static const char *const names[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "pl_PL.UTF-8", "nl_NL.UTF-8"};
    bool found = false;
    for (size_t i = 0; i < sizeof names / sizeof *names && !found; i++)
        found = setlocale(LC_NUMERIC, names[i]) != NULL;
    if (!found)
        return;
    ck_assert_str_eq(localeconv()->decimal_point, ",");
    double value = 0;
    xmlDoc *doc = load("<list><item value='1.5'/></list>");
    ck_assert(xml_number(xml_first(xmlDocGetRootElement(doc)), "value", 0, &value, &e));
    setlocale(LC_NUMERIC, "C");
    ck_assert(value == 1.5);
    xmlFreeDoc(doc);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("xml");
    TCase *tests = tcase_create("xml");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, refuses_broken_documents, 0, sizeof broken / sizeof *broken);
    tcase_add_test(tests, refuses_what_is_no_file);
    tcase_add_test(tests, refuses_huge_files);
    tcase_add_test(tests, refuses_a_broken_schema);
    tcase_add_test(tests, walks_the_elements);
    tcase_add_test(tests, reads_numbers);
    tcase_add_loop_test(tests, refuses_other_numbers, 0, sizeof no_numbers / sizeof *no_numbers);
    tcase_add_test(tests, ignores_the_locale);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
