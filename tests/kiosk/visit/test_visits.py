"""Where a visitor goes from the first page: services, the survey, the outage, the options."""

import pytest

from core.domain.ticket import Kind, Line
from core.machine.config import Config
from core.office import Office
from kiosk.visit.page_values import (
    Home,
    NoServer,
    Options,
    Result,
    Services,
    StillThere,
    Survey,
    Thanks,
)
from tests.conftest import SAMPLE_PIN
from tests.kiosk.conftest import GoodPrinter, Kiosk, Start, issued
from tests.kiosk.visit.test_away import Wire, lost_after
from tests.office.changes import change_settings

SERVICES = [
    {"key": "facturas", "names": {"es": "Factura y pagos", "en": "Bill and payments"}},
    {"key": "danos", "names": {"es": "Daño o falla", "en": "Power fault"}},
]
OUTAGE = {
    "key": "la-loma",
    "kind": "outage",
    "texts": {"es": "Falla en el sector de La Loma.", "en": "Power is out in La Loma."},
}


def answers(office: Office, kind: Kind) -> list[dict[str, object]]:
    return [dict(event.data) for event in office.journal() if event.kind is kind]


def serve(office: Office, times: int = 1) -> None:
    """Have so many people served, who may answer the survey."""
    office.staff.sign_in("ana", pin=SAMPLE_PIN, counter=1)
    for _ in range(times):
        office.queue.serve_now(counter=1)
        office.queue.finish(counter=1)


def at_home(start: Start) -> Kiosk:
    kiosk = start(GoodPrinter())
    kiosk.wait_for(Home)
    return kiosk


# --- services


def test_an_office_of_several_services_asks_for_which(start: Start, office: Office) -> None:
    change_settings(office, services=SERVICES)
    kiosk = at_home(start)

    kiosk.touch(kiosk.window.home.preferential)
    kiosk.wait_for(Services)
    kiosk.touch(kiosk.button("Daño o falla"))

    kiosk.wait_for(Result)
    [ticket] = office.queue.waiting()
    assert (ticket.line, ticket.service) == (Line.PREFERENTIAL, "danos")


def test_a_double_touch_on_a_service_gives_one_ticket(start: Start, office: Office) -> None:
    change_settings(office, services=SERVICES)
    kiosk = at_home(start)
    kiosk.touch(kiosk.window.home.general)
    kiosk.wait_for(Services)

    for service in ("facturas", "facturas", "danos"):
        kiosk.presenter.choose(service)

    kiosk.wait_for(Result)
    assert issued(office) == ["A-001"]


def test_who_chose_the_wrong_line_goes_back_in_the_same_language(
    start: Start, office: Office
) -> None:
    change_settings(office, services=SERVICES)
    kiosk = at_home(start)
    kiosk.touch(kiosk.button("English"))
    kiosk.touch(kiosk.window.home.general)
    kiosk.wait_for(Services)
    assert kiosk.has("Power fault")

    kiosk.touch(kiosk.button("Back"))

    kiosk.wait_for(Home)
    assert kiosk.says("Which service do you need?")
    assert issued(office) == []


def test_who_leaves_the_services_is_asked_and_then_forgotten(start: Start, office: Office) -> None:
    change_settings(office, services=SERVICES)
    kiosk = at_home(start)
    kiosk.touch(kiosk.window.home.general)
    kiosk.wait_for(Services)

    kiosk.pass_time(35)
    assert kiosk.shows(StillThere)
    kiosk.touch(kiosk.button("Sí, necesito más tiempo"))
    assert kiosk.shows(Services)
    kiosk.pass_time(55)

    assert kiosk.shows(Home)


# --- the survey


@pytest.mark.parametrize(("face", "score"), [("Muy mala", 1), ("Muy buena", 5)])
def test_a_face_is_an_answer_and_thanks_follow(
    start: Start, office: Office, face: str, score: int
) -> None:
    serve(office)
    kiosk = at_home(start)
    kiosk.touch(kiosk.button("Calificar la atención"))
    kiosk.wait_for(Survey)

    kiosk.touch(kiosk.button(face))

    kiosk.wait_for(Thanks)
    assert answers(office, Kind.RATED) == [{"score": score}]
    kiosk.touch(kiosk.button("Listo"))
    assert kiosk.shows(Home)


def test_an_answer_more_than_people_were_served_does_not_count_and_says_so(
    start: Start, office: Office
) -> None:
    serve(office, 2)
    kiosk = at_home(start)
    said = []

    for _ in range(4):
        kiosk.touch(kiosk.button("Calificar la atención"))
        kiosk.wait_for(Survey)
        kiosk.touch(kiosk.button("Muy mala"))
        kiosk.wait_for(Thanks)
        said.append(kiosk.says("Ya tenemos una respuesta de cada persona recién atendida."))
        kiosk.touch(kiosk.button("Listo"))
        kiosk.wait_for(Home)

    assert said == [False, False, True, True]
    assert len(answers(office, Kind.RATED)) == 2


def test_two_faces_at_once_are_one_answer(start: Start, office: Office) -> None:
    serve(office)
    kiosk = at_home(start)
    kiosk.touch(kiosk.button("Calificar la atención"))
    kiosk.wait_for(Survey)

    for score in (5, 5, 1):
        kiosk.presenter.rate(score)

    kiosk.wait_for(Thanks)
    assert answers(office, Kind.RATED) == [{"score": 5}]


def test_an_answer_whose_way_back_was_lost_counts_once(
    start: Start, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(office)
    kiosk = at_home(start)
    opened = kiosk.presenter._watch.office
    assert opened is not None
    wire = Wire()
    wire.troubles = [lost_after]
    wire.lay(opened, monkeypatch, on=opened.surveys, name="rate")
    kiosk.touch(kiosk.button("Calificar la atención"))
    kiosk.wait_for(Survey)

    kiosk.touch(kiosk.button("Buena"))

    kiosk.wait_for(Thanks)
    assert wire.asked == 2
    assert answers(office, Kind.RATED) == [{"score": 4}]


# --- the outage


def test_who_came_for_the_outage_says_so_and_needs_no_ticket(start: Start, office: Office) -> None:
    change_settings(office, notices=[OUTAGE])
    kiosk = at_home(start)
    assert kiosk.says("Falla en el sector de La Loma.")

    kiosk.touch(kiosk.button("Era por eso"))

    kiosk.wait_for(Thanks)
    assert answers(office, Kind.INFORMED) == [{"notice": "la-loma"}]
    assert issued(office) == []
    assert any("608 5131011" in words for words in kiosk.words())


def test_the_notice_stands_and_goes_while_the_kiosk_runs(kiosk: Kiosk, office: Office) -> None:
    change_settings(office, notices=[OUTAGE])
    kiosk.wait(lambda: kiosk.says("Falla en el sector de La Loma."))

    change_settings(office, notices=[])

    kiosk.wait(lambda: not kiosk.says("Falla en el sector de La Loma."))


def test_a_notice_taken_away_in_that_very_moment_is_a_sentence(
    start: Start, office: Office
) -> None:
    change_settings(office, notices=[OUTAGE])
    kiosk = at_home(start)
    kiosk.presenter._watch.close()
    kiosk.link.changed.disconnect(kiosk.presenter._watch.reader.look_soon)
    change_settings(office, notices=[])

    kiosk.touch(kiosk.button("Era por eso"))

    kiosk.wait(lambda: kiosk.shows(NoServer))
    assert answers(office, Kind.INFORMED) == []


# --- how things are shown


def test_the_options_are_a_page_of_their_own_where_there_is_no_room(kiosk: Kiosk) -> None:
    kiosk.presenter.open_options()
    kiosk.wait_for(Options)

    kiosk.touch(kiosk.button("Alto contraste"))
    kiosk.touch(kiosk.button("Volver"))

    kiosk.wait_for(Home)
    assert kiosk.mode == "contrast"


def test_creole_is_there_for_reviewers_only(start: Start, office: Office) -> None:
    change_settings(office, languages=["es", "en", "icr"])
    kiosk = at_home(start)
    assert not kiosk.has("Kriol")

    preview = start(GoodPrinter(), config=Config(show_drafts=True, device="preview"))
    preview.wait_for(Home)
    preview.touch(preview.button("Kriol"))

    preview.wait(lambda: preview.says("Wich atenshan yu niid?"))
    assert kiosk.says("¿Qué atención necesita?")


def test_the_people_before_one_and_how_long_they_take_stand_under_each_line(
    start: Start, staffed_office: Office
) -> None:
    for line in ("general", "general", "general", "preferential"):
        staffed_office.queue.issue(line)
    kiosk = at_home(start)

    general, preferential = (
        block.accessibleName()
        for block in (kiosk.window.home.general, kiosk.window.home.preferential)
    )

    assert general.startswith("Atención general. 4 personas")
    assert preferential.startswith("Atención preferencial. 1 persona")
    assert "min" in general
    assert staffed_office.queue.prospect(staffed_office.queue.issue().id).ahead == 4
