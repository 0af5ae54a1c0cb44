"""Writes golden/forcing.json: decoders of every wiring that read their own answers, always or where a draw says so.

Run with Debian's python3-torch:  /usr/bin/python3 golden/forcing.py
Each case holds one pass of the whole model, the tokens that it read, and the losses of a few updates, for each of which the teacher is drawn anew.
A seed is passed over where two logits that a choice hangs on are close: there float32 might choose otherwise.
"""
import itertools

import torch

from draw import digest
from make import CELLS, optimizer_of, write
from network import Forcing, draw_batch, draw_parameters, forward, loss_of, run

SAMPLES = 5
UPDATES = 4
MARGIN = 2e-3
ADAM = {"kind": "adam", "learningRate": 0.01}

# cell, both directions, ragged, attention
WIRINGS = {
    "bottleneck": ("lstm", False, False, None),
    "Luong": ("gruAfter", False, True, {"score": "dot", "query": "current"}),
    "Luong fed": ("lstm", False, False, {"score": "general", "query": "current", "inputFeeding": True}),
    "Bahdanau": ("gruBefore", False, False, {"score": "additive", "query": "previous"}),
    "Bahdanau both ways": ("lstm", True, True, {"score": "additive", "query": "previous"}),
    "Luong fed both ways": ("rnnTanh", True, True, {"score": "general", "query": "current", "inputFeeding": True}),
}


def case_of(name, probability, seed):
    cell, both, ragged, attention = WIRINGS[name]
    return {
        "name": f"{name}, {probability}", "seed": seed, "batch": 4, "steps": 5, "targetSteps": 6, "ragged": ragged, "probability": probability,
        "model": {"input": {"kind": "tokens", "vocabSize": 9, "embeddingSize": 4},
                  "encoder": {**CELLS[cell], "hiddenSizes": [6], "bidirectional": both},
                  "output": {"kind": "decoder", "vocabSize": 7, "embeddingSize": 3, "attention": attention}},
        "optimizer": ADAM,
    }


def run_case(case):
    """The case with its results, and the smallest margin of its choices."""
    forcing_of = lambda update: Forcing(case["seed"], update, case["probability"])
    batch = draw_batch(case)
    forcing = forcing_of(1)
    result = run(case, draw_parameters(case), batch, forcing)
    live = torch.arange(case["targetSteps"]).unsqueeze(0) < batch[3].unsqueeze(1)
    tokens = (torch.stack(forcing.tokens, 1) * live).tolist()
    margin = forcing.margin
    p = draw_parameters(case)
    optimizer = optimizer_of(case["optimizer"], list(p.values()))
    losses = []
    for n in range(1, UPDATES + 1):
        forcing = forcing_of(n)
        optimizer.zero_grad()
        loss = loss_of(case["model"], forward(case["model"], p, batch, forcing=forcing)[0], batch)
        loss.backward()
        losses.append(float(f"{loss.item():.12e}"))
        margin = min(margin, forcing.margin)
        optimizer.step()
    digests = {name: digest(case["seed"], k, value, SAMPLES) for k, (name, value) in enumerate(result.items())}
    return {**case, "tokens": tokens, "losses": losses, "result": digests}, margin


def clear_case(name, probability, first):
    """The case of the first seed with clear choices, not all of them the same token."""
    for seed in itertools.count(first):
        case, margin = run_case(case_of(name, probability, seed))
        if margin > MARGIN and len({token for row in case["tokens"] for token in row[1:]}) > 2:
            return case


if __name__ == "__main__":
    cases = itertools.product(WIRINGS, [0.5, 0])
    write("forcing.json", [clear_case(name, probability, 5000 + 100 * k) for k, (name, probability) in enumerate(cases)])
