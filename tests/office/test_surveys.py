"""What citizens answer without a ticket: in the journal, once, and nowhere else."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from core.clock import FixedClock
from core.domain.figures.figures import Ratings
from core.domain.service import NoticeKind
from core.domain.ticket import Kind
from core.errors import SettingsInvalid, SurveyUsedUp, UnknownNotice, WrongScore
from core.office import Office, template
from core.office.document.document import read_document, write_document
from tests.conftest import SAMPLE_PIN
from tests.office.changes import change_settings, nothing_changes

OUTAGE: dict[str, object] = {
    "key": "la-loma",
    "kind": "outage",
    "texts": {"es": "Falla en el sector de La Loma"},
}


def announce(office: Office, *notices: Mapping[str, object]) -> None:
    change_settings(office, notices=list(notices))


def answers(office: Office) -> list[tuple[Kind, dict[str, object]]]:
    return [
        (event.kind, dict(event.data))
        for event in office.journal()
        if event.kind in {Kind.RATED, Kind.INFORMED}
    ]


def serve(office: Office, times: int = 1) -> None:
    """Have so many people served, by counter 1."""
    if office.queue.board().counters[0].staff is None:
        office.staff.sign_in("ana", pin=SAMPLE_PIN, counter=1)
    for _ in range(times):
        office.queue.serve_now(counter=1)
        office.queue.finish(counter=1)


def test_an_answer_is_one_event_without_a_person(office: Office) -> None:
    serve(office)

    office.surveys.rate(5)

    assert answers(office) == [(Kind.RATED, {"score": 5})]
    [event] = [each for each in office.journal() if each.kind is Kind.RATED]
    assert (event.ticket, event.counter, event.staff) == (None, None, None)


@pytest.mark.parametrize("score", [0, 6, -1])
def test_an_answer_that_is_none_of_the_five_changes_nothing(office: Office, score: int) -> None:
    with nothing_changes(office), pytest.raises(WrongScore):
        office.surveys.rate(score)


def test_the_same_answer_asked_twice_counts_once(office: Office) -> None:
    serve(office)

    for _ in range(2):
        office.surveys.rate(4, request="one touch")

    assert answers(office) == [(Kind.RATED, {"score": 4})]


def test_one_finger_gives_no_more_answers_than_people_were_served(office: Office) -> None:
    with nothing_changes(office), pytest.raises(SurveyUsedUp, match="30 minutes"):
        office.surveys.rate(1)
    serve(office, 3)

    for _ in range(3):
        office.surveys.rate(1)

    with nothing_changes(office), pytest.raises(SurveyUsedUp):
        office.surveys.rate(1)
    serve(office)
    office.surveys.rate(5)
    assert len(answers(office)) == 4


def test_an_answer_is_taken_for_half_an_hour_after_an_attention(
    office: Office, clock: FixedClock
) -> None:
    serve(office, 2)
    clock.advance(timedelta(minutes=30))
    office.surveys.rate(5)
    clock.advance(timedelta(minutes=1))

    with pytest.raises(SurveyUsedUp):
        office.surveys.rate(5)


def test_who_was_attended_by_telephone_answers_at_no_kiosk(office: Office) -> None:
    office.staff.sign_in("ana", pin=SAMPLE_PIN, counter=1)
    office.queue.serve_now(counter=1, channel="phone")
    office.queue.finish(counter=1)

    with pytest.raises(SurveyUsedUp):
        office.surveys.rate(5)


def test_the_days_report_tells_the_answers_from_five_on(office: Office, clock: FixedClock) -> None:
    serve(office, 5)
    for score in (5, 4, 5, 1):
        office.surveys.rate(score)
    few = office.reports.day().ratings

    office.surveys.rate(5)

    assert few == Ratings(4, None, {})
    assert office.reports.day().ratings == Ratings(5, 4.0, {1: 1, 2: 0, 3: 0, 4: 1, 5: 3})
    clock.advance(timedelta(days=1))
    assert office.reports.day().ratings.n == 0


def test_who_came_for_an_announced_outage_is_counted_without_a_ticket(office: Office) -> None:
    announce(office, OUTAGE)

    office.surveys.informed("la-loma")

    assert answers(office) == [(Kind.INFORMED, {"notice": "la-loma"})]
    assert office.queue.waiting() == ()


def test_today_is_counted_by_notice(office: Office, clock: FixedClock) -> None:
    announce(office, OUTAGE, OUTAGE | {"key": "el-cove"})
    for notice in ("la-loma", "el-cove", "la-loma"):
        office.surveys.informed(notice)

    assert office.reports.informed_today() == {"la-loma": 2, "el-cove": 1}
    clock.advance(timedelta(days=1))
    assert office.reports.informed_today() == {}


def test_the_days_report_counts_who_came_for_the_outage(office: Office, clock: FixedClock) -> None:
    announce(office, OUTAGE)
    office.surveys.informed("la-loma")
    office.surveys.informed("la-loma")
    yesterday = office.reports.day().day
    clock.advance(timedelta(days=1))
    office.surveys.informed("la-loma")

    assert office.reports.day().informed == 1
    assert office.reports.day(yesterday).informed == 2


def test_an_outage_nobody_announced_is_refused_by_name(office: Office) -> None:
    with nothing_changes(office), pytest.raises(UnknownNotice, match="san-luis"):
        office.surveys.informed("san-luis")


# --- what the leader announces


def test_a_notice_without_a_zone_is_meant_in_the_offices_time() -> None:
    document = dict(template("san-andres")) | {
        "notices": [OUTAGE | {"starts_at": "2026-11-23T09:00:00", "ends_at": "2026-11-23T15:00:00"}]
    }

    [notice] = read_document(document).notices

    assert notice.starts_at == datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
    assert not notice.is_shown(datetime(2026, 11, 23, 13, 59, tzinfo=UTC))
    assert notice.is_shown(datetime(2026, 11, 23, 14, 0, tzinfo=UTC))
    assert not notice.is_shown(datetime(2026, 11, 23, 20, 0, tzinfo=UTC))


def test_notices_go_out_as_a_document_and_come_in_again_the_same() -> None:
    settings = read_document(
        dict(template("san-andres")) | {"notices": [OUTAGE | {"ends_at": "2026-11-23T15:00:00"}]}
    )

    assert read_document(write_document(settings)) == settings


def test_notices_without_times_go_through_a_file(office: Office) -> None:
    announce(office, OUTAGE, OUTAGE | {"key": "luis", "ends_at": "2026-11-23T15:00:00"})
    before = office.settings.get().settings

    office.settings.import_toml(office.settings.export_toml())

    assert office.settings.get().settings == before


def test_the_outage_of_the_moment_is_the_one_named_last(office: Office, clock: FixedClock) -> None:
    message = {"key": "horario", "texts": {"es": "El viernes cerramos a las 3"}}
    past = OUTAGE | {"key": "san-luis", "ends_at": "2026-11-23T09:30:00"}
    announce(office, OUTAGE, message, past)
    clock.advance(timedelta(hours=1))
    settings = office.settings.get().settings

    outage = settings.outage(clock.now())

    assert outage is not None
    assert (outage.key, outage.kind) == ("la-loma", NoticeKind.OUTAGE)
    assert settings.outage(datetime(2026, 11, 21, tzinfo=UTC)) == settings.notices[2]


@pytest.mark.parametrize(
    ("notice", "where"),
    [
        ({"key": "x", "texts": {"en": "Power is out"}}, "notices.x"),
        ({"key": "x", "texts": {"es": " "}}, "notices.x"),
        (
            {
                "key": "x",
                "texts": {"es": "Falla"},
                "starts_at": "2026-11-23T15:00:00",
                "ends_at": "2026-11-23T15:00:00-05:00",
            },
            "notices.x",
        ),
        ({"key": "x", "texts": {"es": "Falla"}, "kind": "strike"}, "notices"),
    ],
)
def test_a_notice_nobody_could_show_is_refused(
    office: Office, notice: dict[str, object], where: str
) -> None:
    with nothing_changes(office), pytest.raises(SettingsInvalid) as refused:
        announce(office, notice)

    assert str(refused.value.fields["where"]).startswith(where)


def test_two_notices_of_one_key_are_refused(office: Office) -> None:
    with nothing_changes(office), pytest.raises(SettingsInvalid, match="la-loma"):
        announce(office, OUTAGE, OUTAGE)


# --- PINs taken along


def test_whose_a_pin_is_can_be_told_without_the_database(office: Office) -> None:
    office.staff.add("luz", name="Luz", pin="97531")
    keys = office.staff.keys()
    office.close()

    found = keys.whose("97531")

    assert found is not None
    assert found.username == "luz"
    assert keys.whose("97530") is None
    sample = keys.whose(SAMPLE_PIN)
    assert sample is not None
