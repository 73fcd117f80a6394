"""The kiosk of `tests.windows.driven`, which soon asks whether somebody is still there."""

import sys
from dataclasses import replace

from kiosk import window
from kiosk.visit.times import TIMES
from tests.windows import driven

if __name__ == "__main__":
    times = replace(TIMES, idle_s=2.0, warning_s=120.0)
    window.create.__kwdefaults__ = {**(window.create.__kwdefaults__ or {}), "times": times}
    sys.exit(driven.main())
