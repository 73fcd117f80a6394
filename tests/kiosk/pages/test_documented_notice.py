"""The outage procedure of docs/operar.md, to its end: what a citizen sees at the kiosk."""

from core.office import Office
from kiosk.visit.page_values import Home
from tests.house.test_documents import BLOCKS, OFFICE_FILE
from tests.kiosk.conftest import Kiosk


def test_a_notice_appended_as_documented_is_shown_by_the_kiosk(
    kiosk: Kiosk, office: Office
) -> None:
    (shown,) = [
        each.text
        for each in BLOCKS
        if each.document == OFFICE_FILE and each.text.startswith("[[notices]]")
    ]

    office.settings.import_toml(f"{office.settings.export_toml()}\n{shown}")

    kiosk.wait(lambda: isinstance(kiosk.presenter.page, Home) and bool(kiosk.presenter.page.outage))
    assert any("Falla en el sector de La Loma" in words for words in kiosk.words())
