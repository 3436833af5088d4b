"""
Training data without end for `typing-stream`, and the spatial filters that they are made in.

The simulated typist is linear and its noise Gaussian with a known cross-spectrum, so that two things need no sampling:

- the filter that tells a person's twelve sources best, wherever the head lies. To first order in the six numbers of the
  head's place it is W(theta) = W_0 + sum_i theta_i W_i, fitted by least squares in expectation over many places:

      minimise  E | s - W(theta) x |^2,   x = L(theta) s + n,   in two bands

  with the person's own fields and noise for a person's own row, with those of all people for a stranger's;
- what a stretch of made-up typing looks like behind that filter: templates of the sources mixed by W L, and noise whose
  cross-spectrum is that of W n. Twenty-four numbers per sample instead of 306.

Fields and noise are what the export of a session states. No recording, no sentence and no test session enters.
"""

from dataclasses import dataclass

import numpy as np
import torch
from common import KNOWN_PEOPLE, mean_row, progress
from scipy.linalg import cho_factor, cho_solve
from simulation import Session
from simulation.session import stationary
from typing_head import HeadNumbers
from typing_templates import Composer, artefact_courses, jittered, picked_channels, source_templates, type_keys
from typing_text import BACKSPACE, DIGIT, LABELS, SPACE

# Sources are told apart from what is slower than 4 Hz, and from what is faster: together 99.5 % of the observer's power.
BANDS = ((0.5, 4.0), (4.0, 20.0))
N_SOURCES = 12
N_FILTERED = N_SOURCES * len(BANDS)
# Responses last from 0.3 s before the press to 1.2 s after it, the slow answer of the high-pass included.
TMIN = -0.3
RESPONSE_SECONDS = 1.5
N_PHASES = 10
# Unit noise of each kind, kept for mixing: rows, and samples on a circle.
N_ROWS = 192
N_CIRCLE = 16384


@dataclass
class Place:
    """One person with the head in one place, after robust scaling."""

    person: int
    session: Session
    positions: np.ndarray  # [C, 3]
    lead: np.ndarray  # [C, N_SOURCES]
    background: np.ndarray  # [C, n_dipoles]
    weight: np.ndarray  # [n_dipoles, n_groups]
    sensor: np.ndarray  # [C] of the sensors' white noise
    artefacts: list  # (field [C, n], courses [n, n_samples])


def read_places(folders, chain, scale):
    """scale [C] of robust scaling, fT and fT/cm"""
    places = []
    for folder in progress(folders, "fields"):
        session = Session.load(folder)
        picked, unit = picked_channels(session)
        factor = (unit / scale)[:, None]
        artefacts = [(lead[picked] * factor, courses) for lead, courses in artefact_courses(session, chain)]
        places.append(
            Place(
                session.person,
                session,
                np.array([session.channels[i]["position"] for i in picked]),
                session.lead[picked] * factor,
                session.background_lead[picked] * factor,
                session.weight,
                session.sensor_sd[picked] * factor[:, 0],
                artefacts,
            )
        )
    return places


# ---------------------------------------------------------------- filters


class Statistics:
    """Second-order statistics of places in one band: what a filter is fitted to."""

    def __init__(self, places, chain, level, band):
        freqs = np.arange(band[0], band[1], 0.5)
        session = places[0].session
        self.groups, self.white = session.group_psd(chain, freqs), session.sensor_psd(chain, freqs)
        self.level, self.chain, self.freqs = level, chain, freqs
        signal = np.mean([self.source_spectrum(p.session)[1] for p in places[:: max(1, len(places) // 24)]], axis=0)
        noise = np.mean([(p.weight**2 @ self.groups * (p.background**2).sum(axis=0)[:, None]).sum(axis=0) for p in places[:8]], axis=0)
        # What tells is where the response is large beside the noise.
        self.share = signal / noise**2
        self.share /= self.share.sum()

    def source_spectrum(self, session):
        """Spectra of the sources for all classes [n_classes, S, F], and their mean power [F]."""
        omega, bumps = 2 * np.pi * self.freqs, session.bumps
        width, latency = bumps.width[..., None], bumps.latency[..., None]
        courses = np.sqrt(2 * np.pi) * width * np.exp(-0.5 * (omega * width) ** 2 - 1j * omega * latency)
        spectrum = np.einsum("csb,sbf->csf", self.level * bumps.weights, courses) * self.chain.response(self.freqs) * self.chain.sfreq_out
        return spectrum, (np.abs(spectrum) ** 2).mean(axis=(0, 1))

    def of(self, place):
        """Covariance of the signal [C, C], and of signal and sources [C, S], sources at variance 1."""
        spectrum, _ = self.source_spectrum(place.session)
        # The mean over keys tells that there is a key, the rest which: both are wanted.
        sources = np.real(np.einsum("c,csf,ctf,f->st", KEY_SHARES, spectrum, spectrum.conj(), self.share))
        power = place.weight**2 @ (self.groups @ self.share)
        total = (place.background * power) @ place.background.T
        total[np.diag_indices_from(total)] += place.sensor**2 * (self.white @ self.share)
        for field, courses in place.artefacts:
            total += (field * courses.var(axis=1)) @ field.T
        mixed = place.lead @ sources
        return total + mixed @ place.lead.T, mixed / np.sqrt(np.diag(sources))


def fit_filters(places, head, chain, level):
    """
    returns  W [n_people + 1, 7, N_FILTERED, C]: of each known person, and the last for a stranger; the parts are W_0 and
             what each of the six numbers of the head's place adds
    """
    n_channels = len(places[0].sensor)
    numbers = np.array([np.concatenate([[1.0], head.numbers(p.positions)]) for p in places])
    people = np.array([p.person for p in places])
    out = np.empty((len(KNOWN_PEOPLE) + 1, 7, N_FILTERED, n_channels))
    for b, band in enumerate(BANDS):
        statistics = Statistics(places, chain, level, band)
        total = np.zeros((49, n_channels * n_channels))
        right = np.zeros((7, n_channels * N_SOURCES))
        for person in progress(KNOWN_PEOPLE, f"filters from {band[0]} Hz"):
            chosen = np.flatnonzero(people == person)
            parts = [statistics.of(places[i]) for i in chosen]
            theta = numbers[chosen]
            squares = (theta[:, :, None] * theta[:, None, :]).reshape(len(chosen), 49)
            a = squares.T @ np.array([c.ravel() for c, _ in parts])
            r = theta.T @ np.array([m.ravel() for _, m in parts])
            out[person, :, b * N_SOURCES : (b + 1) * N_SOURCES] = solved(a, r, n_channels)
            total, right = total + a, right + r
        out[-1, :, b * N_SOURCES : (b + 1) * N_SOURCES] = solved(total, right, n_channels)
    return out


def solved(gram, right, n_channels):
    """[7, N_SOURCES, C] from sums over places."""
    size = 7 * n_channels
    gram = gram.reshape(7, 7, n_channels, n_channels).transpose(0, 2, 1, 3).reshape(size, size)
    gram[np.diag_indices(size)] += 1e-7 * np.trace(gram) / size
    w = cho_solve(cho_factor(gram, overwrite_a=True), right.reshape(7, n_channels, N_SOURCES).reshape(size, N_SOURCES))
    return w.reshape(7, n_channels, N_SOURCES).transpose(0, 2, 1)


def filter_at(filters, head, positions):
    """[..., N_FILTERED, C] for sensors at these positions."""
    theta = np.concatenate([[1.0], head.numbers(positions)])
    return np.einsum("...ikc,i->...kc", filters, theta)


def plain_head(places):
    """Reference positions and how the six numbers follow from others."""
    return HeadNumbers(np.mean([p.positions for p in places], axis=0))


# ---------------------------------------------------------------- made-up typing

# All keys alike, so that what the network says of a key is a likelihood but for a constant; figures are hardly typed.
KEY_SHARES = np.where(np.arange(len(LABELS)) == DIGIT, 0.1, 1.0)
KEY_SHARES /= KEY_SHARES.sum()
SLIP_SHARE = 0.02


def english(rng, ngram, n_keys):
    """
    Texts that a character n-gram model makes up, typed with slips that are noticed up to two keys later and taken back:
    keys one behind the other. What is learned of language from them is at most what the n-gram model knows.
    """
    out = []

    def next_key(text):
        p = np.exp(ngram.log_probabilities(text))
        return int(rng.choice(len(p), p=p / p.sum()))

    while len(out) < n_keys:
        text = (ngram.start,)
        for _ in range(rng.integers(20, 60)):
            key = next_key(text)
            if rng.random() < SLIP_SHARE:
                after = (*text, key)
                out.append(int(rng.choice(len(KEY_SHARES), p=KEY_SHARES)))
                late = int(rng.integers(3))
                for _ in range(late):
                    out.append(next_key(after))
                    after = (*after, out[-1])
                out.extend([BACKSPACE] * (late + 1))
            out.append(key)
            text = (*text, key)
        out.append(SPACE)
    return np.array(out)


class Endless:
    """
    Pieces of made-up typing: `draw(n, n_samples)`.

    Texts are an n-gram model's or keys at random; times, jitter and corrections are a typist's. A piece is of a known person
    with the head in one of the places, filtered by the person's own row or by a stranger's.
    """

    def __init__(self, places, filters, head, chain, level, rng, texts, english=0.8, stranger=0.15):
        """
        filters   as `fit_filters` makes them, turned to whatever coordinates the network is to get
        texts     keys of texts one behind the other, which pieces are cut from
        english   share of pieces that are cut from them; the others are keys at random
        stranger  share of pieces behind a stranger's filter
        """
        self.rng, self.stranger, self.level, self.texts, self.english = rng, stranger, level, texts, english
        self.shuffled = False
        self.sfreq = chain.sfreq_out
        self.person = np.array([p.person for p in places])
        n_response = round(RESPONSE_SECONDS * self.sfreq)
        first = {p.person: p.session for p in reversed(places)}
        templates = [source_templates(first[person], chain.steps, TMIN, n_response, N_PHASES) for person in KNOWN_PEOPLE]
        self.unit = 1e-8  # A·m: numbers near 1 for float32
        self.composer = Composer(np.array(templates) / self.unit, TMIN, self.sfreq)
        session = places[0].session
        kinds = [lambda f, g=g: session.group_psd(chain, f)[g : g + 1] for g in range(len(session.groups))]
        kinds.append(lambda f: np.asarray(session.sensor_psd(chain, f))[None, :])
        self.pool = np.stack([stationary(rng, N_CIRCLE, self.sfreq, kind, N_ROWS) for kind in progress(kinds, "noise")])
        self.mixing = []
        for place in progress(places, "places"):
            rows = []
            for w in (filters[place.person], filters[-1]):
                w = filter_at(w, head, place.positions)
                noise = [root((w @ place.background * place.weight[:, g]) @ (w @ place.background * place.weight[:, g]).T) for g in range(len(session.groups))]
                noise.append(root((w * place.sensor**2) @ w.T))
                artefacts = sum((w @ field) @ courses for field, courses in place.artefacts) if place.artefacts else np.zeros((N_FILTERED, 1))
                rows.append(((w @ place.lead * self.unit).astype(np.float32), np.concatenate(noise, axis=1).astype(np.float32), artefacts.astype(np.float32)))
            self.mixing.append(rows)

    def sequence(self, seconds):
        """Keys, about as many as are hit in that time, corrections among them."""
        n = int(seconds / 0.17) + 4
        if self.rng.random() < self.english:
            at = self.rng.integers(len(self.texts) - n)
            return self.texts[at : at + n]
        keys = self.rng.choice(len(LABELS), n, p=KEY_SHARES)
        # A wrong key is taken back with what follows it: backspaces come in runs.
        more = self.rng.random(n) < 0.35
        for i in range(1, n):
            if keys[i - 1] == BACKSPACE and more[i]:
                keys[i] = BACKSPACE
        return keys

    def draw(self, n, n_samples):
        """
        returns  z float32 [n, N_FILTERED, n_samples], rows [n] of the subject layer, and keys and times (s from the piece's
                 first sample) of each piece
        """
        rng = self.rng
        seconds = n_samples / self.sfreq
        sequences = [self.sequence(seconds) for _ in range(n)]
        presses = type_keys(rng, sequences, 0.0)
        starts = np.concatenate([[0], np.cumsum([len(s) for s in sequences])])
        # Now and then the typist thinks.
        for i in range(n):
            own = slice(starts[i], starts[i + 1])
            presses.times[own] += rng.uniform(0.35, 0.65)
            pauses = (rng.random(len(sequences[i])) < 0.015) * rng.uniform(0.3, 1.5, len(sequences[i]))
            presses.times[own] += np.cumsum(pauses)
        last = seconds - rng.uniform(0.45, 0.7, n)
        kept = presses.times < last[presses.sentence]
        for name in ("keys", "times", "sentence", "interval"):
            setattr(presses, name, getattr(presses, name)[kept])
        times, amplitude = jittered(rng, presses)
        place = rng.integers(len(self.mixing), size=n)
        gain = self.level * np.exp(0.3 * rng.standard_normal(n))
        courses = self.composer.compose(
            times, presses.keys, amplitude * gain[presses.sentence], presses.sentence, n, n_samples, of=self.person[place][presses.sentence]
        ).numpy()
        z = np.empty((n, N_FILTERED, n_samples), dtype=np.float32)
        rows = np.empty(n, dtype=np.int64)
        at = np.arange(n_samples)
        n_kinds = len(self.pool)
        for i in range(n):
            unknown = rng.random() < self.stranger
            rows[i] = mean_row() if unknown else self.person[place[i]]
            lead, noise, artefacts = self.mixing[place[i]][int(unknown)]
            lines = rng.integers(N_ROWS, size=(n_kinds, N_FILTERED, 1))
            start = rng.integers(N_CIRCLE, size=(n_kinds, N_FILTERED, 1))
            pieces = self.pool[np.arange(n_kinds)[:, None, None], lines, (start + at) % N_CIRCLE]
            sign = rng.choice(np.array([-1.0, 1.0], dtype=np.float32), size=(n_kinds, N_FILTERED, 1))
            z[i] = noise @ (pieces * sign).reshape(-1, n_samples)
            z[i] += lead @ courses[i].T
            z[i] += artefacts[:, (rng.integers(artefacts.shape[1]) + at) % artefacts.shape[1]] * rng.choice([-1.0, 1.0])
        keys, when = [], []
        for i in range(n):
            own = presses.sentence == i
            keys.append(rng.permutation(presses.keys[own]) if self.shuffled else presses.keys[own])
            when.append(presses.times[own])
        return torch.from_numpy(z), torch.from_numpy(rows), keys, when


def root(matrix):
    """R with R Rᵀ = matrix."""
    values, vectors = np.linalg.eigh(matrix)
    return vectors * np.sqrt(np.maximum(values, 0))


def noise_covariance(places, filters, head, chain):
    """Mean covariance of filtered noise, own rows, over all frequencies: [N_FILTERED, N_FILTERED]."""
    freqs = np.arange(0.5, chain.sfreq_out / 2, 0.5)
    session = places[0].session
    groups, white = session.group_psd(chain, freqs).mean(axis=1), session.sensor_psd(chain, freqs).mean()
    total = np.zeros((N_FILTERED, N_FILTERED))
    for place in places:
        w = filter_at(filters[place.person], head, place.positions)
        b = w @ place.background
        total += (b * (place.weight**2 @ groups)) @ b.T + (w * place.sensor**2) @ w.T * white
    return total / len(places)
