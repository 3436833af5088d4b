"""
The trained small model `speech-segments`: one embedding per sample, compared with the embeddings of 1,430 segments.

    python models/training/speech_segments.py train       # 12 simulated listeners
    python models/training/speech_segments.py evaluate    # tables (a), (b), (c), linear encoder, report.json
    python models/training/speech_segments.py export      # models/speech-segments/1.0.0
    python models/training/speech_segments.py calibrate   # a new person's row, into a folder

Fields and noise of the training people's sessions are known in closed form, and so are the best linear filters: those over
channels follow the head (`session_filters`), those over time are matched filters. Both are put into the network: a person's
row of the subject layer takes the person's part of them, the dilated convolutions learn the part that all share, in pairs of
channels that pass a signal on. `--linear-steps` and `--steps` train on from there, contrastively, on windows that are drawn
without end (`speech_endless`); a few hundred steps have not been better than none.
"""

import argparse
import dataclasses
import io
import json
import sys
import time
from pathlib import Path

import common  # noqa: F401  puts models/ on the path, for what follows
import numpy as np
import torch
from architectures.blocks import ConvConfig, FrontConfig
from architectures.speech_segments import SpeechSegments, SpeechSegmentsConfig
from common import (
    KNOWN_PEOPLE,
    MODELS,
    UNSEEN_PEOPLE,
    add_calibration_options,
    add_common_options,
    add_out_option,
    cache_dir,
    dials_text,
    export_session,
    mean_row,
    one_cycle,
    progress,
    run_command,
    seed_everything,
    signal_of,
    stored_scale,
    write_report,
)
from model_folder import format_json
from scipy import linalg
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
    n_terms,
    session_fields,
    terms,
)
from simulation import Chain, Session
from speech_endless import FREQS, N_SAMPLES, N_TIMES, SFREQ, SHIFT, SIZE, Listener, Recorded, Segments, Spectra, energies, matched_filters, target
from speech_image_data import CLAMP, STREAM_STEPS, TMIN, fit_scale, load_recordings
from speech_image_linear import hit_rate
from torch import nn
from torch.nn import functional
from typing_head import FARTHEST, HeadNumbers

NAME = "speech-segments"
VERSION = "1.0.0"
FOLDER = MODELS / NAME / VERSION
TEST_SESSIONS = (100, 101, 102)
TEST_SEGMENTS = 120
# A little before the first sample that is no more in the window, s.
WINDOW_END = 2.508
N_CANDIDATES = 1430
STREAM_SFREQ = 1000
N_LAYERS = 10
# How far the convolutions see to either side, in samples; and where kernels over time are, in lags after an event.
REACH = 67
KERNEL_AT = -(np.arange(-REACH, REACH + 1) + SHIFT) % SIZE
# Gates start at the sigmoid of this.
GATE = 4.0
# Filters over channels of the model's own form where the map is known.
N_OWN_FORM = 16
# Of the differences between people: how much of it a new row has beyond those of known people.
OWN = 0.3
# Parts of the band that filters over channels are fitted for.
N_BANDS = 2
# Share of windows that are seen as a stranger's.
UNKNOWN = 0.15
TOP = 10
# Samples that the linear encoder takes together.
BIN = 4


def fit_people(args):
    """Filters of each person, and of all together for somebody unknown; fields and noise of their sessions."""
    rng = np.random.default_rng(args.seed)
    fields = load_fields("speech", KNOWN_PEOPLE, range(args.sessions), Chain(STREAM_STEPS, STREAM_SFREQ), cache=args.cache)
    head = head_numbers(sum(fields, []))
    people = [PersonFields(f, head) for f in progress(fields, "people")]
    filters = []
    for person in progress(people, "filters"):
        filters.append(fewer_filters(person, fit_filters(person, band_shares(person, N_BANDS), args.order), args.directions))
    filters.append(filters_of_all(people, args, rng))
    return {"head": head, "people": people, "filters": np.array(filters, dtype=np.float32)}


def filters_of_all(people, args, rng, n_sessions=20):
    """[D, n_terms, C]: as `fit_filters`, least in expected error over people too; to first order in theta."""
    n_channels = len(people[0].basis)
    chosen = [rng.choice(len(p.at), min(n_sessions, len(p.at)), replace=False) for p in people]
    phis = [terms(p.thetas[own], 1) for p, own in zip(people, chosen)]
    lead = sum(np.einsum("nk,ncs->kcs", phi, [p.basis @ p.at[k][0] for k in own]) for p, phi, own in zip(people, phis, chosen))
    shares = [band_shares(p, N_BANDS) for p in people]
    out = []
    for b in range(N_BANDS):
        gram = np.zeros((49, n_channels**2))
        for p, phi, own, share in zip(people, phis, chosen, shares):
            outer = np.einsum("nk,nl->kln", phi, phi).reshape(49, -1)
            noise = np.array([p.basis @ p.noise(p.at[k], share[b]) @ p.basis.T for k in own])
            noise += p.of.sensor @ share[b] * (np.eye(n_channels) - p.basis @ p.basis.T)
            gram += outer @ noise.reshape(len(noise), -1)
        gram = gram.reshape(7, 7, n_channels, n_channels).transpose(0, 2, 1, 3).reshape(7 * n_channels, -1)
        gram[np.diag_indices(len(gram))] += 1e-7 * np.trace(gram) / len(gram)
        solved = linalg.solve(gram, lead.reshape(7 * n_channels, -1), assume_a="pos", overwrite_a=True)
        out.append(solved.reshape(7, n_channels, -1).transpose(2, 0, 1))
    filters = np.concatenate(out) / people[0].sensor_sd
    noise, answers = 0.0, 0.0
    for p, own in zip(people, chosen):
        share = band_shares(p)[0]
        spectrum = np.tensordot(share, p.answer_spectrum().real, 1)
        for k in own:
            matrix = from_channels(p, filters_at(filters, p.thetas[k]))
            noise = noise + matrix @ p.noise(p.at[k], share) @ matrix.T
            seen = matrix @ p.at[k][0]
            answers = answers + seen @ spectrum @ seen.T
    size = np.sqrt(np.diag(noise))
    noise, answers = noise / np.outer(size, size), answers / np.outer(size, size)
    values, vectors = np.linalg.eigh(noise)
    whitener = (vectors / np.sqrt(np.maximum(values, 1e-6 * values[-1]))).T
    ratios, turned = np.linalg.eigh(whitener @ answers @ whitener.T)
    mix = turned[:, np.argsort(-ratios)[: args.directions]].T @ whitener / size * np.sqrt(sum(map(len, chosen)))
    padded = np.zeros((len(mix), n_terms(args.order), n_channels))
    padded[:, :7] = np.einsum("nd,dkc->nkc", mix, filters)
    return padded


class LinearStack(nn.Module):
    """
    The network's convolutions without their nonlinearities, at half the width: what `Pairs` makes a network of exactly.

    [B, n_in, T] to [B, n_out, T]
    """

    def __init__(self, n_in, width, n_out, n_layers=N_LAYERS, period=5, glu=2):
        super().__init__()
        dilations = [2 ** (k % period) for k in range(n_layers)]
        widths = [n_in, *[width] * n_layers]
        self.convs = nn.ModuleList(
            nn.Conv1d(a, b, 3, dilation=d, padding=d, bias=False) for a, b, d in zip(widths, widths[1:], dilations)
        )
        self.gates = nn.ModuleDict({str(k): nn.Conv1d(width, width, 3, padding=1, bias=False) for k in range(glu - 1, n_layers, glu)})
        self.out = nn.Conv1d(width, n_out, 1, bias=False)
        with torch.no_grad():
            nn.init.orthogonal_(self.convs[0].weight[:, :, 1])
            for conv in list(self.convs)[1:]:
                conv.weight.mul_(0.5)
            for gate in self.gates.values():
                gate.weight.mul_(0.1)
                gate.weight[:, :, 1] += torch.eye(width)

    def forward(self, x):
        for k, conv in enumerate(self.convs):
            y = conv(x)
            x = x + y if k > 0 else y
            if str(k) in self.gates:
                x = self.gates[str(k)](x)
        return self.out(x)


@torch.no_grad()
def set_pairs(network, stack, basis):
    """
    Makes the network the linear stack exactly: GELU(y) - GELU(-y) = y, so that a pair of channels carries one signal; gates
    stand open; batch norms pass on.
    """
    convs, width = network.convs, network.config.convs.widths[-1]
    half = width // 2
    difference = lambda w: torch.cat([w, -w], dim=1)  # noqa: E731  reads a pair
    for k, conv in enumerate(stack.convs):
        weight = conv.weight if k == 0 else difference(conv.weight)
        convs.convs[k].weight.copy_(torch.cat([weight, -weight]))
        convs.convs[k].bias.zero_()
        norm = convs.afters[k][0]
        norm.weight.fill_((1 + norm.eps) ** 0.5)
        norm.bias.zero_()
        if str(k) in stack.gates:
            gate = convs.gates[str(k)][0]
            value = difference(stack.gates[str(k)].weight) / (2 * torch.sigmoid(torch.tensor(GATE)))
            gate.weight.mul_(0.05)
            gate.weight[:width] = torch.cat([value, -value])
            gate.bias.zero_()
            gate.bias[width:] = GATE
    first, last = network.head[0], network.head[2]
    n = stack.out.out_channels
    out = difference(stack.out.weight)
    first.weight.mul_(0.5)
    first.weight[: 2 * n] = torch.cat([out, -out])
    first.bias.zero_()
    last.weight.zero_()
    last.weight[: 2 * n] = torch.cat([basis.T, -basis.T]).unsqueeze(-1)
    last.bias.zero_()
    assert half * 2 == width


def small_config(args):
    small = SpeechSegmentsConfig.small(n_subjects=len(KNOWN_PEOPLE))
    front = dataclasses.replace(small.front, n_projection=args.directions, n_out=args.signals, subject_dropout=0.0)
    convs = ConvConfig(widths=(args.signals, *[args.width] * N_LAYERS), kernel=3, dilation_period=5, glu=2)
    return dataclasses.replace(small, front=front, convs=convs, n_hidden=args.width)


class World:
    """Listeners with the rows of the subject layer that they are seen through, and segments for them to hear."""

    def __init__(self, prepared, args, rng):
        chain = Chain(STREAM_STEPS, STREAM_SFREQ)
        sessions = {p: [read_session(p, s, args.cache) for s in range(args.stories)] for p in progress(KNOWN_PEOPLE, "stories")}
        self.segments = Segments([s for own in sessions.values() for s in own], chain)
        self.width = sessions[0][0].info["targets"]["width"]
        self.basis = torch.from_numpy(np.asarray(sessions[0][0].arrays["embedding_basis"], dtype=np.float32))
        self.listeners, self.rows, self.weights, energy = [], [], [], []
        for row, person in enumerate(progress(prepared["people"], "listeners")):
            spectra = Spectra(sessions[KNOWN_PEOPLE[row]][0], chain, person)
            lines = [line_of(s) for s in sessions[KNOWN_PEOPLE[row]]]
            for which, n_places, weight in ((row, args.heads, 1 - UNKNOWN), (mean_row(), max(1, args.heads // 4), UNKNOWN)):
                places = rng.choice(len(person.at), min(n_places, len(person.at)), replace=False)
                self.listeners.append(Listener(person, spectra, prepared["filters"][which], places, lines))
                self.rows.append(which)
                if which == row:
                    energy.append(self.listeners[-1].energy(self.width))
                self.weights.append(weight / len(KNOWN_PEOPLE))

        self.energy = np.mean(energy, axis=0)
        self.segments.normalise(self.energy)

    def batch(self, n_groups, size, rng, gain=1.0):
        """x [n, D, 361], rows [n] and segments [n]; groups share a person and a head position."""
        x, rows, chosen = [], [], rng.choice(len(self.segments), n_groups * size, replace=False)
        for g, which in enumerate(rng.choice(len(self.listeners), n_groups, p=self.weights)):
            listener = self.listeners[which]
            x.append(listener.windows(rng.integers(len(listener.root)), self.segments, chosen[g * size : (g + 1) * size], rng, gain))
            rows.append(torch.full((size,), self.rows[which]))
        return torch.cat(x), torch.cat(rows), chosen


def read_session(person, session, cache, trials=24):
    """At gain 1; shares the short ones with `load_fields`."""
    dials = json.loads(dials_text())
    options = ("--gain", "1", "--spread", str(dials["spread"]), "--trials", str(trials))
    return Session.load(export_session("speech", person, session, cache_dir(cache), options))


def line_of(session):
    """Fields [C, 2] of the mains, DSP units."""
    picked = [i for i, c in enumerate(session.channels) if c["kind"] in ("mag", "grad")]
    amplitude, phase = session.arrays["line_amplitude"], session.arrays["line_phase"]
    return (session.scale[:, None] * np.stack([amplitude * np.cos(phase), -amplitude * np.sin(phase)], axis=1))[picked]


def shared_kernels(world, n_signals):
    """
    Matched filters of all rows as rows [n_rows, D, n_signals] of the subject layer, times kernels [12, n_signals, SIZE] that all
    share: the closest of that rank, errors weighted by the noise they let through.
    """
    n_rows = mean_row() + 1
    filters, counts, colour = [0.0] * n_rows, np.zeros(n_rows), 0.0
    for listener, row in zip(world.listeners, world.rows):
        filters[row] = filters[row] + matched_filters(listener, world.width)
        counts[row] += 1
        colour = colour + np.einsum("nfdd->f", listener.noise).real
    filters = np.array(filters) / counts[:, None, None, None]  # [rows, 12, D, SIZE]
    n_rows, n_features, n_directions, _ = filters.shape
    colour = np.sqrt(colour / colour.mean())
    spectrum = np.fft.rfft(filters, axis=3) * colour
    coloured = np.fft.irfft(spectrum, SIZE, axis=3)[..., KERNEL_AT]
    flat = coloured.transpose(0, 2, 1, 3).reshape(n_rows * n_directions, -1)
    left, values, right = np.linalg.svd(flat, full_matrices=False)
    kept = (values[:n_signals] ** 2).sum() / (values**2).sum()
    rows = left[:, :n_signals] * np.sqrt(len(left))
    kernels = (right[:n_signals] * values[:n_signals, None] / np.sqrt(len(left))).reshape(n_signals, n_features, -1)
    whole = np.zeros((n_signals, n_features, SIZE))
    whole[..., KERNEL_AT] = kernels
    whole = np.fft.irfft(np.fft.rfft(whole, axis=2) / colour, SIZE, axis=2)
    rows = rows.reshape(n_rows, n_directions, -1).astype(np.float32)
    # What known people are like behind the filters for anybody: rows about their mean.
    anybody = np.array([matched_filters(one, world.width) for one, row in zip(world.listeners, world.rows) if row == mean_row()])
    coloured = np.fft.irfft(np.fft.rfft(anybody, axis=3) * colour, SIZE, axis=3)[..., KERNEL_AT]
    spread = coloured.transpose(0, 2, 1, 3).reshape(len(anybody), n_directions, -1) @ right[:n_signals].T / values[:n_signals] * np.sqrt(len(left))
    spread = (spread - spread.mean(axis=0)).astype(np.float32)
    return rows, whole.transpose(1, 0, 2), colour, spread, kept


def kernel_conv(kernels):
    """
    Convolution weights [12, n_signals, 135] of kernels [12, n_signals, SIZE] at lags 0, 1 … -1 after the event. Output i looks at the
    window's sample i + k, which is k + SHIFT after its sound: a kernel's value at lag -(k + SHIFT).
    """
    return torch.from_numpy(np.ascontiguousarray(kernels[:, :, KERNEL_AT]).astype(np.float32))


def clip_loss(answers, segments, chosen, others, log_scale, basis):
    """Cross-entropy of the segment heard among those of the batch and others."""
    low = torch.einsum("dr,ndt->nrt", basis, answers).flatten(1)
    candidates = segments.targets[np.concatenate([chosen, others])].float()
    return functional.cross_entropy(log_scale.exp() * low @ candidates.T, torch.arange(len(chosen)))


def train(args):
    seed_everything(args.seed, args.threads)
    rng = np.random.default_rng(args.seed)
    started = time.process_time()
    prepared = fit_people(args)
    world = World(prepared, args, rng)
    rows, kernels, colour, spread, kept = shared_kernels(world, args.signals)
    print(f"{args.signals} signals hold {kept:.3f} of the matched filters; {len(world.segments)} segments, {time.process_time() - started:.0f} s", flush=True)
    validation = validation_set(world, args)
    rows = nn.Parameter(torch.from_numpy(rows))
    exact = kernel_conv(kernels)
    closed = lambda x: functional.conv1d(x, exact, padding=REACH)  # noqa: E731
    history = [{"what": "matched filters in closed form", **validate(closed, rows, None, world, validation)}]
    print(history[-1], flush=True)
    stack = LinearStack(args.signals, args.width // 2, 12)
    imitate(stack, closed, rows, world, args, rng)
    distil(stack, exact, colour, args)
    history.append({"what": "convolutions fitted to them", **validate(stack, rows, None, world, validation)})
    print(history[-1], f"{time.process_time() - started:.0f} s", flush=True)
    log_scale = nn.Parameter(torch.tensor(float(np.log(history[0]["scale"]))))
    if args.linear_steps > 0:
        contrast(stack, rows, log_scale, None, world, args, rng, args.linear_steps, args.linear_rate, "linear")
        history.append({"what": "contrastive, still linear", **validate(stack, rows, None, world, validation)})
        print(history[-1], f"{time.process_time() - started:.0f} s", flush=True)
    network = SpeechSegments(small_config(args))
    set_pairs(network, stack, world.basis)
    network.eval()
    if args.steps > 0:
        behind = [*network.convs.parameters(), *network.head.parameters()]
        contrast(network.trunk, rows, log_scale, world.basis, world, args, rng, args.steps, args.rate, "network", behind)
    history.append({"what": "network", **validate(network.trunk, rows, world.basis, world, validation)})
    print(history[-1], f"{time.process_time() - started:.0f} s", flush=True)
    front = make_front(prepared, world, args)
    network.front = SessionFront(front["reference"], front["solve"], scaled_filters(front), network.front.subject_layer)
    with torch.no_grad():
        network.front.subject_layer.weight.copy_(rows)
    training = {
        "people": len(KNOWN_PEOPLE), "sessionsOfFields": args.sessions, "storiesPerPerson": args.stories, "headPositions": args.heads,
        "segments": len(world.segments), "windows": args.batch * args.groups * (args.linear_steps + args.steps), "seed": args.seed,
        "shuffled": args.shuffle, "rankKept": kept, "seconds": time.process_time() - started, "history": history,
    }  # fmt: skip
    stored = {"weights": network.state_dict(), "front": front, "config": network.config, "training": training, "basis": world.basis,
              "energy": world.energy.astype(np.complex64), "spread": torch.from_numpy(spread),
              "temperature": history[-1]["temperature"], "calibration": history[-1], "dials": dials_text()}  # fmt: skip
    torch.save(stored, checkpoint_path(args))


def imitate(stack, closed, rows, world, args, rng):
    """The stack's answers to noise alone, through the rows, become those of the closed form: quickly, and roughly."""
    optimizer = torch.optim.Adam(stack.parameters(), lr=3e-3)
    schedule = one_cycle(optimizer, 3e-3, args.imitate_steps)
    bar = progress(range(args.imitate_steps), "convolutions, roughly")
    for _ in bar:
        x, row, _ = world.batch(args.groups, 2, rng, gain=0.0)
        with torch.no_grad():
            seen = torch.matmul(rows[row].transpose(1, 2), x[..., SHIFT:])
            wanted = closed(seen)
        error = (stack(seen) - wanted).square().mean() / wanted.square().mean()
        optimizer.zero_grad()
        error.backward()
        nn.utils.clip_grad_norm_(stack.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        bar.note(f"error {error.item():.4f}")


def transfer(stack, freqs):
    """The stack's transfer function [F, n_out, n_in] at frequencies in cycles per sample."""
    turn = torch.exp(2j * np.pi * freqs)

    def of(conv):
        weight = conv.weight.to(turn.dtype)
        step = turn ** conv.dilation[0]
        return weight[..., 0] * step.conj()[:, None, None] + weight[..., 1] + weight[..., 2] * step[:, None, None]

    total = of(stack.convs[0])
    for k, conv in enumerate(stack.convs):
        if k > 0:
            total = total + torch.matmul(of(conv), total)
        if str(k) in stack.gates:
            total = torch.matmul(of(stack.gates[str(k)]), total)
    return torch.matmul(stack.out.weight[:, :, 0].to(turn.dtype), total)


def distil(stack, exact, colour, args):
    """
    The stack's answer becomes that of the kernels `exact` [12, n_signals, 135], in noise of amplitude `colour` at FREQS; by
    transfer functions, closer together where answers are.
    """
    hertz = np.concatenate([np.arange(0, 16, 0.4), np.arange(16, 61, 4.0)])
    freqs = torch.from_numpy(hertz / SFREQ).float()
    lags = torch.arange(-REACH, REACH + 1)
    turn = torch.exp(2j * np.pi * freqs[:, None] * lags)
    wanted = torch.einsum("fk,onk->fon", turn, exact.to(turn.dtype))
    spacing = np.gradient(hertz)
    weight = torch.from_numpy(np.interp(hertz, FREQS, colour) * np.sqrt(spacing)).float()[:, None, None]
    total = (wanted * weight).abs().square().sum()
    parameters = list(stack.parameters())
    optimizer = torch.optim.LBFGS(parameters, lr=1.0, max_iter=20, history_size=30, line_search_fn="strong_wolfe")
    bar = progress(range(args.distil_steps), "convolutions")

    def error():
        optimizer.zero_grad()
        value = ((transfer(stack, freqs) - wanted) * weight).abs().square().sum() / total
        value.backward()
        return value

    for _ in bar:
        bar.note(f"error {optimizer.step(error).item():.5f}")


def contrast(trunk, rows, log_scale, basis, world, args, rng, n_steps, rate, label, parameters=None):
    """Contrastive training on windows that are drawn anew at each step."""
    basis = torch.eye(12) if basis is None else basis
    parameters = list(trunk.parameters()) if parameters is None else parameters
    groups = [{"params": [*parameters, log_scale]}, {"params": [rows]}]
    optimizer = torch.optim.Adam(groups, lr=rate, betas=(0.9, 0.98))
    schedule = one_cycle(optimizer, [rate, rate * args.row_rate], n_steps)
    bar = progress(range(n_steps), label)
    mean = None
    for _ in bar:
        x, row, chosen = world.batch(args.groups, args.batch, rng)
        if args.shuffle:
            chosen = rng.permutation(chosen)
        others = rng.choice(len(world.segments), args.others, replace=False)
        others = others[~np.isin(others, chosen)]
        answers = trunk(torch.matmul(rows[row].transpose(1, 2), x[..., SHIFT:]))
        loss = clip_loss(answers, world.segments, chosen, others, log_scale, basis)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_([*parameters, rows], 1.0)
        optimizer.step()
        schedule.step()
        mean = loss.item() if mean is None else 0.98 * mean + 0.02 * loss.item()
        bar.note(f"loss {mean:.3f}")


def validation_set(world, args):
    """Windows of known people in places that are those of training, noise drawn once: what the temperature is fitted on."""
    rng = np.random.default_rng([args.seed, 1])
    parts = [world.batch(12, 10, rng) for _ in range(12)]
    bank = rng.choice(len(world.segments), N_CANDIDATES, replace=False)
    return parts, bank


@torch.no_grad()
def validate(trunk, rows, basis, world, validation):
    """Top 10 of as many candidates as the tests have, the temperature under which the truth is likeliest, and how well it holds."""
    parts, bank = validation
    basis = torch.eye(12) if basis is None else basis
    scores = []
    for x, row, chosen in parts:
        low = torch.einsum("dr,ndt->nrt", basis, trunk(torch.matmul(rows[row].transpose(1, 2), x[..., SHIFT:]))).flatten(1)
        others = bank[~np.isin(bank, chosen)][: N_CANDIDATES - 1]
        own = (low * world.segments.targets[chosen].float()).sum(dim=1, keepdim=True)
        rest = low @ world.segments.targets[others].float().T
        scores.append(torch.cat([own, rest[:, : N_CANDIDATES - 130]], dim=1))
    scores = torch.cat(scores).numpy()
    truth = np.zeros(len(scores), dtype=int)
    known = np.concatenate([row.numpy() for _, row, _ in parts]) != mean_row()
    temperature = fit_temperature(scores[known], truth[known])
    return {
        "top10": hit_rate(scores[known], truth[known], TOP), "top10Unknown": hit_rate(scores[~known], truth[~known], TOP),
        "temperature": temperature, "scale": 1 / temperature, "ece": calibration_error(scores[known] / temperature, truth[known]),
    }  # fmt: skip


def calibration_error(logits, truth, n_bins=10):
    """Expected calibration error of the best candidate's probability, in bins of equal width."""
    p = np.exp(logits - logits.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    best, sure = p.argmax(axis=1) == truth, p.max(axis=1)
    bins = np.minimum((sure * n_bins).astype(int), n_bins - 1)
    return float(sum(abs(best[bins == b].mean() - sure[bins == b].mean()) * (bins == b).mean() for b in range(n_bins) if (bins == b).any()))


def make_front(prepared, world, args):
    """Stored scale, filters and head numbers, names and layout."""
    recordings = load_recordings("speech", KNOWN_PEOPLE, (0,), 24, "scale", cache=args.cache)
    center, scale = fit_scale(recordings)
    head = prepared["head"]
    return {
        "center": np.zeros_like(center), "scale": scale, "filters": np.array(prepared["filters"], dtype=np.float32), "reference": head.reference,
        "solve": head.solve, "names": recordings[0].names, "layout": recordings[0].layout,
    }  # fmt: skip


def scaled_filters(front):
    """For the signal after robust scaling, [n_rows, n_terms, D, C]."""
    return (front["filters"] * front["scale"]).transpose(0, 2, 1, 3)


def checkpoint_path(args):
    return cache_dir(args.cache) / f"{NAME}-{args.tag}.pt"


def network_of(stored):
    network = SpeechSegments(stored["config"])
    front = stored["front"]
    layer = network.front.subject_layer
    layer.weight = nn.Parameter(torch.zeros_like(stored["weights"]["front.subject_layer.weight"]))
    network.front = SessionFront(front["reference"], front["solve"], scaled_filters(front), layer)
    network.load_state_dict(stored["weights"])
    return network.eval()


def load(args):
    stored = torch.load(checkpoint_path(args), weights_only=False)
    return network_of(stored), stored


def fit_temperature(scores, truth):
    """The temperature under which the truth is likeliest."""
    found = np.geomspace(0.01, 100, 300) * scores.std()
    top = scores.max(axis=1, keepdims=True)
    own = (scores[np.arange(len(truth)), truth] - top[:, 0])[None]
    losses = [np.mean(np.log(np.exp((scores - top) / t).sum(axis=1)) - own[0] / t) for t in found]
    return float(found[int(np.argmin(losses))])


@dataclasses.dataclass
class Heard:
    """
    Trials of recordings behind a row's filters: noise and answers [n, D, 361] less their means, person and session [n], and
    truth [n], which of the bank's candidates.
    """

    noise: torch.Tensor
    answers: torch.Tensor
    person: np.ndarray
    session: np.ndarray
    truth: np.ndarray

    def x(self, gain=1.0):
        return self.noise + gain * self.answers

    def of(self, chosen):
        return Heard(self.noise[chosen], self.answers[chosen], self.person[chosen], self.session[chosen], self.truth[chosen])


def heard(recordings, front, row_of, matrix=None):
    """
    row_of  row_of(person) -> row of the filters
    matrix  [C, D] in place of the filters
    """
    noise, answers, person, session, truth = [], [], [], [], []
    for r in recordings:
        names = r.session.info["targets"]["bank"]["names"] if "bank" in r.session.arrays else [m.description for m in r.markers]
        place = {name: i for i, name in enumerate(names)}
        used = matrix_of(r, front, row_of(r.person)) if matrix is None else matrix
        inside = r.starts + N_SAMPLES <= r.courses.shape[1]
        at = r.starts[inside][:, None] + np.arange(N_SAMPLES)
        for out, part in ((noise, r.noise(used)), (answers, r.answers(used))):
            x = part[at].transpose(0, 2, 1)
            out.append(torch.from_numpy(np.ascontiguousarray(x - x.mean(axis=2, keepdims=True))).float())
        person.append(np.full(inside.sum(), r.person))
        session.append(np.full(inside.sum(), r.number))
        truth.append(np.array([place[m.description] for m, there in zip(r.markers, inside) if there]))
    return Heard(torch.cat(noise), torch.cat(answers), *map(np.concatenate, (person, session, truth)))


def load_recorded(people, sessions, trials, label, cache):
    level = json.loads(dials_text())["speech"]["gain"]
    chain = Chain(STREAM_STEPS, STREAM_SFREQ)
    wanted = [(person, number) for person in people for number in sessions]
    return [Recorded(read_session(person, number, cache, trials), chain, level) for person, number in progress(wanted, label)]


def candidates_of(session, stored):
    """The bank [1430, 16, 343]: targets of norm 1 in the metric of how far they move the field of training people."""
    values = np.asarray(session.arrays["bank"], dtype=np.float32)
    low = torch.einsum("dr,ndt->nrt", stored["basis"], torch.from_numpy(values))
    return torch.from_numpy(values) / energies(low, stored["energy"]).sqrt()[:, None, None]


def scores_of(answers, candidates):
    """[n, candidates]"""
    return answers.flatten(1) @ candidates.flatten(1).T


@torch.no_grad()
def answers_of(network, x, weight, batch=128):
    """Answers [n, 16, 343] to windows behind the filters; weight [n, D, n_signals] or [D, n_signals]."""
    out = []
    for at in range(0, len(x), batch):
        rows = weight[at : at + batch] if weight.dim() == 3 else weight
        out.append(network.trunk(torch.matmul(rows.transpose(-1, -2), x[at : at + batch, :, SHIFT:])))
    return torch.cat(out)


def table_of(scores, test):
    """Means over people of top-10 and top-1, and each person's top-10."""
    mine = scores[np.arange(len(scores)), test.truth]
    better = (scores > mine[:, None]).sum(axis=1)
    people = {int(p): float((better[test.person == p] < TOP).mean()) for p in np.unique(test.person)}
    values = np.array(list(people.values()))
    return {
        "top10": float(values.mean()), "top10StandardError": float(values.std() / max(1, len(values) - 1) ** 0.5),
        "top1": float((better < 1).mean()), "trials": len(better), "top10ByPerson": people,
    }  # fmt: skip


# ---------------------------------------------------------------- a linear encoder on labelled trials


def binned(signal):
    n = len(signal) // BIN
    return signal[: n * BIN].reshape(n, BIN, -1).mean(axis=1)


def features_over_time(recording):
    """Features of what is heard, each event a bump of the target's width, at 120 Hz: [n_samples, 12]."""
    s = recording.session
    width, n = s.info["targets"]["width"], recording.courses.shape[1]
    out = np.zeros((n, s.arrays["features"].shape[1]), dtype=np.float32)
    reach = int(np.ceil(6 * width * SFREQ))
    for time_, which in zip(s.events.time, s.events.cls):
        at = np.arange(max(0, int(time_ * SFREQ) - reach), min(n, int(time_ * SFREQ) + reach + 2))
        out[at] += np.exp(-0.5 * ((at / SFREQ - time_) / width) ** 2)[:, None] * s.arrays["features"][which]
    return out


def lagged(features, lags):
    """[n, F] to [n, len(lags) * F]: row t holds what was heard `lag` before t."""
    out = np.zeros((len(features), len(lags), features.shape[1]), dtype=np.float32)
    for k, lag in enumerate(lags):
        if lag >= 0:
            out[lag:, k] = features[: len(features) - lag]
        else:
            out[:lag, k] = features[-lag:]
    return out.reshape(len(features), -1)


def linear_encoder(recordings, front, row, decay=1.0, shrinkage=0.02):
    """
    The linear encoder of a person's labelled trials, behind the same filters as the network: features at all lags to signals by
    ridge regression, and the matched filters of that in the covariance of what it leaves. Convolution weights [12, D, 135].
    """
    lags = np.arange((SHIFT - REACH) // BIN, (SHIFT + REACH) // BIN + 1)
    gram, cross, residual, parts = 0.0, 0.0, 0.0, []
    for r in recordings:
        matrix = matrix_of(r, front, row)
        y = binned(r.noise(matrix) + r.answers(matrix))
        y = y - y.mean(axis=0)
        x = lagged(binned(features_over_time(r)), lags)
        gram, cross = gram + x.T @ x, cross + x.T @ y
        parts.append((x, y))
    weights = np.linalg.solve(gram + decay * np.trace(gram) / len(gram) * np.eye(len(gram)), cross)
    n = 0
    for x, y in parts:
        rest = y - x @ weights
        windows = np.stack([rest[k : len(rest) - len(lags) + k] for k in range(len(lags))], axis=1).reshape(len(rest) - len(lags), -1)
        residual, n = residual + windows.T @ windows, n + len(windows)
    covariance = residual / n
    covariance = covariance + shrinkage * np.trace(covariance) / len(covariance) * np.eye(len(covariance))
    answers = weights.reshape(len(lags), 12, -1).transpose(0, 2, 1).reshape(-1, 12)
    kernel = np.linalg.solve(covariance, answers).reshape(len(lags), -1, 12) / BIN
    out = np.zeros((12, kernel.shape[1], 2 * REACH + 1), dtype=np.float32)
    for k, lag in enumerate(lags):
        at = np.arange(lag * BIN, (lag + 1) * BIN) - SHIFT + REACH
        inside = (at >= 0) & (at <= 2 * REACH)
        out[:, :, at[inside]] = kernel[k].T[:, :, None]
    return torch.from_numpy(out)


def matrix_of(recording, front, row):
    """[C, D]: the filters of a row at the head's place, as the graph makes them."""
    theta = np.clip(front["solve"] @ (recording.positions - front["reference"]).ravel(), -FARTHEST, FARTHEST)
    return filters_at(front["filters"][row], theta).T.astype(np.float32)


def scores_of_kernel(kernel, x, bank, basis):
    """Of a convolution alone, to features: x [n, D, 361]."""
    low = torch.cat([functional.conv1d(part[..., SHIFT:], kernel, padding=REACH) for part in x.split(128)])
    return scores_of(low, torch.einsum("dr,ndt->nrt", basis, bank)).numpy()


def map_known(recording, width, head):
    """
    The best of the model's own form for one session: filters over channels and time from the fields and the noise of that very
    session. [C, D] and convolution weights.
    """
    fields = session_fields(recording.session, recording.chain, json.loads(dials_text())["speech"]["gain"])
    person = PersonFields([fields], head)
    filters = fewer_filters(person, fit_filters(person, band_shares(person, N_BANDS), 0), N_OWN_FORM)
    listener = Listener(person, Spectra(recording.session, recording.chain, person), filters, [0])
    return filters_at(filters, person.thetas[0]).T.astype(np.float32), kernel_conv(matched_filters(listener, width))


# ---------------------------------------------------------------- somebody new


def seen_by(network, targets, basis):
    """
    What of the subject layer's signals each candidate is compared with, [n, n_signals * 343]: the derivative of its score, of a
    network that is linear, or nearly so.
    """
    out = []
    for part in targets.split(64):
        wanted = torch.einsum("dr,nrt->ndt", basis, part.view(len(part), 12, N_TIMES))
        signals = torch.zeros(len(part), network.config.front.n_out, N_TIMES, requires_grad=True)
        (network.trunk(signals) * wanted).sum().backward()
        out.append(signals.grad.flatten(1))
    return torch.cat(out)


def fit_stranger(network, stored, x, targets, n_steps=200, rate=0.02):
    """
    A row [D, n_signals] for somebody new, from labelled trials: the mean row, plus what the rows of known people differ from it
    by, weighted, plus something of its own, both held to be small.

    x        [n, D, 361] behind the filters for anybody
    targets  [n, 12 * 343] what was heard, the candidates of each other
    """
    network.requires_grad_(False)
    start, spread = network.front.subject_layer.weight[mean_row()].detach().clone(), stored["spread"]
    size = spread.square().mean().sqrt()
    seen = seen_by(network, targets, stored["basis"])
    weights = torch.zeros(len(spread), requires_grad=True)
    own = torch.zeros_like(start, requires_grad=True)
    optimizer = torch.optim.Adam([weights, own], lr=rate)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, n_steps)
    generator = torch.Generator().manual_seed(0)
    row_of = lambda: start + torch.einsum("p,pdn->dn", weights, spread) + OWN * size * own  # noqa: E731
    for _ in progress(range(n_steps), "fitting the row"):
        chosen = torch.randperm(len(x), generator=generator)[:100]
        signals = torch.matmul(row_of().T, x[chosen][..., SHIFT:]).flatten(1)
        loss = functional.cross_entropy(signals @ seen.T / stored["temperature"], chosen)
        held = 0.5 * (len(weights) * weights.square().sum() + own.square().sum()) / len(x)
        optimizer.zero_grad()
        (loss + held).backward()
        optimizer.step()
        schedule.step()
    return row_of().detach()


def targets_of(recording, energy):
    """[n, 12 * 343] of the segments of a training story, normalised as a bank."""
    s = recording.session
    out = []
    for marker in recording.markers:
        onset = marker.sample / s.sfreq
        first, last = np.searchsorted(s.events.time, [onset - 1.0, onset + 3.2])
        out.append(target(s.events.time[first:last] - onset, s.arrays["features"][s.events.cls[first:last]], s.info["targets"]["width"]))
    targets = torch.from_numpy(np.array(out))
    return targets / energies(targets.view(len(targets), 12, -1), energy).sqrt()[:, None]


def stranger_rows(network, stored, people, n_trials, args):
    """Person to a row fitted on that many labelled segments of training sessions."""
    rows = {}
    per_session = 200
    for person in people:
        recordings = load_recorded((person,), range(-(-n_trials // per_session)), per_session, f"trials of {person}", args.cache)
        x, targets = [], []
        for r in recordings:
            trials = heard([r], stored["front"], lambda _: mean_row())
            x.append(trials.x())
            targets.append(targets_of(r, stored["energy"])[: len(trials.truth)])
        x, targets = torch.cat(x)[:n_trials], torch.cat(targets)[:n_trials]
        rows[person] = fit_stranger(network, stored, x, targets)
    return rows


def evaluate(args):
    seed_everything(args.seed, args.threads)
    network, stored = load(args)
    front, basis = stored["front"], stored["basis"]
    report = {"simulated": True, "dials": json.loads(stored["dials"]), "training": stored["training"], "tables": {}}
    path = args.report or FOLDER / "report.json"

    def keep(name, table):
        report["tables"][name] = table
        print(f"{name}: " + ", ".join(f"{k} {v}" for k, v in common.plain(table).items() if k != "top10ByPerson"), flush=True)
        write_report(path, report)

    recordings = load_recorded(KNOWN_PEOPLE, args.test_sessions, TEST_SEGMENTS, "test", args.cache)
    bank = candidates_of(recordings[0].session, stored)
    report["chance"] = TOP / len(bank)
    ideal = json.loads((MODELS / "simulation" / "ideal.json").read_text(encoding="utf-8"))["speech"]
    test = heard(recordings, front, KNOWN_PEOPLE.index)
    weight = network.front.subject_layer.weight.detach()
    for gain in args.gains:
        # At other levels the first session will do.
        own = test if gain == 1 else test.of(test.session == args.test_sessions[0])
        scores = scores_of(answers_of(network, own.x(gain), weight[torch.from_numpy(own.person)]), bank).numpy()
        table = table_of(scores, own)
        table["ece"] = calibration_error(scores / stored["temperature"], own.truth)
        if gain == 1:
            table["top10BySession"] = {k: hit_rate(scores[own.session == k], own.truth[own.session == k], TOP) for k in args.test_sessions}
            shuffled = dataclasses.replace(own, truth=np.random.default_rng(args.seed).permutation(own.truth))
            keep("the same with shuffled truths", table_of(scores, shuffled))
        keep(f"(a) known people, other sessions, gain x{gain:g}", {**table, **beside_ideal(table, ideal, gain)})
    strangers = load_recorded(UNSEEN_PEOPLE, args.test_sessions, TEST_SEGMENTS, "unseen", args.cache)
    unseen = heard(strangers, front, lambda _: mean_row())
    for n_trials in (0, *args.trials):
        fitted = stranger_rows(network, stored, UNSEEN_PEOPLE, n_trials, args) if n_trials > 0 else dict.fromkeys(UNSEEN_PEOPLE, weight[mean_row()])
        for gain in args.gains:
            own = unseen if gain == 1 else unseen.of(unseen.session == args.test_sessions[0])
            scores = scores_of(answers_of(network, own.x(gain), torch.stack([fitted[p] for p in own.person])), bank).numpy()
            name = f"(c) unseen people after {n_trials} trials" if n_trials > 0 else "(b) unseen people, mean row"
            keep(f"{name}, gain x{gain:g}", table_of(scores, own))
    if args.linear:
        parts = []
        for person in KNOWN_PEOPLE:
            training = load_recorded((person,), range(args.linear), 200, f"linear encoder {person}", args.cache)
            kernel = linear_encoder(training, front, person)
            parts.append(scores_of_kernel(kernel, test.x()[test.person == person], bank, basis))
        scores = np.concatenate(parts)[np.argsort(np.concatenate([np.flatnonzero(test.person == p) for p in KNOWN_PEOPLE]))]
        keep(f"linear encoder of {200 * args.linear} trials per person, behind the same filters, gain x1", table_of(scores, test))
    if args.map_known:
        parts = []
        for r in progress(recordings, "map known"):
            width = r.session.info["targets"]["width"]
            matrix, kernel = map_known(r, width, HeadNumbers(front["reference"]))
            own = heard([r], front, lambda _: 0, matrix)
            parts.append(scores_of_kernel(kernel, own.x(), bank, basis))
        keep("own form, map known (filters of the very session), gain x1", table_of(np.concatenate(parts), test))

def beside_ideal(table, ideal, gain):
    """The ideal observer's top-10 of the same people, and the ratio of the means."""
    name = f"x{gain:g}"
    if name not in ideal["gains"]:
        return {}
    theirs = dict(zip(ideal["people"], ideal["gains"][name]["by_person"]["top10"]))
    mine = np.mean([table["top10ByPerson"][p] for p in theirs])
    return {"idealTop10": float(np.mean(list(theirs.values()))), "shareOfIdeal": float(mine / np.mean(list(theirs.values()))), "people": sorted(theirs)}


# ---------------------------------------------------------------- calibration and export


def serve(network, front):
    from architectures.export import Served

    class ServedAtHead(Served):
        def forward(self, *inputs):
            """x [B, 361, C], subject [B], positions [C, 3] as the server gives them."""
            x, subject, positions = inputs
            return (self.network(x.transpose(1, 2), positions, subject),)

    return ServedAtHead(network, "general", torch.as_tensor(front["layout"], dtype=torch.float32))


def packed(stored, network):
    """What `calibrate` goes on from, but for the filters, which are in the graph: an .npz."""
    content = io.BytesIO()
    values = {name: value.numpy() for name, value in network.state_dict().items() if name != "front.filters"}
    front = {f"front:{key}": stored["front"][key] for key in ("scale", "layout", "reference", "solve")}
    # Next to nothing of a target is above 12 Hz.
    n = int(12 * SIZE / SFREQ)
    np.savez_compressed(content, **values, **front, basis=stored["basis"].numpy(), spread=stored["spread"].numpy(), energy=stored["energy"][:n])
    return content.getvalue()


def load_folder(folder):
    """A network as `write_model` left it, and what it was stored with."""
    import onnx
    from onnx import numpy_helper

    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    settings = json.loads((folder / "training.json").read_text(encoding="utf-8"))
    values = dict(np.load(folder / "weights.npz"))
    graph = onnx.load(folder / "model.onnx").graph
    scaled = next(numpy_helper.to_array(value) for value in graph.initializer if len(value.dims) == 4)
    front = {key.removeprefix("front:"): value for key, value in values.items() if key.startswith("front:")}
    front["filters"] = scaled.astype(np.float32).transpose(0, 2, 1, 3) / front["scale"]
    front["names"] = manifest["signal"]["channels"]["names"]
    config = SpeechSegmentsConfig(
        FrontConfig(**settings["config"]["front"]), ConvConfig(**{**settings["config"]["convs"], "widths": tuple(settings["config"]["convs"]["widths"])}),
        settings["config"]["n_hidden"], settings["config"]["n_out"],
    )  # fmt: skip
    energy = np.zeros((len(FREQS), 12, 12), dtype=np.complex64)
    energy[: len(values["energy"])] = values["energy"]
    weights = {k: torch.from_numpy(v) for k, v in values.items() if ":" not in k and k not in ("basis", "spread", "energy")}
    weights["front.filters"] = torch.from_numpy(scaled.copy())
    stored = {
        "weights": weights, "front": front, "config": config, "basis": torch.from_numpy(values["basis"]), "spread": torch.from_numpy(values["spread"]),
        "energy": energy, "temperature": manifest["postprocess"]["temperature"], "manifest": manifest, "training": settings["training"],
    }  # fmt: skip
    return network_of(stored), stored


def calibrate(args):
    """
    Fits the row of one more person from labelled segments, and writes the model folder with it. `--data` are folders of
    `cortexwire rig export speech`; the first `--trials` segments are used.
    """
    seed_everything(args.seed, args.threads)
    network, stored = load_folder(Path(args.model))
    recordings = [Recorded(Session.load(folder), Chain(STREAM_STEPS, STREAM_SFREQ), 1.0) for folder in args.data]
    name = args.name or common.subject_name(recordings[0].person)
    x = torch.cat([heard([r], stored["front"], lambda _: mean_row()).x() for r in recordings])
    targets = torch.cat([targets_of(r, stored["energy"]) for r in recordings])[: len(x)]
    fitted = fit_stranger(network, stored, x[: args.trials], targets[: args.trials])
    rest = slice(args.trials, None)
    for label, row in (("mean row", network.front.subject_layer.weight[mean_row()].detach()), ("own row", fitted)):
        if len(x[rest]):
            low = torch.einsum("dr,ndt->nrt", stored["basis"], answers_of(network, x[rest], row)).flatten(1)
            share = hit_rate((low @ targets[rest].T).numpy(), np.arange(len(low)), TOP)
            print(f"{label}: top-10 of the {len(low)} segments behind those that were fitted on: {share:.3f}")
    layer = network.front.subject_layer
    layer.weight = nn.Parameter(torch.cat([layer.weight, fitted[None]]))
    # Of the filters for anybody.
    stored["front"]["filters"] = np.concatenate([stored["front"]["filters"], stored["front"]["filters"][mean_row()][None]])
    network.front = SessionFront(stored["front"]["reference"], stored["front"]["solve"], scaled_filters(stored["front"]), layer)
    manifest = stored["manifest"]
    rows = next(i for i in manifest["inputs"] if i["role"] == "subject")["rows"]
    bank = (Path(args.model) / "segments.bank").read_bytes()
    report = (Path(args.model) / "report.json").read_bytes()
    worst = write_model(args.out, network, stored, {**rows, name: len(layer.weight) - 1}, manifest["results"], bank, report)
    print(f"{args.out}: {name} has row {len(layer.weight) - 1}; ONNX Runtime differs from PyTorch by {worst:.1e} of the largest output")


def export(args):
    from build_bank import bank_bytes

    network, stored = load(args)
    session = read_session(KNOWN_PEOPLE[0], TEST_SESSIONS[0], args.cache, TEST_SEGMENTS)
    values, told = candidates_of(session, stored), session.info["targets"]["bank"]
    what = "simulated: features of the segments of the test story of server/rig/person, of norm 1 in the metric of people's answers"
    bank = bank_bytes(values.numpy(), [{"label": label, "name": name} for label, name in zip(told["labels"], told["names"])], what, kind="int8")
    path = FOLDER / "report.json"
    report = path.read_bytes() if path.exists() else b"{}"
    results = [
        {"what": f"top-10 of 1,430, {name}", "value": f"{table['top10']:.3f}", "on": "simulated people, offline"}
        for name, table in json.loads(report).get("tables", {}).items()
    ]
    worst = write_model(args.out, network, stored, common.subject_rows(), results, bank, report)
    print(f"{args.out}: ONNX Runtime differs from PyTorch by {worst:.1e} of the largest output; temperature {stored['temperature']:.3g}")


def write_model(folder, network, stored, rows, results, bank, report):
    from architectures.export import manifest_inputs, write_folder

    front, training = stored["front"], stored["training"]
    served = serve(network, front)
    drawn = f", and {training['windows']:,} windows drawn from them" if training["windows"] > 0 else ""
    manifest = {
        "schema": 1,
        "name": NAME,
        "version": VERSION,
        "description": "Which of 1,430 segments of speech is heard, from 306 MEG channels (after Défossez et al., small: ten dilated convolutions, "
        "gated, behind filters that follow the head): an embedding per sample, and words by their segments. Trained on simulated people.",
        "licence": "Apache-2.0",
        "trainedOn": f"simulated: fields and noise of {training['sessionsOfFields']} sessions of each of {training['people']} people "
        f"(server/rig/person), known in closed form{drawn}; other stories than the bank's",
        "results": results,
        "signal": signal_of(front["names"], SFREQ, N_SAMPLES),
        "preprocess": [
            *STREAM_STEPS,
            stored_scale(np.zeros(len(front["scale"])), front["scale"]),
            {"step": "baseline", "tmin": TMIN, "tmax": WINDOW_END},
            {"step": "clamp", "limit": CLAMP},
        ],
        "replaces": [
            "robust scaling by 200 epochs of the recording: stored statistics of simulated sessions",
            "baseline of -0.5 … 0 s: the mean of the whole window, which leaves less of a step at its ends for the convolutions' zeros",
            "candidates of norm 1: of norm 1 in the metric of how far they move the field of training people, which the bank holds",
            "spatial attention: filters over channels in closed form, which follow the head's position",
        ],
        "when": {"kind": "epoch", "marker": "segment *", "tmin": TMIN},
        "gap": "skip",
        "inputs": manifest_inputs(served, rows, mean_row()),
        "postprocess": {
            "kind": "retrieval",
            "output": "embedding",
            "bank": "segments.bank",
            "normalise": "none",
            "temperature": float(f"{stored['temperature']:.4g}"),
            "topK": 10,
            "topLabels": 10,
        },
    }  # fmt: skip
    settings = {"config": dataclasses.asdict(stored["config"]), "training": training}
    settings = (format_json(common.plain(settings)) + "\n").encode()
    extra = {"segments.bank": bank, "report.json": report, "weights.npz": packed(stored, network), "training.json": settings}
    return write_folder(folder, served, manifest, extra=extra)


def options(command):
    parser = argparse.ArgumentParser(prog=f"{NAME} {command}", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_common_options(parser)
    parser.add_argument("--tag", default="1", help="name of the checkpoint")
    if command == "train":
        parser.add_argument("--sessions", type=int, default=70, help="training sessions per person whose fields and noise are read")
        parser.add_argument("--stories", type=int, default=20, help="training sessions per person whose stories are heard")
        parser.add_argument("--order", type=int, default=2, choices=(1, 2), help="of the filters in the head's six numbers")
        parser.add_argument("--directions", type=int, default=16, help="filters over channels, per person")
        parser.add_argument("--heads", type=int, default=24, help="of these, per person, that are listened in")
        parser.add_argument("--signals", type=int, default=32, help="outputs of the subject layer")
        parser.add_argument("--width", type=int, default=64, help="of the convolutions")
        parser.add_argument("--imitate-steps", type=int, default=400, help="until the convolutions are roughly the matched filters")
        parser.add_argument("--distil-steps", type=int, default=40, help="times 20 iterations, until the convolutions are the matched filters")
        parser.add_argument("--linear-steps", type=int, default=0, help="contrastive steps while the network is linear")
        parser.add_argument("--linear-rate", type=float, default=3e-4)
        parser.add_argument("--steps", type=int, default=0, help="contrastive steps of the network")
        parser.add_argument("--rate", type=float, default=1e-4)
        parser.add_argument("--row-rate", type=float, default=0.3, help="learning rate of the rows, times that of the rest")
        parser.add_argument("--groups", type=int, default=8, help="people and head positions in a batch")
        parser.add_argument("--batch", type=int, default=12, help="windows of each of them")
        parser.add_argument("--others", type=int, default=1000, help="further candidates in a batch")
        parser.add_argument("--shuffle", action="store_true", help="train on labels that are shuffled, for comparison")
    if command == "evaluate":
        parser.add_argument("--gains", type=float, nargs="+", default=[1.0, 0.5, 2.0], help="amplitudes, times the dial")
        parser.add_argument("--test-sessions", type=int, nargs="+", default=list(TEST_SESSIONS))
        parser.add_argument("--trials", type=int, nargs="+", default=[200, 1000], help="labelled segments that strangers' rows are fitted on")
        parser.add_argument("--linear", type=int, default=3, help="sessions of 200 segments that the linear encoder is fitted on, per person")
        parser.add_argument("--map-known", action=argparse.BooleanOptionalAction, default=True, help="the model's own form where the map is known")
        parser.add_argument("--report", help="default: report.json in the model's folder")
    if command == "export":
        add_out_option(parser, FOLDER, default=FOLDER)
    if command == "calibrate":
        add_calibration_options(parser, "speech", FOLDER)
    return parser


COMMANDS = {"train": train, "evaluate": evaluate, "export": export, "calibrate": calibrate}


def main(arguments):
    return run_command(NAME, COMMANDS, options, arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
