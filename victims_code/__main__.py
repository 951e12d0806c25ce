"""``python -m victims_code``: the command line."""

from __future__ import annotations

import sys

from victims_code.cli import main

if __name__ == "__main__":
    sys.exit(main())
