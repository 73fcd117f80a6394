"""All widgets in one picture: `python -m core.qt.workshop.gallery OUT.png [light|dark|contrast]`.

For designers and reviewers; the texts are samples and so not translated.
"""

import os
import sys
from pathlib import Path
from typing import Literal

from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from core.qt.desktop.screens import picture
from core.qt.look.theme import Scale, Theme
from core.qt.look.tokens import ColourMode, TypeRole, Weight
from core.qt.program.app import load_fonts
from core.qt.widgets import (
    LINE_ICONS,
    ActionButton,
    BandStrip,
    BigButton,
    ButtonRole,
    ButtonSize,
    Card,
    CounterBar,
    CounterBox,
    DeviceHealth,
    FitLabel,
    FocusRing,
    Icon,
    KioskBar,
    LineMark,
    LineTag,
    NoticeCard,
    RuleLine,
    ScriptCard,
    SeaBands,
    StatusItem,
    TicketShape,
    WhoQualifies,
    icon_names,
)

WHO = (
    "Persona adulta mayor (60 años o más)",
    "Mujer embarazada",
    "Persona con niño o niña en brazos",
    "Persona con discapacidad",
)


def kiosk(mode: ColourMode) -> QWidget:
    """Return the kiosk's widgets, dressed for a 21.5-inch screen."""
    page = QWidget()
    page.setAutoFillBackground(True)
    Theme.of(mode, Scale.kiosk(1080, 1920, 21.5)).apply_to(page)
    rows = QVBoxLayout(page)
    rows.setContentsMargins(0, 0, 0, 22)
    sea = SeaBands(sky=250)
    bar = KioskBar()
    bar.set_texts("San Andrés", "9:41 a. m.")
    sea.content.addWidget(bar)
    sea.content.addStretch()
    rows.addWidget(sea)
    inner = QVBoxLayout()
    inner.setContentsMargins(54, 22, 54, 0)
    inner.setSpacing(22)
    rows.addLayout(inner)
    inner.addWidget(FitLabel("¿Qué atención necesita?", TypeRole.HEADING))
    inner.addWidget(
        BigButton("Atención general", "Turno con letra A", icon="groups-fill", letter="A")
    )
    big = BigButton("Atención preferencial", "Turno con letra P", look="preferential", letter="P")
    qualifies = list(zip(LINE_ICONS["preferential"], WHO, strict=True))
    big.set_panel(WhoQualifies("Para usted si es:", qualifies))
    inner.addWidget(big)
    inner.addWidget(_kiosk_ticket())
    inner.addWidget(NoticeCard("coral", "print_error-fill", "La impresora no tiene papel."))
    inner.addLayout(_kiosk_buttons())
    return page


def _kiosk_ticket() -> QWidget:
    ticket = TicketShape("sun", notch_at=0.69)
    ticket.content.addWidget(
        FitLabel("P-014", TypeRole.CODE, align="center", wrap=False), stretch=1
    )
    tag = LineTag("preferential", "Atención preferencial", role=TypeRole.LABEL)
    row = QHBoxLayout()
    row.addStretch()
    row.addWidget(tag)
    row.addStretch()
    ticket.content.addLayout(row)
    return ticket


def _kiosk_buttons() -> QGridLayout:
    grid = QGridLayout()
    grid.setSpacing(22)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    chosen = ActionButton("Español", role=ButtonRole.CHOICE)
    chosen.setChecked(True)
    pressed = ActionButton("Escuchar", "volume_up-fill")
    pressed.setDown(True)
    off = ActionButton("Alto contraste", "contrast")
    off.setEnabled(False)
    done = ActionButton("Listo", "check", role=ButtonRole.PRIMARY, size=ButtonSize.LARGE)
    done.set_drain(0.64)
    grid.addWidget(chosen, 0, 0)
    grid.addWidget(ActionButton("English", role=ButtonRole.CHOICE), 0, 1)
    grid.addWidget(pressed, 1, 0)
    grid.addWidget(off, 1, 1)
    grid.addWidget(done, 2, 0, 1, 2)
    return grid


def counter(mode: ColourMode) -> QWidget:
    """Return the counter's widgets at 96 dpi."""
    page = QWidget()
    page.setAutoFillBackground(True)
    Theme.of(mode, Scale.counter()).apply_to(page)
    rows = QVBoxLayout(page)
    rows.setContentsMargins(0, 0, 0, 24)
    rows.setSpacing(0)
    bar = CounterBar()
    bar.set_place("San Andrés", "Puesto 2")
    bar.set_person("Ana")
    bar.set_clock("9:41 a. m.")
    bar.add_status(StatusItem("print_error-fill", "Sin papel", DeviceHealth.ALERT))
    bar.add_status(StatusItem("tv-fill", "Pantalla", DeviceHealth.OK))
    bar.add_status(StatusItem("volume_up-fill", "Voz", DeviceHealth.FAULT))
    rows.addWidget(bar)
    inner = QVBoxLayout()
    inner.setContentsMargins(24, 20, 24, 0)
    inner.setSpacing(12)
    rows.addLayout(inner)
    inner.addWidget(_call_block())
    inner.addWidget(_counter_ticket())
    inner.addWidget(
        NoticeCard(
            "sun",
            "help-fill",
            "Por qué este turno",
            "Es preferencial y llegó primero en su fila. Pasa antes que A-028.",
        )
    )
    inner.addWidget(_service_card())
    inner.addLayout(_counter_buttons())
    inner.addLayout(_notices())
    inner.addLayout(_icons())
    inner.addStretch()
    return page


def _call_block() -> QWidget:
    call = BigButton("Llamar siguiente", "Puesto libre desde hace 1 min", key="F9")
    panel = QWidget()
    row = QHBoxLayout(panel)
    row.addWidget(FitLabel("P-015", TypeRole.CODE, wrap=False))
    words = QVBoxLayout()
    words.addStretch()
    words.addWidget(LineTag("preferential", "Preferencial"))
    wait = FitLabel(role=TypeRole.BODY)
    wait.setText("Espera: 3 min", strong=("3 min",))
    words.addWidget(wait)
    words.addStretch()
    row.addLayout(words)
    row.addStretch()
    row.addWidget(Icon("campaign-fill", "sea_edge", size=76))
    call.set_panel(panel)
    return call


def _counter_ticket() -> QWidget:
    ticket = TicketShape("sea")
    row = QHBoxLayout()
    row.setSpacing(24)
    row.addWidget(FitLabel("A-009", TypeRole.CODE, wrap=False))
    row.addWidget(LineTag("general", "General"))
    row.addWidget(
        StatusItem("record_voice_over-fill", "En atención", DeviceHealth.OK, on="surface")
    )
    row.addStretch()
    row.addWidget(FitLabel("06:40", TypeRole.MAIN, wrap=False, tabular=True))
    ticket.content.addLayout(row)
    return ticket


def _service_card() -> QWidget:
    card = Card()
    steps = QHBoxLayout()
    for number, word in enumerate(("Saludo", "Necesidad", "¿Algo más?"), 1):
        step = ActionButton(f"{number}  {word}", role=ButtonRole.STEP, size=ButtonSize.SMALL)
        step.setChecked(number == 2)  # noqa: PLR2004 - the second of the samples
        steps.addWidget(step)
    steps.addStretch()
    steps.addWidget(ActionButton("Agregar compromiso", "event", role=ButtonRole.LINK))
    card.content.addLayout(steps)
    card.content.addWidget(
        ScriptCard("«Señora, ¿en qué le podemos colaborar?»", "Escuche y elija el motivo.")
    )
    card.content.addWidget(RuleLine())
    name = QLineEdit()
    name.setPlaceholderText("Nombre")
    card.content.addWidget(name)
    return card


def _counter_buttons() -> QGridLayout:
    grid = QGridLayout()
    grid.setSpacing(12)
    for column in range(4):
        grid.setColumnStretch(column, 1)
    outcomes = (
        ("Resuelto", "check_circle-fill"),
        ("Radicado", "description-fill"),
        ("Escalado", "supervisor_account-fill"),
        ("No corresponde", "block"),
    )
    for column, (word, icon) in enumerate(outcomes):
        outcome = ActionButton(word, icon, key=str(column + 1), role=ButtonRole.CHOICE)
        outcome.setChecked(column == 0)
        grid.addWidget(outcome, 0, column)
    grid.addWidget(
        ActionButton(
            "Finalizar atención", "check", key="F9", role=ButtonRole.PRIMARY, size=ButtonSize.LARGE
        ),
        1,
        0,
        1,
        2,
    )
    hold = ActionButton(
        "Poner en espera", "pause_circle-fill", size=ButtonSize.LARGE, type_role=TypeRole.LABEL
    )
    grid.addWidget(hold, 1, 2)
    busy = ActionButton("Transferir", "swap_horiz", size=ButtonSize.LARGE, type_role=TypeRole.LABEL)
    busy.set_busy("Guardando…")
    grid.addWidget(busy, 1, 3)
    agreed = ActionButton("El usuario aceptó", role=ButtonRole.CHECK)
    agreed.setChecked(True)
    grid.addWidget(agreed, 2, 0, 1, 2)
    grid.addWidget(ActionButton("Prefiere terminar primero", role=ButtonRole.CHECK), 2, 2, 1, 2)
    grid.addWidget(
        ActionButton("Repetir llamado", "notifications_active-fill", key="F8", align="left"),
        3,
        0,
        1,
        2,
    )
    off = ActionButton("Retirarme del puesto", "coffee-fill")
    off.setEnabled(False)
    grid.addWidget(off, 3, 2, 1, 2)
    return grid


def _notices() -> QGridLayout:
    grid = QGridLayout()
    grid.setSpacing(12)
    grid.addWidget(
        NoticeCard(
            "plain",
            "print_error-fill",
            "La impresora no tiene papel",
            "Cargue un rollo de 80 mm. P-015 se imprimirá de nuevo.",
            icon_tone="coral",
        ),
        0,
        0,
    )
    grid.addWidget(NoticeCard("palm", "check_circle-fill", "Salió en pantalla y por voz"), 0, 1)
    grid.addWidget(NoticeCard("sea", "info-fill", "Actualizado hace 1 s"), 1, 0)
    grid.addWidget(NoticeCard("coral", "timer-fill", "Un general espera más de 30 min"), 1, 1)
    return grid


def _icons() -> QGridLayout:
    grid = QGridLayout()
    for number, name in enumerate(sorted(icon_names())):
        grid.addWidget(Icon(name), number // 24, number % 24)
    return grid


def hall(mode: ColourMode) -> QWidget:
    """Return the display's widgets for 43 inches seen from 8 m."""
    page = QWidget()
    page.setAutoFillBackground(True)
    Theme.of(mode, Scale.display(1920, 1080, 43, 8)).apply_to(page)
    grid = QGridLayout(page)
    grid.setContentsMargins(0, 0, 0, 0)
    now = QHBoxLayout()
    now.setContentsMargins(54, 30, 40, 30)
    code = QVBoxLayout()
    code.addWidget(FitLabel("A-027", TypeRole.CODE, wrap=False))
    code.addWidget(LineTag("general", "General", role=TypeRole.LABEL, look="block"))
    code.addWidget(LineTag("preferential", "Preferencial", role=TypeRole.LABEL, look="white"))
    now.addLayout(code)
    now.addStretch()
    now.addWidget(CounterBox(3))
    grid.addLayout(now, 0, 0)
    past = QGridLayout()
    past.setSpacing(0)
    lines: tuple[Literal["general", "preferential"], ...] = ("preferential", "general")
    for number, line in enumerate(lines):
        mark = LineMark(line, size=54, layout="grid", filled=True)
        past.addWidget(mark, number, 0)
        past.addWidget(FitLabel("P-014", TypeRole.LABEL, wrap=False, tabular=True), number, 1)
        past.addWidget(CounterBox(number + 1, TypeRole.LABEL, filled=number == 0), number, 2)
    grid.addLayout(past, 0, 1)
    grid.addWidget(BandStrip(28), 1, 0, 1, 2)
    right = FitLabel(role=TypeRole.BODY, weight=Weight.REGULAR)
    right.setText("Su derecho: La aplicación correcta.", strong=("Su derecho:",))
    grid.addWidget(right, 2, 0, 1, 2)
    return page


def gallery(mode: ColourMode) -> QWidget:
    """Return everything in one widget."""
    whole = QWidget()
    columns = QHBoxLayout(whole)
    columns.setContentsMargins(0, 0, 0, 0)
    columns.setSpacing(24)
    left = kiosk(mode)
    left.setFixedSize(1080, 2480)
    columns.addWidget(left)
    right = QVBoxLayout()
    desk = counter(mode)
    desk.setFixedSize(1366, 1700)
    right.addWidget(desk)
    wall = hall(mode)
    wall.setFixedSize(1920, 1080)
    right.addWidget(wall)
    right.addStretch()
    columns.addLayout(right)
    return whole


def main(arguments: list[str]) -> int:
    """Write the picture named first, in the mode named second."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication(arguments[:1])
    app.setStyle("Fusion")
    load_fonts()
    mode = ColourMode(arguments[2]) if len(arguments) > 2 else ColourMode.LIGHT  # noqa: PLR2004 - argv
    whole = gallery(mode)
    ring = FocusRing(whole)
    whole.resize(whole.sizeHint())
    whole.show()
    ring.follow()
    picture(whole, Path(arguments[1]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
