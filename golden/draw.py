"""The generator that both sides draw networks, batches and gradients from (core/random.ts, bit for bit), and the digests of results."""
import numpy as np

# Streams of the generator; cases.ts names the same numbers.
WEIGHTS, INPUTS, TARGETS, LENGTHS, SAMPLE, SIGN, GRADIENT, TARGET_LENGTHS = 101, 102, 103, 104, 105, 106, 107, 203
DROPOUT, FORCING = 4, 5  # the engine's own streams
SAMPLES = 24  # elements kept of a larger tensor


def hash_words(seed, stream, i, count, first=0):
    """First word of pcg4d(seed, stream, i, j) for j = first … first + count - 1 (core/random.ts); i may be an array of that length."""
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


def dropout_scale(seed, update, site, rows, columns, rate):
    """[rows, columns] of 0 or 1/(1-rate): the mask that model/dropout.ts draws."""
    key = int(hash_words(seed, DROPOUT, update, 1, first=site)[0])
    keep = np.stack([uniform(key, DROPOUT, m, columns) >= rate for m in range(rows)])
    return keep / (1 - rate)


def is_forced(seed, update, step, rows, probability):
    """[rows] of whether the teacher is heard at a target step: what model/forcing.ts draws."""
    key = int(hash_words(seed, FORCING, update, 1)[0])
    return uniform(key, FORCING, step, rows) < probability


def digest(seed, index, tensor, samples=SAMPLES):
    """A small tensor whole; of a larger one some elements, its largest magnitude, and its product with a vector of hashed signs."""
    flat = tensor.detach().numpy().astype(np.float64).ravel()
    if flat.size <= samples:
        return {"all": [float(f"{v:.12e}") for v in flat]}
    at = integers(seed, SAMPLE, index, samples, flat.size)
    signs = np.where(hash_words(seed, SIGN, index, flat.size) & np.uint32(1), 1.0, -1.0)
    return {"at": [float(f"{v:.12e}") for v in flat[at]], "max": float(f"{np.abs(flat).max():.6e}"), "dot": float(f"{flat @ signs:.12e}")}
