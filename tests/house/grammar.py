"""What a sentence for people never has, in whichever language and however it was put together."""

import re
from collections.abc import Iterator

TWO_ENDS = re.compile(r"[.…?!]\.(?=[\s»”\")]|$)|\.…|,,|;;|::")  # `a las 8:00 a. m.?` is right
LOOSE = re.compile(r"\s[,.;:?!…](?=\s|$)")
GAP = re.compile(r"[^\d\s] {2,}\S|\d {2,}\d")  # a step may stand apart from its number
BEGINS_SMALL = re.compile(r"^[^\w«“\"(/-]*[a-zñáéíóú]")
OPEN = re.compile(r"([.?!]\s)[¿¡]?[a-zñáéíóú]")
PAIRS = (("«", "»"), ("“", "”"), ("(", ")"), ("[", "]"))
# After these a small letter is no new sentence; times go on so in both languages.
SHORT = re.compile(r"(\b[ap]\.[ \N{NO-BREAK SPACE}]?m\.|\bm\.|\bn\. o|S\.A\.|\.{3})\s")


def faults(text: str, language: str, *, is_sentence: bool = False) -> Iterator[str]:
    """Say what is wrong with `text`, which may be a table of several lines.

    `is_sentence`: it stands by itself, so that it begins with a capital.
    """
    if found := TWO_ENDS.search(text.replace("...", "")):
        yield f"two marks, {found[0]!r}"
    if LOOSE.search(text):
        yield "a blank before a mark"
    if GAP.search(text):
        yield "two blanks"
    if language == "es":
        yield from (
            f"{text.count(first)} {first} and {text.count(last)} {last}"
            for first, last in (("¿", "?"), ("¡", "!"))
            if text.count(first) != text.count(last)
        )
    for first, last in PAIRS:
        if text.count(first) != text.count(last):
            yield f"{first} without {last}, or the other way"
    if is_sentence and BEGINS_SMALL.match(text):
        yield "a small letter at its start"
    if is_sentence and OPEN.search(SHORT.sub("", text)):
        yield "a small letter after a full stop"
