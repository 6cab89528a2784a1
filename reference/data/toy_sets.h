/* toy_sets.h - small synthetic sets: a line, a cloud of points, vugrad's two classes.
 *
 * The same seed gives the same numbers wherever the mathematical library rounds the same way. */
#ifndef TOY_SETS_H
#define TOY_SETS_H

#include "dataset.h"

/* Linear regression with one input and one output: y = slope x + offset + noise, with x uniform in
 * [-1, 1), slope and offset uniform in [-2, 2) and Gaussian noise of deviation 0.2. What is to be
 * found is the least-squares line through the samples, which slope and offset are only close to. */
bool dataset_line(dataset **out, size_t count, const char *seed, error *e);

/* Two classes of points in the square [-0.5, 0.5) x [-0.5, 0.5), in turns, on both sides of the
 * parabola x2 = 4.5 x1^2 - 0.25, at least 0.06 above (class 1) or below (class 0) it. No straight
 * line separates them; a small network does, with a bending boundary. */
bool dataset_point_cloud(dataset **out, size_t count, const char *seed, error *e);

/* The set that vugrad's training script makes: two independent standard normal features, and class
 * 1 where x1^2 + 1.5 x1 x2 + 0.2 x2^2 > 0.6, which is 46 % of them. (vugrad calls the boundary an
 * ellipse; it is a hyperbola.) vugrad takes 60 000 to train and 10 000 to validate. The two sets
 * have no samples in common. */
bool dataset_quadric(dataset **train, dataset **test, size_t train_count, size_t test_count,
                     const char *seed, error *e);

#endif
