"""Every network of the contract in PyTorch, float64: its arithmetic and its autograd, a step at a time so that each state's gradient can be seen."""
import numpy as np
import torch
from torch import nn

from draw import INPUTS, LENGTHS, TARGET_LENGTHS, TARGETS, WEIGHTS, dropout_scale, integers, is_forced, signed32

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

GATES = {"rnn": 1, "lstm": 4, "gru": 3}
BOS = 1


def directions(encoder):
    return 2 if encoder.get("bidirectional") else 1


def layout(model):
    """Parameter names and shapes in the order of model/parameters.ts."""
    encoder, source, head = model["encoder"], model["input"], model["output"]
    G, sizes, dirs = GATES[encoder["cell"]], encoder["hiddenSizes"], directions(encoder)
    entries = []
    width = source.get("size")
    if source["kind"] == "tokens":
        width = source["embeddingSize"]
        entries.append(("embedding.weight", (source["vocabSize"], width)))
    for k, H in enumerate(sizes):
        for suffix in [f"l{k}", f"l{k}_reverse"][:dirs]:
            entries += [(f"encoder.weight_ih_{suffix}", (G * H, width)), (f"encoder.weight_hh_{suffix}", (G * H, H)),
                        (f"encoder.bias_ih_{suffix}", (G * H,)), (f"encoder.bias_hh_{suffix}", (G * H,))]
        width = H * dirs
    if head["kind"] == "decoder":
        return entries + decoder_layout(encoder, head, sizes[-1], width, G)
    for k, dense in enumerate(head.get("hidden", [])):
        entries += [(f"head.hidden.{k}.weight", (dense["size"], width)), (f"head.hidden.{k}.bias", (dense["size"],))]
        width = dense["size"]
    return entries + [("head.output.weight", (head["size"], width)), ("head.output.bias", (head["size"],))]


def decoder_layout(encoder, decoder, H, D, G):
    V, E, attention = decoder["vocabSize"], decoder["embeddingSize"], decoder.get("attention")
    previous = attention is not None and attention["query"] == "previous"
    feeding = attention is not None and attention.get("inputFeeding", False)
    width = E + (D if previous else H if feeding else 0)
    entries = [("decoder.embedding.weight", (V, E)), ("decoder.cell.weight_ih", (G * H, width)), ("decoder.cell.weight_hh", (G * H, H)),
               ("decoder.cell.bias_ih", (G * H,)), ("decoder.cell.bias_hh", (G * H,))]
    if encoder.get("bidirectional"):
        for state in ["hidden", "cell"][: 2 if encoder["cell"] == "lstm" else 1]:
            entries += [(f"decoder.bridge.{state}.weight", (H, 2 * H)), (f"decoder.bridge.{state}.bias", (H,))]
    if attention and attention["score"] == "general":
        entries.append(("decoder.attention.weight", (H, D)))
    if attention and attention["score"] == "additive":
        entries += [("decoder.attention.query.weight", (H, H)), ("decoder.attention.key.weight", (H, D)), ("decoder.attention.score.weight", (1, H))]
    if attention and not previous:
        entries.append(("decoder.combine.weight", (H, D + H)))
    return entries + [("decoder.output.weight", (V, H + D if previous else H)), ("decoder.output.bias", (V,))]


def draw_parameters(case):
    """U(±1/√H), H of the first layer; embeddings U(±1)."""
    model = case["model"]
    H = model["encoder"]["hiddenSizes"][0]
    result = {}
    for p, (name, shape) in enumerate(layout(model)):
        scale = 1.0 if name.endswith("embedding.weight") else 1 / np.sqrt(H)
        values = signed32(case["seed"], WEIGHTS, p, int(np.prod(shape)), scale).reshape(shape)
        result[name] = torch.tensor(values, requires_grad=True)
    return result


def draw_batch(case):
    """inputs, lengths, targets; of a decoder targets are [B, U] and a fourth, targetLengths, follows."""
    model, seed, B, T = case["model"], case["seed"], case["batch"], case["steps"]
    source, head = model["input"], model["output"]
    if source["kind"] == "tokens":
        inputs = torch.tensor(integers(seed, INPUTS, 0, B * T, source["vocabSize"]).reshape(B, T))
    else:
        inputs = torch.tensor(signed32(seed, INPUTS, 0, B * T * source["size"], 1.0).reshape(B, T, source["size"]))
    lengths = 1 + integers(seed, LENGTHS, 0, B, T) if case["ragged"] else np.full(B, T)
    lengths = torch.tensor(lengths)
    if head["kind"] == "decoder":
        U = case["targetSteps"]
        targets = torch.tensor(integers(seed, TARGETS, 0, B * U, head["vocabSize"]).reshape(B, U))
        target_lengths = 1 + integers(seed, TARGET_LENGTHS, 0, B, U) if case["ragged"] else np.full(B, U)
        return inputs, lengths, targets, torch.tensor(target_lengths)
    rows = (B, T) if head["kind"] == "every" else (B,)
    count = int(np.prod(rows))
    if head["loss"] == "crossEntropy":
        targets = torch.tensor(integers(seed, TARGETS, 0, count, head["size"]).reshape(rows))
    elif head["loss"] == "bce":
        targets = torch.tensor(integers(seed, TARGETS, 0, count * head["size"], 2).reshape(*rows, head["size"])).double()
    else:
        targets = torch.tensor(signed32(seed, TARGETS, 0, count * head["size"], 1.0).reshape(*rows, head["size"]))
    return inputs, lengths, targets


def as_it_is(_what, value):
    """Nothing is held: what a step computes stays."""
    return value


def step(encoder, gi, h, c, W, b, hold=as_it_is):
    """One step of a cell from gi = W_ih x + b_ih: the new states, and the gates that a probe shows; hold may put other values in their places."""
    if encoder["cell"] == "rnn":
        a = gi + h @ W.T + b
        return hold("hidden", torch.relu(a) if encoder.get("nonlinearity") == "relu" else torch.tanh(a)), c, {}
    if encoder["cell"] == "lstm":
        i, f, g, o = (gi + h @ W.T + b).chunk(4, 1)
        i, f = hold("input", torch.sigmoid(i)), hold("forget", torch.sigmoid(f))
        g, o = hold("candidate", torch.tanh(g)), hold("output", torch.sigmoid(o))
        c = hold("cell", f * c + i * g)
        return hold("hidden", o * torch.tanh(c)), c, {"input": i, "forget": f, "candidate": g, "output": o}
    ir, iz, inn = gi.chunk(3, 1)
    Wr, Wz, Wn = W.chunk(3, 0)
    br, bz, bn = b.chunk(3, 0)
    r = hold("reset", torch.sigmoid(ir + h @ Wr.T + br))
    z = hold("update", torch.sigmoid(iz + h @ Wz.T + bz))
    if encoder.get("resetAfter", True):
        n = hold("candidate", torch.tanh(inn + r * (h @ Wn.T + bn)))
        h = (1 - z) * n + z * h
    else:
        n = hold("candidate", torch.tanh(inn + (r * h) @ Wn.T + bn))
        h = (1 - z) * h + z * n
    return hold("hidden", h), c, {"reset": r, "update": z, "candidate": n}


class Step:
    """What happened to a scan at one step: new states, gates, which rows were still going on."""

    def __init__(self, h, c, gates, live):
        self.h, self.c, self.gates, self.live = h, c, gates, live
        for state in (h, c):
            if state.requires_grad:
                state.retain_grad()


class Dropout:
    """Masks of one update, or none."""

    def __init__(self, seed=None, update=1):
        self.seed, self.update = seed, update

    def __call__(self, x, rate, site):
        """x [B, T, D] or [B, D]."""
        if self.seed is None or not rate:
            return x
        rows = x.transpose(0, 1).reshape(-1, x.shape[-1]) if x.dim() == 3 else x
        scale = torch.tensor(dropout_scale(self.seed, self.update, site, *rows.shape, rate))
        if x.dim() == 3:
            scale = scale.reshape(x.shape[1], x.shape[0], x.shape[2]).transpose(0, 1)
        return x * scale


def cut(state, own, live, truncate):
    """The state without its gradient in the live rows whose own step [B, 1] begins a chunk of `truncate` steps; 0 = never."""
    if not truncate:
        return state
    return torch.where(live & (own > 0) & (own % truncate == 0), state.detach(), state)


class Forcing:
    """Who a decoder listens to at one update: its teacher, or now and then itself."""

    def __init__(self, seed=None, update=1, probability=1):
        self.seed, self.update, self.probability = seed, update, probability
        self.tokens = []
        self.margin = float("inf")  # by how much the largest logit led the next, where a row went on and read itself

    def pick(self, t, teacher, logits, live):
        """Tokens [B] that are read at step t; logits [B, V] of the step before, None at the first."""
        token = teacher
        if logits is not None and self.probability < 1:
            forced = torch.tensor(is_forced(self.seed, self.update, t, len(teacher), self.probability))
            best = logits.topk(2, 1).values
            free = ~forced & live.squeeze(1)
            self.margin = min([self.margin, *(best[:, 0] - best[:, 1])[free].tolist()])
            token = torch.where(forced, teacher, logits.argmax(1))
        self.tokens.append(token)
        return token


class Unheld:
    """No interventions: at every step of every scan everything stays as it is."""

    def at(self, name, t):
        return as_it_is


def scan(encoder, p, prefix, suffix, x, lengths, reverse=False, initial=None, truncate=0, held=Unheld()):
    """x [B, T, I] through time: a Step for each t, and the final states."""
    B, T = x.shape[:2]
    W_ih, W_hh, b_ih, b_hh = (p[f"{prefix}.{kind}{suffix}"] for kind in ["weight_ih", "weight_hh", "bias_ih", "bias_hh"])
    H = W_hh.shape[1]
    h, c = initial or (torch.zeros(B, H), torch.zeros(B, H))
    trace = [None] * T
    for t in reversed(range(T)) if reverse else range(T):
        live = (t < lengths).unsqueeze(1)
        own = (lengths - 1 - t if reverse else torch.full_like(lengths, t)).unsqueeze(1)
        h, c = cut(h, own, live, truncate), cut(c, own, live, truncate)
        trace[t] = Step(*step(encoder, x[:, t] @ W_ih.T + b_ih, h, c, W_hh, b_hh, held.at(suffix[1:], t)), live)
        h, c = torch.where(live, trace[t].h, h), torch.where(live, trace[t].c, c)
    return trace, (h, c)


def outputs_of(trace):
    return torch.stack([each.h * each.live for each in trace], 1)


def encode(model, p, inputs, lengths, dropout, truncate=0, held=Unheld()):
    """y of the last layer [B, T, D], its residual's input or None, the final states by direction, and every scan's trace by name."""
    encoder = model["encoder"]
    x = p["embedding.weight"][inputs] if model["input"]["kind"] == "tokens" else inputs
    live = (torch.arange(x.shape[1]).unsqueeze(0) < lengths.unsqueeze(1)).unsqueeze(2)
    traces = {}
    for k in range(len(encoder["hiddenSizes"])):
        if k > 0:
            x = dropout(x, encoder.get("dropout", 0), k)
        finals, halves = [], []
        for reverse in [False, True][: directions(encoder)]:
            suffix = f"l{k}_reverse" if reverse else f"l{k}"
            trace, final = scan(encoder, p, "encoder", f"_{suffix}", x, lengths, reverse, truncate=truncate, held=held)
            if isinstance(held, Unheld):
                check_against_module(encoder, p, suffix, x, lengths, trace, reverse)
            traces[suffix] = trace
            finals.append(final)
            halves.append(outputs_of(trace))
        y = torch.cat(halves, 2)
        residual = x if encoder.get("residual") and k > 0 and x.shape[2] == y.shape[2] else None
        x = y if residual is None else y + residual * live
    return x, residual, finals, traces


def check_against_module(encoder, p, suffix, x, lengths, trace, reverse):
    """The step function above and PyTorch's own packed module must give the same outputs."""
    if encoder["cell"] == "gru" and not encoder.get("resetAfter", True):
        return
    H = p[f"encoder.weight_hh_{suffix}"].shape[1]
    kind = {"rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}[encoder["cell"]]
    extra = {"nonlinearity": encoder.get("nonlinearity", "tanh")} if encoder["cell"] == "rnn" else {}
    module = kind(x.shape[2], H, batch_first=True, bidirectional=True, **extra)
    weights = {part: p[f"encoder.{part}_{suffix}"].detach() for part in ["weight_ih", "weight_hh", "bias_ih", "bias_hh"]}
    module.load_state_dict({f"{part}_l0{half}": value for part, value in weights.items() for half in ["", "_reverse"]})
    packed = nn.utils.rnn.pack_padded_sequence(x.detach(), lengths, batch_first=True, enforce_sorted=False)
    out, _ = nn.utils.rnn.pad_packed_sequence(module(packed)[0], batch_first=True, total_length=x.shape[1])
    assert torch.allclose(out[:, :, H:] if reverse else out[:, :, :H], outputs_of(trace), rtol=1e-10, atol=1e-12)


def read_last(y, residual, finals, lengths):
    """The forward half at each row's last valid step, the reverse half at step 0."""
    H = finals[0][0].shape[1]
    halves = [h for h, _ in finals]
    if residual is not None:
        at_end = residual[torch.arange(len(lengths)), lengths - 1]
        halves = [half + x for half, x in zip(halves, [at_end[:, :H], residual[:, 0, H:]])]
    return torch.cat(halves, 1)


ACTIVATIONS = {"relu": torch.relu, "tanh": torch.tanh, "sigmoid": torch.sigmoid}


def forward(model, p, batch, dropout=None, truncate=0, forcing=None, held=Unheld()):
    """Outputs before the loss, 0 at padded steps, and everything that happened on the way."""
    inputs, lengths = batch[:2]
    dropout = dropout or Dropout()
    head = model["output"]
    y, residual, finals, traces = encode(model, p, inputs, lengths, dropout, truncate, held)
    if head["kind"] == "decoder":
        return decode(model, p, y, lengths, finals, traces, batch, truncate, forcing or Forcing(), held)
    last = head["kind"] == "last"
    x = dropout(read_last(y, residual, finals, lengths) if last else y, head.get("dropout", 0), 32)
    for k, dense in enumerate(head.get("hidden", [])):
        x = ACTIVATIONS[dense["activation"]](x @ p[f"head.hidden.{k}.weight"].T + p[f"head.hidden.{k}.bias"])
        x = dropout(x, dense.get("dropout", 0), 33 + k)
    out = x @ p["head.output.weight"].T + p["head.output.bias"]
    if last:
        return out, traces, {}
    return out * (torch.arange(out.shape[1]).unsqueeze(0) < lengths.unsqueeze(1)).unsqueeze(2), traces, {}


def decode(model, p, y, lengths, finals, traces, batch, truncate, forcing, held):
    """The decoder by the contract; attention is never cut."""
    encoder, decoder = model["encoder"], model["output"]
    attention = decoder.get("attention")
    targets, target_lengths = batch[2:]
    B, U = targets.shape
    h, c = finals[0]
    if directions(encoder) == 2:
        bridge = lambda state, n: torch.tanh(
            torch.cat([finals[0][n], finals[1][n]], 1) @ p[f"decoder.bridge.{state}.weight"].T + p[f"decoder.bridge.{state}.bias"])
        h = bridge("hidden", 0)
        c = bridge("cell", 1) if encoder["cell"] == "lstm" else torch.zeros_like(h)
    teacher = torch.cat([torch.full((B, 1), BOS), targets[:, :-1]], 1)
    W_ih, W_hh, b_ih, b_hh = (p[f"decoder.cell.{kind}"] for kind in ["weight_ih", "weight_hh", "bias_ih", "bias_hh"])
    previous = attention is not None and attention["query"] == "previous"
    feeding = attention is not None and attention.get("inputFeeding", False)
    a = torch.zeros_like(h)
    valid = torch.arange(y.shape[1]).unsqueeze(0) < lengths.unsqueeze(1)
    trace, logits, seen = [], [], {"scores": [], "attention": [], "context": []}
    for t in range(U):
        live = (t < target_lengths).unsqueeze(1)
        token = forcing.pick(t, teacher[:, t], logits[-1] if t > 0 else None, live)
        x = p["decoder.embedding.weight"][token]
        if previous:
            context = attend(p, attention, h, y, valid, live, seen, held.at("attention", t))
            x = torch.cat([x, context], 1)
        elif feeding:
            x = torch.cat([x, a], 1)
        own = torch.full_like(target_lengths, t).unsqueeze(1)
        before = cut(h, own, live, truncate), cut(c, own, live, truncate)
        now = Step(*step(encoder, x @ W_ih.T + b_ih, *before, W_hh, b_hh, held.at("decoder", t)), live)
        trace.append(now)
        h, c = torch.where(live, now.h, h), torch.where(live, now.c, c)
        read = now.h
        if previous:
            read = torch.cat([now.h, context], 1)
        elif attention:
            context = attend(p, attention, now.h, y, valid, live, seen, held.at("attention", t))
            read = a = torch.tanh(torch.cat([context, now.h], 1) @ p["decoder.combine.weight"].T)
        logits.append((read @ p["decoder.output.weight"].T + p["decoder.output.bias"]) * live)
    traces["decoder"] = trace
    return torch.stack(logits, 1), traces, {name: torch.stack(rows, 1) for name, rows in seen.items() if rows}


def attend(p, attention, query, keys, valid, live, seen, hold):
    """Context of one query [B, H] over keys [B, S, D]; writes what it saw into `seen`, 0 where nothing counts."""
    if attention["score"] == "dot":
        scores = (keys * query.unsqueeze(1)).sum(2)
    elif attention["score"] == "general":
        scores = (keys * (query @ p["decoder.attention.weight"]).unsqueeze(1)).sum(2)
    else:
        inner = torch.tanh((query @ p["decoder.attention.query.weight"].T).unsqueeze(1) + keys @ p["decoder.attention.key.weight"].T)
        scores = inner @ p["decoder.attention.score.weight"][0]
    alpha = hold("attention", torch.softmax(scores.masked_fill(~valid, -torch.inf), 1))
    context = (alpha.unsqueeze(2) * keys).sum(1)
    for name, value in [("scores", scores * valid), ("attention", alpha), ("context", context)]:
        seen[name].append(value * live)
    return context


def loss_of(model, outputs, batch):
    """Mean over valid elements."""
    head = model["output"]
    lengths, targets = batch[1], batch[2]
    kind = head.get("loss", "crossEntropy")
    if head["kind"] != "last":
        valid = batch[3] if head["kind"] == "decoder" else lengths
        mask = torch.arange(outputs.shape[1]).unsqueeze(0) < valid.unsqueeze(1)
        outputs, targets = outputs[mask], targets[mask]
    if kind == "mse":
        return nn.functional.mse_loss(outputs, targets)
    if kind == "bce":
        return nn.functional.binary_cross_entropy_with_logits(outputs, targets)
    return nn.functional.cross_entropy(outputs, targets)


def run(case, p, batch, forcing=None, held=Unheld()):
    """One pass forward and backward: every tensor of the contract's result by name."""
    model = case["model"]
    outputs, traces, seen = forward(model, p, batch, truncate=case.get("truncate", 0), forcing=forcing, held=held)
    loss = loss_of(model, outputs, batch)
    loss.backward()
    result = {"loss": loss.reshape(1), "outputs": outputs, **seen}
    grad = lambda state: torch.zeros_like(state) if state.grad is None else state.grad
    for name, trace in traces.items():
        stack = lambda pick: torch.stack([pick(each) * each.live for each in trace], 1)
        result[f"hidden.{name}"] = stack(lambda each: each.h)
        result[f"hiddenGradient.{name}"] = stack(lambda each: grad(each.h))
        if model["encoder"]["cell"] == "lstm":
            result[f"cell.{name}"] = stack(lambda each: each.c)
            result[f"cellGradient.{name}"] = stack(lambda each: grad(each.c))
        for gate in trace[0].gates:
            result[f"gates.{name}.{gate}"] = stack(lambda each: each.gates[gate])
    for name, value in p.items():
        result[f"gradient.{name}"] = torch.zeros_like(value) if value.grad is None else value.grad
    return result
