"""Standings: how a victim stands under the criteria of Enhanced Rights, asked for one day after another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import frozen

from victims_code.criteria import Category, Criterion, SettledBy
from victims_code.dates import day_in_words
from victims_code.events import Event
from victims_code.standing_records import StandingRecord
from victims_code.truth import Truth


@frozen
class CategoryStanding:
    """How a victim stands in one category: the answer, the reasons, and the facts that would settle it."""

    name: str
    answer: Truth
    because: tuple[str, ...]
    unknown: tuple[str, ...]


@frozen
class EnhancedRights:
    """Whether a victim has Enhanced Rights on a day, with the working shown."""

    victim: str
    on: date | None
    entitled: Truth
    categories: tuple[CategoryStanding, ...]
    because: tuple[str, ...]
    unknown: tuple[str, ...]


class Standing(StandingRecord):
    """A victim's standing under the criteria through a history: asked for one day after another.

    `fact` values below are True, False or None for unknown, the form that the engine works in.
    """

    __slots__ = ()

    def category_on(self, name: str, day: int) -> bool | None:
        """Return whether the victim is in the category called `name` on `day`."""
        return self._among(*self._entries(name), day)

    def shows_on(self, quality: str, day: int) -> bool | None:
        """Return whether the victim shows a narrower quality, such as ``vulnerable``, on `day`."""
        return self._among(*self._showing(quality), day)

    def unknown_for_category(self, name: str, day: int) -> tuple[str, ...]:
        """Return the facts that would settle whether the victim is in a category; none where that is settled."""
        return self._unknown(*self._entries(name), day)

    def unknown_for_quality(self, quality: str, day: int) -> tuple[str, ...]:
        """Return the facts that would settle whether the victim shows a quality; none where that is settled."""
        return self._unknown(*self._showing(quality), day)

    def _entries(self, name: str) -> tuple[tuple[Criterion, ...], set[str]]:
        """Return the criteria of a category, and the names by which a determination may give it."""
        criteria = next(category.criteria for category in self._criteria if category.name == name)
        return criteria, {name, *(c.fact for c in criteria if c.fact), *(c.shows for c in criteria if c.shows)}

    def _showing(self, quality: str) -> tuple[tuple[Criterion, ...], set[str]]:
        """As `_entries`, for the criteria that show a quality."""
        return tuple(c for category in self._criteria for c in category.criteria if c.shows == quality), {quality}

    def _among(self, criteria: tuple[Criterion, ...], names: set[str], day: int) -> bool | None:
        return True if self._given(names, day) else _any(fact for _, fact in self._weighed(criteria, day))

    def _unknown(self, criteria: tuple[Criterion, ...], names: set[str], day: int) -> tuple[str, ...]:
        if self._among(criteria, names, day) is not None:
            return ()
        return tuple(dict.fromkeys(criterion.asks for criterion, fact in self._weighed(criteria, day) if fact is None))

    def _weighed(self, criteria: tuple[Criterion, ...], day: int) -> Iterator[tuple[Criterion, bool | None]]:
        """Walk the criteria, each with whether it is met on `day`: a "not entitled" settles those assessed as no."""
        found = self.determination(day)
        settled = found is not None and not found.details["entitled"]
        for criterion in criteria:
            assessed = criterion.settled_by is SettledBy.ASSESSMENT
            yield criterion, False if settled and assessed else self._facts[id(criterion)]

    def _given(self, names: set[str], day: int) -> Event | None:
        """Return the first determination in force on `day` that names one of `names`.

        Each adds to those before it, until one says that the victim is not entitled.
        """
        given: Event | None = None
        for event in self._determinations:
            if event.day <= day:
                if not event.details["entitled"]:
                    given = None
                elif given is None and _named_category(event) in names:
                    given = event
        return given

    def answer(self, day: date | None) -> EnhancedRights:
        """Return the whole answer for `day`, with reasons in words."""
        ordinal = date.max.toordinal() if day is None else day.toordinal()
        found = self.determination(ordinal)
        categories = tuple(self._category(category, ordinal) for category in self._criteria)
        entitled = Truth.of(self.on(ordinal))
        because = [
            f"{category.title}: {reason}"
            for category, standing in zip(self._criteria, categories, strict=True)
            if standing.answer is Truth.YES
            for reason in standing.because
        ]
        if found is not None and found.details["entitled"] and not because:
            because.append(f"determined by a provider on {day_in_words(found.date)} ({found.id})")
        if self._undetermined is not None and not because and _any(c.answer.fact for c in categories) is None:
            because.append("taken so while it is unknown, by the reading that was chosen")
        if found is not None and entitled is Truth.NO:
            because.append(f"determined not to be entitled on {day_in_words(found.date)} ({found.id})")
        unknown = dict.fromkeys(name for c in categories for name in c.unknown if entitled is Truth.UNDETERMINED)
        return EnhancedRights(self.victim.id, day, entitled, categories, tuple(because), tuple(unknown))

    def _category(self, category: Category, day: int) -> CategoryStanding:
        criteria, names = self._entries(category.name)
        answer = self._among(criteria, names, day)
        because = [self._reason(criterion) for criterion, fact in self._weighed(criteria, day) if fact]
        given = self._given(names, day)
        if given is not None and not because:
            because.append(f"determined on {day_in_words(given.date)} ({given.id})")
        return CategoryStanding(
            category.name, Truth.of(answer), tuple(because), self.unknown_for_category(category.name, day)
        )

    def _reason(self, criterion: Criterion) -> str:
        victim = self.victim
        if criterion.offences:
            return ", ".join(c for c in victim.offence_categories or () if c in criterion.offences)
        if criterion.under is None:
            return criterion.name
        if victim.under_18_at_offence:
            return f"{criterion.name}, as recorded"
        if victim.born is None or self.age_day is None:
            return f"{criterion.name}, since a parent or guardian receives services in their place"
        what = "the earliest event, as no date of the offence is recorded"
        if self.age_is_at_offence:
            what = "the day of the offence"
        elif self.age_event is None:
            what = "the day of the service"
        return f"under {criterion.under} on {day_in_words(date.fromordinal(self.age_day))}, {what}"


def _named_category(determination: Event) -> str:
    """Return the category that a determination names, however it is written."""
    return str(determination.details.get("category")).strip().casefold().replace(" ", "_").replace("-", "_")


def _any(facts: Iterable[bool | None]) -> bool | None:
    """Kleene's "or": yes if any is, no if none is, otherwise unknown."""
    answer: bool | None = False
    for fact in facts:
        if fact:
            return True
        if fact is None:
            answer = None
    return answer
