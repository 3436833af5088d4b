"""
Simulated listening without end, in few dimensions: what the filters of `session_filters` let through of a person's noise and
answers, at the head positions of training sessions, in windows as the server cuts them.

Behind D filters noise is Gaussian with a known cross-spectrum [D, D] and answers are known courses, so that a window costs
a thousandth of what 306 channels do, and no two are the same. Stories, their words and speech sounds are those of
training sessions.
"""

import numpy as np
import torch
from scipy import fft
from session_filters import filters_at
from simulation.session import evoked_courses, stationary

SFREQ = 120
N_SAMPLES = 361
SHIFT = 18
N_TIMES = N_SAMPLES - SHIFT
# Samples at 120 Hz before a window in which events still reach into it, and the length that windows are drawn at: two windows
# of a draw are so far apart that they share next to no noise.
BEFORE = 120
SIZE = 1024
FREQS = np.fft.rfftfreq(SIZE, 1 / SFREQ)
TARGET_START = -0.5
LINE = 50.0


class Segments:
    """
    Segments of stories, told by other sessions than the tests'.

    events   of each segment: times after the onset of its word, s; features [n, 12]; amplitudes; all that reach into it
    offset   of each segment's window: how much later its first sample is than the onset less 0.5 s, s
    targets  [n, 12 * 343] float16, of norm 1
    """

    def __init__(self, sessions, chain):
        """sessions  exported training sessions"""
        self.events, self.offset, targets = [], [], []
        for s in sessions:
            features = s.arrays["features"]
            markers = [m for m in s.markers if m.description.startswith("segment ")]
            onsets = np.array([m.sample for m in markers])
            starts = s.window_indices(TARGET_START, N_SAMPLES, chain, onsets)
            width = s.info["targets"]["width"]
            for onset, start in zip(onsets / s.sfreq, starts):
                first, last = np.searchsorted(s.events.time, [onset - 0.5 - BEFORE / SFREQ, onset + 2.8])
                time = s.events.time[first:last] - onset
                self.events.append((time, features[s.events.cls[first:last]], s.events.amplitude[first:last]))
                self.offset.append(start / SFREQ - onset - TARGET_START)
                targets.append(target(*self.events[-1][:2], width))
        self.targets = torch.from_numpy(np.array(targets)).half()

    def __len__(self):
        return len(self.offset)

    def normalise(self, energy):
        """Targets of norm 1 in the metric of `energy`, see `energies`."""
        parts = [part.float() for part in self.targets.split(512)]
        self.targets = torch.cat([part / energies(part.view(-1, 12, N_TIMES), energy).sqrt()[:, None] for part in parts]).half()

    def heard(self, index):
        """Impulses [12, SIZE] of the features heard, in samples of its window, `BEFORE` samples earlier on; as loud as they were."""
        time, features, amplitude = self.events[index]
        at = (time - TARGET_START - self.offset[index]) * SFREQ + BEFORE
        whole = np.floor(at).astype(int)
        part = at - whole
        out = np.zeros((SIZE, features.shape[1]), dtype=np.float32)
        inside = (whole >= 0) & (whole < SIZE - 1)
        scaled = (features * amplitude[:, None])[inside]
        np.add.at(out, whole[inside], scaled * (1 - part[inside, None]))
        np.add.at(out, whole[inside] + 1, scaled * part[inside, None])
        return out.T


def target(time, features, width):
    """[12 * 343] of norm 1: features of events at `time` s after the onset, each a bump."""
    t = TARGET_START + np.arange(N_TIMES) / SFREQ
    out = np.exp(-0.5 * ((t[None, :] - time[:, None]) / width) ** 2).T @ features
    return (out.T / np.linalg.norm(out)).ravel().astype(np.float32)


def energies(low, energy):
    """
    How far segments move the field, squared, over noise: energy [F, 12, 12] of Listener.energy, mean of training people.

    low      [n, 12, 343] targets without the basis
    returns  [n]
    """
    spectrum = torch.fft.rfft(low, SIZE)
    weight = torch.full((len(FREQS),), 2.0 / SIZE)
    weight[0] = weight[-1] = 1.0 / SIZE
    metric = torch.from_numpy(energy.astype(np.complex64)) * weight[:, None, None]
    return torch.einsum("nrf,frq,nqf->n", spectrum, metric, spectrum.conj()).real


class Recorded:
    """
    An exported session at 120 Hz, only ever seen behind filters: its noise is drawn behind them, exactly as it is distributed
    (`Session.continuous` draws it for all channels, which takes thirty times as long).
    """

    def __init__(self, session, chain, gain):
        """gain  of the answers, times what they were exported at"""
        self.session, self.chain, self.gain = session, chain, gain
        self.person, self.number = session.person, session.number
        self.picked = [i for i, c in enumerate(session.channels) if c["kind"] in ("mag", "grad")]
        self.positions = np.array([session.channels[i]["position"] for i in self.picked])
        self.scale = session.scale[self.picked, None]
        self.markers = [m for m in session.markers if m.description.startswith("segment ")]
        self.starts = session.window_indices(TARGET_START, N_SAMPLES, chain, np.array([m.sample for m in self.markers]))
        self.courses = chain.filter(evoked_courses(session.events, session.bumps, session.sfreq, 0, session.n_samples))

    def answers(self, matrix):
        """[n_samples, D] behind matrix [C, D]."""
        return self.gain * self.courses.T @ ((self.scale * self.session.lead[self.picked]).T @ matrix)

    def noise(self, matrix, seed=0):
        """[n_samples, D] behind matrix [C, D]: background, sensors, heart, eyes and mains."""
        s, n = self.session, self.courses.shape[1]
        rng = np.random.default_rng([seed, s.person, s.number])
        moments = stationary(rng, n, SFREQ, s.background_psd(self.chain), len(s.weight))
        out = moments.T @ ((self.scale * s.background_lead[self.picked]).T @ matrix).astype(np.float32)
        sd = self.scale * s.sensor_sd[self.picked, None]
        root = np.linalg.cholesky((matrix * sd).T @ (matrix * sd)).astype(np.float32)
        sensor = stationary(rng, n, SFREQ, lambda f: np.asarray(s.sensor_psd(self.chain, f))[None], matrix.shape[1])
        out += sensor.T @ root.T
        for lead, courses in s._sources(0, s.n_samples, ("artefacts",)):
            out += self.chain.filter(courses).T @ ((self.scale * lead[self.picked]).T @ matrix)
        return out


class Spectra:
    """
    Of what a person's noise is made of, at FREQS: groups of the background's dipoles [J, nGroups], A²m², and [nGroups, F], sensors
    [F], heart and eyes [F, A, A]; and the person's answers in the sources, [F, 12, S], per feature.
    """

    def __init__(self, session, chain, person):
        self.share = person.of.weight**2
        self.groups, self.sensor = noise_power(session, chain)
        a = session.arrays
        self.events = np.zeros((len(FREQS), 0, 0))
        response = np.abs(chain.response(FREQS))
        if "artefact_lead" in a:
            courses = np.einsum("ksb,fsb->kfs", a["artefact_weights"], bump_spectra(a["artefact_latency"], a["artefact_width"]))
            power = np.array([(a["artefact_amplitude"][a["artefact_class"] == k] ** 2).sum() for k in range(len(courses))])
            rate = np.maximum(power / (session.n_samples / session.sfreq), 0.125) * SFREQ
            self.events = np.einsum("k,kfs,kft->fst", rate, courses, courses.conj()) * response[:, None, None] ** 2
        of = person.of
        turn = response * np.exp(-2j * np.pi * FREQS * chain.group_delay)
        # A bump of the stream's moments, sampled at 120 Hz.
        self.answers = np.einsum("rsb,fsb->frs", of.map, bump_spectra(of.latency, of.width)) * turn[:, None, None] * SFREQ
        self.line_response = float(np.abs(chain.response(np.array([LINE])))[0])


_power = {}


def noise_power(session, chain):
    key = (str(session.info["noise"]["groups"]), str(chain.steps), session.sfreq)
    if key not in _power:
        _power[key] = (session.group_psd(chain, FREQS), session.sensor_psd(chain, FREQS))
    return _power[key]


def bump_spectra(latency, width):
    """Fourier transforms [F, S, nBumps] of Gaussian bumps, in s."""
    omega = 2 * np.pi * FREQS[:, None, None]
    return np.sqrt(2 * np.pi) * width * np.exp(-0.5 * (omega * width) ** 2 - 1j * omega * latency)


class Listener:
    """
    A person behind filters, in several sessions.

    noise    [n_places, F, D, D] cross-spectrum, and root, its Cholesky factors
    answers  [n_places, F, 12, D], per impulse of a feature
    line     [n_places, D, 2] of the mains, cosine and sine
    """

    def __init__(self, person, spectra, filters, places, lines=()):
        """
        filters  [D, n_terms, C], channels in DSP units
        places   which of the person's sessions
        lines    fields [C, 2] of the mains, in DSP units
        """
        noise, answers, line = [], [], []
        for k, place in enumerate(places):
            lead, background, artefacts = person.at[place]
            channels = filters_at(filters, person.thetas[place])
            matrix = (channels * person.sensor_sd) @ person.basis
            seen, spoilt = matrix @ background, matrix @ artefacts
            parts = np.einsum("dj,jg,ej->gde", seen, spectra.share, seen, optimize=True)
            n = np.tensordot(spectra.groups.T, parts, 1).astype(complex)
            n += spectra.sensor[:, None, None] * (matrix @ matrix.T)
            if spectra.events.shape[1]:
                n += spoilt @ spectra.events @ spoilt.T
            noise.append(n)
            answers.append(spectra.answers @ (matrix @ lead).T)
            if len(lines):
                line.append(channels @ lines[k % len(lines)] * spectra.line_response)
        self.noise = np.array(noise)
        size = np.einsum("nfdd->nfd", self.noise).real.mean(axis=2)[..., None, None]
        root = np.linalg.cholesky(self.noise + 1e-6 * size * np.eye(self.noise.shape[2]))
        self.root = torch.from_numpy((root * np.sqrt(SIZE / 2)).astype(np.complex64))
        self.answers = np.array(answers)
        self.heard = torch.from_numpy(self.answers.astype(np.complex64))
        self.line = torch.from_numpy(np.array(line, dtype=np.float32)) if line else None

    def energy(self, width, floor=0.03):
        """[F, 12, 12]: of targets, the energy over noise of the answers that they stand for."""
        noise, answers = self.noise.mean(axis=0), self.answers.mean(axis=0)
        lag = np.minimum(np.arange(SIZE), SIZE - np.arange(SIZE)) / SFREQ
        bump = fft.rfft(np.exp(-0.5 * (lag / width) ** 2)).real
        seen = answers @ np.linalg.inv(noise).transpose(0, 2, 1) @ answers.conj().transpose(0, 2, 1)
        return seen * ((bump / (bump**2 + (floor * bump[0]) ** 2)) ** 2)[:, None, None]

    def windows(self, place, segments, chosen, rng, gain=1.0):
        """Windows [n, D, 361] float32 of these segments at one place, less their mean over time."""
        n = len(chosen)
        root = self.root[place]
        n_draws = (n + 1) // 2
        normal = torch.from_numpy(rng.standard_normal((len(FREQS), root.shape[2], n_draws, 2), dtype=np.float32))
        drawn = torch.matmul(root, torch.view_as_complex(normal))  # [F, D, n_draws]
        drawn = torch.fft.irfft(drawn.permute(2, 1, 0), SIZE)
        noise = torch.cat([drawn[..., :N_SAMPLES], drawn[..., SIZE // 2 : SIZE // 2 + N_SAMPLES]])[:n]
        heard = torch.fft.rfft(torch.from_numpy(np.array([segments.heard(k) for k in chosen])))  # [n, 12, F]
        answers = torch.matmul(heard.permute(2, 0, 1), self.heard[place]).permute(1, 2, 0)
        x = noise + gain * torch.fft.irfft(answers, SIZE)[..., BEFORE : BEFORE + N_SAMPLES]
        if self.line is not None:
            phase = torch.from_numpy(rng.uniform(0, 2 * np.pi, (n, 1)) + 2 * np.pi * LINE / SFREQ * np.arange(N_SAMPLES)).float()
            x = x + torch.einsum("dk,knt->ndt", self.line[place], torch.stack([phase.cos(), phase.sin()]))
        return x - x.mean(dim=2, keepdim=True)


def matched_filters(listener, width, floor=0.03):
    """
    Matched filters over time of each feature in known noise, per direction: [12, D, SIZE] real, at lags 0, 1 … -1 after the
    event; with targets that are bumps taken into account, so that the inner product of output and target is the likelihood's.
    """
    noise, answers = listener.noise.mean(axis=0), listener.answers.mean(axis=0)
    lag = np.minimum(np.arange(SIZE), SIZE - np.arange(SIZE)) / SFREQ
    bump = fft.rfft(np.exp(-0.5 * (lag / width) ** 2)).real
    matched = answers.conj() @ np.linalg.inv(noise)  # [F, 12, D]
    return fft.irfft(matched.transpose(1, 2, 0) * (bump / (bump**2 + (floor * bump[0]) ** 2)), SIZE, axis=2)
