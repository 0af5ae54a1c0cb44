"""Carries weights between the lab's files and PyTorch, both ways, and writes golden/files.json: the files, and what PyTorch computes from them.

Run with Debian's python3-torch, after npm ci:  /usr/bin/python3 golden/files.py
`ours`: a run that the headless program saved, opened with Python's own zip reader, its weights loaded strictly into PyTorch's modules.
`torchs`: a state_dict of such modules, freshly initialised by PyTorch, as a safetensors file of each type.
"""
import base64
import io
import json
import os
import subprocess
import tempfile
import zipfile

import torch
from torch import nn

from make import write
from network import draw_batch, forward
from tensor_files import read, write as write_tensors

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
SAVED_UPDATES = 3
TORCH_TYPES = ["F32", "F64", "F16"]

# The task, the encoder, and what is added to the output that the task asks for.
NETWORKS = [
    ("adding", {"cell": "lstm", "hiddenSizes": [4, 4], "bidirectional": True}, {"hidden": [{"size": 3, "activation": "tanh"}]}),
    ("adding", {"cell": "rnn", "hiddenSizes": [5], "nonlinearity": "relu"}, {}),
    ("recall", {"cell": "gru", "hiddenSizes": [6]}, {}),
    ("reverse", {"cell": "gru", "hiddenSizes": [4]}, {"attention": {"score": "general", "query": "current"}}),
]


def headless(*words):
    return subprocess.run(["node", "scripts/headless.mjs", *words], cwd=ROOT, check=True, capture_output=True, text=True).stdout


class Network(nn.Module):
    """The lab's network of PyTorch's own modules, under the lab's names."""

    def __init__(self, model):
        super().__init__()
        source, encoder, head = model["input"], model["encoder"], model["output"]
        sizes, directions = encoder["hiddenSizes"], 2 if encoder.get("bidirectional") else 1
        assert len(set(sizes)) == 1 and not encoder.get("residual") and encoder.get("resetAfter", True), "PyTorch has no such network"
        H, width = sizes[0], source.get("size")
        if source["kind"] == "tokens":
            self.embedding = nn.Embedding(source["vocabSize"], source["embeddingSize"])
            width = source["embeddingSize"]
        options = {"num_layers": len(sizes), "batch_first": True, "bidirectional": directions == 2}
        if encoder["cell"] == "rnn":
            options["nonlinearity"] = encoder.get("nonlinearity", "tanh")
        self.encoder = {"rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}[encoder["cell"]](width, H, **options)
        if head["kind"] == "decoder":
            self.decoder = decoder_of(head, H)
            return
        self.head = nn.Module()
        widths = [H * directions, *(dense["size"] for dense in head.get("hidden", []))]
        self.head.hidden = nn.ModuleList(nn.Linear(a, b) for a, b in zip(widths, widths[1:]))
        self.head.output = nn.Linear(widths[-1], head["size"])


def decoder_of(head, H):
    """A GRU's decoder with general attention, the query being the new state."""
    assert head["attention"] == {"score": "general", "query": "current", "inputFeeding": False}, head["attention"]
    decoder = nn.Module()
    decoder.embedding = nn.Embedding(head["vocabSize"], head["embeddingSize"])
    decoder.cell = nn.GRUCell(head["embeddingSize"], H)
    decoder.attention = nn.Linear(H, H, bias=False)
    decoder.combine = nn.Linear(2 * H, H, bias=False)
    decoder.output = nn.Linear(H, head["vocabSize"])
    return decoder


def outputs_of(network, model, case):
    """What PyTorch computes of the case's batch: with its modules, or for a decoder step by step with their parameters."""
    batch = draw_batch(case)
    if model["output"]["kind"] == "decoder":
        return forward(model, dict(network.named_parameters()), batch)[0]
    inputs = network.embedding(batch[0]) if model["input"]["kind"] == "tokens" else batch[0]
    y, _ = network.encoder(inputs)
    H = model["encoder"]["hiddenSizes"][0]
    h = torch.cat([y[:, -1, :H], y[:, 0, H:]], 1)
    for dense, layer in zip(model["output"].get("hidden", []), network.head.hidden):
        h = {"relu": torch.relu, "tanh": torch.tanh, "sigmoid": torch.sigmoid}[dense["activation"]](layer(h))
    return network.head.output(h)


def save_run(folder, task, encoder, change):
    """A run of a few updates, saved by the headless program."""
    found = next(each for each in json.loads(headless("tasks", "--json")) if each["name"] == task)
    model = {"input": found["input"], "encoder": encoder, "output": {**found["output"], **change}}
    model_file, saved = os.path.join(folder, "model.json"), os.path.join(folder, "run.zip")
    with open(model_file, "w") as file:
        json.dump(model, file)
    headless("train", "--task", task, "--model", model_file, "--engine", "reference", "--steps", str(SAVED_UPDATES), "--seed", "1", "--save", saved)
    with open(saved, "rb") as file:
        return file.read()


def run_case(k, task, encoder, change):
    with tempfile.TemporaryDirectory() as folder:
        file = save_run(folder, task, encoder, change)
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        assert archive.testzip() is None
        model = json.loads(archive.read("model.json"))
        assert json.loads(archive.read("run.json"))["update"] == SAVED_UPDATES
        weights = read(archive.read("weights.safetensors"))
    case = {"name": f"{task} {encoder['cell']}", "seed": 800 + k, "batch": 3, "steps": 5, "targetSteps": 4, "ragged": False, "model": model}
    network = Network(model)
    network.load_state_dict(weights, strict=True)
    numbers = lambda tensor: [float(f"{v:.9e}") for v in tensor.detach().numpy().ravel()]
    ours = {"file": base64.b64encode(file).decode(), "outputs": numbers(outputs_of(network, model, case))}
    torch.manual_seed(k)
    fresh = Network(model).state_dict()
    torchs = []
    for dtype in TORCH_TYPES:
        data = write_tensors(fresh, dtype)
        # The lab reads parameters into float32.
        network.load_state_dict({name: tensor.float().double() for name, tensor in read(data).items()}, strict=True)
        torchs.append({"dtype": dtype, "file": base64.b64encode(data).decode(), "outputs": numbers(outputs_of(network, model, case))})
    return {**case, "ours": ours, "torchs": torchs}


if __name__ == "__main__":
    write("files.json", [run_case(k, *network) for k, network in enumerate(NETWORKS)])
