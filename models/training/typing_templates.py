"""
Endless typing without sessions: what one key press adds to the signal, and the noise, both as they are behind a model's
filters. The simulated typist is linear, so that a response to many presses is the sum of shifted templates, and a spatial
projection of it is the projection of the templates: made-up key sequences cost a few additions per press.

    session = Session.load(folder)
    templates = evoked_templates(folder, PREPROCESS, level, -0.3, 60, 20)       # [20, 29, C, 60]
    typed = Composer(templates, -0.3, 50.0)
    y = typed.compose(times, keys, amplitude, sentence, n_sentences, length)     # [n_sentences, length, C]
    n = projected_noise(session, PREPROCESS, matrix, rng)                        # [n_samples, D]

Nothing here is estimated from samples: templates follow from the person's sources and the head's place, which the export
of a session states.
"""

from dataclasses import dataclass

import numpy as np
import torch
from simulation import Chain
from simulation.session import BUMP_REACH, stationary
from typing_data import continuous_steps, nearest
from typing_text import BACKSPACE, LABELS, SPACE

# The simulated typist's own (server/rig/person/typing-session.ts): jitter of a response, and times between keys, s.
AMPLITUDE_DEVIATION = 0.15
DELAY_DEVIATION = 0.008
MEDIAN_INTERVAL = 0.19
INTERVAL_LOG_DEVIATION = 0.35
SHORTEST_INTERVAL = 0.08
COMMON_PAIRS = frozenset("th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se ha as ou io le ve co me de hi".split())


def source_templates(session, preprocess, tmin, n_samples, n_phases):
    """
    Moments of the person's sources that answer one press, behind the filters.

    tmin      of the first sample after the press, s
    n_phases  a press may lie between two samples: template p is that of a press p / n_phases samples after sample 0
    returns   [n_phases, n_classes, n_sources, n_samples] float64, A·m, amplitude 1 and no delay, gain as exported
    """
    chain = Chain(continuous_steps(preprocess), session.sfreq)
    bumps = session.bumps
    rate = chain.sfreq_out
    # The press lies a whole second behind the start, so that the filters have seen nothing before the response.
    onset, first = 1.0, nearest(tmin * rate)
    n_in = int(np.ceil((onset + (first + n_samples + 2) / rate) * session.sfreq))
    latency, width = bumps.latency.ravel()[:, None], bumps.width.ravel()[:, None]
    out = []
    for phase in range(n_phases):
        z = (np.arange(n_in)[None, :] / session.sfreq - onset - phase / (n_phases * rate) - latency) / width
        courses = chain.filter(np.where(np.abs(z) < BUMP_REACH, np.exp(-0.5 * z * z), 0.0))
        at = nearest(onset * rate) + first
        part = courses[:, at : at + n_samples].reshape(*bumps.latency.shape, n_samples)
        out.append(np.einsum("ksb,sbt->kst", bumps.weights, part))
    return np.array(out)


def picked_channels(session):
    """Indices of the MEG channels, as recordings have them, and fT or fT/cm per T or T/m of each."""
    picked = [i for i, channel in enumerate(session.channels) if channel["kind"] in ("mag", "grad")]
    return picked, session.scale[picked]


def fields(session):
    """[C, n_sources]: fT and fT/cm at the MEG channels per A·m of each source, where the head lies in this session."""
    picked, scale = picked_channels(session)
    return session.lead[picked] * scale[:, None]


class Composer:
    """Signals of made-up key sequences, from templates of one or several people (or sessions)."""

    def __init__(self, templates, tmin, sfreq):
        """templates  [n_phases, n_classes, C, n_samples], or [n_sets, ...] of several; tmin, s, of their first sample"""
        templates = torch.as_tensor(templates, dtype=torch.float32)
        if templates.dim() == 4:
            templates = templates.unsqueeze(0)
        self.n_phases, self.n_classes, self.n_channels, self.n_samples = templates.shape[1:]
        self.rows = templates.transpose(-1, -2).flatten(0, 2).contiguous()
        self.first = nearest(tmin * sfreq)
        self.sfreq = sfreq

    def compose(self, times, keys, amplitude, sentence, n_sentences, length, of=None):
        """
        times      [N] s from sample 0 of the sentence's signal, the response's delay included
        keys       int [N], and amplitude [N]
        sentence   int [N], which of the signals a press belongs to
        of         int [N], which set of templates; none: the first
        returns    tensor [n_sentences, length, C]; what lies outside is cut
        """
        fine = np.floor(np.asarray(times) * self.sfreq * self.n_phases + 0.5).astype(np.int64)
        whole, phase = np.divmod(fine, self.n_phases)
        which = phase * self.n_classes + np.asarray(keys)
        if of is not None:
            which = which + np.asarray(of) * (self.n_phases * self.n_classes)
        values = self.rows[torch.from_numpy(which)] * torch.as_tensor(amplitude, dtype=torch.float32)[:, None, None]
        at = torch.from_numpy(whole + self.first)[:, None] + torch.arange(self.n_samples)
        inside = (at >= 0) & (at < length)
        # One more row takes what lies outside.
        at = torch.where(inside, at + torch.from_numpy(np.asarray(sentence, dtype=np.int64))[:, None] * length, n_sentences * length)
        out = torch.zeros(n_sentences * length + 1, self.n_channels)
        out.index_add_(0, at.flatten(), values.flatten(0, 1))
        return out[:-1].view(n_sentences, length, self.n_channels)


@dataclass
class Presses:
    """Key presses of made-up sentences, one after the other: key, time of the marker in its sentence (s, a whole ms), sentence."""

    keys: np.ndarray
    times: np.ndarray
    sentence: np.ndarray
    interval: np.ndarray  # float32, s since the key before; 0 for the first of a sentence


def interval_factors(keys):
    """How much longer than usual it takes from each key to the next, as the typist has it: [len(keys) - 1]."""
    return INTERVAL_FACTORS[np.asarray(keys[:-1]), np.asarray(keys[1:])]


def factor_of(previous, key):
    if key == BACKSPACE:
        return 0.8 if previous == BACKSPACE else 1.8
    if previous == BACKSPACE:
        return 1.6
    if previous == SPACE:
        return 1.25
    if key == SPACE:
        return 0.95
    if LABELS[previous] + LABELS[key] in COMMON_PAIRS:
        return 0.85
    return 1.35 if LABELS[key] in "jqxz" or LABELS[previous] in "jqxz" else 1.05


INTERVAL_FACTORS = np.array([[factor_of(previous, key) for key in range(len(LABELS))] for previous in range(len(LABELS))])


def type_keys(rng, sequences, first):
    """Times at which these key sequences (a list of int arrays) are pressed, from `first` s on."""
    times, interval = [], []
    for keys in sequences:
        gaps = MEDIAN_INTERVAL * interval_factors(keys) * np.exp(INTERVAL_LOG_DEVIATION * rng.standard_normal(len(keys) - 1))
        gaps = np.round(np.maximum(SHORTEST_INTERVAL, gaps) * 1000) / 1000
        times.append(first + np.concatenate([[0.0], np.cumsum(gaps)]))
        interval.append(np.concatenate([[0.0], gaps]))
    return Presses(
        np.concatenate(sequences).astype(np.int64),
        np.concatenate(times),
        np.repeat(np.arange(len(sequences)), [len(keys) for keys in sequences]),
        np.concatenate(interval).astype(np.float32),
    )


def jittered(rng, presses):
    """Times and amplitudes of the responses to these presses."""
    n = len(presses.keys)
    return presses.times + DELAY_DEVIATION * rng.standard_normal(n), 1 + AMPLITUDE_DEVIATION * rng.standard_normal(n)


def projected_noise(session, preprocess, matrix, rng, artefacts=True):
    """
    New noise of a session, as long as the session, behind filters and a projection: background and sensors from their
    stationary processes, heart and eyes as the session has them (mixed in at a random shift, with a random sign).

    matrix   [D, C] of the MEG channels in fT and fT/cm
    returns  [n_samples, D] float32
    """
    chain = Chain(continuous_steps(preprocess), session.sfreq)
    picked, scale = picked_channels(session)
    matrix = np.asarray(matrix, dtype=np.float64) * scale[None, :]
    n = chain.output_length(session.n_samples)
    moments = stationary(rng, n, chain.sfreq_out, session.background_psd(chain), session.weight.shape[0])
    out = (matrix @ session.background_lead[picked]).astype(np.float32) @ moments
    spread = matrix * session.sensor_sd[picked][None, :]
    values, vectors = np.linalg.eigh(spread @ spread.T)
    white = stationary(rng, n, chain.sfreq_out, lambda f: np.asarray(session.sensor_psd(chain, f))[None, :], len(matrix))
    out += (vectors * np.sqrt(np.maximum(values, 0))).astype(np.float32) @ white
    if artefacts:
        whole = artefact_courses(session, chain)
        shift, sign = rng.integers(n), rng.choice([-1.0, 1.0])
        for lead, courses in whole:
            out += np.roll((sign * (matrix @ lead[picked])).astype(np.float32) @ courses, shift, axis=1)
    return out.T


def artefact_courses(session, chain):
    """Lead field [channels, n] and filtered time courses [n, n_samples] of the session's artefacts, kept with the session."""
    known = getattr(session, "_filtered_artefacts", None)
    if known is None or known[0] != chain.steps:
        parts = [(lead, chain.filter(courses).astype(np.float32)) for lead, courses in session._artefacts(0, session.n_samples)]
        known = session._filtered_artefacts = (chain.steps, parts)
    return known[1]


class TextSampler:
    """
    Keys as a typist of made-up sentences hits them: letters drawn from an n-gram model, now and then a wrong key that is
    noticed up to two keys later and taken back (as server/rig/person/typing-session.ts has it).
    """

    WRONG_SHARE = 0.02
    LATEST_NOTICE = 2

    def __init__(self, model):
        """model  `typing_text.NgramModel`"""
        self.model = model
        self.explicit = {}
        self.near = near_keys()

    def sentence(self, rng, n_letters):
        """int64 [at least n_letters]"""
        uniform = iter(rng.random(40 * n_letters + 200).tolist())
        text = [self.model.start]
        for _ in range(n_letters):
            text.append(self.next_letter(tuple(text[-(self.model.order - 1) :]), uniform, rng))
        return np.array(self.with_errors(rng, text[1:]), dtype=np.int64)

    def next_letter(self, context, uniform, rng):
        """An explicit letter of the longest known context, or by what these leave over one of a shorter context."""
        while True:
            letters = self.letters_of(context)
            if letters is not None:
                drawn = next(uniform, None)
                drawn = rng.random() if drawn is None else drawn
                for letter, upto in letters:
                    if drawn < upto:
                        return letter
            if not context:
                return SPACE
            context = context[1:]

    def letters_of(self, context):
        known = self.explicit.get(context)
        if known is None:
            children = self.model.children.get(context)
            if children is None:
                return None
            letters, shares = zip(*children)
            upto = np.cumsum(np.exp(shares))
            if not context:
                upto /= upto[-1]
            known = self.explicit[context] = list(zip(letters, upto.tolist()))
        return known

    def with_errors(self, rng, wanted):
        keys = []
        for i, key in enumerate(wanted):
            near = self.near[key]
            if near and rng.random() < self.WRONG_SHARE:
                late = min(int(rng.integers(self.LATEST_NOTICE + 1)), len(wanted) - 1 - i)
                keys += [near[rng.integers(len(near))], *wanted[i + 1 : i + 1 + late], *[BACKSPACE] * (late + 1)]
            keys.append(key)
        return keys


def near_keys():
    """Of each class the classes of the keys next to it on the keyboard."""
    rows, set_in = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"), (0, 0.5, 0.75, 1.25)
    places = {key: (column + set_in[row], row) for row, keys in enumerate(rows) for column, key in enumerate(keys)}
    out = [[] for _ in LABELS]
    for key, (x, row) in places.items():
        if key.isalpha():
            near = [k for k, (u, r) in places.items() if k != key and np.hypot(x - u, row - r) <= 1.2]
            out[LABELS.index(key)] = [LABELS.index(k) if k.isalpha() else LABELS.index("digit") for k in near]
    return out
