"""
The trained small model `image-embeddings`: one vector per image seen, with early answers.

    python models/training/image_embeddings.py train       # sessions of 12 simulated viewers, about 20 minutes on one core
    python models/training/image_embeddings.py evaluate    # tables (a), (b), (c), early answers, linear encoders
    python models/training/image_embeddings.py export      # models/image-embeddings/1.0.0
    python models/training/image_embeddings.py calibrate --person 100 --trials 200 --out FOLDER

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
    bank_of,
    clamped,
    fit_scale,
    image_vectors,
    load_recordings,
    project,
    window_starts,
)
from speech_image_linear import ImageEncoder, band_covariance, hit_rate, leading_directions, ridge, set_front
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
N_DIRECTIONS = 64
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
    projected = project(recording, front["center"], front["scale"], front["matrix"])
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


def fit_front(recordings, n_directions=N_DIRECTIONS):
    """
    Stored scale, and the directions in which answers to images (regressed on their vectors, in two halves of each
    person's sessions, so that noise does not count) stand out from the band's noise.
    """
    center, scale = fit_scale(recordings)
    center32, scale32 = center.astype(np.float32), scale.astype(np.float32)
    by_person = {}
    for r in recordings:
        by_person.setdefault(r.person, []).append(r)
    noise, answers = 0.0, 0.0
    steps = np.arange(0, N_SAMPLES, 6)
    for sessions in progress(by_person.values(), "directions"):
        noise = noise + band_covariance(sessions[0], center32, scale32)
        halves = []
        for half in (sessions[0::2], sessions[1::2]):
            starts = [window_starts(r.onset)[:, None] + steps for r in half]
            x = np.concatenate([clamped(r.signal()[at], center32, scale32) for r, at in zip(half, starts)])
            z = np.concatenate([image_vectors(r) for r in half])
            weights = ridge(z, x.reshape(len(x), -1), 0.1) * z.std(axis=0)[:, None]
            # Vectors fall off: what a few hundred trials can tell of is in their first axes.
            halves.append(weights[:24].reshape(-1, x.shape[2]))
        answers = answers + halves[0].T @ halves[1]
    matrix, ratios = leading_directions(answers, noise / len(by_person), n_directions)
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

    def features(self, x, row, mask):
        network = self.network
        x = network.front.subject_layer(x * mask.unsqueeze(1), row)
        return network.aggregation(network.widen(network.convs(x)), mask)

    def forward(self, x, row, mask):
        return self.network.head(self.features(x, row, mask))


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


def mask_of(lengths):
    return (torch.arange(N_SAMPLES).unsqueeze(0) < lengths.unsqueeze(1)).float()


def draw_lengths(n, generator=None):
    """Samples that are there: half of the trials whole, the others cut at one of the early answers."""
    early = torch.tensor(TRUNCATIONS)[torch.randint(0, len(TRUNCATIONS) - 1, (n,), generator=generator)]
    return torch.where(torch.rand(n, generator=generator) < 0.6, torch.tensor(N_SAMPLES), early)


def loss_of(model, x, row, mask, vectors, mse_weight, smoothing=0.0):
    features = model.features(x, row, mask)
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
    groups = [
        {"params": [p for n, p in model.named_parameters() if "subject_layer" in n], "weight_decay": 0.0},
        {"params": [p for n, p in model.named_parameters() if "subject_layer" not in n and "merger" not in n and "projection" not in n],
         "weight_decay": args.decay},
    ]  # fmt: skip
    optimizer = torch.optim.AdamW(groups, lr=args.rate, betas=(0.9, 0.98))
    per_epoch = len(trials) // args.batch
    schedule = one_cycle(optimizer, [args.rate * args.row_rate, args.rate], per_epoch * args.epochs)
    start = model.network.front.subject_layer.weight.detach().clone()
    dtype = torch.bfloat16 if args.bfloat16 else torch.float32
    for epoch in range(args.epochs):
        model.train()
        order = torch.randperm(len(trials))
        bar = progress(range(per_epoch), f"{label} {epoch + 1}/{args.epochs}")
        total = 0.0
        for step in bar:
            chosen = order[step * args.batch : (step + 1) * args.batch]
            mask = mask_of(draw_lengths(len(chosen)))
            x = trials.x[chosen].float()
            if args.noise > 0:
                x = x + args.noise * torch.randn_like(x)
            with torch.autocast("cpu", dtype=dtype, enabled=args.bfloat16):
                loss, clip = loss_of(model, x, trials.row[chosen], mask, trials.vector[chosen], args.mse, args.smoothing)
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
        mask = mask_of(torch.full((len(part),), length))
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


def options(command):
    parser = argparse.ArgumentParser(prog=f"{NAME} {command}", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_common_options(parser)
    parser.add_argument("--tag", default="1", help="name of the checkpoint")
    if command == "train":
        parser.add_argument("--sessions", type=int, default=len(TRAINING_SESSIONS), help="training sessions per person")
        parser.add_argument("--directions", type=int, default=N_DIRECTIONS, help="outputs of the 1x1 convolution")
        parser.add_argument("--features", type=int, default=256)
        parser.add_argument("--epochs", type=int, default=10)
        parser.add_argument("--batch", type=int, default=256)
        parser.add_argument("--rate", type=float, default=2e-3)
        parser.add_argument("--row-rate", type=float, default=1.0, help="learning rate of the subject rows, times the others'")
        parser.add_argument("--decay", type=float, default=0.05)
        parser.add_argument("--mse", type=float, default=0.25, help="weight of the squared error beside the contrastive loss")
        parser.add_argument("--pull", type=float, default=0.0, help="weight of the rows' squared distance from passing on")
        parser.add_argument("--noise", type=float, default=0.0)
        parser.add_argument("--smoothing", type=float, default=0.0)
        parser.add_argument("--energy", action=argparse.BooleanOptionalAction, default=True)
        parser.add_argument("--bfloat16", action=argparse.BooleanOptionalAction, default=True)
        parser.add_argument("--shuffle", action="store_true", help="images in random order: what chance looks like")
    return parser


COMMANDS = {"train": train}


def main(arguments):
    command = arguments[0] if arguments else ""
    if command not in COMMANDS:
        raise SystemExit(f"usage: python models/training/image_embeddings.py {'|'.join(COMMANDS)} [options]")
    return COMMANDS[command](options(command).parse_args(arguments[1:]))


if __name__ == "__main__":
    main(sys.argv[1:])

_ = (copy, json, Path, UNSEEN_PEOPLE, fit_row, write_report, ImageEncoder)
