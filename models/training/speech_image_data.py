"""
Trials of simulated listeners and viewers: sessions exported by `cortexwire rig export speech|images`, put through the
models' preprocessing by `simulation`, kept as continuous signals at 120 Hz, and cut into windows as the server cuts them.
"""

import hashlib
import json
from dataclasses import dataclass

import numpy as np
from common import cache_dir, cache_key, dials_text, export_session, progress, robust_statistics
from simulation import Chain, Session
from simulation.session import evoked_courses

SFREQ = 120
# 25 ms late, so that little of a window's last samples is lost: an image's early estimates have no time to give away.
STREAM_STEPS = [{"step": "resample", "sfreq": SFREQ, "halfLength": 3}]
TMIN = -0.5
N_BASELINE = 60
CLAMP = 20
# Noise differs between people, and between sessions with how the head lies: the server fits a whitening matrix on the
# first minute of each stream, without labels, and so does training.
CALIBRATION_SECONDS = 60
SHRINKAGE = 5e-4
ALL_PARTS = ("background", "sensor", "artefacts")


@dataclass
class Recording:
    """
    A session at 120 Hz, before stored scaling.

    noise    [n_samples, C] float16, fT and fT/cm: all but the answers
    lead     [C, S] float32 and courses [n_samples, S]: the answers at the dial's gain
    onset    of each trial, in samples at 120 Hz, rounded as the server does
    name     of what was heard or seen at each trial
    """

    kind: str
    person: int
    session: int
    noise: np.ndarray
    lead: np.ndarray
    courses: np.ndarray
    onset: np.ndarray
    name: list
    simulated: Session
    chain: Chain

    def signal(self, start=0, stop=None, gain=1.0):
        """[stop - start, C] float32."""
        noise = np.asarray(self.noise[start:stop], dtype=np.float32)
        return noise + np.float32(gain) * (self.courses[start:stop] @ self.lead.T)

    @property
    def layout(self):
        return np.array([c["layout"] for c in meg(self.simulated)])

    @property
    def names(self):
        return [c["name"] for c in meg(self.simulated)]


def meg(simulated):
    return [c for c in simulated.channels if c["kind"] in ("mag", "grad")]


def load_recording(kind, person, session, trials, cache=None, gain=1.0, seed=0):
    """
    trials  images seen or segments heard
    gain    amplitude of the answers, as a multiple of the dial
    seed    of the noise, which is drawn anew from the session's own processes; answers are the session's
    """
    cache = cache_dir(cache)
    dials = json.loads(dials_text())
    # At gain 1: the noise, which takes long, is the same whatever the dial says.
    options = ("--gain", "1", "--spread", str(dials["spread"]), "--trials", str(trials))
    folder = export_session(kind, person, session, cache, options)
    simulated = Session.load(folder)
    chain = Chain(STREAM_STEPS, simulated.sfreq)
    picked = [i for i, c in enumerate(simulated.channels) if c["kind"] in ("mag", "grad")]
    key = cache_key(of=noise_digest(simulated), steps=STREAM_STEPS, seed=seed)
    path = cache / "noise" / f"{kind}-p{person}-s{session}-{key}.npy"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        rng = np.random.default_rng([seed, person, session])
        noise = simulated.continuous(chain, rng, include=ALL_PARTS)[picked].T
        part = path.with_suffix(".part.npy")
        np.save(part, np.clip(noise, -60000, 60000).astype(np.float16))
        part.rename(path)
    courses = chain.filter(evoked_courses(simulated.events, simulated.bumps, simulated.sfreq, 0, simulated.n_samples))
    level = dials[kind]["gain"] * gain
    lead = level * (simulated.scale[picked, None] * simulated.lead[picked])
    # Moments are about 1e-8 A·m and fields per moment 1e8: float32 holds both after moving the power of ten.
    size = max(float(np.abs(courses).max()), 1e-30)
    onsets, names = read_trials(simulated, kind)
    start = simulated.window_indices(0.0, 1, chain, onsets)
    return Recording(
        kind, person, session, np.load(path, mmap_mode="r"), (lead * size).astype(np.float32),
        (courses / size).T.astype(np.float32), start, names, simulated, chain,
    )  # fmt: skip


def recording_of(folder, seed=0):
    """A session as it was exported, at the level that it was exported at; its noise is drawn from its processes."""
    simulated = Session.load(folder)
    chain = Chain(STREAM_STEPS, simulated.sfreq)
    picked = [i for i, c in enumerate(simulated.channels) if c["kind"] in ("mag", "grad")]
    rng = np.random.default_rng([seed, simulated.person, simulated.number])
    noise = np.clip(simulated.continuous(chain, rng, include=ALL_PARTS)[picked].T, -60000, 60000).astype(np.float16)
    courses = chain.filter(evoked_courses(simulated.events, simulated.bumps, simulated.sfreq, 0, simulated.n_samples))
    size = max(float(np.abs(courses).max()), 1e-30)
    onsets, names = read_trials(simulated, simulated.kind)
    return Recording(
        simulated.kind, simulated.person, simulated.number, noise,
        (simulated.scale[picked, None] * simulated.lead[picked] * size).astype(np.float32), (courses / size).T.astype(np.float32),
        simulated.window_indices(0.0, 1, chain, onsets), names, simulated, chain,
    )  # fmt: skip


def noise_digest(simulated):
    """Of all that noise and artefacts are made of, and nothing that a dial of the answers changes."""
    digest = hashlib.sha256(json.dumps([simulated.info["noise"], simulated.n_samples]).encode())
    for name in sorted(simulated.arrays):
        if name.startswith(("background", "sensor", "artefact", "line")):
            digest.update(np.ascontiguousarray(simulated.arrays[name]).tobytes())
    return digest.hexdigest()


def read_trials(simulated, kind):
    """Onsets in samples of the stream, and names of what was heard or seen, of markers that start a whole trial."""
    if kind == "images":
        markers = simulated.markers_of("image")
        return np.array([m.sample for m in markers]), [m.value for m in markers]
    markers = [m for m in simulated.markers if m.description.startswith("segment ")]
    return np.array([m.sample for m in markers]), [m.description for m in markers]


def load_recordings(kind, people, sessions, trials, label, **settings):
    wanted = [(person, session) for person in people for session in sessions]
    return [load_recording(kind, p, s, trials, **settings) for p, s in progress(wanted, label)]


def fit_scale(recordings):
    """`robustScale` statistics: median and spread per channel, averaged over recordings; every 7th sample is plenty."""
    return robust_statistics([r.noise[::7] for r in recordings])


def window_starts(onsets, tmin=TMIN):
    return np.asarray(onsets) + round(tmin * SFREQ)


def whitening(recording, center, scale, gain=1.0):
    """Mean [C] and symmetric whitening matrix [C, C] of the scaled signal, from its first minute, as the server fits them."""
    signal = (recording.signal(0, CALIBRATION_SECONDS * SFREQ, gain).astype(np.float64) - center) / scale
    covariance = np.cov(signal.T, bias=True)
    values, vectors = np.linalg.eigh((1 - SHRINKAGE) * covariance + SHRINKAGE * np.trace(covariance) / len(covariance) * np.eye(len(covariance)))
    return signal.mean(axis=0), (vectors / np.sqrt(values)) @ vectors.T


def whitened_signal(recording, center, scale, gain=1.0):
    """[n_samples, C] float32: scaled and whitened."""
    mean, matrix = whitening(recording, center, scale, gain)
    offset = np.asarray(center + mean * scale, dtype=np.float32)
    return (recording.signal(gain=gain) - offset) @ (matrix / scale[None, :]).T.astype(np.float32)


@dataclass
class Projected:
    """A recording behind the network's first matrices: noise and answers apart, [n_samples, D] float32 each."""

    noise: np.ndarray
    answers: np.ndarray

    def windows(self, starts, n_samples, gain=1.0):
        """[n, D, n_samples] float32, less the mean of the first 0.5 s."""
        signal = self.noise + np.float32(gain) * self.answers
        windows = signal[np.asarray(starts)[:, None] + np.arange(n_samples)].transpose(0, 2, 1)
        return windows - windows[:, :, :N_BASELINE].mean(axis=2, keepdims=True)


def project(recording, center, scale, matrix, gain=1.0, block=20_000):
    """
    Scale, whitening and `matrix` [D, C] (merger and 1x1 convolution) on the whole signal. What comes between them for the
    server, a window's baseline and the clamp, changes nothing here: the baseline is linear, and nothing reaches the clamp.

    gain  that the whitening is fitted at
    """
    mean, white = whitening(recording, center, scale, gain)
    both = (np.asarray(matrix) @ white / np.asarray(scale)[None, :]).T.astype(np.float32)
    offset = np.asarray(center + mean * scale, dtype=np.float32)
    n = len(recording.noise)
    noise = np.concatenate([(recording.noise[at : at + block].astype(np.float32) - offset) @ both for at in range(0, n, block)])
    return Projected(noise, recording.courses @ (recording.lead.T @ both))


def bank_of(recording):
    """Candidates of a test session: vectors (of the bank's shape), names and labels."""
    bank = recording.simulated.info["targets"]["bank"]
    if recording.kind == "images":
        return np.asarray(recording.simulated.arrays["embedding"], dtype=np.float32), bank["names"], bank["labels"]
    return np.asarray(recording.simulated.arrays["bank"], dtype=np.float32), bank["names"], bank["labels"]


def image_vectors(recording):
    """Embedding of the image of each trial, [n, 128]."""
    place = {name: i for i, name in enumerate(recording.simulated.info["classes"])}
    return np.asarray(recording.simulated.arrays["embedding"], dtype=np.float32)[[place[name] for name in recording.name]]


