#include "assignment.h"

#include "cases.h"
#include "scratch.h"

static char directory[SCRATCH_DIRECTORY], schema_copy[SCRATCH_PATH];
static error e;

/* Assignments look for their schema in their directory. */
static void set_up(void)
{
    char schema_path[SCRATCH_PATH];
    scratch_open(directory);
    snprintf(schema_copy, sizeof schema_copy, "%s/assignment.xsd", directory);
    snprintf(schema_path, sizeof schema_path, "%s/assignment.xsd", GRADE_CASES);
    ck_assert_int_eq(symlink(schema_path, schema_copy), 0);
}

static void tear_down(void)
{
    remove(schema_copy);
    remove(directory);
}

static assignment *open_text(const char *text)
{
    char path[SCRATCH_PATH];
    assignment *a = NULL;
    scratch_write(path, directory, "own.xml", text, strlen(text));
    bool opened = assignment_open(&a, directory, "own", &e);
    ck_assert(opened == (a != NULL));
    remove(path);
    return a;
}

static const op_task *find_task(const assignment *a, const char *name)
{
    for (size_t i = 0; i < a->task_count; i++)
        if (strcmp(a->task[i].op->name, name) == 0)
            return &a->task[i];
    ck_abort_msg("no %s", name);
}

START_TEST(reads_everything)
{
    assignment *a = open_text(
        "<assignment name='own' title='A title' seed='spring' reveal='score' follow-through='0.25'>"
        "<tolerance rounding='100' proof='5'/>"
        "<limits call-seconds='0.5' wall-factor='3' memory-mebibytes='64' printed-kibibytes='2'"
        " file-mebibytes='1'/>"
        "<op name='exp' forward='1' backward='2.5' jvp='3' public='one two'/>"
        "<op name='add' backward='4' public=''/><op name='mul' forward='1'/></assignment>");
    ck_assert_msg(a, "%s", e.text);
    ck_assert_str_eq(a->name, "own");
    ck_assert_str_eq(a->title, "A title");
    ck_assert_str_eq(a->seed, "spring");
    ck_assert(a->reveal == REVEAL_SCORE && a->follow_through == 0.25);
    ck_assert(a->rounding_factor == 100 && a->proof_factor == 5);
    ck_assert(a->limits.call_seconds == 0.5 && a->limits.wall_factor == 3);
    ck_assert_uint_eq(a->limits.memory_bytes, 64u << 20);
    ck_assert_uint_eq(a->limits.printed_bytes, 2u << 10);
    ck_assert_uint_eq(a->limits.file_bytes, 1u << 20);
    ck_assert_uint_eq(a->task_count, 3);
    const op_task *task = find_task(a, "exp");
    ck_assert(task->points[FORWARD] == 1 && task->points[BACKWARD] == 2.5 &&
              task->points[JVP] == 3);
    ck_assert(task->public.given && task->public.count == 2);
    ck_assert_str_eq(task->public.name[1], "two");
    task = find_task(a, "add");
    ck_assert(task->points[FORWARD] == 0 && task->points[BACKWARD] == 4);
    ck_assert(task->public.given && task->public.count == 0);
    ck_assert(!find_task(a, "mul")->public.given);
    assignment_close(a);
}
END_TEST

START_TEST(has_defaults)
{
    assignment *a = open_text("<assignment name='own' title='T'><op name='exp' forward='1'/>"
                              "</assignment>");
    ck_assert_msg(a, "%s", e.text);
    ck_assert_str_eq(a->seed, "");
    ck_assert(a->reveal == REVEAL_CATEGORY && a->follow_through == 0.5);
    ck_assert(a->rounding_factor == 512 && a->proof_factor == 10);
    ck_assert(a->limits.call_seconds == 2 && a->limits.wall_factor == 40);
    ck_assert_uint_eq(a->limits.memory_bytes, 512u << 20);
    ck_assert_uint_eq(a->limits.printed_bytes, 4u << 20);
    ck_assert_uint_eq(a->limits.file_bytes, 16u << 20);
    assignment_close(a);
}
END_TEST

START_TEST(every_op_leaves_rows_alone)
{
    assignment *a = open_text("<assignment name='own' title='T'><every-op forward='1'/>"
                              "<op name='exp' backward='7'/></assignment>");
    ck_assert_msg(a, "%s", e.text);
    ck_assert_uint_eq(a->task_count, op_count());
    for (size_t i = 0; i < op_count(); i++) {
        const op_task *task = find_task(a, op_at(i)->name);
        bool own = strcmp(op_at(i)->name, "exp") == 0;
        ck_assert(task->points[FORWARD] == (own ? 0 : 1));
        ck_assert(task->points[BACKWARD] == (own ? 7 : 0));
    }
    assignment_close(a);
}
END_TEST

START_TEST(takes_a_path)
{
    assignment *a = NULL;
    ck_assert_msg(assignment_open(&a, directory, GRADE_CASES "/edf1.xml", &e), "%s", e.text);
    ck_assert_str_eq(a->name, "edf1");
    assignment_close(a);
}
END_TEST

#define HEAD "<assignment name='own' title='T'>\n"
#define TAIL "\n</assignment>"
static const struct {
    const char *text, *expected;
} broken[] = {
    {HEAD TAIL, ":1: "},
    {HEAD "<op name='nonsense' forward='1'/>" TAIL, ":2: no op 'nonsense'"},
    {HEAD "<op name='exp'/>" TAIL, ":2: no points"},
    {HEAD "<op name='exp' forward='-1'/>" TAIL, ":2: "},
    {HEAD "<op name='exp' forward='NaN'/>" TAIL, ":2: "},
    {HEAD "<op name='exp' forward='much'/>" TAIL, ":2: "},
    {HEAD "<op name='exp' sideways='1'/>" TAIL, ":2: Element 'op', attribute 'sideways'"},
    {HEAD "<op name='exp' forward='1'/>\n<op name='exp' forward='1'/>" TAIL,
     ":3: a second row for exp"},
    {HEAD "<every-op forward='1'/>\n<every-op forward='1'/>" TAIL, ":3: a second <every-op>"},
    {HEAD "<tolerance rounding='0'/><op name='exp' forward='1'/>" TAIL, ":2: "},
    {HEAD "<tolerance rounding='0.5'/><op name='exp' forward='1'/>" TAIL, ":2: rounding is 0.5"},
    {HEAD "<limits memory-mebibytes='0'/><op name='exp' forward='1'/>" TAIL, ":2: "},
    {HEAD "<limits call-seconds='INF'/><op name='exp' forward='1'/>" TAIL, ":2: "},
    {HEAD "<op name='exp' forward='1' public='A*'/>" TAIL, ":2: "},
    {"<assignment name='own'>\n<op name='exp' forward='1'/></assignment>", ":1: "},
    {"<assignment name='own' title='T' reveal='all'>\n<op name='exp' forward='1'/></assignment>",
     ":1: "},
    {"<assignment name='own' title='T' follow-through='2'>\n<op name='exp' forward='1'/>"
     "</assignment>",
     ":1: "},
    {"<cases op='exp'>\n<case id='a' shape='1'/></cases>", ":1: "},
};

START_TEST(refuses_broken_files)
{
    assignment *a = open_text(broken[_i].text);
    ck_assert_msg(!a, "accepted: %s", broken[_i].text);
    ck_assert_msg(strstr(e.text, broken[_i].expected), "\"%s\" is not in: %s", broken[_i].expected,
                  e.text);
    ck_assert_msg(strstr(e.text, "own.xml:") && strstr(e.text, "; "), "%s", e.text);
}
END_TEST

START_TEST(refuses_unknown_names)
{
    assignment *a = NULL;
    ck_assert(!assignment_open(&a, GRADE_CASES, "nowhere", &e));
    ck_assert_ptr_null(a);
    ck_assert_msg(strstr(e.text, "/nowhere.xml: No such file"), "%s", e.text);
}
END_TEST

static const struct {
    const char *name;
    size_t ops;
    bool jvp;
} shipped[] = {{"edf1", 17, false},
               {"edf2", 13, false},
               {"hw1", 18, false},
               {"vug", 15, false},
               {"fr", 9, true}};

static bool has_case(const case_set *set, const char *name)
{
    for (size_t i = 0; i < case_set_count(set); i++)
        if (strcmp(case_spec_name(case_set_at(set, i)), name) == 0)
            return true;
    return false;
}

START_TEST(shipped_assignments_are_complete)
{
    assignment *a = NULL;
    xml_schema *schema = NULL;
    ck_assert_msg(assignment_open(&a, GRADE_CASES, shipped[_i].name, &e), "%s", e.text);
    ck_assert_msg(xml_schema_open(&schema, GRADE_CASES "/cases.xsd", &e), "%s", e.text);
    ck_assert_str_eq(a->name, shipped[_i].name);
    ck_assert_uint_eq(a->task_count, shipped[_i].ops);
    for (size_t i = 0; i < a->task_count; i++) {
        const op_task *task = &a->task[i];
        case_set *set = NULL;
        ck_assert_msg(case_set_open(&set, GRADE_CASES, task->op, schema, &e), "%s", e.text);
        ck_assert(task->points[FORWARD] == 1 && task->points[BACKWARD] == 2);
        ck_assert(task->points[JVP] == (shipped[_i].jvp ? 2 : 0));
        for (size_t k = 0; k < task->public.count; k++)
            ck_assert_msg(has_case(set, task->public.name[k]), "%s has no case %s", task->op->name,
                          task->public.name[k]);
        case_set_close(set);
    }
    xml_schema_close(schema);
    assignment_close(a);
}
END_TEST

START_TEST(all_means_all)
{
    assignment *a = NULL;
    ck_assert_msg(assignment_open(&a, GRADE_CASES, "all", &e), "%s", e.text);
    ck_assert_uint_eq(a->task_count, op_count());
    assignment_close(a);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("assignment");
    TCase *tests = tcase_create("assignment");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, reads_everything);
    tcase_add_test(tests, has_defaults);
    tcase_add_test(tests, every_op_leaves_rows_alone);
    tcase_add_test(tests, takes_a_path);
    tcase_add_loop_test(tests, refuses_broken_files, 0, sizeof broken / sizeof *broken);
    tcase_add_test(tests, refuses_unknown_names);
    tcase_add_loop_test(tests, shipped_assignments_are_complete, 0,
                        sizeof shipped / sizeof *shipped);
    tcase_add_test(tests, all_means_all);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
