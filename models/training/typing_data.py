"""
Trials of simulated typists for the two typing models: sessions exported by `cortexwire rig export typing`, put through a
model's own preprocessing by `simulation`, cut into windows per keypress or kept as one piece.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from common import cache_dir, cache_key, dials_text, export_session, progress, robust_statistics
from typing_text import label_of

# Sentences of training sessions that no training sees: every tenth, by the text's own hash.
HELD_OUT_SHARE = 10
# Many short sessions rather than a few long ones: how the head lies is drawn anew for each.
N_SESSIONS = 10
SENTENCES_PER_SESSION = 16


@dataclass
class Sentence:
    """One sentence of a session; keys in the order of the presses, times in s from the session's start."""

    person: int
    session: int
    text: str
    start: float
    end: float
    times: np.ndarray
    labels: np.ndarray

    @property
    def held_out(self):
        return int(cache_key(text=self.text), 16) % HELD_OUT_SHARE == 0


@dataclass
class Recording:
    """A session as a model sees it before stored scaling: [n_samples, n_channels] float16 in fT and fT/cm, at `sfreq`."""

    person: int
    session: int
    sfreq: float
    stream_sfreq: float
    signal: np.ndarray
    sentences: list
    layout: np.ndarray
    channels: list
    evoked: np.ndarray | None = None  # the responses' part of it, alike

    @property
    def positions(self):
        """Of the sensors, [n_channels, 3], m, head coordinates."""
        return np.array([channel["position"] for channel in self.channels])


def read_sentences(folder, person, session):
    """Sentences of an exported session, from its markers: what a rig sends, not what the generator knows."""
    description = json.loads((Path(folder) / "session.json").read_text(encoding="utf-8"))
    sfreq = description["sfreq"]
    sentences, start, times, labels = [], None, [], []
    for marker in description["markers"]:
        time = marker["sample"] / sfreq
        if marker["description"] == "sentence start":
            start, times, labels = time, [], []
        elif marker["description"] == "key" and start is not None:
            times.append(time)
            labels.append(label_of(marker["value"]))
        elif marker["description"] == "sentence end" and start is not None:
            sentences.append(
                Sentence(person, session, marker["value"], start, time, np.array(times), np.array(labels, dtype=np.int64))
            )
            start = None
    return description, sentences


def continuous_steps(preprocess):
    """Steps that run on the stream and need no stored statistics: what the cache keeps the result of."""
    steps = []
    for step in preprocess:
        if step["step"] in ("robustScale", "baseline", "clamp"):
            break
        steps.append(step)
    return steps


def load_recording(person, session, preprocess, cache=None, gain=1.0, options=(), seed=0):
    """
    preprocess  the manifest's steps; only those before `robustScale` are applied here
    gain        amplitude of the responses, as a multiple of the dial
    seed        of the noise, which is drawn anew from the session's own processes; responses and text are the session's
    """
    # At gain 1: the noise, which takes long, is the same whatever the dial says.
    folder = session_folder(person, session, cache, options)
    return recording_of(folder, preprocess, read_dials()["typing"]["gain"] * gain, seed, cache_dir(cache) / "noise")


def recording_of(folder, preprocess, level=1.0, seed=0, kept=None):
    """
    An exported session as a model sees it.

    level  factor of the responses as they were exported
    kept   folder for the noise, which takes long to make
    """
    from simulation import Chain, Session

    simulated = Session.load(folder)
    person, session = simulated.person, simulated.number
    steps = continuous_steps(preprocess)
    description, sentences = read_sentences(folder, person, session)
    picked = [i for i, channel in enumerate(description["channels"]) if channel["kind"] in ("mag", "grad")]
    chain = Chain(steps, description["sfreq"])
    path = None if kept is None else kept / f"typing-p{person}-s{session}-{cache_key(folder=Path(folder).name, steps=steps, seed=seed)}.npy"
    if path is not None and path.exists():
        noise = np.load(path)
    else:
        rng = np.random.default_rng([seed, person, session])
        noise = as_half(simulated.continuous(chain, rng, include=("background", "sensor", "artefacts"))[picked].T)
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            np.save(path.with_suffix(".part.npy"), noise)
            path.with_suffix(".part.npy").rename(path)
    evoked = np.float32(level) * simulated.continuous(chain, include=("evoked",))[picked].T
    signal = as_half(noise.astype(np.float32) + evoked)
    sfreq = next((s["sfreq"] for s in reversed(steps) if s["step"] == "resample"), description["sfreq"])
    channels = [description["channels"][i] for i in picked]
    layout = np.array([c["layout"] for c in channels])
    return Recording(person, session, sfreq, description["sfreq"], signal, sentences, layout, channels, as_half(evoked))


def as_half(signal):
    return np.clip(signal, -60000, 60000).astype(np.float16)


def read_dials():
    return json.loads(dials_text())


def typing_dials():
    """Those of the dials that typing hangs on."""
    dials = read_dials()
    return {"typing": dials["typing"], "spread": dials["spread"]}


def session_folder(person, session, cache=None, options=()):
    fixed = ("--gain", "1", "--spread", str(read_dials()["spread"]), *options)
    return export_session("typing", person, session, cache_dir(cache), fixed)


def load_recordings(people, sessions, preprocess, label, **settings):
    wanted = [(person, session) for person in people for session in sessions]
    return [load_recording(p, s, preprocess, **settings) for p, s in progress(wanted, label)]


def fit_scale(recordings):
    """`robustScale` statistics: median and spread per channel, averaged over recordings; every 7th sample is plenty."""
    return robust_statistics([np.asarray(r.signal[::7], dtype=np.float32) for r in recordings])


def nearest(position):
    """The server's rounding: a tie goes to the later sample."""
    return int(np.floor(position + 0.5 + 1e-6))


def window_starts(recording, sentence, tmin):
    """First sample of the window of each key, as the server rounds."""
    ratio = recording.sfreq / recording.stream_sfreq
    offset = nearest(tmin * recording.sfreq)
    return np.array([nearest(nearest(t * recording.stream_sfreq) * ratio) + offset for t in sentence.times])


def key_windows(recording, sentence, center, scale, tmin, n_samples, baseline, limit):
    """
    Windows around the keys of a sentence as the server cuts them, [n_keys, n_channels, n_samples] float32.

    baseline  (from, to) s relative to the key, half-open
    """
    sfreq = recording.sfreq
    offset = nearest(tmin * sfreq)
    first, last = nearest(baseline[0] * sfreq) - offset, nearest(baseline[1] * sfreq) - offset
    starts = window_starts(recording, sentence, tmin)
    windows = np.stack([np.asarray(recording.signal[s : s + n_samples], dtype=np.float32) for s in starts])
    windows = (windows - center) / scale
    windows -= windows[:, first:last].mean(axis=1, keepdims=True)
    windows = np.clip(windows, -limit, limit).transpose(0, 2, 1)
    return windows


