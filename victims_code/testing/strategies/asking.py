"""Cases, and the questions that are asked of them: on days that make a difference."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Final, TypeVar

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from victims_code.assessment import assess
from victims_code.calendars import england_and_wales
from victims_code.cases import Case, Jurisdiction
from victims_code.dates import london_day
from victims_code.errors import InvalidFact, OutsideCalendar, nearest
from victims_code.names import JurisdictionName, RoleName
from victims_code.rulebook import Layer, load_code
from victims_code.testing.questions import Question
from victims_code.testing.strategies.aims import Aim
from victims_code.testing.strategies.people import draw_facts, facts, make_victim
from victims_code.testing.strategies.tellings import VICTIMS, History, tell_any
from victims_code.testing.strategies.when import PLAIN_DAY, draw_place, drawn
from victims_code.victims import Role, Victim

#: Where the offence was, and whether there is one more victim than a history names.
_CASTS: Final = tuple((Jurisdiction.ENGLAND_AND_WALES, more) for more in (*(False,) * 14, *(True,) * 5))
_casts: Final = st.sampled_from([*_CASTS, (Jurisdiction.ELSEWHERE, False)])

_DAY: Final = timedelta(days=1)

_Word = TypeVar("_Word", bound=StrEnum)


def cases(
    histories: SearchStrategy[History] | None = None,
    victims: SearchStrategy[Victim] | None = None,
    *,
    id: str = "C1",  # noqa: A002 - the noun's own name for it
    types: Collection[str] = (),
    rights: Collection[int] = (),
    offences: Collection[str] = (),
    roles: Collection[RoleName | Role] = (),
    jurisdiction: JurisdictionName | Jurisdiction | None = None,
) -> SearchStrategy[Case]:
    """Generate cases: of each five histories two lawful, one incomplete, one late, one impossible, unless given.

    Every victim whom a history names is in the case, at least one in any. They are drawn from `victims`, and each has
    the reference by which the history names them; unless given, a fourth of the cases have one more. `types`, `rights`
    and `offences` are as for `histories`, where none are given; `offences` are those of the victims too. `roles` are
    those that victims may have, most of them the first. Without a `jurisdiction`, one case in twenty is of an offence
    outside England and Wales.

    :raises InvalidFact: as `histories` does, for an unknown role or jurisdiction, and where types or Rights are given
        beside histories, or roles beside victims.

    >>> from hypothesis import find
    >>> find(cases(), lambda case: any(event.type == "suspect_arrested" for event in case.events))
    <Case C1: 1 victim, 1 event>
    """
    aim = Aim.at(types, rights, offences)
    if histories is not None and (types or rights):
        msg = "types, rights: give them to the histories"
        raise InvalidFact(msg)
    if victims is not None and roles:
        msg = "roles: give them to the victims"
        raise InvalidFact(msg)
    known = facts(aim.offences, _members(Role, roles, "roles") or tuple(Role))
    (where,) = _members(Jurisdiction, [jurisdiction or Jurisdiction.ENGLAND_AND_WALES], "jurisdiction")

    def case(draw: DrawFn) -> Case:
        history = tell_any(draw, aim) if histories is None else draw(histories)
        named = sorted({event.victim for event in history if event.victim is not None}) or [VICTIMS[0]]
        if victims is not None:
            return Case(id, [evolve(draw(victims), id=name) for name in named], history, jurisdiction=where)
        elsewhere, more = draw(_casts)
        named += [name for name in VICTIMS if name not in named][:more]
        offence = min((event.date for event in history), default=PLAIN_DAY)
        people = [make_victim(name, draw_facts(draw, known), offence) for name in named]
        return Case(id, people, history, jurisdiction=where if jurisdiction else elsewhere)

    return drawn("cases", case)


def _members(kind: type[_Word], words: Collection[str], name: str) -> tuple[_Word, ...]:
    for word in words:
        if word not in list(kind):
            msg = f"{name}: unknown {name.removesuffix('s')}; {nearest(word, list(kind))}"
            raise InvalidFact(msg)
    return tuple(map(kind, words))


def as_of(case: Case) -> SearchStrategy[date]:
    """Generate days on which to ask about a case: those on which something changes in it, the last one first.

    They are the days of events, of receipts and of records, and every due date, each with the day before and after.

    >>> from hypothesis import find
    >>> from victims_code import Event
    >>> case = Case("C1", [Victim("V1")], [Event("e1", "suspect_arrested", at=date(2026, 6, 1))])
    >>> find(as_of(case), lambda day: True)  # the day after the arrest should have been told
    datetime.date(2026, 6, 9)
    """
    days = _telling_days(case)
    return drawn("as_of", lambda draw: days[draw_place(draw, len(days))])


def _telling_days(case: Case) -> list[date]:
    """Return the days that matter to a case: the last one, when all has happened, then the others in order."""
    calendar = england_and_wales()
    days = {event.date for event in case.events}
    days |= {london_day(when) for event in case.events for when in (event.received_at, event.recorded_at) if when}
    days = days or {PLAIN_DAY}
    try:
        for obligation in assess(case, as_of=max(days)):
            days |= {day for day in (obligation.due_by, obligation.due_by_if_enhanced) if day is not None}
    except OutsideCalendar:
        pass  # then it has no due dates to ask about
    around = {day + number * _DAY for day in days for number in (-1, 0, 1)}
    found = sorted(day for day in around if calendar.first_day <= day <= calendar.last_day)
    return [*found[-1:], *found[:-1]]


def questions(  # noqa: PLR0913 - what a case is about, and how it is asked
    cases: SearchStrategy[Case] | None = None,
    *,
    types: Collection[str] = (),
    rights: Collection[int] = (),
    offences: Collection[str] = (),
    roles: Collection[RoleName | Role] = (),
    jurisdiction: JurisdictionName | Jurisdiction | None = None,
    layers: SearchStrategy[Layer] | None = None,
    known_at: bool = False,
    readings: bool = False,
) -> SearchStrategy[Question]:
    """Generate questions: a case, and a day of `as_of` on which it is asked.

    `types`, `rights`, `offences`, `roles` and `jurisdiction` are as for `cases`, where none are given.
    With `layers`, some are asked under one or two of them; with `known_at`, some as the case was known on another such
    day; with `readings`, some under another choice of one reading. All that is asked plainly comes first.

    :raises InvalidFact: as `cases` does, and where what a case is about is given beside cases.

    >>> from hypothesis import find
    >>> from victims_code.testing import reference
    >>> find(questions(), lambda question: reference(question)["in_breach"] == "yes")
    Question(case=<Case C1: 1 victim, 1 event>, as_of=datetime.date(2026, 6, 9), known_at=None, readings={}, layers=())
    """
    if cases is not None and (types or rights or offences or roles or jurisdiction):
        msg = "types, rights, offences, roles, jurisdiction: give them to the cases"
        raise InvalidFact(msg)
    made = globals()["cases"](types=types, rights=rights, offences=offences, roles=roles, jurisdiction=jurisdiction)
    some_case = made if cases is None else cases
    some_layers = st.just([]) if layers is None else st.lists(layers, max_size=2, unique_by=_name)
    some_choice = st.sampled_from(_other_choices() if readings else [{}])

    def question(draw: DrawFn) -> Question:
        case = draw(some_case)
        days = as_of(case)
        return Question(
            case,
            draw(days),
            known_at=draw(st.none() | days) if known_at else None,
            readings=draw(some_choice),
            layers=tuple(draw(some_layers)),
        )

    return drawn("questions", question)


def _name(layer: Layer) -> str:
    return layer.name


@cache
def _other_choices() -> tuple[dict[str, str], ...]:
    """Return every choice that can be taken instead of a default, one at a time; none taken first."""
    book = load_code()
    return (
        {},
        *(
            {reading.name: choice.name}
            for reading in book.readings.values()
            for choice in reading.choices.values()
            if not choice.is_default
        ),
    )
