"""
Holds the ONNX graphs of ssvep_fbcca.py against canonical correlations by the SVD in float64.

    python models/ssvep_fbcca_compare.py [RECORDINGS]

On random windows, well and badly conditioned, flat and repeated channels; and, where the folder of the SSVEP exoskeleton
recordings (Kalunga et al. 2016, FIF) is given, on every trial of it, through the same causal filters as the server's.
Needs scipy, onnxruntime and, for recordings, mne besides what ssvep_fbcca.py needs.
"""

import sys
from pathlib import Path

import numpy as np
import onnxruntime

from ssvep_fbcca import EXO_CHANNELS, EXO_TARGETS, build_graph, svd_scores

SFREQ = 256
BANDS = ((8, 70), (20, 70), (32, 70))
N_CHANNELS = len(EXO_CHANNELS)
CODES = {2: 13, 3: 21, 4: 17}


def session_of(model):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(model.SerializeToString(), options)


def run(session, windows):
    return session.run(None, {"x": np.asarray(windows, dtype=np.float32)})[0]


def random_windows(rng, n_windows, n_samples, condition):
    """Mixtures whose singular values fall by `condition`, sometimes with a target in them, in µV."""
    t = np.arange(n_samples) / SFREQ
    windows = []
    for _ in range(n_windows):
        left, _, right = np.linalg.svd(rng.normal(size=(N_CHANNELS, N_CHANNELS)))
        mixing = left @ np.diag(np.geomspace(1, 1 / condition, N_CHANNELS)) @ right
        bands = []
        for _ in BANDS:
            sources = rng.normal(size=(n_samples, N_CHANNELS))
            sources += rng.choice([0, 0.5]) * np.sin(2 * np.pi * rng.choice(EXO_TARGETS) * t)[:, None]
            bands.append(10 * sources @ mixing)
        windows.append(np.concatenate(bands, axis=1))
    return np.array(windows, dtype=np.float32)


def compare(title, session, windows):
    expected = np.array([svd_scores(window, EXO_TARGETS, SFREQ, len(BANDS), 2) for window in windows])
    found = run(session, windows)
    differ = int((found.argmax(1) != expected.argmax(1)).sum())
    print(f"{title}: largest error {abs(found - expected).max():.1e}, {differ} of {len(windows)} decided otherwise")
    return found


def compare_random(n_samples):
    rng = np.random.default_rng(n_samples)
    session = session_of(build_graph(EXO_TARGETS, SFREQ, n_samples, N_CHANNELS, len(BANDS), 2))
    for condition in (3, 100, 3000):
        windows = random_windows(rng, 100, n_samples, condition)
        compare(f"{n_samples} samples, condition {condition}", session, windows)
    windows = random_windows(rng, 100, n_samples, 3)
    for scale in (1e-6, 1e6):
        compare(f"{n_samples} samples, scaled by {scale:g}", session, windows * np.float32(scale))
    flat = windows.copy()
    flat[:, :, 2::N_CHANNELS] = 7
    compare(f"{n_samples} samples, one channel flat", session, flat)
    twice = windows.copy()
    twice[:, :, 5::N_CHANNELS] = 3 * twice[:, :, 1::N_CHANNELS]
    compare(f"{n_samples} samples, one channel twice", session, twice)
    split = windows.reshape(len(windows), n_samples, len(BANDS), N_CHANNELS)
    average = (split - split.mean(-1, keepdims=True)).reshape(windows.shape)
    compare(f"{n_samples} samples, average reference", session, average)
    for level in (0, 3, -1e5 / 3):
        print(f"{n_samples} samples, all at {level:g}:", run(session, np.full_like(windows[:1], level)))


def compare_recordings(folder):
    import mne
    from scipy.signal import butter, sosfilt

    mne.set_log_level("ERROR")
    filters = [butter(4, band, "band", fs=SFREQ, output="sos") for band in BANDS]
    for seconds in (1, 2, 4):
        n_samples = seconds * SFREQ
        session = session_of(build_graph(EXO_TARGETS, SFREQ, n_samples, N_CHANNELS, len(BANDS), 2))
        for path in sorted(Path(folder).glob("*/*_raw.fif")):
            raw = mne.io.read_raw_fif(path, preload=True)
            signal = 1e6 * raw.get_data(picks=EXO_CHANNELS)
            filtered = [sosfilt(sos, signal - signal[:, :1]) for sos in filters]
            events = mne.read_events(str(path).replace("_raw.fif", "-eve.fif"))
            windows, targets = [], []
            for sample, _, code in events:
                start = int(sample) - raw.first_samp + SFREQ
                if code in CODES and start + n_samples <= signal.shape[1]:
                    windows.append(np.concatenate([band[:, start : start + n_samples].T for band in filtered], axis=1))
                    targets.append(EXO_TARGETS.index(CODES[code]))
            found = compare(f"{path.parent.name}/{path.name}, {seconds} s", session, np.float32(windows))
            right = int((found.argmax(1) == targets).sum())
            print(f"    {right} of {len(targets)} right ({100 * right / len(targets):.0f} %)")


if __name__ == "__main__":
    compare_random(256)
    compare_random(777)
    compare_random(1024)
    if len(sys.argv) > 1:
        compare_recordings(sys.argv[1])
