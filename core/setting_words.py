"""What people are told about each setting: its label, what it does for them, what it may be.

Form, `turnos settings explain` and docs/settings.md read it here, by the paths of
`core.domain.schema`; tests name a setting that lacks words or a section. Pure but for the language;
`_` is a `Language`, or a window's `Texts`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from types import MappingProxyType

from core.domain import schema
from core.domain.limits import Range
from core.domain.schema import Setting, SettingKind
from core.domain.service import Asking, HallTheme, Mode, NoticeKind
from core.errors import N_
from core.whole import whole
from core.words import Tongue


@dataclass(frozen=True, slots=True)
class SettingWords:
    """Message ids: how a setting is called, and one line about what it does for people."""

    label: str
    help: str


class Section(StrEnum):
    """The pages of the settings, in their order."""

    OFFICE = "office"
    HOURS = "hours"
    ATTENTION = "attention"
    CALLS = "calls"
    COUNTER = "counter"
    KIOSK = "kiosk"
    DISPLAY = "display"
    TARGETS = "targets"
    TEXTS = "texts"
    REPORTS = "reports"


SECTION_WORDS: Mapping[Section, str] = whole(
    Section,
    {
        Section.OFFICE: N_("Office"),
        Section.HOURS: N_("Hours and closures"),
        Section.ATTENTION: N_("Service to the public"),
        Section.CALLS: N_("Calls"),
        Section.COUNTER: N_("Counter"),
        Section.KIOSK: N_("Kiosk and paper"),
        Section.DISPLAY: N_("Display and voice"),
        Section.TARGETS: N_("Targets and alerts"),
        Section.TEXTS: N_("Texts"),
        Section.REPORTS: N_("Document and reports"),
    },
)
# What stands on each page: settings, or what they begin with.
SECTIONS: Mapping[Section, tuple[str, ...]] = whole(
    Section,
    {
        Section.OFFICE: ("name", "company", "contact"),
        Section.HOURS: ("hours",),
        Section.ATTENTION: ("mode", "services", "counters"),
        Section.CALLS: ("policy", "calling"),
        Section.COUNTER: ("desk", "reasons"),
        Section.KIOSK: ("languages", "qualifies", "prefixes"),
        Section.DISPLAY: ("speaking", "hall"),
        Section.TARGETS: ("targets",),
        Section.TEXTS: ("duties", "rights", "sectors", "notices"),
        Section.REPORTS: ("report",),
    },
)
# What may be chosen, member by member.
CHOICES: Mapping[type[Enum], Mapping[Enum, str]] = MappingProxyType(
    {
        Mode: whole(
            Mode,
            {Mode.TICKET: N_("with a ticket"), Mode.DIRECT: N_("at once, without a ticket")},
        ),
        Asking: whole(
            Asking,
            {
                Asking.OFF: N_("not asked"),
                Asking.ASKED: N_("asked, may stay open"),
                Asking.COMPULSORY: N_("compulsory"),
            },
        ),
        HallTheme: whole(
            HallTheme,
            {
                HallTheme.AUTO: N_("by the hour"),
                HallTheme.DAY: N_("always light"),
                HallTheme.EVENING: N_("always dark"),
            },
        ),
        NoticeKind: whole(
            NoticeKind,
            {
                NoticeKind.OUTAGE: N_("a power fault"),
                NoticeKind.MESSAGE: N_("any other message"),
            },
        ),
    }
)
UNITS: Mapping[str, str] = MappingProxyType({"min": N_("minutes"), "s": N_("seconds"), "%": "%"})
SETTINGS: Mapping[str, SettingWords] = MappingProxyType(
    {
        "name": SettingWords(
            N_("Name of the office"),
            N_("Stands on tickets, in reports and on every screen."),
        ),
        "company": SettingWords(
            N_("Company"),
            N_("Greets people at the kiosk and on the display, and heads tickets and reports."),
        ),
        "contact.address": SettingWords(
            N_("Address"),
            N_("Is printed on the ticket, below the office's name."),
        ),
        "contact.fault_phone": SettingWords(
            N_("Telephone for power faults"),
            N_("Answers 24 hours; people see it when the office is closed, and on the ticket."),
        ),
        "contact.fault_option": SettingWords(
            N_("Option for power faults"),
            N_("What to press after dialling the number for power faults."),
        ),
        "contact.phone": SettingWords(
            N_("Telephone for other matters"),
            N_("For all that is no power fault."),
        ),
        "contact.phone_option": SettingWords(
            N_("Option for other matters"),
            N_("What to press after dialling the number for other matters."),
        ),
        "contact.web": SettingWords(
            N_("Web page"),
            N_("Where people find the office in the Internet."),
        ),
        "contact.chat": SettingWords(
            N_("Online chat"),
            N_("Where people write to the office; usually the address of the web page."),
        ),
        "contact.email": SettingWords(
            N_("E-mail of the office"),
            N_("To which people write; left out where it is empty."),
        ),
        "hours.timezone": SettingWords(
            N_("Time zone"),
            N_("The office's clocks go by it on every computer; such as America/Bogota."),
        ),
        "hours.country": SettingWords(
            N_("Country of the holidays"),
            N_("Its public holidays close the office: CO is Colombia; empty, none does."),
        ),
        "hours.week": SettingWords(
            N_("Opening hours"),
            N_("When tickets are given each day; a day without hours is closed."),
        ),
        "hours.closures": SettingWords(
            N_("Closures"),
            N_("Days on which the office does not open, beside its days off and the holidays."),
        ),
        "hours.closures.*.day": SettingWords(
            N_("Day of the closure"),
            N_("On that day the kiosk gives no tickets."),
        ),
        "hours.closures.*.reason": SettingWords(
            N_("Reason of the closure"),
            N_("People read it at the kiosk on that day."),
        ),
        "hours.closures.*.texts": SettingWords(
            N_("What people read of the closure"),
            N_("In each language; where there is none, the reason is shown."),
        ),
        "hours.special": SettingWords(
            N_("Special days"),
            N_("Days with hours of their own: half days, or openings on a holiday."),
        ),
        "hours.special.*.day": SettingWords(
            N_("Special day"),
            N_("That day goes by its own hours, also if it is a holiday."),
        ),
        "hours.special.*.spans": SettingWords(
            N_("Hours of the special day"),
            N_("When tickets are given on that day."),
        ),
        "hours.special.*.reason": SettingWords(
            N_("Reason of the special day"),
            N_("People read it at the kiosk on that day."),
        ),
        "hours.special.*.texts": SettingWords(
            N_("What people read of the special day"),
            N_("In each language; where there is none, the reason is shown."),
        ),
        "mode": SettingWords(
            N_("How the preferential line is served"),
            N_("Whether its people take a ticket too, or are served at once."),
        ),
        "services": SettingWords(
            N_("Services"),
            N_("What people come for; where there are several, the kiosk asks which."),
        ),
        "services.*.key": SettingWords(
            N_("Key of the service"),
            N_("Commands and the journal call it so; people do not see it."),
        ),
        "services.*.names": SettingWords(
            N_("Name of the service"),
            N_("What people choose at the kiosk, in each language."),
        ),
        "counters": SettingWords(
            N_("Counters"),
            N_("The numbered places where tickets are served."),
        ),
        "counters.*.number": SettingWords(
            N_("Number of the counter"),
            N_("What the display shows and the voice says."),
        ),
        "counters.*.services": SettingWords(
            N_("Services of the counter"),
            N_("Whom it may call; where none is chosen, everybody."),
        ),
        "policy.relief_after": SettingWords(
            N_("Relief of the general line"),
            N_("After so many preferential calls in a row a general ticket is called; 0: never."),
        ),
        "calling.max_calls": SettingWords(
            N_("Calls of a ticket"),
            N_("How many times a ticket is called in all, the first one included."),
        ),
        "calling.no_show_after_s": SettingWords(
            N_("Time to come to the counter"),
            N_("After so long the counter says that time is up and a no-show is fair."),
        ),
        "calling.reinstate_within_min": SettingWords(
            N_("Time to come back"),
            N_("Who missed the call and comes within it goes first in the line again."),
        ),
        "calling.hold_allowed": SettingWords(
            N_("Putting on hold"),
            N_("A facilitator may set a service aside and go on with it later."),
        ),
        "desk.name": SettingWords(
            N_("Asking for the name"),
            N_("To speak to people by their name; it is stored nowhere."),
        ),
        "desk.reason": SettingWords(
            N_("Asking for the reason"),
            N_("The facilitator chooses from the list why the person came."),
        ),
        "desk.survey": SettingWords(
            N_("Offering the survey"),
            N_("The facilitator marks that it was offered, before the service ends."),
        ),
        "desk.scripts": SettingWords(
            N_("What to say at each step"),
            N_("The counter shows the protocol's sentences."),
        ),
        "desk.list_shown": SettingWords(
            N_("List of who waits"),
            N_("The counter shows who waits, ticket by ticket; else only how many."),
        ),
        "desk.anyone_may_choose": SettingWords(
            N_("Everybody may call out of order"),
            N_("With a reason each time; else only leaders may."),
        ),
        "desk.lock_after_min": SettingWords(
            N_("Lock of a counter that nobody uses"),
            N_("Without a key or a click it asks for the PIN, never during a service; 0: never."),
        ),
        "desk.arrival_sound": SettingWords(
            N_("Sound when somebody comes"),
            N_("A soft one at a free counter, when the first person comes."),
        ),
        "reasons": SettingWords(
            N_("Reasons of the visit"),
            N_("The list from which the facilitator chooses."),
        ),
        "languages": SettingWords(
            N_("Languages offered"),
            N_("Those of the kiosk and the ticket; the first one is used until somebody chooses."),
        ),
        "qualifies": SettingWords(
            N_("Who the preferential line is for"),
            N_("The kiosk shows it; nobody is asked to prove it."),
        ),
        "prefixes.general": SettingWords(
            N_("Letter of the general line"),
            N_("Its tickets begin with it, as in A-001; a capital letter."),
        ),
        "prefixes.preferential": SettingWords(
            N_("Letter of the preferential line"),
            N_("Its tickets begin with it, as in P-001; it must not sound like the other letter."),
        ),
        "speaking.languages": SettingWords(
            N_("Languages of the voice"),
            N_("Each call is said in these, in this order."),
        ),
        "speaking.repeats": SettingWords(
            N_("Times a call is said"),
            N_("In each language; people who did not listen have another chance."),
        ),
        "speaking.level_percent": SettingWords(
            N_("Loudness of the voice"),
            N_("Chime and calls: 50 sounds half as loud as 100. The loudspeaker has its own knob."),
        ),
        "speaking.muted": SettingWords(
            N_("Voice silenced"),
            N_("Calls are only shown, and facilitators call people aloud."),
        ),
        "hall.clock": SettingWords(
            N_("Clock on the display"),
            N_("The time and the day, between the calls."),
        ),
        "hall.closing": SettingWords(
            N_("When the doors close"),
            N_("The display tells it, or when they open again."),
        ),
        "hall.waiting": SettingWords(
            N_("How many wait"),
            N_("The display tells it of each line."),
        ),
        "hall.wait_range": SettingWords(
            N_("Expected wait"),
            N_("The display tells how long somebody who came now would wait."),
        ),
        "hall.theme": SettingWords(
            N_("Colours of the display"),
            N_("Light by day and dark in the evening, or always the same."),
        ),
        "hall.evening_from": SettingWords(
            N_("Dark colours from"),
            N_("By the office's clock, where the colours go by the hour."),
        ),
        "hall.evening_until": SettingWords(
            N_("Dark colours until"),
            N_("On the next morning, where the colours go by the hour."),
        ),
        "hall.slide_s": SettingWords(
            N_("Time of each page"),
            N_("How long a page stays between the calls."),
        ),
        "targets.general_min": SettingWords(
            N_("Target of the general line"),
            N_("Minutes within which a general ticket should be called."),
        ),
        "targets.preferential_min": SettingWords(
            N_("Target of the preferential line"),
            N_("Minutes within which a preferential ticket should be called."),
        ),
        "targets.direct_preferential_min": SettingWords(
            N_("Target without a ticket"),
            N_("Minutes within which preferential people without a ticket should be served."),
        ),
        "targets.share_percent": SettingWords(
            N_("Share within the target"),
            N_("How many of a hundred tickets should be called in time."),
        ),
        "report.process": SettingWords(
            N_("Process of the reports"),
            N_("Stands in the box at the head of each report, as the company names it."),
        ),
        "report.code": SettingWords(
            N_("Code of the reports"),
            N_("The document's code, as the company's list of documents has it."),
        ),
        "report.version": SettingWords(
            N_("Version of the reports"),
            N_("The document's version, as the company's list of documents has it."),
        ),
        "duties": SettingWords(
            N_("Duties of the public"),
            N_("The display shows them between the calls, word for word."),
        ),
        "rights": SettingWords(
            N_("Rights of the public"),
            N_("The display shows them between the calls; a long one takes several pages."),
        ),
        "sectors": SettingWords(
            N_("Sectors of the island"),
            N_("Where a fault may be; the whole island can always be chosen besides."),
        ),
        "notices": SettingWords(
            N_("Notices"),
            N_("What the leader tells everybody: a fault, or any other message."),
        ),
        "notices.*.key": SettingWords(
            N_("Key of the notice"),
            N_("Commands and the journal call it so; people do not see it."),
        ),
        "notices.*.texts": SettingWords(
            N_("Text of the notice"),
            N_("It is shown in each language in which it is written."),
        ),
        "notices.*.kind": SettingWords(
            N_("Kind of notice"),
            N_("A fault also stands at the kiosk, where people may say that they came for it."),
        ),
        "notices.*.starts_at": SettingWords(
            N_("Notice from"),
            N_("Where nothing is written it is shown at once."),
        ),
        "notices.*.ends_at": SettingWords(
            N_("Notice until"),
            N_("Then it goes by itself; where nothing is written it stays for good."),
        ),
    }
)


def settings_in(section: Section) -> tuple[Setting, ...]:
    """Return the settings of a page, in the order in which it names them."""
    return tuple(
        each
        for start in SECTIONS[section]
        for path, each in schema.SETTINGS.items()
        if f"{path}.".startswith(f"{start}.")
    )


def section_of(path: str) -> Section:
    """Return the page on which the setting stands in which `path` lies.

    Raises:
        KeyError: it lies in no setting.
    """
    setting = schema.setting_at(path)
    return next(each for each in Section if setting in settings_in(each))


def allowed(_: Tongue, setting: Setting) -> str:
    """Say what a setting may be, as it is written in the settings' file."""
    words = _allowed(_, setting)
    return _("{words}; or left out", words=words) if setting.is_optional else words


def _allowed(_: Tongue, setting: Setting) -> str:  # noqa: C901, PLR0911 - a case a kind
    match setting.kind:
        case SettingKind.FLAG:
            return _("true (yes) or false (no)")
        case SettingKind.NUMBER:
            assert setting.range is not None
            return _number(_, setting.range)
        case SettingKind.TEXT:
            assert setting.text is not None
            return _length(_, setting.text.longest, optional=setting.text.optional)
        case SettingKind.KEY:
            assert setting.key is not None
            return _('1 to {longest} letters, digits, "-" and "_"', longest=setting.key.longest)
        case SettingKind.CHOICE:
            assert setting.choices is not None
            words = CHOICES[setting.choices]
            return ", ".join(f"{each.value} ({_(words[each])})" for each in setting.choices)
        case SettingKind.DAY:
            return _("a day such as 2026-12-24")
        case SettingKind.MOMENT:
            return _("a day and a time, such as 2026-12-24T15:00")
        case SettingKind.TIME:
            return _('a time such as "17:00"')
        case SettingKind.TEXTS:
            return _texts(_, setting)
        case SettingKind.LIST | SettingKind.TABLES:
            return _entries(_, setting)
        case SettingKind.SPANS:
            return _('open times such as ["08:00-12:00"]')
        case SettingKind.WEEK:
            assert setting.count is not None
            most = setting.count.most
            return _('{most} spans a weekday at the most, such as "08:00-12:00"', most=most)


def _number(_: Tongue, limits: Range) -> str:
    least, most = limits.least, limits.most
    if not limits.unit:
        return _("{least} to {most}", least=least, most=most)
    return _("{least} to {most} {unit}", least=least, most=most, unit=_(UNITS[limits.unit]))


def _length(_: Tongue, longest: int, *, optional: bool) -> str:
    if longest == 1:
        return _("one letter")
    if optional:
        return _("{longest} letters at the most, or nothing", longest=longest)
    return _("1 to {longest} letters", longest=longest)


def _texts(_: Tongue, setting: Setting) -> str:
    assert setting.text is not None
    return _(
        "{longest} letters at the most in Spanish (es), and in any of: {others}",
        longest=setting.text.longest,
        others=", ".join(each for each in setting.languages if each != "es"),
    )


def _entries(_: Tongue, setting: Setting) -> str:
    assert setting.count is not None
    many = _("{least} to {most}", least=setting.count.least, most=setting.count.most)
    if setting.of_texts:
        return _("{many} texts; each: {texts}", many=many, texts=_texts(_, setting))
    if setting.text is not None:
        each = _length(_, setting.text.longest, optional=setting.text.optional)
        return _("{many} texts; each: {texts}", many=many, texts=each)
    if setting.languages:
        return _("{many} of these: {known}", many=many, known=", ".join(setting.languages))
    if setting.key is not None:
        return _("{many} keys of services", many=many)
    return _("{many} entries", many=many)
