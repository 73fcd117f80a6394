"""A ticket's story in words: a line for each thing that happened, and one for each attention."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from core import words
from core.domain.figures.counting import AttentionTimes
from core.domain.figures.story import Story
from core.domain.journal import reasons
from core.domain.names import STEP_WORDS
from core.domain.service import OfficeSettings, text_in
from core.domain.ticket import Channel, Event, Kind, Line, Outcome, Rule, ServiceKey, Why
from core.errors import N_
from core.language import Language
from core.whole import whole

Fields = Mapping[str, Any]
RULES: Mapping[Rule, str] = whole(
    Rule,
    {
        Rule.FIRST_COME: N_("It came first in its line."),
        Rule.PRIORITY: N_("It is a priority ticket and came first in its line."),
        Rule.RELIEF: N_("A general one had its turn among the priority ones."),
        Rule.REINSTATED: N_("It was reinstated and is the next of its line."),
        Rule.CHOSEN: N_("Called out of its order: {reason}."),
    },
)
SAID: Mapping[Kind, str] = {
    Kind.ISSUED: N_("Taken: {service} · {line}"),
    Kind.ARRIVED: N_("Came without a ticket: {service} · {line}"),
    Kind.SERVED_NOW: N_("Served at once at counter {counter}: {service} · {line} · {channel}"),
    Kind.ATTENDED: N_("Served at once at counter {counter}"),
    Kind.CALLED: N_("Called to counter {counter}. {why}"),
    Kind.RECALLED: N_("Called again to counter {counter}"),
    Kind.STARTED: N_("Service began at counter {counter}"),
    Kind.FINISHED: N_("Service ended: {outcome}"),
    Kind.NO_SHOW: N_("Nobody came"),
    Kind.PUT_BACK: N_("Back to waiting: {put_back}"),
    Kind.HELD: N_("On hold: {hold}"),
    Kind.RESUMED: N_("Service went on at counter {counter}"),
    Kind.STEPPED_AWAY: N_("Left the counter for a moment: {away}"),
    Kind.CAME_BACK: N_("Came back to the counter"),
    Kind.SIGNED_IN: N_("Came back to the counter"),
    Kind.TRANSFERRED: N_("Sent on to {service}"),
    Kind.CANCELLED: N_("Cancelled"),
    Kind.REINSTATED: N_("Brought back into its line"),
    Kind.LINE_CHANGED: N_("Line changed to {line}: {of_line}"),
    Kind.UNDONE: N_("Taken back: {step}"),
    Kind.DAY_ENDED: N_("The day ended while it was here"),
    Kind.DAY_CONFIRMED: N_("The office's clock was put right"),
    Kind.REPRINTED: N_("Printed again: {device}"),
}


def story_lines(story: Story, _: Language) -> Iterator[tuple[str, str, str]]:
    """Yield when each thing happened, what, and who did it ("" for nobody), in words."""
    for event in story.events:
        at = _.clock(story.settings.local(event.at))
        who = "" if event.staff is None else story.names.get(event.staff, event.staff)
        yield at, event_words(event, story.settings, _), who


def event_words(event: Event, settings: OfficeSettings, _: Language) -> str:
    """Return what an event did to a ticket."""
    if event.kind not in SAID:
        return event.kind.value  # of a newer turnos
    data = event.data
    fields = {name: field(data, settings, _) for name, field in _FIELDS.items()}
    said = _(SAID[event.kind], counter=event.counter, device=data.get("device", ""), **fields)
    if event.kind is Kind.FINISHED and data.get("reason"):
        said = _("{sentence} · {reason}", sentence=said, reason=data["reason"])
    return said.removesuffix(": ").strip()


def attention_words(times: AttentionTimes, _: Language) -> str:
    """Return what an attention came to: its waits and its service, as long as they were."""
    parts = [
        _(text, time=_duration(seconds, _))
        for text, seconds in (
            (N_("waited {time}"), times.wait_s),
            (N_("way to the counter {time}"), times.displacement_s),
            (N_("served {time}"), times.service_s),
        )
        if seconds is not None
    ]
    if not times.is_true:
        parts.append(_("not measured: nobody took that time"))
    return " · ".join(parts or [_("nothing to measure yet")])


def story_text(story: Story, _: Language) -> str:
    """Return the whole story, a line for each thing that happened."""
    ticket = story.ticket
    line = _(words.LINES[ticket.line])
    lines = [f"{ticket.name} · {_.day(ticket.day)} · {line}", ""]
    lines += ["  ".join(part for part in each if part) for each in story_lines(story, _)]
    lines.append("")
    for number, (attention, times) in enumerate(story.attentions, start=1):
        service = _service(attention.service, story.settings, _)
        told = attention_words(times, _)
        lines.append(f"{number}. {service}: {told}")
    return "\n".join(lines).rstrip()


def _duration(seconds: float, _: Language) -> str:
    whole_s = round(seconds)
    return _("{minutes} min {seconds} s", minutes=whole_s // 60, seconds=whole_s % 60)


def _service(key: object, settings: OfficeSettings, _: Language) -> str:
    found = settings.service(ServiceKey(str(key)))
    return str(key or "") if found is None else text_in(found.names, _.code)


def _why(data: Fields, _settings: OfficeSettings, _: Language) -> str:
    if not isinstance(data.get("why"), Mapping):
        return ""
    why = Why.from_data(data["why"])
    chosen = words.reason_word(_, reasons.CHOSEN, why.reason)
    return _(RULES[why.rule], reason=chosen)


def _reason(table: Mapping[str, str]) -> Callable[[Fields, OfficeSettings, Language], str]:
    def word(data: Fields, _settings: OfficeSettings, _: Language) -> str:
        key = data.get("reason")
        return words.reason_word(_, table, None if key is None else str(key))

    return word


_FIELDS: Mapping[str, Callable[[Fields, OfficeSettings, Language], str]] = {
    "service": lambda data, settings, _: _service(data.get("service"), settings, _),
    "line": lambda data, _settings, _: _(words.LINES[Line(data["line"])]) if "line" in data else "",
    "channel": lambda data, _settings, _: _(
        words.CHANNELS[Channel(data.get("channel", Channel.IN_PERSON))]
    ),
    "outcome": lambda data, _settings, _: (
        _(words.OUTCOMES[Outcome(data["outcome"])]) if "outcome" in data else ""
    ),
    "step": lambda data, _settings, _: _(STEP_WORDS[Kind(data["step"])]) if "step" in data else "",
    "why": _why,
    "away": _reason(reasons.AWAY),
    "hold": _reason(reasons.HOLD),
    "put_back": _reason(reasons.PUT_BACK),
    "of_line": _reason(reasons.OF_LINE),
}
