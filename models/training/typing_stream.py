"""
The trained small model `typing-stream`: characters every 40 ms from signal of the past only, without key times.

    python models/training/typing_stream.py train       # made-up typing without end, about 40 minutes on one core
    python models/training/typing_stream.py train --linear --tag linear     # to compare with
    python models/training/typing_stream.py train --shuffle --tag shuffled
    python models/training/typing_stream.py evaluate    # tables (a), (b), (c), linear encoder, shuffled labels, chance
    python models/training/typing_stream.py export      # models/typing-stream/1.0.0
    python models/training/typing_stream.py calibrate --data SESSION --trials 200 --out FOLDER

Trained by CTC whose alignments are held to a span of frames behind each press (in training the presses are known): CTC
left alone says a key when it likes, mostly late. After A. Senior, H. Sak et al., "Acoustic modelling with CD-CTC-SMBR
LSTM RNNs", ASRU 2015, who hold the delay of speech recognition so.

What makes it learn is in typing_endless.py: filters in closed form, and made-up typing behind them that never repeats. Two
things more: the first convolution starts as the linear regression of the keys on the signal, and the responses start four
times as large as they are and shrink to their size, because a network that starts amid the noise stays silent for long.
"""

import argparse
import copy
import dataclasses
import json
import subprocess
import sys
import time
from pathlib import Path

import common  # noqa: F401  puts models/ on the path, for what follows
import numpy as np
import torch
from architectures.blocks import SubjectLayer
from architectures.typing_stream import TypingStream, TypingStreamConfig
from common import (
    KNOWN_PEOPLE,
    MODELS,
    REPOSITORY,
    UNSEEN_PEOPLE,
    add_calibration_options,
    add_common_options,
    cache_dir,
    cache_key,
    fit_row,
    mean_row,
    one_cycle,
    plain,
    progress,
    run_command,
    seed_everything,
    write_report,
)
from simulation import Chain
from torch import nn
from torch.nn import functional
from typing_data import SENTENCES_PER_SESSION, fit_scale, load_recordings, nearest, read_dials, recording_of, session_folder, typing_dials
from typing_endless import N_FILTERED, Endless, english, fit_filters, noise_covariance, plain_head, read_places
from typing_head import HeadFront, HeadNumbers
from typing_keys import BACKSPACE_SHARE, character_error, language_settings, load_folder, log_softmax, rounded, show, with_rows, write_files
from typing_linear import LinearStream
from typing_text import LABELS, NgramModel, edit_distance, find_language_model, matched_keys

NAME = "typing-stream"
VERSION = "1.0.0"
FOLDER = MODELS / NAME / VERSION
PREPROCESS = [
    {"step": "notch", "freq": 50, "q": 30, "harmonics": 1},
    {"step": "bandpass", "low": 0.5, "high": 45, "order": 2},
    {"step": "resample", "sfreq": 100, "halfLength": 2},
]
SFREQ = 100
# A blink is taken out by the filters as long as it is not cut.
CLAMP = 30
CHUNK = 8
STRIDE = 4
# A key may be told by frames that end this long after its press, s.
SPOKEN = (0.22, 0.36)
# Recorded sessions of each person, for scaling, reading and calibration; and further places of the head, for filters.
N_RECORDED = 2
N_PLACES = 30
# Of the first convolution, 0.64 s; and its outputs that a regression starts.
KERNEL = 64
N_REGRESSED = 56
# What the regression tells of a key, so long after its press, s.
REGRESSED_AFTER = (0.08, 0.16, 0.24, 0.32, 0.40)
IMPOSSIBLE = -30.0
DELAYS = (0.3, 0.4, 0.6, 1.0, 2.0)
# From the last sample of a chunk to the text at the subscriber, s; the live figure is the server's to measure.
PROCESSING = 0.02
# A key that was told is committed so long after, s: half of the keys then are within 0.8 s of their press.
COMMIT_LAG = 0.4
# Errors per character that a second of the 95th percentile of delays is worth, where the reading is fitted.
LATE = 0.05


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

    def __len__(self):
        return len(self.z)


def configuration(width, depth, n_projection=N_FILTERED):
    small = TypingStreamConfig.small(len(KNOWN_PEOPLE), len(LABELS) + 1)
    # The merger is not used: the front is that of one set of sensors (typing_head.HeadFront).
    front = dataclasses.replace(small.front, n_heads=1, n_projection=n_projection, n_out=N_FILTERED, subject_dropout=0.0)
    convs = dataclasses.replace(small.convs, widths=(N_FILTERED, width), kernel=KERNEL, dropout=0.0)
    conformer = dataclasses.replace(small.conformer, width=width, depth=depth, feed_forward=2 * width, dropout=0.0)
    return dataclasses.replace(small, front=front, convs=convs, conformer=conformer)


# ---------------------------------------------------------------- data


def scaled(recording, start, stop, center, scale):
    x = (np.asarray(recording.signal[start:stop], dtype=np.float32) - center) / scale
    return np.clip(x, -CLAMP, CLAMP).astype(np.float32)


def make_front(args):
    """
    Stored scaling from some recordings, and spatial filters in closed form.

    returns  a dictionary with center, scale, layout, names, golden; the head's `reference` and `solve`; matrix
             [(n_people + 1) N_FILTERED, C] and turned [6, ..., C] of all rows one behind the other; and the places
    """
    key = cache_key(preprocess=PREPROCESS, recorded=N_RECORDED, places=N_PLACES, dials=typing_dials(), version=1)
    path = cache_dir(args.cache) / f"{NAME}-front-{key}.pt"
    if path.exists():
        return torch.load(path, weights_only=False)
    recordings = recorded(args, KNOWN_PEOPLE)
    center, scale = fit_scale(recordings)
    chain = Chain(PREPROCESS, recordings[0].stream_sfreq)
    folders = [place_folder(person, session, args) for person in KNOWN_PEOPLE for session in progress(range(N_PLACES), f"places of {person}")]
    places = read_places(folders, chain, scale)
    head = plain_head(places)
    # Fitted on some of the places, trained on all: what the filters leave elsewhere is to be seen in training.
    filters = fit_filters([p for p in places if p.session.number >= N_PLACES // 5], head, chain, read_dials()["typing"]["gain"])
    values, vectors = np.linalg.eigh(noise_covariance(places, filters, head, chain))
    whiten = (vectors / np.sqrt(values + 1e-4 * values[-1])) @ vectors.T
    filters = np.einsum("jk,pikc->pijc", whiten, filters)
    stacked = filters.transpose(1, 0, 2, 3).reshape(7, -1, filters.shape[-1]).astype(np.float32)
    front = {
        "center": center,
        "scale": scale,
        "layout": recordings[0].layout,
        "names": [channel["name"] for channel in recordings[0].channels],
        "golden": scaled(recordings[0], 10 * SFREQ, 10 * SFREQ + CHUNK, center, scale),
        "reference": head.reference,
        "solve": head.solve,
        "matrix": stacked[0],
        "turned": stacked[1:],
        "filters": filters,
        "places": places,
        "chain": chain,
    }
    torch.save(front, path)
    return front


def place_folder(person, session, args):
    """Sessions that are recorded are long, others but one sentence: of them only where the head lies is used."""
    n = SENTENCES_PER_SESSION if session < N_RECORDED else 1
    return session_folder(person, session, args.cache, ("--sentences", str(n)))


def recorded(args, people, sessions=range(N_RECORDED), gain=1.0):
    return load_recordings(people, sessions, PREPROCESS, "sessions", cache=args.cache, gain=gain, options=("--sentences", str(SENTENCES_PER_SESSION)))


def matrix_at(front, positions):
    """[n_projection, C] of a front, or of a served network, with the sensors at these positions."""
    if "network" in front:
        with torch.no_grad():
            return front["network"].front.at(torch.as_tensor(positions, dtype=torch.float32)).numpy()
    numbers = HeadNumbers(front["reference"]).numbers(positions)
    return front["matrix"] + np.einsum("i,ikc->kc", numbers.astype(np.float32), front["turned"])


def pieces(recordings, front, row_of):
    z, labels, times, row, held_out, text, person, session = [], [], [], [], [], [], [], []
    for recording in progress(recordings, "sentences"):
        matrix = matrix_at(front, recording.positions)
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
    columns = [np.array(column) for column in (person, session)]
    return Streams(z, labels, times, np.array(row), np.array(held_out), text, *columns)


# ---------------------------------------------------------------- training


def frames_allowed(labels, times, frames, spoken):
    """Whether a frame may tell a class, bool [len(labels), max(frames), 1 + n_labels]; the blank always."""
    allowed = torch.zeros(len(labels), int(max(frames)), len(LABELS) + 1, dtype=torch.bool)
    allowed[:, :, 0] = True
    for b, (label, time_, n) in enumerate(zip(labels, times, frames)):
        # Frame f ends with sample 4 f + 3, which is there at (4 f + 4) / sfreq at the latest.
        first = np.ceil(((time_ + spoken[0]) * SFREQ - STRIDE) / STRIDE).astype(int)
        last = np.floor(((time_ + spoken[1]) * SFREQ - STRIDE) / STRIDE).astype(int)
        for c, a, o in zip(label + 1, np.clip(first, 0, int(n) - 1), np.clip(last, 0, int(n) - 1)):
            allowed[b, a : o + 1, c] = True
    return allowed


def batch_of(streams, chosen, spoken):
    """z [B, n_directions, T] padded with 0 at the end, number of frames [B], labels one behind the other (1 …), their numbers [B], allowed."""
    n_samples = [len(streams.z[i]) for i in chosen]
    z = torch.zeros(len(chosen), streams.z[0].shape[1], max(n_samples))
    frames = torch.tensor([n // STRIDE for n in n_samples])
    for b, i in enumerate(chosen):
        z[b, :, : n_samples[b]] = torch.from_numpy(np.ascontiguousarray(streams.z[i].astype(np.float32).T))
    labels = [streams.labels[i] for i in chosen]
    allowed = frames_allowed(labels, [streams.times[i] for i in chosen], frames, spoken)
    return z, frames, torch.from_numpy(np.concatenate(labels) + 1), torch.tensor([len(label) for label in labels]), allowed


def held_ctc(logits, frames, labels, counts, allowed):
    """CTC per key, alignments held to the frames that may tell a class."""
    told = torch.log_softmax(logits.float(), dim=-1)
    told = torch.where(allowed, told, torch.full_like(told, IMPOSSIBLE))
    loss = functional.ctc_loss(told.transpose(0, 1), labels, frames, counts, blank=0, reduction="sum", zero_infinity=True)
    return loss / counts.sum()


def run(network, x):
    """
    The trunk from rest, without states, for a network as `init_convolution` leaves it: where the kernel of the down-sampling
    picks one sample in four, the convolution need not be worked out for the others.

    x        [B, N_FILTERED, T] behind the subject layer
    returns  logits and auxiliary logits [B, T / 4, n_classes]; a linear encoder's are the same
    """
    if isinstance(network, LinearStream):
        logits = network(x)
        return logits, logits
    conv = network.convs.convs[0]
    frames = functional.conv1d(functional.pad(x, (KERNEL - STRIDE, 0)), conv.weight, conv.bias, stride=STRIDE).transpose(1, 2)
    frames = functional.gelu(network.downsampling.norm(frames.float()))
    return network.read(frames, network.initial_states(len(x)))[:2]


def regression(endless, n_draws, n=48, n_samples=1024):
    """
    Linear regression of the keys on the last KERNEL samples: indicators of each class some time after its press, per frame.

    returns  kernels [N_REGRESSED, N_FILTERED, KERNEL] whose outputs span what is told of the keys, of variance about 1
    """
    n_lags, n_frames = KERNEL // 2, n_samples // STRIDE
    size = N_FILTERED * n_lags
    gram, right = np.zeros((size, size)), np.zeros((size, len(REGRESSED_AFTER) * len(LABELS)))
    for _ in progress(range(n_draws), "regression"):
        z, _, keys, times = endless.draw(n, n_samples)
        # Pairs of samples are enough for what is below 20 Hz.
        x = functional.pad(z, (KERNEL, 0))
        x = 0.5 * (x[..., 0::2] + x[..., 1::2])
        x = x.unfold(-1, n_lags, 2)[:, :, 1 : 1 + n_frames].permute(0, 2, 1, 3).reshape(n * n_frames, size).numpy()
        y = np.zeros((n, n_frames, len(REGRESSED_AFTER), len(LABELS)), dtype=np.float32)
        for i in range(n):
            for j, after in enumerate(REGRESSED_AFTER):
                at = (times[i] + after) * SFREQ / STRIDE - 1
                low = np.floor(at).astype(int)
                for frame, share in ((low, 1 - (at - low)), (low + 1, at - low)):
                    there = (frame >= 0) & (frame < n_frames)
                    np.add.at(y, (i, frame[there], j, keys[i][there]), share[there])
        y = y.reshape(n * n_frames, -1)
        gram += x.T @ x
        right += x.T @ (y - y.mean(axis=0))
    gram /= n_draws * n * n_frames
    right /= n_draws * n * n_frames
    weights = np.linalg.solve(gram + 1e-4 * np.trace(gram) / size * np.eye(size), right)
    values, vectors = np.linalg.eigh(weights.T @ gram @ weights)
    values, vectors = values[::-1][:N_REGRESSED], vectors[:, ::-1][:, :N_REGRESSED]
    kernels = (weights @ (vectors / np.sqrt(values + 0.01 * values[0]))).T.reshape(N_REGRESSED, N_FILTERED, n_lags)
    return np.repeat(kernels, 2, axis=2) / 2


@torch.no_grad()
def init_convolution(network, kernels):
    """
    The regression's outputs with both signs, which a GELU then leaves whole; constants besides, beside which the layer norm
    is nearly linear. The down-sampling takes every fourth sample as it is.
    """
    conv = network.convs.convs[0]
    n = len(kernels)
    conv.weight.normal_(0, 0.01)
    conv.bias.zero_()
    conv.weight[:n] = torch.from_numpy(kernels.astype(np.float32))
    conv.weight[n : 2 * n] = -conv.weight[:n]
    n_constant = len(conv.bias) - 2 * n
    conv.bias[2 * n :] = 1.5 * (-1.0) ** torch.arange(n_constant)
    network.downsampling.conv.weight.zero_()
    network.downsampling.conv.weight[..., -1] = 1.0
    network.downsampling.conv.bias.zero_()


def train(args):
    seed_everything(args.seed, args.threads)
    front = make_front(args)
    level = read_dials()["typing"]["gain"]
    rng = np.random.default_rng(args.seed)
    texts = english(rng, NgramModel(find_language_model()), args.text_keys)
    head = HeadNumbers(front["reference"])
    endless = Endless(front["places"], front["filters"], head, front["chain"], level, rng, texts, args.english)
    if args.shuffle:
        endless.shuffled = True
    network = linear_encoder(N_FILTERED) if args.linear else network_to_start(endless, args)
    learned = [p for p in network.parameters() if p.requires_grad]
    print(f"{sum(p.numel() for p in learned)} parameters to learn", flush=True)
    clock = {"seconds": 0.0, "nKeys": 0, "steps": 0}
    # Twice from easy to what it is: what is learned about overlapping responses while they are large stays.
    for n_steps, easy, annealed, rate in ((args.steps, args.easy, 0.4, args.rate), (args.more_steps, 2.5, 0.85, args.rate / 2)):
        network = train_cycle(network, endless, level, args, n_steps, easy, annealed, rate, clock)
        save(args, served_network(network, front, args), front, clock)


def network_to_start(endless, args):
    network = TypingStream(configuration(args.width, args.depth))
    network.front.subject_layer.init_identity()
    with torch.no_grad():
        # A bias tells the network who types. Most frames tell nothing: starting from there saves time.
        network.front.subject_layer.bias.normal_(0, 0.1)
        network.classes.bias[0] = 3.0
    init_convolution(network, regression(endless, args.regression))
    fixed = (*network.front.merger.parameters(), *network.front.projection.parameters(), *network.downsampling.conv.parameters())
    for p in fixed:
        p.requires_grad_(False)
    return network


def linear_encoder(n_projection):
    """What the network is held against: the same rows and the same reach, and nothing but one linear map behind them."""
    layer = SubjectLayer(n_projection, N_FILTERED, len(KNOWN_PEOPLE), bias=True, unknown_row=True)
    layer.init_identity()
    network = LinearStream(layer, N_FILTERED, len(LABELS) + 1, KERNEL, STRIDE)
    with torch.no_grad():
        network.classes.weight.zero_()
        network.classes.bias.zero_()
        network.classes.bias[0] = 3.0
    return network


def train_cycle(network, endless, level, args, n_steps, easy, annealed, rate, clock):
    """
    easy      how large responses are at first; they have their size after the share `annealed` of the steps
    clock     what was spent so far; added to
    returns   the exponential average of the weights
    """
    learned = [p for p in network.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(learned, lr=rate, weight_decay=args.decay)
    schedule = one_cycle(optimizer, rate, n_steps)
    average = copy.deepcopy(network)
    started, mean = time.monotonic(), None
    network.train()
    bar = progress(range(n_steps), "training")
    for step in bar:
        endless.level = level * easy ** max(0.0, 1 - step / (annealed * n_steps))
        z, rows, keys, times = endless.draw(args.batch, args.samples)
        frames = torch.full((args.batch,), args.samples // STRIDE)
        labels, counts = torch.from_numpy(np.concatenate(keys) + 1), torch.tensor([len(k) for k in keys])
        allowed = frames_allowed(keys, times, frames.tolist(), args.spoken)
        with torch.autocast("cpu", torch.bfloat16, enabled=args.bfloat16):
            logits, auxiliary = run(network, network.front.subject_layer(z, rows))
        told = held_ctc(logits, frames, labels, counts, allowed)
        loss = 0.8 * told + 0.2 * held_ctc(auxiliary, frames, labels, counts, allowed)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(learned, 1.0)
        optimizer.step()
        if step + 1 < n_steps:
            schedule.step()
        follow(average, network, min(0.99, step / (step + 10)))
        clock["nKeys"] += int(counts.sum())
        mean = told.item() if mean is None else 0.97 * mean + 0.03 * told.item()
        bar.note(f"loss {mean:.3f}")
        if step % 100 == 99:
            print(f"  step {step + 1}, {time.monotonic() - started:.0f} s: loss {mean:.4f}, level {endless.level / level:.2f}", flush=True)
    clock["seconds"] += time.monotonic() - started
    clock["steps"] += n_steps
    return average


@torch.no_grad()
def served_network(network, front, args):
    """
    The same with its front: filters of all rows at the sensors' positions, of which a row takes its own. A linear encoder
    reads what they give, and has its rows alone.
    """
    n_projection = len(front["matrix"])
    served = linear_encoder(n_projection) if args.linear else TypingStream(configuration(args.width, args.depth, n_projection))
    weights = network.state_dict()
    kept = served.state_dict()
    kept.update({name: value for name, value in weights.items() if not name.startswith("front.")})
    served.load_state_dict(kept)
    layer = served.front.subject_layer
    layer.bias.copy_(network.front.subject_layer.bias)
    layer.weight.zero_()
    for row, own in enumerate(network.front.subject_layer.weight):
        layer.weight[row, row * N_FILTERED : (row + 1) * N_FILTERED] = own
    if args.linear:
        return served.eval()
    served.front = HeadFront(front["reference"], front["solve"], front["matrix"], front["turned"], np.zeros(len(front["matrix"])), layer)
    return served.eval()


@torch.no_grad()
def follow(average, network, keep):
    """Exponential average of all weights and batch statistics."""
    for mean, new in zip(average.state_dict().values(), network.state_dict().values()):
        if mean.is_floating_point():
            mean.lerp_(new, 1 - keep)
        else:
            mean.copy_(new)


@torch.no_grad()
def sentence_frames(network, streams, sentences, subject=None, batch=16):
    """ln of the probabilities of each sentence's frames, [n_frames, 1 + n_labels]."""
    network.eval()
    out = {}
    order = sorted(sentences, key=lambda i: len(streams.z[i]))
    for at in range(0, len(order), batch):
        chosen = order[at : at + batch]
        z, frames, _, _, _ = batch_of(streams, chosen, SPOKEN)
        rows = torch.from_numpy(streams.row[chosen]) if subject is None else torch.full((len(chosen),), subject)
        logits = run(network, network.front.subject_layer(z, rows))[0]
        for i, n, row in zip(chosen, frames.tolist(), torch.log_softmax(logits, dim=-1)):
            out[i] = row[:n].numpy()
    return [out[i] for i in sentences]


def greedy(frames):
    best = frames.argmax(axis=1)
    kept = best[np.concatenate([[True], best[1:] != best[:-1]])]
    return kept[kept > 0] - 1


def checkpoint_path(args):
    return cache_dir(args.cache) / f"{NAME}-{args.tag}.pt"


def save(args, network, front, training):
    kept = {name: front[name] for name in ("center", "scale", "layout", "names", "golden", "reference", "solve")}
    config = None if args.linear else network.config
    stored = {"weights": network.state_dict(), "front": kept, "config": config, "training": training, "args": vars(args)}
    torch.save(stored, checkpoint_path(args))


def load(args):
    stored = torch.load(checkpoint_path(args), weights_only=False)
    if stored["config"] is None:
        network = linear_encoder(stored["weights"]["front.subject_layer.weight"].shape[1])
        network.load_state_dict(stored["weights"])
        return network.eval(), stored
    network = TypingStream(stored["config"])
    fixed = [stored["weights"][f"front.{name}"] for name in ("reference", "solve", "matrix", "turned", "bias")]
    network.front = HeadFront(*fixed, network.front.subject_layer)
    network.load_state_dict(stored["weights"])
    stored["front"]["network"] = network
    return network.eval(), stored


# ---------------------------------------------------------------- evaluation


def test_streams(args, front, people, sessions, gain, sentences, row_of, seed=0):
    recordings = load_recordings(
        people, sessions, PREPROCESS, f"test at x{gain:g}", cache=args.cache, gain=gain, seed=seed,
        options=("--sentences", str(sentences)),
    )
    for recording in recordings:
        recording.sentences = recording.sentences[: args.scored]
    return pieces(recordings, front, row_of)


def make_reading(settings, shares):
    """How the server is to read, as a checkpoint keeps it."""
    return {**settings, "backspace": BACKSPACE_SHARE, "shares": shares}


def read_texts(reading, told):
    """
    What the server makes of each sentence, by its own search and its own rule of what is committed: after every chunk, and at
    the end, (s from the piece's first sample, keys, how many of them are committed). Needs `npm run build`.

    told  per sentence [n_frames, 1 + n_labels], ln of the probabilities
    """
    per_window = CHUNK // STRIDE
    request = {"postprocess": read_settings(reading), "framesPerWindow": per_window, "nFrames": [len(frames) for frames in told]}
    data = json.dumps(plain(request)).encode() + b"\n" + np.concatenate(told).astype("<f4").tobytes()
    command = ["node", str(REPOSITORY / "dist" / "bench" / "read-frames.js"), str(FOLDER)]
    answer = subprocess.run(command, input=data, stdout=subprocess.PIPE, check=True).stdout
    out = []
    for windows, frames in zip(json.loads(answer), told):
        # The last is the text at the end, told when the last chunk is there.
        times = [min(n + 1, len(frames) // per_window) * CHUNK / SFREQ for n in range(len(windows))]
        out.append([(time_, tuple(keys), n_committed) for time_, (keys, n_committed) in zip(times, windows)])
    return out


def fit_reading(network, streams, args, delays=True):
    """
    Weight of the language model and insertion, on recorded training sessions, whose noise no training has seen. They are fitted
    to the server's own search: what is told and then taken back, or committed as absent, is as wrong as it is there.

    delays  whether a text that comes late counts, too: `LATE` for each second of the 95th percentile
    """
    testing = np.random.default_rng(0).permutation(len(streams))[: args.fit_sentences]
    told = sentence_frames(network, streams, testing)
    truth = [streams.labels[i] for i in testing]
    counts = np.bincount(np.concatenate(streams.labels), minlength=len(LABELS)) + 0.5
    shares = counts / counts.sum()

    def loss(settings):
        read = read_texts(make_reading(settings, shares), told)
        found = character_error([np.array(snapshots[-1][1], dtype=int) for snapshots in read], truth)
        if not delays:
            print(f"  {settings}: CER {found:.4f}", flush=True)
            return found
        first_told = []
        for i, keys, snapshots in zip(testing, truth, read):
            follow_delays(streams.times[i], keys, snapshots, {}, first_told)
        late = np.quantile(first_told, 0.95)
        print(f"  {settings}: CER {found:.4f}, 95 % of what is told right within {1e3 * late:.0f} ms", flush=True)
        return found + LATE * late

    # Along the ridge of both first: a lighter language model needs less to make up for it.
    settings = dict(temperature=1.0, priorDivision=0.0, weight=0.2, insertion=0.75, slip=0.01)
    best = loss(settings)
    for step in ({"weight": 0.1, "insertion": 0.25}, {"insertion": 0.25}, {"weight": 0.1}):
        for sign in (1, -1):
            while True:
                tried = {**settings, **{name: round(settings[name] + sign * size, 3) for name, size in step.items()}}
                value = loss(tried) if min(tried["weight"], tried["insertion"]) >= 0 else np.inf
                if value >= best:
                    break
                best, settings = value, tried
    print(f"reading {settings}", flush=True)
    return make_reading(settings, shares)


def stream_scores(network, streams, reading, subject=None, delays=True):
    everything = np.arange(len(streams))
    told = sentence_frames(network, streams, everything, subject)
    truth = [streams.labels[i] for i in everything]
    out = {"nKeys": sum(map(len, truth)), "cerGreedy": character_error([greedy(f) for f in told], truth)}
    curve = {d: [0, 0] for d in DELAYS}
    read, first_told, committed = read_texts(reading, told), [], []
    found = [np.array(snapshots[-1][1], dtype=int) for snapshots in read]
    for i in progress(everything, "delays") if delays else ():
        follow_delays(streams.times[i], truth[i], read[i], curve, first_told, committed)
    out["cerWithLm"] = character_error(found, truth)
    out["keyErrorWithLm"] = sum(edit_distance(t, f) for t, f in zip(truth, found)) / out["nKeys"]
    out["cerWithLmBySession"] = [
        character_error([found[i] for i in own], [truth[i] for i in own])
        for own in ([i for i in everything if streams.session[i] == s] for s in sorted(set(streams.session.tolist())))
    ]
    if delays:
        out["missedAfterSeconds"] = {f"{d:g}": 1 - right / n for d, (right, n) in curve.items()}
        for name, values in (("provisionalMs", first_told), ("committedMs", committed)):
            out[name] = {"median": 1e3 * np.median(values), "p95": 1e3 * np.quantile(values, 0.95)}
        people = sorted(set(streams.person.tolist()))
        by_person = {p: [i for i in everything if streams.person[i] == p] for p in people}
        out["cerWithLmByPerson"] = [character_error([found[i] for i in own], [truth[i] for i in own]) for own in by_person.values()]
    return out


def follow_delays(times, truth, snapshots, curve, first_told, committed=None):
    """
    For each delay d: is the key right in the text that there is d after its press? And when was it first there, of keys
    that are right at the end? A key is right where the alignment of fewest edits of the keys pressed so far leaves it.
    """
    at = np.array([t for t, _, _ in snapshots])
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
        shown = False
        for snapshot in range(int(np.searchsorted(at, press)), len(at)):
            _, keys, n_committed = snapshots[snapshot]
            n_pressed = max(int(np.searchsorted(times, at[snapshot], side="right")), k + 1)
            if not shown and right(n_pressed, keys)[k]:
                first_told.append(at[snapshot] + PROCESSING - press)
                shown = True
            if shown and committed is None:
                break
            if shown and right(n_pressed, keys[:n_committed])[k]:
                committed.append(at[snapshot] + PROCESSING - press)
                break


def fit_person(network, streams, n_trials, seed):
    """
    (matrix, bias) of a row on whole sentences up to about `n_trials` keys, in the span of the rows that are there: each input
    of the network a weighted sum of the known people's and the stranger's own, started at the stranger's and held to it.
    """
    network.eval()
    layer = network.front.subject_layer
    n_rows = mean_row() + 1
    with torch.no_grad():
        # [n_rows, n_projection, n_out]: what each row makes of its part of the projection.
        rows = layer.weight[:n_rows].detach().clone()
        start = torch.zeros(n_rows, rows.shape[2])
        start[mean_row()] = 1.0
    weights = start.clone().requires_grad_()
    bias = layer.bias[mean_row()].detach().clone().requires_grad_()
    counts = np.cumsum([len(label) for label in streams.labels])
    n_sentences = max(1, int(np.searchsorted(counts, n_trials, side="right")))
    rng = np.random.default_rng(seed)

    def batches():
        while True:
            yield rng.choice(n_sentences, min(4, n_sentences), replace=False)

    def matrix_of(w):
        return torch.einsum("rnd,rd->nd", rows, w)

    def loss(chosen):
        z, frames, labels, counts_, allowed = batch_of(streams, chosen, SPOKEN)
        logits = run(network, torch.einsum("nct,cd->ndt", z, matrix_of(weights)) + bias[:, None])[0]
        return held_ctc(logits, frames, labels, counts_, allowed)

    n_steps, pull = steps_and_pull(n_trials)
    weights, bias = fit_row([weights, bias], loss, n_steps, batches(), learning_rate=1e-2, pull=pull)
    return matrix_of(weights).detach(), bias


def steps_and_pull(n_trials):
    """
    How long a row is fitted to so many keys, and how hard it is held: 40 steps and 20 at 200 keys, 200 and 1.8 at 1,000, both on
    one power law. More steps on 200 keys learn these by heart. More than 1,000 were not tried: they count as 1,000.
    """
    n = min(n_trials, 1000)
    return max(1, round(n / 5)), 20.0 * (200 / n) ** 1.5


def evaluate(args):
    seed_everything(args.seed, args.threads)
    network, stored = load(args)
    front = stored["front"]
    streams = pieces(recorded(args, KNOWN_PEOPLE), front, lambda person: KNOWN_PEOPLE.index(person))
    if args.fit_sentences > 0:
        stored["reading"] = fit_reading(network, streams, args)
        torch.save({**stored, "front": {k: v for k, v in front.items() if k != "network"}}, checkpoint_path(args))
    reading = stored["reading"]
    ideal = json.loads((MODELS / "simulation" / "ideal.json").read_text(encoding="utf-8"))["typing"]["gains"]
    known = KNOWN_PEOPLE.index
    silence = test_streams(args, front, KNOWN_PEOPLE, args.test_sessions, 0.0, args.sentences, known)
    report = {
        "model": NAME,
        "training": stored["training"],
        "reading": {k: v for k, v in reading.items() if k != "shares"},
        "seeds": "another noise, place of the head and text in each session: " + ", ".join(map(str, args.test_sessions)),
        "note": "the ideal observer is told when keys are hit, and is of session 100: an oracle bound",
        "chance": {
            "what": "the network's answer to the noise of the same sessions alone; cerOfOneText: one sentence of the training sessions, told for all",
            **stream_scores(network, silence, reading, delays=False),
            "cerOfOneText": one_text_error(streams, silence),
        },
        "tables": {},
    }
    print("chance:", plain(report["chance"]), flush=True)
    unseen = UNSEEN_PEOPLE[: args.unseen]
    for gain in args.gains:
        name_of_gain = f"x{gain:g}"
        table = report["tables"].setdefault(name_of_gain, {})
        if name_of_gain in ideal:
            table["ideal"] = {"cer": ideal[name_of_gain]["cer"]["value"]}

        def tell(name, scores):
            if "ideal" in table:
                scores["timesIdeal"] = {"cerWithLm": scores["cerWithLm"] / table["ideal"]["cer"]}
            table[name] = scores
            show(table, name, gain)
            write_report(report_path(args), report)

        tested = test_streams(args, front, KNOWN_PEOPLE, args.test_sessions, gain, args.sentences, known)
        tell("a: known people, new session", stream_scores(network, tested, reading, delays=gain == 1))
        for name, tag in (("a: linear encoder", args.linear), ("a: trained on shuffled labels", args.shuffled)) if gain == 1 else ():
            at = argparse.Namespace(cache=args.cache, tag=tag)
            if checkpoint_path(at).exists():
                tell(name, scores_beside(*load(at), tested, streams, args))
        tested = test_streams(args, front, unseen, args.test_sessions, gain, args.sentences, lambda _: mean_row())
        tell("b: unseen people, mean row", stream_scores(network, tested, reading, delays=False))
        for n_trials in args.trials if gain in args.calibrated_gains else ():
            fitted = {}
            for person in unseen:
                n_sessions = -(-n_trials // 450)
                own = pieces(recorded(args, [person], range(n_sessions), gain), front, lambda _: mean_row())
                fitted[person] = fit_person(network, own, n_trials, args.seed)
            grown, rows = with_rows(network, fitted)
            tested.row = np.array([rows[p] for p in tested.person])
            tell(f"c: unseen people after {n_trials} trials", stream_scores(grown, tested, reading, delays=False))
    return report


def scores_beside(network, stored, tested, streams, args):
    """Of a network to compare with, read as is best for it: how it was trained and is read stands beside the scores."""
    reading = fit_reading(network, streams, args, delays=False) if args.fit_sentences > 0 else stored["reading"]
    settings = {k: v for k, v in reading.items() if k != "shares"}
    training = {name: stored["training"][name] for name in ("nKeys", "steps")}
    return {"training": training, "reading": settings, **stream_scores(network, tested, reading, delays=False)}


def one_text_error(streams, tested):
    """
    Character error of one text for all sentences: of the sentences of the training sessions that one which is nearest to
    the others.
    """
    rng = np.random.default_rng(0)
    labels = list({text: label for text, label in zip(streams.text, streams.labels)}.values())
    some = [labels[i] for i in rng.permutation(len(labels))[:60]]
    best = min(some, key=lambda text: character_error([text] * len(some), some))
    return character_error([best] * len(tested), tested.labels)


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
    own = pieces(recordings, {**stored["front"], "network": network}, lambda _: mean_row())
    name = args.name or common.subject_name(recordings[0].person)
    grown, rows = with_rows(network, {name: fit_person(network, own, args.trials, args.seed)})
    write_model(Path(args.out), grown, stored, {**stored["rows"], **rows}, stored["results"], stored["report"])


def export(args):
    network, stored = load(args)
    stored["languageModel"] = find_language_model(args.language_model)
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
        "trainedOn": f"simulated: {stored['training']['nKeys']} made-up keypresses of 12 people with the head in {N_PLACES} places each "
        "(server/rig/person), none of them twice; texts by the language model and at random",
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
            "dilated convolutions: one linear convolution of 64 samples, which starts as a regression on the keys",
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
            **read_settings(reading),
            "nBest": 5,
            "keyMarker": "key",
        },
    }
    return write_files(folder, network, stored, manifest, report)


def read_settings(reading):
    """What the manifest says of how frames become text."""
    return {
        **language_settings(reading),
        "insertion": reading["insertion"],
        "beam": 30,
        "labelsPerStep": 8,
        "commit": {"posterior": 0.95, "lagSeconds": COMMIT_LAG},
    }


def results_of(report):
    out = []
    for gain, table in report.get("tables", {}).items():
        for name, row in table.items():
            if name == "ideal":
                continue
            value = f"CER with language model {row['cerWithLm']:.3f}, greedy {row['cerGreedy']:.3f}"
            if "provisionalMs" in row:
                value += f", provisional after {row['provisionalMs']['median']:.0f} ms (95 %: {row['provisionalMs']['p95']:.0f} ms)"
            out.append({"what": f"table {name}", "value": value, "on": f"simulated people, amplitude {gain}, {row['nKeys']} keys"})
    return out


def options(command):
    parser = argparse.ArgumentParser(prog=f"{NAME} {command}", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_common_options(parser)
    parser.add_argument("--tag", default="1", help="name of the checkpoint")
    if command == "train":
        parser.add_argument("--steps", type=int, default=2600)
        parser.add_argument("--batch", type=int, default=16, help="pieces")
        parser.add_argument("--samples", type=int, default=1024, help="of a piece")
        parser.add_argument("--rate", type=float, default=3e-3)
        parser.add_argument("--decay", type=float, default=0.01)
        parser.add_argument("--easy", type=float, default=4.0, help="how large responses are at first")
        parser.add_argument("--more-steps", type=int, default=600, help="of the second cycle")
        parser.add_argument("--english", type=float, default=0.9, help="share of pieces that are English")
        parser.add_argument("--text-keys", type=int, default=300_000, help="keys of made-up texts that pieces are cut from")
        parser.add_argument("--regression", type=int, default=25, help="draws that the first convolution is started on")
        parser.add_argument("--width", type=int, default=128)
        parser.add_argument("--depth", type=int, default=2, help="layers of the Conformer")
        parser.add_argument("--spoken", type=float, nargs=2, default=SPOKEN, help="span behind a press in which it may be told, s")
        parser.add_argument("--bfloat16", action=argparse.BooleanOptionalAction, default=True)
        parser.add_argument("--shuffle", action="store_true", help="labels in random order: what chance looks like")
        parser.add_argument("--linear", action="store_true", help="a linear encoder in place of the network, to compare with")
    if command == "export":
        parser.add_argument("--language-model", help="ARPA file (default: that of the repository)")
        parser.add_argument("--out", default=str(FOLDER))
    if command == "calibrate":
        add_calibration_options(parser, "typing", FOLDER)
    if command == "evaluate":
        parser.add_argument("--gains", type=float, nargs="+", default=[1.0, 0.5, 2.0])
        parser.add_argument("--calibrated-gains", type=float, nargs="*", default=[1.0, 0.5, 2.0], help="where rows are fitted to strangers")
        parser.add_argument("--trials", type=int, nargs="*", default=[200, 1000])
        parser.add_argument("--test-sessions", type=int, nargs="+", default=[100, 101, 102])
        parser.add_argument("--sentences", type=int, default=8, help="per test session")
        parser.add_argument("--scored", type=int, default=8, help="of them, that are read")
        parser.add_argument("--fit-sentences", type=int, default=384, help="that the reading is fitted to; 0: as it was fitted before")
        parser.add_argument("--unseen", type=int, default=len(UNSEEN_PEOPLE), help="how many unseen people")
        parser.add_argument("--shuffled", default="shuffled", help="tag of a checkpoint that was trained on shuffled labels")
        parser.add_argument("--linear", default="linear", help="tag of a checkpoint of the linear encoder")
    return parser


COMMANDS = {"train": train, "evaluate": evaluate, "calibrate": calibrate, "export": export}


def main(arguments):
    return run_command(NAME, COMMANDS, options, arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
