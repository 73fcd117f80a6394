"""`turnos bench`, very small: it measures what it says, and both sides do the same work."""

import json
from pathlib import Path

import pytest

from core.cli import bench, bench_touch


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_small_bench_measures_both_databases_beside_their_floors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench, "QUICK", bench.Size((300,), 3, 1, 2, 2))
    monkeypatch.setattr(bench, "PROCESSES", (2,))
    monkeypatch.setattr(bench_touch, "PACES_S", (0.1,))
    monkeypatch.setattr(bench_touch, "WRITERS", 2)
    monkeypatch.chdir(tmp_path)
    out = tmp_path / "bench.json"

    bench.run(quick=True, server=None, out=out)

    measured = json.loads(out.read_text(encoding="utf-8"))
    found = {(rate["database"], rate["work"], rate["old_tickets"]) for rate in measured["rates"]}
    assert found == {
        (database, work, 300) for database in ("sqlite", "postgresql") for work in ("issue", "call")
    }
    for rate in measured["rates"]:
        assert rate["processes"] == 2
        assert rate["ratio"] == pytest.approx(rate["ours_per_s"] / rate["floor_per_s"])
        assert 0 < rate["ours_p50_ms"] <= rate["ours_p99_ms"]
    for announced in measured["announced"]:
        assert announced["calls"] == 2
        assert announced["painted_p50_ms"] > announced["floor_p50_ms"]
        assert announced["outside_p50_ms"] > announced["floor_p50_ms"]
        assert announced["sound_p50_ms"] > announced["chimed_p50_ms"] > 0
    windows = [start["window"] for start in measured["starts"]]
    assert windows == ["a bare Qt window", "kiosk", "counter", "display"]
    assert "Rounds per second" in capsys.readouterr().out
    assert not [path for path in tmp_path.iterdir() if path.is_dir() and path.name != "home"]
