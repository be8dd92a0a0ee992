"""The movable clock: what passes on it, alone and with several threads."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.emulator import MovableClock

START = datetime(2026, 1, 5, tzinfo=UTC)


def in_threads(clock: MovableClock, *plans: list[float]) -> list[list[float]]:
    """Each plan is slept through by its own thread; what each saw on the clock after each sleep."""
    seen: list[list[float]] = [[] for _ in plans]
    clock.keep_places(len(plans))

    def live(number: int) -> None:
        with clock.taking_part():
            for seconds in plans[number]:
                clock.sleep(seconds)
                seen[number].append(clock.monotonic())

    threads = [threading.Thread(target=live, args=(number,)) for number in range(len(plans))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    return seen


def test_the_clock_stands_still_until_it_is_moved() -> None:
    clock = MovableClock(START)
    assert clock() == START
    clock.forward(90)
    assert clock.now() == START + timedelta(seconds=90)
    assert (clock.monotonic(), clock.time()) == (90, START.timestamp() + 90)


def test_a_lone_sleeper_moves_the_clock_itself() -> None:
    clock = MovableClock(START)
    clock.sleep(3600)
    clock.sleep(0)
    clock.sleep(-1)
    assert clock.monotonic() == 3600


def test_four_threads_sleep_for_hours_in_no_time() -> None:
    seen = in_threads(MovableClock(START), [3600] * 3, [1800] * 7, [60], [7200])
    assert seen == [[3600, 7200, 10800], [1800 * n for n in range(1, 8)], [60], [7200]]


@given(st.lists(st.lists(st.integers(1, 500), max_size=5), min_size=4, max_size=4))
def test_each_thread_sees_just_what_it_slept(plans: list[list[float]]) -> None:
    clock = MovableClock(START)
    seen = in_threads(clock, *plans)
    assert seen == [[sum(plan[: n + 1]) for n in range(len(plan))] for plan in plans]
    assert clock.monotonic() == max(sum(plan) for plan in plans)


def test_the_time_waits_for_a_thread_that_works() -> None:
    clock, working, asleep = MovableClock(START), threading.Event(), threading.Event()
    clock.keep_places(2)
    seen: list[float] = []

    def work() -> None:
        with clock.taking_part():
            asleep.wait(10)
            seen.append(clock.monotonic())
            working.set()

    def doze() -> None:
        with clock.taking_part():
            threading.Timer(0.05, asleep.set).start()
            clock.sleep(60)
            seen.append(clock.monotonic())

    threads = [threading.Thread(target=work), threading.Thread(target=doze)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert seen == [0, 60]


def test_a_pool_of_four_takes_a_quarter_of_the_time() -> None:
    clock = MovableClock(START)
    with clock.pool(4) as pool:
        list(pool.map(clock.sleep, [1.0] * 205))
    assert clock.monotonic() == 52


def test_no_time_slips_away_between_two_tasks_of_a_pool() -> None:
    clock = MovableClock(START)
    with clock.pool(2) as pool:
        list(pool.map(clock.sleep, [100.0, *[1.0] * 100]))
    assert clock.monotonic() == 100


def test_who_waits_for_others_holds_nobody_up() -> None:
    clock = MovableClock(START)
    with clock.taking_part():
        other = threading.Thread(target=in_threads, args=(clock, [30]))
        other.start()
        with clock.waiting():
            other.join(10)
        assert clock.monotonic() == 30


def test_a_sleeper_from_outside_counts_while_it_sleeps() -> None:
    clock = MovableClock(START)
    clock.keep_places(1)
    outside = threading.Thread(target=clock.sleep, args=(5,))
    outside.start()
    with clock.taking_part():
        clock.sleep(20)
    outside.join(10)
    assert clock.monotonic() == 20


def test_a_clock_that_nobody_moves_says_so() -> None:
    clock = MovableClock(START, patience=0.01)
    clock.keep_places(1)
    with clock.taking_part():
        pass
    clock.keep_places(1)
    with pytest.raises(RuntimeError, match="1 who take part neither sleep nor leave"):
        clock.sleep(1)


def test_a_sleep_of_a_hair_still_passes() -> None:
    clock = MovableClock(START)
    clock.sleep(1e-9)
    assert clock.monotonic() == 1e-6
