"""What a receipt states of its grounds, held whole against the grounds of the answer that is made again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from victims_code.assessment import Assessment
from victims_code.receipts.digests import canonical
from victims_code.receipts.grounds import code_grounds, readings_grounds
from victims_code.receipts.moving import Axis, Moved
from victims_code.receipts.receipts import receipt_document

#: The axis on which a difference lies, by the part of the receipt.
_AXES: Final = {
    "asked": Axis.RECEIPT,
    "versions": Axis.RECEIPT,
    "facts": Axis.FACTS,
    "code": Axis.CODE,
    "duty_basis": Axis.DUTY_BASIS,
    "calendar": Axis.CALENDAR,
    "readings": Axis.READINGS,
    "layers": Axis.LAYERS,
}

#: The versions that are names: where they alone differ, a note says so.
_NAMES: Final = ("library", "calendar")


def readings_taken(made: Mapping[str, Any], answer: Assessment) -> dict[str, str]:
    """Return the choice taken of each reading that matters to an answer, or that a receipt's question asks for."""
    names = {*readings_grounds(answer)["taken"], *made["readings"]["chosen"]}
    return readings_grounds(answer, names)["taken"]


def stated_otherwise(
    made: Mapping[str, Any], answer: Assessment, pinned: Assessment, *, is_here: bool
) -> Iterator[Moved]:
    """Walk what a receipt states and its answer does not rest on, where neither the law nor the outcome is another.

    Every part of the receipt is compared, but for the names of versions. `pinned` is the answer under the readings
    that were taken. Which readings matter can turn on the library, the calendar and the rulebooks: only where the
    receipt was made with the same ones, `is_here`, must they be the same.
    """
    remade: dict[str, Any] = {**receipt_document(answer), "code": code_grounds(pinned)}
    remade["versions"] = {**remade["versions"], **{name: made["versions"][name] for name in _NAMES}}
    readings = answer.law.readings
    remade["readings"] = {
        "chosen": {
            name: choice
            for name, choice in made["readings"]["chosen"].items()
            if name in readings and choice in readings[name].choices
        },
        "taken": readings_taken(made, answer) if is_here else made["readings"]["taken"],
    }
    for part, axis in _AXES.items():
        if canonical(made[part]) != canonical(remade[part]):
            keys = made[part].keys() if isinstance(made[part], Mapping) else ()
            named = [f"{part}.{key}" for key in keys if canonical(made[part][key]) != canonical(remade[part].get(key))]
            what = f"what it states under {' and '.join(named) or part} is not what its answer rests on"
            yield Moved(axis, what)
