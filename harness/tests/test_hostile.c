/* Whole gradings of every submission of the folders hostile and hostile/tasks: the verdict is the
 * one that its first line calls for, in the phase that it calls for, no other item suffers, and the
 * grader is as it was. */
#include <dirent.h>
#include <errno.h>
#include <sys/wait.h>

#include "graded.h"
#include "sandbox_bench.h"
#include "scratch.h"

#define IDS TEST_HOSTILE_DIR "/ids.txt"
#define TASKS TEST_HOSTILE_DIR "/tasks"

enum { MOST_IDS = 400 };

static plan *make_plan(const char *file)
{
    plan *made;
    assignment *a;
    char path[PATH];
    error e = {""};
    const plan_filter everything = {.op_name = "", .case_name = ""};
    snprintf(path, sizeof path, "%s/harness/tests/assignments/%s", SOURCE_DIR, file);
    if (!assignment_open(&a, GRADE_CASES, path, &e) ||
        !plan_make(&made, a, GRADE_CASES, "a-test's-seed", &everything, &e))
        ck_abort_msg("%s", e.text);
    return made;
}

/* Made before the tests, in whose processes they are then. */
static const plan *ops_plan(void)
{
    static plan *made;
    return made ? made : (made = make_plan("hostile.xml"));
}

static const plan *tasks_plan(void)
{
    static plan *made;
    return made ? made : (made = make_plan("hostile_tasks.xml"));
}

static const plan *engines_plan(void)
{
    static plan *made;
    return made ? made : (made = make_plan("hostile_engines.xml"));
}

static sheet *grade_path(const plan *p, const char *path)
{
    error e = {""};
    sheet *s = NULL;
    ck_assert_msg(grading_run(&s, p, path, "student", GRADE_WORKER, NULL, NULL, &e), "%s", e.text);
    return s;
}

static sheet *grade_named(const plan *p, const char *name)
{
    char path[PATH];
    built_path(path, name);
    return grade_path(p, path);
}

/* What a whole run makes of an outcome; of a completed call the first line tells it. */
static const struct {
    const char *outcome;
    verdict_kind kind;
} verdict_of[] = {
    {"completed", VERDICT_PASSED},          {"returned", VERDICT_RETURNED},
    {"crashed", VERDICT_CRASHED},           {"exited", VERDICT_EXITED},
    {"timed_out", VERDICT_TIMED_OUT},       {"forbidden", VERDICT_FORBIDDEN_CALL},
    {"memory_limit", VERDICT_MEMORY_LIMIT}, {"output_limit", VERDICT_OUTPUT_LIMIT},
    {"protocol", VERDICT_PROTOCOL},         {"load_failed", VERDICT_LOAD_FAILED},
};

static const char *verdict_wanted(const char *line, char value[LINE])
{
    if (wants(line, "graded", value))
        return value;
    ck_assert_msg(wants(line, "outcome", value), "no outcome in:%s", line);
    for (size_t i = 0; i < sizeof verdict_of / sizeof *verdict_of; i++)
        if (strcmp(verdict_of[i].outcome, value) == 0)
            return verdict_kind_name(verdict_of[i].kind);
    ck_abort_msg("no verdict for the outcome of:%s", line);
    return "";
}

/* The first case that did not pass, else the first. */
static const case_mark *telling_case(const part *p)
{
    for (size_t k = 0; k < p->count; k++)
        if (p->cases[k].kind != VERDICT_PASSED)
            return &p->cases[k];
    return &p->cases[0];
}

static void check_verdict(const part *p, const char *line, bool loading)
{
    char value[LINE];
    const case_mark *c = telling_case(p);
    const char *wanted = verdict_wanted(line, value), *got = verdict_kind_name(c->kind);
    ck_assert_msg(strcmp(wanted, got) == 0, "%s (%s %s: %s), but wanted %s:%s", got, p->name,
                  c->name, c->reason, wanted, line);
    bool says_loading =
        strstr(c->reason, "while it was being loaded") || c->kind == VERDICT_LOAD_FAILED;
    ck_assert_msg(says_loading == loading, "'%s' of:%s", c->reason, line);
}

/* Nothing is told of a hidden case that a submission can choose among many: its inputs could be
 * read from that. */
static void check_silence(const part *p, const char *line)
{
    for (size_t k = 0; k < p->count; k++) {
        const case_mark *c = &p->cases[k];
        if (!c->revealed)
            ck_assert_msg(!*c->numbers && !*c->note && !strpbrk(c->reason, "0123456789"),
                          "%s is told '%s' '%s' '%s' of:%s", c->name, c->reason, c->numbers,
                          c->note, line);
    }
}

/* The spoiled direction of relu gets its verdict, and all else its marks; where it cannot be
 * loaded, all get the verdict. */
static void check_sheet(const sheet *s, const char *line)
{
    char value[LINE];
    direction spoiled = wants(line, "direction", value) ? BACKWARD : FORWARD;
    bool loading = wants(line, "phase", value) && strcmp(value, "loading") == 0;
    bool all = loading || wants(line, "spoils", value);
    ck_assert_msg(!s->rejected, "%s", s->rejection.text);
    for (size_t i = 0; i < s->item_count; i++)
        for (direction d = FORWARD; d <= BACKWARD; d++) {
            const item *it = &s->items[i];
            if (!loading)
                check_silence(&it->parts[d], line);
            if (all || (d == spoiled && strcmp(it->name, "relu") == 0))
                check_verdict(&it->parts[d], line, loading);
            else
                ck_assert_msg(score_full(&it->parts[d].score), "%s %s suffers (%s) from:%s",
                              it->name, it->parts[d].name, first_reason(&it->parts[d]), line);
        }
}

static bool part_full(const part *p)
{
    return p->count == 0 || score_full(&p->score);
}

/* Whether a case of the part has that verdict; its reason is then as the line wants it. */
static bool part_shows(const part *p, const char *wanted, const char *line, bool loading)
{
    char value[LINE];
    for (size_t k = 0; k < p->count; k++) {
        const case_mark *c = &p->cases[k];
        if (strcmp(verdict_kind_name(c->kind), wanted) != 0)
            continue;
        ck_assert_msg(!wants(line, "says", value) || strstr(c->reason, value), "'%s' of:%s",
                      c->reason, line);
        ck_assert_msg(!strstr(c->reason, "while it was being loaded") == !loading, "'%s' of:%s",
                      c->reason, line);
        return true;
    }
    return false;
}

/* The item that the line names, or every one where it cannot be loaded, has the verdict somewhere;
 * all others have full marks. */
static void check_tasks(const sheet *s, const char *line)
{
    char wanted[LINE], group[LINE] = "", named[LINE] = "";
    ck_assert_msg(wants(line, "graded", wanted), "no verdict in:%s", line);
    wants(line, "phase", group);
    wants(line, "item", named);
    const bool loading = strcmp(group, "loading") == 0;
    ck_assert_msg(!s->rejected, "%s", s->rejection.text);
    for (size_t i = 0; i < s->item_count; i++) {
        const item *it = &s->items[i];
        const bool spoiled = loading || strcmp(it->name, named) == 0;
        bool full = true, shown = false;
        ck_assert_msg(!spoiled || loading || strcmp(it->group, group) == 0, "%s is of %s, not:%s",
                      it->name, it->group, line);
        for (size_t k = 0; k < MAX_PARTS; k++) {
            full = full && part_full(&it->parts[k]);
            shown = shown || (spoiled && part_shows(&it->parts[k], wanted, line, loading));
            ck_assert_msg(full || spoiled, "%s %s suffers (%s) from:%s", it->name,
                          it->parts[k].name, first_reason(&it->parts[k]), line);
        }
        ck_assert_msg(!spoiled || (shown && !full), "%s has no %s of:%s", it->name, wanted, line);
    }
    ck_assert_msg(strcmp(wanted, "Passed") != 0 || score_full(&s->total), "no full marks of:%s",
                  line);
}

static size_t entries(const char *directory)
{
    size_t count = 0;
    DIR *d = opendir(directory);
    ck_assert_msg(d != NULL, "%s", directory);
    while (readdir(d))
        count++;
    closedir(d);
    return count;
}

static char temporary[SCRATCH_DIRECTORY];

static void set_up(void)
{
    scratch_open(temporary);
    setenv("TMPDIR", temporary, 1);
}

static void tear_down(void)
{
    ck_assert_msg(rmdir(temporary) == 0, "%s: %s", temporary, strerror(errno));
}

/* Grades a source and looks at its sheet; nothing of it may be left afterwards. */
static void check_source(const plan *p, const char *name,
                         void check(const sheet *graded, const char *line))
{
    char line[LINE];
    first_line(name, line);
    size_t descriptors = entries("/proc/self/fd");
    sheet *s = grade_named(p, name);
    check(s, line);
    sheet_free(s);
    ck_assert_uint_eq(entries("/proc/self/fd"), descriptors);
    ck_assert_uint_eq(entries(temporary), 2);
    ck_assert_int_eq(waitpid(-1, NULL, WNOHANG), -1);
    ck_assert_int_eq(errno, ECHILD);
    s = grade_path(ops_plan(), BUILD_DIR "/reference.so");
    ck_assert_msg(score_full(&s->total), "the reference suffers after:%s", line);
    sheet_free(s);
}

START_TEST(hostile_runs)
{
    static char names[MAX_SOURCES][64];
    ck_assert_uint_lt((size_t)_i, list_sources(TEST_HOSTILE_DIR, names));
    check_source(ops_plan(), names[_i], check_sheet);
}
END_TEST

START_TEST(hostile_tasks)
{
    static char names[MAX_SOURCES][64];
    char name[96], line[LINE];
    ck_assert_uint_lt((size_t)_i, list_sources(TASKS, names));
    snprintf(name, sizeof name, "tasks/%s", names[_i]);
    first_line(name, line);
    check_source(strstr(line, "engine") ? engines_plan() : tasks_plan(), name, check_tasks);
}
END_TEST

/* Reads ids.txt: of each line an id and the file, or the test, that shows it. */
static size_t read_ids(char ids[MOST_IDS][8], char places[MOST_IDS][128])
{
    size_t count = 0;
    FILE *file = fopen(IDS, "r");
    ck_assert_msg(file != NULL, IDS);
    while (count < MOST_IDS && fscanf(file, "%7s %127s", ids[count], places[count]) == 2)
        count++;
    ck_assert_msg(feof(file), IDS ": line %zu", count + 1);
    fclose(file);
    return count;
}

static bool has_test(const char *file, const char *name)
{
    char path[PATH], text[LINE], wanted[160];
    bool found = false;
    snprintf(path, sizeof path, "%s/harness/tests/%s", SOURCE_DIR, file);
    snprintf(wanted, sizeof wanted, "START_TEST(%s)\n", name);
    FILE *source = fopen(path, "r");
    while (source && !found && fgets(text, sizeof text, source))
        found = strcmp(text, wanted) == 0;
    if (source)
        fclose(source);
    return found;
}

/* Whether the comma-separated ids of a source's first line have that one. */
static bool has_id(const char *line, const char *id)
{
    char value[LINE];
    if (!wants(line, "id", value))
        return false;
    for (char *next, *one = strtok_r(value, ",", &next); one; one = strtok_r(NULL, ",", &next))
        if (strcmp(one, id) == 0)
            return true;
    return false;
}

START_TEST(every_id_is_shown)
{
    static char ids[MOST_IDS][8], places[MOST_IDS][128];
    size_t count = read_ids(ids, places);
    ck_assert_uint_gt(count, 250);
    for (size_t i = 0; i < count; i++) {
        char line[LINE], *test = strchr(places[i], ':');
        if (test) {
            *test = '\0';
            ck_assert_msg(has_test(places[i], test + 1), "%s: no test %s in %s", ids[i], test + 1,
                          places[i]);
            continue;
        }
        places[i][strlen(places[i]) - 2] = '\0';
        first_line(places[i], line);
        ck_assert_msg(has_id(line, ids[i]), "%s is not in the first line of %s.c", ids[i],
                      places[i]);
    }
}
END_TEST

/* Every id in the first line of a source of the folder is in ids.txt, and no others are. */
static void check_ids(const char *folder, const char *prefix)
{
    static char ids[MOST_IDS][8], places[MOST_IDS][128], names[MAX_SOURCES][64];
    size_t count = read_ids(ids, places), sources = list_sources(folder, names);
    ck_assert_uint_lt(sources, MAX_SOURCES);
    for (size_t k = 0; k < sources; k++) {
        char line[LINE], name[80], file[88], value[LINE];
        size_t wanted = 0, listed = 0;
        snprintf(name, sizeof name, "%s%.63s", prefix, names[k]);
        first_line(name, line);
        ck_assert_msg(wants(line, "id", value), "%s.c has no id", name);
        for (const char *at = value; at; at = strchr(at + 1, ','))
            wanted++;
        snprintf(file, sizeof file, "%s.c", name);
        for (size_t i = 0; i < count; i++)
            listed += strcmp(places[i], file) == 0 && has_id(line, ids[i]);
        ck_assert_msg(listed == wanted, "%s: %zu of its %zu ids are in ids.txt", file, listed,
                      wanted);
    }
}

START_TEST(every_source_has_an_id)
{
    check_ids(TEST_HOSTILE_DIR, "");
    check_ids(TASKS, "tasks/");
}
END_TEST

int main(void)
{
    static char names[MAX_SOURCES][64];
    Suite *suite = suite_create("hostile");
    TCase *runs = tcase_create("runs"), *tasks = tcase_create("tasks"), *ids = tcase_create("ids");
    ops_plan();
    tasks_plan();
    engines_plan();
    tcase_set_timeout(runs, 60);
    tcase_add_checked_fixture(runs, set_up, tear_down);
    tcase_add_loop_test(runs, hostile_runs, 0, (int)list_sources(TEST_HOSTILE_DIR, names));
    tcase_set_timeout(tasks, 60);
    tcase_add_checked_fixture(tasks, set_up, tear_down);
    tcase_add_loop_test(tasks, hostile_tasks, 0, (int)list_sources(TASKS, names));
    tcase_add_test(ids, every_id_is_shown);
    tcase_add_test(ids, every_source_has_an_id);
    suite_add_tcase(suite, ids);
    suite_add_tcase(suite, runs);
    suite_add_tcase(suite, tasks);
    return run_suite(suite);
}
