"""Writes the golden numbers: what PyTorch computes in float64 for networks, batches and gradients that both sides draw
from the same counter-based generator, so that only results need to be stored.

Run with Debian's python3-torch:  /usr/bin/python3 golden/make.py
Writes golden/models.json (one pass of whole models), golden/fits.json (ten updates of small models) and
golden/updates.json (ten updates of an optimizer fed given gradients). read.ts draws the same inputs in TypeScript.
"""
import itertools
import json
import os
import random

import numpy as np
import torch
from torch import nn

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
HERE = os.path.dirname(os.path.abspath(__file__))

# Streams of the generator; read.ts names the same numbers.
WEIGHTS, INPUTS, TARGETS, LENGTHS, SAMPLE, SIGN, GRADIENT = 101, 102, 103, 104, 105, 106, 107
SAMPLES = 24  # elements kept of a larger tensor
LIMIT_MFLOP = 300


def hash_words(seed, stream, i, count, first=0):
    """First word of pcg4d(seed, stream, i, j) for j = first … first + count - 1 (core/random.ts)."""
    with np.errstate(over="ignore"):
        j = np.arange(first, first + count, dtype=np.uint32)
        m, a = np.uint32(1664525), np.uint32(1013904223)
        x, y, z = (np.full(count, v, dtype=np.uint32) * m + a for v in (seed, stream, i))
        w = j * m + a
        x = x + y * w
        y = y + z * x
        z = z + x * y
        w = w + y * z
        x, y, z, w = (v ^ (v >> np.uint32(16)) for v in (x, y, z, w))
        return x + y * w


def uniform(seed, stream, i, count):
    return (hash_words(seed, stream, i, count) >> np.uint32(8)).astype(np.float64) / 0x1000000


def signed32(seed, stream, i, count, scale):
    """U(-scale, scale), rounded to float32 so that every engine starts from the same numbers."""
    return ((2 * uniform(seed, stream, i, count) - 1) * scale).astype(np.float32).astype(np.float64)


def integers(seed, stream, i, count, below):
    return np.floor(hash_words(seed, stream, i, count).astype(np.float64) / 0x100000000 * below).astype(np.int64)


GATES = {"rnn": 1, "lstm": 4, "gru": 3}


def layout(model):
    """Parameter names and shapes in the order of model/parameters.ts."""
    H, G = model["encoder"]["hiddenSizes"][0], GATES[model["encoder"]["cell"]]
    source, head = model["input"], model["output"]
    entries = []
    width = source.get("size")
    if source["kind"] == "tokens":
        width = source["embeddingSize"]
        entries.append(("embedding.weight", (source["vocabSize"], width)))
    entries += [("encoder.weight_ih_l0", (G * H, width)), ("encoder.weight_hh_l0", (G * H, H)),
                ("encoder.bias_ih_l0", (G * H,)), ("encoder.bias_hh_l0", (G * H,)),
                ("head.output.weight", (head["size"], H)), ("head.output.bias", (head["size"],))]
    return entries


def draw_parameters(case):
    model = case["model"]
    H = model["encoder"]["hiddenSizes"][0]
    result = {}
    for p, (name, shape) in enumerate(layout(model)):
        scale = 1.0 if name == "embedding.weight" else 1 / np.sqrt(H)
        values = signed32(case["seed"], WEIGHTS, p, int(np.prod(shape)), scale).reshape(shape)
        result[name] = torch.tensor(values, requires_grad=True)
    return result


def draw_batch(case):
    model, seed, B, T = case["model"], case["seed"], case["batch"], case["steps"]
    source, head = model["input"], model["output"]
    if source["kind"] == "tokens":
        inputs = torch.tensor(integers(seed, INPUTS, 0, B * T, source["vocabSize"]).reshape(B, T))
    else:
        inputs = torch.tensor(signed32(seed, INPUTS, 0, B * T * source["size"], 1.0).reshape(B, T, source["size"]))
    lengths = 1 + integers(seed, LENGTHS, 0, B, T) if case["ragged"] else np.full(B, T)
    rows = (B, T) if head["kind"] == "every" else (B,)
    count = int(np.prod(rows))
    if head["loss"] == "crossEntropy":
        targets = torch.tensor(integers(seed, TARGETS, 0, count, head["size"]).reshape(rows))
    elif head["loss"] == "bce":
        targets = torch.tensor(integers(seed, TARGETS, 0, count * head["size"], 2).reshape(*rows, head["size"])).double()
    else:
        targets = torch.tensor(signed32(seed, TARGETS, 0, count * head["size"], 1.0).reshape(*rows, head["size"]))
    return inputs, torch.tensor(lengths), targets


def step(encoder, x, h, c, p):
    """One step of a cell, with the gates that a probe shows. All of it PyTorch's arithmetic and autograd."""
    gi = x @ p["encoder.weight_ih_l0"].T + p["encoder.bias_ih_l0"]
    W, b = p["encoder.weight_hh_l0"], p["encoder.bias_hh_l0"]
    if encoder["cell"] == "rnn":
        a = gi + h @ W.T + b
        return (torch.relu(a) if encoder.get("nonlinearity") == "relu" else torch.tanh(a)), c, {}
    if encoder["cell"] == "lstm":
        i, f, g, o = (gi + h @ W.T + b).chunk(4, 1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        return o * torch.tanh(c), c, {"input": i, "forget": f, "candidate": g, "output": o}
    ir, iz, inn = gi.chunk(3, 1)
    Wr, Wz, Wn = W.chunk(3, 0)
    br, bz, bn = b.chunk(3, 0)
    r = torch.sigmoid(ir + h @ Wr.T + br)
    z = torch.sigmoid(iz + h @ Wz.T + bz)
    if encoder.get("resetAfter", True):
        n = torch.tanh(inn + r * (h @ Wn.T + bn))
        h = (1 - z) * n + z * h
    else:
        n = torch.tanh(inn + (r * h) @ Wn.T + bn)
        h = (1 - z) * h + z * n
    return h, c, {"reset": r, "update": z, "candidate": n}


def forward(model, p, inputs, lengths):
    """Head outputs by (B, T) or (B,), and everything that happened on the way, by step."""
    encoder, head = model["encoder"], model["output"]
    B, T = inputs.shape[:2]
    H = encoder["hiddenSizes"][0]
    x = p["embedding.weight"][inputs] if model["input"]["kind"] == "tokens" else inputs
    h, c = torch.zeros(B, H), torch.zeros(B, H)
    trace = []
    for t in range(T):
        new_h, new_c, gates = step(encoder, x[:, t], h, c, p)
        for state in (new_h, new_c):
            if state.requires_grad:
                state.retain_grad()
        live = (t < lengths).unsqueeze(1)
        h, c = torch.where(live, new_h, h), torch.where(live, new_c, c)
        trace.append((new_h, new_c, gates, live))
    W, b = p["head.output.weight"], p["head.output.bias"]
    if head["kind"] == "last":
        return h @ W.T + b, trace
    return torch.stack([(new_h @ W.T + b) * live for new_h, _, _, live in trace], 1), trace


def loss_of(model, outputs, targets, lengths):
    head = model["output"]
    if head["kind"] == "every":
        mask = torch.arange(outputs.shape[1]).unsqueeze(0) < lengths.unsqueeze(1)
        outputs, targets = outputs[mask], targets[mask]
    if head["loss"] == "mse":
        return nn.functional.mse_loss(outputs, targets)
    if head["loss"] == "bce":
        return nn.functional.binary_cross_entropy_with_logits(outputs, targets)
    return nn.functional.cross_entropy(outputs, targets)


def check_against_module(model, p, inputs, lengths, trace):
    """The step function above and PyTorch's own packed module must give the same outputs."""
    encoder = model["encoder"]
    if encoder["cell"] == "gru" and not encoder.get("resetAfter", True):
        return
    H = encoder["hiddenSizes"][0]
    x = p["embedding.weight"][inputs] if model["input"]["kind"] == "tokens" else inputs
    kind = {"rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}[encoder["cell"]]
    extra = {"nonlinearity": encoder.get("nonlinearity", "tanh")} if encoder["cell"] == "rnn" else {}
    module = kind(x.shape[2], H, batch_first=True, **extra)
    module.load_state_dict({k[len("encoder."):]: v.detach() for k, v in p.items() if k.startswith("encoder.")})
    packed = nn.utils.rnn.pack_padded_sequence(x.detach(), lengths, batch_first=True, enforce_sorted=False)
    out, _ = nn.utils.rnn.pad_packed_sequence(module(packed)[0], batch_first=True, total_length=inputs.shape[1])
    ours = torch.stack([new_h * live for new_h, _, _, live in trace], 1)
    assert torch.allclose(out, ours, rtol=1e-10, atol=1e-12)


def digest(seed, index, tensor):
    """A small tensor whole; of a larger one some elements, its largest magnitude, and its product with a vector of hashed signs."""
    flat = tensor.detach().numpy().astype(np.float64).ravel()
    if flat.size <= SAMPLES:
        return {"all": [float(f"{v:.12e}") for v in flat]}
    at = integers(seed, SAMPLE, index, SAMPLES, flat.size)
    signs = np.where(hash_words(seed, SIGN, index, flat.size) & np.uint32(1), 1.0, -1.0)
    return {"at": [float(f"{v:.12e}") for v in flat[at]], "max": float(f"{np.abs(flat).max():.6e}"), "dot": float(f"{flat @ signs:.12e}")}


def run_case(case):
    model = case["model"]
    p = draw_parameters(case)
    inputs, lengths, targets = draw_batch(case)
    outputs, trace = forward(model, p, inputs, lengths)
    check_against_module(model, p, inputs, lengths, trace)
    loss = loss_of(model, outputs, targets, lengths)
    loss.backward()
    stack = lambda pick: torch.stack([pick(entry) * entry[3] for entry in trace], 1)
    grad = lambda state: torch.zeros_like(state) if state.grad is None else state.grad
    result = {"loss": loss.reshape(1), "outputs": outputs, "hidden.l0": stack(lambda e: e[0]), "hiddenGradient.l0": stack(lambda e: grad(e[0]))}
    if model["encoder"]["cell"] == "lstm":
        result["cell.l0"] = stack(lambda e: e[1])
        result["cellGradient.l0"] = stack(lambda e: grad(e[1]))
    for gate in trace[0][2]:
        result[f"gates.l0.{gate}"] = stack(lambda e: e[2][gate])
    for name, value in p.items():
        result[f"gradient.{name}"] = value.grad
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
        return torch.optim.RMSprop(parameters, lr=rate, alpha=spec.get("alpha", 0.99), momentum=spec.get("momentum", 0), weight_decay=decay)
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
    inputs, lengths, targets = draw_batch(case)
    optimizer = optimizer_of(optimizer_spec, list(p.values()))
    losses = []
    for _ in range(10):
        optimizer.zero_grad()
        loss = loss_of(case["model"], forward(case["model"], p, inputs, lengths)[0], targets, lengths)
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
