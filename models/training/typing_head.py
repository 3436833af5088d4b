"""
Filters over the sensors that follow the head.

A head that is turned by three degrees and moved by three millimetres shows the same sources in other mixtures, and the
background, which is many times the response, then leaks through directions that should be blind to it. The rig tells where
the sensors are in head coordinates; six numbers follow from that (rotation, translation), and filters that are a
polynomial of first order in them stay with their sources.
"""


import numpy as np
import torch
from torch import nn

# Beyond this nothing was fitted: about three standard deviations.
FARTHEST = 2.0
# The six numbers count tenths of a radian and centimetres.
UNITS = np.array([0.1, 0.1, 0.1, 0.01, 0.01, 0.01])


class HeadNumbers:
    """
    Where the head lies, in six numbers: rotation and translation of the sensors' positions about the reference.

    reference  [C, 3] mean positions of the sensors in head coordinates, m
    solve      [6, 3 C]: positions about the reference to the six numbers, by least squares to first order
    """

    def __init__(self, reference):
        self.reference = np.asarray(reference, dtype=np.float64)
        turns = [np.cross(axis, self.reference).ravel() * UNITS[0] for axis in np.eye(3)]
        moves = [np.tile(axis, len(self.reference)) * UNITS[3] for axis in np.eye(3)]
        self.solve = np.linalg.pinv(np.array(turns + moves).T)

    def numbers(self, positions):
        """[6] of sensors at these positions [C, 3], held within what filters were fitted for."""
        theta = self.solve @ (np.asarray(positions, dtype=np.float64) - self.reference).ravel()
        return np.clip(theta, -FARTHEST, FARTHEST)


class HeadFront(nn.Module):
    """The front of a network for one set of sensors, wherever the head lies: positions in, six numbers, one matrix."""

    def __init__(self, reference, solve, matrix, turned, bias, subject_layer):
        """
        reference, solve  of `HeadNumbers`
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

    def at(self, positions):
        """[n_projection, C] for sensors at these positions [C, 3]."""
        theta = torch.matmul(self.solve, (positions - self.reference).flatten()).clamp(-FARTHEST, FARTHEST)
        theta = theta * (positions.abs().sum() > 0).to(theta.dtype)
        return self.matrix + (theta.view(-1, 1, 1) * self.turned).sum(dim=0)

    def forward(self, x, positions, subject):
        """x [B, C, T], positions [C, 3] in m and head coordinates, all 0 for the mean position, subject int64 [B]."""
        return self.subject_layer(torch.matmul(self.at(positions), x) + self.bias.unsqueeze(-1), subject)
