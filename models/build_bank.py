"""
Builds a bank, the candidates that a retrieval model's output is compared with:

    python models/build_bank.py values.npy candidates.json bank.bin --description 'CLIP ViT-L/14 of the 200 test images'

values.npy       [number of candidates x axes of the model's output], what each candidate is for the model
candidates.json  a list in the same order: {"label": "dog"}; candidates may share a label, and then have a "name" each.
                 One that was cut from a recording says where: {"label": "dog", "source": "story-1", "start": 3.2, "end": 6.2}

Two candidates are one and the same when their values are equal, or when they come from one recording and overlap by more
than half of the shorter one. They are refused; with `--duplicates merge` the first of them stays and the others are left
out. `--values int8` makes a file a quarter as large: each candidate is rounded to steps of 1/127 of its largest value.
models/bank.ts describes the file, and the server holds it against the same rules.
"""

import argparse
import hashlib
import json
import struct
from pathlib import Path

import numpy as np

MAGIC = b"CWBANK1\0"
ALIGNMENT = 64
MIN_NORM, MAX_NORM = 1e-12, 1e12
MOST_SHOWN = 5


def bank_bytes(values, candidates, description, duplicates="refuse", kind="float32"):
    """
    The bank as it is in the file.

    values       [number of candidates x axes of the model's output]
    candidates   one dict each: label, and optionally name, source, start, end
    description  what was embedded, by what, and under which licence
    duplicates   "refuse", or "merge": the first stays
    kind         "float32", or "int8": a quarter of the bytes
    """
    start, values = bank_parts(values, candidates, description, duplicates, kind)
    return start + values.tobytes()


def bank_parts(values, candidates, description, duplicates="refuse", kind="float32"):
    """As bank_bytes, but what comes before the values apart from them, for banks that are not wanted in memory twice."""
    values = np.ascontiguousarray(values, dtype="<f4")
    if len(values) != len(candidates):
        raise ValueError(f"expected {len(values)} candidates, as there are values of, found {len(candidates)}")
    check_values(values, candidates)
    twins = find_duplicates(values, candidates)
    if duplicates == "merge":
        kept = [index for index in range(len(candidates)) if index not in twins]
        values, candidates = values[kept], [candidates[index] for index in kept]
    elif twins:
        lines = [f"candidate {a} {name_of(candidates[a])!r} {why} candidate {b}" for a, (b, why) in twins.items()]
        raise ValueError(shown(lines))
    header = {"schema": 1, "description": description, "shape": list(values.shape), "candidates": candidates}
    if kind == "int8":
        header["values"] = "int8"
    text = json.dumps(header, ensure_ascii=False).encode()
    start = aligned(MAGIC + struct.pack("<II", len(text), 0) + text)
    if kind == "float32":
        return start, values
    steps, values = rounded_to_int8(values)
    check_values(steps.reshape((-1,) + (1,) * (values.ndim - 1)) * values, candidates)
    return aligned(start + steps.tobytes()), values


def aligned(content):
    return content + bytes(-len(content) % ALIGNMENT)


def rounded_to_int8(values):
    """Steps [number of candidates] float32, and values in them, rounded to the nearest, int8."""
    axes = tuple(range(1, values.ndim))
    steps = (np.abs(values).max(axes) / 127).astype("<f4")
    return steps, np.rint(values / steps.reshape((-1,) + (1,) * len(axes))).clip(-127, 127).astype(np.int8)


def check_values(values, candidates):
    wrong = []
    names = {}
    for index, (row, candidate) in enumerate(zip(values, candidates)):
        place = f"candidate {index} {name_of(candidate)!r}"
        norm = np.linalg.norm(row.astype(np.float64))
        if not np.isfinite(row).all():
            wrong.append(f"{place} has values that are not finite")
        elif not MIN_NORM <= norm <= MAX_NORM:
            wrong.append(f"{place}: expected a norm between {MIN_NORM} and {MAX_NORM}, found {norm:.3g}")
        if "name" in candidate and names.setdefault(candidate["name"], index) != index:
            wrong.append(f"{place} has the name of candidate {names[candidate['name']]}")
    if wrong:
        raise ValueError(shown(wrong))


def find_duplicates(values, candidates):
    """Candidates that are one of those before them again: index to (index of that one, in which way)."""
    twins = {}
    first_with = {}
    for index, row in enumerate(values):
        # -0 and 0 are the same value, in other bytes.
        first = first_with.setdefault(hashlib.sha256(row + 0.0).digest(), index)
        if first != index:
            twins[index] = (first, "has the values of")
    kept = {}
    for index in sorted(range(len(candidates)), key=lambda i: (candidates[i].get("start", 0), i)):
        candidate = candidates[index]
        if index in twins or "source" not in candidate:
            continue
        open_ones = [other for other in kept.get(candidate["source"], []) if candidates[other]["end"] > candidate["start"]]
        same = next((other for other in open_ones if overlaps_by_more_than_half(candidate, candidates[other])), None)
        if same is None:
            open_ones.append(index)
        else:
            twins[index] = (same, "has more than half in common with")
        kept[candidate["source"]] = open_ones
    return twins


def overlaps_by_more_than_half(a, b):
    common = min(a["end"], b["end"]) - max(a["start"], b["start"])
    return common > min(a["end"] - a["start"], b["end"] - b["start"]) / 2


def name_of(candidate):
    return candidate.get("name", candidate["label"])


def shown(lines):
    more = f"; and {len(lines) - MOST_SHOWN} more" if len(lines) > MOST_SHOWN else ""
    return "; ".join(lines[:MOST_SHOWN]) + more


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("values")
    parser.add_argument("candidates")
    parser.add_argument("bank")
    parser.add_argument("--description", required=True, help="what was embedded, by what, and under which licence")
    parser.add_argument("--duplicates", choices=["refuse", "merge"], default="refuse")
    parser.add_argument("--values", choices=["float32", "int8"], default="float32", dest="kind", help="how values are written")
    options = parser.parse_args()
    candidates = json.loads(Path(options.candidates).read_text(encoding="utf-8"))
    values = np.load(options.values, mmap_mode="r")
    try:
        start, values = bank_parts(values, candidates, options.description, options.duplicates, options.kind)
    except ValueError as error:
        parser.exit(1, f"{parser.prog}: {error}\n")
    with open(options.bank, "wb") as file:
        file.write(start)
        values.tofile(file)
    print(f"{options.bank}: {' x '.join(map(str, values.shape))} values of {len(candidates)} candidates given")


if __name__ == "__main__":
    main()
