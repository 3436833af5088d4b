"""python -m unittest discover models/architectures"""

import sys
import unittest
from dataclasses import replace
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from architectures.blocks import ConvSequence, SpatialFront  # noqa: E402
from architectures.folding import fold_montage, fold_subject, folded_front  # noqa: E402
from architectures.image_embeddings import ImageEmbeddings, ImageEmbeddingsConfig  # noqa: E402
from architectures.layout import even_layout  # noqa: E402
from architectures.networks import ARCHITECTURES, n_parameters, receptive_field, set_statistics  # noqa: E402
from architectures.speech_segments import SpeechSegments, SpeechSegmentsConfig  # noqa: E402
from architectures.typing_keys import KEY_LABELS, TypingKeys, TypingKeysConfig  # noqa: E402
from architectures.typing_stream import TypingStream, TypingStreamConfig  # noqa: E402

torch.set_num_threads(1)


def on_meta(name, **changes):
    """A published network without memory: for numbers of parameters and shapes."""
    with torch.device("meta"):
        return ARCHITECTURES[name].make("published", **changes).eval()


def small(name, seed=0, n_channels=30, **changes):
    torch.manual_seed(seed)
    network = ARCHITECTURES[name].make("small", **changes)
    set_statistics(network, even_layout(n_channels), seed)
    return network


def answer(result):
    return result if isinstance(result, torch.Tensor) else result[0]


class PublishedCounts(unittest.TestCase):
    def test_speech_segments(self):
        self.assertEqual(n_parameters(on_meta("speech-segments")), 9_565_054)
        network = on_meta("speech-segments", n_subjects=96)
        self.assertEqual(n_parameters(network), 14_595_154)
        self.assertEqual(n_parameters(network.front.merger), 552_960)
        self.assertEqual(n_parameters(network.front.projection), 73_170)
        self.assertEqual(n_parameters(network.convs), 6_108_800)
        self.assertEqual(n_parameters(network.head), 861_824)

    def test_typing_keys(self):
        network = on_meta("typing-keys")
        self.assertEqual(n_parameters(network.front.merger), 10_506_240)
        self.assertEqual(n_parameters(network.front.projection), 138_752)
        self.assertEqual(n_parameters(network.front.subject_layer), 19_961_856)
        self.assertEqual(n_parameters(network.convs), 100_724_736)
        self.assertEqual(n_parameters(network.pooling), 524_801)
        self.assertEqual(n_parameters(network.transformer), 201_383_945)
        self.assertEqual(n_parameters(network.head), 59_421)
        self.assertEqual(len(KEY_LABELS), 29)
        self.assertEqual([KEY_LABELS.index(label) for label in ("s", "space", "special", "number")], [0, 8, 13, 28])

    def test_typing_keys_with_200_rows_and_with_narrow_heads(self):
        network = on_meta("typing-keys", n_subjects=200)
        encoder = n_parameters(network.front) + n_parameters(network.convs) + n_parameters(network.pooling)
        self.assertAlmostEqual(encoder / 1e6, 422.1, places=1)
        narrow = on_meta("typing-keys", head_width=64)
        self.assertAlmostEqual(n_parameters(narrow.transformer) / 1e6, 138.5, delta=0.05)

    def test_typing_stream(self):
        for n_subjects, millions in ((9, 53.5), (200, 306.1)):
            network = on_meta("typing-stream", n_subjects=n_subjects)
            front = n_parameters(network.front) + n_parameters(network.convs) + n_parameters(network.downsampling)
            self.assertAlmostEqual(front / 1e6, millions, delta=0.05)
        self.assertEqual([n_parameters(layer) for layer in network.conformer], [11_576_320] * 4)

    def test_image_embeddings(self):
        network = on_meta("image-embeddings")
        self.assertEqual(n_parameters(network), 6_424_472)
        self.assertEqual(n_parameters(network.front.subject_layer), 291_600)
        self.assertEqual(n_parameters(network.convs), 1_183_360 + 1_231_360)
        self.assertEqual(n_parameters(network.widen), 1_518_208)
        self.assertEqual(n_parameters(network.aggregation), 182)
        self.assertEqual(n_parameters(network.head), 1_573_632)

    def test_folded(self):
        def count(name, n_channels, *parts):
            network = on_meta(name)
            front = network.front.config.n_out * (n_channels + 1)
            return front + sum(n_parameters(getattr(network, part)) for part in parts)

        self.assertEqual(count("speech-segments", 208, "convs", "head"), 6_970_624 + 270 * 209)
        self.assertAlmostEqual(count("speech-segments", 208, "convs", "head") / 1e6, 7.03, places=2)
        self.assertAlmostEqual(count("typing-keys", 306, "convs", "pooling") / 1e6, 101.9, places=1)
        self.assertAlmostEqual(count("typing-stream", 306, "convs", "downsampling") / 1e6, 41.9, places=1)

    def test_small_ones_stay_small(self):
        for name in ARCHITECTURES:
            self.assertLess(n_parameters(small(name)), 1_500_000)


class Shapes(unittest.TestCase):
    def test_published(self):
        subject = torch.zeros(2, dtype=torch.int64, device="meta")

        def run(name, n_channels, n_samples):
            network = on_meta(name)
            x = torch.zeros(2, n_channels, n_samples, device="meta")
            return network, answer(network(x, torch.zeros(n_channels, 2, device="meta"), subject))

        self.assertEqual(tuple(run("speech-segments", 208, 361)[1].shape), (2, 1024, 343))
        self.assertEqual(tuple(run("image-embeddings", 272, 181)[1].shape), (2, 768))
        network, logits = run("typing-keys", 306, 25)
        self.assertEqual(tuple(logits.shape), (2, 64, 29))
        vector = network.trunk(torch.zeros(2, 2048, 25, device="meta"))
        self.assertEqual(tuple(vector.shape), (2, 2048))
        network, logits = run("typing-stream", 306, 400)
        self.assertEqual(tuple(logits.shape), (2, 100, 29))
        for n_samples in (16, 19, 20, 400, 1001):
            frames = network.downsampling(torch.zeros(1, 1024, n_samples, device="meta"))
            self.assertEqual(frames.shape[1], (n_samples - 16) // 4 + 1)

    def test_receptive_fields(self):
        fields = {name: receptive_field(architecture.configure("published")) for name, architecture in ARCHITECTURES.items()}
        self.assertEqual(fields["speech-segments"], (135, 67))
        self.assertEqual(fields["typing-keys"], (35, 17))
        self.assertEqual(fields["typing-stream"], (48, 0))
        self.assertEqual(fields["image-embeddings"], (35, 17))

    def test_published_convolutions_of_the_second_version_reach_48_samples_when_they_look_both_ways(self):
        config = TypingStreamConfig.published()
        centred = replace(config, convs=replace(config.convs, causal=False))
        self.assertEqual(receptive_field(centred)[0], 48)


class Folding(unittest.TestCase):
    def test_gives_the_same_numbers(self):
        for name in ARCHITECTURES:
            network = small(name).double()
            layout = even_layout(30).double()
            layout[4] = -0.1
            x = torch.randn(2, 30, network.config.n_samples, dtype=torch.float64)
            for row in (0, 3, 12):
                subject = torch.full((2,), row)
                expected = answer(network(x, layout, subject))
                for folded, arguments in (
                    (fold_subject(network, layout, row), (None, None)),
                    (fold_montage(network, layout), (None, subject)),
                ):
                    difference = (answer(folded(x, *arguments)) - expected).abs().max() / expected.abs().max()
                    self.assertLess(difference.item(), 1e-12)

    def test_gives_the_same_numbers_at_the_published_widths_in_float32(self):
        for name in ("speech-segments", "typing-stream"):
            config = ARCHITECTURES[name].configure("published", n_subjects=3).front
            torch.manual_seed(1)
            front = SpatialFront(config).eval()
            layout = even_layout(306)
            x = torch.randn(1, 306, 50)
            with torch.no_grad():
                expected = front(x, layout, torch.tensor([2]))
                found = folded_front(front, layout, 2)(x)
            self.assertLess(((found - expected).abs().max() / expected.abs().max()).item(), 1e-6)

    def test_leaves_the_network_as_it_was(self):
        network = small("speech-segments")
        before = network.front
        fold_subject(network, even_layout(30), 0)
        self.assertIs(network.front, before)


class MaskedChannels(unittest.TestCase):
    def test_signal_of_a_channel_without_a_place_changes_nothing(self):
        for name in ARCHITECTURES:
            network = small(name)
            layout = even_layout(30)
            layout[7] = -0.1
            x = torch.randn(1, 30, network.config.n_samples)
            subject = torch.tensor([1])
            before = answer(network(x, layout, subject))
            x[0, 7] = 1e6 * torch.randn(network.config.n_samples)
            torch.testing.assert_close(answer(network(x, layout, subject)), before, rtol=0, atol=0)

    def test_no_channel_with_a_place_gives_finite_numbers_and_gradients(self):
        network = small("speech-segments").train()
        y = network(torch.randn(2, 30, 361), torch.full((30, 2), -0.1), torch.tensor([0, 1]))
        y.square().sum().backward()
        self.assertTrue(torch.isfinite(y).all())
        self.assertTrue(all(torch.isfinite(p.grad).all() for p in network.parameters() if p.grad is not None))


class TypingKeysInSteps(unittest.TestCase):
    def test_key_by_key_is_the_sentence_at_once(self):
        network = small("typing-keys").double()
        layout = even_layout(30).double()
        x = torch.randn(2, 9, 30, 25, dtype=torch.float64)
        subject = torch.tensor([1, 12])
        states = None
        for key in range(9):
            logits, states = network(x[:, key], layout, subject, states)
            mask = (torch.arange(9) <= key).expand(2, 9)
            whole = network.forward_sentences(x, layout, subject, mask)
            torch.testing.assert_close(logits[:, -(key + 1) :], whole[:, : key + 1], rtol=0, atol=1e-10)
            self.assertEqual(logits[:, : -(key + 1)].abs().max().item(), 0)
            self.assertEqual(whole[:, key + 1 :].abs().sum().item(), 0)

    def test_key_by_key_is_the_sentence_at_once_with_intervals(self):
        torch.manual_seed(3)
        config = replace(TypingKeysConfig.small(), intervals=True, whole_window=True, max_keys=12)
        network = TypingKeys(config).double().eval()
        layout = even_layout(30).double()
        x = torch.randn(2, 15, 30, 25, dtype=torch.float64)
        interval = 0.08 + 0.3 * torch.rand(2, 15, dtype=torch.float64)
        interval[:, 0] = 0
        times = interval.cumsum(dim=1)
        subject = torch.tensor([1, 12])
        states = None
        for key in range(15):
            logits, states = network(x[:, key], layout, subject, states, interval[:, key])
            first = max(0, key - 11)
            held = slice(first, key + 1)
            whole = network.forward_sentences(
                x[:, held], layout, subject, torch.ones(2, key + 1 - first, dtype=torch.bool), times[:, held]
            )
            torch.testing.assert_close(logits[:, first - key - 1 :], whole, rtol=0, atol=1e-10)
        moved = network.forward_sentences(x[:, 3:], layout, subject, torch.ones(2, 12, dtype=torch.bool), 2 * times[:, 3:])
        self.assertGreater((moved - logits).abs().max().item(), 1e-3)
        self.assertEqual(network.state_shapes()["times"], (12,))

    def test_published_network_takes_no_intervals(self):
        config = TypingKeysConfig.published()
        self.assertFalse(config.intervals or config.whole_window)
        self.assertNotIn("times", small("typing-keys").state_shapes())

    def test_intervals_that_are_missing_are_refused(self):
        network = TypingKeys(replace(TypingKeysConfig.small(), intervals=True)).eval()
        with self.assertRaisesRegex(ValueError, "time since the key before"):
            network(torch.randn(1, 30, 25), even_layout(30), torch.tensor([0]))

    def test_remembers_the_last_64_keys(self):
        network = small("typing-keys")
        layout = even_layout(30)
        x = torch.randn(1, 70, 30, 25)
        subject = torch.tensor([0])
        states = None
        with torch.no_grad():
            for key in range(70):
                logits, states = network(x[:, key], layout, subject, states)
            whole = network.forward_sentences(x[:, -64:], layout, subject, torch.ones(1, 64, dtype=torch.bool))
        self.assertEqual(states["count"].item(), 64)
        torch.testing.assert_close(logits, whole, rtol=0, atol=1e-5)

    def test_a_new_key_revises_the_keys_before(self):
        network = small("typing-keys")
        layout = even_layout(30)
        x = torch.randn(2, 1, 30, 25)
        first, states = network(x[0], layout, torch.tensor([0]))
        second, _ = network(x[1], layout, torch.tensor([0]), states)
        self.assertGreater((second[0, -2] - first[0, -1]).abs().max().item(), 1e-4)

    def test_sentences_of_unequal_length_do_not_touch_each_other(self):
        network = small("typing-keys")
        layout = even_layout(30)
        x = torch.randn(2, 6, 30, 25)
        mask = torch.tensor([[True] * 6, [True] * 4 + [False] * 2])
        both = network.forward_sentences(x, layout, torch.tensor([0, 1]), mask)
        alone = network.forward_sentences(x[1:, :4], layout, torch.tensor([1]), mask[1:, :4])
        torch.testing.assert_close(both[1, :4], alone[0], rtol=0, atol=1e-5)


class TypingStreamInChunks(unittest.TestCase):
    def test_any_chunks_are_the_whole_sequence(self):
        network = small("typing-stream")
        layout = even_layout(30)
        n_samples = 600
        x = torch.randn(2, 30, n_samples)
        subject = torch.tensor([0, 12])
        with torch.no_grad():
            whole, auxiliary, last = network(x, layout, subject)
            self.assertEqual(tuple(whole.shape), (2, n_samples // 4, 30))
            for seed in range(4):
                lengths = [[4], [8], [12, 4, 100], [300]][seed]
                states, found, found_auxiliary, start = None, [], [], 0
                while start < n_samples:
                    stop = min(n_samples, start + lengths[len(found) % len(lengths)])
                    logits, before, states = network(x[..., start:stop], layout, subject, states)
                    found.append(logits)
                    found_auxiliary.append(before)
                    start = stop
                torch.testing.assert_close(torch.cat(found, dim=1), whole, rtol=0, atol=1e-5)
                torch.testing.assert_close(torch.cat(found_auxiliary, dim=1), auxiliary, rtol=0, atol=1e-5)
                for name, state in states.items():
                    torch.testing.assert_close(state, last[name], rtol=0, atol=1e-4)

    def test_looks_at_the_past_only(self):
        for train in (False, True):
            network = small("typing-stream").train(train)
            for module in network.modules():
                if isinstance(module, torch.nn.Dropout | torch.nn.BatchNorm1d):
                    module.eval()
            network.front.subject_layer.dropout = 0.0
            x = torch.randn(1, 30, 400, requires_grad=True)
            logits, *_ = network(x, even_layout(30), torch.tensor([0]))
            frame = 70
            logits[0, frame].square().sum().backward()
            seen = x.grad[0].abs().sum(dim=0).nonzero().flatten()
            self.assertEqual(seen[-1].item(), 4 * frame + 3)

    def test_all_frames_but_the_first_three_are_those_without_padding(self):
        network = small("typing-stream")
        x = torch.randn(1, 64, 200)
        frames = network.downsampling(network.convs(x))
        tail = torch.zeros(1, 128, network.downsampling.tail_length)
        padded = network.downsampling(torch.cat([tail, network.convs(x)], dim=-1))
        torch.testing.assert_close(padded[:, 3:], frames)

    def test_refuses_samples_that_make_no_whole_frame(self):
        with self.assertRaisesRegex(ValueError, "multiple of 4"):
            small("typing-stream")(torch.randn(1, 30, 6), even_layout(30), torch.tensor([0]))


class Truncations(unittest.TestCase):
    def test_what_follows_the_truncation_has_no_influence(self):
        network = small("image-embeddings")
        x = torch.randn(2, 30, 181)
        mask = torch.ones(2, 181)
        mask[0, 120:] = 0
        subject = torch.tensor([0, 1])
        before = network(x, even_layout(30), subject, mask)
        x[0, :, 120:] = 1e3
        after = network(x, even_layout(30), subject, mask)
        torch.testing.assert_close(after, before)

    def test_each_truncation_has_its_own_weights_over_time(self):
        network = small("image-embeddings")
        aggregation = network.aggregation
        x = torch.randn(1, 256, 181)
        for row, lengths in enumerate(((60, 90), (91, 120), (121, 150), (151, 181))):
            for length in lengths:
                mask = (torch.arange(181) < length).float().unsqueeze(0)
                expected = (x * mask * aggregation.weight[row]).sum(dim=-1) + aggregation.bias[row]
                torch.testing.assert_close(aggregation(x, mask), expected)

    def test_refuses_truncations_that_do_not_rise_to_the_window(self):
        config = ImageEmbeddingsConfig.small()
        for truncations in ((90, 120), (120, 90, 181)):
            with self.assertRaises(ValueError):
                ImageEmbeddings(replace(config, truncations=truncations))


class Rules(unittest.TestCase):
    def test_published_order_of_batch_norm_layer_scale_and_residual(self):
        convs = ConvSequence(TypingKeysConfig.small().convs)
        self.assertEqual([type(part).__name__ for part in convs.afters[1]], ["BatchNorm1d", "GELU", "Dropout", "LayerScale"])
        self.assertEqual([type(part).__name__ for part in convs.afters[3]], ["LayerScale"])

    def test_configurations_that_make_no_sense_are_refused(self):
        with self.assertRaises(ValueError):
            ConvSequence(replace(SpeechSegmentsConfig.small().convs, causal=True))
        with self.assertRaises(ValueError):
            SpatialFront(replace(TypingKeysConfig.published().front, n_subjects=2, unknown_row=True))
        with self.assertRaises(ValueError):
            TypingKeys(replace(TypingKeysConfig.small(), convs=SpeechSegmentsConfig.small().convs))
        with self.assertRaises(ValueError):
            TypingStream(replace(TypingStreamConfig.small(), convs=SpeechSegmentsConfig.small().convs))
        self.assertIsInstance(SpeechSegments(SpeechSegmentsConfig.small(n_out=8)), SpeechSegments)


if __name__ == "__main__":
    unittest.main()
