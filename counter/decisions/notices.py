"""What the leader announces: an outage's text in each language, its key, the changes that do it.

Pure but for the catalogues. A notice is a setting (`core.domain.service.Notice`): it is announced
and ended by changes of the settings.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta
from itertools import count
from typing import Any

from core.domain.limits import KeyLimit
from core.domain.service import Notice, OfficeSettings, text_in
from core.domain.texts import Labels
from core.language import Language, offered

_STAMP = "%Y%m%d-%H%M"
_TYPED = re.compile(r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))?(?P<half>[ap])?m?", re.IGNORECASE)
_HALF_HOUR = timedelta(minutes=30)
_DAY = timedelta(days=1)
_NOON = 12


def outage_texts(
    settings: OfficeSettings,
    sectors: Sequence[Labels],
    until: datetime | None,
    at: datetime,
) -> dict[str, str]:
    """Write what everybody is told about an outage, in each language of the office.

    No `sectors`: the whole island. `until` is when the power may be back, None when nobody knows.
    """
    codes = offered(dict.fromkeys(("es", *settings.languages)))
    return {code: _outage_text(Language.load(code), settings, sectors, until, at) for code in codes}


def _outage_text(
    _: Language,
    settings: OfficeSettings,
    sectors: Sequence[Labels],
    until: datetime | None,
    at: datetime,
) -> str:
    if sectors:
        names = [text_in(each, _.code) for each in sectors]
        where = _("No power in {sectors}.", sectors=_listed(_, names))
    else:
        where = _("No power on the whole island.")
    said = [where, _("We are working to restore it.")]
    if until is not None:
        local = settings.local(until)
        if local.date() != settings.local(at).date():
            said.append(_("Estimated time: {time}.", time=_.moment(local)))
        elif local.time() == time(_NOON):
            said.append(_("Estimated time: 12:00 noon."))
        else:
            said.append(_("Estimated time: {time}.", time=_.clock(local)))
    return " ".join(said)


def _listed(_: Language, names: Sequence[str]) -> str:
    *first, last = names
    return _("{first} and {last}", first=", ".join(first), last=last) if first else last


def new_key(settings: OfficeSettings, words: str, at: datetime) -> str:
    """Return a key that says what a notice is about and since when, and that no other has.

    The minute is in it, so that what people answer to one notice is not taken for another's.
    """
    stamp = settings.local(at).strftime(_STAMP)
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    longest = KeyLimit().longest - len(stamp) - len("--99")
    name = re.sub(r"[^a-z0-9]+", "-", plain)[:longest].strip("-")
    start = f"{name}-{stamp}" if name else stamp
    known = {each.key for each in settings.notices}
    keys = (start if n == 1 else f"{start}-{n}" for n in count(1))
    return next(key for key in keys if key not in known)


def announcing(settings: OfficeSettings, notice: Notice, at: datetime) -> dict[str, Any]:
    """Return the changes that announce `notice`; those whose time is over make room for it."""
    over = [
        each.key for each in settings.notices if each.ends_at is not None and each.ends_at <= at
    ]
    return {**ending(over), f"notices.{notice.key}": plain(notice)}


def ending(keys: Iterable[str]) -> dict[str, None]:
    """Return the changes that end these notices."""
    return {f"notices.{key}": None for key in keys}


def plain(notice: Notice) -> Mapping[str, Any]:
    """Return `notice` as it stands in the settings' document."""
    whole = {
        "key": notice.key,
        "kind": notice.kind.value,
        "texts": dict(notice.texts),
        "starts_at": notice.starts_at,
        "ends_at": notice.ends_at,
    }
    return {name: value for name, value in whole.items() if value is not None}


def next_times(local: datetime) -> tuple[datetime, datetime]:
    """Return the next two full or half hours: the first is half an hour ahead at the least."""
    whole = local.replace(minute=0, second=0, microsecond=0)
    steps = -(-(local + _HALF_HOUR - whole) // _HALF_HOUR)
    first = whole + steps * _HALF_HOUR
    return first, first + _HALF_HOUR


def typed_time(text: str, local: datetime) -> datetime | None:
    """Return the next instant after `local` that `text` says: `14:30`, `2:30 p. m.`, `3`.

    None when it says no time. Where it says no half of the day, the next of the two is meant.
    """
    found = _TYPED.fullmatch(re.sub(r"[\s\N{NO-BREAK SPACE}]|\.(?!\d)", "", text))
    if found is None:
        return None
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), found["half"]
    if hour >= 24 or minute >= 60 or (half and not 1 <= hour <= _NOON):  # noqa: PLR2004
        return None
    hours = {hour}
    if half:
        hours = {hour % _NOON + (_NOON if half.lower() == "p" else 0)}
    elif 1 <= hour <= _NOON:
        hours = {hour % _NOON, hour % _NOON + _NOON}
    days = (local, local + _DAY)
    times = [
        day.replace(hour=each, minute=minute, second=0, microsecond=0)
        for day in days
        for each in hours
    ]
    return min(each for each in times if each > local)
