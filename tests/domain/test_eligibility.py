"""Which counter may serve whom."""

import pytest

from core.domain.eligibility import Need, may_serve
from core.domain.service import Counter
from core.domain.ticket import CounterNumber, Line, ServiceKey
from tests.builders import a_ticket

ANY = Counter(CounterNumber(1))
CAJA = Counter(CounterNumber(2), (ServiceKey("caja"),))


@pytest.mark.parametrize(("service", "may"), [("caja", True), ("atencion", False)])
def test_a_counter_of_some_services_serves_no_other(service: str, may: bool) -> None:
    assert may_serve(CAJA, a_ticket(service=service), ()) is may
    assert may_serve(ANY, a_ticket(service=service), ())


def test_what_is_kept_for_a_counter_waits_for_it_while_somebody_is_there() -> None:
    kept = Need(Line.GENERAL, ServiceKey("caja"), CounterNumber(2))

    assert may_serve(CAJA, kept, (CAJA.number, ANY.number))
    assert not may_serve(ANY, kept, (CAJA.number, ANY.number))
    assert may_serve(ANY, kept, (ANY.number,))
