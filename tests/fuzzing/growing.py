"""Valid inputs grown to a megabyte: a part of one, by its language, again and again, at times changed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from random import Random
from typing import Any, Final

from tests.fuzzing.measuring import MEGABYTE
from tests.fuzzing.mutating import damaged, mutated
from tests.fuzzing.readers import Reader


def grown(reader: Reader, random: Random) -> bytes:
    """Return one of a reader's seeds, grown to about a megabyte, and now and then damaged."""
    data = _GROW[reader.language](random.choice(reader.seeds).decode("utf-8", "replace"), random)
    made = data.encode("utf-8", "surrogatepass")
    return damaged(made, random) if random.random() < _DAMAGED else made


#: How often what was grown is damaged in its bytes too.
_DAMAGED: Final = 0.15


def _times(text: str) -> int:
    return max(2, MEGABYTE // max(1, len(text) + 1))


def _json(seed: str, random: Random) -> str:
    document = json.loads(seed.split("\n", maxsplit=1)[0] if seed.count("\n{") and "\n  " not in seed else seed)
    for _ in range(random.choice((0, 0, 1, 3))):
        document = mutated(document, random)
    path = random.choice(list(_paths(document)) or [()])
    return json.dumps(_changed(document, path, lambda value: _many(value, random)), separators=(",", ":"))


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:  # noqa: ANN401 - any JSON
    found = [path]
    for key, item in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        found += _paths(item, (*path, key))
    return found


def _changed(value: Any, path: tuple[Any, ...], change: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - any JSON
    if not path:
        return change(value)
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = _changed(value[path[0]], path[1:], change)
    return copy


def _many(value: Any, random: Random) -> Any:  # noqa: ANN401, PLR0911 - any JSON; a way a line
    """Return a value many times over: in a list, under many keys, within itself, or longer."""
    size = len(json.dumps(value))
    step = random.choice(("list", "list", "numbered", "keys", "nested", "text", "longer"))
    if step == "longer" and isinstance(value, str):
        return (value or "x") * (MEGABYTE // max(1, len(value)))
    if step == "keys":
        return {f"{number:x}": value for number in range(MEGABYTE // (size + 8))}
    if step == "numbered" and isinstance(value, dict):
        texts = [key for key, item in value.items() if isinstance(item, str)]
        key = random.choice(texts or ["id"])
        return [{**value, key: f"{value.get(key, '')}{number}"} for number in range(MEGABYTE // (size + 6))]
    if step == "numbered" and isinstance(value, list) and value:
        return _many(value[0], random)
    if step == "nested":
        for _ in range(20):
            value = (
                random.choice(([value], {"details": value}, {"Message": json.dumps(value)}))
                if size < _LARGE
                else [value]
            )
            size = len(json.dumps(value))
        return [value] * max(1, MEGABYTE // (size + 1))
    if step == "text":
        return json.dumps([value] * (MEGABYTE // (2 * size + 1)))
    items = value if isinstance(value, list) and value else [value]
    return items * (MEGABYTE // (len(json.dumps(items)) + 1) + 1)


#: What is larger than this is not put into a text within a text.
_LARGE: Final = 100_000


def _lines(seed: str, random: Random) -> str:
    line = random.choice([each for each in seed.split("\n") if each.strip()])
    if random.random() < _DAMAGED:
        return _json(line, random)
    document = json.loads(line)
    made = [json.dumps(mutated(document, random) if random.random() < 0.5 else document) for _ in range(20)]
    return "\n".join(made * (_times("\n".join(made)) + 1))[:MEGABYTE]


def _toml(seed: str, random: Random) -> str:
    lines = seed.split("\n")
    start = random.randrange(len(lines))
    block = lines[start : start + random.choice((1, 1, 2, 5, 12))]
    if random.random() < _DAMAGED:
        block = [random.choice(_TOML_LINES)]
    whole = "\n".join(block) or "a = 1"
    made, length = [], 0
    is_numbered = random.random() < 0.7
    for number in range(_times(whole)):
        part = re.sub(r"(?m)^(\[*)([\w-]+)", rf"\g<1>\g<2>{number}", whole) if is_numbered else whole
        length += len(part) + 1
        if length > MEGABYTE:
            break
        made.append(part)
    place = random.choice((0, start, len(lines)))
    return "\n".join((*lines[:place], *made, *lines[place:]))


_TOML_LINES: Final = (
    "a = [[[[]]]]", 'a = { a = { b = "" } }', "[a.b.c.d.e]", "a.b.c.d = 1", "[[a.b]]", '"" = ""', "a = 2026-05-01",
    "a = [{}, {}, {}]", "# a = [", '[[rule]]\nid = "a"', '[[target]]\nrule = "R6.arrest"\nwithin = "1 day"',
    '[[event]]\ntype = "suspect_arrested"\nat = "A"', '[conditions]\nc = { words = "x", enhanced = true }',
)  # fmt: skip


def _xml(seed: str, random: Random) -> str:
    opened = list(re.finditer(r"<([\w:]+)[^<>/]*>", seed))
    match = random.choice(opened)
    end = seed.find(f"</{match[1]}>", match.end())
    stop = len(seed) if end < 0 else end + len(match[1]) + 3
    part = seed[match.start() : stop]
    step = random.choice(("again", "again", "numbered", "attributes", "namespaces", "empty", "nested"))
    if step == "numbered":
        made = "".join(re.sub(r">([^<>]+)<", rf">\g<1>{n}<", part) for n in range(_times(part)))
    elif step == "attributes":
        made = "".join(f'<{match[1]} a{n}="{n}"/>' for n in range(_times(match[1] + " a00000=''/>00000")))
    elif step == "namespaces":
        long = "n" * random.choice((10, 1_000, 100_000))
        made = f'<x xmlns:q="{long}">' + "".join(f"<q:{match[1][-1]}{n}/>" for n in range(60_000)) + "</x>"
    elif step == "empty":
        made = f"<{match[1]}/>" * _times(f"<{match[1]}/>")
    elif step == "nested":
        made = (f"<{match[1]}>" * 50 + f"</{match[1]}>" * 50) * (_times(match[1]) // 130)
    else:
        made = part * _times(part)
    return seed[: match.start()] + made[: MEGABYTE * 2] + seed[stop:]


def _csv(seed: str, random: Random) -> str:
    head, *rows = seed.split("\n")
    cells = random.choice([row for row in rows if row]).split(",")
    if random.random() < _DAMAGED:
        return "\n".join(",".join([each] * random.choice((1, 50, 900))) for each in [head] + [",".join(cells)] * 50)
    changed = [place for place in range(len(cells)) if random.random() < 0.4]
    made, length = [head], 0
    odd = random.choice(("", "x", '"', "\u00e9", "2026-02-30", "NULL", "9" * 50))
    while length < MEGABYTE:
        row = [f"{odd}{length}" if place in changed else cell for place, cell in enumerate(cells)]
        made.append(",".join(row))
        length += len(made[-1]) + 1
    return "\n".join(made)


_GROW: Final[Mapping[str, Callable[[str, Random], str]]] = {
    "json": _json, "lines": _lines, "toml": _toml, "xml": _xml, "csv": _csv,
}  # fmt: skip
