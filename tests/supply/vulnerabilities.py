"""Known vulnerabilities of what a host installs: ``python -m tests.supply.vulnerabilities`` asks PyPI's advisories.

It reads the environments that ``make licences`` made. A vulnerability fails. Where the service cannot be reached, or
does not know the packages, that is said and nothing fails: then nothing was checked.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

BUILD: Final = Path(__file__).resolve().parents[2] / "build" / "supply"

#: How pip-audit says that it could not reach the service.
UNREACHABLE: Final = re.compile(r"connect|time(d )?out|resolve|proxy", re.IGNORECASE)

#: The library itself, which need not be on PyPI to be checked.
OURS: Final = "victims-code"


def main() -> int:
    """Ask for every package of every environment at once; 1 if a vulnerability is known."""
    folders = sorted(BUILD.glob("*/lib/python*/site-packages"))
    paths = [word for folder in folders if folder.parents[2].name != "tools" for word in ("--path", str(folder))]
    asked = subprocess.run(  # noqa: S603 - a tool that the Makefile installed
        [sys.executable, "-m", "pip_audit", "--progress-spinner=off", "--timeout=15", "--format=json", *paths],
        check=False,
        capture_output=True,
        text=True,
    )
    is_failed, lines = judged(asked.stdout, asked.stderr)
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return int(is_failed)


def judged(output: str, errors: str) -> tuple[bool, list[str]]:
    """Return whether a vulnerability is known, and what to say, from what pip-audit wrote."""
    try:
        packages: Sequence[Mapping[str, Any]] = json.loads(output)["dependencies"]
    except (json.JSONDecodeError, KeyError):
        last = (errors.strip().splitlines() or ["nothing"])[-1]
        if UNREACHABLE.search(last):
            return False, ["NOT CHECKED: the advisory service cannot be reached from here"]
        return True, [f"pip-audit failed; the last that it said: {last}"]
    found = [
        f"{each['name']} {each['version']}: {fault['id']}, mended in {', '.join(fault['fix_versions']) or 'no version'}"
        for each in packages
        for fault in each.get("vulns", ())
    ]
    passed_over = sorted(each["name"] for each in packages if "skip_reason" in each and each["name"] != OURS)
    checked = sum("vulns" in each for each in packages)
    if not checked:
        return False, ["NOT CHECKED: the index that can be reached from here gives no advisories"]
    lines = [f"{checked} packages checked, {len(found)} known vulnerabilities", *found]
    if passed_over:
        lines.append(f"not known to the service, so not checked: {', '.join(passed_over)}")
    return bool(found), lines


if __name__ == "__main__":
    sys.exit(main())
