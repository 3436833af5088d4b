"""The `preprocess` list of a manifest as the server runs it (server/preprocess), in NumPy and as a transfer function.

Filters and resampling treat every channel alike, so that they may be applied to source time courses before mixing, and
their effect on a stationary process is known in closed form.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import signal

Array = NDArray[np.float64]
Step = Mapping[str, Any]

#: Binary fractions of a sample that must not decide a rounding, as in server/window/rounding.ts.
TIE_TOLERANCE = 1e-6


def nearest_sample(position: float | Array) -> Any:
    """Nearest whole sample, a tie to the later one, as the server rounds."""
    rounded = np.floor(np.asarray(position, dtype=np.float64) + 0.5 + TIE_TOLERANCE).astype(np.int64)
    return int(rounded) if rounded.ndim == 0 else rounded


@dataclass(frozen=True)
class Stage:
    """One step that works on each channel's time course: second-order sections, or a change of rate."""

    sfreq_in: float
    sfreq_out: float
    sos: Array | None = None
    taps: Array | None = None
    up: int = 1
    down: int = 1

    def apply(self, x: Array) -> Array:
        """x [n, T] from the stream's first sample on -> [n, T_out]; starts as the server does, without a step."""
        if self.sos is not None:
            if self.sos[:, :3].sum(axis=1).prod() == 0:
                return signal.sosfilt(self.sos, x - x[:, :1], axis=1)
            start = signal.sosfilt_zi(self.sos)[:, None, :] * x[None, :, :1]
            return signal.sosfilt(self.sos, x, axis=1, zi=start)[0]
        assert self.taps is not None
        n_before = len(self.taps) // self.up + 1
        longer = np.concatenate([np.repeat(x[:, :1], n_before, axis=1), x], axis=1)
        # Outputs are every `down`-th sample of the fine grid; n_before is made a multiple of down so that 0 is one of them.
        extra = -n_before % self.down
        longer = np.concatenate([np.repeat(x[:, :1], extra, axis=1), longer], axis=1)
        first = (n_before + extra) * self.up // self.down
        n_out = self.output_length(x.shape[1])
        return signal.upfirdn(self.taps, longer, self.up, self.down, axis=1)[:, first : first + n_out]

    def output_length(self, n: int) -> int:
        """Outputs that `n` inputs from index 0 on bring: all m with floor(m down / up) < n."""
        return -(-n * self.up // self.down)


class Chain:
    """
    A manifest's `preprocess` list for streams of `sfreq` Hz.

    Steps up to the first `robustScale`, `clamp` or `baseline` are linear and the same on every channel (`reference` and
    `channelMap` mix channels, which commutes with them): `filter` and `mixing`. The rest work on values: `finish`.
    """

    def __init__(self, steps: Sequence[Step], sfreq: float) -> None:
        self.steps = [dict(step) for step in steps]
        self.sfreq = float(sfreq)
        self.stages: list[Stage] = []
        self.mixers: list[Step] = []
        split = next((i for i, s in enumerate(steps) if s["step"] in ("robustScale", "clamp", "baseline")), len(steps))
        self.value_steps = self.steps[split:]
        rate = self.sfreq
        for step in self.steps[:split]:
            rate = self._add(step, rate)
        for step in self.value_steps:
            if step["step"] not in ("robustScale", "clamp", "baseline"):
                raise ValueError(f"{step['step']} cannot follow robustScale, clamp or baseline here")
        self.sfreq_out = rate

    @classmethod
    def from_manifest(cls, manifest: str | Path | Mapping[str, Any], sfreq: float) -> Chain:
        """From a manifest, its file or its folder."""
        if not isinstance(manifest, Mapping):
            path = Path(manifest)
            manifest = json.loads((path / "manifest.json" if path.is_dir() else path).read_text(encoding="utf-8"))
        return cls(manifest["preprocess"], sfreq)

    def _add(self, step: Step, rate: float) -> float:
        kind = step["step"]
        if kind in ("reference", "channelMap"):
            self.mixers.append(step)
            return rate
        if kind == "notch":
            rows = [np.r_[signal.iirnotch(step["freq"] * (h + 1), step["q"], fs=rate)] for h in range(step["harmonics"])]
            self.stages.append(Stage(rate, rate, sos=np.stack(rows)))
            return rate
        if kind == "bandpass":
            self.stages.append(Stage(rate, rate, sos=_butterworth(step.get("low"), step.get("high"), step["order"], rate)))
            return rate
        if kind == "resample":
            ratio = Fraction(step["sfreq"] / rate).limit_denominator(10_000)
            up, down = ratio.numerator, ratio.denominator
            slower = max(up, down)
            half = step["halfLength"] * slower
            taps = np.ones(1)
            if slower > 1:
                taps = signal.firwin(2 * half + 1, 1 / slower, window=("kaiser", 5.0)) * up
            self.stages.append(Stage(rate, float(step["sfreq"]), taps=taps, up=up, down=down))
            return float(step["sfreq"])
        raise ValueError(f"{kind} is not a step that this chain can do")

    # ------------------------------------------------------------ on time courses

    def filter(self, x: Array) -> Array:
        """
        Filters and resampling on time courses x [n, T] at `sfreq`, T from the stream's first sample on: [n, T_out] at
        `sfreq_out`. Output m stands for the instant m / sfreq_out, as the server's index does; what it shows is
        `group_delay` earlier.
        """
        for stage in self.stages:
            x = stage.apply(x)
        return x

    def output_length(self, n: int) -> int:
        for stage in self.stages:
            if stage.taps is not None:
                n = stage.output_length(n)
        return n

    def mixing(self, names: Sequence[str]) -> Array | None:
        """Channels mixed by `reference` and `channelMap`: [nOut, nChannels], or nothing when there are none."""
        matrix: Array | None = None
        n = len(names)
        for step in self.mixers:
            if step["step"] == "channelMap":
                part = np.asarray(step["matrix"], dtype=np.float64)
            else:
                chosen = names if step["channels"] == "average" else step["channels"]
                weights = np.zeros(n)
                weights[[list(names).index(name) for name in chosen]] = 1 / len(chosen)
                part = np.eye(n) - weights[None, :]
            matrix = part if matrix is None else part @ matrix
        return matrix

    @property
    def group_delay(self) -> float:
        """Sum over the stages, s; of a filter in the middle of its band (at 0 Hz for low-passes and notches)."""
        total = 0.0
        linear = [s for s in self.steps if s["step"] in ("notch", "bandpass", "resample")]
        for step, stage in zip(linear, self.stages, strict=True):
            if stage.taps is not None:
                total += (len(stage.taps) - 1) / 2 / (stage.sfreq_in * stage.up)
                continue
            assert stage.sos is not None
            low, high = step.get("low"), step.get("high")
            centre = 0.0 if low is None else math.sqrt(low * (high or stage.sfreq_in / 2))
            at = np.array([max(centre, 1e-3)]) + np.array([-1e-4, 1e-4])
            phase = np.unwrap(np.angle(signal.sosfreqz(stage.sos, at, fs=stage.sfreq_in)[1]))
            total -= (phase[1] - phase[0]) / (2 * math.pi * 2e-4)
        return total

    # ------------------------------------------------------------ on spectra

    def response(self, freqs: Array) -> NDArray[np.complex128]:
        """
        Transfer function at `freqs` (Hz, may exceed the output's Nyquist frequency), of the filters and the resampling
        filter, so that a time course with spectrum X sampled at `sfreq` comes out with spectrum response · X, but for
        aliases (see `output_psd`). The resampling filter counts with gain 1 at 0 Hz.
        """
        h = np.ones(len(freqs), dtype=np.complex128)
        for stage in self.stages:
            if stage.sos is not None:
                h *= signal.sosfreqz(stage.sos, freqs, fs=stage.sfreq_in)[1]
            else:
                assert stage.taps is not None
                h *= _fir_response(stage.taps / stage.up, freqs / (stage.sfreq_in * stage.up))
        return h

    def output_psd(self, psd: Callable[[Array], Array], freqs: Array) -> Array:
        """
        Power of a stationary process after the chain, aliases included. `psd(f)` is Σ_k r(k) exp(−2πi f k / sfreq) of its
        autocovariance at `sfreq`, the result the same at `sfreq_out`: [..., nFreqs]. Where the rate changes by a fraction,
        the output's power is the average over its phases (they differ by less than the filter's stop band).
        """
        resamplers = [s for s in self.stages if s.taps is not None]
        if len(resamplers) > 1:
            raise ValueError("one resample step at most")
        if not resamplers:
            return psd(freqs) * np.abs(self.response(freqs)) ** 2
        stage = resamplers[0]
        total: Array | float = 0.0
        # The power in the output at f comes from f + k sfreq_out, all around the fine grid's circle of rate sfreq · up.
        for k in range(-(stage.down // 2), stage.down - stage.down // 2):
            at = freqs + k * self.sfreq_out
            total = total + psd(at) * np.abs(self.response(at)) ** 2
        return total * (stage.up / stage.down)

    # ------------------------------------------------------------ on values

    def calibrate(self, x: NDArray[Any]) -> tuple[Array, Array]:
        """Median and interquartile range per channel of x [C, T], as `robustScale` takes them; no spread counts as 1."""
        low, middle, high = np.percentile(x, [25, 50, 75], axis=1)
        spread = high - low
        return middle, np.where(spread > 0, spread, 1.0)

    def finish(self, windows: NDArray[Any], t_first: int = 0, scale: tuple[Array, Array] | None = None) -> NDArray[np.float32]:
        """
        Baseline, robust scale and clamp on windows [n, C, T], in the chain's order.

        t_first  index of the window's first sample relative to the marker
        scale    centre and spread per channel for a `robustScale` without stored statistics
        """
        out = np.array(windows, dtype=np.float32)
        for step in self.value_steps:
            if step["step"] == "baseline":
                first = nearest_sample(step["tmin"] * self.sfreq_out) - t_first
                last = nearest_sample(step["tmax"] * self.sfreq_out) - t_first
                if first < 0 or last > out.shape[2] or first >= last:
                    raise ValueError(f"baseline needs samples {first} to {last} of a window of {out.shape[2]}")
                out -= out[:, :, first:last].mean(axis=2, dtype=np.float64, keepdims=True).astype(np.float32)
            elif step["step"] == "clamp":
                np.clip(out, -step["limit"], step["limit"], out=out)
            else:
                statistics = step["statistics"]
                if statistics["from"] == "stored":
                    centre, spread = np.asarray(statistics["center"]), np.asarray(statistics["scale"])
                elif scale is not None:
                    centre, spread = scale
                else:
                    raise ValueError("robustScale without stored statistics needs `scale`")
                out -= centre.astype(np.float32)[None, :, None]
                out /= spread.astype(np.float32)[None, :, None]
        return out


def _butterworth(low: float | None, high: float | None, order: int, sfreq: float) -> Array:
    if low is None:
        return signal.butter(order, high, "lowpass", fs=sfreq, output="sos")
    if high is None:
        return signal.butter(order, low, "highpass", fs=sfreq, output="sos")
    return signal.butter(order, [low, high], "bandpass", fs=sfreq, output="sos")


def _fir_response(taps: Array, cycles: Array) -> NDArray[np.complex128]:
    """Response of linear-phase taps at `cycles` (per sample): their symmetry makes it a sum of cosines times a delay."""
    half = (len(taps) - 1) // 2
    size = 1 << max(16, (len(taps) * 32).bit_length())
    # A fine grid by FFT, then linear interpolation of the real amplitude: 32 points per tap keep the error below 1e-4.
    centred = np.zeros(size)
    centred[: half + 1] = taps[half:]
    if half:
        centred[-half:] = taps[:half]
    amplitude = np.fft.rfft(centred).real
    position = np.abs((cycles + 0.5) % 1.0 - 0.5) * size
    at = np.minimum(position.astype(np.int64), size // 2 - 1)
    part = position - at
    value = amplitude[at] * (1 - part) + amplitude[at + 1] * part
    return value * np.exp(-2j * np.pi * cycles * half)
