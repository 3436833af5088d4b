"""Writes recordings.json: what MNE reads from the recordings that the rig's readers claim.

    recordings.py RECORDINGS > recordings.json

Needs mne 1.13. Per file: the sampling frequency, the channels, the span with its gaps, SHA-256 of all samples as
little-endian float32 (sample-major), the first values of three samples, and the markers as their count, ends and the
SHA-256 of one line "sample description duration" each. No signal is written beyond that.

Where MNE does not do what a stream needs, the same is done here by hand, without our readers:
channels of another sampling rate are left out (MNE resamples them), padding dots are taken off names, the data records
of a discontinuous file are placed by their time stamps (MNE strings them together).
"""

import hashlib
import json
import re
import sys
import warnings
from pathlib import Path

import mne
import numpy as np
from mne._fiff.constants import FIFF
from mne.event import _find_events
from mne.io.edf.edf import RawBDF, RawEDF
from mne.utils.config import _get_stim_channel

mne.set_log_level("ERROR")
warnings.simplefilter("ignore")

KINDS = {
    "eeg": "EEG",
    "mag": "MAG",
    "grad": "GRAD",
    "eog": "EOG",
    "stim": "STIM",
}


def half_up(seconds):
    return int(np.floor(seconds + 0.5))


def digest(data):
    return hashlib.sha256(data).hexdigest()


def count_by(values):
    return {value: values.count(value) for value in sorted(set(values))}


def describe_markers(markers):
    lines = [f"{sample} {text} {duration:.6f}" for sample, text, duration in markers]
    return {
        "count": len(lines),
        "first": lines[:2],
        "last": lines[-1:],
        "sha256": digest("\n".join(lines).encode()),
    }


def describe(raw, picks, names, gaps, markers):
    data = raw.get_data(picks).T.astype("<f4")
    n = len(data)
    rows = [0, n // 3, n - 1]
    return {
        "sfreq": raw.info["sfreq"],
        "nSamples": n + sum(end - start for start, end in gaps),
        "gaps": gaps,
        "nChannels": len(names),
        "names": digest("\n".join(names).encode()),
        "firstNames": names[:3],
        "sha256": digest(data.tobytes()),
        # Counted without the gaps.
        "values": [[row, [float(x) for x in data[row, :4]]] for row in rows],
        "markers": describe_markers(markers),
    }


def stim_markers(raw, gaps=()):
    """In a gap, of which one sample is put in here, a trigger channel stands at 0."""
    index = np.arange(raw.n_times)
    for start, end in gaps:
        index[index >= start] += end - start
    at = [int(np.searchsorted(index, start)) for start, _ in gaps]
    index = np.insert(index, at, [start for start, _ in gaps])
    channels = _get_stim_channel(None, raw.info, raise_error=False) or []
    found = set()
    for name in channels:
        codes = np.insert(raw.get_data(name).astype(np.int64), at, 0, axis=1)
        events = _find_events(codes & 0xFFFF if isinstance(raw, (RawEDF, RawBDF)) else codes, 0)
        found |= {(int(index[sample]), str(code), 0.0) for sample, _, code in events}
    return sorted(found)


def placed(info, k):
    """Position and normal of a channel in head coordinates, or nothing."""
    ch, trans = info["chs"][k], info["dev_head_t"]
    loc = ch["loc"]
    if not np.isfinite(loc[:3]).all() or not loc[:3].any() or np.linalg.norm(loc[:3]) > 0.5:
        return [], []
    if ch["kind"] == FIFF.FIFFV_EEG_CH:
        return loc[:3].tolist(), []
    if ch["kind"] == FIFF.FIFFV_MEG_CH and trans is not None:
        t = trans["trans"]
        return mne.transforms.apply_trans(t, loc[:3]).tolist(), (t[:3, :3] @ loc[9:12]).tolist()
    return [], []


def fif(path):
    raw = mne.io.read_raw_fif(path, preload=True)
    beside = Path(str(path).replace("_raw.fif", "-eve.fif"))
    if beside.exists():
        events = mne.read_events(beside)
        markers = [(int(s) - raw.first_samp, str(c), 0.0) for s, _, c in events]
    else:
        markers = stim_markers(raw)
    out = describe(raw, None, raw.ch_names, [], markers)
    out["kinds"] = count_by([KINDS[kind] for kind in raw.get_channel_types()])
    picks = sorted({0, len(raw.ch_names) // 3, len(raw.ch_names) * 5 // 6})
    out["places"] = [[k, *placed(raw.info, k)] for k in picks]
    return out


def record_onsets(path, raw):
    """Time stamps of all data records, read from the file by hand."""
    data = path.read_bytes()
    n_signals = int(data[252:256])
    labels = [data[256 + 16 * i : 272 + 16 * i].decode("latin-1").strip() for i in range(n_signals)]
    at = 256 + n_signals * (16 + 80 + 8 * 5 + 80)
    n_samples = [int(data[at + 8 * i : at + 8 * i + 8]) for i in range(n_signals)]
    width = 3 if data[0] == 255 else 2
    record = sum(n_samples) * width
    offset = sum(n_samples[: labels.index("EDF Annotations")]) * width
    starts = range(int(data[184:192]), len(data) - record + 1, record)
    return [float(re.match(rb"[+-][\d.]+", data[s + offset : s + offset + 20]).group()) for s in starts]


def edf(path):
    read = mne.io.read_raw_bdf if path.suffix == ".bdf" else mne.io.read_raw_edf
    raw = read(path, preload=True)
    extras = raw._raw_extras[0]
    n_samps = np.asarray(extras["n_samps"])[extras["sel"]]
    picks = [i for i, n in enumerate(n_samps) if n == n_samps.max()]
    names = [re.sub(r"(?<=.)\.+$", "", raw.ch_names[i]) for i in picks]
    sfreq = raw.info["sfreq"]
    gaps = []
    if b"EDF+D" in path.read_bytes()[192:236]:
        onsets, length = record_onsets(path, raw), n_samps.max()
        starts = [half_up((onset - onsets[0]) * sfreq) for onset in onsets]
        ends = [start + int(length) for start in starts]
        gaps = [[end, start] for end, start in zip(ends, starts[1:]) if start != end]
    # MNE rounds onsets to microseconds, which takes the one tie in these files below the half; its digits are above it.
    markers = [(half_up(a["onset"] * sfreq + 1e-4), a["description"], a["duration"]) for a in raw.annotations]
    return describe(raw, picks, names, gaps, sorted(markers or stim_markers(raw, gaps), key=lambda m: m[0]))


ROOT = Path(sys.argv[1])
READABLE = [
    *sorted(ROOT.glob("ssvep-exo/*/*_raw.fif")),
    *sorted(ROOT.glob("meg-formats/*_raw.fif")),
    *sorted(ROOT.glob("mi-eegmmi-s001/*.edf")),
    *sorted(ROOT.glob("eeg-formats/same-recording/*.edf")),
    *sorted(ROOT.glob("eeg-formats/eeglab/*.bdf")),
    *[
        ROOT / "bad-inputs" / name
        for name in (
            "bdf_datarecord_2s.bdf",
            "bdf_event_only.bdf",
            "bdf_stim_channel.bdf",
            "edf_channel_types.edf",
            "edf_duplicate_channel_labels.edf",
            "edf_subsecond_starttime.edf",
            "edf_uneven_sampling_rates.edf",
            "edf_uneven_sampling_trailing_byte.edf",
            "edf_utf8_annotations.edf",
            "edf_utf8_header.edf",
            "edfplus_discontinuous_test_merged.edf",
        )
    ],
]
expected = {}
for path in READABLE:
    expected[str(path.relative_to(ROOT))] = fif(path) if path.suffix == ".fif" else edf(path)
files = ",\n".join(f"    {json.dumps(name)}: {json.dumps(value)}" for name, value in expected.items())
by = f"test/vectors/recordings.py, mne {mne.__version__}"
print(f'{{\n  "by": {json.dumps(by)},\n  "files": {{\n{files}\n  }}\n}}')
