"""The prompt board: a small web application that shows who is owed what under the Victims' Code, and by when."""

from __future__ import annotations
