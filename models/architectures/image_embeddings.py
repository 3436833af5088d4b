"""
Image embeddings: one vector per image seen, compared with the embeddings of candidate images.

Y. Benchetrit, H. Banville, J.-R. King, "Brain decoding: toward real-time reconstruction of visual perception",
ICLR 2024; arXiv 2310.19812. Built from its table of layers; no code or weights are public. The dilations (1, 2, 4, 8)
are those of the family, not stated for this network. The paper trains a second head for reconstruction; one is here.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from .blocks import ConvConfig, ConvSequence, FrontConfig, SpatialFront


@dataclass(frozen=True)
class ImageEmbeddingsConfig:
    """
    n_samples    of the window, -0.5 … 1.0 s
    truncations  samples that are there at each early answer, rising, the last `n_samples`: each has weights over time of
                 its own, and the network takes a mask. One alone: the published form, without a mask.
    per_feature  every feature has weights over time of its own; the published form has one set for all
    """

    front: FrontConfig
    convs: ConvConfig
    n_hidden: int
    n_features: int
    n_out: int
    sfreq: float = 120.0
    n_samples: int = 181
    truncations: tuple[int, ...] = (181,)
    per_feature: bool = False

    @classmethod
    def published(cls, n_subjects: int = 4) -> "ImageEmbeddingsConfig":
        """6,424,472 parameters with 4 subjects."""
        return cls(
            front=FrontConfig(n_heads=270, n_projection=270, n_out=270, n_subjects=n_subjects),
            convs=ConvConfig(widths=(270, *[320] * 4), kernel=3, dilation_period=4, glu=2),
            n_hidden=640,
            n_features=2048,
            n_out=768,
        )

    @classmethod
    def small(cls, n_subjects: int = 12, n_out: int = 128) -> "ImageEmbeddingsConfig":
        """The same form, with a row for unknown subjects and early answers at 0.25, 0.5 and 0.75 s."""
        return cls(
            front=FrontConfig(
                n_heads=96,
                n_projection=64,
                n_out=64,
                n_subjects=n_subjects,
                unknown_row=True,
                subject_dropout=0.15,
                merger_dropout_radius=0.0,
            ),
            convs=ConvConfig(widths=(64, *[96] * 4), kernel=3, dilation_period=4, glu=2),
            n_hidden=128,
            n_features=256,
            n_out=n_out,
            truncations=(90, 120, 150, 181),
            per_feature=True,
        )


class TemporalAggregation(nn.Module):
    """Linear over time, T to 1, the same for all features or one for each; with several truncations one such for each."""

    def __init__(self, truncations: tuple[int, ...], n_features: int | None = None):
        """n_features  of which each has weights of its own; None: the same weights for any number of features."""
        super().__init__()
        n_samples = truncations[-1]
        linear = [nn.Linear(n_samples, n_features or 1) for _ in truncations]
        weight = torch.stack([layer.weight.detach() for layer in linear])
        # [truncation, T], or [truncation, feature, T].
        self.weight = nn.Parameter(weight if n_features is not None else weight.squeeze(1))
        self.bias = nn.Parameter(torch.stack([layer.bias.detach() for layer in linear]))
        self.register_buffer("truncations", torch.tensor(truncations), persistent=False)

    def forward(self, x: Tensor, mask: Tensor | None = None) -> Tensor:
        """x [B, W, T], mask [B, T] with 1 where a sample is there, to [B, W]. The last sample there picks the weights."""
        if mask is None:
            return self.weighted(x, self.weight[-1:]) + self.bias[-1:]
        place = torch.arange(1, x.shape[-1] + 1, dtype=mask.dtype, device=mask.device)
        length = (mask * place).amax(dim=1, keepdim=True)
        row = (length > self.truncations[:-1].to(mask.dtype)).sum(dim=1)
        return self.weighted(x * mask.unsqueeze(1), self.weight[row]) + self.bias[row]

    @staticmethod
    def weighted(x: Tensor, weight: Tensor) -> Tensor:
        """x [B, W, T] to [B, W]; weight [B or 1, T], or [B or 1, W, T]."""
        if weight.dim() == 2:
            return torch.matmul(x, weight.unsqueeze(-1)).squeeze(-1)
        return (x * weight).sum(dim=-1)


class ImageEmbeddings(nn.Module):
    def __init__(self, config: ImageEmbeddingsConfig):
        super().__init__()
        if config.truncations[-1] != config.n_samples or sorted(set(config.truncations)) != list(config.truncations):
            raise ValueError("truncations must rise, up to the window's length")
        self.config = config
        self.front = SpatialFront(config.front)
        self.convs = ConvSequence(config.convs)
        self.widen = nn.Sequential(
            nn.Conv1d(config.convs.widths[-1], config.n_hidden, 1),
            nn.GELU(),
            nn.Conv1d(config.n_hidden, config.n_features, 1),
        )
        self.aggregation = TemporalAggregation(config.truncations, config.n_features if config.per_feature else None)
        self.head = nn.Linear(config.n_features, config.n_out)

    @property
    def takes_mask(self) -> bool:
        return len(self.config.truncations) > 1

    def forward(self, x: Tensor, positions: Tensor, subject: Tensor, mask: Tensor | None = None) -> Tensor:
        """
        x          [B, C, 181], 0 from the truncation on
        positions  [C, 2] or [B, C, 2], layout in 0 … 1
        subject    int64 [B]
        mask       [B, 181], 1 where a sample is there; None: all are
        returns    [B, n_out]
        """
        if mask is not None:
            x = x * mask.unsqueeze(1)
        return self.trunk(self.front(x, positions, subject), mask)

    def trunk(self, x: Tensor, mask: Tensor | None = None) -> Tensor:
        """What follows the front: [B, front.n_out, T] to [B, n_out]."""
        return self.head(self.aggregation(self.widen(self.convs(x)), mask))
