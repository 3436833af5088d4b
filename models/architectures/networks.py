"""The four networks by name, and what is needed to run any of them."""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from .image_embeddings import ImageEmbeddings, ImageEmbeddingsConfig
from .speech_segments import SpeechSegments, SpeechSegmentsConfig
from .typing_keys import TypingKeys, TypingKeysConfig
from .typing_stream import TypingStream, TypingStreamConfig

Network = SpeechSegments | TypingKeys | TypingStream | ImageEmbeddings


@dataclass(frozen=True)
class Architecture:
    """
    n_channels   of the recordings it was published on
    encoder      what of it looks at the signal, for its receptive field: [B, front.n_out, T] to something over time
    """

    network: Callable[..., Network]
    config: type
    n_channels: int
    encoder: Callable[[Network], Callable[[Tensor], Tensor]]

    def make(self, size: str, **changes: int) -> Network:
        """size `published` or `small`; changes as the configuration's maker takes them, such as n_subjects."""
        if size not in ("published", "small"):
            raise ValueError(f"expected published or small, found {size}")
        return self.network(getattr(self.config, size)(**changes))


def _stream_encoder(network: Network) -> Callable[[Tensor], Tensor]:
    # Without zeros before the first sample: a frame in the middle sees all of what it reaches.
    return lambda x: network.downsampling(network.convs(x))


ARCHITECTURES: dict[str, Architecture] = {
    "speech-segments": Architecture(
        SpeechSegments, SpeechSegmentsConfig, 208, lambda network: lambda x: network.convs(x).transpose(1, 2)
    ),
    "typing-keys": Architecture(
        TypingKeys, TypingKeysConfig, 306, lambda network: lambda x: network.convs(x).transpose(1, 2)
    ),
    "typing-stream": Architecture(TypingStream, TypingStreamConfig, 306, _stream_encoder),
    "image-embeddings": Architecture(
        ImageEmbeddings, ImageEmbeddingsConfig, 272, lambda network: lambda x: network.convs(x).transpose(1, 2)
    ),
}


def n_parameters(module: nn.Module) -> int:
    return sum(parameter.numel() for parameter in module.parameters())


def receptive_field(name: str, network: Network, n_times: int = 301) -> tuple[int, int]:
    """
    By gradient: samples of the front's output that one step in the middle of the convolutions' output depends on (with
    the down-sampling, where there is one).

    returns  how many, from first to last; and how many of them come after the output's own sample
    """
    network.eval()
    width = network.config.front.n_out
    x = torch.zeros(1, width, n_times, requires_grad=True)
    y = ARCHITECTURES[name].encoder(network)(x)
    middle = y.shape[1] // 2
    y[0, middle].abs().sum().backward()
    seen = x.grad[0].abs().sum(dim=0).nonzero().flatten()
    own = middle
    if isinstance(network, TypingStream):
        own = middle * network.config.stride + network.config.downsampling_kernel - 1
    return int(seen[-1] - seen[0]) + 1, max(0, int(seen[-1]) - own)


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
