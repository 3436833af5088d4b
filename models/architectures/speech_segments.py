"""
Speech segments: one embedding per sample, compared with the embeddings of candidate segments of speech.

A. Défossez, C. Caucheteux, J. Rapin, O. Kabeli, J.-R. King, "Decoding speech perception from non-invasive brain
recordings", Nature Machine Intelligence 5 (2023); arXiv 2208.12266. Built from its description; no weights are public.
"""

from dataclasses import dataclass

from torch import Tensor, nn

from .blocks import ConvConfig, ConvSequence, FrontConfig, SpatialFront


@dataclass(frozen=True)
class SpeechSegmentsConfig:
    """
    n_samples  of the window, -0.5 … 2.5 s
    shift      first samples of the window that are dropped: the brain answers a sound 150 ms later
    n_out      numbers per sample of the embedding
    """

    front: FrontConfig
    convs: ConvConfig
    n_hidden: int
    n_out: int
    sfreq: float = 120.0
    n_samples: int = 361
    shift: int = 18

    @property
    def n_times(self) -> int:
        """Samples of the embedding: 343."""
        return self.n_samples - self.shift

    @classmethod
    def published(cls, n_subjects: int = 27) -> "SpeechSegmentsConfig":
        """9,565,054 parameters with the 27 subjects of one data set, 14,595,154 with the 96 of another."""
        return cls(
            front=FrontConfig(n_heads=270, n_projection=270, n_out=270, n_subjects=n_subjects),
            convs=ConvConfig(widths=(270, *[320] * 10), kernel=3, dilation_period=5, glu=2),
            n_hidden=640,
            n_out=1024,
        )

    @classmethod
    def small(cls, n_subjects: int = 12, n_out: int = 16) -> "SpeechSegmentsConfig":
        """The same form, with a row for unknown subjects; receptive field 71 samples instead of 135."""
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
            convs=ConvConfig(widths=(64, *[64] * 6), kernel=3, dilation_period=5, glu=2),
            n_hidden=128,
            n_out=n_out,
        )


class SpeechSegments(nn.Module):
    def __init__(self, config: SpeechSegmentsConfig):
        super().__init__()
        self.config = config
        self.front = SpatialFront(config.front)
        self.convs = ConvSequence(config.convs)
        self.head = nn.Sequential(
            nn.Conv1d(config.convs.widths[-1], config.n_hidden, 1),
            nn.GELU(),
            nn.ConvTranspose1d(config.n_hidden, config.n_out, 1),
        )

    def forward(self, x: Tensor, positions: Tensor, subject: Tensor) -> Tensor:
        """
        x          [B, C, 361] the window as the server cuts it; its first 18 samples are dropped
        positions  [C, 2] or [B, C, 2], layout in 0 … 1
        subject    int64 [B]
        returns    [B, n_out, 343]
        """
        return self.trunk(self.front(x[..., self.config.shift :], positions, subject))

    def trunk(self, x: Tensor) -> Tensor:
        """What follows the front: [B, front.n_out, T] to [B, n_out, T], any T."""
        return self.head(self.convs(x))
