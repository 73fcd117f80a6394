"""A broken espeak-ng: `fake_voice.py MODE [espeak-ng's options]`, of which -w names the file."""

import sys
import time
import wave
from pathlib import Path


def main(mode: str, options: list[str]) -> None:
    into = Path(options[options.index("-w") + 1])
    if mode == "crash":
        sys.exit("the voice files are damaged")
    if mode == "garbage":
        into.write_text("not a sound")
    if mode == "silent":
        with wave.open(str(into), "wb") as file:
            file.setparams((1, 2, 22_050, 0, "NONE", ""))
            file.writeframes(bytes(44_100))
    while mode == "hang":
        time.sleep(60)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
