"""A request has room for its calls, so that no page asks the system for memory once a call."""

import resource

from pilares.core.room import room_for_calls

DEPTHS, CALLS = 200, 300


def called() -> None:
    """Take the place of a call of a usual size."""


called.__code__ = called.__code__.replace(co_stacksize=60)


def faults_at(depth: int) -> int:
    """Return how often the system gave a page of memory while a loop made its calls, so deep."""
    if depth:
        return faults_at(depth - 1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _time in range(CALLS):
        called()
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def most(*_args: object) -> int:
    """Return the most of any depth, each tried again: another part of the process may take a page once."""
    return max(min(faults_at(depth), faults_at(depth)) for depth in range(DEPTHS))


def test_no_depth_of_calls_takes_memory_anew_for_each_of_them():
    assert room_for_calls(most)(None) < CALLS / 10
