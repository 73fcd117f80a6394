"""`turnos demo --headless`: the whole morning, through the real windows, and what it leaves."""

import json
import os
import subprocess
import sys
import wave
from pathlib import Path

import pytest
from PIL import Image

PICTURES = {
    "kiosk-home.png": (1080, 1920),
    "kiosk-home-english.png": (1080, 1920),
    "kiosk-result.png": (1080, 1920),
    "counter-sign-in.png": (1920, 1080),
    "counter-waiting.png": (1920, 1080),
    "counter-called.png": (1920, 1080),
    "counter-serving.png": (1920, 1080),
    "display-board.png": (1920, 1080),
    "display-call.png": (1920, 1080),
}
LEAST_COLOURS = 50  # a blank or broken picture has fewer


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_headless_demo_leaves_pictures_paper_voice_and_report(tmp_path: Path) -> None:
    folder = tmp_path / "demo-output"
    folder.mkdir()
    theirs = folder / "letter to my aunt.txt"
    theirs.write_text("Querida tía", encoding="utf-8")
    (folder / "report.txt").write_text("of an earlier demo", encoding="utf-8")
    program = Path(sys.executable).with_name("turnos")

    done = subprocess.run(
        [program, "demo", "--headless", folder],
        env={name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"},
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )

    assert done.returncode == 0, done.stderr
    assert theirs.read_text(encoding="utf-8") == "Querida tía", "not the demo's to touch"
    made = sorted(str(path) for path in folder.iterdir() if path != theirs)
    assert sorted(done.stdout.split()) == made
    for name, size in PICTURES.items():
        with Image.open(folder / name) as picture:
            assert picture.size == size, name
            colours = picture.convert("RGB").getcolors(2**24)
            assert colours is not None
            assert len(colours) > LEAST_COLOURS, name
    paper = (folder / "ticket.txt").read_text(encoding="utf-8")
    assert "Atención preferencial" in paper
    assert "Este turno no es un radicado." in paper
    assert (folder / "ticket.escpos").read_bytes().startswith(b"\x1b@")
    assert (folder / "ticket.pdf").read_bytes().startswith(b"%PDF")
    with wave.open(str(folder / "announcement.wav")) as sound:
        assert 5 < sound.getnframes() / sound.getframerate() < 60
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    hall = report["figures"]["hall"]
    assert hall["issued"] > 60
    assert hall["served"] + round(hall["no_show"]["value"] * hall["issued"] / 100) == hall["issued"]
    assert "Otras cifras" in (folder / "report.txt").read_text(encoding="utf-8")
