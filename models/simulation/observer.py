"""
The ideal observer's figures, as JSON.

    python -m simulation.observer typing --people 0-11 --sessions 100 --gains 0.5,1,2
    python -m simulation.observer typing-lags --people 0-3 --sentences 4 --beam 40
    python -m simulation.observer speech --people 0-11 --sessions 100
    python -m simulation.observer images --people 0-11 --sessions 100

Every figure is an oracle upper bound: the observer knows the person, the head's place, every response, the noise, and
(typing) when keys are hit; artefacts are left out. Sessions are written by `cortexwire rig export`; noise is drawn anew
with `--seed`.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from .chain import Array, Chain
from .exported import REPOSITORY, cache_folder, exported_session
from .language import Arpa, Counted, KeyPrior, Shares, edit_distance, written_text
from .lagged_observer import LaggedStatistics
from .retrieval_observer import ImageObserver, hits, speech_scores
from .session import Session
from .typing_observer import SentenceReader, TypingStatistics, ignoring_neighbours, key_shares
from .untimed_observer import UntimedReader

LETTERS = [" ", *(chr(ord("a") + i) for i in range(26))]

#: As the models have it; the observer undoes the filters, so that their order and length hardly matter to it.
TYPING_STEPS: list[dict[str, Any]] = [
    {"step": "bandpass", "low": 0.1, "high": 20, "order": 4},
    {"step": "resample", "sfreq": 50, "halfLength": 2},
]
#: Of the decoder that reads a stream.
STREAM_STEPS: list[dict[str, Any]] = [
    {"step": "notch", "freq": 50, "q": 30, "harmonics": 1},
    {"step": "bandpass", "low": 0.5, "high": 45, "order": 2},
    {"step": "resample", "sfreq": 100, "halfLength": 2},
]
WINDOW_STEPS: list[dict[str, Any]] = [{"step": "resample", "sfreq": 120, "halfLength": 3}]
#: Start of the windows of speech and images after their marker, s.
TMIN = -0.5


def ranges(text: str) -> list[int]:
    """`0-2,100` as 0, 1, 2, 100."""
    out: list[int] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        out.extend(range(int(first), int(last or first) + 1))
    return out


def dials() -> dict[str, Any]:
    return json.loads((REPOSITORY / "models" / "simulation" / "dials.json").read_text(encoding="utf-8"))


def steps_of(manifest: str | None, otherwise: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Filters and resampling of a model's manifest."""
    if manifest is None:
        return otherwise
    path = Path(manifest)
    steps = json.loads((path / "manifest.json" if path.is_dir() else path).read_text(encoding="utf-8"))["preprocess"]
    return [s for s in steps if s["step"] in ("notch", "bandpass", "resample")]


def ratio(errors: Sequence[float], counts: Sequence[float]) -> dict[str, float]:
    """Σ errors / Σ counts and its standard error over units (sentences, people)."""
    e, n = np.asarray(errors, dtype=float), np.asarray(counts, dtype=float)
    value = e.sum() / n.sum()
    rest = e - value * n
    error = np.sqrt((rest**2).sum() * len(n) / max(1, len(n) - 1)) / n.sum()
    return {"value": round(float(value), 4), "se": round(float(error), 4)}


def dialled(args: argparse.Namespace, task: str) -> tuple[float, float]:
    """Spread and gain as asked for, else as the dials are fixed."""
    fixed = dials()
    return fixed["spread"] if args.spread is None else args.spread, fixed[task]["gain"] if args.gain is None else args.gain


def sessions_of(args: argparse.Namespace, task: str, spread: float) -> Iterator[tuple[Session, np.random.Generator, str]]:
    """Each session at gain 1, what draws its noise, and its name."""
    for person, number in itertools.product(args.people, args.sessions):
        session = exported_session(task, person, number, args.cache, ("--gain", "1", "--spread", str(spread)))
        yield session, np.random.default_rng([args.seed, person, number]), f"person {person} session {number}"


def language_model(path: str | None) -> tuple[Arpa | Counted, str]:
    if path is None:
        found = sorted((REPOSITORY / "models" / "language").glob("*.arpa*"), key=lambda p: (_order_of(p), p.name))
        if not found:
            sentences = (REPOSITORY / "models" / "text" / "sentences-train.txt").read_text().split("\n")
            return Counted([s for s in sentences if s], LETTERS), "6-gram counted on models/text/sentences-train.txt"
        path = str(found[-1])
    return Arpa(path, LETTERS), Path(path).name


def _order_of(path: Path) -> int:
    digits = "".join(c for c in path.name.split("gram")[0] if c.isdigit())
    return int(digits or 0)


class TypingFigures:
    """Errors of the observer over sentences, for one gain and beam."""

    NAMES = ("key_error", "key_error_ignoring_neighbours", "cer_keys", "cer", "wer")

    def __init__(self) -> None:
        self.errors: dict[str, list[float]] = {name: [] for name in self.NAMES}
        self.counts: dict[str, list[float]] = {name: [] for name in self.NAMES}

    def add(self, name: str, errors: float, count: float) -> None:
        self.errors[name].append(errors)
        self.counts[name].append(count)

    def add_text(self, read: list[str], truth: list[str]) -> None:
        """Wrong keys, and wrong letters and words of the text that they leave."""
        self.add("cer_keys", edit_distance(read, truth), len(truth))
        text, wanted = written_text(read), written_text(truth)
        self.add("cer", edit_distance(text, wanted), len(wanted))
        self.add("wer", edit_distance(text.split(), wanted.split()), len(wanted.split()))

    def summary(self) -> dict[str, Any]:
        return {name: ratio(self.errors[name], self.counts[name]) for name in self.NAMES if self.errors[name]}


def read_sentences(
    figures: TypingFigures, one: TypingStatistics, gain: float, model: Arpa | Counted, shares: Array, beam: int, n_sentences: int | None
) -> None:
    """Adds a session's sentences to the figures."""
    classes = one.session.info["classes"]
    prior = KeyPrior(model, classes)
    for sentence in one.sentences()[:n_sentences]:
        reader = SentenceReader.of(one, sentence, gain)
        n = len(sentence.keys)
        truth = [classes[k] for k in sentence.keys]
        alone = reader.read(Shares(shares), beam).keys
        figures.add("key_error", int((alone != sentence.keys).sum()), n)
        single = ignoring_neighbours(one, sentence, gain, shares)
        figures.add("key_error_ignoring_neighbours", int((single != sentence.keys).sum()), n)
        figures.add_text([classes[k] for k in reader.read(prior, beam).keys], truth)


def typing(args: argparse.Namespace) -> dict[str, Any]:
    spread, dial = dialled(args, "typing")
    model, model_name = language_model(args.language)
    sentences = (REPOSITORY / "models" / "text" / "sentences-train.txt").read_text().split("\n")
    beams = [args.beam]
    out: dict[str, Any] = {}
    while True:
        # The last beam is twice the one before it, so that how much doubling moves is known.
        if args.double and len(beams) == 1:
            beams.append(2 * beams[0])
        figures = {(multiple, beam): TypingFigures() for multiple in args.gains for beam in beams}
        n_sentences = n_keys = 0
        for session, rng, which in sessions_of(args, "typing", spread):
            chain = Chain(steps_of(args.manifest, TYPING_STEPS), session.sfreq)
            one = TypingStatistics(session, chain, rng)
            shares = key_shares([s for s in sentences if s], session.info["classes"])
            for (multiple, beam), figure in figures.items():
                read_sentences(figure, one, dial * multiple, model, shares, beam, args.sentences)
            chosen = one.sentences()[: args.sentences]
            n_sentences += len(chosen)
            n_keys += sum(len(s.keys) for s in chosen)
            note(f"{which}: {json.dumps([f.summary()['cer'] for f in figures.values()])}")
        moved = 0.0
        for multiple in args.gains:
            summaries = [figures[multiple, beam].summary() for beam in beams]
            change = [abs(b["cer"]["value"] - a["cer"]["value"]) for a, b in itertools.pairwise(summaries)]
            out[f"x{multiple:g}"] = {"gain": dial * multiple, **summaries[-1], "beam": beams[-1], "moved_by_doubling": change[-1:]}
            moved = max([moved, *change[-1:]])
        if not args.double or moved < 0.002 or beams[-1] >= args.largest_beam:
            break
        beams = [beams[-1], 2 * beams[-1]]
    return {
        "task": "typing",
        "what": "oracle upper bound: key times known, artefacts left out, whole recording",
        **described(args, spread),
        "sentences": n_sentences,
        "keys": n_keys,
        "language_model": model_name,
        "language_model_weight": 1,
        "gains": out,
    }


def typing_untimed(args: argparse.Namespace) -> dict[str, Any]:
    """Text of whole sentences without the keys' times; the standard error is over sentences."""
    spread, dial = dialled(args, "typing")
    model, model_name = language_model(args.language)
    figures = {multiple: TypingFigures() for multiple in args.gains}
    n_sentences = n_keys = 0
    for session, rng, which in sessions_of(args, "typing", spread):
        chain = Chain(steps_of(args.manifest, TYPING_STEPS), session.sfreq)
        one = TypingStatistics(session, chain, rng)
        classes = session.info["classes"]
        prior = KeyPrior(model, classes)
        for sentence in one.sentences()[: args.sentences]:
            truth = [classes[k] for k in sentence.keys]
            n_sentences += 1
            n_keys += len(truth)
            for multiple, figure in figures.items():
                read = [classes[k] for k in UntimedReader(one, sentence, dial * multiple).read(prior, args.beam)]
                figure.add_text(read, truth)
        note(f"{which}: {json.dumps([f.summary()['cer'] for f in figures.values()])}")
    return {
        "task": "typing-untimed",
        "what": "oracle bound: key times not known, their law is; artefacts left out, whole recording",
        **described(args, spread),
        "sentences": n_sentences,
        "keys": n_keys,
        "language_model": model_name,
        "beam": args.beam,
        "gains": {f"x{multiple:g}": {"gain": dial * multiple, **figure.summary()} for multiple, figure in figures.items()},
    }


def typing_lags(args: argparse.Namespace) -> dict[str, Any]:
    """Text as decided some time after each key; the standard error is over sentences."""
    spread, dial = dialled(args, "typing")
    model, model_name = language_model(args.language)
    figures = {lag: TypingFigures() for lag in args.lags}
    n_sentences = 0
    for session, rng, which in sessions_of(args, "typing", spread):
        chain = Chain(steps_of(args.manifest, STREAM_STEPS), session.sfreq)
        statistics = LaggedStatistics(session, chain, rng)
        classes = session.info["classes"]
        prior = KeyPrior(model, classes)
        for sentence in TypingStatistics.sentences_of(session)[: args.sentences]:
            truth = [classes[k] for k in sentence.keys]
            n_sentences += 1
            for lag, keys in statistics.read(sentence, args.lags, prior, dial, args.beam).items():
                figures[lag].add_text([classes[k] for k in keys], truth)
            note(f"{which}: " + json.dumps({lag: f.summary()["cer"]["value"] for lag, f in figures.items()}))
    return {
        "task": "typing-lags",
        "what": "oracle bound: key times known, artefacts left out, record up to the lag after each key",
        **described(args, spread),
        "sentences": n_sentences,
        "language_model": model_name,
        "beam": args.beam,
        "gain": dial,
        "lags": {f"{lag:g}": f.summary() for lag, f in figures.items()},
    }


def speech(args: argparse.Namespace) -> dict[str, Any]:
    return retrieval(args, "speech", 361, 10)


def images(args: argparse.Namespace) -> dict[str, Any]:
    return retrieval(args, "images", 181, 5)


def retrieval(args: argparse.Namespace, task: str, n_samples: int, k: int) -> dict[str, Any]:
    """
    Share of trials with the true candidate among the best k; for images also of windows that end earlier. The standard
    error is over people and sessions, or over trials where there is one alone.
    """
    spread, dial = dialled(args, task)
    lengths = args.lengths or ([90, 120, 150, 181] if task == "images" else [n_samples])
    found: dict[tuple[float, int, int], list[Array]] = {}
    n_candidates = 0
    for session, rng, which in sessions_of(args, task, spread):
        chain = Chain(steps_of(args.manifest, WINDOW_STEPS), session.sfreq)
        observer = ImageObserver(session, chain, TMIN) if task == "images" else None
        for length in lengths:
            trials = None if observer is None else observer.trials(length, rng)
            scores = None if observer is not None else speech_scores(session, chain, rng, TMIN, length)
            for multiple in args.gains:
                if observer is not None and trials is not None:
                    table, truth = observer.scores(trials, dial * multiple), trials.truth
                else:
                    assert scores is not None
                    table, truth = scores.of(dial * multiple), scores.truth
                n_candidates = table.shape[1]
                for top in (1, k):
                    found.setdefault((multiple, length, top), []).append(hits(table, truth, top).astype(float))
        note(f"{which}: " + json.dumps({str(key): round(float(v[-1].mean()), 3) for key, v in found.items()}))

    def shares(multiple: float, length: int) -> dict[str, Any]:
        rows = {f"top{top}": found[multiple, length, top] for top in (1, k)}
        return {
            name: ratio([v.sum() for v in row], [len(v) for v in row]) if len(row) > 1 else ratio(row[0], np.ones(len(row[0])))
            for name, row in rows.items()
        }

    out = {
        f"x{multiple:g}": {
            "gain": dial * multiple,
            **shares(multiple, lengths[-1]),
            "samples": {str(length): shares(multiple, length) for length in lengths},
        }
        for multiple in args.gains
    }
    return {
        "task": task,
        "what": "oracle upper bound: artefacts left out, window without its baseline",
        **described(args, spread),
        "trials": int(sum(len(v) for v in found[args.gains[0], lengths[0], 1])),
        "candidates": n_candidates,
        "gains": out,
    }


def described(args: argparse.Namespace, spread: float) -> dict[str, Any]:
    return {"people": args.people, "sessions": args.sessions, "seed": args.seed, "spread": spread}


def note(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m simulation.observer", description=__doc__.split("\n")[1])
    parser.add_argument("task", choices=["typing", "typing-lags", "typing-untimed", "speech", "images"])
    parser.add_argument("--people", type=ranges, default=ranges("0-11"))
    parser.add_argument("--sessions", type=ranges, default=[100])
    parser.add_argument("--gain", type=float, help="the dial; as dials.json fixes it")
    parser.add_argument("--gains", type=lambda t: [float(x) for x in t.split(",")], default=[1.0], help="multiples of the dial")
    parser.add_argument("--spread", type=float, help="as dials.json fixes it")
    parser.add_argument("--manifest", help="model whose filters and rate to observe behind")
    parser.add_argument("--cache", type=cache_folder, default=cache_folder(), help="where exported sessions are kept")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--language", help="typing: ARPA file; the highest order in models/language")
    parser.add_argument("--lags", type=lambda t: [float(x) for x in t.split(",")], default=[0.3, 0.4, 0.6, 1.0, 2.0], help="s")
    parser.add_argument("--beam", type=int, default=200)
    parser.add_argument("--double", action="store_true", help="typing: double the beam until the CER moves less than 0.002")
    parser.add_argument("--largest-beam", type=int, default=3200)
    parser.add_argument("--lengths", type=ranges, help="speech, images: samples of the window there are")
    parser.add_argument("--sentences", type=int, help="typing: first so many of each session")
    args = parser.parse_args()
    result = {"typing": typing, "typing-lags": typing_lags, "typing-untimed": typing_untimed, "speech": speech, "images": images}[args.task](args)
    sys.path.insert(0, str(REPOSITORY / "models"))
    from model_folder import format_json

    print(format_json(result))


if __name__ == "__main__":
    main()
