"""
Typing with known key times: a vector per keypress, and a transformer over the keys of the sentence so far.

J. Lévy et al., "Brain-to-Text Decoding: A Non-invasive Approach via Typing" (Brain2Qwerty, first version), arXiv
2502.17480. Built from published facts; no weights are public. The head width of the transformer is not settled there:
1024 is that of the released code.
"""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from .blocks import (
    BahdanauPooling,
    ConvConfig,
    ConvSequence,
    FrontConfig,
    IntervalConfig,
    IntervalMessages,
    SentenceTransformer,
    SpatialFront,
    TransformerConfig,
)

# In the order of the network's outputs. The published 29 classes; "special" is the backspace of the simulated typist.
KEY_LABELS = [*"sotencia", "space", *"dlrb", "special", *"zvfmuhpgqwxyjk", "number"]


@dataclass(frozen=True)
class TypingKeysConfig:
    """
    n_samples     of the window round a keypress, -0.2 … 0.3 s
    max_keys      keys that are remembered; older ones are forgotten
    whole_window  beside the convolutions one linear map of the whole window makes a key's vector, and the convolutions add
                  to it; not published
    intervals     the network is given the times between keys, and before each layer of the transformer a key hears what
                  its neighbours say, by how far away they are; not published
    """

    front: FrontConfig
    convs: ConvConfig
    n_pooling: int
    transformer: TransformerConfig
    n_classes: int = len(KEY_LABELS)
    sfreq: float = 50.0
    n_samples: int = 25
    max_keys: int = 64
    whole_window: bool = False
    intervals: bool = False
    messages: IntervalConfig = IntervalConfig()

    @classmethod
    def published(cls, n_subjects: int = 19, head_width: int = 1024) -> "TypingKeysConfig":
        """131,856,385 parameters in the encoder with 19 subjects, 201,383,945 in the transformer, 59,421 in the head."""
        return cls(
            front=FrontConfig(
                n_heads=270,
                n_projection=512,
                n_out=2048,
                n_subjects=n_subjects,
                per_subject_heads=True,
                subject_bias=True,
            ),
            convs=ConvConfig(
                widths=tuple([2048] * 9),
                kernel=3,
                dilation_period=3,
                layer_scale=True,
                linear_last=True,
                input_dropout=0.2,
                dropout=0.5,
            ),
            n_pooling=256,
            transformer=TransformerConfig(width=2048, depth=4, n_heads=2, head_width=head_width, feed_forward=8192),
        )

    @classmethod
    def small(cls, n_subjects: int = 12) -> "TypingKeysConfig":
        """The same form with shared heads, narrower and with less dropout; a row for unknown subjects."""
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
                widths=(64, *[128] * 4), kernel=3, dilation_period=3, layer_scale=True, linear_last=True, dropout=0.1
            ),
            n_pooling=64,
            transformer=TransformerConfig(width=128, depth=4, n_heads=4, head_width=32, feed_forward=512, dropout=0.1),
        )


class TypingKeys(nn.Module):
    """
    `forward` takes one more keypress and tells all keys so far anew; `forward_sentences` takes whole sentences at once
    and gives the same logits as `forward` after the last key.
    """

    def __init__(self, config: TypingKeysConfig):
        super().__init__()
        if config.convs.widths[-1] != config.transformer.width:
            raise ValueError("the encoder's vector must be as wide as the transformer")
        self.config = config
        self.front = SpatialFront(config.front)
        self.convs = ConvSequence(config.convs)
        self.pooling = BahdanauPooling(config.convs.widths[-1], config.n_pooling)
        self.transformer = SentenceTransformer(config.transformer)
        self.head = nn.Linear(config.transformer.width, config.n_classes)
        if config.whole_window:
            self.window = nn.Linear(config.front.n_out * config.n_samples, config.transformer.width)
        if config.intervals:
            self.messages = nn.ModuleList(
                IntervalMessages(config.transformer.width, config.n_classes, config.messages) for _ in range(config.transformer.depth)
            )

    def state_shapes(self) -> dict[str, tuple[int, ...]]:
        """Shapes of the states, without the batch axis; zeros at the start of a sentence."""
        shapes: dict[str, tuple[int, ...]] = {"keys": (self.config.max_keys, self.config.transformer.width), "count": (1,)}
        # Of each key, s after the newest.
        return {**shapes, "times": (self.config.max_keys,)} if self.config.intervals else shapes

    def initial_states(self, batch: int) -> dict[str, Tensor]:
        like = self.head.weight
        return {name: like.new_zeros(batch, *shape) for name, shape in self.state_shapes().items()}

    def encode(self, x: Tensor, positions: Tensor, subject: Tensor) -> Tensor:
        """x [B, C, T], positions [C, 2] or [B, C, 2], subject int64 [B], to a vector per keypress, [B, W]."""
        return self.trunk(self.front(x, positions, subject))

    def trunk(self, x: Tensor) -> Tensor:
        """What follows the front, up to the vector of a keypress: [B, front.n_out, T] to [B, W]."""
        pooled = self.pooling(self.convs(x))
        return pooled + self.window(x.flatten(1)) if self.config.whole_window else pooled

    def read(self, vectors: Tensor, mask: Tensor, times: Tensor | None = None) -> Tensor:
        """
        vectors  [B, K, W] of the keys of a sentence
        mask     bool [B, K]
        times    [B, K] s, from any moment on; read where the network takes intervals
        returns  logits [B, K, n_classes]; 0 where no key is
        """
        return self.read_in_steps(vectors, mask, times)[0]

    def read_in_steps(self, vectors: Tensor, mask: Tensor, times: Tensor | None = None) -> tuple[Tensor, list[Tensor]]:
        """`read`, and the guesses [B, K, n_classes] that keys tell their neighbours before each layer."""
        there = mask.unsqueeze(-1).to(vectors.dtype)
        vectors = vectors * there
        guesses: list[Tensor] = []
        if not self.config.intervals:
            return self.head(self.transformer(vectors, mask)) * there, guesses
        if times is None:
            raise ValueError("a network with intervals needs the times of the keys")
        told = self.messages[0].told(times, mask)

        def hear(messages: IntervalMessages) -> Callable[[Tensor], Tensor]:
            def step(x: Tensor) -> Tensor:
                x, guess = messages(x, told)
                guesses.append(guess)
                return x

            return step

        before = [hear(messages) for messages in self.messages]
        return self.head(self.transformer(vectors, mask, before)) * there, guesses

    def forward(
        self,
        x: Tensor,
        positions: Tensor,
        subject: Tensor,
        states: dict[str, Tensor] | None = None,
        interval: Tensor | None = None,
    ) -> tuple[Tensor, dict[str, Tensor]]:
        """
        x          [B, C, 25], the window of the key pressed now
        positions  [C, 2] or [B, C, 2], layout in 0 … 1
        subject    int64 [B]
        states     of the keys before: `keys` [B, 64, W], newest last, and `count` [B, 1]; None: a sentence's first key
        interval   [B] s since the key before, 0 for the first; where the network takes intervals, whose states then hold
                   `times` [B, 64] too, s after the newest key (so at most 0)
        returns    logits [B, 64, n_classes], newest last, 0 where no key is; and the states with this key
        """
        if states is None:
            states = self.initial_states(x.shape[0])
        vector = self.encode(x, positions, subject)
        keys = torch.cat([states["keys"][:, 1:], vector.unsqueeze(1)], dim=1)
        count = (states["count"] + 1).clamp(max=self.config.max_keys)
        place = torch.arange(self.config.max_keys, dtype=count.dtype, device=count.device)
        mask = place >= self.config.max_keys - count
        if not self.config.intervals:
            return self.read(keys, mask), {"keys": keys, "count": count}
        if interval is None:
            raise ValueError("a network with intervals needs the time since the key before")
        times = torch.cat([states["times"][:, 1:] - interval.unsqueeze(1), torch.zeros_like(interval).unsqueeze(1)], dim=1)
        return self.read(keys, mask, times), {"keys": keys, "count": count, "times": times}

    def forward_sentences(
        self, x: Tensor, positions: Tensor, subject: Tensor, mask: Tensor, times: Tensor | None = None
    ) -> Tensor:
        """
        x          [B, K, C, 25], K of at most `max_keys`
        positions  [C, 2]
        subject    int64 [B]
        mask       bool [B, K] of the keys that are there, from the left or from the right without holes
        times      [B, K] s, from any moment on; where the network takes intervals
        returns    logits [B, K, n_classes]; 0 where no key is
        """
        n_keys = x.shape[1]
        # Padding keys are left out of the encoder, and so of its batch statistics.
        there = mask.flatten().nonzero().flatten()
        rows = subject.repeat_interleave(n_keys)[there]
        encoded = self.encode(x.flatten(0, 1)[there], positions, rows)
        vectors = encoded.new_zeros(mask.numel(), encoded.shape[-1]).index_copy(0, there, encoded)
        return self.read(vectors.unflatten(0, (-1, n_keys)), mask, times)
