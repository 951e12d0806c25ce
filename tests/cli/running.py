"""How the tests run the command line: in this process, with what it wrote; or as a process of its own."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

from victims_code.cli import main

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples" / "cases"

#: A person known not to have Enhanced Rights.
PLAIN: Mapping[str, Any] = {
    "id": "V1", "role": "person", "born": None, "under_18_at_offence": False, "offence_categories": [],
    "persistently_targeted": False, "vulnerable": False, "intimidated": False, "named_point_of_contact": None,
}  # fmt: skip

#: Arrested on Tuesday 12 May 2026: five Working Days later is Tuesday 19 May.
ARREST: Mapping[str, Any] = {"id": "e1", "type": "suspect_arrested", "at": "2026-05-12"}


@frozen
class Ran:
    """What a run of the command line came to."""

    code: int
    out: str
    err: str

    @property
    def told(self) -> list[str]:
        """The lines on standard error."""
        return self.err.splitlines()

    @property
    def document(self) -> dict[str, Any]:
        """Standard output as one JSON document."""
        found: dict[str, Any] = json.loads(self.out)
        return found

    @property
    def documents(self) -> list[dict[str, Any]]:
        """Standard output as a JSON document a line."""
        return [json.loads(line) for line in self.out.splitlines()]


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> Ran:
    """Run the command line in this process."""
    capsys.readouterr()
    code = main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return Ran(code, out, err)


def run_with_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, data: bytes, *arguments: object
) -> Ran:
    """Run the command line in this process with something on standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    return run(capsys, *arguments)


def run_process(*arguments: object, data: bytes | None = None, **environment: str) -> Ran:
    """Run the command line as a process of its own."""
    done = subprocess.run(  # noqa: S603 - this interpreter, our own module
        [sys.executable, "-m", "victims_code", *map(str, arguments)],
        cwd=ROOT,
        input=b"" if data is None else data,
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
    )
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def case_with(
    *events: Mapping[str, Any], victims: Iterable[Mapping[str, Any]] = (PLAIN,), **keys: object
) -> dict[str, Any]:
    """A case file's document: one victim unless others are given, and these events."""
    return {
        "schema": "victims-code/case/1",
        "case": "C1",
        "victims": [dict(victim) for victim in victims],
        "events": [dict(event) for event in events],
        **keys,
    }


def write(folder: Path, document: object, name: str = "case.json") -> Path:
    """Write a document as a file, and return its path."""
    path = folder / name
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def write_lines(folder: Path, *lines: object, name: str = "cases.ndjson") -> Path:
    """Write a file with a document a line; a text is written as it is."""
    path = folder / name
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path
