"""
The noise of a session after a chain, as the ideal observer knows it: background dipoles and white sensors, stationary and
Gaussian, with the cross-spectrum Σ(f) = S_e(f)·diag(sd²) + B diag(p_j(f)) Bᵀ.

Channels are divided by their sensor noise and projected on the span of the fields of sources and dipoles: outside of it
there is no answer and the noise is white and independent, so nothing is lost. For a matrix L of the sources' fields this
leaves [S × d] weights P(f) = Lᵀ Σ(f)⁻¹ and the sources' Gram matrix M(f) = Lᵀ Σ(f)⁻¹ L.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import linalg
from scipy.interpolate import CubicSpline

from .chain import Array, Chain
from .session import Session

#: Frequencies where the chain leaves less than this share of a sensor's noise power are not used: whatever is there was
#: taken out by the filters, and comes back as rounding and as leakage of a finite record.
POWER_FLOOR = 1e-3


class Whitening:
    """
    lead        [d, S] fields of the sources, per sensor noise, in the projected channels
    background  [d, J] fields of the dipoles
    project     [d, C] from channels in DSP units (as `Session.continuous` gives them) to the projected ones
    """

    def __init__(self, session: Session, chain: Chain, keep: float = 1e-9) -> None:
        """keep: directions in which background and answers stay below this share of the sensors' noise power are left out."""
        if chain.mixers:
            raise ValueError("the observer takes chains without reference and channelMap steps")
        self.session = session
        self.chain = chain
        sd = session.sensor_sd
        lead = session.lead / sd[:, None]
        background = session.background_lead / sd[:, None]
        # Columns at the size they reach, so that the singular values tell what matters beside noise of variance 1.
        answers = lead * np.abs(session.bumps.weights).sum(axis=2).max(axis=0)[None, :]
        moments = np.sqrt((session.weight**2).sum(axis=1))
        basis, values, _ = np.linalg.svd(np.concatenate([answers, background * moments[None, :]], axis=1), full_matrices=False)
        basis = basis[:, values**2 > keep]
        self.lead = basis.T @ lead
        self.background = basis.T @ background
        self.project = basis.T / (sd * session.scale)[None, :]
        self._solve()

    @property
    def n_directions(self) -> int:
        return self.lead.shape[0]

    def spectra(self, freqs: Array) -> tuple[Array, Array]:
        """Sensor noise [F] and dipoles [J, F] after the chain, as `Chain.output_psd` counts."""
        return self.session.sensor_psd(self.chain, freqs), self.session.background_psd(self.chain)(freqs)

    def weights(self, freqs: Array) -> tuple[NDArray[Any], NDArray[Any], NDArray[np.bool_]]:
        """
        P(f) [F, S, d], M(f) [F, S, S] and which frequencies are used; both are 0 where they are not. Σ⁻¹ is solved at some
        hundred frequencies and interpolated: within 1e-4.
        """
        sensor = self.session.sensor_psd(self.chain, freqs)
        used = (sensor > self._floor) & (freqs >= self._low) & (freqs <= self._high)
        out = np.zeros((len(freqs), self.lead.shape[1], self.n_directions))
        out[used] = self._solved(freqs[used]) / sensor[used, None, None]
        return out, out @ self.lead, used

    def _solve(self) -> None:
        """
        A spline through S_e Σ⁻¹ L, which the chain's filters do not change, at frequencies that lie closer together where the
        background changes faster.
        """
        grid = np.linspace(0, self.chain.sfreq_out / 2, 20_001)[1:]
        sensor = self.session.sensor_psd(self.chain, grid)
        self._floor = POWER_FLOOR * float(sensor.max())
        above = grid[sensor > self._floor]
        self._low, self._high = float(above.min()), float(above.max())
        at = np.unique(np.concatenate([np.geomspace(self._low, self._high, 160), np.linspace(self._low, self._high, 160)]))
        s, p = self.spectra(at)
        solved = np.empty((len(at), self.lead.shape[1], self.n_directions))
        eye = np.eye(self.n_directions)
        for k in range(len(at)):
            scaled = self.background * np.sqrt(p[:, k] / s[k])[None, :]
            solved[k] = linalg.cho_solve(linalg.cho_factor(eye + scaled @ scaled.T), self.lead).T
        self._solved = CubicSpline(at, solved, axis=0)


def taper(n: int, edge: int) -> Array:
    """1 but for a raised cosine of `edge` samples at both ends."""
    out = np.ones(n)
    ramp = 0.5 - 0.5 * np.cos(np.pi * (np.arange(edge) + 0.5) / edge)
    out[:edge] = ramp
    out[n - edge :] = ramp[::-1]
    return out
