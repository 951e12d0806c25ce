"""The command line: ``victims-code``, or ``python -m victims_code``."""

from __future__ import annotations

from victims_code.cli.main import main

__all__ = ["main"]
