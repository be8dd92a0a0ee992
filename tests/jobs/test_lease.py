"""A lease has one living holder; a dead one's is taken over."""

from huey import MemoryHuey
from huey.api import Huey

from service.jobs.lease import STALE, is_held, lease


def test_only_one_holds_it(queue: Huey) -> None:
    with lease(queue, "sweep") as first, lease(queue, "sweep") as second:
        assert (first, second) == (True, False)


def test_it_is_free_again_after_the_block(queue: Huey) -> None:
    with lease(queue, "sweep"):
        assert is_held(queue, "sweep")
    assert not is_held(queue, "sweep")


def test_it_is_free_again_after_a_failure(queue: Huey) -> None:
    try:
        with lease(queue, "sweep"):
            raise ValueError
    except ValueError:
        pass
    assert not is_held(queue, "sweep")


def test_one_who_was_refused_does_not_free_it(queue: Huey) -> None:
    with lease(queue, "sweep"):
        with lease(queue, "sweep"):
            pass
        assert is_held(queue, "sweep")


def test_leases_of_different_work_do_not_meet(queue: Huey) -> None:
    with lease(queue, "report.a") as first, lease(queue, "report.b") as second:
        assert first and second


def test_a_dead_holders_lease_is_taken_over(queue: Huey) -> None:
    queue.put(f"{queue.name}.lease.sweep", ("killed", 1000.0))
    assert not is_held(queue, "sweep", lambda: 1000.0 + STALE)
    with lease(queue, "sweep", lambda: 1000.0 + STALE) as mine:
        assert mine


def test_a_living_holders_lease_is_not(queue: Huey) -> None:
    queue.put(f"{queue.name}.lease.sweep", ("alive", 1000.0))
    with lease(queue, "sweep", lambda: 999.0 + STALE) as mine:
        assert not mine
    assert is_held(queue, "sweep", lambda: 1000.0)


class Overtaken(MemoryHuey):
    """Somebody else takes the dead lease between our look and our grasp."""

    def get(self, key: str, peek: bool = False) -> object:
        seen = super().get(key, peek)
        if peek and seen == ("killed", 0.0):
            self.put(key, ("faster", 1000.0))
        return seen


def test_a_lease_taken_over_by_a_faster_one_is_given_back() -> None:
    queue = Overtaken("test")
    queue.put(f"{queue.name}.lease.sweep", ("killed", 0.0))
    with lease(queue, "sweep", lambda: 1000.0) as mine:
        assert not mine
    assert queue.get(f"{queue.name}.lease.sweep", peek=True) == ("faster", 1000.0)
