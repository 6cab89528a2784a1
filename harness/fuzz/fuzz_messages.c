/* What a worker can send or write, as grade sees it. The first byte says which: 0 reports on the
 * channel, 1 the call of an op in shared memory, 2 the record of a graph. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "engine_calls.h"
#include "engine_graph.h"
#include "fuzz_file.h"
#include "sandbox_worker.h"

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* A child that only waits to be killed, and has the output's other end. */
static pid_t start_child(int channel[2], int output[2])
{
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, channel) != 0 || pipe(output) != 0)
        abort();
    const pid_t pid = fork();
    if (pid < 0)
        abort();
    while (pid == 0)
        pause();
    close(output[1]);
    return pid;
}

/* Each message is a byte that says how much of a report there is, in sixteenths, and its bytes. */
static void send_messages(int fd, const uint8_t *data, size_t size)
{
    report_message report;
    while (size > 1) {
        const size_t bytes = smaller(sizeof report, sizeof report * (data[0] % 18u) / 16);
        const size_t given = smaller(size - 1, 64);
        memset(&report, 0, sizeof report);
        memcpy(&report, data + 1, given);
        send(fd, &report, bytes, MSG_DONTWAIT | MSG_NOSIGNAL);
        data += 1 + given;
        size -= 1 + given;
    }
}

static void fuzz_reports(const uint8_t *data, size_t size)
{
    const limits allowed = {.call_seconds = 0.002, .wall_factor = 2, .printed_bytes = 4096};
    const expected x = {.kind = REPORT_RETURNED, .sequence = 1};
    int channel[2], output[2];
    error e;
    sandbox_worker w = {0};
    received r;
    observation o = {0};
    const pid_t pid = start_child(channel, output);
    send_messages(channel[1], data, size);
    if (!sandbox_worker_adopt(&w, pid, channel[0], output[0], &e))
        abort();
    sandbox_worker_await(&w, &allowed, &x, &r, &o, &e);
    sandbox_worker_end(&w);
    close(channel[1]);
    close(output[0]);
}

/* One call, as observe_engine answers it. */
typedef struct session {
    engine_calls log;
    uint32_t step;
} session;

static op_status answer(void *context, const op_call *c)
{
    session *s = context;
    return engine_calls_answer(&s->log, s->step, c);
}

static void fuzz_call(const uint8_t *data, size_t size)
{
    static engine_program program; /* of one step that has made no node yet */
    static engine_expectation expected;
    static session s;
    static wire_call call;
    program.step_count = 1;
    for (uint32_t i = 0; i < PROGRAM_OPS && i < op_count(); i++)
        program.input_count[i] = (uint32_t)op_at(i)->input_count;
    memset(&call, 0, sizeof call);
    memcpy(&call, data, smaller(size, sizeof call));
    s.step = 0;
    engine_calls_start(&s.log, &program, &expected);
    wire_answer(&call, call.op < PROGRAM_OPS ? program.input_count[call.op] : 0, answer, &s);
}

static void fuzz_graph(const uint8_t *data, size_t size)
{
    static graph_question question;
    static graph_record record;
    static graph_verdicts verdicts;
    error e;
    if (!question.row && !graph_question_make(&question, graph_find("edf1_b"), "fuzz", false, &e))
        abort();
    memset(&record, 0, sizeof record);
    memcpy(&record, data, smaller(size, sizeof record));
    graph_judge(&verdicts, &question, &record, &e);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    if (data[0] % 3 == 0)
        fuzz_reports(data + 1, size - 1);
    else
        (data[0] % 3 == 1 ? fuzz_call : fuzz_graph)(data + 1, size - 1);
    return 0;
}
