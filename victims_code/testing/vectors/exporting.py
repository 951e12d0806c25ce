"""Exporting: the vectors and the schemas as files, for a team that tests a system in another language."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import Final

from victims_code.arguments import need
from victims_code.errors import InvalidInput, Problem
from victims_code.interchange import ASSESSMENT_SCHEMA, CASE_SCHEMA, schema, write_json
from victims_code.packaged import packaged_text
from victims_code.testing.vectors.loading import DATA, file_of
from victims_code.testing.vectors.model import VECTORS_SCHEMA, Level

#: The schemas of what a team reads and of what it writes.
_SCHEMAS: Final = (VECTORS_SCHEMA, CASE_SCHEMA, ASSESSMENT_SCHEMA)

_MEND: Final = "give another folder"


def export_vectors(folder: str | Path) -> tuple[Path, ...]:
    """Write the vectors of the package and their schemas into a folder, which is made if need be; return the paths.

    The vectors of a version lie in a folder of its number, ``vectors/1``, and the schemas in ``schemas``. A file that
    is there already is left as it is if it is the same.

    :raises InvalidInput: when another file lies where one would be written; then none is written.
    """
    need("folder", folder, str, PathLike)
    try:
        wanted = {Path(folder, *path): text.encode() for path, text in _texts().items()}
        taken = [path for path, data in wanted.items() if path.exists() and path.read_bytes() != data]
        for path, data in () if taken else wanted.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    except OSError as error:
        what = f"cannot be written: {error.strerror or type(error).__name__}"
        raise InvalidInput([Problem("", what, _MEND, str(error.filename or folder))]) from None
    except (TypeError, ValueError):  # a path that no file system can hold
        raise InvalidInput([Problem("DIR", "not the path of a folder", _MEND)]) from None
    if taken:
        raise InvalidInput(Problem("", "another file is there already", _MEND, str(path)) for path in taken)
    return tuple(wanted)


def _texts() -> dict[tuple[str, ...], str]:
    """Return what is written, by the path within the folder."""
    found: dict[tuple[str, ...], str] = {}
    for level in Level:
        found["vectors", DATA[-1], file_of(level)] = packaged_text(*DATA, file_of(level))
    for name in _SCHEMAS:
        _, kind, version = name.split("/")
        found["schemas", f"{kind}-{version}.json"] = f"{write_json(schema(name), indent=2)}\n"
    return found
