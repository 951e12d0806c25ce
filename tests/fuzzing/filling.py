"""A megabyte of something: what hostile inputs are made of."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from tests.fuzzing.measuring import MEGABYTE


def filled(item: Callable[[int], bytes | str], before: str = "", after: str = "", size: int = MEGABYTE) -> bytes:
    """Return items, numbered from nought, until there is a megabyte of them, between what begins and what ends it."""
    parts, length = [before.encode()], len(before) + len(after)
    for number in count():
        made = item(number)
        part = made if isinstance(made, bytes) else made.encode("utf-8", "surrogatepass")
        length += len(part)
        if length > size and number:
            break
        parts.append(part)
    return b"".join((*parts, after.encode()))


def again(item: str, before: str = "", after: str = "") -> bytes:
    """Return one item as often as a megabyte holds it."""
    return (before + item * max(1, (MEGABYTE - len(before) - len(after)) // len(item.encode())) + after).encode()


def listed(item: str, before: str = "", after: str = "") -> bytes:
    return again(item + ",", f"{before}[", f"{item}]{after}")


def nested(inner: str, times: int = 30) -> str:
    return '{"a":' * times + inner + "}" * times
