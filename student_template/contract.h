/* contract.h - what a submission implements: tensors, attributes, and the table of ops.
 *
 * SPDX-License-Identifier: MIT-0
 *
 * For every row NAME of the table OPS below, a submission may define three functions:
 *
 *     NAME_forward    writes the op's value to its output
 *     NAME_backward   ADDS the vector-Jacobian product to the gradients of its inputs
 *     NAME_jvp        writes the Jacobian-vector product (forward mode; optional)
 *
 * A function that is missing, or returns OP_NOT_IMPLEMENTED, costs that op's points and no others.
 * The caller owns every tensor and has allocated every output at its right shape. An op frees
 * nothing it was given, keeps no state between calls, and must not write to a const tensor: inputs
 * may lie in read-only memory.
 */
#ifndef CONTRACT_H
#define CONTRACT_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { CONTRACT_VERSION = 1, MAX_RANK = 4, MAX_INPUTS = 3 };

/* A row-major array of doubles: the last axis runs fastest. rank 0 is a scalar, with one element.
 * A matrix X of dims {N, D} has X[n][d] at data[n * dims[1] + d]. No extent is ever 0. */
typedef struct tensor {
    size_t rank;
    const size_t *dims;
    double *data;
} tensor;

/* The number of elements of t: the product of its extents. */
static inline size_t element_count(const tensor *t)
{
    size_t count = 1;
    for (size_t axis = 0; axis < t->rank; axis++)
        count *= t->dims[axis];
    return count;
}

/* What an op needs beside its input tensors. An op reads only the fields that its row in the table
 * names; the others hold no meaning for it. */
typedef struct attributes {
    double k;            /* scale: the factor */
    double c;            /* relu_c: where it starts to rise; elu: the depth of its negative side */
    double slope;        /* leaky_relu: the slope on the negative side */
    ptrdiff_t axis;      /* an axis counted from 0; sum and mean also take ALL_AXES */
    size_t repeats;      /* expand: how often the unit axis is repeated */
    const size_t *index; /* a column for every row of a matrix: index[n] belongs to row n */
    size_t index_count;  /* the number of rows; the same column may come up in several */
} attributes;

#define ALL_AXES ((ptrdiff_t)-1)

typedef enum op_status {
    OP_OK = 0,
    OP_NOT_IMPLEMENTED = 1, /* what an unsolved stub returns */
    OP_BAD_INPUT = 2,       /* shapes or attributes that the op cannot work on */
    OP_NO_MEMORY = 3        /* malloc failed inside the op */
} op_status;

/* y = f(x). Writes every element of out, which holds no meaningful values before.
 * in: the inputs, in the order of the table. */
typedef op_status op_forward(const tensor *const in[], const attributes *attr, tensor *out);

/* The vector-Jacobian product (VJP), also called backpropagation through the op.
 * in, attr: as for forward. out: the value forward computed. dout: the upstream gradient dL/dout,
 * shaped like out. din[i]: the gradient buffer of in[i], shaped like in[i]; backward ADDS dL/din[i]
 * to what it holds, so that gradients over several paths sum up. din[i] is NULL where the table
 * says const: no gradient is wanted there. */
typedef op_status op_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                              const tensor *dout, tensor *const din[]);

/* The Jacobian-vector product (JVP) of forward-mode differentiation.
 * tangent[i]: the direction in which in[i] moves, shaped like in[i]; NULL where the table says
 * const. Writes (does not add) the direction in which out moves to out_tangent, shaped like out. */
typedef op_status op_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                         const tensor *const tangent[], tensor *out_tangent);

/* The table: every op once, as OP(name, signature, attributes, formula).
 *
 * A signature lists the inputs with their shapes and, behind the arrow, the output: a letter is an
 * extent, the same letter the same extent; x[...] is any shape, the same for all that have it; []
 * is a scalar. An input marked const gets no gradient. A word in place of the output's shape names
 * a rule: broadcast (as NumPy does), reduce (axis dropped; a scalar for ALL_AXES), expand (the unit
 * axis repeated), squeeze (the unit axis dropped), unsqueeze (a unit axis put in before axis).
 * Where the first letter of the output is also an input's first letter, row n of the output depends
 * on row n of that input only; [...] -> [...] works element by element. */
#define OPS(OP)                                                                                    \
    OP(exp, "x[...] -> y[...]", "", "y = e^x")                                                     \
    OP(log, "x[...] -> y[...]", "", "y = ln x, for x > 0")                                         \
    OP(sqrt, "x[...] -> y[...]", "", "y = sqrt(x), for x > 0")                                     \
    OP(sin, "x[...] -> y[...]", "", "y = sin x")                                                   \
    OP(square, "x[...] -> y[...]", "", "y = x^2")                                                  \
    OP(identity, "x[...] -> y[...]", "", "y = x")                                                  \
    OP(scale, "x[...] -> y[...]", "k", "y = k x")                                                  \
    OP(sigmoid, "x[...] -> y[...]", "", "y = 1 / (1 + e^-x)")                                      \
    OP(tanh, "x[...] -> y[...]", "", "y = 2 / (1 + e^-2x) - 1")                                    \
    OP(relu, "x[...] -> y[...]", "", "y = max(0, x); its derivative at 0 is 0")                    \
    OP(relu_c, "x[...] -> y[...]", "c", "y = max(0, x - c); its derivative at c is 0")             \
    OP(leaky_relu, "x[...] -> y[...]", "slope", "y = x if x > 0, else slope x")                    \
    OP(elu, "x[...] -> y[...]", "c", "y = x if x >= 0, else c (e^x - 1)")                          \
    OP(gelu, "x[...] -> y[...]", "", "y = x Phi(x), Phi the normal distribution function")         \
    OP(add, "a[...] b[...] -> y[broadcast]", "", "y = a + b")                                      \
    OP(sub, "a[...] b[...] -> y[broadcast]", "", "y = a - b")                                      \
    OP(mul, "a[...] b[...] -> y[broadcast]", "", "y = a b, element by element")                    \
    OP(div, "a[...] b[...] -> y[broadcast]", "", "y = a / b, element by element")                  \
    OP(matmul, "A[n,k] B[k,m] -> C[n,m]", "", "C = A B")                                           \
    OP(affine, "X[N,D] W[D,M] b[M] -> Y[N,M]", "", "Y = X W + b")                                  \
    OP(linear, "X[N,D] W[M,D] b[M] -> Y[N,M]", "", "Y = X W^T + b")                                \
    OP(vector_derivative_product, "A[1,m] x[n] -> W[m,n]", "", "W_ij = A_i x_j")                   \
    OP(dot, "r[n] h[n] -> y[]", "", "y = sum_i r_i h_i")                                           \
    OP(expand, "x[...] -> y[expand]", "axis repeats", "y = x repeated along a unit axis")          \
    OP(select, "X[N,D] -> y[N]", "index[N]", "y_n = X[n, index_n]")                                \
    OP(squeeze, "x[...] -> y[squeeze]", "axis", "y = x without its unit axis")                     \
    OP(unsqueeze, "x[...] -> y[unsqueeze]", "axis", "y = x with a unit axis put in")               \
    OP(sum, "x[...] -> y[reduce]", "axis", "y = sum of x over axis, or over all axes")             \
    OP(mean, "x[...] -> y[reduce]", "axis", "y = mean of x over axis, or over all axes")           \
    OP(normalize, "X[N,D] -> Y[N,D]", "", "Y_nd = X_nd / sum_j X_nj")                              \
    OP(softmax, "X[N,C] -> Y[N,C]", "", "Y_nc = e^X_nc / sum_j e^X_nj")                            \
    OP(log_softmax, "X[N,C] -> Y[N,C]", "", "Y_nc = X_nc - ln sum_j e^X_nj")                       \
    OP(prob_to_prob_vector, "z[N,1] -> p[N,2]", "", "p_n = (z_n, 1 - z_n)")                        \
    OP(l2_loss, "y[N,1] yhat[N,1] -> l[N,1]", "", "l_n = (y_n - yhat_n)^2")                        \
    OP(half_squared_error, "y[...] s[...] -> L[]", "", "L = 1/2 sum (y - s)^2")                    \
    OP(squared_distance, "y[...] ytilde[...] -> L[]", "", "L = sum (ytilde - y)^2")                \
    OP(mse_loss, "y[...] yhat[...] -> L[]", "", "L = mean of (yhat - y)^2 over all elements")      \
    OP(bce_loss, "const y[...] p[...] -> L[]", "",                                                 \
       "L = mean of -(y ln p + (1 - y) ln(1 - p)) over all elements")                              \
    OP(cross_entropy, "p[N,C] -> l[N]", "index[N]", "l_n = -ln p[n, index_n]")                     \
    OP(cross_entropy_soft, "p[N,C] const y[N,C] -> l[N]", "", "l_n = -sum_c y_nc ln p_nc")         \
    OP(softmax_cross_entropy, "Z[N,C] -> L[]", "index[N]",                                         \
       "L = mean over n of (ln sum_c e^Z_nc - Z[n, index_n])")                                     \
    OP(perceptron_loss, "s[...] const y[...] -> l[...]", "",                                       \
       "l = (sign(s) - y) s, sign held constant and sign(0) = 0")                                  \
    OP(lms_loss, "s[...] const y[...] -> l[...]", "", "l = 1/2 (y - s)^2")                         \
    OP(logistic_tanh_loss, "s[...] const y[...] -> l[...]", "", "l = ln cosh(s) - y s")

/* Declares every function of the contract, so that a wrong parameter list does not compile. */
#pragma GCC visibility push(default)
#define DECLARE_OP(name, signature, attributes, formula)                                           \
    op_forward name##_forward;                                                                     \
    op_backward name##_backward;                                                                   \
    op_jvp name##_jvp;
OPS(DECLARE_OP)
#undef DECLARE_OP

/* Tells the grader which contract the submission was compiled against. Every file that includes
 * this header carries it; the linker keeps one. */
extern const unsigned grade_contract_version __attribute__((weak));
const unsigned grade_contract_version = CONTRACT_VERSION;
#pragma GCC visibility pop

#ifdef __cplusplus
}
#endif

#endif
