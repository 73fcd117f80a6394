"""Mornings to live with a screen reader: what is pressed, what happens, what must be heard then.

Each step has a name, what is done, and its facts in Spanish and in English, in reading order: only
facts, in the words they are said in, so that a sentence may change around them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from core.domain.ticket import Line
from tests.conftest import SAMPLE_PIN
from tests.fakes.fake_printer import Mode

if TYPE_CHECKING:
    from tests.windows.orca_lab import Lab

Fact = str | tuple[str, str]
"""In both languages alike, or in Spanish and in English."""
Do = Callable[["Lab"], object]
NOISE: tuple[Fact, ...] = ("layered pane", "panel por capas", "filler", "relleno", "unknown")
"""What no step may say: names of roles that mean nothing to anybody."""


@dataclass(frozen=True)
class Step:
    """`least_s`: how long is listened at least; `is_other`: in the window's other language."""

    name: str
    do: Do
    said: tuple[Fact, ...] = ()
    least_s: float = 3.0
    unsaid: tuple[Fact, ...] = NOISE
    is_other: bool = False

    def facts(self, language: str) -> list[str]:
        return list(_in(language, self.said))

    def never(self, language: str) -> list[str]:
        return list(_in(language, self.unsaid))


@dataclass(frozen=True)
class Setting:
    """`document` is what the office has besides; `later`: after nine on a Monday."""

    window: str
    before: Do | None = None
    document: Mapping[str, Any] = field(default_factory=dict)
    later: timedelta = timedelta()


@dataclass(frozen=True)
class Morning(Sequence[Step]):
    setting: Setting
    steps: tuple[Step, ...]

    def __len__(self) -> int:
        return len(self.steps)

    def __getitem__(self, number: Any) -> Any:
        return self.steps[number]


def _in(language: str, facts: Sequence[Fact]) -> Iterator[str]:
    number = ("es", "en").index(language)
    return (fact if isinstance(fact, str) else fact[number] for fact in facts)


def keys(*pressed: str) -> Do:
    return lambda lab: lab.key(*pressed)


def writes(text: str, *pressed: str) -> Do:
    def do(lab: "Lab") -> None:
        lab.type(text)
        lab.key(*pressed)

    return do


def waits(_lab: "Lab") -> None:
    """Do nothing."""


SEVERAL_SERVICES = {
    "services": [
        {
            "key": "customer-service",
            "names": {"es": "Atención al usuario", "en": "Customer service"},
        },
        {
            "key": "new-connections",
            "names": {"es": "Conexiones nuevas", "en": "New connections"},
        },
    ]
}
GENERAL, PRIORITY = ("fila general", "general line"), ("fila preferencial", "priority line")
COUNTER_1 = ("puesto 1", "counter 1")
NEXT, CALLED = ("Sigue: ", "Next: "), ("Llamado: ", "Called: ")
FINISHED = ("atención finalizada", "finished")
IN_SERVICE = ("En atención", "In service")
NOBODY = (
    "Nadie espera para este puesto; 1 espera para otro.",
    "Nobody waits for this counter; 1 waits for another one.",
)


def next_is(code: str, line: Fact, waiting: int) -> tuple[Fact, ...]:
    wait = ("Espera: ", "Wait: ")
    one = ("1 persona espera.", "1 person is waiting.")
    many = (f"{waiting} personas esperan.", f"{waiting} people are waiting.")
    return (NEXT, code, line, wait, one if waiting == 1 else many)


def called_is(code: str, line: Fact, call: int = 1) -> tuple[Fact, ...]:
    calls = (f"Llamado {call} de 3", f"Call {call} of 3")
    return (CALLED, code, line, COUNTER_1, calls)


def before_the_counter(lab: "Lab") -> None:
    lab.office.staff.sign_in("beto", pin=SAMPLE_PIN, counter=2)
    lab.office.queue.issue()
    lab.office.queue.issue(Line.PREFERENTIAL)
    for _ in range(6):
        lab.office.queue.issue()


def finishing(number: int, outcome: Fact, code: str, following: str, left: int) -> list[Step]:
    """Call, start and finish with an outcome."""
    return [
        Step(f"F9: call {code}", keys("F9"), called_is(code, GENERAL)),
        Step("F9: start", keys("F9"), (code, IN_SERVICE, *([outcome] if number == 1 else []))),
        Step(f"{number}: an outcome", keys(str(number)), () if number == 1 else (outcome,)),
        Step("F9: finish", keys("F9"), (code, FINISHED, *next_is(following, GENERAL, left))),
    ]


COUNTER = (
    Step("the window comes", waits, (("Usuario", "User name"),), 5.0),
    Step("the user name, Tab", writes("ana", "Tab"), ("PIN",)),
    Step(
        "a wrong PIN, F9",
        writes("9999", "F9"),
        (("Ese no es el PIN", "That is not the PIN"), "ana", ("Intentos", "Tries"), "4"),
    ),
    Step("the right PIN, F9", writes(SAMPLE_PIN, "F9"), next_is("P-001", PRIORITY, 8), 4.0),
    Step(
        "F9: call, which nothing shows",
        keys("F9"),
        (*called_is("P-001", PRIORITY), ("Llame a viva voz", "Call the turn aloud")),
        9.0,
    ),
    Step("F8: call again", keys("F8"), called_is("P-001", PRIORITY, 2)),
    Step("F9: start", keys("F9"), ("P-001", IN_SERVICE), 4.0),
    Step(
        "F6: put on hold?",
        keys("F6"),
        (
            "P-001",
            ("Poner en espera", "Put on hold"),
            ("Elija un motivo", "Choose a reason"),
            ("1: Falta un documento", "1: A document is missing"),
            ("3: Otro motivo", "3: Other reason"),
        ),
    ),
    Step("1: a reason", keys("1"), (("Falta un documento", "A document is missing"),)),
    Step(
        "F9: put on hold",
        keys("F9"),
        (
            ("P-001: en espera", "P-001: on hold"),
            *next_is("A-001", GENERAL, 7),
            ("Reanudar P-001", "Resume P-001"),
        ),
    ),
    Step("F6: resume", keys("F6"), ("P-001",)),
    Step(
        "Ctrl+T: transfer?",
        keys("ctrl+t"),
        (
            "P-001",
            ("Transferir", "Transfer"),
            ("Elija a dónde pasa", "Choose where it goes on"),
            ("1: Conexiones nuevas", "1: New connections"),
            ("2: Fila General", "2: General line"),
            ("3: Puesto 2: Beto", "3: Counter 2: Beto"),
        ),
    ),
    Step(
        "F9 too soon",
        keys("F9"),
        (("Elija a dónde pasa", "Choose where it goes on"),),
    ),
    Step(
        "Tab, Tab: to the choices",
        keys("Tab", "Tab"),
        (("Conexiones nuevas", "New connections"), ("botón de radio", "radio button")),
    ),
    Step("3: to a colleague", keys("3"), (("Puesto 2: Beto", "Counter 2: Beto"),)),
    Step(
        "F9: transfer",
        keys("F9"),
        (
            ("P-001: transferido", "P-001: transferred"),
            *next_is("A-001", GENERAL, 7),
        ),
    ),
    *finishing(1, ("Resuelto", "Resolved"), "A-001", "A-002", 6),
    *finishing(2, ("Radicado", "Filed"), "A-002", "A-003", 5),
    *finishing(3, ("Escalado", "Escalated"), "A-003", "A-004", 4),
    *finishing(4, ("No corresponde", "Not ours"), "A-004", "A-005", 3),
    Step("F9: call", keys("F9"), called_is("A-005", GENERAL)),
    Step(
        "F7: nobody came",
        keys("F7"),
        (("A-005: no se presentó", "A-005: nobody came"), *next_is("A-006", GENERAL, 2)),
    ),
    Step("F9: call", keys("F9"), called_is("A-006", GENERAL), 11.0),
    Step(
        "Ctrl+D: put back?",
        keys("ctrl+d"),
        (
            "A-006",
            ("De vuelta a la espera", "Back to waiting"),
            ("Elija un motivo", "Choose a reason"),
            ("1: Se llamó por error", "1: It was called by mistake"),
        ),
    ),
    Step("1: a reason", keys("1"), (("Se llamó por error", "It was called by mistake"),)),
    Step(
        "F9: put back",
        keys("F9"),
        (
            ("A-006: de vuelta a la espera", "A-006: back to waiting"),
            *next_is("A-006", GENERAL, 2),
        ),
    ),
    Step("F9: call", keys("F9"), called_is("A-006", GENERAL)),
    Step("F9: start", keys("F9"), ("A-006", IN_SERVICE)),
    Step("Ctrl+Z: undo", keys("ctrl+z"), called_is("A-006", GENERAL)),
    Step("F9: start", keys("F9"), ("A-006", IN_SERVICE)),
    Step(
        "Alt+F4: refused",
        keys("alt+F4"),
        (
            ("Aquí hay todavía un turno", "Somebody is still called or served here"),
            ("Finalice", "Finish first"),
        ),
    ),
    Step("F9: finish", keys("F9"), ("A-006", FINISHED, *next_is("A-007", GENERAL, 1))),
    Step("Ctrl+1: by telephone", keys("ctrl+1"), (("Teléfono", "Telephone"), IN_SERVICE)),
    Step("F9: finish", keys("F9"), (("Teléfono", "Telephone"), FINISHED, NEXT, "A-007")),
    Step(
        "F4: step away?",
        keys("F4"),
        (
            ("Retirarme del puesto", "Step away"),
            ("Elija un motivo", "Choose a reason"),
            ("1: Descanso", "1: Break"),
        ),
    ),
    Step("1: a break", keys("1"), (("Descanso", "Break"),)),
    Step(
        "F9: away",
        keys("F9"),
        (("Retirado del puesto", "Away from the counter"), ("Descanso", "Break")),
    ),
    Step("F9: back", keys("F9"), next_is("A-007", GENERAL, 1)),
    Step(
        "F1: help",
        keys("F1"),
        (
            ("Buscar una tecla", "Find a key"),
            ("Teclas de esta página", "Keys of this page"),
            ("F9: Llamar siguiente", "F9: Call next"),
            ("F4: Retirarme del puesto", "F4: Step away"),
        ),
    ),
    Step(
        "a key is looked for",
        writes("tele"),
        (("Ctrl+1: Atender por teléfono", "Ctrl+1: Serve by telephone"),),
        6.0,
    ),
    Step("Esc", keys("Escape"), next_is("A-007", GENERAL, 1)),
    Step(
        "the kiosk's printer is out of paper",
        lambda lab: lab.office.devices.seen("kiosk-1", "kiosk", {"printer": "out_of_paper"}),
        (
            ("La impresora no tiene papel", "The printer has no paper"),
            ("Cargue un rollo nuevo", "Load a new roll"),
        ),
        35.0,  # as long as the last step may be undone, that has the room
    ),
    Step("F9: call", keys("F9"), called_is("A-007", GENERAL)),
    Step(
        "F7: nobody came",
        keys("F7"),
        (("A-007: no se presentó", "A-007: nobody came"), NOBODY),
    ),
    Step("F9: nobody to call", keys("F9"), (NOBODY,)),
    Step(
        "somebody comes",
        lambda lab: lab.office.queue.issue(),
        next_is("A-008", GENERAL, 1),
        5.0,
    ),
    Step(
        "Ctrl+F12: sign out?",
        keys("ctrl+F12"),
        (("¿Cerrar la sesión?", "Sign out?"), ("1 persona espera.", "1 person is waiting.")),
    ),
    Step("Ctrl+F12: signed out", keys("ctrl+F12"), (("Iniciar sesión", "Sign in"), "PIN")),
)


def before_the_kiosk(lab: "Lab") -> None:
    lab.office.staff.sign_in("beto", pin=SAMPLE_PIN, counter=2)
    for _ in range(3):
        lab.office.queue.issue()


QUESTION = ("¿Qué atención necesita?", "Which service do you need?")
HOME: tuple[Fact, ...] = (
    QUESTION,
    ("Atención general", "General service"),
    ("3 personas antes de usted", "3 people ahead of you"),
    ("minutos", "minutes"),
    ("Atención preferencial", "Priority service"),
    ("No hay nadie antes de usted", "Nobody is ahead of you"),
    ("Para usted si es:", "For you if you are:"),
    ("Mujer embarazada", "A pregnant woman"),
)


def _press_until(word: Fact) -> Do:
    """Go on with Tab until `word` is heard, and press Enter there."""

    def do(lab: "Lab") -> None:
        (wanted,) = _in(lab.language, (word,))
        for _ in range(20):
            # The control is what is said last: Orca 48 says what is around a radio button first.
            if any(wanted in line for line in lab.tab()[-2:]):
                lab.key("Return")
                return
        lab.wrong.append(f"no control says {wanted}")

    return do


TICKET: tuple[Fact, ...] = (
    ("Atención general", "General service"),
    ("Personas antes de usted: ", "People ahead of you: "),
    ("Espera aproximada: ", "Estimated wait: "),
    ("minutos", "minutes"),
)
KIOSK = (
    Step("the window comes", waits, HOME, 6.0),
    Step(
        "Tab",
        keys("Tab"),
        (("Atención general", "General service"), ("3 personas", "3 people"), ("min", "min")),
    ),
    Step(
        "Enter: general",
        keys("Return"),
        (("Atención general", "General service"), ("Atención al usuario", "Customer service")),
    ),
    Step("Tab", keys("Tab"), (("Atención al usuario", "Customer service"),)),
    Step(
        "Enter: a service",
        keys("Return"),
        (("Su turno es A-004", "Your ticket is A-004"), *TICKET),
        7.0,
    ),
    Step("Tab to Done, Enter", _press_until(("Listo", "Done")), (QUESTION,)),
    Step("F2: listen", keys("F2"), (), 4.0),
    Step("F2: stop", keys("F2"), (), 3.0),
    Step("Tab to Listen, Enter", _press_until(("Escuchar", "Listen")), (("Detener", "Stop"),), 3.0),
    Step("F2: stop", keys("F2"), (), 3.0),
    Step("Tab to Large text", _press_until(("Letra grande", "Large text"))),
    Step("Tab to High contrast", _press_until(("Alto contraste", "High contrast"))),
    Step(
        "the printer runs out of paper",
        lambda lab: lab.printer.become(Mode.OUT),
    ),
    Step("Tab to Priority", _press_until(("Atención preferencial", "Priority service"))),
    Step(
        "Tab to a service",
        _press_until(("Conexiones nuevas", "New connections")),
        (
            ("Por favor anote su número:", "Please note your number:"),
            ("Su turno es P-001", "Your ticket is P-001"),
            ("Atención preferencial", "Priority service"),
            ("Personas antes de usted: 0", "People ahead of you: 0"),
        ),
        7.0,
    ),
    Step("Tab to Done, Enter", _press_until(("Listo", "Done")), (QUESTION,)),
)
SPEAKS = (
    Step("the window comes", waits, HOME, 6.0),
    Step(
        "Tab, Enter: the other language",
        _press_until(("English", "Español")),
        HOME,
        4.0,
        is_other=True,
    ),
    Step("Tab, Enter: back", _press_until(("Español", "English")), HOME, 4.0),
)
CLOSED = (
    Step(
        "the window comes",
        waits,
        (("cerrad", "losed"), ("Abrimos", "open"), "608 5131011"),
        6.0,
    ),
)


def _instead(text: str) -> Do:
    """Write `text` in the place of what stands in a field."""

    def do(lab: "Lab") -> None:
        lab.key("ctrl+a")
        lab.type(text)

    return do


PAST_WEEK = 32  # stops of Tab


def before_the_leader(lab: "Lab") -> None:
    lab.office.staff.add("lider", name="Lola", role="leader", pin=SAMPLE_PIN, must_change_pin=False)
    lab.office.staff.sign_in("beto", pin=SAMPLE_PIN, counter=2)
    lab.office.queue.issue()


def _a_kiosk_comes(lab: "Lab") -> None:
    lab.key("Escape")
    lab.office.devices.seen("kiosk-1", "kiosk", {"printer": "ok"})


def _past_the_week(lab: "Lab") -> None:
    lab.key(*["Tab"] * PAST_WEEK)
    lab.listen(1.0)
    _tab_to(lab, ("2026: ", "2026: "))


LEADER = (
    Step("the window comes", waits, (("Usuario", "User name"),), 5.0),
    Step("the user name, Tab", writes("lider", "Tab"), ("PIN",)),
    Step(
        "a wrong PIN, F9",
        writes("9999", "F9"),
        (("Ese no es el PIN", "That is not the PIN"), "lider", ("Intentos", "Tries"), "4"),
    ),
    Step(
        "the right PIN, F9",
        writes(SAMPLE_PIN, "F9"),
        (
            ("La oficina ahora", "The office now"),
            ("copia", "There is no copy of the office"),
            ("En espera: 1", "Waiting: 1"),
            ("Puesto 1", "Counter 1"),
            ("No hay nadie", "Nobody is there"),
            "Beto",
        ),
        4.0,
    ),
    Step(
        "Alt+3: people",
        keys("alt+3"),
        (("Personas", "People"), ("3 activas", "3 active"), ("1 con sesión", "1 signed in")),
    ),
    Step("Tab: search", keys("Tab"), (("Buscar", "Search"),)),
    Step("Tab: add", keys("Tab"), (("Agregar una persona", "Add a person"),)),
    Step(
        "Tab: a row",
        keys("Tab"),
        ("Ana", ("Facilitador", "Facilitator"), ("Activ", "Active"), ("Sin sesión", "Not signed")),
    ),
    Step(
        "Tab: a row",
        keys("Tab"),
        ("Beto", ("Facilitador", "Facilitator"), ("Puesto 2", "Counter 2")),
    ),
    Step(
        "Enter: open it",
        keys("Return"),
        (
            ("Cerrar su sesión", "Sign them out"),
            ("PIN nuevo", "New PIN"),
            ("Desactivar", "Deactivate"),
        ),
    ),
    Step("Tab: a deed", keys("Tab"), (("Cerrar su sesión", "Sign them out"),)),
    Step("Tab: a deed", keys("Tab"), (("PIN nuevo", "New PIN"),)),
    Step(
        "Enter: ask",
        keys("Return"),
        (
            ("¿Un PIN nuevo para Beto?", "A new PIN for Beto?"),
            ("ya no abrirá nada", "opens nothing from then on"),
        ),
    ),
    Step(
        "F9: a new PIN",
        keys("F9"),
        (("El PIN de Beto", "The PIN of Beto"), ("una sola vez", "once")),
        4.0,
    ),
    Step("F9: done", keys("F9"), (("Personas", "People"),)),
    Step(
        "Ctrl+N: add a person",
        keys("ctrl+n"),
        (("Agregar una persona", "Add a person"), ("Nombre", "Name")),
    ),
    Step("Esc", _a_kiosk_comes, (("Personas", "People"),)),
    Step(
        "Alt+4: devices",
        keys("alt+4"),
        (("Equipos", "Devices"),),
    ),
    Step("Tab: the kiosk", keys("Tab"), ("kiosk-1", ("Kiosco", "Kiosk"), ("Al día", "Well"))),
    Step(
        "Enter: open it",
        keys("Return"),
        (("Prueba", "Test page"), ("Reimprimir un turno", "Print a ticket again")),
    ),
    Step("Tab, Tab: print again", keys("Tab", "Tab"), (("Reimprimir", "Print a ticket"),)),
    Step(
        "Enter: which?",
        keys("Return"),
        (("¿Qué turno se reimprime?", "Print which ticket again?"), ("Turno", "Ticket")),
    ),
    Step("X-999, F9: refused", writes("X-999", "F9"), ("X-999",)),
    Step("Esc", keys("Escape"), (("Equipos", "Devices"),)),
    Step(
        "Alt+5: notices",
        keys("alt+5"),
        (
            ("Anunciar una falla", "Announce a fault"),
            ("Elija dónde está la falla", "Choose where the fault is"),
            ("1: Toda la isla", "1: The whole island"),
            ("6: No se sabe", "6: Nobody knows"),
            ("En curso: 0", "Running: 0"),
        ),
    ),
    Step(
        "1: everywhere",
        keys("1"),
        (("en toda la isla", "whole island"), ("Elija hasta cuándo", "Choose until when")),
    ),
    Step("6: nobody knows", keys("6"), (("Se ", "It "),)),
    Step(
        "F9: announced",
        keys("F9"),
        (("Ya está anunciado", "It is announced"), ("Elija dónde está", "Choose where the")),
        4.0,
    ),
    Step(
        "Tab to end it",
        lambda lab: _tab_to(lab, ("Terminar: ", "End it: ")),
    ),
    Step(
        "Space: ended",
        keys("space"),
        (("Deshacer", "Undo"), ("Terminado: ", "Ended: "), ("toda la isla", "whole island")),
    ),
    Step("Alt+1: back to the panel", keys("alt+1"), (("La oficina ahora", "The office now"),)),
    Step(
        "the kiosk's printer is out of paper",
        lambda lab: lab.office.devices.seen("kiosk-1", "kiosk", {"printer": "out_of_paper"}),
        (("papel", "paper"),),
        4.0,
    ),
)
LEADER_SETTINGS = (
    *LEADER[:2],
    LEADER[3],
    Step("Alt+6: settings", keys("alt+6"), (("Oficina", "Office"), ("guardado", "is saved"))),
    Step(
        "Alt+3: hours",
        keys("alt+3"),
        (("Horario y cierres", "Hours and closures"), ("Elija un día", "Choose a day")),
    ),
    Step("Tab to the month", _past_the_week),
    Step("Space: choose the day", keys("space"), (("abre como cada semana", "opens as every"),)),
    Step("Tab to closed", lambda lab: _tab_to(lab, ("Cerrado", "Closed"))),
    Step(
        "Space: closed",
        keys("space"),
        (("el kiosco no da turnos", "kiosk gives no tickets"), ("1 cambio", "1 change")),
        5.0,
    ),
    Step("Alt+4: attention", keys("alt+4"), (("Atención", "Service to the public"),)),
    Step("Alt+6: counter", keys("alt+6"), (("Puesto", "Counter"),)),
    Step("Alt+7: kiosk", keys("alt+7"), (("Kiosco y papel", "Kiosk and paper"),)),
    Step("Alt+8: display", keys("alt+8"), (("Pantalla y voz", "Display and voice"),)),
    Step("Alt+9: targets", keys("alt+9"), (("Metas y alertas", "Targets and alerts"),)),
    Step("Alt+5: calls", keys("alt+5"), (("Llamado", "Calls"), ("1 cambio", "1 change"))),
    Step("Tab: search", keys("Tab"), (("Buscar un ajuste", "Find a setting"),)),
    Step(
        "Tab to calls of a ticket",
        lambda lab: _tab_to(lab, ("Llamados de un turno 3", "Calls of a ticket 3")),
    ),
    Step("99: too many", writes("99"), (("20", "20"),)),
    Step("4: as many as may be", _instead("4"), (), 2.0),
    Step(
        "Ctrl+S: save?",
        keys("ctrl+s"),
        (
            ("¿Guardar estos cambios?", "Save these changes?"),
            ("Llamados de un turno: 3 ", "Calls of a ticket: 3 "),
            ("Desde mañana", "From tomorrow on"),
            ("Elegido: Desde ya", "Chosen: From now on"),
        ),
    ),
    Step(
        "F9: saved",
        keys("F9"),
        (
            ("Los ajustes quedaron guardados", "The settings are saved"),
            ("Llamado", "Calls"),
            ("Todo está guardado", "Everything is saved"),
        ),
        4.0,
    ),
    Step("Esc: back to the panel", keys("Escape"), (("La oficina ahora", "The office now"),)),
    Step("Alt+7: history", keys("alt+7"), (("Historial de cambios", "History of changes"),)),
    Step(
        "Tab to a change",
        lambda lab: _tab_to(lab, ("Cierres", "Closures")),
    ),
    Step(
        "Enter: open it",
        keys("Return"),
        (
            ("Llamados de un turno: 3 → 4", "Calls of a ticket: 3 → 4"),
            ("Volver al valor anterior", "Back to the value before"),
        ),
    ),
    Step(
        "Alt+8: this computer",
        keys("alt+8"),
        (
            ("Este equipo", "This computer"),
            ("ninguna copia buena", "No good copy"),
        ),
        6.0,
    ),
    Step("Tab: what it is", keys("Tab"), (("Kiosco", "Kiosk"),)),
)


def _tab_to(lab: "Lab", word: Fact) -> None:
    """Go on with Tab until `word` is heard."""
    (wanted,) = _in(lab.language, (word,))
    for _ in range(20):
        if any(wanted in line for line in lab.tab()):
            return
    lab.wrong.append(f"no control says {wanted}")


MORNINGS: Mapping[str, Morning] = {
    "counter": Morning(Setting("counter", before_the_counter, SEVERAL_SERVICES), COUNTER),
    "kiosk": Morning(Setting("kiosk", before_the_kiosk, SEVERAL_SERVICES), KIOSK),
    "languages": Morning(Setting("kiosk", before_the_kiosk), SPEAKS),
    "leader": Morning(Setting("counter.leader", before_the_leader), LEADER),
    "leader-settings": Morning(Setting("counter.leader", before_the_leader), LEADER_SETTINGS),
    "closed": Morning(Setting("kiosk", later=timedelta(hours=12)), CLOSED),
}
