"""The same training step in PyTorch, on one thread of the processor or on CUDA.

Reads one JSON object a line and answers each with another: {"do": "prepare", "device", "case"} or {"do": "burst", "count"}.
"""

import base64
import json
import sys
import time

import torch

torch.set_num_threads(1)
# Gradients that vanish over 200 steps are subnormal numbers, which would make it 10 times slower.
torch.set_flush_denormal(True)


def to_tensor(spec, device):
    numbers = torch.frombuffer(bytearray(base64.b64decode(spec["base64"])), dtype=torch.float32)
    return numbers.reshape(spec["shape"]).to(device)


def prepare(case, device):
    kinds = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}
    B, T, I, H = case["shape"]
    encoder = kinds[case["cell"]](I, H).to(device)
    head = torch.nn.Linear(H, 1).to(device)
    weights = {name: to_tensor(spec, device) for name, spec in case["weights"].items()}
    encoder.load_state_dict({name.split(".")[1]: value for name, value in weights.items() if name.startswith("encoder.")})
    head.load_state_dict({name.split(".")[2]: value for name, value in weights.items() if name.startswith("head.")})
    parameters = [*encoder.parameters(), *head.parameters()]
    optimizer = torch.optim.Adam(parameters, case["learningRate"])
    x = to_tensor(case["inputs"], device)  # [T, B, I]
    y = to_tensor(case["targets"], device)  # [B, 1]

    def step():
        optimizer.zero_grad()
        loss = ((head(encoder(x)[0][-1]) - y) ** 2).mean()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        if device == "cuda":
            torch.cuda.synchronize()
        return loss.item()

    return step


def name_of(device):
    if device == "cpu":
        return f"PyTorch {torch.__version__}, 1 thread"
    return f"PyTorch {torch.__version__}, {torch.cuda.get_device_name()}, cuDNN {torch.backends.cudnn.version()}"


take = None
for line in sys.stdin:
    request = json.loads(line)
    if request["do"] == "prepare":
        take = prepare(request["case"], request["device"])
        answer = name_of(request["device"])
    else:
        losses = []
        start = time.perf_counter()
        for _ in range(request["count"]):
            losses.append(take())
        answer = {"milliseconds": (time.perf_counter() - start) * 1000 / request["count"], "losses": losses}
    print(json.dumps(answer), flush=True)
