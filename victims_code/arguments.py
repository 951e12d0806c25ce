"""What a call is given: each argument is of the kind that is needed, or refused by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from attrs import Attribute

from victims_code.errors import InvalidFact

_Kind = TypeVar("_Kind")

_AS_WORDS = {
    "str": "text",
    "bytes": "bytes",
    "Mapping": "a dictionary",
    "frozenset": "a frozenset",
    "PathLike": "a path",
}


def need(name: str, value: object, *kinds: type) -> None:
    """Refuse an argument that is of none of the kinds; where None may stand, the caller leaves it out.

    :raises InvalidFact: with the name of the argument and what is needed.

    >>> need("text", 7, str)
    Traceback (most recent call last):
    victims_code.errors.InvalidFact: text: text is needed, not int
    """
    if not isinstance(value, kinds):
        words = " or ".join(_AS_WORDS.get(kind.__name__) or _with_article(kind.__name__) for kind in kinds)
        msg = f"{name}: {words} is needed, not {type(value).__name__}"
        raise InvalidFact(msg)


def of_kind(*kinds: type) -> Callable[[object, Attribute[Any], object], None]:
    """Return the validator of a field that is of one of the kinds.

    >>> from attrs import field, frozen
    >>> @frozen
    ... class Contact:
    ...     by: str = field(validator=of_kind(str))
    >>> Contact(7)
    Traceback (most recent call last):
    victims_code.errors.InvalidFact: by: text is needed, not int
    """

    def check(_: object, field: Attribute[Any], value: object) -> None:
        need(field.name, value, *kinds)

    return check


def as_text(value: object) -> str:
    """Return a text as it is, and an empty one for anything else: what is no text names nothing.

    >>> as_text("police"), as_text([])
    ('police', '')
    """
    return value if isinstance(value, str) else ""


def each_of(name: str, values: Iterable[_Kind], kind: type[_Kind]) -> tuple[_Kind, ...]:
    """Return the values of a list, or of whatever can be gone through, each of which is of one kind.

    What going through them raises is the caller's own, and comes out as it is.

    :raises InvalidFact: where they are no list, or one of them is of another kind.

    >>> each_of("names", ["a", 7], str)
    Traceback (most recent call last):
    victims_code.errors.InvalidFact: names[1]: text is needed, not int
    """
    given: object = values
    if not isinstance(given, Iterable) or isinstance(given, str | bytes | Mapping):
        msg = f"{name}: a list is needed, not {type(given).__name__}"
        raise InvalidFact(msg)
    found = tuple(values)
    for index, value in enumerate(found):
        need(f"{name}[{index}]", value, kind)
    return found


def _with_article(name: str) -> str:
    return f"{'an' if name[0] in 'AEIOU' else 'a'} {name}"
