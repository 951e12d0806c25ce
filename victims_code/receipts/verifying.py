"""Verifying: the answer of a receipt made again, and where it does not come out the same, which axis moved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any, Final

from attrs import field, frozen

from victims_code.arguments import each_of, need
from victims_code.assessment import Assessment, assess_by
from victims_code.assessment.comparing import Difference
from victims_code.calendars import WorkingDays, england_and_wales
from victims_code.cases import Case
from victims_code.dates import parse_when
from victims_code.errors import InvalidCase, InvalidInput, InvalidRulebook, OutsideCalendar, Problem
from victims_code.interchange.reading import case_of
from victims_code.receipts.digests import canonical, digest
from victims_code.receipts.grounds import code_grounds, duty_bases, readings_grounds
from victims_code.receipts.moving import Axis, Moved, calendar_moved, code_moved, duty_basis_moved, readings_moved
from victims_code.receipts.outcomes import outcome, outcome_differences
from victims_code.receipts.receipts import Receipt
from victims_code.receipts.stating import readings_taken, stated_otherwise
from victims_code.rulebook import Law, Layer, Rulebook, code_names, editions_in_force, load_code, read_layer
from victims_code.rulebook.keeping import Kept, weight_of, weight_of_text


@frozen
class Verification:
    """What came of verifying a receipt."""

    receipt: Receipt
    #: What moved, by axis; empty where the answer came out the same.
    moved: tuple[Moved, ...]
    #: What the answer says now that it did not say then.
    changes: tuple[Difference, ...]
    #: What differs in name only, such as the version of the library.
    notes: tuple[str, ...]
    #: The answer as it is worked out now; None where it no longer can be.
    assessment: Assessment | None = field(eq=False, repr=False)

    @property
    def is_reproduced(self) -> bool:
        """Whether it came out byte for byte the same, but for versions that are only names."""
        return not self.moved

    @property
    def axes(self) -> tuple[Axis, ...]:
        """The axes that moved, each once, in their order."""
        return tuple(dict.fromkeys(moved.axis for moved in self.moved))


def verify(
    receipt: Receipt, *, rulebooks: Iterable[Rulebook] = (), calendar: WorkingDays | None = None
) -> Verification:
    """Make the answer of a receipt again, and say which axis moved and what changed because of it.

    It comes out the same where everything does on which the answer rests: the rules that the case could meet, the bank
    holidays of its span, and so on. What the case never touched may have changed. `rulebooks` take the place of the
    packaged ones of the same name; a receipt over a rulebook of one's own needs it. `calendar` is England and Wales
    unless one with additions is given.

    :raises InvalidFact: when an argument is of the wrong kind.
    :raises InvalidInput: when the receipt is over a rulebook that is neither packaged nor given.

    >>> from victims_code import Case, Event, Victim, assess
    >>> from victims_code.receipts import make_receipt
    >>> case = Case("C1", [Victim("V1", vulnerable=True)], [Event("e1", "suspect_arrested", at=dt.date(2026, 5, 5))])
    >>> receipt = make_receipt(assess(case, as_of=dt.date(2026, 5, 6)))
    >>> verify(receipt).is_reproduced
    True
    >>> jubilee = england_and_wales().with_holiday(dt.date(2026, 5, 6), "A jubilee", source="an example")
    >>> found = verify(receipt, calendar=jubilee)
    >>> print(found.moved[0])
    calendar: 2026-05-06 is now a bank holiday
    >>> print(found.changes[-1])
    V1/R6.arrest/e1: status was due_today, is pending
    """
    given = each_of("rulebooks", rulebooks, Rulebook)
    days = england_and_wales() if calendar is None else calendar
    need("receipt", receipt, Receipt)
    need("calendar", days, WorkingDays)
    made = receipt.document
    editions = _editions(made["asked"], given)
    moved = list(_edited(receipt, made))
    try:
        law = _law_of(made, editions, made["readings"]["chosen"])
        case = _case(made, law)
        answer = _answer(made, law, case, days)
        now = outcome(answer)
        pinned_law = _law_of(made, editions, {**made["readings"]["taken"], **made["readings"]["chosen"]})
        pinned = answer if pinned_law is law else _answer(made, pinned_law, case, days)
    except _CannotAnswer as stopped:
        return Verification(receipt, _in_order([*moved, *stopped.moved]), (), (), None)
    moved += _moved(made, answer, pinned)
    is_same = canonical(made["outcome"]) == canonical(now)
    is_here = not given and _has_names_of(made, answer)
    if is_same and not moved:
        moved += stated_otherwise(made, answer, pinned, is_here=is_here)
    if not is_same and not moved:
        what = "nothing on which the answer rests has moved: the library works it out otherwise, or was made to say so"
        moved.append(Moved(Axis.LIBRARY, what))
    changes = () if is_same else outcome_differences(made["outcome"], now)
    return Verification(receipt, _in_order(moved), changes, tuple(_notes(made, answer, is_here=is_here)), answer)


class _CannotAnswer(Exception):
    """The question of a receipt can no longer be answered, because of what moved."""

    def __init__(self, moved: Iterable[Moved]) -> None:
        super().__init__()
        self.moved = tuple(moved)


def _editions(asked: Mapping[str, Any], given: tuple[Rulebook, ...]) -> tuple[Rulebook, ...]:
    """Return the editions that a receipt was made over.

    :raises InvalidInput: when it was made over a rulebook that is neither packaged nor given.
    """
    by_name = {book.name: book for book in given}
    name = asked["rulebook"]
    if name is None:
        return tuple(by_name.get(book.name, book) for book in editions_in_force())
    if name in by_name:
        return (by_name[name],)
    if name in code_names():
        return (load_code(name),)
    what = "the receipt is over a rulebook that is not in the package"
    raise InvalidInput([Problem("asked.rulebook", what, "give that rulebook too, as with --rulebook FILE")])


def _edited(receipt: Receipt, made: Mapping[str, Any]) -> Iterator[Moved]:
    """Walk what was changed in the receipt itself after it was made, as far as the digests in it show."""
    if not receipt.is_whole:
        yield Moved(Axis.RECEIPT, "it was changed after it was made: it does not have its own digest")
    if digest(made["facts"]["case"]) != made["facts"]["digest"]:
        yield Moved(Axis.FACTS, "the facts do not have the digest of those for which the answer was given")
    for layer in made["layers"]:
        if sha256(layer["text"].encode()).hexdigest() != layer["digest"]:
            yield Moved(Axis.LAYERS, f"the text of {layer['name']} does not have its digest")


def _law_of(made: Mapping[str, Any], editions: tuple[Rulebook, ...], readings: Mapping[str, str]) -> Law:
    """Put together the law of a receipt's answer from the editions of today; a reading there is no more is left out.

    :raises _CannotAnswer: when a layer cannot be laid over them any more.
    """
    by_name = {book.name: book for book in editions}
    layers = []
    for layer in made["layers"]:
        try:
            layers.append(_layer(layer["text"], layer["name"], by_name.get(layer["code"])))
        except (InvalidRulebook, RecursionError) as error:
            problems = error.problems if isinstance(error, InvalidRulebook) else ("it is nested too deeply",)
            raise _CannotAnswer(Moved(Axis.LAYERS, str(problem)) for problem in problems) from None
    known = {name: reading.choices for book in editions for name, reading in book.readings.items()}
    chosen = tuple(sorted((name, choice) for name, choice in readings.items() if choice in known.get(name, ())))
    defaults = {name for name, choice in chosen if known[name][choice].is_default}
    taken = tuple((name, choice) for name, choice in chosen if name not in defaults)
    laid_over, whatever = tuple(layers), bool(made["asked"]["whatever_the_date"])
    return _LAWS.get(
        (editions, taken, laid_over, whatever),
        weight_of(editions, laid_over),
        lambda: Law(editions, {}, laid_over, whatever).under(dict(taken)),
    )


def _layer(text: str, name: str, rulebook: Rulebook | None) -> Layer:
    key = sha256(text.encode()).digest(), name, rulebook
    return _LAYERS.get(key, weight_of_text(text), lambda: read_layer(text, name, rulebook=rulebook))


#: The laws and the layers of the receipts that were verified last.
_LAWS: Final[Kept[Law]] = Kept()
_LAYERS: Final[Kept[Layer]] = Kept()


def _case(made: Mapping[str, Any], law: Law) -> Case:
    """Read the facts of a receipt.

    :raises _CannotAnswer: when they are no case any more: they were edited, or the law knows other types of event.
    """
    try:
        return case_of(made["facts"]["case"], "facts.case", vocabulary=law.vocabulary)
    except InvalidCase as error:
        is_as_made = digest(made["facts"]["case"]) == made["facts"]["digest"]
        axis = Axis.CODE if is_as_made else Axis.FACTS
        raise _CannotAnswer(Moved(axis, str(problem)) for problem in error.problems) from None


def _answer(made: Mapping[str, Any], law: Law, case: Case, calendar: WorkingDays) -> Assessment:
    """Answer the question of a receipt, with all that is worked out on demand.

    :raises _CannotAnswer: when the calendar does not reach so far any more.
    """
    asked = made["asked"]
    known_at = None if asked["known_at"] is None else parse_when(asked["known_at"], "known_at")
    as_of = dt.date.fromisoformat(asked["as_of"])
    try:
        answer = assess_by(law, case, as_of=as_of, known_at=known_at, calendar=calendar)
        _ = answer.next_change_at
    except OutsideCalendar as error:
        raise _CannotAnswer([Moved(Axis.CALENDAR, str(error))]) from None
    return answer


def _moved(made: Mapping[str, Any], answer: Assessment, pinned: Assessment) -> Iterator[Moved]:
    """Walk what moved of the law: each axis by itself, the Code as it reads under the readings that were taken then."""
    changes = made["outcome"]["next_change_at"]
    last = None if changes is None else dt.date.fromisoformat(changes)
    found = [
        *code_moved(made["code"], code_grounds(pinned)),
        *duty_basis_moved(made["duty_basis"], duty_bases(answer, last or dt.date.max)),
        *calendar_moved(made, answer.calendar),
        *readings_moved(made["readings"], readings_grounds(answer, made["readings"]["taken"])["taken"]),
    ]
    yield from found
    axes = {moved.axis for moved in found}
    for axis, then, now in (
        (Axis.CODE, made["versions"]["code"], answer.versions.code),
        (Axis.DUTY_BASIS, made["versions"]["duty_basis"], answer.versions.duty_basis),
    ):
        if then != now and axis not in axes:
            yield Moved(axis, f"the version is {now}; it was {then}")


def _has_names_of(made: Mapping[str, Any], answer: Assessment) -> bool:
    """Whether a receipt was made with this version of the library and of the calendar."""
    names = answer.versions
    return (made["versions"]["library"], made["versions"]["calendar"]) == (names.library, names.calendar)


def _notes(made: Mapping[str, Any], answer: Assessment, *, is_here: bool) -> Iterator[str]:
    """Walk the versions that are other names for the same, and the readings that came, went or matter no more."""
    for what, then, now in (
        ("library", made["versions"]["library"], answer.versions.library),
        ("calendar", made["versions"]["calendar"], answer.versions.calendar),
    ):
        if then != now:
            yield f"the receipt was made with the {what} {then}; this is {now}"
    for name in made["readings"]["taken"]:
        if name not in answer.law.readings and name not in made["readings"]["chosen"]:
            yield f"{name} is a reading no more"
    if not is_here:
        matter = readings_taken(made, answer)
        for name in sorted({*made["readings"]["taken"], *matter}):
            if name not in matter and name in answer.law.readings:
                yield f"how {name} is read does not matter to the answer now"
            elif name not in made["readings"]["taken"]:
                yield f"how {name} is read matters to the answer now, and the receipt does not say it"


def _in_order(moved: Iterable[Moved]) -> tuple[Moved, ...]:
    return tuple(sorted(moved, key=lambda each: _ORDER[each.axis]))


_ORDER: Final = {axis: place for place, axis in enumerate(Axis)}
