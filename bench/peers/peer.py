"""
What the peers share: one clock, an open-loop rig, the job, a reader, and how they talk with the program that runs them.

A block is `[nSamples x nChannels]` float32. The time at which it left the rig stands in channels 0 and 1 of each of its
samples, as whole seconds and the rest, so that every transport carries the same bytes and the identity model's answer
brings it along. A whole number of -1 ends a turn.
"""

import base64
import json
import resource
import sys
import time
from importlib import metadata

import numpy as np

END = -1.0
# What the job adds to the model's answer: when its run began and ended.
N_TIMES = 4
PACKAGES = ("brainflow", "numpy", "onnxruntime", "pylsl", "redis", "timeflux")


def now():
    """CLOCK_MONOTONIC, s: the same for every process of this machine."""
    return time.clock_gettime(time.CLOCK_MONOTONIC)


def split(seconds):
    whole = float(int(seconds))
    return whole, seconds - whole


def joined(whole, rest):
    return float(whole) + float(rest)


class Cpu:
    """CPU time of this process per second, since it was last asked."""

    def __init__(self):
        self.share()

    def share(self):
        usage = resource.getrusage(resource.RUSAGE_SELF)
        used, at = usage.ru_utime + usage.ru_stime, now()
        before, self.before = getattr(self, "before", (used, at)), (used, at)
        return (used - before[0]) / max(at - before[1], 1e-9)


def say(**fields):
    for name, value in fields.items():
        if isinstance(value, np.ndarray):
            fields[name] = base64.b64encode(value.astype("<f8").tobytes()).decode()
    print(json.dumps(fields), flush=True)


def ready():
    """Says so, and with which packages."""
    found = {dist.metadata["Name"].lower(): dist.version for dist in metadata.distributions()}
    say(ready=True, versions={name: found[name] for name in PACKAGES if name in found} | {"python": sys.version.split()[0]})


def source(sender, n_channels, sfreq, chunk):
    """Sends a turn of chunks at absolute deadlines for each line `{"nChunks": n}` that comes in."""
    block = np.random.default_rng(1).normal(0, 100, (chunk, n_channels)).astype(np.float32)
    cpu = Cpu()
    ready()
    for line in sys.stdin:
        n_chunks = json.loads(line)["nChunks"]
        sent, late = np.empty(n_chunks), np.empty(n_chunks)
        sender.wait_for_reader()
        cpu.share()
        begin = now() + 0.1
        for k in range(n_chunks):
            # A chunk can leave when its last sample has been taken.
            deadline = begin + (k + 1) * chunk / sfreq
            left = deadline - now()
            if left > 0:
                time.sleep(left)
            sent[k] = now()
            late[k] = sent[k] - deadline
            block[:, 0], block[:, 1] = split(sent[k])
            sender.send(block)
        block[:, 0] = END
        sender.send(block)
        say(sent=sent, late=late, cpuShare=cpu.share())


class Decoder:
    """The identity model on the last `n_samples`, in a mirrored ring, so that a window is a view of it."""

    def __init__(self, n_channels, n_samples, chunk, model):
        import onnxruntime as ort

        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self.session = ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self.ring = np.zeros((2 * n_samples, n_channels), np.float32)
        self.answer = np.zeros((1, n_channels + N_TIMES), np.float32)
        self.n_samples, self.chunk, self.at = n_samples, chunk, 0
        self.session.run(None, {"x": self.ring[None, :n_samples]})

    def decode(self, block):
        """The answer to the window that ends with the block, only right until the next, and whether the turn is over."""
        at, n_samples, chunk = self.at, self.n_samples, self.chunk
        self.ring[at : at + chunk] = block
        self.ring[at + n_samples : at + n_samples + chunk] = block
        self.at = at = (at + chunk) % n_samples
        begin = now()
        (y,) = self.session.run(None, {"x": self.ring[None, at : at + n_samples]})
        end = now()
        self.answer[0, :-N_TIMES] = y[0]
        self.answer[0, -N_TIMES:] = *split(begin), *split(end)
        return self.answer, y[0, 0] == END


def job(receiver, sender, decoder):
    cpu = Cpu()
    ready()
    while True:
        answer, is_end = decoder.decode(receiver.receive())
        sender.send(answer)
        if is_end:
            say(cpuShare=cpu.share())


def sink(receiver, has_times):
    """Notes when each answer came; at the end of a turn says when they left the rig, came, and how long the model ran."""
    sent, arrived, run = [], [], []
    cpu = Cpu()
    ready()
    while True:
        block = receiver.receive()
        at = now()
        last = block[-1]
        if last[0] == END:
            say(sent=np.array(sent), arrived=np.array(arrived), run=np.array(run), cpuShare=cpu.share())
            sent, arrived, run = [], [], []
            continue
        sent.append(joined(last[0], last[1]))
        arrived.append(at)
        run.append(joined(last[-2], last[-1]) - joined(last[-4], last[-3]) if has_times else 0.0)


def main(transport):
    """`PROGRAM source|job|sink OPTIONS`, the options as JSON; a hop is source and sink, a job has its own between them."""
    role, options = sys.argv[1], json.loads(sys.argv[2])
    place, n_channels, chunk, sfreq = (options[key] for key in ("place", "nChannels", "chunk", "sfreq"))
    if role == "source":
        source(transport.Sender(place, "signal", n_channels, chunk), n_channels, sfreq, chunk)
    elif role == "job":
        receiver = transport.Receiver(place, "signal", n_channels, chunk)
        sender = transport.Sender(place, "decodes", n_channels + N_TIMES, 1)
        job(receiver, sender, Decoder(n_channels, options["nSamples"], chunk, options["model"]))
    elif options["hasTimes"]:
        sink(transport.Receiver(place, "decodes", n_channels + N_TIMES, 1), True)
    else:
        sink(transport.Receiver(place, "signal", n_channels, chunk), False)
