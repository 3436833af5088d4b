"""
The ideal observer of segments heard and images seen: the exact posterior over the candidates given the window, x·Σ⁻¹s_o −
½ s_o·Σ⁻¹s_o, with s_o the noiseless window of candidate o (all events that reach into it) and Σ the covariance of a window's
noise, block Toeplitz. A baseline takes a constant off each channel: the observer takes those constants as unknown, which
loses exactly what the baseline loses.

What is exact and what is not:
- images: amplitude jitter exactly, latency jitter as a sum over a grid of 5 ms, the image before as a Gaussian with the mean
  and covariance of all images;
- speech: words differ in amplitude by 10 %, which the observer does not know (its trials have it): it loses by that what
  the figure with `jitter=False` shows;
- noise is drawn as the scores it leads to, from their exact joint distribution: x itself is never made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import linalg

from .block_toeplitz import window_gram
from .chain import Array, Chain, nearest_sample
from .session import Bumps, Events, Session, evoked_courses
from .whitening import Whitening

#: Directions in which everything but sensor noise has less than this share of its power do not count.
KEEP = 1e-5

IMAGE_AMPLITUDE_JITTER = 0.15
IMAGE_DELAY_JITTER = 0.008
DELAY_GRID = 0.005


def window_information(session: Session, chain: Chain, n_samples: int) -> Array:
    """What a window without its offset says about the sources' courses: [T·S, T·S], index t·S + s."""
    whitening = Whitening(session, chain, KEEP)
    n = 1 << 15
    freqs = np.fft.rfftfreq(n, 1 / chain.sfreq_out)
    sensor, dipoles = whitening.spectra(freqs)
    r_sensor = np.fft.irfft(sensor)[:n_samples]
    r_dipoles = np.fft.irfft(dipoles, axis=1)[:, :n_samples]
    d = whitening.n_directions
    autocovariance = np.einsum("dj,jt,ej->tde", whitening.background, r_dipoles, whitening.background, optimize=True)
    autocovariance += r_sensor[:, None, None] * np.eye(d)[None]
    return window_gram(autocovariance, whitening.lead, free_offset=True)


def answers(events: Events, bumps: Bumps, chain: Chain, sfreq: float, n: int, **jitter: Array) -> Array:
    """
    Courses of the sources after the chain, [S, n at sfreq_out]. Behind a resampler alone a bump stays a bump: later by the
    filter's delay, its variance larger by that of the filter's taps, within 1e-3; so it is evaluated where it is wanted.
    """
    if any(stage.sos is not None for stage in chain.stages):
        return chain.filter(evoked_courses(events, bumps, sfreq, 0, n, **jitter))
    variance = 0.0
    for stage in chain.stages:
        assert stage.taps is not None
        seconds = (np.arange(len(stage.taps)) - (len(stage.taps) - 1) / 2) / (stage.sfreq_in * stage.up)
        variance += float((stage.taps * seconds**2).sum() / stage.taps.sum())
    later = Bumps(bumps.weights, bumps.latency + chain.group_delay, np.sqrt(bumps.width**2 + variance))
    # The area of a bump stays.
    later = Bumps(later.weights * (bumps.width / later.width)[None], later.latency, later.width)
    return evoked_courses(events, later, chain.sfreq_out, 0, chain.output_length(n), **jitter)


def cut(courses: Array, starts: NDArray[np.int64], n_samples: int) -> NDArray[np.float32]:
    """Windows of courses [S, T] as rows [n, n_samples·S], index t·S + s."""
    at = starts[:, None] + np.arange(n_samples)[None, :]
    return np.ascontiguousarray(courses.T[at].reshape(len(starts), -1), dtype=np.float32)


@dataclass
class Scores:
    """Inner products of each trial with each candidate, at gain 1: x·Σ⁻¹s = gain · (noise + gain · answer)."""

    answer: Array  # [n, candidates]
    noise: Array  # [n, candidates]
    energy: Array  # [candidates] s·Σ⁻¹s
    truth: NDArray[np.int64]  # [n]

    def of(self, gain: float) -> Array:
        """ln posterior but for a constant, [n, candidates]."""
        return gain * (self.noise + gain * self.answer) - 0.5 * gain**2 * self.energy[None, :]


def hits(scores: Array, truth: NDArray[np.int64], k: int) -> NDArray[np.bool_]:
    """Whether fewer than k candidates score higher than the true one."""
    own = scores[np.arange(len(truth)), truth]
    return np.asarray((scores > own[:, None]).sum(axis=1) < k)


def speech_scores(
    session: Session, chain: Chain, rng: np.random.Generator, tmin: float, n_samples: int, n_trials: int | None = None, jitter: bool = True
) -> Scores:
    """All segments of a session against each other: the bank is what the session's story holds."""
    segments = [m for m in session.markers if m.description.startswith("segment ")]
    onsets = np.array([m.sample for m in segments], dtype=np.int64)
    starts = session.window_indices(tmin, n_samples, chain, onsets)
    inside = (starts >= 0) & (starts + n_samples <= chain.output_length(session.n_samples))
    starts = starts[inside]
    information = window_information(session, chain, n_samples).astype(np.float32)
    events, n = session.events, session.n_samples
    expected = answers(events, session.bumps, chain, session.sfreq, n, amplitude=np.ones(len(events)))
    templates = cut(expected, starts, n_samples)
    trials = np.arange(len(starts))
    if n_trials is not None and n_trials < len(trials):
        trials = np.sort(rng.choice(len(trials), n_trials, replace=False))
    actual = templates[trials]
    if jitter:
        courses = answers(events, session.bumps, chain, session.sfreq, n)
        actual = cut(courses, starts[trials], n_samples)
    weighted = templates @ information  # [candidates, T·S]
    gram = (weighted @ templates.T).astype(np.float64)
    gram = 0.5 * (gram + gram.T)
    return Scores(
        answer=(actual @ weighted.T).astype(np.float64),
        noise=_noise(gram, len(trials), rng),
        energy=np.diag(gram).copy(),
        truth=trials,
    )


def _noise(gram: Array, n: int, rng: np.random.Generator) -> Array:
    """Scores of noise alone against each template, [n, templates]: Gaussian with the templates' Gram matrix as covariance."""
    # Rounding of single precision can make the smallest eigenvalues negative; this much more noise changes nothing.
    ridge = 1e-4 * np.trace(gram) / len(gram)
    root = linalg.cholesky(gram + ridge * np.eye(len(gram)), lower=True)
    return rng.standard_normal((n, len(gram))) @ root.T


class ImageObserver:
    """
    Windows of a session of images with their information, at several lengths (progressive estimates).

    The image before still answers in the window; it is taken as Gaussian with the images' mean and covariance.
    """

    def __init__(self, session: Session, chain: Chain, tmin: float) -> None:
        self.session = session
        self.chain = chain
        self.onsets = session.marker_samples("image")
        self.offset = nearest_sample(tmin * chain.sfreq_out)
        self.tmin = tmin
        events = session.events
        self.courses = answers(events, session.bumps, chain, session.sfreq, session.n_samples)
        self.n_images = session.bumps.weights.shape[0]
        self.deltas = np.arange(-5, 6) * DELAY_GRID
        self.delta_prior = -0.5 * (self.deltas / IMAGE_DELAY_JITTER) ** 2
        self.delta_prior -= np.log(np.exp(self.delta_prior).sum())
        self.interval = float(np.median(np.diff(self.onsets))) / session.sfreq

    def _templates(self, weights: Array, n_samples: int, delta: float, lag: float = 0.0) -> Array:
        """Answers with bumps `weights` [k, S, nBumps] to an onset `lag` s from the marker, [k, T·S]."""
        session, chain = self.session, self.chain
        k = len(weights)
        # One event for each, far apart on a time line of its own, at instants of output samples.
        gap, lead_in = 6.0, 4.0
        index = np.arange(k, dtype=np.int32)
        events = Events(lead_in + lag + gap * index, index, np.ones(k), np.full(k, delta), index)
        bumps = Bumps(weights, session.bumps.latency, session.bumps.width)
        courses = answers(events, bumps, chain, session.sfreq, int((lead_in + gap * k) * session.sfreq))
        starts = nearest_sample((lead_in + gap * index) * chain.sfreq_out) + self.offset
        return cut(courses, starts, n_samples).astype(np.float64)

    def trials(self, n_samples: int, rng: np.random.Generator) -> Trials:
        """Windows of the first `n_samples` samples of each image's window."""
        session, chain = self.session, self.chain
        information = window_information(session, chain, n_samples)
        starts = session.window_indices(self.tmin, n_samples, chain, self.onsets)
        inside = (starts >= 0) & (starts + n_samples <= self.courses.shape[1])
        # Answers are linear in a few features: templates are made for those and combined.
        shape = session.bumps.weights.shape[1:]
        flat = session.bumps.weights.reshape(self.n_images, -1)
        left, values, right = np.linalg.svd(flat, full_matrices=False)
        rank = int((values > 1e-9 * values[0]).sum())
        features = left[:, :rank] * values[:rank]
        maps = right[:rank].reshape(rank, *shape)
        templates = np.concatenate([features @ self._templates(maps, n_samples, float(d)) for d in self.deltas])
        mean = features.mean(axis=0)
        root = np.linalg.cholesky(np.cov(features.T) + 1e-12 * np.trace(np.cov(features.T)) * np.eye(rank))
        before = np.concatenate([mean[None], root.T]) @ self._templates(maps, n_samples, 0.0, -self.interval)
        return Trials(
            information,
            templates,
            before,
            cut(self.courses, starts[inside], n_samples).astype(np.float64),
            session.events.cls[: len(starts)][inside].astype(np.int64),
            len(self.deltas),
            rng,
        )

    def scores(self, trials: Trials, gain: float) -> Array:
        """ln posterior but for a constant, [n, images]."""
        a, energy = trials.at(gain)
        n_deltas = len(self.deltas)
        a = a.reshape(len(a), n_deltas, self.n_images)
        energy = energy.reshape(n_deltas, self.n_images)[None]
        precision = 1 / IMAGE_AMPLITUDE_JITTER**2
        # ∫ exp(α a − ½ α² E) N(α; 1, σ²) dα
        log = 0.5 * (a + precision) ** 2 / (energy + precision) - 0.5 * precision - 0.5 * np.log1p(energy / precision)
        log = log + self.delta_prior[None, :, None]
        top = log.max(axis=1, keepdims=True)
        return np.asarray((top + np.log(np.exp(log - top).sum(axis=1, keepdims=True)))[:, 0])


class Trials:
    """Windows of one length: inner products with templates, the image before taken out as a Gaussian."""

    def __init__(
        self, information: Array, templates: Array, before: Array, actual: Array, truth: NDArray[np.int64], n_deltas: int, rng: Any
    ) -> None:
        self.truth = truth
        self.n_deltas = n_deltas
        rows = np.concatenate([templates, before])
        weighted = rows @ information
        gram = weighted @ rows.T
        self._n = len(templates)
        self._gram = 0.5 * (gram + gram.T)
        self._answer = actual @ weighted.T
        self._noise = _noise(self._gram, len(actual), rng)

    def at(self, gain: float) -> tuple[Array, Array]:
        """x·Σ⁻¹s [n, templates] and s·Σ⁻¹s [templates] under noise with the image before in it."""
        n = self._n
        gram = gain**2 * self._gram
        a = gain * (self._noise + gain * self._answer)
        mean, spread = n, slice(n + 1, None)
        # x less the mean answer before; Σ' = Σ + V Vᵀ: Σ'⁻¹ = Σ⁻¹ − Σ⁻¹V (I + VᵀΣ⁻¹V)⁻¹ VᵀΣ⁻¹
        a = a - gram[mean][None, :]
        inner = np.eye(gram.shape[0] - n - 1) + gram[spread, spread]
        taken = np.linalg.solve(inner, gram[spread, :n])
        return a[:, :n] - a[:, spread] @ taken, np.diag(gram)[:n] - (gram[:n, spread] * taken.T).sum(axis=1)
