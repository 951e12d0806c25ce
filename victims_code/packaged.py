"""The data files of the package, read without the machinery that would double the time of importing it."""

from __future__ import annotations

import os
from importlib.util import find_spec
from typing import Any, Final

from victims_code.errors import VictimsCodeError

#: The folder of the package, also where it lies in a zip file.
FOLDER: Final = os.path.dirname(__file__)  # noqa: PTH120 - pathlib is a third of the price of the whole import


def packaged_text(*path: str) -> str:
    """Return the text of a data file, by its path within the package.

    :raises VictimsCodeError: when the package has no such file.

    >>> packaged_text("rulebook", "data", "2020", "right-06.toml").splitlines()[0]
    '# Right 6: To be provided with information about the investigation and prosecution.'
    """
    spec = find_spec("victims_code")
    loader: Any = None if spec is None else spec.loader
    try:
        data: bytes = loader.get_data(os.path.join(FOLDER, *path))  # noqa: PTH118 - as above
    except (AttributeError, OSError):
        msg = f"the package has no file {'/'.join(path)}; install it again"
        raise VictimsCodeError(msg) from None
    return data.decode("utf-8")


def packaged_toml(*path: str) -> dict[str, Any]:
    """Return the tables of a TOML file, by its path within the package.

    :raises VictimsCodeError: when the package has no such file.
    """
    import tomllib  # only when a first file is read

    return tomllib.loads(packaged_text(*path))
