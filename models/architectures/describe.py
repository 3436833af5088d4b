"""
Prints a table of the networks: size, parameters, receptive field, shapes; with --time also the ONNX size and the time of
a window on one thread of this machine. --json prints a list of objects instead.

    cd models && python -m architectures.describe [--time] [--form folded] [--json]
"""

import argparse
import json
import statistics
import time
from dataclasses import asdict, dataclass
from typing import Any

import torch

from .export import FORMS, Served, export_graph, onnx_session
from .layout import even_layout
from .networks import ARCHITECTURES, SIZES, n_parameters, receptive_field, set_statistics

N_CHANNELS = 306
HEADER = ["network", "size", "parameters", "sees (samples)", "ahead", "window", "answer"]
TIMED = ["ONNX, MB", "median, ms"]


@dataclass(frozen=True)
class Description:
    """
    sees         samples of the front's output that a step of the convolutions' output depends on
    ahead        how many of them come after the step's own sample
    n_samples    of a window, at `sfreq` Hz
    shape        of the answer to a window, without the batch axis
    onnx_bytes, window_ms   None unless timed
    """

    name: str
    size: str
    n_parameters: int
    sees: int
    ahead: int
    n_samples: int
    sfreq: float
    shape: tuple[int, ...]
    onnx_bytes: int | None = None
    window_ms: float | None = None

    def row(self) -> list[str]:
        window = f"{self.n_samples} at {self.sfreq:g} Hz"
        shape = " x ".join(map(str, self.shape))
        cells = [self.name, self.size, f"{self.n_parameters:,}", str(self.sees), str(self.ahead), window, shape]
        if self.onnx_bytes is not None and self.window_ms is not None:
            cells += [f"{self.onnx_bytes / 1e6:.1f}", f"{self.window_ms:.1f}"]
        return cells


def described(name: str, size: str, **timing: Any) -> Description:
    architecture = ARCHITECTURES[name]
    config = architecture.configure(size)
    with torch.device("meta"):
        network = architecture.network(config).eval()
        x = torch.zeros(1, N_CHANNELS, config.n_samples)
        result: Any = network(x, torch.zeros(N_CHANNELS, 2), torch.zeros(1, dtype=torch.int64))
    answer = result if isinstance(result, torch.Tensor) else result[0]
    sees, ahead = receptive_field(config)
    shape = tuple(answer.shape[1:])
    return Description(
        name, size, n_parameters(network), sees, ahead, config.n_samples, config.sfreq, shape, **timing
    )


def timed(name: str, size: str, form: str, n_runs: int) -> dict[str, Any]:
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
    return {"onnx_bytes": len(content), "window_ms": statistics.median(durations[2:])}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--time", action="store_true", help="export and run them too")
    parser.add_argument("--form", choices=FORMS, default="montage", help="of the graph that is timed")
    parser.add_argument("--size", choices=SIZES, help="this size alone")
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--json", action="store_true", help="a list of objects instead of a table")
    given = parser.parse_args()
    torch.set_num_threads(1)
    rows = []
    for name in ARCHITECTURES:
        for size in SIZES if given.size is None else [given.size]:
            timing = timed(name, size, given.form, given.runs) if given.time else {}
            rows.append(described(name, size, **timing))
    if given.json:
        print(json.dumps([asdict(row) for row in rows], indent=2))
        return
    table = [HEADER + (TIMED if given.time else []), *(row.row() for row in rows)]
    widths = [max(len(cells[column]) for cells in table) for column in range(len(table[0]))]
    for cells in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(cells, widths)).rstrip(), flush=True)


if __name__ == "__main__":
    main()
