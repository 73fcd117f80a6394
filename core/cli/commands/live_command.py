"""`turnos live`: the office at this moment, as its leader watches it."""

import click

from core.cli.context import as_json, common, opened, show, terminal
from core.office import Panel
from core.reports import live_words


@click.command()
@as_json
@common
def live(*, json_wanted: bool) -> None:
    """Show who waits against what they were told, the counters, and what alerts."""
    with opened() as office:
        seen = office.live.panel()
    value = {
        "office": seen.office,
        "at": seen.at,
        "day": seen.day,
        "open": seen.opening.is_open,
        "alerts": [{"key": each.key, "alert": each} for each in seen.alerts],
        "waiting": [
            {
                "ticket": each.name,
                "line": each.line,
                "since": each.since,
                "told": [each.low_min, each.high_min],
                "promise": each.promise(seen.at),
                "share": round(each.share(seen.at), 3),
            }
            for each in seen.waiters
        ],
        "order": seen.order,
        "counters": seen.desks,
        "devices": [
            {"device": each, "cuts": each.history.gaps_since(seen.day_began)}
            for each in seen.devices
        ],
    }
    show(value, live_text(seen), json_wanted=json_wanted)


def live_text(seen: Panel) -> str:
    """Return the panel in lines."""
    _, at, settings = terminal(), seen.at, seen.settings
    lines = [f"{settings.name} · {_.day(seen.day)} · {_.clock(settings.local(at))}"]
    for alert in seen.alerts:
        by = "" if alert.seen is None else seen.name_of(alert.seen.by)
        title = live_words.alert_title(_, alert, settings, seen.name_of(alert.name))
        since = live_words.alert_since(_, alert, settings, at)
        lines.append(f"! {title} · {since} · {live_words.alert_seen(_, alert, by)}")
    lines.append("")
    for waiter in seen.waiters:
        told = live_words.told_range(_, waiter)
        minutes = _("{n} min", n=int(waiter.waited_min(at)))
        lines.append(
            f"{waiter.name:8} {minutes:>8} · {_('told: {range}', range=told)} · "
            f"{live_words.against_told(_, waiter, at)}"
        )
    lines += [live_words.call_order(_, seen.order) or _("Nobody waits."), ""]
    for desk in seen.desks:
        who = _("nobody") if desk.staff is None else seen.name_of(desk.staff)
        doing = live_words.doing(_, desk, desk.reason or "")
        since = "" if desk.since is None else f" · {_.clock(settings.local(desk.since))}"
        counter = _("Counter {counter}: {who}", counter=desk.number, who=who)
        lines.append(f"{counter} · {doing}{since}")
    return "\n".join(lines)


COMMANDS = (live,)
