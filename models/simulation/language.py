"""What a typist hits next: a character n-gram model (ARPA) over the text, wrong keys and corrections, as ln P of 29 keys."""

from __future__ import annotations

import gzip
import math
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from .chain import Array

#: ln of what does not happen.
LOG_ZERO = -1e9
_SPACES = {"&": " ", "<space>": " ", "_": " ", "|": " "}


class Arpa:
    """
    Character n-gram model with back-off. `row(text)` is ln P of each of `letters` behind a text, of which the last
    order − 1 characters count; `text` begins with `^` for the start of a sentence.
    """

    def __init__(self, path: str | Path, letters: Sequence[str]) -> None:
        self.letters = list(letters)
        self.order = 1
        self._found: dict[str, list[tuple[int, float]]] = {}
        self._backoff: dict[str, float] = {}
        self._rows: dict[str, Array] = {}
        index = {letter: i for i, letter in enumerate(self.letters)}
        opener = gzip.open if str(path).endswith(".gz") else open
        with opener(path, "rt", encoding="utf-8") as lines:
            for gram, value, backoff in _entries(lines):
                self.order = max(self.order, len(gram))
                if backoff:
                    self._backoff[gram] = backoff
                if gram[-1] in index:
                    self._found.setdefault(gram[:-1], []).append((index[gram[-1]], value))

    def row(self, text: str) -> Array:
        context = text[-(self.order - 1) :] if self.order > 1 else ""
        known = self._rows.get(context)
        if known is None:
            known = np.full(len(self.letters), LOG_ZERO) if context == "" else self.row(context[1:]) + self._backoff.get(context, 0.0)
            for i, value in self._found.get(context, ()):
                known[i] = value
            self._rows[context] = known
        return known.copy()


def _entries(lines: Iterable[str]) -> Iterable[tuple[str, float, float]]:
    n = 0
    for line in lines:
        line = line.strip("\n")
        if line.startswith("\\"):
            n = int(line[1 : line.index("-")]) if line.endswith("-grams:") else 0
        elif n > 0 and line:
            parts = line.split()
            tokens = ["^" if t == "<s>" else _SPACES.get(t, t) for t in parts[1 : 1 + n]]
            if all(len(t) == 1 for t in tokens):
                backoff = float(parts[1 + n]) if len(parts) > 1 + n else 0.0
                yield "".join(tokens), float(parts[0]) * math.log(10), backoff * math.log(10)


class Counted:
    """The same, counted on sentences with Witten–Bell smoothing: for where there is no model file."""

    def __init__(self, sentences: Iterable[str], letters: Sequence[str], order: int = 6) -> None:
        self.letters = list(letters)
        self.order = order
        self._counts: dict[str, Array] = {}
        self._rows: dict[str, Array] = {}
        index = {letter: i for i, letter in enumerate(self.letters)}
        for sentence in sentences:
            text = "^" + sentence
            for at in range(1, len(text)):
                for n in range(min(order, at + 1)):
                    self._counts.setdefault(text[at - n : at], np.zeros(len(self.letters)))[index[text[at]]] += 1

    def row(self, text: str) -> Array:
        context = text[-(self.order - 1) :] if self.order > 1 else ""
        known = self._rows.get(context)
        if known is None:
            below = np.full(len(self.letters), 1 / len(self.letters)) if context == "" else np.exp(self.row(context[1:]))
            counts = self._counts.get(context)
            share = below
            if counts is not None:
                kinds = np.count_nonzero(counts)
                share = (counts + kinds * below) / (counts.sum() + kinds)
            known = np.log(share)
            self._rows[context] = known
        return known.copy()


ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
SET_IN = (0, 0.5, 0.75, 1.25)


def neighbours(letter: str) -> list[str]:
    """Keys next to a letter on the keyboard, as server/rig/person/keyboard.ts has it."""
    places = {key: (x + SET_IN[row], row) for row, keys in enumerate(ROWS) for x, key in enumerate(keys)}
    if letter not in places:
        return []
    x, y = places[letter]
    return [key for key, (u, v) in places.items() if key != letter and math.hypot(u - x, v - y) <= 1.2]


class KeyPrior:
    """
    ln P of the next key of a typist who wants what the language model says, hits a neighbour of the wanted key in 2 % of
    cases, notices it up to two keys later and takes all of it back.
    """

    WRONG = 0.02
    #: Of another backspace after so many in a row: a correction has one to three of them, equally often.
    AGAIN = (2 / 3, 1 / 2, 0.01)

    def __init__(self, model: Arpa | Counted, classes: Sequence[str]) -> None:
        self.model = model
        self.classes = list(classes)
        self.backspace = self.classes.index("backspace")
        self.digit = self.classes.index("digit")
        position = {" " if name == "space" else name: i for i, name in enumerate(self.classes)}
        self._places = np.array([position[letter] for letter in model.letters])
        self._slip = np.zeros((len(model.letters), len(self.classes)))
        for i, letter in enumerate(model.letters):
            near = neighbours(letter)
            hits = (1 - self.WRONG) if near else 1.0
            self._slip[i, self._places[i]] = hits
            for key in near:
                self._slip[i, self.digit if key.isdigit() else position[key]] += self.WRONG / len(near)
        self._rows: dict[tuple[str, int], Array] = {}

    def start(self) -> tuple[str, int]:
        """State before the first key: text so far and backspaces in a row."""
        return "^", 0

    def after(self, state: tuple[str, int], key: int) -> tuple[str, int]:
        text, run = state
        if key == self.backspace:
            return (text[:-1] if len(text) > 1 else text), run + 1
        return text + ("0" if key == self.digit else " " if self.classes[key] == "space" else self.classes[key]), 0

    def row(self, state: tuple[str, int]) -> Array:
        text, run = state
        known = self._rows.get((context := text[-self.model.order :], run))
        if known is None:
            again = self.WRONG if run == 0 else self.AGAIN[min(run, len(self.AGAIN)) - 1]
            if len(text) < 2:
                again = 1e-9
            share = (1 - again) * (np.exp(self.model.row(text)) @ self._slip)
            share[self.backspace] = again
            known = np.log(np.maximum(share, 1e-12))
            self._rows[(context, run)] = known
        return known


class Shares:
    """The same interface with fixed shares of the keys, whatever came before: no language model."""

    def __init__(self, shares: Array) -> None:
        self._row = np.log(np.maximum(shares, 1e-12))

    def start(self) -> None:
        return None

    def after(self, state: None, key: int) -> None:
        return None

    def row(self, state: None) -> Array:
        return self._row


def written_text(keys: Iterable[str]) -> str:
    """What stands there after these keys: a backspace takes the character before it."""
    text: list[str] = []
    for key in keys:
        if key == "backspace":
            if text:
                text.pop()
        else:
            text.append(" " if key == "space" else "0" if key == "digit" else key)
    return "".join(text)


def edit_distance(a: Sequence[str], b: Sequence[str]) -> int:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row = row, [i]
        for j, y in enumerate(b, 1):
            row.append(min(row[-1] + 1, before[j] + 1, before[j - 1] + (x != y)))
    return row[-1]
