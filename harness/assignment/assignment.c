#include "assignment.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "near_miss.h"

static const limits limits_default = {.call_seconds = 2,
                                      .wall_factor = 40,
                                      .memory_bytes = (size_t)512 << 20,
                                      .printed_bytes = (size_t)4 << 20,
                                      .file_bytes = (size_t)16 << 20};

/* Reads an attribute that counts units of that many bytes, and at least so many of them. */
static bool read_bytes(const xmlNode *node, const char *name, size_t unit, double least,
                       size_t *bytes, error *e)
{
    double amount = (double)*bytes / (double)unit;
    if (!xml_number_within(node, name, least, 1e6, &amount, e))
        return false;
    *bytes = (size_t)amount * unit;
    return true;
}

static bool read_limits(limits *l, const xmlNode *node, error *e)
{
    return xml_number_within(node, "call-seconds", 1e-3, 1e6, &l->call_seconds, e) &&
           xml_number_within(node, "wall-factor", 1, 1e6, &l->wall_factor, e) &&
           read_bytes(node, "memory-mebibytes", 1 << 20, LEAST_MEMORY_MEBIBYTES, &l->memory_bytes,
                      e) &&
           read_bytes(node, "printed-kibibytes", 1 << 10, 1, &l->printed_bytes, e) &&
           read_bytes(node, "file-mebibytes", 1 << 20, 1, &l->file_bytes, e);
}

static bool read_points(op_task *task, const xmlNode *node, error *e)
{
    double sum = 0;
    for (int i = 0; i < DIRECTION_COUNT; i++) {
        if (!xml_number_within(node, direction_name[i], 0, 1e6, &task->points[i], e))
            return false;
        sum += task->points[i];
    }
    return sum > 0 || xml_fail(node, e, "no points; expected forward, backward or jvp above 0");
}

/* The task of that op, or NULL. */
static op_task *find_task(const assignment *a, const op *o)
{
    for (size_t i = 0; i < a->task_count; i++)
        if (a->task[i].op == o)
            return &a->task[i];
    return NULL;
}

static bool fail_unknown_op(const xmlNode *node, const char *name, error *e)
{
    char question[80];
    near_miss near = near_miss_start(name);
    for (size_t i = 0; i < op_count(); i++)
        near_miss_try(&near, op_at(i)->name);
    return xml_fail(node, e, "no op '%s'; expected one that grade --list names%s", name,
                    near_miss_question(&near, question, sizeof question));
}

static bool read_op(assignment *a, const xmlNode *node, error *e)
{
    char name[64];
    xml_text(node, "name", name, sizeof name);
    const op *o = op_find(name);
    if (!o)
        return fail_unknown_op(node, name, e);
    if (find_task(a, o))
        return xml_fail(node, e, "a second row for %s; expected one", name);
    op_task *task = &a->task[a->task_count++];
    task->op = o;
    return read_points(task, node, e) && public_names_read(&task->public, node, e);
}

static bool read_engine(assignment *a, const xmlNode *node, error *e)
{
    op_task points = {0};
    for (int i = 0; i < DIRECTION_COUNT; i++)
        if (a->engine.points[i] > 0)
            return xml_fail(node, e, "a second <engine>; expected one");
    if (!read_points(&points, node, e))
        return false;
    memcpy(a->engine.points, points.points, sizeof a->engine.points);
    xml_place(node, a->engine.place, sizeof a->engine.place);
    return true;
}

static bool read_graph(assignment *a, const xmlNode *node, error *e)
{
    static const char *const part[GRAPH_PARTS] = {
        [GRAPH_VALUE] = "value", [GRAPH_GRADIENT] = "gradient", [GRAPH_NODES] = "nodes"};
    char name[64];
    xml_text(node, "name", name, sizeof name);
    graph_task task = {.row = graph_find(name)};
    if (!task.row)
        return xml_fail(node, e, "no graph '%s'; expected one of engine.h", name);
    for (size_t i = 0; i < a->graph_count; i++)
        if (a->graph[i].row == task.row)
            return xml_fail(node, e, "a second row for %s; expected one", name);
    double sum = 0;
    for (size_t i = 0; i < GRAPH_PARTS; i++) {
        if (!xml_number_within(node, part[i], 0, 1e6, &task.points[i], e))
            return false;
        sum += task.points[i];
    }
    if (!(sum > 0))
        return xml_fail(node, e, "no points; expected value, gradient or nodes above 0");
    if (a->graph_count == MAX_GRAPHS)
        return xml_fail(node, e, "more than %d graphs", MAX_GRAPHS);
    xml_place(node, task.place, sizeof task.place);
    a->graph[a->graph_count++] = task;
    return true;
}

/* The task of that function, or NULL. */
static function_task *find_function_task(const assignment *a, const function *f)
{
    for (size_t i = 0; i < a->function_count; i++)
        if (a->function[i].f == f)
            return &a->function[i];
    return NULL;
}

static bool fail_unknown_function(const xmlNode *node, const char *name, error *e)
{
    char question[80];
    near_miss near = near_miss_start(name);
    for (size_t i = 0; i < function_count(); i++)
        near_miss_try(&near, function_at(i)->name);
    return xml_fail(node, e, "no function '%s'; expected one of functions.h%s", name,
                    near_miss_question(&near, question, sizeof question));
}

static bool read_function_points(function_task *task, const xmlNode *node, error *e)
{
    return xml_number_within(node, "points", 0, 1e6, &task->points, e) &&
           (task->points > 0 || xml_fail(node, e, "no points; expected points above 0"));
}

static bool read_function(assignment *a, const xmlNode *node, error *e)
{
    char name[64];
    xml_text(node, "name", name, sizeof name);
    const function *f = function_find(name);
    if (!f)
        return fail_unknown_function(node, name, e);
    if (find_function_task(a, f))
        return xml_fail(node, e, "a second row for %s; expected one", name);
    function_task *task = &a->function[a->function_count++];
    task->f = f;
    return read_function_points(task, node, e) && public_names_read(&task->public, node, e);
}

static bool read_every_function(assignment *a, const xmlNode *node, error *e)
{
    function_task task = {0};
    if (!read_function_points(&task, node, e))
        return false;
    for (size_t i = 0; i < function_count(); i++)
        if (!find_function_task(a, function_at(i))) {
            task.f = function_at(i);
            a->function[a->function_count++] = task;
        }
    return true;
}

static bool read_training(assignment *a, const xmlNode *node, error *e)
{
    if (a->training_count == MAX_TRAININGS)
        return xml_fail(node, e, "more than %d trainings; expected fewer", MAX_TRAININGS);
    training_task *grown = realloc(a->training, (a->training_count + 1) * sizeof *grown);
    if (!grown)
        return xml_fail(node, e, "no memory");
    a->training = grown;
    training_task *task = &grown[a->training_count];
    if (!training_task_read(task, node, e))
        return false;
    a->training_count++;
    for (size_t i = 0; i + 1 < a->training_count; i++)
        if (strcmp(grown[i].name, task->name) == 0)
            return xml_fail(node, e, "a second training %s; expected one", task->name);
    return true;
}

/* Gives all ops without a row of their own the points of this one. */
static bool read_every_op(assignment *a, const xmlNode *node, error *e)
{
    op_task points = {0};
    if (!read_points(&points, node, e))
        return false;
    for (size_t i = 0; i < op_count(); i++)
        if (!find_task(a, op_at(i))) {
            points.op = op_at(i);
            a->task[a->task_count++] = points;
        }
    return true;
}

static bool read_head(assignment *a, const xmlNode *root, error *e)
{
    static const char *const names[] = {"full", "category", "score"};
    char text[16];
    xml_text(root, "name", a->name, sizeof a->name);
    xml_text(root, "title", a->title, sizeof a->title);
    xml_text(root, "seed", a->seed, sizeof a->seed);
    a->reveal = REVEAL_CATEGORY;
    if (xml_text(root, "reveal", text, sizeof text))
        for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
            if (strcmp(text, names[i]) == 0)
                a->reveal = (reveal)i;
    return xml_number_within(root, "follow-through", 0, 1, &a->follow_through, e);
}

static bool read_assignment(assignment *a, const xmlNode *root, error *e)
{
    const xmlNode *every_op = NULL, *every_function = NULL;
    if (!read_head(a, root, e))
        return false;
    for (const xmlNode *node = xml_first(root); node; node = xml_next(node)) {
        bool ok = true;
        if (xml_is(node, "tolerance"))
            ok = xml_number_within(node, "rounding", 1, 1e6, &a->rounding_factor, e) &&
                 xml_number_within(node, "proof", 1, 1e6, &a->proof_factor, e);
        else if (xml_is(node, "limits"))
            ok = read_limits(&a->limits, node, e);
        else if (xml_is(node, "op"))
            ok = read_op(a, node, e);
        else if (xml_is(node, "engine"))
            ok = read_engine(a, node, e);
        else if (xml_is(node, "graph"))
            ok = read_graph(a, node, e);
        else if (xml_is(node, "function"))
            ok = read_function(a, node, e);
        else if (xml_is(node, "training"))
            ok = read_training(a, node, e);
        else if (xml_is(node, "every-function") ? every_function : every_op)
            ok = xml_fail(node, e, "a second <%s>; expected one", (const char *)node->name);
        else if (xml_is(node, "every-function"))
            every_function = node;
        else
            every_op = node;
        if (!ok)
            return false;
    }
    return (!every_op || read_every_op(a, every_op, e)) &&
           (!every_function || read_every_function(a, every_function, e));
}

static bool is_path(const char *name_or_path)
{
    size_t length = strlen(name_or_path);
    return strchr(name_or_path, '/') ||
           (length > 4 && strcmp(name_or_path + length - 4, ".xml") == 0);
}

/* The path that a name stands for; NULL without memory. */
static char *find_path(const char *directory, const char *name_or_path)
{
    char *path;
    if (is_path(name_or_path))
        return strdup(name_or_path);
    return asprintf(&path, "%s/%s.xml", directory, name_or_path) < 0 ? NULL : path;
}

/* An assignment that is found by a name must have it, or nobody who reads the name finds it. */
static bool check_name(const assignment *a, const char *name_or_path, const xmlNode *root, error *e)
{
    return is_path(name_or_path) || strcmp(a->name, name_or_path) == 0 ||
           xml_fail(root, e, "name=\"%s\"; expected \"%s\", the name of its file", a->name,
                    name_or_path);
}

bool assignment_open(assignment **out, const char *directory, const char *name_or_path, error *e)
{
    bool ok = false;
    char *schema_path = NULL;
    xml_schema *schema = NULL;
    xmlDoc *doc = NULL;
    char *path = find_path(directory, name_or_path);
    assignment *a = calloc(1, sizeof *a);
    if (asprintf(&schema_path, "%s/assignment.xsd", directory) < 0)
        schema_path = NULL;
    if (a) {
        a->task = calloc(op_count(), sizeof *a->task);
        a->function = calloc(function_count(), sizeof *a->function);
    }
    if (!a || !a->task || !a->function || !path || !schema_path) {
        fail(e, "%s: no memory", name_or_path);
        goto done;
    }
    a->rounding_factor = 512;
    a->proof_factor = 10;
    a->follow_through = 0.5;
    a->limits = limits_default;
    ok = xml_schema_open(&schema, schema_path, e) && xml_load(&doc, path, schema, e) &&
         read_assignment(a, xmlDocGetRootElement(doc), e) &&
         check_name(a, name_or_path, xmlDocGetRootElement(doc), e);
done:
    xmlFreeDoc(doc);
    xml_schema_close(schema);
    free(schema_path);
    free(path);
    if (ok)
        *out = a;
    else
        assignment_close(a);
    return ok;
}

void assignment_close(assignment *a)
{
    if (!a)
        return;
    for (size_t i = 0; i < a->task_count; i++)
        public_names_free(&a->task[i].public);
    for (size_t i = 0; i < a->function_count; i++)
        public_names_free(&a->function[i].public);
    for (size_t i = 0; i < a->training_count; i++)
        public_names_free(&a->training[i].public);
    free(a->task);
    free(a->function);
    free(a->training);
    free(a);
}
