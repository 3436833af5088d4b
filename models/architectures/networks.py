"""The four networks by name, and what is needed to run any of them."""

from dataclasses import dataclass, replace
from typing import Any

import torch
from torch import Tensor, nn

from .blocks import ConvSequence, TemporalDownsampling
from .image_embeddings import ImageEmbeddings, ImageEmbeddingsConfig
from .speech_segments import SpeechSegments, SpeechSegmentsConfig
from .typing_keys import TypingKeys, TypingKeysConfig
from .typing_stream import TypingStream, TypingStreamConfig

Network = SpeechSegments | TypingKeys | TypingStream | ImageEmbeddings


@dataclass(frozen=True)
class Architecture:
    network: type[Network]
    config: type

    def make(self, size: str, **changes: int) -> Network:
        """size `published` or `small`; changes as the configuration's maker takes them, such as n_subjects."""
        return self.network(self.configure(size, **changes))

    def configure(self, size: str, **changes: int) -> Any:
        if size not in SIZES:
            raise ValueError(f"expected {' or '.join(SIZES)}, found {size}")
        return getattr(self.config, size)(**changes)


SIZES = ("published", "small")
ARCHITECTURES: dict[str, Architecture] = {
    "speech-segments": Architecture(SpeechSegments, SpeechSegmentsConfig),
    "typing-keys": Architecture(TypingKeys, TypingKeysConfig),
    "typing-stream": Architecture(TypingStream, TypingStreamConfig),
    "image-embeddings": Architecture(ImageEmbeddings, ImageEmbeddingsConfig),
}


def n_parameters(module: nn.Module) -> int:
    return sum(parameter.numel() for parameter in module.parameters())


def receptive_field(config: Any, n_times: int = 301) -> tuple[int, int]:
    """
    By gradient, on convolutions of the same form but few channels: samples of the front's output that one step in the
    middle of the convolutions' output (and of the down-sampling's, where there is one) depends on.

    returns  from the first to the last of them; and how many come after the step's own sample
    """
    with torch.random.fork_rng():
        torch.manual_seed(0)
        convs = ConvSequence(replace(config.convs, widths=tuple(8 for _ in config.convs.widths))).eval()
        x = torch.randn(1, 8, n_times, requires_grad=True)
        y = convs(x)
        own = n_times // 2
        if isinstance(config, TypingStreamConfig):
            step = own // config.stride
            own = step * config.stride + config.downsampling_kernel - 1
            y = TemporalDownsampling(8, config.downsampling_kernel, config.stride)(y).transpose(1, 2)
        else:
            step = own
    y[0, :, step].square().sum().backward()
    seen = x.grad[0].abs().sum(dim=0).nonzero().flatten()
    return int(seen[-1] - seen[0]) + 1, int(seen[-1]) - own


@torch.no_grad()
def set_statistics(network: Network, positions: Tensor, seed: int, batches: int = 4, batch: int = 8) -> None:
    """
    Sets the running mean and variance of every batch norm from random signals N(0, 1), so that a network with random
    weights answers with numbers of a sensible size. Leaves the network in evaluation mode.
    """
    generator = torch.Generator().manual_seed(seed)
    norms = [module for module in network.modules() if isinstance(module, nn.BatchNorm1d)]
    for norm in norms:
        norm.reset_running_stats()
        norm.momentum = None
    network.eval()
    for norm in norms:
        norm.train()
    rows = network.front.subject_layer.weight.shape[0]
    n_samples = 64 if isinstance(network, TypingStream) else network.config.n_samples
    for _ in range(batches):
        x = torch.randn(batch, len(positions), n_samples, generator=generator)
        subject = torch.randint(rows, (batch,), generator=generator)
        if isinstance(network, TypingKeys):
            network.encode(x, positions, subject)
        else:
            network(x, positions, subject)
    for norm in norms:
        norm.momentum = 0.1
    network.eval()
