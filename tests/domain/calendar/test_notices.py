"""What an office announces, to whom and when; and the days its figures are counted by."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from core.domain.calendar.hours import Hours, day_span
from core.domain.service import Notice, NoticeKind, OfficeSettings, text_in
from tests.builders import an_office_settings

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
EARLIER = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


def a_notice(**facts: object) -> Notice:
    given = {"key": "loma", "texts": {"es": "Falla"}, "kind": NoticeKind.OUTAGE} | facts
    return Notice(**given)  # type: ignore[arg-type] # a builder


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "is_shown"),
    [
        (None, None, True),
        (EARLIER, None, True),
        (NOW, None, True),
        (LATER, None, False),
        (None, LATER, True),
        (None, NOW, False),
        (EARLIER, LATER, True),
        (None, EARLIER, False),
    ],
)
def test_a_notice_is_shown_from_its_start_until_its_end(
    starts_at: datetime | None, ends_at: datetime | None, is_shown: bool
) -> None:
    assert a_notice(starts_at=starts_at, ends_at=ends_at).is_shown(NOW) is is_shown


def test_the_outage_is_the_last_one_of_those_announced_now() -> None:
    first, second = a_notice(key="loma"), a_notice(key="luis")
    others = (a_notice(kind=NoticeKind.MESSAGE), a_notice(ends_at=EARLIER))
    settings: OfficeSettings = replace(an_office_settings(), notices=(first, second, *others))

    assert settings.outage(NOW) == second
    assert replace(settings, notices=others).outage(NOW) is None


@pytest.mark.parametrize(
    ("texts", "language", "read"),
    [
        ({"es": "uno", "en": "one", "icr": "wan"}, "icr", "wan"),
        ({"es": "uno", "en": "one"}, "icr", "one"),
        ({"es": "uno"}, "icr", "uno"),
        ({"es": "uno"}, "en", "uno"),
        ({}, "en", ""),
    ],
)
def test_a_reader_gets_the_nearest_language_there_is(
    texts: dict[str, str], language: str, read: str
) -> None:
    assert text_in(texts, language) == read


def test_a_day_lasts_from_midnight_to_midnight_at_the_office() -> None:
    hours = Hours(timezone="America/Bogota", week={})

    assert day_span(date(2026, 11, 23), hours) == (
        datetime(2026, 11, 23, 5, 0, tzinfo=UTC),
        datetime(2026, 11, 24, 5, 0, tzinfo=UTC),
    )
