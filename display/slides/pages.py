"""What the hall reads between two calls, cut into pages and turned page by page.

Pure: whether words fit on a page is asked of whoever knows the screen.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

PAGE_S = 12.0
ELLIPSIS = "…"
STOP_PART = 0.6  # of a page, from which on it may end at a full stop


class SlideKind(StrEnum):
    """`clock`, `closing` and `waiting` say how things stand now; `missed` what to do when a call
    was not heard.
    """

    OUTAGE = "outage"
    MESSAGE = "message"
    DUTY = "duty"
    RIGHT = "right"
    HOURS = "hours"
    PHONE = "phone"
    ONLINE = "online"
    PICTURE = "picture"
    CLOCK = "clock"
    CLOSING = "closing"
    WAITING = "waiting"
    MISSED = "missed"


FACTS = frozenset({SlideKind.CLOCK, SlideKind.CLOSING, SlideKind.WAITING})


@dataclass(frozen=True, slots=True)
class Slide:
    """Something to read; `text` is the office's own wording, empty where the wording is ours.

    `about` is the line that waits, the kind of help a telephone gives, or a picture's file.
    `language` is that of `text`.
    """

    kind: SlideKind
    text: str = ""
    about: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class SlidePage:
    """A part of a slide: `text` is a stretch of its words as they are.

    It `begins_amid` or `ends_amid` a sentence when that is cut there.
    """

    slide: Slide
    text: str = ""
    is_first: bool = True
    begins_amid: bool = False
    ends_amid: bool = False

    @property
    def shown(self) -> str:
        """The text with a mark where its sentence goes on."""
        before = ELLIPSIS if self.begins_amid else ""
        return f"{before}{self.text}{ELLIPSIS if self.ends_amid else ''}"


def pages_of(slide: Slide, fits: Callable[[SlidePage], bool]) -> tuple[SlidePage, ...]:
    """Cut a slide's text at spaces into as few pages as fit, about equally full.

    `fits` says whether a page can be shown. The texts of the pages, joined by spaces, are the
    slide's text; a single word that fits nowhere has a page all the same.
    """
    words = slide.text.split(" ")

    def page(first: int, end: int) -> SlidePage:
        return SlidePage(
            slide,
            " ".join(words[first:end]),
            is_first=first == 0,
            begins_amid=first > 0 and not _is_stop(words[first - 1]),
            ends_amid=end < len(words) and not _is_stop(words[end - 1]),
        )

    def full(first: int) -> int:
        """Return where the page of the most words ends."""
        fitting = bisect_left(
            range(first + 2, len(words) + 1), True, key=lambda end: not fits(page(first, end))
        )
        return first + 1 + fitting

    def cut(enough: int) -> list[SlidePage]:
        """Cut into pages that end once they have `enough` letters, at a full stop, or are full."""
        pages: list[SlidePage] = []
        first = 0
        while first < len(words):
            end = full(first)
            for shorter in range(first + 1, end):
                letters = len(page(first, shorter).text)
                is_stop = _is_stop(words[shorter - 1]) and letters >= STOP_PART * enough
                if letters >= enough or is_stop:
                    end = shorter
                    break
            pages.append(page(first, end))
            first = end
        return pages

    most = cut(2 * len(slide.text))
    even = cut(ceil(len(slide.text) / len(most)))
    return tuple(even if len(even) == len(most) else most)


def _is_stop(word: str) -> bool:
    return word.endswith(".")


class Rotation:
    """Turns the pages of slides; one that was interrupted begins its time again.

    `cut` makes a slide's pages, when its turn comes; one without pages is passed over.
    """

    def __init__(self, cut: Callable[[Slide], Sequence[SlidePage]], page_s: float = PAGE_S) -> None:
        self._cut = cut
        self.page_s = page_s
        self._slides: tuple[Slide, ...] = ()
        self._pages: Sequence[SlidePage] = ()
        self._slide_at = self._page_at = 0
        self._since: float | None = None

    @property
    def slides(self) -> tuple[Slide, ...]:
        """The programme."""
        return self._slides

    def fill(self, slides: Sequence[Slide]) -> None:
        """Turn these slides from now on.

        The slide that is shown stays if the programme begins as before: else something urgent came.
        """
        slides = tuple(slides)
        shown = self._slides[self._slide_at] if self._slides else None
        if shown in slides and slides[0] == self._slides[0]:
            self._slide_at = slides.index(shown)
            self._slides = slides
            return
        self._slides = slides
        self._slide_at = 0
        self.cut_again()

    def cut_again(self) -> None:
        """Begin the slide again, in new pages: the screen has changed."""
        self._pages = ()
        self._page_at = 0
        self._since = None

    def step(self, now: float, *, is_free: bool) -> SlidePage | None:
        """Return the page to show at `now`; None when there is none, or the place is not free."""
        if not is_free or not self._slides:
            self._since = None
            return None
        if not self._pages:
            self._find_pages(self._slide_at)
        if self._since is None:
            self._since = now
        elif now - self._since >= self.page_s:
            self._turn()
            self._since = now
        return self._pages[self._page_at] if self._pages else None

    def _turn(self) -> None:
        self._page_at += 1
        if self._page_at >= len(self._pages):
            self._find_pages(self._slide_at + 1)

    def _find_pages(self, first: int) -> None:
        """Go to the first slide from `first` on that has pages now; there may be none."""
        self._pages = ()
        self._page_at = 0
        for number in range(first, first + len(self._slides)):
            self._slide_at = number % len(self._slides)
            self._pages = self._cut(self._slides[self._slide_at])
            if self._pages:
                return
