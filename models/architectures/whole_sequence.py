"""
Writes a streaming network with random weights, a long random signal and what PyTorch answers to the whole of it at once:
whoever runs the graph window by window, with the states that it gives, has to get the same.

    cd models && python -m architectures.whole_sequence --out DIR

DIR/models/     a model folder, as `architectures.export` writes it
DIR/signal.f32  [n_samples, n_channels] little-endian float32, as it comes out of the preprocessing
DIR/logits.f32  [n_samples / 4, n_classes], of subject row 0
"""

import argparse
import json
from pathlib import Path

import torch

from .export import Served, random_manifest, write_folder
from .layout import even_layout
from .networks import ARCHITECTURES, SIZES, n_parameters, set_statistics
from .typing_stream import TypingStream

NAME = "typing-stream"
N_CHANNELS = 306


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", choices=SIZES, default="small")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--samples", type=int, default=1600, help="of the whole sequence, a multiple of 8")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(given.seed)
    network = ARCHITECTURES[NAME].make(given.size)
    assert isinstance(network, TypingStream)
    layout = even_layout(N_CHANNELS)
    set_statistics(network, layout, given.seed)
    served = Served(network, "montage", layout)
    manifest = random_manifest(NAME, given.size, "montage", served, given.seed, n_parameters(network))
    write_folder(given.out / "models" / manifest["name"] / manifest["version"], served, manifest)

    generator = torch.Generator().manual_seed(given.seed + 1)
    signal = torch.randn(given.samples, N_CHANNELS, generator=generator).clamp(-5, 5)
    with torch.no_grad():
        logits, *_ = network(signal.T.unsqueeze(0), layout, torch.tensor([0]))
    signal.numpy().astype("<f4").tofile(given.out / "signal.f32")
    logits[0].numpy().astype("<f4").tofile(given.out / "logits.f32")
    print(json.dumps({"samples": given.samples, "channels": N_CHANNELS, "frames": logits.shape[1]}))


if __name__ == "__main__":
    main()
