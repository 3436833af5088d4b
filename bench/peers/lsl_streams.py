"""A block as a chunk of a Lab Streaming Layer stream."""

import sys

import numpy as np
from pylsl import IRREGULAR_RATE, StreamInfo, StreamInlet, StreamOutlet, cf_double64, resolve_byprop

import peer


class Sender:
    def __init__(self, place, name, n_channels, chunk):
        info = StreamInfo(name, "bench", n_channels, IRREGULAR_RATE, "float32", f"{place}-{name}")
        self.outlet = StreamOutlet(info, chunk_size=chunk)

    def wait_for_reader(self):
        if not self.outlet.wait_for_consumers(10):
            raise TimeoutError("nobody reads the stream")

    def send(self, block):
        self.outlet.push_chunk(block)


class Receiver:
    def __init__(self, place, name, n_channels, chunk):
        found = resolve_byprop("source_id", f"{place}-{name}", timeout=20)
        if not found:
            raise TimeoutError(f"no stream {place}-{name}")
        self.inlet = StreamInlet(found[0], max_chunklen=chunk)
        self.inlet.open_stream()
        is_double = found[0].channel_format() == cf_double64
        self.block = np.empty((chunk, n_channels), np.float64 if is_double else np.float32)

    def receive(self):
        """Waits for a whole chunk, which is only right until the next."""
        n_got = 0
        while n_got < len(self.block):
            rest = self.block[n_got:]
            _, stamps = self.inlet.pull_chunk(timeout=3600, max_samples=len(rest), dest_obj=rest)
            n_got += len(stamps)
        return self.block


if __name__ == "__main__":
    peer.main(sys.modules[__name__])
