"""Laws of Enhanced Rights: they bring a service forward, and whether a victim has them is never guessed."""

from __future__ import annotations

from typing import Any, Final

from attrs import evolve

from victims_code.testing.laws.answers import breach_of, how_it_stands
from victims_code.testing.laws.rewriting import without_events
from victims_code.testing.laws.speaking import law
from victims_code.testing.laws.telling import broken, duties_told, on, waiting_duties
from victims_code.testing.questions import Question, System
from victims_code.victims import Role
from victims_code.vocabulary import Act

#: A person of whom every fact that gives Enhanced Rights is known not to be so.
_WITHOUT: Final[dict[str, Any]] = {
    "role": Role.PERSON,
    "born": None,
    "under_18_at_offence": False,
    "offence_categories": (),
    "persistently_targeted": False,
    "vulnerable": False,
    "intimidated": False,
}

#: Later than any due date.
_NEVER: Final = "never"


@law
def enhanced_is_never_later(system: System, question: Question) -> bool:
    """A victim with Enhanced Rights is served no later than one without: each due date is sooner, or the same.

    The case is asked of persons who are known to have none, and of the same persons intimidated; what determined their
    status is left out. What is missed by the later day was missed by the sooner, unless the victim had declined on the
    sooner day and opted back in before the later one: they were owed nothing sooner.

    :raises LawBroken: when a due date is later, or a breach is gone.
    """
    standard, enhanced = (_with(question, intimidated=fact) for fact in (False, True))
    later, sooner = (duties_told(asked, system(asked)) for asked in (standard, enhanced))
    spoke = False
    for name, duty in later.items():
        other, due = sooner.get(name, {}), duty.get("due_by")
        is_missed = breach_of(duty) == "yes"
        spoke |= is_missed or due is not None
        is_later = due is not None and str(other.get("due_by") or _NEVER) > str(due)
        is_gone = is_missed and breach_of(other) != "yes" and other.get("status") != "declined"
        if is_later or is_gone:
            law = "Enhanced Rights bring a service forward, and put none off."
            said = f"Of {name} the system said {on(question)}, for a victim without them: {how_it_stands(duty)}"
            raise broken(enhanced, law, said, f"for the same victim with them: {how_it_stands(other)}", duty=name)
    return spoke


@law
def unknown_rights_are_not_taken_for_none(system: System, question: Question) -> bool:
    """Where it is unknown whether a victim has Enhanced Rights, and that decides, the answer is undetermined.

    As in `enhanced_is_never_later`, with the same persons of whom that fact is unknown as a third. The due date is then
    the standard one, with the other as ``due_by_if_enhanced``. Where both say the same, the unknown fact does not
    matter. The law does not speak of a question that settles the unknown by a reading (``unassessed``), nor of a clock
    that waits for a receipt: it is no breach until the bound of its chain is past, and that is the later of the two.

    :raises LawBroken: when the answer takes a side, or a due date is another one.
    """
    if "unassessed" in question.readings:
        return False
    asked = _with(question, intimidated=None)
    ways = [_with(question, intimidated=fact) for fact in (False, True, None)]
    without, having, unknown = (duties_told(way, system(way)) for way in ways)
    spoke = False
    waiting = {duty.id for duty in waiting_duties(asked)}
    for name in (name for name in unknown if name in without and name in having and name not in waiting):
        one, other, doubtful = without[name], having[name], unknown[name]
        allowed = {breach_of(one), "undetermined"} if breach_of(one) == breach_of(other) else {"undetermined"}
        due, sooner = one.get("due_by"), other.get("due_by")
        spoke |= due != sooner or len(allowed) == 1
        is_wrong = breach_of(doubtful) not in {*allowed, None}
        is_wrong |= doubtful.get("due_by", due) != due
        is_wrong |= doubtful.get("due_by_if_enhanced", sooner if sooner != due else None) != (
            sooner if sooner != due else None
        )
        if is_wrong:
            law = "Unknown Enhanced Rights are not none, nor are they given: where they decide, it is undetermined."
            told = (("without them", one), ("with them", other), ("where it is unknown", doubtful))
            said = (f"for a victim {which}: {how_it_stands(duty)}" for which, duty in told)
            raise broken(asked, law, f"Of {name} the system said {on(question)}", *said, duty=name)
    return spoke


def _with(question: Question, *, intimidated: bool | None) -> Question:
    """Return the question of the same case, had its victims no Enhanced Rights but by being intimidated."""
    case = without_events(question.case, lambda event: event.act is Act.DETERMINE)
    victims = [evolve(victim, **{**_WITHOUT, "intimidated": intimidated}) for victim in case.victims]
    return evolve(question, case=evolve(case, victims=victims))
