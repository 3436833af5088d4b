"""
The trained small model `image-embeddings`: one vector per image seen, with early answers.

    python models/training/image_embeddings.py train       # sessions of 12 simulated viewers, about 20 minutes on one core
    python models/training/image_embeddings.py evaluate    # tables (a), (b), (c), early answers, linear encoders
    python models/training/image_embeddings.py export      # models/image-embeddings/1.0.0

The answer has one number more than the vector of an image: the weight of the candidate's *energy*, the last number of
each row of the bank. For an image that moves the field far, a given product with the estimate says less than for one that
does so little; the energy, -|B z|²/2 with a learned matrix B, takes that off, as the Gaussian log likelihood
x·s - |s|²/2 does.
"""

import argparse
import copy
import dataclasses
import json
import sys
import time
from pathlib import Path

import common  # noqa: F401  puts models/ on the path, for what follows
import numpy as np
import torch
from architectures.image_embeddings import ImageEmbeddings, ImageEmbeddingsConfig
from common import (
    KNOWN_PEOPLE,
    MODELS,
    UNSEEN_PEOPLE,
    add_common_options,
    cache_dir,
    dials_text,
    fit_row,
    mean_row,
    one_cycle,
    progress,
    seed_everything,
    write_report,
)
from speech_image_data import (
    N_BASELINE,
    TMIN,
    bank_of,
    fit_scale,
    image_vectors,
    load_recordings,
    preprocess_of,
    project,
    whitened_signal,
    window_starts,
)
from speech_image_linear import ImageEncoder, hit_rate, leading_directions, set_front
from torch import nn
from torch.nn import functional

NAME = "image-embeddings"
VERSION = "1.0.0"
FOLDER = MODELS / NAME / VERSION
N_SAMPLES = 181
TRUNCATIONS = (90, 120, 150, 181)
N_VECTOR = 128
TRAINING_SESSIONS = tuple(range(4))
TRAINING_IMAGES = 400
TEST_SESSIONS = (100, 101, 102)
TEST_IMAGES = 200
N_DIRECTIONS = 12
# Numbers that the energy is a sum of squares of.
N_ENERGY = 16
TOP = 5


@dataclasses.dataclass
class Trials:
    """x [n, D, T] float16 behind the 1x1 convolution, vector [n, 128], row of the subject layer [n], session [n]."""

    x: torch.Tensor
    vector: torch.Tensor
    row: torch.Tensor
    session: np.ndarray

    def __len__(self):
        return len(self.x)

    def of(self, chosen):
        return Trials(self.x[chosen], self.vector[chosen], self.row[chosen], self.session[np.asarray(chosen)])


def windows_of(recording, front, gain=1.0):
    """[n, D, 181] float16 behind the 1x1 convolution."""
    projected = project(recording, front["center"], front["scale"], front["matrix"], gain)
    return projected.windows(window_starts(recording.onset), N_SAMPLES, gain).astype(np.float16)


def make_trials(recordings, front, row=None, gain=1.0):
    """row  of all of them; default: of each person"""
    parts = [windows_of(r, front, gain) for r in recordings]
    rows = [np.full(len(r.onset), KNOWN_PEOPLE.index(r.person) if row is None else row) for r in recordings]
    return Trials(
        torch.from_numpy(np.concatenate(parts)),
        torch.from_numpy(np.concatenate([image_vectors(r) for r in recordings])),
        torch.from_numpy(np.concatenate(rows)).long(),
        np.concatenate([np.full(len(r.onset), r.session) for r in recordings]),
    )


def fit_front(recordings, n_directions=N_DIRECTIONS, bin_length=6, n_axes=24):
    """
    Stored scale, and the directions in which answers to images stand out from noise. Whitened windows of all people
    together, in bins of 50 ms, are regressed on the images' vectors in two halves of the sessions, so that noise does not
    count; the vectors' first axes are what so many trials can tell of.
    """
    center, scale = fit_scale(recordings)
    n_bins = N_SAMPLES // bin_length
    halves = [[0.0, 0.0], [0.0, 0.0]]
    noise = 0.0
    for r in progress(recordings, "directions"):
        signal = whitened_signal(r, center, scale)
        at = window_starts(r.onset)[:, None] + np.arange(n_bins * bin_length)
        x = signal[at].reshape(len(at), n_bins, bin_length, -1).mean(axis=2)
        x -= x[:, : N_BASELINE // bin_length].mean(axis=1, keepdims=True)
        z = image_vectors(r)
        half = halves[r.session % 2]
        half[0] = half[0] + z.T @ z
        half[1] = half[1] + z.T @ x.reshape(len(x), -1)
        flat = x.reshape(-1, x.shape[2])
        noise = noise + flat.T @ flat / len(flat) / len(recordings)
    weights = []
    for gram, cross in halves:
        gram = gram + 0.02 * np.trace(gram) / len(gram) * np.eye(len(gram))
        size = np.sqrt(np.diag(gram) / np.trace(gram))[:n_axes, None]
        weights.append((size * np.linalg.solve(gram, cross)[:n_axes]).reshape(-1, len(noise)))
    matrix, ratios = leading_directions(weights[0].T @ weights[1], noise, n_directions)
    first = project(recordings[0], center, scale, matrix)
    matrix = matrix / first.noise.std()
    return {"center": center, "scale": scale, "matrix": matrix, "ratios": ratios, "layout": recordings[0].layout, "names": recordings[0].names}


class Retrieval(nn.Module):
    """The network and what only training needs: the scale of products, the energy's matrix, and a head for the MSE."""

    def __init__(self, config):
        super().__init__()
        self.network = ImageEmbeddings(config)
        self.log_scale = nn.Parameter(torch.tensor(2.3))
        self.energy_matrix = nn.Parameter(0.3 * torch.randn(N_ENERGY, N_VECTOR) / N_ENERGY**0.5)
        self.mse_head = nn.Linear(config.n_features, N_VECTOR)
        self.with_energy = config.n_out == N_VECTOR + 1

    def candidates(self, vectors):
        """[n, 128] to rows of the bank, [n, n_out]."""
        if not self.with_energy:
            return vectors
        energy = -0.5 * (vectors @ self.energy_matrix.T).square().sum(dim=1, keepdim=True)
        return torch.cat([vectors, energy], dim=1)

    def features(self, x, row, length):
        """All trials of a batch are cut at the same length; what the network does with a mask, without its gathering."""
        network = self.network
        mask = mask_of(length)
        x = network.front.subject_layer(x * mask, row)
        at = TRUNCATIONS.index(length)
        weight = network.aggregation.weight[at] * mask
        return torch.einsum("bft,ft->bf", network.widen(network.convs(x)), weight) + network.aggregation.bias[at]


def small_config(n_channels, n_directions, energy, n_features):
    small = ImageEmbeddingsConfig.small(n_subjects=len(KNOWN_PEOPLE), n_out=N_VECTOR + int(energy))
    front = dataclasses.replace(small.front, n_heads=n_channels, n_projection=n_directions, n_out=n_directions)
    convs = dataclasses.replace(small.convs, widths=(n_directions,) * 5)
    return dataclasses.replace(
        small, front=front, convs=convs, n_hidden=2 * n_directions, n_features=n_features, truncations=TRUNCATIONS
    )


def fit_encoders(trials):
    """Linear encoders of all people together, of what is there at each truncation, as kernels over time."""
    z = trials.vector.numpy()
    encoders = []
    for length in TRUNCATIONS:
        y = ImageEncoder.reduced(trials.x.numpy(), length)
        encoders.append(ImageEncoder().fit(y, z))
    return encoders


@torch.no_grad()
def init_from_encoders(model, encoders):
    """
    Makes the network the linear encoders exactly, but for the rank of their kernels: convolutions pass on (residuals 0,
    gates open), GELU(x) - GELU(-x) = x, and features, their weights over time and the head are the kernels' parts.
    """
    network = model.network
    width = network.config.convs.widths[-1]
    if network.config.convs.widths[0] != width or network.config.n_hidden != 2 * width:
        raise ValueError("convolutions of one width, and twice as many hidden units, pass a signal on")
    for after in network.convs.afters:
        after[0].weight.zero_()
    for gate in network.convs.gates.values():
        conv = gate[0]
        conv.weight.mul_(0.1)
        conv.weight[:width, :, 1] += torch.eye(width) * (1 + np.exp(-4.0))
        conv.bias.zero_()
        conv.bias[width:] = 4.0
    eye = torch.eye(width)
    network.widen[0].weight.copy_(torch.cat([eye, -eye]).unsqueeze(-1))
    network.widen[0].bias.zero_()
    # Axes of the vectors that the field tells of, best first.
    full = encoders[-1].white
    axes = np.linalg.svd(full, full_matrices=False)[0][:, : encoders[-1].rank]
    n_axes = axes.shape[1]
    per_axis = (network.config.n_features - 1) // n_axes
    kernels = np.zeros((n_axes, width, len(encoders), N_SAMPLES), dtype=np.float32)
    for k, encoder in enumerate(encoders):
        kernels[:, :, k] = encoder.kernel(axes, width, N_SAMPLES)
    spatial = np.zeros((network.config.n_features, width), dtype=np.float32)
    temporal = np.zeros((len(encoders), network.config.n_features, N_SAMPLES), dtype=np.float32)
    head = np.zeros((network.config.n_out, network.config.n_features), dtype=np.float32)
    lost = 0.0
    for axis in range(n_axes):
        left, values, right = np.linalg.svd(kernels[axis].reshape(width, -1), full_matrices=False)
        lost += (values[per_axis:] ** 2).sum() / (values**2).sum() / n_axes
        for j in range(per_axis):
            feature = axis * per_axis + j
            size = np.sqrt(values[j])
            spatial[feature] = left[:, j] * size
            temporal[:, feature] = (right[j] * size).reshape(len(encoders), N_SAMPLES)
            head[:N_VECTOR, feature] = axes[:, axis]
    # The last feature is a number of its own for each truncation: how much of the energy there is by then.
    energies = [float((encoder.white**2).sum()) for encoder in encoders]
    bias = np.zeros((len(encoders), network.config.n_features), dtype=np.float32)
    bias[:, -1] = np.array(energies) / energies[-1]
    if model.with_energy:
        head[N_VECTOR, -1] = 1.0
        left, values, _ = np.linalg.svd(full, full_matrices=False)
        rows = (left[:, :N_ENERGY] * values[:N_ENERGY]).T
        model.energy_matrix.zero_()
        model.energy_matrix[: len(rows)] = torch.from_numpy(rows.astype(np.float32))
    network.widen[2].weight.copy_(torch.from_numpy(np.concatenate([spatial, -spatial], axis=1)).unsqueeze(-1))
    network.widen[2].bias.zero_()
    network.aggregation.weight.copy_(torch.from_numpy(temporal))
    network.aggregation.bias.copy_(torch.from_numpy(bias))
    network.head.weight.copy_(torch.from_numpy(head))
    network.head.bias.zero_()
    model.log_scale.zero_()
    return lost


def mask_of(length):
    return (torch.arange(N_SAMPLES) < length).float()


def loss_of(model, x, row, length, vectors, mse_weight, smoothing=0.0):
    features = model.features(x, row, length)
    answer = model.network.head(features)
    logits = model.log_scale.exp() * answer @ model.candidates(vectors).T
    target = torch.arange(len(x))
    clip = 0.5 * (
        functional.cross_entropy(logits, target, label_smoothing=smoothing)
        + functional.cross_entropy(logits.T, target, label_smoothing=smoothing)
    )
    mse = (model.mse_head(features) - vectors).square().mean() * N_VECTOR
    return clip + mse_weight * mse, clip


def fit(model, trials, args, label):
    # A few thousand trials of such noise overfit whatever has many weights: rows and scale move fast, the rest hardly.
    free = {name: p for name, p in model.named_parameters() if "merger" not in name and "projection" not in name}
    fast = [p for name, p in free.items() if "subject_layer" in name or name in ("log_scale", "energy_matrix")]
    slow = [p for name, p in free.items() if all(p is not other for other in fast)]
    groups = [{"params": fast, "weight_decay": 0.0}, {"params": slow, "weight_decay": args.decay}]
    optimizer = torch.optim.AdamW(groups, lr=args.rate, betas=(0.9, 0.98))
    per_epoch = len(trials) // args.batch
    schedule = one_cycle(optimizer, [args.rate, max(args.rate * args.rest_rate, 1e-12)], per_epoch * args.epochs)
    start = model.network.front.subject_layer.weight.detach().clone()
    dtype = torch.bfloat16 if args.bfloat16 else torch.float32
    for epoch in range(args.epochs):
        model.train()
        order = torch.randperm(len(trials))
        bar = progress(range(per_epoch), f"{label} {epoch + 1}/{args.epochs}")
        total = 0.0
        for step in bar:
            chosen = order[step * args.batch : (step + 1) * args.batch]
            # Most batches are whole; the others are cut at one of the early answers.
            length = TRUNCATIONS[int(torch.randint(0, len(TRUNCATIONS) - 1, ()))] if torch.rand(()) < 0.4 else N_SAMPLES
            x = trials.x[chosen].float()
            if args.noise > 0:
                x = x + args.noise * torch.randn_like(x)
            with torch.autocast("cpu", dtype=dtype, enabled=args.bfloat16):
                loss, clip = loss_of(model, x, trials.row[chosen], length, trials.vector[chosen], args.mse, args.smoothing)
            rows = model.network.front.subject_layer.weight
            loss = loss + args.pull * (rows - start).square().sum() / len(rows)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += clip.item()
            bar.note(f"loss {total / (step + 1):.3f}")
        yield epoch, total / per_epoch


@torch.no_grad()
def answers_of(network, x, row, length=N_SAMPLES, batch=256):
    """Answers [n, n_out] to projected windows."""
    network.eval()
    out = []
    for at in range(0, len(x), batch):
        part = x[at : at + batch].float()
        mask = mask_of(length).expand(len(part), -1)
        rows = row[at : at + batch]
        y = network.front.subject_layer(part * mask.unsqueeze(1), rows)
        out.append(network.trunk(y, mask))
    return torch.cat(out)


@dataclasses.dataclass
class Test:
    """Trials of the test images: x, person, truth (index in the bank)."""

    x: torch.Tensor
    person: np.ndarray
    session: np.ndarray
    truth: np.ndarray


def make_test(recordings, front, gain=1.0):
    _, names, _ = bank_of(recordings[0])
    place = {name: i for i, name in enumerate(names)}
    parts = [windows_of(r, front, gain) for r in recordings]
    return Test(
        torch.from_numpy(np.concatenate(parts)),
        np.concatenate([np.full(len(r.onset), r.person) for r in recordings]),
        np.concatenate([np.full(len(r.onset), r.session) for r in recordings]),
        np.array([place[name] for r in recordings for name in r.name]),
    )


def rows_of(test):
    return torch.tensor([KNOWN_PEOPLE.index(p) if p in KNOWN_PEOPLE else mean_row() for p in test.person])


def test_scores(network, rows, bank, test, length=N_SAMPLES):
    return (answers_of(network, test.x, rows, length) @ torch.as_tensor(bank).T).numpy()


def train(args):
    seed_everything(args.seed, args.threads)
    started = time.process_time()
    recordings = load_recordings("images", KNOWN_PEOPLE, TRAINING_SESSIONS[: args.sessions], TRAINING_IMAGES, "sessions", cache=args.cache)
    front = fit_front(recordings, args.directions)
    print("answer to noise along the directions:", np.array2string(front["ratios"][[0, 3, 7, 15, 31, args.directions - 1]], precision=3))
    trials = make_trials(recordings, front)
    test = make_test(load_recordings("images", KNOWN_PEOPLE, TEST_SESSIONS[:1], TEST_IMAGES, "test", cache=args.cache), front)
    bank, names, _ = bank_of(load_recordings("images", KNOWN_PEOPLE[:1], TEST_SESSIONS[:1], TEST_IMAGES, "bank", cache=args.cache)[0])
    config = small_config(len(front["center"]), args.directions, args.energy, args.features)
    model = Retrieval(config)
    set_front(model.network, front["layout"], front["matrix"])
    if args.shuffle:
        trials.vector = trials.vector[torch.randperm(len(trials))]
    encoders = fit_encoders(trials)
    print(f"share of the encoders' kernels that the features leave out: {init_from_encoders(model, encoders):.4f}")
    with torch.no_grad():
        rows = model.candidates(torch.from_numpy(bank))
    y = ImageEncoder.reduced(test.x.numpy(), N_SAMPLES)
    print(f"linear encoder: top-5 {hit_rate(encoders[-1].scores(y, bank), test.truth, TOP):.3f}; the network that starts from it: "
          f"{hit_rate(test_scores(model.network, rows_of(test), rows, test), test.truth, TOP):.3f}", flush=True)
    prepared = time.process_time() - started
    started = time.process_time()
    history = []
    for epoch, loss in fit(model, trials, args, "epoch"):
        with torch.no_grad():
            rows = model.candidates(torch.from_numpy(bank))
        known = hit_rate(test_scores(model.network, rows_of(test), rows, test), test.truth, TOP)
        history.append({"epoch": epoch + 1, "loss": loss, "top5": known})
        print(f"epoch {epoch + 1}: loss {loss:.3f}, top-5 {known:.3f}, {time.process_time() - started:.0f} s", flush=True)
    training = {
        "people": len(KNOWN_PEOPLE), "trials": len(trials), "epochs": args.epochs, "seed": args.seed,
        "seconds": {"data": prepared, "training": time.process_time() - started}, "history": history,
    }  # fmt: skip
    torch.save(
        {"weights": model.state_dict(), "front": front, "config": config, "training": training, "dials": dials_text()},
        checkpoint_path(args),
    )
    print("written to", checkpoint_path(args))


def checkpoint_path(args):
    return cache_dir(args.cache) / f"{NAME}-{args.tag}.pt"


def load(args):
    stored = torch.load(checkpoint_path(args), weights_only=False)
    model = Retrieval(stored["config"])
    model.load_state_dict(stored["weights"])
    return model.eval(), stored


def top_table(model, bank_rows, test, rows):
    """Top-5 and top-1 of 200 with what is there at each early answer, and the mean over people with its standard error."""
    table = {}
    for length in TRUNCATIONS:
        scores = test_scores(model.network, rows, bank_rows, test, length)
        people = [hit_rate(scores[test.person == p], test.truth[test.person == p], TOP) for p in np.unique(test.person)]
        key = "top5" if length == N_SAMPLES else f"top5At{round(length / 120 - 0.5, 2)}s"
        table[key] = float(np.mean(people))
        if length == N_SAMPLES:
            table["top5StandardError"] = float(np.std(people) / max(1, len(people) - 1) ** 0.5)
            table["top1"] = hit_rate(scores, test.truth, 1)
            table["trials"] = len(test.truth)
    return table


def fit_person(model, trials, n_trials, seed=0, n_steps=150):
    """A copy of the model whose mean row is fitted on labelled trials of one person."""
    torch.manual_seed(seed)
    fitted = copy.deepcopy(model).eval()
    for parameter in fitted.parameters():
        parameter.requires_grad_(False)
    layer = fitted.network.front.subject_layer
    row = layer.weight[mean_row()].clone().requires_grad_(True)

    def batches():
        while True:
            yield torch.randperm(n_trials)[:128]

    def loss(chosen):
        x = torch.matmul(row.T, trials.x[chosen].float())
        answer = fitted.network.trunk(x, mask_of(N_SAMPLES).expand(len(chosen), -1))
        logits = fitted.log_scale.exp() * answer @ fitted.candidates(trials.vector[chosen]).T
        return functional.cross_entropy(logits, torch.arange(len(chosen)))

    found = fit_row([row], loss, n_steps, batches(), learning_rate=3e-3, pull=30.0)
    with torch.no_grad():
        layer.weight[mean_row()] = found[0]
    return fitted


def evaluate(args):
    """Tables (a), (b), (c) and the linear encoder on the same trials, beside the ideal observer's figures."""
    seed_everything(args.seed, args.threads)
    model, stored = load(args)
    front = stored["front"]
    report = {"simulated": True, "dials": json.loads(stored["dials"]), "training": stored["training"], "chance": TOP / TEST_IMAGES, "tables": {}}
    tests = {}
    for gain in args.gains:
        recordings = load_recordings("images", KNOWN_PEOPLE, args.test_sessions, TEST_IMAGES, "test", cache=args.cache, gain=gain)
        tests[gain] = make_test(recordings, front, gain=1.0)
        vectors = bank_of(recordings[0])[0]
    with torch.no_grad():
        bank_rows = model.candidates(torch.from_numpy(vectors))
    for gain, test in tests.items():
        report["tables"][f"(a) known people, other sessions, gain x{gain:g}"] = top_table(model, bank_rows, test, rows_of(test))
    trials = make_trials(
        load_recordings("images", KNOWN_PEOPLE, TRAINING_SESSIONS, TRAINING_IMAGES, "training", cache=args.cache), front
    )
    pooled = fit_encoders(trials)[-1]
    y = ImageEncoder.reduced(tests[1.0].x.numpy())
    report["linearEncoder"] = {"together": hit_rate(pooled.scores(y, vectors), tests[1.0].truth, TOP)}
    own = []
    for person in KNOWN_PEOPLE:
        mine, theirs = trials.row.numpy() == person, tests[1.0].person == person
        encoder = ImageEncoder(decay=1.0).fit(ImageEncoder.reduced(trials.x.numpy()[mine]), trials.vector.numpy()[mine], pooled.factor)
        own.append(hit_rate(encoder.scores(y[theirs], vectors), tests[1.0].truth[theirs], TOP))
    report["linearEncoder"]["eachPersonAlone"] = float(np.mean(own))
    if args.unseen:
        unseen = make_test(load_recordings("images", UNSEEN_PEOPLE, args.test_sessions[:1], TEST_IMAGES, "unseen", cache=args.cache), front)
        report["tables"]["(b) unseen people, mean row"] = top_table(model, bank_rows, unseen, rows_of(unseen))
        for n_trials in (200, 1000):
            parts = []
            for person in UNSEEN_PEOPLE:
                labelled = load_recordings("images", (person,), range(3), TRAINING_IMAGES, "labelled", cache=args.cache)
                fitted = fit_person(model, make_trials(labelled, front, row=mean_row()), n_trials)
                mine = unseen.person == person
                test = Test(unseen.x[torch.from_numpy(mine)], unseen.person[mine], unseen.session[mine], unseen.truth[mine])
                parts.append(top_table(fitted, bank_rows, test, rows_of(test)))
            report["tables"][f"(c) unseen people, row fitted on {n_trials} trials"] = {
                key: float(np.mean([part[key] for part in parts])) for key in ("top5", "top1", "top5At0.25s", "top5At0.5s", "top5At0.75s")
            }
    write_report(args.report or FOLDER / "report.json", report)
    print(json.dumps(common.plain(report["tables"]), indent=1), common.plain(report["linearEncoder"]))


def fit_temperature(scores, truth):
    """The temperature under which the truth is likeliest."""
    found = np.geomspace(0.05, 20, 200)
    own = scores[np.arange(len(truth)), truth]
    losses = [np.mean(np.log(np.exp((scores - scores.max(axis=1, keepdims=True)) / t).sum(axis=1)) - (own - scores.max(axis=1)) / t) for t in found]
    return float(found[int(np.argmin(losses))])


def export(args):
    from architectures.export import Served, manifest_inputs, write_folder
    from build_bank import bank_bytes

    model, stored = load(args)
    front = stored["front"]
    held = load_recordings("images", KNOWN_PEOPLE, TEST_SESSIONS[:1], TEST_IMAGES, "bank", cache=args.cache)
    vectors, names, _ = bank_of(held[0])
    with torch.no_grad():
        rows = model.candidates(torch.from_numpy(vectors)).numpy()
    test = make_test(held[: args.temperature_people], front)
    temperature = fit_temperature(test_scores(model.network, rows_of(test), rows, test), test.truth)
    bank = bank_bytes(rows, [{"label": name} for name in names], "simulated: vectors of the 200 test images of server/rig/person, and the energy of each")
    served = Served(model.network, "montage", torch.as_tensor(front["layout"], dtype=torch.float32))
    report_path = FOLDER / "report.json" if args.out is None else Path(args.out) / "report.json"
    report = json.loads(report_path.read_text(encoding="utf-8")) if report_path.exists() else {"tables": {}}
    training = stored["training"]
    manifest = {
        "schema": 1,
        "name": NAME,
        "version": VERSION,
        "description": "Which of 200 images is looked at, from 306 MEG channels (Benchetrit et al., small): one vector per image, with early "
        "answers 0.25, 0.5 and 0.75 s after onset. Trained on simulated people.",
        "licence": "Apache-2.0",
        "trainedOn": f"simulated: {training['trials']} single trials of {training['people']} people (server/rig/person), images that are not "
        f"among the 200; {training['epochs']} epochs from a linear encoder of the same trials",
        "results": [
            {"what": f"top-5 of 200, {name}", "value": f"{table['top5']:.3f}", "on": "simulated people, offline"} for name, table in report["tables"].items()
        ],
        "signal": {
            "channels": {"names": front["names"], "count": len(front["names"]), "missing": "refuse"},
            "unit": "any",
            "sfreq": 120,
            "nSamples": N_SAMPLES,
            "layout": "time-channel",
        },
        "preprocess": preprocess_of(front),
        "replaces": [
            "robust scaling of the whole recording: stored statistics of simulated sessions, then whitening by the first 60 s of the stream",
            "cosine: inner product with vectors of norm 1 and a last number, the candidate's energy",
        ],
        "when": {"kind": "epoch", "marker": "image", "tmin": TMIN, "progressive": list(TRUNCATIONS[:-1])},
        "gap": "skip",
        "inputs": manifest_inputs(served, common.subject_rows(), mean_row()),
        "postprocess": {
            "kind": "retrieval",
            "output": "embedding",
            "bank": "images.bank",
            "normalise": "none",
            "temperature": float(f"{temperature:.4g}"),
            "topK": 10,
        },
    }  # fmt: skip
    kept = {"report.json": report_path.read_bytes()} if report_path.exists() else {}
    worst = write_folder(report_path.parent, served, manifest, extra={"images.bank": bank, **kept})
    print(f"{report_path.parent}: ONNX Runtime differs from PyTorch by {worst:.1e} of the largest output; temperature {temperature:.3g}")


def options(command):
    parser = argparse.ArgumentParser(prog=f"{NAME} {command}", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_common_options(parser)
    parser.add_argument("--tag", default="1", help="name of the checkpoint")
    if command == "train":
        parser.add_argument("--sessions", type=int, default=len(TRAINING_SESSIONS), help="training sessions per person")
        parser.add_argument("--directions", type=int, default=N_DIRECTIONS, help="outputs of the 1x1 convolution")
        parser.add_argument("--features", type=int, default=121)
        parser.add_argument("--epochs", type=int, default=3)
        parser.add_argument("--batch", type=int, default=256)
        parser.add_argument("--rate", type=float, default=3e-3)
        parser.add_argument("--rest-rate", type=float, default=0.0, help="learning rate of all but the rows, times theirs")
        parser.add_argument("--decay", type=float, default=0.05)
        parser.add_argument("--mse", type=float, default=0.0, help="weight of the squared error beside the contrastive loss")
        parser.add_argument("--pull", type=float, default=0.0, help="weight of the rows' squared distance from passing on")
        parser.add_argument("--noise", type=float, default=0.0)
        parser.add_argument("--smoothing", type=float, default=0.0)
        parser.add_argument("--energy", action=argparse.BooleanOptionalAction, default=True)
        parser.add_argument("--bfloat16", action=argparse.BooleanOptionalAction, default=True)
        parser.add_argument("--shuffle", action="store_true", help="images in random order: what chance looks like")
    if command == "evaluate":
        parser.add_argument("--gains", type=float, nargs="+", default=[1.0, 0.5, 2.0], help="amplitudes, times the dial")
        parser.add_argument("--test-sessions", type=int, nargs="+", default=list(TEST_SESSIONS))
        parser.add_argument("--unseen", action=argparse.BooleanOptionalAction, default=True)
        parser.add_argument("--report", help="default: report.json in the model's folder")
    if command == "export":
        parser.add_argument("--out", help="default: the model's folder")
        parser.add_argument("--temperature-people", type=int, default=4)
    return parser


COMMANDS = {"train": train, "evaluate": evaluate, "export": export}


def main(arguments):
    command = arguments[0] if arguments else ""
    if command not in COMMANDS:
        raise SystemExit(f"usage: python models/training/image_embeddings.py {'|'.join(COMMANDS)} [options]")
    return COMMANDS[command](options(command).parse_args(arguments[1:]))


if __name__ == "__main__":
    main(sys.argv[1:])
