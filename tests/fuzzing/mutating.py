"""Mutation: valid documents made wrong, one small step at a time, so that the wrongness lies deep inside.

The fuzzers of Hypothesis and of atheris share it: what is drawn comes from a `Random`, which either can steer.
"""

from __future__ import annotations

import copy
import json
from random import Random
from typing import Any, Final, TypeAlias

#: The path of a value inside a document.
Place: TypeAlias = tuple[str | int, ...]

#: Times at every edge: of the years, the day, the offset, the clock change and the grammar.
TIMES: Final = (
    "2026-05-12", "0000-01-01", "0001-01-01", "1899-12-31", "1900-01-01", "2005-12-31", "2006-01-01", "2040-12-31",
    "2041-01-01", "2100-12-31", "2101-01-01", "9999-12-31", "2026-02-29", "2028-02-29", "2026-13-01", "2026-5-1",
    "2026-05-12T00:00:00Z", "2026-05-12T24:00:00Z", "2026-05-12T23:59:60Z", "2026-05-12T23:59:59.9999999Z",
    "2026-05-12T10:00+23:59", "2026-05-12T10:00-23:59", "2026-05-12T10:00+24:00", "2026-05-12T10:00+01:60",
    "2026-05-12T10:00-00:00", "2026-05-12T10:00+00:00", "2026-05-12T10:00", "2026-05-12t10:00z", "2026-05-12 10:00Z",
    "2026-10-25T01:30:00", "2026-03-29T01:30:00", "1900-01-01T00:00+23:59", "2100-12-31T23:59-23:59", "2026-W20-2",
    "20260512", "2026-05-12T10", "2026-132", "\u0662\u0660\u0662\u0666-05-12", "2026-05-12\n", " 2026-05-12",
)  # fmt: skip

#: Texts that are something elsewhere, or that trouble a terminal, an encoding or a search.
TEXTS: Final = (
    "", " ", "\0", "\n", "\r", "\x1b[31m", "\x7f", "\u202e", "\u2028", "\ufeff", "\ud800", "\udfff\ud800", "\U0001f600",
    "é" * 300, "a" * 199, "a" * 201, "a" * 5_000, '"', "\\", "{", "[[", "null", "NaN", "-", "..", "%s", "{0}", "V1",
    "e1", "e2", "e5", "S1", "all", "R6", "R6.arrest", "police", "CPS", "person", "business", "hate_crime", "elsewhere",
    "suspect_arrested", "suspect_charged", "victim_informed", "event_voided", "event_corrected", "contact_plan_agreed",
    "service_declined", "crime_reclassified", "parent_or_guardian", "victims-code/case/1", "victims-code/case/2",
    "victims-code/receipt/1", "2020", "2015",
)  # fmt: skip

#: Values of every other kind, at their extremes.
VALUES: Final[tuple[Any, ...]] = (
    None, True, False, 0, -0.0, 1, -1, 2.5, 1e-320, 10_000, 10_001, 2**53 - 1, 2**53, -(2**63), 10**40, 1e308,
    float("nan"), float("inf"), float("-inf"), [], {}, [[]], [{}], [None], [0] * 300, {"": ""}, {"id": "e1"},
    {"event": "e1"}, {"event": "e1", "fields": {"at": "2026-05-01"}}, {"fields": {"details": {"every_days": 1}}},
    ["e1", "e1"], ["suspect_arrested"], {"every_days": 1}, {"services": "R6;all"}, {"entitled": None},
)  # fmt: skip

#: Byte sequences that are put between, or in the place of, those of a valid text.
SCRAPS: Final = (
    b"\xef\xbb\xbf", b"\xff\xfe", b"\xed\xa0\x80", b"\xc0\x80", b"\0", b"\r", b"\n", b"\x0b", b"\x85", b"\xe2\x80\xa8",
    b'"', b"\\", b"\\ud800", b"\\u0000", b"{", b"}", b"[", b"]", b",", b":", b"[" * 40, b"{" * 40, b'{"a":' * 40, b"-0",
    b"1e999", b"-", b"NaN", b"Infinity", b"9" * 400, b"0.0", b"null", b"//", b"'", b'"""', b"=", b"[[", b"]]", b".",
)  # fmt: skip

#: Lines of TOML, each legal by itself, that say something odd.
LINES: Final = (
    "x = nan", "x = -inf", f"x = 0x{'f' * 500}", "x = 9999-12-31", "x = 0001-01-01T00:00:00Z", "x = 23:59:60", "x = []",
    'x = """\n[[[\n"""', "x = {a = {b = {c = {d = {e = 1}}}}}", "a.b.c.d.e.f.g = 1", f"{'a.' * 90}a = 1",
    '"" = 1', '"\\u2028" = 1', "[[rule]]", "[rule]", "[conditions]", "[[target]]", "[events.odd]", "[x.y.z]",
    "right = 0", "right = 9999999999999999999", 'id = "R6.arrest"', "id = 5", 'kind = "window"', 'kind = "before"',
    'kind = "timed"', 'standard = "9999 years"', 'within = "9999 years"', 'within = "1 hour"',
    'standard = "before suspect_charged"',
    'standard = "as agreed"', "at_least = nan", f"at_least = {10**300}", 'applies_if = "enhanced"', 'code = "2015"',
    'applies_if = { not = { not = "enhanced" } }', 'arises_on = ["event_voided"]', "recurs = true", "external = true",
    'met_by = ["received_at of the same event"]', 'counts_from = "suspect_arrested"', 'clock = "received_at"',
    'until = "case"', 'provider_from = "to"', "in_force_from = 9999-12-31", "in_force_from = 0001-01-01",
    'name = "\\u001b"', "code = 1", "code.a.b.c = 1", "providers = 'every'", "is_partial = true", 'acts = "void"',
)  # fmt: skip


def mutated(document: Any, random: Random) -> Any:  # noqa: ANN401 - any JSON
    """Return a document with one thing in it changed: a value, a key, or how often and where something stands."""
    changed = copy.deepcopy(document)
    places = _places(changed)
    if not places:
        return random.choice(VALUES)
    place = random.choice(places)
    holder, key = _at(changed, place[:-1]), place[-1]
    step = random.choice(("leave out", "repeat", "rename", "swap", "copy", "wrap", "replace", "replace", "replace"))
    if step == "leave out":
        del holder[key]
    elif step == "repeat" and isinstance(holder, list):
        holder[int(key) : int(key)] = [copy.deepcopy(holder[int(key)])] * random.choice((1, 2, 30))
    elif step == "rename" and isinstance(holder, dict):
        holder[random.choice((*TEXTS, *_keys(changed)))] = holder.pop(key)
    elif step == "swap":
        _swap(changed, place, random.choice(places))
    elif step == "copy":
        holder[key] = copy.deepcopy(_at(changed, random.choice(places)))
    elif step == "wrap":
        holder[key] = random.choice(([holder[key]], {"a": holder[key]}, str(holder[key])))
    else:
        holder[key] = copy.deepcopy(random.choice(random.choice((TEXTS, TIMES, VALUES))))
    return changed


def written(document: Any, random: Random) -> bytes:  # noqa: ANN401 - any JSON
    """Return a document as bytes: mostly as JSON is written, at times as nobody should."""
    text = json.dumps(document, ensure_ascii=random.random() < _SELDOM, indent=random.choice((None, None, 1)))
    if random.random() < _SELDOM:
        text = random.choice(("\ufeff", " ", "\n\n", "\r")) + text
    if random.random() < _SELDOM:
        commas = [place for place, mark in enumerate(text) if mark == ","] or [0]
        start, end = sorted(random.choice(commas) for _ in range(2))
        text = text[:end] + text[start:end] + text[end:]  # keys twice, entries twice
    encoding = random.choice(("utf-16", "utf-32", "latin-1")) if random.random() < _SELDOM / 4 else "utf-8"
    return text.encode(encoding, "replace" if encoding == "latin-1" else "surrogatepass")


def damaged(data: bytes, random: Random) -> bytes:
    """Return bytes of which some are left out, given twice or put in the place of others."""
    start = random.randint(0, len(data))
    end = min(len(data), start + random.choice((0, 0, 1, 2, 8, 60)))
    put = random.choice((b"", random.choice(SCRAPS), data[start:end] * random.choice((2, 50)), random.randbytes(2)))
    return data[:start] + put + data[end:]


def relined(text: str, random: Random) -> str:
    """Return a text with one of its lines left out, given twice, moved or changed, or with another put in."""
    lines = text.split("\n")
    place, other = random.randrange(len(lines)), random.randrange(len(lines))
    key, equals, value = lines[place].partition("=")
    step = random.choice(("leave out", "repeat", "swap", "put in", "replace", "value", "value", "value"))
    if step == "leave out":
        del lines[place]
    elif step == "repeat":
        lines.insert(other, lines[place])
    elif step == "swap":
        lines[place], lines[other] = lines[other], lines[place]
    elif step == "put in":
        lines.insert(place, random.choice(LINES))
    elif step == "replace" or not equals:
        lines[place] = random.choice(LINES)
    else:  # mostly a value that stands under the same key elsewhere: what is legal by itself reaches deepest
        known = [line for line in (*lines, *LINES) if line.startswith(f"{key}=")]
        found = random.choice(known if random.random() > _SELDOM else [*LINES, lines[other]])
        lines[place] = f"{key}={found.partition('=')[2] or value}"
    return "\n".join(lines)


def varied(target: str, data: bytes, random: Random) -> bytes:
    """Return an input of a target changed once or a few times: mostly by its structure, at times in its bytes."""
    head, line, body = data.partition(b"\n") if target == "call" else (b"", b"", data)
    for _ in range(random.choice((1, 1, 2, 4))):
        if random.random() < _SELDOM:
            body = damaged(body, random)
        elif target in {"rulebook", "layer"}:
            body = relined(body.decode("utf-8", "replace"), random).encode("utf-8", "replace")
        else:
            body = _restructured(body, random)
    return head + line + body


def _restructured(body: bytes, random: Random) -> bytes:
    """Change JSON by its structure; what is none, as a file of lines is, in its bytes."""
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return damaged(body, random)
    return written(mutated(document, random), random)


#: How often what is seldom is done.
_SELDOM: Final = 0.1


def _places(value: object, place: Place = ()) -> list[Place]:
    found = [place] if place else []
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        found += _places(item, (*place, key))
    return found


def _at(document: Any, place: Place) -> Any:  # noqa: ANN401 - any JSON
    for key in place:
        document = document[key]
    return document


def _swap(document: Any, place: Place, other: Place) -> None:  # noqa: ANN401 - any JSON
    """Put two values in each other's place, unless one holds the other."""
    if place == other[: len(place)] or other == place[: len(other)]:
        return
    one, two = _at(document, place), _at(document, other)
    _at(document, place[:-1])[place[-1]], _at(document, other[:-1])[other[-1]] = two, one


def _keys(document: object) -> list[str]:
    return [key for place in _places(document) for key in place if isinstance(key, str)]
