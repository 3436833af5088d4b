"""`python -m unittest test_model_folder` in `models/`."""

import hashlib
import tempfile
import unittest
from pathlib import Path

from model_folder import model_place, with_language_model

MANIFEST = {
    "schema": 1,
    "name": "typing-keys",
    "version": "1.0.0",
    "postprocess": {"kind": "characters", "languageModel": {"weight": 0.8}, "beam": 30},
}


class Place(unittest.TestCase):
    def test_gives_a_model_the_name_and_version_of_its_folder(self):
        folder, manifest = model_place("models/typing-of-100/1.0.1", MANIFEST)
        self.assertEqual(folder, Path("models/typing-of-100/1.0.1").resolve())
        self.assertEqual((manifest["name"], manifest["version"]), ("typing-of-100", "1.0.1"))
        self.assertEqual(list(manifest), list(MANIFEST))

    def test_takes_any_other_folder_for_one_of_models(self):
        folder, manifest = model_place("models", MANIFEST)
        self.assertEqual(folder, Path("models/typing-keys/1.0.0").resolve())
        self.assertEqual(manifest, MANIFEST)
        self.assertEqual(model_place(folder, manifest), (folder, manifest))


class LanguageModel(unittest.TestCase):
    def setUp(self):
        out = tempfile.TemporaryDirectory()
        self.addCleanup(out.cleanup)
        self.models = Path(out.name)
        self.folder = self.models / "typing-keys" / "1.0.0"
        self.given = self.models / "elsewhere" / "letters.arpa.gz"
        self.put(self.given, b"letters")

    def put(self, path, content):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def test_is_copied_where_the_models_share_none(self):
        manifest, copies = with_language_model(self.folder, MANIFEST, self.given)
        self.assertEqual(manifest["postprocess"]["languageModel"], {"file": "letters.arpa.gz", "weight": 0.8})
        self.assertEqual(copies, {"letters.arpa.gz": b"letters"})
        self.assertEqual(manifest["postprocess"]["beam"], 30)

    def test_is_that_which_the_models_share(self):
        self.put(self.models / "language" / "letters.arpa.gz", b"letters")
        manifest, copies = with_language_model(self.folder, MANIFEST, self.given)
        sha256 = hashlib.sha256(b"letters").hexdigest()
        self.assertEqual(manifest["postprocess"]["languageModel"], {"file": "../../language/letters.arpa.gz", "sha256": sha256, "weight": 0.8})
        self.assertEqual(copies, {})

    def test_is_copied_where_the_shared_one_is_another(self):
        self.put(self.models / "language" / "letters.arpa.gz", b"other letters")
        manifest, copies = with_language_model(self.folder, MANIFEST, self.given)
        self.assertEqual(manifest["postprocess"]["languageModel"]["file"], "letters.arpa.gz")
        self.assertEqual(copies, {"letters.arpa.gz": b"letters"})


if __name__ == "__main__":
    unittest.main()
