"""Systems to test: a Python function by its name, a command that answers line by line, or a web address.

A command and an address are asked in JSON. A question has the keys of a vector: ``facts`` (a case file, or a ``day``
and a number of ``working_days``), ``as_of``, ``known_at``, ``reading`` and ``layers``. The answer is an object with the
keys of ``victims-code/assessment/1`` that the system knows, or null where it does not know such questions.
"""

from __future__ import annotations

import os
import queue
import shlex
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import IO, Any, Final, Protocol, TypeVar
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    Request,
)

from victims_code.errors import InvalidInput, Problem
from victims_code.interchange import read_json, write_json
from victims_code.interchange.json_text import LARGEST
from victims_code.testing.questions import Answer, Question

_Done = TypeVar("_Done")

#: How long a question may take, in seconds, where nothing else is asked for.
SECONDS: Final = 10.0

#: After so many questions without an answer that can be read, a system is asked no more.
_MOST_FAULTS: Final = 3


class SystemFailed(RuntimeError):
    """A system under test died, was too slow, or answered what cannot be read."""


class Asked(Protocol):
    """What puts one question in JSON to a system, and returns the bytes of the answer."""

    def __call__(self, question: bytes, /) -> bytes:
        """Ask.

        :raises SystemFailed: when there is no answer.
        """

    def close(self) -> object:
        """Let the system go."""


def function_at(name: str, where: str) -> Callable[..., Any]:
    """Return a function by its name, ``MODULE:FUNCTION``; the folder of the call is looked into first.

    :raises InvalidInput: when there is none, naming the argument `where` it was given.

    >>> function_at("victims_code.testing:reference", "SYSTEM").__name__
    'reference'
    """
    module, _, path = name.partition(":")
    if not module or not path:
        what = "a Python function, or a web address, is needed"
        raise InvalidInput([Problem(where, what, "write MODULE:FUNCTION, such as mine.deadlines:answer")])
    if os.getcwd() not in sys.path:  # noqa: PTH109 - as the import system writes it
        sys.path.insert(0, os.getcwd())  # noqa: PTH109 - as above
    try:
        found: Any = import_module(module)
        for part in path.split("."):
            found = getattr(found, part)
    except Exception as error:  # noqa: BLE001 - a module may raise anything as it is loaded
        what = f"cannot be loaded: {type(error).__name__}: {error}"
        raise InvalidInput([Problem(where, what, "write MODULE:FUNCTION, and call from its folder")]) from None
    if not callable(found):
        raise InvalidInput([Problem(where, "names no function", "write MODULE:FUNCTION")])
    function: Callable[..., Any] = found
    return function


class JsonSystem:
    """A system that is asked in JSON. It is called as a system in Python is, and so is its `deadline`."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._faults = 0

    def __call__(self, question: Question) -> Answer | None:
        """Return what the system says of a case, or None where it does not know such questions.

        :raises SystemFailed: when there is no answer, or it cannot be read.
        """
        document = question.document()
        return self._ask({**document, "reading": document.pop("readings")})

    def deadline(self, day: date, number: int) -> date | None:
        """Return the day that is so many Working Days after another, or None where the system does not know it.

        :raises SystemFailed: when there is no answer, or it cannot be read.
        """
        facts = {"day": day.isoformat(), "working_days": number}
        answer = self._ask({"facts": facts, "as_of": None, "known_at": None, "reading": {}, "layers": []})
        told = {} if answer is None else answer
        try:
            return date.fromisoformat(told["due_by"]) if "due_by" in told else None
        except (TypeError, ValueError):
            msg = "its due_by is no date, such as 2026-05-01"
            raise SystemFailed(msg) from None

    def close(self) -> None:
        """Let the system go."""
        self._asked.close()

    def _ask(self, question: dict[str, object]) -> dict[str, Any] | None:
        if self._faults >= _MOST_FAULTS:
            msg = f"not asked: {_MOST_FAULTS} questions before this had no answer that can be read"
            raise SystemFailed(msg)
        self._faults += 1
        answer = self._asked(write_json(question).encode())
        try:
            found = read_json(answer)
        except InvalidInput as error:
            msg = f"its answer cannot be read: {error.problems[0]}"
            raise SystemFailed(msg) from None
        if found is not None and not isinstance(found, dict):
            msg = "its answer is no JSON object, and not null"
            raise SystemFailed(msg)
        self._faults = 0
        return found


class Command:
    """A command that reads a question a line and writes an answer a line; it is kept running."""

    def __init__(self, command: str, *, seconds: float = SECONDS) -> None:
        try:
            self._words = shlex.split(command)
        except ValueError:
            self._words = []
        if not self._words:
            raise InvalidInput(
                [Problem("--command", "no command", "write it as for a shell, with its quotes in pairs")]
            )
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def __call__(self, question: bytes, /) -> bytes:
        """Write a question and read the answer; start the command where it does not run.

        :raises SystemFailed: when it dies, is too slow, or says too much.
        :raises InvalidInput: when it cannot be started.
        """
        process = self._process = self._process or self._start()
        try:
            answer = within(self._seconds, lambda: self._exchange(process, question))
        except TimeoutError:
            self.close()
            msg = f"no answer within {self._seconds:g} seconds"
            raise SystemFailed(msg) from None
        except OSError:  # it closed its input
            answer = b""
        if not answer.endswith(b"\n"):
            if len(answer) > LARGEST:
                self.close()
                msg = f"its answer is longer than {LARGEST // 2**20} MiB"
                raise SystemFailed(msg)
            msg = f"it ended ({self.close()}) before it had answered"
            raise SystemFailed(msg)
        return answer

    def close(self) -> str:
        """End the command, and say how it ended."""
        process, self._process = self._process, None
        if process is None:
            return ""
        try:
            code = process.wait(0.2)  # it may be on its way out by itself
        except subprocess.TimeoutExpired:
            process.kill()
            code = process.wait()
        for stream in (process.stdin, process.stdout):
            try:
                _piped(stream).close()
            except OSError:  # what was still to be written to it goes nowhere
                continue
        return f"exit code {code}" if code >= 0 else f"signal {-code}"

    def _start(self) -> subprocess.Popen[bytes]:
        try:
            return subprocess.Popen(self._words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 - the user's own
        except (OSError, ValueError) as error:
            what = f"cannot be started: {getattr(error, 'strerror', None) or type(error).__name__}"
            raise InvalidInput(
                [Problem("--command", what, "give a program that is there, with its arguments")]
            ) from None

    @staticmethod
    def _exchange(process: subprocess.Popen[bytes], question: bytes) -> bytes:
        given = _piped(process.stdin)
        given.write(question + b"\n")
        given.flush()
        return _piped(process.stdout).readline(LARGEST + 1)


class Address:
    """A web address that takes a question by POST and answers in JSON. Redirects are not followed."""

    def __init__(self, url: str, *, seconds: float = SECONDS) -> None:
        try:
            parts = urlsplit(url)
            is_web = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
        except ValueError:
            is_web = False
        if not is_web or not url.isascii() or any(mark.isspace() for mark in url):
            raise InvalidInput([Problem("SYSTEM", "not a web address", "write http://... or https://...")])
        self._url, self._seconds = url, seconds
        self._opener = OpenerDirector()
        for handler in (HTTPHandler, HTTPSHandler, HTTPDefaultErrorHandler, HTTPErrorProcessor):
            self._opener.add_handler(handler())

    def __call__(self, question: bytes, /) -> bytes:
        """Post a question and read the answer.

        :raises SystemFailed: when there is none in time, it is too long, or it is not of the kind 200.
        """
        try:
            return within(self._seconds, lambda: self._post(question))
        except TimeoutError:
            msg = f"no answer within {self._seconds:g} seconds"
        except HTTPError as error:
            error.close()
            is_redirect = 300 <= error.code < 400  # noqa: PLR2004 - the codes of HTTP
            msg = f"it answered with HTTP {error.code}{', a redirect: give the address it leads to' * is_redirect}"
        except URLError as error:
            reason = getattr(error.reason, "strerror", None) or type(error.reason).__name__
            msg = f"it cannot be reached: {reason}"
        except (OSError, ValueError) as error:
            msg = f"it cannot be reached: {type(error).__name__}"
        raise SystemFailed(msg) from None

    def close(self) -> None:
        """Nothing is kept open."""

    def _post(self, question: bytes) -> bytes:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        request = Request(self._url, data=question, headers=headers, method="POST")  # noqa: S310 - checked above
        with self._opener.open(request, timeout=self._seconds) as answer:
            data: bytes = answer.read(LARGEST + 1)
        return data  # what is too long is refused as it is read


def within(seconds: float, work: Callable[[], _Done]) -> _Done:
    """Do some work, and wait no longer than this for it.

    :raises TimeoutError: when it takes longer; it is then left to itself.

    >>> within(5, lambda: 7)
    7
    """
    done: queue.SimpleQueue[tuple[_Done | None, BaseException | None]] = queue.SimpleQueue()

    def run() -> None:
        try:
            done.put((work(), None))
        except BaseException as error:  # noqa: BLE001 - raised again below
            done.put((None, error))

    threading.Thread(target=run, daemon=True).start()
    try:
        found, error = done.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError from None
    if error is not None:
        raise error
    return found  # type: ignore[return-value] # without an error there is what was done


def _piped(stream: IO[bytes] | None) -> IO[bytes]:
    """Return a pipe that is there, as it was asked for."""
    if stream is None:  # pragma: no cover # both are piped
        raise BrokenPipeError
    return stream
