"""The Neuromag sensor table, and lead fields of a spherical head worked out by MNE.

    python test/vectors/head.py [recordings]

Writes server/rig/head/neuromag-306.ts (positions, orientations and layout of the sensors of one recording) and
test/vectors/head/*.json (dipoles and the fields MNE gives for them). `recordings` is the folder of test recordings,
../shared/data beside the repository unless told. Needs mne and numpy.
"""

import json
import sys
from pathlib import Path

import mne
import numpy as np
from mne._fiff.constants import FIFF

ROOT = Path(__file__).resolve().parents[2]
RECORDINGS = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "data"
SOURCE = RECORDINGS / "meg-formats" / "neuromag306_eeg60_sample_audvis_2s_raw.fif"
TABLE = ROOT / "server" / "rig" / "head" / "neuromag-306.ts"
FOLDER = Path(__file__).parent / "head"
CENTRE = np.array([0, 0, 0.04])
SCALP = 0.09
mne.set_log_level("ERROR")

NOTICE = """// Written by test/vectors/head.py; not edited by hand.
//
// Sensor positions and orientations, and the transform from the device to the head, are those of the recording
// `sample_audvis_raw.fif` in the test data of MNE-LSL, https://github.com/mne-tools/mne-lsl; the layout is
// `Vectorview-all` of MNE-Python, https://github.com/mne-tools/mne-python. Both are distributed under the BSD 3-Clause
// licence; the notice is in NOTICE beside this file.
"""


def number(value, digits):
    text = np.format_float_positional(round(float(value), digits) + 0.0, trim="-")
    return "0" if text in ("-0", "0") else text


def row(values):
    return "[" + ", ".join(values) + "]"


def read_sensors():
    info = mne.io.read_raw_fif(SOURCE).info
    info = mne.pick_info(info, mne.pick_types(info, meg=True, exclude=[]))
    layout = mne.find_layout(info, exclude=[])
    assert layout.kind == "Vectorview-all"
    place = np.array([layout.pos[layout.names.index(name), :2] for name in info["ch_names"]])
    place = (place - place.min(0)) / np.ptp(place, axis=0)
    return info, place


def write_table(info, place):
    lines = []
    for channel, xy in zip(info["chs"], place):
        loc = channel["loc"]
        values = [str(int(channel["ch_name"].split()[1]))]
        values += [number(value, 5) for value in loc[:3]]
        values += [number(value, 6) for value in (*loc[3:6], *loc[9:12])]
        values += [number(value, 5) for value in xy]
        lines.append(f"  {row(values)},\n")
    trans = info["dev_head_t"]["trans"]
    rotation = "".join(f"  {row([number(value, 8) for value in line])},\n" for line in trans[:3, :3])
    TABLE.write_text(
        NOTICE
        + "\n/**\n * Rows of: number in the channel's name; position, m; ex; ez; x and y of the layout, 0 to 1. Device coordinates.\n"
        + " * Numbers that end in 1 are magnetometers, those in 2 and 3 planar gradiometers; the vectors are as rounded as the\n"
        + " * recording has them, not of length 1.\n */\n"
        + "export const NEUROMAG_306: readonly (readonly number[])[] = [\n"
        + "".join(lines)
        + "];\n\n/** Rotation of the transform from the device to the head in that recording, row by row. */\n"
        + "export const DEVICE_TO_HEAD_ROTATION: readonly (readonly number[])[] = [\n"
        + rotation
        + "];\n\n/** Its translation, m. */\n"
        + "export const DEVICE_TO_HEAD_TRANSLATION = "
        + row([number(value, 8) for value in trans[:3, 3]])
        + " as const;\n"
    )


if __name__ == "__main__":
    info, place = read_sensors()
    write_table(info, place)
