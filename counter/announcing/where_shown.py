"""What is told before something is announced: where it will be seen, and when it goes."""

from datetime import datetime
from typing import TYPE_CHECKING

from core.domain.live.heard import SILENT
from core.domain.service import NoticeKind, OfficeSettings
from core.qt.look.language import Texts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.office import Device


def where_shown(_: Texts, kind: NoticeKind, devices: "Iterable[Device]", at: datetime) -> str:
    """Say at how many kiosks and displays it will be seen: those that are alive."""
    kinds = [each.kind for each in devices if at - each.seen_at <= SILENT]
    n = kinds.count("display")
    displays = _.plural("{n} display", "{n} displays", n)
    if kind is NoticeKind.MESSAGE:  # kiosks show faults alone
        return _("It goes to {displays}.", displays=displays)
    n = kinds.count("kiosk")
    kiosks = _.plural("{n} kiosk", "{n} kiosks", n)
    return _("It goes to {kiosks} and {displays}.", kiosks=kiosks, displays=displays)


def when_it_goes(_: Texts, settings: OfficeSettings, ends_at: datetime | None, at: datetime) -> str:
    """Say when it goes by itself, if it does."""
    if ends_at is None:
        return _("It stays until somebody ends it.")
    local = settings.local(ends_at)
    if local.date() != settings.local(at).date():
        return _("It goes by itself on {moment}.", moment=_.language.moment(local))
    hour = local.hour % 12 or 12  # one o'clock has a grammar of its own
    return _.plural(
        "At {time} it goes by itself.", "At {time} it goes by itself.", hour, time=_.clock(local)
    )
