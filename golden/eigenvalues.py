"""Writes golden/eigenvalues.json: what numpy (LAPACK) finds in float64 of small matrices written out and of larger ones that both sides draw.

Run with a Python that has numpy:  /usr/bin/python3 golden/eigenvalues.py
"""
import json
import os

import numpy as np

from draw import WEIGHTS, signed32

HERE = os.path.dirname(os.path.abspath(__file__))
J5 = np.diag(np.full(5, 0.5)) + np.diag(np.ones(4), 1)
BASIS = np.linalg.qr(signed32(3, WEIGHTS, 0, 25, 1).reshape(5, 5))[0]

# name: the matrix, and the size of its largest Jordan block, whose root of rounding bounds what any algorithm finds
WRITTEN = {
    "one by one": ([[-0.75]], 1),
    "one by one zero": ([[0.0]], 1),
    "zero": (np.zeros((4, 4)), 1),
    "identity": (np.eye(5), 1),
    "rotation": ([[0.0, -2.0], [2.0, 0.0]], 1),
    "defective pair": ([[2.0, 1.0], [0.0, 2.0]], 2),
    "jordan block": (J5, 5),
    "jordan block, transposed": (J5.T, 5),
    "jordan block in another basis": (BASIS @ J5 @ BASIS.T, 5),
    "nilpotent, lower": (np.diag(np.ones(5), -1), 6),
    "cyclic permutation": (np.roll(np.eye(6), 1, axis=0), 1),
    "rank one": (np.outer(np.arange(1.0, 7.0), np.arange(6.0, 0.0, -1.0)), 1),
    "badly scaled": ([[1.0, 1e6, 0.0], [1e-6, 2.0, 1e5], [0.0, 1e-5, 3.0]], 1),
    "repeated complex pair": (np.kron(np.array([[1.0, 1.0], [0.0, 1.0]]), np.array([[0.3, -0.4], [0.4, 0.3]])), 2),
}
DRAWN = [2, 3, 16, 65, 256]


def pairs(matrix):
    return [[float(f"{v.real:.15e}"), float(f"{v.imag:.15e}")] for v in np.linalg.eigvals(matrix)]


written = [
    {"name": name, "n": len(matrix), "matrix": np.asarray(matrix, dtype=np.float64).ravel().tolist(), "block": block, "values": pairs(np.asarray(matrix, dtype=np.float64))}
    for name, (matrix, block) in WRITTEN.items()
]
drawn = [{"n": n, "seed": 40 + n, "values": pairs(signed32(40 + n, WEIGHTS, 0, n * n, n**-0.5).reshape(n, n))} for n in DRAWN]
with open(os.path.join(HERE, "eigenvalues.json"), "w") as file:
    json.dump({"written": written, "drawn": drawn}, file)
