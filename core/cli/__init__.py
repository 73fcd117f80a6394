"""`turnos`, the one command: everything the windows do, for scripts and for the installer.

Exit 0 done, 1 refused with a sentence on stderr, 2 used wrongly.
"""

from core.cli.main import main

__all__ = ["main"]
