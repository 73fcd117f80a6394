"""Names and passwords with signs that mean something in another syntax."""

PASSWORDS = (
    "s3cret-Word",
    "p@ss-W0rd@here",
    "s3c/ret?W0rd#1",
    "W0rd:with:colons",
    "per%cent%41W0rd",
    "W0rd with spaces",
    "W0rd'quoted\"twice",
    "ñandú-W0rd-ü",
    "123456789012",
)
FOLDERS = (
    "Turnos #1",
    "a%41b",
    "100 %",
    "%(here)s",
    "${HOME}",
    "¿Dónde?",
    "Señal y ñandú",
    'it\'s; -- "quoted"',
    "a&b=c+d",
    "mode=ro",
    "[hall]",
    "back\\slash",
    "no such table",
    "n" * 200,
)
