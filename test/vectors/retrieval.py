"""Answers of retrieval from banks, worked out in float64 by NumPy.

    python test/vectors/retrieval.py

Writes beside itself, into retrieval/: <bank>.f32, float32 little-endian, the candidates and behind them the estimates; and
cases.json, with for each bank its shape and labels, and for each estimate and way to normalise the order of all
candidates, their scores, and the probabilities of candidates and labels. Needs numpy.
"""

import json
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parent / "retrieval"
N_ESTIMATES = 5
rng = np.random.default_rng(7)


def scores_of(estimate, bank, normalise):
    """Inner products one by one, nothing vectorised: what the manifest says, word for word."""
    scores = []
    for candidate in bank:
        product = float(np.sum(estimate * candidate))
        if normalise != "none":
            product /= float(np.sqrt(np.sum(candidate**2)))
        if normalise == "both":
            product /= float(np.sqrt(np.sum(estimate**2)))
        scores.append(product)
    return np.array(scores)


def answers(estimate, bank, labels, normalise, temperature):
    scores = scores_of(estimate, bank, normalise)
    weights = np.exp((scores - scores.max()) / temperature)
    probabilities = weights / weights.sum()
    by_label = {}
    for label, probability in zip(labels, probabilities):
        by_label[label] = by_label.get(label, 0) + float(probability)
    return {
        "normalise": normalise,
        "temperature": temperature,
        "order": [int(index) for index in np.argsort(-scores, kind="stable")],
        "scores": [float(score) for score in scores],
        "probabilities": [float(p) for p in probabilities],
        "labels": sorted(by_label.items(), key=lambda item: -item[1]),
    }


def make(name, shape, n_labels, noise):
    lengths = rng.uniform(0.3, 3, size=(shape[0], *[1 for _ in shape[1:]]))
    bank = (lengths * rng.normal(size=shape)).astype(np.float32)
    labels = [f"word {index % n_labels}" for index in range(shape[0])]
    shown = rng.integers(0, shape[0], N_ESTIMATES)
    estimates = (bank[shown] + noise * rng.normal(size=(N_ESTIMATES, *shape[1:]))).astype(np.float32)
    np.concatenate([bank.ravel(), estimates.ravel()]).astype("<f4").tofile(FOLDER / f"{name}.f32")
    exact, wide = bank.astype(np.float64), estimates.astype(np.float64)
    spread = {"candidate": 3.0, "both": 0.1, "none": 5.0}
    return {
        "name": name,
        "shape": list(shape),
        "labels": labels,
        "estimates": [
            [answers(estimate, exact, labels, normalise, temperature) for normalise, temperature in spread.items()]
            for estimate in wide
        ],
    }


def main():
    FOLDER.mkdir(exist_ok=True)
    cases = [make("sequences", (41, 7, 9), 15, 2.0), make("vectors", (150, 130), 150, 1.5)]
    (FOLDER / "cases.json").write_text(json.dumps(cases) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
