"""
Layers that the four networks share.

Built from published facts about the networks of Défossez et al. (arXiv 2208.12266), Brain2Qwerty (arXiv 2502.17480 and
its second version) and Benchetrit et al. (arXiv 2310.19812). Shapes: B batch, C channels, T samples, H merger heads,
W width, K keys, F frames, P subjects.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

# Where a channel without a place in the layout is put.
INVALID_POSITION = (-0.1, -0.1)
# Far below every score, and finite: the softmax has a gradient where nothing is allowed.
BANNED = -1e30


def fourier_embedding(positions: Tensor, n_harmonics: int = 32, margin: float = 0.2) -> Tensor:
    """
    Layout positions in [0, 1] as `2 * n_harmonics**2` numbers: the cosines of 2π (k (x + margin) + l (y + margin)) /
    (1 + 2 margin), k slow and l fast, then the sines.

    positions  [..., 2]
    returns    [..., 2 n_harmonics²]
    """
    harmonics = torch.arange(n_harmonics, dtype=positions.dtype, device=positions.device)
    phase = (2 * math.pi / (1 + 2 * margin)) * (positions + margin)
    along_x = phase[..., 0:1] * harmonics
    along_y = phase[..., 1:2] * harmonics
    angle = (along_x.unsqueeze(-1) + along_y.unsqueeze(-2)).flatten(-2)
    return torch.cat([angle.cos(), angle.sin()], dim=-1)


def is_placed(positions: Tensor) -> Tensor:
    """Channels that have a place in the layout: [..., C, 2] to bool [..., C]."""
    return positions.amax(dim=-1) >= 0


def spread_sensors(positions: Tensor, count: int) -> Tensor:
    """
    Sensors far from one another: the first is the one nearest to the middle, each further one the farthest from those
    before. After all were taken once, they are taken again in the same order.

    positions  [C, 2]
    returns    int64 [count]
    """
    placed = is_placed(positions).nonzero().flatten()
    if len(placed) == 0:
        raise ValueError("no channel has a place in the layout")
    points = positions[placed].double()
    order = [int((points - points.mean(dim=0)).norm(dim=1).argmin())]
    distance = (points - points[order[0]]).norm(dim=1)
    distance[order[0]] = -1
    while len(order) < min(count, len(placed)):
        farthest = int(distance.argmax())
        order.append(farthest)
        distance = torch.minimum(distance, (points - points[farthest]).norm(dim=1))
        distance[order] = -1
    return placed[torch.tensor([order[index % len(order)] for index in range(count)])]


class ChannelMerger(nn.Module):
    """
    Spatial attention: each head is a mean of the channels, weighted by the softmax over channels of the inner product
    of the head with the channel's Fourier embedding. Reads positions only, never the signal.

    Channels without a place have weight 0. In training, all sensors within `dropout_radius` of a random point (one per
    batch) are left out too; a head that has no sensor left gives 0.
    """

    def __init__(self, n_heads: int, n_subjects: int | None = None, dropout_radius: float = 0.2, n_harmonics: int = 32):
        """n_subjects  rows of heads, one per subject; None: the same heads for everybody."""
        super().__init__()
        self.n_harmonics = n_harmonics
        self.dropout_radius = dropout_radius
        self.per_subject = n_subjects is not None
        n_numbers = 2 * n_harmonics**2
        shape = (n_heads, n_numbers) if n_subjects is None else (n_subjects, n_heads, n_numbers)
        self.heads = nn.Parameter(torch.randn(shape) / math.sqrt(n_numbers))

    def weights(self, positions: Tensor, subject: Tensor | None = None) -> Tensor:
        """
        positions  [C, 2], or [B, C, 2]; with one layout for all B a lot cheaper
        subject    int64 [B]; read where heads are per subject
        returns    [B or 1, H, C], rows sum to 1
        """
        if positions.dim() == 2:
            positions = positions.unsqueeze(0)
        allowed = is_placed(positions)
        if self.training and self.dropout_radius > 0:
            centre = torch.rand(2, dtype=positions.dtype, device=positions.device)
            allowed = allowed & ((positions - centre).norm(dim=-1) > self.dropout_radius)
        embedding = fourier_embedding(positions, self.n_harmonics)
        heads = self.heads.index_select(0, subject) if self.per_subject else self.heads
        scores = torch.matmul(heads, embedding.transpose(-1, -2))
        keep = allowed.unsqueeze(-2)
        return torch.softmax(torch.where(keep, scores, BANNED), dim=-1) * keep.to(scores.dtype)

    def forward(self, x: Tensor, positions: Tensor, subject: Tensor | None = None) -> Tensor:
        """x [B, C, T] to [B, H, T]."""
        return torch.matmul(self.weights(positions, subject), x)

    @torch.no_grad()
    def init_selective(self, positions: Tensor, sensors: Tensor | None = None, sharpness: float = 10.0) -> Tensor:
        """
        Makes each head a selection of one sensor (and, softly, of what is within about 0.02 of it).

        positions  [C, 2]
        sensors    which, int64 [H]; default: spread over the layout
        sharpness  score of the sensor itself; all others score near 0
        returns    the sensors
        """
        if sensors is None:
            sensors = spread_sensors(positions, self.heads.shape[-2])
        embedding = fourier_embedding(positions[sensors].to(self.heads), self.n_harmonics)
        self.heads.copy_(embedding * (sharpness / self.n_harmonics**2))
        return sensors


class SubjectLayer(nn.Module):
    """
    A matrix per subject: y = W[s]ᵀ x (+ b[s]). With `unknown_row`, one more row, the last, is for somebody the network
    never saw: in training `dropout` of the subjects are taken for unknown.
    """

    def __init__(
        self, n_in: int, n_out: int, n_subjects: int, bias: bool = False, unknown_row: bool = False, dropout: float = 0.0
    ):
        super().__init__()
        if dropout > 0 and not unknown_row:
            raise ValueError("subject dropout needs the row for unknown subjects")
        n_rows = n_subjects + int(unknown_row)
        self.n_subjects = n_subjects
        self.dropout = dropout
        self.weight = nn.Parameter(torch.randn(n_rows, n_in, n_out) / math.sqrt(n_in))
        self.bias = nn.Parameter(torch.zeros(n_rows, n_out)) if bias else None

    def forward(self, x: Tensor, subject: Tensor) -> Tensor:
        """x [B, n_in, T], subject int64 [B], to [B, n_out, T]."""
        if self.training and self.dropout > 0:
            unknown = torch.rand(subject.shape, device=subject.device) < self.dropout
            subject = torch.where(unknown, self.n_subjects, subject)
        y = torch.matmul(self.weight.index_select(0, subject).transpose(1, 2), x)
        return y if self.bias is None else y + self.bias.index_select(0, subject).unsqueeze(-1)

    @torch.no_grad()
    def init_identity(self, noise: float = 0.0) -> None:
        """Every row passes its input on (cut or padded with 0 where widths differ), plus `noise` N(0, 1)/sqrt(n_in)."""
        n_rows, n_in, n_out = self.weight.shape
        self.weight.copy_(torch.eye(n_in, n_out).expand(n_rows, n_in, n_out))
        self.weight.add_(torch.randn_like(self.weight), alpha=noise / math.sqrt(n_in))
        if self.bias is not None:
            self.bias.zero_()

    @torch.no_grad()
    def set_unknown_to_mean(self) -> None:
        """The row for unknown subjects becomes the mean of the known rows."""
        self.weight[self.n_subjects] = self.weight[: self.n_subjects].mean(dim=0)
        if self.bias is not None:
            self.bias[self.n_subjects] = self.bias[: self.n_subjects].mean(dim=0)


@dataclass(frozen=True)
class FrontConfig:
    """Merger, 1x1 convolution and subject layer: C channels to `n_out`."""

    n_heads: int
    n_projection: int
    n_out: int
    n_subjects: int
    per_subject_heads: bool = False
    subject_bias: bool = False
    unknown_row: bool = False
    subject_dropout: float = 0.0
    merger_dropout_radius: float = 0.2
    n_harmonics: int = 32


class SpatialFront(nn.Module):
    """Any number of channels at their positions to `n_out` signals of one subject. Linear in the signal."""

    def __init__(self, config: FrontConfig):
        super().__init__()
        if config.per_subject_heads and config.unknown_row:
            raise ValueError("heads per subject leave nothing to an unknown subject")
        self.config = config
        self.merger = ChannelMerger(
            config.n_heads,
            config.n_subjects if config.per_subject_heads else None,
            config.merger_dropout_radius,
            config.n_harmonics,
        )
        self.projection = nn.Conv1d(config.n_heads, config.n_projection, 1)
        self.subject_layer = SubjectLayer(
            config.n_projection,
            config.n_out,
            config.n_subjects,
            config.subject_bias,
            config.unknown_row,
            config.subject_dropout,
        )

    def forward(self, x: Tensor, positions: Tensor, subject: Tensor) -> Tensor:
        """x [B, C, T], positions [C, 2] or [B, C, 2], subject int64 [B], to [B, n_out, T]."""
        return self.subject_layer(self.projection(self.merger(x, positions, subject)), subject)

    @torch.no_grad()
    def init_merger_selective(self, positions: Tensor, sensors: Tensor | None = None, sharpness: float = 10.0) -> Tensor:
        """See `ChannelMerger.init_selective`."""
        return self.merger.init_selective(positions, sensors, sharpness)

    @torch.no_grad()
    def init_projection(self, matrix: Tensor, bias: Tensor | None = None) -> None:
        """matrix [n_projection, H] of what the merger gives, for instance its noise-whitened leading directions."""
        self.projection.weight.copy_(matrix.unsqueeze(-1))
        if self.projection.bias is not None:
            if bias is None:
                self.projection.bias.zero_()
            else:
                self.projection.bias.copy_(bias)


class LayerScale(nn.Module):
    """A gain per channel, stored as a fifth of what it is so that it learns five times faster; 0.1 at the start."""

    def __init__(self, n_channels: int, start: float = 0.1, boost: float = 5.0):
        super().__init__()
        self.boost = boost
        self.gain = nn.Parameter(torch.full((n_channels,), start / boost))

    def forward(self, x: Tensor) -> Tensor:
        """x [B, W, T]."""
        return x * (self.boost * self.gain).unsqueeze(-1)


@dataclass(frozen=True)
class ConvConfig:
    """
    widths           of the input and of the output of every convolution
    dilation_period  dilation doubles with each layer and is 1 again after so many
    glu              after every so many layers, a convolution of kernel 3 to twice the width and a gated linear unit
    linear_last      the last convolution has neither batch norm nor GELU nor dropout
    causal           pads on the left only
    """

    widths: tuple[int, ...]
    kernel: int = 3
    dilation_period: int = 5
    glu: int | None = None
    layer_scale: bool = False
    linear_last: bool = False
    input_dropout: float = 0.0
    dropout: float = 0.0
    causal: bool = False


class ConvSequence(nn.Module):
    """
    Dilated convolutions that keep the length: dropout (input of the first only), convolution, batch norm, GELU,
    dropout, layer scale (where widths agree), plus the layer's input (where widths agree); then, maybe, the gated unit.
    """

    def __init__(self, config: ConvConfig):
        super().__init__()
        if config.causal and config.glu is not None:
            raise ValueError("the gated unit looks one sample ahead")
        self.config = config
        self.convs = nn.ModuleList()
        self.afters = nn.ModuleList()
        self.gates = nn.ModuleDict()
        self.input_dropout = nn.Dropout(config.input_dropout)
        n_layers = len(config.widths) - 1
        for index in range(n_layers):
            n_in, n_out = config.widths[index], config.widths[index + 1]
            dilation = 2 ** (index % config.dilation_period)
            padding = 0 if config.causal else (config.kernel // 2) * dilation
            self.convs.append(nn.Conv1d(n_in, n_out, config.kernel, dilation=dilation, padding=padding))
            after: list[nn.Module] = []
            if not (config.linear_last and index == n_layers - 1):
                after += [nn.BatchNorm1d(n_out), nn.GELU()]
                if config.dropout > 0:
                    after.append(nn.Dropout(config.dropout))
            if config.layer_scale and n_in == n_out:
                after.append(LayerScale(n_out))
            self.afters.append(nn.Sequential(*after))
            if config.glu is not None and (index + 1) % config.glu == 0:
                self.gates[str(index)] = nn.Sequential(nn.Conv1d(n_out, 2 * n_out, 3, padding=1), nn.GLU(dim=1))

    def cache_shapes(self) -> list[tuple[int, int]]:
        """Of a causal sequence: per layer [width, samples of the layer's input that it looks back]."""
        return [(conv.in_channels, (conv.kernel_size[0] - 1) * conv.dilation[0]) for conv in self.convs]

    def forward(self, x: Tensor) -> Tensor:
        """x [B, widths[0], T] to [B, widths[-1], T]; causal ones see 0 before the first sample."""
        if self.config.causal:
            caches = [x.new_zeros(x.shape[0], *shape) for shape in self.cache_shapes()]
            return self.stream(x, caches)[0]
        x = self.input_dropout(x)
        for index, (conv, after) in enumerate(zip(self.convs, self.afters)):
            y = after(conv(x))
            x = x + y if y.shape[1] == x.shape[1] else y
            if str(index) in self.gates:
                x = self.gates[str(index)](x)
        return x

    def stream(self, x: Tensor, caches: Sequence[Tensor]) -> tuple[Tensor, list[Tensor]]:
        """
        The next samples of a causal sequence.

        x        [B, widths[0], T], any T
        caches   as `cache_shapes`, with the batch axis first; zeros at the start
        returns  [B, widths[-1], T] and the caches for the samples that follow
        """
        if not self.config.causal:
            raise ValueError("only a causal sequence can be streamed")
        following = []
        x = self.input_dropout(x)
        for conv, after, cache in zip(self.convs, self.afters, caches, strict=True):
            reach = torch.cat([cache, x], dim=-1)
            following.append(reach[..., -cache.shape[-1] :])
            y = after(conv(reach))
            x = x + y if y.shape[1] == x.shape[1] else y
        return x, following


class BahdanauPooling(nn.Module):
    """Weighted mean over time; the weights are the softmax of Linear(tanh(Linear(x)))."""

    def __init__(self, width: int, hidden: int):
        super().__init__()
        self.score = nn.Sequential(nn.Linear(width, hidden), nn.Tanh(), nn.Linear(hidden, 1))

    def forward(self, x: Tensor) -> Tensor:
        """x [B, W, T] to [B, W]."""
        weights = torch.softmax(self.score(x.transpose(1, 2)), dim=1)
        return torch.matmul(x, weights).squeeze(-1)


class ScaleNorm(nn.Module):
    """x / |x| * sqrt(width) * g with one learned g (Nguyen and Salazar, arXiv 1910.05895)."""

    def __init__(self, width: int):
        super().__init__()
        self.scale = math.sqrt(width)
        self.gain = nn.Parameter(torch.ones(1))

    def forward(self, x: Tensor) -> Tensor:
        """x [..., W]."""
        return x / x.norm(dim=-1, keepdim=True).clamp(min=1e-6) * (self.scale * self.gain)


def rotate(x: Tensor, n_rotated: int) -> Tensor:
    """
    Rotary position code (Su et al., arXiv 2104.09864) on the first `n_rotated` numbers of each head, neighbours paired.

    x  [B, heads, K, head width]
    """
    position = torch.arange(x.shape[-2], dtype=x.dtype, device=x.device)
    frequency = 10000.0 ** (-torch.arange(0, n_rotated, 2, dtype=x.dtype, device=x.device) / n_rotated)
    angle = position.unsqueeze(-1) * frequency
    cosine, sine = angle.cos(), angle.sin()
    pairs = x[..., :n_rotated].unflatten(-1, (n_rotated // 2, 2))
    first, second = pairs[..., 0], pairs[..., 1]
    turned = torch.stack([first * cosine - second * sine, second * cosine + first * sine], dim=-1).flatten(-2)
    return torch.cat([turned, x[..., n_rotated:]], dim=-1)


def alibi_slopes(n_heads: int) -> list[float]:
    """Slopes 2^(-8 i / n) of ALiBi (Press et al., arXiv 2108.12409); for n that is not a power of two as in its code."""
    below = 2 ** math.floor(math.log2(n_heads))
    slopes = [2 ** (-8 * (index + 1) / below) for index in range(below)]
    between = [2 ** (-8 * (index + 0.5) / below) for index in range(below)]
    return slopes + between[: n_heads - below]


@dataclass(frozen=True)
class TransformerConfig:
    width: int
    depth: int
    n_heads: int
    head_width: int
    feed_forward: int
    attention_dropout: float = 0.1
    dropout: float = 0.0


class SelfAttention(nn.Module):
    """Attention among all keys, without bias, with rotary code and ALiBi (−slope · |i − j|) at once."""

    def __init__(self, config: TransformerConfig):
        super().__init__()
        inner = config.n_heads * config.head_width
        self.n_heads = config.n_heads
        self.head_width = config.head_width
        # Pairs: an even number of at most half the head.
        self.n_rotated = config.head_width // 4 * 2
        self.query = nn.Linear(config.width, inner, bias=False)
        self.key = nn.Linear(config.width, inner, bias=False)
        self.value = nn.Linear(config.width, inner, bias=False)
        self.out = nn.Linear(inner, config.width, bias=False)
        self.dropout = nn.Dropout(config.attention_dropout)
        self.register_buffer("slopes", torch.tensor(alibi_slopes(config.n_heads)), persistent=False)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """x [B, K, W], mask bool [B, K] of the keys that are there."""

        def heads(linear: nn.Linear) -> Tensor:
            return linear(x).unflatten(-1, (self.n_heads, self.head_width)).transpose(1, 2)

        query, key, value = rotate(heads(self.query), self.n_rotated), rotate(heads(self.key), self.n_rotated), heads(self.value)
        place = torch.arange(x.shape[1], dtype=x.dtype, device=x.device)
        distance = (place.unsqueeze(0) - place.unsqueeze(1)).abs()
        scores = torch.matmul(query, key.transpose(-1, -2)) * self.head_width**-0.5
        scores = scores - self.slopes.view(-1, 1, 1) * distance
        scores = torch.where(mask[:, None, None, :], scores, BANNED)
        mixed = torch.matmul(self.dropout(torch.softmax(scores, dim=-1)), value)
        return self.out(mixed.transpose(1, 2).flatten(-2))


class ScaledResidual(nn.Module):
    """y + s · x with a learned s per feature, where x went in and y came out."""

    def __init__(self, width: int):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(width))

    def forward(self, y: Tensor, x: Tensor) -> Tensor:
        return y + x * self.scale


class SentenceTransformer(nn.Module):
    """Pre-norm encoder over the keys of a sentence, both ways; ScaleNorm, scaled residuals, GELU feed-forward."""

    def __init__(self, config: TransformerConfig):
        super().__init__()
        self.attentions = nn.ModuleList(SelfAttention(config) for _ in range(config.depth))
        self.feed_forwards = nn.ModuleList(
            nn.Sequential(
                nn.Linear(config.width, config.feed_forward),
                nn.GELU(),
                nn.Dropout(config.dropout),
                nn.Linear(config.feed_forward, config.width),
            )
            for _ in range(config.depth)
        )
        self.norms = nn.ModuleList(ScaleNorm(config.width) for _ in range(2 * config.depth))
        self.residuals = nn.ModuleList(ScaledResidual(config.width) for _ in range(2 * config.depth))
        self.final_norm = ScaleNorm(config.width)

    def forward(self, x: Tensor, mask: Tensor, before: Sequence[Callable[[Tensor], Tensor]] | None = None) -> Tensor:
        """
        x       [B, K, W]
        mask    bool [B, K] of the keys that are there; what stands elsewhere has no influence on them
        before  what each layer's input goes through first, [B, K, W] to [B, K, W]
        """
        for index, (attention, feed_forward) in enumerate(zip(self.attentions, self.feed_forwards)):
            if before is not None:
                x = before[index](x)
            x = self.residuals[2 * index](attention(self.norms[2 * index](x), mask), x)
            x = self.residuals[2 * index + 1](feed_forward(self.norms[2 * index + 1](x)), x)
        return self.final_norm(x)


@dataclass(frozen=True)
class IntervalConfig:
    """
    reach    keys on either side that a key hears of
    rank     of the product of what a neighbour says and how far away in time it is
    n_bumps  Gaussians that a time difference is told by, evenly from -longest to longest s; further away nothing is heard
    """

    reach: int = 4
    rank: int = 128
    n_bumps: int = 33
    longest: float = 0.8


def neighbour(x: Tensor, offset: int) -> Tensor:
    """x [B, K, ...] as keys `offset` further on have it, 0 behind the ends."""
    empty = torch.zeros_like(x[:, : min(abs(offset), x.shape[1])])
    return torch.cat([x[:, offset:], empty], dim=1) if offset > 0 else torch.cat([empty, x[:, :offset]], dim=1)


class IntervalMessages(nn.Module):
    """
    What the neighbours of a key add to its vector: m_k = M sum_o V [p, gelu(LN x)]_(k+o) * E phi(t_(k+o) - t_k), p the
    neighbour's own guess at its key. Responses to keys overlap, and by how much hangs on the time between them alone: the
    exact correction of a key's evidence by its neighbours, -sum_c P(c) G(c, c', tau), is of this form.
    """

    def __init__(self, width: int, n_classes: int, config: IntervalConfig):
        super().__init__()
        self.config = config
        self.norm = nn.LayerNorm(width)
        self.guess = nn.Linear(width, n_classes)
        self.value = nn.Linear(width + n_classes, config.rank)
        self.gate = nn.Linear(config.n_bumps, config.rank, bias=False)
        self.out = nn.Linear(config.rank, width, bias=False)
        nn.init.normal_(self.gate.weight, std=1.0)

    def told(self, times: Tensor, mask: Tensor) -> list[Tensor]:
        """times [B, K] s, mask bool [B, K]: for every offset the bumps of the time difference [B, K, n_bumps], 0 where no key is."""
        config = self.config
        spacing = 2 * config.longest / (config.n_bumps - 1)
        centres = torch.arange(config.n_bumps, dtype=times.dtype, device=times.device) * spacing - config.longest
        there = mask.to(times.dtype)
        told = []
        for offset in (o for o in range(-config.reach, config.reach + 1) if o != 0):
            difference = neighbour(times, offset) - times
            bumps = torch.exp(-0.5 * ((difference.unsqueeze(-1) - centres) / spacing) ** 2)
            told.append(bumps * (neighbour(there, offset) * there).unsqueeze(-1))
        return told

    def forward(self, x: Tensor, told: list[Tensor]) -> tuple[Tensor, Tensor]:
        """x [B, K, W] and what `told` gave, to x with the messages, and the guesses' logits [B, K, n_classes]."""
        normed = self.norm(x)
        guess = self.guess(normed)
        value = self.value(torch.cat([torch.softmax(guess, dim=-1), functional.gelu(normed)], dim=-1))
        reach = self.config.reach
        offsets = [o for o in range(-reach, reach + 1) if o != 0]
        heard = sum(neighbour(value, offset) * self.gate(bumps) for offset, bumps in zip(offsets, told, strict=True))
        return x + self.out(heard), guess


@dataclass(frozen=True)
class ConformerConfig:
    """left_context  frames before its own that a frame attends to"""

    width: int
    depth: int
    n_heads: int
    feed_forward: int
    kernel: int = 17
    left_context: int = 64
    dropout: float = 0.1


class CausalAttention(nn.Module):
    """Each frame attends to itself and the `left_context` frames before it; no position code."""

    def __init__(self, config: ConformerConfig):
        super().__init__()
        self.n_heads = config.n_heads
        self.left_context = config.left_context
        self.norm = nn.LayerNorm(config.width)
        self.query = nn.Linear(config.width, config.width)
        self.key = nn.Linear(config.width, config.width)
        self.value = nn.Linear(config.width, config.width)
        self.out = nn.Linear(config.width, config.width)
        self.dropout = nn.Dropout(config.dropout)

    def forward(
        self, x: Tensor, key_cache: Tensor, value_cache: Tensor, count: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """
        x            [B, F, W]
        key_cache    [B, left_context, W], the newest frame last; value_cache alike
        count        [B, 1], how many of them are there
        returns      [B, F, W] and both caches for the frames that follow
        """
        n_frames, reach = x.shape[1], self.left_context
        y = self.norm(x)
        keys = torch.cat([key_cache, self.key(y)], dim=1)
        values = torch.cat([value_cache, self.value(y)], dim=1)

        def heads(rows: Tensor) -> Tensor:
            return rows.unflatten(-1, (self.n_heads, -1)).transpose(1, 2)

        query = heads(self.query(y))
        scores = torch.matmul(query, heads(keys).transpose(-1, -2)) * query.shape[-1] ** -0.5
        # Row i of the new frames stands at place reach + i of the keys.
        place = torch.arange(reach + n_frames, dtype=x.dtype, device=x.device)
        own = torch.arange(reach, reach + n_frames, dtype=x.dtype, device=x.device).unsqueeze(-1)
        in_window = (place <= own) & (place >= own - reach)
        there = place >= reach - count
        scores = torch.where(in_window & there[:, None, None, :], scores, BANNED)
        mixed = torch.matmul(torch.softmax(scores, dim=-1), heads(values)).transpose(1, 2).flatten(-2)
        return self.dropout(self.out(mixed)), keys[:, -reach:], values[:, -reach:]


class CausalConvolutionModule(nn.Module):
    """LayerNorm, 1x1 and gated unit, causal depthwise convolution, LayerNorm per frame, SiLU, 1x1."""

    def __init__(self, config: ConformerConfig):
        super().__init__()
        width = config.width
        self.norm = nn.LayerNorm(width)
        self.widen = nn.Linear(width, 2 * width)
        self.depthwise = nn.Conv1d(width, width, config.kernel, groups=width)
        # The published network normalises over all frames of the sentence here (GroupNorm with one group), which a
        # frame that just came cannot know. Same number of parameters.
        self.frame_norm = nn.LayerNorm(width)
        self.out = nn.Linear(width, width)
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, x: Tensor, cache: Tensor) -> tuple[Tensor, Tensor]:
        """x [B, F, W], cache [B, W, kernel − 1], to [B, F, W] and the cache for the frames that follow."""
        y = functional.glu(self.widen(self.norm(x)), dim=-1).transpose(1, 2)
        reach = torch.cat([cache, y], dim=-1)
        y = self.depthwise(reach).transpose(1, 2)
        return self.dropout(self.out(functional.silu(self.frame_norm(y)))), reach[..., -cache.shape[-1] :]


def conformer_feed_forward(config: ConformerConfig) -> nn.Sequential:
    return nn.Sequential(
        nn.LayerNorm(config.width),
        nn.Linear(config.width, config.feed_forward),
        nn.SiLU(),
        nn.Dropout(config.dropout),
        nn.Linear(config.feed_forward, config.width),
        nn.Dropout(config.dropout),
    )


class CausalConformerLayer(nn.Module):
    """Half feed-forward, attention, convolution, half feed-forward, LayerNorm (Gulati et al., arXiv 2005.08100), causal."""

    def __init__(self, config: ConformerConfig):
        super().__init__()
        self.before = conformer_feed_forward(config)
        self.attention = CausalAttention(config)
        self.convolution = CausalConvolutionModule(config)
        self.after = conformer_feed_forward(config)
        self.norm = nn.LayerNorm(config.width)

    def forward(
        self, x: Tensor, key_cache: Tensor, value_cache: Tensor, depth_cache: Tensor, count: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """x [B, F, W] and caches as in the parts, to [B, F, W] and the caches that follow."""
        x = x + 0.5 * self.before(x)
        y, key_cache, value_cache = self.attention(x, key_cache, value_cache, count)
        x = x + y
        y, depth_cache = self.convolution(x, depth_cache)
        x = x + y
        x = x + 0.5 * self.after(x)
        return self.norm(x), key_cache, value_cache, depth_cache


class TemporalDownsampling(nn.Module):
    """One kernel over time, shared by all features, with a stride; then LayerNorm over features and GELU."""

    def __init__(self, width: int, kernel: int = 16, stride: int = 4):
        super().__init__()
        self.conv = nn.Conv1d(1, 1, kernel, stride=stride)
        self.norm = nn.LayerNorm(width, eps=1e-8)

    @property
    def tail_length(self) -> int:
        """Samples of before that the first frame of a chunk needs."""
        return self.conv.kernel_size[0] - self.conv.stride[0]

    def forward(self, x: Tensor) -> Tensor:
        """x [B, W, T] to [B, (T − kernel) // stride + 1, W]."""
        frames = self.conv(x.reshape(-1, 1, x.shape[-1])).squeeze(1)
        y = frames.reshape(-1, x.shape[1], frames.shape[-1])
        return functional.gelu(self.norm(y.transpose(1, 2)))
