"""Writes small FIF files of made-up samples into fif/, in the variants that the real recordings lack, and fif.json with
what MNE reads from them.

    fif.py

Needs mne 1.13, which writes the files: samples as short, int, single and double, acquisition skips, annotations, long
channel names, a recording split over several files. The tag directory, which MNE does not write, is appended here.
"""

import json
import struct
import warnings
from pathlib import Path

import mne
import numpy as np
from mne.transforms import Transform

mne.set_log_level("ERROR")
warnings.simplefilter("ignore")

FOLDER = Path(__file__).parent / "fif"
SFREQ, N_SAMPLES, FIRST = 100.0, 600, 1000


def make(skips=False, annotations=True, n_eeg=1):
    names = [f"EEG with a long name {i:03d}" for i in range(1, n_eeg + 1)] + ["MEG 0111", "MEG 0112", "STI 014"]
    info = mne.create_info(names, SFREQ, ["eeg"] * n_eeg + ["mag", "grad", "stim"])
    t = np.arange(N_SAMPLES)
    code = np.where((t % 50 > 20) & (t % 50 < 30), t // 50 + 1, 0)
    scale = [1e-5] * n_eeg + [1e-12, 1e-11]
    rng = np.random.default_rng(7)
    data = [s * (np.sin(t / (3 + k)) + rng.standard_normal(N_SAMPLES) / 10) for k, s in enumerate(scale)]
    raw = mne.io.RawArray(np.array([*data, code]), info, first_samp=FIRST)
    raw.set_meas_date(1_000_000_000)
    turn = np.array([[0, -1, 0, 0.01], [1, 0, 0, 0.02], [0, 0, 1, 0.03], [0, 0, 0, 1.0]])
    with raw.info._unlock():
        raw.info["dev_head_t"] = Transform("meg", "head", turn)
        for k, ch in enumerate(raw.info["chs"]):
            ch["cal"] = [0.5e-3, 2e-3, -3e-3][k % 3] * (scale + [1.0])[k] if k < len(scale) else 1.0
            ch["loc"] = np.array([0.01 * (k % 7 + 1), 0.02, 0.03, 1, 0, 0, 0, 0, 1, 0, -1, 0])
    described = [(0.55, 0.25, "left: up"), (3.11, 0.0, "right")] if annotations else []
    described += [(0.8, 0.1, "BAD_blink")]
    if skips:
        described += [(2.0, 2.0, "BAD_ACQ_SKIP")]
    described = [(onset + FIRST / SFREQ, duration, text) for onset, duration, text in described]
    raw.set_annotations(mne.Annotations(*zip(*described), orig_time=raw.info["meas_date"]))
    return raw


def with_directory(data):
    """The same file with a directory at its end, and the pointer to it."""
    entries, at = b"", 0
    while True:
        kind, type_, size, nxt = struct.unpack(">iIii", data[at : at + 16])
        if nxt == -1:
            break
        entries += struct.pack(">iIii", kind, type_, size, at)
        at = at + 16 + size if nxt == 0 else nxt
    entries += struct.pack(">iIii", -1, -1 & 0xFFFFFFFF, -1, -1)
    directory = struct.pack(">iIii", 102, 32, len(entries), -1) + entries
    pointer = struct.pack(">i", at)
    return data[:52] + pointer + data[56:at] + directory


def expect(name):
    raw = mne.io.read_raw_fif(FOLDER / name, preload=True)
    data = raw.get_data().T.astype("<f4")
    gaps = [
        [int(round(a["onset"] * SFREQ)) - raw.first_samp, int(round((a["onset"] + a["duration"]) * SFREQ)) - raw.first_samp]
        for a in raw.annotations
        if a["description"] == "BAD_ACQ_SKIP"
    ]
    gaps = sorted({tuple(gap) for gap in gaps})
    rows = [row for row in (0, 101, 333, 599) if not any(start <= row < end for start, end in gaps)]
    return {
        "nSamples": len(data),
        "gaps": gaps,
        "names": [raw.ch_names[0], raw.ch_names[-1]],
        "nChannels": len(raw.ch_names),
        "values": [[row, [float(x) for x in data[row]]] for row in rows],
        "sums": [float(x) for x in raw.get_data().astype("<f4").astype(float).sum(axis=1)],
    }


FOLDER.mkdir(exist_ok=True)
for old in FOLDER.glob("*.fif"):
    old.unlink()
for fmt in ("short", "int", "single", "double"):
    make().save(FOLDER / f"{fmt}_raw.fif", fmt=fmt, buffer_size_sec=1.7)
make(skips=True).save(FOLDER / "skips_raw.fif", buffer_size_sec=1)
make(annotations=False).save(FOLDER / "triggers_raw.fif")
make(n_eeg=8, annotations=False).save(FOLDER / "split_raw.fif", buffer_size_sec=0.5, split_size=2**20 + 20_000)
(FOLDER / "directory_raw.fif").write_bytes(with_directory((FOLDER / "skips_raw.fif").read_bytes()))
names = sorted(path.name for path in FOLDER.glob("*_raw.fif"))
lines = ",\n".join(f"    {json.dumps(name)}: {json.dumps(expect(name))}" for name in names)
by = json.dumps(f"test/vectors/fif.py, mne {mne.__version__}")
(FOLDER.parent / "fif.json").write_text(f'{{\n  "by": {by},\n  "files": {{\n{lines}\n  }}\n}}\n')
