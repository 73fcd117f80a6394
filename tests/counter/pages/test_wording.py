"""What the counter says: why a ticket is next, what to say aloud, how the devices are."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import pytest

from core.domain.ticket import Channel, Rule, Why
from core.office import Device
from core.qt.look.language import Texts
from core.qt.widgets import DeviceHealth, icon_names
from counter import scripts, wording
from counter.decisions.devices import PRINTERS, conditions
from counter.scripts import NOBODY, Citizen, Speech
from counter.wording import Reason

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
MORNING = datetime(2026, 11, 23, 11, 59)  # noqa: DTZ001 - a wall clock
NOON = datetime(2026, 11, 23, 12, 0)  # noqa: DTZ001


@pytest.fixture
def spanish(qapp: object) -> Iterator[Texts]:
    texts = Texts("es")
    yield texts
    texts.close()


# --- why


@pytest.mark.parametrize(
    ("why", "sentence"),
    [
        (Why(Rule.FIRST_COME), "Llegó primero en su fila."),
        (
            Why(Rule.PRIORITY, "A-028", 1),
            "Es preferencial y llegó primero en su fila. Pasa antes que A-028.",
        ),
        (
            Why(Rule.PRIORITY, "A-028", 6),
            "Es preferencial y llegó primero en su fila. Pasa antes que A-028 y 5 más.",
        ),
        (Why(Rule.RELIEF), "Después de 3 preferenciales se llama a uno general."),
        (Why(Rule.REINSTATED), "Se reintegró y es el siguiente de su fila."),
        (
            Why(Rule.CHOSEN, "A-001", 1, "se siente mal"),
            "Llamado fuera de su orden: se siente mal. Pasa antes que A-001.",
        ),
    ],
)
def test_every_rule_has_its_sentence(spanish: Texts, why: Why, sentence: str) -> None:
    assert wording.why(spanish, why, relief_after=3) == sentence


# --- to say aloud


def an_attention(channel: Channel = Channel.IN_PERSON, **given: Any) -> Speech:
    """Return an attention at SOPESA in the morning, by Ana, of somebody not known."""
    known: dict[str, Any] = {"at": MORNING, "facilitator": "Ana"}
    return Speech("SOPESA", channel, **(known | given))


def said(texts: Texts, channel: Channel = Channel.IN_PERSON, **given: Any) -> tuple[str, ...]:
    """Return what is said in the four steps."""
    return tuple(each.sentence for each in scripts.of(texts, an_attention(channel, **given)))


@pytest.mark.parametrize(
    ("at", "is_woman", "greeting"),
    [
        (MORNING, None, "Buenos días. Le damos la bienvenida a SOPESA."),
        (NOON, None, "Buenas tardes. Le damos la bienvenida a SOPESA."),
        (MORNING, False, "Buenos días. Bienvenido a SOPESA."),
        (NOON, False, "Buenas tardes. Bienvenido a SOPESA."),
        (MORNING, True, "Buenos días. Bienvenida a SOPESA."),
        (NOON, True, "Buenas tardes. Bienvenida a SOPESA."),
    ],
)
def test_the_greeting_is_of_the_morning_until_noon_and_fits_the_person(
    spanish: Texts, at: datetime, is_woman: bool | None, greeting: str
) -> None:
    attention = an_attention(at=at, citizen=Citizen(is_woman=is_woman))

    assert scripts.greeting(spanish, attention) == f"{greeting} ¿En qué le podemos colaborar?"


@pytest.mark.parametrize(
    ("citizen", "sentence"),
    [
        (NOBODY, "Gracias. ¿Nos colabora"),
        (Citizen(is_woman=True), "Gracias. ¿Nos colabora"),
        (Citizen("Bent"), "Gracias, señor(a) Bent. ¿Nos colabora"),
        (Citizen(" Bent ", is_woman=True), "Gracias, señora Bent. ¿Nos colabora"),
        (Citizen("Bent", is_woman=False), "Gracias, señor Bent. ¿Nos colabora"),
    ],
)
def test_the_farewell_has_the_name_when_there_is_one(
    spanish: Texts, citizen: Citizen, sentence: str
) -> None:
    assert scripts.farewell(spanish, citizen) == f"{sentence} con la encuesta de satisfacción?"


def test_telephone_and_chat_have_the_protocols_own_sentences(spanish: Texts) -> None:
    phone, chat = said(spanish, Channel.PHONE), said(spanish, Channel.CHAT)

    assert phone[0] == "Gracias por llamar a SOPESA, habla Ana. ¿En qué le podemos colaborar?"
    assert chat[0] == "Buen día en que puedo ayudarle"
    assert chat[3] == (
        "Para SOPESA S.A. ESP, fue grato atender su solicitud, mediante nuestro servicio de chat "
        "en línea, feliz día"
    )


@pytest.mark.parametrize("channel", Channel)
def test_every_sentence_names_the_office_s_own_company(spanish: Texts, channel: Channel) -> None:
    people = (Citizen("Bent"), Citizen("Bent", is_woman=True), Citizen("Bent", is_woman=False))
    for citizen in people:
        ours = said(spanish, channel, citizen=citizen)
        attention = replace(an_attention(channel, citizen=citizen), company="Luz Isleña")
        theirs = tuple(each.sentence for each in scripts.of(spanish, attention))
        assert theirs == tuple(each.replace("SOPESA", "Luz Isleña") for each in ours)


@pytest.mark.parametrize(
    ("citizen", "sentence"),
    [
        (NOBODY, "Gracias. Lo dejo con una breve encuesta de satisfacción."),
        (
            Citizen("Bent"),
            "Gracias, señor(a) Bent. Lo dejo con una breve encuesta de satisfacción.",
        ),
        (
            Citizen("Bent", is_woman=True),
            "Gracias, señora Bent. La dejo con una breve encuesta de satisfacción.",
        ),
        (
            Citizen("Bent", is_woman=False),
            "Gracias, señor Bent. Lo dejo con una breve encuesta de satisfacción.",
        ),
    ],
)
def test_a_call_ends_with_the_survey_that_follows_by_itself(
    spanish: Texts, citizen: Citizen, sentence: str
) -> None:
    assert said(spanish, Channel.PHONE, citizen=citizen)[3] == sentence


def test_an_email_that_is_for_others_has_the_protocols_own_answer(spanish: Texts) -> None:
    assert said(spanish, Channel.EMAIL)[2] == "Su solicitud no versa sobre procesos con la empresa."


def test_an_email_is_answered_in_writing(spanish: Texts) -> None:
    bent = Citizen("Bent", is_woman=True)

    assert said(spanish, Channel.EMAIL)[0] == "Cordial saludo:"
    assert said(spanish, Channel.EMAIL, citizen=bent)[0] == "Cordial saludo, señora Bent:"


@pytest.mark.parametrize("channel", Channel)
def test_no_step_says_what_another_one_has_said(spanish: Texts, channel: Channel) -> None:
    sentences = said(spanish, channel)
    questions = [each for sentence in sentences for each in re.findall("¿[^?]*[?]", sentence)]

    assert len(set(sentences)) == 4
    assert len(set(questions)) == len(questions)


@pytest.mark.parametrize("channel", Channel)
def test_who_has_waited_is_thanked_and_not_welcomed_again(spanish: Texts, channel: Channel) -> None:
    first, *others = said(spanish, channel, has_returned=True)

    assert first == "Gracias por esperar."
    assert tuple(others) == said(spanish, channel)[1:]


# --- before the citizen is left alone


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ("break", "hacer una pausa corta"),
        ("lunch", "almorzar"),
        ("colleague", "ayudar a un compañero"),
        ("enquiry", "consultar su caso"),
        ("document", "traer un documento"),
        ("other", "resolver otro asunto"),
    ],
)
def test_asking_leave_gives_the_reason_and_uses_the_name(
    spanish: Texts, key: str, why: str
) -> None:
    (reason,) = (each for each in wording.AWAY_REASONS if each.key == key)
    rest = f"debo retirarme un momento para {why}. ¿Me permite?"

    assert scripts.leave(spanish, reason, NOBODY) == f"D{rest[1:]}"
    assert scripts.leave(spanish, reason, Citizen("Bent")) == f"Señor(a) Bent, {rest}"
    assert scripts.leave(spanish, reason, Citizen("Bent", is_woman=True)) == f"Señora Bent, {rest}"
    assert scripts.leave(spanish, reason, Citizen("Bent", is_woman=False)) == f"Señor Bent, {rest}"


@pytest.mark.parametrize(
    "reason", [*wording.AWAY_REASONS, *wording.HOLD_REASONS, wording.HOLD_PREFERENTIAL]
)
@pytest.mark.parametrize("language", ["es", "en"])
def test_every_reason_is_told_in_every_language(
    qapp: object, language: Literal["es", "en"], reason: Reason
) -> None:
    texts = Texts(language)
    without, with_name = (
        scripts.leave(texts, reason, each) for each in (NOBODY, Citizen("Bent", is_woman=True))
    )
    texts.close()

    assert with_name.startswith({"es": "Señora Bent, ", "en": "Ms. Bent, "}[language])
    for sentence in (without, with_name):
        assert sentence.endswith({"es": ". ¿Me permite?", "en": ". May I?"}[language])
        assert sentence[0].isupper()


def test_no_two_reasons_are_told_alike(spanish: Texts) -> None:
    for reasons in (wording.AWAY_REASONS, (wording.HOLD_PREFERENTIAL, *wording.HOLD_REASONS)):
        assert len({scripts.leave(spanish, each, NOBODY) for each in reasons}) == len(reasons)


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, "00:00"), (59.9, "00:59"), (252, "04:12"), (3852, "1:04:12")]
)
def test_a_stopwatch_counts_whole_seconds(seconds: float, shown: str) -> None:
    assert wording.stopwatch(seconds) == shown


def test_a_reason_for_being_away_from_another_program_is_shown_as_it_is(spanish: Texts) -> None:
    assert wording.away_word(spanish, "lunch") == "Almuerzo"
    assert wording.away_word(spanish, "visita médica") == "visita médica"
    assert wording.away_word(spanish, None) == ""


# --- devices


def a_device(kind: str, seconds_ago: float = 0, name: str = "one", **state: str) -> Device:
    return Device(name, kind, NOW - timedelta(seconds=seconds_ago), state)


def test_devices_never_heard_of_are_unknown() -> None:
    assert [each.health for each in conditions((), NOW)] == [DeviceHealth.UNKNOWN] * 3


def test_well_devices_are_well() -> None:
    devices = (a_device("kiosk", printer="ok"), a_device("display", voice="ok"))

    assert [each.health for each in conditions(devices, NOW)] == [DeviceHealth.OK] * 3


@pytest.mark.parametrize("state", sorted(set(PRINTERS) - {"ok"}))
def test_every_fault_of_a_printer_has_a_word_and_a_way_out(state: str) -> None:
    printer, _, _ = conditions((a_device("kiosk", printer=state),), NOW)

    assert printer.health in {DeviceHealth.ALERT, DeviceHealth.FAULT}
    assert printer.title
    assert printer.sentence
    assert printer.icon in icon_names()


def test_a_printer_that_says_nothing_known_is_never_taken_for_fine() -> None:
    for kiosk in (
        a_device("kiosk", printer="unknown"),
        a_device("kiosk", printer="singing"),
        a_device("kiosk"),
    ):
        printer, _, _ = conditions((kiosk,), NOW)
        assert printer.health is DeviceHealth.UNKNOWN


def test_a_device_silent_for_over_a_minute_is_an_alert_whatever_it_said() -> None:
    silent = (a_device("kiosk", 61, printer="ok"), a_device("display", 61, voice="ok"))
    heard = (a_device("kiosk", 60, printer="ok"), a_device("display", 60, voice="ok"))

    assert [each.health for each in conditions(silent, NOW)] == [
        DeviceHealth.FAULT,
        DeviceHealth.FAULT,
        DeviceHealth.UNKNOWN,
    ]
    assert [each.health for each in conditions(heard, NOW)] == [DeviceHealth.OK] * 3


def test_of_several_devices_the_worst_is_shown() -> None:
    devices = (
        a_device("kiosk", printer="ok"),
        a_device("kiosk", name="two", printer="out_of_paper"),
        a_device("display", voice="ok"),
        a_device("display", name="two", voice="failed"),
    )

    printer, display, voice = conditions(devices, NOW)

    assert (printer.word, display.health, voice.word) == ("No paper", DeviceHealth.OK, "No voice")


@pytest.mark.parametrize(
    ("voices", "word"),
    [
        (("ok", "off"), "Voice"),  # one of two speaks, as it should be
        (("ok", "ok"), "Two voices"),
        (("fault", "ok"), "No voice"),
        (("volume", "off"), "Sound muted"),
        (("muted", "off"), "Voice muted"),
        (("off",), "Display without voice"),
    ],
)
def test_the_hall_s_voice_is_that_of_the_display_that_speaks(
    voices: tuple[str, ...], word: str
) -> None:
    devices = [a_device("display", name=f"tv-{n}", voice=each) for n, each in enumerate(voices)]

    _, _, voice = conditions(devices, NOW)

    assert voice.word == word


def test_two_displays_of_one_name_are_told() -> None:
    _, display, _ = conditions((a_device("display", voice="ok", twin="…"),), NOW)

    assert display.health is DeviceHealth.ALERT
    assert "same name" in display.title


def test_a_display_that_was_given_another_name_is_forgotten_after_some_days() -> None:
    renamed = a_device("display", 5 * 86_400, name="display-1", voice="ok")
    present = a_device("display", name="hall", voice="ok")

    alone = conditions((renamed,), NOW)
    together = conditions((renamed, present), NOW)

    assert alone[1].word == "Display silent"
    assert together[1].health is DeviceHealth.OK
