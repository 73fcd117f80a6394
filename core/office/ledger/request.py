"""A caller's idempotency key, tied to what it asks for.

The same key with the same action and arguments is done once. With anything else it is a slip of the
caller: if that were answered with what the key did before, a waiting ticket would be shown as
called.
"""

import json
from dataclasses import dataclass
from hashlib import blake2b

from core.errors import RequestInvalid

LONGEST_KEY = 200  # an index of PostgreSQL holds no text of any length
DIGEST_BYTES = 8


@dataclass(frozen=True, slots=True)
class Request:
    """`asked` is a digest of the action and its arguments, None where no caller chose the key."""

    key: str
    asked: str | None = None


def once(key: str | None, deed: str, **arguments: object) -> Request | None:
    """Return what the caller's `key` asks for; None without a key.

    Raises:
        RequestInvalid: no database could keep this key.
    """
    if key is None:
        return None
    if not (0 < len(key) <= LONGEST_KEY and key.isprintable()):
        raise RequestInvalid(most=LONGEST_KEY)
    said = json.dumps([deed, arguments], sort_keys=True).encode()
    return Request(key, blake2b(said, digest_size=DIGEST_BYTES).hexdigest())
