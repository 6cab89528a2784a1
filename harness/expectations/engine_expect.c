#include "engine_expect.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine_walk.h"

/* A gradient that is to tell right from wrong is that many tolerances away from 0. */
enum { TELLING = 1000, ELEMENTS_PROVED = 2 };

static const double difference_step = 1e-4;

const char *engine_habit_text(engine_habit h)
{
#define TEXT(name, sentence) [HABIT_##name] = sentence,
    static const char *const text[HABIT_COUNT] = {ENGINE_HABITS(TEXT)};
#undef TEXT
    return text[h];
}

/* The walk up to and without step `end`, for the value of one node; NAN where it fails. */
static double value_at(const engine_program *p, uint32_t end, uint32_t output, uint32_t moved,
                       size_t element, double step)
{
    engine_program *head = malloc(sizeof *head);
    double value = NAN;
    if (!head)
        return value;
    *head = *p;
    head->step_count = end;
    /* Only the nodes are wanted. */
    for (uint32_t i = 0; i < end; i++)
        if (head->step[i].verb != STEP_INPUT && head->step[i].verb != STEP_APPLY)
            head->step[i].verb = STEP_CLOSE;
    engine_walk w = {.p = head};
    if (engine_walk_run(&w, moved, element, step))
        value = w.value[output]->data[0];
    engine_walk_free(&w);
    free(head);
    return value;
}

/* The derivative by the difference quotient, and about how far it may be off. */
static double quotient(const engine_program *p, uint32_t end, uint32_t output, uint32_t moved,
                       size_t element, double *off)
{
    double slope[2];
    for (int i = 0; i < 2; i++) {
        double h = i ? difference_step / 2 : difference_step;
        slope[i] = (value_at(p, end, output, moved, element, h) -
                    value_at(p, end, output, moved, element, -h)) /
                   (2 * h);
    }
    double size = fabs(value_at(p, end, output, moved, element, 0));
    *off = 4 * fabs(slope[1] - slope[0]) + 1e-10 * (size + fabs(slope[1])) / difference_step;
    return slope[1];
}

static const double *gradient_read(const engine_program *p, const engine_expectation *x,
                                   uint32_t after, uint32_t n, double *tolerance)
{
    for (uint32_t i = after + 1; i < p->step_count && p->step[i].verb != STEP_BACKWARD; i++)
        if (p->step[i].verb == STEP_GRADIENT && p->step[i].operand[0] == n) {
            *tolerance = x->tolerance[p->step[i].result];
            return &x->number[p->step[i].result];
        }
    return NULL;
}

static bool prove_element(const engine_program *p, uint32_t step, uint32_t n, size_t element,
                          double gradient, error *e)
{
    double off, by_difference = quotient(p, step, p->step[step].operand[0], n, element, &off);
    if (fabs(by_difference - gradient) <= off)
        return true;
    return fail(e, "node %u, element %zu: the gradient is %.10g by the walk, %.10g by differences",
                n, element, gradient, by_difference);
}

/* Proves gradients of the inputs after a backward. */
static bool prove_backward(const engine_program *p, const engine_expectation *x, uint32_t step,
                           error *e)
{
    bool depends[PROGRAM_NODES];
    program_dependencies(p, p->step[step].operand[0], depends);
    for (uint32_t n = 0; n < p->node_count; n++) {
        double tolerance, most = 0;
        const double *gradient = gradient_read(p, x, step, n, &tolerance);
        if (!gradient || !depends[n] || program_maker(p, n)->verb != STEP_INPUT)
            continue;
        size_t count = step_elements(program_maker(p, n));
        for (size_t i = 0; i < count; i++)
            most = fmax(most, fabs(gradient[i]));
        if (!(most > TELLING * tolerance))
            return fail(e, "the gradient of node %u is so small that zeros would pass", n);
        for (size_t i = 0; i < count && i < ELEMENTS_PROVED; i++)
            if (!p->local && !prove_element(p, step, n, count - 1 - i, gradient[count - 1 - i], e))
                return false;
    }
    return true;
}

/* Whether the Jacobians that both ways found for the same nodes agree. */
static bool prove_jacobian(const engine_program *p, const engine_expectation *x, uint32_t step,
                           error *e)
{
    const program_step *s = &p->step[step];
    for (uint32_t i = 0; i < step; i++) {
        const program_step *other = &p->step[i];
        bool same =
            (other->verb == STEP_JACOBIAN_REVERSE || other->verb == STEP_JACOBIAN_FORWARD) &&
            other->verb != s->verb && other->operand[0] == s->operand[0] &&
            other->operand[1] == s->operand[1];
        for (uint32_t k = 0; same && k < s->result_count; k++)
            if (!(fabs(x->number[s->result + k] - x->number[other->result + k]) <=
                  x->tolerance[s->result + k] + x->tolerance[other->result + k]))
                return fail(e, "element %u of a Jacobian is %g by one way and %g by the other", k,
                            x->number[s->result + k], x->number[other->result + k]);
    }
    return true;
}

static bool prove(const engine_program *p, const engine_expectation *x, error *e)
{
    for (uint32_t i = 0; i < p->result_count; i++)
        if (!isfinite(x->number[i]) || !isfinite(x->tolerance[i]))
            return fail(e, "a result is not finite");
    for (uint32_t i = 0; i < p->step_count; i++) {
        uint32_t verb = p->step[i].verb;
        if (verb == STEP_BACKWARD && !p->step[i].fails && !prove_backward(p, x, i, e))
            return false;
        if ((verb == STEP_JACOBIAN_REVERSE || verb == STEP_JACOBIAN_FORWARD) &&
            !prove_jacobian(p, x, i, e))
            return false;
    }
    return true;
}

bool engine_expect(engine_expectation **out, const engine_program *p, error *e)
{
    engine_expectation *x = calloc(1, sizeof *x);
    if (!x)
        return fail(e, "no memory");
    engine_walk w = {.p = p, .number = x->number, .tolerance = x->tolerance};
    bool ok = engine_walk_run(&w, PROGRAM_NODES, 0, 0) || fail(e, "an op fails, or no memory");
    for (uint32_t i = 0; i < p->step_count; i++)
        x->status[i] = p->step[i].verb == STEP_MISAPPLY ? OP_BAD_INPUT : (int32_t)p->step[i].fails;
    memcpy(x->value, w.value, sizeof x->value);
    memset(w.value, 0, sizeof w.value);
    engine_walk_free(&w);
    if (!ok || !prove(p, x, e)) {
        engine_expectation_free(x);
        return false;
    }
    *out = x;
    return true;
}

void engine_expectation_free(engine_expectation *x)
{
    for (size_t n = 0; x && n < PROGRAM_NODES; n++)
        free(x->value[n]);
    free(x);
}

bool engine_predict(double number[PROGRAM_RESULTS], double tolerance[PROGRAM_RESULTS],
                    const engine_program *p, engine_habit h)
{
    engine_walk w = {.p = p, .habit = h, .number = number, .tolerance = tolerance};
    bool ok = engine_walk_run(&w, PROGRAM_NODES, 0, 0) && !w.given_up;
    engine_walk_free(&w);
    return ok;
}
