"""Why a display did not speak a call, where nothing is broken."""

from enum import StrEnum


class Unspoken(StrEnum):
    """`withdrawn`: nobody was expected any more. `muted`: the office keeps its voice silent.
    `off`: this display never speaks, another one does.
    """

    WITHDRAWN = "withdrawn"
    MUTED = "muted"
    OFF = "off"
