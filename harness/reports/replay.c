#include "replay.h"

#include "replay_engine.h"
#include "replay_function.h"
#include "replay_op.h"
#include "replay_training.h"
#include "sandbox.h"
#include "submission.h"

void replay_tensor(FILE *out, const char *prefix, const char *name, const tensor *t)
{
    if (!t)
        return;
    fprintf(out, "  %s%s", prefix, name);
    for (size_t axis = 0; axis < t->rank; axis++)
        fprintf(out, "%s%zu", axis ? "," : "[", t->dims[axis]);
    fprintf(out, "%s =", t->rank ? "]" : "");
    size_t count = element_count(t), row = t->rank ? t->dims[t->rank - 1] : 1;
    for (size_t k = 0; k < count; k++)
        fprintf(out, "%s%.17g", k % row == 0 && t->rank > 1 ? "\n      " : " ", t->data[k]);
    fputc('\n', out);
}

/* What the filter of a replay has left in the plan is one case, of whatever kind has that name. */
static bool replay_all(FILE *out, const plan *p, const submission *sub, sandbox *box, error *e)
{
    return (p->op_count == 0 || replay_op(out, p, sub, box, e)) &&
           (p->function_count == 0 || replay_function(out, p, sub, box, e)) &&
           (p->training_count == 0 || replay_training(out, p, sub, box, e)) &&
           replay_engine(out, p, sub, box, e);
}

bool replay_print(FILE *out, const plan *p, const char *path, const char *worker_path, error *e)
{
    bool our_fault = false;
    submission *sub = NULL;
    sandbox *box = NULL;
    /* A file that is refused has been reported by the grading already. */
    if (!submission_open(&sub, path, &p->assignment->limits, &our_fault, e))
        return !our_fault;
    bool ok = sandbox_open(&box, worker_path, sub, &p->assignment->limits, e) &&
              replay_all(out, p, sub, box, e);
    sandbox_close(box);
    submission_close(sub);
    return ok;
}
