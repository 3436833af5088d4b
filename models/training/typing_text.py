"""
Text side of the typing models, for their reports: n-gram model, beam search per key, error rates. The server's own are in
`server/language`; these follow the same rules, in NumPy, and need no build. Frames of CTC are read by the server itself
(`bench/read-frames.ts`): what it commits when decides what they come to.
"""

import gzip
import math
from pathlib import Path

import numpy as np

# Order of the classes of both typing models: Brain2Qwerty's, with its place of special keys taken by backspace.
LABELS = tuple("sotenciaspace dlrb".replace("space ", " ")) + ("backspace",) + tuple("zvfmuhpgqwxyjk") + ("digit",)
SPACE = LABELS.index(" ")
BACKSPACE = LABELS.index("backspace")
DIGIT = LABELS.index("digit")
LOG_ZERO = -1e9


def label_of(value):
    """Index of a key marker's value (`space`, `backspace`, `digit`, or the character); any figure is `digit`."""
    if value == "space":
        return SPACE
    if value.isdigit():
        return DIGIT
    return LABELS.index(value)


class NgramModel:
    """
    Character n-gram model of an ARPA file (plain or gzip). `log_probabilities(context)` is ln P of each of the classes
    behind a context of classes, -1e9 for those without a letter (backspace, digit).
    """

    def __init__(self, path):
        opener = gzip.open if str(path).endswith(".gz") else open
        self.order = 0
        self.backoff = {}
        self.children = {}
        words = {name: index for index, name in enumerate(LABELS) if len(name) == 1}
        words.pop(" ")
        words.update({token: SPACE for token in ("&", "<space>", "_", "|")})
        self.start = -1
        words["<s>"] = self.start
        ln10 = math.log(10)
        with opener(path, "rt", encoding="utf-8") as lines:
            n = 0
            for line in lines:
                line = line.rstrip("\n")
                if line.startswith("\\"):
                    n = int(line[1 : line.index("-")]) if line.endswith("-grams:") else 0
                    self.order = max(self.order, n)
                    continue
                if n == 0 or not line:
                    continue
                parts = line.split("\t") if "\t" in line else line.split()
                tokens = parts[1].split(" ") if "\t" in line else parts[1 : 1 + n]
                rest = parts[2:] if "\t" in line else parts[1 + n :]
                try:
                    gram = tuple(words[token] for token in tokens)
                except KeyError:
                    continue  # </s>, <unk>: never scored here
                if rest:
                    self.backoff[gram] = float(rest[0]) * ln10
                if gram[-1] != self.start:
                    self.children.setdefault(gram[:-1], []).append((gram[-1], float(parts[0]) * ln10))
        self.cache = {}

    def log_probabilities(self, context):
        context = tuple(context[-(self.order - 1) :]) if self.order > 1 else ()
        known = self.cache.get(context)
        if known is not None:
            return known
        if context:
            row = self.log_probabilities(context[1:]) + self.backoff.get(context, 0.0)
        else:
            row = np.full(len(LABELS), LOG_ZERO)
        children = self.children.get(context)
        if children:
            row = row.copy()
            for index, value in children:
                row[index] = value
        row = np.maximum(row, LOG_ZERO)
        self.cache[context] = row
        return row


class KeyPrior:
    """
    Score of the next key behind a text, as the server's beam has it: `weight` times ln of the n-gram model's probability,
    mixed with `slip` of any letter; backspaces have a fixed share and are not weighted. A backspace takes the last
    character away, and the model goes back with it. Digits are not decoded.
    """

    def __init__(self, ngram, weight=1.0, backspace=0.03, slip=0.0):
        self.ngram = ngram
        self.weight = weight
        self.slip = slip
        self.is_letter = np.array([len(label) == 1 for label in LABELS])
        self.typed = math.log(1 - backspace)
        self.backspace = math.log(backspace)
        self.rows = {}

    def row(self, text):
        context = text[-self.ngram.order :]
        known = self.rows.get(context)
        if known is None:
            known = self.ngram.log_probabilities(context)
            if self.slip > 0:
                known = np.log((1 - self.slip) * np.exp(known) + self.slip / self.is_letter.sum())
            known = np.where(self.is_letter, self.weight * known + self.typed, LOG_ZERO)
            known[BACKSPACE] = self.backspace if len(text) > 1 else LOG_ZERO
            self.rows[context] = known
        return known

    def begin(self):
        return (self.ngram.start,)

    def after(self, text, key):
        if key == BACKSPACE:
            return text[:-1] if len(text) > 1 else text
        return (*text, key)


def beam_per_key(log_likelihoods, prior, width=30):
    """
    Keys of one sentence, from what the network says about each and what comes before it.

    log_likelihoods  [n_keys, n_classes]: ln of posterior over prior, or ln of the posterior
    returns          keys of the best hypothesis, and [n_keys, n_classes] marginals of the beam (by weight of hypotheses)
    """
    beam = [(0.0, prior.begin(), ())]
    for row in log_likelihoods:
        scores = np.array([score + prior.row(text) + row for score, text, _ in beam])
        flat = scores.ravel()
        # Hypotheses of the same text and next key differ only in how they got there: the better one stays.
        n_best = min(len(flat), 2 * width)
        order = np.argpartition(-flat, n_best - 1)[:n_best]
        order = order[np.argsort(-flat[order])]
        grown, seen = [], set()
        for at in order:
            hypothesis, key = divmod(int(at), scores.shape[1])
            text = prior.after(beam[hypothesis][1], key)
            if text in seen:
                continue
            seen.add(text)
            grown.append((flat[at], text, (*beam[hypothesis][2], key)))
            if len(grown) == width:
                break
        beam = grown
    weights = np.exp(np.array([score for score, _, _ in beam]) - beam[0][0])
    weights /= weights.sum()
    marginals = np.zeros((len(log_likelihoods), len(LABELS)))
    for share, (_, _, keys) in zip(weights, beam):
        marginals[np.arange(len(keys)), list(keys)] += share
    return np.array(beam[0][2], dtype=int), marginals


def edit_distance(truth, found):
    """Substitutions, insertions and deletions that turn one into the other, fewest."""
    row = np.arange(len(found) + 1)
    found = np.asarray(list(found))
    for n, item in enumerate(truth, 1):
        substituted = row[:-1] + (found != item) if len(found) else row[:0]
        before = np.concatenate([[n], np.minimum(substituted, row[1:] + 1)])
        # An insertion chain is a running minimum once the offset of one per step is taken off.
        steps = np.arange(len(before))
        row = np.minimum.accumulate(before - steps) + steps
    return int(row[-1])


def matched_keys(truth, found):
    """Which keys of the truth an alignment of fewest edits leaves standing, [len(truth)] bool, and how many were inserted."""
    n, m = len(truth), len(found)
    cost = np.zeros((n + 1, m + 1), dtype=int)
    cost[:, 0] = np.arange(n + 1)
    cost[0] = np.arange(m + 1)
    for i in range(1, n + 1):
        for j in range(1, m + 1):
            cost[i, j] = min(
                cost[i - 1, j - 1] + (truth[i - 1] != found[j - 1]), cost[i - 1, j] + 1, cost[i, j - 1] + 1
            )
    matched = np.zeros(n, dtype=bool)
    i, j, inserted = n, m, 0
    while i > 0 or j > 0:
        if i > 0 and j > 0 and cost[i, j] == cost[i - 1, j - 1] + (truth[i - 1] != found[j - 1]):
            matched[i - 1] = truth[i - 1] == found[j - 1]
            i, j = i - 1, j - 1
        elif i > 0 and cost[i, j] == cost[i - 1, j] + 1:
            i -= 1
        else:
            j, inserted = j - 1, inserted + 1
    return matched, inserted


def text_of(keys):
    """Text as it ends: every backspace takes the character before it away."""
    text = []
    for key in keys:
        if key == BACKSPACE:
            if text:
                text.pop()
        else:
            text.append("0" if key == DIGIT else LABELS[key])
    return "".join(text)


def find_language_model(path=None):
    if path:
        return Path(path)
    return Path(__file__).resolve().parents[1] / "language" / "english-9gram.arpa.gz"
