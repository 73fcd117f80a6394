"""A screen of its own for a window, watched from outside: an X server whose pixels are a file."""

import mmap
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from struct import unpack_from

SIZE = (1920, 1080)
LOOK_AGAIN_S = 0.002
CHANGED = 0.3  # of what is looked at: another call recolours nearly all of it
SAMPLES = 400
XWD_HEADER, XWD_COLOUR = ">25I", 12

Box = tuple[int, int, int, int]


class Screen:
    """The server's `display`, and what stands on its screen."""

    def __init__(self, display: str, pixels: mmap.mmap) -> None:
        self.display = display
        self._pixels = pixels
        header = unpack_from(XWD_HEADER, pixels)
        self._start = header[0] + header[19] * XWD_COLOUR
        self._row = header[12]

    def look(self, box: Box) -> bytes:
        """Return samples of the colours in `box`."""
        left, top, width, height = box
        found = bytearray()
        for n in range(SAMPLES):
            x, y = left + (n * 37) % width, top + (n * 101) % height
            at = self._start + y * self._row + x * 4
            found += self._pixels[at : at + 3]
        return bytes(found)

    def wait_for_change(self, box: Box, before: bytes, until: float) -> float | None:
        """Return when `box` no longer looked as `before`; None when it still did at `until`."""
        while (now := time.time()) < until:
            after = self.look(box)
            if sum(a != b for a, b in zip(before, after, strict=True)) > CHANGED * len(before):
                return now
            time.sleep(LOOK_AGAIN_S)
        return None


@contextmanager
def screen() -> Iterator[Screen | None]:
    """Run a screen for the block; None where there is no Xvfb."""
    if shutil.which("Xvfb") is None:
        yield None
        return
    with tempfile.TemporaryDirectory() as folder:
        size = f"{SIZE[0]}x{SIZE[1]}x24"
        options = ["-screen", "0", size, "-fbdir", folder, "-nolisten", "tcp", "-noreset"]
        with subprocess.Popen(  # noqa: S603 - a program by a name of ours
            ["Xvfb", *options, "-displayfd", "1"],  # noqa: S607
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        ) as server:
            try:
                assert server.stdout is not None  # asked for
                number = server.stdout.readline().strip()
                with (Path(folder) / "Xvfb_screen0").open("rb") as file:
                    pixels = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
                    yield Screen(f":{number}", pixels)
                    pixels.close()
            finally:
                server.terminate()
