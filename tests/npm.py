"""What is installed from npm for a check that only runs there: into a folder, by the version that was tried."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path


def node_with(package: str, folder: Path) -> str | None:
    """Install a package into a folder, and return where node is; None, and a line of why, where there is no node."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        sys.stderr.write("node and npm are needed: https://nodejs.org\n")
        return None
    folder.mkdir(parents=True, exist_ok=True)
    install = [npm, "install", "--silent", "--no-fund", "--no-audit", "--prefix", str(folder), package]
    subprocess.run(install, check=True)  # noqa: S603 - npm, with the name of a package that a check wrote
    return node
