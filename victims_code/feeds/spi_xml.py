"""XML read within bounds, and without anything that a hostile message could expand, fetch or nest without end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element, ParseError, TreeBuilder
from xml.parsers.expat import ErrorString

from attrs import frozen

from victims_code.errors import InvalidInput, Problem, VictimsCodeError

#: The largest message, in bytes. A court's result message is a few kilobytes.
LARGEST: Final = 4 * 1024 * 1024

#: The deepest nesting that is read. A result message needs sixteen.
DEEPEST: Final = 64

#: The most elements of a message: each costs far more memory than its bytes.
MOST_ELEMENTS: Final = 200_000

#: How much is parsed at a time, so that a message past a bound is put down early.
_CHUNK: Final = 64 * 1024

_SEND_PLAIN: Final = "send the message without a document type definition or entities"


class _Beyond(Exception):
    """A bound was passed while parsing."""


class _Bounded(TreeBuilder):
    """Builds the tree, and stops at the bounds."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0
        self._elements = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self._depth += 1
        self._elements += 1
        if self._depth > DEEPEST:
            raise _Beyond(f"nested deeper than {DEEPEST}")
        if self._elements > MOST_ELEMENTS:
            raise _Beyond(f"more than {MOST_ELEMENTS:,} elements")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(tag)


def read_xml(data: bytes, source: str = "") -> Part:
    """Read an XML document: its size, nesting and number of elements are bounded, and it can define no entity.

    :raises InvalidInput: when it is too large, too deep, not XML, in an encoding that cannot be read, or brings a
        document type definition.
    :raises VictimsCodeError: when the extra that reads XML is not installed.

    >>> read_xml(b"<a><b>1</b></a>").text("b")
    '1'
    """
    try:
        from defusedxml.common import DefusedXmlException
        from defusedxml.ElementTree import DefusedXMLParser
    except ImportError:
        msg = "reading XML needs defusedxml; pip install victims-code[feeds]"
        raise VictimsCodeError(msg) from None
    if len(data) > LARGEST:
        raise _fault(source, f"larger than {LARGEST // (1024 * 1024)} MiB", "send one message a file")
    if not data.strip():
        raise _fault(source, "empty", "send the XML of a court's result message")
    parser = DefusedXMLParser(target=_Bounded(), forbid_dtd=True, forbid_entities=True, forbid_external=True)
    try:
        for start in range(0, len(data), _CHUNK):
            parser.feed(data[start : start + _CHUNK])
        root: Element = parser.close()
    except _Beyond as error:
        raise _fault(source, str(error), "send the message as the court sent it") from None
    except DefusedXmlException:
        raise _fault(source, "holds a document type definition or an entity, which is refused", _SEND_PLAIN) from None
    except ParseError as error:
        line, column = error.position
        place = f"line {line}, column {column + 1}"
        what = f"not XML: {ErrorString(error.code) or 'cannot be parsed'}"
        raise _fault(source, what, "send the whole message, in the encoding that it names", place) from None
    except (LookupError, ValueError):  # an encoding that Python or the parser does not know
        raise _fault(source, "in an encoding that cannot be read", "save it as UTF-8") from None
    return Part(root, local_name(root))


def _fault(source: str, what: str, mend: str, where: str = "") -> InvalidInput:
    return InvalidInput([Problem(where, what, mend, source)])


def local_name(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rsplit("}", 1)[-1]


@frozen
class Part:
    """An element with its path: what it holds is found by name, in whatever namespace."""

    element: Element
    where: str

    @property
    def name(self) -> str:
        """Its name, without the namespace."""
        return local_name(self.element)

    def parts(self, name: str) -> list[Part]:
        """Return the children of a name, each with its number in its path."""
        found = [child for child in self.element if local_name(child) == name]
        return [Part(child, f"{self.where}/{name}[{number}]") for number, child in enumerate(found, 1)]

    def part(self, *names: str) -> Part | None:
        """Return the first descendant down a path of names, or None."""
        here: Part | None = self
        for name in names:
            if here is None:
                return None
            child = next((child for child in here.element if local_name(child) == name), None)
            here = None if child is None else Part(child, f"{here.where}/{name}")
        return here

    def text(self, *names: str) -> str | None:
        """Return the text down a path of names; None where it is missing or blank."""
        found = self.part(*names)
        text = None if found is None else (found.element.text or "").strip()
        return text or None

    def within(self, name: str) -> Iterator[Part]:
        """Walk all descendants of a name, at any depth."""
        for element in self.element.iter():
            if element is not self.element and local_name(element) == name:
                yield Part(element, f"{self.where}//{name}")
