"""Trains the same networks with PyTorch, for bench-training, an epoch at a time.

usage: torch_training.py IMAGES LABELS INPUTS HIDDEN BATCH sigmoid|relu

IMAGES holds 8-byte floats, LABELS 8-byte integers. Writes its version when it is ready. Then every
line of its input is a number of threads to train with, and is answered with the seconds that the
epoch took: of the processor for one thread, by the clock on the wall for more. Ends with its input.
"""

import sys
import time

import numpy as np
import torch


def main():
    images, labels = sys.argv[1:3]
    inputs, hidden, batch = (int(text) for text in sys.argv[3:6])
    torch.manual_seed(1)
    y = torch.from_numpy(np.fromfile(labels, dtype=np.int64))
    x = torch.from_numpy(np.fromfile(images, dtype=np.float64).reshape(len(y), inputs))
    activation = {"sigmoid": torch.nn.Sigmoid, "relu": torch.nn.ReLU}[sys.argv[6]]()
    model = torch.nn.Sequential(torch.nn.Linear(inputs, hidden), activation,
                                torch.nn.Linear(hidden, 10)).double()
    optimiser = torch.optim.SGD(model.parameters(), lr=0.1)
    loss = torch.nn.CrossEntropyLoss()
    print(torch.__version__, flush=True)
    for line in sys.stdin:
        torch.set_num_threads(int(line))
        clock = time.process_time if int(line) == 1 else time.perf_counter
        start = clock()
        for rows, targets in zip(x.split(batch), y.split(batch)):
            optimiser.zero_grad()
            loss(model(rows), targets).backward()
            optimiser.step()
        print(clock() - start, flush=True)


if __name__ == "__main__":
    main()
