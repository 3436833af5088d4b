"""
Exports a network to ONNX, holds the graph against PyTorch, and writes a model folder that the server can run.

    cd models && python -m architectures.export speech-segments --size published --out DIR

writes one with random weights, for latency, memory and parity; the batch norms' statistics are set from random signals,
so that the answers mean something. Nothing of the published size is kept in the repository.

Forms of the graph:
    general  inputs x, subject and `positions` [C, 3], in metres and head coordinates as the server gives them; the graph
             lays them out itself (`layout.layout_of`). With all positions 0 it takes the layout that is stored in it.
    montage  inputs x and subject; the layout, and with it the channels, is fixed
    folded   input x; layout and subject are fixed
Beside them `mask` (image-embeddings with early answers) and the states of the two typing networks. The signal is
[batch, time, channel], as the server holds it. Every batch axis is free.
"""

import argparse
import logging
import sys
import tempfile
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from model_folder import write_model_folder  # noqa: E402

from .folding import fold_montage, fold_subject  # noqa: E402
from .image_embeddings import ImageEmbeddings  # noqa: E402
from .layout import even_layout, layout_of  # noqa: E402
from .networks import ARCHITECTURES, Network, n_parameters, set_statistics  # noqa: E402
from .typing_keys import KEY_LABELS, TypingKeys  # noqa: E402
from .typing_stream import TypingStream  # noqa: E402

OPSET = 18
FORMS = ("general", "montage", "folded")
FORBIDDEN = {"DFT", "STFT", "Loop", "If", "Scan", "SequenceConstruct"}
# Largest difference between PyTorch and ONNX Runtime, as a share of the output's largest value.
TOLERANCE = 1e-4


@dataclass(frozen=True)
class Signature:
    """Names of the graph's inputs and outputs in order; the first input is the signal and the first output the answer."""

    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    states: dict[str, tuple[int, ...]]


class Served(nn.Module):
    """A network as the server calls it: tensors in and tensors out, in the order of its signature."""

    def __init__(self, network: Network, form: str, positions: Tensor, subject: int = 0):
        """
        positions  [C, 2], layout in 0 … 1: fixed in the forms montage and folded, in the general form the layout that
                   stands for positions that are all 0
        subject    row that is fixed in the folded form
        """
        super().__init__()
        if form not in FORMS:
            raise ValueError(f"expected one of {', '.join(FORMS)}, found {form}")
        network.eval()
        self.form = form
        if form == "general":
            self.network = network
            self.register_buffer("layout", positions)
        else:
            self.network = fold_montage(network, positions) if form == "montage" else fold_subject(network, positions, subject)
        self.states = network.state_shapes() if isinstance(network, TypingKeys | TypingStream) else {}
        self.takes_mask = isinstance(network, ImageEmbeddings) and network.takes_mask
        names = ["x"]
        if form != "folded":
            names.append("subject")
        if form == "general":
            names.append("positions")
        if self.takes_mask:
            names.append("mask")
        self.takes_interval = isinstance(network, TypingKeys) and network.config.intervals
        if self.takes_interval:
            names.append("interval")
        answer = "logits" if self.states else "embedding"
        self.signature = Signature(
            tuple(names + list(self.states)), (answer, *(f"next_{name}" for name in self.states)), self.states
        )
        self.n_samples = network.config.n_samples
        self.eval()
        self.n_channels = len(positions)

    def forward(self, *inputs: Tensor) -> tuple[Tensor, ...]:
        """x [B, T, C] and the rest as the signature has it."""
        given = dict(zip(self.signature.inputs, inputs, strict=True))
        x = given["x"].transpose(1, 2)
        positions = None
        if self.form == "general":
            metres = given["positions"]
            positions = torch.where(metres.abs().sum() > 0, layout_of(metres), self.layout)
        arguments = [x, positions, given.get("subject")]
        if self.takes_mask:
            arguments.append(given["mask"])
        if not self.states:
            return (self.network(*arguments),)
        arguments.append({name: given[name] for name in self.states})
        if self.takes_interval:
            arguments.append(given["interval"])
        answer, *_, following = self.network(*arguments)
        return (answer, *(following[name] for name in self.states))

    def example(self, batch: int, seed: int = 0, zero: bool = False) -> tuple[Tensor, ...]:
        """Random inputs; with `zero`, as the server fills in for the golden input: mask 1, the others 0."""
        generator = torch.Generator().manual_seed(seed)

        def normal(*shape: int) -> Tensor:
            return torch.randn(shape, generator=generator)

        x = normal(batch, self.n_samples, self.n_channels).clamp(-5, 5)
        # On a cap of a sphere of 11 cm about the middle of the head.
        up = normal(self.n_channels, 3) * torch.tensor([1.0, 1.0, 0.6]) + torch.tensor([0.0, 0.0, 0.6])
        metres = up / up.norm(dim=1, keepdim=True) * 0.11 + torch.tensor([0.0, 0.0, 0.04])
        rows = self.n_rows
        mask = torch.ones(batch, self.n_samples)
        if not zero:
            for index in range(batch):
                mask[index, self.n_samples - 17 * index :] = 0
        values = {
            "x": x,
            "subject": torch.zeros(batch, dtype=torch.int64) if zero else torch.arange(batch) % rows,
            "positions": torch.zeros_like(metres) if zero else metres,
            "mask": mask,
            "interval": torch.zeros(batch) if zero else 0.1 + 0.1 * torch.arange(batch),
        }
        for name, shape in self.states.items():
            values[name] = torch.zeros(batch, *shape)
            if zero:
                continue
            if name == "times":
                values[name] = torch.arange(1 - shape[0], 1).expand(batch, -1) * 0.2
            else:
                values[name] = torch.full((batch, *shape), 3.0) if name == "count" else 0.5 * normal(batch, *shape)
        return tuple(values[name] for name in self.signature.inputs)

    @property
    def n_rows(self) -> int:
        """Rows of the subject layer; 1 where the subject is folded in."""
        return 1 if self.form == "folded" else len(self.network.front.subject_layer.weight)


def export_graph(served: Served) -> onnx.ModelProto:
    """The graph, of one piece, with a free batch axis."""
    example = served.example(batch=2)
    # The exporter warns of operators of packages that are not here.
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    batch = torch.export.Dim("batch", min=1, max=4096)
    shapes = tuple(None if name == "positions" else {0: batch} for name in served.signature.inputs)
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        program = torch.onnx.export(
            served,
            example,
            dynamo=True,
            opset_version=OPSET,
            external_data=False,
            input_names=list(served.signature.inputs),
            output_names=list(served.signature.outputs),
            dynamic_shapes=(shapes,),
            verbose=False,
        )
    model = program.model_proto
    strip(model)
    used = {node.op_type for node in model.graph.node}
    if used & FORBIDDEN or model.functions or any(node.domain not in ("", "ai.onnx") for node in model.graph.node):
        raise ValueError(f"the graph holds {', '.join(sorted(used & FORBIDDEN)) or 'operators of another domain'}")
    return model


def strip(model: onnx.ModelProto) -> None:
    """Takes out what the exporter tells of the source code it came from: places in files, shapes of inner values."""
    model.producer_version = ""
    del model.metadata_props[:]
    graph = model.graph
    graph.doc_string = ""
    del graph.metadata_props[:]
    del graph.value_info[:]
    for node in graph.node:
        node.doc_string = ""
        del node.metadata_props[:]
    for value in [*graph.input, *graph.output]:
        del value.metadata_props[:]
        value.doc_string = ""
    for value in graph.initializer:
        del value.metadata_props[:]
        value.doc_string = ""


def onnx_session(model: onnx.ModelProto | bytes, n_threads: int = 1) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = n_threads
    options.inter_op_num_threads = 1
    providers = ["CPUExecutionProvider"]
    if isinstance(model, bytes):
        return onnxruntime.InferenceSession(model, options, providers=providers)
    # By way of a file: the largest graph need not be in memory once more.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.onnx"
        onnx.save(model, path)
        return onnxruntime.InferenceSession(path, options, providers=providers)


def parity(served: Served, session: Any, batches: tuple[int, ...] = (1, 3)) -> float:
    """Largest difference between PyTorch and ONNX Runtime over all outputs, each as a share of its largest value."""
    worst = 0.0
    for batch in batches:
        for zero in (True, False):
            inputs = served.example(batch, seed=batch, zero=zero)
            with torch.no_grad():
                expected = [value.numpy() for value in served(*inputs)]
            feeds = {name: value.numpy() for name, value in zip(served.signature.inputs, inputs)}
            found = session.run(list(served.signature.outputs), feeds)
            for mine, theirs in zip(expected, found, strict=True):
                size = np.abs(mine).max()
                worst = max(worst, float(np.abs(mine - theirs).max() / size) if size > 0 else float(np.abs(theirs).max()))
    return worst


def checked_graph(served: Served) -> tuple[onnx.ModelProto, float]:
    """The graph and its difference from PyTorch; refused above `TOLERANCE`."""
    model = export_graph(served)
    worst = parity(served, onnx_session(model))
    if not worst <= TOLERANCE:
        raise ValueError(f"ONNX Runtime differs from PyTorch by {worst:.1e} of the output")
    return model, worst


def golden(served: Served, x: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
    """
    A golden input [T, C] (default: random) and what PyTorch answers to it, the other inputs as the server fills them in
    (mask 1, subject row 0, positions, interval and states 0).
    """
    inputs = served.example(1, seed=7, zero=True)
    if x is not None:
        inputs = (torch.as_tensor(x, dtype=torch.float32).unsqueeze(0), *inputs[1:])
    with torch.no_grad():
        answer = served(*inputs)[0]
    return inputs[0][0].numpy(), answer[0].numpy()


def manifest_inputs(served: Served, rows: dict[str, int], unknown: int | str) -> list[dict[str, Any]]:
    """
    The manifest's `inputs`.

    rows     subject name to row
    unknown  row for a subject that is not among them, or `refuse`
    """
    roles: list[dict[str, Any]] = []
    for name in served.signature.inputs:
        if name == "x":
            roles.append({"name": name, "role": "signal"})
        elif name == "subject":
            roles.append({"name": name, "role": "subject", "rows": rows, "unknown": unknown})
        elif name == "positions":
            roles.append({"name": name, "role": "positions", "axes": 3})
        elif name in ("mask", "interval"):
            roles.append({"name": name, "role": name})
        else:
            shape = list(served.states[name])
            roles.append({"name": name, "role": "state", "output": f"next_{name}", "shape": shape, "reset": "sequence"})
    return roles


def write_folder(folder: Path, served: Served, manifest: dict[str, Any], **options: Any) -> float:
    """
    Writes `folder` with graph, golden files and manifest.

    manifest  without files, model and golden; `inputs` as `manifest_inputs` gives them
    options   as `write_model_folder` takes them
    returns   difference from PyTorch, as a share of the output
    """
    model, worst = checked_graph(served)
    golden_input, golden_output = golden(served, options.pop("golden_input", None))
    write_model_folder(folder, model, golden_input, golden_output, manifest, **options)
    return worst


SCALER = {"step": "robustScale", "statistics": {"from": "calibration", "seconds": 20}}
SENTENCE = {"startMarker": "sentence start", "endMarker": "sentence end"}
STREAM_LABELS = ["blank", *KEY_LABELS]
# The published alphabet of the second version: its last output has no symbol.
PUBLISHED_STREAM_LABELS = ["blank", *"abcdefghijklmnopqrstuvwxyz", "space", "unused"]
CAUSAL_FILTER = "zero-phase FIR over the whole recording: causal Butterworth of order 4"
SCALER_CHANGE = "robust scaling by the whole recording: by the first 20 s of the stream"


def chain_of(name: str) -> dict[str, Any]:
    """Preprocessing, windows and changes against the paper for a network of random weights."""
    if name == "speech-segments":
        return {
            "preprocess": [
                {"step": "resample", "sfreq": 120, "halfLength": 24},
                SCALER,
                {"step": "baseline", "tmin": -0.5, "tmax": 0},
                {"step": "clamp", "limit": 20},
            ],
            "replaces": ["robust scaling by 200 baseline-corrected epochs: by the first 20 s of the stream, before baseline"],
            "when": {"kind": "epoch", "marker": "word*", "tmin": -0.5},
        }
    if name == "image-embeddings":
        return {
            "preprocess": [
                {"step": "resample", "sfreq": 120, "halfLength": 24},
                SCALER,
                {"step": "baseline", "tmin": -0.5, "tmax": 0},
                {"step": "clamp", "limit": 20},
            ],
            "replaces": [SCALER_CHANGE],
            "when": {"kind": "epoch", "marker": "image*", "tmin": -0.5},
        }
    if name == "typing-keys":
        return {
            "preprocess": [
                {"step": "bandpass", "low": 0.1, "high": 20, "order": 4},
                {"step": "resample", "sfreq": 50, "halfLength": 8},
                SCALER,
                {"step": "baseline", "tmin": -0.2, "tmax": 0},
                {"step": "clamp", "limit": 5},
            ],
            "replaces": [
                f"0.1-20 Hz, {CAUSAL_FILTER}",
                "resampling by FFT: short FIR",
                SCALER_CHANGE,
                "the whole sentence at once: the keys so far, told anew with each key",
            ],
            "when": {
                "kind": "epoch",
                "marker": "key",
                "tmin": -0.2,
                "sequence": {**SENTENCE, "tail": 0.5, "timeout": 120},
            },
        }
    return {
        "preprocess": [
            {"step": "notch", "freq": 50, "q": 30, "harmonics": 1},
            {"step": "bandpass", "low": 0.5, "high": 45, "order": 4},
            {"step": "resample", "sfreq": 100, "halfLength": 8},
            SCALER,
            {"step": "clamp", "limit": 5},
        ],
        "replaces": [
            f"0.5-45 Hz, {CAUSAL_FILTER}",
            SCALER_CHANGE,
            "convolutions and attention that see the whole sentence: causal ones with a limited left context",
            "GroupNorm over a sentence's frames: LayerNorm per frame",
        ],
        "when": {"kind": "sliding", "stride": 8, "sequence": {**SENTENCE, "tail": 0.5, "timeout": 120}},
    }


def postprocess_of(name: str, size: str) -> dict[str, Any]:
    if name == "typing-keys":
        return {
            "kind": "characters",
            "output": "logits",
            "mode": "epoch",
            "labels": KEY_LABELS,
            "types": {"special": "backspace", "number": ""},
            "beam": 30,
            "labelsPerStep": 5,
            "commit": {},
        }
    if name == "typing-stream":
        labels = PUBLISHED_STREAM_LABELS if size == "published" else STREAM_LABELS
        types = {"unused": ""} if size == "published" else {"special": "backspace", "number": ""}
        return {
            "kind": "characters",
            "output": "logits",
            "mode": "ctc",
            "labels": labels,
            "blank": "blank",
            "types": types,
            "beam": 50,
            "labelsPerStep": 5,
            "commit": {"lagSeconds": 2},
            "keyMarker": "key",
        }
    return {"kind": "embedding", "output": "embedding"}


def random_manifest(name: str, size: str, form: str, served: Served, seed: int, n_parameters_: int) -> dict[str, Any]:
    """Of a network with random weights, on any stream with so many MEG channels."""
    chain = chain_of(name)
    if served.takes_mask:
        chain["when"] = {**chain["when"], "progressive": [90, 120, 150]}
    rows = {} if form == "folded" else {f"sim-{row:02d}": row for row in range(min(served.n_rows, 12))}
    config = served.network.config
    return {
        "schema": 1,
        "name": f"{name}-{size}" + ("" if form == "general" else f"-{form}"),
        "version": "0.0.0",
        "description": f"The {size} size of {name} ({n_parameters_:,} parameters) with random weights, for measuring: "
        "its answers mean nothing.",
        "licence": "Apache-2.0",
        "trainedOn": f"nothing: random weights of seed {seed}, normalisation statistics from random signals",
        "results": [],
        "signal": {
            "channels": {"kinds": ["mag", "grad"], "count": served.n_channels, "missing": "refuse"},
            "unit": "any",
            "sfreq": int(config.sfreq),
            "streamSfreq": [1000, 1200, 2000],
            "nSamples": config.n_samples,
            "layout": "time-channel",
        },
        "preprocess": chain["preprocess"],
        "replaces": chain["replaces"],
        "when": chain["when"],
        "gap": "mask" if served.takes_mask else "skip",
        "inputs": manifest_inputs(served, rows, 0 if config.front.n_subjects == served.n_rows else served.n_rows - 1),
        "postprocess": postprocess_of(name, size),
        "maxRunMs": 30_000,
    }


def export_random(name: str, size: str, form: str, out: Path, seed: int = 0, n_channels: int = 306) -> tuple[Path, float]:
    """A folder `out/<name>/0.0.0` with random weights, and the difference from PyTorch."""
    torch.manual_seed(seed)
    network = ARCHITECTURES[name].make(size)
    layout = even_layout(n_channels)
    set_statistics(network, layout, seed)
    served = Served(network, form, layout)
    manifest = random_manifest(name, size, form, served, seed, n_parameters(network))
    folder = out / manifest["name"] / manifest["version"]
    return folder, write_folder(folder, served, manifest)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", choices=[*ARCHITECTURES, "all"])
    parser.add_argument("--size", choices=["published", "small"], default="published")
    parser.add_argument("--form", choices=FORMS, default="general")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--channels", type=int, default=306, help="MEG channels of the stream")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True, help="folder of models to write to")
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    for name in ARCHITECTURES if given.name == "all" else [given.name]:
        folder, worst = export_random(name, given.size, given.form, given.out, given.seed, given.channels)
        megabytes = (folder / "model.onnx").stat().st_size / 1e6
        print(f"{folder}: {megabytes:.1f} MB, ONNX Runtime differs from PyTorch by {worst:.1e} of the output")


if __name__ == "__main__":
    main()
