"""The licences of what a host installs: ``python -m tests.supply.licences WHEEL`` lists them, and refuses some.

The core, and the core with each extra, is installed into an environment of its own under ``build/supply``. The core may
bring no GPL, LGPL or AGPL; an extra only what ``licences.toml`` names, with the reason.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
import venv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
BUILD: Final = ROOT / "build" / "supply"

#: The name of the core's own environment.
CORE: Final = "core"

#: Extras that no host installs.
MAINTAINERS: Final = {"dev", "docs", "mutants"}

#: The licences that ask more of a host than to be named. None is a word of any other licence.
COPYLEFT: Final = re.compile(r"GPL|general public licen[sc]e", re.IGNORECASE)

#: The fields of pip-licenses that may say which licence it is. Each counts, for a package may contradict itself.
FIELDS: Final = ("License-Expression", "License-Metadata", "License-Classifier")


def main(wheel: str) -> int:
    """List the licences of the core and of each extra; 1 if one is refused."""
    tolerated = tomllib.loads((Path(__file__).parent / "licences.toml").read_text(encoding="utf-8"))
    faults: list[str] = []
    for name in (CORE, *extras()):
        packages = licences(environment(name, wheel))
        sys.stdout.write(f"\n{name if name == CORE else f'with the extra {name}'}\n")
        sys.stdout.writelines(f"  {each['Name']} {each['Version']}: {licence(each)}\n" for each in packages)
        faults += refused(name, packages, tolerated.get(name, {}))
    sys.stdout.write("\n")
    sys.stdout.writelines(f"{fault}\n" for fault in faults)
    if not faults:
        named = sum(len(packages) for packages in tolerated.values())
        sys.stdout.write(f"No GPL, LGPL or AGPL in the core, and {named} in extras, each named with its reason.\n")
    return 1 if faults else 0


def extras() -> list[str]:
    """Return the extras that a host may install, as pyproject.toml advertises them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return sorted(set(project["optional-dependencies"]) - MAINTAINERS)


def environment(name: str, wheel: str) -> Path:
    """Make an environment that holds the wheel, with the extra `name`, and nothing else; return its Python."""
    folder = BUILD / name
    venv.EnvBuilder(clear=True, with_pip=False, symlinks=True).create(folder)
    python = folder / "bin" / "python"
    wanted = wheel if name == CORE else f"{wheel}[{name}]"
    _run(sys.executable, "-m", "pip", "--python", str(python), "install", "-qq", "--no-compile", wanted)
    return python


def licences(python: Path) -> list[dict[str, str]]:
    """Return what pip-licenses says of each package that a Python has."""
    listed = _run(
        sys.executable, "-m", "piplicenses", "--python", str(python), "--from=all", "--with-system", "--format=json"
    )
    packages: list[dict[str, str]] = json.loads(listed)
    return packages


def licence(package: Mapping[str, str]) -> str:
    """Return all that a package says of its licence, each once, or nothing.

    >>> licence({"License-Expression": "MIT", "License-Metadata": "UNKNOWN", "License-Classifier": "MIT"})
    'MIT'
    """
    said = [text for field in FIELDS if (text := package.get(field, "UNKNOWN")) != "UNKNOWN"]
    return ", ".join(dict.fromkeys(said))


def refused(name: str, packages: Sequence[Mapping[str, str]], tolerated: Mapping[str, str]) -> Iterator[str]:
    """Yield why packages of an environment are refused, and what is tolerated there without need."""
    needed = set()
    for package in packages:
        said = licence(package)
        if not said:
            yield f"{name}: {package['Name']} does not say its licence; find it out, or do without the package"
        elif COPYLEFT.search(said):
            needed.add(package["Name"].lower())
            if package["Name"].lower() not in tolerated:
                yield f"{name}: {package['Name']} is under {said}; do without it, or name it in licences.toml and why"
    for package_name in sorted(set(tolerated) - needed):
        yield f"{name}: licences.toml tolerates {package_name} without need; take the line out"


def _run(*words: str) -> str:
    return subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603 - the Makefile's own tools


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
