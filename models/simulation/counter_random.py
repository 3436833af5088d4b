"""Random numbers by counting, the same as server/rig/person/counter-random.ts makes: uint32 products wrap in both."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

_SPREAD = np.uint32(0x9E3779B1)


def random_bits(key: Any, index: Any) -> NDArray[np.uint32]:
    """Bits of number `index` of the stream `key`, broadcast over both: fmix32(key xor index * 0x9e3779b1)."""
    with np.errstate(over="ignore"):
        return _fmix32(np.bitwise_xor(np.asarray(key, dtype=np.uint32), np.asarray(index, dtype=np.uint32) * _SPREAD))


def random_key(key: Any, *path: Any) -> NDArray[np.uint32]:
    """Key of a stream within a stream: bits of bits of bits."""
    at = np.asarray(key, dtype=np.uint32)
    for step in path:
        at = random_bits(at, step)
    return at


def random_normals(keys: NDArray[np.uint32], n: int, first: int = 0) -> NDArray[np.float64]:
    """Normals first … first + n − 1 of each of the streams `keys` [k], `first` even: [k, n] (Box and Muller)."""
    if first % 2 != 0:
        raise ValueError(f"normals come in pairs: the first must be even, got {first}")
    index = np.arange(first, first + n + (n & 1), dtype=np.uint32)
    uniform = (random_bits(keys[:, None], index[None, :]) + 0.5) / 2.0**32
    radius = np.sqrt(-2 * np.log(uniform[:, 0::2]))
    angle = (2 * np.pi) * uniform[:, 1::2]
    out = np.empty((len(keys), len(index)))
    out[:, 0::2] = radius * np.cos(angle)
    out[:, 1::2] = radius * np.sin(angle)
    return out[:, :n]


def _fmix32(value: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Finalizer of MurmurHash3 (public domain, A. Appleby)."""
    bits = (value ^ (value >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    bits = (bits ^ (bits >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    return bits ^ (bits >> np.uint32(16))
