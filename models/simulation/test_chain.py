"""The chain against what SciPy and MNE gave for the server's tests (test/vectors/preprocess)."""

import json
import sys
import unittest
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from simulation.chain import Chain, nearest_sample  # noqa: E402

VECTORS = Path(__file__).resolve().parents[2] / "test" / "vectors" / "preprocess"
LINEAR = ("notch", "bandpass", "resample")


def read(name: str) -> np.ndarray:
    return np.fromfile(VECTORS / f"{name}.f64", dtype="<f8").reshape(-1, 4).T


class ChainTest(unittest.TestCase):
    def test_equals_the_vectors_of_the_server(self) -> None:
        cases = json.loads((VECTORS / "cases.json").read_text())["cases"]
        signal = read("signal")
        tried = 0
        for case in cases:
            if case["step"]["step"] not in LINEAR or case.get("first", 0) != 0:
                continue
            chain = Chain([case["step"]], case["sfreq"])
            expected = read(case["name"])
            got = chain.filter(signal[:, : case.get("nSamples", signal.shape[1])])
            self.assertEqual(got.shape, expected.shape, case["name"])
            np.testing.assert_allclose(got, expected, rtol=0, atol=1e-9 * np.abs(expected).max(), err_msg=case["name"])
            tried += 1
        self.assertEqual(tried, 9)

    def test_knows_the_spectrum_of_what_it_gives(self) -> None:
        rng = np.random.default_rng(3)
        for up_to in (50, 120):
            chain = Chain([dict(step="bandpass", low=0.5, high=20, order=2), dict(step="resample", sfreq=up_to, halfLength=10)], 1000)
            noise = chain.filter(rng.standard_normal((64, 20_000)))[:, up_to * 4 :]
            power = chain.output_psd(lambda f: np.ones(len(f)), np.linspace(0, up_to / 2, 4096))
            self.assertAlmostEqual(noise.var() / power.mean(), 1, delta=0.03)
            tone = np.cos(2 * np.pi * 7 * np.arange(20_000) / 1000)[None]
            gain = np.abs(chain.response(np.array([7.0])))[0]
            self.assertAlmostEqual(chain.filter(tone)[0, up_to * 8 :].std() * np.sqrt(2), gain, delta=0.01)

    def test_rounds_a_tie_to_the_later_sample(self) -> None:
        self.assertEqual([nearest_sample(x) for x in (0.5, -0.5, 1.4999, 100.49999999999999)], [1, 0, 1, 101])


if __name__ == "__main__":
    unittest.main()
