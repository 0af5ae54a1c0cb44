"""Writes the golden numbers: what PyTorch computes in float64 for networks, batches and gradients that both sides draw
from the same counter-based generator, so that only results need to be stored.

Run with Debian's python3-torch:  /usr/bin/python3 golden/make.py
Writes golden/models.json (one pass of whole models), golden/fits.json (ten updates of small models) and
golden/updates.json (ten updates of an optimizer fed given gradients). cases.ts draws the same inputs in TypeScript.
"""
import itertools
import json
import os
import random

import torch
from torch import nn

from draw import GRADIENT, digest, signed32
from network import GATES, draw_batch, draw_parameters, forward, loss_of, run

HERE = os.path.dirname(os.path.abspath(__file__))
LIMIT_MFLOP = 300


def run_case(case):
    result = run(case, draw_parameters(case), draw_batch(case))
    return {**case, "result": {name: digest(case["seed"], k, value) for k, (name, value) in enumerate(result.items())}}


# --- which models: every value of every factor, every pair of values that fits the limit -----------------------------

CELLS = {
    "rnnTanh": {"cell": "rnn", "nonlinearity": "tanh"},
    "rnnRelu": {"cell": "rnn", "nonlinearity": "relu"},
    "lstm": {"cell": "lstm"},
    "gruAfter": {"cell": "gru", "resetAfter": True},
    "gruBefore": {"cell": "gru", "resetAfter": False},
}
INPUTS_OF = {
    "one": {"kind": "values", "size": 1},
    "five": {"kind": "values", "size": 5},
    "twenty": {"kind": "values", "size": 20},
    "tokens": {"kind": "tokens", "vocabSize": 11, "embeddingSize": 6},
}
LOSSES = {"mse1": ("mse", 1), "mse3": ("mse", 3), "bce2": ("bce", 2), "ce5": ("crossEntropy", 5), "ce70": ("crossEntropy", 70)}
FACTORS = {
    "cell": list(CELLS), "hidden": [1, 7, 64, 200, 300], "steps": [1, 2, 31, 300], "batch": [1, 5, 64],
    "input": list(INPUTS_OF), "head": ["last", "every"], "loss": list(LOSSES), "ragged": [False, True],
}


def mflop(row):
    G = GATES[CELLS[row["cell"]]["cell"]]
    H = row["hidden"]
    width = {"one": 1, "five": 5, "twenty": 20, "tokens": 6}[row["input"]]
    out = LOSSES[row["loss"]][1] * (1 if row["head"] == "every" else 0)
    return 6e-6 * (G * H * (H + width) + H * out) * row["steps"] * row["batch"]


def covering_array():
    names = list(FACTORS)
    rng = random.Random(20260101)
    draw = lambda: {name: rng.choice(FACTORS[name]) for name in names}
    pairs_of = lambda row: {(a, row[a], b, row[b]) for a, b in itertools.combinations(names, 2)}
    missing = {(a, va, b, vb) for a, b in itertools.combinations(names, 2) for va in FACTORS[a] for vb in FACTORS[b]}
    rows = []
    while missing:
        target = min(missing, key=str)
        best = None
        for _ in range(400):
            row = draw()
            row[target[0]], row[target[2]] = target[1], target[3]
            if mflop(row) > LIMIT_MFLOP:
                continue
            # Prefer what covers most, then what costs least.
            gain = len(pairs_of(row) & missing) - mflop(row) / LIMIT_MFLOP
            if best is None or gain > best[0]:
                best = (gain, row)
        if best is None:
            raise SystemExit(f"no case under the limit has {target}")
        missing -= pairs_of(best[1])
        rows.append(best[1])
    return rows


def model_case(row, seed):
    loss, size = LOSSES[row["loss"]]
    return {
        "name": "-".join(str(v) for v in row.values()), "seed": seed, "batch": row["batch"], "steps": row["steps"], "ragged": row["ragged"],
        "model": {"input": INPUTS_OF[row["input"]], "encoder": {**CELLS[row["cell"]], "hiddenSizes": [row["hidden"]]},
                  "output": {"kind": row["head"], "size": size, "loss": loss}},
    }


# --- updates ---------------------------------------------------------------------------------------------------------

OPTIMIZERS = [
    {"kind": "sgd", "learningRate": 0.1}, {"kind": "sgd", "learningRate": 0.05, "momentum": 0.9, "weightDecay": 0.01},
    {"kind": "rmsprop", "learningRate": 0.01}, {"kind": "rmsprop", "learningRate": 0.01, "momentum": 0.8, "alpha": 0.9, "weightDecay": 0.01},
    {"kind": "adam", "learningRate": 0.01}, {"kind": "adam", "learningRate": 0.02, "betas": [0.8, 0.99], "eps": 1e-4, "weightDecay": 0.05},
    {"kind": "adamw", "learningRate": 0.01, "weightDecay": 0.1},
]
CLIPS = [None, {"norm": 0.5}, {"norm": 1000}, {"value": 0.2}]


def optimizer_of(spec, parameters):
    rate, decay = spec["learningRate"], spec.get("weightDecay", 0)
    if spec["kind"] == "sgd":
        return torch.optim.SGD(parameters, lr=rate, momentum=spec.get("momentum", 0), weight_decay=decay)
    if spec["kind"] == "rmsprop":
        return torch.optim.RMSprop(parameters, lr=rate, alpha=spec.get("alpha", 0.99), eps=spec.get("eps", 1e-8), momentum=spec.get("momentum", 0), weight_decay=decay)
    kind = {"adam": torch.optim.Adam, "adamw": torch.optim.AdamW}[spec["kind"]]
    return kind(parameters, lr=rate, betas=tuple(spec.get("betas", (0.9, 0.999))), eps=spec.get("eps", 1e-8), weight_decay=decay)


def clip(spec, parameters):
    if spec and "norm" in spec:
        nn.utils.clip_grad_norm_(parameters, spec["norm"])
    elif spec:
        nn.utils.clip_grad_value_(parameters, spec["value"])


UPDATED_MODEL = {"input": {"kind": "values", "size": 3}, "encoder": {"cell": "rnn", "hiddenSizes": [5]}, "output": {"kind": "last", "size": 2, "loss": "mse"}}


def run_update(k, optimizer_spec, clip_spec):
    """Ten updates from given gradients: gradient of parameter p at update n is drawn from (seed, GRADIENT + n, p)."""
    case = {"seed": 900 + k, "optimizer": optimizer_spec, "clip": clip_spec, "model": UPDATED_MODEL}
    p = draw_parameters(case)
    optimizer = optimizer_of(optimizer_spec, list(p.values()))
    for n in range(1, 11):
        for index, value in enumerate(p.values()):
            value.grad = torch.tensor(signed32(case["seed"], GRADIENT + n, index, value.numel(), 1.0)).reshape(value.shape)
        clip(clip_spec, list(p.values()))
        optimizer.step()
    return {**case, "result": {name: [float(f"{v:.12e}") for v in value.detach().numpy().ravel()] for name, value in p.items()}}


def run_fit(k, row, optimizer_spec, clip_spec):
    case = {**model_case(row, 700 + k), "optimizer": optimizer_spec, "clip": clip_spec}
    p = draw_parameters(case)
    batch = draw_batch(case)
    optimizer = optimizer_of(optimizer_spec, list(p.values()))
    losses = []
    for _ in range(10):
        optimizer.zero_grad()
        loss = loss_of(case["model"], forward(case["model"], p, batch)[0], batch)
        loss.backward()
        losses.append(float(f"{loss.item():.12e}"))
        clip(clip_spec, list(p.values()))
        optimizer.step()
    result = {name: digest(case["seed"], index, value) for index, (name, value) in enumerate(p.items())}
    return {**case, "losses": losses, "result": result}


def fit_rows():
    rows = []
    for k, cell in enumerate(CELLS):
        for j in range(2):
            n = 2 * k + j
            rows.append({"cell": cell, "hidden": [16, 7][j], "steps": [20, 9][j], "batch": [8, 5][j], "input": ["five", "tokens"][j],
                         "head": ["last", "every"][j], "loss": ["mse3", "bce2", "ce5"][n % 3], "ragged": bool(j)})
    return rows


def write(name, value):
    path = os.path.join(HERE, name)
    with open(path, "w") as file:
        file.write("[\n" + ",\n".join(json.dumps(entry, separators=(",", ":")) for entry in value) + "\n]\n")
    print(name, len(value), "cases", os.path.getsize(path), "bytes")


if __name__ == "__main__":
    write("models.json", [run_case(model_case(row, 1000 + k)) for k, row in enumerate(covering_array())])
    write("updates.json", [run_update(k, o, c) for k, (o, c) in enumerate(itertools.product(OPTIMIZERS, CLIPS))])
    write("fits.json", [run_fit(k, row, OPTIMIZERS[k % len(OPTIMIZERS)], CLIPS[k % 2]) for k, row in enumerate(fit_rows())])
