"""A loudspeaker that notes down what it was asked to play.

`fake_player.py MODE NOTES FILE`:

`play` takes a five-hundredth of the sound's time, `hang` never ends and has started another
process, `crash` ends at once with a complaint.
"""

import json
import subprocess
import sys
import time
import wave
from pathlib import Path
from typing import NoReturn

SPEED = 500


def note(notes: Path, **fields: object) -> None:
    with notes.open("a", encoding="utf-8") as file:
        file.write(json.dumps(fields) + "\n")


def hang() -> NoReturn:
    while True:
        time.sleep(60)


def main(mode: str, notes: Path, played: Path) -> None:
    if mode == "crash":
        sys.exit("no sound card here")
    with wave.open(str(played), "rb") as file:
        duration_s = file.getnframes() / file.getframerate()
    began_at = time.monotonic()
    if mode == "hang":
        helper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        note(notes, file=str(played), helper=helper.pid)
        hang()
    time.sleep(duration_s / SPEED)
    note(
        notes,
        file=str(played),
        duration_s=duration_s,
        began_at=began_at,
        ended_at=time.monotonic(),
    )


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[-1]))
