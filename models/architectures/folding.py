"""
Folding: for one layout and one subject, merger, 1x1 convolution and subject layer are one matrix and an offset.

Two forms come of it, beside the general one with signal, positions and subject as inputs:
- `fold_subject`: layout and subject fixed, the signal alone goes in;
- `fold_montage`: the layout fixed, the subject still an input.
"""

import copy
from typing import TypeVar

import torch
from torch import Tensor, nn

from .blocks import SpatialFront, SubjectLayer

Network = TypeVar("Network", bound=nn.Module)


class FoldedFront(nn.Module):
    """y = M x + b. Takes positions and subject as any front does, and reads neither."""

    def __init__(self, matrix: Tensor, bias: Tensor):
        """matrix [n_out, C], bias [n_out]."""
        super().__init__()
        self.matrix = nn.Parameter(matrix.clone())
        self.bias = nn.Parameter(bias.clone())

    def forward(self, x: Tensor, positions: Tensor | None = None, subject: Tensor | None = None) -> Tensor:
        """x [B, C, T] to [B, n_out, T]."""
        return torch.matmul(self.matrix, x) + self.bias.unsqueeze(-1)


class MontageFront(nn.Module):
    """Merger and 1x1 convolution as one matrix (one per subject where heads are), then the subject layer."""

    def __init__(self, matrix: Tensor, bias: Tensor, subject_layer: SubjectLayer):
        """matrix [1 or P, n_projection, C], bias [n_projection]."""
        super().__init__()
        self.matrix = nn.Parameter(matrix.clone())
        self.bias = nn.Parameter(bias.clone())
        self.subject_layer = subject_layer

    def forward(self, x: Tensor, positions: Tensor | None, subject: Tensor) -> Tensor:
        """x [B, C, T], subject int64 [B], to [B, n_out, T]."""
        matrix = self.matrix[0] if self.matrix.shape[0] == 1 else self.matrix.index_select(0, subject)
        return self.subject_layer(torch.matmul(matrix, x) + self.bias.unsqueeze(-1), subject)


@torch.no_grad()
def montage_front(front: SpatialFront, positions: Tensor) -> MontageFront:
    """positions [C, 2], layout in 0 … 1."""
    training = front.training
    front.eval()
    everybody = torch.arange(front.config.n_subjects) if front.config.per_subject_heads else None
    merged = front.merger.weights(positions, everybody).double()
    front.train(training)
    matrix = torch.matmul(front.projection.weight.squeeze(-1).double(), merged).to(positions.dtype)
    folded = MontageFront(matrix, front.projection.bias, copy.deepcopy(front.subject_layer))
    return folded.train(training)


@torch.no_grad()
def folded_front(front: SpatialFront, positions: Tensor, subject: int) -> FoldedFront:
    """positions [C, 2], layout in 0 … 1; subject: row of the subject layer."""
    montage = montage_front(front, positions)
    first = montage.matrix[subject if montage.matrix.shape[0] > 1 else 0].double()
    layer = montage.subject_layer
    rotation = layer.weight[subject].T.double()
    bias = rotation @ montage.bias.double()
    if layer.bias is not None:
        bias = bias + layer.bias[subject].double()
    dtype = positions.dtype
    return FoldedFront((rotation @ first).to(dtype), bias.to(dtype)).train(front.training)


def _with_front(network: Network, front: nn.Module) -> Network:
    original = network.front
    # The rest is copied without the merger, which may be most of the network.
    network.front = nn.Identity()
    try:
        folded = copy.deepcopy(network)
    finally:
        network.front = original
    folded.front = front
    return folded


def fold_subject(network: Network, positions: Tensor, subject: int) -> Network:
    """A copy of the network for one layout [C, 2] and one subject row; its positions and subject may be None."""
    return _with_front(network, folded_front(network.front, positions, subject))


def fold_montage(network: Network, positions: Tensor) -> Network:
    """A copy of the network for one layout [C, 2]; its positions may be None."""
    return _with_front(network, montage_front(network.front, positions))
