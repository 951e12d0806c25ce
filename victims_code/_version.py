"""The version of the library, in its one place: the build and the receipts read it here."""

from __future__ import annotations

__version__ = "0.1.0"
