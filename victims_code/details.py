"""The details of an event: a mapping that nothing can change, and that keeps what it was given and could not read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Final, NoReturn

from victims_code.dates import at_its_offset
from victims_code.errors import InvalidFact
from victims_code.given import plain

#: The deepest nesting inside details: a case file, where they stand at the fourth level, is read down to 32.
DEEPEST: Final = 28

#: The largest number that every reader of JSON takes for the same one: they hold it as a double.
LARGEST_NUMBER: Final = 2**53 - 1

#: How much of a key an error repeats.
_SHOWN: Final = 60


class Details(Mapping[str, object]):
    """The details of an event: a mapping that cannot change, nor anything inside it.

    A number that cannot be read is None here, and what was given for it stands in `unread`. Two details are equal when
    both are.

    :raises InvalidFact: for a value that is no text, true or false, number, date or time, list or mapping, naming the
        key.

    >>> details = Details({"channel": "telephone", "tags": ["a", "b"]})
    >>> details["tags"], details.unread
    (('a', 'b'), <Details >)
    """

    __slots__ = ("_items", "_unread")
    _items: dict[str, object]
    _unread: dict[str, object]

    def __init__(self, items: Mapping[str, object] | None = None) -> None:
        """Copy `items`; lists become tuples and mappings become `Details`, all the way down."""
        _fill(self, {} if items is None else frozen_items(items), {})

    @property
    def unread(self) -> Details:
        """What was given for the keys that could not be read; nothing decides by it."""
        return made(self._unread, {}) if self._unread else NO_DETAILS

    @property
    def given(self) -> Mapping[str, object]:
        """What was given, by key: what was read, and what could not be. It is what a case file says."""
        return made({**self._items, **self._unread}, {}) if self._unread else self

    def __getitem__(self, key: str) -> object:
        """Return the value of a key."""
        return self._items[key]

    def __contains__(self, key: object) -> bool:
        """Whether a key is there; asked far too often for the mapping's own slow way."""
        return key in self._items

    def get(self, key: str, default: object = None) -> object:
        """Return the value of a key, or `default`, in one step."""
        return self._items.get(key, default)

    def __iter__(self) -> Iterator[str]:
        """Walk the keys in the order given."""
        return iter(self._items)

    def __len__(self) -> int:
        """Count the keys."""
        return len(self._items)

    def __eq__(self, other: object) -> bool:
        """Whether both hold the same, of the same types, and could not read the same; a plain mapping is all read."""
        if isinstance(other, Details):
            return self is other or (_same(self._items, other._items) and _same(self._unread, other._unread))
        if not isinstance(other, Mapping):
            return NotImplemented
        try:
            return not self._unread and _same(self._items, frozen_items(other))
        except InvalidFact:
            return False

    def __hash__(self) -> int:
        """Hash what is held."""
        return hash(frozenset(self._items.items()))

    def __repr__(self) -> str:
        """Return the keys only: a value may be personal."""
        return f"<Details {', '.join(self._items)}>"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        """Refuse: details never change."""
        msg = f"details cannot be changed; record an event_corrected, or make new ones ({name})"
        raise AttributeError(msg)

    def __delattr__(self, name: str) -> NoReturn:
        """Refuse: details never change."""
        self.__setattr__(name, None)

    def __copy__(self) -> Details:
        """Return itself: what cannot change needs no copy."""
        return self

    def __deepcopy__(self, _memo: object) -> Details:
        """Return itself: what cannot change needs no copy."""
        return self

    def __reduce__(self) -> tuple[object, ...]:
        """Travel between processes as what is held."""
        return made, (self._items, self._unread)


def _same(items: Mapping[str, object], others: Mapping[str, object]) -> bool:
    return items.keys() == others.keys() and all(_is_alike(value, others[key]) for key, value in items.items())


def _is_alike(value: object, other: object) -> bool:
    """Whether two values are written alike: to Python, but to no reader of JSON, true is 1."""
    if isinstance(value, tuple) and isinstance(other, tuple):
        return len(value) == len(other) and all(map(_is_alike, value, other))
    return type(value) is type(other) and value == other


def _fill(details: Details, items: dict[str, object], unread: dict[str, object]) -> None:
    object.__setattr__(details, "_items", items)
    object.__setattr__(details, "_unread", unread)


def made(items: dict[str, object], unread: dict[str, object]) -> Details:
    """Return details that hold values which are frozen already."""
    details = Details.__new__(Details)
    _fill(details, items, unread)
    return details


#: The details of an event that has none.
NO_DETAILS: Final = made({}, {})


def frozen_items(items: Mapping[str, object], where: str = "details", depth: int = 1) -> dict[str, object]:
    """Return a copy of a mapping with every value frozen.

    :raises InvalidFact: as `frozen_value` does, and for a key that is no text.
    """
    found = {}
    for key, value in items.items():
        if not isinstance(key, str):
            raise _refused(where, f"each key is a text, not {type(key).__name__}")
        found[_whole_text(key, where)] = frozen_value(value, f"{where}.{key}", depth)
    return found


def frozen_value(value: object, where: str, depth: int = 1) -> object:
    """Return a value that cannot change: lists become tuples, mappings `Details`, and NumPy's scalars Python's own.

    :raises InvalidFact: for anything that a case file could not hold, naming `where` it stands.

    >>> frozen_value({1, 2}, "details.tags")
    Traceback (most recent call last):
    victims_code.errors.InvalidFact: details.tags: a set cannot be kept; give text, true or false, a number, a date ...
    """
    value = plain(value)
    if isinstance(value, str):
        return _whole_text(value, where)
    if isinstance(value, int | float):
        return _finite(value, where)
    if isinstance(value, datetime) and value.tzinfo is not None:
        value = at_its_offset(value)
        if value is None:
            raise _refused(where, "a date-time whose zone gives no offset; give it with one, such as +01:00")
    return value if value is None or isinstance(value, date) else _frozen_holder(value, where, depth)


def _frozen_holder(value: object, where: str, depth: int) -> object:
    if depth > DEEPEST:
        raise _refused(where, f"nested deeper than {DEEPEST}; details need no more than a few levels")
    if isinstance(value, Details):
        return value.given
    if isinstance(value, Mapping):
        return made(frozen_items(value, where, depth + 1), {})
    if isinstance(value, list | tuple):
        return tuple(frozen_value(item, where, depth + 1) for item in value)
    what = f"a {type(value).__name__} cannot be kept"
    raise _refused(where, f"{what}; give text, true or false, a number, a date or time, a list or a mapping of these")


def _finite(value: float, where: str) -> float:
    if abs(value) <= LARGEST_NUMBER:
        return value
    raise _refused(where, f"a finite number up to {LARGEST_NUMBER} is needed; write a larger one as text")


def _whole_text(text: str, where: str) -> str:
    """Refuse half a character: no file could hold it."""
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise _refused(where, "holds half a character (a lone surrogate); write the character itself") from None
    return text


def _refused(where: str, what: str) -> InvalidFact:
    is_shown = where.isprintable() and len(where) <= _SHOWN and ": " not in where
    return InvalidFact(f"{where if is_shown else 'details'}: {what}")
