"""What the bench has found so far."""

from dataclasses import dataclass, field

from core.cli.workshop.bench import bench_hall, bench_start, bench_touch
from core.cli.workshop.bench.bench_times import Ratio, Samples


@dataclass(frozen=True, slots=True)
class Rate:
    """Rounds per second of one kind of work, ours and the floor's, and how long ours took."""

    database: str
    work: str
    processes: int
    old_tickets: int
    ours_per_s: float
    floor_per_s: float
    ratio: Ratio
    ours: Samples

    def __str__(self) -> str:
        return (
            f"{self.database}, {self.old_tickets:,} old tickets: {self.work} with {self.processes} "
            f"process(es) {self.ours_per_s:,.0f} a second, {self.ratio} of plain SQL"
        )


@dataclass(slots=True)
class Measured:
    """All that is known so far; `failed` are the parts without a figure, and why."""

    rates: list[Rate] = field(default_factory=list)
    touches: list[bench_touch.Touch] = field(default_factory=list)
    announced: list[bench_hall.Announced] = field(default_factory=list)
    starts: list[bench_start.Start] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
