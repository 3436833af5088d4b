"""
The trained small model `speech-segments`: one embedding per sample, compared with the embeddings of 1,430 segments.

    python models/training/speech_segments.py train       # sessions of 12 simulated listeners
    python models/training/speech_segments.py evaluate    # tables (a), (b), linear encoder
    python models/training/speech_segments.py export      # models/speech-segments/1.0.0

The small network has one linear convolution of 73 samples (0.6 s) in place of the published dilated ones: it starts as
the matched filter of a linear encoder fitted on the same trials, and is trained on from there.
"""

import argparse
import dataclasses
import json
import sys
import time
from pathlib import Path

import common  # noqa: F401  puts models/ on the path, for what follows
import numpy as np
import torch
from architectures.blocks import ConvConfig
from architectures.speech_segments import SpeechSegments, SpeechSegmentsConfig
from common import KNOWN_PEOPLE, MODELS, UNSEEN_PEOPLE, add_common_options, cache_dir, dials_text, mean_row, one_cycle, progress, seed_everything, write_report
from speech_image_data import (
    N_BASELINE,
    TMIN,
    bank_of,
    fit_scale,
    load_recordings,
    preprocess_of,
    project,
    speech_features_over_time,
    whitened_signal,
    window_starts,
)
from speech_image_linear import leading_directions, set_front
from torch import nn
from torch.nn import functional

NAME = "speech-segments"
VERSION = "1.0.0"
FOLDER = MODELS / NAME / VERSION
N_SAMPLES = 361
SHIFT = 18
N_TIMES = N_SAMPLES - SHIFT
TRAINING_SESSIONS = tuple(range(3))
TRAINING_SEGMENTS = 200
TEST_SESSIONS = (100, 101, 102)
TEST_SEGMENTS = 120
N_DIRECTIONS = 16
KERNEL = 73
# The convolution's first sample is 36 before its middle, and the estimate 18 behind the sound: it sees the field from
# 18 samples before the sound to 54 after it.
FIRST_LAG = SHIFT - KERNEL // 2
BIN = 4
TOP = 10


def binned(signal):
    n = len(signal) // BIN
    return signal[: n * BIN].reshape(n, BIN, -1).mean(axis=1)


def lagged(features, lags):
    """[n, F] to [n, len(lags) * F]: row t holds what was heard `lag` before t."""
    out = np.zeros((len(features), len(lags), features.shape[1]), dtype=np.float32)
    for k, lag in enumerate(lags):
        if lag >= 0:
            out[lag:, k] = features[: len(features) - lag]
        else:
            out[:lag, k] = features[-lag:]
    return out.reshape(len(features), -1)


def lag_bins():
    first = int(np.floor(FIRST_LAG / BIN))
    return np.arange(first, first + KERNEL // BIN)


def fit_front(recordings, n_directions=N_DIRECTIONS, decay=1.0):
    """
    Stored scale; directions in which the answers to speech (regressed at all lags, in two halves of the sessions) stand
    out from noise; and the encoder, features to fields at each lag, [lags, 12, C].
    """
    center, scale = fit_scale(recordings)
    lags = lag_bins()
    halves = [[0.0, 0.0], [0.0, 0.0]]
    noise = 0.0
    for r in progress(recordings, "directions"):
        y = binned(whitened_signal(r, center, scale))
        y = y - y.mean(axis=0)
        x = lagged(binned(speech_features_over_time(r)), lags)
        half = halves[r.session % 2]
        half[0] = half[0] + x.T @ x
        half[1] = half[1] + x.T @ y
        noise = noise + y.T @ y / len(y) / len(recordings)
    solve = lambda gram, cross: np.linalg.solve(gram + decay * np.trace(gram) / len(gram) * np.eye(len(gram)), cross)  # noqa: E731
    first, second = (solve(*half) for half in halves)
    matrix, ratios = leading_directions(first.T @ second, noise, n_directions)
    matrix = matrix / project(recordings[0], center, scale, matrix).noise.std()
    weights = solve(halves[0][0] + halves[1][0], halves[0][1] + halves[1][1]) @ matrix.T
    return {
        "center": center, "scale": scale, "matrix": matrix, "ratios": ratios, "weights": weights.reshape(len(lags), 12, -1),
        "layout": recordings[0].layout, "names": recordings[0].names,
        "basis": np.asarray(recordings[0].simulated.arrays["embedding_basis"], dtype=np.float32),
    }  # fmt: skip


@dataclasses.dataclass
class Story:
    """A recording behind the 1x1 convolution: z [n_samples, D], features heard [n_samples, 12], row of the subject layer."""

    z: np.ndarray
    heard: np.ndarray
    row: int


def make_stories(recordings, front, row=None):
    out = []
    for r in progress(recordings, "stories"):
        p = project(r, front["center"], front["scale"], front["matrix"])
        out.append(Story(p.noise + p.answers, speech_features_over_time(r), KNOWN_PEOPLE.index(r.person) if row is None else row))
    return out


def matched_filter(stories, front, shrinkage=0.02):
    """Kernel [12, D, KERNEL] of the matched filter to one feature at one moment, in the noise of the window it spans."""
    lags = lag_bins()
    total, n = 0.0, 0
    for story in stories:
        z = binned(story.z)
        windows = np.stack([z[k : len(z) - len(lags) + k] for k in range(len(lags))], axis=1).reshape(len(z) - len(lags), -1)
        windows = windows - windows.mean(axis=0)
        total = total + windows.T @ windows
        n += len(windows)
    cov = total / n
    cov = cov + shrinkage * np.trace(cov) / len(cov) * np.eye(len(cov))
    answers = front["weights"].transpose(0, 2, 1).reshape(-1, 12)  # [lags * D, 12]
    kernel = np.linalg.solve(cov, answers).reshape(len(lags), -1, 12) / BIN
    out = np.zeros((12, kernel.shape[1], KERNEL), dtype=np.float32)
    offset = int(lags[0] * BIN - FIRST_LAG)
    for k in range(len(lags)):
        at = np.arange(k * BIN, (k + 1) * BIN) + offset
        at = at[(at >= 0) & (at < KERNEL)]
        out[:, :, at] = kernel[k].T[:, :, None]
    return out


def small_config(n_channels, n_directions):
    small = SpeechSegmentsConfig.small(n_subjects=len(KNOWN_PEOPLE))
    front = dataclasses.replace(small.front, n_heads=n_channels, n_projection=n_directions, n_out=n_directions)
    convs = ConvConfig(widths=(n_directions, 12), kernel=KERNEL, dilation_period=1, linear_last=True)
    return dataclasses.replace(small, front=front, convs=convs, n_hidden=64)


@torch.no_grad()
def init_network(network, front, kernel):
    set_front(network, front["layout"], front["matrix"])
    network.convs.convs[0].weight.copy_(torch.from_numpy(kernel))
    network.convs.convs[0].bias.zero_()
    first, last = network.head[0], network.head[2]
    first.weight.mul_(0.05)
    last.weight.mul_(0.05)
    eye = torch.eye(12)
    first.weight[:24] = torch.cat([eye, -eye]).unsqueeze(-1)
    first.bias.zero_()
    basis = torch.from_numpy(front["basis"])  # [16, 12]
    last.weight[:24] = torch.cat([basis.T, -basis.T]).unsqueeze(-1)
    last.bias.zero_()


def windows_of(story, starts):
    """x [n, D, 361] less its baseline."""
    x = story.z[np.asarray(starts)[:, None] + np.arange(N_SAMPLES)].transpose(0, 2, 1)
    return torch.from_numpy(x - x[:, :, :N_BASELINE].mean(axis=2, keepdims=True)).float()


def answers_of(network, x, rows):
    y = network.front.subject_layer(x[..., SHIFT:], rows)
    return network.trunk(y)


def scores_of(answers, candidates):
    """Candidates alone have norm 1: [n, candidates]."""
    unit = candidates.flatten(1)
    unit = unit / (unit.norm(dim=1, keepdim=True) + 1e-8)
    return answers.flatten(1) @ unit.T


@dataclasses.dataclass
class Test:
    x: torch.Tensor
    person: np.ndarray
    truth: np.ndarray


def make_test(recordings, front):
    _, names, _ = bank_of(recordings[0])
    place = {name: i for i, name in enumerate(names)}
    x, person, truth = [], [], []
    for r in recordings:
        p = project(r, front["center"], front["scale"], front["matrix"])
        starts = window_starts(r.onset)
        inside = starts + N_SAMPLES <= len(p.noise)
        x.append(windows_of(Story(p.noise + p.answers, None, 0), starts[inside]))
        person.append(np.full(inside.sum(), r.person))
        truth.append(np.array([place[name] for name, there in zip(r.name, inside) if there]))
    return Test(torch.cat(x), np.concatenate(person), np.concatenate(truth))


@torch.no_grad()
def test_scores(network, test, bank, rows=None):
    network.eval()
    if rows is None:
        rows = torch.tensor([KNOWN_PEOPLE.index(p) if p in KNOWN_PEOPLE else mean_row() for p in test.person])
    out = [scores_of(answers_of(network, test.x[k : k + 128], rows[k : k + 128]), bank) for k in range(0, len(test.x), 128)]
    return torch.cat(out).numpy()


def table_of(scores, test):
    mine = scores[np.arange(len(scores)), test.truth]
    better = (scores > mine[:, None]).sum(axis=1)
    people = [float((better[test.person == p] < TOP).mean()) for p in np.unique(test.person)]
    return {
        "top10": float(np.mean(people)), "top10StandardError": float(np.std(people) / max(1, len(people) - 1) ** 0.5),
        "top1": float((better < 1).mean()), "trials": len(better),
    }  # fmt: skip


def train(args):
    seed_everything(args.seed, args.threads)
    recordings = load_recordings("speech", KNOWN_PEOPLE, TRAINING_SESSIONS[: args.sessions], TRAINING_SEGMENTS, "sessions", cache=args.cache)
    front = fit_front(recordings, args.directions)
    print("answer to noise along the directions:", np.array2string(front["ratios"][[0, 3, 7, args.directions - 1, -1]], precision=3), flush=True)
    stories = make_stories(recordings, front)
    kernel = matched_filter(stories, front)
    print("kernel", flush=True)
    test_recordings = load_recordings("speech", KNOWN_PEOPLE, TEST_SESSIONS[:1], TEST_SEGMENTS, "test", cache=args.cache)
    test = make_test(test_recordings, front)
    bank = torch.from_numpy(bank_of(test_recordings[0])[0])
    network = SpeechSegments(small_config(len(front["center"]), args.directions))
    init_network(network, front, kernel)
    started = time.process_time()
    history = [table_of(test_scores(network, test, bank), test)]
    print("at the start", history[-1], flush=True)
    log_scale = nn.Parameter(torch.zeros(()))
    with torch.no_grad():
        log_scale.copy_(-torch.log(torch.as_tensor(test_scores(network, test, bank).std())))
    basis = torch.from_numpy(front["basis"])

    def save():
        training = {
            "people": len(KNOWN_PEOPLE), "minutesPerPerson": sum(len(s.z) for s in stories) / 7200 / len(KNOWN_PEOPLE), "seed": args.seed,
            "epochs": len(history) - 1, "seconds": {"training": time.process_time() - started}, "history": history,
        }  # fmt: skip
        torch.save({"weights": network.state_dict(), "front": front, "config": network.config, "training": training, "dials": dials_text(),
                    "linear": history[0], "scale": float(log_scale.detach().exp())}, checkpoint_path(args))  # fmt: skip

    save()
    rng = np.random.default_rng(args.seed)
    step_length = int(args.every * 120)
    n_windows = sum((len(s.z) - N_SAMPLES) // step_length for s in stories)
    n_steps = max(1, args.epochs * (n_windows // args.batch))
    network.front.merger.requires_grad_(False)
    network.front.projection.requires_grad_(False)
    trained = [p for p in network.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW([*trained, log_scale], lr=args.rate, weight_decay=args.decay)
    schedule = one_cycle(optimizer, args.rate, n_steps)
    for epoch in range(args.epochs):
        network.train()
        items = [(i, start) for i, s in enumerate(stories) for start in range(rng.integers(step_length), len(s.z) - N_SAMPLES, step_length)]
        order = rng.permutation(len(items))
        bar = progress(range(n_windows // args.batch), f"epoch {epoch + 1}/{args.epochs}")
        total = 0.0
        for step in bar:
            chosen = [items[k] for k in order[step * args.batch : (step + 1) * args.batch]]
            x = torch.cat([windows_of(stories[i], [start]) for i, start in chosen])
            heard = torch.from_numpy(np.stack([stories[i].heard[start : start + N_TIMES].T for i, start in chosen]))
            rows = torch.tensor([stories[i].row for i, _ in chosen])
            scores = scores_of(answers_of(network, x, rows), torch.einsum("dr,brt->bdt", basis, heard)) * log_scale.exp()
            loss = functional.cross_entropy(scores, torch.arange(len(chosen)))
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(trained, 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
            bar.note(f"loss {total / (step + 1):.3f}")
        history.append({"loss": total / (step + 1), **table_of(test_scores(network, test, bank), test)})
        print(epoch + 1, history[-1], f"{time.process_time() - started:.0f} s", flush=True)
        save()


def checkpoint_path(args):
    return cache_dir(args.cache) / f"{NAME}-{args.tag}.pt"


def load(args):
    stored = torch.load(checkpoint_path(args), weights_only=False)
    network = SpeechSegments(stored["config"])
    network.load_state_dict(stored["weights"])
    return network.eval(), stored


def fit_temperature(scores, truth):
    """The temperature under which the truth is likeliest."""
    found = np.geomspace(0.01, 100, 300) * scores.std()
    top = scores.max(axis=1, keepdims=True)
    own = (scores[np.arange(len(truth)), truth] - top[:, 0])[None]
    losses = [np.mean(np.log(np.exp((scores - top) / t).sum(axis=1)) - own[0] / t) for t in found]
    return float(found[int(np.argmin(losses))])


def evaluate(args):
    seed_everything(args.seed, args.threads)
    network, stored = load(args)
    front = stored["front"]
    report = {"simulated": True, "dials": json.loads(stored["dials"]), "training": stored["training"], "linearStart": stored["linear"], "tables": {}}
    for gain in args.gains:
        recordings = load_recordings("speech", KNOWN_PEOPLE, args.test_sessions, TEST_SEGMENTS, "test", cache=args.cache, gain=gain)
        bank = torch.from_numpy(bank_of(recordings[0])[0])
        test = make_test(recordings, front)
        report["tables"][f"(a) known people, other sessions, gain x{gain:g}"] = table_of(test_scores(network, test, bank), test)
    report["chance"] = TOP / len(bank)
    if args.unseen:
        recordings = load_recordings("speech", UNSEEN_PEOPLE, args.test_sessions[:1], TEST_SEGMENTS, "unseen", cache=args.cache)
        test = make_test(recordings, front)
        report["tables"]["(b) unseen people, mean row"] = table_of(test_scores(network, test, bank), test)
    write_report(args.report or FOLDER / "report.json", report)
    print(json.dumps(common.plain(report["tables"]), indent=1))


def export(args):
    from architectures.export import Served, manifest_inputs, write_folder
    from build_bank import bank_bytes

    network, stored = load(args)
    front, training = stored["front"], stored["training"]
    held = load_recordings("speech", KNOWN_PEOPLE[:3], TEST_SESSIONS[:1], TEST_SEGMENTS, "bank", cache=args.cache)
    values, names, labels = bank_of(held[0])
    test = make_test(held, front)
    temperature = fit_temperature(test_scores(network, test, torch.from_numpy(values)), test.truth)
    bank = bank_bytes(values, [{"label": label, "name": name} for label, name in zip(labels, names)],
                      "simulated: features of the segments of the test story of server/rig/person", kind="int8")  # fmt: skip
    served = Served(network, "montage", torch.as_tensor(front["layout"], dtype=torch.float32))
    folder = Path(args.out) if args.out else FOLDER
    report_path = folder / "report.json"
    report = json.loads(report_path.read_text(encoding="utf-8")) if report_path.exists() else {"tables": {}}
    manifest = {
        "schema": 1,
        "name": NAME,
        "version": VERSION,
        "description": "Which of 1,430 segments of speech is heard, from 306 MEG channels (after Défossez et al., small: one linear convolution of "
        "0.6 s in place of the dilated ones): an embedding per sample, and words by their segments. Trained on simulated people.",
        "licence": "Apache-2.0",
        "trainedOn": f"simulated: {training['minutesPerPerson']:.0f} minutes of each of {training['people']} people (server/rig/person), other stories "
        f"than the bank's; {training['epochs']} epochs from a linear encoder of the same minutes",
        "results": [
            {"what": f"top-10 of 1,430, {name}", "value": f"{table['top10']:.3f}", "on": "simulated people, offline"} for name, table in report["tables"].items()
        ],
        "signal": {
            "channels": {"names": front["names"], "count": len(front["names"]), "missing": "refuse"},
            "unit": "any",
            "sfreq": 120,
            "nSamples": N_SAMPLES,
            "layout": "time-channel",
        },
        "preprocess": preprocess_of(front),
        "replaces": ["robust scaling by 200 epochs of the recording: stored statistics of simulated sessions, then whitening by the first 60 s of the stream"],
        "when": {"kind": "epoch", "marker": "segment *", "tmin": TMIN},
        "gap": "skip",
        "inputs": manifest_inputs(served, common.subject_rows(), mean_row()),
        "postprocess": {
            "kind": "retrieval",
            "output": "embedding",
            "bank": "segments.bank",
            "normalise": "candidate",
            "temperature": float(f"{temperature:.4g}"),
            "topK": 10,
            "topLabels": 10,
        },
    }  # fmt: skip
    kept = {"report.json": report_path.read_bytes()} if report_path.exists() else {}
    worst = write_folder(folder, served, manifest, extra={"segments.bank": bank, **kept})
    print(f"{folder}: ONNX Runtime differs from PyTorch by {worst:.1e} of the largest output; temperature {temperature:.3g}")


def options(command):
    parser = argparse.ArgumentParser(prog=f"{NAME} {command}", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_common_options(parser)
    parser.add_argument("--tag", default="1", help="name of the checkpoint")
    if command == "train":
        parser.add_argument("--sessions", type=int, default=len(TRAINING_SESSIONS), help="training sessions per person")
        parser.add_argument("--directions", type=int, default=N_DIRECTIONS, help="outputs of the 1x1 convolution")
        parser.add_argument("--epochs", type=int, default=4)
        parser.add_argument("--batch", type=int, default=128)
        parser.add_argument("--every", type=float, default=0.6, help="distance of training windows, s")
        parser.add_argument("--rate", type=float, default=1e-3)
        parser.add_argument("--decay", type=float, default=0.01)
    if command == "evaluate":
        parser.add_argument("--gains", type=float, nargs="+", default=[1.0, 0.5, 2.0], help="amplitudes, times the dial")
        parser.add_argument("--test-sessions", type=int, nargs="+", default=list(TEST_SESSIONS))
        parser.add_argument("--unseen", action=argparse.BooleanOptionalAction, default=True)
        parser.add_argument("--report", help="default: report.json in the model's folder")
    if command == "export":
        parser.add_argument("--out", help="default: the model's folder")
    return parser


COMMANDS = {"train": train, "evaluate": evaluate, "export": export}


def main(arguments):
    command = arguments[0] if arguments else ""
    if command not in COMMANDS:
        raise SystemExit(f"usage: python models/training/speech_segments.py {'|'.join(COMMANDS)} [options]")
    return COMMANDS[command](options(command).parse_args(arguments[1:]))


if __name__ == "__main__":
    main(sys.argv[1:])
