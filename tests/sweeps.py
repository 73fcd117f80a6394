"""What multiplies, as screens by languages by pages: a part is looked at, all by `make sweeps`."""

import os
from collections.abc import Sequence
from typing import TypeVar

IS_WHOLE = os.environ.get("TURNOS_SWEEP") == "all"
"""Whether all is looked at, or what covers each pair."""

Looked = TypeVar("Looked")


def every_other(all_of: Sequence[Looked], turn: int) -> Sequence[Looked]:
    """Return half of `all_of`, the other half with the next `turn`; in a sweep all."""
    return all_of if IS_WHOLE else all_of[turn % 2 :: 2]
