"""Writes a model folder: the ONNX graph, its golden input and output, and the manifest with the checksum of each file."""

import gzip
import hashlib
import json
import re
from pathlib import Path

import numpy as np
import onnx

LINE_WIDTH = 120
VERSION = re.compile(r"\d+\.\d+\.\d+")


def model_place(folder, manifest):
    """
    Where a model goes that is to be written to `folder`, and its manifest with the name and version that it has there: the
    server takes NAME/VERSION alone, and the manifest has to agree.

    folder   NAME/VERSION; or any other folder, in which the manifest's name and version are one
    returns  (folder, manifest); the same again for what it returned
    """
    folder = Path(folder).resolve()
    if VERSION.fullmatch(folder.name):
        return folder, {**manifest, "name": folder.parent.name, "version": folder.name}
    return folder / manifest["name"] / manifest["version"], manifest


def with_language_model(folder, manifest, path):
    """
    Names the language model of letters at `path` in the manifest of a model of kind `characters`: the one in the `language`
    folder beside the models where it is the same, else a copy in the model's own folder.

    folder   as `model_place` gives it
    returns  (manifest, further files of the folder: name to bytes)
    """
    content = Path(path).read_bytes()
    name, shared = Path(path).name, folder.parents[1] / "language" / Path(path).name
    if shared.exists() and shared.read_bytes() == content:
        where, copies = {"file": f"../../language/{name}", "sha256": hashlib.sha256(content).hexdigest()}, {}
    else:
        where, copies = {"file": name}, {name: content}
    settings = {**where, **manifest["postprocess"]["languageModel"]}
    return {**manifest, "postprocess": {**manifest["postprocess"], "languageModel": settings}}, copies


def write_model_folder(folder, model, golden_input, golden_output, manifest, tolerance=1e-4, pack_golden=False, extra=None):
    """
    folder         as `model_place` takes it; files of an earlier export are replaced
    model          onnx.ModelProto; checked in full before anything is written
    golden_input   the model's signal input of a batch of 1, without the batch axis
    golden_output  what the output that the manifest's `postprocess` names has to be
    manifest       without `files`, `model` and `golden`, which are added here
    tolerance      largest difference from golden_output, as a share of its largest value
    extra          further files of the folder, such as a bank: name to bytes
    pack_golden    gzip the golden input (for one that would be large and is mostly zeros)
    """
    onnx.checker.check_model(model, full_check=True)
    folder, manifest = model_place(folder, manifest)
    folder.mkdir(parents=True, exist_ok=True)
    earlier = folder / "manifest.json"
    if earlier.exists():
        for name in json.loads(earlier.read_text(encoding="utf-8")).get("files", {}):
            (folder / name).unlink(missing_ok=True)
    input_name = "golden.input.bin.gz" if pack_golden else "golden.input.bin"
    input_bytes = np.ascontiguousarray(golden_input, dtype="<f4").tobytes()
    contents = {
        "model.onnx": model.SerializeToString(deterministic=True),
        input_name: gzip.compress(input_bytes, mtime=0) if pack_golden else input_bytes,
        "golden.output.bin": np.ascontiguousarray(golden_output, dtype="<f4").tobytes(),
        **(extra or {}),
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    complete = {}
    for key, value in manifest.items():
        complete[key] = value
        if key == "results":
            complete["files"] = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(contents.items())}
            complete["model"] = "model.onnx"
            complete["golden"] = {"input": input_name, "output": "golden.output.bin", "tolerance": tolerance}
    (folder / "manifest.json").write_text(format_json(complete) + "\n", encoding="utf-8")


def format_json(value, indent=0):
    """JSON with every list that fits on a line on one line, as the project's formatter writes it."""
    inner = " " * (indent + 2)
    if isinstance(value, dict) and value:
        rows = [f"{inner}{json.dumps(key, ensure_ascii=False)}: {format_json(item, indent + 2)}" for key, item in value.items()]
        return "{\n" + ",\n".join(rows) + "\n" + " " * indent + "}"
    if isinstance(value, list) and value:
        line = json.dumps(value, ensure_ascii=False)
        if not any(isinstance(item, (dict, list)) for item in value) and len(line) <= LINE_WIDTH - 40:
            return line
        rows = [inner + format_json(item, indent + 2) for item in value]
        return "[\n" + ",\n".join(rows) + "\n" + " " * indent + "]"
    return json.dumps(value, ensure_ascii=False)
