"""The processes of the bench: forked off one that has loaded the office, where the system can.

Each would take a second of a core to load it anew, beside those that are measured.
"""

import os
import threading
from collections.abc import Callable
from multiprocessing import get_all_start_methods, get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

PATIENCE_S = 600
READY = "ready"
FORKED = "forkserver"  # not on Windows
LOADED = [
    "core.cli.workshop.bench.bench_work",
    "core.cli.workshop.bench.bench_touch",
    "core.cli.workshop.bench.bench_hall",
]  # and no Qt


class PartFailedError(Exception):
    """One part of the bench has no figure; the others have theirs."""


def context() -> BaseContext:
    """Return what makes pipes and events for `process`."""
    if FORKED not in get_all_start_methods():
        return get_context("spawn")
    forked = get_context(FORKED)
    forked.set_forkserver_preload(LOADED)
    return forked


def process(work: Callable[..., object], *given: object) -> BaseProcess:
    """Return a process, not yet started, that does `work`; it ends with this one."""
    around = (dict(os.environ), Path.cwd())
    made: BaseProcess = context().Process(  # type: ignore[attr-defined]  # the stubs forget it
        target=_do, args=(*around, work, *given), daemon=True
    )
    return made


def _do(
    environment: dict[str, str], folder: Path, work: Callable[..., object], *given: object
) -> None:
    """Work where and as the bench does: the process it was forked off may be an older one's."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    threading.Thread(target=_end_with_parent, name="with-parent", daemon=True).start()
    work(*given)


def _end_with_parent() -> None:
    """End at once when the bench does, however: a window without it would go on by itself."""
    parent = parent_process()
    assert parent is not None  # it started this
    parent.join()
    os._exit(1)


def receive(end: Connection) -> Any:
    """Return what a process of the bench sends.

    Raises:
        PartFailedError: it could not do its work, or is silent.
    """
    if not end.poll(PATIENCE_S):
        raise PartFailedError("a process of the bench did not answer")
    try:
        received = end.recv()
    except EOFError:
        raise PartFailedError("a process of the bench ended before its time") from None
    if isinstance(received, str) and received != READY:
        raise PartFailedError(received)
    return received
