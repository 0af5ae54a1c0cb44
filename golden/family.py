"""Writes golden/family.json: the whole family of networks, small, chosen so that every pair of values of two factors meets in some case.
Writes golden/presets.json: the networks of model/presets.ts, with the number of parameters that PyTorch's own modules have.

Run with Debian's python3-torch:  /usr/bin/python3 golden/family.py
Each case holds one pass of the whole model and ten updates on its batch, with dropout where the model has some.
"""
import itertools
import random

from torch import nn

from draw import digest
from make import CELLS, CLIPS, OPTIMIZERS, optimizer_of, clip, write
from network import Dropout, draw_batch, draw_parameters, forward, loss_of, run

SAMPLES = 10
UPDATES = 10
LIMIT = 60

WIDTHS = {
    (1, "equal"): [7], (1, "falling"): [16], (1, "rising"): [5],
    (2, "equal"): [6, 6], (2, "falling"): [16, 8], (2, "rising"): [3, 12],
    (3, "equal"): [5, 5, 5], (3, "falling"): [9, 8, 4], (3, "rising"): [2, 4, 8],
}
INPUTS_OF = {"values": {"kind": "values", "size": 3}, "tokens": {"kind": "tokens", "vocabSize": 9, "embeddingSize": 4}}
LOSSES = {"mse": 3, "bce": 2, "crossEntropy": 5}
DENSE = {
    "none": [],
    "one": [{"size": 6, "activation": "relu", "dropout": 0.5}],
    "two": [{"size": 7, "activation": "tanh"}, {"size": 5, "activation": "sigmoid", "dropout": 0.25}],
}
NOT_THERE = "-"
FACTORS = {
    "cell": list(CELLS), "layers": [1, 2, 3], "widths": ["equal", "falling", "rising"], "bidirectional": [False, True], "residual": [False, True],
    "ragged": [False, True], "input": list(INPUTS_OF), "dropout": [0, 0.3], "output": ["last", "every", "decoder"],
    "loss": [*LOSSES, NOT_THERE], "dense": [*DENSE, NOT_THERE],
    "score": ["null", "dot", "general", "additive", NOT_THERE], "query": ["current", "previous", NOT_THERE], "feeding": [False, True, NOT_THERE],
    "batch": [1, 3, 5], "steps": [1, 5, 12],
}


def is_possible(row):
    """Factors of heads belong to heads, those of decoders to decoders; what the contract refuses is left out."""
    decoder = row["output"] == "decoder"
    attends = decoder and row["score"] != "null"
    if any((row[name] == NOT_THERE) != decoder for name in ["loss", "dense"]):
        return False
    if (row["score"] == NOT_THERE) == decoder or any((row[name] == NOT_THERE) == attends for name in ["query", "feeding"]):
        return False
    if row["score"] == "dot" and row["bidirectional"]:
        return False
    return not (row["query"] == "previous" and row["feeding"] is True)


def covering_array():
    """Rows that together hold every possible pair of values, each chosen from many drawn as the one that adds most."""
    names = list(FACTORS)
    rng = random.Random(20260402)
    pairs_of = lambda row: {(a, row[a], b, row[b]) for a, b in itertools.combinations(names, 2)}

    def draw(fixed):
        """A possible row that holds `fixed`, or None."""
        for _ in range(200):
            row = {name: rng.choice(FACTORS[name]) for name in names} | fixed
            outputs = FACTORS["output"] if "output" not in fixed else [fixed["output"]]
            for output in rng.sample(outputs, len(outputs)):
                row["output"] = output
                for name in ["loss", "dense", "score", "query", "feeding"]:
                    if name in fixed:
                        continue
                    absent = {"loss": output == "decoder", "dense": output == "decoder", "score": output != "decoder",
                              "query": output != "decoder" or row["score"] == "null", "feeding": output != "decoder" or row["score"] == "null"}[name]
                    row[name] = NOT_THERE if absent else rng.choice([value for value in FACTORS[name] if value != NOT_THERE])
                if is_possible(row):
                    return row
        return None

    missing = set()
    for a, b in itertools.combinations(names, 2):
        missing |= {(a, va, b, vb) for va in FACTORS[a] for vb in FACTORS[b] if draw({a: va, b: vb})}
    rows = []
    while missing:
        target = min(missing, key=str)
        candidates = [row for row in (draw({target[0]: target[1], target[2]: target[3]}) for _ in range(150)) if row]
        best = max(candidates, key=lambda row: len(pairs_of(row) & missing))
        missing -= pairs_of(best)
        rows.append(best)
    return rows


def output_of(row):
    if row["output"] != "decoder":
        dense = DENSE[row["dense"]]
        return {"kind": row["output"], "size": LOSSES[row["loss"]], "loss": row["loss"], "dropout": row["dropout"],
                "hidden": [{**layer, "dropout": layer.get("dropout", 0) if row["dropout"] else 0} for layer in dense]}
    decoder = {"kind": "decoder", "vocabSize": 8, "embeddingSize": 5}
    if row["score"] != "null":
        decoder["attention"] = {"score": row["score"], "query": row["query"], "inputFeeding": row["feeding"]}
    return decoder


def case_of(k, row):
    encoder = {**CELLS[row["cell"]], "hiddenSizes": WIDTHS[row["layers"], row["widths"]], "bidirectional": row["bidirectional"],
               "dropout": row["dropout"], "residual": row["residual"]}
    return {
        "name": "-".join(str(value) for value in row.values() if value != NOT_THERE), "seed": 3000 + k, "batch": row["batch"], "steps": row["steps"],
        "targetSteps": [1, 4, 7][k % 3] if row["output"] == "decoder" else 0, "ragged": row["ragged"],
        "model": {"input": INPUTS_OF[row["input"]], "encoder": encoder, "output": output_of(row)},
        "optimizer": OPTIMIZERS[k % len(OPTIMIZERS)], "clip": CLIPS[k % 2],
    }


def run_case(case):
    batch = draw_batch(case)
    pass_result = run(case, draw_parameters(case), batch)
    p = draw_parameters(case)
    optimizer = optimizer_of(case["optimizer"], list(p.values()))
    losses = []
    for n in range(1, UPDATES + 1):
        optimizer.zero_grad()
        for value in p.values():
            value.grad = None
        loss = loss_of(case["model"], forward(case["model"], p, batch, Dropout(case["seed"], n))[0], batch)
        loss.backward()
        for value in p.values():  # an optimizer of ours knows no parameter without a gradient
            value.grad = value.grad if value.grad is not None else value.detach() * 0
        losses.append(float(f"{loss.item():.12e}"))
        clip(case["clip"], list(p.values()))
        optimizer.step()
    digests = lambda tensors: {name: digest(case["seed"], k, value, SAMPLES) for k, (name, value) in enumerate(tensors.items())}
    return {**case, "losses": losses, "result": digests(pass_result), "updated": digests(p)}


LSTM = {"cell": "lstm", "bidirectional": True}
PRESETS = {
    "sentiment": (
        {"input": {"kind": "tokens", "vocabSize": 10000, "embeddingSize": 100}, "encoder": {**LSTM, "hiddenSizes": [128]},
         "output": {"kind": "last", "size": 1, "loss": "bce", "dropout": 0.5}},
        [nn.Embedding(10000, 100), nn.LSTM(100, 128, bidirectional=True), nn.Linear(256, 1)]),
    "stackedSentiment": (
        {"input": {"kind": "tokens", "vocabSize": 1000, "embeddingSize": 64}, "encoder": {**LSTM, "hiddenSizes": [64, 32]},
         "output": {"kind": "last", "size": 1, "loss": "bce", "hidden": [{"size": 64, "activation": "relu", "dropout": 0.5}]}},
        [nn.Embedding(1000, 64), nn.LSTM(64, 64, bidirectional=True), nn.LSTM(128, 32, bidirectional=True), nn.Linear(64, 64), nn.Linear(64, 1)]),
}


def preset_case(k, name):
    model, modules = PRESETS[name]
    case = {"name": name, "seed": 4000 + k, "batch": 4, "steps": 10, "targetSteps": 0, "ragged": True, "model": model,
            "optimizer": {"kind": "adam", "learningRate": 0.001}, "clip": {"norm": 1}}
    return {"parameterCount": sum(p.numel() for module in modules for p in module.parameters()), **run_case(case)}


if __name__ == "__main__":
    write("presets.json", [preset_case(k, name) for k, name in enumerate(PRESETS)])
    rows = covering_array()
    assert len(rows) <= LIMIT, f"must be at most {LIMIT} cases, got {len(rows)}"
    write("family.json", [run_case(case_of(k, row)) for k, row in enumerate(rows)])
