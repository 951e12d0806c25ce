"""Ask ajv, a validator in JavaScript, for its verdicts: ``python -m tests.interchange.ajv FOLDER``. Needs node and npm.

It installs ajv into FOLDER, and fails where ajv in its strict mode does not load a schema or comes to another verdict
than Python's ``jsonschema``.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from attrs import asdict

from tests.interchange.schema_samples import samples
from tests.npm import node_with
from victims_code.interchange import schema, schema_names

#: What is installed: the version that was tried.
AJV = "ajv@8.20.0"


def main(folder: Path) -> int:
    """Install ajv, write the samples, and run it; return its exit code."""
    node = node_with(AJV, folder)
    if node is None:
        return 2
    schemas = {name: schema(name) for name in schema_names()}
    asked = json.dumps({"schemas": schemas, "samples": [asdict(each) for each in samples()]})
    (folder / "asked.json").write_text(asked, encoding="utf-8")
    script = shutil.copy(Path(__file__).with_suffix(".mjs"), folder)
    return subprocess.run([node, script, folder / "asked.json"], check=False).returncode  # noqa: S603 - our own script


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
