"""The lifecycle: drives a system beside the library, by lawful steps, and shrinks what it finds to steps to paste."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, ClassVar

import pytest
from attrs import evolve
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

import victims_code
from tests.assessment.making import ENHANCED, PLAIN, UNKNOWN
from tests.testing.broken_systems import moved
from victims_code import Case, Event
from victims_code.rulebook import read_layer
from victims_code.testing import Answer, Question, duties, reference, strategies
from victims_code.testing.hypothesis_plugin import register
from victims_code.testing.laws import LawBroken
from victims_code.testing.lifecycle import CaseLifecycle
from victims_code.vocabulary import Act

register()  # as Hypothesis does where the package is installed

QUICK = settings(
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
    report_multiple_bugs=False,
    max_examples=25,
    stateful_step_count=20,
)
ARRESTS = ("suspect_arrested", "victim_informed")


class Beside(CaseLifecycle):
    """The library beside itself, so that all agrees; it keeps what it is told."""

    seen: ClassVar[list[Beside]] = []

    def open(self, case: Case) -> None:
        self.seen.append(self)
        self.opened, self.arrived = case, list[tuple[dt.date, Event]]()

    def record(self, event: Event) -> None:
        self.arrived.append((self.question.as_of, event))

    def answer(self, as_of: dt.date) -> Answer:
        told = evolve(self.opened, events=[event for _, event in self.arrived])
        question = Question(told, as_of, readings=self.readings, layers=self.layers)
        return {"obligations": [self.said(dict(duty)) for duty in duties(reference(question)).values()]}

    def said(self, duty: dict[str, Any]) -> Mapping[str, Any]:
        return duty


def drive(lifecycle: type[Beside], how: settings = QUICK) -> list[Beside]:
    lifecycle.seen = []
    test = lifecycle.TestCase
    test.settings = how
    test("runTest").runTest()
    return lifecycle.seen


def made(**attributes: Any) -> type[Beside]:  # noqa: ANN401 - of every kind
    return type("Made", (Beside,), attributes)


def day_late(_: Beside, duty: dict[str, Any]) -> Mapping[str, Any]:
    return {**duty, "due_by": duty["due_by"] and moved(duty["due_by"], dt.timedelta(days=1))}


def test_what_happens_is_lawful_and_never_of_a_day_to_come() -> None:
    for machine in drive(Beside):
        events = machine.question.case.events
        assert strategies.impossibilities(events) == ()
        for today, event in machine.arrived:
            for when in (event.at, event.received_at, event.recorded_at):
                assert when is None or victims_code.london_date(when) <= today


class SeenError(Exception):
    """What a search looks for."""


@pytest.mark.parametrize("status", ["pending", "due_today", "overdue", "met", "met_late", "undetermined", "lapsed"])
def test_cases_meet_and_miss_their_due_dates(status: str) -> None:
    def said(_: Beside, duty: dict[str, Any]) -> Mapping[str, Any]:
        if duty["status"] == status:
            raise SeenError
        return duty

    known = st.sampled_from([(PLAIN,), (ENHANCED,), (UNKNOWN,)])
    with pytest.raises(SeenError):
        drive(made(known_types=ARRESTS, said=said, victims=known), settings(QUICK, max_examples=5000))


@pytest.mark.parametrize("allowed", [True, False])
def test_what_a_system_cannot_take_does_not_come_to_it(allowed: bool) -> None:
    switches = dict.fromkeys(("allows_late", "allows_repeats", "allows_corrections", "allows_voids"), allowed)
    told = [[event for _, event in machine.arrived] for machine in drive(made(**switches))]
    assert any(len(events) > len(set(events)) for events in told) is allowed
    events = [event for events in told for event in events]
    assert any(event.act is Act.VOID for event in events) is allowed
    assert any(event.act is Act.CORRECT for event in events) is allowed
    assert any(event.recorded_at is not None for event in events) is allowed


def test_only_the_types_that_a_system_knows_happen() -> None:
    arrived = [event for machine in drive(made(known_types=ARRESTS)) for _, event in machine.arrived]
    assert {event.type for event in arrived if event.act is None} == set(ARRESTS)
    contacts = [event for event in arrived if event.type == "victim_informed"]
    assert any(event.about for event in contacts)


def test_only_the_keys_that_are_compared_can_differ() -> None:
    with pytest.raises(LawBroken, match="due_by"):
        drive(made(said=day_late))
    drive(made(said=day_late, compared=("status", "breach")))


def test_a_duty_that_is_not_told_is_missed_only_where_its_rule_is_known() -> None:
    nothing = {"answer": lambda _self, _day: {}, "known_types": ARRESTS, "victims": st.just((PLAIN,))}
    drive(made(**nothing))
    with pytest.raises(LawBroken, match=r"did not say .* that V1/R6[.]arrest/e"):
        drive(made(**nothing, known_rules=["R6.arrest"]))


def test_a_case_is_opened_on_the_days_and_for_the_victims_that_are_given() -> None:
    monday = dt.date(2026, 5, 4)
    for machine in drive(made(opening_days=st.just(monday), victims=st.just((ENHANCED,)))):
        assert machine.opened == Case("C1", [ENHANCED])
        assert machine.question.as_of >= monday


def test_both_are_asked_under_the_readings_and_layers_that_are_given() -> None:
    layer = read_layer('name = "x"\ntitle = "X"\ncode = "2020"\n[[target]]\nrule = "R6.arrest"\nwithin = "1 day"\n')
    given = {"readings": {"weekend_start": "next_working_day_is_day_0"}, "layers": (layer,)}
    for machine in drive(made(**given), settings(QUICK, max_examples=5)):
        assert (machine.question.readings, machine.question.layers) == (given["readings"], (layer,))


def test_a_machine_that_is_not_written_says_so() -> None:
    machine = CaseLifecycle()
    event = Event("e1", "suspect_arrested", at=dt.date(2026, 5, 5))
    for call in (
        lambda: machine.open(Case("C1", [])),
        lambda: machine.record(event),
        lambda: machine.answer(event.date),
    ):
        with pytest.raises(NotImplementedError):
            call()


def test_a_failure_shrinks_to_the_fewest_steps_which_can_be_pasted() -> None:
    """A due date that is a day late shows in two steps: a case is opened, and a suspect is arrested."""
    attributes = {"said": day_late, "known_types": ARRESTS, "victims": st.just((PLAIN,))}
    lifecycle = type("MyLifecycle", (Beside,), attributes)
    how = settings(QUICK, phases=[Phase.generate, Phase.shrink], derandomize=True)
    with pytest.raises(LawBroken) as broken:
        drive(lifecycle, how)
    lines = "\n".join(broken.value.__notes__).splitlines()
    steps = lines[lines.index("state = MyLifecycle()") : lines.index("state.teardown()")]
    assert [step.partition("(")[0] for step in steps if step.startswith("state.")] == ["state.opens", "state.happens"]
    names = {**vars(victims_code.testing), **{name: getattr(victims_code, name) for name in victims_code.__all__}}
    with pytest.raises(LawBroken) as again:
        exec("\n".join(steps), {**names, **vars(dt), "MyLifecycle": lifecycle, "Question": Question})  # noqa: S102 - to paste is to run
    assert str(again.value) == str(broken.value)
