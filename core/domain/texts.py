"""A text in the languages that turnos speaks, as long as where it is shown has room.

Language -> text; Spanish is always there.
"""

from collections.abc import Mapping
from typing import Annotated

from core.domain.limits import TextLimit, Translated

LANGUAGES = ("es", "en", "icr")  # those with a catalogue: `core.language.LOCALES`
# What stands on a button or in a list, what says why a day is another one, and what is read.
Labels = Annotated[Mapping[str, Annotated[str, TextLimit(100)]], Translated(LANGUAGES)]
Reasons = Annotated[Mapping[str, Annotated[str, TextLimit(120)]], Translated(LANGUAGES)]
Texts = Annotated[Mapping[str, Annotated[str, TextLimit(500)]], Translated(LANGUAGES)]
