"""The level of layers: local standards beside the Code, whose targets move no due date and are never a breach."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from tests.vectors.argued import none
from tests.vectors.making import GOLDEN, HERE, Document, case, slug, toml, vector, victim, whole

EXAMPLES: Final = HERE.parents[1] / "examples" / "layers"

#: What the golden table calls by another name than an answer.
NAMES: Final = {"target": "target_status", "layer": "target_layer"}


def layers() -> Iterator[Document]:
    """Walk the vectors of this level: the golden cases of local standards, by day."""
    authorities = toml(HERE / "authorities.toml")["layers"]
    tables = (GOLDEN / "layers" / "local_standards.toml", HERE / "argued" / "layers.toml")
    for told, argument in (each for table in tables for each in whole(toml(table)["case"])):
        rule = told["obligation"].split("/")[1]
        for answer in told["answers"]:
            yield _vector({**told, "argument": argument}, answer, authorities.get(rule, authorities["others"]))


def _vector(told: dict[str, Any], answer: dict[str, Any], authority: str) -> Document:
    found = {NAMES.get(key, key): none(value) for key, value in answer.items() if key != "on"}
    return vector(
        f"layers/{slug(told['name'])}/{answer['on']}",
        (case(*told["events"], victims=[victim(told["victim"])]), answer["on"]),
        expected={"obligations": {told["obligation"]: found}},
        authority=authority,
        argument=told["argument"],
        layers=[_text(number, layer) for number, layer in enumerate(told["layers"], start=1)],
    )


def _text(number: int, told: str | list[dict[str, str]]) -> str:
    """Return the TOML of a layer: an example of the library, or one that sets these targets."""
    if isinstance(told, str):
        lines = (EXAMPLES / f"{told}.toml").read_text(encoding="utf-8").splitlines()
        return "\n".join(line for line in lines if line and not line.startswith("#"))
    head = [f'name = "layer-{number}"', 'title = "Standards of an invented force"', 'code = "2020"']
    for target in told:
        head += ["[[target]]", *(f'{key} = "{value}"' for key, value in target.items())]
    return "\n".join(head)
