"""`python -m unittest` in `models/`: the observer that is not told when keys are hit."""

import unittest

import numpy as np

from .untimed_observer import LONGEST, MEDIAN, SHORTEST, STEP, UntimedReader, interval_factor, log_intervals

CLASSES = [*"abcdefghijklmnopqrstuvwxyz", "space", "backspace", "digit"]


class Intervals(unittest.TestCase):
    def test_add_up_to_one_and_lie_about_their_median(self) -> None:
        each, longer = log_intervals(CLASSES)
        share = np.exp(each)
        self.assertEqual(share.shape, (29, 29, round(LONGEST / STEP)))
        np.testing.assert_allclose(share.sum(axis=2), 1, atol=2e-3)
        self.assertLess(share[:, :, : round(SHORTEST / STEP) - 1].max(), 1e-11)
        t, h = CLASSES.index("t"), CLASSES.index("h")
        half = STEP * np.searchsorted(np.cumsum(share[t, h]), 0.5)
        self.assertAlmostEqual(half, MEDIAN * interval_factor("t", "h"), delta=STEP)
        self.assertTrue((np.diff(longer, axis=1) <= 1e-12).all())


class Hypotheses(unittest.TestCase):
    def test_are_added_up_where_nothing_tells_them_apart(self) -> None:
        scores = np.log(np.array([0.5, 0.25, 0.125]))
        recent, at = np.zeros((3, 6), dtype=np.int64), np.zeros((3, 6), dtype=np.int64)
        at[1, 5] = 3  # a key too long ago to matter
        at[2, 0] = 1
        state, link = np.array([7, 7, 7]), np.array([10, 11, 12])
        merged, _, places, _, links = UntimedReader._added_up(scores, recent, at, state, link)
        order = np.argsort(-merged)
        np.testing.assert_allclose(np.exp(merged[order]), [0.75, 0.125])
        self.assertEqual(list(links[order]), [10, 12])
        self.assertEqual(list(places[order, 0]), [0, 1])


if __name__ == "__main__":
    unittest.main()
