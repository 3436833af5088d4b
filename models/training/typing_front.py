"""
How the spatial front of the typing networks starts: heads of the merger at the sensors, and a 1x1 convolution to the
directions in which typing stands out from rest.
"""

import numpy as np
import torch


def covariance(blocks):
    """Mean outer product over the samples of all blocks [n_samples, n_channels], float64."""
    total, n = 0.0, 0
    for block in blocks:
        block = np.asarray(block, dtype=np.float64)
        total = total + block.T @ block
        n += len(block)
    return total / n


def leading_directions(active, rest, n, shrinkage=1e-3):
    """
    Directions in which the activity is largest against the rest, the rest's covariance being 1 along each and 0 between
    them: y = P x. No labels are read.

    active, rest  covariances [C, C] of typing and of pauses
    returns       P [n, C], and all ratios of activity to rest, falling
    """
    rest = rest + shrinkage * np.trace(rest) / len(rest) * np.eye(len(rest))
    values, vectors = np.linalg.eigh(rest)
    whitener = (vectors / np.sqrt(values)).T
    ratios, directions = np.linalg.eigh(whitener @ active @ whitener.T)
    order = np.argsort(-ratios)
    return directions[:, order[:n]].T @ whitener, ratios[order]


def init_front(network, layout, matrix):
    """
    Sets merger and 1x1 convolution of a network so that they are `matrix` [n_projection, C] together: one head at each
    sensor, and the convolution undoing what the heads mix of neighbours. Rows of the subject layer pass on.
    """
    positions = torch.as_tensor(np.asarray(layout), dtype=torch.float32)
    front = network.front
    front.init_merger_selective(positions, torch.arange(len(positions)), sharpness=20.0)
    with torch.no_grad():
        heads = front.merger.weights(positions)[0].double().numpy()
    front.init_projection(torch.as_tensor(np.linalg.solve(heads.T, np.asarray(matrix).T).T, dtype=torch.float32))
    front.subject_layer.init_identity()
    return float(np.linalg.cond(heads))


def pauses(recording, before=0.4, after=0.6):
    """Spans [start, stop) in samples between sentences: later than `after` s behind a last key, `before` s ahead of a first."""
    sfreq = recording.sfreq
    spans = []
    for left, right in zip(recording.sentences[:-1], recording.sentences[1:]):
        start, stop = int((left.times[-1] + after) * sfreq), int((right.times[0] - before) * sfreq)
        if stop > start:
            spans.append((start, stop))
    return spans
