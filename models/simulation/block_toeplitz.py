"""
Windows of a stationary process: their covariance is block Toeplitz, Σ[t, u] = R(t − u), with symmetric blocks [d × d] where
the processes are independent and reversible, as the background's are.

The inverse follows from its first block column (Gohberg and Semencul 1972; block form: Gohberg and Heinig 1974), which
conjugate gradients find in some ten steps with the optimal circulant preconditioner (T. Chan 1988).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import fft

from .chain import Array


class BlockToeplitz:
    """
    autocovariance  R(0) … R(T − 1), [T, d, d]
    """

    def __init__(self, autocovariance: Array) -> None:
        self.n, self.d, _ = autocovariance.shape
        t = np.arange(self.n)[:, None, None]
        size = fft.next_fast_len(2 * self.n - 1, real=True)
        around = np.zeros((size, self.d, self.d))
        around[: self.n] = autocovariance
        around[size - self.n + 1 :] = autocovariance[:0:-1]
        self._size = size
        # Real, because R(−τ) = R(τ).
        self._spectrum = fft.rfft(around, axis=0).real.copy()
        mirrored = np.concatenate([autocovariance[:1], autocovariance[:0:-1]])
        optimal = ((self.n - t) * autocovariance + t * mirrored) / self.n
        self._preconditioner = np.linalg.inv(fft.rfft(optimal, axis=0).real)

    def apply(self, x: Array) -> Array:
        """Σ x for x [T, d, n]."""
        return _filtered(self._spectrum, x, self._size)[: self.n]

    def solve(self, right: Array, tolerance: float = 1e-6, most: int = 200) -> tuple[Array, int]:
        """Σ⁻¹ right [T, d, n] by conjugate gradients on each column, and the steps it took."""
        x = np.zeros_like(right)
        residual = right.copy()
        z = _filtered(self._preconditioner, residual, self.n)
        direction = z.copy()
        rho = (residual * z).sum(axis=(0, 1))
        size = np.sqrt((right**2).sum(axis=(0, 1)))
        for step in range(1, most + 1):
            moved = self.apply(direction)
            alpha = rho / np.maximum((direction * moved).sum(axis=(0, 1)), 1e-300)
            x += alpha * direction
            residual -= alpha * moved
            if np.all(np.sqrt((residual**2).sum(axis=(0, 1))) <= tolerance * size):
                return x, step
            z = _filtered(self._preconditioner, residual, self.n)
            rho, before = (residual * z).sum(axis=(0, 1)), rho
            direction = z + (rho / np.maximum(before, 1e-300)) * direction
        raise ArithmeticError(f"conjugate gradients did not arrive within {most} steps")


def _filtered(spectrum: Array, x: Array, size: int) -> Array:
    # The spectrum is real: real and imaginary parts go through one product of real matrices.
    n = x.shape[2]
    transformed = fft.rfft(x, size, axis=0)
    both = np.concatenate([transformed.real, transformed.imag], axis=2)
    both = spectrum @ both
    return fft.irfft(both[:, :, :n] + 1j * both[:, :, n:], size, axis=0)


def window_gram(autocovariance: Array, lead: Array, free_offset: bool) -> NDArray[Any]:
    """
    𝓛ᵀ Σ⁻¹ 𝓛 for windows of T samples, 𝓛 = I_T ⊗ lead: what a window says about the courses of S sources, [T·S, T·S], index
    t·S + s.

    lead         [d, S]
    free_offset  every channel of a window has an unknown constant (as after a baseline is taken off, whatever its interval)
    """
    n, d, _ = autocovariance.shape
    toeplitz = BlockToeplitz(autocovariance)
    right = np.zeros((n, d, d))
    right[0] = np.eye(d)
    column, _ = toeplitz.solve(right)
    corner = 0.5 * (column[0] + column[0].T)
    root = np.linalg.inv(np.linalg.cholesky(corner)).T  # root rootᵀ = corner⁻¹
    seen = lead.T @ column  # Lᵀ X_t, [T, S, d]
    n_sources = lead.shape[1]
    forward = (seen @ root)[1:].reshape((n - 1) * n_sources, d)
    backward = (seen @ root)[:0:-1].reshape((n - 1) * n_sources, d)
    step = (forward @ forward.T - backward @ backward.T).reshape(n - 1, n_sources, n - 1, n_sources)
    gram = np.empty((n, n_sources, n, n_sources))
    first = seen @ lead  # Lᵀ X_t L, [T, S, S]
    gram[:, :, 0, :] = first
    gram[0] = first.transpose(2, 0, 1)
    for t in range(1, n):
        gram[t, :, 1:, :] = gram[t - 1, :, :-1, :] + step[t - 1]
    flat = gram.reshape(n * n_sources, n * n_sources)
    flat = 0.5 * (flat + flat.T)
    if free_offset:
        # Σ⁻¹ (1 ⊗ I) = q, by the same recursion summed over a row: q_{t+1} = q_t + (X_{t+1} − X_{T−1−t})(I + X_0⁻¹ Σ_{u>0} X_uᵀ).
        rest = column[1:].sum(axis=0).T
        constant = np.empty_like(column)
        constant[0] = corner + rest
        factor = np.eye(d) + np.linalg.solve(corner, rest)
        constant[1:] = constant[0] + np.cumsum((column[1:] - column[:0:-1]) @ factor, axis=0)
        cross = (lead.T @ constant).reshape(n * n_sources, d)
        total = constant.sum(axis=0)
        flat -= cross @ np.linalg.solve(0.5 * (total + total.T), cross.T)
    return flat
