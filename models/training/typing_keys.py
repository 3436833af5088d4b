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
import hashlib
import io
import itertools
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
    add_common_options,
    cache_dir,
    cache_key,
    fit_row,
    mean_row,
    one_cycle,
    plain,
    progress,
    seed_everything,
    write_report,
)
from model_folder import format_json
from torch import nn
from torch.nn import functional
from typing_data import N_SESSIONS, SENTENCES_PER_SESSION, fit_scale, key_windows, load_recordings, other_noise, recording_of, scrambled, take_apart, training_folders, training_recordings, turn_heads, typing_dials, window_starts
from typing_head import HeadFront, fit_head_map
from typing_linear import ShrinkageLda
from typing_front import Averages, align, covariance, init_front, inverse_root, narrowed, time_whitener
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
CLAMP = 5
N_PROJECTION = 96
# Of the 1x1 convolution as it is served.
N_SERVED = 128
N_DIRECTIONS = 16
BACKSPACE_SHARE = 0.03


@dataclasses.dataclass
class Trials:
    """Keys of many sentences, as the subject layer gets them."""

    z: torch.Tensor  # [n_keys, n_channels, n_samples] float16
    label: torch.Tensor  # int64 [n_keys]
    first: np.ndarray  # of each sentence, its first key; and one more, the number of keys
    row: np.ndarray  # of each sentence, row of the subject layer
    held_out: np.ndarray  # bool, of each sentence
    text: list
    person: np.ndarray
    recording: np.ndarray  # of each sentence
    start: np.ndarray  # of each key's window, sample of the recording
    parts: list = dataclasses.field(default_factory=list)  # responses and noise of each recording
    # Texts to train on, the one that was typed first: responses of each recording, and all keys.
    scrambled: list = dataclasses.field(default_factory=list)

    def __len__(self):
        return len(self.row)

    def keys_of(self, sentence):
        return slice(int(self.first[sentence]), int(self.first[sentence + 1]))


def configuration(n_directions, n_projection):
    small = TypingKeysConfig.small(len(KNOWN_PEOPLE))
    front = dataclasses.replace(small.front, n_heads=306, n_projection=n_projection, n_out=n_directions)
    convs = dataclasses.replace(small.convs, widths=(n_directions, *small.convs.widths[1:]), dropout=0.2)
    transformer = dataclasses.replace(small.transformer, feed_forward=256, dropout=0.2)
    return dataclasses.replace(small, front=front, convs=convs, transformer=transformer)


# ---------------------------------------------------------------- data


def scaled_windows(recording, sentence, center, scale):
    return key_windows(recording, sentence, center, scale, TMIN, N_SAMPLES, BASELINE, CLAMP)


def make_front(recordings, rank, n_projection, folders):
    """Stored scaling, 1x1 convolution and subject rows, from the training sessions."""
    center, scale = fit_scale(recordings)
    head = fit_head_map(folders, scale)
    turn_heads(recordings, head)
    averages = {person: Averages(len(LABELS), len(center), N_SAMPLES) for person in KNOWN_PEOPLE}
    for recording in progress(recordings, "averages"):
        sentences = [s for s in recording.sentences if not s.held_out]
        windows = np.concatenate([scaled_windows(recording, s, center, scale) for s in sentences])
        averages[recording.person].add(windows, np.concatenate([s.labels for s in sentences]))
    matrix = inverse_root(np.mean([a.noise() for a in averages.values()], axis=0))
    root = time_whitener(np.matmul(matrix, windows))
    matrix, rows, _, _ = align(list(averages.values()), rank, time_root=root)
    matrix, rows = narrowed(matrix, rows, n_projection)
    turn_heads(recordings[:1], None)
    golden = scaled_windows(recordings[0], recordings[0].sentences[0], center, scale)[0].T
    turn_heads(recordings[:1], head)
    names = [channel["name"] for channel in recordings[0].channels]
    front = {"center": center, "scale": scale, "matrix": matrix, "rows": rows, "layout": recordings[0].layout}
    return {**front, "names": names, "golden": golden, "head": head}


def projection_at(front, recording):
    """What stands for the 1x1 convolution: the matrix of a front in training, or a served network's at these positions."""
    if front["matrix"] is not None:
        return front["matrix"].astype(np.float32)
    with torch.no_grad():
        return front["network"].front.at(torch.as_tensor(recording.positions, dtype=torch.float32)).numpy()


def project(recordings, front, row_of):
    """Recordings as `Trials`; row_of(person) is the row of the subject layer."""
    z, label, first, row, held_out, text, person, of, start = [], [], [0], [], [], [], [], [], []
    for index, recording in enumerate(progress(recordings, "windows")):
        matrix = projection_at(front, recording)
        for sentence in recording.sentences:
            if len(sentence.labels) == 0:
                continue
            windows = scaled_windows(recording, sentence, front["center"], front["scale"])
            z.append(np.matmul(matrix, windows).astype(np.float16))
            label.append(sentence.labels)
            first.append(first[-1] + len(sentence.labels))
            row.append(row_of(recording.person))
            held_out.append(sentence.held_out)
            text.append(sentence.text)
            person.append(recording.person)
            of.append(index)
            start.append(window_starts(recording, sentence, TMIN))
    return Trials(
        torch.from_numpy(np.concatenate(z)),
        torch.from_numpy(np.concatenate(label)),
        np.array(first),
        np.array(row),
        np.array(held_out),
        text,
        np.array(person),
        np.array(of),
        np.concatenate(start),
    )


def training_trials(args, front=None):
    """Front (made, if none is given) and trials of the training sessions, from the cache where they are there."""
    given = None if front is None else cache_key(matrix=rounded(front["matrix"].ravel()[:100]))
    key = cache_key(
        given=given, scrambled=args.scrambled,
        preprocess=PREPROCESS, window=[TMIN, N_SAMPLES, BASELINE, CLAMP], sessions=args.sessions, sentences=SENTENCES_PER_SESSION, n=[args.directions, args.projection], head=1, dials=typing_dials()
    )
    path = cache_dir(args.cache) / f"typing-keys-{key}.pt"
    if path.exists():
        front, columns = torch.load(path, weights_only=False)
        return front, Trials(**columns)
    recordings = training_recordings(PREPROCESS, args)
    if front is None:
        front = make_front(recordings, args.directions, args.projection, training_folders(args))
    elif front.get("head") is None:
        front["head"] = fit_head_map(training_folders(args), front["scale"])
    turn_heads(recordings, front["head"])
    if len(front["matrix"]) < args.projection:
        front["matrix"] = widened(front, recordings)
    trials = project(recordings, front, lambda person: KNOWN_PEOPLE.index(person))
    trials.parts = [take_apart(recording, front, CLAMP) for recording in progress(recordings, "parts")]
    rng = np.random.default_rng(args.seed)
    options_ = ("--sentences", str(SENTENCES_PER_SESSION))
    trials.scrambled.append(([part.evoked for part in trials.parts], trials.label))
    for variant in range(args.scrambled):
        made = [scrambled(r, front, PREPROCESS, rng, args.cache, options_) for r in progress(recordings, f"scrambled {variant + 1}")]
        trials.scrambled.append(([responses for responses, _ in made], torch.from_numpy(np.concatenate([keys for _, keys in made]))))
        assert len(trials.scrambled[-1][1]) == len(trials.label)
    torch.save((front, vars(trials)), path)
    return front, trials


def widened(front, recordings):
    """The 1x1 convolution with further outputs, up to one per channel: what the others leave out, white like them."""
    samples = []
    for recording in recordings[::3]:
        x = (np.asarray(recording.signal[::9], dtype=np.float32) - front["center"]) / front["scale"]
        x = np.clip(x - x.mean(axis=0), -CLAMP, CLAMP)
        samples.append(np.diff(x, axis=0) @ recording.turn.T)
    white = inverse_root(covariance(samples))
    known = np.linalg.qr(np.linalg.solve(white, front["matrix"].T))[0]
    rest = np.linalg.svd(np.eye(len(white)) - known @ known.T)[0][:, : len(white) - known.shape[1]]
    more = rest.T @ white
    size = np.sqrt(np.mean([np.var(x @ front["matrix"].T) for x in samples]) / np.mean([np.var(x @ more.T) for x in samples]))
    return np.concatenate([front["matrix"], size * more])


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
    return trials.z[torch.cat(index)].float(), rows, mask, labels


def gather_anew(trials, rng, sentences, lengths):
    """`gather`, each sentence in other noise of the same person, as it was typed or with its keys in random order."""
    z, labels = [], torch.full((len(sentences), int(max(lengths))), -100)
    mask = torch.arange(int(max(lengths))) < torch.from_numpy(np.asarray(lengths)).unsqueeze(1)
    rows = torch.from_numpy(np.repeat(trials.row[sentences], lengths))
    n_baseline = round((BASELINE[1] - BASELINE[0]) * SFREQ)
    for i, (sentence, n) in enumerate(zip(sentences, lengths)):
        first = int(trials.first[sentence])
        responses, keys = trials.scrambled[rng.integers(len(trials.scrambled))]
        labels[i, : int(n)] = keys[first : first + int(n)]
        starts = trials.start[first : first + int(n)]
        length = int(starts[-1] - starts[0]) + N_SAMPLES
        own = trials.parts[trials.recording[sentence]]
        piece = responses[trials.recording[sentence]][starts[0] : starts[0] + length].astype(np.float32)
        piece += other_noise(trials.parts, rng, own.person, length)
        windows = piece[(starts - starts[0])[:, None] + np.arange(N_SAMPLES)]
        z.append(windows - windows[:, :n_baseline].mean(axis=1, keepdims=True))
    return torch.from_numpy(np.concatenate(z)).transpose(1, 2), rows, mask, labels


def run(network, z, rows, mask):
    """Logits [B, K, n_classes] and the key vectors [n_keys, W], from what the projection gives."""
    vectors = network.trunk(network.front.subject_layer(z, rows))
    placed = vectors.new_zeros(mask.numel(), vectors.shape[-1]).index_copy(0, mask.flatten().nonzero().flatten(), vectors)
    return network.read(placed.unflatten(0, mask.shape).float(), mask), vectors


def train(args):
    seed_everything(args.seed, args.threads)
    config = configuration(args.directions, args.projection)
    network = TypingKeys(config)
    if args.start is None:
        front, trials = training_trials(args)
        init_front(network, front["layout"], front["matrix"], front["rows"])
    else:
        stored = torch.load(cache_dir(args.cache) / f"{NAME}-{args.start}.pt", weights_only=False)
        front, trials = training_trials(args, stored["front"])
        go_on_from(stored, network, front)
    helper = nn.Linear(config.transformer.width, len(LABELS))
    if args.shuffle:
        order = torch.randperm(len(trials.label))
        trials.label = trials.label[order]
        trials.scrambled = [(responses, keys[order]) for responses, keys in trials.scrambled]
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
            z, rows, mask, labels = gather_anew(trials, rng, chosen, lengths)
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


def go_on_from(stored, network, front):
    """Everything that was learned, where the 1x1 convolution may have got further outputs since."""
    weights = dict(stored["weights"])
    rows = weights["front.subject_layer.weight"].numpy()
    more = np.zeros((rows.shape[0], len(front["matrix"]) - rows.shape[1], rows.shape[2]))
    init_front(network, front["layout"], front["matrix"], np.concatenate([rows, more], axis=1))
    kept = network.state_dict()
    for name, value in weights.items():
        if not name.startswith(("front.merger", "front.projection", "front.subject_layer.weight")):
            kept[name] = value
    network.load_state_dict(kept)


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


# ---------------------------------------------------------------- evaluation


def test_trials(args, front, people, sessions, gain, sentences, row_of, seed=0):
    """Sessions nobody trained on, as `Trials`."""
    recordings = load_recordings(
        people, sessions, PREPROCESS, f"test at x{gain:g}", cache=args.cache, gain=gain, seed=seed,
        options=("--sentences", str(sentences)),
    )
    turn_heads(recordings, front.get("head"))
    return project(recordings, front, row_of)


def scores_of(network, trials, reading, lm=True, subject=None):
    """Errors per key and per character, each with what it was counted on."""
    everything = np.arange(len(trials))
    logits = sentence_logits(network, trials, everything, subject=subject)
    newest = sentence_logits(network, trials, everything, subject=subject, prefix=True)
    truth = [trials.label[trials.keys_of(s)].numpy() for s in everything]
    return text_scores(logits, truth, reading, lm, newest)


def text_scores(logits, truth, reading, lm=True, newest=None):
    """reading  temperature, prior division and language model, as `fit_reading` makes them"""
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
    if lm:
        read = [reading["read"](row) for row in logits]
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
    return {**settings, "backspace": BACKSPACE_SHARE, "shares": shares, "read": read}


def key_shares(trials):
    counts = np.bincount(trials.label.numpy(), minlength=len(LABELS)) + 0.5
    return counts / counts.sum()


def fit_reading(network, trials, args):
    """Temperature, prior division and weight of the language model: on the sentences held out from training."""
    testing = np.flatnonzero(trials.held_out)
    logits = sentence_logits(network, trials, testing)
    truth = [trials.label[trials.keys_of(s)].numpy() for s in testing]
    temperature = fit_temperature(np.concatenate(logits), np.concatenate(truth))
    ngram = NgramModel(find_language_model(args.language_model))
    shares = key_shares(trials)
    some = np.random.default_rng(0).permutation(len(testing))[:120]
    best = (np.inf, 0.0, 0.0)
    # The posteriors hold how frequent letters are, and some of what letters follow which: neither is to count twice.
    for division, weight in ((0.0, 0.3), (0.0, 0.5), (0.6, 0.6), (0.6, 0.9), (0.9, 1.1)):
        reading = make_reading(temperature, division, weight, 0.01, ngram, shares, width=10)
        error = character_error([reading["read"](logits[i]) for i in some], [truth[i] for i in some])
        best = min(best, (error, division, weight))
    error, division, weight = best
    print(f"temperature {temperature:.3f}, prior division {division}, weight {weight}: held-out CER {error:.4f}", flush=True)
    return make_reading(temperature, division, weight, 0.01, ngram, shares)


def calibrated_rows(network, args, front, people, n_trials, gain):
    """A row for each of these people, fitted on the first `n_trials` keys that they type in sessions 0, 1, …."""
    fitted = {}
    for person in people:
        trials = calibration_trials(args, front, person, n_trials, gain)
        fitted[person] = fit_person(network, trials, n_trials, args.seed)
    return fitted


def calibration_trials(args, front, person, n_trials, gain=1.0):
    n_sessions = -(-n_trials // 450)
    return test_trials(args, front, [person], range(n_sessions), gain, SENTENCES_PER_SESSION, lambda _: mean_row())


def fit_person(network, trials, n_trials, seed):
    """(matrix, bias) of a row, from the mean row, on whole sentences up to about `n_trials` keys."""
    network.eval()
    layer = network.front.subject_layer
    matrix = layer.weight[mean_row()].detach().clone().requires_grad_()
    bias = layer.bias[mean_row()].detach().clone().requires_grad_()
    n_sentences = fitted_sentences(trials, n_trials)
    rng = np.random.default_rng(seed)

    def batches():
        while True:
            yield rng.choice(n_sentences, min(16, n_sentences), replace=False)

    def loss(chosen):
        z, _, mask, labels = gather(trials, chosen)
        x = torch.einsum("nct,cd->ndt", z, matrix) + bias[:, None]
        vectors = network.trunk(x)
        placed = vectors.new_zeros(mask.numel(), vectors.shape[-1]).index_copy(0, mask.flatten().nonzero().flatten(), vectors)
        logits = network.read(placed.unflatten(0, mask.shape), mask)
        return functional.cross_entropy(logits.flatten(0, 1), labels.flatten())

    pull = 60.0 if n_trials < 500 else 20.0
    return fit_row([matrix, bias], loss, 40 if n_trials < 500 else 100, batches(), learning_rate=3e-3, pull=pull)


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
    _, trials = training_trials(args, front)
    reading = fit_reading(network, trials, args)
    stored["reading"] = {k: v for k, v in reading.items() if k != "read"}
    torch.save(stored, checkpoint_path(args))
    report = {
        "model": NAME,
        "training": stored["training"],
        "reading": {k: v for k, v in reading.items() if k not in ("read", "shares")},
        "seeds": "one noise per session, sessions " + ", ".join(map(str, args.test_sessions)),
        "chance": {"errorPerKey": float(1 - key_shares(trials).max())},
        "tables": {},
    }
    known = lambda person: KNOWN_PEOPLE.index(person)  # noqa: E731
    unseen = UNSEEN_PEOPLE[: args.unseen]
    for gain in args.gains:
        table = report["tables"].setdefault(f"x{gain:g}", {})
        known_trials = test_trials(args, front, KNOWN_PEOPLE, args.test_sessions, gain, args.sentences, known)
        table["a: known people, new session"] = scores_of(network, known_trials, reading)
        show(table, "a: known people, new session", gain)
        if args.linear and gain == 1:
            table["a: shrinkage LDA per person"] = linear_scores(trials, known_trials, reading)
            show(table, "a: shrinkage LDA per person", gain)
        unseen_trials = test_trials(args, front, unseen, args.test_sessions, gain, args.sentences, lambda _: mean_row())
        table["b: unseen people, mean row"] = scores_of(network, unseen_trials, reading)
        show(table, "b: unseen people, mean row", gain)
        for n_trials in args.trials if gain in args.calibrated_gains else ():
            grown, rows = with_rows(network, calibrated_rows(network, args, front, unseen, n_trials, gain))
            unseen_trials.row = np.array([rows[p] for p in unseen_trials.person])
            name = f"c: unseen people after {n_trials} trials"
            table[name] = scores_of(grown, unseen_trials, reading)
            show(table, name, gain)
        write_report(report_path(args), report)
    return report


def report_path(args):
    return cache_dir(args.cache) / f"{NAME}-{args.tag}-report.json"


def show(table, name, gain):
    figures = plain(table[name])
    print(f"x{gain:g} {name}: " + ", ".join(f"{k} {v}" for k, v in figures.items()), flush=True)


def linear_scores(training, testing, reading):
    """Each known person's own trials, sentences held out left aside, on the same directions and windows."""
    logits, truth = [], []
    for person in KNOWN_PEOPLE:
        chosen = np.flatnonzero((training.person == person) & ~training.held_out)
        keys = np.concatenate([np.arange(training.first[s], training.first[s + 1]) for s in chosen])
        # Half of the time samples: neighbours say nearly the same, and the covariance stays fittable.
        flat = lambda z: z[:, :64, ::2].float().reshape(len(z), -1).numpy()  # noqa: E731
        lda = ShrinkageLda(flat(training.z[keys]), training.label[keys].numpy(), len(LABELS))
        for s in np.flatnonzero(testing.person == person):
            span = testing.keys_of(s)
            logits.append(lda.log_posterior(flat(testing.z[span])))
            truth.append(testing.label[span].numpy())
    temperature = fit_temperature(np.concatenate(logits), np.concatenate(truth))
    logits = [row * (reading["temperature"] / temperature) for row in logits]
    return text_scores(logits, truth, reading)


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
    write_model(Path(args.out), grown, stored, {**stored["rows"], **rows}, stored["results"], stored["report"])


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
    report = json.loads(report_path(args).read_text(encoding="utf-8")) if report_path(args).exists() else {}
    worst = write_model(Path(args.out), network, stored, common.subject_rows(), results_of(report), report)
    print(f"{args.out}: ONNX Runtime differs from PyTorch by {worst:.1e} of the largest output")


def with_temperature(network, reading):
    """Logits divided by the fitted temperature in the graph itself: their softmax is a probability that holds."""
    scaled = copy.deepcopy(network)
    with torch.no_grad():
        scaled.head.weight /= reading["temperature"]
        scaled.head.bias /= reading["temperature"]
    return scaled


def at_head(network, front):
    """A copy for the sensors it was trained with, which takes their positions in head coordinates; narrowed to what its rows see."""
    if isinstance(network.front, HeadFront):
        return network
    matrix, rows = front["matrix"], network.front.subject_layer.weight.detach().numpy()
    if matrix.shape[0] > N_SERVED:
        matrix, rows = narrowed(matrix, rows, N_SERVED)
    served = copy.deepcopy(network)
    layer = served.front.subject_layer
    layer.weight = nn.Parameter(torch.as_tensor(rows, dtype=torch.float32))
    served.front = HeadFront.of(front["head"], matrix, np.zeros(len(matrix)), layer)
    return served.eval()


def serve(network, front):
    from architectures.export import Served

    class ServedAtHead(Served):
        def forward(self, *inputs):
            """x [B, T, C] and the rest as the signature has it; positions [C, 3] as the server gives them."""
            given = dict(zip(self.signature.inputs, inputs, strict=True))
            states = {name: given[name] for name in self.states}
            answer, *_, following = self.network(given["x"].transpose(1, 2), given["positions"], given["subject"], states)
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
    manifest["inputs"] = manifest_inputs(served, manifest["inputs"], mean_row())
    settings = {
        "config": dataclasses.asdict(stored["config"]),
        "reading": {**reading, "temperature": 1.0, "shares": rounded(reading["shares"])},
        "training": stored["training"],
        "sessions": stored["args"]["sessions"],
    }
    extra = {
        "weights.npz": packed_weights(network),
        "training.json": (format_json(plain(settings)) + "\n").encode(),
        "report.json": (format_json(plain(report or {})) + "\n").encode(),
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
        "a transformer over the keys of the sentence so far. Trained on simulated people.",
        "licence": "Apache-2.0",
        "trainedOn": f"simulated: {stored['training']['nKeys']} keypresses of 12 people in {stored['args']['sessions']} sessions each "
        "(server/rig/person), sentences of Alice's Adventures in Wonderland",
        "results": results,
        "signal": {
            "channels": {"names": front["names"], "count": len(front["names"]), "missing": "refuse"},
            "unit": "any",
            "sfreq": SFREQ,
            "nSamples": N_SAMPLES,
            "layout": "time-channel",
        },
        "preprocess": [
            *PREPROCESS,
            {
                "step": "robustScale",
                "statistics": {"from": "stored", "center": rounded(front["center"]), "scale": rounded(front["scale"])},
            },
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
    return write_files(folder, at_head(with_temperature(network, reading), front), stored, manifest, report)


def language_settings(reading):
    """The manifest's language model and what is divided out, as `fit_reading` found them."""
    path = find_language_model()
    model = {
        "file": f"../../language/{path.name}",
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "weight": reading["weight"],
        "rule": "natural",
    }
    if reading["slip"] > 0:
        model["slip"] = reading["slip"]
    settings = {"languageModel": model, "backspace": reading["backspace"]}
    if reading["priorDivision"] > 0:
        settings["priors"] = {"probabilities": rounded(reading["shares"]), "weight": reading["priorDivision"]}
    return settings


def rounded(values):
    return [float(f"{value:.6g}") for value in values]


def results_of(report):
    """The manifest's `results`: the main figures of the tables, each with what it was measured on."""
    out = []
    for gain, table in report.get("tables", {}).items():
        for name, row in table.items():
            value = f"error per key {row['errorPerKey']:.3f}"
            if "cerWithLm" in row:
                value += f", CER with language model {row['cerWithLm']:.3f}"
            out.append({"what": f"table {name}", "value": value, "on": f"simulated people, amplitude {gain}, {row['nKeys']} keys"})
    return out


def options(command):
    parser = argparse.ArgumentParser(prog=f"{NAME} {command}", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_common_options(parser)
    parser.add_argument("--tag", default="1", help="name of the checkpoint")
    parser.add_argument("--sessions", type=int, default=N_SESSIONS, help="training sessions per person, of 16 sentences each")
    parser.add_argument("--directions", type=int, default=N_DIRECTIONS, help="outputs of the subject layer")
    parser.add_argument("--projection", type=int, default=N_PROJECTION, help="outputs of the 1x1 convolution")
    parser.add_argument("--scrambled", type=int, default=0, help="further texts to train on, of keys in random order")
    if command == "train":
        parser.add_argument("--epochs", type=int, default=24)
        parser.add_argument("--start", help="tag of a checkpoint to go on from")
        parser.add_argument("--batch", type=int, default=32, help="sentences")
        parser.add_argument("--rate", type=float, default=2e-3)
        parser.add_argument("--decay", type=float, default=0.02)
        parser.add_argument("--alone", type=float, default=0.5, help="weight of the loss of single keys, without their sentence")
        parser.add_argument("--bfloat16", action=argparse.BooleanOptionalAction, default=True)
        parser.add_argument("--shuffle", action="store_true", help="labels in random order: what chance looks like")
    if command in ("evaluate", "export"):
        parser.add_argument("--language-model", help="ARPA file (default: that of the repository)")
    if command == "export":
        parser.add_argument("--out", default=str(FOLDER))
    if command == "calibrate":
        parser.add_argument("--model", default=str(FOLDER), help="model folder to start from")
        parser.add_argument("--data", nargs="+", required=True, help="folders of `cortexwire rig export typing`, of one person")
        parser.add_argument("--name", help="what the person is called (default: as the simulator calls it)")
        parser.add_argument("--trials", type=int, default=1000, help="keys to fit on, the first ones")
        parser.add_argument("--out", required=True, help="model folder to write")
    if command == "evaluate":
        parser.add_argument("--gains", type=float, nargs="+", default=[1.0, 0.5, 2.0])
        parser.add_argument("--calibrated-gains", type=float, nargs="*", default=[1.0, 0.5, 2.0], help="where rows are fitted to strangers")
        parser.add_argument("--trials", type=int, nargs="*", default=[200, 1000], help="labelled keys of a stranger")
        parser.add_argument("--test-sessions", type=int, nargs="+", default=[100, 101, 102])
        parser.add_argument("--sentences", type=int, default=20, help="per test session")
        parser.add_argument("--unseen", type=int, default=len(UNSEEN_PEOPLE), help="how many unseen people")
        parser.add_argument("--linear", action=argparse.BooleanOptionalAction, default=True)
    return parser


COMMANDS = {"train": train, "evaluate": evaluate, "calibrate": calibrate, "export": export}


CONFIGS = {"TypingKeys": TypingKeysConfig, "TypingStream": TypingStreamConfig}


def main(arguments):
    command = arguments[0] if arguments else ""
    if command not in COMMANDS:
        raise SystemExit(f"usage: python models/training/typing_keys.py {'|'.join(COMMANDS)} [options]")
    return COMMANDS[command](options(command).parse_args(arguments[1:]))


if __name__ == "__main__":
    main(sys.argv[1:])
