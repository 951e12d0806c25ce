"""Vectors that find out what no other does: mutants of the rule data, each by a case that is argued by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tests.vectors.argued import _vectors
from tests.vectors.making import HERE, Document, toml


def kill(level: str) -> Iterator[Document]:
    """Walk the vectors of a level."""
    for told in toml(HERE / "kill.toml")["case"]:
        if told["level"] == level:
            layers = [_layer(number, layer) for number, layer in enumerate(told.get("layers", ()), start=1)]
            for document in _vectors(f"{level}/{told['id']}", told, told["authority"]):
                yield {**document, "layers": layers}


def _layer(number: int, told: Mapping[str, Any]) -> str:
    """Return the TOML of a layer that wants the duties of some rules done within 24 hours."""
    head = [f'name = "layer-{number}"', 'title = "Standards of an invented force"', f'code = "{told["code"]}"']
    for rule in told["rules"]:
        head += ["[[target]]", f'rule = "{rule}"', 'within = "24 hours"']
    return "\n".join(head)
