"""
What the training scripts share: seeds, progress, reports, cached data, robust statistics, and fitting a person's row.

    from common import add_common_options, cache_dir, progress, seed_everything, write_report
"""

import argparse
import hashlib
import importlib
import json
import os
import random
import shlex
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

MODELS = Path(__file__).resolve().parents[1]
REPOSITORY = MODELS.parent
for folder in (MODELS, Path(__file__).resolve().parent):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

from model_folder import format_json, model_place  # noqa: E402  the folder above is put on the path first

# People whose trials are trained on, and people nobody trains on.
KNOWN_PEOPLE = tuple(range(12))
UNSEEN_PEOPLE = tuple(range(100, 104))


def subject_name(person):
    return f"sim-{person:02d}"


def subject_rows(people=KNOWN_PEOPLE):
    """Subject name to row of the subject layer, as a manifest's `rows`; the mean row comes behind the people's."""
    return {subject_name(person): row for row, person in enumerate(people)}


def mean_row(people=KNOWN_PEOPLE):
    return len(people)


def seed_everything(seed, threads=1):
    """Seeds Python, NumPy and PyTorch, and holds PyTorch to `threads` threads."""
    import torch

    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)
    torch.set_num_threads(threads)


def cache_dir(given=None):
    """Where synthesised data are kept: `--cache`, else CORTEXWIRE_TRAINING_CACHE, else a folder of the user's cache."""
    chosen = given or os.environ.get("CORTEXWIRE_TRAINING_CACHE")
    base = os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")
    folder = Path(chosen) if chosen else Path(base) / "cortexwire" / "training"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def cache_key(**settings):
    """Short name of a set of settings, the same on every machine."""
    return hashlib.sha256(json.dumps(settings, sort_keys=True).encode()).hexdigest()[:12]


class progress:
    """
    A progress bar on stderr around an iterable: `for batch in progress(batches, 'epoch 3', total=200)`. `note(text)`
    shows a figure behind the bar. Where stderr is no terminal, one line at the end.
    """

    WIDTH = 28

    def __init__(self, iterable, label, total=None):
        self.iterable = iterable
        self.label = label
        self.total = total if total is not None else len(iterable)
        self.text = ""
        self.done = 0
        self.start = time.monotonic()
        self.shown = 0.0

    def note(self, text):
        self.text = text

    def __iter__(self):
        for item in self.iterable:
            yield item
            self.done += 1
            now = time.monotonic()
            if sys.stderr.isatty() and now - self.shown > 0.2:
                self.shown = now
                sys.stderr.write("\r" + self.line(now) + "\x1b[K")
                sys.stderr.flush()
        sys.stderr.write(("\r\x1b[K" if sys.stderr.isatty() else "") + self.line(time.monotonic()) + "\n")
        sys.stderr.flush()

    def line(self, now):
        share = self.done / max(1, self.total)
        bar = "#" * round(share * self.WIDTH)
        spent = now - self.start
        left = spent / share - spent if share > 0 else 0.0
        return f"{self.label} [{bar:<{self.WIDTH}}] {self.done}/{self.total} {spent:.0f} s, {left:.0f} s left  {self.text}"


def write_report(path, report):
    """Writes a report as the project's JSON."""
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(format_json(plain(report)) + "\n", encoding="utf-8")


def plain(value):
    """The same with NumPy's numbers as Python's, floats to 5 digits: what JSON can hold and a person can read."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (int, np.integer)):
        return int(value)
    if isinstance(value, (float, np.floating)):
        return float(f"{float(value):.5g}")
    return value


def rounded(values):
    """Floats to 6 digits, as a manifest has them."""
    return [float(f"{value:.6g}") for value in values]


def signal_of(names, sfreq, n_samples):
    """The manifest's `signal`: all of these channels, in the units of their kinds, as [time, channel]."""
    channels = {"names": names, "count": len(names), "missing": "refuse"}
    return {"channels": channels, "unit": "any", "sfreq": sfreq, "nSamples": n_samples, "layout": "time-channel"}


def stored_scale(center, scale):
    """The manifest's step that takes off `center` and divides by `scale`, one each per channel, in DSP units."""
    return {"step": "robustScale", "statistics": {"from": "stored", "center": rounded(center), "scale": rounded(scale)}}


def robust_statistics(recordings):
    """
    Centre and spread per channel, each averaged over recordings: what `robustScale` with stored statistics takes.

    recordings  arrays [n_samples, n_channels], in DSP units
    returns     (median, interquartile range), float64 [n_channels] each
    """
    quartiles = np.array([np.percentile(np.asarray(x, dtype=np.float64), [25, 50, 75], axis=0) for x in recordings])
    spread = (quartiles[:, 2] - quartiles[:, 0]).mean(axis=0)
    return quartiles[:, 1].mean(axis=0), np.where(spread > 0, spread, 1.0)


def export_session(kind, person, session, cache, options=()):
    """
    A simulated session as `cortexwire rig export` writes it, from the cache where it is there. Needs `npm run build`, or in
    CORTEXWIRE_COMMAND how else the command is called.

    options  further options of the command, such as ("--gain", "0.5")
    returns  its folder
    """
    name = f"{kind}-p{person}-s{session}-" + cache_key(options=list(options))
    folder = Path(cache) / "sessions" / name
    if (folder / "session.json").exists():
        return folder
    part = folder.with_name(folder.name + f".part{os.getpid()}")
    command = [*shlex.split(os.environ.get("CORTEXWIRE_COMMAND", f"node {REPOSITORY}/dist/server/main.js")), "rig", "export", kind]
    command += ["--person", str(person), "--session", str(session), "--out", str(part), *map(str, options)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    part.rename(folder)
    return folder


def dials_text():
    """The dials file as it is: data made with other dials are other data."""
    path = MODELS / "simulation" / "dials.json"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def one_cycle(optimizer, peak, n_steps, warm_up=0.1):
    """OneCycle learning rate: up to `peak` (a number, or one per parameter group) over `warm_up` of the steps, then down."""
    import torch

    return torch.optim.lr_scheduler.OneCycleLR(optimizer, peak, total_steps=max(2, n_steps), pct_start=warm_up)


def fit_row(parameters, loss, n_steps, batches, learning_rate=3e-3, pull=3.0):
    """
    Fits a new person's row by gradient, everything else of the model held: AdamW without decay, cosine to 0, and a pull
    back to where the row started, because a few hundred trials do not settle thousands of numbers.

    parameters  tensors of the row (matrix, bias), `requires_grad`; start them from the mean row
    loss        loss(batch) -> scalar
    batches     iterator of batches, endless
    pull        weight of the mean squared distance from the start
    """
    import torch

    start = [p.detach().clone() for p in parameters]
    optimizer = torch.optim.AdamW(parameters, lr=learning_rate, weight_decay=0.0)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, n_steps)
    for _ in progress(range(n_steps), "fitting the row"):
        held = sum(((p - s) ** 2).sum() for p, s in zip(parameters, start)) / sum(p.numel() for p in parameters)
        value = loss(next(batches)) + pull * held
        optimizer.zero_grad()
        value.backward()
        optimizer.step()
        schedule.step()
    return [p.detach() for p in parameters]


def add_common_options(parser):
    parser.add_argument("--cache", help="folder for synthesised data (default: CORTEXWIRE_TRAINING_CACHE, else the user's cache)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1, help="threads of PyTorch")


def add_calibration_options(parser, kind, folder):
    """
    kind    of session, as `cortexwire rig export` has it
    folder  of the model as it was exported
    """
    parser.add_argument("--model", default=str(folder), help="model folder to start from")
    parser.add_argument("--data", nargs="+", required=True, help=f"folders of `cortexwire rig export {kind}`, of one person")
    parser.add_argument("--name", help="what the person is called (default: as the simulator calls it)")
    parser.add_argument("--trials", type=int, default=1000, help="labelled trials to fit on, the first ones")
    add_out_option(parser, folder, required=True)


def add_out_option(parser, folder, **options):
    """folder  of the model as it is exported, NAME/VERSION"""
    model = {"name": folder.parent.name, "version": folder.name}
    what = f"model folder to write: NAME/VERSION, or a folder of models, in which it is {model['name']}/{model['version']}"
    parser.add_argument("--out", type=lambda out: model_place(out, model)[0], help=what, **options)


def run_command(name, commands, options, arguments):
    """
    `NAME COMMAND ...` of one model.

    commands  what each does, given its parsed options
    options   options(command) -> its parser
    """
    command = arguments[0] if arguments else ""
    if command not in commands:
        raise SystemExit(f"usage: python models/training/{name.replace('-', '_')}.py {'|'.join(commands)} [options]")
    return commands[command](options(command).parse_args(arguments[1:]))


def run_model_command(command):
    """`python models/training/<command>.py MODEL ...` runs `<command>(arguments)` of the model's own training script."""
    scripts = sorted(p.stem for p in Path(__file__).parent.glob("*_*.py") if "def train(" in p.read_text(encoding="utf-8"))
    names = [script.replace("_", "-") for script in scripts]
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("model", choices=names)
    if len(sys.argv) < 2 or sys.argv[1] not in names:
        parser.error(f"name a model first: {', '.join(names)}")
    module = importlib.import_module(sys.argv[1].replace("-", "_"))
    return module.main([command, *sys.argv[2:]])
