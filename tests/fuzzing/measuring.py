"""What it costs to read an input: processor time, and memory above the library at rest, in a process of its own.

The library is imported and has read something small before a process forks: what is measured is the input alone. Past
`HARD_BYTES` and `HARD_SECONDS` the system ends the process, so that nothing measured here can take the machine along.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from attrs import frozen

from victims_code.errors import VictimsCodeError

#: The bounds of any reader on any input of a megabyte.
SECONDS: Final = 5.0
BYTES: Final = 100 * 1024 * 1024

#: What `_yardstick` takes on the machine on which the bounds were set. Processor time grows where others use the same
#: processors, by four times and more: so it counts against the yardstick, which grows with it.
YARDSTICK: Final = 0.0075

#: How large a hostile input is.
MEGABYTE: Final = 1_000_000

#: Where the system ends the process that reads.
HARD_SECONDS: Final = 20
HARD_BYTES: Final = 600 * 1024 * 1024

#: The longest refusal that a person is shown: a hundred faults and a line more, of a few hundred characters each.
_LONGEST_LINE: Final = 2_000
_MOST_LINES: Final = 101

_STATUS: Final = Path("/proc/self/status")
_CLEAR: Final = Path("/proc/self/clear_refs")

CAN_MEASURE: Final = sys.platform == "linux" and _CLEAR.exists()


@frozen
class Cost:
    """What one reading came to."""

    seconds: float
    bytes: int
    #: The first fault and how many there are; ``read`` where it was read; how the process ended where it did not end
    #: by itself.
    said: str
    #: Whether it ended as it should: it was read, or refused as the library refuses.
    is_sound: bool

    @property
    def is_within(self) -> bool:
        """Whether it holds to the bounds."""
        return self.is_sound and self.seconds <= SECONDS and self.bytes <= BYTES

    def __str__(self) -> str:
        return f"{self.seconds:6.2f} s {self.bytes / 2**20:7.1f} MB  {self.said[:150]}"


def made(make: Callable[[], bytes]) -> bytes:
    """Make an input in a process of its own: what was in memory meanwhile would hide what the reading takes."""
    receiving, sending = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(receiving)
        try:
            with os.fdopen(sending, "wb") as pipe:
                pipe.write(make())
        finally:
            os._exit(0)
    os.close(sending)
    with os.fdopen(receiving, "rb") as pipe:
        data = pipe.read()
    os.waitpid(child, 0)
    return data


def measured(read: Callable[[bytes], object], data: bytes) -> Cost:
    """Read some bytes in a process of its own, and return what it cost."""
    gc.collect()
    receiving, sending = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(receiving)
        _in_child(read, data, sending)
    os.close(sending)
    with os.fdopen(receiving, "rb") as pipe:
        told = pipe.read()
    _, status, used = os.wait4(child, 0)
    if not told:
        ended = signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else f"exit {status}"
        return Cost(
            used.ru_utime + used.ru_stime, used.ru_maxrss * 1024, f"ended by the system: {ended}", is_sound=False
        )
    return Cost(**json.loads(told))


def _in_child(read: Callable[[bytes], object], data: bytes, sending: int) -> None:
    """Read within the hard limits, say what came of it, and end: nothing of the parent may run on here."""
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (HARD_SECONDS, HARD_SECONDS))
        limit = _kilobytes("VmSize") * 1024 + HARD_BYTES
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        _CLEAR.write_text("5", encoding="ascii")  # the most memory so far is what is held now
        ahead = _yardstick()
        before, began = _kilobytes("VmRSS"), time.process_time()
        kept: object = None
        is_sound = True
        try:
            kept = read(data)
            said = "read"
        except VictimsCodeError as error:
            lines = str(error).splitlines()
            is_sound = 0 < len(lines) <= _MOST_LINES and max(map(len, lines)) <= _LONGEST_LINE
            said = f"{len(lines)} faults: {lines[0][:120]}" if lines else "no fault at all"
        except BaseException as error:  # noqa: BLE001 - whatever it is, the parent is to know
            is_sound, said = False, f"{type(error).__name__}: {str(error)[:120]}"
        seconds = time.process_time() - began
        peak = (_kilobytes("VmHWM") - before) * 1024
        del kept
        seconds *= min(1.0, YARDSTICK / max(ahead, _yardstick()))
        told = json.dumps({"seconds": seconds, "bytes": peak, "said": said, "is_sound": is_sound})
        os.write(sending, told.encode())
    finally:
        os._exit(0)


def _yardstick() -> float:
    """Return how long a small piece of work takes just now, in seconds of processor time."""
    began, number = time.process_time(), 0
    for each in range(200_000):
        number += each % 7
    return time.process_time() - began


def _kilobytes(name: str) -> int:
    for line in _STATUS.read_text(encoding="ascii").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1])
    raise LookupError(name)
