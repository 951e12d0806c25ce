"""One event: by itself, or as what can happen next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from victims_code.dates import When, london_day
from victims_code.errors import InvalidFact
from victims_code.events import Event
from victims_code.testing.strategies.aims import ANYTHING
from victims_code.testing.strategies.steps import manners
from victims_code.testing.strategies.stories import Story, fitting, names_of
from victims_code.testing.strategies.tellings import VICTIMS
from victims_code.testing.strategies.when import PLAIN_DAY, drawn, times
from victims_code.vocabulary import REWRITES, code_vocabulary


def events(
    type: str | None = None,  # noqa: A002 - the noun's own name for it
    id: str | None = None,  # noqa: A002 - as above
    *,
    at: SearchStrategy[When] | None = None,
    after: Iterable[Event] = (),
    victims: Sequence[str] = VICTIMS,
) -> SearchStrategy[Event]:
    """Generate one event: of `type`, or of any type that can happen once the history `after` has happened.

    It happens at a time of `at`, by default no earlier than any in `after`. Its details, its receipt, whom it names
    and, for a contact, what it was about are known or unknown. Without an `id` it has the next that is free.

    :raises InvalidFact: for an unknown type, or one that voids or corrects where nothing is there to be changed.
    :raises InvalidCase: when `after` cannot be the events of a case.

    >>> from hypothesis import find
    >>> find(events("sentence_passed"), lambda event: event.details.get("custody_months") == 12)
    <Event e1 sentence_passed 2026-06-01>
    """
    before = tuple(after)
    kinds = code_vocabulary()
    if type is not None and kinds[kinds.checked_type(type)].acts in REWRITES and not before:
        msg = f"type: {type!r} changes an earlier event; give the history in after"
        raise InvalidFact(msg)
    taken = {event.id for event in before}
    number = next(number for number in range(len(before) + 1, 2 * len(before) + 2) if f"e{number}" not in taken)
    reference = id or f"e{number}"
    some_time = times() if at is None else at

    def event(draw: DrawFn) -> Event:
        manner = draw(manners)
        story = Story.after(before, victims) if before else Story(PLAIN_DAY.toordinal(), victims)
        possible = [type] if type is not None else [name for name in _types() if story.can_tell(name, manner)]
        name = draw(st.sampled_from(possible))
        when = story.arrive(manner) if at is None and before else draw(some_time)
        story.day = london_day(when).toordinal()
        return story.happen(reference, name, manner, fitting(name, names_of(manner, victims)), when)

    return drawn("events", event)


def _types() -> tuple[str, ...]:
    return tuple(name for name in ANYTHING.goals() if isinstance(name, str))
