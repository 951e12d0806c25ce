"""The wheel and the sdist: ``python -m tests.supply.building`` builds both into ``dist`` and proves what they are.

They hold what they should and nothing else, and whoever builds them again gets the same bytes: in another folder, under
another umask and in another time zone. Files carry the time of the last commit.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
DIST: Final = ROOT / "dist"

#: The time of the files where there is no commit to ask: the one that hatchling takes by itself.
NO_COMMIT: Final = "1580601600"

#: Under which umask and in which time zone it is built, and built again.
FIRST: Final = (0o022, "Europe/London")
AGAIN: Final = (0o077, "Asia/Tokyo")

#: What the wheel holds beside the package.
METADATA: Final = {"METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE", "licenses/NOTICE"}

#: What the package must hold, whatever else it does.
NEEDED: Final = {"victims_code/py.typed", "victims_code/calendars/data/projected.toml", "victims_code/events.toml"}


def main() -> int:
    """Build, prove, and say what was found; 1 if anything is not as it should be."""
    when = _git("log", "-1", "--format=%ct").strip() or NO_COMMIT
    DIST.mkdir(exist_ok=True)
    for old in DIST.glob("victims_code-*"):
        old.unlink()
    built = build(ROOT, DIST, when, *FIRST)
    again = _built_again(when)
    faults = contents(DIST)
    faults += [
        f"{name}: built again it has other bytes"
        for name in sorted({*built, *again})
        if built.get(name) != again.get(name)
    ]
    for name, digest in built.items():
        sys.stdout.write(f"{digest}  dist/{name}\n")
    if _git("status", "--porcelain"):
        sys.stdout.write("The checkout is not as it was committed; so neither is what was built from it.\n")
    sys.stdout.writelines(f"{fault}\n" for fault in faults)
    if not faults:
        sys.stdout.write("Built again in another folder, under another umask and time zone: the same bytes.\n")
    return 1 if faults else 0


def build(source: Path, into: Path, when: str, umask: int, zone: str) -> dict[str, str]:
    """Build the sdist, and the wheel from it; return the SHA-256 of each by its name."""
    done = subprocess.run(  # noqa: S603 - this interpreter, a tool that the Makefile installed
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", into, source],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "SOURCE_DATE_EPOCH": when, "TZ": zone},
        umask=umask,
    )
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(into.glob("victims_code-*"))}


def _built_again(when: str) -> dict[str, str]:
    """Build both from the sdist once more, elsewhere; return the SHA-256 of each by its name."""
    umask, zone = AGAIN
    (sdist,) = DIST.glob("*.tar.gz")
    with TemporaryDirectory(prefix="built-again-") as scratch, tarfile.open(sdist) as files:
        files.extractall(scratch, filter="data")
        source = Path(scratch) / sdist.name.removesuffix(".tar.gz")
        for file in source.rglob("*"):
            file.chmod((0o777 if file.is_dir() else 0o666) & ~umask)
        return build(source, Path(scratch) / "built", when, umask, zone)


def contents(folder: Path) -> list[str]:
    """Return what the wheel and the sdist of a folder hold or lack by mistake."""
    (sdist,), (wheel,) = folder.glob("*.tar.gz"), folder.glob("*.whl")
    with tarfile.open(sdist) as files:
        in_sdist = {str(PurePosixPath(*PurePosixPath(name).parts[1:])) for name in files.getnames()}
    with zipfile.ZipFile(wheel) as files_of_wheel:
        in_wheel = set(files_of_wheel.namelist())
    faults = wheel_faults(in_wheel, in_sdist)
    if committed := {name for name in _git("ls-files", "-z").split("\0") if name}:
        expected = {name for name in committed if not name.startswith((".ci/", ".github/"))} | {"PKG-INFO"}
        faults += [f"{sdist.name}: {name} is in it, and not in the last commit" for name in sorted(in_sdist - expected)]
        faults += [f"{sdist.name}: {name} is not in it" for name in sorted(expected - in_sdist)]
    return faults


def wheel_faults(in_wheel: Iterable[str], in_sdist: Iterable[str]) -> list[str]:
    """Return what a wheel holds or lacks by mistake, told by the files of the sdist that it was built from."""
    package = {name for name in in_sdist if name.startswith("victims_code/")}
    cases = {name for name in in_sdist if name.startswith("examples/cases/")}
    expected = package | {name.replace("examples/cases/", "victims_code/example_cases/", 1) for name in cases} | NEEDED
    held = set()
    for name in in_wheel:
        folder, _, rest = name.partition("/")
        held.add(rest if folder.endswith(".dist-info") else name)
    expected |= METADATA
    return [
        *(f"the wheel holds {name}, which is no part of the package" for name in sorted(held - expected)),
        *(f"the wheel lacks {name}" for name in sorted(expected - held)),
    ]


def _git(*words: str) -> str:
    """Return what git says of this checkout, or nothing where there is no git or no checkout."""
    try:
        return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True).stdout  # noqa: S603, S607 - git, where it is
    except (OSError, subprocess.CalledProcessError):
        return ""


if __name__ == "__main__":
    sys.exit(main())
