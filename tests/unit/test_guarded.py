from __future__ import annotations

import contextlib
import time

import pytest

from rupadata.guarded import GuardedCallError, GuardedProcess, TookTooLongError, stopped_after
from rupadata.limits import DEFAULT_LIMITS, SERVER_LIMITS

MEMORY = 500_000_000


def reason_of(guard: GuardedProcess, place: str, *arguments: object, seconds: float = 5.0) -> str:
    with pytest.raises(GuardedCallError) as caught:
        guard.call(place, *arguments, seconds=seconds, memory_bytes=MEMORY)
    return caught.value.reason


def test_a_call_gives_the_bytes_that_the_function_makes() -> None:
    with GuardedProcess() as guard:
        assert guard.call("builtins:bytes", b"abc", seconds=5, memory_bytes=MEMORY) == b"abc"


def test_what_ends_the_child_does_not_end_the_caller_and_the_next_call_works() -> None:
    with GuardedProcess() as guard:
        assert reason_of(guard, "os:abort") == "crash"
        assert reason_of(guard, "os:_exit", 0) == "crash"
        assert reason_of(guard, "builtins:int", "x") == "crash"
        assert guard.call("builtins:bytes", b"d", seconds=5, memory_bytes=MEMORY) == b"d"


def test_a_call_that_takes_too_long_is_ended_in_time() -> None:
    begun = time.monotonic()
    with GuardedProcess() as guard:
        guard.call("builtins:bytes", b"", seconds=5, memory_bytes=MEMORY)
        assert reason_of(guard, "time:sleep", 60, seconds=0.3) == "time"
    assert time.monotonic() - begun < 30


def test_a_call_that_takes_too_much_memory_is_ended() -> None:
    with GuardedProcess() as guard:
        assert reason_of(guard, "operator:mul", b"x", 20_000_000_000, seconds=60) == "memory"


def test_what_a_function_prints_does_not_get_into_its_answer() -> None:
    with GuardedProcess() as guard:
        assert reason_of(guard, "builtins:print", "noise") == "crash"  # it answers None, which is no bytes
        assert guard.call("builtins:bytes", b"e", seconds=5, memory_bytes=MEMORY) == b"e"


def test_a_process_is_gone_after_the_block() -> None:
    with GuardedProcess() as guard:
        guard.call("builtins:bytes", b"", seconds=5, memory_bytes=MEMORY)
        child = guard._child
        assert child is not None
    assert child.returncode is not None


def test_larger_files_have_more_time_and_memory_and_servers_give_less() -> None:
    assert DEFAULT_LIMITS.seconds_for(1_000_000) == DEFAULT_LIMITS.seconds < 5
    assert DEFAULT_LIMITS.memory_for(1_000_000) < 1_000_000_000
    assert DEFAULT_LIMITS.seconds_for(3_000_000) > DEFAULT_LIMITS.seconds_for(2_000_000)
    assert SERVER_LIMITS.seconds_for(9_000_000) < DEFAULT_LIMITS.seconds_for(9_000_000)
    assert SERVER_LIMITS.memory_for(9_000_000) < DEFAULT_LIMITS.memory_for(9_000_000)
    assert SERVER_LIMITS.guard_all


def test_starting_anew_counts_as_work_and_the_first_start_does_not() -> None:
    with GuardedProcess("rupadata.tables.read_files") as guard:
        guard.call("builtins:bytes", b"", seconds=5, memory_bytes=MEMORY)
        assert guard.worked_seconds < 0.1
        assert reason_of(guard, "os:abort") == "crash"
        guard.call("builtins:bytes", b"", seconds=5, memory_bytes=MEMORY)
        assert guard.worked_seconds > 0.1


def test_a_ring_that_something_swallowed_counts_at_the_end() -> None:
    def swallow() -> None:
        with contextlib.suppress(BaseException):
            while True:
                pass

    with pytest.raises(TookTooLongError), stopped_after(0.01):
        swallow()
