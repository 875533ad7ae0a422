"""Run one function in a child process that an abort, a memory cap or a time limit ends, and nothing else.

Native readers abort a process on some damaged files, and a small file can ask for much memory or time. A
`GuardedProcess` runs a function named by its place (`module:name`) with pickled arguments, and takes bytes
back, never a pickle: what comes out of a process that read a hostile file is data to be checked.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import struct
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType, TracebackType
from typing import IO, Literal, NoReturn

from rupadata.garbage import collect_rarely
from rupadata.lifeline import end_with
from rupadata.logs import get_log

log = get_log(__name__)

_HEAD = struct.Struct(">cQ")
_DONE, _FAILED = b"d", b"f"
_STARTING_SECONDS = 60.0
"""How long a child may take to come up on a busy machine; its time for work begins after that."""
_LOOK_SECONDS = 0.02
_GRACE_SECONDS = 1.0
_PATIENCE = 5.0
"""A call may last so many times its limit while others keep the processors: its limit is of its own work."""

Reason = Literal["time", "memory", "crash"]


class GuardedCallError(Exception):
    """The call did not come to its end: it took too long, too much memory, or took its process down."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


class GuardedProcess:
    """A child process for one call after another; started at the first, started anew after a failure.

    It imports the module `ready` before its first call, whose time that does not count to.
    """

    def __init__(self, ready: str = "") -> None:
        self._ready = ready
        self._child: subprocess.Popen[bytes] | None = None
        self.worked_seconds = 0.0
        """The processor time of all calls together, and of starting anew after a failure; time that passed
        where the system does not tell."""
        self._was_started = False

    def __enter__(self) -> GuardedProcess:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child, if there is one."""
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            for stream in (self._child.stdin, self._child.stdout):
                if stream is not None:
                    with contextlib.suppress(OSError):
                        stream.close()
            self._child = None

    def call(self, place: str, *arguments: object, seconds: float, memory_bytes: int) -> bytes:
        """Return what the function at `place` (`module:name`) makes of the arguments: bytes.

        Raises `GuardedCallError` when the call works longer than `seconds`, takes more than `memory_bytes` of
        memory, or ends its process; and when the function raises, which it should not.
        """
        child = self._child or self._start()
        request = pickle.dumps((place, arguments, seconds))
        watch = _Watch(child, seconds, memory_bytes)
        try:
            with watch:
                _send(child.stdin, _DONE, request)
                state, answer = _receive(child.stdout)
        except (OSError, EOFError) as error:
            self.close()
            log.error("the process of %s ended: %s", place, watch.reason or "crash")
            raise GuardedCallError(watch.reason or "crash") from error
        finally:
            self.worked_seconds += watch.worked_seconds
        if state == _FAILED:
            self.close()
            log.error("%s failed in its process:\n%s", place, answer.decode("utf-8"))
            raise GuardedCallError("memory" if answer == b"MemoryError" else "crash")
        return answer

    def _start(self) -> subprocess.Popen[bytes]:
        own = str(Path(__file__).resolve().parents[1])
        paths = [own, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
        self._child = subprocess.Popen(
            [
                sys.executable,
                "-c",
                f"from rupadata.guarded import serve; serve({self._ready!r}, {os.getpid()})",
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        )
        try:
            with _Watch(self._child, _STARTING_SECONDS, 1 << 62) as watch:
                _receive(self._child.stdout)
        except (OSError, EOFError) as error:
            self.close()
            log.error("a guarded process did not start")
            raise GuardedCallError("crash") from error
        if self._was_started:
            # Many files that each end the process must not cost a start each.
            self.worked_seconds += watch.worked_seconds
        self._was_started = True
        return self._child


class _Watch:
    """Kills a child that takes too long or too much memory while a block runs, and keeps the reason."""

    def __init__(self, child: subprocess.Popen[bytes], seconds: float, memory_bytes: int) -> None:
        self.reason: Reason | None = None
        self.worked_seconds = 0.0
        self._child = child
        self._seconds = seconds
        self._memory_bytes = memory_bytes
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> _Watch:
        self._begun = time.monotonic()
        self._worked = _worked_seconds(self._child.pid)
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.worked_seconds = max(self.worked_seconds, self._work())
        self._done.set()
        self._thread.join()

    def _work(self) -> float:
        if self._worked is None:
            return time.monotonic() - self._begun
        return (_worked_seconds(self._child.pid) or self._worked) - self._worked

    def _look(self) -> None:
        while not self._done.wait(_LOOK_SECONDS):
            self.worked_seconds = max(self.worked_seconds, self._work())
            waited = time.monotonic() - self._begun
            if self.worked_seconds > self._seconds or waited > _PATIENCE * self._seconds:
                self.reason = "time"
            elif _resident_bytes(self._child.pid) > self._memory_bytes:
                self.reason = "memory"
            if self.reason is not None:
                self._child.kill()
                return


class TookTooLongError(BaseException):
    """Work in this process took longer than it may; no `Exception`, so that nothing on the way takes it for
    a fault that it knows how to mend."""


@contextmanager
def stopped_after(seconds: float) -> Iterator[None]:
    """Raise `TookTooLongError` inside once this process has worked so many seconds.

    Only where the system has such a clock, and in the main thread, which alone can be interrupted: a server
    reads in guarded processes.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    rang = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal rang
        rang = True
        raise TookTooLongError

    before = signal.signal(signal.SIGVTALRM, stop)
    # What swallows everything, like a callback of a library, must not get around it: it rings again, and a
    # ring that was swallowed counts at the end.
    signal.setitimer(signal.ITIMER_VIRTUAL, max(seconds, 0.001), 1.0)
    try:
        yield
        if rang:
            raise TookTooLongError
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _worked_seconds(pid: int) -> float | None:
    """Return the processor time that a process took so far; None where the system does not tell."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            fields = file.read().rpartition(b")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError):
        return None


def _resident_bytes(pid: int) -> int:
    """Return how much memory a process holds; 0 where the system does not tell."""
    try:
        with open(f"/proc/{pid}/statm", "rb") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0


def _send(stream: IO[bytes] | None, state: bytes, content: bytes) -> None:
    assert stream is not None
    stream.write(_HEAD.pack(state, len(content)))
    stream.write(content)
    stream.flush()


def _receive(stream: IO[bytes] | None) -> tuple[bytes, bytes]:
    assert stream is not None
    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        raise EOFError
    state, size = _HEAD.unpack(head)
    content = stream.read(size)
    if len(content) < size:
        raise EOFError
    return state, content


def serve(ready: str, parent: int) -> NoReturn:
    """Answer calls from the parent until it closes the pipe or is gone: the whole of the child process."""
    end_with(parent)
    collect_rarely()
    answers = os.fdopen(os.dup(1), "wb")
    # What a reader prints must not get between the answers.
    os.dup2(2, 1)
    if ready:
        __import__(ready)
    _send(answers, _DONE, b"")
    for place, arguments, seconds in _requests():
        _end_after(seconds + _GRACE_SECONDS)
        try:
            module, _, name = place.partition(":")
            function = getattr(__import__(module, fromlist=[name]), name)
            state, answer = _DONE, function(*arguments)
        except MemoryError:
            log.exception("no memory for %s", place)
            state, answer = _FAILED, b"MemoryError"
        except BaseException as error:  # a panic of a reader in Rust is no Exception
            trace = "".join(traceback.format_exception(error))
            state, answer = _FAILED, trace.encode("utf-8", "replace")
        _send(answers, state, answer)
    sys.exit(0)


def _end_after(seconds: float) -> None:
    """Let the system end this process once it has worked so many seconds more.

    It is the parent that says a call took too long; this is for a parent that is gone while a native reader
    lets no other thread of this process look.
    """
    try:
        import resource
    except ImportError:  # Windows has no such limits.
        return
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(time.process_time() + seconds) + 1
    with contextlib.suppress(ValueError, OSError):  # A bound of the system's own that is lower holds as well.
        resource.setrlimit(resource.RLIMIT_CPU, (soft, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _requests() -> Iterator[tuple[str, tuple[object, ...], float]]:
    while True:
        try:
            _, content = _receive(sys.stdin.buffer)
        except EOFError:
            return
        yield pickle.loads(content)
