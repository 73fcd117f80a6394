"""Work that another process does in tests; nothing of ours is loaded for it."""

import time


def endless(*_given: object) -> None:
    time.sleep(600)
