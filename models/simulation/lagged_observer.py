"""
The ideal observer of typed keys with little delay: the text as it is decided `lag` seconds after each key, from the record
up to then. Beside it stands the decoder that reads text from a stream: it knows the keys' times besides (those of keys hit
so far), so its figures are an oracle bound.

The record is whitened causally: the innovation e(t) of a linear prediction from the last `PREDICTION` seconds, exact for
processes of that memory. Everything up to a moment is then in sums over e up to that moment, and a sentence's keys so far
are read as in typing_observer, from sums that stop there. Responses of keys not yet hit, which begin up to 0.2 s before the
press, are not modelled: with the times of keys to come unknown there is little to gain, but strictly it is no bound in this.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import fft

from .block_toeplitz import BlockToeplitz
from .chain import Array, Chain
from .retrieval_observer import KEEP
from .session import Session
from .typing_observer import Sentence, SentenceReader, TypingStatistics
from .whitening import Whitening

#: Memory of the prediction, s.
PREDICTION = 0.8
#: Answers are followed from so long before a key to so long after it, s.
BEFORE = 0.4
AFTER = 1.6
#: Places of a key between two samples that answers are made for.
PHASES = 10


class LaggedStatistics:
    """
    Innovations of a session's record [d, T], noise and answers apart, and the basis of answers as innovations: of
    [PHASES, 2R, d, nT], the first sample `first` samples after the key's.
    """

    def __init__(self, session: Session, chain: Chain, rng: np.random.Generator) -> None:
        self.session = session
        self.chain = chain
        rate = chain.sfreq_out
        self.rate = rate
        whitening = Whitening(session, chain, KEEP)
        d = whitening.n_directions
        n_taps = int(PREDICTION * rate) + 1
        freqs = np.fft.rfftfreq(1 << 15, 1 / rate)
        sensor, dipoles = whitening.spectra(freqs)
        covariance = np.einsum(
            "dj,jt,ej->tde", whitening.background, np.fft.irfft(dipoles, axis=1)[:, :n_taps], whitening.background, optimize=True
        )
        covariance += np.fft.irfft(sensor)[:n_taps, None, None] * np.eye(d)
        right = np.zeros((n_taps, d, d))
        right[0] = np.eye(d)
        column, _ = BlockToeplitz(covariance).solve(right)
        # e(t) = rootᵀ Σ_τ X_τᵀ y(t − τ) is white where root rootᵀ = X_0⁻¹.
        root = np.linalg.inv(np.linalg.cholesky(0.5 * (column[0] + column[0].T))).T
        self._filter = root.T @ column.transpose(0, 2, 1)
        self._project = whitening.project
        self.answer = self._innovations(session.continuous(chain, rng, ("evoked",)))
        self.noise = self._innovations(session.continuous(chain, rng, ("background", "sensor")))
        self._basis(whitening)

    def _innovations(self, data: NDArray[np.float32]) -> NDArray[np.float32]:
        return self._filtered(self._project @ data).astype(np.float32)

    def _filtered(self, y: Array) -> Array:
        """The prediction's error of y [d, T] or [d, T, n], from rest."""
        columns = y if y.ndim == 3 else y[:, :, None]
        size = 1 << 11
        taps = fft.rfft(self._filter, size, axis=0)
        step = size - len(self._filter) + 1
        out = np.zeros((columns.shape[0], columns.shape[1] + size, columns.shape[2]))
        # Overlap and add: the taps are few beside the record.
        for first in range(0, columns.shape[1], step):
            piece = fft.rfft(columns[:, first : first + step], size, axis=1)
            out[:, first : first + size] += fft.irfft((taps @ piece.transpose(1, 0, 2)).transpose(1, 0, 2), size, axis=1)
        return out[:, : columns.shape[1]].reshape(y.shape)

    def _basis(self, whitening: Whitening) -> None:
        session, chain, rate = self.session, self.chain, self.rate
        shared = TypingStatistics.basis_of(session, chain)
        self.features, self.rank = shared.features, shared.rank
        n = int(10 * rate)
        freqs = np.fft.rfftfreq(n, 1 / rate)
        spectra = shared.responses(freqs)
        self.first = -int(BEFORE * rate)
        self.n_basis = int((BEFORE + AFTER) * rate)
        self.basis = np.empty((PHASES, 2 * self.rank, whitening.n_directions, self.n_basis), dtype=np.float32)
        for phase in range(PHASES):
            shift = np.exp(-2j * np.pi * freqs / rate * (phase / PHASES))
            # Time 0 at a quarter of the circle, so that what comes before is not cut.
            courses = np.roll(fft.irfft(spectra * shift, n, axis=2), n // 4, axis=2)
            innovations = self._filtered(np.einsum("ds,ast->dta", whitening.lead, courses, optimize=True))
            begin = n // 4 + self.first
            self.basis[phase] = innovations[:, begin : begin + self.n_basis].transpose(2, 0, 1)

    def read(
        self, sentence: Sentence, lags: list[float], prior: Any, gain: float, beam: int
    ) -> dict[float, NDArray[np.int64]]:
        """Keys as decided `lag` s after each, by lag."""
        rate, size = self.rate, 2 * self.rank
        n = len(sentence.times)
        position = sentence.times * rate
        at = np.floor(position).astype(np.int64)
        phase = np.minimum(np.round((position - at) * PHASES).astype(np.int64), PHASES - 1)
        start = at + self.first
        due = sorted((int((t + lag) * rate), k, lag) for k, t in enumerate(sentence.times) for lag in lags)
        a = np.zeros(n * size)
        gram = np.zeros((n * size, n * size))
        out = {lag: np.zeros(n, dtype=np.int64) for lag in lags}
        now = int(start[0])
        for moment, k, lag in due:
            moment = min(moment, self.noise.shape[1] - 1)
            if moment >= now:
                self._add(a, gram, now, moment + 1, start, phase, gain)
                now = moment + 1
            so_far = int((at <= moment).sum())
            m = so_far * size
            small = 1e-7 * np.trace(gram[:m, :m]) / m
            reader = SentenceReader(a[:m], gram[:m, :m] + small * np.eye(m), self.features)
            out[lag][k] = reader.read(prior, beam, lookahead=so_far).keys[k]
        return out

    def _add(self, a: Array, gram: Array, begin: int, end: int, start: NDArray[np.int64], phase: NDArray[np.int64], gain: float) -> None:
        """Adds samples [begin, end) to the sums."""
        size = 2 * self.rank
        e = self.noise[:, begin:end] + gain * self.answer[:, begin:end]
        near = np.flatnonzero((start < end) & (start + self.n_basis > begin))
        if len(near) == 0:
            return
        rows = np.zeros((len(near), size, e.shape[0], end - begin), dtype=np.float32)
        for i, k in enumerate(near):
            lo, hi = max(begin, int(start[k])), min(end, int(start[k]) + self.n_basis)
            rows[i, :, :, lo - begin : hi - begin] = self.basis[phase[k], :, :, lo - start[k] : hi - start[k]]
        flat = gain * rows.reshape(len(near) * size, -1)
        index = (near[:, None] * size + np.arange(size)[None, :]).ravel()
        a[index] += flat @ e.ravel()
        gram[np.ix_(index, index)] += flat @ flat.T
