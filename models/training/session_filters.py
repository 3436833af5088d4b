"""
Spatial filters of a person in closed form, wherever the head lies.

Between two sessions the head lies elsewhere, and a filter that is right for one place lets background through at another:
of the ideal observer's power the best fixed filters keep less than half. The rig tells where the sensors are in head
coordinates; `typing_head.HeadNumbers` makes six numbers of it, theta. Here the filter itself is a polynomial in them,

    W(theta) = sum_k phi_k(theta) W_k        phi = 1, theta_i, and for order 2 theta_i theta_j

such that over many sessions of a person the expected error of the sources' courses is least. The simulator states fields and
noise of every session, so that this error is a quadratic form without sampling error and W the solution of one linear system;
about 100 sessions settle the 28 terms of order 2. A laboratory would have fields from a forward model, at any place of the
head, and noise from its recordings. No label of a trial and no test session enters.

    fields = load_fields("images", people, sessions, chain)             # one list of `Fields` for each person
    head = head_numbers(sum(fields, []))
    person = PersonFields(fields[0], head)
    shares = band_shares(person, 2)                                     # what frequencies count
    filters = fit_filters(person, shares)                               # [n_bands * S, n_terms, C], channels in DSP units
    matrix = filters_at(filters, head.numbers(positions))               # [n_bands * S, C]
"""

import json
from dataclasses import dataclass

import numpy as np
import torch
from common import cache_dir, dials_text, export_session, progress
from scipy import linalg
from torch import nn
from typing_head import FARTHEST, HeadNumbers

# Hz: responses and noise are compared at these. A window of a second and a half without its mean holds little below.
EDGES = np.array([0.15, 0.4, 0.8, 1.2, 1.6, 2.0, 2.5, 3.0, 4.0, 5.5, 8.0, 12.0])
FREQS = np.sqrt(EDGES[1:] * EDGES[:-1])
WIDTHS = np.diff(EDGES)
N_NUMBERS = 6


def n_terms(order):
    return {0: 1, 1: 7, 2: 28}[order]


def terms(theta, order):
    """phi [n, n_terms] of theta [n, 6]: 1, theta_i, theta_i theta_j for i <= j."""
    theta = np.atleast_2d(theta)
    parts = [np.ones((len(theta), 1))]
    if order >= 1:
        parts.append(theta)
    if order >= 2:
        i, j = np.triu_indices(N_NUMBERS)
        parts.append(theta[:, i] * theta[:, j])
    return np.concatenate(parts, axis=1)


def filters_at(filters, theta):
    """filters [D, n_terms, C] at theta [6]: [D, C]."""
    order = {1: 0, 7: 1, 28: 2}[filters.shape[1]]
    return np.einsum("dkc,k->dc", filters, terms(theta, order)[0])


def head_numbers(fields):
    """`HeadNumbers` about the mean place of the sensors over these sessions."""
    return HeadNumbers(np.mean([f.positions for f in fields], axis=0))


@dataclass
class Fields:
    """
    What a session's samples are made of, as they are behind the linear chain, in DSP units (fT and fT/cm).

    positions   [C, 3] of the sensors in head coordinates, m
    lead        [C, S] field of the sources per A·m, background [C, J] of the background's dipoles with their moments, and
                artefacts [C, A] of heart and eyes per A·m
    sensor_sd   [C] of the sensors' white noise at the stream's rate
    weight      [J, nGroups] of the dipoles in each group of processes, squares summing to 1
    groups      [nGroups, F] power of the groups at FREQS, sensor [F] of a sensor of deviation 1, events [F, A, A] of heart and
                eyes: as `Chain.output_psd` counts (their mean over all frequencies is the variance)
    map         [nFeatures, S, nBumps]: answers are linear in the features; latency and width [S, nBumps] of the bumps, s
    response    [F] of the chain
    """

    person: int
    session: int
    sfreq: float
    positions: np.ndarray
    lead: np.ndarray
    background: np.ndarray
    artefacts: np.ndarray
    sensor_sd: np.ndarray
    weight: np.ndarray
    groups: np.ndarray
    sensor: np.ndarray
    events: np.ndarray
    map: np.ndarray
    latency: np.ndarray
    width: np.ndarray
    response: np.ndarray


def session_fields(session, chain, gain=1.0):
    """
    session  `simulation.Session` that was exported at gain 1, with at least 12 classes
    chain    `simulation.Chain` of the model's linear steps
    gain     of the responses
    """
    picked = [i for i, c in enumerate(session.channels) if c["kind"] in ("mag", "grad")]
    scale = session.scale[picked, None]
    features = session.arrays["features"].astype(np.float64)
    flat = session.bumps.weights.reshape(len(features), -1)
    response = np.abs(chain.response(FREQS))
    moments = np.sqrt((session.weight**2).sum(axis=1))
    groups, sensor = noise_spectra(session, chain)
    artefacts, events = artefact_spectra(session, response, chain.sfreq_out)
    return Fields(
        session.person, session.number, chain.sfreq_out,
        np.array([session.channels[i]["position"] for i in picked]),
        scale * session.lead[picked], scale * session.background_lead[picked] * moments, scale * artefacts[picked],
        scale[:, 0] * session.sensor_sd[picked], session.weight / moments[:, None], groups, sensor, events,
        gain * np.linalg.lstsq(features, flat, rcond=1e-6)[0].reshape(-1, *session.bumps.weights.shape[1:]),
        session.bumps.latency, session.bumps.width, response,
    )  # fmt: skip


def load_fields(kind, people, sessions, chain, cache=None):
    """`Fields` of these sessions, a list for each person; sessions are short ones, of which only fields and noise are read."""
    from simulation import Session

    dials = json.loads(dials_text())
    options = ("--gain", "1", "--spread", str(dials["spread"]), "--trials", "24")
    wanted = [(person, session) for person in people for session in sessions]
    out = {person: [] for person in people}
    for person, session in progress(wanted, "fields"):
        folder = export_session(kind, person, session, cache_dir(cache), options)
        out[person].append(session_fields(Session.load(folder), chain, dials[kind]["gain"]))
    return [out[person] for person in people]


_spectra = {}


def noise_spectra(session, chain):
    """Power at FREQS of each group of the background [nGroups, F] and of a sensor [F], the same for all sessions."""
    key = (str(session.info["noise"]["groups"]), str(chain.steps), session.sfreq)
    if key not in _spectra:
        _spectra[key] = (session.group_psd(chain, FREQS), session.sensor_psd(chain, FREQS))
    return _spectra[key]


def bump_spectra(latency, width):
    """Fourier transforms [F, S, nBumps] of bumps of height 1, per s."""
    omega = 2 * np.pi * FREQS[:, None, None]
    return np.sqrt(2 * np.pi) * width * np.exp(-0.5 * (omega * width) ** 2 - 1j * omega * latency)


def artefact_spectra(session, response, sfreq):
    """Fields [C, A] and cross-spectra [F, A, A]: events at random moments have the spectrum rate · H Hᴴ, H that of one of them."""
    a = session.arrays
    if "artefact_lead" not in a:
        return np.zeros((len(session.channels), 0)), np.zeros((len(FREQS), 0, 0))
    courses = np.einsum("ksb,fsb->kfs", a["artefact_weights"], bump_spectra(a["artefact_latency"], a["artefact_width"]))
    seconds = session.n_samples / session.sfreq
    power = np.array([(a["artefact_amplitude"][a["artefact_class"] == k] ** 2).sum() for k in range(len(courses))])
    # Short sessions tell little of how often: one event in eight seconds at least.
    rate = np.maximum(power / seconds, 0.125) * sfreq
    events = np.einsum("k,kfs,kft->fst", rate, courses, courses.conj()).real * response[:, None, None] ** 2
    return a["artefact_lead"], events


class PersonFields:
    """
    A person's sessions in coordinates in which the sensors' noise is white, and only as many of them as fields reach.

    basis   [C, d]: a signal x in DSP units becomes basisᵀ (x / sensor_sd)
    thetas  [n, 6] of the sessions
    at      of each session the fields of sources [d, S], background [d, J] and artefacts [d, A]
    """

    def __init__(self, fields, head, keep=0.02):
        """
        keep  directions in which fields stay below this share of a sensor's noise, on average, are left out (of noise that is
              white, only a twentieth reaches the band of the responses)
        """
        self.of = fields[0]
        self.sfreq = self.of.sfreq
        self.sensor_sd = self.of.sensor_sd
        self.thetas = np.array([head.numbers(f.positions) for f in fields])
        heart = np.sqrt(np.maximum(np.einsum("faa->a", self.of.events) / len(FREQS), 1e-60))
        size = np.concatenate([np.abs(self.of.map).sum(axis=(0, 2)), np.ones(self.of.background.shape[1]), heart])
        power = 0.0
        for f in fields:
            seen = np.concatenate([f.lead, f.background, f.artefacts], axis=1) / self.sensor_sd[:, None] * size
            power = power + seen @ seen.T / len(fields)
        values, vectors = np.linalg.eigh(power)
        self.basis = vectors[:, values > keep**2]
        self.at = [self.fields_of(f) for f in fields]

    def fields_of(self, fields):
        """A session's fields in these coordinates."""
        return tuple(self.basis.T @ (part / self.sensor_sd[:, None]) for part in (fields.lead, fields.background, fields.artefacts))

    def noise(self, at, share):
        """Covariance [d, d] of the noise of a session with fields `at`: sum over FREQS of share [F] times the cross-spectrum."""
        _, background, artefacts = at
        out = (background * (self.of.weight**2 @ (self.of.groups @ share))) @ background.T
        out += artefacts @ np.tensordot(share, self.of.events, 1) @ artefacts.T
        out[np.diag_indices(len(out))] += self.of.sensor @ share
        return out

    def answer_spectrum(self):
        """[F, S, S] complex: cross-spectrum of the sources' courses summed over features of unit variance, energy per Hz."""
        courses = np.einsum("rsb,fsb->frs", self.of.map, bump_spectra(self.of.latency, self.of.width))
        return np.einsum("frs,frt->fst", courses, courses.conj()) * (self.of.response**2 * self.sfreq)[:, None, None]


def information(person, at, matrix=None):
    """
    Power over noise [F] of a mean answer at fields `at`: for an observer who knows all, or behind directions `matrix` [D, d].
    The sum is the mean squared distance (d') of an answer from none.
    """
    spectrum = person.answer_spectrum()
    out = np.zeros(len(FREQS))
    for k in range(len(FREQS)):
        noise, lead = person.noise(at, np.eye(len(FREQS))[k]), at[0]
        if matrix is not None:
            noise, lead = matrix @ noise @ matrix.T, matrix @ lead
        out[k] = 2 * WIDTHS[k] * np.einsum("st,ts->", spectrum[k], lead.T @ linalg.solve(noise, lead, assume_a="pos")).real
    return out


def band_shares(person, n_bands=1):
    """
    Weights [n_bands, F] of the frequencies for `fit_filters`: where responses have power, and as a matched filter over time
    weighs them, |answer|² / noise²; parts of equal information, low ones first.
    """
    middle = person.at[int(np.argmin((person.thetas**2).sum(axis=1)))]
    seen = information(person, middle)
    power = np.trace(person.answer_spectrum(), axis1=1, axis2=2).real
    share = seen**2 / (WIDTHS * power)
    share = share / share.sum()
    done = (np.cumsum(seen) - 0.5 * seen) / seen.sum()
    return np.array([np.where((done > k / n_bands) & (done <= (k + 1) / n_bands), share, 0.0) for k in range(n_bands)])


def fit_filters(person, shares, order=2):
    """
    Filters [n_bands * S, n_terms, C] that estimate the sources' courses in each band, least in expected error over the
    person's sessions; for channels in DSP units. A weak response leaves as the error tr(W N Wᵀ) - 2 tr(W L), N the noise in
    the band.
    """
    phi = terms(person.thetas, order)
    outer = np.einsum("nk,nl->kln", phi, phi).reshape(-1, len(phi))
    d, n = person.basis.shape[1], phi.shape[1]
    right = np.einsum("nk,nds->kds", phi, np.array([at[0] for at in person.at])).reshape(n * d, -1)
    out = []
    for share in shares:
        noise = np.array([person.noise(at, share) for at in person.at]).reshape(len(phi), -1)
        gram = (outer @ noise).reshape(n, n, d, d).transpose(0, 2, 1, 3).reshape(n * d, -1)
        gram[np.diag_indices(len(gram))] += 1e-7 * np.trace(gram) / len(gram)
        solved = linalg.solve(gram, right, assume_a="pos", overwrite_a=True)
        out.append(solved.reshape(n, d, -1).transpose(2, 0, 1))
    return to_channels(person, np.concatenate(out))


def to_channels(person, filters):
    """[D, n_terms, d] in the person's coordinates to channels in DSP units."""
    return filters @ (person.basis / person.sensor_sd[:, None]).T


def from_channels(person, matrix):
    """[..., C] of channels in DSP units to the person's coordinates, as far as they reach."""
    return (matrix * person.sensor_sd) @ person.basis


def fewer_filters(person, filters, n):
    """
    The n combinations [n, n_terms, C] of filters that keep most of a mean answer's power over noise, on average over the
    person's sessions; noise has variance 1 along each and no correlation between them.
    """
    share = band_shares(person)[0]
    noise, answers = 0.0, 0.0
    spectrum = np.tensordot(share, person.answer_spectrum().real, 1)
    for at, theta in zip(person.at, person.thetas):
        matrix = from_channels(person, filters_at(filters, theta))
        noise = noise + matrix @ person.noise(at, share) @ matrix.T / len(person.at)
        seen = matrix @ at[0]
        answers = answers + seen @ spectrum @ seen.T / len(person.at)
    size = np.sqrt(np.diag(noise))
    noise, answers = noise / np.outer(size, size), answers / np.outer(size, size)
    # Bands' filters of one source are much alike: what hardly differs in noise is not told apart.
    values, vectors = np.linalg.eigh(noise)
    whitener = (vectors / np.sqrt(np.maximum(values, 1e-6 * values[-1]))).T
    ratios, turned = np.linalg.eigh(whitener @ answers @ whitener.T)
    mix = turned[:, np.argsort(-ratios)[:n]].T @ whitener / size
    return np.einsum("nd,dkc->nkc", mix, filters)


class SessionFront(nn.Module):
    """
    The front of a network for one set of sensors: filters of each person, at the place of the head that the rig's positions
    tell, and the subject layer behind them. Positions that are all 0 stand for the mean place.

    reference, solve  of `HeadNumbers`
    filters           [n_rows, n_terms, D, C] float16, for the signal after robust scaling; kept small, as a folder holds them
    strength          [n_rows, n_terms] or nothing: how strong answers are behind the filters at this place of the head, against
                      their mean; one more constant signal for the subject layer
    """

    def __init__(self, reference, solve, filters, subject_layer, strength=None):
        super().__init__()
        self.register_buffer("reference", torch.as_tensor(reference, dtype=torch.float32))
        self.register_buffer("solve", torch.as_tensor(solve, dtype=torch.float32))
        self.register_buffer("filters", torch.as_tensor(filters).to(torch.float16))
        i, j = np.triu_indices(N_NUMBERS)
        self.register_buffer("first", torch.as_tensor(i), persistent=False)
        self.register_buffer("second", torch.as_tensor(j), persistent=False)
        self.register_buffer("strength", None if strength is None else torch.as_tensor(strength, dtype=torch.float32))
        self.subject_layer = subject_layer

    def phi(self, positions):
        """[n_terms] for sensors at these positions [C, 3]."""
        theta = torch.matmul(self.solve, (positions - self.reference).flatten()).clamp(-FARTHEST, FARTHEST)
        theta = theta * (positions.abs().sum() > 0).to(theta.dtype)
        parts = [torch.ones_like(theta[:1]), theta]
        if self.filters.shape[1] > 1 + N_NUMBERS:
            parts.append(theta[self.first] * theta[self.second])
        return torch.cat(parts)

    def forward(self, x, positions, subject):
        """x [B, C, T], positions [C, 3] in m and head coordinates, subject int64 [B], to [B, n_out, T]."""
        own = self.filters.index_select(0, subject).float()
        phi = self.phi(positions)
        y = torch.matmul((own * phi.view(1, -1, 1, 1)).sum(dim=1), x)
        if self.strength is not None:
            strength = torch.matmul(self.strength.index_select(0, subject), phi)
            y = torch.cat([y, strength.view(-1, 1, 1).expand(-1, 1, y.shape[2])], dim=1)
        return self.subject_layer(y, subject)
