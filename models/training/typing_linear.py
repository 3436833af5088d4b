"""The linear baselines of the typing reports: shrinkage LDA of one person's own trials, and a linear map of the last samples."""

import numpy as np
import torch
from torch import nn
from torch.nn import functional


class LinearStream(nn.Module):
    """
    The linear encoder to hold `typing-stream` against: logits of each frame are one linear map of the last `kernel` samples
    behind the person's row. Without a norm, anything that is not linear, or memory beyond the kernel.
    """

    def __init__(self, subject_layer, n_in, n_classes, kernel, stride):
        super().__init__()
        self.front = nn.ModuleDict({"subject_layer": subject_layer})
        self.stride = stride
        self.classes = nn.Conv1d(n_in, n_classes, kernel, stride=stride)

    def forward(self, x):
        """x [B, n_in, T] behind the subject layer, to logits [B, T / stride, n_classes]; frame f ends with sample stride (f + 1) - 1."""
        x = functional.pad(x, (self.classes.kernel_size[0] - self.stride, 0))
        return self.classes(x).transpose(1, 2)


class ShrinkageLda:
    """
    Linear discriminant analysis with the class covariance shrunk towards a scaled identity: log posterior of each class
    up to a constant. Shrinkage is chosen on every fifth trial, then all trials are used.
    """

    SHRINKAGES = (0.03, 0.1, 0.3, 0.6)

    def __init__(self, x, y, n_classes):
        """x [n, n_features], y [n]."""
        x = np.asarray(x, dtype=np.float32)
        kept = np.arange(len(y)) % 5 != 0
        scores = []
        for shrinkage in self.SHRINKAGES:
            self.fit(x[kept], y[kept], n_classes, shrinkage)
            scores.append((self.log_posterior(x[~kept]).argmax(1) == y[~kept]).mean())
        self.shrinkage = self.SHRINKAGES[int(np.argmax(scores))]
        self.fit(x, y, n_classes, self.shrinkage)

    def fit(self, x, y, n_classes, shrinkage):
        counts = np.bincount(y, minlength=n_classes)
        grand = x.mean(0)
        means = np.stack([x[y == k].mean(0) if counts[k] > 1 else grand for k in range(n_classes)])
        rest = x - means[y]
        covariance = rest.T @ rest / max(1, len(x) - np.count_nonzero(counts))
        covariance *= 1 - shrinkage
        covariance[np.diag_indices_from(covariance)] += shrinkage / (1 - shrinkage) * np.trace(covariance) / len(covariance)
        self.weights = np.linalg.solve(covariance, means.T)
        self.bias = -0.5 * (means.T * self.weights).sum(0) + np.log(np.maximum(counts, 0.3) / counts.sum())

    def log_posterior(self, x):
        return np.asarray(x, dtype=np.float32) @ self.weights + self.bias
