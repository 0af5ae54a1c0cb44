"""Writes the golden numbers of ways of training: gradients cut by truncation, states carried over consecutive windows, and schedules, clips and
optimizers through whole updates, as PyTorch computes them in float64.

Run with Debian's python3-torch:  /usr/bin/python3 golden/training.py
Writes golden/truncated.json, golden/carried.json and golden/trained.json. cases.ts draws the same inputs in TypeScript.
"""
import torch

from draw import digest
from make import CELLS, clip, optimizer_of, write
from network import draw_batch, draw_parameters, forward, loss_of, run, scan

SAMPLES = 8
VALUES = {"kind": "values", "size": 3}
TOKENS = {"kind": "tokens", "vocabSize": 9, "embeddingSize": 4}
EVERY = {"kind": "every", "size": 2, "loss": "mse"}
LAST = {"kind": "last", "size": 2, "loss": "bce"}
NEXT = {"kind": "every", "size": 9, "loss": "crossEntropy"}


def digests(case, tensors):
    return {name: digest(case["seed"], k, value, SAMPLES) for k, (name, value) in enumerate(tensors.items())}


# --- truncation: every cell, both directions, ragged, chunks that divide the steps and that do not --------------------


def decoder(attention):
    return {"kind": "decoder", "vocabSize": 6, "embeddingSize": 3, "attention": attention}


DECODERS = {
    "noAttention": decoder(None),
    "luongFeeding": decoder({"score": "general", "query": "current", "inputFeeding": True}),
    "bahdanau": decoder({"score": "additive", "query": "previous"}),
}


def truncated_cases():
    cases = []
    for k, (name, cell) in enumerate(CELLS.items()):
        for j, (truncate, head, sizes) in enumerate([(3, EVERY, [6]), (4, LAST, [5, 4])]):
            cases.append({
                "name": f"{name}, {head['kind']}, {len(sizes)} layers, both directions, cut every {truncate}",
                "seed": 5000 + 10 * k + j, "batch": 4, "steps": 12, "ragged": True, "truncate": truncate,
                "model": {"input": VALUES, "encoder": {**cell, "hiddenSizes": sizes, "bidirectional": True}, "output": head},
            })
    for k, (name, output) in enumerate(DECODERS.items()):
        cases.append({
            "name": f"decoder {name}, cut every 2", "seed": 5100 + k, "batch": 3, "steps": 7, "targetSteps": 6, "ragged": True, "truncate": 2,
            "model": {"input": TOKENS, "encoder": {"cell": ["gru", "lstm", "rnn"][k], "hiddenSizes": [5]}, "output": output},
        })
    return cases


def run_truncated(case):
    result = run(case, draw_parameters(case), draw_batch(case))
    cut = {name: value for name, value in result.items() if name == "loss" or name.startswith(("gradient.", "hiddenGradient."))}
    return {**case, "result": digests(case, cut)}


# --- carried states: one update on each of consecutive windows, the states detached between them -----------------------

WINDOWS = 5


def carried_cases():
    return [
        {
            "name": f"{name}, {len(sizes)} layers", "seed": 5200 + k, "batch": 3, "steps": 4, "windows": WINDOWS, "ragged": False,
            "model": {"input": TOKENS, "encoder": {**cell, "hiddenSizes": sizes}, "output": NEXT},
            "training": {"optimizer": {"kind": "adam", "learningRate": 0.02}, "clip": {"norm": 0.5}, "truncate": None if k % 2 else 3},
        }
        for k, (name, cell, sizes) in enumerate((name, cell, sizes) for name, cell in CELLS.items() for sizes in [[6], [5, 4]])
    ]


def run_carried(case):
    model, training, T = case["model"], case["training"], case["steps"]
    encoder = model["encoder"]
    p = draw_parameters(case)
    inputs, _, targets = draw_batch({**case, "steps": T * case["windows"]})
    optimizer = optimizer_of(training["optimizer"], list(p.values()))
    lengths = torch.full((case["batch"],), T)
    states = [None] * len(encoder["hiddenSizes"])
    losses = []
    for n in range(case["windows"]):
        optimizer.zero_grad()
        window = slice(n * T, (n + 1) * T)
        x = p["embedding.weight"][inputs[:, window]]
        for k in range(len(states)):
            trace, final = scan(encoder, p, "encoder", f"_l{k}", x, lengths, initial=states[k], truncate=training["truncate"] or 0)
            states[k] = tuple(state.detach() for state in final)
            x = torch.stack([each.h for each in trace], 1)
        outputs = x @ p["head.output.weight"].T + p["head.output.bias"]
        loss = loss_of(model, outputs, (inputs[:, window], lengths, targets[:, window]))
        loss.backward()
        losses.append(float(f"{loss.item():.12e}"))
        clip(training["clip"], list(p.values()))
        optimizer.step()
    carried = torch.cat([state for pair in states for state in pair[: 2 if encoder["cell"] == "lstm" else 1]], 1)
    return {**case, "losses": losses, "carried": [float(f"{v:.12e}") for v in carried.flatten()], "result": digests(case, p)}


# --- schedules, clips and optimizers through whole updates --------------------------------------------------------------

TRAININGS = {
    "step, sgd with momentum and decay": {
        "optimizer": {"kind": "sgd", "learningRate": 0.1, "momentum": 0.9, "weightDecay": 0.01}, "clip": {"norm": 0.3},
        "schedule": {"kind": "step", "every": 3, "factor": 0.5}},
    "cosine, rmsprop with alpha, eps and momentum": {
        "optimizer": {"kind": "rmsprop", "learningRate": 0.02, "momentum": 0.5, "alpha": 0.8, "eps": 1e-3}, "clip": {"value": 0.05},
        "schedule": {"kind": "cosine", "steps": 7, "floor": 0.004}},
    "warmup, adam with betas, eps and decay": {
        "optimizer": {"kind": "adam", "learningRate": 0.03, "betas": [0.7, 0.95], "eps": 1e-4, "weightDecay": 0.02}, "clip": None,
        "schedule": {"kind": "warmup", "steps": 4}},
    "constant, adamw with decay, truncated": {
        "optimizer": {"kind": "adamw", "learningRate": 0.02, "weightDecay": 0.3}, "clip": {"norm": 0.2}, "schedule": {"kind": "constant"}, "truncate": 4},
}


def scheduler_of(schedule, optimizer, rate):
    """PyTorch's own; a constant rate has none."""
    kinds = torch.optim.lr_scheduler
    if schedule["kind"] == "step":
        return kinds.StepLR(optimizer, schedule["every"], schedule["factor"])
    if schedule["kind"] == "cosine":
        return kinds.CosineAnnealingLR(optimizer, schedule["steps"], schedule["floor"])
    if schedule["kind"] == "warmup":
        return kinds.LinearLR(optimizer, 1 / schedule["steps"], 1, schedule["steps"] - 1)
    return kinds.ConstantLR(optimizer, 1, 1)


def run_trained(case):
    training = case["training"]
    schedule = training["schedule"]
    p = draw_parameters(case)
    batch = draw_batch(case)
    optimizer = optimizer_of(training["optimizer"], list(p.values()))
    scheduler = scheduler_of(schedule, optimizer, training["optimizer"]["learningRate"])
    losses, rates = [], []
    for n in range(1, 11):
        optimizer.zero_grad()
        loss = loss_of(case["model"], forward(case["model"], p, batch, truncate=training.get("truncate", 0))[0], batch)
        loss.backward()
        losses.append(float(f"{loss.item():.12e}"))
        rates.append(float(f"{optimizer.param_groups[0]['lr']:.12e}"))
        clip(training["clip"], list(p.values()))
        optimizer.step()
        # PyTorch's cosine rises again after its steps; ours stays at the floor.
        if schedule["kind"] != "cosine" or n <= schedule["steps"]:
            scheduler.step()
    return {**case, "losses": losses, "rates": rates, "result": digests(case, p)}


def trained_cases():
    return [
        {"name": name, "seed": 5300 + k, "batch": 4, "steps": 9, "ragged": True,
         "model": {"input": VALUES, "encoder": {**cell, "hiddenSizes": [6]}, "output": EVERY}, "training": training}
        for k, ((name, training), cell) in enumerate(zip(TRAININGS.items(), list(CELLS.values())[::-1]))
    ]


if __name__ == "__main__":
    write("truncated.json", [run_truncated(case) for case in truncated_cases()])
    write("carried.json", [run_carried(case) for case in carried_cases()])
    write("trained.json", [run_trained(case) for case in trained_cases()])
