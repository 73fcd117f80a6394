"""Write docs/settings.md: every setting of an office, in Spanish, as the program knows it.

    python -m tools.settings_document

A test says when it has to be written anew.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from core.cli.commands.explain_command import default_text
from core.domain.schema import Setting
from core.language import Language
from core.setting_words import SECTION_WORDS, SETTINGS, Section, allowed, settings_in

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "settings.md"
HEAD = """\
# Los ajustes de la oficina

Los dice `turnos settings explain`, con el valor vigente. Esta lista la escribe
`tools/settings_document.py`. En el archivo de la oficina (`turnos settings export`) el nombre
antes del punto es la parte: `targets.general_min` es `general_min` en `[targets]`. Un `*` es
cualquier entrada de una lista: `services.*.names` es `names` en cada `[[services]]`.
"""
COLUMNS = ("Ajuste", "Qué hace", "Puede ser", "Valor normal")


def document() -> str:
    """Return the whole document."""
    return "\n".join([HEAD, *lines(Language.load("es"))])


def lines(_: Language) -> Iterator[str]:
    for section in Section:
        yield from (f"## {_(SECTION_WORDS[section])}", "", _row(COLUMNS), _row(["---"] * 4))
        for setting in settings_in(section):
            words = SETTINGS[setting.path]
            told = f"**{_(words.label)}.** {_(words.help)}"
            yield _row([f"`{setting.path}`", told, allowed(_, setting), _normal(_, setting)])
        yield ""


def _normal(_: Language, setting: Setting) -> str:
    text = default_text(_, setting)
    if not text:
        return _("It has to be given.").rstrip(".").lower()
    return text if setting.default is None else f"`{text}`"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8", newline="\n")
