"""XML read within bounds, and without anything that a hostile message could expand, fetch or nest without end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from attrs import frozen

from victims_code.errors import InvalidInput, Problem, VictimsCodeError

#: The largest message, in bytes. A court's result message is a few kilobytes.
LARGEST: Final = 4 * 1024 * 1024

#: The deepest nesting that is read. A result message needs sixteen.
DEEPEST: Final = 64

#: The most elements of a message: each costs far more memory than its bytes.
MOST_ELEMENTS: Final = 200_000

#: The most names of elements and attributes that differ, and the longest of them: a result message has some hundred.
MOST_NAMES: Final = 2_000
LONGEST_NAME: Final = 200

#: How much is parsed at a time, so that a message past a bound is put down early.
_CHUNK: Final = 64 * 1024

_SEND_PLAIN: Final = "send the message without a document type definition or entities"


class _Beyond(Exception):
    """A bound was passed while parsing."""


class _Bounded:
    """Builds the tree of elements by their local names, and stops at the bounds.

    Namespaces are never looked up: a parser that does so writes each out before every name, so that one long namespace
    and many names would make gigabytes. Nor are attributes kept: nothing of a message is read from one.
    """

    def __init__(self) -> None:
        self._builder = TreeBuilder()
        self._names: dict[str, str] = {}
        self._depth = self._elements = 0

    def start(self, name: str, attributes: AttributesImpl) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > DEEPEST:
            raise _Beyond(f"nested deeper than {DEEPEST}")
        if self._elements > MOST_ELEMENTS:
            raise _Beyond(f"more than {MOST_ELEMENTS:,} elements")
        for each in attributes.getNames():
            self._local(each)
        self._builder.start(self._local(name), {})

    def end(self, name: str) -> None:
        self._depth -= 1
        self._builder.end(self._local(name))

    def text(self, text: str) -> None:
        self._builder.data(text)

    def close(self) -> Element:
        return self._builder.close()

    def _local(self, name: str) -> str:
        """Return a name without its prefix, the same text for the same name."""
        found = self._names.get(name)
        if found is None:
            if len(name) > LONGEST_NAME:
                raise _Beyond(f"a name longer than {LONGEST_NAME} characters")
            if len(self._names) == MOST_NAMES:
                raise _Beyond(f"more than {MOST_NAMES:,} names of elements and attributes")
            found = self._names[name] = name.rpartition(":")[2]
        return found


def read_xml(data: bytes, source: str = "") -> Part:
    """Read an XML document: what is built of it is bounded, and it can define no entity.

    :raises InvalidInput: when it is too large, too deep, has too many elements or names, is not XML, is in an encoding
        that cannot be read, or brings a document type definition.
    :raises VictimsCodeError: when the extra that reads XML is not installed.

    >>> read_xml(b"<a><b>1</b></a>").text("b")
    '1'
    """
    try:
        from defusedxml.common import DefusedXmlException
        from defusedxml.expatreader import DefusedExpatParser
    except ImportError:
        msg = "reading XML needs defusedxml; pip install victims-code[feeds]"
        raise VictimsCodeError(msg) from None
    if len(data) > LARGEST:
        raise _fault(source, f"larger than {LARGEST // (1024 * 1024)} MiB", "send one message a file")
    if not data.strip():
        raise _fault(source, "empty", "send the XML of a court's result message")
    tree = _Bounded()
    parser = DefusedExpatParser(forbid_dtd=True, forbid_entities=True, forbid_external=True)
    parser.setContentHandler(_handler(tree))
    try:
        for start in range(0, len(data), _CHUNK):
            parser.feed(data[start : start + _CHUNK])
        parser.close()
    except _Beyond as error:
        raise _fault(source, str(error), "send the message as the court sent it") from None
    except DefusedXmlException:
        raise _fault(source, "holds a document type definition or an entity, which is refused", _SEND_PLAIN) from None
    except SAXParseException as error:
        place = f"line {error.getLineNumber()}, column {(error.getColumnNumber() or 0) + 1}"
        what = f"not XML: {error.getMessage()}"
        raise _fault(source, what, "send the whole message, in the encoding that it names", place) from None
    except (LookupError, ValueError):  # an encoding that Python or the parser does not know
        raise _fault(source, "in an encoding that cannot be read", "save it as UTF-8") from None
    root = tree.close()
    return Part(root, local_name(root))


def _handler(tree: _Bounded) -> ContentHandler:
    """Return what the parser calls: it builds the tree."""
    handler = ContentHandler()
    handler.startElement, handler.endElement = tree.start, tree.end  # type: ignore[method-assign, assignment]
    handler.characters = tree.text  # type: ignore[method-assign, assignment]
    return handler


def _fault(source: str, what: str, mend: str, where: str = "") -> InvalidInput:
    return InvalidInput([Problem(where, what, mend, source)])


def local_name(element: Element) -> str:
    """Return the name of an element, which is read without its namespace."""
    return str(element.tag)


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
