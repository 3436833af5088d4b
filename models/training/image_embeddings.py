"""
The trained small model `image-embeddings`: one vector per image seen, with early answers.

    python models/training/image_embeddings.py train       # fields of 12 simulated viewers, then endless trials
    python models/training/image_embeddings.py evaluate    # tables (a), (b), (c), early answers, encoders, shuffled images
    python models/training/image_embeddings.py export      # models/image-embeddings/1.0.0
    python models/training/image_embeddings.py calibrate --data FOLDER ... --out DIR    # a row for one more person

Trials of a simulated viewer are a linear answer in stationary noise, and training may ask for as many as it wants. So the network
starts where such trials without end would lead: filters of each person at any place of the head (`session_filters`) and matched
filters over time (`image_templates`), both in closed form, brought to one set of weights behind a row for each person. From there
it is trained with the contrastive and the squared loss on trials that are drawn anew for each batch, behind the filters.

The answer has some numbers more than the vector of an image: weights of the candidate's *energies*, the last numbers of each row
of the bank. The log likelihood of an image z is zᵀa - zᵀGz/2; G differs with person, place of the head and how much of
the window is there, and is put together from a few matrices, G = sum_e w_e B_e. The bank holds -zᵀB_e z/2, the answer w_e.
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
from architectures.blocks import FrontConfig, SubjectLayer
from architectures.image_embeddings import ImageEmbeddings, ImageEmbeddingsConfig
from common import (
    KNOWN_PEOPLE,
    MODELS,
    UNSEEN_PEOPLE,
    add_calibration_options,
    add_common_options,
    add_out_option,
    cache_dir,
    dials_text,
    mean_row,
    one_cycle,
    progress,
    run_command,
    seed_everything,
    signal_of,
    stored_scale,
    write_report,
)
from image_templates import N_AXES, autocovariances, fit_templates, source_courses
from image_strangers import Prior, fit_stranger, prior_of
from model_folder import write_model_folder
from session_filters import (
    PersonFields,
    SessionFront,
    band_shares,
    fewer_filters,
    filters_at,
    fit_filters,
    from_channels,
    head_numbers,
    load_fields,
    terms,
)
from simulation import Chain
from speech_image_data import (
    CLAMP,
    N_BASELINE,
    STREAM_STEPS,
    TMIN,
    bank_of,
    fit_scale,
    image_vectors,
    load_recordings,
    meg,
    project,
    recording_of,
    whitened_signal,
    window_starts,
)
from speech_image_linear import ImageEncoder, hit_rate, leading_directions
from torch import nn
from torch.nn import functional
from typing_head import HeadNumbers

NAME = "image-embeddings"
VERSION = "1.0.0"
FOLDER = MODELS / NAME / VERSION
N_SAMPLES = 181
TRUNCATIONS = (90, 120, 150, 181)
N_VECTOR = 128
# Sessions whose fields and noise filters are fitted on, and one that probabilities are: all of them training sessions.
N_SESSIONS = 96
CALIBRATED_SESSION = 96
TEST_SESSIONS = (100, 101, 102)
TEST_IMAGES = 200
STREAM_SFREQ = 1000.0
N_DIRECTIONS = 20
N_SIGNALS = 64
N_ENERGIES = 20
N_CONSTANTS = 12
PER_AXIS = 12
TOP = 5


def axis_spread():
    """[N_AXES] standard deviation of the vectors of images, which are of length 1, along their first axes."""
    fall = 1 / (1 + np.arange(N_VECTOR) / 12)
    return fall[:N_AXES] / np.sqrt((fall**2).sum())


# ---------------------------------------------------------------- closed form


@dataclasses.dataclass
class Form:
    """
    All rows' closed form; the last row is for anybody. Signals are behind the filters, [D] of them.

    center, scale    [C] of robust scaling
    reference, solve of the head map
    filters          [n_rows, n_terms, D, C] for scaled signals, and strength [n_rows, n_terms] of answers behind them
    answers          [n_rows, T, D, N_AXES], kernels [n_rows, lengths, T, D, N_AXES], gram [n_rows, lengths, N_AXES, N_AXES]
    strengths        of each row, what the strength was in each session, and expected what its place of the head told of it
    """

    center: np.ndarray
    scale: np.ndarray
    reference: np.ndarray
    solve: np.ndarray
    filters: np.ndarray
    strength: np.ndarray
    answers: np.ndarray
    kernels: np.ndarray
    gram: np.ndarray
    strengths: list
    expected: list
    names: list
    prior: Prior

    def plain(self):
        return {**vars(self), "prior": self.prior.packed()}

    @classmethod
    def of(cls, stored):
        return cls(**{**stored, "prior": Prior.unpacked(stored["prior"])})

    def head(self):
        return HeadNumbers(self.reference)


def fit_form(args):
    """The closed form, and of each row the Cholesky factor [T D, T D] of what a window holds beside its answer."""
    from simulation import Session

    chain = Chain(STREAM_STEPS, STREAM_SFREQ)
    people = KNOWN_PEOPLE
    fields = load_fields("images", people, range(args.sessions), chain, args.cache)
    first = [Session.load(common.export_session("images", p, 0, cache_dir(args.cache), short_options())) for p in people]
    head = head_numbers(sum(fields, []))
    courses = autocovariances(first[0], chain, N_SAMPLES)
    spread = axis_spread()
    scale = np.mean([signal_scale(f, courses) for f in sum(fields, [])[::5]], axis=0)
    parts, roots = [], []
    for row in progress(range(len(people) + 1), "filters and templates"):
        if row < len(people):
            person = PersonFields(fields[row], head)
            session = first[row]
            filters = fewer_filters(person, fit_filters(person, band_shares(person, 2)), args.directions)
        else:
            # For anybody: a third of everybody's sessions, in directions that stand for one source each.
            person = PersonFields(sum((f[::3] for f in fields), []), head)
            mean = {name: np.mean([getattr(f[0], name) for f in fields], axis=0) for name in ("map", "latency", "width")}
            person.of = dataclasses.replace(person.of, **mean)
            session = first[0]
            filters = unit_noise(person, fit_filters(person, band_shares(person)))
        found = fit_templates(person, filters, courses, session, chain, spread, N_SAMPLES, TMIN, TRUNCATIONS)
        strengths = answer_strengths(person, filters, found, session, chain, spread)
        strength = np.linalg.lstsq(terms(person.thetas, 2), strengths, rcond=None)[0]
        parts.append((wider(filters * scale, args.directions, 0), strength, wider(found.answers, args.directions, 1),
                      wider(found.kernels, args.directions, 2), found.gram, strengths,
                      terms(person.thetas, 2) @ strength))  # fmt: skip
        roots.append(torch.from_numpy(found.root.astype(np.float32)))
    now = source_courses(person, session, chain, TMIN + np.arange(N_SAMPLES) / chain.sfreq_out)
    prior = prior_of(fields, head, [part[0] / scale for part in parts], person, filters, found, now)
    filters, strength, answers, kernels, gram, strengths, expected = zip(*parts)
    form = Form(
        np.zeros(len(scale)), scale, head.reference, head.solve, np.array(filters).transpose(0, 2, 1, 3), np.array(strength),
        np.array(answers, dtype=np.float32), np.array(kernels, dtype=np.float32), np.array(gram), list(strengths), list(expected),
        [c["name"] for c in meg(first[0])], prior,
    )  # fmt: skip
    return form, roots


def short_options():
    return ("--gain", "1", "--spread", str(json.loads(dials_text())["spread"]), "--trials", "24")


def signal_scale(fields, courses):
    """[C] interquartile range of a session's signal, which is Gaussian but for heart and eyes."""
    variance = (fields.background**2) @ (fields.weight**2 @ courses.groups[:, 0]) + fields.sensor_sd**2 * courses.sensor[0]
    return 1.349 * np.sqrt(variance)


def unit_noise(person, filters):
    """Filters of which each has noise of variance 1 in the band of the answers."""
    share = band_shares(person)[0]
    size = 0.0
    for at, theta in zip(person.at, person.thetas):
        matrix = from_channels(person, filters_at(filters, theta))
        size = size + np.diag(matrix @ person.noise(at, share) @ matrix.T) / len(person.at)
    return filters / np.sqrt(size)[:, None, None]


def wider(x, n, axis):
    """With zeros up to n along an axis."""
    width = [(0, 0)] * x.ndim
    width[axis] = (0, n - x.shape[axis])
    return np.pad(x, width)


def answer_strengths(person, filters, found, session, chain, spread):
    """[n] how strong answers are in each session of the person, as the kernels of whole windows see them, against the templates."""
    now = source_courses(person, session, chain, TMIN + np.arange(N_SAMPLES) / chain.sfreq_out)
    # What a unit from a direction and a source gives: [D, S].
    seen = np.einsum("tdk,kst,k->ds", found.kernels[-1], now, spread**2)
    whole = np.einsum("kk,k->", found.gram[-1], spread**2)
    mixed = [from_channels(person, filters_at(filters, theta)) @ at[0] for at, theta in zip(person.at, person.thetas)]
    return np.array([(seen * mix).sum() for mix in mixed]) / whole


# ---------------------------------------------------------------- network


class Retrieval(nn.Module):
    """The network and what only training needs: the scale of products, the energies' matrices, and a head for the MSE."""

    def __init__(self, config):
        super().__init__()
        self.network = ImageEmbeddings(config)
        self.log_scale = nn.Parameter(torch.tensor(0.0))
        self.energy = nn.Parameter(torch.zeros(config.n_out - N_VECTOR, N_AXES, N_AXES))
        self.mse_head = nn.Linear(config.n_features, N_VECTOR)

    def candidates(self, vectors):
        """[n, 128] to rows of the bank, [n, n_out]."""
        z = vectors[:, :N_AXES]
        return torch.cat([vectors, -0.5 * torch.einsum("nk,ekl,nl->ne", z, self.energy, z)], dim=1)

    def features(self, y, row, length):
        """Of signals behind the filters [B, D + 1, T]; all are cut at the same length. What the network does with a mask."""
        network = self.network
        mask = mask_of(length)
        y = network.front.subject_layer(y * mask, row)
        at = TRUNCATIONS.index(length)
        weight = network.aggregation.weight[at] * mask
        return torch.einsum("bft,ft->bf", network.widen(network.convs(y)), weight) + network.aggregation.bias[at]


def small_config(n_directions, n_signals, per_axis):
    small = ImageEmbeddingsConfig.small(n_subjects=len(KNOWN_PEOPLE), n_out=N_VECTOR + N_ENERGIES)
    width = n_signals + N_CONSTANTS
    front = FrontConfig(n_heads=1, n_projection=n_directions + 1, n_out=width, n_subjects=len(KNOWN_PEOPLE), unknown_row=True)
    convs = dataclasses.replace(small.convs, widths=(width,) * 5)
    n_features = N_AXES * per_axis + N_ENERGIES * N_CONSTANTS
    return dataclasses.replace(small, front=front, convs=convs, n_hidden=2 * width, n_features=n_features, truncations=TRUNCATIONS)


def make_model(form, config):
    """A network of random weights behind the form's filters."""
    model = Retrieval(config)
    front = config.front
    layer = SubjectLayer(front.n_projection, front.n_out, front.n_subjects, unknown_row=True)
    model.network.front = SessionFront(form.reference, form.solve, form.filters, layer, form.strength)
    return model


@torch.no_grad()
def init_from_form(model, form):
    """
    Makes the network the closed form, but for the rank of what people share: convolutions pass on (residuals 0, gates
    open), GELU(x) - GELU(-x) = x, and rows, features, their weights over time and the head are the kernels' parts.
    Returns the shares of the kernels' power that rows and features leave out.
    """
    network, config = model.network, model.network.config
    width = config.front.n_out
    n_signals = width - N_CONSTANTS
    for after in network.convs.afters:
        after[0].weight.zero_()
    for gate in network.convs.gates.values():
        conv = gate[0]
        conv.weight.mul_(0.01)
        conv.weight[:width, :, 1] += torch.eye(width) * (1 + np.exp(-4.0))
        conv.bias.zero_()
        conv.bias[width:] = 4.0
    eye = torch.eye(width)
    network.widen[0].weight.copy_(torch.cat([eye, -eye]).unsqueeze(-1))
    network.widen[0].bias.zero_()
    # Rows: what signals of each person go into a few signals of all. [rows D, lengths T axes]
    spread = axis_spread()
    n_rows, n_lengths, n_samples, n_directions, _ = form.kernels.shape
    stacked = (form.kernels * spread).transpose(0, 3, 1, 2, 4).reshape(n_rows * n_directions, -1)
    left, values, right = np.linalg.svd(stacked, full_matrices=False)
    lost = [float((values[n_signals:] ** 2).sum() / (values**2).sum())]
    # Rows of about unit size, so that signals have noise of about 1.
    weight = np.zeros((network.front.subject_layer.weight.shape[0], n_directions + 1, width))
    size = np.sqrt(n_rows)
    weight[:n_rows, :n_directions, :n_signals] = size * left[:, :n_signals].reshape(n_rows, n_directions, n_signals)
    shared = (values[:n_signals, None] / size * right[:n_signals]).reshape(n_signals, n_lengths, n_samples, N_AXES) / spread
    # Energies: G of each row and length from a few matrices, in units in which images vary alike.
    flat = (form.gram * np.outer(spread, spread)).reshape(n_rows * n_lengths, -1)
    parts, sizes, matrices = np.linalg.svd(flat, full_matrices=False)
    lost.append(float((sizes[N_ENERGIES:] ** 2).sum() / (sizes**2).sum()))
    matrices = matrices[:N_ENERGIES].reshape(-1, N_AXES, N_AXES) / np.outer(spread, spread)
    model.energy.copy_(torch.from_numpy(matrices))
    told = (parts[:, :N_ENERGIES] * sizes[:N_ENERGIES]).reshape(n_rows, n_lengths * N_ENERGIES)
    own, sizes, lengths = np.linalg.svd(told, full_matrices=False)
    lost.append(float((sizes[N_CONSTANTS:] ** 2).sum() / (sizes**2).sum()))
    weight[:n_rows, n_directions, n_signals:] = np.sqrt(n_rows) * own[:, :N_CONSTANTS]
    constants = (sizes[:N_CONSTANTS, None] * lengths[:N_CONSTANTS] / np.sqrt(n_rows)).reshape(N_CONSTANTS, n_lengths, N_ENERGIES)
    network.front.subject_layer.weight.copy_(torch.from_numpy(weight))
    # Features of each axis of the vectors: signals times courses over time.
    per_axis = (config.n_features - N_ENERGIES * N_CONSTANTS) // N_AXES
    spatial = np.zeros((config.n_features, width))
    temporal = np.zeros((n_lengths, config.n_features, n_samples))
    head = np.zeros((config.n_out, config.n_features))
    missed = []
    for axis in range(N_AXES):
        left, values, right = np.linalg.svd(shared[:, :, :, axis].reshape(n_signals, -1), full_matrices=False)
        missed.append((values[per_axis:] ** 2).sum() / (values**2).sum())
        chosen = slice(axis * per_axis, (axis + 1) * per_axis)
        spatial[chosen, :n_signals] = left[:, :per_axis].T
        temporal[:, chosen] = (values[:per_axis, None] * right[:per_axis]).reshape(per_axis, n_lengths, n_samples).transpose(1, 0, 2)
        head[axis, chosen] = 1.0
    lost.append(float(np.mean(missed)))
    # The last features are parts of the energies' weights: a constant, with a weight for each length, from before the image.
    for energy in range(N_ENERGIES):
        for constant in range(N_CONSTANTS):
            feature = N_AXES * per_axis + energy * N_CONSTANTS + constant
            head[N_VECTOR + energy, feature] = 1.0
            spatial[feature, n_signals + constant] = 1.0
            temporal[:, feature, :N_BASELINE] = constants[constant, :, energy][:, None] / N_BASELINE
    both = np.concatenate([spatial, -spatial], axis=1)
    network.widen[2].weight.copy_(torch.from_numpy(both).unsqueeze(-1))
    network.widen[2].bias.zero_()
    network.aggregation.weight.copy_(torch.from_numpy(temporal))
    network.aggregation.bias.zero_()
    network.head.weight.copy_(torch.from_numpy(head))
    network.head.bias.zero_()
    return lost


def mask_of(length):
    return (torch.arange(N_SAMPLES) < length).float()


# ---------------------------------------------------------------- trials


class Drawn:
    """
    Trials that are drawn anew whenever asked for, behind the filters: answers to images at random, in noise of the exact
    covariance, at a place of the head that is one of the training sessions'.
    """

    def __init__(self, form, roots, seed, shuffle=False):
        self.answers = torch.from_numpy(form.answers)
        self.roots = roots
        self.strengths = [np.stack([told, expected], axis=1) for told, expected in zip(form.strengths, form.expected)]
        self.rng = np.random.default_rng(seed)
        self.generator = torch.Generator().manual_seed(seed)
        self.fall = torch.from_numpy((1 / (1 + np.arange(N_VECTOR) / 12)).astype(np.float32))
        self.shuffle = shuffle

    @property
    def n_rows(self):
        return len(self.roots)

    def vectors(self, n):
        """[n, 128], as the simulator draws them."""
        z = torch.randn(n, N_VECTOR, generator=self.generator) * self.fall
        return z / z.norm(dim=1, keepdim=True)

    def of(self, row, n):
        """Signals [n, D + 1, T] of one row, and vectors [n, 128]."""
        _, n_samples, n_directions, _ = self.answers.shape
        z = self.vectors(n)
        told, expected = self.strengths[row][self.rng.integers(len(self.strengths[row]), size=n)].T.astype(np.float32)
        told, expected = torch.from_numpy(told.clip(0.05)), torch.from_numpy(expected.clip(0.05))
        noise = (self.roots[row] @ torch.randn(len(self.roots[row]), n, generator=self.generator)).T.reshape(n, n_samples, -1)
        y = told[:, None, None] * torch.einsum("tdk,nk->ntd", self.answers[row], z[:, :N_AXES])
        y[:, :, : noise.shape[2]] += told.sqrt()[:, None, None] * noise
        y = y - y[:, :N_BASELINE].mean(dim=1, keepdim=True)
        y = torch.cat([y, expected[:, None, None].expand(-1, n_samples, 1)], dim=2).transpose(1, 2)
        return y, z[torch.randperm(n, generator=self.generator)] if self.shuffle else z

    def batch(self, each):
        parts = [self.of(row, each) for row in range(self.n_rows)]
        rows = torch.arange(self.n_rows).repeat_interleave(each)
        return torch.cat([y for y, _ in parts]), rows, torch.cat([z for _, z in parts])


def loss_of(model, y, row, length, vectors, mse_weight):
    features = model.features(y, row, length)
    answer = model.network.head(features)
    logits = model.log_scale.exp() * answer @ model.candidates(vectors).T
    target = torch.arange(len(y))
    clip = 0.5 * (functional.cross_entropy(logits, target) + functional.cross_entropy(logits.T, target))
    mse = (model.mse_head(features) - vectors).square().mean() * N_VECTOR
    return clip + mse_weight * mse, clip


def fit(model, drawn, args):
    """Trains on trials that are drawn for each step; half of the batches are cut at one of the early answers."""
    free = dict(model.named_parameters())
    fast = [p for name, p in free.items() if "subject_layer" in name or "mse_head" in name or name in ("log_scale", "energy")]
    slow = [p for p in free.values() if all(p is not other for other in fast)]
    optimizer = torch.optim.AdamW([{"params": fast}, {"params": slow}], lr=args.rate, betas=(0.9, 0.98), weight_decay=0.0)
    schedule = one_cycle(optimizer, [args.rate, args.rate * args.rest_rate], args.steps)
    bar = progress(range(args.steps), "training")
    history, running = [], None
    model.train()
    for step in bar:
        y, row, vectors = drawn.batch(args.each)
        length = TRUNCATIONS[int(torch.randint(0, len(TRUNCATIONS) - 1, ()))] if torch.rand(()) < 0.5 else N_SAMPLES
        loss, clip = loss_of(model, y, row, length, vectors, args.mse)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if length == N_SAMPLES:
            running = clip.item() if running is None else 0.95 * running + 0.05 * clip.item()
            bar.note(f"loss {running:.3f}")
        if (step + 1) % max(1, args.steps // 10) == 0:
            history.append({"step": step + 1, "loss": running})
    model.eval()
    return history


@torch.no_grad()
def answers_of(network, y, row, length=N_SAMPLES, batch=256):
    """Answers [n, n_out] to signals behind the filters."""
    network.eval()
    out = []
    for at in range(0, len(y), batch):
        part = y[at : at + batch].float()
        mask = mask_of(length).expand(len(part), -1)
        out.append(network.trunk(network.front.subject_layer(part * mask.unsqueeze(1), row[at : at + batch]), mask))
    return torch.cat(out)


# ---------------------------------------------------------------- sessions


@dataclasses.dataclass
class Test:
    """Trials of sessions behind a row's filters: y [n, D + 1, T], row [n], person and session [n], vector [n, 128], truth in the bank."""

    y: torch.Tensor
    row: torch.Tensor
    person: np.ndarray
    session: np.ndarray
    vector: np.ndarray
    truth: np.ndarray
    bank: np.ndarray

    def of(self, chosen):
        at = torch.from_numpy(np.flatnonzero(chosen))
        return Test(self.y[at], self.row[at], *(getattr(self, f)[chosen] for f in ("person", "session", "vector", "truth")), self.bank)


def signals_of(recording, center, scale, filters, gain=1.0, block=20_000):
    """[n_samples, D] of a recording behind filters [D, C] of scaled signals. What else the server does, baseline and clamp,
    changes nothing here: the baseline is linear, and nothing reaches the clamp."""
    matrix = (filters / scale).T.astype(np.float32)
    noise = [recording.noise[at : at + block].astype(np.float32) @ matrix for at in range(0, len(recording.noise), block)]
    return np.concatenate(noise) - (center @ matrix).astype(np.float32) + np.float32(gain) * (recording.courses @ (recording.lead.T @ matrix))


def windows_of(signal, onset):
    """[n, T, D] of a signal [n_samples, D], less the baseline."""
    windows = signal[window_starts(onset)[:, None] + np.arange(N_SAMPLES)]
    return windows - windows[:, :N_BASELINE].mean(axis=1, keepdims=True)


def numbers_of(form, recording):
    return form.head().numbers(np.array([c["position"] for c in meg(recording.simulated)]))


def row_windows(form, recording, row, gain=1.0):
    """[n, D + 1, T] float32 behind the filters of a row, at the session's place of the head."""
    theta = numbers_of(form, recording)
    # As they are stored.
    filters = np.einsum("kdc,k->dc", form.filters[row].astype(np.float16).astype(np.float64), terms(theta, 2)[0])
    y = windows_of(signals_of(recording, form.center, form.scale, filters, gain), recording.onset)
    constant = np.full((len(y), N_SAMPLES, 1), terms(theta, 2)[0] @ form.strength[row])
    return np.concatenate([y, constant], axis=2).transpose(0, 2, 1).astype(np.float32)


def make_test(recordings, form, gain=1.0, row=None):
    """row  of all of them; default: of each person, strangers the last. Candidates are the images of each session."""
    parts, rows, truth, vectors = [], [], [], []
    for r in recordings:
        mine = row if row is not None else KNOWN_PEOPLE.index(r.person) if r.person in KNOWN_PEOPLE else mean_row()
        parts.append(row_windows(form, r, mine, gain))
        rows.append(np.full(len(r.onset), mine))
        vectors.append(image_vectors(r))
        truth.append(np.arange(len(r.onset)))
    if "bank" in recordings[0].simulated.info["targets"] and recordings[0].simulated.info["targets"]["bank"]:
        bank, names, _ = bank_of(recordings[0])
        place = {name: i for i, name in enumerate(names)}
        truth = [np.array([place[name] for name in r.name]) for r in recordings]
    else:
        bank = np.array(vectors)
    return Test(
        torch.from_numpy(np.concatenate(parts)), torch.from_numpy(np.concatenate(rows)).long(),
        np.concatenate([np.full(len(r.onset), r.person) for r in recordings]),
        np.concatenate([np.full(len(r.onset), r.session) for r in recordings]),
        np.concatenate(vectors), np.concatenate(truth), bank,
    )  # fmt: skip


def test_recordings(args, people, sessions, label):
    return load_recordings("images", people, sessions, TEST_IMAGES, label, cache=args.cache)


@torch.no_grad()
def test_scores(model, test, length=N_SAMPLES):
    """[n, candidates]; the bank is one for all, or [sessions, n, 128] of each session."""
    answers = answers_of(model.network, test.y, test.row, length)
    bank = torch.as_tensor(test.bank)
    if bank.dim() == 2:
        return (answers @ model.candidates(bank).T).numpy()
    sizes = len(answers) // len(bank)
    return np.concatenate([(answers[i * sizes : (i + 1) * sizes] @ model.candidates(b).T).numpy() for i, b in enumerate(bank)])


def form_scores(form, test):
    """Scores of the closed form itself: each row's own kernels and G, at the strength that its place of the head tells."""
    out = np.empty((len(test.truth), len(test.bank)))
    z = test.bank[:, :N_AXES].astype(np.float64)
    for row in np.unique(test.row.numpy()):
        mine = test.row.numpy() == row
        y = test.y[torch.from_numpy(mine)].numpy()
        a = np.einsum("ndt,tdk->nk", y[:, :-1], form.kernels[row, -1], optimize=True)
        energy = np.einsum("ok,kl,ol->o", z, form.gram[row, -1], z)
        out[mine] = a @ z.T - 0.5 * y[:, -1, :1] * energy
    return out


# ---------------------------------------------------------------- commands


def train(args):
    seed_everything(args.seed, args.threads)
    started = time.process_time()
    form, roots = fit_form(args)
    config = small_config(args.directions, args.signals, args.per_axis)
    model = make_model(form, config)
    prepared = time.process_time() - started
    started = time.process_time()
    drawn = Drawn(form, roots, args.seed, args.shuffle)
    if not args.shuffle:
        lost = init_from_form(model, form)
        print("shares of power left out by rows, energies, constants, features:", np.array2string(np.array(lost), precision=4), flush=True)
    start = copy.deepcopy(model.state_dict())
    before = drawn_scores(model, drawn, args.seed)
    history = fit(model, drawn, args)
    after = drawn_scores(model, drawn, args.seed)
    print(f"top-5 of 200 and mean log probability of drawn trials: {before} before training, {after} after it")
    is_better = after[1] > before[1]
    if not is_better:
        model.load_state_dict(start)
    training = {
        "people": len(KNOWN_PEOPLE), "sessions": args.sessions, "trials": args.steps * args.each * len(roots), "steps": args.steps,
        "seed": args.seed, "seconds": {"closedForm": prepared, "training": time.process_time() - started}, "history": history,
        "drawnTrials": {"top5Before": before[0], "top5After": after[0], "logBefore": before[1], "logAfter": after[1]},
        "kept": "after" if is_better else "before",
    }  # fmt: skip
    reading = {"temperature": 1.0}
    if not args.shuffle:
        held = make_test(test_recordings(args, KNOWN_PEOPLE, (CALIBRATED_SESSION,), "for the temperature"), form)
        scores = test_scores(model, held)
        reading["temperature"] = fit_temperature(scores, held.truth)
        print(f"temperature {reading['temperature']:.3f}; top-5 in a session of training {hit_rate(scores, held.truth, TOP):.3f}")
    torch.save(
        {"weights": model.state_dict(), "form": form.plain(), "config": config, "training": training, "reading": reading, "dials": dials_text()},
        checkpoint_path(args),
    )
    print("written to", checkpoint_path(args))


def drawn_scores(model, drawn, seed, n=200):
    """Top-5 of 200 and mean log probability on drawn trials of the known people, the same whenever they are asked for."""
    told = []
    before = drawn.rng, drawn.generator
    drawn.rng, drawn.generator = np.random.default_rng(seed + 1), torch.Generator().manual_seed(seed + 1)
    truth = np.arange(n)
    for row in range(drawn.n_rows - 1):
        y, z = drawn.of(row, n)
        with torch.no_grad():
            scores = (answers_of(model.network, y, torch.full((n,), row)) @ model.candidates(z).T).numpy()
        told.append((hit_rate(scores, truth, TOP), log_probabilities(scores, 1.0)[truth, truth].mean()))
    drawn.rng, drawn.generator = before
    return [float(f"{value:.4f}") for value in np.mean(told, axis=0)]


def checkpoint_path(args):
    return cache_dir(args.cache) / f"{NAME}-{args.tag}.pt"


def load(args, tag=None):
    path = checkpoint_path(args) if tag is None else checkpoint_path(args).with_name(f"{NAME}-{tag}.pt")
    stored = torch.load(path, weights_only=False)
    stored["form"] = Form.of(stored["form"])
    model = make_model(stored["form"], stored["config"])
    model.load_state_dict(stored["weights"])
    return model.eval(), stored


def fit_temperature(scores, truth):
    """The temperature under which the truth is likeliest."""
    found = np.geomspace(0.2, 5, 200)
    return float(found[int(np.argmin([-log_probabilities(scores, t)[np.arange(len(truth)), truth].mean() for t in found]))])


def log_probabilities(scores, temperature):
    told = (scores - scores.max(axis=1, keepdims=True)) / temperature
    return told - np.log(np.exp(told).sum(axis=1, keepdims=True))


def calibration_error(scores, truth, temperature, n_bins=10):
    """Expected difference between the probability of the best candidate and how often it is the truth."""
    probability = np.exp(log_probabilities(scores, temperature).max(axis=1))
    right = scores.argmax(axis=1) == truth
    order = np.array_split(np.argsort(probability), n_bins)
    return float(sum(abs(probability[i].mean() - right[i].mean()) * len(i) for i in order) / len(truth))


def top_table(model, test, temperature, lengths=TRUNCATIONS):
    """Top-5 and top-1 of 200 with what is there at each early answer; each session is a seed of noise and place of the head."""
    table = {}
    for length in lengths:
        scores = test_scores(model, test, length)
        key = "top5" if length == N_SAMPLES else f"top5At{round(length / 120 - 0.5, 2)}s"
        people = [hit_rate(scores[test.person == p], test.truth[test.person == p], TOP) for p in np.unique(test.person)]
        table[key] = float(np.mean(people))
        if length == N_SAMPLES:
            table["top5StandardError"] = float(np.std(people) / max(1, len(people) - 1) ** 0.5)
            table["top5BySession"] = [hit_rate(scores[test.session == s], test.truth[test.session == s], TOP) for s in np.unique(test.session)]
            table["top1"] = hit_rate(scores, test.truth, 1)
            table["calibrationError"] = calibration_error(scores, test.truth, temperature)
            table["trials"] = len(test.truth)
    return table


def evaluate(args):
    """Tables (a), (b), (c), the closed form itself, linear encoders on the same trials, shuffled images, beside the ideal."""
    seed_everything(args.seed, args.threads)
    model, stored = load(args)
    form, temperature = stored["form"], stored["reading"]["temperature"]
    ideal = json.loads((MODELS / "simulation" / "ideal.json").read_text(encoding="utf-8"))["images"]["gains"]
    report = {
        "simulated": True, "dials": json.loads(stored["dials"]), "training": stored["training"], "temperature": temperature,
        "chance": TOP / TEST_IMAGES, "tables": {}, "ideal": {}, "ofIdeal": {},
    }  # fmt: skip
    known = test_recordings(args, KNOWN_PEOPLE, args.test_sessions, "test")
    sessions = ", ".join(str(s) for s in args.test_sessions)
    for gain in args.gains:
        test = make_test(known, form, gain)
        name = f"(a) known people, sessions {sessions}, gain x{gain:g}"
        table = top_table(model, test, temperature, TRUNCATIONS if gain == 1.0 else TRUNCATIONS[-1:])
        report["tables"][name] = table
        best = ideal[f"x{gain:g}"]["top5"]["value"]
        report["ideal"][f"x{gain:g}"] = best
        report["ofIdeal"][f"x{gain:g}"] = {"mean": table["top5"] / best, "bySession": [value / best for value in table["top5BySession"]]}
        print(name, common.plain(table), flush=True)
        if gain == 1.0:
            plain = test
    report["ownFormMapKnown"] = hit_rate(form_scores(form, plain), plain.truth, TOP)
    print("own form, map known:", report["ownFormMapKnown"], flush=True)
    if args.unseen:
        recordings = test_recordings(args, UNSEEN_PEOPLE, args.test_sessions, "unseen")
        unseen = make_test(recordings, form)
        report["tables"]["(b) unseen people, mean row"] = top_table(model, unseen, temperature)
        print("(b)", common.plain(report["tables"]["(b) unseen people, mean row"]), flush=True)
        for n_trials in (200, 1000):
            parts = []
            for person in UNSEEN_PEOPLE:
                labelled = load_recordings("images", (person,), range(3), 400, "labelled", cache=args.cache)
                grown = with_row(form, *fit_person(form, labelled, n_trials))
                parts.append(make_test([r for r in recordings if r.person == person], grown))
            together = Test(
                torch.cat([t.y for t in parts]), torch.cat([t.row for t in parts]),
                *(np.concatenate([getattr(t, f) for t in parts]) for f in ("person", "session", "vector", "truth")), parts[0].bank,
            )  # fmt: skip
            name = f"(c) unseen people, row fitted on {n_trials} trials"
            report["tables"][name] = top_table(model, together, temperature, TRUNCATIONS[-1:])
            print(name, common.plain(report["tables"][name]), flush=True)
    if args.linear:
        report["linearEncoder"] = linear_encoders(args, known, plain)
        print("linear encoders:", common.plain(report["linearEncoder"]), flush=True)
    shuffled = checkpoint_path(args).with_name(f"{NAME}-{args.shuffled}.pt")
    if shuffled.exists():
        other, its = load(args, args.shuffled)
        report["shuffledImages"] = {"top5": hit_rate(test_scores(other, make_test(known, its["form"])), plain.truth, TOP), "trials": its["training"]["trials"]}
    write_report(args.report or FOLDER / "report.json", report)
    print(json.dumps(common.plain({name: report[name] for name in ("ofIdeal", "linearEncoder", "shuffledImages") if name in report})))


def linear_encoders(args, known, test):
    """
    Top-5 of linear encoders fitted on recorded trials of the training sessions: of all people together, whitened by the first
    minute of each session, without the head's place; the 12 directions in which answers stand out are found on the trials too.
    """
    recordings = load_recordings("images", KNOWN_PEOPLE, range(args.encoder_sessions), 400, "trials of the encoders", cache=args.cache)
    front = fit_directions(recordings)
    trials = ImageEncoder.reduced(np.concatenate([whitened_windows(r, front) for r in recordings]))
    vectors = np.concatenate([image_vectors(r) for r in recordings])
    encoder = ImageEncoder().fit(trials, vectors)
    own = ImageEncoder.reduced(np.concatenate([whitened_windows(r, front) for r in known]))
    mixed = ImageEncoder().fit(trials, np.random.default_rng(args.seed).permutation(vectors))
    return {
        "together": hit_rate(encoder.scores(own, test.bank), test.truth, TOP),
        "togetherOfShuffledImages": hit_rate(mixed.scores(own, test.bank), test.truth, TOP),
        "trials": len(trials),
    }


def whitened_windows(recording, front):
    """[n, D, T] behind scale, whitening and directions."""
    return project(recording, front["center"], front["scale"], front["matrix"]).windows(window_starts(recording.onset), N_SAMPLES)


def fit_directions(recordings, n_directions=12, bin_length=6, n_axes=24):
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
    matrix, _ = leading_directions(weights[0].T @ weights[1], noise, n_directions)
    return {"center": center, "scale": scale, "matrix": matrix / project(recordings[0], center, scale, matrix).noise.std()}


def fit_person(form, recordings, n_trials):
    """filters [n_terms, D, C] and strength [n_terms] of one more person, from the first labelled trials of some sessions."""
    windows, vectors, left = [], [], n_trials
    known = form.filters[: len(KNOWN_PEOPLE)].astype(np.float16).astype(np.float64).transpose(1, 0, 2, 3)
    spanned = np.einsum("jd,kdc->kjc", form.prior.span, known.reshape(known.shape[0], -1, known.shape[3]) )
    for r in recordings:
        n = min(left, len(r.onset))
        if n == 0:
            break
        matrix = np.tensordot(terms(numbers_of(form, r), 2)[0], spanned, 1)
        windows.append(windows_of(signals_of(r, form.center, form.scale, matrix), r.onset[:n]))
        vectors.append(image_vectors(r)[:n, :N_AXES])
        left -= n
    row, strength = fit_stranger(form.prior, np.concatenate(windows), np.concatenate(vectors).astype(np.float64))
    filters = wider(np.einsum("sj,kjc->ksc", row, spanned), form.filters.shape[2], 1)
    return filters, np.concatenate([[strength], np.zeros(form.filters.shape[1] - 1)])


def with_row(form, filters, strength):
    """The form with another last row."""
    return dataclasses.replace(
        form, filters=np.concatenate([form.filters[:-1], filters[None]]), strength=np.concatenate([form.strength[:-1], strength[None]])
    )


def preprocess_of(form):
    """The manifest's steps. No whitening: filters know the noise at each place of the head, from the first second on."""
    return [
        *STREAM_STEPS,
        stored_scale(form.center, form.scale),
        {"step": "baseline", "tmin": TMIN, "tmax": 0},
        {"step": "clamp", "limit": CLAMP},
    ]


def serve(network, n_channels):
    from architectures.export import Served

    class ServedAtSessions(Served):
        def forward(self, *inputs):
            """x [B, T, C] and the rest as the signature has it; positions [C, 3] as the server gives them."""
            given = dict(zip(self.signature.inputs, inputs, strict=True))
            return (self.network(given["x"].transpose(1, 2), given["positions"], given["subject"], given["mask"]),)

    return ServedAtSessions(network, "general", torch.zeros(n_channels, 2))


def export(args):
    from architectures.export import manifest_inputs, write_folder
    from build_bank import bank_bytes

    model, stored = load(args)
    form, training = stored["form"], stored["training"]
    vectors, names, _ = bank_of(test_recordings(args, KNOWN_PEOPLE[:1], TEST_SESSIONS[:1], "bank")[0])
    with torch.no_grad():
        rows = model.candidates(torch.from_numpy(vectors)).numpy()
    bank = bank_bytes(rows, [{"label": name} for name in names], "simulated: vectors of the 200 test images of server/rig/person, and the energies of each")
    served = serve(model.network, len(form.scale))
    report_path = FOLDER / "report.json"
    report = json.loads(report_path.read_text(encoding="utf-8")) if report_path.exists() else {"tables": {}}
    results = [
        {"what": f"top-5 of 200, {name}", "value": f"{table['top5']:.3f}", "on": "simulated people, offline"} for name, table in report["tables"].items()
    ]
    results += [
        {"what": f"top-5 of 200, gain {gain}, over the ideal observer's", "value": f"{value['mean']:.2f}", "on": "simulated people, offline"}
        for gain, value in report.get("ofIdeal", {}).items()
    ]
    manifest = {
        "schema": 1,
        "name": NAME,
        "version": VERSION,
        "description": "Which of 200 images is looked at, from 306 MEG channels (Benchetrit et al., small): one vector per image, with early "
        "answers 0.25, 0.5 and 0.75 s after onset. Spatial filters of each person follow the head's place. Trained on simulated people.",
        "licence": "Apache-2.0",
        "trainedOn": f"simulated: fields and noise of {training['sessions']} sessions of each of {training['people']} people "
        "(server/rig/person) in closed form"
        + (f", then {training['trials']} trials drawn from them" if training["kept"] == "after" else "")
        + ", of images that are not among the 200",
        "results": results,
        "signal": signal_of(form.names, 120, N_SAMPLES),
        "preprocess": preprocess_of(form),
        "replaces": [
            "robust scaling of the whole recording: stored statistics of simulated sessions",
            "spatial attention over the sensors' layout: filters of each person, polynomials of second order in how the head lies",
            "cosine: inner product with vectors of norm 1 and last numbers, the candidate's energies",
        ],
        "when": {"kind": "epoch", "marker": "image", "tmin": TMIN, "progressive": list(TRUNCATIONS[:-1])},
        "gap": "skip",
        "inputs": manifest_inputs(served, common.subject_rows(), mean_row()),
        "postprocess": {
            "kind": "retrieval",
            "output": "embedding",
            "bank": "images.bank",
            "normalise": "none",
            "temperature": float(f"{stored['reading']['temperature']:.4g}"),
            "topK": 10,
        },
    }  # fmt: skip
    kept = {"report.json": report_path.read_bytes()} if report_path.exists() else {}
    worst = write_folder(args.out, served, manifest, extra={"images.bank": bank, "calibration.npz": form.prior.packed(), **kept})
    print(f"{args.out}: ONNX Runtime differs from PyTorch by {worst:.1e} of the largest output")


def calibrate(args):
    """
    Fits the row of one more person from labelled images, and writes the model folder with it. `--data` are folders of
    `cortexwire rig export images`; the first `--trials` images are used.
    """
    import onnx
    from onnx import numpy_helper

    folder = Path(args.model)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    graph = onnx.load(folder / manifest["model"])
    stored = {value.name: value for value in graph.graph.initializer}
    names = {part: f"network.front.{part}" for part in ("reference", "solve", "filters", "strength", "subject_layer.weight")}
    values = {part: numpy_helper.to_array(stored[name]) for part, name in names.items()}
    scale = next(step["statistics"] for step in manifest["preprocess"] if step["step"] == "robustScale")
    form = Form(
        np.array(scale["center"]), np.array(scale["scale"]), values["reference"], values["solve"], values["filters"], values["strength"],
        None, None, None, [], [], manifest["signal"]["channels"]["names"], Prior.unpacked((folder / "calibration.npz").read_bytes()),
    )  # fmt: skip
    recordings = [recording_of(data) for data in args.data]
    name = args.name or common.subject_name(recordings[0].person)
    filters, strength = fit_person(form, recordings, args.trials)
    subject = next(item for item in manifest["inputs"] if item["role"] == "subject")
    row = subject["rows"].setdefault(name, len(values["filters"]))
    if row < len(KNOWN_PEOPLE):
        raise SystemExit(f"{name} is among those that the model was trained on")
    # Behind its filters are those signals that the row for anybody takes.
    own = {"filters": filters.astype(np.float16), "strength": strength.astype(np.float32), "subject_layer.weight": values["subject_layer.weight"][mean_row()]}
    for part, value in own.items():
        grown = np.concatenate([values[part][:row], value[None], values[part][row + 1 :]])
        stored[names[part]].CopyFrom(numpy_helper.from_array(grown, names[part]))
    written = [manifest.pop(key) for key in ("files", "model", "golden")]
    signal, golden = (np.frombuffer((folder / written[2][side]).read_bytes(), dtype="<f4") for side in ("input", "output"))
    kept = {file: (folder / file).read_bytes() for file in written[0] if not file.startswith(("golden", "model"))}
    write_model_folder(args.out, graph, signal, golden, manifest, extra=kept)
    print(f"{args.out}: {name} is row {row}, fitted on {min(args.trials, sum(len(r.onset) for r in recordings))} images; strength {strength[0]:.2f}")


def options(command):
    parser = argparse.ArgumentParser(prog=f"{NAME} {command}", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_common_options(parser)
    parser.add_argument("--tag", default="1", help="name of the checkpoint")
    if command == "train":
        parser.add_argument("--sessions", type=int, default=N_SESSIONS, help="sessions per person whose fields and noise are fitted on")
        parser.add_argument("--directions", type=int, default=N_DIRECTIONS, help="filters of each person")
        parser.add_argument("--signals", type=int, default=N_SIGNALS, help="signals behind the rows")
        parser.add_argument("--per-axis", type=int, default=PER_AXIS, help="features for each axis of the vectors")
        parser.add_argument("--steps", type=int, default=60)
        parser.add_argument("--each", type=int, default=20, help="trials of each person in a batch")
        parser.add_argument("--rate", type=float, default=2e-4, help="learning rate of rows and energies")
        parser.add_argument("--rest-rate", type=float, default=0.1, help="of all else, times theirs")
        parser.add_argument("--mse", type=float, default=0.1, help="weight of the squared error beside the contrastive loss")
        parser.add_argument("--shuffle", action="store_true", help="images in random order and a random start: what chance looks like")
    if command == "evaluate":
        parser.add_argument("--gains", type=float, nargs="+", default=[1.0, 0.5, 2.0], help="amplitudes, times the dial")
        parser.add_argument("--test-sessions", type=int, nargs="+", default=list(TEST_SESSIONS))
        parser.add_argument("--unseen", action=argparse.BooleanOptionalAction, default=True)
        parser.add_argument("--linear", action=argparse.BooleanOptionalAction, default=True)
        parser.add_argument("--encoder-sessions", type=int, default=2, help="of each person, that the linear encoder is fitted on")
        parser.add_argument("--shuffled", default="shuffled", help="tag of a checkpoint that was trained on shuffled images")
        parser.add_argument("--report", help="default: report.json in the model's folder")
    if command == "export":
        add_out_option(parser, FOLDER, default=FOLDER)
    if command == "calibrate":
        add_calibration_options(parser, "images", FOLDER)
    return parser


COMMANDS = {"train": train, "evaluate": evaluate, "export": export, "calibrate": calibrate}


def main(arguments):
    return run_command(NAME, COMMANDS, options, arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
