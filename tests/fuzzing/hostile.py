"""Hostile inputs of a megabyte, by the language that they are written in and by the reader that they are meant for.

Each is made when it is wanted. Those of a language go to every reader of it: what breaks one may break another.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from typing import Any, Final, TypeAlias

from tests.fuzzing.measuring import MEGABYTE
from tests.fuzzing.readers import Reader, readers

Make: TypeAlias = Callable[[], bytes]


def inputs() -> Iterator[tuple[str, str, Make]]:
    """Walk every reader with every input that it is to meet: their names, and how the input is made."""
    for name, reader in sorted(readers().items()):
        for shape, make in {**BY_LANGUAGE[reader.language], **_own(name, reader)}.items():
            yield name, shape, make


def _own(name: str, reader: Reader) -> Mapping[str, Make]:
    """Return the inputs for one reader: those written for it, and its own seeds again and again."""
    written = next((found for start, found in BY_READER.items() if name.startswith(start)), {})
    return {**written, "a seed a line": lambda: _filled(lambda _: reader.seeds[0].replace(b"\n", b" ") + b"\n")}


def _filled(item: Callable[[int], bytes | str], before: str = "", after: str = "", size: int = MEGABYTE) -> bytes:
    """Return items, numbered from nought, until there is a megabyte of them, between what begins and what ends it."""
    parts, length = [before.encode()], len(before) + len(after)
    for number in count():
        made = item(number)
        part = made if isinstance(made, bytes) else made.encode("utf-8", "surrogatepass")
        length += len(part)
        if length > size and number:
            break
        parts.append(part)
    return b"".join((*parts, after.encode()))


def _again(item: str, before: str = "", after: str = "") -> bytes:
    """Return one item as often as a megabyte holds it."""
    return (before + item * max(1, (MEGABYTE - len(before) - len(after)) // len(item.encode())) + after).encode()


def _list(item: str, before: str = "", after: str = "") -> bytes:
    return _again(item + ",", f"{before}[", f"{item}]{after}")


def _nested(inner: str, times: int = 30) -> str:
    return '{"a":' * times + inner + "}" * times


_JSON: Final[Mapping[str, Make]] = {
    "blanks": lambda: b" " * MEGABYTE,
    "brackets": lambda: b"[" * MEGABYTE,
    "braces": lambda: _again('{"a":'),
    "empty objects": lambda: _list("{}"),
    "empty objects within": lambda: _list("{}", '{"a":', "}"),
    "empty lists": lambda: _list("[]"),
    "lists of lists": lambda: _list("[[[[[[]]]]]]"),
    "objects of one key": lambda: _list('{"":0}'),
    "objects of two keys": lambda: _list('{"a":0,"b":0}'),
    "deep objects": lambda: _list(_nested("0", 28)),
    "short texts": lambda: _list('"abc"'),
    "wide texts": lambda: _list('"\U0001f600\U0001f600"'),
    "one wide character in much": lambda: _again("a", '"\U0001f600', '"'),
    "escapes": lambda: _again(r"\u0041", '"', '"'),
    "many keys": lambda: _filled(lambda n: f'"{n}":0,', "{", '"":0}'),
    "many keys of objects": lambda: _filled(lambda n: f'"{n:x}":{{}},', "{", '"":0}'),
    "a key over and over": lambda: _again('"a":1,', "{", '"a":1}'),
    "many keys twice": lambda: _filled(lambda n: f'"{n // 2:x}":0,', "{", '"":0}'),
    "objects with a key twice": lambda: _list('{"a":1,"a":1}'),
    "deep objects with a key twice": lambda: _list(_nested('{"b":1,"b":1}', 20)),
    "long numbers": lambda: _list("9" * 5_000),
    "one number": lambda: b"9" * MEGABYTE,
    "numbers too large": lambda: _list("9" * 17),
    "decimals": lambda: _list("0.5"),
    "not a number": lambda: _list("NaN"),
    "half characters": lambda: _list(r'"\ud800"'),
    "a long key": lambda: b'{"' + b"k" * MEGABYTE + b'":1}',
    "long keys": lambda: _filled(lambda n: f'"{n:05}{"k" * 1_000}":1,', "{", '"":0}'),
    "an object a line": lambda: _again("{}\n"),
    "a list a line": lambda: _again("[]\n"),
    "an object with a key twice, a line": lambda: _again('{"a":1,"a":1}\n'),
    "what is no JSON, a line": lambda: b"{}\n" + _again("{\n"),
    "numbers a line": lambda: b"{}\n" + _again("1\n"),
    "an object a line, and the last is cut": lambda: _again('{"a":{}}\n') + b"{",
    "line ends": lambda: b"{}" + b"\n" * MEGABYTE,
    "objects in a list, a line": lambda: b"{}\n" + _again("[{},{},{},{}]\n"),
}

_TOML: Final[Mapping[str, Make]] = {
    "blanks": lambda: b" " * MEGABYTE,
    "line ends": lambda: b"\n" * MEGABYTE,
    "brackets": lambda: b"a = " + b"[" * MEGABYTE,
    "brackets a line": lambda: _again("[\n", "a = "),
    "notes": lambda: _again("#\n"),
    "short keys": lambda: _filled(lambda n: f"{n}=1\n"),
    "keys of lists": lambda: _filled(lambda n: f"{n}=[]\n"),
    "keys of tables": lambda: _filled(lambda n: f"{n}={{}}\n"),
    "keys of texts": lambda: _filled(lambda n: f'{n}=""\n'),
    "tables": lambda: _filled(lambda n: f"[{n}]\n"),
    "tables of a table": lambda: _filled(lambda n: f"[a.{n}]\n"),
    "tables in lists": lambda: _again("[[a]]\n"),
    "lists of tables": lambda: _filled(lambda n: f"[[{n}]]\n"),
    "rules": lambda: _again("[[rule]]\n", 'name = "a"\ntitle = "A"\n'),
    "events": lambda: _again("[[event]]\n", 'name = "a"\ncase = "A"\n'),
    "targets": lambda: _again("[[target]]\n", 'name = "a"\ntitle = "A"\ncode = "2020"\n'),
    "keys of fifty parts": lambda: _filled(lambda n: f"{n}{'.a' * 45}=1\n"),
    "fifty tables deep": lambda: _filled(lambda n: f"[{n}{'.a' * 45}]\n"),
    "keys of thirty parts within": lambda: _filled(lambda n: f"{{{n}{'.a' * 28}=1}},\n", "a=[\n", "]"),
    "inline tables": lambda: _again("{a=1},\n", "a=[\n", "]"),
    "a long inline table": lambda: _filled(lambda n: f"{n}={{}},", "a={", "z=1}"),
    "inline tables, long lines": lambda: _again("{}," * 600 + "\n", "a=[\n", "]"),
    "lists in lists": lambda: _again("[]," * 600 + "\n", "a=[\n", "]"),
    "numbers": lambda: _again("1,\n", "a=[\n", "]"),
    "numbers, long lines": lambda: _again("1," * 900 + "\n", "a=[\n", "]"),
    "texts": lambda: _again('"ab",' * 300 + "\n", "a=[\n", "]"),
    "days": lambda: _again("2026-05-01," * 100 + "\n", "a=[\n", "]"),
    "times": lambda: _again("2026-05-01T10:00:00.123456Z," * 50 + "\n", "a=[\n", "]"),
    "long numbers": lambda: _again("9" * 1_900 + ",\n", "a=[\n", "]"),
    "hexadecimal numbers": lambda: _again("0x" + "f" * 1_900 + ",\n", "a=[\n", "]"),
    "one text of many lines": lambda: _again("a=1\n", 'a = """\n', '"""\nb = 1\n'),
    "a text that is not closed": lambda: _again("a\n", 'a = """\n'),
    "escapes": lambda: _again(r"\u0041" * 300 + "\\\n", 'a = """\n', '"""\n'),
    "escapes of line ends": lambda: _again("\\\n", 'a = """\n', '"""\n'),
    "stops": lambda: _again("." * 49 + "\n"),
    "quoted keys": lambda: _filled(lambda n: f'"{n}"=1\n'),
    "what is no TOML, late": lambda: _filled(lambda n: f"k{n}=1\n", after="="),
    "a key twice, late": lambda: _filled(lambda n: f"k{n}=1\n", after="k1=1\n"),
    "long unknown keys": lambda: _filled(lambda n: f"{'in_force_fron' * 100}{n}=1\n"),
    "keys that are almost known": lambda: _filled(lambda n: f"in_force_fron_{n}=1\n"),
}

_XML: Final[Mapping[str, Make]] = {
    "blanks": lambda: b" " * MEGABYTE,
    "elements": lambda: _again("<b/>", "<a>", "</a>"),
    "elements with text": lambda: _again("<b>1</b>", "<a>", "</a>"),
    "elements of a long namespace": lambda: _filled(
        lambda n: f"<b{n}/>", f'<a xmlns="{"n" * 500_000}">', "</a>", MEGABYTE
    ),
    "elements of a prefix of a long namespace": lambda: _filled(
        lambda n: f"<p:b{n}/>", f'<p:a xmlns:p="{"n" * 60_000}">', "</p:a>"
    ),
    "one element with many attributes of a long namespace": lambda: _filled(
        lambda n: f' p:b{n}=""', f'<p:a xmlns:p="{"n" * 60_000}"', "/>"
    ),
    "elements with an attribute of a long namespace": lambda: _filled(
        lambda n: f'<b p:b{n}=""/>', f'<p:a xmlns:p="{"n" * 60_000}">', "</p:a>"
    ),
    "elements that each declare a namespace": lambda: _filled(lambda n: f'<b xmlns="{n}"/>', "<a>", "</a>"),
    "elements that each declare a prefix": lambda: _filled(lambda n: f'<p{n}:b xmlns:p{n}="{n}"/>', "<a>", "</a>"),
    "one element that declares many prefixes": lambda: _filled(lambda n: f' xmlns:p{n}="{n}"', "<a", "/>"),
    "names that are all different": lambda: _filled(lambda n: f"<b{n}/>", "<a>", "</a>"),
    "long names that are all different": lambda: _filled(lambda n: f"<b{n}{'b' * 1_000}/>", "<a>", "</a>"),
    "many attributes": lambda: _filled(lambda n: f' b{n}=""', "<a", "/>"),
    "an attribute each": lambda: _filled(lambda n: f'<b c{n}=""/>', "<a>", "</a>"),
    "one attribute each": lambda: _again('<b c=""/>', "<a>", "</a>"),
    "a long attribute": lambda: _again("&#65;", '<a b="', '"/>'),
    "deep": lambda: _again("<a>"),
    "sixty deep": lambda: _again("<a>" * 60 + "</a>" * 60, "<r>", "</r>"),
    "text": lambda: _again("a", "<a>", "</a>"),
    "wide text": lambda: _again("\U0001f600", "<a>", "</a>"),
    "references": lambda: _again("&#65;", "<a>", "</a>"),
    "lines": lambda: _again("\n", "<a>", "</a>"),
    "text between": lambda: _again("x<b/>", "<a>", "</a>"),
    "sections": lambda: _again("<![CDATA[]]>", "<a>", "</a>"),
    "notes": lambda: _again("<!---->", "<a>", "</a>"),
    "instructions": lambda: _filled(lambda n: f"<?b{n}?>", "<a>", "</a>"),
    "a tag without an end": lambda: b"<a " + b"b" * MEGABYTE,
    "entities": lambda: _filled(lambda n: f'<!ENTITY e{n} "x">', "<!DOCTYPE a [", "]><a/>"),
    "sessions": lambda: _again("<Session/>", "<ResultedCaseMessage>", "</ResultedCaseMessage>"),
    "sessions on a day": lambda: _again(
        "<Session><CourtHearing><Hearing><DateOfHearing>2026-05-06</DateOfHearing></Hearing></CourtHearing></Session>",
        "<ResultedCaseMessage>", "</ResultedCaseMessage>",
    ),
    "bodies": lambda: _again("<ResultedCaseMessage/>", "<DeliverRequest>", "</DeliverRequest>"),
    **{
        f"many of {name}": lambda name=name, before=before: _again(f"<{name}/>", *_around(*before))  # type: ignore[misc]
        for name, before in {
            "Case": ("Session",),
            "Defendant": ("Session", "Case"),
            "Offence": ("Session", "Case", "Defendant"),
            "Result": ("Session", "Case", "Defendant", "Offence"),
        }.items()
    },
}  # fmt: skip

_HEARD: Final = "<CourtHearing><Hearing><DateOfHearing>2026-05-06</DateOfHearing></Hearing></CourtHearing>"
_WITHIN: Final = {
    "Session": _HEARD,
    "Case": "<PTIURN>01ZZ0000126</PTIURN>",
    "Defendant": "<ProsecutorReference>2601ZZ1</ProsecutorReference>",
    "Offence": "<BaseOffenceDetails><OffenceSequenceNumber>1</OffenceSequenceNumber></BaseOffenceDetails>",
}


def _around(*names: str) -> tuple[str, str]:
    """Return what begins and what ends a court's message down to an element."""
    opened = "".join(f"<{name}>{_WITHIN[name]}" for name in names)
    closed = "".join(f"</{name}>" for name in reversed(names))
    return f"<ResultedCaseMessage>{opened}", f"{closed}</ResultedCaseMessage>"


_CSV: Final[Mapping[str, Make]] = {
    "commas": lambda: b"," * MEGABYTE,
    "line ends": lambda: b"\n" * MEGABYTE,
    "quotation marks": lambda: b'"' * MEGABYTE,
    "a quotation mark that is not closed": lambda: b'"' + b"a\n" * (MEGABYTE // 2),
    "columns": lambda: _filled(lambda n: f"c{n},"),
    "long columns": lambda: _filled(lambda n: f"c{n}{'c' * 1_000},"),
    "rows": lambda: _again("1\n"),
    "NUL": lambda: b"\0\n" * (MEGABYTE // 2),
    "no UTF-8": lambda: b"\xff\n" * (MEGABYTE // 2),
    "one line": lambda: b"a" * MEGABYTE,
}


def _entries(item: Callable[[int], Mapping[str, Any]], before: str, after: str = "]}") -> bytes:
    return _filled(lambda n: json.dumps(item(n), separators=(",", ":")) + ",", before, f"{json.dumps(item(0))}{after}")


def _arrest(number: int, **fields: object) -> dict[str, Any]:
    return {"id": f"e{number}", "type": "suspect_arrested", "at": "2026-05-12", **fields}


_IN_A_CASE: Final = '{"case":"C1","victims":[],"events":['
_WITH_VICTIM: Final = '{"case":"C1","victims":[{"id":"V1"}],"events":['

_CASES: Final[Mapping[str, Make]] = {
    "arrests": lambda: _entries(_arrest, _IN_A_CASE),
    "arrests and a victim": lambda: _entries(_arrest, _WITH_VICTIM),
    "arrests with a detail": lambda: _entries(lambda n: _arrest(n, details={"a": [{}] * 3}), _IN_A_CASE),
    "short events": lambda: _list('{"id":1}', '{"case":"C","victims":[],"events":', "}"),
    "misspelt keys": lambda: _entries(lambda n: _arrest(n, recieved_at=1, suspct="s"), _IN_A_CASE),
    "misspelt types": lambda: _entries(lambda n: {**_arrest(n), "type": "suspect_arested"}, _IN_A_CASE),
    "days that are none": lambda: _entries(lambda n: {**_arrest(n), "at": "2026-02-30"}, _IN_A_CASE),
    "about everything": lambda: _list(
        '"suspect_arrested"', _IN_A_CASE + json.dumps(_arrest(0))[:-1] + ',"about":', "}]}"
    ),
    "about nothing": lambda: _filled(
        lambda n: f'"x{n}",', _IN_A_CASE + json.dumps(_arrest(0))[:-1] + ',"about":[', '"x"]}]}'
    ),
    "a large detail": lambda: _list("{}", _IN_A_CASE + json.dumps(_arrest(0))[:-1] + ',"details":{"a":', "}}]}"),
    "a detail of lists": lambda: _list("[]", _IN_A_CASE + json.dumps(_arrest(0))[:-1] + ',"details":{"a":', "}}]}"),
    "many details": lambda: _filled(
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
        "layers", [{"name": "a", "code": "2020", "digest": "0" * 64, "text": _TOML["tables"]().decode()[:900_000]}]
    ),
    "layers": lambda: _stored(
        "layers",
        [
            {"name": "a", "code": "2020", "digest": "0" * 64, "text": f"# {n}\n" + _TOML["tables"]().decode()[:19_000]}
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
    "events a line": lambda: _again(json.dumps(_PLAIN) + "\n"),
    "events in a list": lambda: _list(json.dumps(_PLAIN)),
    "small events in a list": lambda: _list('{"eventType":""}'),
    "small events a line": lambda: _again('{"eventType":""}\n'),
    "records that are none": lambda: _list("{}", '{"Records":', "}"),
    "records": lambda: _list(json.dumps({"body": json.dumps(_PLAIN)}), '{"Records":', "}"),
    "records of records": lambda: _list('{"Records":[]}', '{"Records":', "}"),
    "envelopes in envelopes": lambda: _enveloped(json.dumps([{}] * 30_000), 4).encode(),
    "an envelope of lines": lambda: json.dumps({"Message": "{}\n" * 250_000}).encode(),
    "an envelope of a list": lambda: json.dumps({"Message": json.dumps([{}] * 240_000)}).encode(),
    "identifiers": lambda: _list(
        "{}", '{"eventType":"a","occurredAt":"2026-07-01","personReference":{"identifiers":', "}}"
    ),
    "identifiers of the wrong kind": lambda: _list(
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
    "small hearings in a list": lambda: _list('{"hearing":{}}'),
    "small hearings a line": lambda: _again('{"hearing":{}}\n'),
    "cases": lambda: _list("{}", _SHARED, "}"),
    "cases of another kind": lambda: _list("0", _SHARED, "}"),
    "cases with a reference": lambda: _filled(
        lambda n: f'{{"prosecutionCaseIdentifier":{{"caseURN":"C{n}"}}}},', f"{_SHARED}[", "{}]}"
    ),
    "defendants": lambda: _filled(
        lambda n: f'{{"id":"{_ID}{n:04x}"}},', _hearing_of("[")[0], "{}]" + _hearing_of("")[1]
    ),
    "defendants of another kind": lambda: _list("0", *_hearing_of("")),
    "offences": lambda: _filled(
        lambda n: f'{{"id":"{_ID}{n % 65_536:04x}","arrestDate":"2026-05-06"}},',
        _hearing_of(f'[{{"id":"{_ID}0001","offences":[')[0], "{}]}]" + _hearing_of("")[1],
    ),
    "results": lambda: _filled(
        lambda n: f'{{"judicialResultId":"{_ID}{n % 65_536:04x}","cjsCode":"1002","orderedDate":"2026-05-06"}},',
        _hearing_of(f'[{{"id":"{_ID}0001","offences":[{{"id":"{_ID}0002","judicialResults":[')[0],
        "{}]}]}]" + _hearing_of("")[1],
    ),
    "results with a next hearing": lambda: _filled(
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
    return _filled(lambda n: change(row, n) + b"\n", head.decode() + "\n")


_VECTORS: Final[Mapping[str, Make]] = {
    "vectors that are none": lambda: _list(
        "{}", '{"schema":"victims-code/vectors/1","level":"calendar","vectors":', "}"
    ),
    "vectors of another kind": lambda: _list(
        "0", '{"schema":"victims-code/vectors/1","level":"history","vectors":', "}"
    ),
    "a vector over and over": lambda: _list(
        json.dumps(json.loads(readers()["vectors"].seeds[0])["vectors"][0]),
        '{"schema":"victims-code/vectors/1","level":"calendar","vectors":', "}",
    ),
    "answers to nothing": lambda: _filled(lambda n: f'{{"id":"calendar/{n}","answer":{{}}}}\n'),
}  # fmt: skip

#: By language.
BY_LANGUAGE: Final[Mapping[str, Mapping[str, Make]]] = {
    "json": _JSON, "lines": _JSON, "toml": _TOML, "xml": _XML, "csv": _CSV,
}  # fmt: skip

#: By how the name of a reader begins.
BY_READER: Final[Mapping[str, Mapping[str, Make]]] = {
    "case": _CASES, "receipt": _RECEIPTS, "verify": _RECEIPTS, "hmpps": _PRISON, "common-platform": _COURT,
    "extract-crimes": _EXTRACTS, "vectors": _VECTORS, "answers": _VECTORS,
}  # fmt: skip
