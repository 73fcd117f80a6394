"""Pictures of a folder: shown between calls, never in their way, and what is broken is told."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from core.errors import PictureUnreadable
from core.office import Office
from counter.decisions.devices import conditions
from display.slides.pages import SlideKind
from display.slides.pictures import LOOK_S, MOST_FILES, Album, decode
from display.slides.pictures import look as find
from tests.display.conftest import DEVICE, NewWindow
from tests.display.measures import CALLS, a_hall

ROOM = QSize(400, 200)
PNG = b"\x89PNG\r\n\x1a\n"


def a_picture(path: Path, size: tuple[int, int] = (800, 600), colour: str = "#5DBDBB") -> Path:
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    assert image.save(str(path))
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "pictures"
    made.mkdir()
    return made


class Clock:
    def __init__(self) -> None:
        self.now = 0.0


@pytest.fixture
def look(qtbot: QtBot, folder: Path) -> Iterator[Callable[[], Album]]:
    """Return a look into the folder, half a minute later each time, until all is read."""
    album, clock = Album(folder), Clock()
    album.set_room(ROOM)

    def again() -> Album:
        clock.now += LOOK_S
        album.step(clock.now)
        qtbot.waitUntil(lambda: album.is_idle)
        return album

    yield again
    album.close()


Look = Callable[[], Album]


@pytest.mark.parametrize("kind", ["jpg", "JPEG", "png", "webp"])
def test_a_picture_is_made_ready_no_larger_than_its_room(
    folder: Path, look: Look, kind: str
) -> None:
    a_picture(folder / f"playa.{kind}")

    album = look()

    assert album.names == (f"playa.{kind}",)
    image = album.picture(f"playa.{kind}")
    assert image is not None
    assert (image.width(), image.height()) == (266, 200)
    assert album.problem == ""


def test_a_broken_picture_whose_name_is_no_utf_8_is_told_in_letters_that_a_database_keeps(
    folder: Path,
) -> None:
    Path(os.fsdecode(bytes(folder) + b"/ni\xf1os.png")).touch()
    (file,) = find(folder)

    with pytest.raises(PictureUnreadable) as refused:
        decode(folder, file, ROOM)

    assert (
        str(refused.value).encode().startswith(b"The display does not show the picture ni?os.png")
    )


def test_new_pictures_come_and_removed_ones_go(folder: Path, look: Look) -> None:
    a_picture(folder / "a.jpg")
    first = look().names

    a_picture(folder / "b.png")
    (folder / "notes.txt").write_text("no picture")
    second = look().names
    (folder / "a.jpg").unlink()
    third = look().names

    assert (first, second, third) == (("a.jpg",), ("a.jpg", "b.png"), ("b.png",))


def test_a_picture_that_is_mended_is_shown(folder: Path, look: Look) -> None:
    (folder / "a.png").write_bytes(b"")
    before = look().names

    a_picture(folder / "a.png")
    album = look()

    assert before == ()
    assert (album.names, album.problem) == (("a.png",), "")


Break = Callable[[Path], object]


def cut(path: Path) -> None:
    whole = a_picture(path, (1200, 900)).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def cut_png(path: Path) -> None:
    image = QImage(300, 300, QImage.Format.Format_RGB32)
    memoryview(image.bits())[:] = os.urandom(image.sizeInBytes())
    image.save(str(path))
    path.write_bytes(path.read_bytes()[:20_000])


def huge(path: Path) -> None:
    """A picture of 100,000 by 100,000 pixels, as far as its head says."""
    a_picture(path, (10, 10))
    content = bytearray(path.read_bytes())
    content[16:24] = (100_000).to_bytes(4, "big") * 2
    path.write_bytes(content)


def fat(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(33 * 2**20)


def svg(path: Path) -> None:
    """A drawing of many million parts, which a decoder works at without end."""
    layers = "".join(
        f'<g id="l{n}">' + f'<use href="#l{n - 1}"/>' * 10 + "</g>" for n in range(1, 12)
    )
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><g id="l0">'
        f'<rect width="1" height="1"/></g>{layers}</svg>'
    )


def bitmap(path: Path) -> None:
    image = QImage(10, 10, QImage.Format.Format_RGB32)
    assert image.save(str(path.with_suffix(".bmp")))
    path.with_suffix(".bmp").rename(path)


def scans(path: Path) -> None:
    """A JPEG that is drawn over and over, each time as long as all of it takes."""
    content = a_picture(path).read_bytes()
    start = content.index(b"\xff\xda")
    path.write_bytes(content[:start] + content[start:-2] * 200 + content[-2:])


@pytest.mark.parametrize(
    ("name", "spoil", "why"),
    [
        ("empty.jpg", Path.touch, "the file is empty"),
        ("text.png", lambda path: path.write_text("no picture"), "no JPEG, PNG or WebP"),
        ("drawing.png", svg, "no JPEG, PNG or WebP"),
        ("old.jpg", bitmap, "no JPEG, PNG or WebP"),
        ("scans.jpg", scans, "broken or cut short"),
        ("cut.jpg", cut, "broken or cut short"),
        ("cut.png", cut_png, "broken or cut short"),
        ("huge.png", huge, "picture"),
        ("fat.jpg", fat, "larger than 32 MB"),
    ],
)
def test_what_cannot_be_shown_is_passed_over_and_named(
    folder: Path, look: Look, name: str, spoil: Break, why: str
) -> None:
    spoil(folder / name)
    a_picture(folder / "whole.jpg")

    album = look()

    assert album.names == ("whole.jpg",)
    assert album.is_ready("whole.jpg")
    assert name in album.problem
    assert why in album.problem


def test_a_jpeg_with_a_film_behind_it_is_whole(folder: Path, look: Look) -> None:
    path = a_picture(folder / "phone.jpg")
    path.write_bytes(path.read_bytes() + b"\x00\xff\xda\xff\xff" * 50_000)

    album = look()

    assert (album.names, album.problem) == (("phone.jpg",), "")


def test_a_file_that_goes_away_while_it_is_read_is_passed_over(folder: Path, look: Look) -> None:
    a_picture(folder / "a.jpg")
    album = look()
    a_picture(folder / "b.jpg")
    look()
    (folder / "b.jpg").unlink()

    album.prepare_after("a.jpg")
    look()

    assert album.names == ("a.jpg",)
    assert album.problem == ""


def test_a_folder_that_is_not_there_is_told_and_looked_for_again(folder: Path, look: Look) -> None:
    folder.rmdir()
    missing = look().problem

    folder.mkdir()
    a_picture(folder / "a.jpg")
    album = look()

    assert "finds no pictures" in missing
    assert (album.names, album.problem) == (("a.jpg",), "")


def test_only_one_picture_is_kept_ready(folder: Path, look: Look) -> None:
    for name in ("a.jpg", "b.jpg", "c.jpg"):
        a_picture(folder / name)
    album = look()

    album.prepare_after("a.jpg")
    look()

    ready = [name for name in album.names if album.picture(name) is not None]
    assert ready == ["b.jpg"]


def test_of_ten_thousand_pictures_two_hundred_are_shown(folder: Path, look: Look) -> None:
    picture = a_picture(folder / "00000.png", (4, 4))
    for number in range(1, 10_000):
        os.link(picture, folder / f"{number:05d}.png")

    album = look()

    assert len(album.names) == 200
    assert len(album._files) == MOST_FILES
    assert album.problem == ""


def test_hidden_files_are_no_pictures(folder: Path, look: Look) -> None:
    for number in range(205):  # a Mac leaves one beside each picture on a stick
        (folder / f"._{number:03d}.jpg").write_bytes(b"\x00\x05\x16\x07" + bytes(60))
    a_picture(folder / ".trashed-1796004051-playa.jpg")
    a_picture(folder / "playa.jpg")

    album = look()

    assert (album.names, album.problem) == (("playa.jpg",), "")


def test_any_number_of_broken_files_hides_no_picture_and_their_alarm_ends(
    folder: Path, look: Look
) -> None:
    for number in range(205):
        (folder / f"{number:03d}.jpg").touch()
    a_picture(folder / "playa.jpg")

    album = look()
    seen, told = album.names, album.problem
    for number in range(205):
        (folder / f"{number:03d}.jpg").unlink()
    look()

    assert seen == ("playa.jpg",)
    assert "(+204)" in told
    assert album.problem == ""


def test_what_a_picture_is_stands_in_it_not_in_its_name(folder: Path, look: Look) -> None:
    a_picture(folder / "playa.png").rename(folder / "playa.jpg")

    album = look()

    assert album.picture("playa.jpg") is not None
    assert album.problem == ""


def test_a_link_to_itself_a_folder_and_a_pipe_are_no_pictures(folder: Path, look: Look) -> None:
    (folder / "loop.jpg").symlink_to(folder / "loop.jpg")
    (folder / "folder.jpg").mkdir()
    os.mkfifo(folder / "pipe.jpg")
    a_picture(folder / "playa.jpg")

    album = look()

    assert (album.names, album.problem) == (("playa.jpg",), "")


def test_a_picture_that_could_not_be_read_for_a_moment_is_shown_again(
    folder: Path, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_picture(folder / "a.jpg")
    a_picture(folder / "b.jpg")
    with monkeypatch.context() as away:
        away.setattr(Path, "open", refuse)
        album = look()
        before = album.names, album.problem

    look()
    look()

    assert before[0] == ()
    assert "a.jpg" in before[1]
    assert (album.names, album.problem) == (("a.jpg", "b.jpg"), "")


def refuse(*_arguments: object, **_options: object) -> None:
    raise PermissionError(13, "Permission denied")


@pytest.mark.no_qt_log  # the decoders complain
@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"", b"\xff\xd8", b"RIFF0000WEBP", PNG]))
def test_whatever_a_file_holds_is_a_picture_or_told(content: bytes, begins: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.png"
        path.write_bytes(begins + content)
        (file,) = find(Path(folder))

        with suppress(PictureUnreadable):
            assert not decode(Path(folder), file, ROOM).image.isNull()


# --- on the window --------------------------------------------------------------------------------

on_sqlite = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@on_sqlite
def test_a_picture_is_shown_between_two_calls_and_never_over_one(
    new_window: NewWindow, folder: Path, qtbot: QtBot
) -> None:
    a_picture(folder / "a.png", (1600, 900), "#FF00FF")
    window = new_window(pictures=folder)
    album = window.album
    assert album is not None
    window.show_state(a_hall(CALLS["A-027 at 3"]))
    album.step(0.0)
    qtbot.waitUntil(lambda: album.is_idle and bool(album.names))
    window.show_state(a_hall(CALLS["A-027 at 3"]))

    now = 0.0
    while window.hall.band.page is None or window.hall.band.page.slide.kind != SlideKind.PICTURE:
        window.hall.tick(now)
        now += 12.0
    between = window.grab().toImage().pixelColor(960, 900)
    window.show_state(a_hall(CALLS["A-027 at 3"], is_calling=True))
    during = window.grab().toImage().pixelColor(960, 900)

    assert between == QColor("#FF00FF")
    assert during != QColor("#FF00FF")
    assert not window.hall.band.picture.isVisible()


@on_sqlite
def test_staff_are_told_which_picture_is_broken(
    new_window: NewWindow, folder: Path, qtbot: QtBot, office: Office
) -> None:
    (folder / "rota.jpg").touch()
    window = new_window(pictures=folder, is_started=True)
    presenter = window.presenter

    def told() -> bool:
        presenter.tick()
        return any(device.state.get("pictures") for device in office.devices.all())

    qtbot.waitUntil(told)

    (device,) = [each for each in office.devices.all() if each.name == DEVICE]
    assert "rota.jpg" in device.state["pictures"]
    _, display, _ = conditions((device,), device.seen_at)
    assert display.word == "Pictures skipped"
