"""What the databases say is wrong, in words of ours.

Their own are English, and a server's in the language of its `lc_messages`. What no line here knows
is said as it is; `core.language` says whose words those are.
"""

import re
from collections.abc import Sequence

from core import reasons
from core.errors import N_, Words

# The first that is found counts.
_KNOWN: Sequence[tuple[re.Pattern[str], str]] = (
    # libpq and psycopg, before somebody is let in
    (
        re.compile(
            r'at "(?P<host>[^"]+)"(?: \([^)]*\))?, port (?P<port>\d+) failed: Connection refused'
        ),
        N_("at {host}, port {port}, the connection was refused"),
    ),
    (
        re.compile(r'on socket "(?P<path>[^"]+)" failed: (No such file|Connection refused)'),
        N_("no server listens at {path}"),
    ),
    (re.compile("Connection refused"), reasons.REFUSED),
    (re.compile(r"timeout expired|timed out|connection timeout"), reasons.NO_TIME),
    (re.compile(r"[Nn]o route to host|unreachable"), reasons.NO_WAY),
    (
        re.compile(r"""(translate host name|resolve host) ["'](?P<host>[^"']+)["']"""),
        N_('no computer named "{host}" is known'),
    ),
    (
        re.compile(r'password authentication failed for user "(?P<role>[^"]+)"'),
        N_('the password of the role "{role}" is not right'),
    ),
    (re.compile("no password supplied"), N_("it asks for a password, and none was given")),
    (
        re.compile(r'(?:Peer|Ident) authentication failed for user "(?P<role>[^"]+)"'),
        N_('it does not let this account in as the role "{role}"'),
    ),
    (
        re.compile(
            r'no pg_hba\.conf entry for (?:replication connection from )?host "(?P<host>[^"]+)"'
        ),
        N_("its pg_hba.conf lets nobody in from {host}"),
    ),
    (
        re.compile(r'database "(?P<name>[^"]+)" does not exist'),
        N_('its server has no database "{name}"'),
    ),
    (re.compile(r'role "(?P<role>[^"]+)" does not exist'), N_('its server has no role "{role}"')),
    (
        re.compile(r'role "(?P<role>[^"]+)" is not permitted to log in'),
        N_('the role "{role}" may not sign in'),
    ),
    (
        re.compile("too many clients|too many connections|remaining connection slots"),
        N_("it has too many connections already"),
    ),
    (
        re.compile("database system is (starting up|in recovery mode|not yet accepting)"),
        N_("it is still starting"),
    ),
    (re.compile("database system is shutting down"), N_("it is being stopped")),
    # afterwards
    (
        re.compile("terminating connection due to administrator"),
        N_("its administrator ended the connection"),
    ),
    (
        re.compile(
            "server closed the connection|connection is (closed|lost)|consuming input failed"
        ),
        N_("the connection is lost"),
    ),
    (
        re.compile(r'permission denied for (?:\w+) "?(?P<name>[^"\s]+)"?$'),
        N_('this role may not use "{name}"'),
    ),
    (
        re.compile(r'must be owner of (?:[a-z ]+?) "?(?P<name>[^"\s]+)"?$'),
        N_('"{name}" belongs to another role'),
    ),
    (re.compile("read-only transaction"), N_("it only lets read")),
    (re.compile("No space left on device|database or disk is full"), N_("the disk is full")),
    # SQLite
    (re.compile("unable to open database file"), N_("its file cannot be opened")),
    (re.compile("readonly database"), N_("the file is read-only")),
    (re.compile("database disk image is malformed"), N_("its content is damaged")),
    (re.compile("file is not a database"), N_("it is no database")),
    (re.compile("disk I/O error"), N_("the device does not read or write as it should")),
    (re.compile("database (table )?is locked"), N_("another program is using it")),
)


def problem_of(error: BaseException | None) -> str | Words:
    """Return what is wrong, in a few words."""
    if isinstance(error, OSError):
        return reasons.reason(error)
    said = first_line(error)
    for pattern, words in _KNOWN:
        if (found := pattern.search(said)) is not None:
            return Words(words, **found.groupdict())
    return said


def first_line(error: BaseException | None) -> str:
    """Return what an error says, in one line without gaps and full stop."""
    lines = str(error).strip().splitlines()
    return " ".join(lines[0].split()).rstrip(".") if lines else N_("no reason was given")
