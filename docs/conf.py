"""How Sphinx builds the documentation: pages in Markdown, the API from docstrings, the rules from their data."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import victims_code

HERE = Path(__file__).parent

# The page of rules is written from the rulebook before the pages are read, so that it can never disagree with it.
if (HERE / "generate_rules.py").is_file():
    runpy.run_path(str(HERE / "generate_rules.py"), run_name="__main__")

# A name that can be imported but is not described would be a promise that nobody can read.
described = re.findall(
    r"^[.][.] auto\w+:: victims_code[.](\w+)$", (HERE / "api.md").read_text(encoding="utf-8"), re.MULTILINE
)
if undescribed := sorted(set(victims_code.__all__) - {"__version__", *described}):
    raise SystemExit(f"docs/api.md does not describe {', '.join(undescribed)}; add each to the room it belongs to")

project = "victims_code"
author = "the victims_code authors"
copyright = f"2026 {author}"  # noqa: A001 - the name that Sphinx reads
release = version = victims_code.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
language = "en_GB"
exclude_patterns = ["_build"]
default_role = "code"

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_class_signature = "mixed"

html_theme = "furo"
html_title = f"victims_code {release}"
