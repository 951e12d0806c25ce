"""Values: what nothing changes once it is made. The mapping that cannot change, and the base of classes made by hand.

A value can be shared between threads, kept in a set, and asked again years later: it still says what it said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn, Self, TypeVar

from attrs import Attribute
from attrs.exceptions import FrozenInstanceError

from victims_code.errors import InvalidFact

_Key = TypeVar("_Key")
_Item = TypeVar("_Item")


class Value:
    """The base of a class that makes its own attributes and is a value: none is assigned or deleted afterwards.

    It says itself what makes two of it equal. A copy of it is the value itself.
    """

    __slots__ = ()

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise FrozenInstanceError

    def __delattr__(self, name: str) -> NoReturn:
        raise FrozenInstanceError

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self


class FrozenMapping(dict[_Key, _Item]):
    """A mapping that cannot change. It equals any dictionary with the same items, and is read as fast as one.

    It hashes where its values do, in whatever order they stand. ``dict(mapping)`` gives a copy that one may change.

    :raises TypeError: by every method that would change it.

    >>> limits = FrozenMapping({"standard": 5, "enhanced": 1})
    >>> limits == {"enhanced": 1, "standard": 5}, limits["standard"]
    (True, 5)
    >>> limits.clear()
    Traceback (most recent call last):
    TypeError: this mapping cannot change; dict(...) gives a copy of it that can
    """

    __slots__ = ()

    def __new__(cls, items: Mapping[_Key, _Item] | Iterable[tuple[_Key, _Item]] = ()) -> Self:
        """Hold `items` in their order; the values are kept as they are: `frozen_mapping` freezes those too."""
        made = super().__new__(cls)
        dict.update(made, items)
        return made

    def __init__(self, items: Mapping[_Key, _Item] | Iterable[tuple[_Key, _Item]] = ()) -> None:
        """Hold nothing more: called again on a mapping that was made, it changes nothing."""

    def _refuse(self, *_given: object, **_named: object) -> NoReturn:
        msg = "this mapping cannot change; dict(...) gives a copy of it that can"
        raise TypeError(msg)

    if not TYPE_CHECKING:  # pragma: no branch # to a type checker they are the dictionary's own
        __setitem__ = __delitem__ = __ior__ = clear = pop = popitem = setdefault = update = _refuse

    def __hash__(self) -> int:  # type: ignore[override] # a dictionary has none, since it changes
        return hash(frozenset(self.items()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({super().__repr__()})"

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (dict(self),)


def frozen_mapping(items: Mapping[_Key, Any]) -> FrozenMapping[_Key, Any]:
    """Return a mapping as one that cannot change, nor anything inside it.

    >>> frozen_mapping({"days": [1, 2]})["days"]
    (1, 2)
    """
    if isinstance(items, FrozenMapping):
        return items
    return FrozenMapping({key: frozen_value(item) for key, item in dict(items).items()})


def frozen_value(value: object) -> object:
    """Return a plain value as one that cannot change: mappings, lists, sets and bytes, all the way down.

    >>> frozen_value([{"a"}, bytearray(b"b")])
    (frozenset({'a'}), b'b')
    """
    if isinstance(value, Mapping):
        return frozen_mapping(value)
    if isinstance(value, list | tuple):
        return tuple(frozen_value(item) for item in value)
    if isinstance(value, AbstractSet):
        return frozenset(frozen_value(item) for item in value)
    return bytes(value) if isinstance(value, bytearray) else value


def frozen_mappings(_made: type, fields: list[Attribute[Any]]) -> list[Attribute[Any]]:
    """Make every field of an attrs class that is a mapping one that cannot change; give it as `field_transformer`.

    :raises InvalidFact: by the class, when such a field is given anything else.

    >>> from attrs import frozen
    >>> @frozen(field_transformer=frozen_mappings)
    ... class Loans:
    ...     by_reader: Mapping[str, int]
    >>> Loans({"R1": 2})
    Loans(by_reader=FrozenMapping({'R1': 2}))
    """
    return [
        field.evolve(converter=partial(_frozen_field, field.name)) if str(field.type).startswith("Mapping[") else field
        for field in fields
    ]


def _frozen_field(name: str, value: object) -> FrozenMapping[Any, Any]:
    if not isinstance(value, Mapping):
        msg = f"{name}: a dictionary is needed, not {type(value).__name__}"
        raise InvalidFact(msg)
    return frozen_mapping(value)
