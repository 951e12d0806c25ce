"""How Sphinx builds the documentation: pages in Markdown, the API from docstrings, the rules from their data."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util import logging

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
    raise SystemExit(f"docs/api.md does not describe {', '.join(undescribed)}; add each to the part it belongs to")

project = "victims_code"
author = "the victims_code authors"
copyright = f"2026 {author}"  # noqa: A001 - the name that Sphinx reads
release = version = victims_code.__version__

# No sphinx.ext.napoleon: it takes the words before a colon, in the description of an attribute, for its type.
extensions = ["myst_parser", "sphinx.ext.autodoc"]
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

#: The fields that our docstrings write, as a reader sees them.
FIELDS = ("Raises",)


def refuse_misread_fields(_app: Sphinx, tree: nodes.document) -> None:
    """Warn, which fails the build, of a field that no docstring writes: part of a sentence was read as one."""
    for field in tree.findall(nodes.field_name):
        described = field.parent
        while described is not None and not isinstance(described, addnodes.desc):
            described = described.parent
        if described is not None and field.astext() not in FIELDS:
            name = described[0].astext()
            LOGGER.warning("%s: part of its description is read as the field %r", name, field.astext())


LOGGER = logging.getLogger(__name__)


def setup(app: Sphinx) -> None:
    """Check each page once it is read."""
    app.connect("doctree-read", refuse_misread_fields)
