"""
Typing without key times: character probabilities every 40 ms, from signal of the past only.

The family of Brain2Qwerty's second version ("Accurate Decoding of Natural Sentences…", 2026: dilated convolutions,
temporal down-sampling, self-conditioned CTC, Conformer), made causal, which its authors name as future work:
- all convolutions look back only; the parameters are the same in number;
- a frame attends to itself and a limited number of frames before it, instead of to the whole sentence;
- GroupNorm over the frames of a sentence, in the Conformer's convolution, is LayerNorm per frame;
- down-sampling starts with zeros before the first sample: T samples give T / 4 frames, of which all but the first three
  are the published (T − 16) // 4 + 1.
Batch norm stays: outside training it is a constant.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from .blocks import (
    CausalConformerLayer,
    ConformerConfig,
    ConvConfig,
    ConvSequence,
    FrontConfig,
    SpatialFront,
    TemporalDownsampling,
)

BLANK = 0


@dataclass(frozen=True)
class TypingStreamConfig:
    """
    n_classes  with the blank, which is class 0
    n_samples  of a chunk when streaming, a multiple of 4
    """

    front: FrontConfig
    convs: ConvConfig
    conformer: ConformerConfig
    n_classes: int
    sfreq: float = 100.0
    n_samples: int = 8
    downsampling_kernel: int = 16
    stride: int = 4

    @classmethod
    def published(cls, n_subjects: int = 9, n_classes: int = 29) -> "TypingStreamConfig":
        """53,491,981 parameters up to the frames with 9 subjects, 11,576,320 in each layer of the Conformer."""
        return cls(
            front=FrontConfig(
                n_heads=270,
                n_projection=512,
                n_out=1500,
                n_subjects=n_subjects,
                per_subject_heads=True,
                subject_bias=True,
            ),
            convs=ConvConfig(
                widths=(1500, 1500, 1500, 1500, 1024),
                kernel=5,
                dilation_period=3,
                layer_scale=True,
                linear_last=True,
                dropout=0.5,
                causal=True,
            ),
            conformer=ConformerConfig(
                width=1024, depth=4, n_heads=4, feed_forward=1024, kernel=17, left_context=250, dropout=0.3
            ),
            n_classes=n_classes,
        )

    @classmethod
    def small(cls, n_subjects: int = 12, n_classes: int = 30) -> "TypingStreamConfig":
        """The same form with shared heads and a row for unknown subjects; attends to 2.6 s."""
        return cls(
            front=FrontConfig(
                n_heads=96,
                n_projection=64,
                n_out=64,
                n_subjects=n_subjects,
                subject_bias=True,
                unknown_row=True,
                subject_dropout=0.15,
                merger_dropout_radius=0.0,
            ),
            convs=ConvConfig(
                widths=(64, *[128] * 4),
                kernel=5,
                dilation_period=3,
                layer_scale=True,
                linear_last=True,
                dropout=0.1,
                causal=True,
            ),
            conformer=ConformerConfig(
                width=128, depth=3, n_heads=4, feed_forward=256, kernel=17, left_context=64, dropout=0.1
            ),
            n_classes=n_classes,
        )


class TypingStream(nn.Module):
    """One definition for both uses: a whole sequence is one long chunk after zero states."""

    def __init__(self, config: TypingStreamConfig):
        super().__init__()
        width = config.conformer.width
        if config.convs.widths[-1] != width:
            raise ValueError("the convolutions must end at the Conformer's width")
        self.config = config
        self.front = SpatialFront(config.front)
        self.convs = ConvSequence(config.convs)
        self.downsampling = TemporalDownsampling(width, config.downsampling_kernel, config.stride)
        self.norm = nn.LayerNorm(width)
        self.classes = nn.Linear(width, config.n_classes)
        self.condition = nn.Linear(config.n_classes, width)
        self.conformer = nn.ModuleList(CausalConformerLayer(config.conformer) for _ in range(config.conformer.depth))

    def state_shapes(self) -> dict[str, tuple[int, ...]]:
        """Shapes of the states, without the batch axis; zeros at the start."""
        conformer = self.config.conformer
        shapes: dict[str, tuple[int, ...]] = {}
        for index, shape in enumerate(self.convs.cache_shapes()):
            shapes[f"conv_{index}"] = shape
        shapes["tail"] = (conformer.width, self.downsampling.tail_length)
        for index in range(conformer.depth):
            shapes[f"key_{index}"] = (conformer.left_context, conformer.width)
            shapes[f"value_{index}"] = (conformer.left_context, conformer.width)
            shapes[f"depth_{index}"] = (conformer.width, conformer.kernel - 1)
        shapes["count"] = (1,)
        return shapes

    def initial_states(self, batch: int) -> dict[str, Tensor]:
        like = self.classes.weight
        return {name: like.new_zeros(batch, *shape) for name, shape in self.state_shapes().items()}

    def forward(
        self, x: Tensor, positions: Tensor, subject: Tensor, states: dict[str, Tensor] | None = None
    ) -> tuple[Tensor, Tensor, dict[str, Tensor]]:
        """
        x          [B, C, T], T a multiple of 4
        positions  [C, 2] or [B, C, 2], layout in 0 … 1
        subject    int64 [B]
        states     as `state_shapes`, of the samples before; None: there are none
        returns    logits [B, T / 4, n_classes]; the auxiliary logits before the Conformer, alike; the states that follow.
                   Frame f has seen the samples up to 4 f + 3.
        """
        return self.trunk(self.front(x, positions, subject), states)

    def trunk(
        self, x: Tensor, states: dict[str, Tensor] | None = None
    ) -> tuple[Tensor, Tensor, dict[str, Tensor]]:
        """What follows the front: [B, front.n_out, T] to the same as `forward`."""
        if x.shape[-1] % self.config.stride != 0:
            raise ValueError(f"expected a multiple of {self.config.stride} samples, found {x.shape[-1]}")
        if states is None:
            states = self.initial_states(x.shape[0])
        following: dict[str, Tensor] = {}
        caches = [states[f"conv_{index}"] for index in range(len(self.convs.convs))]
        x, caches = self.convs.stream(x, caches)
        following.update({f"conv_{index}": cache for index, cache in enumerate(caches)})
        reach = torch.cat([states["tail"], x], dim=-1)
        following["tail"] = reach[..., -self.downsampling.tail_length :]
        logits, auxiliary, read = self.read(self.downsampling(reach), states)
        return logits, auxiliary, {**following, **read}

    def read(self, frames: Tensor, states: dict[str, Tensor]) -> tuple[Tensor, Tensor, dict[str, Tensor]]:
        """What follows the down-sampling: frames [B, F, W] to the same as `forward`, with the Conformer's states."""
        following: dict[str, Tensor] = {}
        auxiliary = self.classes(self.norm(frames))
        frames = frames + self.condition(torch.softmax(auxiliary, dim=-1))
        count = states["count"]
        for index, layer in enumerate(self.conformer):
            frames, key, value, depth = layer(
                frames, states[f"key_{index}"], states[f"value_{index}"], states[f"depth_{index}"], count
            )
            following.update({f"key_{index}": key, f"value_{index}": value, f"depth_{index}": depth})
        following["count"] = (count + frames.shape[1]).clamp(max=self.config.conformer.left_context)
        return self.classes(self.norm(frames)), auxiliary, following
