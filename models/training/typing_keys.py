"""
The trained small model `typing-keys`: keypress encoder and sentence transformer, with known key times.

    python models/training/typing_keys.py train       # endless made-up typing of 12 simulated typists, about 40 minutes
    python models/training/typing_keys.py evaluate    # tables (a), (b), (c), linear baseline, shuffled labels
    python models/training/typing_keys.py export      # models/typing-keys/1.0.0
    python models/training/typing_keys.py calibrate --data FOLDER --trials 200 --out FOLDER

Training data have no end: responses, noise and fields of a simulated person are known, so that key sequences are made up as
fast as the network learns from them, behind spatial filters that follow the head (`typing_front`). Keys are drawn one by
one, with the shares of text: the network learns what the signal says of a key and nothing of language, which the language
model then adds. It starts at the linear estimate of the keys' features that fields and noise give each person.
"""

import argparse
import copy
import dataclasses
import io
import json
import sys
import time
from pathlib import Path

import common  # noqa: F401  puts models/ on the path, for what follows
import numpy as np
import torch
from architectures.typing_keys import TypingKeys, TypingKeysConfig
from architectures.typing_stream import TypingStreamConfig
from common import (
    KNOWN_PEOPLE,
    MODELS,
    UNSEEN_PEOPLE,
    add_calibration_options,
    add_common_options,
    add_out_option,
    cache_dir,
    cache_key,
    mean_row,
    one_cycle,
    plain,
    progress,
    rounded,
    run_command,
    seed_everything,
    signal_of,
    stored_scale,
    write_report,
)
from model_folder import format_json, model_place, with_language_model
from simulation import Session
from torch import nn
from torch.nn import functional
from typing_data import SENTENCES_PER_SESSION, key_windows, load_recordings, nearest, read_dials, recording_of, session_folder, typing_dials
from typing_front import HeadFilters, exact_scale, fit_head_filters, sensor_positions
from typing_head import HeadFront, HeadNumbers
from typing_linear import ShrinkageLda
from typing_templates import Composer, TextSampler, fields, jittered, projected_noise, source_templates, type_keys
from typing_text import (
    LABELS,
    KeyPrior,
    NgramModel,
    beam_per_key,
    edit_distance,
    find_language_model,
    text_of,
)

NAME = "typing-keys"
VERSION = "1.0.0"
FOLDER = MODELS / NAME / VERSION
PREPROCESS = [
    {"step": "bandpass", "low": 0.1, "high": 20, "order": 4},
    {"step": "resample", "sfreq": 50, "halfLength": 2},
]
SFREQ = 50
# The published window is -0.2 to 0.3 s. What a causal chain shows is about 60 ms earlier than its samples' times.
TMIN = -0.14
N_SAMPLES = 25
BASELINE = (-0.14, 0.06)
N_BASELINE = round((BASELINE[1] - BASELINE[0]) * SFREQ)
# Against gross artefacts alone: filters that are blind to the eyes stay so as long as nothing is cut.
CLAMP = 20
# Filters of a person's own, and filters for anybody.
N_OWN = 16
N_COMMON = 24
# Time courses that a person's row tells apart for each feature of a key.
N_COURSES = 6
N_FEATURES = 12
BACKSPACE_SHARE = 0.03
# Sessions whose places of the head the filters are fitted at, and those whose noise is trained in. The first two are left
# for fitting how the network is read.
FILTER_SESSIONS = range(2, 34)
NOISE_SESSIONS = range(14, 26)
READING_SESSIONS = range(2)
TEMPLATE_TMIN, TEMPLATE_SAMPLES, TEMPLATE_PHASES = -0.3, 75, 10
# From the start of a made-up sentence's signal to its first key, s.
BEFORE_FIRST = 0.6
SIGNS = np.array([-1.0, 1.0], dtype=np.float32)


@dataclasses.dataclass
class Trials:
    """Keys of many sentences, as the subject layer gets them."""

    z: torch.Tensor  # [n_keys, n_channels, n_samples] float16
    label: torch.Tensor  # int64 [n_keys]
    time: torch.Tensor  # [n_keys] s
    first: np.ndarray  # of each sentence, its first key; and one more, the number of keys
    row: np.ndarray  # of each sentence, row of the subject layer
    text: list
    person: np.ndarray
    session: np.ndarray

    def __len__(self):
        return len(self.row)

    def keys_of(self, sentence):
        return slice(int(self.first[sentence]), int(self.first[sentence + 1]))


def configuration(n_projection):
    small = TypingKeysConfig.small(len(KNOWN_PEOPLE))
    n_out = N_FEATURES * N_COURSES
    front = dataclasses.replace(small.front, n_heads=1, n_projection=n_projection, n_out=n_out, n_harmonics=1)
    convs = dataclasses.replace(small.convs, widths=(n_out, 16, 16, 128), dropout=0.1)
    transformer = dataclasses.replace(small.transformer, depth=3, feed_forward=256, dropout=0.0, attention_dropout=0.0)
    return dataclasses.replace(small, front=front, convs=convs, n_pooling=16, transformer=transformer, whole_window=True, intervals=True)


# ---------------------------------------------------------------- front


def training_sessions(args, people, numbers):
    options_ = ("--sentences", str(SENTENCES_PER_SESSION))
    wanted = [(person, number) for person in people for number in numbers]
    return [(p, Session.load(session_folder(p, n, args.cache, options_))) for p, n in progress(wanted, "sessions")]


def make_front(args):
    """Scaling and filters, from the fields and the noise of the training sessions; kept in the cache."""
    key = cache_key(preprocess=PREPROCESS, sessions=list(FILTER_SESSIONS), n=[N_OWN, N_COMMON], dials=typing_dials(), version=1)
    path = cache_dir(args.cache) / f"{NAME}-front-{key}.pt"
    if path.exists():
        return torch.load(path, weights_only=False)
    sessions = training_sessions(args, KNOWN_PEOPLE, FILTER_SESSIONS)
    reference = np.mean([sensor_positions(session) for _, session in sessions], axis=0)
    own = {person: [session for p, session in sessions if p == person] for person in KNOWN_PEOPLE}
    center, scale = exact_scale([session for person in KNOWN_PEOPLE for session in own[person][:2]], PREPROCESS)
    filters = [fit_head_filters(own[person], reference, scale, N_OWN) for person in progress(KNOWN_PEOPLE, "filters")]
    everybody = [session for person in KNOWN_PEOPLE for session in own[person][:16:2]]
    filters.append(fit_head_filters(everybody, reference, scale, N_COMMON))
    counts = np.sum([np.bincount(session.events.cls, minlength=len(LABELS)) for _, session in sessions], axis=0)
    shares = (counts + 1) / (counts + 1).sum()
    first = sessions[0][1]
    front = {
        "center": center,
        "scale": scale,
        "reference": reference,
        "filters": np.concatenate(filters),
        "shares": 0.9 * shares + 0.1 / len(shares),
        "names": [channel["name"] for channel in first.channels if channel["kind"] in ("mag", "grad")],
    }
    recording = load_recordings([0], [0], PREPROCESS, "golden", cache=args.cache, options=("--sentences", str(SENTENCES_PER_SESSION)))[0]
    front["golden"] = scaled_windows(recording, recording.sentences[0], front["center"], front["scale"])[0].T
    torch.save(front, path)
    return front


def own_filters(person):
    """Which filters are a known person's, and with None those for anybody."""
    if person is None:
        return slice(N_OWN * len(KNOWN_PEOPLE), N_OWN * len(KNOWN_PEOPLE) + N_COMMON)
    at = KNOWN_PEOPLE.index(person) * N_OWN
    return slice(at, at + N_OWN)


def seen_filters(front, person, positions):
    """[N_OWN + N_COMMON, C] for channels in fT and fT/cm, where the sensors are at these positions."""
    matrix = HeadFilters(front["reference"], front["filters"]).at(positions) / front["scale"]
    return np.concatenate([matrix[own_filters(person)], matrix[own_filters(None)]])


def padded(x):
    """The first axis but one filled up with 0 to N_COMMON."""
    return functional.pad(x, (0, 0, 0, N_COMMON - x.shape[-2]))


def front_of(front, layer):
    filters = front["filters"]
    solve = HeadNumbers(front["reference"]).solve
    return HeadFront(front["reference"], solve, filters[:, 0], filters[:, 1:].transpose(1, 0, 2), np.zeros(len(filters)), layer)


# ---------------------------------------------------------------- data


def scaled_windows(recording, sentence, center, scale):
    return key_windows(recording, sentence, center, scale, TMIN, N_SAMPLES, BASELINE, CLAMP)


def projection_at(front, recording):
    """What stands for the 1x1 convolution: the matrix of a front in training, or a served network's at these positions."""
    if front.get("matrix") is not None:
        return front["matrix"].astype(np.float32)
    if front.get("network") is None:
        return HeadFilters(front["reference"], front["filters"]).at(recording.positions).astype(np.float32)
    with torch.no_grad():
        return front["network"].front.at(torch.as_tensor(recording.positions, dtype=torch.float32)).numpy()


def project(recordings, front, row_of):
    """Recordings as `Trials`; row_of(person) is the row of the subject layer."""
    z, label, times, first, row, text, person, session = [], [], [], [0], [], [], [], []
    for recording in progress(recordings, "windows"):
        matrix = projection_at(front, recording)
        for sentence in recording.sentences:
            if len(sentence.labels) == 0:
                continue
            windows = scaled_windows(recording, sentence, front["center"], front["scale"])
            z.append(np.matmul(matrix, windows).astype(np.float16))
            label.append(sentence.labels)
            times.append(sentence.times - sentence.times[0])
            first.append(first[-1] + len(sentence.labels))
            row.append(row_of(recording.person))
            text.append(sentence.text)
            person.append(recording.person)
            session.append(recording.session)
    return Trials(
        torch.from_numpy(np.concatenate(z)),
        torch.from_numpy(np.concatenate(label)),
        torch.as_tensor(np.concatenate(times), dtype=torch.float32),
        np.array(first),
        np.array(row),
        text,
        np.array(person),
        np.array(session),
    )


@dataclasses.dataclass
class Batch:
    """Made-up sentences as the subject layer gets them."""

    z: torch.Tensor  # [n_keys, N_SEEN, n_samples] of the keys that are there
    row: torch.Tensor  # int64 [n_keys]
    mask: torch.Tensor  # bool [n_sentences, K]
    labels: torch.Tensor  # int64 [n_sentences, K], -100 where no key is
    times: torch.Tensor  # [n_sentences, K] s


class World:
    """
    The training people at many places of their heads, to make up endless typing of: fields and noise behind the filters of
    the front, the person's own and those for anybody.
    """

    def __init__(self, front, sessions, shares, level, seed, text=None):
        """
        sessions  [(person, session)] exported
        shares    [n_classes] of keys that are drawn one by one
        level     factor of the responses as exported
        text      `TextSampler` of the sentences that are typed, where not all keys are drawn one by one
        """
        rng = np.random.default_rng(seed)
        self.front, self.shares, self.text = front, shares, text
        templates, self.places, self.noise, self.fields, self.of = [], {}, [], [], []
        for person, session in progress(sessions, "noise"):
            if person not in self.places:
                self.places[person] = []
                templates.append(source_templates(session, PREPROCESS, TEMPLATE_TMIN, TEMPLATE_SAMPLES, TEMPLATE_PHASES))
            self.places[person].append(len(self.noise))
            matrix = seen_filters(front, person, sensor_positions(session))
            self.fields.append(level * matrix @ fields(session))
            self.noise.append(projected_noise(session, PREPROCESS, matrix, rng).astype(np.float16))
            self.of.append(len(templates) - 1)
        # Moments in units in which they are about 1.
        self.unit = np.sqrt(np.mean(np.square(templates)))
        self.composer = Composer(np.array(templates) / self.unit, TEMPLATE_TMIN, SFREQ)
        self.fields = torch.as_tensor(np.array(self.fields) * self.unit, dtype=torch.float32)
        self.people = sorted(self.places)

    def sequence(self, rng, n, text_share):
        if self.text is not None and rng.random() < text_share:
            return self.text.sentence(rng, n)[:60]
        return rng.choice(len(self.shares), n, p=self.shares)

    def draw(self, rng, n_sentences, gains, unknown_share, text_share=0.0, person=None, keys=None):
        """
        gains  function of (rng, n) to amplitudes
        keys   key sequences to type instead of random ones
        """
        if keys is None:
            lengths = rng.integers(4, 57, n_sentences)
            keys = [self.sequence(rng, n, text_share) for n in lengths]
        lengths = np.array([len(k) for k in keys])
        presses = type_keys(rng, keys, BEFORE_FIRST)
        times, amplitude = jittered(rng, presses)
        # Half of the sentences as they stand while they are typed: the keys that follow are there, but not known of.
        kept = np.maximum(1, lengths - np.where(rng.random(n_sentences) < 0.5, rng.integers(0, 5, n_sentences), 0))
        people = [person] * n_sentences if person is not None else rng.choice(self.people, n_sentences)
        place = np.array([rng.choice(self.places[p]) for p in people])
        unknown = rng.random(n_sentences) < unknown_share
        amplitude = amplitude * gains(rng, n_sentences)[presses.sentence]
        length = nearest(presses.times.max() * SFREQ) + N_SAMPLES
        moments = self.composer.compose(
            times, presses.keys, amplitude, presses.sentence, n_sentences, length, np.array(self.of)[place][presses.sentence]
        )
        seen = torch.where(torch.from_numpy(unknown)[:, None, None], self.fields[place, N_OWN:], padded(self.fields[place, :N_OWN]))
        signal = torch.bmm(moments, seen.transpose(1, 2)).numpy()
        for i, (at, other) in enumerate(zip(place, unknown)):
            noise = self.noise[at]
            start = rng.integers(len(noise) - length)
            part = noise[start : start + length, N_OWN:] if other else noise[start : start + length, :N_OWN]
            signal[i, :, : part.shape[1]] += rng.choice(SIGNS) * part
        first = np.concatenate([[0], np.cumsum(lengths)])
        place_in = np.arange(first[-1]) - first[presses.sentence]
        there = place_in < kept[presses.sentence]
        sentence, column = presses.sentence[there], place_in[there]
        starts = np.array([nearest(t * SFREQ) for t in presses.times[there]]) + nearest(TMIN * SFREQ)
        z = signal[sentence[:, None], starts[:, None] + np.arange(N_SAMPLES)]
        z -= z[:, : N_BASELINE].mean(axis=1, keepdims=True)
        mask = torch.zeros(n_sentences, int(kept.max()), dtype=torch.bool)
        labels = torch.full(mask.shape, -100)
        told = torch.zeros(mask.shape)
        mask[sentence, column] = True
        labels[sentence, column] = torch.from_numpy(presses.keys[there])
        told[sentence, column] = torch.as_tensor(presses.times[there], dtype=torch.float32)
        row = np.where(unknown, mean_row(), [KNOWN_PEOPLE.index(p) for p in people])[sentence]
        return Batch(torch.from_numpy(z).transpose(1, 2), torch.from_numpy(row), mask, labels, told)


# ---------------------------------------------------------------- the linear estimate to start from


def window_statistics(world, rng, people, n_windows, common_filters):
    """
    What these people's windows hold behind their own filters (or those for anybody): mean response to each feature
    [n_people, N_FEATURES, n, N_SAMPLES] and the noise's covariance [n_people, n N_SAMPLES, n N_SAMPLES].
    """
    features, responses, covariances = world.features, [], []
    seen = slice(N_OWN, None) if common_filters else slice(0, N_OWN)
    for person in people:
        n_classes = len(LABELS)
        places = world.places[person]
        at = np.arange(n_classes)
        # Each class alone, without jitter, at the middle of the places.
        times, length = np.full(n_classes, BEFORE_FIRST), nearest(BEFORE_FIRST * SFREQ) + N_SAMPLES
        of = np.full(n_classes, world.of[places[0]])
        moments = world.composer.compose(times, at, np.ones(n_classes), at, n_classes, length, of)
        lead = world.fields[places].mean(dim=0)[seen]
        start = nearest(BEFORE_FIRST * SFREQ) + nearest(TMIN * SFREQ)
        window = (moments[:, start : start + N_SAMPLES] @ lead.T).double().numpy().transpose(0, 2, 1)
        window -= window[..., :N_BASELINE].mean(axis=-1, keepdims=True)
        responses.append(np.einsum("fk,knt->fnt", np.linalg.pinv(features), window))
        rows = []
        for place in places:
            noise = world.noise[place][:, seen].astype(np.float32)
            starts = rng.integers(len(noise) - N_SAMPLES, size=n_windows // len(places))
            part = noise[starts[:, None] + np.arange(N_SAMPLES)]
            rows.append((part - part[:, :N_BASELINE].mean(axis=1, keepdims=True)).transpose(0, 2, 1))
        rows = np.concatenate(rows).reshape(-1, rows[0].shape[1] * N_SAMPLES).astype(np.float64)
        covariance = rows.T @ rows / len(rows)
        # The baseline leaves one direction per filter without noise.
        covariance += 1e-3 * np.trace(covariance) / len(covariance) * np.eye(len(covariance))
        covariances.append(covariance)
    return np.array(responses), np.array(covariances)


def linear_estimate(response, covariance, spread):
    """Features of a key from its window alone, [N_FEATURES, n, N_SAMPLES]: mean response, noise, covariance of the features."""
    flat = response.reshape(len(response), -1)
    matched = np.linalg.solve(covariance, flat.T).T
    return np.linalg.solve(matched @ flat.T + np.linalg.inv(spread), matched).reshape(response.shape)


def start_linear(network, world, rng):
    """Rows [n_rows, N_COMMON, N_FEATURES * N_COURSES], and the window's linear map of the network, as the linear estimates have them."""
    spread = world.features.T @ (world.shares[:, None] * world.features)
    own = [linear_estimate(m, c, spread) for m, c in zip(*window_statistics(world, rng, world.people, 20000, False))]
    means, covariances = window_statistics(world, rng, world.people, 8000, True)
    # To a stranger's estimate, how people differ is one more noise.
    differences = np.einsum("pfnt,fg,pgms->ntms", means - means.mean(axis=0), spread, means - means.mean(axis=0)) / len(means)
    size = means.shape[2] * N_SAMPLES
    anybody = linear_estimate(means.mean(axis=0), covariances.mean(axis=0) + differences.reshape(size, size), spread)
    courses = np.linalg.svd(np.concatenate([a.reshape(-1, N_SAMPLES) for a in own]), full_matrices=False)[2][:N_COURSES]
    rows = np.zeros((len(own) + 1, N_COMMON, N_FEATURES, N_COURSES))
    for row, estimate in zip(rows, [*own, anybody]):
        row[: estimate.shape[1]] = np.einsum("fnt,bt->nfb", estimate, courses)
    with torch.no_grad():
        mixed = nn.init.orthogonal_(torch.empty(network.config.transformer.width, N_FEATURES))
        weight = torch.einsum("wf,bt->wfbt", mixed, torch.as_tensor(courses, dtype=torch.float32)).flatten(1)
        network.window.weight.mul_(0.02).add_(weight)
        # Vectors of a known length next to the evidence, which the norms would lose otherwise.
        nn.init.normal_(network.window.bias, std=0.3)
        last = network.convs.convs[-1]
        last.weight.mul_(0.1)
        for layer in network.messages:
            layer.out.weight.mul_(0.3)
    return torch.as_tensor(rows.reshape(*rows.shape[:2], -1), dtype=torch.float32)


# ---------------------------------------------------------------- training


def levels(rng, n):
    """Amplitudes to train at: half about the dial's own, half from 0.4 to 2.2 times it."""
    return np.where(rng.random(n) < 0.6, np.exp(0.1 * rng.standard_normal(n)), np.exp(rng.uniform(np.log(0.4), np.log(2.2), n)))


def placed(vectors, mask):
    """Key vectors [n_keys, W] of the keys that are there, in their places [B, K, W]."""
    at = mask.flatten().nonzero().flatten()
    return vectors.new_zeros(mask.numel(), vectors.shape[-1]).index_copy(0, at, vectors).unflatten(0, mask.shape)


class Rows(nn.Module):
    """The subject layer while it is trained: a known person's row sees that person's filters, the last one those for anybody."""

    def __init__(self, weight):
        super().__init__()
        self.weight = nn.Parameter(weight)
        self.bias = nn.Parameter(torch.zeros(weight.shape[0], weight.shape[2]))

    def forward(self, z, rows):
        """z [n_keys, N_COMMON, T] to [n_keys, n_out, T]."""
        return torch.matmul(self.weight.transpose(1, 2)[rows], z) + self.bias[rows].unsqueeze(-1)

    def layer(self, layer, n_filters):
        """The same on all filters, into the network's subject layer."""
        weight = torch.zeros(len(self.weight), n_filters, self.weight.shape[2])
        for person in KNOWN_PEOPLE:
            weight[KNOWN_PEOPLE.index(person), own_filters(person)] = self.weight[KNOWN_PEOPLE.index(person), :N_OWN].detach()
        weight[mean_row(), own_filters(None)] = self.weight[mean_row()].detach()
        with torch.no_grad():
            layer.weight.copy_(weight)
            layer.bias.copy_(self.bias)


def loss_of(network, rows, batch, shuffle=None):
    vectors = network.trunk(rows(batch.z, batch.row)).float()
    logits, guesses = network.read_in_steps(placed(vectors, batch.mask), batch.mask, batch.times)
    labels = batch.labels[batch.mask] if shuffle is None else batch.labels[batch.mask][shuffle(int(batch.mask.sum()))]
    value = functional.cross_entropy(logits[batch.mask].float(), labels)
    early = sum(functional.cross_entropy(guess[batch.mask].float(), labels) for guess in guesses) / len(guesses)
    return value, early, (logits[batch.mask].argmax(1) != labels).float().mean().item()


def make_world(args, front, people=KNOWN_PEOPLE, numbers=NOISE_SESSIONS):
    sessions = training_sessions(args, people, numbers)
    text = TextSampler(NgramModel(find_language_model())) if getattr(args, "text", 1.0) > 0 else None
    world = World(front, sessions, front["shares"], read_dials()["typing"]["gain"], args.seed, text)
    world.features = sessions[0][1].arrays["features"].astype(np.float64)
    return world


def train(args):
    seed_everything(args.seed, args.threads)
    front = make_front(args)
    world = make_world(args, front, KNOWN_PEOPLE[: args.people] if args.people else KNOWN_PEOPLE, list(NOISE_SESSIONS)[: args.places])
    config = configuration(len(front["filters"]))
    network = TypingKeys(config)
    rng = np.random.default_rng(args.seed)
    start = start_linear(network, world, rng)
    if args.people:
        whole = torch.zeros(mean_row() + 1, *start.shape[1:])
        whole[: len(start) - 1], whole[-1] = start[:-1], start[-1]
        start = whole
    rows = Rows(start)
    n_steps = args.steps
    network.front = front_of(front, network.front.subject_layer)
    groups = [
        {"params": [p for name, p in network.named_parameters() if not name.startswith("front.")], "weight_decay": args.decay},
        {"params": [rows.weight], "weight_decay": 0.0},
        {"params": [rows.bias], "weight_decay": 0.0},
    ]
    row_rate = args.row_rate * start[start != 0].std().item()
    optimizer = torch.optim.AdamW(groups, lr=args.rate)
    schedule = one_cycle(optimizer, [args.rate, row_rate, args.rate], n_steps)
    average, average_rows = copy.deepcopy(network), copy.deepcopy(rows)
    learned = [p for group in groups for p in group["params"]]
    shuffle = (lambda n: torch.from_numpy(rng.permutation(n))) if args.shuffle else None
    started, n_keys, errors = time.monotonic(), 0, []
    network.train()
    bar = progress(range(n_steps), "training")
    for step in bar:
        batch = world.draw(rng, args.batch, levels, args.unknown, args.text)
        n_keys += len(batch.z)
        with torch.autocast("cpu", torch.bfloat16, enabled=args.bfloat16):
            value, early, error = loss_of(network, rows, batch, shuffle)
        optimizer.zero_grad()
        (value + args.early * early).backward()
        nn.utils.clip_grad_norm_(learned, 1.0)
        optimizer.step()
        if step + 1 < n_steps:
            schedule.step()
        keep = min(0.998, (step + 1) / (step + 11))
        follow(average, network, keep)
        follow(average_rows, rows, keep)
        errors.append((value.item(), early.item(), error))
        bar.note(f"loss {value.item():.3f}")
        if (step + 1) % args.tell == 0 or step + 1 == n_steps:
            told = np.mean(errors[-args.tell :], axis=0)
            print(f"  {time.monotonic() - started:.0f} s, {n_keys} keys: loss {told[0]:.4f}, guesses {told[1]:.4f}, error {told[2]:.4f}; "
                  + world_summary(average, average_rows, world, args.text), flush=True)
            average_rows.layer(average.front.subject_layer, len(front["filters"]))
            save(args, average, front, config, dict(seconds=time.monotonic() - started, nKeys=n_keys, steps=step + 1))
    average_rows.layer(average.front.subject_layer, len(front["filters"]))
    save(args, average, front, config, dict(seconds=time.monotonic() - started, nKeys=n_keys, steps=n_steps))


@torch.no_grad()
def world_summary(network, rows, world, text_share):
    """Errors on made-up sentences at the dial's level, of known people and with the row for strangers."""
    rng = np.random.default_rng(12345)
    network.eval()
    out = []
    for unknown in (0.0, 1.0):
        told = np.mean([loss_of(network, rows, world.draw(rng, 128, lambda _, n: np.ones(n), unknown, float(text_share > 0)))[2] for _ in range(1)])
        out.append(f"{told:.4f}")
    return "error at x1: known {}, by the mean row {}".format(*out)


@torch.no_grad()
def follow(average, network, keep):
    """Exponential average of all weights and batch statistics."""
    for mean, new in zip(average.state_dict().values(), network.state_dict().values()):
        if mean.is_floating_point():
            mean.lerp_(new, 1 - keep)
        else:
            mean.copy_(new)


def gather(trials, sentences, subject=None):
    """Batch of whole sentences: (z of all keys, rows, mask [B, K], labels [B, K], -100 where no key is, times [B, K])."""
    spans = [trials.keys_of(s) for s in sentences]
    longest = max(span.stop - span.start for span in spans)
    mask = torch.zeros(len(spans), longest, dtype=torch.bool)
    labels = torch.full((len(spans), longest), -100)
    times = torch.zeros(len(spans), longest)
    for i, span in enumerate(spans):
        n = span.stop - span.start
        mask[i, :n], labels[i, :n], times[i, :n] = True, trials.label[span], trials.time[span]
    rows = trials.row[sentences] if subject is None else np.full(len(spans), subject)
    rows = torch.from_numpy(np.repeat(rows, [span.stop - span.start for span in spans]))
    z = torch.cat([trials.z[span] for span in spans]).float()
    return z, rows, mask, labels, times


def run(network, z, rows, mask, times):
    """Logits [B, K, n_classes] and the key vectors [n_keys, W], from what the filters give."""
    vectors = network.trunk(network.front.subject_layer(z, rows)).float()
    return network.read(placed(vectors, mask), mask, times), vectors


@torch.no_grad()
def sentence_logits(network, trials, sentences, subject=None, batch=64, prefix=False):
    """Logits of each sentence, [n_keys, n_classes]; with `prefix` of each key at the moment at which it is the newest."""
    network.eval()
    out = []
    for at in range(0, len(sentences), batch):
        chosen = sentences[at : at + batch]
        z, rows, mask, _, times = gather(trials, chosen, subject=subject)
        logits, vectors = run(network, z, rows, mask, times)
        counts = mask.sum(dim=1).tolist()
        if prefix:
            for row, when in zip(vectors.split(counts), times):
                n = len(row)
                there = torch.tril(torch.ones(n, n, dtype=torch.bool))
                told = network.read(row.unsqueeze(0).expand(n, n, -1), there, when[:n].expand(n, n))
                out.append(told[torch.arange(n), torch.arange(n)].numpy())
        else:
            out.extend(logits[i, :n].numpy() for i, n in enumerate(counts))
    return out


def checkpoint_path(args):
    return cache_dir(args.cache) / f"{NAME}-{args.tag}.pt"


def save(args, network, front, config, training):
    torch.save(
        {"weights": network.state_dict(), "front": front, "config": config, "training": training, "args": vars(args)},
        checkpoint_path(args),
    )
    print("written to", checkpoint_path(args))


def load(args):
    stored = torch.load(checkpoint_path(args), weights_only=False)
    network = TypingKeys(stored["config"])
    network.front = front_of(stored["front"], network.front.subject_layer)
    network.load_state_dict(stored["weights"])
    return network.eval(), stored


# ---------------------------------------------------------------- evaluation


def session_trials(args, front, people, sessions, gain, sentences, row_of, seed=0):
    """
    Sessions as they are recorded, as `Trials`: texts, times and noise are theirs, nobody trained on them. Kept in the cache,
    behind the filters.
    """
    key = cache_key(
        people=list(people), sessions=list(sessions), gain=gain, sentences=sentences, seed=seed, dials=typing_dials(),
        preprocess=PREPROCESS, window=[TMIN, N_SAMPLES, BASELINE, CLAMP], filters=rounded(front["filters"].ravel()[::5003]),
    )
    path = cache_dir(args.cache) / f"{NAME}-trials-{key}.pt"
    if path.exists():
        trials = Trials(**torch.load(path, weights_only=False))
        trials.row = np.array([row_of(person) for person in trials.person])
        return trials
    recordings = load_recordings(
        people, sessions, PREPROCESS, f"sessions at x{gain:g}", cache=args.cache, gain=gain, seed=seed,
        options=("--sentences", str(sentences)),
    )
    trials = project(recordings, front, row_of)
    torch.save(vars(trials), path)
    return trials


def scores_of(network, trials, reading, newest=True):
    """Errors per key and per character, each with what it was counted on; of each session too, whose noise is a seed of its own."""
    everything = np.arange(len(trials))
    logits = sentence_logits(network, trials, everything)
    told = sentence_logits(network, trials, everything, prefix=True) if newest else None
    return scores_by_session(logits, trials, reading, told)


def scores_by_session(logits, trials, reading, newest=None):
    truth = [trials.label[trials.keys_of(s)].numpy() for s in range(len(trials))]
    read = [reading["read"](row) for row in logits]
    out = text_scores(logits, truth, reading, read, newest)
    for name, found in (("errorPerKey", [row.argmax(1) for row in logits]), ("cerWithLm", read)):
        numbers = []
        for session in np.unique(trials.session):
            chosen = np.flatnonzero(trials.session == session)
            pairs = [found[i] for i in chosen], [truth[i] for i in chosen]
            wrong = np.mean(np.concatenate(pairs[0]) != np.concatenate(pairs[1]))
            numbers.append(wrong if name == "errorPerKey" else character_error(*pairs))
        out[f"{name}BySession"] = numbers
    return out


def text_scores(logits, truth, reading, read, newest=None):
    """reading  temperature, prior division and language model, as `fit_reading` makes them; read  keys by it of each sentence"""
    keys = np.concatenate(truth)
    told = np.concatenate(logits)
    logp = log_softmax(told / reading["temperature"])
    out = {
        "nKeys": len(keys),
        "errorPerKey": (told.argmax(1) != keys).mean(),
        "crossEntropy": -logp[np.arange(len(keys)), keys].mean(),
        "calibrationError": calibration_error(logp, keys),
    }
    if newest is not None:
        out["errorOfNewestKey"] = (np.concatenate(newest).argmax(1) != keys).mean()
    plain = [row.argmax(1) for row in logits]
    out["cer"] = character_error(plain, truth)
    out["errorPerKeyWithLm"] = np.mean(np.concatenate(read) != keys)
    out["cerWithLm"] = character_error(read, truth)
    return out


def character_error(found, truth):
    """Edits from the text as it was found to the text as it ended, corrections done in both, over its length."""
    edits = sum(edit_distance(text_of(t), text_of(f)) for f, t in zip(found, truth))
    return edits / sum(len(text_of(t)) for t in truth)


def log_softmax(x):
    x = x - x.max(axis=-1, keepdims=True)
    return x - np.log(np.exp(x).sum(axis=-1, keepdims=True))


def calibration_error(logp, keys, n_bins=10):
    """Expected calibration error of the best class: mean difference of stated and found share, over bins of equal size."""
    best, stated = logp.argmax(1), np.exp(logp.max(1))
    order = np.argsort(stated)
    return sum(
        len(part) / len(keys) * abs(stated[part].mean() - (best[part] == keys[part]).mean()) for part in np.array_split(order, n_bins)
    )


def fit_temperature(logits, keys):
    grid = np.geomspace(0.6, 2.0, 60)
    losses = [-log_softmax(logits / t)[np.arange(len(keys)), keys].mean() for t in grid]
    return float(grid[int(np.argmin(losses))])


def make_reading(temperature, division, weight, slip, ngram, shares, width=30):
    log_shares = np.log(shares)
    prior = KeyPrior(ngram, weight, backspace=BACKSPACE_SHARE, slip=slip)

    def read(logits):
        """Keys by the greatest marginal: fewest wrong ones."""
        likelihood = log_softmax(logits / temperature) - division * log_shares
        return beam_per_key(likelihood, prior, width)[1].argmax(axis=1)

    settings = {"temperature": temperature, "priorDivision": division, "weight": weight, "slip": slip}
    return {**settings, "backspace": BACKSPACE_SHARE, "shares": shares, "ngram": ngram, "read": read}


def fit_reading(network, front, args):
    """
    Temperature, prior division, weight and slip of the language model: on sentences that the training people type in sessions
    that neither the filters nor the network saw.
    """
    trials = session_trials(args, front, KNOWN_PEOPLE, READING_SESSIONS, 1.0, SENTENCES_PER_SESSION, KNOWN_PEOPLE.index)
    logits = sentence_logits(network, trials, np.arange(len(trials)))
    truth = [trials.label[trials.keys_of(s)].numpy() for s in range(len(trials))]
    temperature = fit_temperature(np.concatenate(logits), np.concatenate(truth))
    ngram = NgramModel(find_language_model(args.language_model))
    some = np.random.default_rng(0).permutation(len(truth))[:160]
    shares = front["shares"]
    best = (np.inf, 0.0, 0.0, 0.0)
    # The network holds some of what letters follow which: how much is to count once more is fitted.
    for division, weight, slip in READINGS:
        reading = make_reading(temperature, division, weight, slip, ngram, shares, width=15)
        error = character_error([reading["read"](logits[i]) for i in some], [truth[i] for i in some])
        print(f"  division {division}, weight {weight}, slip {slip}: CER {error:.4f}", flush=True)
        best = min(best, (error, division, weight, slip))
    error, division, weight, slip = best
    wrong = (np.concatenate(logits).argmax(1) != np.concatenate(truth)).mean()
    print(f"temperature {temperature:.3f}, division {division}, weight {weight}, slip {slip}: CER {error:.4f}, key error {wrong:.4f}", flush=True)
    return {**make_reading(temperature, division, weight, slip, ngram, shares), "textShares": shares}


# Prior division, weight and slip of the language model that `fit_reading` tries.
READINGS = tuple((division, weight, 0.01) for division in (0.3, 0.6, 0.8, 1.0) for weight in (0.6, 0.8, 1.0, 1.2) if weight >= division)


def calibrated_rows(network, args, front, people, n_trials, gain):
    """A row for each of these people, fitted on the first `n_trials` keys that they type in sessions 0, 1, …."""
    fitted = {}
    for person in people:
        trials = calibration_trials(args, front, person, n_trials, gain)
        fitted[person] = fit_person(network, trials, n_trials, args.seed)
    return fitted


def calibration_trials(args, front, person, n_trials, gain=1.0):
    n_sessions = -(-n_trials // 450)
    return session_trials(args, front, [person], range(n_sessions), gain, SENTENCES_PER_SESSION, lambda _: mean_row())


# Of how far a stranger's mixture of people's rows lies from the mean row: standard deviations that the fit expects.
MIXTURE_DEVIATION = 0.1
# Of what the person's row adds to the filters for anybody, as a share of the mean row's size.
OWN_DEVIATION = 0.1


def fit_person(network, trials, n_trials, seed, people=None):
    """
    (matrix, bias) of a row for one more person, from labelled windows alone: whole sentences up to about `n_trials` keys. The
    rows of the training people say what rows are like: the new one is the mean row and a mixture of theirs, another one for
    each feature of a key, and what these leave is sought behind the filters for anybody, each held to 0 by how much people
    differ.

    people  whose rows to mix, default: all
    """
    network.eval()
    layer = network.front.subject_layer
    weight, bias = layer.weight.detach(), layer.bias.detach()
    n_sentences = fitted_sentences(trials, n_trials)
    people = list(range(mean_row())) if people is None else people
    common_ = own_filters(None)
    span = slice(0, int(trials.first[n_sentences]))
    z = trials.z[span].float()
    n_keys = len(z)
    # What each row of the training people says of these windows; those for anybody last.
    seen = [(mean_row(), common_), *((row, own_filters(KNOWN_PEOPLE[row])) for row in people)]
    told = torch.stack([torch.matmul(weight[row, filters].T, z[:, filters]) for row, filters in seen], dim=1)
    size = weight[mean_row(), common_].std()
    mixture = torch.zeros(len(told[0]), N_FEATURES, requires_grad=True)
    start = torch.zeros(len(told[0]), 1)
    start[0] = 1.0
    own = torch.zeros(N_COMMON, weight.shape[2], requires_grad=True)
    biases = torch.cat([bias[mean_row() :][:1], bias[people]])
    own_bias = torch.zeros(weight.shape[2], requires_grad=True)
    parameters = [mixture, own, own_bias]
    scales = (MIXTURE_DEVIATION, OWN_DEVIATION, OWN_DEVIATION)
    rng = np.random.default_rng(seed)
    optimizer = torch.optim.Adam(parameters, lr=0.15)
    n_steps = 50
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, n_steps)
    rounds = progress(range(n_steps), "fitting the row")
    for _ in rounds:
        chosen = rng.choice(n_sentences, min(12, n_sentences), replace=False)
        _, _, mask, labels, times = gather(dataclasses.replace(trials, z=trials.label[:, None]), chosen)
        index = torch.cat([torch.arange(trials.keys_of(s).start, trials.keys_of(s).stop) for s in chosen])
        shares = (start + scales[0] * mixture).repeat_interleave(N_COURSES, dim=1)
        y = torch.einsum("nqdt,qd->ndt", told[index], shares)
        y = y + torch.matmul((scales[1] * size * own).T, z[index][:, common_])
        y = y + (biases * (start + scales[0] * mixture).mean(dim=1, keepdim=True)).sum(dim=0)[:, None] + scales[2] * own_bias[:, None]
        vectors = network.trunk(y)
        logits, guesses = network.read_in_steps(placed(vectors, mask), mask, times)
        loss = functional.cross_entropy(logits[mask], labels[mask]) + functional.cross_entropy(guesses[0][mask], labels[mask])
        held = sum((part**2).sum() for part in parameters) / (2 * n_keys)
        optimizer.zero_grad()
        (loss + held).backward()
        optimizer.step()
        schedule.step()
    with torch.no_grad():
        shares = (start + scales[0] * mixture).repeat_interleave(N_COURSES, dim=1)
        matrix = torch.einsum("qcd,qd->cd", torch.cat([weight[mean_row() :][:1], weight[people]]), shares)
        matrix[common_] += scales[1] * size * own
        offset = (biases * (start + scales[0] * mixture).mean(dim=1, keepdim=True)).sum(dim=0) + scales[2] * own_bias
    return matrix, offset


@torch.no_grad()
def with_rows(network, fitted):
    """A copy whose subject layer has further rows behind the mean row, and person to row."""
    grown = copy.deepcopy(network)
    layer = grown.front.subject_layer
    first = layer.weight.shape[0]
    layer.weight = nn.Parameter(torch.cat([layer.weight, torch.stack([m for m, _ in fitted.values()])]))
    layer.bias = nn.Parameter(torch.cat([layer.bias, torch.stack([b for _, b in fitted.values()])]))
    return grown, {person: first + i for i, person in enumerate(fitted)}


def evaluate(args):
    seed_everything(args.seed, args.threads)
    network, stored = load(args)
    front = stored["front"]
    reading = fit_reading(network, front, args)
    stored["reading"] = {k: v for k, v in reading.items() if k not in ("read", "ngram", "textShares")}
    torch.save(stored, checkpoint_path(args))
    ideal = json.loads((MODELS / "simulation" / "ideal.json").read_text(encoding="utf-8"))["typing"]["gains"]
    report = {
        "model": NAME,
        "training": stored["training"],
        "reading": {k: v for k, v in reading.items() if k not in ("read", "shares", "ngram", "textShares")},
        "seeds": "another noise, place of the head and text in each session: " + ", ".join(map(str, args.test_sessions)),
        "note": "errorPerKey is the network's alone, which knows how sampled text goes on; the ideal's key_error knows shares of keys only",
        "chance": {"errorPerKey": float(1 - front["shares"].max())},
        "tables": {},
    }
    known = KNOWN_PEOPLE.index
    unseen = UNSEEN_PEOPLE[: args.unseen]
    for gain in args.gains:
        name_of_gain = f"x{gain:g}"
        table = report["tables"].setdefault(name_of_gain, {})
        table["ideal"] = {name: ideal[name_of_gain][name]["value"] for name in ("key_error", "cer")} if name_of_gain in ideal else {}

        def tell(name, scores):
            if table["ideal"]:
                scores["timesIdeal"] = {"errorPerKey": scores["errorPerKey"] / table["ideal"]["key_error"]}
                scores["timesIdeal"]["cerWithLm"] = scores["cerWithLm"] / table["ideal"]["cer"]
            table[name] = scores
            show(table, name, gain)
            write_report(report_path(args), report)

        known_trials = session_trials(args, front, KNOWN_PEOPLE, args.test_sessions, gain, args.sentences, known)
        tell("a: known people, new session", scores_of(network, known_trials, reading, newest=gain == 1))
        if gain == 1:
            if args.linear:
                for name, logits in linear_logits(linear_baselines(args, front), known_trials).items():
                    tell(f"a: {name}", linear_scores(logits, known_trials, reading))
            path = checkpoint_path(argparse.Namespace(cache=args.cache, tag=args.shuffled))
            if path.exists():
                shuffled, _ = load(argparse.Namespace(cache=args.cache, tag=args.shuffled))
                tell("a: trained on shuffled labels", scores_of(shuffled, known_trials, reading, newest=False))
        unseen_trials = session_trials(args, front, unseen, args.test_sessions, gain, args.sentences, lambda _: mean_row())
        tell("b: unseen people, mean row", scores_of(network, unseen_trials, reading, newest=False))
        for n_trials in args.trials if gain in args.calibrated_gains else ():
            grown, rows = with_rows(network, calibrated_rows(network, args, front, unseen, n_trials, gain))
            unseen_trials.row = np.array([rows[p] for p in unseen_trials.person])
            tell(f"c: unseen people after {n_trials} trials", scores_of(grown, unseen_trials, reading, newest=False))
    return report


def report_path(args):
    return cache_dir(args.cache) / f"{NAME}-{args.tag}-report.json"


def show(table, name, gain):
    figures = plain(table[name])
    print(f"x{gain:g} {name}: " + ", ".join(f"{k} {v}" for k, v in figures.items()), flush=True)


def linear_baselines(args, front, n_keys=9000):
    """
    Of each known person [n_people, n_features + 1, n_classes], on the window behind the person's own filters: the discriminant
    of exact responses in the noise and the neighbours' responses (the best that this form can do, the map known), and shrinkage
    LDA fitted on `n_keys` made-up keys.
    """
    path = cache_dir(args.cache) / f"{NAME}-linear-{cache_key(n=n_keys, filters=rounded(front['filters'].ravel()[::5003]))}.pt"
    if path.exists():
        return torch.load(path, weights_only=False)
    world, rng = make_world(args, front, KNOWN_PEOPLE, list(NOISE_SESSIONS)[:4]), np.random.default_rng(args.seed)
    responses, _ = window_statistics(world, rng, world.people, 2000, False)
    exact, fitted = [], []
    for person, response in zip(progress(world.people, "linear"), responses):
        x, y = [], []
        while sum(map(len, y)) < n_keys:
            batch = world.draw(rng, 40, lambda _, n: np.ones(n), 0.0, 1.0, person=person)
            x.append(batch.z[:, :N_OWN].flatten(1).numpy())
            y.append(batch.labels[batch.mask].numpy())
        x, y = np.concatenate(x), np.concatenate(y)
        means = np.einsum("kf,fnt->knt", world.features, response).reshape(len(LABELS), -1)
        neighbours = (x - means[y]).mean(axis=0)
        rest = x - means[y] - neighbours
        covariance = rest.T @ rest / len(rest)
        covariance += 1e-3 * np.trace(covariance) / len(covariance) * np.eye(len(covariance))
        counts = np.bincount(y, minlength=len(LABELS)) + 0.3
        weights = np.linalg.solve(covariance, (means + neighbours).T)
        exact.append(np.vstack([weights, -0.5 * ((means + neighbours).T * weights).sum(axis=0) + np.log(counts / counts.sum())]))
        lda = ShrinkageLda(x[:, :], y, len(LABELS))
        fitted.append(np.vstack([lda.weights, lda.bias]))
    baselines = {
        "exact linear form, map known": np.array(exact, dtype=np.float32),
        "shrinkage LDA per person": np.array(fitted, dtype=np.float32),
    }
    torch.save(baselines, path)
    return baselines


def linear_logits(baselines, trials):
    out = {}
    for name, weights in baselines.items():
        out[name] = []
        for s in range(len(trials)):
            person = KNOWN_PEOPLE.index(trials.person[s])
            x = trials.z[trials.keys_of(s), own_filters(trials.person[s])].float().flatten(1).numpy()
            out[name].append(x @ weights[person, :-1] + weights[person, -1])
    return out


def linear_scores(logits, trials, reading):
    """Read at a language model's full weight and their own temperature, shares of keys divided out: nothing of language is in them."""
    truth = np.concatenate([trials.label[trials.keys_of(s)].numpy() for s in range(len(trials))])
    temperature = fit_temperature(np.concatenate(logits), truth)
    own = make_reading(temperature, 1.0, 1.2, reading["slip"], reading["ngram"], reading["textShares"])
    return scores_by_session(logits, trials, own)


# ---------------------------------------------------------------- calibration and export


def calibrate(args):
    """
    Fits the row of one more person from labelled sentences, and writes the model folder with it. `--data` are folders of
    `cortexwire rig export typing`; the first `--trials` keys are used.
    """
    seed_everything(args.seed, args.threads)
    network, stored = load_folder(Path(args.model), TypingKeys)
    recordings = [recording_of(folder, PREPROCESS) for folder in args.data]
    trials = project(recordings, {**stored["front"], "matrix": None, "network": network}, lambda _: mean_row())
    name = args.name or common.subject_name(recordings[0].person)
    fitted = fit_person(network, trials, args.trials, args.seed)
    grown, rows = with_rows(network, {name: fitted})
    before, after = (error_of(*pair, trials, args.trials) for pair in ((network, mean_row()), (grown, rows[name])))
    print(f"error per key behind the {args.trials} keys that were fitted on: {before} with the mean row, {after} with its own")
    worst = write_model(args.out, grown, stored, {**stored["rows"], **rows}, stored["results"], stored["report"])
    print(f"{args.out}: {name} has row {rows[name]}; ONNX Runtime differs from PyTorch by {worst:.1e} of the largest output")


def error_of(network, row, trials, n_trials):
    """Of the sentences that no row was fitted on; a dash where there are none."""
    rest = np.arange(fitted_sentences(trials, n_trials), len(trials))
    if len(rest) == 0:
        return "-"
    logits = np.concatenate(sentence_logits(network, trials, rest, subject=row))
    truth = np.concatenate([trials.label[trials.keys_of(s)].numpy() for s in rest])
    return f"{(logits.argmax(1) != truth).mean():.3f}"


def fitted_sentences(trials, n_trials):
    """How many whole sentences make up about that many keys."""
    return max(1, int(np.searchsorted(trials.first, n_trials, side="right")) - 1)


def export(args):
    network, stored = load(args)
    stored["languageModel"] = find_language_model(args.language_model)
    report = json.loads(report_path(args).read_text(encoding="utf-8")) if report_path(args).exists() else {}
    worst = write_model(args.out, network, stored, common.subject_rows(), results_of(report), report)
    print(f"{args.out}: ONNX Runtime differs from PyTorch by {worst:.1e} of the largest output")


def with_temperature(network, reading):
    """Logits divided by the fitted temperature in the graph itself: their softmax is a probability that holds."""
    scaled = copy.deepcopy(network)
    with torch.no_grad():
        scaled.head.weight /= reading["temperature"]
        scaled.head.bias /= reading["temperature"]
    return scaled


def serve(network, front):
    from architectures.export import Served

    class ServedAtHead(Served):
        def forward(self, *inputs):
            """x [B, T, C] and the rest as the signature has it; positions [C, 3] as the server gives them."""
            given = dict(zip(self.signature.inputs, inputs, strict=True))
            states = {name: given[name] for name in self.states}
            more = [given["interval"]] if self.takes_interval else []
            answer, *_, following = self.network(given["x"].transpose(1, 2), given["positions"], given["subject"], states, *more)
            return (answer, *(following[name] for name in self.states))

    return ServedAtHead(network, "general", torch.zeros(len(front["names"]), 2))


def packed_weights(network):
    """All weights as an .npz: what `calibrate` goes on from."""
    content = io.BytesIO()
    np.savez_compressed(content, **{name: value.numpy() for name, value in network.state_dict().items()})
    return content.getvalue()


def write_files(folder, network, stored, manifest, report):
    """The folder with weights and settings beside graph and golden files; the difference between PyTorch and ONNX Runtime."""
    from architectures.export import manifest_inputs, write_folder

    front, reading = stored["front"], stored["reading"]
    served = serve(network, front)
    folder, manifest = model_place(folder, {**manifest, "inputs": manifest_inputs(served, manifest["inputs"], mean_row())})
    manifest, copies = with_language_model(folder, manifest, stored.get("languageModel") or find_language_model())
    settings = {
        "config": dataclasses.asdict(stored["config"]),
        "reading": {**reading, "temperature": 1.0, "shares": rounded(reading["shares"])},
        "training": stored["training"],
        "sessions": stored["args"].get("sessions"),
    }
    extra = {
        "weights.npz": packed_weights(network),
        "training.json": (format_json(plain(settings)) + "\n").encode(),
        "report.json": (format_json(plain(report or {})) + "\n").encode(),
        **copies,
    }
    return write_folder(folder, served, manifest, golden_input=front["golden"], extra=extra)


def load_folder(folder, network_class):
    """A network as `write_files` left it, and what it was stored with."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    settings = json.loads((folder / "training.json").read_text(encoding="utf-8"))
    config = config_from(network_class, settings["config"])
    network = network_class(config)
    weights = {name: torch.from_numpy(value) for name, value in np.load(folder / "weights.npz").items()}
    layer = network.front.subject_layer
    layer.weight = nn.Parameter(weights["front.subject_layer.weight"])
    layer.bias = nn.Parameter(weights["front.subject_layer.bias"])
    fixed = [weights[f"front.{name}"] for name in ("reference", "solve", "matrix", "turned", "bias")]
    network.front = HeadFront(*fixed, layer)
    network.load_state_dict(weights)
    scale = next(step["statistics"] for step in manifest["preprocess"] if step["step"] == "robustScale")
    golden = np.fromfile(folder / manifest["golden"]["input"], dtype="<f4").reshape(manifest["signal"]["nSamples"], -1)
    subject = next(item for item in manifest["inputs"] if item["role"] == "subject")
    language_model = folder / manifest["postprocess"]["languageModel"]["file"]
    if not language_model.exists():
        raise SystemExit(f"{folder}: its language model is not there, {language_model.resolve()}")
    front = {
        "center": np.array(scale["center"]),
        "scale": np.array(scale["scale"]),
        "names": manifest["signal"]["channels"]["names"],
        "golden": golden,
    }
    settings["reading"]["shares"] = np.array(settings["reading"]["shares"])
    stored = {
        "front": front,
        "reading": settings["reading"],
        "training": settings["training"],
        "config": config,
        "args": {"sessions": settings["sessions"]},
        "rows": subject["rows"],
        "results": manifest["results"],
        "report": json.loads((folder / "report.json").read_text(encoding="utf-8")),
        "languageModel": language_model,
    }
    return network.eval(), stored


def config_from(network_class, values):
    """A configuration from its dictionary: small() of the network's own, with what the dictionary says instead."""
    config = CONFIGS[network_class.__name__].small()

    def replaced(part, given):
        changes = {}
        for field in dataclasses.fields(part):
            value, now = given[field.name], getattr(part, field.name)
            changes[field.name] = replaced(now, value) if dataclasses.is_dataclass(now) else tuple(value) if isinstance(value, list) else value
        return dataclasses.replace(part, **changes)

    return replaced(config, values)


def write_model(folder, network, stored, rows, results, report=None):
    front, reading = stored["front"], stored["reading"]
    manifest = {
        "schema": 1,
        "name": NAME,
        "version": VERSION,
        "description": "Typed text from MEG with known key times (Brain2Qwerty, first version, small): a vector per keypress, "
        "a transformer over the keys of the sentence so far, which is told the times between keys. Trained on simulated people.",
        "licence": "Apache-2.0",
        "trainedOn": f"simulated: {stored['training']['nKeys']} made-up keypresses of 12 people (server/rig/person) at "
        f"{len(FILTER_SESSIONS)} places of each head, sentences drawn from the character n-gram model",
        "results": results,
        "signal": signal_of(front["names"], SFREQ, N_SAMPLES),
        "preprocess": [
            *PREPROCESS,
            stored_scale(front["center"], front["scale"]),
            {"step": "baseline", "tmin": BASELINE[0], "tmax": BASELINE[1]},
            {"step": "clamp", "limit": CLAMP},
        ],
        "replaces": [
            "0.1-20 Hz, zero-phase FIR over the whole recording: causal Butterworth of order 4",
            "resampling by FFT: short FIR",
            "windows of -0.2 to 0.3 s: 60 ms later, as much as filters and resampling delay the signal",
            "robust scaling by the whole recording: by the mean of the training sessions",
            "the whole sentence at once: the keys so far, told anew with each key",
        ],
        "when": {
            "kind": "epoch",
            "marker": "key",
            "tmin": TMIN,
            "sequence": {"startMarker": "sentence start", "endMarker": "sentence end", "tail": 0.5, "timeout": 120},
        },
        "gap": "skip",
        "inputs": rows,
        "postprocess": {
            "kind": "characters",
            "output": "logits",
            "mode": "epoch",
            "labels": ["space" if label == " " else label for label in LABELS],
            "types": {"digit": "9"},
            **language_settings(reading),
            "beam": 30,
            "nBest": 5,
            "readout": "marginal",
            "commit": {"posterior": 0.95, "lagKeys": 8},
        },
    }
    return write_files(folder, with_temperature(network, reading), stored, manifest, report)


def language_settings(reading):
    """How the language model counts and what is divided out, as `fit_reading` found them; `write_files` says which it is."""
    model = {"weight": reading["weight"], "rule": "natural"}
    if reading["slip"] > 0:
        model["slip"] = reading["slip"]
    settings = {"languageModel": model, "backspace": reading["backspace"]}
    if reading["priorDivision"] > 0:
        settings["priors"] = {"probabilities": rounded(reading["shares"]), "weight": reading["priorDivision"]}
    return settings


def results_of(report):
    """The manifest's `results`: the main figures of the tables, each with what it was measured on."""
    out = []
    for gain, table in report.get("tables", {}).items():
        for name, row in table.items():
            if name == "ideal":
                continue
            value = f"error per key {row['errorPerKey']:.3f}, CER with language model {row['cerWithLm']:.3f}"
            out.append({"what": f"table {name}", "value": value, "on": f"simulated people, amplitude {gain}, {row['nKeys']} keys"})
    return out


def options(command):
    parser = argparse.ArgumentParser(prog=f"{NAME} {command}", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_common_options(parser)
    parser.add_argument("--tag", default="1", help="name of the checkpoint")
    if command == "train":
        parser.add_argument("--steps", type=int, default=1800)
        parser.add_argument("--batch", type=int, default=40, help="sentences")
        parser.add_argument("--rate", type=float, default=2e-3)
        parser.add_argument("--row-rate", type=float, default=0.02, help="of the rows, as a share of their own size")
        parser.add_argument("--decay", type=float, default=0.01)
        parser.add_argument("--early", type=float, default=0.3, help="weight of the loss of the guesses before each layer")
        parser.add_argument("--unknown", type=float, default=0.15, help="share of sentences that the row for strangers sees")
        parser.add_argument("--bfloat16", action=argparse.BooleanOptionalAction, default=True)
        parser.add_argument("--shuffle", action="store_true", help="labels in random order: what chance looks like")
        parser.add_argument("--people", type=int, help="train on the first so many people alone, for trying out")
        parser.add_argument("--text", type=float, default=0.85, help="share of sentences of sampled text; the others are keys drawn one by one")
        parser.add_argument("--places", type=int, default=len(NOISE_SESSIONS), help="of each person's head, to train noise at")
        parser.add_argument("--tell", type=int, default=200, help="steps between reports")
    if command in ("evaluate", "export"):
        parser.add_argument("--language-model", help="ARPA file (default: that of the repository)")
    if command == "export":
        add_out_option(parser, FOLDER, default=FOLDER)
    if command == "calibrate":
        add_calibration_options(parser, "typing", FOLDER)
    if command == "evaluate":
        parser.add_argument("--gains", type=float, nargs="+", default=[1.0, 0.5, 2.0])
        parser.add_argument("--calibrated-gains", type=float, nargs="*", default=[1.0, 0.5, 2.0], help="where rows are fitted to strangers")
        parser.add_argument("--trials", type=int, nargs="*", default=[200, 1000], help="labelled keys of a stranger")
        parser.add_argument("--test-sessions", type=int, nargs="+", default=[100, 101, 102])
        parser.add_argument("--sentences", type=int, default=8, help="per test session")
        parser.add_argument("--unseen", type=int, default=len(UNSEEN_PEOPLE), help="how many unseen people")
        parser.add_argument("--shuffled", default="shuffled", help="tag of a checkpoint that was trained on shuffled labels")
        parser.add_argument("--linear", action=argparse.BooleanOptionalAction, default=True)
    return parser


COMMANDS = {"train": train, "evaluate": evaluate, "calibrate": calibrate, "export": export}


CONFIGS = {"TypingKeys": TypingKeysConfig, "TypingStream": TypingStreamConfig}


def main(arguments):
    return run_command(NAME, COMMANDS, options, arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
