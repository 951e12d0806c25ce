"""Ask pyright what a host sees: ``python -m tests.typing.public_types FOLDER``. Needs node and npm.

It installs pyright, and the library as a host does, into FOLDER. It fails where a public name has no known type, and
where a slip of `tests/typing/test_slips.py` is not refused or what is right is.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from tests.npm import node_with

#: What is installed: the version that was tried.
PYRIGHT: Final = "pyright@1.1.414"

ROOT: Final = Path(__file__).resolve().parents[2]


def main(folder: Path) -> int:
    """Install both, and run pyright twice; return 1 where it finds something."""
    folder = folder.resolve()
    node = node_with(PYRIGHT, folder)
    if node is None:
        return 2
    _run(sys.executable, "-m", "venv", "--clear", folder / "host")
    _run(folder / "host" / "bin" / "python", "-m", "pip", "install", "-qq", f"{ROOT}[feeds,ics,testing]")
    # It looks for an installed package where the Python that comes first on the path keeps them, and nowhere else.
    host = {**os.environ, "PATH": f"{folder / 'host' / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    pyright = (node, folder / "node_modules" / "pyright" / "index.js")
    verified = _run(*pyright, "--verifytypes", "victims_code", "--ignoreexternal", folder=folder, environment=host)
    slips = _run(*pyright, "-p", Path(__file__).parent / "pyrightconfig.json", folder=folder, environment=host)
    return max(verified, slips)


def _run(*command: object, folder: Path = ROOT, environment: dict[str, str] | None = None) -> int:
    """Run a command, and return its exit code; where it is an installer, it must succeed."""
    done = subprocess.run([str(each) for each in command], cwd=folder, env=environment, check=environment is None)  # noqa: S603 - commands written above
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
