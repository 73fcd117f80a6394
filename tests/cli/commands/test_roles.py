"""Each role at each command that changes the office or its people: done, or refused by name."""

import json
from pathlib import Path

import pytest

from core.domain.roles import Deed, may
from core.domain.staff import Role
from core.office import Office
from tests.cli.conftest import PIN, Run

NEVER = "2190-01-02"  # the command line has the machine's clock
COMMANDS: dict[Deed, tuple[tuple[str, ...], ...]] = {
    Deed.MANAGE_VOICE: (("mute",), ("unmute",)),
    Deed.MANAGE_OFFICE: (
        ("settings", "plan", "{file}", "--from", NEVER),
        ("settings", "import", "--yes", "{file}"),
    ),
    Deed.MANAGE_PEOPLE: (
        ("staff", "rename", "ana", "Ana Bryan"),
        ("staff", "role", "ana", "quality"),
        ("staff", "offices", "ana", "san-andres"),
        ("staff", "unlock", "ana"),
        ("staff", "pin", "ana"),
        ("staff", "add", "dora", "--name", "Dora"),
        ("staff", "deactivate", "ana"),
        ("sign-out", "--counter", "2", "--reason", "went home"),
    ),
    Deed.SERVE: (
        ("cancel", "A-001"),
        ("change-line", "A-002", "--line", "preferential", "--reason", "asked"),
        ("reinstate", "A-003"),
    ),
    Deed.MANAGE_DIRECTORS: (("staff", "rename", "director", "D. C."),),
}


@pytest.fixture
def backend() -> str:
    return "sqlite"


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("deed", COMMANDS)
def test_a_command_in_ones_own_name_does_what_the_role_may(  # noqa: PLR0917 - fixtures
    run: Run,
    at_office: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    role: Role,
    deed: Deed,
) -> None:
    file = tmp_path / "office.toml"
    run("settings", "export", str(file))
    file.write_text(file.read_text("utf-8").replace("general_min = 15", "general_min = 20"))
    with Office.open(at_office) as office:
        office.staff.add("eva", name="Eva", role=role, pin=PIN, must_change_pin=False)
        office.staff.sign_in("beto", pin=PIN, counter=2)
        for _ in range(3):
            office.queue.issue(outside_hours=True)
        if deed is Deed.SERVE:
            office.queue.call(counter=2, code="A-003", reason="asked")
            office.queue.no_show(counter=2)
    monkeypatch.setenv("TURNOS_NEW_PIN", "97531")

    for words in COMMANDS[deed]:
        before = run("journal", "--json").out.splitlines()
        done = run(*(each.format(file=file) for each in words), "--as", "eva")
        after = run("journal", "--json").out.splitlines()[len(before) :]

        if may(role, deed):
            assert done.code == 0, done.error
            told = [json.loads(each) for each in after]
            named = {each["staff"] for each in told} | {each["data"].get("by") for each in told}
            assert "eva" in named or words[:2] == ("staff", "unlock"), words
        else:
            assert (done.code, "works as" in done.error) == (1, True), words
            assert after == []


def test_who_may_has_everything_made_anew_from_the_journal(run: Run, at_office: str) -> None:
    run("issue", "--outside-hours")

    done = run("rebuild", "--as", "lider", "--json")
    refused = run("rebuild", "--as", "ana")

    assert (done.code, done.json) == (0, {"tickets": 1, "days": 0})
    assert (refused.code, "works as" in refused.error) == (1, True)


def test_ones_own_day_is_shown_after_ones_own_pin(
    run: Run, at_office: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("sign-in", "ana", "--counter", "1")
    run("serve-now", "--counter", "1", "--line", "general")

    mine = run("my-day", "--as", "ana")
    of_nobody = run("my-day")
    monkeypatch.setenv("TURNOS_PIN", "9999")
    of_another = run("my-day", "--as", "ana")

    assert (mine.code, "My day · Ana" in mine.out) == (0, True)
    assert (of_nobody.code, "turnos my-day --as USER" in of_nobody.error) == (1, True)
    assert (of_another.code, of_another.out) == (1, "")


def test_in_which_offices_somebody_works_is_said_and_listed(
    run: Run, at_office: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = run("staff", "offices", "ana", "san-andres")
    listed = run("staff", "list")
    monkeypatch.setenv("TURNOS_NEW_PIN", "97531")
    added = run("staff", "add", "eva", "--name", "Eva", "--works-at", "bogota")
    back = run("staff", "offices", "ana")

    assert said.out == "Ana works in San Andrés now.\n"
    assert "works in: san-andres" in listed.out
    assert (added.code, "bogota" in added.error) == (1, True)
    assert back.out == "Ana works where the role says.\n"
