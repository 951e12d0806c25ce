"""How Sphinx builds the documentation: pages in Markdown, the API from docstrings, the rules from their data."""

from __future__ import annotations

import runpy
from importlib.metadata import version as installed_version
from pathlib import Path

HERE = Path(__file__).parent

# The page of rules is written from the rulebook before the pages are read, so that it can never disagree with it.
if (HERE / "generate_rules.py").is_file():
    runpy.run_path(str(HERE / "generate_rules.py"), run_name="__main__")

project = "victims_code"
author = "the victims_code authors"
copyright = f"2026 {author}"  # noqa: A001 - the name that Sphinx reads
release = version = installed_version("victims-code")

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
