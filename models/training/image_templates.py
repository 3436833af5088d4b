"""
What a window of a person behind its filters (`session_filters`) looks like, exactly and without a sample: templates of
the answers along the axes of the images' vectors, covariance of everything else, and from both the matched filters over time
that tell most of the image, for each early answer.

    x[t, d] = sum_k z_k A[t, d, k] + noise,   a = Aᵀ S⁻¹ x,   score of an image = zᵀ a - zᵀ G z / 2,   G = Aᵀ S⁻¹ A

S holds the background, sensors, heart and eyes, the image before, how answers vary (strength, delay), and what the filters
miss of how they change with the head's place. The baseline that is taken off leaves each direction an unknown constant.
"""

from dataclasses import dataclass

import numpy as np
from scipy import linalg
from session_filters import filters_at, from_channels

N_AXES = 12
# server/rig/person/image-session.ts
INTERVAL = 1.5
AMPLITUDE_JITTER = 0.15
DELAY_JITTER = 0.008
# Hz and variance: the mains, in whatever direction.
MAINS = 50.0
MAINS_VARIANCE = 10.0
# A constant of each direction that is not known: variance next to noise of about 1.
UNKNOWN_OFFSET = 300.0


@dataclass
class Courses:
    """
    Of all people the same, at the chain's rate.

    groups  [nGroups, T] autocovariance of the background's processes, sensor [T] of a sensor of deviation 1
    """

    groups: np.ndarray
    sensor: np.ndarray


def autocovariances(session, chain, n_samples):
    freqs = np.fft.rfftfreq(1 << 15, 1 / chain.sfreq_out)
    return Courses(
        np.fft.irfft(session.group_psd(chain, freqs), axis=1)[:, :n_samples],
        np.fft.irfft(session.sensor_psd(chain, freqs))[:n_samples],
    )


def event_autocovariance(session, chain, n_samples):
    """[T, A, A] of heart and eyes, whose events come at random moments; R[t] between a moment and one t samples before."""
    a = session.arrays
    n = 1 << 12
    freqs = np.fft.rfftfreq(n, 1 / chain.sfreq_out)
    omega = 2 * np.pi * freqs[:, None, None]
    width, latency = a["artefact_width"], a["artefact_latency"]
    bumps = np.sqrt(2 * np.pi) * width * np.exp(-0.5 * (omega * width) ** 2 - 1j * omega * latency)
    courses = np.einsum("ksb,fsb->kfs", a["artefact_weights"], bumps) * np.abs(chain.response(freqs))[None, :, None]
    seconds = session.n_samples / session.sfreq
    power = np.array([(a["artefact_amplitude"][a["artefact_class"] == k] ** 2).sum() for k in range(len(courses))])
    rate = np.maximum(power / seconds, 0.125) * chain.sfreq_out
    spectrum = np.einsum("k,kfs,kft->fst", rate, courses, courses.conj())
    return np.fft.irfft(spectrum, n, axis=0)[:n_samples]


def source_courses(person, session, chain, times, delay=0.0):
    """
    Courses of the sources `times` [T] s after an image, for each axis of the images' vectors: [N_AXES, S, T]. The chain's
    filter is short and symmetric: a bump stays one, later and a little wider.
    """
    of = person.of
    variance = 0.0
    for stage in chain.stages:
        seconds = (np.arange(len(stage.taps)) - (len(stage.taps) - 1) / 2) / (stage.sfreq_in * stage.up)
        variance += float((stage.taps * seconds**2).sum() / stage.taps.sum())
    width = np.sqrt(of.width**2 + variance)
    late = times[None, None, :] - (of.latency + chain.group_delay + delay)[:, :, None]
    bumps = (of.width / width)[:, :, None] * np.exp(-0.5 * (late / width[:, :, None]) ** 2)
    # Features are a turned part of the vectors: axes to bumps.
    features, vectors = session.arrays["features"], session.arrays["embedding"][:, :N_AXES].astype(np.float64)
    turn = np.linalg.lstsq(vectors, features, rcond=None)[0]
    return np.einsum("kr,rsb,sbt->kst", turn, of.map, bumps)


@dataclass
class Templates:
    """
    answers   [T, D, N_AXES], per unit of the vectors' axes
    root      Cholesky factor [T D, T D] of the noise's covariance, index t D + d: its beginning is that of a shorter window
    kernels   [length, T, D, N_AXES] S⁻¹ A of the first samples, 0 behind them
    gram      [length, N_AXES, N_AXES]
    """

    answers: np.ndarray
    root: np.ndarray
    kernels: np.ndarray
    gram: np.ndarray


def fit_templates(person, filters, courses, session, chain, spread, n_samples, tmin, lengths):
    """
    filters  [D, n_terms, C] of the person, for channels in DSP units
    session  one of the person's, for what the answers and artefacts are
    spread   [N_AXES] standard deviations of the images' vectors along their axes
    """
    mixed, reduced, events = [], 0.0, 0.0
    of = person.of
    d = filters.shape[0]
    for theta, (lead, background, artefacts) in zip(person.thetas, person.at):
        matrix = from_channels(person, filters_at(filters, theta))
        mixed.append(matrix @ lead)
        seen = matrix @ background
        parts = [(seen * of.weight[:, g] ** 2) @ seen.T for g in range(of.weight.shape[1])]
        reduced = reduced + np.array([*parts, matrix @ matrix.T]) / len(person.at)
        eyes = matrix @ artefacts
        events = events + np.einsum("da,eb->deab", eyes, eyes) / len(person.at)
    lags = np.concatenate([courses.groups, courses.sensor[None]])
    autocovariance = np.einsum("gt,gde->tde", lags, reduced)
    autocovariance = autocovariance + np.einsum("tab,deab->tde", event_autocovariance(session, chain, n_samples), events)
    cov = np.empty((n_samples, d, n_samples, d))
    around = np.concatenate([autocovariance[:0:-1].transpose(0, 2, 1), autocovariance])
    for t in range(n_samples):
        # [t, u] = R(t - u)
        cov[t] = around[n_samples - 1 + t - np.arange(n_samples)].transpose(1, 0, 2)
    cov = cov.reshape(n_samples * d, n_samples * d)
    times = tmin + np.arange(n_samples) / chain.sfreq_out
    mean = np.mean(mixed, axis=0)

    def columns(course, mix):
        """[T D, N_AXES] for images as they are spread."""
        return np.einsum("ds,kst,k->tdk", mix, course, spread).reshape(n_samples * d, N_AXES)

    now = source_courses(person, session, chain, times)
    later = source_courses(person, session, chain, times, DELAY_JITTER)
    sooner = source_courses(person, session, chain, times, -DELAY_JITTER)
    loose = [AMPLITUDE_JITTER * columns(now, mean), 0.5 * columns(later - sooner, mean)]
    loose.append(columns(source_courses(person, session, chain, times + INTERVAL), mean))
    some = mixed[:: max(1, len(mixed) // 12)]
    loose += [columns(now, mix - mean) / len(some) ** 0.5 for mix in some]
    turn = 2 * np.pi * MAINS * np.arange(n_samples) / chain.sfreq_out
    loose += [np.kron(MAINS_VARIANCE**0.5 * wave(turn)[:, None], np.eye(d)) for wave in (np.cos, np.sin)]
    loose.append(UNKNOWN_OFFSET**0.5 * np.tile(np.eye(d), (n_samples, 1)))
    loose = np.concatenate(loose, axis=1)
    cov += loose @ loose.T
    root = linalg.cholesky(cov, lower=True, overwrite_a=True)
    answers = np.einsum("ds,kst->tdk", mean, now)
    kernels, gram = [], []
    white = linalg.solve_triangular(root, answers.reshape(n_samples * d, -1), lower=True)
    for length in lengths:
        part = white[: length * d]
        solved = linalg.solve_triangular(root[: length * d, : length * d], part, lower=True, trans=1)
        kernels.append(np.concatenate([solved, np.zeros(((n_samples - length) * d, N_AXES))]).reshape(n_samples, d, N_AXES))
        gram.append(part.T @ part)
    return Templates(answers, root, np.array(kernels), np.array(gram))
