"""The obligations of an answer as a collection: found by id, by whom they are owed, to whom, and how they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final, TypeVar, cast, overload

from victims_code.assessment.obligations import Obligation
from victims_code.assessment.rows import Row
from victims_code.assessment.statuses import Status
from victims_code.cases import Case
from victims_code.errors import UnknownName, unknown_name
from victims_code.frozen import Value
from victims_code.providers import ServiceProvider
from victims_code.rulebook import Law
from victims_code.truth import Truth

if TYPE_CHECKING:
    from victims_code.assessment.assessments import Assessment
    from victims_code.names import ProviderName, StatusName

#: The largest number of a Right that an error repeats.
_MOST_SAID: Final = 999

_STATUSES: Final = tuple(Status)

_Kept = TypeVar("_Kept")
_Default = TypeVar("_Default")


class Obligations(Value):
    """The obligations of one case, in their order: they are made when they are asked for, and kept.

    A name that nothing has is refused with the nearest that something has: nothing found is an answer of its own.
    """

    __slots__ = ("_by_id", "_obligations", "case", "law", "rows")

    #: The case, and the law of the answer.
    case: Case
    law: Law
    #: What the engine made of each duty, in the order of the obligations.
    rows: tuple[Row, ...]
    # Worked out when they are first asked for, and kept.
    _obligations: tuple[Obligation, ...]
    _by_id: Mapping[str, Obligation]

    def _keep(self, name: str, value: _Kept) -> _Kept:
        """Keep what was worked out: once, and whole, so that another thread sees all of it or nothing."""
        object.__setattr__(self, name, value)
        return value

    @property
    def obligations(self) -> tuple[Obligation, ...]:
        """Every obligation that arose, by due date (dates first, then none), Right, rule, victim and trigger."""
        try:
            return self._obligations
        except AttributeError:
            answer = cast("Assessment", self)  # nothing else is made of it
            return self._keep("_obligations", tuple([Obligation(row, answer) for row in self.rows]))

    def owed_by(self, provider: ServiceProvider | ProviderName) -> tuple[Obligation, ...]:
        """Return the obligations that a service provider owes, alone or with others.

        :raises UnknownName: when there is no such provider.
        """
        wanted = provider if isinstance(provider, ServiceProvider) else ServiceProvider.of(provider)
        return tuple(o for o in self.obligations if wanted in o.providers)

    def owed_to(self, victim: str) -> tuple[Obligation, ...]:
        """Return the obligations to one victim, by reference.

        :raises UnknownName: when the case has no such victim.
        """
        wanted = self._known_victim(victim)
        return tuple(o for o in self.obligations if o.victim == wanted)

    def under(self, right: int) -> tuple[Obligation, ...]:
        """Return the obligations under one Right, by `Right` or number.

        :raises UnknownName: when the Code has no Right of that number.
        """
        found = tuple(o for o in self.obligations if o.right == right)
        if not found and right not in self.law.rights:
            given: object = right
            number = f" {given}" if isinstance(given, int) and 0 <= given <= _MOST_SAID else ""
            msg = f"unknown Right{number}; use one of {', '.join(map(str, self.law.rights))}"
            raise UnknownName(msg)
        return found

    def with_status(self, *statuses: Status | StatusName) -> tuple[Obligation, ...]:
        """Return the obligations that stand in one of `statuses`, each a `Status` or its word.

        :raises UnknownName: when there is no such status.
        """
        for status in statuses:
            if status not in _STATUSES:
                raise unknown_name("status", status, _STATUSES)
        return tuple(o for o in self.obligations if o.status in statuses)

    def breaches(self) -> tuple[Obligation, ...]:
        """Return the obligations that are in breach."""
        return tuple(o for o in self.obligations if o.breach is Truth.YES)

    def _known_victim(self, victim: object) -> str:
        known = [each.id for each in self.case.victims]
        if victim not in known:
            raise unknown_name("victim", victim, known)
        return str(victim)

    def _ids(self) -> Mapping[str, Obligation]:
        try:
            return self._by_id
        except AttributeError:
            return self._keep("_by_id", {o.id: o for o in self.obligations})

    def __getitem__(self, obligation_id: str) -> Obligation:
        """Return the obligation with this id.

        :raises UnknownName: when there is none; it is a `KeyError` too.
        """
        found = self.get(obligation_id)
        if found is None:
            raise unknown_name("obligation", obligation_id, self._ids())
        return found

    @overload
    def get(self, obligation_id: str) -> Obligation | None: ...
    @overload
    def get(self, obligation_id: str, default: _Default) -> Obligation | _Default: ...
    def get(self, obligation_id: object, default: object = None) -> object:
        """Return the obligation with this id, or `default` where none arose.

        >>> from datetime import date
        >>> from victims_code import Case, assess
        >>> assess(Case("C1", []), as_of=date(2026, 5, 6)).get("V1/R6.arrest/e1") is None
        True
        """
        return self._ids().get(obligation_id, default) if isinstance(obligation_id, str) else default

    def __contains__(self, obligation: object) -> bool:
        """Whether an obligation arose: by its id, or the obligation of an equal answer."""
        if isinstance(obligation, Obligation):
            return self.get(obligation.id) == obligation
        return isinstance(obligation, str) and obligation in self._ids()

    def __iter__(self) -> Iterator[Obligation]:
        """Walk the obligations in their order."""
        return iter(self.obligations)

    def __len__(self) -> int:
        """Count the obligations."""
        return len(self.rows)
