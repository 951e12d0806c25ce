"""Reads the mutants that survive with an argument: each why no test can tell it from the code, or why none should."""

from __future__ import annotations

import tomllib
from pathlib import Path

SURVIVORS = Path(__file__).with_name("survivors.toml")


def argued() -> dict[tuple[str, str, str, str], str]:
    """Return the argument for each survivor, by its file, its function, and its changed lines before and after."""
    entries = tomllib.loads(SURVIVORS.read_text("utf-8"))["survivor"]
    return {(each["file"], each["function"], each["before"], each["after"]): each["argument"] for each in entries}
