"""
How the spatial front of the typing networks starts: not at random, but at what class averages of the training sessions
tell. A response is some microvolts' worth in a noise many times its size; found by gradient from a random start, the
directions that show it would take more sentences than there are.

In the coordinates of a person in which the noise is white, its mean responses M_p [channels, classes x times] are taken to
be U_p S: a few courses S that all people share, and where they show in this person. Both are fitted in turns (as in
hyperalignment, J. V. Haxby et al., Neuron 72, 2011), each U_p held to the mean of all.
"""

import numpy as np
import torch
from common import progress
from simulation import Chain
from typing_data import continuous_steps
from typing_head import HeadMap
from typing_templates import picked_channels


def covariance(blocks):
    """Mean outer product over the samples of all blocks [n_samples, n_channels], float64."""
    total, n = 0.0, 0
    for block in blocks:
        block = np.asarray(block, dtype=np.float64)
        total = total + block.T @ block
        n += len(block)
    return total / n


def inverse_root(matrix, shrinkage=1e-3):
    matrix = matrix + shrinkage * np.trace(matrix) / len(matrix) * np.eye(len(matrix))
    values, vectors = np.linalg.eigh(matrix)
    return (vectors / np.sqrt(values)) @ vectors.T


class Averages:
    """Sums over windows [n, n_channels, n_samples] of one person: class means, and the noise's covariances."""

    def __init__(self, n_classes, n_channels, n_samples):
        self.counts = np.zeros(n_classes)
        self.sums = np.zeros((n_classes, n_channels, n_samples))
        self.space = np.zeros((n_channels, n_channels))
        self.n_windows = 0

    def add(self, windows, labels):
        for k in np.unique(labels):
            self.sums[k] += windows[labels == k].sum(axis=0, dtype=np.float64)
        self.counts += np.bincount(labels, minlength=len(self.counts))
        flat = windows.transpose(0, 2, 1).reshape(-1, windows.shape[1])
        self.space += flat.T @ flat
        self.n_windows += len(windows)

    def means(self):
        """[n_classes, n_channels, n_samples] about the mean of all keys; 0 for a class that is not there."""
        grand = self.sums.sum(axis=0) / self.counts.sum()
        there = self.counts > 0
        out = np.zeros_like(self.sums)
        out[there] = self.sums[there] / self.counts[there, None, None] - grand
        return out

    def noise(self):
        """Covariance of the channels; the responses themselves are a few hundredths of it."""
        return self.space / (self.n_windows * self.sums.shape[2])


def align(people, rank, held=300.0, rounds=6, time_root=None):
    """
    people     `Averages` of each person
    rank       number of shared courses
    held       weight that holds a person's directions to the mean of all: one over the variance of their deviations
    time_root  [n_samples, n_samples] that whitens the noise over time
    returns    P [C, C] that whitens the mean noise; rows [n_people + 1, C, rank] for `y = rowᵀ P x`, the last of them
               for a stranger; and the templates S [rank, n_classes, n_samples] in those coordinates
    """
    pooled = inverse_root(np.mean([a.noise() for a in people], axis=0))
    turned, weights, whiteners = [], [], []
    for a in people:
        own = inverse_root(pooled @ a.noise() @ pooled)
        mean = a.means()
        if time_root is not None:
            mean = mean @ time_root
        whiteners.append(own)
        turned.append(np.einsum("dc,kct->dkt", own @ pooled, mean))
        weights.append(np.maximum(a.counts, 0))
    turned, weights = np.array(turned), np.array(weights)
    n_people, n_channels, n_classes, n_samples = turned.shape
    root = np.sqrt(weights)[:, None, :, None]
    total = (turned * weights[:, None, :, None]).sum(axis=0) / np.maximum(weights.sum(axis=0), 1)[None, :, None]
    common = np.sqrt(weights.sum(axis=0))[None, :, None]
    left, values, _ = np.linalg.svd((total * common).reshape(n_channels, -1), full_matrices=False)
    directions = np.repeat(left[None, :, :rank], n_people, axis=0)
    mean_directions = left[:, :rank]
    for _ in range(rounds):
        # Courses: weighted least squares over people and channels, noise white in all of them.
        courses = np.zeros((rank, n_classes, n_samples))
        for k in range(n_classes):
            a = sum(weights[p, k] * directions[p].T @ directions[p] for p in range(n_people)) + np.eye(rank)
            b = sum(weights[p, k] * directions[p].T @ turned[p][:, k] for p in range(n_people))
            courses[:, k] = np.linalg.solve(a, b)
        # Where they show in each person, held to the mean.
        for p in range(n_people):
            s = (courses * root[p]).reshape(rank, -1)
            y = (turned[p] * root[p]).reshape(n_channels, -1)
            size = held * np.eye(rank)
            directions[p] = np.linalg.solve(s @ s.T + size, s @ y.T + size @ mean_directions.T).T
        mean_directions = directions.mean(axis=0)
        # Directions of norm 1 on average, the size in the courses, which leaves the products as they are.
        left, values, right = np.linalg.svd(mean_directions, full_matrices=False)
        turn = right.T / values
        directions, mean_directions = directions @ turn, mean_directions @ turn
        courses = np.einsum("ij,jkt->ikt", values[:, None] * right, courses)
    rows = [w @ d for w, d in zip(whiteners, directions)]
    rows.append(np.mean(whiteners, axis=0) @ mean_directions)
    return pooled, np.array(rows), courses, directions


def narrowed(matrix, rows, n):
    """The same with fewer outputs of P: those directions that the rows look along, which leaves their answers nearly as they are."""
    left, _, _ = np.linalg.svd(np.concatenate(list(rows), axis=1), full_matrices=False)
    kept = left[:, :n]
    return kept.T @ matrix, np.einsum("cn,pcr->pnr", kept, rows)


def time_whitener(windows):
    """From windows [n, n_channels, n_samples] in coordinates of equal noise: root that makes samples independent."""
    flat = np.asarray(windows, dtype=np.float64).reshape(-1, windows.shape[-1])
    return inverse_root(flat.T @ flat / len(flat), 1e-2)


def init_front(network, layout, matrix, rows):
    """
    Sets merger and 1x1 convolution of a network so that they are `matrix` [n_projection, C] together: one head at each
    sensor, and the convolution undoing what the heads mix of neighbours. `rows` [n_people + 1, n_projection, n_out] become
    those of the subject layer.
    """
    positions = torch.as_tensor(np.asarray(layout), dtype=torch.float32)
    front = network.front
    front.init_merger_selective(positions, torch.arange(len(positions)), sharpness=20.0)
    with torch.no_grad():
        heads = front.merger.weights(positions)[0].double().numpy()
        front.init_projection(torch.as_tensor(np.linalg.solve(heads.T, np.asarray(matrix).T).T, dtype=torch.float32))
        front.subject_layer.weight.copy_(torch.as_tensor(np.asarray(rows), dtype=torch.float32))
        front.subject_layer.bias.zero_()


# ---------------------------------------------------------------- without any sample: from fields and spectra

# Hz at which filters are asked for: the responses have next to nothing above.
FREQUENCIES = np.array([0.35, 0.8, 1.4, 2.1, 2.9, 3.7, 4.5, 5.5, 6.5, 7.7, 9.2, 11.5])


class HeadFilters:
    """
    Spatial filters that follow the head: W(theta) = W_0 + sum_i theta_i W_i, theta the six numbers of `HeadMap`.

    Where the head lies in a session changes the fields of sources and background alike, by a few millimetres and degrees.
    To first order in these the best filter of a source is fitted over many places of the head at once: of all filters
    linear in theta, the one with the smallest noise for its mean response, at each frequency, noise and fields being known
    (R = E[t t' x Sigma(f)], c = E[t x L], a = R^-1 c with t = (1, theta)). A person's responses span twelve sources; the
    `rank` directions that hold most of what these filters tell of the keys are kept.
    """

    def __init__(self, reference, filters):
        """reference [C, 3], m; filters [n, 7, C] on channels after robust scaling"""
        self.map = HeadMap(reference, np.zeros((6, 1, 1)))
        self.filters = np.asarray(filters)

    def at(self, positions):
        """[n, C] for sensors at these positions [C, 3] in head coordinates."""
        return np.einsum("i,nic->nc", np.concatenate([[1.0], self.map.numbers(positions)]), self.filters)


def sensor_positions(session):
    """[C, 3] of the MEG channels in head coordinates, m."""
    picked, _ = picked_channels(session)
    return np.array([session.channels[i]["position"] for i in picked])


def exact_scale(sessions, preprocess):
    """What `robustScale` would find in endless sessions without artefacts: centre 0, and the interquartile range, [C] each."""
    variances = []
    for session in sessions:
        picked, scale = picked_channels(session)
        chain = Chain(continuous_steps(preprocess), session.sfreq)
        freqs = np.linspace(0, chain.sfreq_out / 2, 8001)
        share = np.full(len(freqs), 1.0 / (len(freqs) - 1))
        share[[0, -1]] /= 2
        groups = session.group_psd(chain, freqs) @ share
        sensor = session.sensor_psd(chain, freqs) @ share
        variance = (session.background_lead[picked] ** 2) @ (session.weight**2 @ groups) + session.sensor_sd[picked] ** 2 * sensor
        variances.append(variance * scale**2)
    deviation = np.sqrt(np.mean(variances, axis=0))
    return np.zeros(len(deviation)), 1.349 * deviation


def fields_over_noise(session, artefact_share):
    """
    Per channel's sensor noise: fields of the sources [C, S]; of the background in each group of processes, moments
    included, [C, J] each; and of eyes and heart, [C, n] at the size that they have in the band of the responses.
    """
    picked, _ = picked_channels(session)
    sd = session.sensor_sd[picked][:, None]
    background = [session.background_lead[picked] / sd * session.weight[:, g][None, :] for g in range(len(session.groups))]
    artefacts = []
    if "artefact_lead" in session.arrays:
        # Bumps at random times: flat in frequency up to what their width holds, which is the band that counts.
        a = session.arrays
        width = a["artefact_width"]
        area = np.einsum("ksb,sb->ks", a["artefact_weights"], width) * np.sqrt(2 * np.pi)
        rate = np.bincount(a["artefact_class"].astype(int), minlength=len(area)) / (session.n_samples / session.sfreq)
        density = np.sqrt((rate[:, None] * area**2).sum(axis=0) * session.sfreq)
        artefacts = [artefact_share * a["artefact_lead"][picked] / sd * density[None, :]]
    return session.lead[picked] / sd, background, artefacts


def responses_at(session, freqs):
    """Square roots [n_freqs, S, n] of the classes' covariance of the sources' moments at each frequency, real and imaginary parts."""
    bumps = session.bumps
    width, latency = bumps.width[..., None], bumps.latency[..., None]
    courses = width * np.exp(-2 * (np.pi * freqs * width) ** 2) * np.exp(-2j * np.pi * freqs * latency)
    answers = np.einsum("ksb,sbf->fsk", bumps.weights, courses)
    answers = answers - answers.mean(axis=2, keepdims=True)
    return np.concatenate([answers.real, answers.imag], axis=2)


def fit_head_filters(sessions, reference, scale, rank, artefact_share=1.0):
    """
    `rank` filters [rank, 7, C] for channels after robust scaling by `scale` [C], from sessions of one person, or of several
    for filters that anybody's responses pass.
    """
    from scipy.linalg import cho_factor, cho_solve, cholesky, solve_triangular

    place = HeadMap(reference, np.zeros((6, 1, 1)))
    moved = np.array([np.concatenate([[1.0], place.numbers(sensor_positions(s))]) for s in sessions])
    parts = [fields_over_noise(s, artefact_share) for s in sessions]
    n = moved.shape[1] * len(reference)

    def over_places(columns):
        return np.concatenate([np.concatenate([x * part for x in t]) for t, part in zip(moved, columns)], axis=1).astype(np.float32)

    def second_moment(columns):
        stacked = over_places(columns)
        return (stacked @ stacked.T).astype(np.float64) / len(sessions)

    groups = [second_moment([background[g] for _, background, _ in parts]) for g in range(len(sessions[0].groups))]
    fixed = np.kron(moved.T @ moved / len(moved), np.eye(len(reference)))
    if parts[0][2]:
        fixed += second_moment([artefacts[0] for _, _, artefacts in parts])
    answer = sum(np.concatenate([x * lead for x in t]) for t, (lead, _, _) in zip(moved, parts)) / len(sessions)
    answers = np.mean([responses_at(s, FREQUENCIES) for s in by_person(sessions)], axis=0)
    power = [group.psd(FREQUENCIES, sessions[0].sfreq) for group in sessions[0].groups]
    told, metric = [], np.zeros((n, n))
    for i, step in enumerate(np.gradient(FREQUENCIES)):
        noise = fixed + sum(p[i] * group for p, group in zip(power, groups))
        solved = cho_solve(cho_factor(noise), answer)
        told.append(solved @ answers[i] * np.sqrt(step))
        metric += noise * (told[-1] * (answer @ answers[i])).sum() * np.sqrt(step)
    root = cholesky(metric / np.trace(metric) * n, lower=True)
    left, _, _ = np.linalg.svd(root.T @ np.concatenate(told, axis=1), full_matrices=False)
    filters = solve_triangular(root.T, left[:, :rank], lower=False).T.reshape(rank, moved.shape[1], -1)
    picked, to_signal = picked_channels(sessions[0])
    filters = filters * (np.asarray(scale) / (sessions[0].sensor_sd[picked] * to_signal))[None, None, :]
    return filters / np.sqrt((filters[:, :1] ** 2).sum(axis=(1, 2), keepdims=True))


def by_person(sessions):
    """One session of each person."""
    return list({session.person: session for session in sessions}.values())
