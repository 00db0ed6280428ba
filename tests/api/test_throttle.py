"""Whoever misses often waits a minute; nobody else does, and what is remembered is bounded."""

from app.usecases.throttle import ADDRESSES, MISSES, WAIT, Throttle


def missed(times: int, throttle: Throttle, address: str = "a", now: float = 0.0) -> Throttle:
    for _ in range(times):
        throttle.missed(address, now)
    return throttle


def test_so_many_misses_within_a_minute_and_one_waits_for_the_rest_of_it() -> None:
    throttle = missed(MISSES - 1, Throttle())
    assert throttle.waits("a", 1.0) == 0
    missed(1, throttle, now=1.0)
    assert throttle.waits("a", 1.0) == 60
    assert throttle.waits("a", WAIT - 0.5) == 1
    assert throttle.waits("a", WAIT) == 0
    assert throttle.waits("b", 1.0) == 0


def test_misses_of_another_minute_count_no_more() -> None:
    throttle = missed(1, missed(MISSES - 1, Throttle()), now=WAIT + 1)
    assert throttle.waits("a", WAIT + 1) == 0


def test_the_address_that_missed_longest_ago_is_forgotten_first() -> None:
    throttle = missed(MISSES, Throttle())
    for number in range(ADDRESSES - 1):
        throttle.missed(f"n{number}", 1.0)
    assert throttle.waits("a", 2.0) > 0
    throttle.missed("one more", 1.0)
    assert throttle.waits("a", 2.0) == 0
