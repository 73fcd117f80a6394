import json
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.calendar.hours import OpenDays, Span
from core.domain.service import Contact
from core.domain.ticket import Line
from core.printing.slip.slip import (
    Banner,
    Block,
    Code,
    Slip,
    SlipContent,
    SlipSize,
    SlipText,
)
from tests.builders import a_ticket, an_office_settings, local, span
from tests.printing.slips import WEEK, a_content, a_slip


def words_of(slip: Slip) -> list[str]:
    def words(block: Block) -> str | None:
        match block:
            case SlipText() | Banner():
                return block.words.replace("\N{NO-BREAK SPACE}", " ")
            case Code():
                return block.code
            case _:
                return None

    return [line for block in slip.blocks if (line := words(block)) is not None]


def test_a_spanish_paper_says_everything_in_its_order() -> None:
    slip = a_slip(language="es")

    assert words_of(slip) == [
        "SOPESA",
        "Oficina San Andrés",
        "Av. Providencia N° 4-135",
        "Su turno es",
        "P-014",
        "Atención preferencial",
        "Lunes 23/11/2026 · 9:18 a. m.",
        "Personas antes de usted: 3",
        "Espera aproximada:",
        "entre 5 y 25 minutos",
        (
            "Le llamaremos por pantalla y por voz. Si no escuchó su llamado, "
            "acérquese a un facilitador."
        ),
        "Lunes a viernes",
        "8:00 a. m. a 12:00 m.",
        "1:00 p. m. a 5:00 p. m.",
        "Daños, 24 horas: opción 1",
        "608 5131011",
        "Otros asuntos: opción 2",
        "www.sopesa.com, con chat",
        "info@sopesa.com",
        "Este turno no es un radicado.",
    ]


def test_an_english_paper_says_everything_in_its_order() -> None:
    slip = a_slip(language="en", line=Line.GENERAL, code="A-007")

    assert words_of(slip) == [
        "SOPESA",
        "San Andrés office",
        "Av. Providencia N° 4-135",
        "Your ticket is",
        "A-007",
        "General service",
        "Monday 23 Nov 2026 · 9:18 a.m.",
        "People ahead of you: 3",
        "Estimated wait:",
        "5 to 25 minutes",
        (
            "We will call you on screen and by voice. "
            "If you missed your call, please speak to a staff member."
        ),
        "Monday to Friday",
        "8:00 a.m. to 12:00 p.m.",
        "1:00 p.m. to 5:00 p.m.",
        "Power faults, 24 hours: option 1",
        "608 5131011",
        "Other matters: option 2",
        "www.sopesa.com, with chat",
        "info@sopesa.com",
        "This ticket is not a filing number.",
    ]


def test_a_wait_that_may_be_nothing_is_said_by_its_end() -> None:
    assert "menos de 10 minutos" in words_of(a_slip(low_min=0, high_min=10))


def test_without_an_estimate_the_paper_says_nothing_of_waiting() -> None:
    words = words_of(a_slip(ahead=None, low_min=None, high_min=None))

    assert words[6] == "Lunes 23/11/2026 · 9:18 a. m."
    assert words[7].startswith("Le llamaremos")


def test_an_office_without_contact_lines_prints_none() -> None:
    words = words_of(a_slip(hours=(), contact=Contact()))

    assert words[-2].startswith("Le llamaremos")
    assert words[-1] == "Este turno no es un radicado."


def test_a_fault_line_without_an_option_names_none() -> None:
    assert "Daños, 24 horas:" in words_of(a_slip(fault_option=""))


@pytest.mark.parametrize(("language", "word"), [("es", "COPIA"), ("en", "COPY")])
def test_only_a_copy_says_that_it_is_one(language: str, word: str) -> None:
    assert word in words_of(a_slip(language=language, copy=True))
    assert word not in words_of(a_slip(language=language))


def test_the_number_of_people_ahead_stands_out() -> None:
    (ahead,) = (
        block
        for block in a_slip(ahead=12).blocks
        if isinstance(block, SlipText) and block.words.startswith("Personas")
    )

    assert [(run.text, run.strong) for run in ahead.runs] == [
        ("Personas antes de usted: ", False),
        ("12", True),
    ]
    assert ahead.role is SlipSize.PLAIN


def test_a_paper_is_dated_by_the_office_clock() -> None:
    slip = a_slip(issued_at=local("2026-11-23 23:30"))  # already the 24th in UTC

    assert "Lunes 23/11/2026 · 11:30 p. m." in words_of(slip)
    assert slip.day == date(2026, 11, 23)


def test_a_paper_and_its_copy_have_names_of_their_own() -> None:
    assert a_slip().name == "2026-11-23-P-014"
    assert a_slip(copy=True).name == "2026-11-23-P-014-copy"


# --- hours ---------------------------------------------------------------------------------------


def test_two_days_and_single_days_are_named_as_people_do() -> None:
    hours = (OpenDays(0, 1, (span(8, 12),)), OpenDays(5, 5, (span(9, 11),)))

    words = words_of(a_slip(hours=hours))

    assert words[words.index("Lunes y martes") + 1] == "8:00 a. m. a 12:00 m."
    assert words[words.index("Sábado") + 1] == "9:00 a. m. a 11:00 a. m."


# --- the facts -----------------------------------------------------------------------------------


def test_the_facts_come_from_the_ticket_and_the_settings() -> None:
    contact = Contact(fault_phone="608 5131011", fault_option="1", web="www.sopesa.com")
    settings = an_office_settings(contact=contact)
    ticket = a_ticket(7)

    content = SlipContent.of(ticket, settings, ahead=2, low_min=5, high_min=20)

    assert content.code == ticket.code
    assert content.line is ticket.line
    assert content.issued_at == ticket.issued_at
    assert (content.company, content.office) == ("SOPESA", "San Andrés")
    assert (content.ahead, content.low_min, content.high_min) == (2, 5, 20)
    assert content.hours == WEEK
    assert content.contact == contact


def test_an_attention_without_a_number_has_no_paper() -> None:
    ticket = a_ticket(code=None)

    with pytest.raises(ValueError, match="no number"):
        SlipContent.of(ticket, an_office_settings())


minutes = st.one_of(st.none(), st.integers(0, 500))
spans = st.tuples(
    st.times().map(lambda at: time(at.hour, at.minute)),
    st.times().map(lambda at: time(at.hour, at.minute)),
).map(lambda pair: Span(*pair))
contents = st.builds(
    a_content,
    office=st.text(),
    line=st.sampled_from(Line),
    language=st.sampled_from(["es", "en"]),
    ahead=minutes,
    low_min=minutes,
    high_min=minutes,
    hours=st.lists(
        st.builds(
            OpenDays, st.integers(0, 6), st.integers(0, 6), st.lists(spans, max_size=3).map(tuple)
        ),
        max_size=3,
    ).map(tuple),
)


@given(contents)
def test_a_copy_printed_from_the_database_has_the_same_facts(content: SlipContent) -> None:
    stored = json.loads(json.dumps(content.as_data()))

    assert SlipContent.from_data(stored) == content


def test_a_paper_asked_for_before_all_of_the_contact_was_kept_is_read() -> None:
    data = a_content().as_data()
    del data["contact"]
    data |= {"fault_phone": "608 5131011", "fault_option": "1", "web": "www.sopesa.com"}

    content = SlipContent.from_data(data)

    assert content.contact == Contact("", "608 5131011", "1", web="www.sopesa.com")


@pytest.mark.parametrize(
    ("contact", "lines"),
    [
        (Contact(phone="608 5131011"), ["Otros asuntos: 608 5131011"]),
        (Contact(phone="1", phone_option="2", fault_phone="3"), ["Otros asuntos: 1, opción 2"]),
        (Contact(web="a.co", chat="b.co"), ["a.co", "Chat: b.co"]),
        (Contact(chat="b.co", email="c@d"), ["Chat: b.co", "c@d"]),
    ],
)
def test_each_way_to_reach_the_office_is_on_the_paper(contact: Contact, lines: list[str]) -> None:
    assert words_of(a_slip(hours=(), contact=contact))[-1 - len(lines) : -1] == lines
