"""
Spatial filters of the typing networks, for each person and wherever the head lies, from the fields and spectra of exported
training sessions: without any sample.
"""

import numpy as np
from simulation import Chain
from typing_data import continuous_steps
from typing_head import HeadNumbers
from typing_templates import picked_channels

# Hz at which filters are asked for: the responses have next to nothing above.
FREQUENCIES = np.array([0.35, 0.8, 1.4, 2.1, 2.9, 3.7, 4.5, 5.5, 6.5, 7.7, 9.2, 11.5])


class HeadFilters:
    """
    Spatial filters that follow the head: W(theta) = W_0 + sum_i theta_i W_i, theta the six numbers of `HeadNumbers`.

    Where the head lies in a session changes the fields of sources and background alike, by a few millimetres and degrees.
    To first order in these the best filter of a source is fitted over many places of the head at once: of all filters
    linear in theta, the one with the smallest noise for its mean response, at each frequency, noise and fields being known
    (R = E[t t' x Sigma(f)], c = E[t x L], a = R^-1 c with t = (1, theta)). A person's responses span twelve sources; the
    `rank` directions that hold most of what these filters tell of the keys are kept.
    """

    def __init__(self, reference, filters):
        """reference [C, 3], m; filters [n, 7, C] on channels after robust scaling"""
        self.map = HeadNumbers(reference)
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

    place = HeadNumbers(reference)
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
