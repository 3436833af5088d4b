"""
A row for one more person of `image-embeddings`, from labelled windows.

All people's filters together span whatever a head shows, at any place of it: y = B F(theta) x, some hundred signals. What the
person's noise in them is, the windows tell without labels; what the person's sources look like in them, 12 columns M, is the
posterior mean given the labelled windows and a Gaussian prior, whose mean and covariance are those of the training people. The
filters are then Mᵀ S⁻¹ B F(theta), estimates of the same sources' courses as those of the row for anybody, whose matched
filters over time serve behind them.
"""

import io
from dataclasses import dataclass

import numpy as np
from session_filters import PersonFields, band_shares, filters_at

# Signals that the people's filters together are reduced to.
N_SPAN = 110
BIN = 6
# How much of the prior's covariance is the same in all directions: twelve people span no more than eleven.
ISOTROPIC = 0.2
# Independent samples that the training people's noise counts for, and how many there are in a second of signal.
PRIOR_SAMPLES = 300.0
SAMPLES_PER_SECOND = 6.0
N_FOLDS = 4


@dataclass
class Prior:
    """
    span       [N_SPAN, n_people * D] of all known people's filters
    answers    [n_people, N_SPAN, S] what a source gives, in units in which each has a mean size of 1, and size [S] in A·m
    noise      [N_SPAN, N_SPAN] in the band of the answers
    courses    [N_AXES, S, T] of the sources of a mean person, in those units
    weight     [S] of the row for anybody: its filters are weight * answersᵀ noise⁻¹ of anybody's fields
    kernels    [T, S, N_AXES] and gram [N_AXES, N_AXES] of whole windows behind that row
    """

    span: np.ndarray
    answers: np.ndarray
    noise: np.ndarray
    courses: np.ndarray
    weight: np.ndarray
    kernels: np.ndarray
    gram: np.ndarray

    def packed(self):
        """As an .npz, which a model folder keeps."""
        content = io.BytesIO()
        np.savez_compressed(content, **vars(self))
        return content.getvalue()

    @classmethod
    def unpacked(cls, content):
        return cls(**np.load(io.BytesIO(content)))


def prior_of(fields, head, filters, anybody, pooled, found, courses):
    """
    fields   of each person's sessions
    filters  [D, n_terms, C] of each person, and of the row for anybody last, for channels in DSP units
    anybody  the row's `PersonFields`, pooled its filters [S, n_terms, C], found its `Templates`
    courses  [N_AXES, S, T] of a mean person
    """
    known = np.concatenate(filters[:-1])
    # Directions at the mean place of the head, in units of the sensors' noise.
    middle = known[:, 0] * anybody.sensor_sd
    middle = middle / np.linalg.norm(middle, axis=1, keepdims=True)
    left, values, _ = np.linalg.svd(middle, full_matrices=False)
    span = (left[:, :N_SPAN] / values[:N_SPAN]).T / np.linalg.norm(known[:, 0] * anybody.sensor_sd, axis=1)
    size = np.sqrt(np.einsum("rsb,rsb->s", anybody.of.map, anybody.of.map) / len(anybody.of.map))
    share = band_shares(anybody)[0]
    answers, noise = [], 0.0
    for sessions in fields:
        some = PersonFields(sessions[::8], head)
        # The same coordinates need not be those of `anybody`.
        seen = 0.0
        for at, theta in zip(some.at, some.thetas):
            matrix = span @ (filters_at(known, theta) * some.sensor_sd) @ some.basis
            seen = seen + matrix @ at[0] * size / len(some.at)
            noise = noise + matrix @ some.noise(at, share) @ matrix.T / len(some.at) / len(fields)
        answers.append(seen)
    weight = np.linalg.norm(pooled[:, 0] * anybody.sensor_sd, axis=1)
    straight = np.linalg.solve(noise, np.mean(answers, axis=0)).T @ span @ known[:, 0]
    weight = weight / np.linalg.norm(straight * anybody.sensor_sd, axis=1)
    parts = (span, np.array(answers), noise, courses / size[None, :, None], weight, found.kernels[-1], found.gram[-1])
    return Prior(*(np.asarray(part, dtype=np.float32) for part in parts))


def binned(y):
    """[n, T, k] to [n, T // BIN, k], less the mean of each window."""
    n = y.shape[1] // BIN
    y = y[:, : n * BIN].reshape(len(y), n, BIN, -1).mean(axis=2)
    return y - y.mean(axis=1, keepdims=True)


def answers_of(prior, y, courses, noise):
    """Posterior mean [k, S] of what sources give, from bins y [n, bins, k] of windows with courses [n, bins, S]."""
    n_people, k, n_sources = prior.answers.shape
    root = np.linalg.cholesky(noise)
    mean = np.linalg.solve(root, prior.answers.mean(axis=0))
    away = np.linalg.solve(root, (prior.answers - prior.answers.mean(axis=0)).transpose(1, 0, 2).reshape(k, -1)).reshape(k, n_people, n_sources)
    white = np.linalg.solve(root, y.reshape(-1, k).T).T.reshape(y.shape)
    rest = white - np.einsum("nbs,ks->nbk", courses, mean)
    # Noise over time, the same in all directions.
    time = np.einsum("nbk,nck->bc", rest, rest) / (len(rest) * k)
    time = np.linalg.inv(np.linalg.cholesky(time + 0.03 * np.trace(time) / len(time) * np.eye(len(time))))
    u = np.einsum("bc,ncs->nbs", time, courses).reshape(-1, n_sources)
    v = np.einsum("bc,nck->nbk", time, rest).reshape(-1, k)
    # One system for all sources and directions: what the windows say, and the prior of each source.
    system = np.kron(u.T @ u, np.eye(k))
    for s in range(n_sources):
        cov = away[:, :, s] @ away[:, :, s].T / (n_people - 1)
        cov = (1 - ISOTROPIC) * cov + ISOTROPIC * np.trace(cov) / k * np.eye(k)
        at = slice(s * k, (s + 1) * k)
        system[at, at] += np.linalg.inv(cov)
    change = np.linalg.solve(system, (u.T @ v).ravel()).reshape(n_sources, k).T
    return root @ (mean + change)


def noise_of(prior, y, courses):
    """[k, k] from windows and the training people's."""
    rest = y - np.einsum("nbs,ks->nbk", courses, prior.answers.mean(axis=0))
    flat = rest.reshape(-1, rest.shape[2])
    found = flat.T @ flat / len(flat)
    # The same band, to a factor: that the training people's noise has.
    found *= np.median(np.diag(prior.noise) / np.diag(found))
    n = SAMPLES_PER_SECOND * BIN * len(flat) / 120.0
    return (n * found + PRIOR_SAMPLES * prior.noise) / (n + PRIOR_SAMPLES)


def row_of(prior, y, courses):
    """[S, k] of the signals y, as the filters of the row for anybody are of its fields."""
    noise = noise_of(prior, y, courses)
    answers = answers_of(prior, y, courses, noise)
    return prior.weight[:, None] * np.linalg.solve(noise, answers).T


def fit_stranger(prior, windows, vectors):
    """
    windows  [n, T, N_SPAN] of the signals of `span_filters`, with the baseline taken off
    vectors  [n, N_AXES] of the images seen
    returns  row [S, N_SPAN] of filters, and how strong answers are behind them against the templates of anybody
    """
    prior = Prior(*(np.asarray(getattr(prior, f), dtype=np.float64) for f in Prior.__dataclass_fields__))
    courses = binned(np.einsum("nk,kst->nts", vectors, prior.courses))
    y = binned(windows.astype(np.float64))
    row = row_of(prior, y, courses)
    # Against windows that a row was not fitted on: E a = strength G z, and the variance of a is strength G.
    told, held = [], np.arange(len(y)) % N_FOLDS
    for fold in range(N_FOLDS):
        there = held == fold
        told.append(statistics(prior, row_of(prior, y[~there], courses[~there]), windows[there], vectors[there]))
    slope, variance = np.mean(told, axis=0)
    return row * slope / variance, slope**2 / variance


def statistics(prior, row, windows, vectors):
    """Slope of the estimates a on G z, and their variance about it over that of G."""
    a = np.einsum("ntk,sk,tsl->nl", windows, row, prior.kernels, optimize=True)
    expected = vectors @ prior.gram
    inner = np.linalg.solve(prior.gram, expected.T).T
    slope = (a * inner).sum() / (expected * inner).sum()
    rest = a - slope * expected
    return slope, float(np.einsum("nk,kl,nl->", rest, np.linalg.inv(prior.gram), rest) / rest.size)
