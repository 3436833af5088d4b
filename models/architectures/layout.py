"""Layouts for networks that take positions: channels as points of [0, 1]², (-0.1, -0.1) for one without a place."""

import math

import torch
from torch import Tensor

from .blocks import INVALID_POSITION

# Middle of the head in head coordinates, m.
HEAD_CENTRE = (0.0, 0.0, 0.04)


def layout_of(positions: Tensor) -> Tensor:
    """
    Looks at the helmet from above and flattens it so that distances from the top are kept (azimuthal equidistant
    projection about the middle of the head), then stretches each axis to [0, 1]. A channel at (0, 0, 0), which is how
    the server gives one that is missing, has no place.

    The published networks take the hand-made layouts of MNE-Python. There the three sensors of an Elekta/MEGIN element
    stand beside each other; here they share a place, as they do on the helmet, and the merger cannot tell them apart. A
    network trained with such a layout is exported with the layout fixed.

    positions  [C, 3], m, head coordinates
    returns    [C, 2]
    """
    placed = (positions.abs().amax(dim=-1, keepdim=True) > 0).to(positions.dtype)
    direction = positions - torch.tensor(HEAD_CENTRE, dtype=positions.dtype)
    direction = direction / direction.norm(dim=-1, keepdim=True).clamp(min=1e-6)
    across = direction[:, :2]
    sine = across.norm(dim=-1, keepdim=True)
    # acos has no slope at 1: the top of the head is cut out by 1e-6.
    angle = torch.acos(direction[:, 2:3].clamp(-1 + 1e-6, 1 - 1e-6))
    flat = across / sine.clamp(min=1e-6) * angle
    far = 1e3
    low = (flat + (1 - placed) * far).amin(dim=0)
    high = (flat - (1 - placed) * far).amax(dim=0)
    scaled = (flat - low) / (high - low).clamp(min=1e-6)
    invalid = torch.tensor(INVALID_POSITION, dtype=positions.dtype)
    return torch.where(placed > 0, scaled, invalid)


def even_layout(n_channels: int) -> Tensor:
    """Places spread evenly over a disc (sunflower): [C, 2] in [0, 1]. For networks that were never trained."""
    index = torch.arange(n_channels, dtype=torch.float64)
    radius = ((index + 0.5) / n_channels).sqrt() / 2
    turn = index * math.pi * (3 - math.sqrt(5))
    points = torch.stack([radius * turn.cos(), radius * turn.sin()], dim=1)
    low, high = points.amin(dim=0), points.amax(dim=0)
    return ((points - low) / (high - low)).float()
