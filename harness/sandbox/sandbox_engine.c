#include "sandbox_engine.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sandbox_exchange.h"
#include "worker_protocol.h"

enum { MOST_CALLS = 20000 }; /* of ops, in one program: shapes included */

/* A program being run: who answers, and how often it was asked. */
typedef struct session {
    const engine_program *program;
    sandbox_answer *answer;
    void *context;
    uint32_t step;
    size_t asked;
    wire_call call; /* the copy that is looked at */
} session;

static op_status answer_step(void *context, const op_call *c)
{
    const session *s = context;
    return s->answer(s->context, s->step, c);
}

static bool answer_asked(void *context, unsigned char *exchange)
{
    session *s = context;
    unsigned char *shared = exchange + offsetof(engine_exchange, call);
    memcpy(&s->call, shared, sizeof s->call);
    if (s->asked++ == MOST_CALLS || s->call.step >= s->program->step_count)
        return false;
    s->step = s->call.step;
    uint32_t inputs = s->call.op < PROGRAM_OPS ? s->program->input_count[s->call.op] : 0;
    wire_answer(&s->call, inputs, answer_step, s);
    memcpy(shared, &s->call, sizeof s->call);
    return true;
}

bool sandbox_run_engine(sandbox *s, const engine_program *p, sandbox_answer *answer, void *context,
                        bool hurried, program_results *results, observation *o, error *e)
{
    session *open = calloc(1, sizeof *open);
    engine_exchange *exchange = malloc(sizeof *exchange);
    bool ok = (open && exchange) || fail(e, "no memory");
    if (ok) {
        *open = (session){.program = p, .answer = answer, .context = context};
        const exchange_call x = {.subject = CALL_OF_ENGINE,
                                 .symbol = "engine_open",
                                 .program = p,
                                 .program_bytes = sizeof *p,
                                 .exchange_bytes = sizeof *exchange,
                                 .asked = answer_asked,
                                 .context = open,
                                 .hurried = hurried};
        ok = sandbox_exchange(s, &x, exchange, o, e);
    }
    if (ok && o->outcome == CALL_COMPLETED) {
        *results = exchange->results;
        if (results->step >= p->step_count)
            results->step = 0;
    }
    free(open);
    free(exchange);
    return ok;
}

bool sandbox_draw_graph(sandbox *s, const char *symbol, uint32_t input_count, graph_record *drawn,
                        observation *o, error *e)
{
    const exchange_call x = {.subject = CALL_OF_GRAPH,
                             .inputs = input_count,
                             .symbol = symbol,
                             .exchange_bytes = sizeof *drawn};
    if (!sandbox_exchange(s, &x, drawn, o, e))
        return false;
    if (drawn->count > GRAPH_ENTRIES)
        drawn->count = GRAPH_ENTRIES;
    return true;
}

size_t sandbox_resident_bytes(const sandbox *s)
{
    char path[64];
    char line[128] = "";
    snprintf(path, sizeof path, "/proc/%d/statm", (int)sandbox_worker_pid(s));
    FILE *file = fopen(path, "re");
    if (!file)
        return 0;
    bool got = fgets(line, sizeof line, file) != NULL;
    fclose(file);
    if (!got)
        return 0;
    char *next; /* size, resident and shared pages */
    strtoul(line, &next, 10);
    size_t resident = strtoul(next, &next, 10), shared = strtoul(next, &next, 10);
    return resident > shared ? (resident - shared) * (size_t)sysconf(_SC_PAGESIZE) : 0;
}
