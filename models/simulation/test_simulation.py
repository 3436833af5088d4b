"""Sessions and observers on small cases. `vectors/typing` is `cortexwire rig export typing --channels 6 --sentences 1
--samples --seed 5 --person 4 --session 100 --gain 0.5`, samples cut to the first 4 s."""

import math
import sys
import tempfile
import unittest
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from simulation import Chain, Session  # noqa: E402
from simulation.block_toeplitz import BlockToeplitz, window_gram  # noqa: E402
from simulation.language import Arpa, Counted, KeyPrior, Shares, edit_distance, written_text  # noqa: E402
from simulation.observer import LETTERS  # noqa: E402
from simulation.retrieval_observer import hits, speech_scores, window_information  # noqa: E402
from simulation.typing_observer import SentenceReader, TypingStatistics, ignoring_neighbours  # noqa: E402

VECTOR = Path(__file__).resolve().parent / "vectors" / "typing"
STEPS = [
    {"step": "bandpass", "low": 0.1, "high": 20, "order": 4},
    {"step": "resample", "sfreq": 50, "halfLength": 2},
]


def made_up(seed: int = 0, n_channels: int = 16, duration: float = 90.0, gain: float = 1.0) -> Session:
    """A session that no rig wrote: 29 keys of rank 12 at random, 12 sources, 20 dipoles."""
    rng = np.random.default_rng(seed)
    sfreq, n_keys = 1000.0, 29
    steps = np.maximum(0.08, 0.19 * np.exp(0.35 * rng.standard_normal(2000)))
    steps[::30] = 2.2
    time = 2 + np.cumsum(steps)
    group = np.cumsum(steps == 2.2)
    time, group = time[time < duration - 2], group[time < duration - 2]
    n = len(time)
    weight = np.zeros((20, 2))
    weight[:, 0] = 15e-9
    weight[:8, 1] = 14e-9
    maps = rng.standard_normal((n_keys, 12)) @ rng.standard_normal((12, 24)) * (gain * 10e-9 / math.sqrt(12))
    arrays = {
        "lead": 3e-5 * rng.standard_normal((n_channels, 12)),
        "background": 3e-5 * rng.standard_normal((n_channels, 20)),
        "background_weight": weight,
        "sensor_sd": np.full(n_channels, 3e-13 * math.sqrt(500)),
        "weights": maps.reshape(n_keys, 12, 2),
        "latency": rng.uniform(-0.1, 0.18, (12, 2)),
        "width": rng.uniform(0.03, 0.06, (12, 2)),
        "event_time": np.round(time, 3),
        "event_class": rng.integers(0, n_keys, n).astype(np.int32),
        "event_amplitude": 1 + 0.15 * rng.standard_normal(n),
        "event_delay": 0.008 * rng.standard_normal(n),
        "event_group": group.astype(np.int32),
    }
    processes = [
        {"name": "1/f", "processes": [{"rate": 2 * math.pi * f, "freq": 0, "variance": 1 / 3} for f in (0.4, 3, 20)]},
        {"name": "alpha", "processes": [{"rate": 2 * math.pi, "freq": 10, "variance": 1}]},
    ]
    segments = [int(x * sfreq) for x in np.arange(3, duration - 4, 1.7)]
    info = {
        "kind": "typing",
        "person": 0,
        "session": 100,
        "sfreq": sfreq,
        "nSamples": int(duration * sfreq),
        "channels": [{"name": f"MEG {c:03d}", "kind": "grad"} for c in range(n_channels)],
        "classes": [str(k) for k in range(n_keys)],
        "noise": {"groups": processes, "backgroundKey": 11, "sensorKey": 12},
        "markers": [{"sample": s, "description": f"segment {i:04d}", "value": "", "duration": 0} for i, s in enumerate(segments)],
    }
    return Session(info, arrays)


class SessionTest(unittest.TestCase):
    def test_makes_the_samples_of_the_rig_again(self) -> None:
        session = Session.load(VECTOR)
        written = np.asarray(session.arrays["samples"], dtype=np.float64)
        made = session.samples(0, len(written))
        size = np.sqrt((made**2).mean(axis=0))
        self.assertLess((np.abs(made - written).max(axis=0) / size).max(), 1e-6)
        np.testing.assert_allclose(session.samples(1500, 2500), made[1500:2500], rtol=0, atol=1e-12 * size.max())

    def test_gives_the_session_s_own_noise_through_the_chain(self) -> None:
        session = Session.load(VECTOR)
        chain = Chain(STEPS, session.sfreq)
        own = session.continuous(chain)
        filtered = chain.filter((session.samples(0, session.n_samples) * session.scale).T)
        np.testing.assert_allclose(own, filtered, rtol=0, atol=1e-5 * np.abs(filtered).max())

    def test_draws_noise_of_the_same_power(self) -> None:
        session = made_up(duration=120)
        chain = Chain(STEPS, session.sfreq)
        for part in ("background", "sensor"):
            drawn = session.continuous(chain, np.random.default_rng(1), (part,))[:, 600:]
            own = session.continuous(chain, None, (part,))[:, 600:]
            self.assertAlmostEqual(float(drawn.std() / own.std()), 1, delta=0.05)

    def test_cuts_windows_where_the_server_does(self) -> None:
        session = made_up(duration=10)
        chain = Chain(STEPS, session.sfreq)
        # 1010 ms at 50 Hz is 50.5 samples: the later one; −0.2 s are 10 samples.
        self.assertEqual(session.window_indices(-0.2, 25, chain, [1000, 1010, 1009]).tolist(), [40, 41, 40])
        data = np.arange(500, dtype=np.float32)[None].repeat(2, axis=0)
        baseline = Chain([*STEPS, {"step": "baseline", "tmin": -0.2, "tmax": 0}, {"step": "clamp", "limit": 5}], 1000)
        window = session.windows(data, np.array([40]), 25, baseline, tmin=-0.2)
        self.assertEqual(window.shape, (1, 2, 25))
        np.testing.assert_allclose(window[0, 0], np.clip(np.arange(25) - 4.5, -5, 5))


class TypingObserverTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.session = made_up(gain=1.3)
        cls.statistics = TypingStatistics(cls.session, Chain(STEPS, 1000), np.random.default_rng(5))
        cls.shares = np.full(29, 1 / 29)

    def test_whitens_noise(self) -> None:
        at = np.arange(4, 86, 0.29)
        a = self.statistics.at(self.statistics.noise, at)
        root = np.linalg.cholesky(self.statistics.gram(np.zeros(1))[0])
        white = np.linalg.solve(root, a.T)
        self.assertAlmostEqual(float((white**2).mean()), 1, delta=0.05)
        covariance = white @ white.T / len(at)
        off = covariance - np.diag(np.diag(covariance))
        self.assertLess(float(np.abs(off).max()), 5 / math.sqrt(len(at)))

    def test_reads_overlapping_keys_better_than_one_by_one(self) -> None:
        errors = np.zeros(2)
        for sentence in self.statistics.sentences():
            errors[0] += (SentenceReader.of(self.statistics, sentence).read(Shares(self.shares), 60).keys != sentence.keys).sum()
            errors[1] += (ignoring_neighbours(self.statistics, sentence, 1.0, self.shares) != sentence.keys).sum()
        self.assertLess(errors[0], 0.8 * errors[1])
        self.assertGreater(errors[0], 0)

    def test_guesses_where_there_is_no_answer(self) -> None:
        kept, self.statistics.answer = self.statistics.answer, np.zeros_like(self.statistics.answer)
        try:
            read = [
                (SentenceReader.of(self.statistics, s, 0.02).read(Shares(self.shares), 30).keys == s.keys).mean()
                for s in self.statistics.sentences()
            ]
        finally:
            self.statistics.answer = kept
        self.assertLess(float(np.mean(read)), 0.1)


class RetrievalObserverTest(unittest.TestCase):
    def test_inverts_the_covariance_of_windows(self) -> None:
        rng = np.random.default_rng(0)
        d, n, s = 5, 24, 2
        fields = rng.standard_normal((d, 7))
        rates, turns = rng.uniform(0.05, 1, 7), rng.uniform(0, 0.6, 7)
        r = np.stack([(fields * np.exp(-rates * t) * np.cos(turns * t)) @ fields.T * 3 + (t == 0) * np.eye(d) for t in range(n)])
        whole = np.block([[r[abs(t - u)] for u in range(n)] for t in range(n)])
        inverse = np.linalg.inv(whole)
        lead = rng.standard_normal((d, s))
        every = np.kron(np.eye(n), lead)
        expected = every.T @ inverse @ every
        np.testing.assert_allclose(window_gram(r, lead, False), expected, rtol=0, atol=1e-6 * np.abs(expected).max())
        constant = np.kron(np.ones((n, 1)), np.eye(d))
        cross = every.T @ inverse @ constant
        expected -= cross @ np.linalg.solve(constant.T @ inverse @ constant, cross.T)
        np.testing.assert_allclose(window_gram(r, lead, True), expected, rtol=0, atol=1e-6 * np.abs(expected).max())
        x = rng.standard_normal((n, d, 1))
        np.testing.assert_allclose(BlockToeplitz(r).apply(x).ravel(), whole @ x.ravel(), atol=1e-9)

    def test_finds_segments_by_their_answers_and_guesses_without(self) -> None:
        session = made_up(gain=1.0, duration=200)
        chain = Chain([{"step": "resample", "sfreq": 60, "halfLength": 3}], 1000)
        scores = speech_scores(session, chain, np.random.default_rng(2), -0.5, 91)
        n = len(scores.truth)
        self.assertGreater(hits(scores.of(1.0), scores.truth, 1).mean(), 0.9)
        share = hits(scores.of(1e-3), scores.truth, 10).mean()
        self.assertLess(share, 10 / n + 4 * math.sqrt(10 / n / n))
        middle = scores.of(0.2)
        posterior = np.exp(middle - middle.max(axis=1, keepdims=True))
        posterior /= posterior.sum(axis=1, keepdims=True)
        # A posterior that is right is right as often as it says.
        said = posterior.max(axis=1)
        right = posterior.argmax(axis=1) == scores.truth
        self.assertAlmostEqual(float(said.mean()), float(right.mean()), delta=4 * math.sqrt(0.25 / n))
        values = np.linalg.eigvalsh(window_information(session, chain, 20))
        self.assertGreater(values[0], -1e-6 * values[-1])


class LanguageTest(unittest.TestCase):
    ARPA = "\\data\\\nngram 1=4\nngram 2=2\n\n\\1-grams:\n-0.5\ta\t-0.2\n-0.7\t&\t-0.1\n-99\t<s>\t-0.3\n-1.2\t</s>\n\n\\2-grams:\n-0.1\ta &\n-0.4\t<s> a\n\n\\end\\\n"

    def test_backs_off_as_arpa_says(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "small.arpa"
            path.write_text(self.ARPA)
            model = Arpa(path, LETTERS)
        log = math.log(10)
        self.assertEqual(model.order, 2)
        self.assertAlmostEqual(model.row("^")[LETTERS.index("a")], -0.4 * log)
        self.assertAlmostEqual(model.row("^")[LETTERS.index(" ")], (-0.3 - 0.7) * log)
        self.assertAlmostEqual(model.row("ba")[LETTERS.index(" ")], -0.1 * log)
        self.assertAlmostEqual(model.row(" ")[LETTERS.index("a")], (-0.1 - 0.5) * log)

    def test_shares_of_the_next_key_sum_to_one(self) -> None:
        classes = Session.load(VECTOR).info["classes"]
        prior = KeyPrior(Counted(["the quick brown fox", "jumps over the lazy dog"], LETTERS), classes)
        state = prior.start()
        for key in ("t", "h", "w", "backspace", "e", "space"):
            self.assertAlmostEqual(float(np.exp(prior.row(state)).sum()), 1, delta=1e-6)
            state = prior.after(state, classes.index(key))
        self.assertEqual(state[0], "^the ")

    def test_counts_edits(self) -> None:
        self.assertEqual(edit_distance("kitten", "sitting"), 3)
        self.assertEqual(written_text(["a", "b", "backspace", "space", "c"]), "a c")


if __name__ == "__main__":
    unittest.main()
