"""safetensors files in pure Python: 8 bytes of header length, a JSON header of types, shapes and byte ranges, then the numbers, little-endian."""
import json
import struct

import numpy as np
import torch

TYPES = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "I64": "<i8", "I32": "<i4"}


def read(data):
    """The tensors of a file by name, in float64 where they are floats. Strict: every byte belongs to one tensor."""
    (length,) = struct.unpack_from("<Q", data)
    header = json.loads(data[8:8 + length])
    header.pop("__metadata__", None)
    body, end, tensors = data[8 + length:], 0, {}
    for name, entry in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
        begin, stop = entry["data_offsets"]
        assert begin == end, f"{name} must begin at {end}, got {begin}"
        values = np.frombuffer(body[begin:stop], TYPES[entry["dtype"]]).reshape(entry["shape"])
        tensors[name] = torch.tensor(values.astype(np.float64 if entry["dtype"].startswith("F") else np.int64))
        end = stop
    assert end == len(body), f"the file must end with its last tensor at {end}, got {len(body)}"
    return tensors


def write(tensors, dtype):
    """A file of a state_dict, as PyTorch's users write it: with metadata, and the header padded with spaces."""
    header, parts, end = {"__metadata__": {"format": "pt"}}, [], 0
    for name, tensor in tensors.items():
        part = np.ascontiguousarray(tensor.detach().numpy(), dtype=TYPES[dtype]).tobytes()
        header[name] = {"dtype": dtype, "shape": list(tensor.shape), "data_offsets": [end, end + len(part)]}
        parts.append(part)
        end += len(part)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + b"".join(parts)
