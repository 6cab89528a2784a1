/* callbacks.h - the functions that a case hands to a submission's function as settings.f. They are
 * the parent's own, and are found by name:
 *
 *     element by element   sin exp tanh cube square sigmoid    a value a(x) and a slope a'(x)
 *     energies of images   classifier ripples bowl             a value E(x) and a gradient dE/dx
 *
 * The numbers in an energy (weights, phases) depend on its name and on the shape of the image, and
 * on nothing else. */
#ifndef CALLBACKS_H
#define CALLBACKS_H

#include <stdbool.h>

#include "error.h"
#include "functions.h"

typedef struct course_callback course_callback;

/* A callback for vectors or images x shaped like `like`. slope: what works element by element
 * writes a' instead of a; an energy writes its gradient in any case. fails_at: the number of the
 * call, from 1, at which and from which on it returns OP_BAD_INPUT and writes nothing; 0: never.
 * Fails where there is none of that name. */
bool callback_open(course_callback **out, const char *name, bool slope, const tensor *like,
                   size_t fails_at, error *e);
void callback_close(course_callback *c);

/* The callback itself: context is the course_callback. OP_BAD_INPUT where x or out is not shaped
 * like `like`. */
op_status callback_run(void *context, const tensor *x, tensor *out);

/* Starts over: no call has been made yet. noise: how far, relative to its size, every element of x
 * and of out is moved from now on, by signs that differ from call to call; 0: not at all. It shows
 * what the rounding of a callback does to a result. */
void callback_restart(course_callback *c, double noise);

/* a(x), and what must be its derivative. */
double callback_value(const course_callback *c, double x);
double callback_slope(const course_callback *c, double x);

/* E(x), and whether the callback has one. */
bool callback_is_energy(const course_callback *c);
double callback_energy(const course_callback *c, const tensor *x);

const char *callback_name(const course_callback *c);

#endif
