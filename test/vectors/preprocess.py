"""Reference signals for the tests of server/preprocess, made by SciPy, NumPy and MNE.

    python test/vectors/preprocess.py

Writes beside itself, into preprocess/: designs.json (filter designs), cases.json (one entry per stage and setting, with
the step as a manifest has it) and for each case the samples that must come out, float64 little-endian, sample-major.
Needs numpy, scipy, mne and mpmath.
"""

import json
from pathlib import Path

import mne
import mpmath
import numpy as np
from scipy import signal as sps

FOLDER = Path(__file__).parent / "preprocess"
NAMES = ["Fz", "Cz", "MEG0111", "MEG0113"]
N_SAMPLES = 480
rng = np.random.default_rng(20250307)
cases = []


def make_signal():
    """µV; µV on a large offset with a drift; tesla, unscaled; fT with a hum. (n_channels, n_samples)"""
    t = np.arange(N_SAMPLES)
    walk = np.cumsum(rng.standard_normal((4, N_SAMPLES)), axis=1)
    noise = rng.standard_normal((4, N_SAMPLES))
    return np.stack(
        [
            3 * walk[0] + 10 * noise[0],
            1e5 + 0.05 * t + 2 * walk[1] + 5 * noise[1],
            1e-13 * (walk[2] + noise[2]),
            1e3 * np.sin(2 * np.pi * t / 5.12) + 200 * noise[3] + 50 * walk[3],
        ]
    )


def save(name, data):
    np.ascontiguousarray(np.asarray(data, dtype="<f8").T).tofile(FOLDER / f"{name}.f64")


def add(name, step, sfreq, output, **more):
    """output: (n_channels, n_samples)"""
    save(name, output)
    cases.append(dict(name=name, step=step, sfreq=sfreq, **more))


def design(band, order, sfreq):
    low, high = band.get("low"), band.get("high")
    if low is None:
        return sps.butter(order, high, "lowpass", fs=sfreq, output="sos")
    if high is None:
        return sps.butter(order, low, "highpass", fs=sfreq, output="sos")
    return sps.butter(order, [low, high], "bandpass", fs=sfreq, output="sos")


def causal(sos, x):
    """From rest on x - x[0] where direct current is blocked, else from the steady state of the first sample."""
    if np.prod(sos[:, :3].sum(1)) == 0:
        return sps.sosfilt(sos, x - x[:, :1], axis=1)
    zi = sps.sosfilt_zi(sos)[:, None, :] * x[None, :, :1]
    return sps.sosfilt(sos, x, axis=1, zi=zi)[0]


def group_delay(sos, freq, sfreq):
    """Slope of the phase, by 40 digits; s."""
    mpmath.mp.dps = 40

    def log_response(omega):
        z = mpmath.exp(-1j * omega)
        return mpmath.fsum(mpmath.log((s[0] + s[1] * z + s[2] * z**2) / (s[3] + s[4] * z + s[5] * z**2)) for s in sos)

    slope = mpmath.diff(log_response, 2 * mpmath.pi * freq / sfreq)
    return float(-slope.imag / sfreq)


def designs():
    bands = [dict(high=20), dict(low=1), dict(low=5, high=45), dict(low=0.1, high=20), dict(low=48, high=52)]
    rows = [(b, order, 256) for b in bands for order in (1, 2, 3, 4, 5, 8, 12)]
    rows += [(dict(low=1, high=100), order, 256) for order in (1, 3, 4)]  # wide: the odd orders have real poles
    rows += [(dict(low=0.1, high=40), 4, 1000), (dict(high=119), 6, 240), (dict(low=0.1), 2, 5000)]
    rows += [(dict(low=8, high=70), 4, 256), (dict(low=15, high=29), 3, 600), (dict(low=64, high=500), 5, 1017.25)]
    out = []
    for band, order, sfreq in rows:
        sos = design(band, order, sfreq)
        freqs = [2.0, 17.3, 60.0]
        iir = dict(order=order, ftype="butter", output="sos")
        low, high = band.get("low"), band.get("high")
        wide = mne.filter.create_filter(None, sfreq, low, high, method="iir", iir_params=iir, phase="forward", verbose="error")
        assert np.array_equal(wide["sos"], sos), "MNE designs another filter"
        out.append(
            dict(
                band=band,
                order=order,
                sfreq=sfreq,
                sos=sos.ravel().tolist(),
                zi=sps.sosfilt_zi(sos).ravel().tolist(),
                freqs=freqs,
                groupDelays=[group_delay(sos, f, sfreq) for f in freqs],
            )
        )
    (FOLDER / "designs.json").write_text("[\n" + ",\n".join(json.dumps(d) for d in out) + "\n]\n")


def filters(x):
    for name, band, order, sfreq in [
        ("bandpass-5-45", dict(low=5, high=45), 4, 250),
        ("bandpass-0.1-20", dict(low=0.1, high=20), 4, 1000),
        ("bandpass-15-29", dict(low=15, high=29), 3, 600),
        ("bandpass-1-100", dict(low=1, high=100), 1, 256),
        ("lowpass-20", dict(high=20), 3, 250),
        ("highpass-1", dict(low=1), 5, 250),
    ]:
        add(name, dict(step="bandpass", **band, order=order), sfreq, causal(design(band, order, sfreq), x))
    hum = np.stack([np.r_[sps.iirnotch(50 * h, 30, fs=512)] for h in (1, 2, 3)])
    hum = hum.reshape(3, 6)
    add("notch-50", dict(step="notch", freq=50, q=30, harmonics=3), 512, causal(hum, x))
    bands = [dict(low=8, high=70), dict(high=30), dict(low=32, high=70)]
    banked = np.concatenate([causal(design(b, 4, 256), x) for b in bands])
    add("filter-bank", dict(step="filterBank", bands=bands, order=4), 256, banked)


def references(x):
    info = mne.create_info(NAMES, 256, "eeg")
    raw = mne.io.RawArray(x, info, verbose="error")
    average, _ = mne.set_eeg_reference(raw.copy(), "average", verbose="error")
    add("reference-average", dict(step="reference", channels="average"), 256, average.get_data())
    some, _ = mne.set_eeg_reference(raw.copy(), ["MEG0113", "Fz"], verbose="error")
    add("reference-named", dict(step="reference", channels=["MEG0113", "Fz"]), 256, some.get_data())


def scalings(x):
    center, scale = [1.5, 1e5, 1e-14, -20], [12.5, 30, 2e-13, 700]
    stored = {"from": "stored", "center": center, "scale": scale}
    scaled = (x - np.array(center)[:, None]) / np.array(scale)[:, None]
    add("robust-scale-stored", dict(step="robustScale", statistics=stored), 256, scaled)

    n = 205  # 0.8 s; quartiles fall between samples
    low, middle, high = np.percentile(x[:, :n], [25, 50, 75], axis=1)
    fitted = np.concatenate([x[:, :n], (x[:, n:] - middle[:, None]) / (high - low)[:, None]], axis=1)
    calibration = {"from": "calibration", "seconds": 0.8}
    add("robust-scale-calibrated", dict(step="robustScale", statistics=calibration), 256, fitted)

    add("clamp", dict(step="clamp", limit=15), 256, np.clip(x, -15, 15))


def inverse_root(covariance):
    """By 60 digits; eigenvalues that are 0 but for rounding stay 0."""
    mpmath.mp.dps = 60
    values, vectors = mpmath.eigsy(mpmath.matrix(covariance.tolist()))
    n = len(values)
    root = mpmath.matrix(n, n)
    for k in range(n):
        if values[k] > mpmath.mpf(10) ** -13 * max(values):
            v = vectors[:, k]
            root += v * v.T / mpmath.sqrt(values[k])
    return np.array(root.tolist(), dtype=float)


def maps(x):
    matrix = rng.standard_normal((3, 4))
    add("channel-map", dict(step="channelMap", matrix=matrix.tolist()), 256, matrix @ x)

    mean = [2.0, 1e5, 0, 10]
    stored = {"from": "stored", "matrix": matrix.tolist(), "mean": mean}
    add("whiten-stored", dict(step="whiten", whitening=stored), 256, matrix @ (x - np.array(mean)[:, None]))

    n = 300
    for name, data, shrinkage in [
        ("whiten-calibrated", x, 0.1),
        ("whiten-flat", np.stack([x[0], x[1], 0 * x[2] + 7, x[0] + x[3]]), 0.0),
        ("whiten-average-reference", x - x.mean(0), 0.0),
    ]:
        centred = data - data[:, :n].mean(1, keepdims=True)
        covariance = centred[:, :n] @ centred[:, :n].T / (n - 1)
        covariance = (1 - shrinkage) * covariance + shrinkage * np.trace(covariance) / 4 * np.eye(4)
        white = np.concatenate([data[:, :n], inverse_root(covariance) @ centred[:, n:]], axis=1)
        step = dict(step="whiten", whitening={"from": "calibration", "seconds": n / 256, "shrinkage": shrinkage})
        save(f"{name}.in", data)
        add(name, step, 256, white, input=f"{name}.in")


def resampled(x, up, down, half_length, first):
    """Causal part of upfirdn on x continued to the left; output m belongs to input m * down / up, counted from index 0."""
    slower = max(up, down)
    taps = sps.firwin(2 * half_length * slower + 1, 1 / slower, window=("kaiser", 5.0)) * up
    n_before = len(taps) // up + 1
    longer = np.concatenate([np.repeat(x[:, :1], n_before, axis=1), x], axis=1)
    fine = sps.upfirdn(taps, longer, up, 1, axis=1)
    last = first + x.shape[1] - 1
    m = np.arange(-(-first * up // down), last * up // down + up + 1)
    m = m[m * down // up <= last]
    return fine[:, m * down - (first - n_before) * up]


def resamplings(x):
    for name, sfreq, to, up, down, half_length, first, n in [
        ("resample-1000-120", 1000, 120, 3, 25, 10, 0, N_SAMPLES),
        ("resample-1000-120-later", 1000, 120, 3, 25, 10, 12_347, N_SAMPLES),
        ("resample-256-120", 256, 120, 15, 32, 8, 0, N_SAMPLES),
        ("resample-300.3-120", 300.3, 120, 400, 1001, 10, 77, N_SAMPLES),
        ("resample-1017.25-120", 1017.25, 120, 480, 4069, 10, 1_000_003, N_SAMPLES),
        ("resample-160-256", 160, 256, 8, 5, 12, 3, 160),
        ("resample-100-300", 100, 300, 3, 1, 10, 5, 100),
    ]:
        step = dict(step="resample", sfreq=to, halfLength=half_length)
        out = resampled(x[:, :n], up, down, half_length, first)
        delay = half_length * max(up, down) / up / sfreq
        add(name, step, sfreq, out, first=first, nSamples=n, groupDelay=delay, ratio=dict(up=up, down=down))


def windows(x):
    """MNE takes the sample at tmax in, a manifest does not: MNE is given one sample less."""
    sfreq, tmin_sample = 256, -64
    data = x.astype(np.float32).astype(float)
    times = (np.arange(N_SAMPLES) + tmin_sample) / sfreq
    corrected = mne.baseline.rescale(data.copy(), times, (-0.2, 0 - 1 / sfreq), mode="mean", verbose="error")
    add("baseline", dict(step="baseline", tmin=-0.2, tmax=0), sfreq, corrected, tminSample=tmin_sample)


def chain(x):
    sfreq = 1000
    y = x - x[[3, 0]].mean(0)
    hum = np.stack([np.r_[sps.iirnotch(50 * h, 30, fs=sfreq)] for h in (1, 2)]).reshape(2, 6)
    y = causal(hum, y)
    y = causal(design(dict(low=0.5, high=45), 4, sfreq), y)
    y = resampled(y, 3, 25, 10, 700)
    center, scale = [1.0, 2.0, 0.5, -4.0], [30.0, 25.0, 28.0, 300.0]
    y = np.clip((y - np.array(center)[:, None]) / np.array(scale)[:, None], -5, 5)
    steps = [
        dict(step="reference", channels=["MEG0113", "Fz"]),
        dict(step="notch", freq=50, q=30, harmonics=2),
        dict(step="bandpass", low=0.5, high=45, order=4),
        dict(step="resample", sfreq=120, halfLength=10),
        dict(step="robustScale", statistics={"from": "stored", "center": center, "scale": scale}),
        dict(step="clamp", limit=5),
    ]
    save("chain", y)
    return dict(name="chain", steps=steps, sfreq=sfreq, first=700)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    x = make_signal()
    save("signal", x)
    designs()
    filters(x)
    references(x)
    scalings(x)
    maps(x)
    resamplings(x)
    windows(x)
    whole = chain(x)
    lines = ",\n".join("    " + json.dumps(case) for case in cases)
    head = f'{{\n  "channelNames": {json.dumps(NAMES)},\n  "cases": [\n'
    (FOLDER / "cases.json").write_text(f"{head}{lines}\n  ],\n  \"chain\": {json.dumps(whole)}\n}}\n")
