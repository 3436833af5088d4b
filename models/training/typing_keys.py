"""
The trained small model `typing-keys`: keypress encoder and sentence transformer, with known key times.

    python models/training/typing_keys.py train       # sessions of 12 simulated typists, about 25 minutes on one core
    python models/training/typing_keys.py evaluate    # tables (a), (b), (c), linear baseline, shuffled labels
    python models/training/typing_keys.py export      # models/typing-keys/1.0.0
    python models/training/typing_keys.py calibrate --person 100 --trials 200 --out FOLDER
"""

import argparse
import copy
import dataclasses
import itertools
import json
import time
from pathlib import Path

import numpy as np
import torch
from architectures.folding import fold_montage
from architectures.typing_keys import TypingKeys, TypingKeysConfig
from common import (
    KNOWN_PEOPLE,
    MODELS,
    UNSEEN_PEOPLE,
    add_common_options,
    cache_dir,
    cache_key,
    dials_text,
    fit_row,
    mean_row,
    one_cycle,
    progress,
    seed_everything,
    write_report,
)
from torch import nn
from torch.nn import functional
from typing_data import fit_scale, key_windows, load_recordings
from typing_front import covariance, init_front, leading_directions, pauses
from typing_text import (
    BACKSPACE,
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
# What a window shows is about 60 ms earlier than its samples' times: filters and resampling are causal.
TRIGGER_DELAY = 0.06
TMIN = -0.2
N_SAMPLES = 25
BASELINE = (-0.14, 0.06)
CLAMP = 5
TRAINING_SESSIONS = tuple(range(4))
TEST_SESSIONS = (100, 101, 102)
N_DIRECTIONS = 64


@dataclasses.dataclass
class Trials:
    """Keys of many sentences, as the subject layer gets them."""

    z: torch.Tensor  # [n_keys, n_directions, n_samples] float32
    label: torch.Tensor  # int64 [n_keys]
    first: np.ndarray  # of each sentence, its first key; and one more, the number of keys
    row: np.ndarray  # of each sentence, row of the subject layer
    held_out: np.ndarray  # bool, of each sentence
    text: list
    person: np.ndarray

    def __len__(self):
        return len(self.row)

    def keys_of(self, sentence):
        return slice(int(self.first[sentence]), int(self.first[sentence + 1]))


def configuration(n_directions):
    small = TypingKeysConfig.small(len(KNOWN_PEOPLE))
    front = dataclasses.replace(small.front, n_heads=306, n_projection=n_directions, n_out=n_directions)
    convs = dataclasses.replace(small.convs, widths=(n_directions, *small.convs.widths[1:]), dropout=0.2)
    transformer = dataclasses.replace(small.transformer, feed_forward=256, dropout=0.2)
    return dataclasses.replace(small, front=front, convs=convs, transformer=transformer)


# ---------------------------------------------------------------- data


def scaled_windows(recording, sentence, center, scale):
    return key_windows(recording, sentence, center, scale, TMIN + TRIGGER_DELAY, N_SAMPLES, BASELINE, CLAMP)


def rest_windows(recording, center, scale, length):
    """Windows like those of keys, in the pauses between sentences: the noise as the encoder meets it, [n, length, C]."""
    n_baseline = round((BASELINE[1] - BASELINE[0]) * SFREQ)
    out = []
    for start, stop in pauses(recording):
        for at in range(start, stop - length, length // 2):
            window = (np.asarray(recording.signal[at : at + length], dtype=np.float32) - center) / scale
            out.append(np.clip(window - window[:n_baseline].mean(axis=0), -CLAMP, CLAMP))
    return np.array(out)


def make_front(recordings, n_directions):
    """Stored scaling and the directions of the 1x1 convolution, from the training sessions."""
    center, scale = fit_scale(recordings)
    typing, rest = [], []
    for recording in recordings:
        sentences = [s for s in recording.sentences if not s.held_out]
        typing.append(np.concatenate([scaled_windows(recording, s, center, scale).transpose(0, 2, 1).reshape(-1, len(center)) for s in sentences[::2]]))
        rest.append(rest_windows(recording, center, scale, N_SAMPLES).reshape(-1, len(center)))
    matrix, ratios = leading_directions(covariance(typing), covariance(rest), n_directions)
    print("activity over rest of the leading directions:", np.round(ratios[: n_directions : n_directions // 8], 2))
    return {"center": center, "scale": scale, "matrix": matrix, "layout": recordings[0].layout, "ratios": ratios}


def project(recordings, front, row_of):
    """Recordings as `Trials`; row_of(person) is the row of the subject layer."""
    z, label, first, row, held_out, text, person = [], [], [0], [], [], [], []
    matrix = front["matrix"].astype(np.float32)
    for recording in progress(recordings, "windows"):
        for sentence in recording.sentences:
            if len(sentence.labels) == 0:
                continue
            windows = scaled_windows(recording, sentence, front["center"], front["scale"])
            z.append(np.matmul(matrix, windows).astype(np.float32))
            label.append(sentence.labels)
            first.append(first[-1] + len(sentence.labels))
            row.append(row_of(recording.person))
            held_out.append(sentence.held_out)
            text.append(sentence.text)
            person.append(recording.person)
    return Trials(
        torch.from_numpy(np.concatenate(z)),
        torch.from_numpy(np.concatenate(label)),
        np.array(first),
        np.array(row),
        np.array(held_out),
        text,
        np.array(person),
    )


def training_trials(args):
    """Front and trials of the training sessions, from the cache where they are there."""
    key = cache_key(
        preprocess=PREPROCESS, window=[TMIN, TRIGGER_DELAY, N_SAMPLES, BASELINE, CLAMP], sessions=args.sessions, n=args.directions, dials=dials_text()
    )
    path = cache_dir(args.cache) / f"typing-keys-{key}.pt"
    if path.exists():
        return torch.load(path, weights_only=False)
    recordings = load_recordings(KNOWN_PEOPLE, range(args.sessions), PREPROCESS, "sessions", cache=args.cache)
    front = make_front(recordings, args.directions)
    trials = project(recordings, front, lambda person: KNOWN_PEOPLE.index(person))
    torch.save((front, trials), path)
    return front, trials


# ---------------------------------------------------------------- training


def gather(trials, sentences, lengths=None, subject=None):
    """
    Batch of whole sentences, or of their first `lengths` keys: (z of all keys, rows, mask [B, K], labels [B, K], -100
    where no key is).
    """
    spans = [trials.keys_of(s) for s in sentences]
    if lengths is not None:
        spans = [slice(span.start, span.start + int(n)) for span, n in zip(spans, lengths)]
    longest = max(span.stop - span.start for span in spans)
    mask = torch.zeros(len(spans), longest, dtype=torch.bool)
    labels = torch.full((len(spans), longest), -100)
    index = []
    for i, span in enumerate(spans):
        n = span.stop - span.start
        mask[i, :n] = True
        labels[i, :n] = trials.label[span]
        index.append(torch.arange(span.start, span.stop))
    rows = trials.row[sentences] if subject is None else np.full(len(spans), subject)
    rows = torch.from_numpy(np.repeat(rows, [span.stop - span.start for span in spans]))
    return trials.z[torch.cat(index)], rows, mask, labels


def run(network, z, rows, mask):
    """Logits [B, K, n_classes] and the key vectors [n_keys, W], from what the projection gives."""
    vectors = network.encoder.trunk(network.front.subject_layer(z, rows))
    placed = vectors.new_zeros(mask.numel(), vectors.shape[-1]).index_copy(0, mask.flatten().nonzero().flatten(), vectors)
    return network.read(placed.unflatten(0, mask.shape).float(), mask), vectors


def train(args):
    seed_everything(args.seed, args.threads)
    front, trials = training_trials(args)
    config = configuration(args.directions)
    network = TypingKeys(config)
    print("condition of the merger:", round(init_front(network, front["layout"], front["matrix"]), 3))
    helper = nn.Linear(config.transformer.width, len(LABELS))
    if args.shuffle:
        trials.label = trials.label[torch.randperm(len(trials.label))]
    training = np.flatnonzero(~trials.held_out)
    testing = np.flatnonzero(trials.held_out)
    n_keys = int(np.diff(trials.first)[training].sum())
    print(f"{n_keys} keys of {len(training)} sentences to train on, {len(testing)} sentences held out")
    n_steps = args.epochs * (len(training) // args.batch)
    for p in itertools.chain(network.front.merger.parameters(), network.front.projection.parameters()):
        p.requires_grad_(False)
    learned = [p for p in network.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW([*learned, *helper.parameters()], lr=args.rate, weight_decay=args.decay)
    schedule = one_cycle(optimizer, args.rate, n_steps)
    average = copy.deepcopy(network)
    rng = np.random.default_rng(args.seed)
    started, step = time.monotonic(), 0
    for epoch in range(args.epochs):
        network.train()
        order = rng.permutation(training)
        starts = range(0, len(order) - args.batch + 1, args.batch)
        bar = progress(starts, f"epoch {epoch + 1}/{args.epochs}")
        for at in bar:
            chosen = order[at : at + args.batch]
            whole = np.diff(trials.first)[chosen]
            # Half of the sentences as they stand while they are typed.
            lengths = np.where(rng.random(len(chosen)) < 0.5, rng.integers(1, whole + 1), whole)
            z, rows, mask, labels = gather(trials, chosen, lengths)
            with torch.autocast("cpu", torch.bfloat16, enabled=args.bfloat16):
                logits, vectors = run(network, z, rows, mask)
                alone = helper(vectors)
            loss = functional.cross_entropy(logits.flatten(0, 1).float(), labels.flatten())
            loss = loss + args.alone * functional.cross_entropy(alone.float(), labels[mask])
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(learned, 1.0)
            optimizer.step()
            if step + 1 < n_steps:
                schedule.step()
            step += 1
            follow(average, network, min(0.995, step / (step + 10)))
            bar.note(f"loss {loss.item():.3f}")
        if epoch % 3 == 2 or epoch == args.epochs - 1:
            print(f"  {time.monotonic() - started:.0f} s; held-out sentences: {summary(average, trials, testing)}", flush=True)
    save(args, average, front, config, dict(seconds=time.monotonic() - started, nKeys=n_keys, epochs=args.epochs))


@torch.no_grad()
def follow(average, network, keep):
    """Exponential average of all weights and batch statistics."""
    for mean, new in zip(average.state_dict().values(), network.state_dict().values()):
        if mean.is_floating_point():
            mean.lerp_(new, 1 - keep)
        else:
            mean.copy_(new)


@torch.no_grad()
def sentence_logits(network, trials, sentences, subject=None, batch=64, prefix=False):
    """Logits of each sentence, [n_keys, n_classes]; with `prefix` of each key at the moment at which it is the newest."""
    network.eval()
    out = []
    for at in range(0, len(sentences), batch):
        chosen = sentences[at : at + batch]
        z, rows, mask, _ = gather(trials, chosen, subject=subject)
        logits, vectors = run(network, z, rows, mask)
        counts = mask.sum(dim=1).tolist()
        if prefix:
            for row in vectors.split(counts):
                n = len(row)
                there = torch.tril(torch.ones(n, n, dtype=torch.bool))
                told = network.read(row.unsqueeze(0).expand(n, n, -1), there)
                out.append(told[torch.arange(n), torch.arange(n)].numpy())
        else:
            out.extend(logits[i, :n].numpy() for i, n in enumerate(counts))
    return out


def summary(network, trials, sentences):
    logits = np.concatenate(sentence_logits(network, trials, sentences))
    truth = np.concatenate([trials.label[trials.keys_of(s)].numpy() for s in sentences])
    mean = np.concatenate(sentence_logits(network, trials, sentences, subject=mean_row()))
    loss = functional.cross_entropy(torch.from_numpy(logits), torch.from_numpy(truth)).item()
    return f"error per key {(logits.argmax(1) != truth).mean():.4f} (mean row {(mean.argmax(1) != truth).mean():.4f}), loss {loss:.4f}"


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
    network.load_state_dict(stored["weights"])
    return network.eval(), stored
