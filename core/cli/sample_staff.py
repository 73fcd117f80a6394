"""The people of a demo or a trial: their names, roles and one PIN."""

from dataclasses import dataclass

from core.domain.staff import Role
from core.office import Office

SAMPLE_PIN = "2468"


@dataclass(frozen=True, slots=True)
class Sample:
    username: str
    name: str
    role: Role


SAMPLE_STAFF = (
    Sample("ana", "Ana", Role.FACILITATOR),
    Sample("beto", "Beto", Role.FACILITATOR),
    Sample("carla", "Carla", Role.FACILITATOR),
    Sample("lider", "Líder ATC", Role.LEADER),  # unsaid: sample names are as they are
    Sample("director", "Director Comercial", Role.DIRECTOR),  # unsaid
)


def add_sample_staff(office: Office) -> None:
    for each in SAMPLE_STAFF:
        office.staff.add(
            each.username, name=each.name, role=each.role, pin=SAMPLE_PIN, must_change_pin=False
        )
