"""Hostile inputs of a megabyte by the reader that they are meant for: most of each is as it should be."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from tests.fuzzing.filling import again, filled, listed
from tests.fuzzing.hostile_languages import BY_LANGUAGE, Make
from tests.fuzzing.readers import readers


def _entries(item: Callable[[int], Mapping[str, Any]], before: str, after: str = "]}") -> bytes:
    return filled(lambda n: json.dumps(item(n), separators=(",", ":")) + ",", before, f"{json.dumps(item(0))}{after}")


def _arrest(number: int, **fields: object) -> dict[str, Any]:
    return {"id": f"e{number}", "type": "suspect_arrested", "at": "2026-05-12", **fields}


_IN_A_CASE: Final = '{"case":"C1","victims":[],"events":['
_WITH_VICTIM: Final = '{"case":"C1","victims":[{"id":"V1"}],"events":['

_CASES: Final[Mapping[str, Make]] = {
    "arrests": lambda: _entries(_arrest, _IN_A_CASE),
    "arrests and a victim": lambda: _entries(_arrest, _WITH_VICTIM),
    "arrests with a detail": lambda: _entries(lambda n: _arrest(n, details={"a": [{}] * 3}), _IN_A_CASE),
    "short events": lambda: listed('{"id":1}', '{"case":"C","victims":[],"events":', "}"),
    "misspelt keys": lambda: _entries(lambda n: _arrest(n, recieved_at=1, suspct="s"), _IN_A_CASE),
    "misspelt types": lambda: _entries(lambda n: {**_arrest(n), "type": "suspect_arested"}, _IN_A_CASE),
    "days that are none": lambda: _entries(lambda n: {**_arrest(n), "at": "2026-02-30"}, _IN_A_CASE),
    "about everything": lambda: listed(
        '"suspect_arrested"', _IN_A_CASE + json.dumps(_arrest(0))[:-1] + ',"about":', "}]}"
    ),
    "about nothing": lambda: filled(
        lambda n: f'"x{n}",', _IN_A_CASE + json.dumps(_arrest(0))[:-1] + ',"about":[', '"x"]}]}'
    ),
    "a large detail": lambda: listed("{}", _IN_A_CASE + json.dumps(_arrest(0))[:-1] + ',"details":{"a":', "}}]}"),
    "a detail of lists": lambda: listed("[]", _IN_A_CASE + json.dumps(_arrest(0))[:-1] + ',"details":{"a":', "}}]}"),
    "many details": lambda: filled(
        lambda n: f'"k{n}":1,', _IN_A_CASE + json.dumps(_arrest(0))[:-1] + ',"details":{', '"k":1}}]}'
    ),
    "victims": lambda: _entries(lambda n: {"id": f"V{n}"}, '{"case":"C1","events":[],"victims":['),
    "victims alike": lambda: _entries(lambda _: {"id": "V"}, '{"case":"C1","events":[],"victims":['),
    "long ids": lambda: _entries(lambda n: {**_arrest(n), "id": "e" * 190 + f"{n:05}"}, _IN_A_CASE),
    "repeats": lambda: _entries(lambda _: _arrest(1), _IN_A_CASE),
    "ids of different events": lambda: _entries(lambda n: _arrest(1, suspect=f"S{n}"), _IN_A_CASE),
    "corrections": lambda: _entries(
        lambda n: {
            "id": f"c{n}", "type": "event_corrected", "at": "2026-05-13",
            "details": {"event": "e0", "fields": {"at": "2026-05-11"}},
        } if n else _arrest(0), _WITH_VICTIM,
    ),
}  # fmt: skip


def _stored(key: str, value: object) -> bytes:
    """A receipt of which one part is put in the place of another."""
    document = json.loads(readers()["receipt"].seeds[0])
    here = document
    *path, last = key.split(".")
    for name in path:
        here = here[name]
    here[last] = value
    return json.dumps(document).encode()


def _tables() -> str:
    return BY_LANGUAGE["toml"]["tables"]().decode()


_RECEIPTS: Final[Mapping[str, Make]] = {
    "obligations that are none": lambda: _stored("outcome.obligations", [{}] * 250_000),
    "findings that are none": lambda: _stored("outcome.findings", [0] * 400_000),
    "bank holidays that are none": lambda: _stored("calendar.bank_holidays", [0] * 400_000),
    "bank holidays": lambda: _stored("calendar.bank_holidays", ["2026-05-04"] * 70_000),
    "rules": lambda: _stored("code.rules", {f"r{n}": {} for n in range(90_000)}),
    "criteria": lambda: _stored("code.criteria", {f"r{n}": "0" * 64 for n in range(12_000)}),
    "readings": lambda: _stored("readings.chosen", {f"r{n}": "" for n in range(70_000)}),
    "readings taken": lambda: _stored("readings.taken", {f"r{n}": "a" for n in range(70_000)}),
    "duty bases": lambda: _stored(
        "duty_basis", [{"name": "", "from": "2026-05-04", "good_reasons": True}] * 15_000
    ),
    "a span without end": lambda: _stored("calendar.to", "9999-12-31"),
    "facts": lambda: _stored("facts.case", json.loads(_CASES["arrests"]())),
    "a layer": lambda: _stored(
        "layers", [{"name": "a", "code": "2020", "digest": "0" * 64, "text": _tables()[:900_000]}]
    ),
    "layers": lambda: _stored(
        "layers",
        [
            {"name": "a", "code": "2020", "digest": "0" * 64, "text": f"# {n}\n{_tables()[:19_000]}"}
            for n in range(50)
        ],
    ),
}  # fmt: skip

_EVENTS: Final = json.loads(readers()["hmpps"].seeds[0])
_PLAIN: Final = {key: value for key, value in _EVENTS.items() if key in {"eventType", "occurredAt", "personReference"}}


def _enveloped(inner: str, depth: int) -> str:
    for _ in range(depth):
        inner = json.dumps({"Message": inner})
    return inner


_PRISON: Final[Mapping[str, Make]] = {
    "events a line": lambda: again(json.dumps(_PLAIN) + "\n"),
    "events in a list": lambda: listed(json.dumps(_PLAIN)),
    "small events in a list": lambda: listed('{"eventType":""}'),
    "small events a line": lambda: again('{"eventType":""}\n'),
    "records that are none": lambda: listed("{}", '{"Records":', "}"),
    "records": lambda: listed(json.dumps({"body": json.dumps(_PLAIN)}), '{"Records":', "}"),
    "records of records": lambda: listed('{"Records":[]}', '{"Records":', "}"),
    "envelopes in envelopes": lambda: _enveloped(json.dumps([{}] * 30_000), 4).encode(),
    "an envelope of lines": lambda: json.dumps({"Message": "{}\n" * 250_000}).encode(),
    "an envelope of a list": lambda: json.dumps({"Message": json.dumps([{}] * 240_000)}).encode(),
    "identifiers": lambda: listed(
        "{}", '{"eventType":"a","occurredAt":"2026-07-01","personReference":{"identifiers":', "}}"
    ),
    "identifiers of the wrong kind": lambda: listed(
        '{"type":1,"value":1}', '{"eventType":"a","occurredAt":"2026-07-01","personReference":{"identifiers":', "}}"
    ),
}

_ID: Final = "a0000000-0000-4000-8000-00000000"
_SHARED: Final = (
    f'{{"id":"{_ID}0000","sharedTime":"2026-07-01T16:00:00Z","hearingDays":[{{"sittingDay":"2026-07-01T09:00:00Z"}}],'
    '"prosecutionCases":'
)


def _hearing_of(defendants: str) -> tuple[str, str]:
    return (
        f'{_SHARED}[{{"prosecutionCaseIdentifier":{{"caseURN":"20WM0123426"}},"defendants":{defendants}',
        "}]}",
    )


_COURT: Final[Mapping[str, Make]] = {
    "small hearings in a list": lambda: listed('{"hearing":{}}'),
    "small hearings a line": lambda: again('{"hearing":{}}\n'),
    "cases": lambda: listed("{}", _SHARED, "}"),
    "cases of another kind": lambda: listed("0", _SHARED, "}"),
    "cases with a reference": lambda: filled(
        lambda n: f'{{"prosecutionCaseIdentifier":{{"caseURN":"C{n}"}}}},', f"{_SHARED}[", "{}]}"
    ),
    "defendants": lambda: filled(
        lambda n: f'{{"id":"{_ID}{n:04x}"}},', _hearing_of("[")[0], "{}]" + _hearing_of("")[1]
    ),
    "defendants of another kind": lambda: listed("0", *_hearing_of("")),
    "offences": lambda: filled(
        lambda n: f'{{"id":"{_ID}{n % 65_536:04x}","arrestDate":"2026-05-06"}},',
        _hearing_of(f'[{{"id":"{_ID}0001","offences":[')[0], "{}]}]" + _hearing_of("")[1],
    ),
    "results": lambda: filled(
        lambda n: f'{{"judicialResultId":"{_ID}{n % 65_536:04x}","cjsCode":"1002","orderedDate":"2026-05-06"}},',
        _hearing_of(f'[{{"id":"{_ID}0001","offences":[{{"id":"{_ID}0002","judicialResults":[')[0],
        "{}]}]}]" + _hearing_of("")[1],
    ),
    "results with a next hearing": lambda: filled(
        lambda n: f'{{"judicialResultId":"{_ID}{n % 65_536:04x}","nextHearing":{{"listedStartDateTime":'
        f'"2026-07-{n % 28 + 1:02}T{n % 24:02}:{n % 60:02}:00Z"}},"orderedDate":"2026-05-06"}},',
        _hearing_of(f'[{{"id":"{_ID}0001","offences":[{{"id":"{_ID}0002","judicialResults":[')[0],
        "{}]}]}]" + _hearing_of("")[1],
    ),
}  # fmt: skip

_EXTRACTS: Final[Mapping[str, Make]] = {
    "cases": lambda: _rows("extract-crimes", lambda row, n: row.replace(row.split(b",")[0], f"{n}".encode(), 1)),
    "one case": lambda: _rows("extract-crimes", lambda row, _: row),
    "ragged rows": lambda: _rows("extract-crimes", lambda _, n: f"{n}".encode()),
    "rows of commas": lambda: _rows("extract-crimes", lambda row, _: b"," * row.count(b",")),
    "rows without a case": lambda: _rows("extract-crimes", lambda row, n: b"," * row.count(b",") + f"{n}".encode()),
    "rows of a case and nothing": lambda: _rows(
        "extract-crimes", lambda row, n: f"{n}".encode() + b"," * row.count(b",")
    ),
    "cells that are no codes": lambda: _rows(
        "extract-crimes", lambda row, n: b",".join(f"x{n}".encode() for _ in range(row.count(b",") + 1))
    ),
    "quotation marks amiss": lambda: _rows("extract-crimes", lambda _, n: f'"a"{n}'.encode()),
    "a header that names its columns again": lambda: (
        (readers()["extract-crimes"].seeds[0].splitlines()[0] + b",") * 9_000
    ),
}  # fmt: skip


def _rows(name: str, change: Callable[[bytes, int], bytes]) -> bytes:
    """The header of an extract, and its first row changed until there is a megabyte."""
    head, row, *_ = readers()[name].seeds[0].splitlines()
    return filled(lambda n: change(row, n) + b"\n", head.decode() + "\n")


_VECTORS: Final[Mapping[str, Make]] = {
    "vectors that are none": lambda: listed(
        "{}", '{"schema":"victims-code/vectors/1","level":"calendar","vectors":', "}"
    ),
    "vectors of another kind": lambda: listed(
        "0", '{"schema":"victims-code/vectors/1","level":"history","vectors":', "}"
    ),
    "a vector over and over": lambda: listed(
        json.dumps(json.loads(readers()["vectors"].seeds[0])["vectors"][0]),
        '{"schema":"victims-code/vectors/1","level":"calendar","vectors":', "}",
    ),
    "answers to nothing": lambda: filled(lambda n: f'{{"id":"calendar/{n}","answer":{{}}}}\n'),
}  # fmt: skip

#: By how the name of a reader begins.
BY_READER: Final[Mapping[str, Mapping[str, Make]]] = {
    "case": _CASES, "receipt": _RECEIPTS, "verify": _RECEIPTS, "hmpps": _PRISON, "common-platform": _COURT,
    "extract-crimes": _EXTRACTS, "vectors": _VECTORS, "answers": _VECTORS,
}  # fmt: skip
