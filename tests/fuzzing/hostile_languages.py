"""Hostile inputs of a megabyte by the language that they are written in: each goes to every reader of that language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from tests.fuzzing.filling import again, filled, listed, nested
from tests.fuzzing.measuring import MEGABYTE

Make: TypeAlias = Callable[[], bytes]

_JSON: Final[Mapping[str, Make]] = {
    "blanks": lambda: b" " * MEGABYTE,
    "brackets": lambda: b"[" * MEGABYTE,
    "braces": lambda: again('{"a":'),
    "empty objects": lambda: listed("{}"),
    "empty objects within": lambda: listed("{}", '{"a":', "}"),
    "empty lists": lambda: listed("[]"),
    "lists of lists": lambda: listed("[[[[[[]]]]]]"),
    "objects of one key": lambda: listed('{"":0}'),
    "objects of two keys": lambda: listed('{"a":0,"b":0}'),
    "deep objects": lambda: listed(nested("0", 28)),
    "short texts": lambda: listed('"abc"'),
    "wide texts": lambda: listed('"\U0001f600\U0001f600"'),
    "one wide character in much": lambda: again("a", '"\U0001f600', '"'),
    "escapes": lambda: again(r"\u0041", '"', '"'),
    "many keys": lambda: filled(lambda n: f'"{n}":0,', "{", '"":0}'),
    "many keys of objects": lambda: filled(lambda n: f'"{n:x}":{{}},', "{", '"":0}'),
    "a key over and over": lambda: again('"a":1,', "{", '"a":1}'),
    "many keys twice": lambda: filled(lambda n: f'"{n // 2:x}":0,', "{", '"":0}'),
    "objects with a key twice": lambda: listed('{"a":1,"a":1}'),
    "deep objects with a key twice": lambda: listed(nested('{"b":1,"b":1}', 20)),
    "long numbers": lambda: listed("9" * 5_000),
    "one number": lambda: b"9" * MEGABYTE,
    "numbers too large": lambda: listed("9" * 17),
    "decimals": lambda: listed("0.5"),
    "not a number": lambda: listed("NaN"),
    "half characters": lambda: listed(r'"\ud800"'),
    "a long key": lambda: b'{"' + b"k" * MEGABYTE + b'":1}',
    "long keys": lambda: filled(lambda n: f'"{n:05}{"k" * 1_000}":1,', "{", '"":0}'),
    "an object a line": lambda: again("{}\n"),
    "a list a line": lambda: again("[]\n"),
    "an object with a key twice, a line": lambda: again('{"a":1,"a":1}\n'),
    "what is no JSON, a line": lambda: b"{}\n" + again("{\n"),
    "numbers a line": lambda: b"{}\n" + again("1\n"),
    "an object a line, and the last is cut": lambda: again('{"a":{}}\n') + b"{",
    "line ends": lambda: b"{}" + b"\n" * MEGABYTE,
    "objects in a list, a line": lambda: b"{}\n" + again("[{},{},{},{}]\n"),
}

_TOML: Final[Mapping[str, Make]] = {
    "blanks": lambda: b" " * MEGABYTE,
    "line ends": lambda: b"\n" * MEGABYTE,
    "brackets": lambda: b"a = " + b"[" * MEGABYTE,
    "brackets a line": lambda: again("[\n", "a = "),
    "notes": lambda: again("#\n"),
    "short keys": lambda: filled(lambda n: f"{n}=1\n"),
    "keys of lists": lambda: filled(lambda n: f"{n}=[]\n"),
    "keys of tables": lambda: filled(lambda n: f"{n}={{}}\n"),
    "keys of texts": lambda: filled(lambda n: f'{n}=""\n'),
    "tables": lambda: filled(lambda n: f"[{n}]\n"),
    "tables of a table": lambda: filled(lambda n: f"[a.{n}]\n"),
    "tables in lists": lambda: again("[[a]]\n"),
    "lists of tables": lambda: filled(lambda n: f"[[{n}]]\n"),
    "rules": lambda: again("[[rule]]\n", 'name = "a"\ntitle = "A"\n'),
    "events": lambda: again("[[event]]\n", 'name = "a"\ncase = "A"\n'),
    "targets": lambda: again("[[target]]\n", 'name = "a"\ntitle = "A"\ncode = "2020"\n'),
    "keys of fifty parts": lambda: filled(lambda n: f"{n}{'.a' * 45}=1\n"),
    "fifty tables deep": lambda: filled(lambda n: f"[{n}{'.a' * 45}]\n"),
    "keys of thirty parts within": lambda: filled(lambda n: f"{{{n}{'.a' * 28}=1}},\n", "a=[\n", "]"),
    "inline tables": lambda: again("{a=1},\n", "a=[\n", "]"),
    "a long inline table": lambda: filled(lambda n: f"{n}={{}},", "a={", "z=1}"),
    "inline tables, long lines": lambda: again("{}," * 600 + "\n", "a=[\n", "]"),
    "lists in lists": lambda: again("[]," * 600 + "\n", "a=[\n", "]"),
    "numbers": lambda: again("1,\n", "a=[\n", "]"),
    "numbers, long lines": lambda: again("1," * 900 + "\n", "a=[\n", "]"),
    "texts": lambda: again('"ab",' * 300 + "\n", "a=[\n", "]"),
    "days": lambda: again("2026-05-01," * 100 + "\n", "a=[\n", "]"),
    "times": lambda: again("2026-05-01T10:00:00.123456Z," * 50 + "\n", "a=[\n", "]"),
    "long numbers": lambda: again("9" * 1_900 + ",\n", "a=[\n", "]"),
    "hexadecimal numbers": lambda: again("0x" + "f" * 1_900 + ",\n", "a=[\n", "]"),
    "one text of many lines": lambda: again("a=1\n", 'a = """\n', '"""\nb = 1\n'),
    "a text that is not closed": lambda: again("a\n", 'a = """\n'),
    "escapes": lambda: again(r"\u0041" * 300 + "\\\n", 'a = """\n', '"""\n'),
    "escapes of line ends": lambda: again("\\\n", 'a = """\n', '"""\n'),
    "stops": lambda: again("." * 49 + "\n"),
    "quoted keys": lambda: filled(lambda n: f'"{n}"=1\n'),
    "what is no TOML, late": lambda: filled(lambda n: f"k{n}=1\n", after="="),
    "a key twice, late": lambda: filled(lambda n: f"k{n}=1\n", after="k1=1\n"),
    "long unknown keys": lambda: filled(lambda n: f"{'in_force_fron' * 100}{n}=1\n"),
    "keys that are almost known": lambda: filled(lambda n: f"in_force_fron_{n}=1\n"),
}

_XML: Final[Mapping[str, Make]] = {
    "blanks": lambda: b" " * MEGABYTE,
    "elements": lambda: again("<b/>", "<a>", "</a>"),
    "elements with text": lambda: again("<b>1</b>", "<a>", "</a>"),
    "elements of a long namespace": lambda: filled(
        lambda n: f"<b{n}/>", f'<a xmlns="{"n" * 500_000}">', "</a>", MEGABYTE
    ),
    "elements of a prefix of a long namespace": lambda: filled(
        lambda n: f"<p:b{n}/>", f'<p:a xmlns:p="{"n" * 60_000}">', "</p:a>"
    ),
    "one element with many attributes of a long namespace": lambda: filled(
        lambda n: f' p:b{n}=""', f'<p:a xmlns:p="{"n" * 60_000}"', "/>"
    ),
    "elements with an attribute of a long namespace": lambda: filled(
        lambda n: f'<b p:b{n}=""/>', f'<p:a xmlns:p="{"n" * 60_000}">', "</p:a>"
    ),
    "elements that each declare a namespace": lambda: filled(lambda n: f'<b xmlns="{n}"/>', "<a>", "</a>"),
    "elements that each declare a prefix": lambda: filled(lambda n: f'<p{n}:b xmlns:p{n}="{n}"/>', "<a>", "</a>"),
    "one element that declares many prefixes": lambda: filled(lambda n: f' xmlns:p{n}="{n}"', "<a", "/>"),
    "names that are all different": lambda: filled(lambda n: f"<b{n}/>", "<a>", "</a>"),
    "long names that are all different": lambda: filled(lambda n: f"<b{n}{'b' * 1_000}/>", "<a>", "</a>"),
    "many attributes": lambda: filled(lambda n: f' b{n}=""', "<a", "/>"),
    "an attribute each": lambda: filled(lambda n: f'<b c{n}=""/>', "<a>", "</a>"),
    "one attribute each": lambda: again('<b c=""/>', "<a>", "</a>"),
    "a long attribute": lambda: again("&#65;", '<a b="', '"/>'),
    "deep": lambda: again("<a>"),
    "sixty deep": lambda: again("<a>" * 60 + "</a>" * 60, "<r>", "</r>"),
    "text": lambda: again("a", "<a>", "</a>"),
    "wide text": lambda: again("\U0001f600", "<a>", "</a>"),
    "references": lambda: again("&#65;", "<a>", "</a>"),
    "lines": lambda: again("\n", "<a>", "</a>"),
    "text between": lambda: again("x<b/>", "<a>", "</a>"),
    "sections": lambda: again("<![CDATA[]]>", "<a>", "</a>"),
    "notes": lambda: again("<!---->", "<a>", "</a>"),
    "instructions": lambda: filled(lambda n: f"<?b{n}?>", "<a>", "</a>"),
    "a tag without an end": lambda: b"<a " + b"b" * MEGABYTE,
    "entities": lambda: filled(lambda n: f'<!ENTITY e{n} "x">', "<!DOCTYPE a [", "]><a/>"),
    "sessions": lambda: again("<Session/>", "<ResultedCaseMessage>", "</ResultedCaseMessage>"),
    "sessions on a day": lambda: again(
        "<Session><CourtHearing><Hearing><DateOfHearing>2026-05-06</DateOfHearing></Hearing></CourtHearing></Session>",
        "<ResultedCaseMessage>", "</ResultedCaseMessage>",
    ),
    "bodies": lambda: again("<ResultedCaseMessage/>", "<DeliverRequest>", "</DeliverRequest>"),
    **{
        f"many of {name}": lambda name=name, before=before: again(f"<{name}/>", *_around(*before))  # type: ignore[misc]
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
    "columns": lambda: filled(lambda n: f"c{n},"),
    "long columns": lambda: filled(lambda n: f"c{n}{'c' * 1_000},"),
    "rows": lambda: again("1\n"),
    "NUL": lambda: b"\0\n" * (MEGABYTE // 2),
    "no UTF-8": lambda: b"\xff\n" * (MEGABYTE // 2),
    "one line": lambda: b"a" * MEGABYTE,
}


#: By language.
BY_LANGUAGE: Final[Mapping[str, Mapping[str, Make]]] = {
    "json": _JSON, "lines": _JSON, "toml": _TOML, "xml": _XML, "csv": _CSV,
}  # fmt: skip
