"""Messages in JSON: a file becomes its messages, and a part of one is taken only where it is of its kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import BytesIO
from typing import Any, Final

from attrs import evolve, frozen

from victims_code.arguments import need
from victims_code.dates import When, parse_when
from victims_code.errors import InvalidFact, InvalidInput, Problem, enough
from victims_code.feeds.messages import Found, Message, digest_of
from victims_code.interchange.json_text import read_json_given_once, within, write_json

#: An opaque reference: nothing else of a message goes into the ids of events, so that no name can.
_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)

#: A code of a result that may be repeated: digits, or the id of a definition.
_CODE: Final = re.compile(r"\d{1,6}", re.ASCII)


#: As many parts of one case as are told of because they could not be mapped.
_MOST_NOTES: Final = 1_000

#: The most objects in one message: the largest real hearing seen has under two hundred.
MOST_OBJECTS: Final = 20_000


@frozen
class Document:
    """One message of a file: as it was read, with the digest of it as it came."""

    body: Mapping[str, Any]
    digest: str
    source: str
    #: Where it stands in its file, where that is a list.
    where: str = ""
    #: The paths of the keys that were given twice: which of the two holds is unknown, so neither was taken.
    twice: tuple[str, ...] = ()


def read_documents(data: bytes, source: str = "") -> Iterator[Document | InvalidInput]:
    """Walk the messages of a file: one object, a list of objects, or an object a line; each is let go before the next.

    In the place of one that is no JSON within the bounds of the library, or no object, stands what is wrong with it.

    >>> [document.body for document in read_documents(b'[{"a": 1}, {"a": 2}]')]
    [{'a': 1}, {'a': 2}]
    """
    lines = _lines(data)
    first = next(lines, None)
    if first is None or next(lines, None) is None or not _is_whole(first[1]):  # one line is one document
        yield from _in_one(data, source)
        return
    for number, line in _lines(data):
        yield from _in_one(line, f"{source}:{number}" if source else f"line {number}")


def _lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Walk the lines that are not blank, with their numbers."""
    return ((number, line) for number, line in enumerate(BytesIO(data), start=1) if line.strip())


def messages_of(data: bytes, source: str, read: Callable[[Document], Iterable[Message]]) -> tuple[Message, ...]:
    """Return what each message of a file is read as.

    :raises InvalidInput: with every fault of the file and of what is read.
    """
    need("data", data, bytes)
    need("source", source, str)
    messages: list[Message] = []
    problems: list[Problem] = []
    for document in read_documents(data, source):
        try:
            if isinstance(document, InvalidInput):
                raise document
            messages += read(document)
        except InvalidInput as error:
            problems += error.problems
        if enough(problems):
            break
    if problems:
        raise InvalidInput(problems)
    return tuple(messages)


def _is_whole(line: bytes) -> bool:
    try:
        return isinstance(read_json_given_once(line)[0], dict)
    except InvalidInput:
        return False


def _in_one(data: bytes, source: str) -> Iterator[Document | InvalidInput]:
    """Walk the messages of one JSON document."""
    try:
        read, twice = read_json_given_once(data, source)
    except InvalidInput as error:
        mend = "a message is read as it came from its sender"
        yield InvalidInput(problem if problem.where else evolve(problem, mend=mend) for problem in error.problems)
        return
    if isinstance(read, list) and read:
        for index, item in enumerate(read):
            where = f"[{index}]"
            within_it = tuple(path for path in twice if path.startswith(f"{where}."))
            yield _document(item, where, source, within_it)
    elif isinstance(read, dict):
        yield _document(read, "", source, twice, data)
    else:
        yield _refused("", "a message is a JSON object, or a list of them", source)


def _document(
    body: object, where: str, source: str, twice: tuple[str, ...], data: bytes | None = None
) -> Document | InvalidInput:
    """Return a message; what is wrong with it where it is no object, or too large."""
    if not isinstance(body, dict):
        return _refused(where, "a message is a JSON object", source)
    if _is_too_large(body):
        what = f"more than {MOST_OBJECTS:,} objects in one message"
        return _refused(where, what, source, "send the hearings or events one by one")
    return Document(body, digest_of(write_json(body).encode() if data is None else data), source, where, twice)


def _refused(where: str, what: str, source: str, mend: str = "") -> InvalidInput:
    return InvalidInput([Problem(where, what, mend, source)])


def _is_too_large(body: object) -> bool:
    """Whether a message has more objects than any real one, each of which may become an event or a note."""
    count, waiting = 0, [body]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            count += 1
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
        if count > MOST_OBJECTS:
            return True
    return False


@frozen
class Part:
    """An object within a message, where it stands, and the findings that are told what is wrong in it."""

    body: Mapping[str, Any]
    where: str
    found: Found

    def at(self, key: str) -> str:
        """Return the path of a key."""
        return within(self.where, key)

    def note(self, code: str, key: str, why: str) -> None:
        """Note what could not be mapped, at a key of this part, or at the part itself."""
        self._note(code, self.at(key) if key else self.where, why)

    def _note(self, code: str, where: str, why: str) -> None:
        noted = len(self.found.unmapped)
        if noted < _MOST_NOTES:
            self.found.note(code, where, why)
        elif noted == _MOST_NOTES:
            self.found.note("more_than_is_told", where, f"more than {_MOST_NOTES:,} parts could not be mapped")

    @classmethod
    def whole(cls, document: Document, found: Found) -> Part:
        """Return the whole of a message, and note the keys that it gives twice."""
        for path in document.twice:
            found.note("given_twice", path, "two values for one key: which of them holds is unknown")
        return cls(document.body, document.where, found)

    def told_to(self, found: Found) -> Part:
        """Return the same part, with other findings to be told."""
        return evolve(self, found=found)

    def object(self, key: str) -> Part | None:
        """Return the object at a key; None where there is none."""
        value = self.body.get(key)
        if isinstance(value, dict):
            return Part(value, self.at(key), self.found)
        if value is not None:
            self.note("wrong_kind", key, "an object is needed")
        return None

    def objects(self, key: str) -> Iterator[Part]:
        """Walk the objects of the list at a key."""
        value = self.body.get(key)
        if value is None:
            return
        if not isinstance(value, list):
            self.note("wrong_kind", key, "a list of objects is needed")
            return
        for index, item in enumerate(value):
            where = f"{self.at(key)}[{index}]"
            if isinstance(item, dict):
                yield Part(item, where, self.found)
            else:
                self._note("wrong_kind", where, "an object is needed")

    def text(self, *keys: str) -> str | None:
        """Return the text at the first of the keys that has one."""
        for key in keys:
            value = self.body.get(key)
            if isinstance(value, str):
                if value.strip():
                    return value.strip()
            elif value is not None:
                self.note("wrong_kind", key, "text is needed")
        return None

    def is_true(self, key: str) -> bool:
        """Whether the value at a key is true; what is missing is not told, and so starts nothing."""
        value = self.body.get(key)
        if value is not None and not isinstance(value, bool):
            self.note("wrong_kind", key, "true or false is needed")
        return value is True

    def reference(self, *keys: str) -> str | None:
        """Return the UUID at the first of the keys that has one."""
        value = self.text(*keys)
        if value is None:
            return None
        if not _UUID.fullmatch(value.lower()):
            self.note("unusable_reference", keys[0], "a UUID is needed, and no other reference is repeated")
            return None
        return value.lower()

    def when(self, *keys: str) -> When | None:
        """Return the date, or the date-time with an offset, at the first of the keys that has one."""
        for key in keys:
            value = self.body.get(key)
            if value is None or value == "":
                continue
            try:
                return parse_when(value, key)
            except InvalidFact:
                self.note("unusable_date", key, "a date, or a date-time with an offset, is needed")
        return None


def safe_code(value: str | None) -> str | None:
    """Return a result code or the id of a definition, in lower case; None for any other text.

    >>> safe_code("4027"), safe_code("Jo Bloggs")
    ('4027', None)
    """
    text = (value or "").lower()
    return text if _CODE.fullmatch(text) or _UUID.fullmatch(text) else None
