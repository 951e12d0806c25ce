"""The bill of materials: ``python -m tests.supply.materials`` writes ``build/sbom.json`` of what the core installs.

cyclonedx-bom reads the environment that ``make licences`` made. The same versions give the same bytes.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
CORE: Final = ROOT / "build" / "supply" / "core"
FILE: Final = ROOT / "build" / "sbom.json"


def main() -> int:
    """Write the bill of materials, and say where it is."""
    python = CORE / "bin" / "python"
    asked = "from importlib.metadata import version; print(version('victims-code'), end='')"
    version = _run(str(python), "-c", asked)
    project = CORE / "pyproject.toml"
    project.write_text(with_version((ROOT / "pyproject.toml").read_text(encoding="utf-8"), version), encoding="utf-8")
    bill = _run(
        *(sys.executable, "-m", "cyclonedx_py", "environment", "--output-reproducible", "--mc-type=library"),
        *(f"--pyproject={project}", "--output-file=-", str(python)),
    )
    FILE.write_text(bill, encoding="utf-8")
    sys.stdout.write(f"What the core of {version} installs is in {FILE.relative_to(ROOT)}\n")
    return 0


def with_version(project: str, version: str) -> str:
    """Return a pyproject.toml that states its version, which the builder reads from the code: the tool cannot.

    >>> with_version('name = "a"\\ndynamic = ["version"]', "1.2")
    'name = "a"\\nversion = "1.2"'
    """
    return project.replace('dynamic = ["version"]', f'version = "{version}"')


def _run(*words: str) -> str:
    return subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603 - the Makefile's own tools


if __name__ == "__main__":
    sys.exit(main())
