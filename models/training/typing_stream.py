"""
The trained small model `typing-stream`: characters every 40 ms from signal of the past only, without key times.

    python models/training/typing_stream.py train       # the sessions of typing-keys, about 35 minutes on one core
    python models/training/typing_stream.py evaluate    # error rates against delay, known and unseen people
    python models/training/typing_stream.py export      # models/typing-stream/1.0.0
    python models/training/typing_stream.py calibrate --person 100 --trials 200 --out FOLDER

Trained by CTC whose alignments are held to a span of frames behind each press (in training the presses are known): CTC
left alone says a key when it likes, mostly late. After A. Senior, H. Sak et al., "Acoustic modelling with CD-CTC-SMBR
LSTM RNNs", ASRU 2015, who hold the delay of speech recognition so.
"""

import argparse
import copy
import dataclasses
import itertools
import json
import sys
import time
from pathlib import Path

import common  # noqa: F401  puts models/ on the path, for what follows
import numpy as np
import torch
from architectures.typing_stream import TypingStream, TypingStreamConfig
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
from typing_data import N_SESSIONS, SENTENCES_PER_SESSION, fit_scale, load_recordings, nearest, other_noise, recording_of, take_apart, training_folders, training_recordings, turn_heads, typing_dials
from typing_front import Averages, align, init_front, inverse_root, narrowed, time_whitener
from typing_head import fit_head_map
from typing_keys import (
    BACKSPACE_SHARE,
    N_PROJECTION,
    at_head,
    character_error,
    language_settings,
    load_folder,
    log_softmax,
    projection_at,
    rounded,
    show,
    with_rows,
    write_files,
)
from typing_text import LABELS, CtcBeam, KeyPrior, NgramModel, edit_distance, find_language_model, matched_keys

NAME = "typing-stream"
VERSION = "1.0.0"
FOLDER = MODELS / NAME / VERSION
PREPROCESS = [
    {"step": "notch", "freq": 50, "q": 30, "harmonics": 1},
    {"step": "bandpass", "low": 0.5, "high": 45, "order": 2},
    {"step": "resample", "sfreq": 100, "halfLength": 2},
]
SFREQ = 100
CLAMP = 5
CHUNK = 8
STRIDE = 4
# A key may be told by frames that end this long after its press, s.
SPOKEN = (0.18, 0.34)
N_DIRECTIONS = 16
# Around a key, in steps of 20 ms.
ALIGNED = (-8, 20)
IMPOSSIBLE = -30.0
DELAYS = (0.3, 0.4, 0.6, 1.0, 2.0)
# From the last sample of a chunk to the text at the subscriber, s; the live figure is the server's to measure.
PROCESSING = 0.02


@dataclasses.dataclass
class Streams:
    """Sentences as one piece each, from the first chunk behind the sentence's start to its end."""

    z: list  # float16 [n_samples, n_directions] each, a whole number of chunks
    labels: list  # int64 [n_keys]
    times: list  # s from the piece's first sample
    row: np.ndarray
    held_out: np.ndarray
    text: list
    person: np.ndarray
    session: np.ndarray
    recording: np.ndarray
    start: np.ndarray  # first sample of the piece in its recording
    parts: list = dataclasses.field(default_factory=list)  # responses and noise of each recording

    def __len__(self):
        return len(self.z)


def configuration(n_directions, width=128, depth=3):
    small = TypingStreamConfig.small(len(KNOWN_PEOPLE), len(LABELS) + 1)
    front = dataclasses.replace(small.front, n_heads=306, n_projection=N_PROJECTION, n_out=n_directions)
    convs = dataclasses.replace(small.convs, widths=(n_directions, *[width] * 4), dropout=0.15)
    conformer = dataclasses.replace(small.conformer, width=width, depth=depth, dropout=0.15)
    return dataclasses.replace(small, front=front, convs=convs, conformer=conformer)


# ---------------------------------------------------------------- data


def scaled(recording, start, stop, center, scale):
    x = (np.asarray(recording.signal[start:stop], dtype=np.float32) - center) / scale
    x = np.clip(x, -CLAMP, CLAMP).astype(np.float32)
    return x if recording.turn is None else x @ recording.turn.T


def make_front(recordings, rank, folders):
    """Stored scaling, 1x1 convolution and subject rows, from windows around the keys of the training sessions."""
    center, scale = fit_scale(recordings)
    head = fit_head_map(folders, scale)
    turn_heads(recordings, head)
    averages = {person: Averages(len(LABELS), len(center), ALIGNED[1] - ALIGNED[0]) for person in KNOWN_PEOPLE}
    for recording in progress(recordings, "averages"):
        sentences = [s for s in recording.sentences if not s.held_out and len(s.times)]
        windows = np.concatenate([around_keys(recording, s, center, scale) for s in sentences])
        averages[recording.person].add(windows, np.concatenate([s.labels for s in sentences]))
    matrix = inverse_root(np.mean([a.noise() for a in averages.values()], axis=0))
    root = time_whitener(np.matmul(matrix, windows))
    matrix, rows, _, _ = align(list(averages.values()), rank, time_root=root)
    matrix, rows = narrowed(matrix, rows, N_PROJECTION)
    names = [channel["name"] for channel in recordings[0].channels]
    turn_heads(recordings[:1], None)
    golden = scaled(recordings[0], 10 * SFREQ, 10 * SFREQ + CHUNK, center, scale)
    turn_heads(recordings[:1], head)
    front = {"center": center, "scale": scale, "matrix": matrix, "rows": rows, "layout": recordings[0].layout}
    return {**front, "names": names, "golden": golden, "head": head}


def around_keys(recording, sentence, center, scale):
    """Every second sample of -0.16 to 0.4 s around each key, [n_keys, n_channels, n_samples]."""
    out = []
    for time_ in sentence.times:
        start = nearest(time_ * SFREQ) + 2 * ALIGNED[0]
        window = scaled(recording, start, start + 2 * (ALIGNED[1] - ALIGNED[0]), center, scale)
        out.append((0.5 * (window[::2] + window[1::2])).T)
    return np.array(out)


def pieces(recordings, front, row_of):
    z, labels, times, row, held_out, text, person, session, of, first = [], [], [], [], [], [], [], [], [], []
    for index, recording in enumerate(progress(recordings, "sentences")):
        matrix = projection_at(front, recording)
        for sentence in recording.sentences:
            if len(sentence.labels) == 0:
                continue
            start = -(-nearest(sentence.start * SFREQ) // CHUNK) * CHUNK
            n_chunks = (nearest(sentence.end * SFREQ) - start) // CHUNK
            x = scaled(recording, start, start + n_chunks * CHUNK, front["center"], front["scale"])
            z.append((x @ matrix.T).astype(np.float16))
            labels.append(sentence.labels)
            times.append(sentence.times - start / SFREQ)
            row.append(row_of(recording.person))
            held_out.append(sentence.held_out)
            text.append(sentence.text)
            person.append(recording.person)
            session.append(recording.session)
            of.append(index)
            first.append(start)
    columns = [np.array(column) for column in (person, session, of, first)]
    return Streams(z, labels, times, np.array(row), np.array(held_out), text, *columns)


def training_streams(args):
    key = cache_key(preprocess=PREPROCESS, clamp=CLAMP, sessions=args.sessions, sentences=SENTENCES_PER_SESSION, n=args.directions, head=1, dials=typing_dials())
    path = cache_dir(args.cache) / f"{NAME}-{key}.pt"
    if path.exists():
        front, columns = torch.load(path, weights_only=False)
        return front, Streams(**columns)
    recordings = training_recordings(PREPROCESS, args)
    front = make_front(recordings, args.directions, training_folders(args))
    streams = pieces(recordings, front, lambda person: KNOWN_PEOPLE.index(person))
    streams.parts = [take_apart(recording, front, CLAMP) for recording in progress(recordings, "parts")]
    torch.save((front, vars(streams)), path)
    return front, streams


# ---------------------------------------------------------------- training


def in_other_noise(streams, rng, i):
    """Sentence i in another stretch of the same person's noise, [n_samples, n_projection]."""
    length = len(streams.z[i])
    own = streams.parts[streams.recording[i]]
    at = streams.start[i]
    return own.evoked[at : at + length].astype(np.float32) + other_noise(streams.parts, rng, own.person, length)


def batch_of(streams, chosen, spoken, rng=None):
    """
    rng      given: in ever new noise
    returns  z [B, n_directions, T] padded with 0 at the end, number of frames [B], labels one behind the other (1 …),
             their numbers [B], and allowed [B, F, n_classes]: whether a frame may tell a class
    """
    n_samples = [len(streams.z[i]) for i in chosen]
    longest = max(n_samples)
    z = torch.zeros(len(chosen), streams.z[0].shape[1], longest)
    frames = torch.tensor([n // STRIDE for n in n_samples])
    allowed = torch.zeros(len(chosen), longest // STRIDE, len(LABELS) + 1, dtype=torch.bool)
    allowed[:, :, 0] = True
    labels = []
    for b, i in enumerate(chosen):
        x = streams.z[i].astype(np.float32) if rng is None else in_other_noise(streams, rng, i)
        z[b, :, : n_samples[b]] = torch.from_numpy(np.ascontiguousarray(x.T))
        label = streams.labels[i] + 1
        labels.append(torch.from_numpy(label))
        # Frame f ends with sample 4 f + 3, which is there at (4 f + 4) / sfreq at the latest.
        first = np.ceil(((streams.times[i] + spoken[0]) * SFREQ - STRIDE) / STRIDE).astype(int)
        last = np.floor(((streams.times[i] + spoken[1]) * SFREQ - STRIDE) / STRIDE).astype(int)
        for c, a, o in zip(label, np.clip(first, 0, int(frames[b]) - 1), np.clip(last, 0, int(frames[b]) - 1)):
            allowed[b, a : o + 1, c] = True
    counts = torch.tensor([len(label) for label in labels])
    return z, frames, torch.cat(labels), counts, allowed


def held_ctc(logits, frames, labels, counts, allowed):
    """CTC per key, alignments held to the frames that may tell a class."""
    told = torch.log_softmax(logits.float(), dim=-1)
    told = torch.where(allowed, told, torch.full_like(told, IMPOSSIBLE))
    loss = functional.ctc_loss(told.transpose(0, 1), labels, frames, counts, blank=0, reduction="sum", zero_infinity=True)
    return loss / counts.sum()


def run(network, z, rows):
    return network.trunk(network.front.subject_layer(z, rows))


def train(args):
    seed_everything(args.seed, args.threads)
    front, streams = training_streams(args)
    config = configuration(args.directions, args.width, args.depth)
    network = TypingStream(config)
    if args.start is None:
        init_front(network, front["layout"], front["matrix"], front["rows"])
        with torch.no_grad():
            # Most frames tell nothing: starting from there saves the first epoch.
            network.classes.bias[0] = 3.0
    else:
        network.load_state_dict(torch.load(cache_dir(args.cache) / f"{NAME}-{args.start}.pt", weights_only=False)["weights"])
    if args.shuffle:
        rng = np.random.default_rng(args.seed)
        pool = rng.permutation(np.concatenate(streams.labels))
        streams.labels = np.split(pool, np.cumsum([len(label) for label in streams.labels])[:-1])
    training, testing = np.flatnonzero(~streams.held_out), np.flatnonzero(streams.held_out)
    n_keys = sum(len(streams.labels[i]) for i in training)
    print(f"{n_keys} keys of {len(training)} sentences to train on, {len(testing)} sentences held out")
    for p in itertools.chain(network.front.merger.parameters(), network.front.projection.parameters()):
        p.requires_grad_(False)
    learned = [p for p in network.parameters() if p.requires_grad]
    n_steps = args.epochs * (len(training) // args.batch)
    optimizer = torch.optim.AdamW(learned, lr=args.rate, weight_decay=args.decay)
    schedule = one_cycle(optimizer, args.rate, n_steps)
    average = copy.deepcopy(network)
    rng = np.random.default_rng(args.seed)
    lengths = np.array([len(z) for z in streams.z])
    started, step = time.monotonic(), 0
    for epoch in range(args.epochs):
        network.train()
        batches = alike(rng, training, lengths, args.batch)
        bar = progress(batches, f"epoch {epoch + 1}/{args.epochs}")
        for chosen in bar:
            z, frames, labels, counts, allowed = batch_of(streams, chosen, args.spoken, rng)
            rows = torch.from_numpy(streams.row[chosen])
            with torch.autocast("cpu", torch.bfloat16, enabled=args.bfloat16):
                logits, auxiliary, _ = run(network, z, rows)
            loss = 0.7 * held_ctc(logits, frames, labels, counts, allowed)
            loss = loss + 0.3 * held_ctc(auxiliary, frames, labels, counts, allowed)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(learned, 1.0)
            optimizer.step()
            if step + 1 < n_steps:
                schedule.step()
            step += 1
            follow(average, network, min(0.995, step / (step + 10)))
            bar.note(f"loss {loss.item():.3f}")
        if epoch % 2 == 1 or epoch == args.epochs - 1:
            print(f"  {time.monotonic() - started:.0f} s; held-out sentences: {summary(average, streams, testing, args.spoken)}", flush=True)
            save(args, average, front, config, dict(seconds=time.monotonic() - started, nKeys=n_keys, epochs=epoch + 1))


def alike(rng, sentences, lengths, batch):
    """Batches of sentences of about the same length, in random order."""
    order = sentences[np.argsort(lengths[sentences] + rng.uniform(-60, 60, len(sentences)))]
    batches = [order[at : at + batch] for at in range(0, len(order) - batch + 1, batch)]
    return [batches[i] for i in rng.permutation(len(batches))]


@torch.no_grad()
def follow(average, network, keep):
    """Exponential average of all weights and batch statistics."""
    for mean, new in zip(average.state_dict().values(), network.state_dict().values()):
        if mean.is_floating_point():
            mean.lerp_(new, 1 - keep)
        else:
            mean.copy_(new)


@torch.no_grad()
def sentence_frames(network, streams, sentences, subject=None, batch=32):
    """ln of the probabilities of each sentence's frames, [n_frames, 1 + n_labels]."""
    network.eval()
    out = {}
    order = sorted(sentences, key=lambda i: len(streams.z[i]))
    for at in range(0, len(order), batch):
        chosen = order[at : at + batch]
        z, frames, _, _, _ = batch_of(streams, chosen, SPOKEN)
        rows = torch.from_numpy(streams.row[chosen]) if subject is None else torch.full((len(chosen),), subject)
        logits = run(network, z, rows)[0]
        for i, n, row in zip(chosen, frames.tolist(), torch.log_softmax(logits, dim=-1)):
            out[i] = row[:n].numpy()
    return [out[i] for i in sentences]


def greedy(frames):
    best = frames.argmax(axis=1)
    kept = best[np.concatenate([[True], best[1:] != best[:-1]])]
    return kept[kept > 0] - 1


def summary(network, streams, sentences, spoken):
    def rate(subject):
        told = sentence_frames(network, streams, sentences, subject)
        errors = sum(edit_distance(streams.labels[i], greedy(f)) for i, f in zip(sentences, told))
        return errors / sum(len(streams.labels[i]) for i in sentences), told

    own, told = rate(None)
    mean, _ = rate(mean_row())
    delays = np.concatenate([spoken_delays(streams, i, f) for i, f in zip(sentences, told)])
    return (
        f"greedy error {own:.4f} (mean row {mean:.4f}); keys told after "
        f"{np.median(delays) * 1e3:.0f} ms, 95 % within {np.quantile(delays, 0.95) * 1e3:.0f} ms"
    )


def spoken_delays(streams, i, frames):
    """From a press to the end of the frame that first tells a key, for keys in order, as far as there are as many, s."""
    best = frames.argmax(axis=1)
    at = np.flatnonzero((best > 0) & np.concatenate([[True], best[1:] != best[:-1]]))
    told = (at + 1) * STRIDE / SFREQ
    times = streams.times[i]
    nearest_press = [times[np.argmin(np.abs(times + 0.26 - t))] for t in told]
    return told - np.array(nearest_press) if len(told) else np.array([])


def checkpoint_path(args):
    return cache_dir(args.cache) / f"{NAME}-{args.tag}.pt"


def save(args, network, front, config, training):
    torch.save(
        {"weights": network.state_dict(), "front": front, "config": config, "training": training, "args": vars(args)},
        checkpoint_path(args),
    )


def load(args):
    stored = torch.load(checkpoint_path(args), weights_only=False)
    network = TypingStream(stored["config"])
    network.load_state_dict(stored["weights"])
    return network.eval(), stored


# ---------------------------------------------------------------- evaluation


def test_streams(args, front, people, sessions, gain, sentences, row_of, seed=0):
    recordings = load_recordings(
        people, sessions, PREPROCESS, f"test at x{gain:g}", cache=args.cache, gain=gain, seed=seed,
        options=("--sentences", str(sentences)),
    )
    turn_heads(recordings, front.get("head"))
    return pieces(recordings, front, row_of)


def make_reading(settings, ngram, shares, width=30):
    """A function that makes a new beam as the server's settings have it."""
    log_shares = np.log(shares)
    prior = KeyPrior(ngram, settings["weight"], backspace=BACKSPACE_SHARE, slip=settings["slip"])

    def prepared(frames):
        told = log_softmax(frames / settings["temperature"])
        told[:, 1:] -= settings["priorDivision"] * log_shares
        return told

    def beam():
        return CtcBeam(prior, settings["insertion"], width)

    return {**settings, "backspace": BACKSPACE_SHARE, "shares": shares, "prepared": prepared, "beam": beam}


def read_text(reading, frames, snapshots=False):
    """Keys at the end; or (time known, keys) after every chunk, s from the piece's first sample."""
    beam = reading["beam"]()
    told = reading["prepared"](frames)
    if not snapshots:
        beam.push(told)
        return np.array(beam.best(), dtype=int)
    out = []
    per_chunk = CHUNK // STRIDE
    for at in range(0, len(told), per_chunk):
        beam.push(told[at : at + per_chunk])
        out.append(((at + per_chunk) * STRIDE / SFREQ, beam.best()))
    return out


def fit_reading(network, streams, args):
    """Prior division, weight of the language model and insertion: on the sentences held out from training."""
    testing = np.random.default_rng(0).permutation(np.flatnonzero(streams.held_out))[: args.fit_sentences]
    told = sentence_frames(network, streams, testing)
    truth = [streams.labels[i] for i in testing]
    ngram = NgramModel(find_language_model(args.language_model))
    counts = np.bincount(np.concatenate(streams.labels), minlength=len(LABELS)) + 0.5
    shares = counts / counts.sum()
    best = (np.inf, None)
    tried = [(0.0, w, i) for w in (0.5, 0.8) for i in (1.0, 1.5, 2.0)]
    for division, weight, insertion in progress(tried, "reading"):
        settings = dict(temperature=1.0, priorDivision=division, weight=weight, insertion=insertion, slip=0.01)
        reading = make_reading(settings, ngram, shares, width=8)
        error = character_error([read_text(reading, f) for f in told], truth)
        best = min(best, (error, tuple(settings.items())))
    settings = dict(best[1])
    print(f"reading {settings}: held-out CER {best[0]:.4f}", flush=True)
    return make_reading(settings, ngram, shares)


def stream_scores(network, streams, reading, subject=None, delays=True):
    everything = np.arange(len(streams))
    told = sentence_frames(network, streams, everything, subject)
    truth = [streams.labels[i] for i in everything]
    out = {"nKeys": sum(map(len, truth)), "cerGreedy": character_error([greedy(f) for f in told], truth)}
    curve = {d: [0, 0] for d in DELAYS}
    found, first_told = [], []
    for i in progress(everything, "reading"):
        snapshots = read_text(reading, told[i], snapshots=True)
        found.append(np.array(snapshots[-1][1], dtype=int))
        if delays:
            follow_delays(streams.times[i], truth[i], snapshots, curve, first_told)
    out["cerWithLm"] = character_error(found, truth)
    out["keyErrorWithLm"] = sum(edit_distance(t, f) for t, f in zip(truth, found)) / out["nKeys"]
    if delays:
        out["missedAfterSeconds"] = {f"{d:g}": 1 - right / n for d, (right, n) in curve.items()}
        out["provisionalMs"] = {
            "median": 1e3 * np.median(first_told),
            "p95": 1e3 * np.quantile(first_told, 0.95),
        }
    return out


def follow_delays(times, truth, snapshots, curve, first_told):
    """
    For each delay d: is the key right in the text that there is d after its press? And when was it first there, of keys
    that are right at the end? A key is right where the alignment of fewest edits of the keys pressed so far leaves it.
    """
    at = np.array([t for t, _ in snapshots])
    aligned = {}

    def right(n_pressed, keys):
        known = aligned.get((n_pressed, keys))
        if known is None:
            known = aligned[(n_pressed, keys)] = matched_keys(truth[:n_pressed], keys)[0]
        return known

    for d in curve:
        for k, press in enumerate(times):
            moment = press + d - PROCESSING
            snapshot = np.searchsorted(at, moment, side="right") - 1
            n_pressed = int(np.searchsorted(times, moment, side="right"))
            keys = snapshots[snapshot][1] if snapshot >= 0 else ()
            curve[d][0] += bool(right(max(n_pressed, k + 1), keys)[k])
            curve[d][1] += 1
    final = right(len(times), snapshots[-1][1])
    for k, press in enumerate(times):
        if not final[k]:
            continue
        for snapshot in range(int(np.searchsorted(at, press)), len(at)):
            n_pressed = int(np.searchsorted(times, at[snapshot], side="right"))
            if right(max(n_pressed, k + 1), snapshots[snapshot][1])[k]:
                first_told.append(at[snapshot] + PROCESSING - press)
                break


def fit_person(network, streams, n_trials, seed):
    """(matrix, bias) of a row, from the mean row, on whole sentences up to about `n_trials` keys."""
    network.eval()
    layer = network.front.subject_layer
    matrix = layer.weight[mean_row()].detach().clone().requires_grad_()
    bias = layer.bias[mean_row()].detach().clone().requires_grad_()
    counts = np.cumsum([len(label) for label in streams.labels])
    n_sentences = max(1, int(np.searchsorted(counts, n_trials, side="right")))
    rng = np.random.default_rng(seed)

    def batches():
        while True:
            yield rng.choice(n_sentences, min(8, n_sentences), replace=False)

    def loss(chosen):
        z, frames, labels, counts, allowed = batch_of(streams, chosen, SPOKEN)
        logits = network.trunk(torch.einsum("nct,cd->ndt", z, matrix) + bias[:, None])[0]
        return held_ctc(logits, frames, labels, counts, allowed)

    few = n_trials < 500
    return fit_row([matrix, bias], loss, 40 if few else 80, batches(), learning_rate=3e-3, pull=60.0 if few else 20.0)


def evaluate(args):
    seed_everything(args.seed, args.threads)
    network, stored = load(args)
    front = stored["front"]
    _, streams = training_streams(args)
    reading = fit_reading(network, streams, args)
    kept = {k: v for k, v in reading.items() if k not in ("prepared", "beam")}
    stored["reading"] = kept
    torch.save(stored, checkpoint_path(args))
    report = {"model": NAME, "training": stored["training"], "reading": {k: v for k, v in kept.items() if k != "shares"}, "tables": {}}
    unseen = UNSEEN_PEOPLE[: args.unseen]
    known = lambda person: KNOWN_PEOPLE.index(person)  # noqa: E731
    for gain in args.gains:
        table = report["tables"].setdefault(f"x{gain:g}", {})
        delays = gain == 1
        tested = test_streams(args, front, KNOWN_PEOPLE, args.test_sessions, gain, args.sentences, known)
        table["a: known people, new session"] = stream_scores(network, tested, reading, delays=delays)
        show(table, "a: known people, new session", gain)
        tested = test_streams(args, front, unseen, args.test_sessions, gain, args.sentences, lambda _: mean_row())
        table["b: unseen people, mean row"] = stream_scores(network, tested, reading, delays=False)
        show(table, "b: unseen people, mean row", gain)
        for n_trials in args.trials if gain in args.calibrated_gains else ():
            fitted = {}
            for person in unseen:
                n_sessions = -(-n_trials // 450)
                own = test_streams(args, front, [person], range(n_sessions), gain, SENTENCES_PER_SESSION, lambda _: mean_row())
                fitted[person] = fit_person(network, own, n_trials, args.seed)
            grown, rows = with_rows(network, fitted)
            tested.row = np.array([rows[p] for p in tested.person])
            name = f"c: unseen people after {n_trials} trials"
            table[name] = stream_scores(grown, tested, reading, delays=False)
            show(table, name, gain)
        write_report(report_path(args), report)
    return report


def report_path(args):
    return cache_dir(args.cache) / f"{NAME}-{args.tag}-report.json"


# ---------------------------------------------------------------- calibration and export


def calibrate(args):
    """
    Fits the row of one more person from labelled sentences, and writes the model folder with it. `--data` are folders of
    `cortexwire rig export typing`; the first `--trials` keys are used.
    """
    seed_everything(args.seed, args.threads)
    network, stored = load_folder(Path(args.model), TypingStream)
    recordings = [recording_of(folder, PREPROCESS) for folder in args.data]
    own = pieces(recordings, {**stored["front"], "matrix": None, "network": network}, lambda _: mean_row())
    name = args.name or common.subject_name(recordings[0].person)
    grown, rows = with_rows(network, {name: fit_person(network, own, args.trials, args.seed)})
    write_model(Path(args.out), grown, stored, {**stored["rows"], **rows}, stored["results"], stored["report"])


def export(args):
    network, stored = load(args)
    report = json.loads(report_path(args).read_text(encoding="utf-8")) if report_path(args).exists() else {}
    worst = write_model(Path(args.out), network, stored, common.subject_rows(), results_of(report), report)
    print(f"{args.out}: ONNX Runtime differs from PyTorch by {worst:.1e} of the largest output")


def write_model(folder, network, stored, rows, results, report=None):
    front, reading = stored["front"], stored["reading"]
    manifest = {
        "schema": 1,
        "name": NAME,
        "version": VERSION,
        "description": "Typed text from MEG without key times (the family of Brain2Qwerty's second version, made causal, small): "
        "characters every 40 ms by CTC, state in and out. Trained on simulated people.",
        "licence": "Apache-2.0",
        "trainedOn": f"simulated: {stored['training']['nKeys']} keypresses of 12 people in {stored['args']['sessions']} sessions each "
        "(server/rig/person), sentences of Alice's Adventures in Wonderland",
        "results": results,
        "signal": {
            "channels": {"names": front["names"], "count": len(front["names"]), "missing": "refuse"},
            "unit": "any",
            "sfreq": SFREQ,
            "nSamples": CHUNK,
            "layout": "time-channel",
        },
        "preprocess": [
            *PREPROCESS,
            {
                "step": "robustScale",
                "statistics": {"from": "stored", "center": rounded(front["center"]), "scale": rounded(front["scale"])},
            },
            {"step": "clamp", "limit": CLAMP},
        ],
        "replaces": [
            "0.5-45 Hz, zero-phase FIR over the whole recording: causal Butterworth of order 2",
            "notch with harmonics, zero-phase: at 50 Hz alone, causal",
            "robust scaling by the whole recording: by the mean of the training sessions",
            "convolutions and attention that see the whole sentence: causal ones with a limited left context",
            "GroupNorm over a sentence's frames: LayerNorm per frame",
        ],
        "when": {
            "kind": "sliding",
            "stride": CHUNK,
            "sequence": {"startMarker": "sentence start", "endMarker": "sentence end", "timeout": 120},
        },
        "gap": "skip",
        "inputs": rows,
        "postprocess": {
            "kind": "characters",
            "output": "logits",
            "mode": "ctc",
            "labels": ["blank", *("space" if label == " " else label for label in LABELS)],
            "blank": "blank",
            "types": {"digit": "9"},
            **language_settings(reading),
            "insertion": reading["insertion"],
            "beam": 30,
            "labelsPerStep": 8,
            "nBest": 5,
            "commit": {"posterior": 0.95, "lagSeconds": 0.45},
            "keyMarker": "key",
        },
    }
    return write_files(folder, at_head(network, front), stored, manifest, report)


def results_of(report):
    out = []
    for gain, table in report.get("tables", {}).items():
        for name, row in table.items():
            value = f"CER with language model {row['cerWithLm']:.3f}, greedy {row['cerGreedy']:.3f}"
            if "provisionalMs" in row:
                value += f", provisional after {row['provisionalMs']['median']:.0f} ms (95 %: {row['provisionalMs']['p95']:.0f} ms)"
            out.append({"what": f"table {name}", "value": value, "on": f"simulated people, amplitude {gain}, {row['nKeys']} keys"})
    return out


def options(command):
    parser = argparse.ArgumentParser(prog=f"{NAME} {command}", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_common_options(parser)
    parser.add_argument("--tag", default="1", help="name of the checkpoint")
    parser.add_argument("--sessions", type=int, default=N_SESSIONS, help="training sessions per person, of 16 sentences each")
    parser.add_argument("--directions", type=int, default=N_DIRECTIONS, help="outputs of the subject layer")
    if command == "train":
        parser.add_argument("--epochs", type=int, default=14)
        parser.add_argument("--start", help="tag of a checkpoint to go on from")
        parser.add_argument("--batch", type=int, default=16, help="sentences")
        parser.add_argument("--rate", type=float, default=2e-3)
        parser.add_argument("--decay", type=float, default=0.02)
        parser.add_argument("--width", type=int, default=128)
        parser.add_argument("--depth", type=int, default=2, help="layers of the Conformer")
        parser.add_argument("--spoken", type=float, nargs=2, default=SPOKEN, help="span behind a press in which it may be told, s")
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
        parser.add_argument("--trials", type=int, nargs="*", default=[200, 1000])
        parser.add_argument("--test-sessions", type=int, nargs="+", default=[100, 101, 102])
        parser.add_argument("--sentences", type=int, default=8, help="per test session")
        parser.add_argument("--fit-sentences", type=int, default=80)
        parser.add_argument("--unseen", type=int, default=len(UNSEEN_PEOPLE), help="how many unseen people")
    return parser


COMMANDS = {"train": train, "evaluate": evaluate, "calibrate": calibrate, "export": export}


def main(arguments):
    command = arguments[0] if arguments else ""
    if command not in COMMANDS:
        raise SystemExit(f"usage: python models/training/typing_stream.py {'|'.join(COMMANDS)} [options]")
    return COMMANDS[command](options(command).parse_args(arguments[1:]))


if __name__ == "__main__":
    main(sys.argv[1:])
