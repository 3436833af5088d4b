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

import copy
import dataclasses
import itertools
import time

import common  # noqa: F401  puts models/ on the path, for what follows
import numpy as np
import torch
from architectures.typing_stream import TypingStream, TypingStreamConfig
from common import (
    KNOWN_PEOPLE,
    MODELS,
    cache_dir,
    cache_key,
    dials_text,
    mean_row,
    one_cycle,
    progress,
    seed_everything,
)
from torch import nn
from torch.nn import functional
from typing_data import SENTENCES_PER_SESSION, fit_scale, load_recordings, nearest, training_recordings
from typing_front import covariance, init_front, leading_directions, pauses
from typing_text import LABELS, edit_distance

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
N_DIRECTIONS = 128
IMPOSSIBLE = -30.0


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


def configuration(n_directions, width=128, depth=3):
    small = TypingStreamConfig.small(len(KNOWN_PEOPLE), len(LABELS) + 1)
    front = dataclasses.replace(small.front, n_heads=306, n_projection=n_directions, n_out=n_directions)
    convs = dataclasses.replace(small.convs, widths=(n_directions, *[width] * 4), dropout=0.15)
    conformer = dataclasses.replace(small.conformer, width=width, depth=depth, dropout=0.15)
    return dataclasses.replace(small, front=front, convs=convs, conformer=conformer)


# ---------------------------------------------------------------- data


def scaled(recording, start, stop, center, scale):
    x = (np.asarray(recording.signal[start:stop], dtype=np.float32) - center) / scale
    return np.clip(x, -CLAMP, CLAMP).astype(np.float32)


def make_front(recordings, n_directions):
    """Stored scaling and the directions of the 1x1 convolution, from the training sessions."""
    center, scale = fit_scale(recordings)
    typing, rest = [], []
    for recording in recordings:
        for s in recording.sentences[::2]:
            if not s.held_out and len(s.times):
                typing.append(scaled(recording, nearest((s.times[0] - 0.1) * SFREQ), nearest((s.times[-1] + 0.3) * SFREQ), center, scale))
        rest.extend(scaled(recording, a, b, center, scale) for a, b in pauses(recording))
    matrix, ratios = leading_directions(centred(typing), centred(rest), n_directions)
    print("activity over rest of the leading directions:", np.round(ratios[: n_directions : n_directions // 8], 2))
    return {"center": center, "scale": scale, "matrix": matrix, "layout": recordings[0].layout, "ratios": ratios}


def centred(blocks):
    """Covariance of what changes within half a second: slow drift is no concern of a key's."""
    n = SFREQ // 2
    kernel = np.ones(n) / n
    out = []
    for block in blocks:
        if len(block) > 2 * n:
            slow = np.apply_along_axis(lambda x: np.convolve(x, kernel, "same"), 0, block)
            out.append((block - slow)[n:-n] if len(block) > 4 * n else block - slow)
    return covariance(out)


def pieces(recordings, front, row_of):
    z, labels, times, row, held_out, text, person, session = [], [], [], [], [], [], [], []
    matrix = front["matrix"].astype(np.float32)
    for recording in progress(recordings, "sentences"):
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
    return Streams(z, labels, times, np.array(row), np.array(held_out), text, np.array(person), np.array(session))


def training_streams(args):
    key = cache_key(preprocess=PREPROCESS, clamp=CLAMP, sessions=args.sessions, sentences=SENTENCES_PER_SESSION, n=args.directions, dials=dials_text())
    path = cache_dir(args.cache) / f"{NAME}-{key}.pt"
    if path.exists():
        return torch.load(path, weights_only=False)
    recordings = training_recordings(PREPROCESS, args)
    front = make_front(recordings, args.directions)
    streams = pieces(recordings, front, lambda person: KNOWN_PEOPLE.index(person))
    torch.save((front, streams), path)
    return front, streams


# ---------------------------------------------------------------- training


def batch_of(streams, chosen, spoken):
    """
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
        z[b, :, : n_samples[b]] = torch.from_numpy(streams.z[i].T.astype(np.float32))
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
    print("condition of the merger:", round(init_front(network, front["layout"], front["matrix"]), 3))
    if args.shuffle:
        rng = np.random.default_rng(args.seed)
        pool = rng.permutation(np.concatenate(streams.labels))
        streams.labels = np.split(pool, np.cumsum([len(label) for label in streams.labels])[:-1])
    training, testing = np.flatnonzero(~streams.held_out), np.flatnonzero(streams.held_out)
    n_keys = sum(len(streams.labels[i]) for i in training)
    print(f"{n_keys} keys of {len(training)} sentences to train on, {len(testing)} sentences held out")
    for p in itertools.chain(network.front.merger.parameters(), network.front.projection.parameters()):
        p.requires_grad_(False)
    with torch.no_grad():
        # Most frames tell nothing: starting from there saves the first epoch.
        network.classes.bias[0] = 3.0
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
            z, frames, labels, counts, allowed = batch_of(streams, chosen, args.spoken)
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
