"""Which take of a recording is kept, where the usual one was misheard in a hall.

A model says the same words a little otherwise at another speed, as a speaker does when asked for
another take. `python -m tools.voice.choose_takes` heard them in the simulated hall and chose these.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from core.speech.port import PhraseLike
from core.speech.recordings.manifest import symbol_of


@dataclass(frozen=True, slots=True)
class Take:
    """`speed` is times the usual one; `end` the mark and `spelt` the phonemes, "" as usual."""

    speed: float = 1.0
    end: str = ""
    spelt: str = ""


USUAL = Take()


def take_of(phrase: PhraseLike, language: str) -> Take:
    return TAKES.get(language, {}).get(symbol_of(phrase), USUAL)


TAKES: Mapping[str, Mapping[str, Take]] = MappingProxyType(
    {
        "es": {
            "number:006": Take(0.935),
            "number:009": Take(0.935),
            "number:010": Take(end=","),
            "number:012": Take(end=","),
            "number:013": Take(1.087, spelt="sˈeɾo, tɾˈese."),
            "number:016": Take(spelt="sˈeɾo, ðjˈes i sˈeis."),
            "number:017": Take(0.935),
            "number:018": Take(1.043),
            "number:019": Take(1.043),
            "number:020": Take(0.93),
            "number:021": Take(0.935),
            "number:023": Take(end=","),
            "number:026": Take(0.935),
            "number:027": Take(end=","),
            "number:029": Take(0.935),
            "number:033": Take(0.935, ","),
            "number:034": Take(0.913, ","),
            "number:037": Take(0.935),
            "number:038": Take(0.935),
            "number:041": Take(0.935, ","),
            "number:043": Take(1.087),
            "number:048": Take(1.087),
            "number:049": Take(0.935),
            "number:050": Take(0.935),
            "number:052": Take(0.935),
            "number:053": Take(0.935, ","),
            "number:056": Take(1.087),
            "number:057": Take(0.935),
            "number:059": Take(0.935),
            "number:060": Take(end=","),
            "number:062": Take(1.087),
            "number:063": Take(1.087, ","),
            "number:067": Take(1.087, ","),
            "number:069": Take(0.935),
            "number:073": Take(0.935),
            "number:077": Take(1.087),
            "number:079": Take(1.087),
            "number:083": Take(0.913, ","),
            "number:086": Take(0.935),
            "number:088": Take(0.891),
            "number:089": Take(1.087),
            "number:090": Take(0.913, ","),
            "number:091": Take(0.935),
            "number:094": Take(0.891),
            "number:096": Take(end=","),
            "number:097": Take(1.043),
            "number:098": Take(0.935),
            "number:100": Take(0.913, ","),
            "number:101": Take(1.087),
            "number:103": Take(1.043),
            "number:106": Take(end=","),
            "number:107": Take(0.891),
            "number:108": Take(0.891),
            "number:109": Take(1.087),
            "number:110": Take(1.087, ","),
            "number:111": Take(1.152),
            "number:113": Take(end=","),
            "number:114": Take(0.891),
            "number:115": Take(1.087, ","),
            "number:116": Take(0.935),
            "number:117": Take(0.935),
            "number:120": Take(0.935),
            "number:121": Take(0.891),
            "number:123": Take(0.935),
            "number:124": Take(1.087),
            "number:133": Take(0.935),
            "number:134": Take(0.935),
            "number:136": Take(0.891),
            "number:137": Take(0.891),
            "number:139": Take(0.935),
            "number:143": Take(0.935),
            "number:149": Take(0.935),
            "number:151": Take(0.935),
            "number:153": Take(end=","),
            "number:190": Take(1.12),
            "number:40": Take(1.1),
            "start:3": Take(1.08),
            "start:9": Take(1.05),
            "pair:Por favor, pase al puesto número 2": Take(1.05),
            "pair:Por favor, pase al puesto número 9": Take(1.05, "!"),
            "pair:Por favor, pase al puesto número 14": Take(1.05),
            "pair:Por favor, pase al puesto número 17": Take(1.05),
            "pair:Por favor, pase al puesto número 18": Take(1.05),
            "pair:Por favor, pase al puesto número 19": Take(1.1),
            "carrier:Último llamado": Take(1.15),
            "carrier:Llamado": Take(1.15, ","),
            "pair:puesto número 1": Take(1.152),
            "pair:puesto número 2": Take(1.02, spelt="pwˈesto nˈumeɾo: ðˈos."),
            "pair:puesto número 3": Take(1.043),
            "pair:puesto número 4": Take(1.043),
            "pair:puesto número 5": Take(1.043, spelt="pwˈesto nˈumeɾo: sˈinko."),
            # "Turno A" was written "tour noxane"; after a full stop the letter stands for itself.
            "pair:Turno A": Take(1.13, spelt="tˈuɾno. ˈa,"),
            "pair:Turno O": Take(1.13, spelt="tˈuɾno. ˈo,"),
            "pair:Turno U": Take(1.13, spelt="tˈuɾno. ˈu,"),
            # Before its pause "pe" was written "per"; falling it was "turnofer" in a last call.
            "pair:Turno P": Take(end="!"),
        },
        "en": {"number:017": Take(1.1), "carrier:Last call": Take(1.15)},
    }
)
