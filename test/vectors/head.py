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

NOTICE = """Written by test/vectors/head.py; not edited by hand.

The positions and orientations of the sensors and the transform from the device to the head are those of the recording
datasets/testing/sample_audvis_raw.fif of MNE-LSL, https://github.com/mne-tools/mne-lsl; the layout is Vectorview-all of
MNE-Python, https://github.com/mne-tools/mne-python, Copyright 2011-2025 MNE-Python authors. Both come under this licence:

Copyright © 2023-2024, authors of MNE-LSL
All rights reserved.

Redistribution and use in source and binary forms, with or without
modification, are permitted provided that the following conditions are met:
    * Redistributions of source code must retain the above copyright
      notice, this list of conditions and the following disclaimer.
    * Redistributions in binary form must reproduce the above copyright
      notice, this list of conditions and the following disclaimer in the
      documentation and/or other materials provided with the distribution.
    * Neither the name of the copyright holder nor the names of its
      contributors may be used to endorse or promote products derived from
      this software without specific prior written permission.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
DISCLAIMED. IN NO EVENT SHALL COPYRIGHT OWNER OR CONTRIBUTORS BE LIABLE FOR ANY
DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES
(INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES;
LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND
ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT
(INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS
SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
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
        "".join(f"// {line}".rstrip() + "\n" for line in NOTICE.splitlines())
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


def dipoles(rng, n, deepest, shallowest):
    """Places all around the head's centre, so many m from it, rounded so that a file holds them exactly."""
    directions = rng.normal(size=(n, 3))
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    return np.round(directions * rng.uniform(deepest, shallowest, (n, 1)), 6) + CENTRE


def tangential(rng, positions):
    """Moments of 10 nA·m across the radius."""
    outward = (positions - CENTRE) / np.linalg.norm(positions - CENTRE, axis=1, keepdims=True)
    moments = np.cross(outward, rng.normal(size=positions.shape))
    return 1e-8 * moments / np.linalg.norm(moments, axis=1, keepdims=True)


def fields(info, positions, moments):
    """channels × dipoles, by MNE's sphere model with its own radii and conductivities."""
    sphere = mne.make_sphere_model(r0=CENTRE, head_radius=SCALP)
    sources = mne.setup_volume_source_space(pos=dict(rr=positions, nn=np.tile([0, 0, 1.0], (len(positions), 1))))
    forward = mne.make_forward_solution(
        info, mne.transforms.Transform("head", "mri"), sources, sphere, mindist=0, n_jobs=1
    )
    assert len(forward["source_rr"]) == len(positions)
    assert np.abs(forward["source_rr"] - positions).max() < 1e-8
    gain = forward["sol"]["data"].reshape(len(info["ch_names"]), -1, 3)
    return np.einsum("cdk,dk->cd", gain, moments)


def write_fields(name, sensors, positions, moments, values, **more):
    case = dict(more, sensors=sensors, dipoles=[
        {"position": position.tolist(), "moment": moment.tolist()} for position, moment in zip(positions, moments)
    ])
    (FOLDER / f"{name}.json").write_text(json.dumps(case) + "\n")
    values.astype("<f4").tofile(FOLDER / f"{name}.f32")


def write_neuromag(rng, info):
    """The recording as it is, and again with its orientations, which are rounded to 1e-4, made unit vectors."""
    positions = dipoles(rng, 24, 0.02, 0.078)
    moments = tangential(rng, positions)
    write_fields("neuromag", info["ch_names"], positions, moments, fields(info, positions, moments))
    for channel in info["chs"]:
        ex, ez = (np.round(channel["loc"][at : at + 3].astype(float), 6) for at in (3, 9))
        ez /= np.linalg.norm(ez)
        ex -= ez * (ex @ ez)
        ex /= np.linalg.norm(ex)
        channel["loc"][:] = [*np.round(channel["loc"][:3], 5), *ex, *np.cross(ez, ex), *ez]
    fields(info, positions, moments).astype("<f4").tofile(FOLDER / "neuromag-unit.f32")


def write_axial(rng):
    """Axial gradiometers on a sphere around the head; device and head coordinates are the same."""
    n = 40
    ez = rng.normal(size=(n, 3))
    ez[:, 2] = np.abs(ez[:, 2])
    ez /= np.linalg.norm(ez, axis=1, keepdims=True)
    ex = np.cross(ez, rng.normal(size=(n, 3)))
    ex /= np.linalg.norm(ex, axis=1, keepdims=True)
    place = CENTRE + ez * rng.uniform(0.105, 0.12, (n, 1))
    info = mne.create_info([f"AG {i:04}" for i in range(n)], 1000.0, "mag")
    with info._unlock():
        info["dev_head_t"] = mne.transforms.Transform("meg", "head")
    for channel, at, x, z in zip(info["chs"], place, ex, ez):
        channel["loc"][:] = [*at, *x, *np.cross(z, x), *z]
        channel.update(coil_type=FIFF.FIFFV_COIL_CTF_GRAD, coord_frame=FIFF.FIFFV_COORD_DEVICE)
    positions = dipoles(rng, 24, 0.02, 0.078)
    moments = tangential(rng, positions)
    sensors = [{"position": at.tolist(), "ex": x.tolist(), "ez": z.tolist()} for at, x, z in zip(place, ex, ez)]
    write_fields("axial", sensors, positions, moments, fields(info, positions, moments))


def write_eeg(rng):
    """Electrodes on the scalp. MNE puts a few dipoles in a homogeneous sphere in the place of the four shells."""
    n = 48
    directions = rng.normal(size=(n, 3))
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    place = CENTRE + SCALP * directions
    info = mne.create_info([f"EEG {i:04}" for i in range(n)], 1000.0, "eeg")
    for channel, at in zip(info["chs"], place):
        channel["loc"][:] = [*at, *np.zeros(9)]
        channel["coord_frame"] = FIFF.FIFFV_COORD_HEAD
    positions = dipoles(rng, 24, 0.02, 0.075)
    moments = 1e-8 * rng.normal(size=positions.shape)
    write_fields("eeg", [{"position": at.tolist()} for at in place], positions, moments, fields(info, positions, moments))


if __name__ == "__main__":
    info, place = read_sensors()
    write_table(info, place)
    FOLDER.mkdir(exist_ok=True)
    rng = np.random.default_rng(4)
    write_neuromag(rng, info)
    write_axial(rng)
    write_eeg(rng)
