"""python -m unittest discover models/architectures"""

import math
import sys
import unittest
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from architectures.blocks import (  # noqa: E402
    BahdanauPooling,
    ChannelMerger,
    LayerScale,
    ScaleNorm,
    SelfAttention,
    SentenceTransformer,
    SubjectLayer,
    TransformerConfig,
    alibi_slopes,
    fourier_embedding,
    rotate,
    spread_sensors,
)
from architectures.layout import even_layout, layout_of  # noqa: E402

torch.set_num_threads(1)


class FourierEmbedding(unittest.TestCase):
    def test_is_cosines_then_sines_with_x_slow(self):
        embedding = fourier_embedding(torch.tensor([[0.3, 0.7]], dtype=torch.float64))[0]
        self.assertEqual(len(embedding), 2048)
        for k, l in ((0, 0), (0, 1), (1, 0), (5, 17), (31, 31)):
            angle = 2 * math.pi * (k * 0.5 + l * 0.9) / 1.4
            self.assertAlmostEqual(embedding[32 * k + l].item(), math.cos(angle), places=12)
            self.assertAlmostEqual(embedding[1024 + 32 * k + l].item(), math.sin(angle), places=12)


class Merger(unittest.TestCase):
    def test_weights_are_shares(self):
        layout = even_layout(20)
        layout[3] = -0.1
        weights = ChannelMerger(7).eval().weights(layout)
        self.assertEqual(tuple(weights.shape), (1, 7, 20))
        torch.testing.assert_close(weights.sum(dim=-1), torch.ones(1, 7))
        self.assertEqual(weights[..., 3].abs().max().item(), 0)

    def test_takes_a_layout_for_each_and_heads_for_each(self):
        layouts = torch.stack([even_layout(20), even_layout(20).flip(0)])
        merger = ChannelMerger(7, n_subjects=3).eval()
        subject = torch.tensor([2, 0])
        weights = merger.weights(layouts, subject)
        for index in range(2):
            alone = merger.weights(layouts[index], subject[index : index + 1])
            torch.testing.assert_close(weights[index], alone[0])

    def test_leaves_out_a_disc_in_training(self):
        torch.manual_seed(0)
        layout = even_layout(100)
        merger = ChannelMerger(3)
        sizes = set()
        for _ in range(20):
            banned = layout[(merger.weights(layout)[0] == 0).all(dim=0)]
            sizes.add(len(banned))
            if len(banned) > 1:
                self.assertLess(torch.cdist(banned, banned).max().item(), 0.4)
        self.assertGreater(max(sizes), 5)
        merger.eval()
        self.assertTrue((merger.weights(layout) > 0).all())

    def test_a_disc_over_all_sensors_gives_zeros(self):
        merger = ChannelMerger(3, dropout_radius=2.0)
        y = merger(torch.randn(2, 9, 5), even_layout(9))
        y.sum().backward()
        self.assertEqual(y.abs().max().item(), 0)
        self.assertTrue(torch.isfinite(merger.heads.grad).all())

    def test_selective_heads_take_their_sensor(self):
        layout = even_layout(102)
        merger = ChannelMerger(40).eval()
        sensors = merger.init_selective(layout)
        weights = merger.weights(layout)[0]
        self.assertEqual(len(set(sensors.tolist())), 40)
        self.assertTrue(torch.equal(weights.argmax(dim=1), sensors))
        self.assertGreater(weights.gather(1, sensors.unsqueeze(1)).min().item(), 0.9)

    def test_spread_sensors_are_far_apart_and_come_again(self):
        layout = even_layout(50)
        layout[10] = -0.1
        chosen = spread_sensors(layout, 60).tolist()
        self.assertEqual(len(set(chosen[:49])), 49)
        self.assertNotIn(10, chosen)
        self.assertEqual(chosen[49:], chosen[:11])


class Subjects(unittest.TestCase):
    def test_is_the_transposed_matrix_of_the_row(self):
        layer = SubjectLayer(3, 5, 2, bias=True)
        torch.nn.init.normal_(layer.bias)
        x = torch.randn(2, 3, 4)
        y = layer(x, torch.tensor([1, 0]))
        torch.testing.assert_close(y[0], layer.weight[1].T @ x[0] + layer.bias[1].unsqueeze(-1))

    def test_row_for_the_unknown_is_the_mean_and_is_drawn_in_training(self):
        layer = SubjectLayer(4, 4, 3, unknown_row=True, dropout=1.0)
        layer.set_unknown_to_mean()
        torch.testing.assert_close(layer.weight[3], layer.weight[:3].mean(dim=0))
        x = torch.randn(2, 4, 6)
        torch.testing.assert_close(layer.train()(x, torch.tensor([0, 1])), layer.eval()(x, torch.tensor([3, 3])))

    def test_refuses_a_row_that_is_not_there(self):
        with self.assertRaises((IndexError, RuntimeError)):
            SubjectLayer(2, 2, 2)(torch.zeros(1, 2, 1), torch.tensor([2]))

    def test_identity_rows_pass_on(self):
        layer = SubjectLayer(3, 5, 2, bias=True)
        layer.init_identity()
        x = torch.randn(1, 3, 4)
        y = layer(x, torch.tensor([0]))
        torch.testing.assert_close(y[:, :3], x)
        self.assertEqual(y[:, 3:].abs().max().item(), 0)


class SmallParts(unittest.TestCase):
    def test_layer_scale_starts_at_a_tenth(self):
        scale = LayerScale(4)
        torch.testing.assert_close(scale.gain.detach(), torch.full((4,), 0.02))
        torch.testing.assert_close(scale(torch.ones(1, 4, 2)), torch.full((1, 4, 2), 0.1))

    def test_pooling_is_a_weighted_mean(self):
        pooling = BahdanauPooling(6, 3)
        constant = torch.randn(2, 6, 1)
        torch.testing.assert_close(pooling(constant.expand(2, 6, 25)), constant.squeeze(-1))

    def test_scale_norm(self):
        x = torch.randn(3, 16)
        torch.testing.assert_close(ScaleNorm(16)(x).norm(dim=-1), torch.full((3,), 4.0))
        self.assertEqual(ScaleNorm(16)(torch.zeros(1, 16)).abs().max().item(), 0)

    def test_rotation_keeps_lengths_and_depends_on_distance_only(self):
        query, key = torch.randn(2, 1, 1, 1, 16, dtype=torch.float64)
        rows = rotate(query.expand(1, 1, 9, 16), 8), rotate(key.expand(1, 1, 9, 16), 8)
        torch.testing.assert_close(rows[0].norm(dim=-1), query.norm().expand(1, 1, 9))
        torch.testing.assert_close(rows[0][..., 8:], query.expand(1, 1, 9, 16)[..., 8:])
        scores = (rows[0] @ rows[1].transpose(-1, -2))[0, 0]
        for offset in range(-8, 9):
            diagonal = scores.diagonal(offset)
            torch.testing.assert_close(diagonal, diagonal[:1].expand_as(diagonal))

    def test_alibi_slopes(self):
        self.assertEqual(alibi_slopes(2), [2**-4, 2**-8])
        self.assertEqual(alibi_slopes(8), [2**-i for i in range(1, 9)])
        self.assertEqual(len(alibi_slopes(6)), 6)

    def test_attention_is_the_written_formula(self):
        config = TransformerConfig(width=8, depth=1, n_heads=2, head_width=8, feed_forward=8)
        attention = SelfAttention(config).eval()
        x, mask = torch.randn(1, 5, 8), torch.tensor([[True, True, True, True, False]])
        query, key, value = (
            layer(x)[0].unflatten(-1, (2, 8)).transpose(0, 1).unsqueeze(0)
            for layer in (attention.query, attention.key, attention.value)
        )
        query, key = rotate(query, 4), rotate(key, 4)
        rows = []
        for head, slope in enumerate((2**-4, 2**-8)):
            scores = torch.stack(
                [
                    torch.stack([query[0, head, i] @ key[0, head, j] / math.sqrt(8) - slope * abs(i - j) for j in range(4)])
                    for i in range(5)
                ]
            )
            rows.append(scores.softmax(dim=-1) @ value[0, head, :4])
        torch.testing.assert_close(attention(x, mask)[0], attention.out(torch.cat(rows, dim=-1)))

    def test_transformer_does_not_see_padding_or_where_the_keys_stand(self):
        config = TransformerConfig(width=16, depth=2, n_heads=2, head_width=8, feed_forward=32)
        transformer = SentenceTransformer(config).eval()
        x = torch.randn(1, 5, 16)
        alone = transformer(x, torch.ones(1, 5, dtype=torch.bool))
        shifted = torch.cat([torch.full((1, 3, 16), 9.0), x, torch.full((1, 2, 16), -9.0)], dim=1)
        mask = torch.tensor([[False] * 3 + [True] * 5 + [False] * 2])
        torch.testing.assert_close(transformer(shifted, mask)[:, 3:8], alone)


class Layout(unittest.TestCase):
    def test_looks_from_above_and_fills_the_square(self):
        up, right, front = [0.0, 0.0, 0.15], [0.11, 0.0, 0.04], [0.0, 0.11, 0.04]
        left, back, missing = [-0.11, 0.0, 0.04], [0.0, -0.11, 0.04], [0.0, 0.0, 0.0]
        found = layout_of(torch.tensor([up, right, front, left, back, missing]))
        expected = torch.tensor([[0.5, 0.5], [1, 0.5], [0.5, 1], [0, 0.5], [0.5, 0], [-0.1, -0.1]])
        torch.testing.assert_close(found, expected, rtol=0, atol=2e-3)


if __name__ == "__main__":
    unittest.main()
