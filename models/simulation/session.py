"""
A session of the simulated person as `cortexwire rig export` wrote it, and its signal.

    session = Session.load("out/typing-0-100")
    chain = Chain.from_manifest("models/typing-keys/0.1.0", session.sfreq)
    data = session.continuous(chain, np.random.default_rng(7))          # [C, T] at chain.sfreq_out, µV / fT / fT/cm
    keys = session.marker_samples("key")
    start = session.window_indices(-0.2, 25, chain, keys)               # as the live server cuts them
    x = session.windows(data, start, 25, chain, t_first=nearest_sample(-0.2 * chain.sfreq_out))   # [n, C, 25]

`samples` gives the very numbers that the rig sends; `continuous` draws new noise from the same processes (or, without a
generator, takes the session's own noise) at the level of the sources, which is what makes it fast: filters and resampling
treat all channels alike, so they are applied to 12 sources and 150 dipoles rather than to 306 channels.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import fft, signal

from .chain import Array, Chain, nearest_sample
from .counter_random import random_key, random_normals

#: From T, T/m and V to what models are given: fT, fT/cm and µV.
DSP_SCALE = {"mag": 1e15, "ref_meg": 1e15, "grad": 1e13, "eeg": 1e6}

#: A bump is 0 farther from its centre, in standard deviations (exp(−½·6²) = 1.5e-8).
BUMP_REACH = 6.0

#: What a signal may be made of.
PARTS = ("evoked", "background", "sensor", "artefacts")


@dataclass(frozen=True)
class Process:
    """Stationary, with autocovariance variance · exp(−rate |τ|) · cos(2π freq τ)."""

    rate: float  # 1/s
    freq: float  # Hz
    variance: float

    def psd(self, freqs: Array, sfreq: float) -> Array:
        """Σ_k r(k / sfreq) exp(−2πi f k / sfreq) of the sampled process at `freqs`, Hz."""
        decay = np.exp(-self.rate / sfreq)
        total = np.zeros(len(freqs))
        for sign in (1, -1):
            angle = 2 * np.pi * (freqs + sign * self.freq) / sfreq
            # 1 + ρ² − 2ρ cos = (1 − ρ)² + 4ρ sin²(angle / 2), which keeps its digits near 0 Hz.
            total += -np.expm1(-2 * self.rate / sfreq) / (np.expm1(-self.rate / sfreq) ** 2 + 4 * decay * np.sin(angle / 2) ** 2)
        return 0.5 * self.variance * total


@dataclass(frozen=True)
class Group:
    """Processes that a dipole takes together, times its weight in the group."""

    name: str
    processes: tuple[Process, ...]

    def psd(self, freqs: Array, sfreq: float) -> Array:
        return np.sum([p.psd(freqs, sfreq) for p in self.processes], axis=0)


@dataclass(frozen=True)
class Bumps:
    """Evoked response of each class: Σ_b weights[class, s, b] exp(−½((t − latency[s, b]) / width[s, b])²)."""

    weights: Array  # [nClasses, S, nBumps], A·m, gain included
    latency: Array  # [S, nBumps], s
    width: Array  # [S, nBumps], s

    def span(self, reach: float = BUMP_REACH) -> tuple[float, float]:
        """First and last moment of an answer after its event, s."""
        return float((self.latency - reach * self.width).min()), float((self.latency + reach * self.width).max())


@dataclass(frozen=True)
class Events:
    """Columns, ordered by time."""

    time: Array  # s from sample 0
    cls: NDArray[np.int32]
    amplitude: Array
    delay: Array  # s
    group: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.time)


@dataclass(frozen=True)
class Marker:
    sample: int
    description: str
    value: str
    duration: float


def evoked_courses(
    events: Events, bumps: Bumps, sfreq: float, start: int, stop: int, amplitude: Array | None = None, delay: Array | None = None
) -> Array:
    """
    Moments of the sources that answer events, samples [start, stop) at `sfreq`: [S, stop − start], A·m.

    amplitude, delay  instead of the events' own, for answers without jitter
    """
    n_sources = bumps.latency.shape[0]
    n = stop - start
    out = np.zeros((n_sources, n))
    amplitude = events.amplitude if amplitude is None else amplitude
    onset = events.time + (events.delay if delay is None else delay)
    chunk = 4096
    for s in range(n_sources):
        for b in range(bumps.latency.shape[1]):
            centre = (onset + bumps.latency[s, b]) * sfreq - start
            sd = bumps.width[s, b] * sfreq
            half = int(np.ceil(BUMP_REACH * sd)) + 1
            near = np.flatnonzero((centre > -half - 1) & (centre < n + half + 1))
            for first in range(0, len(near), chunk):
                chosen = near[first : first + chunk]
                at = np.floor(centre[chosen]).astype(np.int64)[:, None] + np.arange(-half, half + 2)[None, :]
                z = (at - centre[chosen][:, None]) / sd
                value = np.where(np.abs(z) < BUMP_REACH, np.exp(-0.5 * z * z), 0.0)
                value *= (amplitude[chosen] * bumps.weights[events.cls[chosen], s, b])[:, None]
                # Bins 0 and n + 1 gather what lies outside.
                bins = np.clip(at + 1, 0, n + 1).ravel()
                out[s] += np.bincount(bins, value.ravel(), n + 2)[1 : n + 1]
    return out


class Session:
    """
    An exported session.

    sfreq       Hz, and n_samples
    channels    dictionaries with name, kind, unit, position (m) and layout, in order
    lead        [C, S] field of the sources, and background_lead [C, J]; T, T/m or V per A·m
    weight      [J, nGroups] moment of each dipole of the background in each group, A·m
    sensor_sd   [C] of the white noise of the sensors at sfreq, in the channel's unit
    features    [nClasses, 12]
    """

    def __init__(self, info: dict[str, Any], arrays: dict[str, NDArray[Any]]) -> None:
        self.info = info
        self.arrays = arrays
        self.kind: str = info["kind"]
        self.person: int = info["person"]
        self.number: int = info["session"]
        self.sfreq = float(info["sfreq"])
        self.n_samples: int = info["nSamples"]
        self.channels: list[dict[str, Any]] = info["channels"]
        self.names = [c["name"] for c in self.channels]
        self.scale = np.array([DSP_SCALE.get(str(c["kind"]).lower(), 1.0) for c in self.channels])
        self.lead: Array = arrays["lead"]
        self.background_lead: Array = arrays["background"]
        self.weight: Array = arrays["background_weight"]
        self.sensor_sd: Array = arrays["sensor_sd"]
        self.groups = [
            Group(g["name"], tuple(Process(p["rate"], p["freq"], p["variance"]) for p in g["processes"]))
            for g in info["noise"]["groups"]
        ]
        self.bumps = Bumps(arrays["weights"], arrays["latency"], arrays["width"])
        self.events = Events(*(arrays[f"event_{name}"] for name in ("time", "class", "amplitude", "delay", "group")))
        self.markers = [Marker(m["sample"], m["description"], m["value"], m["duration"]) for m in info["markers"]]

    @classmethod
    def load(cls, folder: str | Path) -> Session:
        folder = Path(folder)
        info = json.loads((folder / "session.json").read_text(encoding="utf-8"))
        arrays = {path.stem: np.load(path, mmap_mode="r" if path.stem == "samples" else None) for path in sorted(folder.glob("*.npy"))}
        return cls(info, arrays)

    # ------------------------------------------------------------ markers and windows

    def markers_of(self, description: str) -> list[Marker]:
        return [m for m in self.markers if m.description == description]

    def marker_samples(self, description: str) -> NDArray[np.int64]:
        """Onsets of these markers, samples of the stream."""
        return np.array([m.sample for m in self.markers_of(description)], dtype=np.int64)

    def window_indices(
        self, tmin: float, n_samples: int, chain: Chain, onsets: NDArray[np.int64] | Sequence[int], trigger_delay: float = 0.0
    ) -> NDArray[np.int64]:
        """
        First output sample of the window of each onset (samples of the stream), as the live server cuts it: the output
        nearest to the onset plus tmin in whole samples. The chain's group delay is not taken off: outputs keep the index of
        the instant at which they are known, and a model that wants later samples says so by tmin.
        """
        at = nearest_sample(np.asarray(onsets, dtype=np.float64) * (chain.sfreq_out / self.sfreq))
        return np.asarray(at + nearest_sample((tmin + trigger_delay) * chain.sfreq_out), dtype=np.int64)

    @staticmethod
    def windows(
        data: NDArray[np.float32],
        starts: NDArray[np.int64],
        n_samples: int,
        chain: Chain,
        tmin: float = 0.0,
        scale: tuple[Array, Array] | None = None,
    ) -> NDArray[np.float32]:
        """
        Windows [n, C, n_samples] of data [C, T], with the chain's baseline, robust scale and clamp, in its order.

        tmin   the window's start after its marker, s, which the baseline's interval counts from
        scale  centre and spread per channel, where the chain's robustScale is not stored
        """
        if len(starts) and (starts.min() < 0 or starts.max() + n_samples > data.shape[1]):
            raise ValueError(f"windows from {starts.min()} to {starts.max() + n_samples}, but there are {data.shape[1]} samples")
        at = starts[:, None] + np.arange(n_samples)[None, :]
        return chain.finish(data[:, at].transpose(1, 0, 2), nearest_sample(tmin * chain.sfreq_out), scale)

    # ------------------------------------------------------------ the very samples

    def samples(self, start: int, stop: int, include: Collection[str] = PARTS) -> Array:
        """
        What the rig sends: samples [start, stop) [n, C] in T, T/m and V (float64; the rig rounds to float32). The background
        is computed from sample 0 on.
        """
        out = np.zeros((len(self.names), stop - start))
        for lead, courses in self._sources(start, stop, include):
            out += lead @ courses
        if "sensor" in include:
            out += self._own_sensor_noise(start, stop, 0, len(self.names))
        return out.T

    def _sources(self, start: int, stop: int, include: Collection[str], own_noise: bool = True) -> Iterable[tuple[Array, Array]]:
        """Lead field and time courses at `sfreq` of each part but the sensors' noise."""
        unknown = set(include) - set(PARTS)
        if unknown:
            raise ValueError(f"a signal has the parts {', '.join(PARTS)}; got {', '.join(sorted(unknown))}")
        if "evoked" in include:
            yield self.lead, evoked_courses(self.events, self.bumps, self.sfreq, start, stop)
        if "background" in include and own_noise:
            yield self.background_lead, self._own_background(start, stop)
        if "artefacts" in include:
            yield from self._artefacts(start, stop)

    def _noise_key(self, stream: str) -> NDArray[np.uint32]:
        return np.asarray(self.info["noise"][stream], dtype=np.uint32)

    def _own_background(self, start: int, stop: int) -> Array:
        """Moments of the background's dipoles [J, stop − start], A·m, by the recursion of server/rig/person/background.ts."""
        key = self._noise_key("backgroundKey")
        runs: list[tuple[int, Process, NDArray[np.int64], int]] = []
        n_normals = 0
        for g, group in enumerate(self.groups):
            dipoles = np.flatnonzero(self.weight[:, g])
            for process in group.processes:
                runs.append((g, process, dipoles, n_normals))
                n_normals += len(dipoles) * (1 if process.freq == 0 else 2)
        out = np.zeros((self.weight.shape[0], stop - start))
        state: list[Array | None] = [None] * len(runs)
        block = 16_384
        for first in range(0, stop, block):
            last = min(stop, first + block)
            normals = random_normals(random_key(key, np.arange(first, last)), n_normals)
            for r, (g, process, dipoles, at) in enumerate(runs):
                n = len(dipoles)
                drive = np.sqrt(-np.expm1(-2 * process.rate / self.sfreq))
                pole: complex | float = np.exp(-process.rate / self.sfreq)
                x: NDArray[Any] = normals[:, at : at + n]
                if process.freq != 0:
                    pole = pole * np.exp(2j * np.pi * process.freq / self.sfreq)
                    x = x + 1j * normals[:, at + n : at + 2 * n]
                x = x * drive
                previous = state[r]
                if previous is None:
                    x[0] /= drive
                    previous = np.zeros(n)
                y, _ = signal.lfilter([1.0], [1.0, -pole], x, axis=0, zi=(pole * previous)[None, :])
                state[r] = y[-1]
                lo = max(first, start)
                if lo < last:
                    out[dipoles, lo - start : last - start] += (
                        y[lo - first :].real.T * (self.weight[dipoles, g] * np.sqrt(process.variance))[:, None]
                    )
        return out

    def _own_sensor_noise(self, start: int, stop: int, first: int, last: int) -> Array:
        """White noise of channels [first, last), `first` even: [last − first, stop − start], in their units."""
        out = np.empty((last - first, stop - start))
        key = self._noise_key("sensorKey")
        block = 65_536
        for at in range(start, stop, block):
            end = min(stop, at + block)
            normals = random_normals(random_key(key, np.arange(at, end)), last - first, first)
            out[:, at - start : end - start] = normals.T
        return out * self.sensor_sd[first:last, None]

    def _artefacts(self, start: int, stop: int) -> Iterable[tuple[Array, Array]]:
        """Heart and eyes, which are bumps like the answers, and the mains as a cosine and a sine."""
        if "artefact_lead" not in self.arrays:
            return
        a = self.arrays
        events = Events(*(a[f"artefact_{name}"] for name in ("time", "class", "amplitude", "delay", "group")))
        bumps = Bumps(a["artefact_weights"], a["artefact_latency"], a["artefact_width"])
        yield a["artefact_lead"], evoked_courses(events, bumps, self.sfreq, start, stop)
        angle = 2 * np.pi * float(self.info["artefacts"]["lineFrequency"]) * (np.arange(start, stop) / self.sfreq)
        amplitude, phase = a["line_amplitude"], a["line_phase"]
        lead = np.stack([amplitude * np.cos(phase), -amplitude * np.sin(phase)], axis=1)
        yield lead, np.stack([np.cos(angle), np.sin(angle)])

    # ------------------------------------------------------------ model inputs

    def mixing(self, chain: Chain) -> Array:
        """From channels in T, T/m, V to what the model is given in DSP units: [nOut, C]."""
        mixed = chain.mixing(self.names)
        return np.diag(self.scale) if mixed is None else mixed * self.scale[None, :]

    def continuous(
        self, chain: Chain, rng: np.random.Generator | None = None, include: Collection[str] = PARTS
    ) -> NDArray[np.float32]:
        """
        The session after the chain's filters and resampling, [C, T] at `chain.sfreq_out`, float32, in DSP units.

        rng      draws background and sensor noise from the stationary processes as they are after the chain (exactly their
                 spectrum; the server's filters start from the first sample instead, which shows for some seconds where a
                 high-pass is slow). Without it the session's own noise goes through the chain: the live server's numbers.
        include  parts of the signal
        """
        n_out = chain.output_length(self.n_samples)
        mixing = self.mixing(chain)
        out = np.zeros((mixing.shape[0], n_out), dtype=np.float32)
        for lead, courses in self._sources(0, self.n_samples, include, own_noise=rng is None):
            out += (mixing @ lead).astype(np.float32) @ chain.filter(courses).astype(np.float32)
        if rng is not None and "background" in include:
            power = self.background_psd(chain)
            moments = stationary(rng, n_out, chain.sfreq_out, power, self.weight.shape[0])
            out += (mixing @ self.background_lead).astype(np.float32) @ moments
        if "sensor" in include:
            self._add_sensor_noise(out, chain, rng)
        return out

    def _add_sensor_noise(self, out: NDArray[np.float32], chain: Chain, rng: np.random.Generator | None) -> None:
        matrix = chain.mixing(self.names)
        n = len(self.names)
        block = 34
        for first in range(0, n, block):
            last = min(n, first + block)
            if rng is None:
                noise = chain.filter(self._own_sensor_noise(0, self.n_samples, first, last)).astype(np.float32)
            else:
                white = lambda f: np.asarray(self.sensor_psd(chain, f))  # noqa: E731
                noise = stationary(rng, out.shape[1], chain.sfreq_out, lambda f: white(f)[None, :], last - first)
                noise *= self.sensor_sd[first:last, None].astype(np.float32)
            noise *= self.scale[first:last, None].astype(np.float32)
            if matrix is None:
                out[first:last] += noise
            else:
                out += matrix[:, first:last].astype(np.float32) @ noise

    # ------------------------------------------------------------ spectra

    def group_psd(self, chain: Chain, freqs: Array) -> Array:
        """Of each group of the background with weight 1, after the chain: [nGroups, F]; unit: see `Chain.output_psd`."""
        return np.stack([chain.output_psd(lambda f, g=g: g.psd(f, self.sfreq), freqs) for g in self.groups])

    def background_psd(self, chain: Chain) -> Any:
        """Function of frequencies: power of each dipole's moment after the chain, [J, F]."""
        return lambda freqs: (self.weight**2) @ self.group_psd(chain, freqs)

    def sensor_psd(self, chain: Chain, freqs: Array) -> Array:
        """Of a sensor's noise of standard deviation 1, after the chain: [F]."""
        return chain.output_psd(lambda f: np.ones(len(f)), freqs)


def stationary(rng: np.random.Generator, n: int, sfreq: float, psd: Any, n_rows: int) -> NDArray[np.float32]:
    """
    Independent stationary Gaussian processes [n_rows, n], float32, drawn in the frequency domain on a circle at least 20 s
    longer than n, so that its ends do not touch. `psd(freqs)` is [n_rows or 1, F].
    """
    size = fft.next_fast_len(n + int(20 * sfreq), real=True)
    freqs = np.fft.rfftfreq(size, 1 / sfreq)
    sd = np.sqrt(psd(freqs) * (size / 2)).astype(np.float32)
    values = rng.standard_normal((n_rows, len(freqs), 2), dtype=np.float32).view(np.complex64)[..., 0]
    values *= sd
    ends = [0, -1] if size % 2 == 0 else [0]
    values[:, ends] = values[:, ends].real * np.float32(np.sqrt(2))
    return np.ascontiguousarray(fft.irfft(values, size, axis=1)[:, :n])
