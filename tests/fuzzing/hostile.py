"""Every reader with every hostile input of a megabyte that it is to meet.

Each is made when it is wanted. Those of a language go to every reader of it: what breaks one may break another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tests.fuzzing.filling import filled
from tests.fuzzing.hostile_documents import BY_READER
from tests.fuzzing.hostile_languages import BY_LANGUAGE, Make
from tests.fuzzing.readers import Reader, readers


def inputs() -> Iterator[tuple[str, str, Make]]:
    """Walk every reader with every input that it is to meet: their names, and how the input is made."""
    for name, reader in sorted(readers().items()):
        for shape, make in {**BY_LANGUAGE[reader.language], **_own(name, reader)}.items():
            yield name, shape, make


def _own(name: str, reader: Reader) -> Mapping[str, Make]:
    """Return the inputs for one reader: those written for it, and its own seeds again and again."""
    written = next((found for start, found in BY_READER.items() if name.startswith(start)), {})
    return {**written, "a seed a line": lambda: filled(lambda _: reader.seeds[0].replace(b"\n", b" ") + b"\n")}
