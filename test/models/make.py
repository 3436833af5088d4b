"""
Makes the models that the tests run: python test/models/make.py

Each is a whole model folder with manifest and golden files, and answers with something that a test can work out itself.
"""

import sys
from pathlib import Path

import numpy as np
from onnx import TensorProto, helper, numpy_helper

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "models"))

from build_bank import bank_bytes  # noqa: E402
from model_folder import write_model_folder  # noqa: E402
from ssvep_fbcca import IR_VERSION, OPSET, export  # noqa: E402

FLOAT = TensorProto.FLOAT


def constant(name, value, dtype=np.int64):
    return numpy_helper.from_array(np.asarray(value, dtype=dtype), name)


def tensor(name, shape, dtype=FLOAT):
    return helper.make_tensor_value_info(name, dtype, shape)


def model_of(name, nodes, inputs, outputs, constants):
    graph = helper.make_graph(nodes, name, inputs, outputs, constants)
    return helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION, producer_name="make.py"
    )


def last_sample(n_samples, n_channels):
    """[batch, time, channel] to its last sample, [batch, channel]."""
    return model_of(
        "last-sample",
        [helper.make_node("Gather", ["x", "last"], ["y"], axis=1)],
        [tensor("x", ["batch", n_samples, n_channels])],
        [tensor("y", ["batch", n_channels])],
        [constant("last", n_samples - 1)],
    )


def hang_above(n_samples, n_channels, limit, n_turns):
    """As last_sample; but a window that leaves ±limit first turns a loop that ends when everybody has gone home."""
    body = helper.make_graph(
        [
            helper.make_node("Mul", ["value", "keep"], ["turned"]),
            helper.make_node("Identity", ["go"], ["go_on"]),
        ],
        "turn",
        [tensor("turn", [], TensorProto.INT64), tensor("go", [], TensorProto.BOOL), tensor("value", ["batch", n_channels])],
        [tensor("go_on", [], TensorProto.BOOL), tensor("turned", ["batch", n_channels])],
        [constant("keep", 1.0, np.float32)],
    )
    return model_of(
        "hang",
        [
            helper.make_node("Gather", ["x", "last"], ["sample"], axis=1),
            helper.make_node("Abs", ["x"], ["size"]),
            helper.make_node("ReduceMax", ["size"], ["largest"], keepdims=0),
            helper.make_node("Greater", ["largest", "limit"], ["above"]),
            helper.make_node("Cast", ["above"], ["times"], to=TensorProto.INT64),
            helper.make_node("Mul", ["times", "turns"], ["n_turns"]),
            helper.make_node("Loop", ["n_turns", "true", "sample"], ["y"], body=body),
        ],
        [tensor("x", ["batch", n_samples, n_channels])],
        [tensor("y", ["batch", n_channels])],
        [
            constant("last", n_samples - 1),
            constant("limit", limit, np.float32),
            constant("turns", n_turns),
            constant("true", True, bool),
        ],
    )


def leaky_mean(n_samples, n_channels, leak):
    """state' = leak state + (1 - leak) mean over the window; the answer is state'."""
    return model_of(
        "leaky-mean",
        [
            helper.make_node("ReduceMean", ["x", "time"], ["mean"], keepdims=0),
            helper.make_node("Mul", ["mean", "new"], ["fresh"]),
            helper.make_node("Mul", ["state", "old"], ["kept"]),
            helper.make_node("Add", ["fresh", "kept"], ["next_state"]),
            helper.make_node("Identity", ["next_state"], ["y"]),
        ],
        [tensor("x", ["batch", n_samples, n_channels]), tensor("state", ["batch", n_channels])],
        [tensor("y", ["batch", n_channels]), tensor("next_state", ["batch", n_channels])],
        [constant("time", [1]), constant("new", 1 - leak, np.float32), constant("old", leak, np.float32)],
    )


def echo_inputs(n_samples, n_channels, axes):
    """Channel-time; answers [mean of channel 0, share of samples there, subject row, sum of positions]."""
    return model_of(
        "echo-inputs",
        [
            helper.make_node("ReduceMean", ["x", "time"], ["means"], keepdims=0),
            helper.make_node("Slice", ["means", "zero", "one", "one"], ["first"]),
            helper.make_node("ReduceMean", ["mask", "one"], ["there"], keepdims=1),
            helper.make_node("Cast", ["subject"], ["row"], to=FLOAT),
            helper.make_node("Unsqueeze", ["row", "one"], ["rows"]),
            helper.make_node("ReduceSum", ["positions", "places"], ["place"], keepdims=0),
            helper.make_node("Unsqueeze", ["place", "one"], ["sums"]),
            helper.make_node("Concat", ["first", "there", "rows", "sums"], ["y"], axis=1),
        ],
        [
            tensor("x", ["batch", n_channels, n_samples]),
            tensor("mask", ["batch", n_samples]),
            tensor("subject", ["batch"], TensorProto.INT64),
            tensor("positions", ["batch", n_channels, axes]),
        ],
        [tensor("y", ["batch", 4])],
        [constant("time", [2]), constant("zero", [0]), constant("one", [1]), constant("places", [1, 2])],
    )


def quarter_means(n_samples, n_channels):
    """[batch, time, channel] to the mean of each quarter of the time, [batch, channel, 4]."""
    return model_of(
        "quarter-means",
        [
            helper.make_node("Reshape", ["x", "quarters"], ["parts"]),
            helper.make_node("ReduceMean", ["parts", "time"], ["means"], keepdims=0),
            helper.make_node("Transpose", ["means"], ["y"], perm=[0, 2, 1]),
        ],
        [tensor("x", ["batch", n_samples, n_channels])],
        [tensor("y", ["batch", n_channels, 4])],
        [constant("quarters", [-1, 4, n_samples // 4, n_channels]), constant("time", [2])],
    )


def key_logits(n_samples, n_channels, n_keys):
    """
    [batch, time, channel] to logits of the last keys, [batch, key, channel], the newest last: the window's mean, and to
    each key as much of the key after it as the newest is late, in s, so that a key is told anew by the next.
    """
    return model_of(
        "key-logits",
        [
            helper.make_node("ReduceMean", ["x", "one"], ["key"], keepdims=1),
            helper.make_node("Slice", ["keys", "one", "end", "one"], ["before"]),
            helper.make_node("Concat", ["before", "key"], ["next_keys"], axis=1),
            helper.make_node("Slice", ["next_keys", "one", "end", "one"], ["after"]),
            helper.make_node("Mul", ["key", "nothing"], ["none"]),
            helper.make_node("Concat", ["after", "none"], ["shifted"], axis=1),
            helper.make_node("Unsqueeze", ["interval", "last"], ["late"]),
            helper.make_node("Mul", ["shifted", "late"], ["more"]),
            helper.make_node("Add", ["next_keys", "more"], ["y"]),
        ],
        [
            tensor("x", ["batch", n_samples, n_channels]),
            tensor("keys", ["batch", n_keys, n_channels]),
            tensor("interval", ["batch"]),
        ],
        [tensor("y", ["batch", n_keys, n_channels]), tensor("next_keys", ["batch", n_keys, n_channels])],
        [
            constant("one", [1]),
            constant("end", [n_keys]),
            constant("nothing", 0, np.float32),
            constant("last", [1, 2]),
        ],
    )


def frame_logits(n_samples, n_channels):
    """[batch, time, channel] to the means of both halves, [batch, 2, channel], half of the frame before added to each."""
    return model_of(
        "frame-logits",
        [
            helper.make_node("Reshape", ["x", "halves"], ["parts"]),
            helper.make_node("ReduceMean", ["parts", "time"], ["means"], keepdims=0),
            helper.make_node("Split", ["means"], ["mean_0", "mean_1"], axis=1, num_outputs=2),
            helper.make_node("Mul", ["frame", "half"], ["kept_0"]),
            helper.make_node("Add", ["mean_0", "kept_0"], ["frame_0"]),
            helper.make_node("Mul", ["frame_0", "half"], ["kept_1"]),
            helper.make_node("Add", ["mean_1", "kept_1"], ["next_frame"]),
            helper.make_node("Concat", ["frame_0", "next_frame"], ["y"], axis=1),
        ],
        [tensor("x", ["batch", n_samples, n_channels]), tensor("frame", ["batch", 1, n_channels])],
        [tensor("y", ["batch", 2, n_channels]), tensor("next_frame", ["batch", 1, n_channels])],
        [
            constant("halves", [-1, 2, n_samples // 2, n_channels]),
            constant("time", [2]),
            constant("half", 0.5, np.float32),
        ],
    )


LETTERS = "abcde"


def letters_arpa():
    """Letters alone and in pairs; after each letter the next one of the alphabet is likeliest."""
    unigrams = [("<unk>", -3, 0), ("<s>", -99, 0), ("</s>", -1.2, None), ("&", -0.9, 0)]
    unigrams += [(letter, -0.8, -0.3) for letter in LETTERS]
    bigrams = [(a, b, -0.2) for a, b in zip(LETTERS, LETTERS[1:])]
    lines = ["\\data\\", f"ngram 1={len(unigrams)}", f"ngram 2={len(bigrams)}", "", "\\1-grams:"]
    lines += [f"{p}\t{word}" + ("" if back_off is None else f"\t{back_off}") for word, p, back_off in unigrams]
    lines += ["", "\\2-grams:"] + [f"{p}\t{a} {b}" for a, b, p in bigrams] + ["", "\\end\\", ""]
    return "\n".join(lines).encode()


def words_bank(n_candidates, shape):
    """Candidates of random values and lengths; every word twice, as it is said at two places of a story."""
    rng = np.random.default_rng(20)
    lengths = rng.uniform(0.5, 2, size=(n_candidates, *[1 for _ in shape]))
    candidates = [
        {
            "label": f"word-{index // 2}",
            "name": f"segment-{index}",
            "source": "story",
            "start": 1.5 * index,
            "end": 1.5 * index + 3,
        }
        for index in range(n_candidates)
    ]
    return bank_bytes(lengths * rng.normal(size=(n_candidates, *shape)), candidates, "Random numbers.")


def manifest_of(name, what, count, kinds, sfreq, n_samples, stride, unit="any", **changes):
    return {
        "schema": 1,
        "name": name,
        "version": "1.0.0",
        "description": what,
        "licence": "Apache-2.0",
        "trainedOn": "nothing",
        "results": [],
        "signal": {
            "channels": {"kinds": kinds, "count": count, "missing": "refuse"},
            "unit": unit,
            "sfreq": sfreq,
            "nSamples": n_samples,
            "layout": "time-channel",
        },
        "preprocess": [],
        "when": {"kind": "sliding", "stride": stride},
        "gap": "skip",
        "inputs": [{"name": "x", "role": "signal"}],
        "postprocess": {"kind": "embedding", "output": "y"},
        **changes,
    }


def write(model, golden_input, golden_output, manifest, **options):
    folder = HERE / manifest["name"] / manifest["version"]
    write_model_folder(folder, model, golden_input, golden_output, manifest, **options)
    print(folder.relative_to(HERE))


def make_identity(name, stride):
    n_samples, n_channels = 1000, 306
    # All but the last sample 0: the golden input is packed, and the answer is that sample.
    golden = np.zeros((n_samples, n_channels), np.float32)
    golden[-1] = np.arange(n_channels) - 100.5
    manifest = manifest_of(
        name, "The last sample of a second of MEG.", n_channels, ["mag", "grad"], 1000, n_samples, stride
    )
    write(last_sample(n_samples, n_channels), golden, golden[-1], manifest, pack_golden=True)


def eeg_golden(n_samples, n_channels):
    return (50 * np.random.default_rng(8).normal(size=(n_samples, n_channels))).astype(np.float32)


def main():
    make_identity("identity", 10)
    make_identity("identity-every-sample", 1)

    golden = eeg_golden(256, 8)
    what = "The last sample of a second of EEG."
    write(last_sample(256, 8), golden, golden[-1], manifest_of("identity-8", what, 8, ["eeg"], 256, 256, 32, "uV"))

    what = "As identity-8; but a window that leaves 5000 µV keeps the model busy for very long."
    hang = manifest_of("hang", what, 8, ["eeg"], 256, 256, 32, "uV")
    write(hang_above(256, 8, 5000, 10**12), golden, golden[-1], hang)

    golden = eeg_golden(64, 8)
    state = {"name": "state", "role": "state", "output": "next_state", "shape": [8], "reset": "gap"}
    stateful = manifest_of(
        "stateful",
        "Mean of each quarter of a second, nine tenths of it the means before: the state goes from window to window.",
        8,
        ["eeg"],
        256,
        64,
        64,
        "uV",
        inputs=[{"name": "x", "role": "signal"}, state],
    )
    write(leaky_mean(64, 8, 0.9), golden, 0.1 * golden.astype(np.float64).mean(axis=0), stateful)

    golden = eeg_golden(64, 8).T
    inputs = manifest_of(
        "every-input",
        "Answers with what it was given: mean of the first channel, share of samples there, subject row, sum of positions.",
        8,
        ["eeg"],
        256,
        64,
        64,
        "uV",
        gap="mask",
        inputs=[
            {"name": "x", "role": "signal"},
            {"name": "mask", "role": "mask"},
            {"name": "subject", "role": "subject", "rows": {"anna": 3, "ben": 5}, "unknown": "refuse"},
            {"name": "positions", "role": "positions", "axes": 3},
        ],
    )
    inputs["signal"]["layout"] = "channel-time"
    write(echo_inputs(64, 8, 3), golden, [golden[0].astype(np.float64).mean(), 1, 0, 0], inputs)

    golden = eeg_golden(64, 8)
    retrieval = manifest_of(
        "retrieval-small",
        "Segments of a story that are nearest to the mean of each quarter of a quarter of a second.",
        8,
        ["eeg"],
        256,
        64,
        64,
        "uV",
        when={"kind": "epoch", "marker": "word*", "tmin": 0},
        postprocess={
            "kind": "retrieval",
            "output": "y",
            "bank": "story.bank",
            "normalise": "candidate",
            "temperature": 10,
            "topK": 5,
            "topLabels": 3,
        },
    )
    quarters = golden.astype(np.float64).reshape(4, 16, 8).mean(axis=1).T
    write(quarter_means(64, 8), golden, quarters, retrieval, extra={"story.bank": words_bank(24, (8, 4))})

    sequence = {"startMarker": "sentence start", "endMarker": "sentence end", "timeout": 8}
    golden = (eeg_golden(16, 8) / 20).astype(np.float32)
    typing = manifest_of(
        "typing-keys-small",
        "Keys by the channel with the highest mean in a sixteenth of a second; each tells a little of the key before it, the more the later it comes.",
        8,
        ["eeg"],
        256,
        16,
        1,
        "uV",
        when={"kind": "epoch", "marker": "key", "tmin": 0, "sequence": {**sequence, "tail": 0.1}},
        inputs=[
            {"name": "x", "role": "signal"},
            {"name": "keys", "role": "state", "output": "next_keys", "shape": [4, 8], "reset": "sequence"},
            {"name": "interval", "role": "interval"},
        ],
        postprocess={
            "kind": "characters",
            "output": "y",
            "mode": "epoch",
            "labels": [*LETTERS, "space", "backspace", "digit"],
            "types": {"digit": ""},
            "temperature": 6,
            "languageModel": {"file": "letters.arpa", "weight": 1, "rule": "natural"},
            "beam": 20,
            "nBest": 2,
            "commit": {"posterior": 0.999, "lagKeys": 3},
        },
    )
    keys = np.zeros((4, 8))
    keys[3] = golden.astype(np.float64).mean(axis=0)
    write(key_logits(16, 8, 4), golden, keys, typing, extra={"letters.arpa": letters_arpa()})

    golden = (eeg_golden(32, 8) / 20).astype(np.float32)
    stream = manifest_of(
        "typing-stream-small",
        "Letters by the channel with the highest mean of a sixteenth of a second, and half of what was there before.",
        8,
        ["eeg"],
        256,
        32,
        32,
        "uV",
        when={"kind": "sliding", "stride": 32, "sequence": {**sequence, "tail": 0.25}},
        inputs=[
            {"name": "x", "role": "signal"},
            {"name": "frame", "role": "state", "output": "next_frame", "shape": [1, 8], "reset": "sequence"},
        ],
        postprocess={
            "kind": "characters",
            "output": "y",
            "mode": "ctc",
            "labels": ["blank", *LETTERS, "space", "backspace"],
            "blank": "blank",
            "languageModel": {"file": "letters.arpa", "weight": 0.5, "rule": "natural"},
            "beam": 20,
            "commit": {"posterior": 0.999, "lagSeconds": 0.5},
            "keyMarker": "key",
        },
    )
    halves = golden.astype(np.float64).reshape(2, 16, 8).mean(axis=1)
    halves[1] += halves[0] / 2
    write(frame_logits(32, 8), golden, halves, stream, extra={"letters.arpa": letters_arpa()})

    # The shipped graph's maker with other targets, rate, channels, bands, harmonics and length.
    export(
        HERE / "fbcca-small" / "1.0.0",
        "fbcca-small",
        "1.0.0",
        targets=[7.5, 11, 19.3],
        sfreq=200,
        channels=["O1", "Oz", "O2"],
        seconds=0.715,
        labels=["left", "right", "up"],
        truth={"left": ["11", "31"]},
        marker="flicker*",
        tmin=0.14,
        bands=((6, 90), (14, 90)),
        harmonics=3,
    )
    print("fbcca-small/1.0.0")


if __name__ == "__main__":
    main()
