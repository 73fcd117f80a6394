"""A window on a link of its own, for as long as a block of code wants it: demo, bench, tests."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer

from core.machine.config import Config
from core.qt.look.language import Texts
from core.qt.office_link.link import Link
from core.qt.window import Window

if TYPE_CHECKING:
    from core.office import Office


@contextmanager
def on_stage(
    create: Callable[..., Window],
    config: Config,
    open_office: "Callable[[Config], Office] | None" = None,
    **options: Any,
) -> Iterator[Window]:
    """Give the window that `create(config, link, texts, **options)` makes, not yet shown.

    Its office is opened once events run; window, link and texts are closed at the block's end.
    """
    texts = Texts(config.language, drafts=config.show_drafts)
    link = Link(config, open_office=open_office)
    try:
        window = create(config, link, texts, **options)
        QTimer.singleShot(0, link, link.start)
        yield window
        window.close()
        window.stop()
    finally:
        link.close()
        texts.close()
