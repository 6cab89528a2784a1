/* signatures.h - the heads of the contract's functions, for submissions that write all of them. */
#ifndef SIGNATURES_H
#define SIGNATURES_H

#include "contract.h"

#define FORWARD(op)                                                                                \
    op_status op##_forward(const tensor *const in[], const attributes *attr, tensor *out)
#define BACKWARD(op)                                                                               \
    op_status op##_backward(const tensor *const in[], const attributes *attr, const tensor *out,   \
                            const tensor *dout, tensor *const din[])
#define JVP(op)                                                                                    \
    op_status op##_jvp(const tensor *const in[], const attributes *attr, const tensor *out,        \
                       const tensor *const tangent[], tensor *out_tangent)

#endif
