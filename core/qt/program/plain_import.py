"""Gives Python its own `import` back, which PySide replaces by one of its own.

For `from __feature__ import snake_case`, which nobody uses here, PySide reads the whole source of
each module that is imported after it, SQLAlchemy's too, and Python keeps what was read: 50 ms until
a window was painted, and 20 MB for as long as it lives.
"""

import builtins

import PySide6.QtCore  # noqa: F401 - it has replaced `import` by now


def import_plainly() -> None:
    """Import without PySide from now on: before anything else of a window is imported."""
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
