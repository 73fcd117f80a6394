"""Whatever is accepted works: documents drawn from the types are kept, printed and queued with."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings

from core.domain.ticket import OfficeId, State
from core.language import Language
from core.office import Office
from core.office.document.document import read_document, read_toml, write_document
from core.office.document.toml_file import Origin, write
from core.printing.escpos.encode import drawn, typed
from core.printing.escpos.models import HEADS
from core.printing.printers.pdf import page
from core.printing.slip.layout import PAPERS
from core.printing.slip.raster import draw
from core.printing.slip.slip import SlipContent, compose
from tests.builders import a_ticket
from tests.office.changes import leave_settings
from tests.settings_drawn import Document, documents, few_examples

pytestmark = pytest.mark.any_words

MOST_DOTS = 10_000
ORIGIN = Origin(OfficeId("san-andres"), 1, datetime(2026, 11, 23, tzinfo=UTC))


@settings(few_examples, max_examples=25)
@given(documents())
def test_an_accepted_document_comes_back_from_toml_and_json(document: Document) -> None:
    found = read_document(document)

    plain = write_document(found)

    assert read_document(plain) == found
    assert read_document(json.loads(json.dumps(plain))) == found
    assert read_document(read_toml(write(plain, ORIGIN))) == found


@few_examples
@given(document=documents())
def test_a_ticket_s_paper_can_be_drawn_with_any_settings(document: Document) -> None:
    found = read_document(document)

    for language in ("es", "en"):
        content = SlipContent.of(a_ticket(1, language=language), found, ahead=3, low_min=5)
        slip = compose(SlipContent.from_data(content.as_data()), Language.load(language))
        assert 0 < draw(slip, PAPERS[58]).height < MOST_DOTS
        assert drawn(slip, HEADS[80])
        assert typed(slip, HEADS[80])
        assert page(slip, 58)


@few_examples
@given(document=documents())
def test_a_morning_works_with_any_settings(staffed_office: Office, document: Document) -> None:
    office, queue = staffed_office, staffed_office.queue
    for counter in (1, 2, 3):  # all services, so that whoever waits is called
        document["counters"] = [each for each in document["counters"] if each["number"] != counter]
        document["counters"].append({"number": counter})
    leave_settings(office, **document)  # whoever was here in the example before
    reason = "x" if document["desk"]["reason"] == "compulsory" else None

    service = document["services"][-1]["key"]
    ticket = queue.issue("preferential", service, outside_hours=True)
    called = queue.call_next(counter=1)
    queue.start(counter=1)
    done = queue.finish(counter=1, reason=reason, survey_offered=True)

    assert called is not None
    assert (called.id, done.state) == (ticket.id, State.FINISHED)
    assert queue.board().settings == office.settings.get().settings
    assert office.settings.import_toml(office.settings.export_toml()).changes == ()
