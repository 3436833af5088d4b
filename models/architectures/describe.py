"""
Prints a table of the networks: size, parameters, receptive field, shapes; with --time also the ONNX size and the time of
a window on one thread of this machine.

    cd models && python -m architectures.describe [--time] [--form folded]
"""

import argparse
import statistics
import time
from typing import Any

import torch

from .export import FORMS, Served, export_graph, onnx_session
from .layout import even_layout
from .networks import ARCHITECTURES, SIZES, n_parameters, receptive_field, set_statistics

N_CHANNELS = 306
HEADER = ["network", "size", "parameters", "sees (samples)", "ahead", "window", "answer"]
TIMED = ["ONNX, MB", "median, ms"]


def described(name: str, size: str) -> list[str]:
    architecture = ARCHITECTURES[name]
    config = architecture.configure(size)
    with torch.device("meta"):
        network = architecture.network(config).eval()
        x = torch.zeros(1, N_CHANNELS, config.n_samples)
        result: Any = network(x, torch.zeros(N_CHANNELS, 2), torch.zeros(1, dtype=torch.int64))
    answer = result if isinstance(result, torch.Tensor) else result[0]
    sees, ahead = receptive_field(config)
    window = f"{config.n_samples} at {config.sfreq:g} Hz"
    shape = " x ".join(str(length) for length in answer.shape[1:])
    return [name, size, f"{n_parameters(network):,}", str(sees), str(ahead), window, shape]


def timed(name: str, size: str, form: str, n_runs: int) -> list[str]:
    """The graph's size and the median time of a run of one window, one thread."""
    torch.manual_seed(0)
    network = ARCHITECTURES[name].make(size)
    layout = even_layout(N_CHANNELS)
    set_statistics(network, layout, 0, batches=1, batch=2)
    served = Served(network, form, layout)
    content = export_graph(served).SerializeToString()
    session = onnx_session(content)
    feeds = {key: value.numpy() for key, value in zip(served.signature.inputs, served.example(1))}
    durations = []
    for _ in range(n_runs + 2):
        start = time.perf_counter()
        session.run(None, feeds)
        durations.append(1e3 * (time.perf_counter() - start))
    return [f"{len(content) / 1e6:.1f}", f"{statistics.median(durations[2:]):.1f}"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--time", action="store_true", help="export and run them too")
    parser.add_argument("--form", choices=FORMS, default="montage", help="of the graph that is timed")
    parser.add_argument("--size", choices=SIZES, help="this size alone")
    parser.add_argument("--runs", type=int, default=20)
    given = parser.parse_args()
    torch.set_num_threads(1)
    rows = [HEADER + (TIMED if given.time else [])]
    for name in ARCHITECTURES:
        for size in SIZES if given.size is None else [given.size]:
            row = described(name, size)
            rows.append(row + (timed(name, size, given.form, given.runs) if given.time else []))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip(), flush=True)


if __name__ == "__main__":
    main()
