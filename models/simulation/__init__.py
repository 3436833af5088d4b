"""The simulated person in Python: sessions that `cortexwire rig export` wrote, as model inputs, and the ideal observer.

The generator itself is server/rig/person; nothing here defines it again. `Session` reads an export, `Chain` is a
manifest's `preprocess` list, `observer` decodes with full knowledge of both.
"""

from .chain import Chain
from .session import Session

__all__ = ["Chain", "Session"]
