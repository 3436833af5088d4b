"""
Filter-bank canonical correlation analysis (FBCCA) for flicker targets, as an ONNX graph with its manifest. No training.

    python models/ssvep_fbcca.py

writes the models that the project ships. With arguments it writes one for your own flicker:

    python models/ssvep_fbcca.py --name ssvep-desk --targets 8 10 12 15 --sfreq 500 --channels O1 Oz O2 POz --seconds 2

For every band k of the filter bank (which the server runs before the window, as a preprocessing step) and every target
f, rho is the largest canonical correlation between the channels and the sines and cosines of f and its harmonics. The
score of f is the sum over k of (k^-1.25 + 0.25) rho^2.

X. Chen, Y. Wang, S. Gao, T.-P. Jung, X. Gao, "Filter bank canonical correlation analysis for implementing a high-speed
SSVEP-based brain-computer interface", Journal of Neural Engineering 12 (2015) 046008, equations 7 and 8.
"""

import argparse
from pathlib import Path

import numpy as np
from onnx import TensorProto, helper, numpy_helper

from model_folder import write_model_folder

OPSET = 18
IR_VERSION = 9

# A channel is flat, and contributes nothing, when it never leaves its mean by more than the largest of these:
# µV; far below the smallest step of any amplifier, and above what a filter still rings seconds after its input stopped,
FLAT_AMPLITUDE = 1e-9
# share of the swing of the loudest channel,
FLAT_SHARE = 1e-7
# share of its own largest value, for an offset and its rounding.
FLAT_ROUNDING = 1e-6
# A channel that the ones before it explain up to this share of its norm is one of them again (bridged electrodes, an
# average reference). What is left of it is rounding, and would be taken for signal if it were brought to norm 1.
RANK_TOLERANCE = 1e-5
# The second round of Gram-Schmidt starts from rows of norm 1 or 0.
UNIT_OR_NOTHING = 0.5
# S^(2^n) of a matrix S leaves the largest eigenvalue alone; the trace ratio is off by less than 0.3 / 2^n of it.
SQUARINGS = 15
TINY = 1e-30


def weights(n_bands):
    k = np.arange(1, n_bands + 1)
    return k**-1.25 + 0.25


def reference_signals(target, n_samples, sfreq, n_harmonics):
    """Sines and cosines of the target and its harmonics, centred, [n_samples x 2 n_harmonics]."""
    t = np.arange(n_samples) / sfreq
    rows = [wave(2 * np.pi * target * h * t) for h in range(1, n_harmonics + 1) for wave in (np.sin, np.cos)]
    signals = np.array(rows).T
    return signals - signals.mean(axis=0)


def orthonormal(columns, tolerance=1e-9):
    """Orthonormal basis of what the columns span, by the SVD; fewer columns where some depend on others."""
    left, values, _ = np.linalg.svd(columns, full_matrices=False)
    return left[:, values > tolerance * max(values.max(), TINY)]


def svd_scores(window, targets, sfreq, n_bands, n_harmonics):
    """
    The scores in float64 by the textbook: canonical correlations as singular values. The graph is held against this.

    window  [n_samples x (n_bands n_channels)], band after band
    """
    n_samples = len(window)
    bands = np.split(np.asarray(window, dtype=np.float64), n_bands, axis=1)
    scores = np.zeros(len(targets))
    for weight, band in zip(weights(n_bands), bands):
        centred = band - band.mean(axis=0)
        norms = np.linalg.norm(centred, axis=0)
        there = norms > 1e-12
        if not there.any():
            continue
        channels = orthonormal(centred[:, there] / norms[there], tolerance=1e-6)
        for f, target in enumerate(targets):
            references = orthonormal(reference_signals(target, n_samples, sfreq, n_harmonics))
            rho = np.linalg.svd(channels.T @ references, compute_uv=False)[0]
            scores[f] += weight * rho**2
    return scores


class Graph:
    """Nodes and constants in the order they are made."""

    def __init__(self):
        self.nodes = []
        self.constants = []

    def constant(self, value, dtype=np.float32):
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.asarray(value, dtype=dtype), name))
        return name

    def axes(self, *axes):
        return self.constant(axes, np.int64)

    def add(self, op, *inputs, **attributes):
        name = f"v{len(self.nodes)}"
        self.nodes.append(helper.make_node(op, inputs, [name], name=f"{op}_{len(self.nodes)}", **attributes))
        return name


def unit_rows(graph, rows, tolerance):
    """Rows [.., T] brought to norm 1; those of norm `tolerance` or less to 0."""
    norms = graph.add("ReduceL2", rows, graph.axes(-1), keepdims=1)
    limit = graph.constant(tolerance)
    there = graph.add("Cast", graph.add("Greater", norms, limit), to=TensorProto.FLOAT)
    return graph.add("Mul", rows, graph.add("Div", there, graph.add("Max", norms, limit)))


def gram_schmidt(graph, rows, n_rows, tolerance):
    """Modified Gram-Schmidt on [batch, band, n_rows, T], unrolled: each row, once found, is taken out of all behind it."""
    found = []
    for left in range(n_rows, 0, -1):
        if left == 1:
            found.append(unit_rows(graph, rows, tolerance))
            break
        split = graph.constant([1, left - 1], np.int64)
        first, rest = f"first{len(graph.nodes)}", f"rest{len(graph.nodes)}"
        graph.nodes.append(helper.make_node("Split", [rows, split], [first, rest], name=f"Split_{len(graph.nodes)}", axis=2))
        row = unit_rows(graph, first, tolerance)
        found.append(row)
        shares = graph.add("ReduceSum", graph.add("Mul", rest, row), graph.axes(-1), keepdims=1)
        rows = graph.add("Sub", rest, graph.add("Mul", shares, row))
    return graph.add("Concat", *found, axis=2) if n_rows > 1 else found[0]


def largest_eigenvalue(graph, matrix, size):
    """Of positive semi-definite [.., size, size], by repeated squaring; 0 of a zero matrix."""
    tiny = graph.constant(TINY)
    identity = graph.constant(np.eye(size))
    last_two = graph.axes(-2, -1)

    def trace(of):
        return graph.add("ReduceSum", graph.add("Mul", of, identity), last_two, keepdims=1)

    power = matrix
    for step in range(SQUARINGS):
        # Of trace 1 the largest eigenvalue is at least 1 / size: three squarings later still far above TINY.
        if step % 3 == 0:
            power = graph.add("Div", power, graph.add("Max", trace(power), tiny))
        power = graph.add("MatMul", power, power)
    both = graph.add("ReduceSum", graph.add("Mul", matrix, power), last_two, keepdims=0)
    alone = graph.add("ReduceSum", graph.add("Mul", power, identity), last_two, keepdims=0)
    ratio = graph.add("Div", both, graph.add("Max", alone, tiny))
    return graph.add("Min", ratio, graph.constant(1.0))


def build_graph(targets, sfreq, n_samples, n_channels, n_bands, n_harmonics):
    """
    Input `x` [batch, n_samples, n_bands n_channels], band after band, as the filter bank gives it.
    Output `scores` [batch, targets].
    """
    g = Graph()
    n_targets, n_references = len(targets), 2 * n_harmonics
    bases = [orthonormal(reference_signals(target, n_samples, sfreq, n_harmonics)) for target in targets]

    split = g.add("Reshape", "x", g.constant([0, n_samples, n_bands, n_channels], np.int64))
    rows = g.add("Transpose", split, perm=[0, 2, 3, 1])
    largest = g.add("ReduceMax", g.add("Abs", rows), g.axes(-1), keepdims=1)
    # A product instead of ReduceMean, which ONNX Runtime moves ahead of the transpose and then sums in another order for
    # a batch of 1 than for a larger one. Twice, for what rounding leaves of a large offset.
    share = g.constant(np.full((n_samples, 1), 1 / n_samples))
    for _ in range(2):
        rows = g.add("Sub", rows, g.add("MatMul", rows, share))

    # By their largest value first, so that no square of a sample leaves float32.
    swing = g.add("ReduceMax", g.add("Abs", rows), g.axes(-1), keepdims=1)
    loudest = g.add("ReduceMax", swing, g.axes(2), keepdims=1)
    floor = g.add("Max", g.add("Mul", loudest, g.constant(FLAT_SHARE)), g.constant(FLAT_AMPLITUDE))
    floor = g.add("Max", floor, g.add("Mul", largest, g.constant(FLAT_ROUNDING)))
    there = g.add("Cast", g.add("Greater", swing, floor), to=TensorProto.FLOAT)
    rows = g.add("Mul", rows, g.add("Div", there, g.add("Max", swing, floor)))
    rows = unit_rows(g, rows, TINY)

    # Once is not enough in float32: what two nearly equal channels still share shows only when both have norm 1 again.
    rows = gram_schmidt(g, rows, n_channels, RANK_TOLERANCE)
    rows = gram_schmidt(g, rows, n_channels, UNIT_OR_NOTHING)

    shares = g.add("MatMul", rows, g.constant(np.concatenate(bases, axis=1)))
    shares = g.add("Reshape", shares, g.constant([0, n_bands, n_channels, n_targets, n_references], np.int64))
    tall = g.add("Transpose", shares, perm=[0, 1, 3, 2, 4])
    wide = g.add("Transpose", shares, perm=[0, 1, 3, 4, 2])
    squared = largest_eigenvalue(g, g.add("MatMul", wide, tall), n_references)
    weighted = g.add("Mul", squared, g.constant(weights(n_bands).reshape(1, n_bands, 1)))
    g.nodes.append(helper.make_node("ReduceSum", [weighted, g.axes(1)], ["scores"], name="scores", keepdims=0))

    graph = helper.make_graph(
        g.nodes,
        "ssvep-fbcca",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["batch", n_samples, n_bands * n_channels])],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["batch", n_targets])],
        g.constants,
    )
    opset = [helper.make_opsetid("", OPSET)]
    return helper.make_model(graph, opset_imports=opset, ir_version=IR_VERSION, producer_name="ssvep_fbcca.py")


def golden_window(targets, sfreq, n_samples, n_channels, n_bands):
    """Noise shared between channels with the second target in it, in µV; made up, nobody's brain."""
    rng = np.random.default_rng(20150046008)
    t = np.arange(n_samples) / sfreq
    mixing = rng.normal(size=(n_channels, n_channels))
    target = targets[1]
    bands = []
    for k in range(1, n_bands + 1):
        brain = np.sin(2 * np.pi * target * t + 0.4) / k + 0.5 * np.cos(4 * np.pi * target * t) / k
        bands.append(5 * rng.normal(size=(n_samples, n_channels)) @ mixing + 4 * brain[:, None] * rng.uniform(0.5, 1, n_channels))
    return np.concatenate(bands, axis=1).astype(np.float32)


def check_settings(targets, sfreq, n_samples, channels, bands, n_harmonics, labels):
    """Refuses what cannot work, with the reason."""
    nyquist = sfreq / 2
    if len(targets) < 2 or len(set(targets)) != len(targets):
        raise SystemExit("--targets: at least two different frequencies are needed")
    if len(labels) != len(targets) or len(set(labels)) != len(labels):
        raise SystemExit("--labels: one different label for each target is needed")
    if len({name.strip().lower() for name in channels}) != len(channels):
        raise SystemExit("--channels: each channel once")
    for low, high in bands:
        if not 0 < low < high < nyquist:
            raise SystemExit(f"--bands: {low:g}:{high:g} does not lie between 0 and half of {sfreq:g} Hz")
    for target in targets:
        if not 0 < target * n_harmonics < nyquist:
            raise SystemExit(f"--targets: harmonic {n_harmonics} of {target:g} Hz is not below {nyquist:g} Hz, half of --sfreq")
        if not any(low <= target * h <= high for low, high in bands for h in range(1, n_harmonics + 1)):
            raise SystemExit(f"--targets: {target:g} Hz and its harmonics lie outside all --bands")
        if orthonormal(reference_signals(target, n_samples, sfreq, n_harmonics), 1e-3).shape[1] != 2 * n_harmonics:
            raise SystemExit(f"--seconds: {n_samples} samples are too few to tell the harmonics of {target:g} Hz apart")
    if n_samples <= len(channels) + 2 * n_harmonics:
        raise SystemExit(f"--seconds: {n_samples} samples are too few for {len(channels)} channels")


def export(
    folder,
    name,
    version,
    targets,
    sfreq,
    channels,
    seconds,
    labels=None,
    truth=None,
    marker="*",
    tmin=0.0,
    bands=((8, 70), (20, 70), (32, 70)),
    order=4,
    harmonics=2,
    results=(),
):
    """Writes models/<name>/<version> and returns the ONNX model."""
    n_samples = round(seconds * sfreq)
    labels = list(labels or [f"{target:g} Hz" for target in targets])
    check_settings(targets, sfreq, n_samples, channels, bands, harmonics, labels)
    if truth and not set(truth) <= set(labels):
        raise SystemExit(f"--truth: {sorted(set(truth) - set(labels))} are no labels")
    n_bands = len(bands)
    model = build_graph(targets, sfreq, n_samples, len(channels), n_bands, harmonics)
    golden = golden_window(targets, sfreq, n_samples, len(channels), n_bands)
    postprocess = {
        "kind": "classes",
        "output": "scores",
        "labels": labels,
        # Sums of squared correlations are no logarithms of probabilities, and without training nothing says what they
        # are worth: their softmax would be near 1/n for sure and unsure windows alike.
        "probability": "none",
    }
    if truth:
        postprocess["truth"] = truth
    listed = ", ".join(f"{target:g}" for target in targets)
    manifest = {
        "schema": 1,
        "name": name,
        "version": version,
        "description": f"Which of {len(targets)} flicker targets ({listed} Hz) is looked at, from {seconds:g} s of EEG: "
        "filter-bank canonical correlation analysis, no training.",
        "licence": "Apache-2.0",
        "trainedOn": "nothing: sines and cosines of the targets and their harmonics, no data",
        "results": list(results),
        "signal": {
            "channels": {"names": list(channels), "count": len(channels), "missing": "refuse"},
            # Correlations do not change with the scale of a channel, and files of amplifiers are often off by 1e6.
            "unit": "any",
            "sfreq": sfreq,
            "nSamples": n_samples,
            "layout": "time-channel",
        },
        "preprocess": [
            {"step": "filterBank", "bands": [{"low": low, "high": high} for low, high in bands], "order": order}
        ],
        "replaces": [
            "filter bank: the paper filters each epoch forward and backward (zero phase, Chebyshev type I); "
            "here causal Butterworth filters run over the stream"
        ],
        "when": {"kind": "epoch", "marker": marker, "tmin": tmin},
        "gap": "skip",
        "inputs": [{"name": "x", "role": "signal"}],
        "postprocess": postprocess,
    }
    expected = svd_scores(golden, targets, sfreq, n_bands, harmonics)
    write_model_folder(folder, model, golden, expected, manifest)
    return model


EXO_CHANNELS = ["Oz", "O1", "O2", "PO3", "POz", "PO7", "PO8", "PO4"]
EXO_TARGETS = [13, 17, 21]
# Event codes of the recordings: 1 rest, 2 13 Hz, 3 21 Hz, 4 17 Hz.
EXO_TRUTH = {"13 Hz": ["2"], "17 Hz": ["4"], "21 Hz": ["3"]}
EXO_RECORDINGS = ["subject04 17.52", "subject04 17.56", "subject08 16.29", "subject12 19.47"]
# Seconds to trials right of 24 in each recording: models/ssvep_fbcca_compare.py prints them.
SHIPPED = {
    "ssvep-fbcca": (4, [24, 24, 23, 24]),
    "ssvep-fbcca-1s": (1, [20, 18, 21, 23]),
    "ssvep-fbcca-2s": (2, [22, 24, 23, 24]),
}


def export_shipped(models):
    for name, (seconds, right) in SHIPPED.items():
        results = [
            {
                "what": "single-trial accuracy, 3 targets, rest excluded",
                "value": f"{n} of 24 ({100 * n / 24:.0f} %)",
                "on": f"Kalunga et al. 2016 SSVEP exoskeleton, {recording}, causal filters, from 1 s after the event",
            }
            for recording, n in zip(EXO_RECORDINGS, right)
        ]
        folder = models / name / "1.0.0"
        export(folder, name, "1.0.0", EXO_TARGETS, 256, EXO_CHANNELS, seconds, truth=EXO_TRUTH, tmin=1.0, results=results)
        print(folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--name", help="name of the model; without it the shipped models are written")
    parser.add_argument("--version", default="1.0.0")
    parser.add_argument("--targets", type=float, nargs="+", metavar="HZ", help="flicker frequencies")
    parser.add_argument("--sfreq", type=float, metavar="HZ", help="rate of the stream")
    parser.add_argument("--channels", nargs="+", metavar="NAME")
    parser.add_argument("--seconds", type=float, help="length of the window")
    parser.add_argument("--labels", nargs="+", help="one for each target; default: the frequency, such as '13 Hz'")
    parser.add_argument("--truth", nargs="+", default=[], metavar="LABEL=MARKER", help="markers that mean a label")
    parser.add_argument("--marker", default="*", help="markers that start a window, * for any characters")
    parser.add_argument("--tmin", type=float, default=0.0, help="start of the window after the marker, s")
    parser.add_argument("--bands", nargs="+", metavar="LOW:HIGH", default=["8:70", "20:70", "32:70"], help="Hz")
    parser.add_argument("--harmonics", type=int, default=2)
    parser.add_argument("--models", type=Path, default=Path(__file__).parent, help="folder to write to")
    given = parser.parse_args()
    if given.name is None:
        return export_shipped(given.models)
    absent = [f"--{key}" for key in ("targets", "sfreq", "channels", "seconds") if getattr(given, key) is None]
    if absent:
        parser.error(f"{' '.join(absent)} must be given with --name")
    whole = [int(value) if float(value).is_integer() else value for value in given.targets]
    truth = {}
    for pair in given.truth:
        label, _, text = pair.partition("=")
        truth.setdefault(label, []).append(text)
    folder = given.models / given.name / given.version
    export(
        folder,
        given.name,
        given.version,
        whole,
        int(given.sfreq) if given.sfreq.is_integer() else given.sfreq,
        given.channels,
        given.seconds,
        labels=given.labels,
        truth=truth,
        marker=given.marker,
        tmin=given.tmin,
        bands=[tuple(float(edge) for edge in band.split(":")) for band in given.bands],
        harmonics=given.harmonics,
    )
    print(folder)


if __name__ == "__main__":
    main()
