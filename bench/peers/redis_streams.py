"""A block as an entry of a Redis stream, over a Unix socket."""

import sys
import time

import numpy as np
import redis

import peer

# Entries that the server keeps.
N_KEPT = 1000


class Sender:
    def __init__(self, place, name, n_channels, chunk):
        self.client = redis.Redis(unix_socket_path=place, socket_timeout=None)
        self.key = name

    def wait_for_reader(self):
        while not any(client["cmd"].lower().startswith("xread") for client in self.client.client_list()):
            time.sleep(0.01)

    def send(self, block):
        self.client.xadd(self.key, {"d": block.tobytes()}, maxlen=N_KEPT, approximate=True)


class Receiver:
    def __init__(self, place, name, n_channels, chunk):
        self.client = redis.Redis(unix_socket_path=place, socket_timeout=None)
        self.key = name
        self.last = "$"
        self.shape = (chunk, n_channels)
        self.waiting = []

    def receive(self):
        while not self.waiting:
            for _, entries in self.client.xread({self.key: self.last}, block=0) or []:
                self.waiting = entries[::-1]
                self.last = entries[-1][0]
        _, fields = self.waiting.pop()
        return np.frombuffer(fields[b"d"], np.float32).reshape(self.shape)


if __name__ == "__main__":
    peer.main(sys.modules[__name__])
