"""
The ideal observer of typed keys: it knows the person, when keys are hit, every response and the noise.

The record after the chain is y(t) = Σ_k α_k h_{c_k}(t − t_k − δ_k) + noise with cross-spectrum Σ(f). Everything that y says
about the keys is in a_k = ⟨φ(· − t_k), Σ⁻¹ y⟩ for a basis φ of the responses, with the Gram matrix K_kj = ⟨φ(· − t_k),
Σ⁻¹ φ(· − t_j)⟩ of all keys of a sentence: a = K x + noise of covariance K. With K = U Uᵀ, U upper triangular, w = U⁻¹ a =
Uᵀ x + white noise, and w_k depends on the keys up to k alone: a sequence is scored key by key, neighbours included, and what
is still to come does not disturb the choice of those to keep.

What is exact and what is not:
- neighbours, noise and the record's length: exact (frequencies that the chain's filters took out are not used; keys of
  other sentences, two seconds and more away, count by their mean);
- amplitude jitter α ~ N(1, σ²): exact, jointly over overlapping keys, by one Kalman filter per hypothesis over the
  amplitudes of the last `MEMORY` keys;
- latency jitter: mean response exactly (a bump blurred by a Gaussian is a bump), deviations to first order in the delay and
  jointly over overlapping keys; 8 ms against bumps of 30–60 ms leave 1 % of the response's power at second order;
- search: a beam, whose width the caller doubles until the answer stays.
Artefacts are given to it, which here means: left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import fft, linalg

from .chain import Array, Chain
from .language import KeyPrior, Shares
from .session import Bumps, Session
from .whitening import Whitening, taper

#: Jitter of the simulated typist: standard deviations, relative and s.
AMPLITUDE_JITTER = 0.15
DELAY_JITTER = 0.008

#: Keys before the newest whose jitter is still open (about 0.8 s); those before them count by their mean responses.
MEMORY = 4

#: K(τ) is worked out on a circle of so many seconds, and kept for pairs of keys up to so far apart.
CIRCLE = 120.0
LONGEST_SENTENCE = 30.0

#: Statistics are kept at this many times the chain's rate, and interpolated.
FINER = 8


@dataclass
class Sentence:
    """Keys of a sentence: classes [N], times [N] s, and which of the session it is."""

    number: int
    keys: NDArray[np.int64]
    times: Array


@dataclass
class Basis:
    """Responses of all keys as `features` [29, R] times R responses at the sources, `maps` [R, S, nBumps]."""

    features: Array
    maps: Array
    bumps: Bumps
    chain: Chain

    @property
    def rank(self) -> int:
        return self.features.shape[1]

    def responses(self, freqs: Array) -> NDArray[Any]:
        """
        Spectra [2R, S, F], as DFTs at the chain's output rate: the mean over latency jitter, then its derivative by latency
        times the jitter's deviation.
        """
        omega = 2 * np.pi * freqs
        bumps = self.bumps
        # ∫ exp(−½((t − l)/w)²) exp(−iωt) dt = √(2π) w exp(−½ω²w² − iωl); blurred by the delay's deviation the width grows.
        spectra = (
            np.sqrt(2 * np.pi)
            * bumps.width[..., None]
            * np.exp(-0.5 * (omega**2) * (bumps.width[..., None] ** 2 + DELAY_JITTER**2) - 1j * omega * bumps.latency[..., None])
        )
        mean = np.einsum("rsb,sbf->rsf", self.maps, spectra) * (self.chain.response(freqs) * self.chain.sfreq_out)
        return np.concatenate([mean, -1j * omega * DELAY_JITTER * mean])


class TypingStatistics:
    """
    What a session's record says about its keys: series a(t) [2R, T·FINER] to read at the times of keys, and K(τ).

    The basis: R ≤ 12 responses with mean jitter, then their derivatives by latency times its deviation. `features`
    [29, R] are the classes' coordinates. `noise` and `answer` are kept apart, so that any gain can be looked at:
    a = gain · (noise + gain · answer), K = gain² · K.
    """

    def __init__(self, session: Session, chain: Chain, rng: np.random.Generator) -> None:
        self.session = session
        self.chain = chain
        self._basis = self.basis_of(session, chain)
        self.features, self.rank = self._basis.features, self._basis.rank
        self._whitening = Whitening(session, chain)
        self._gram(self._whitening)
        self.answer = self._series(session.continuous(chain, rng, ("evoked",)))
        self.noise = self._series(session.continuous(chain, rng, ("background", "sensor")))

    @staticmethod
    def basis_of(session: Session, chain: Chain) -> Basis:
        bumps = session.bumps
        n_classes, n_sources, n_bumps = bumps.weights.shape
        left, values, right = np.linalg.svd(bumps.weights.reshape(n_classes, -1), full_matrices=False)
        rank = int((values > 1e-9 * values[0]).sum())
        return Basis(left[:, :rank] * values[:rank], right[:rank].reshape(rank, n_sources, n_bumps), bumps, chain)

    def _gram(self, whitening: Whitening) -> None:
        rate = self.chain.sfreq_out
        n = int(CIRCLE * rate)
        freqs = np.fft.rfftfreq(n, 1 / rate)
        _, sources, used = whitening.weights(freqs)
        phi = self._basis.responses(freqs[used])
        spectrum = np.zeros((2 * self.rank, 2 * self.rank, len(freqs)), dtype=np.complex128)
        spectrum[..., used] = np.einsum("asf,fsu,buf->abf", phi.conj(), sources[used], phi, optimize=True)
        fine = fft.irfft(spectrum, n * FINER, axis=2) * FINER
        self._gram_rate = rate * FINER
        # ⟨φ_a(t), Σ⁻¹ φ_b(t − τ)⟩ = (1/n) Σ conj(Φ_a) M Φ_b exp(−iωτ): time runs backwards in τ.
        table = np.roll(fine[:, :, ::-1], 1, axis=2)
        typical = self.features[self.session.events.cls].mean(axis=0)
        self._mean_gram = np.einsum("abt,b->at", table[:, : self.rank], typical)
        # Lags within a sentence alone are looked up by pairs.
        half = int(LONGEST_SENTENCE * self._gram_rate)
        self._gram_table = np.concatenate([table[:, :, : half + 4], table[:, :, -half - 4 :]], axis=2)

    def _series(self, data: NDArray[np.float32]) -> Array:
        rate = self.chain.sfreq_out
        n = fft.next_fast_len(data.shape[1], real=True)
        freqs = np.fft.rfftfreq(n, 1 / rate)
        projected = self._whitening.project @ (data * taper(data.shape[1], int(rate))[None, :])
        spectrum = fft.rfft(projected, n, axis=1)
        series = np.zeros((2 * self.rank, len(freqs)), dtype=np.complex128)
        for first in range(0, len(freqs), 4096):
            block = slice(first, first + 4096)
            weights, _, _ = self._whitening.weights(freqs[block])
            sources = (weights @ spectrum[:, block].T[:, :, None])[:, :, 0]
            series[:, block] = np.einsum("asf,fs->af", self._basis.responses(freqs[block]).conj(), sources, optimize=True)
        return fft.irfft(series, n * FINER, axis=1) * FINER

    def at(self, series: Array, times: Array) -> Array:
        """A series at `times` (s): [len(times), 2R], by cubic interpolation."""
        return _cubic(series, times * self._gram_rate).T

    def gram(self, lags: Array) -> Array:
        """K(τ) at lags (s), any shape: [..., 2R, 2R]."""
        flat = _cubic(self._gram_table.reshape(-1, self._gram_table.shape[2]), lags.ravel() * self._gram_rate)
        return flat.T.reshape(*lags.shape, 2 * self.rank, 2 * self.rank)

    def elsewhere(self, sentence: Sentence) -> Array:
        """
        What the keys of all other sentences add to a at this one's keys, on average over the keys of a session: [N, 2R] at
        gain 1. Seconds away, K is below 1 % of K(0), and only the part that all keys share is worth taking off.
        """
        events = self.session.events
        others = events.time[events.group != sentence.number]
        lags = others[None, :] - sentence.times[:, None]
        near = np.abs(lags) < 0.4 * CIRCLE
        values = _cubic(self._mean_gram, lags[near] * self._gram_rate)
        out = np.zeros((len(sentence.times), 2 * self.rank))
        row = np.nonzero(near)[0]
        for i in range(2 * self.rank):
            out[:, i] = np.bincount(row, values[i], len(out))
        return out

    def sentences(self) -> list[Sentence]:
        return self.sentences_of(self.session)

    @staticmethod
    def sentences_of(session: Session) -> list[Sentence]:
        events = session.events
        numbers = np.unique(events.group)
        return [
            Sentence(int(n), events.cls[chosen].astype(np.int64), events.time[chosen])
            for n in numbers
            for chosen in [np.flatnonzero(events.group == n)]
        ]


def _cubic(series: Array, position: Array) -> Array:
    """Lagrange interpolation of rows at positions (samples), around the end: [rows, len(position)]."""
    base = np.floor(position).astype(np.int64)
    t = position - base
    n = series.shape[1]
    coefficients = (-t * (t - 1) * (t - 2) / 6, (t + 1) * (t - 1) * (t - 2) / 2, -(t + 1) * t * (t - 2) / 2, (t + 1) * t * (t - 1) / 6)
    out = np.zeros((series.shape[0], len(position)))
    for k, c in zip((-1, 0, 1, 2), coefficients, strict=True):
        out += series[:, (base + k) % n] * c
    return out


@dataclass
class Reading:
    """Keys read by the greatest marginal, and ln of how much of the beam's weight they have."""

    keys: NDArray[np.int64]
    confidence: Array


class SentenceReader:
    """Beam search over the keys of one sentence."""

    def __init__(self, a: Array, gram: Array, features: Array, jitter: bool = True) -> None:
        """
        a         [N·2R] statistics of N keys: for each, of the responses and of their derivatives by latency
        gram      [N·2R, N·2R] K
        features  [29, R]
        """
        n_classes, rank = features.shape
        size = 2 * rank
        n = len(a) // size
        gram = 0.5 * (gram + gram.T)
        gram[np.diag_indices_from(gram)] *= 1 + 1e-9
        # U upper triangular with K = U Uᵀ: Cholesky from the last row to the first.
        upper = linalg.cholesky(gram[::-1, ::-1], lower=True)[::-1, ::-1]
        self.w = linalg.solve_triangular(upper, a, lower=False).reshape(n, size)
        rows = upper.reshape(n, size, n, size)
        self.n, self.size = n, size
        # What key k − d of each class adds to w_k: mean, and per unit of amplitude and of delay jitter. Class 29: none.
        self.mean = np.zeros((n, max(n, MEMORY + 1), n_classes + 1, size))
        self.jitter = np.zeros((n, MEMORY + 1, n_classes + 1, size, 2))
        mean = np.einsum("cr,jrks->kjcs", features, rows[:, :rank], optimize=True)
        late = np.einsum("cr,jrks->kjcs", features, rows[:, rank:], optimize=True) if jitter else None
        for d in range(n):
            k = np.arange(d, n)
            self.mean[k, d, :-1] = mean[k, k - d]
            if late is not None and d <= MEMORY:
                self.jitter[k, d, :-1, :, 0] = AMPLITUDE_JITTER * mean[k, k - d]
                self.jitter[k, d, :-1, :, 1] = late[k, k - d]

    @classmethod
    def of(cls, statistics: TypingStatistics, sentence: Sentence, gain: float = 1.0, jitter: bool = True) -> SentenceReader:
        """All keys of a sentence, from the whole record."""
        n = len(sentence.times)
        size = 2 * statistics.rank
        a = gain * (statistics.at(statistics.noise, sentence.times) + gain * statistics.at(statistics.answer, sentence.times))
        a -= gain**2 * statistics.elsewhere(sentence)
        lags = sentence.times[None, :] - sentence.times[:, None]
        gram = gain**2 * statistics.gram(lags).transpose(0, 2, 1, 3).reshape(n * size, n * size)
        return cls(a.ravel(), gram, statistics.features, jitter)

    def read(self, prior: Any, beam: int, weight: float = 1.0, lookahead: int = 8, cut: float = 25.0) -> Reading:
        """
        prior      with start, after and row (see language.KeyPrior)
        beam       hypotheses kept
        weight     of the prior's logarithm
        lookahead  keys after which a key's marginal is taken (the end's, for the last ones)
        """
        n_classes = self.mean.shape[2] - 1
        m = 2 * MEMORY
        scores = np.zeros(1)
        history = np.full((1, MEMORY), n_classes)
        mu = np.zeros((1, m))
        cov = np.eye(m)[None].copy()
        path = np.zeros((1, self.n), dtype=np.int64)
        states = [prior.start()]
        chosen = np.zeros(self.n, dtype=np.int64)
        confidence = np.zeros(self.n)

        def decide(k: int) -> None:
            share = np.exp(scores - scores.max())
            mass = np.bincount(path[:, k], share, n_classes) / share.sum()
            chosen[k] = int(mass.argmax())
            confidence[k] = float(mass.max())

        for k in range(self.n):
            past = self.jitter[k, np.arange(1, MEMORY + 1)[None, :], history]
            past = past.transpose(0, 2, 1, 3).reshape(len(scores), self.size, m)
            rest = self.w[k] - self.mean[k, np.arange(1, k + 1)[None, :], path[:, k - np.arange(1, k + 1)]].sum(axis=1)
            rest -= np.einsum("bsm,bm->bs", past, mu)
            information = np.linalg.inv(cov)
            likelihood = self._likelihood(k, rest, past, information)
            rows = np.stack([prior.row(state) for state in states])
            total = scores[:, None] + likelihood + weight * rows
            flat = total.ravel()
            best = flat.max()
            if flat.size > beam:
                kept = np.argpartition(-flat, beam - 1)[:beam]
            else:
                kept = np.arange(flat.size)
            kept = kept[flat[kept] > best - cut]
            parent, key = np.divmod(kept, n_classes)
            scores = flat[kept] - best
            mu, cov = self._update(k, key, past[parent], rest[parent], mu[parent], information[parent])
            history = np.concatenate([key[:, None], history[parent, :-1]], axis=1)
            path = path[parent]
            path[:, k] = key
            states = [prior.after(states[p], int(c)) for p, c in zip(parent, key, strict=True)]
            if k >= lookahead:
                decide(k - lookahead)
        for k in range(max(0, self.n - lookahead), self.n):
            decide(k)
        return Reading(chosen, confidence)

    def _likelihood(self, k: int, rest: Array, past: Array, information: Array) -> Array:
        """
        ln p(w_k | hypothesis, class) but for a constant, [B, 29]: Gaussian about mean + rest with covariance S + A Aᵀ, A the
        class's jitter and S = I + H C Hᵀ, so that S⁻¹ = I − H (C⁻¹ + HᵀH)⁻¹ Hᵀ needs matrices of the memory's size alone.

        rest [B, size], past = H [B, size, m], information = C⁻¹ [B, m, m]
        """
        mean, jitter = self.mean[k, 0, :-1], self.jitter[k, 0, :-1]
        n_classes = len(mean)
        turned = past.transpose(0, 2, 1)
        middle = information + turned @ past
        log_det = np.linalg.slogdet(middle)[1] - np.linalg.slogdet(information)[1]
        root = np.linalg.inv(np.linalg.cholesky(middle))
        columns = np.concatenate([mean.T, jitter[:, :, 0].T, jitter[:, :, 1].T], axis=1)
        # In these coordinates the inner product under S⁻¹ of u and v is u·v − (root Hᵀu)·(root Hᵀv).
        half = root @ turned
        columns_past = (half @ columns).reshape(len(rest), -1, 3, n_classes)
        rest_past = np.einsum("bms,bs->bm", half, rest)
        cross = (rest @ columns).reshape(-1, 3, n_classes) - np.einsum("bm,bmic->bic", rest_past, columns_past)
        inner = [columns[:, i * n_classes : (i + 1) * n_classes] for i in range(3)]

        def product(i: int, j: int) -> Array:
            return (inner[i] * inner[j]).sum(axis=0)[None, :] - (columns_past[:, :, i] * columns_past[:, :, j]).sum(axis=1)

        rr = (rest * rest).sum(axis=1) - (rest_past * rest_past).sum(axis=1)
        d00, d11, d01 = 1 + product(1, 1), 1 + product(2, 2), product(1, 2)
        determinant = d00 * d11 - d01 * d01
        q0, q1 = cross[:, 1] - product(0, 1), cross[:, 2] - product(0, 2)
        explained = (d11 * q0 * q0 - 2 * d01 * q0 * q1 + d00 * q1 * q1) / determinant
        quadratic = rr[:, None] - 2 * cross[:, 0] + product(0, 0) - explained
        return -0.5 * (quadratic + np.log(determinant) + log_det[:, None])

    def _update(
        self, k: int, key: NDArray[np.int64], past: Array, rest: Array, mu: Array, information: Array
    ) -> tuple[Array, Array]:
        """Mean and covariance of the jitter of the newest and the earlier keys after w_k, the oldest dropped."""
        seen = np.concatenate([self.jitter[k, 0, key], past], axis=2)
        n_state = seen.shape[2]
        turned = seen.transpose(0, 2, 1)
        posterior = turned @ seen
        posterior[:, 2:, 2:] += information
        posterior[:, [0, 1], [0, 1]] += 1
        posterior = np.linalg.inv(posterior)
        posterior = 0.5 * (posterior + posterior.transpose(0, 2, 1))
        innovation = rest - self.mean[k, 0, key]
        shift = np.einsum("bmn,bns,bs->bm", posterior, turned, innovation, optimize=True)
        mean = np.concatenate([np.zeros((len(mu), 2)), mu], axis=1) + shift
        return mean[:, : n_state - 2], posterior[:, : n_state - 2, : n_state - 2]


def ignoring_neighbours(reader_statistics: TypingStatistics, sentence: Sentence, gain: float, shares: Array) -> NDArray[np.int64]:
    """Each key by itself, as if it were the only one: what template matching gives."""
    rank = reader_statistics.rank
    a = gain * (
        reader_statistics.at(reader_statistics.noise, sentence.times)
        + gain * reader_statistics.at(reader_statistics.answer, sentence.times)
    )
    gram = gain**2 * reader_statistics.gram(np.zeros(1))[0][:rank, :rank]
    features = reader_statistics.features
    score = a[:, :rank] @ features.T - 0.5 * np.einsum("kr,rs,ks->k", features, gram, features)[None, :]
    return np.asarray((score + np.log(np.maximum(shares, 1e-12))[None, :]).argmax(axis=1))


def key_shares(sentences: Sequence[str], classes: Sequence[str]) -> Array:
    """How often each key is hit when these sentences are typed, 2 % of letters wrong and corrected."""
    shares = np.full(len(classes), 0.0)
    for sentence in sentences:
        for letter in sentence:
            shares[list(classes).index("space" if letter == " " else letter)] += 1
    shares /= shares.sum()
    shares = shares * 0.96
    shares[list(classes).index("backspace")] = 0.035
    shares[list(classes).index("digit")] = 0.005
    return shares


__all__ = ["KeyPrior", "SentenceReader", "Shares", "TypingStatistics", "ignoring_neighbours", "key_shares"]
