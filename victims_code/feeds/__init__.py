"""Ways in: the messages of other systems, read as events, with all that could not be mapped.

Each way opens when its reader is first asked for: who reads extracts needs no reader of XML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from victims_code.doors import doors

if TYPE_CHECKING:
    from victims_code.feeds.common_platform import read_common_platform
    from victims_code.feeds.extract_columns import ColumnMap, load_columns, read_columns
    from victims_code.feeds.extracts import read_extract
    from victims_code.feeds.hmpps import read_hmpps
    from victims_code.feeds.mappings import load_mapping
    from victims_code.feeds.merging import cases_of
    from victims_code.feeds.messages import Message, Unmapped
    from victims_code.feeds.spi import read_spi
    from victims_code.feeds.spi_court import suspect_reference

__all__ = [
    "ColumnMap", "Message", "Unmapped", "cases_of", "load_columns", "load_mapping", "read_columns",
    "read_common_platform", "read_extract", "read_hmpps", "read_spi", "suspect_reference",
]  # fmt: skip

#: Which part of the room holds which names.
_PARTS = {
    "common_platform": ("read_common_platform",),
    "extract_columns": ("ColumnMap", "load_columns", "read_columns"),
    "extracts": ("read_extract",),
    "hmpps": ("read_hmpps",),
    "mappings": ("load_mapping",),
    "merging": ("cases_of",),
    "messages": ("Message", "Unmapped"),
    "spi": ("read_spi",),
    "spi_court": ("suspect_reference",),
}

if not TYPE_CHECKING:  # pragma: no branch # a type checker sees the names above, and refuses any other
    __getattr__, __dir__ = doors(__name__, _PARTS, __all__)
