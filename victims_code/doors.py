"""The doors of a package: each of its rooms opens when one of its names is first asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module


def doors(
    package: str, rooms: Mapping[str, Iterable[str]], public: Iterable[str]
) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """Return the ``__getattr__`` and the ``__dir__`` of a package: `rooms` says which of its modules holds which names.

    >>> ask, _ = doors("victims_code", {"rights": ["Right"]}, ["Right"])
    >>> ask("Right")
    <enum 'Right'>
    """
    room_of = {name: room for room, names in rooms.items() for name in names}

    def open_room(name: str) -> object:
        """Open the room that holds `name`, and keep the name for the next time."""
        if name not in room_of:
            msg = f"module {package!r} has no attribute {name!r}"
            raise AttributeError(msg)
        found: object = getattr(import_module(f"{package}.{room_of[name]}"), name)
        setattr(sys.modules[package], name, found)
        return found

    def names() -> list[str]:
        """List every public name, loaded or not."""
        return sorted(public)

    return open_room, names
