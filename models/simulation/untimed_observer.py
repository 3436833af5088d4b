"""
The ideal observer of typed keys that is not told when they are hit: it knows the person, every response, the noise, and the
law that intervals between keys follow (a semi-Markov prior), and searches keys and times together. It is what a decoder of
a stream without key markers can be held against.

With a(t) = ⟨φ(· − t), Σ⁻¹ y⟩ and K(τ) of typing_observer, keys c_k at times t_k have the score

    Σ_k [ f_kᵀ (a(t_k) − Σ_{j<k} K(t_k − t_j) f_j) − ½ f_kᵀ K(0) f_k ] + ln P(keys) + Σ_k ln P(t_k − t_{k−1} | keys)

Times lie on a grid of `STEP`. Amplitudes and delays count by their means: 15 % and 8 ms, within what the grid leaves open.
The first key is half a second behind the sentence's start, and its end half a second behind the last key, as the rig's
markers tell. The search is a beam over time; hypotheses with the same last keys at the same places are added up. a(t) holds the responses
of keys that are still to come, which a hypothesis cannot have explained yet: what they will take off on average is taken off
before hypotheses are compared.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .chain import Array
from .typing_observer import Sentence, TypingStatistics

#: s
STEP = 0.02
#: Intervals as server/rig/person/typing-session.ts draws them: median s, deviation of the logarithm, shortest s.
MEDIAN, DEVIATION, SHORTEST = 0.19, 0.35, 0.08
#: No interval is longer, s.
LONGEST = 1.2
KEYS_PER_SECOND = 4.5
#: Keys before the newest whose responses still overlap with it.
MEMORY = 6
COMMON_PAIRS = set(
    "th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se ha as ou io le ve co me de hi".split()
)


def interval_factor(before: str, key: str) -> float:
    """How much longer than usual it takes from one key to the next, as server/rig/person/keyboard.ts has it."""
    if key == "backspace":
        return 0.8 if before == "backspace" else 1.8
    if before == "backspace":
        return 1.6
    if before == "space":
        return 1.25
    if key == "space":
        return 0.95
    if before + key in COMMON_PAIRS:
        return 0.85
    return 1.35 if key in "jqxz" or before in "jqxz" else 1.05


def log_intervals(classes: list[str]) -> tuple[Array, Array]:
    """ln P of an interval of n steps from key to key, [29, 29, n]; and ln P that it is longer than n, [29, n]."""
    n = round(LONGEST / STEP)
    edges = (np.arange(n + 1) - 0.5) * STEP
    factors = np.array([[interval_factor(a, b) for b in classes] for a in classes])

    def below(t: Array) -> Array:
        z = (np.log(np.maximum(t, 1e-9))[None, None, :] - np.log(MEDIAN * factors)[:, :, None]) / DEVIATION
        share = 0.5 * (1 + np.vectorize(math.erf)(z / math.sqrt(2)))
        return np.where(t[None, None, :] < SHORTEST, 0.0, share)

    cumulative = below(edges)
    each = np.diff(cumulative, axis=2)
    return np.log(np.maximum(each, 1e-12)), np.log(np.maximum(1 - cumulative[:, :, 1:].mean(axis=1), 1e-12))


class UntimedReader:
    """Beam search over the keys of one sentence and their times."""

    def __init__(self, statistics: TypingStatistics, sentence: Sentence, gain: float) -> None:
        rank = statistics.rank
        self.classes: list[str] = list(statistics.session.info["classes"])
        self.n_steps = round((sentence.times[-1] - sentence.times[0]) / STEP)
        times = sentence.times[0] + STEP * np.arange(self.n_steps + 1)
        grid = Sentence(sentence.number, np.zeros(len(times), dtype=np.int64), times)
        a = gain * (statistics.at(statistics.noise, times) + gain * statistics.at(statistics.answer, times))
        a -= gain**2 * statistics.elsewhere(grid)
        features = statistics.features
        self.reach = round(LONGEST * 2 / STEP)
        gram = gain**2 * statistics.gram(STEP * np.arange(self.reach + 1))[:, :rank, :rank]
        #: f_cᵀ a(t) − ½ f_cᵀ K(0) f_c, [n, 29]
        self.alone = a[:, :rank] @ features.T - 0.5 * np.einsum("kr,rs,ks->k", features, gram[0], features)[None, :]
        #: f_cᵀ K(τ) f_c′ of a key c that is τ behind a key c′, [lags, 29 c′, 29 c]. K(τ) is ⟨φ(t), Σ⁻¹ φ(t − τ)⟩.
        early = gain**2 * statistics.gram(-STEP * np.arange(self.reach + 1))[:, :rank, :rank]
        self.overlap = np.einsum("cr,lrs,ds->ldc", features, early, features, optimize=True)
        self.interval, self.longer = log_intervals(self.classes)
        shares = np.bincount(statistics.session.events.cls, minlength=len(features)) / len(statistics.session.events)
        #: What keys to come are going to take off from a key that is so many steps old, on average, [lags, 29].
        self.due = KEYS_PER_SECOND * STEP * np.cumsum((self.overlap @ shares)[::-1], axis=0)[::-1]
        self.due = np.concatenate([self.due[1:], np.zeros((1, len(features)))])

    def read(self, prior: Any, beam: int, weight: float = 1.0, cut: float = 18.0) -> NDArray[np.int64]:
        """
        prior   with start, after and row (see language.KeyPrior)
        returns the likeliest keys, the places they may have been at added up
        """
        n_classes = len(self.classes)
        longest = self.interval.shape[2]
        rows: list[Array] = []
        states: list[Any] = []
        known: dict[Any, int] = {}

        def remember(state: Any) -> int:
            index = known.get(state)
            if index is None:
                index = known[state] = len(states)
                states.append(state)
                rows.append(weight * prior.row(state))
            return index

        # Of each hypothesis: score, its last keys and the steps they were at, the prior's state, and a link to its keys.
        paths: list[tuple[int, int]] = [(-1, -1)]
        first = self.alone[0] + rows[remember(prior.start())]
        keys = np.arange(n_classes)
        scores = first
        recent = np.full((n_classes, MEMORY), -1)
        recent[:, 0] = keys
        at = np.zeros((n_classes, MEMORY), dtype=np.int64)
        state = np.array([remember(prior.after(prior.start(), int(c))) for c in keys])
        link = np.arange(n_classes) + 1
        paths += [(0, int(c)) for c in keys]
        for step in range(1, self.n_steps + 1):
            gap = step - at[:, 0]
            within = (gap < longest).nonzero()[0]
            base = scores[within]
            total = base[:, None] + self.alone[step][None, :] + np.stack([rows[s] for s in state[within]])
            total += self.interval[recent[within, 0], :, gap[within]]
            for j in range(MEMORY):
                there = recent[within, j] >= 0
                lag = np.minimum(step - at[within, j], self.reach)
                total -= np.where(there[:, None], self.overlap[lag, recent[within, j]], 0.0)
            # What a hypothesis is worth now: with how unlikely it is that no key has come since.
            waiting = scores[within] + self.longer[recent[within, 0], np.minimum(gap[within], longest - 1)]
            if step == self.n_steps:
                waiting[:] = -np.inf
            due = np.zeros(len(within))
            for j in range(MEMORY):
                there = recent[within, j] >= 0
                due += np.where(there, self.due[np.minimum(step - at[within, j], self.reach), recent[within, j]], 0.0)
            if step == self.n_steps:
                due[:] = 0.0
            fresh = 0.0 if step == self.n_steps else self.due[0]
            worth = np.concatenate([waiting - due, (total - due[:, None] - fresh).ravel()])
            kept = np.flatnonzero(worth > worth.max() - cut)
            if len(kept) > beam:
                kept = kept[np.argpartition(-worth[kept], beam - 1)[:beam]]
            stay = within[kept[kept < len(within)]]
            parent, key = np.divmod(kept[kept >= len(within)] - len(within), n_classes)
            pressed = total[parent, key]
            parent = within[parent]
            new_recent = np.concatenate([recent[stay], np.concatenate([key[:, None], recent[parent, :-1]], axis=1)])
            new_at = np.concatenate([at[stay], np.concatenate([np.full((len(key), 1), step), at[parent, :-1]], axis=1)])
            new_state = np.concatenate([state[stay], np.array([remember(prior.after(states[state[p]], int(c))) for p, c in zip(parent, key, strict=True)], dtype=np.int64)])
            new_scores = np.concatenate([scores[stay], pressed])
            n_before = len(paths)
            paths += [(int(link[p]), int(c)) for p, c in zip(parent, key, strict=True)]
            new_link = np.concatenate([link[stay], n_before + np.arange(len(key))])
            scores, recent, at, state, link = self._added_up(new_scores, new_recent, new_at, new_state, new_link)
        texts: dict[tuple[int, ...], float] = {}
        for score, end in zip(scores, link, strict=True):
            keys_of = _keys(paths, int(end))
            texts[keys_of] = float(np.logaddexp(texts.get(keys_of, -np.inf), score))
        return np.array(max(texts, key=lambda k: texts[k]))

    @staticmethod
    def _added_up(
        scores: Array, recent: NDArray[np.int64], at: NDArray[np.int64], state: NDArray[np.int64], link: NDArray[np.int64]
    ) -> tuple[Array, NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Hypotheses that no future can tell apart as one: the same text, and the last three keys at the same places."""
        identity = np.concatenate([state[:, None], recent[:, :3], at[:, :3]], axis=1)
        order = np.argsort(-scores)
        _, where, group = np.unique(identity[order], axis=0, return_index=True, return_inverse=True)
        group = group.ravel()
        best = scores[order][where]
        shares = np.bincount(group, np.exp(scores[order] - best[group]), len(where))
        chosen = order[where]
        return best + np.log(shares), recent[chosen], at[chosen], state[chosen], link[chosen]


def _keys(paths: list[tuple[int, int]], end: int) -> tuple[int, ...]:
    out = []
    while end > 0:
        end, key = paths[end]
        out.append(key)
    return tuple(reversed(out))
