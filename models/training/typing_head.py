"""
How the head lies in the helmet, taken out of the signal before the network sees it.

A head that is turned by three degrees and moved by three millimetres shows the same sources in other mixtures, and the
background, which is many times the response, then leaks through directions that should be blind to it. The rig tells where
the sensors are in head coordinates; from there six numbers follow (rotation, translation), and to first order in them one
fixed linear map brings a signal to the mean position:

    x' = x + sum_i theta_i T_i x

T is fitted on the fields of the training people's sources and background, which the simulator states for every session; a
lab would take them from a forward model of a few hundred dipoles (as in the interpolation of A. Ahonen's and S. Taulu's
movement compensation). No recording and no label enters.
"""


import numpy as np
import torch
from common import progress
from torch import nn

# Beyond this nothing was fitted: about three standard deviations.
FARTHEST = 2.0
# The six numbers count tenths of a radian and centimetres.
UNITS = np.array([0.1, 0.1, 0.1, 0.01, 0.01, 0.01])


class HeadMap:
    """
    reference  [C, 3] mean positions of the sensors in head coordinates, m
    solve      [6, 3 C]: positions about the reference to the six numbers
    maps       [6, C, C] in the coordinates after robust scaling
    """

    def __init__(self, reference, maps):
        self.reference = np.asarray(reference, dtype=np.float64)
        self.maps = np.asarray(maps, dtype=np.float32)
        columns = []
        for axis in np.eye(3):
            columns.append(np.cross(axis, self.reference).ravel() * UNITS[0])
        for axis in np.eye(3):
            columns.append(np.tile(axis, len(self.reference)) * UNITS[3])
        self.solve = np.linalg.pinv(np.array(columns).T)

    def numbers(self, positions):
        theta = self.solve @ (np.asarray(positions, dtype=np.float64) - self.reference).ravel()
        return np.clip(theta, -FARTHEST, FARTHEST)

    def matrix(self, positions):
        """[C, C] that brings a scaled signal to the mean position."""
        return np.eye(len(self.reference), dtype=np.float32) + np.einsum("i,icd->cd", self.numbers(positions).astype(np.float32), self.maps)


def fit_head_map(folders, scale, noise_weight=1.0, rounds=2):
    """
    folders  exported sessions of the training people, several of each
    scale    [C] of robust scaling, fT and fT/cm
    """
    from simulation import Session

    sessions, people = [], []
    for folder in progress(folders, "fields"):
        session = Session.load(folder)
        moments = np.sqrt((session.weight**2).sum(axis=1))
        size = np.sqrt((session.bumps.weights**2).sum(axis=2).mean(axis=0))
        fields = np.concatenate([session.background_lead * moments, session.lead * size], axis=1)
        fields = fields / session.sensor_sd[:, None]
        # White noise has a twentieth of its power in the band of the responses, the background nearly all of its own.
        sessions.append((fields * 4.0, np.array([c["position"] for c in session.channels])))
        people.append(session.person)
        deviation = session.sensor_sd * session.scale
    reference = np.mean([positions for _, positions in sessions], axis=0)
    plain = HeadMap(reference, np.zeros((6, 1, 1)))
    theta = np.array([plain.numbers(positions) for _, positions in sessions])
    n_channels = len(reference)
    maps = np.zeros((6, n_channels, n_channels))
    gram = sum(np.kron(np.outer(t, t), f @ f.T) for t, (f, _) in zip(theta, sessions))
    gram += noise_weight * np.kron(theta.T @ theta, np.eye(n_channels))
    gram += 1e-6 * np.trace(gram) / len(gram) * np.eye(len(gram))
    from scipy.linalg import cho_factor, cho_solve

    factor = cho_factor(gram)
    for _ in progress(range(rounds), "head map"):
        moved = [f + np.einsum("i,icd,de->ce", t, maps, f, optimize=True) for t, (f, _) in zip(theta, sessions)]
        means = {p: np.mean([m for m, q in zip(moved, people) if q == p], axis=0) for p in set(people)}
        target = sum(
            np.concatenate([x * f for x in t]) @ (means[p] - f).T for t, (f, _), p in zip(theta, sessions, people)
        )
        maps = cho_solve(factor, target).reshape(6, n_channels, n_channels).transpose(0, 2, 1)
    # From "per sensor noise" to "per robust scale".
    ratio = deviation / scale
    return HeadMap(reference, maps * ratio[:, None] / ratio[None, :])


class HeadFront(nn.Module):
    """The front of a network for one set of sensors, wherever the head lies: positions in, six numbers, one matrix."""

    def __init__(self, reference, solve, matrix, turned, bias, subject_layer):
        """
        reference, solve  of the head map
        matrix            [n_projection, C], merger and 1x1 convolution at the mean position, and bias [n_projection]
        turned            [6, n_projection, C], what each of the six numbers adds to it
        """
        super().__init__()
        self.register_buffer("reference", torch.as_tensor(reference, dtype=torch.float32))
        self.register_buffer("solve", torch.as_tensor(solve, dtype=torch.float32))
        self.matrix = nn.Parameter(torch.as_tensor(matrix, dtype=torch.float32))
        self.turned = nn.Parameter(torch.as_tensor(turned, dtype=torch.float32))
        self.bias = nn.Parameter(torch.as_tensor(bias, dtype=torch.float32))
        self.subject_layer = subject_layer

    @classmethod
    def of(cls, head, matrix, bias, subject_layer):
        matrix = np.asarray(matrix, dtype=np.float64)
        turned = np.einsum("kc,icd->ikd", matrix, head.maps.astype(np.float64))
        return cls(head.reference, head.solve, matrix, turned, np.asarray(bias), subject_layer)

    def at(self, positions):
        """[n_projection, C] for sensors at these positions [C, 3]."""
        theta = torch.matmul(self.solve, (positions - self.reference).flatten()).clamp(-FARTHEST, FARTHEST)
        theta = theta * (positions.abs().sum() > 0).to(theta.dtype)
        return self.matrix + (theta.view(-1, 1, 1) * self.turned).sum(dim=0)

    def forward(self, x, positions, subject):
        """x [B, C, T], positions [C, 3] in m and head coordinates, all 0 for the mean position, subject int64 [B]."""
        return self.subject_layer(torch.matmul(self.at(positions), x) + self.bias.unsqueeze(-1), subject)
