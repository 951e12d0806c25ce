"""The law of local standards: a layer may ask for more than the Code does, and changes nothing that the Code says."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from attrs import evolve

from victims_code.rulebook import Layer, Unit, load_code, read_layer
from victims_code.testing.laws.answers import breach_of, hold_same, how_it_stands
from victims_code.testing.laws.speaking import law
from victims_code.testing.laws.telling import broken, duties_told, on
from victims_code.testing.questions import Question, System


@law
def a_layer_only_tightens(system: System, question: Question, *, layers: Sequence[Layer] = ()) -> bool:
    """A local standard takes no breach away, and moves no due date: it stands beside the Code.

    `layers` are laid over the Code; without them those of the question, and where it has none, one that wants within
    one Working Day whatever the Code wants within some. A local duty is no breach, and a target never falls after the
    due date of the Code.

    :raises LawBroken: when what the answer says of the Code differs, or a standard is no tighter.
    """
    laid = tuple(layers) or question.layers or (_within_a_day(),)
    plain, local = evolve(question, layers=()), evolve(question, layers=laid)
    without, within = system(plain), system(local)
    law = "A local standard may only tighten: it stands beside the Code, and changes nothing that the Code says."
    told = duties_told(plain, without)
    spoke = hold_same(
        law, local, without, within, asked="with local standards laid over the Code", but=_LOCAL, of=told.__contains__
    )
    for name, duty in duties_told(local, within).items():
        due, target = duty.get("due_by"), duty.get("target_by")
        is_late = due is not None and target is not None and str(target)[:10] > str(due)
        if is_late or (name not in told and breach_of(duty) not in ("no", None)):
            raise broken(
                local, law, f"Of {name} the system said {on(question)}: {how_it_stands(duty)}, target {target}."
            )
    return spoke


#: What an answer says of the standards themselves.
_LOCAL = {"target_by", "target_status", "target_layer", "why", "findings", "versions", "next_change_at"}


@cache
def _within_a_day() -> Layer:
    """Return the strictest layer there is in Working Days."""
    book = load_code()
    lines = ['name = "within-a-day"', 'title = "All within one Working Day"', f'code = "{book.name}"']
    for rule in book.rules:
        if rule.standard is not None and rule.standard.unit is Unit.WORKING_DAYS:
            lines += ["[[target]]", f'rule = "{rule.id}"', 'within = "1 working day"']
    return read_layer("\n".join(lines))
