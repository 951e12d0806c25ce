"""Aims: what histories and cases are to be about, and what their steps can then be for."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache
from typing import Final, Self

from attrs import frozen

from victims_code.errors import InvalidFact, nearest
from victims_code.rulebook import Rule, load_code
from victims_code.testing.strategies.order import path
from victims_code.testing.strategies.steps import Answer, Goal
from victims_code.victims import OffenceCategory
from victims_code.vocabulary import REWRITES, code_vocabulary

#: What comes first of all, where its day is on record.
_OFFENCE: Final = "offence_committed"


@frozen
class Aim:
    """What a history is to be about. Nothing said of types or Rights is all of the Code's."""

    types: tuple[str, ...] = ()
    rights: frozenset[int] = frozenset()
    #: The categories that an offence may have.
    offences: tuple[OffenceCategory, ...] = tuple(OffenceCategory)

    @classmethod
    def at(cls, types: Collection[str] = (), rights: Collection[int] = (), offences: Collection[str] = ()) -> Self:
        """Return the aim at types of event, Rights and categories of offence.

        :raises InvalidFact: for an unknown type, Right or category, and where no duty of the Rights arises on a type.
        """
        for name in types:
            code_vocabulary().checked_type(name)
        known = {rule.right for rule in load_code().rules}
        for right in rights:
            if right not in known:
                msg = f"rights: no rule is of Right {right!r}; use one of {', '.join(map(str, sorted(known)))}"
                raise InvalidFact(msg)
        for category in offences:
            if category not in list(OffenceCategory):
                msg = f"offences: unknown category; {nearest(category, list(OffenceCategory))}"
                raise InvalidFact(msg)
        categories = tuple(each for each in OffenceCategory if not offences or each in offences)
        found = cls(tuple(types), frozenset(rights), categories)
        if types and rights and not any(found.duties_on(name) for name in types):
            msg = "rights: no duty of these Rights arises on one of the types"
            raise InvalidFact(msg)
        return found

    @property
    def plainest(self) -> str:
        """The plainest type on which a duty arises; where there is none, the plainest type."""
        return _plainest(self.types, self.rights)

    @property
    def begins_with_an_offence(self) -> bool:
        """Whether the day of the offence may be on record."""
        return not self.types or _OFFENCE in self.types

    def duties_on(self, name: str) -> tuple[Rule, ...]:
        """Return the rules whose duties arise on a type of event, and can be met by another event."""
        return _duties(name, self.rights)

    def met_by(self, rule: Rule) -> tuple[str, bool]:
        """Return the type of event that meets a rule's duty, one that is aimed at if there is; and if it names it."""
        meets = next((each for each in rule.met_by if each.type in self.types), rule.met_by[0])
        return meets.type, meets.names_trigger

    def goals(self) -> tuple[Goal, ...]:
        """Return what a step can be for, the plainest first: a type of event, or an answer to what has happened.

        What rests on a type follows it, so that a step shrinks to the one among those that it rests on that is needed.
        A third of the goals are answers.
        """
        return _goals(self.types, self.rights)


#: All that the Code has.
ANYTHING: Final = Aim()


@cache
def _duties(name: str, rights: frozenset[int]) -> tuple[Rule, ...]:
    return tuple(
        rule
        for rule in load_code().rules
        if name in rule.arises_on and rule.met_by and (not rights or rule.right in rights)
    )


@cache
def _goals(types: tuple[str, ...], rights: frozenset[int]) -> tuple[Goal, ...]:
    names: Iterable[str] = types or code_vocabulary()
    if rights and not types:
        names = (name for name in names if _duties(name, rights))
    found = sorted(names, key=_way)
    answers = [Answer(back) for back in (0, 0, 1, 2)]
    return (*found, *answers * max(1, len(found) // (2 * len(answers))))


@cache
def _plainest(types: tuple[str, ...], rights: frozenset[int]) -> str:
    names = [goal for goal in _goals(types, rights) if isinstance(goal, str)]
    return next((name for name in names if _duties(name, rights)), names[0])


def _way(name: str) -> list[int]:
    """Return the way to a type, by the places of its types in the vocabulary; what changes another event comes last."""
    known = list(code_vocabulary())
    last = [len(known)] if code_vocabulary()[name].acts in REWRITES else []
    return [*last, *(known.index(each) for each in path(name))]
