"""Writes golden/edits.json: networks of every cell and wiring with interventions, as PyTorch's autograd sees them.

Run with Debian's python3-torch:  /usr/bin/python3 golden/edits.py
What is held takes the place of what was computed by torch.where, so that no gradient reaches what would have made it. The edits of a case are
written as `probe --edits` reads them. Edits of parameters are made before the pass.
"""
import torch

from draw import digest
from make import CELLS, write
from network import GATES, draw_batch, draw_parameters, run

SAMPLES = 3
BATCH, STEPS, TARGET_STEPS = 3, 6, 5


class Held:
    """What a list of edits holds, in order."""

    def __init__(self, edits):
        self.edits = edits

    def at(self, name, t):
        """@returns hold(what, value [B, H] or [B, S]): the value with what is held at step t of this scan, or of the attention."""

        def hold(what, value):
            for edit in self.edits:
                given = held_by(edit, name, t, what, value)
                if given is not None:
                    mask, values = given
                    value = torch.where(mask, values, value)
            return value

        return hold


def held_by(edit, name, t, what, value):
    """A mask like value, and what stands there; None where the edit holds nothing of it."""
    kind = edit["kind"]
    if kind in ("weight", "copy"):
        return None
    if kind == "attention":
        if name != "attention" or edit["step"] != t:
            return None
        return rows_of(edit, value).expand_as(value), torch.tensor(edit["weights"]).expand_as(value)
    if edit["scan"] != name or not edit.get("from", 0) <= t <= edit.get("to", t):
        return None
    if what not in {"gate": [edit.get("gate")], "state": [edit.get("state")], "zero": ["hidden", "cell"]}[kind]:
        return None
    units = torch.zeros_like(value, dtype=torch.bool)
    units[:, slice(None) if edit.get("unit") is None else edit["unit"]] = True
    return units & rows_of(edit, value), torch.full_like(value, edit.get("value", 0.0))


def rows_of(edit, value):
    rows = torch.arange(len(value)).unsqueeze(1)
    return torch.ones_like(rows, dtype=torch.bool) if edit.get("example") is None else rows == edit["example"]


def edit_parameters(case, p):
    """New leaves after the edits of parameters."""
    p = {name: value.detach().clone() for name, value in p.items()}
    for edit in case["edits"]:
        if edit["kind"] == "weight":
            place = (edit["row"],) if edit.get("column") is None else (edit["row"], edit["column"])
            p[edit["parameter"]][place] = edit["value"]
        elif edit["kind"] == "copy":
            scan = edit["scan"]
            for part in ["weight_ih", "weight_hh", "bias_ih", "bias_hh"]:
                value = p[f"decoder.cell.{part}" if scan == "decoder" else f"encoder.{part}_{scan}"]
                H = len(value) // GATES[case["model"]["encoder"]["cell"]]
                for first in range(0, len(value), H):
                    value[first + edit["to"]] = value[first + edit["from"]].clone()
    return {name: value.requires_grad_() for name, value in p.items()}


GATES_OF = {"rnn": [], "lstm": ["input", "forget", "candidate", "output"], "gru": ["reset", "update", "candidate"]}


def edits_of(cell, scan):
    """One of each kind that the cell knows; a gate twice, the second time of all units at one step."""
    gates = GATES_OF[cell]
    edits = [{"kind": "gate", "scan": scan, "gate": gate, "unit": k % 3, "from": k % 2, "to": 3, "value": 0.25 + k / 8} for k, gate in enumerate(gates)]
    if gates:
        edits.append({"kind": "gate", "scan": scan, "gate": gates[1], "from": 4, "to": 4, "value": 0.875, "example": 0})
    edits.append({"kind": "state", "scan": scan, "state": "hidden", "unit": 1, "from": 1, "to": 1, "value": -0.5})
    if cell == "lstm":
        edits.append({"kind": "state", "scan": scan, "state": "cell", "unit": 0, "from": 2, "to": 3, "value": 0.75, "example": 1})
    return edits


TOKENS = {"vocabSize": 7, "embeddingSize": 3}
HEADS = {"every": ("every", 3, "crossEntropy"), "last": ("last", 2, "mse")}
# name, cell, head or attention, both directions, hidden sizes
NETWORKS = [
    ("rnn, two layers both ways", "rnnTanh", "every", True, [5, 4]),
    ("LSTM, two layers both ways", "lstm", "every", True, [5, 4]),
    ("LSTM, last", "lstm", "last", False, [6, 6]),
    ("GRU, two layers both ways", "gruAfter", "every", True, [5, 4]),
    ("textbook GRU, last", "gruBefore", "last", False, [6, 6]),
    ("textbook GRU, bottleneck", "gruBefore", None, True, [5]),
    ("GRU, Luong", "gruAfter", {"score": "dot", "query": "current"}, False, [5]),
    ("LSTM, Luong fed", "lstm", {"score": "general", "query": "current", "inputFeeding": True}, True, [4]),
    ("LSTM, Bahdanau", "lstm", {"score": "additive", "query": "previous"}, False, [5]),
    ("rnn, Bahdanau", "rnnRelu", {"score": "additive", "query": "previous"}, True, [4]),
]


def case_of(k, name, cell, above, both, sizes):
    heads = above in HEADS if isinstance(above, str) else False
    kind, size, loss = HEADS[above] if heads else ("decoder", 0, "")
    output = {"kind": kind, "size": size, "loss": loss} if heads else {"kind": "decoder", **TOKENS, "attention": above}
    encoder = {**CELLS[cell], "hiddenSizes": sizes, "bidirectional": both, "residual": sizes == [6, 6]}
    scans = ["l0", "l1_reverse"] if heads and both else ["l0", "l1"] if heads else ["l0_reverse" if both else "l0", "decoder"]
    edits = [edit for scan in scans for edit in edits_of(encoder["cell"], scan)]
    edits += [{"kind": "zero", "scan": scans[0], "unit": 3}, {"kind": "copy", "scan": scans[1], "from": 0, "to": 2}]
    parameter = "decoder.cell" if not heads else "encoder"
    suffix = "" if not heads else f"_{scans[1]}"
    edits += [{"kind": "weight", "parameter": f"{parameter}.weight_hh{suffix}", "row": 1, "column": 3, "value": 1.5},
              {"kind": "weight", "parameter": f"{parameter}.bias_ih{suffix}", "row": 0, "value": -0.75}]
    if not heads and above is not None:
        edits += [{"kind": "attention", "step": 1, "weights": [1, 0, 0, 0, 0, 0]}]
    return {"name": name, "seed": 9000 + k, "batch": BATCH, "steps": STEPS, "targetSteps": 0 if heads else TARGET_STEPS, "ragged": True,
            "model": {"input": {"kind": "values", "size": 3} if heads else {"kind": "tokens", **TOKENS}, "encoder": encoder, "output": output},
            "edits": edits}


def run_case(case):
    p = edit_parameters(case, draw_parameters(case))
    result = run(case, p, draw_batch(case), held=Held(case["edits"]))
    return {**case, "result": {name: digest(case["seed"], k, value, SAMPLES) for k, (name, value) in enumerate(result.items())}}


if __name__ == "__main__":
    write("edits.json", [run_case(case_of(k, *network)) for k, network in enumerate(NETWORKS)])
