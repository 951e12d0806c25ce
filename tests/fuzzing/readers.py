"""Every reader of the library, by name, as a function of bytes, with small valid inputs that it reads."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import Final, TypeAlias

from attrs import frozen

from tests.feeds import hearings
from tests.feeds import spi_samples as spi
from tests.feeds.test_hmpps import domain_event
from tests.fuzzing.seeds import seeds
from tests.fuzzing.targets import EXAMPLES, NEXT_FILE
from tests.testing.vector_files import CALENDAR, vectors_file
from victims_code.cli.cases import Cases
from victims_code.errors import InvalidInput
from victims_code.feeds import (
    ColumnMap,
    cases_of,
    load_columns,
    load_mapping,
    read_columns,
    read_common_platform,
    read_extract,
    read_hmpps,
    read_spi,
)
from victims_code.interchange import read_case
from victims_code.prompts import read_policy
from victims_code.receipts import read_receipt, verify
from victims_code.rulebook import read_layer, read_rulebook
from victims_code.testing.vectors import Vector, load_vectors, read_answers

Read: TypeAlias = Callable[[bytes], object]

NIGHT: Final = datetime(2026, 5, 14, 2, tzinfo=UTC)


@frozen
class Reader:
    """How an input of a kind is read, what language it is written in, and some small ones that are valid."""

    read: Read
    language: str
    seeds: tuple[bytes, ...]


def _lines(data: bytes) -> list[object]:
    """Read a case a line, as the command line does: each is let go before the next."""
    with _file(data, ".ndjson") as path:
        for given in Cases(path, None, None):
            if isinstance(given.case, InvalidInput):
                assert str(given.case)
        return []


def _text(read: Callable[[str], object]) -> Read:
    return lambda data: read(data.decode("utf-8", "replace"))


def _rulebook(data: bytes) -> object:
    parts = data.decode("utf-8", "replace").split(NEXT_FILE.decode())
    return read_rulebook({f"{number}.toml": part for number, part in enumerate(parts)})


def _at_path(load: Callable[[str], object], ending: str, data: bytes) -> object:
    with _file(data, ending) as path:
        return load(path)


class _file:  # noqa: N801 - a context manager that reads as a function
    """A file of some bytes, for as long as it is read."""

    def __init__(self, data: bytes, ending: str) -> None:
        self._data, self._ending = data, ending

    def __enter__(self) -> str:
        self._folder = tempfile.TemporaryDirectory()
        path = Path(self._folder.name, f"given{self._ending}")
        path.write_bytes(self._data)
        return str(path)

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()


def _verified(data: bytes) -> object:
    return verify(read_receipt(data))


def _merged(read: Callable[[bytes], object], data: bytes) -> object:
    return cases_of(read(data))  # type: ignore[arg-type]


def _extract(columns: ColumnMap, data: bytes) -> object:
    return read_extract(data, columns=columns, extracted_at=NIGHT)


@cache
def readers() -> Mapping[str, Reader]:
    """Return every reader."""
    cases, receipts, layers = (tuple(seeds(name)) for name in ("case", "receipt", "layer"))
    policy = (EXAMPLES / "policies" / "force-policy.toml").read_bytes()
    maps = {name: EXAMPLES / "extracts" / f"{name}.toml" for name in ("crimes", "contacts")}
    extracts = {name: (EXAMPLES / "extracts" / f"{name}.csv").read_bytes() for name in maps}
    full = spi.one(spi.offence("1", spi.result("1015"), spi.finding("G"), spi.next_hearing("2026-06-01", "10:00")))
    feeds: dict[str, tuple[Read, str, tuple[bytes, ...]]] = {
        "spi": (read_spi, "xml", (full,)),
        "common-platform": (read_common_platform, "json", (_HEARING,)),
        "hmpps": (read_hmpps, "json", (_RELEASE, _RELEASE + b"\n" + _RELEASE, _ENVELOPE)),
    }
    found = {
        "case": Reader(read_case, "json", cases),
        "cases": Reader(_lines, "lines", (b"\n".join(json.dumps(json.loads(each)).encode() for each in cases[:4]),)),
        "receipt": Reader(read_receipt, "json", receipts),
        "verify": Reader(_verified, "json", receipts),
        "vectors": Reader(partial(_at_path, load_vectors, ".json"), "json", (_VECTORS,)),
        "answers": Reader(lambda data: read_answers(io.BytesIO(data), _vectors()), "lines", (_ANSWER,)),
        "rulebook": Reader(_rulebook, "toml", tuple(seeds("rulebook"))),
        "layer": Reader(_text(read_layer), "toml", layers),
        "policy": Reader(_text(read_policy), "toml", (policy,)),
        "columns": Reader(_text(read_columns), "toml", tuple(path.read_bytes() for path in maps.values())),
        **{
            f"extract-{name}": Reader(partial(_extract, load_columns(maps[name])), "csv", (extracts[name],))
            for name in maps
        },
    }
    for name, (read, language, given) in feeds.items():
        found[name] = Reader(read, language, given)
        found[f"{name}-merged"] = Reader(partial(_merged, read), language, given)
        mapping = Path(_FEEDS, f"{name}.toml").read_bytes()
        found[f"mapping-{name}"] = Reader(partial(_at_path, partial(load_mapping, name), ".toml"), "toml", (mapping,))
    return found


def warm() -> None:
    """Read every seed, so that what is loaded once, the law and the calendar, is loaded."""
    for reader in readers().values():
        for seed in reader.seeds:
            reader.read(seed)


@cache
def _vectors() -> tuple[Vector, ...]:
    return load_vectors()


def walk() -> Iterator[tuple[str, Reader]]:
    """Walk the readers by name."""
    yield from sorted(readers().items())


_EVENT: Final = json.dumps(domain_event())
_RELEASE: Final = _EVENT.encode()
_ENVELOPE: Final = json.dumps({"Records": [{"body": json.dumps({"Type": "Notification", "Message": _EVENT})}]}).encode()
_HEARING: Final = json.dumps(hearings.WHOLE).encode()
_VECTORS: Final = json.dumps(vectors_file("calendar", CALENDAR)).encode()
_ANSWER: Final = json.dumps({"id": "calendar/easter-monday/2026-04-06/5", "answer": {"due_by": "2026-05-11"}}).encode()

_FEEDS: Final = Path(__file__).resolve().parents[2] / "victims_code" / "feeds" / "data"
