"""A process that works an outbox and dies at a chosen stage; imported by it, so it stays light."""

import os
import signal
from typing import Literal

from core.clock import FixedClock
from core.machine.config import PrinterConfig
from core.office import Office, PrintJob
from core.office.printing import PrintQueue
from core.printing.printers import device
from core.printing.printers.wires import TcpWire
from tests.conftest import MONDAY_MORNING
from tests.office.papers.papers import DEVICE

Stage = Literal["claiming", "claimed", "connected", "sent", "printed", "saving", "saved"] | int


def print_until_killed(url: str, host: str, port: int, stage: Stage) -> None:
    """Print the next paper, and die at `stage`; a number is so many bytes of the job."""
    config = PrinterConfig("network", host=host, port=port, timeout_s=5)
    printer = device.EscposPrinter(config)
    with Office.open(url, "san-andres", FixedClock(MONDAY_MORNING)) as office:
        claim, save = office.devices.claim_job, office.devices.save_job

        def claim_or_die(job: PrintJob, *, was: PrintJob) -> PrintJob | None:
            die_if(stage == "claiming")
            claimed = claim(job, was=was)
            die_if(stage == "claimed")
            return claimed

        def save_or_die(job: PrintJob) -> PrintJob:
            die_if(stage == "saving")
            saved = save(job)
            die_if(stage == "saved")
            return saved

        office.devices.claim_job = claim_or_die  # type: ignore[method-assign]
        office.devices.save_job = save_or_die  # type: ignore[method-assign]
        vars(device)["connect"] = lambda config: DeadlyWire(config, stage)
        PrintQueue(office, printer, DEVICE).work_one()
    raise AssertionError(f"there is no stage {stage}")


def die_if(it_is_time: bool) -> None:
    if it_is_time:
        os.kill(os.getpid(), signal.SIGKILL)


class DeadlyWire(TcpWire):
    """A wire that ends the process in the middle of a job, as a power cut ends it."""

    def __init__(self, config: PrinterConfig, stage: Stage) -> None:
        super().__init__(config.host, config.port, config.timeout_s)
        self._stage = stage
        self._sent = 0

    def send(self, data: bytes, timeout_s: float) -> None:
        is_job = len(data) > len(b"\x1d r \x01")
        die_if(is_job and self._stage == "connected")
        if is_job and isinstance(self._stage, int) and self._sent + len(data) > self._stage:
            super().send(data[: self._stage - self._sent], timeout_s)
            die_if(it_is_time=True)
        die_if(self._sent > 0 and not is_job and self._stage == "sent")
        super().send(data, timeout_s)
        self._sent += len(data) if is_job else 0

    def receive(self, timeout_s: float) -> bytes:
        said = super().receive(timeout_s)
        die_if(self._sent > 0 and self._stage == "printed")
        return said
