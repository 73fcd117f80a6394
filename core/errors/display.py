"""Refusals about names that windows go by, and about pictures."""

from core.errors.base import N_, QueueError


class DisplayNameTaken(QueueError):
    sentence = N_(
        'Two displays call themselves "{device}". '
        "Give each computer a name of its own: device in its config.toml."
    )


class KioskNameTaken(QueueError):
    sentence = N_(
        'Two kiosks call themselves "{device}": a ticket taken at one may come out at the other. '
        "Give each computer a name of its own: device in its config.toml."
    )


class SeveralVoices(QueueError):
    sentence = N_(
        "Several displays speak at once: {devices}. Leave one the voice; in the others' "
        'config.toml write: [voice] engine = "none".'
    )


class PictureUnreadable(QueueError):
    sentence = N_(
        "The display does not show the picture {file}: {problem}. Replace it or take it away."
    )


class PicturesMissing(QueueError):
    sentence = N_(
        "The display finds no pictures: the folder {folder} cannot be read ({problem}). "
        "Look at [screen] pictures in its settings file."
    )
