"""The same training step in PyTorch on one thread. Reads lines `B T I H count`, answers each with milliseconds a step."""

import sys
import time

import torch

torch.set_num_threads(1)
torch.manual_seed(0)
prepared = {}


def prepare(B, T, I, H):
    lstm = torch.nn.LSTM(I, H)
    head = torch.nn.Linear(H, 1)
    parameters = [*lstm.parameters(), *head.parameters()]
    optimizer = torch.optim.Adam(parameters, 0.001)
    x = torch.rand(T, B, I)
    y = 2 * torch.rand(B, 1)

    def step():
        optimizer.zero_grad()
        loss = ((head(lstm(x)[0][-1]) - y) ** 2).mean()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()

    return step


print(torch.__version__, flush=True)
for line in sys.stdin:
    *shape, count = map(int, line.split())
    key = tuple(shape)
    if key not in prepared:
        prepared[key] = prepare(*shape)
    step = prepared[key]
    start = time.perf_counter()
    for _ in range(count):
        step()
    print((time.perf_counter() - start) * 1000 / count, flush=True)
