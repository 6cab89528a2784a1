#!/usr/bin/env python3
"""numpy_grader.py CASES SUBMISSION.so - an ordinary course grader, as a measure for grade's speed.

Loads the submission into itself, compares every forward with a NumPy formula and every backward
with central differences of the submission's own forward, one pair of calls for each input element.
No isolation, and no proof of its own answers: kinks and steep places count as disagreements.
CASES is what bench-grade writes."""

import ctypes
import json
import math
import sys

import numpy as np

STEP = 1e-4


class Tensor(ctypes.Structure):
    _fields_ = [("rank", ctypes.c_size_t),
                ("dims", ctypes.POINTER(ctypes.c_size_t)),
                ("data", ctypes.POINTER(ctypes.c_double))]


class Attributes(ctypes.Structure):
    _fields_ = [("k", ctypes.c_double),
                ("c", ctypes.c_double),
                ("slope", ctypes.c_double),
                ("axis", ctypes.c_ssize_t),
                ("repeats", ctypes.c_size_t),
                ("index", ctypes.POINTER(ctypes.c_size_t)),
                ("index_count", ctypes.c_size_t)]


def sigmoid(x):
    return 0.5 * (1 + np.tanh(0.5 * x))


def log_sum_exp(z):
    top = z.max(axis=1, keepdims=True)
    return top + np.log(np.exp(z - top).sum(axis=1, keepdims=True))


def axis_of(a):
    return None if a.axis < 0 else a.axis


def rows(a):
    return np.arange(a.index_count), a.index[:a.index_count]


erf = np.vectorize(math.erf)

FORMULAS = {
    "exp": lambda a, x: np.exp(x),
    "log": lambda a, x: np.log(x),
    "sqrt": lambda a, x: np.sqrt(x),
    "sin": lambda a, x: np.sin(x),
    "square": lambda a, x: x * x,
    "identity": lambda a, x: x,
    "scale": lambda a, x: a.k * x,
    "sigmoid": lambda a, x: sigmoid(x),
    "tanh": lambda a, x: np.tanh(x),
    "relu": lambda a, x: np.maximum(x, 0),
    "relu_c": lambda a, x: np.maximum(x - a.c, 0),
    "leaky_relu": lambda a, x: np.where(x > 0, x, a.slope * x),
    "elu": lambda a, x: np.where(x >= 0, x, a.c * np.expm1(np.minimum(x, 0))),
    "gelu": lambda a, x: 0.5 * x * (1 + erf(x / math.sqrt(2))),
    "add": lambda a, x, y: x + y,
    "sub": lambda a, x, y: x - y,
    "mul": lambda a, x, y: x * y,
    "div": lambda a, x, y: x / y,
    "matmul": lambda a, x, y: x @ y,
    "affine": lambda a, x, w, b: x @ w + b,
    "linear": lambda a, x, w, b: x @ w.T + b,
    "vector_derivative_product": lambda a, v, x: np.outer(v, x),
    "dot": lambda a, r, h: r @ h,
    "expand": lambda a, x: np.repeat(x, a.repeats, axis=a.axis),
    "select": lambda a, x: x[rows(a)],
    "squeeze": lambda a, x: np.squeeze(x, axis=a.axis),
    "unsqueeze": lambda a, x: np.expand_dims(x, axis=a.axis),
    "sum": lambda a, x: x.sum(axis=axis_of(a)),
    "mean": lambda a, x: x.mean(axis=axis_of(a)),
    "normalize": lambda a, x: x / x.sum(axis=1, keepdims=True),
    "softmax": lambda a, x: np.exp(x - log_sum_exp(x)),
    "log_softmax": lambda a, x: x - log_sum_exp(x),
    "prob_to_prob_vector": lambda a, z: np.hstack([z, 1 - z]),
    "l2_loss": lambda a, y, yhat: (y - yhat) ** 2,
    "half_squared_error": lambda a, y, s: 0.5 * ((y - s) ** 2).sum(),
    "squared_distance": lambda a, y, other: ((other - y) ** 2).sum(),
    "mse_loss": lambda a, y, yhat: ((yhat - y) ** 2).mean(),
    "bce_loss": lambda a, y, p: -(y * np.log(p) + (1 - y) * np.log1p(-p)).mean(),
    "cross_entropy": lambda a, p: -np.log(p[rows(a)]),
    "cross_entropy_soft": lambda a, p, y: -(y * np.log(p)).sum(axis=1),
    "softmax_cross_entropy": lambda a, z: (log_sum_exp(z)[:, 0] - z[rows(a)]).mean(),
    "perceptron_loss": lambda a, s, y: (np.sign(s) - y) * s,
    "lms_loss": lambda a, s, y: 0.5 * (y - s) ** 2,
    "logistic_tanh_loss": lambda a, s, y: np.logaddexp(s, -s) - math.log(2) - y * s,
}


def to_array(tensor):
    return np.array(tensor["data"], dtype=float).reshape(tensor["dims"])


def to_tensor(array):
    dims = (ctypes.c_size_t * max(array.ndim, 1))(*array.shape)
    return Tensor(array.ndim, dims, array.ctypes.data_as(ctypes.POINTER(ctypes.c_double)))


def to_tensors(arrays):
    """An array of pointers, as an op takes its inputs; None becomes a null pointer."""
    list_type = ctypes.POINTER(Tensor) * len(arrays)
    return list_type(*[None if a is None else ctypes.pointer(to_tensor(a)) for a in arrays])


def to_attributes(attr):
    index = (ctypes.c_size_t * max(len(attr["index"]), 1))(*attr["index"])
    return Attributes(attr["k"], attr["c"], attr["slope"], attr["axis"], attr["repeats"], index,
                      len(attr["index"]))


def forward(function, inputs, attr, shape):
    out = np.full(shape, np.nan)
    status = function(to_tensors(inputs), ctypes.byref(attr), ctypes.byref(to_tensor(out)))
    return out if status == 0 else np.full(shape, np.nan)


def backward(function, inputs, attr, out, dout, constant):
    gradients = [None if c else np.zeros(x.shape) for x, c in zip(inputs, constant)]
    status = function(to_tensors(inputs), ctypes.byref(attr), ctypes.byref(to_tensor(out)),
                      ctypes.byref(to_tensor(dout)), to_tensors(gradients))
    return gradients if status == 0 else [np.full(x.shape, np.nan) for x in inputs]


def numeric_gradient(f, x):
    """(f(x+h) - f(x-h)) / 2h for each element of x, which f looks at."""
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        middle = x[i]
        x[i] = middle + STEP
        above = f()
        x[i] = middle - STEP
        below = f()
        x[i] = middle
        gradient[i] = (above - below) / (2 * STEP)
    return gradient


def grade(library, case):
    """Whether forward is right, and whether backward is."""
    op, inputs, attr = case["op"], [to_array(t) for t in case["in"]], to_attributes(case["attr"])
    dout = to_array(case["dout"])
    op_forward = getattr(library, op + "_forward")
    op_backward = getattr(library, op + "_backward")

    out = forward(op_forward, inputs, attr, dout.shape)
    forward_right = np.allclose(out, FORMULAS[op](attr, *inputs), rtol=1e-9, atol=1e-12)

    def loss():
        return (dout * forward(op_forward, inputs, attr, dout.shape)).sum()

    gradients = backward(op_backward, inputs, attr, out, dout, case["constant"])
    backward_right = all(np.allclose(gradient, numeric_gradient(loss, x), rtol=1e-3, atol=1e-5)
                         for x, gradient, constant in zip(inputs, gradients, case["constant"])
                         if not constant)
    return forward_right, backward_right


def main():
    library = ctypes.CDLL(sys.argv[2])
    with open(sys.argv[1], encoding="ascii") as file:
        results = [grade(library, json.loads(line)) for line in file]
    forward, backward = (sum(column) for column in zip(*results))
    print(f"the script agrees with {forward} of {len(results)} forwards, "
          f"{backward} of {len(results)} backwards")


if __name__ == "__main__":
    main()
