"""What is told again of a wait: down at once, up only with a reason."""

from core.domain.prediction.again import Rise, ToldRange, told_again


def told(high: int, *, ahead: int = 3, counters: int = 3) -> ToldRange:
    return ToldRange(high - 10, high, ahead, counters)


def test_less_is_told_at_once_and_more_when_more_wait() -> None:
    assert told_again(None, told(25)) == told(25)
    assert told_again(told(25), told(20)) == told(20)
    assert told_again(told(25), told(30, ahead=4)) == told(30, ahead=4)


def test_more_is_not_told_while_nothing_happened_that_anybody_saw() -> None:
    again = told_again(told(25), told(30, ahead=2, counters=4))

    assert (again.low_min, again.high_min, again.ahead, again.rise) == (15, 25, 2, None)


def test_a_counter_that_left_is_said_until_it_is_back_or_the_wait_as_before() -> None:
    fewer = told_again(told(25), told(40, counters=2))
    still = told_again(fewer, told(35, counters=2))
    more_came = told_again(still, told(45, ahead=6, counters=2))
    slower = told_again(more_came, told(50, ahead=6, counters=2))
    one_more_left = told_again(slower, told(60, counters=1))

    assert (fewer.rise, fewer.was_min, fewer.high_min) == (Rise.FEWER_COUNTERS, 25, 40)
    assert (still.rise, still.high_min) == (Rise.FEWER_COUNTERS, 35)
    assert (more_came.rise, more_came.was_min) == (Rise.FEWER_COUNTERS, 25)
    assert (slower.rise, slower.high_min) == (Rise.FEWER_COUNTERS, 45)
    assert (one_more_left.rise, one_more_left.was_min) == (Rise.FEWER_COUNTERS, 25)
    assert told_again(still, told(25, counters=2)).rise is None
    assert told_again(still, told(30, counters=3)).rise is None
