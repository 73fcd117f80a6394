"""What is drawn for the leader is the kiosk's own page, to the pixel."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from core.clock import FixedClock
from core.domain.service import Mode
from core.office import Office
from core.qt.desktop.screens import grabbed
from kiosk import preview
from kiosk.preview import KioskPreview
from kiosk.visit.page_values import Home, Listening
from tests.kiosk.conftest import Kiosk
from tests.kiosk.showcase import settings


@pytest.fixture
def drawer(look: None, clock: FixedClock) -> Iterator[KioskPreview]:
    found = KioskPreview(clock)
    yield found
    found.close()


def test_it_is_what_the_kiosk_shows(
    kiosk: Kiosk,
    drawer: KioskPreview,
    staffed_office: Office,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = kiosk.presenter.page
    assert isinstance(page, Home)
    for body in kiosk.window.pages.values():
        body.show_listening(Listening(is_offered=True))
    monkeypatch.setattr(preview, "AHEAD", page.lines)

    image, words = drawer.draw(staffed_office.settings.get().settings, "")

    assert image == grabbed(kiosk.window).toImage().convertToFormat(image.format())
    assert "Atención preferencial" in words


def test_services_are_drawn_below_where_they_are_changed(drawer: KioskPreview) -> None:
    alone, _ = drawer.draw(settings(services=3), "name")
    both, words = drawer.draw(settings(services=3), "services")
    one, _ = drawer.draw(settings(services=1), "services")

    assert both.height() > 2 * alone.height() == 2 * one.height()
    assert "Servicio nuevo" in words


def test_letters_languages_and_the_way_of_attention_are_those_of_the_draft(
    drawer: KioskPreview,
) -> None:
    draft = settings(mode=Mode.DIRECT, languages=("en", "es"))
    draft = replace(draft, prefixes=replace(draft.prefixes, general="B"), company="Ocean Power")

    _, words = drawer.draw(draft, "")

    assert "You need no ticket." in words
    assert "Welcome to Ocean Power" in words
