"""
How the spatial front of the typing networks starts: not at random, but at what class averages of the training sessions
tell. A response is some microvolts' worth in a noise many times its size; found by gradient from a random start, the
directions that show it would take more sentences than there are.

In the coordinates of a person in which the noise is white, its mean responses M_p [channels, classes x times] are taken to
be U_p S: a few courses S that all people share, and where they show in this person. Both are fitted in turns (as in
hyperalignment, J. V. Haxby et al., Neuron 72, 2011), each U_p held to the mean of all.
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


def inverse_root(matrix, shrinkage=1e-3):
    matrix = matrix + shrinkage * np.trace(matrix) / len(matrix) * np.eye(len(matrix))
    values, vectors = np.linalg.eigh(matrix)
    return (vectors / np.sqrt(values)) @ vectors.T


class Averages:
    """Sums over windows [n, n_channels, n_samples] of one person: class means, and the noise's covariances."""

    def __init__(self, n_classes, n_channels, n_samples):
        self.counts = np.zeros(n_classes)
        self.sums = np.zeros((n_classes, n_channels, n_samples))
        self.space = np.zeros((n_channels, n_channels))
        self.n_windows = 0

    def add(self, windows, labels):
        for k in np.unique(labels):
            self.sums[k] += windows[labels == k].sum(axis=0, dtype=np.float64)
        self.counts += np.bincount(labels, minlength=len(self.counts))
        flat = windows.transpose(0, 2, 1).reshape(-1, windows.shape[1])
        self.space += flat.T @ flat
        self.n_windows += len(windows)

    def means(self):
        """[n_classes, n_channels, n_samples] about the mean of all keys; 0 for a class that is not there."""
        grand = self.sums.sum(axis=0) / self.counts.sum()
        there = self.counts > 0
        out = np.zeros_like(self.sums)
        out[there] = self.sums[there] / self.counts[there, None, None] - grand
        return out

    def noise(self):
        """Covariance of the channels; the responses themselves are a few hundredths of it."""
        return self.space / (self.n_windows * self.sums.shape[2])


def align(people, rank, held=300.0, rounds=6, time_root=None):
    """
    people     `Averages` of each person
    rank       number of shared courses
    held       weight that holds a person's directions to the mean of all: one over the variance of their deviations
    time_root  [n_samples, n_samples] that whitens the noise over time
    returns    P [C, C] that whitens the mean noise; rows [n_people + 1, C, rank] for `y = rowᵀ P x`, the last of them
               for a stranger; and the templates S [rank, n_classes, n_samples] in those coordinates
    """
    pooled = inverse_root(np.mean([a.noise() for a in people], axis=0))
    turned, weights, whiteners = [], [], []
    for a in people:
        own = inverse_root(pooled @ a.noise() @ pooled)
        mean = a.means()
        if time_root is not None:
            mean = mean @ time_root
        whiteners.append(own)
        turned.append(np.einsum("dc,kct->dkt", own @ pooled, mean))
        weights.append(np.maximum(a.counts, 0))
    turned, weights = np.array(turned), np.array(weights)
    n_people, n_channels, n_classes, n_samples = turned.shape
    root = np.sqrt(weights)[:, None, :, None]
    total = (turned * weights[:, None, :, None]).sum(axis=0) / np.maximum(weights.sum(axis=0), 1)[None, :, None]
    common = np.sqrt(weights.sum(axis=0))[None, :, None]
    left, values, _ = np.linalg.svd((total * common).reshape(n_channels, -1), full_matrices=False)
    directions = np.repeat(left[None, :, :rank], n_people, axis=0)
    mean_directions = left[:, :rank]
    for _ in range(rounds):
        # Courses: weighted least squares over people and channels, noise white in all of them.
        courses = np.zeros((rank, n_classes, n_samples))
        for k in range(n_classes):
            a = sum(weights[p, k] * directions[p].T @ directions[p] for p in range(n_people)) + np.eye(rank)
            b = sum(weights[p, k] * directions[p].T @ turned[p][:, k] for p in range(n_people))
            courses[:, k] = np.linalg.solve(a, b)
        # Where they show in each person, held to the mean.
        for p in range(n_people):
            s = (courses * root[p]).reshape(rank, -1)
            y = (turned[p] * root[p]).reshape(n_channels, -1)
            size = held * np.eye(rank)
            directions[p] = np.linalg.solve(s @ s.T + size, s @ y.T + size @ mean_directions.T).T
        mean_directions = directions.mean(axis=0)
        # Directions of norm 1 on average, the size in the courses, which leaves the products as they are.
        left, values, right = np.linalg.svd(mean_directions, full_matrices=False)
        turn = right.T / values
        directions, mean_directions = directions @ turn, mean_directions @ turn
        courses = np.einsum("ij,jkt->ikt", values[:, None] * right, courses)
    rows = [w @ d for w, d in zip(whiteners, directions)]
    rows.append(np.mean(whiteners, axis=0) @ mean_directions)
    return pooled, np.array(rows), courses, directions


def narrowed(matrix, rows, n):
    """The same with fewer outputs of P: those directions that the rows look along, which leaves their answers nearly as they are."""
    left, _, _ = np.linalg.svd(np.concatenate(list(rows), axis=1), full_matrices=False)
    kept = left[:, :n]
    return kept.T @ matrix, np.einsum("cn,pcr->pnr", kept, rows)


def time_whitener(windows):
    """From windows [n, n_channels, n_samples] in coordinates of equal noise: root that makes samples independent."""
    flat = np.asarray(windows, dtype=np.float64).reshape(-1, windows.shape[-1])
    return inverse_root(flat.T @ flat / len(flat), 1e-2)


def init_front(network, layout, matrix, rows):
    """
    Sets merger and 1x1 convolution of a network so that they are `matrix` [n_projection, C] together: one head at each
    sensor, and the convolution undoing what the heads mix of neighbours. `rows` [n_people + 1, n_projection, n_out] become
    those of the subject layer.
    """
    positions = torch.as_tensor(np.asarray(layout), dtype=torch.float32)
    front = network.front
    front.init_merger_selective(positions, torch.arange(len(positions)), sharpness=20.0)
    with torch.no_grad():
        heads = front.merger.weights(positions)[0].double().numpy()
        front.init_projection(torch.as_tensor(np.linalg.solve(heads.T, np.asarray(matrix).T).T, dtype=torch.float32))
        front.subject_layer.weight.copy_(torch.as_tensor(np.asarray(rows), dtype=torch.float32))
        front.subject_layer.bias.zero_()
