"""What a contact was about: the events that its history counts it for."""

from __future__ import annotations

import pytest

from tests.nouns.test_cases import LATER, arrest, told, void
from victims_code import histories
from victims_code.cases import Case
from victims_code.events import Event, happened_before


class TestAbout:
    """What a contact was about: an event by its id, or the latest earlier one of a type."""

    def directed(self, *events: Event) -> tuple[dict[str, list[str]], list[tuple[str, str]]]:
        history = Case("C1", [], events).history(LATER)
        return (
            {name: [contact.id for contact in contacts] for name, contacts in history.told.items()},
            [(contact.id, name) for contact, name in history.misdirected],
        )

    def test_by_id_whatever_else_there_is_of_its_type(self) -> None:
        assert self.directed(arrest("e1", 1), arrest("e2", 2), told("t", 3, "e1")) == ({"e1": ["t"]}, [])

    def test_by_type_the_latest_earlier_one(self) -> None:
        events = arrest("e1", 1), arrest("e2", 2), arrest("e3", 4), told("t", 3, "suspect_arrested")
        assert self.directed(*events) == ({"e2": ["t"]}, [])

    def test_a_name_that_is_repeated_counts_once_and_so_does_an_event_named_in_two_ways(self) -> None:
        twice = told("t", 3, "suspect_arrested", "e1", "suspect_arrested")
        assert twice.about == ("suspect_arrested", "e1")
        assert self.directed(arrest("e1", 1), twice) == ({"e1": ["t"]}, [])

    def test_many_events_and_contacts_of_one_day_are_looked_at_in_pairs_not_in_threes(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        events = [arrest(f"e{n}", 1) for n in range(40)] + [told(f"t{n}", 1, "suspect_arrested") for n in range(40)]
        history, asked = Case("C1", [], events).history(LATER), 0

        def counted(*pair: Event) -> bool:
            nonlocal asked
            asked += 1
            return happened_before(*pair)

        monkeypatch.setattr(histories, "happened_before", counted)
        assert all(
            len(list(history.contacts_about(event, "V1"))) == 40 for event in history.by_type["suspect_arrested"]
        )
        assert asked <= 40 * 40

    def test_by_type_both_of_two_that_no_time_tells_apart(self) -> None:
        told_of, _ = self.directed(arrest("e1", 1), arrest("e2", 1), told("t", 3, "suspect_arrested"))
        assert told_of == {"e2": ["t"], "e1": ["t"]}

    def test_by_type_of_each_victim_that_it_went_to_the_latest(self) -> None:
        events = arrest("e1", 1, victim="V1"), arrest("e2", 2, victim="V2"), told("t", 3, "suspect_arrested")
        assert self.directed(*events) == ({"e2": ["t"], "e1": ["t"]}, [])
        one = arrest("e0", 1), arrest("e1", 2, victim="V1"), told("t", 3, "suspect_arrested", victim="V1")
        assert self.directed(*one) == ({"e1": ["t"]}, [])
        older = arrest("e0", 1), arrest("e1", 2), told("t", 3, "suspect_arrested")
        assert self.directed(*older) == ({"e1": ["t"]}, [])

    def test_by_type_only_what_does_not_contradict(self) -> None:
        events = (
            arrest("e1", 1, suspect="S1"),
            arrest("e2", 2, suspect="S2"),
            told("t", 3, "suspect_arrested", suspect="S1"),
        )
        assert self.directed(*events) == ({"e1": ["t"]}, [])

    @pytest.mark.parametrize(
        "event", [told("t", 1, "e1"), told("t", 2, "e1", hour=9), told("t", 1, "suspect_arrested")]
    )
    def test_a_contact_before_its_event_is_about_nothing(self, event: Event) -> None:
        assert self.directed(arrest("e1", 2, 10), event) == ({}, [("t", event.about[0])])

    def test_on_the_day_of_the_event_it_counts_unless_both_times_say_otherwise(self) -> None:
        assert self.directed(arrest("e1", 2, 10), told("t", 2, "e1"))[0] == {"e1": ["t"]}

    def test_a_voided_event_can_be_nobodys_subject(self) -> None:
        assert self.directed(arrest("e1", 1), told("t", 3, "e1"), void("x", "e1", 4))[1] == [("t", "e1")]
