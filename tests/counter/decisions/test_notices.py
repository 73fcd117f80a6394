"""What the leader announces: its texts, its key, the changes that put it up and take it down."""

from datetime import UTC, datetime, timedelta

import pytest

from core.domain.limits import KeyLimit
from core.domain.service import MOST_NOTICES, Notice, NoticeKind
from core.office import Office, template
from core.office.document.document import read_document
from counter.decisions.notices import (
    announcing,
    ending,
    new_key,
    next_times,
    outage_texts,
    typed_time,
)

SETTINGS = read_document(template("san-andres"))
AT = datetime(2026, 11, 24, 14, 41, tzinfo=UTC)  # 9:41 a. m. in the office
LOCAL = SETTINGS.local(AT)
NOON = LOCAL.replace(hour=12, minute=0)
SAN_LUIS, EL_COVE = {"es": "San Luis"}, {"es": "El Cove", "en": "The Cove"}


def test_an_outage_is_told_in_each_language_of_the_office() -> None:
    assert outage_texts(SETTINGS, [SAN_LUIS], NOON, AT) == {
        "es": "Sin energía en San Luis. Trabajamos para restablecerla. Hora estimada: 12:00 m.",
        "en": "No power in San Luis. We are working to restore it. Estimated time: 12:00 noon.",
    }


def test_a_time_that_nobody_knows_is_not_told() -> None:
    texts = outage_texts(SETTINGS, [SAN_LUIS, EL_COVE], None, AT)

    assert texts["es"] == "Sin energía en San Luis y El Cove. Trabajamos para restablecerla."
    assert texts["en"] == "No power in San Luis and The Cove. We are working to restore it."


def test_no_sector_is_the_whole_island() -> None:
    texts = outage_texts(SETTINGS, [], NOON.replace(hour=14, minute=30), AT)

    assert texts["es"].startswith("Sin energía en toda la isla. ")
    assert texts["es"].endswith(" Hora estimada: 2:30 p. m.".replace(" p. m", "\xa0p.\xa0m"))
    assert texts["en"].startswith("No power on the whole island. ")


def test_a_time_of_another_day_is_told_with_its_day() -> None:
    texts = outage_texts(SETTINGS, [SAN_LUIS], NOON + timedelta(days=1), AT)

    assert "miércoles 25/11/2026, 12:00 m." in texts["es"]


def test_a_language_of_which_nothing_was_reviewed_gets_no_text() -> None:
    with_creole = read_document(dict(template("san-andres")) | {"languages": ["es", "icr"]})

    assert set(outage_texts(with_creole, [SAN_LUIS], None, AT)) == {"es"}


@pytest.mark.parametrize("words", ["San Luis", "Peñón, del «Ñandú» " * 9, "", "!?", "中文字"])
def test_a_key_is_one_that_may_be_and_that_no_other_notice_has(words: str) -> None:
    settings = SETTINGS
    keys = []
    for _ in range(3):
        key = new_key(settings, words, AT)
        assert KeyLimit().problem("key", key) is None
        keys.append(key)
        notice = {"key": key, "texts": {"es": "x"}}
        plain = dict(template("san-andres")) | {
            "notices": [{"key": each.key, "texts": {"es": "x"}} for each in settings.notices]
            + [notice]
        }
        settings = read_document(plain)

    assert len(set(keys)) == 3


def test_a_key_says_where_and_since_when() -> None:
    assert new_key(SETTINGS, "San Luis", AT) == "san-luis-20261124-0941"


@pytest.mark.parametrize(
    ("now", "times"),
    [
        ("9:41", "10:30 11:00"),
        ("9:30", "10:00 10:30"),
        ("9:31", "10:30 11:00"),
        ("9:00", "9:30 10:00"),
    ],
)
def test_the_next_full_and_half_hours_are_offered(now: str, times: str) -> None:
    hour, minute = map(int, now.split(":"))

    found = next_times(LOCAL.replace(hour=hour, minute=minute, second=0))

    assert " ".join(f"{each.hour}:{each.minute:02}" for each in found) == times


@pytest.mark.parametrize(
    ("typed", "day", "time"),
    [
        ("14:30", 24, "14:30"),
        ("2:30 p. m.", 24, "14:30"),
        ("2:30", 24, "14:30"),
        ("10", 24, "10:00"),
        ("12", 24, "12:00"),
        ("12:00 m.", 24, "12:00"),
        ("12 a. m.", 25, "00:00"),
        ("8:00 am", 25, "08:00"),
        ("9.45", 24, "09:45"),
        ("9:41", 24, "21:41"),
        ("0:15", 25, "00:15"),
    ],
)
def test_a_typed_time_is_the_next_that_reads_so(typed: str, day: int, time: str) -> None:
    found = typed_time(typed, LOCAL)

    assert found is not None
    assert (found.day, found.strftime("%H:%M")) == (day, time)
    assert found > LOCAL


@pytest.mark.parametrize("typed", ["", "noon", "25:00", "9:60", "13 p. m.", "0 am", "1:2:3", "-1"])
def test_what_says_no_time_is_none(typed: str) -> None:
    assert typed_time(typed, LOCAL) is None


def a_notice(office: Office, words: str, ends_at: datetime | None = None) -> Notice:
    settings, at = office.settings.get().settings, office.clock.now().at
    texts = outage_texts(settings, [{"es": words}], ends_at, at)
    key = new_key(settings, words, at)
    return Notice(key, texts, NoticeKind.OUTAGE, at, ends_at)


def test_an_announced_outage_is_in_force_until_it_is_ended(office: Office) -> None:
    at = office.clock.now().at
    notice = a_notice(office, "San Luis")

    office.settings.change(announcing(office.settings.get().settings, notice, at), by="lider")
    assert office.settings.get().settings.outage(at) == notice
    office.settings.change(ending([notice.key]), by="lider")

    assert office.settings.get().settings.notices == ()


def test_notices_whose_time_is_over_make_room(office: Office) -> None:
    at = office.clock.now().at
    for number in range(MOST_NOTICES):
        ends = at + timedelta(minutes=1)
        notice = a_notice(office, f"Sector {number}", ends)
        office.settings.change(announcing(office.settings.get().settings, notice, at))
    later = at + timedelta(minutes=2)

    changes = announcing(office.settings.get().settings, a_notice(office, "El Cove"), later)
    office.settings.change(changes, by="lider")

    (left,) = office.settings.get().settings.notices
    assert left.texts["es"].startswith("Sin energía en El Cove.")
