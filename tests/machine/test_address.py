"""What is shown of an address: enough to know it by, and no password, however it is written."""

from pathlib import Path

import pytest

from core.errors import StoreUrlInvalid
from core.machine.address import shown_address, sqlite_address, without_passwords
from core.machine.config import Config
from core.store.connection.place import read_address
from tests.hostile import FOLDERS, PASSWORDS


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgresql://ana@server/turnos", "postgresql://ana@server/turnos"),
        ("postgresql://ana:pw@server:5433/turnos", "postgresql://ana:***@server:5433/turnos"),
        ("postgresql://a:pw@h1:1,h2:2/q?sslmode=require", "postgresql://a:***@h1:1,h2:2/q"),
        ("postgresql://a:pw@[::1]:5432/q?password=other", "postgresql://a:***@[::1]:5432/q"),
        ("mysql://root:pw@localhost/queue", "mysql://root:***@localhost/queue"),
        ("sqlite:////srv/Turnos%20%231/turnos.sqlite3", "/srv/Turnos #1/turnos.sqlite3"),
        ("turnos.sqlite3", "turnos.sqlite3"),
        (r"C:\turnos\turnos.sqlite3", r"C:\turnos\turnos.sqlite3"),
        ("host=server user=ana password=pw", "…"),
        ("ana:pw@server/turnos", "…"),
        ("postgresql://ana:p@w@server/turnos", "postgresql://…"),
        ("postgresql://ana:p/w@server/turnos", "postgresql://…"),
        ("postgresql://server/turnos?password=p@w", "postgresql://…"),
    ],
)
def test_an_address_is_shown_without_its_password(address: str, shown: str) -> None:
    assert shown_address(address) == shown


@pytest.mark.parametrize("password", PASSWORDS)
@pytest.mark.parametrize(
    "template",
    [
        "postgresql://ana:{}@server/turnos",
        "postgresql://ana:{}@server:port/turnos",
        "postgresql://ana:{}@server",
        "postgresql://ana:{}@h1:1,h2:2/turnos?sslmode=require",
        "postgresql://server/turnos?password={}",
        "postgresql://server/turnos?pasword={}",
        "postgres:ana:{}@server/turnos",
        "mysql://ana:{}@server/turnos",
        "ana:{}@server/turnos",
        "host=server password={} dbname=turnos",
        "sqlite://ana:{}@server/turnos",
    ],
)
def test_no_refusal_of_an_address_tells_the_password(template: str, password: str) -> None:
    address = template.format(password)
    told = [shown_address(address), repr(Config(database=address))]
    told.append(without_passwords(f"unexpected argument ({address})", [address]))
    told.append(without_passwords(f"unexpected: {address!r}", [f"--database={address}"]))
    try:
        place = read_address(address)
        told += [place.shown, repr(place)]
    except StoreUrlInvalid as error:
        told += [str(error), str(error.__cause__ or ""), str(error.__context__ or "")]

    assert not [each for each in told if password in each]


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_address_of_a_file_means_that_file(folder: str) -> None:
    file = Path("/srv") / folder / "turnos.sqlite3"

    assert read_address(sqlite_address(file)).file == file
    assert shown_address(sqlite_address(file)) == read_address(sqlite_address(file)).shown
