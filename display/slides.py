"""What the hall reads between two calls, cut into pages and turned page by page.

Pure: whether words fit on a page is asked of whoever knows the screen.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

PAGE_S = 12.0
BETWEEN_CLOCKS = 2
ELLIPSIS = "…"
STOP_PART = 0.6  # of a page, from which on it may end at a full stop


class SlideKind(StrEnum):
    """`clock` is the time and the day; `missed` what to do when a call was not heard."""

    DUTY = "duty"
    RIGHT = "right"
    CLOCK = "clock"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Slide:
    """Something to read; `text` is the office's own wording, empty where the wording is ours."""

    kind: SlideKind
    text: str = ""


@dataclass(frozen=True, slots=True)
class Page:
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


def programme(duties: Sequence[str], rights: Sequence[str]) -> tuple[Slide, ...]:
    """Return the slides in order: duties, rights, and the time after every second of them."""
    texts = [Slide(SlideKind.DUTY, text) for text in duties]
    texts += [Slide(SlideKind.RIGHT, text) for text in rights]
    return (Slide(SlideKind.MISSED), Slide(SlideKind.CLOCK), *_with_clocks(texts))


def _with_clocks(texts: Sequence[Slide]) -> Iterator[Slide]:
    for number, slide in enumerate(texts, start=1):
        yield slide
        if number % BETWEEN_CLOCKS == 0 and number < len(texts):
            yield Slide(SlideKind.CLOCK)


def pages_of(slide: Slide, fits: Callable[[Page], bool]) -> tuple[Page, ...]:
    """Cut a slide's text at spaces into as few pages as fit, about equally full.

    `fits` says whether a page can be shown. The texts of the pages, joined by spaces, are the
    slide's text; a single word that fits nowhere has a page all the same.
    """
    words = slide.text.split(" ")

    def page(first: int, end: int) -> Page:
        return Page(
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

    def cut(enough: int) -> list[Page]:
        """Cut into pages that end once they have `enough` letters, at a full stop, or are full."""
        pages: list[Page] = []
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

    `cut` makes a slide's pages, when its turn comes.
    """

    def __init__(self, cut: Callable[[Slide], Sequence[Page]], page_s: float = PAGE_S) -> None:
        self._cut = cut
        self._page_s = page_s
        self._slides: tuple[Slide, ...] = ()
        self._pages: Sequence[Page] = ()
        self._slide_at = self._page_at = 0
        self._since: float | None = None

    def fill(self, slides: Sequence[Slide]) -> None:
        """Turn these slides from now on, from the beginning."""
        self._slides = tuple(slides)
        self._slide_at = 0
        self.cut_again()

    def cut_again(self) -> None:
        """Begin the slide again, in new pages: the screen has changed."""
        self._pages = ()
        self._page_at = 0
        self._since = None

    def step(self, now: float, *, is_free: bool) -> Page | None:
        """Return the page to show at `now`; None when there is none, or the place is not free."""
        if not is_free or not self._slides:
            self._since = None
            return None
        if not self._pages:
            self._pages = self._cut(self._slides[self._slide_at])
        if self._since is None:
            self._since = now
        elif now - self._since >= self._page_s:
            self._turn()
            self._since = now
        return self._pages[self._page_at]

    def _turn(self) -> None:
        self._page_at += 1
        if self._page_at == len(self._pages):
            self._slide_at = (self._slide_at + 1) % len(self._slides)
            self._pages = self._cut(self._slides[self._slide_at])
            self._page_at = 0
