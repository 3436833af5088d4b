"""Sessions from the command line of cortexwire, kept where they were written once."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Sequence
from pathlib import Path

from .session import Session

REPOSITORY = Path(__file__).resolve().parents[2]


def cache_folder(given: str | None = None) -> Path:
    """`given`, else CORTEXWIRE_TRAINING_CACHE, else a folder of the user's cache."""
    chosen = given or os.environ.get("CORTEXWIRE_TRAINING_CACHE")
    base = os.environ.get("XDG_CACHE_HOME", str(Path.home() / ".cache"))
    return Path(chosen) if chosen else Path(base) / "cortexwire" / "training"


def exported_session(kind: str, person: int, session: int, cache: Path, options: Sequence[str] = ()) -> Session:
    """
    A session as `cortexwire rig export` writes it. Needs `npm run build`, or in CORTEXWIRE_COMMAND how else the command is
    called.

    options  further ones of the command, such as ("--gain", "1")
    """
    name = "-".join([kind, f"p{person}", f"s{session}", *(o.lstrip("-").replace("/", "_") for o in options)])
    folder = cache / "observed" / name
    if not (folder / "session.json").exists():
        part = folder.with_name(f"{name}.part{os.getpid()}")
        command = shlex.split(os.environ.get("CORTEXWIRE_COMMAND", f"node {REPOSITORY}/dist/server/main.js"))
        command += ["rig", "export", kind, "--person", str(person), "--session", str(session), "--out", str(part), *options]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        part.rename(folder)
    return Session.load(folder)
