"""
The ideal observer's figures, as JSON.

    python -m simulation.observer typing --people 0-11 --sessions 100 --gains 0.5,1,2
    python -m simulation.observer speech --people 0-11 --sessions 100
    python -m simulation.observer images --people 0-11 --sessions 100

Every figure is an oracle upper bound: the observer knows the person, the head's place, every response, the noise, and
(typing) when keys are hit; artefacts are left out. Sessions are written by `cortexwire rig export`; noise is drawn anew
with `--seed`.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from .chain import Array, Chain
from .exported import REPOSITORY, cache_folder, exported_session
from .language import Arpa, Counted, KeyPrior, Shares, edit_distance, written_text
from .typing_observer import SentenceReader, TypingStatistics, ignoring_neighbours, key_shares

LETTERS = [" ", *(chr(ord("a") + i) for i in range(26))]

#: As the models have it; the observer undoes the filters, so that their order and length hardly matter to it.
TYPING_STEPS: list[dict[str, Any]] = [
    {"step": "bandpass", "low": 0.1, "high": 20, "order": 4},
    {"step": "resample", "sfreq": 50, "halfLength": 2},
]


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

    NAMES = ("key_error", "key_error_ignoring_neighbours", "cer", "cer_keys", "wer")

    def __init__(self) -> None:
        self.errors: dict[str, list[float]] = {name: [] for name in self.NAMES}
        self.counts: dict[str, list[float]] = {name: [] for name in self.NAMES}

    def add(self, name: str, errors: float, count: float) -> None:
        self.errors[name].append(errors)
        self.counts[name].append(count)

    def summary(self) -> dict[str, Any]:
        return {name: ratio(self.errors[name], self.counts[name]) for name in self.NAMES if self.errors[name]}


def read_sentences(
    statistics: Sequence[TypingStatistics], gain: float, model: Arpa | Counted, shares: Array, beam: int, n_sentences: int | None
) -> TypingFigures:
    figures = TypingFigures()
    for one in statistics:
        classes = one.session.info["classes"]
        prior = KeyPrior(model, classes)
        for sentence in one.sentences()[:n_sentences]:
            reader = SentenceReader(one, sentence, gain)
            n = len(sentence.keys)
            truth = [classes[k] for k in sentence.keys]
            alone = reader.read(Shares(shares), beam).keys
            figures.add("key_error", int((alone != sentence.keys).sum()), n)
            single = ignoring_neighbours(one, sentence, gain, shares)
            figures.add("key_error_ignoring_neighbours", int((single != sentence.keys).sum()), n)
            read = [classes[k] for k in reader.read(prior, beam).keys]
            figures.add("cer_keys", edit_distance(read, truth), n)
            text, wanted = written_text(read), written_text(truth)
            figures.add("cer", edit_distance(text, wanted), len(wanted))
            figures.add("wer", edit_distance(text.split(), wanted.split()), len(wanted.split()))
    return figures


def typing(args: argparse.Namespace) -> dict[str, Any]:
    fixed = dials()
    spread = fixed["spread"] if args.spread is None else args.spread
    dial = fixed["typing"]["gain"] if args.gain is None else args.gain
    model, model_name = language_model(args.language)
    sentences = (REPOSITORY / "models" / "text" / "sentences-train.txt").read_text().split("\n")
    statistics = []
    for person in args.people:
        for number in args.sessions:
            session = exported_session("typing", person, number, args.cache, ("--gain", "1", "--spread", str(spread)))
            chain = Chain(steps_of(args.manifest, TYPING_STEPS), session.sfreq)
            statistics.append(TypingStatistics(session, chain, np.random.default_rng([args.seed, person, number])))
            note(f"person {person} session {number}: {len(session.events)} keys")
    shares = key_shares([s for s in sentences if s], statistics[0].session.info["classes"])
    out: dict[str, Any] = {}
    for multiple in args.gains:
        beam = args.beam
        figures = read_sentences(statistics, dial * multiple, model, shares, beam, args.sentences)
        moved = None
        while args.double and beam < args.largest_beam:
            wider = read_sentences(statistics, dial * multiple, model, shares, 2 * beam, args.sentences)
            moved = abs(wider.summary()["cer"]["value"] - figures.summary()["cer"]["value"])
            beam, figures = 2 * beam, wider
            if moved < 0.002:
                break
        out[f"x{multiple:g}"] = {"gain": dial * multiple, **figures.summary(), "beam": beam, "moved_by_doubling": moved}
        note(json.dumps(out[f"x{multiple:g}"]))
    n_keys = sum(len(s.keys) for one in statistics for s in one.sentences()[: args.sentences])
    n_sentences = sum(len(one.sentences()[: args.sentences]) for one in statistics)
    return {
        "task": "typing",
        "what": "oracle upper bound: key times known, artefacts left out, whole recording",
        "people": args.people,
        "sessions": args.sessions,
        "sentences": n_sentences,
        "keys": n_keys,
        "spread": spread,
        "language_model": model_name,
        "language_model_weight": 1,
        "gains": out,
    }


def note(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m simulation.observer", description=__doc__.split("\n")[1])
    parser.add_argument("task", choices=["typing"])
    parser.add_argument("--people", type=ranges, default=ranges("0-11"))
    parser.add_argument("--sessions", type=ranges, default=[100])
    parser.add_argument("--gain", type=float, help="the dial; as dials.json fixes it")
    parser.add_argument("--gains", type=lambda t: [float(x) for x in t.split(",")], default=[1.0], help="multiples of the dial")
    parser.add_argument("--spread", type=float, help="as dials.json fixes it")
    parser.add_argument("--manifest", help="model whose filters and rate to observe behind")
    parser.add_argument("--cache", type=cache_folder, default=cache_folder(), help="where exported sessions are kept")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--language", help="typing: ARPA file; the highest order in models/language")
    parser.add_argument("--beam", type=int, default=200)
    parser.add_argument("--double", action="store_true", help="typing: double the beam until the CER moves less than 0.002")
    parser.add_argument("--largest-beam", type=int, default=3200)
    parser.add_argument("--sentences", type=int, help="typing: first so many of each session")
    args = parser.parse_args()
    result = {"typing": typing}[args.task](args)
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
