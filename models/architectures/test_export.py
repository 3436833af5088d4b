"""python -m unittest discover models/architectures"""

import json
import sys
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from architectures.export import FORBIDDEN, FORMS, TOLERANCE, Served, checked_graph, export_random  # noqa: E402
from architectures.layout import even_layout  # noqa: E402
from architectures.networks import ARCHITECTURES, set_statistics  # noqa: E402

torch.set_num_threads(1)


def served(name, form):
    torch.manual_seed(0)
    network = ARCHITECTURES[name].make("small")
    set_statistics(network, even_layout(24), 0)
    return Served(network, form, even_layout(24), subject=2)


class Graphs(unittest.TestCase):
    def test_answer_as_pytorch_does(self):
        # Forms differ in the front alone, which is the same for all.
        cases = [(name, "montage") for name in ARCHITECTURES] + [("speech-segments", "general"), ("typing-keys", "folded")]
        self.assertEqual({form for _, form in cases}, set(FORMS))
        for name, form in cases:
            with self.subTest(name=name, form=form):
                model, worst = checked_graph(served(name, form))
                self.assertLessEqual(worst, TOLERANCE)
                self.assertLessEqual(max(entry.version for entry in model.opset_import), 21)
                self.assertFalse({node.op_type for node in model.graph.node} & FORBIDDEN)
                axes = [value.type.tensor_type.shape.dim[0].dim_param for value in model.graph.input]
                names = [value.name for value in model.graph.input]
                self.assertTrue(all(axis == "batch" or key == "positions" for axis, key in zip(axes, names)))

    def test_general_form_takes_the_stored_layout_for_positions_of_0(self):
        general, montage = served("speech-segments", "general"), served("speech-segments", "montage")
        x, subject, positions = general.example(1, zero=True)
        torch.testing.assert_close(general(x, subject, positions)[0], montage(x, subject)[0], rtol=0, atol=1e-5)

    def test_folder_holds_what_the_manifest_says(self):
        with tempfile.TemporaryDirectory() as out:
            folder, _ = export_random("image-embeddings", "small", "montage", Path(out), n_channels=24)
            manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
            golden = np.fromfile(folder / "golden.input.bin", dtype="<f4")
            self.assertEqual(golden.size, 181 * 24)
            self.assertEqual([entry["name"] for entry in manifest["inputs"]], ["x", "subject", "mask"])
            self.assertEqual(manifest["when"]["progressive"], [90, 120, 150])


if __name__ == "__main__":
    unittest.main()
