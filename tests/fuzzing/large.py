"""Inputs too large to be kept as files: each is made by a function, and read in a process of its own with limits.

``python -m tests.fuzzing.large NAME`` makes one and reads it with no more processor time and memory than `SECONDS` and
`BYTES`; past them the system ends it. It prints why it was refused, or that it was answered.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from attrs import frozen

from tests.fuzzing.seeds import STORED
from tests.fuzzing.targets import AS_OF, EXAMPLES
from victims_code import InvalidInput
from victims_code.assessment import assess_by
from victims_code.interchange import assessment_document, read_case, write_json
from victims_code.receipts import make_receipt, read_receipt, verify
from victims_code.rulebook import law_of, read_layer, read_rulebook

#: The bounds: whatever is given, this much processor time and memory is enough to refuse it or to answer it.
SECONDS: Final = 60
BYTES: Final = 1536 * 1024 * 1024


@frozen
class Large:
    """An input that is made when it is wanted, how it is read, and words of why it is refused; none: it is answered."""

    read: Callable[[str], None]
    make: Callable[[], str]
    words: str = ""


def case(text: str) -> None:
    """Read a case, answer it, and keep the answer as a receipt that is verified."""
    answer = assess_by(law_of(), read_case(text), as_of=AS_OF)
    write_json(assessment_document(answer))
    assert verify(read_receipt(make_receipt(answer).to_json())).is_reproduced


def layer(text: str) -> None:
    """Read a layer."""
    read_layer(text)


def book(text: str) -> None:
    """Read a rulebook of one file."""
    read_rulebook({"book.toml": text})


def receipt(text: str) -> None:
    """Read a receipt and verify it."""
    verify(read_receipt(text))


def _event(number: object, kind: str, day: int = 0, **fields: object) -> dict[str, Any]:
    """An event so many days after the 2020 edition came into force."""
    return {"id": f"e{number}", "type": kind, "at": (date(2021, 4, 1) + timedelta(days=day)).isoformat(), **fields}


def _case(*events: Mapping[str, Any], victims: int = 1, **fields: object) -> str:
    return json.dumps({"case": "C1", "victims": [{"id": f"V{n}"} for n in range(victims)], "events": events, **fields})


def _arrests(count: int) -> list[dict[str, Any]]:
    return [_event(number, "suspect_arrested", number % 1_800) for number in range(count)]


def _detail(value: str) -> str:
    """A case of which one event has a detail that no rule knows, as it stands in the text."""
    return _case(_event(0, "suspect_arrested")).replace('"at"', f'"details": {{"x": {value}}}, "at"')


def _rewritten(count: int, kind: str, **details: object) -> str:
    """A case of which one event is corrected or voided again and again."""
    rewrites = (
        _event(n, kind, 1 + n % 1_800, details={"event": "e0", **({"fields": {"details": {f"k{n}": 1}}} | details)})
        for n in range(1, count)
    )
    return _case(_event(0, "suspect_arrested"), *rewrites)


def _chain(count: int) -> str:
    """A case in which each void but the first voids the one before it."""
    voids = (_event(n, "event_voided", 1 + n % 1_800, details={"event": f"e{n - 1}"}) for n in range(1, count))
    return _case(_event(0, "suspect_arrested"), *voids)


def _told(count: int, *, later: int, about: str = "") -> str:
    """A case of many arrests and as many contacts, each about all of them or about a type of event."""
    arrests = [_event(f"a{n}", "suspect_arrested", 5) for n in range(count)]
    named = [about] if about else [each["id"] for each in arrests]
    return _case(*arrests, *(_event(n, "victim_informed", 5 + later, about=named) for n in range(count)))


def _almost_alike() -> str:
    """Contacts about names that are no id, but almost: to find the nearest of long names takes long."""
    known = [{**_event(0, "suspect_arrested"), "id": f"{'a' * 70}{n:04}"} for n in range(200)]
    return _case(*known, _event("x", "victim_informed", 5, about=[f"{'a' * 70}{n:05}" for n in range(490)]))


_LAYER: Final = (EXAMPLES / "layers" / "force-standards.toml").read_text(encoding="utf-8")


def _layer_with(*lines: str, under: str = "[conditions]") -> str:
    """The example layer with lines under one of its tables."""
    assert _LAYER.count(f"{under}\n") == 1
    return _LAYER.replace(f"{under}\n", "\n".join((under, *lines, "")))


def _growing(width: int) -> str:
    """Conditions each of which names the next one more than once: a dozen lines make millions of parts."""
    names = [f"c{n} = {{ all = [{', '.join([f'{chr(34)}c{n + 1}{chr(34)}'] * width)}] }}" for n in range(10)]
    return _layer_with(*names, 'c10 = { words = "x", enhanced = true }')


def _blanks() -> str:
    return ("[" + " " * 1_900 + "\n") * 50


def _nested_code() -> str:
    return f'name = "mine"\n[code{".a" * 900}]\n{"b." * 900}b = 1\n'


def _long_word() -> str:
    return f"[\n{(chr(34) + 'a' * 100 + chr(34) + ',') * 10}\n" + '"b",\n' * 1_000 + "]"


def _long_keys() -> str:
    return "".join(f"{'a.' * 900}b{number} = 1\n" for number in range(130))


def _keys() -> str:
    return "".join(f"naem{number} = 1\n" for number in range(14_000))


def _duties(count: int) -> str:
    duty = _LAYER.partition("[[rule]]")[2].partition("\n[conditions]")[0]
    return _LAYER + "".join(f"\n[[rule]]{duty.replace('example-force.update', f'duty-{n}')}" for n in range(count))


def _receipt_with(**layer: object) -> str:
    """A stored receipt with its one layer changed, and as many of them as `times` says."""
    document = json.loads((STORED / "layer-force.json").read_text(encoding="utf-8"))
    times = int(str(layer.pop("times", 1)))
    document["layers"] = [{**document["layers"][0], **layer}] * times
    return json.dumps(document)


def _listed(item: str, count: int) -> str:
    return f"[{','.join([item] * count)}]"


_MANY: Final = "more than 20000"
_DEEP: Final = "nested too deeply"
_HALF: Final = r'"\ud800"'

#: By name: how it is read, how it is made, and what is said of it.
LARGE: Final[Mapping[str, Large]] = {
    # JSON
    "a hundred megabytes": Large(case, lambda: " " * 100_000_000, "larger than 16 MiB"),
    "many megabytes of objects": Large(case, lambda: _detail(_listed("{}", 200_000))),
    "lists in lists": Large(case, lambda: _detail("[" * 100_000), "nested deeper than 32"),
    "objects in objects": Large(case, lambda: '{"a":' * 100_000, "nested deeper than 32"),
    "brackets in a string": Large(case, lambda: _detail(json.dumps("[{" * 1_000_000))),
    "a list of a million": Large(case, lambda: _listed("1", 1_000_000), "a case file is one JSON object"),
    "a key a million times": Large(
        case, lambda: _listed('"a":1', 1_000_000).replace("[", "{").replace("]", "}"), "twice"
    ),
    "a whole number of a million digits": Large(case, lambda: _detail("9" * 1_000_000), "write it as text"),
    "a decimal of ten million digits": Large(case, lambda: _detail(f"0.{'1' * 10_000_000}")),
    "a key of ten million letters": Large(case, lambda: json.dumps({"a" * 10_000_000: 1}), "unknown key"),
    "half characters": Large(case, lambda: _detail(_listed(_HALF, 500_000)), "half a character"),
    # cases
    "events without end": Large(case, lambda: _case(*_arrests(20_001)), _MANY),
    "entries that are none": Large(case, lambda: f'{{"case":"C","events":{_listed("0", 1_000_000)}}}', _MANY),
    "one event over and over": Large(case, lambda: _case(*_arrests(1) * 20_001), _MANY),
    "victims without end": Large(case, lambda: _case(victims=20_001), _MANY),
    "more duties than memory": Large(case, lambda: _case(*_arrests(1_000), victims=1_000), "meetings"),
    "as many events as there may be": Large(case, lambda: _case(*_arrests(20_000))),
    "thousands of victims": Large(case, lambda: _case(*_arrests(1), victims=2_000)),
    "many meetings of victims and events": Large(case, lambda: _case(*_arrests(100), victims=200)),
    "corrections of one event": Large(case, lambda: _rewritten(500, "event_corrected")),
    "voids of one event": Large(case, lambda: _rewritten(4_000, "event_voided")),
    "voids of voids": Large(case, lambda: _chain(1_000)),
    "every contact about every arrest": Large(case, lambda: _told(300, later=1)),
    "contacts about a type": Large(case, lambda: _told(100, later=1, about="suspect_arrested")),
    "contacts about what came later": Large(case, lambda: _told(1_000, later=-3, about="suspect_arrested")),
    "names that are almost ids": Large(case, _almost_alike, "more than 100 faults"),
    # rulebooks and layers
    "inline tables in lists": Large(layer, lambda: "x = " + "[{a = [\n" * 9_000, _DEEP),
    "lists in lists, a line each": Large(layer, lambda: "x = " + "[\n" * 39_000, _DEEP),
    "tables in tables, by dots": Large(layer, lambda: f"[x{'.y' * 40}]\n{'z.' * 40}z = 1\n", _DEEP),
    "a layer's code, nested": Large(layer, _nested_code, "full stops"),
    "a word of a thousand lines": Large(layer, lambda: _LAYER.replace('"quoted"', _long_word()), "unknown word"),
    "keys of a thousand parts": Large(layer, _long_keys, "full stops"),
    "one line to TOML, many to Python": Large(layer, lambda: '"\u2028".' * 20_000 + "a = 1", "characters"),
    "a bracket and blanks": Large(layer, lambda: f'x = """\n{_blanks()}"""\n{_LAYER}', "unknown key"),
    "conditions that grow": Large(layer, lambda: _growing(8), "more than 200 parts"),
    "a megabyte of notes": Large(book, lambda: "# a note\n" * 120_000, "larger than 1000000"),
    "keys that are none": Large(layer, lambda: _keys() + _LAYER, "more than 100 faults"),
    "rules that are empty": Large(layer, lambda: _LAYER + "[[rule]]\n" * 15_000, "more than 100 faults"),
    "rules without end": Large(layer, lambda: _duties(500)),
    "a list of TOML without end": Large(layer, lambda: "x = [\n" + "1,\n" * 60_000 + f"]\n{_LAYER}", "unknown key"),
    # receipts
    "a layer over and over": Large(receipt, lambda: _receipt_with(times=5_000), "no more than 50"),
    "a layer of a megabyte": Large(receipt, lambda: _receipt_with(text="x = 1\n" * 200_000)),
    "a layer nested past reading": Large(receipt, lambda: _receipt_with(text=f"x = {'[' * 1_500}")),
}


def main(name: str) -> None:
    """Make an input, take the limits upon this process, and read it."""
    import resource

    made = LARGE[name].make()
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    try:
        LARGE[name].read(made)
    except InvalidInput as error:
        sys.stdout.write(f"{error.problems[0]}\n{error.problems[-1]}\n")
    else:
        sys.stdout.write("answered\n")


if __name__ == "__main__":
    main(sys.argv[1])
