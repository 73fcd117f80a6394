"""`turnos` as a person at a terminal and as a script use it: words, exit codes, JSON."""

import io
import json
import os
import re
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from core.clock import FixedClock
from core.office import Office
from core.store.connection.engine import Store
from tests.cli.conftest import PIN, Done, Run
from tests.fakes.fake_cups import FakeCups, Mode
from tests.office.changes import leave_settings


def test_a_whole_service_by_commands(run: Run, at_office: str) -> None:
    issued = run("issue", "--line", "preferential", "--outside-hours", "--json")
    signed_in = run("sign-in", "ana", "--counter", "2")
    called = run("call-next", "--counter", "2", "--json")
    recalled = run("recall", "--counter", "2", "--json")
    started = run("start", "--counter", "2")
    held = run("hold", "--counter", "2", "--reason", "Buscar un documento")
    resumed = run("resume", "--counter", "2")
    finished = run("finish", "--counter", "2", "--outcome", "filed", "--json")
    served = run("serve-now", "--counter", "2", "--line", "general")
    ended = run("finish", "--counter", "2", "--outcome", "resolved")
    signed_out = run("sign-out", "--counter", "2")

    assert issued.json["code"] == "P-001"
    assert signed_in.out == "Ana staffs counter 2.\n"
    assert (called.json["code"], called.json["counter"]) == ("P-001", 2)
    assert recalled.json["calls"] == 2
    assert started.out == "Ticket P-001: in service, counter 2\n"
    assert held.out == "Ticket P-001: on hold, counter 2\n"
    assert resumed.out == started.out
    assert (finished.json["state"], finished.json["outcome"]) == ("finished", "filed")
    assert served.code == ended.code == 0
    assert signed_out.out == "Counter 2 is free.\n"
    assert run("call-next", "--counter", "2").code == 1
    with Office.open(at_office) as office:
        assert office.inconsistencies() == ()


def test_a_ticket_is_moved_and_a_step_taken_back(run: Run, at_office: str) -> None:
    for _ in range(3):
        run("issue", "--outside-hours")
    run("sign-in", "ana", "--counter", "1")
    run("sign-in", "beto", "--counter", "2")

    moved = run("change-line", "a2", "--line", "preferential", "--reason", "asked", "--json")
    called = run("call", "A-003", "--counter", "1", "--reason", "leader")
    sent = run("transfer", "--counter", "1", "--to-counter", "2", "--json")
    undone = run("undo", "--counter", "1")
    again = run("undo", "--counter", "1")
    arrived = run("arrive", "--counter", "1", "--json")
    attended = run("call-next", "--counter", "2")
    taken = run("sign-in", "carla", "--counter", "1", "--take-over")

    assert moved.json["line"] == "preferential"
    assert called.out == "Ticket A-003: called, counter 1\n"
    assert sent.json["for_counter"] == 2
    assert undone.out == called.out
    assert (again.code, "nothing to undo" in again.error) == (1, True)
    assert arrived.json["code"] is None
    assert attended.out == "Ticket A-002: called, counter 2\n"  # it came earlier
    assert taken.out == "Carla staffs counter 1.\n"
    with Office.open(at_office) as office:
        assert office.inconsistencies() == ()


def test_nothing_is_done_at_a_counter_from_step_away_to_come_back(run: Run, at_office: str) -> None:
    run("sign-in", "ana", "--counter", "1")
    run("serve-now", "--counter", "1", "--line", "general")

    left = run("step-away", "--counter", "1", "--reason", "lunch", "--agreed", "--json")
    refused = [
        run(*command, "--counter", "1")
        for command in (
            ("finish", "--outcome", "resolved"),
            ("hold",),
            ("call-next",),
            ("step-away",),
        )
    ]
    back = run("come-back", "--counter", "1")
    again = run("come-back", "--counter", "1")
    finished = run("finish", "--counter", "1", "--outcome", "resolved")

    assert (left.json["number"], left.json["away_reason"]) == (1, "lunch")
    assert {(each.code, each.error) for each in refused} == {
        (1, "Counter 1 is marked as away. Say that you are back first.\n")
    }
    assert back.out == "Counter 1 is back.\n"
    assert (again.code, "not away" in again.error) == (1, True)
    assert finished.code == 0


def test_a_no_show_is_reinstated_and_a_ticket_cancelled(run: Run, at_office: str) -> None:
    run("issue", "--outside-hours")
    run("sign-in", "ana", "--counter", "1")
    run("call-next", "--counter", "1")

    assert run("no-show", "--counter", "1").out == "Ticket A-001: no-show, counter 1\n"
    assert run("reinstate", "a1").out == "Ticket A-001: waiting\n"
    assert run("cancel", "A-001").out == "Ticket A-001: cancelled\n"
    nobody = run("call-next", "--counter", "1")
    assert (nobody.code, nobody.out) == (0, "Nobody waits.\n")
    assert run("call-next", "--counter", "1", "--json").out == "null\n"


def test_who_would_be_called_next_is_told_with_the_reason(run: Run, at_office: str) -> None:
    nobody = run("next", "--counter", "1")
    for line in ("general", "general", "preferential"):
        run("issue", "--line", line, "--outside-hours")

    told = run("next", "--counter", "1")
    value = run("next", "--counter", "1", "--json").json

    assert nobody.out == "Nobody waits.\n"
    assert told.out == "In this order: P-001, A-001, A-002\n"
    assert value["ticket"]["code"] == "P-001"  # type: ignore[index]
    assert value["why"]["rule"] == "priority"  # type: ignore[index]
    assert [each["code"] for each in value["waiting"]] == ["P-001", "A-001", "A-002"]  # type: ignore[attr-defined]
    assert run("next", "--counter", "9").code == 1


def test_looking_changes_nothing_and_speaks_json(run: Run, at_office: str) -> None:
    run("issue", "--outside-hours")
    run("sign-in", "ana", "--counter", "1")
    run("call-next", "--counter", "1")
    before = run("journal").out

    board = run("board", "--json").json
    status = run("status", "--json").json
    report = run("report", "day", "--format", "json").json
    events = [
        json.loads(line) for line in run("journal", "--json", "--after", "1").out.splitlines()
    ]

    assert board["calls"][0]["code"] == "A-001"  # type: ignore[index]
    assert status["waiting"] == {"general": 0, "preferential": 0}
    assert report["figures"]["hall"]["issued"] == 1  # type: ignore[index]
    assert [event["kind"] for event in events[-3:]] == ["issued", "signed_in", "called"]
    assert "Ticket A-001 · counter 1" in run("board").out
    assert "One counter is staffed." in run("status").out
    assert "1 person came in person." in run("report", "day").out
    assert run("report", "day", "--format", "csv").out.startswith("office,day,group,figure,value,n")
    assert run("journal", "--limit", "2").out.count("\n") == 2
    assert run("journal").out == before


def test_a_report_is_written_to_a_file(run: Run, at_office: str, tmp_path: Path) -> None:
    file = tmp_path / "report.csv"

    done = run("report", "day", "--format", "csv", "--out", str(file))
    lost = run("report", "day", "--out", str(tmp_path / "no" / "folder" / "x.txt"))
    wrong = run("report", "day", "--date", "23/11/2026")

    assert done.code == 0
    assert "all,issued,0,0" in file.read_text(encoding="utf-8")
    assert (lost.code, "no/folder" in lost.error) == (1, True)
    assert (wrong.code, "2026-11-23" in wrong.error) == (2, True)


def test_settings_go_out_and_in_again(run: Run, at_office: str, tmp_path: Path) -> None:
    file = tmp_path / "office.toml"
    assert run("settings", "export", str(file)).code == 0
    text = file.read_text(encoding="utf-8")

    file.write_text(text.replace('name = "San Andrés"', 'name = "Centro"'), encoding="utf-8")
    changed = run("settings", "import", "--yes", str(file))
    file.write_text(text.replace("max_calls = 3", "max_calls = 0"), encoding="utf-8")
    refused = run("settings", "import", "--yes", str(file))
    missing = run("settings", "import", "--yes", str(tmp_path / "none.toml"))

    assert changed.out.startswith("Centro works with the settings of")
    assert (refused.code, "calling.max_calls" in refused.error) == (1, True)
    assert (missing.code, "none.toml" in missing.error) == (1, True)
    assert 'name = "Centro"' in run("settings", "export", "-").out


def test_an_export_keeps_the_edited_file_that_it_replaces(
    run: Run, at_office: str, tmp_path: Path
) -> None:
    """After a clash the settings are taken anew, into the file that holds the leader's edits."""
    file = tmp_path / "oficina.toml"
    first = run("settings", "export", str(file), "--json")
    exported = file.read_bytes()
    same = run("settings", "export", str(file))
    kept = []
    for edited in (b"# mine\r\n", b"\xff\0"):
        file.write_bytes(edited)
        kept.append(run("settings", "export", str(file), "--json"))
    (tmp_path / "oficina.toml.3").mkdir()
    file.write_bytes(b"# again")

    said = run("settings", "export", str(file))

    assert first.json == {"file": str(file), "kept": None}
    assert same.out == f"The settings are in {file}.\n"
    assert [each.json["kept"] for each in kept] == [f"{file}.1", f"{file}.2"]
    assert said.out.splitlines()[1] == f"What {file} held is in {file}.4 now."
    assert file.read_bytes() == exported
    assert [Path(f"{file}.{n}").read_bytes() for n in (1, 2, 4)] == [
        b"# mine\r\n",
        b"\xff\0",
        b"# again",
    ]


def test_an_export_that_cannot_keep_the_edited_file_leaves_it(
    run: Run, at_office: str, tmp_path: Path
) -> None:
    file = tmp_path / ("x" * 254)  # no longer name can be given
    file.write_text("# mine", encoding="utf-8")

    refused = run("settings", "export", str(file))

    assert (refused.code, "Nothing can be written in the folder" in refused.error) == (1, True)
    assert file.read_text(encoding="utf-8") == "# mine"


def test_people_are_added_and_listed(run: Run, at_office: str) -> None:
    assert run("staff", "add", "dora", "--name", "Dora", "--role", "leader").code == 0

    listed = run("staff", "list").out

    assert "dora" in listed
    assert "leader" in listed
    assert run("staff", "add", "dora", "--name", "Dora").code == 1


def test_people_get_new_pins_roles_and_names_and_leave(
    run: Run, at_office: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def with_input(text: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO(text))

    with_input("97531\n")
    new_pin = run("staff", "pin", "ana", "--as", "lider")
    with_input("")
    from_the_environment = run("staff", "pin", "beto", "--json")
    monkeypatch.setenv("TURNOS_PIN", "97531")
    signed_in = run("sign-in", "ana", "--counter", "1")
    not_hers = run("staff", "role", "beto", "leader", "--as", "ana")
    wrong = run("staff", "role", "beto", "leader", "--as", "lider")
    role = run("staff", "role", "ana", "leader")
    name = run("staff", "rename", "ana", "Ana Pomare")
    left = run("staff", "deactivate", "ana", "--json")
    again = run("sign-in", "ana", "--counter", "1")
    listed = run("staff", "list")

    assert new_pin.out == "Ana has a new PIN, to be changed at the next sign-in.\n"
    assert from_the_environment.json["must_change_pin"] is True
    assert signed_in.code == 0
    assert (not_hers.code, "works as facilitator" in not_hers.error) == (1, True)
    assert (wrong.code, "not the PIN" in wrong.error) == (1, True)
    assert role.out == "Ana works as leader now.\n"
    assert name.out == "ana is called Ana Pomare now.\n"
    assert left.json["is_active"] is False
    assert (again.code, "turnos staff add ana" in again.error) == (1, True)
    assert "Ana Pomare · deactivated" in listed.out
    assert "97531" not in run("journal", "--json").out


def test_a_leader_registers_somebody_by_name(
    run: Run, at_office: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def add(given: str, *more: str) -> Done:
        monkeypatch.setattr("sys.stdin", io.StringIO(given))
        return run("staff", "add", "dora", "--name", "Dora", *more)

    not_theirs = add("97531\n", "--as", "ana")
    none = add("", "--as", "lider")
    added = add("97531\n", "--as", "lider")
    monkeypatch.setenv("TURNOS_PIN", "97531")
    signed_in = run("sign-in", "dora", "--counter", "1")

    assert (not_theirs.code, "works as facilitator" in not_theirs.error) == (1, True)
    assert (none.code, "A PIN is 4 to 12 digits" in none.error) == (1, True)
    assert added.out == "Dora is registered.\n"
    assert signed_in.code == 0
    assert '"by":"lider"' in run("journal", "--json").out


def test_the_first_pin_is_asked_for_twice_in_a_terminal(
    run: Run, at_office: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[dict[str, object]] = []

    def prompt(_text: str, **options: object) -> str:
        asked.append(options)
        return "97531"

    monkeypatch.delenv("TURNOS_PIN")
    monkeypatch.setattr("click.prompt", prompt)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)

    added = run("staff", "add", "dora", "--name", "Dora", "--as", "administrator")

    assert added.code == 0, added.error
    assert [each["confirmation_prompt"] for each in asked] == ["The same again"]


@pytest.mark.parametrize(
    "command",
    [("sign-in", "ana", "--counter", "1"), ("staff", "role", "ana", "quality", "--as", "lider")],
)
@pytest.mark.parametrize("variable", ["", " \r", None])
def test_no_pin_is_no_wrong_try(
    run: Run,
    at_office: str,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
    variable: str | None,
) -> None:
    before = run("journal").out
    if variable is None:
        monkeypatch.delenv("TURNOS_PIN")
    else:
        monkeypatch.setenv("TURNOS_PIN", variable)
    monkeypatch.setattr("sys.stdin", io.StringIO(""))

    refused = run(*command)

    assert (refused.code, "No PIN was given" in refused.error) == (1, True)
    assert run("journal").out == before


@pytest.mark.parametrize("user", ["dora", "ana"])
def test_the_command_advised_for_somebody_who_is_not_here_runs(
    run: Run, at_office: str, user: str
) -> None:
    run("staff", "deactivate", "ana")

    refused = run("sign-in", user, "--counter", "1")
    advised = refused.error.strip().partition("turnos ")[2]
    done = run(*advised.split())

    assert advised == f"staff add {user} --name NAME"
    assert done.out == "NAME is registered.\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("board", "--office", "providencia"), ("providencia", "san-andres")),
        (("board", "--database", "mysql://x/y"), ("mysql", "sqlite:///")),
        (("board", "--database", "sqlite:////nowhere/x.db"), ("/nowhere/x.db", "init --office")),
        (("board", "--database", "postgresql://a@127.0.0.1:9/q"), ("127.0.0.1:9", "network")),
        (("finish", "--counter", "1", "--outcome", "resolved"), ("Nobody staffs counter 1",)),
        (("call-next", "--counter", "1"), ("Nobody staffs counter 1", "Sign in")),
        (("call-next", "--counter", "9"), ("no counter 9", "1, 2, 3")),
        (("sign-in", "nadie", "--counter", "1"), ("nadie",)),
        (("issue", "--service", "loans", "--outside-hours"), ("loans", "customer-service")),
        (("cancel", "A-077"), ("A-077",)),
        (("init", "--office", "san-andres"), ("already exists", "settings import")),
        (("init", "--office", "bogota"), ("bogota", "providencia, san-andres")),
    ],
)
def test_bad_input_is_one_sentence_and_changes_nothing(
    run: Run, at_office: str, arguments: tuple[str, ...], words: tuple[str, ...]
) -> None:
    before = run("journal").out

    refused = run(*arguments)

    assert refused.code == 1
    assert refused.out == ""
    assert all(word in refused.error for word in words), refused.error
    assert "Traceback" not in refused.error
    assert refused.error.count("\n") == 1
    assert run("journal").out == before


def test_a_ticket_in_no_service_cannot_be_finished(run: Run, at_office: str) -> None:
    run("sign-in", "ana", "--counter", "1")

    refused = run("finish", "--counter", "1", "--outcome", "resolved")

    assert (refused.code, "no ticket" in refused.error) == (1, True)


def test_five_wrong_pins_are_a_pause(
    run: Run, at_office: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TURNOS_PIN", "0000")

    said = [run("sign-in", "ana", "--counter", "1").error for _ in range(5)]
    monkeypatch.setenv("TURNOS_PIN", PIN)
    right = run("sign-in", "ana", "--counter", "1")

    assert [
        f"minutes: {left}." in text for left, text in zip((4, 3, 2, 1), said, strict=False)
    ] == [True] * 4
    assert "Try again at" in said[4]
    assert (right.code, "Try again at" in right.error) == (1, True)


@pytest.mark.parametrize("backend", ["sqlite"])
def test_wrong_files_are_named_and_left_alone(
    run: Run, at_office: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = tmp_path / "letter.sqlite3"
    letter.write_text("Estimado usuario " * 500)
    foreign = tmp_path / "foreign.sqlite3"
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE customer (name TEXT)")
    connection.close()
    newer = Path(at_office.removeprefix("sqlite:///"))
    with sqlite3.connect(newer) as connection:
        connection.execute("UPDATE turnos_version SET version_num = '9999'")
    connection.close()
    broken = tmp_path / "config.toml"
    broken.write_text('database = "sqlite:///x"\n[printer\n')
    misspelt = tmp_path / "misspelt.toml"
    misspelt.write_text("[printer]\nknd = 'none'\n")

    for arguments, words in (
        (("board", "--database", f"sqlite:///{letter}"), "letter.sqlite3"),
        (("init", "--office", "san-andres", "--database", f"sqlite:///{foreign}"), "foreign"),
        (("board", "--database", at_office), "9999"),
        (("board", "--config", str(broken)), "config.toml"),
        (("board", "--config", str(misspelt)), "printer.knd"),
        (("board", "--config", str(tmp_path / "no.toml")), "no.toml"),
    ):
        refused = run(*arguments)
        assert refused.code == 1, arguments
        assert words in refused.error
        assert "Traceback" not in refused.error


def test_wrong_usage_is_exit_2(run: Run) -> None:
    assert run("call-next").code == 2
    assert run("sing-in").code == 2
    assert run("finish", "--counter", "1", "--outcome", "done").code == 2
    assert run("init").code == 2


def test_the_terminals_language_is_spoken(
    run: Run, at_office: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "es_CO.UTF-8")

    assert run("call-next", "--counter", "1").error == (
        "Nadie atiende el puesto 1. Inicie sesión en él primero.\n"
    )


@pytest.mark.parametrize("backend", ["sqlite"])
def test_the_doctor_is_green_for_a_healthy_office_and_red_for_a_broken_queue(
    run: Run, at_office: str, tmp_path: Path
) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[voice]\nengine = "none"\n')
    run("issue", "--outside-hours")
    green = run("doctor", "--config", str(config))

    with sqlite3.connect(at_office.removeprefix("sqlite:///")) as connection:
        connection.execute("UPDATE ticket SET number = 7, calls = 2")
    connection.close()
    red = run("doctor", "--config", str(config), "--json")

    assert green.code == 0, green.out
    assert "✗" not in green.out
    assert red.code == 1
    bad = [check["name"] for check in json.loads(red.out) if not check["ok"]]
    assert bad == ["queue"]


def test_the_doctor_tells_what_an_older_turnos_left_behind(run: Run, at_office: str) -> None:
    run("sign-in", "ana", "--counter", "3")
    run("serve-now", "--counter", "3", "--line", "general")
    named = [{"key": key, "names": {"es": key}} for key in ("info", "filing")]
    with Office.open(at_office) as office:
        leave_settings(office, services=named, counters=[{"number": 1, "services": ["info"]}])

    found = json.loads(run("doctor", "--json").out)
    (check,) = (each for each in found if each["name"] == "settings")

    assert not check["ok"]
    assert 'No counter serves the service "filing"' in check["sentence"]
    assert "but Ana is signed in there" in check["sentence"]
    assert "turnos finish --counter 3 --outcome resolved" in check["sentence"]
    assert run("finish", "--counter", "3", "--outcome", "resolved").code == 0
    assert run("sign-out", "--counter", "3").code == 0


@pytest.mark.parametrize("backend", ["sqlite"])
def test_the_program_itself_runs_and_takes_the_pin_from_standard_input(at_office: str) -> None:
    program = Path(sys.executable).with_name("turnos")
    environment = {key: value for key, value in os.environ.items() if key != "TURNOS_PIN"}

    done = subprocess.run(
        [program, "sign-in", "ana", "--counter", "1", "--json"],
        input=f"{PIN}\n",
        capture_output=True,
        text=True,
        env=environment,
        check=True,
        timeout=60,
    )

    assert json.loads(done.stdout)["counter"] == 1


def test_the_first_sign_in_takes_a_pin_of_ones_own(
    run: Run, at_office: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("staff", "add", "dora", "--name", "Dora")
    first = run("sign-in", "dora", "--counter", "1")
    monkeypatch.setenv("TURNOS_NEW_PIN", "12")
    refused = run("sign-in", "dora", "--counter", "1")
    monkeypatch.setenv("TURNOS_NEW_PIN", "97531")
    chosen = run("sign-in", "dora", "--counter", "1")
    old = run("sign-in", "dora", "--counter", "1")
    monkeypatch.setenv("TURNOS_PIN", "97531")
    own = run("sign-in", "dora", "--counter", "1")

    assert (first.code, "Dora still has the first PIN" in first.error) == (0, True)
    assert (refused.code, "4 to 12 digits" in refused.error) == (1, True)
    assert (chosen.code, chosen.error) == (0, "Dora has a PIN of their own now.\n")
    assert old.code == 1
    assert (own.code, own.error) == (0, "")


def test_signing_out_is_told_in_the_persons_language(
    run: Run, at_office: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("sign-in", "ana", "--counter", "1")
    monkeypatch.setenv("LC_ALL", "es_CO.UTF-8")

    assert run("sign-out", "--counter", "1").out == "El puesto 1 está libre.\n"


@pytest.mark.parametrize("backend", ["sqlite"])
def test_the_doctor_takes_a_good_queue_for_well_and_a_stopped_one_not(
    run: Run, at_office: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert at_office
    config = tmp_path / "config.toml"
    config.write_text('[printer]\nkind = "queue"\nqueue = "Tickets"\n')
    with FakeCups() as cups:
        monkeypatch.setenv("CUPS_SERVER", cups.address)

        good = _printer_of(run("doctor", "--json", "--config", str(config)))
        cups.become(Mode.STOPPED)
        stopped = _printer_of(run("doctor", "--json", "--config", str(config)))

    assert good["ok"]
    assert "never says whether they come out" in good["sentence"]
    assert not stopped["ok"]
    assert "off line" in stopped["sentence"]


@pytest.mark.parametrize("kind", ["file", "pdf"])
def test_the_doctor_sees_that_papers_have_no_room(run: Run, tmp_path: Path, kind: str) -> None:
    config = tmp_path / "config.toml"
    config.write_text(f"[printer]\nkind = '{kind}'\npath = '/proc/papers'\n")  # no room there

    check = _printer_of(run("doctor", "--json", "--config", str(config)))

    assert not check["ok"]
    assert "is full" in check["sentence"]


def _printer_of(doctor: Done) -> Any:
    [check] = [each for each in json.loads(doctor.out) if each["name"] == "printer"]
    return check


def test_a_clock_in_doubt_is_told_by_doctor_and_status_and_confirmed(
    run: Run, at_office: str
) -> None:
    """The office was last used in a time to come: this computer's clock has gone back since."""
    url = at_office
    with Office.open(url, "san-andres", FixedClock(datetime.now(UTC) + timedelta(days=5))) as later:
        later.queue.issue(outside_hours=True)
    doctor = run("doctor", "--json")
    clock = next(each for each in json.loads(doctor.out) if each["name"] == "clock")
    assert doctor.code == 1
    assert not clock["ok"]
    command = re.search(r"turnos (confirm-day \S+)\. ", clock["sentence"])
    assert command is not None
    assert "turnos confirm-day" in run("status").out
    wrong = run("confirm-day", "2020-01-01")
    assert (wrong.code, "not 2020-01-01" in wrong.error) == (1, True)

    done = run(*command[1].split())

    assert done.code == 0, done.error
    assert "believed again" in done.out
    assert run("confirm-day", "2020-01-01").code == 1, "there is nothing to confirm any more"
    clock = next(
        each for each in json.loads(run("doctor", "--json").out) if each["name"] == "clock"
    )
    assert clock["ok"]


def test_a_business_day_far_off_is_told_by_doctor_and_put_right(run: Run, at_office: str) -> None:
    run("issue", "--outside-hours")
    store = Store(at_office)
    with store.begin() as connection:
        connection.execute(text("UPDATE office SET day = '2099-01-01'"))
    store.close()
    red = next(each for each in json.loads(run("doctor", "--json").out) if each["name"] == "queue")
    assert (red["ok"], "2099-01-01" in red["sentence"]) == (False, True)

    assert run("issue", "--outside-hours", "--json").json["code"] == "A-002"

    green = next(
        each for each in json.loads(run("doctor", "--json").out) if each["name"] == "queue"
    )
    assert green["ok"]


def test_what_changes_the_office_may_be_done_in_ones_own_name(
    run: Run, at_office: str, tmp_path: Path
) -> None:
    file = tmp_path / "office.toml"
    run("settings", "export", str(file))
    file.write_text(file.read_text("utf-8").replace("general_min = 15", "general_min = 20"))

    refused = run("settings", "import", "--yes", str(file), "--as", "ana")
    assert (refused.code, "leaders" in refused.error) == (1, True)
    done = run("settings", "import", "--yes", str(file), "--as", "lider")
    assert (done.code, "15 → 20" in done.out) == (0, True)
    (last,) = run("journal", "--json").out.splitlines()[-1:]
    assert json.loads(last)["staff"] == "lider"


def test_each_role_and_what_it_may_do_is_told(run: Run) -> None:
    assert "director" in run("roles").out
    assert run("roles", "--json").json["manage_directors"] == ["director"]


def test_people_are_unlocked_signed_out_and_told_as_they_are(run: Run, at_office: str) -> None:
    run("sign-in", "beto", "--counter", "2")
    run("staff", "pin", "carla")

    assert run("sign-out", "--counter", "2", "--as", "lider").code == 1  # it wants a reason
    out = run("sign-out", "--counter", "2", "--as", "lider", "--reason", "went home")
    assert "is free" in out.out
    assert "may try again" in run("staff", "unlock", "ana", "--as", "lider").out
    told = run("staff", "list").out
    assert "Carla · first PIN, not changed yet" in told
    people = json.loads(run("staff", "list", "--json").out)
    assert [each["username"] for each in people if each["must_change_pin"]] == ["carla"]
