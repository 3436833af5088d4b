"""
What the two retrieval models start from and are held against: directions in which answers stand out from the noise, and
linear encoders fitted on the same trials.
"""

import numpy as np


def leading_directions(answers, noise, n, shrinkage=1e-3):
    """
    Directions in which answers are largest against the noise, whose covariance is 1 along each and 0 between them.

    answers, noise  covariances [C, C]
    returns         P [n, C] for y = P x, and all ratios, falling
    """
    noise = noise + shrinkage * np.trace(noise) / len(noise) * np.eye(len(noise))
    values, vectors = np.linalg.eigh(noise)
    whitener = (vectors / np.sqrt(values)).T
    ratios, directions = np.linalg.eigh(whitener @ ((answers + answers.T) / 2) @ whitener.T)
    order = np.argsort(-ratios)
    return directions[:, order[:n]].T @ whitener, ratios[order]


def ridge(x, y, decay):
    """Weights [n_in, n_out] of y = x W with `decay` times the mean power of x on the diagonal."""
    gram = x.T @ x
    gram = gram + decay * np.trace(gram) / len(gram) * np.eye(len(gram), dtype=gram.dtype)
    return np.linalg.solve(gram, x.T @ y)


def hit_rate(scores, truth, k):
    """Share of rows of scores [n, candidates] whose truth is among the best k."""
    mine = scores[np.arange(len(truth)), truth]
    return float(((scores > mine[:, None]).sum(axis=1) < k).mean())


class ImageEncoder:
    """
    Linear encoder of images: windows as a linear map of the image's vector plus Gaussian noise, reduced to `rank`
    directions of the noise-whitened windows; the score of an image is its log likelihood.

    Windows come as [n, D, T] (after the front), at a quarter of their rate: nothing of the answers is lost below 15 Hz.
    """

    STEP = 4
    # Vectors fall off: trials tell of their first axes only.
    N_AXES = 24

    def __init__(self, rank=12, decay=0.1, shrinkage=0.02):
        self.rank, self.decay, self.shrinkage = rank, decay, shrinkage

    @classmethod
    def reduced(cls, windows, n_samples=None):
        """[n, D, T] to [n, D * (T // 4)], means over 4 samples; of the first n_samples."""
        n_samples = windows.shape[2] if n_samples is None else n_samples
        n = n_samples // cls.STEP
        part = np.asarray(windows[:, :, : n * cls.STEP], dtype=np.float32)
        return part.reshape(len(part), part.shape[1], n, cls.STEP).mean(axis=3).reshape(len(part), -1)

    def fit(self, y, z, noise_factor=None):
        """
        y             [n, p] reduced windows, z [n, F] vectors
        noise_factor  Cholesky factor [p, p] of the noise; default: from the residuals
        """
        n_vector, z = z.shape[1], np.ascontiguousarray(z[:, : self.N_AXES])
        weights = ridge(z, y, self.decay)
        if noise_factor is None:
            rest = y - z @ weights
            cov = rest.T @ rest / len(rest)
            cov += self.shrinkage * np.trace(cov) / len(cov) * np.eye(len(cov), dtype=cov.dtype)
            noise_factor = np.linalg.cholesky(cov.astype(np.float64)).astype(np.float32)
        self.factor = noise_factor
        white = np.linalg.solve(noise_factor, weights.T).T
        # Rank: the directions in which the predicted, whitened windows vary most.
        gram = np.linalg.cholesky(z.T @ z / len(z) + 1e-9 * np.eye(z.shape[1], dtype=z.dtype))
        left, values, right = np.linalg.svd(gram.T @ white, full_matrices=False)
        kept = min(self.rank, len(values))
        white = np.linalg.solve(gram.T, left[:, :kept] * values[:kept]) @ right[:kept]
        self.white = np.concatenate([white, np.zeros((n_vector - len(white), white.shape[1]), dtype=white.dtype)])
        return self

    def kernel(self, axes, n_directions, n_samples):
        """What makes the estimate's parts along `axes` [F, r] of unreduced windows: [r, n_directions, n_samples]."""
        weights = np.linalg.solve(self.factor.T, (axes.T @ self.white).T).T
        weights = weights.reshape(len(weights), n_directions, -1) / self.STEP
        out = np.zeros((len(weights), n_directions, n_samples), dtype=np.float32)
        n = weights.shape[2] * self.STEP
        out[:, :, :n] = np.repeat(weights, self.STEP, axis=2)
        return out

    def scores(self, y, bank):
        predicted = bank @ self.white
        seen = np.linalg.solve(self.factor, y.T).T
        return seen @ predicted.T - 0.5 * (predicted**2).sum(axis=1)
