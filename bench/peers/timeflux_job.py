"""The job as a node of Timeflux between its own LSL nodes, run by its own scheduler."""

import json
import sys

import numpy as np
import pandas as pd
import pylsl
from timeflux.core.node import Node
from timeflux.core.scheduler import Scheduler

import peer

# Timeflux imports names that pylsl has given up: the module under its own name, and a function that it does not call.
pylsl.pylsl = pylsl
pylsl.resolve_stream = pylsl.resolve_byprop

from timeflux.nodes.lsl import Receive, Send  # noqa: E402

# Rounds of the graph a second: each looks whether something came.
RATE = 1000


class Decode(Node):
    """Answers each whole chunk of what came in."""

    def __init__(self, decoder):
        self.decoder = decoder
        self.rest = np.empty((0, decoder.ring.shape[1]), np.float32)
        self.cpu = peer.Cpu()
        self.is_over = False

    def update(self):
        if self.i.data is None:
            return
        rows = np.concatenate([self.rest, self.i.data.to_numpy(np.float32)])
        chunk = self.decoder.chunk
        n_whole = len(rows) // chunk * chunk
        self.rest = rows[n_whole:]
        answers = []
        for first in range(0, n_whole, chunk):
            answer, is_end = self.decoder.decode(rows[first : first + chunk])
            answers.append(answer[0].copy())
            self.is_over = self.is_over or is_end
        if answers:
            self.o.data = frame(np.array(answers))


class Turn(Node):
    """Comes after the sender: says when a turn is over."""

    def __init__(self, decode):
        self.decode = decode

    def update(self):
        if self.decode.is_over:
            self.decode.is_over = False
            peer.say(cpuShare=self.decode.cpu.share())


def frame(rows):
    return pd.DataFrame(rows.astype(np.float64), index=pd.to_datetime([pd.Timestamp.now()] * len(rows)))


def after(node, before):
    edge = {"node": before, "src_port": "o", "dst_port": "i", "copy": False}
    return {"node": node, "predecessors": [edge] if before else []}


options = json.loads(sys.argv[2])
place, n_channels, chunk = options["place"], options["nChannels"], options["chunk"]
decode = Decode(peer.Decoder(n_channels, options["nSamples"], chunk, options["model"]))
receive = Receive(prop="source_id", value=f"{place}-signal", timeout=20, channels=[str(i) for i in range(n_channels)])
send = Send("decodes", type="bench", source=f"{place}-decodes")
# Both make their ends of the stream with the first data.
receive.update()
send.i.data = frame(np.zeros((1, n_channels + peer.N_TIMES)))
send.update()
nodes = {"receive": receive, "decode": decode, "send": send, "turn": Turn(decode)}
path = [after("receive", None), after("decode", "receive"), after("send", "decode"), after("turn", None)]
peer.ready()
Scheduler(path, nodes, RATE).run()
