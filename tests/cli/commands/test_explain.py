"""`turnos settings explain` says of each setting what it is, may be, and is now."""

from pathlib import Path

import pytest

from core.domain.schema import SETTINGS
from core.setting_words import Section
from tests.cli.conftest import Run


def test_a_setting_is_explained_in_the_terminal_s_language(
    run: Run, at_office: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    english = run("settings", "explain", "targets.general_min")
    monkeypatch.setenv("LC_ALL", "es_CO.UTF-8")
    spanish = run("settings", "explain", "targets.general_min")

    assert english.out.splitlines() == [
        "Targets and alerts",
        "",
        "  targets.general_min · Target of the general line",
        "    Minutes within which a general ticket should be called.",
        "    May be: 1 to 240 minutes",
        "    Normal value: 15",
        "    Now: 15",
        "",
    ]
    assert "Metas y alertas" in spanish.out
    assert "Puede ser: de 1 a 240 minutos" in spanish.out
    assert english.error == spanish.error == ""


def test_all_settings_are_explained_section_by_section(run: Run, at_office: str) -> None:
    found: list[dict[str, object]] = list(run("settings", "explain", "--json").json)  # type: ignore[arg-type]

    assert {each["path"] for each in found} == set(SETTINGS)
    assert list(dict.fromkeys(each["section"] for each in found)) == list(Section)
    by_path = {each["path"]: each for each in found}
    assert by_path["desk.reason"]["choices"] == {
        "off": "not asked",
        "asked": "asked, may stay open",
        "compulsory": "compulsory",
    }
    assert by_path["targets.general_min"]["range"] == {"least": 1, "most": 240, "unit": "min"}
    assert by_path["hall.evening_from"]["default"] == "17:00"
    assert by_path["languages"]["default"] == ["es", "en"]
    assert "default" not in by_path["name"]
    assert by_path["notices.*.ends_at"]["default"] is None
    assert by_path["services.*.key"]["in_force"] == {
        "services.customer-service.key": "customer-service"
    }
    assert by_path["services"]["in_force"] == {"services": ["customer-service"]}


def test_one_entry_of_a_list_is_explained_with_its_own_values(run: Run, at_office: str) -> None:
    out = run("settings", "explain", "counters.2").out

    assert "Now counters.2.number: 2" in out
    assert "counters.1" not in out


def test_a_pattern_is_explained_with_the_values_of_every_entry(run: Run, at_office: str) -> None:
    out = run("settings", "explain", "counters.*.number").out

    assert "Now counters.1.number: 1" in out
    assert "Now counters.2.number: 2" in out


def test_a_part_of_a_value_is_explained_by_its_setting(run: Run, at_office: str) -> None:
    out = run("settings", "explain", "hours.week.monday").out

    assert "hours.week · Opening hours" in out
    assert out.index("Now hours.week.monday: [") < out.index("Now hours.week.friday: [")


def test_each_text_of_a_list_stands_on_a_line(run: Run, at_office: str) -> None:
    lines = run("settings", "explain", "reasons").out.splitlines()

    (second,) = [line for line in lines if line.startswith("    Now reasons.2: ")]
    assert 'es = "Daño o falla"' in second


def test_what_is_not_set_and_what_has_to_be_given_are_said(run: Run, at_office: str) -> None:
    assert "Normal value: nothing" in run("settings", "explain", "notices.*.ends_at").out
    assert "It has to be given." in run("settings", "explain", "name").out


def test_settings_are_explained_without_an_office(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TURNOS_DATABASE", f"sqlite:///{tmp_path / 'none.sqlite3'}")

    done = run("settings", "explain", "mode")

    assert done.code == 0
    assert "May be: ticket (with a ticket), direct (at once, without a ticket)" in done.out
    assert "Now" not in done.out
    assert done.error.startswith("The values in force are left out. There is no database")
    assert list(tmp_path.glob("*.sqlite3")) == []


def test_a_path_to_no_setting_is_refused_with_those_that_there_are(run: Run) -> None:
    done = run("settings", "explain", "target.general_min")

    assert done.code == 2
    assert '"target.general_min" is not a setting; there are: name, company, mode' in done.error
