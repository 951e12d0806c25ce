"""The vocabulary of events: the types of the facts, each with its details, and what each detail may hold."""

from __future__ import annotations

import csv
import datetime as dt
import pickle
from pathlib import Path

import pytest

from victims_code.details import Details
from victims_code.errors import InvalidFact, InvalidRulebook
from victims_code.events import Event
from victims_code.vocabulary import Act, DetailKind, EventType, Family, code_vocabulary, read_types

DAY = dt.date(2026, 5, 6)
KNOWN = code_vocabulary()

#: The yes/no details, by the questions that the rules and the contract ask of them.
YES_NO = {
    "crime_recorded": {"crime_reference_held"},
    "enhanced_rights_determined": {"entitled"},
    "supporter_request_answered": {"agreed"},
    "written_confirmation_sent": {"safe_form"},
    "victim_informed": {"identity_verified", "reasons_given"},
    "suspect_interviewed_under_caution": {"voluntary"},
    "decision_not_to_prosecute": {"review_available"},
    "charges_altered_or_stopped": {"review_available"},
    "special_measures_decided": {"granted"},
    "sentence_passed": {"specified_violent_sexual_or_terrorism", "hospital_order", "in_unduly_lenient_scheme"},
    "exception_recorded": {"note_held"},
}


@pytest.fixture(scope="module")
def facts(facts_folder: Path) -> list[dict[str, str]]:
    """Return the rows of the facts."""
    with (facts_folder / "events.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_its_types_are_those_of_the_facts(facts: list[dict[str, str]]) -> None:
    assert len(facts) == len(KNOWN) == 106
    assert {row["type"] for row in facts} == set(KNOWN)
    for row in facts:
        found = KNOWN[row["type"]]
        assert found.name == row["type"]
        assert found.family == Family(row["family"])
        assert found.definition == row["definition"]
        assert found.source_systems == row["source_system_names"]
        assert list(found.details) == [key for key in row["details"].split(";") if key]
        assert ["at", *["received_at"] * found.received] == row["clock_fields"].split(";")


def test_details_are_typed_by_their_names(facts: list[dict[str, str]]) -> None:
    # The contract: *_months and *_days are numbers; *_at, until and *_date are times; then yes/no facts; the rest text.
    free = {DetailKind.TEXT, DetailKind.TEXTS, DetailKind.FIELDS}
    for row in facts:
        for key, kind in KNOWN[row["type"]].details.items():
            if key.endswith(("_months", "_days")):
                assert kind is DetailKind.NUMBER, (row["type"], key)
            elif key.endswith(("_at", "_date")) or key == "until":
                assert kind is DetailKind.TIME, (row["type"], key)
            elif key in YES_NO.get(row["type"], set()):
                assert kind is DetailKind.YES_NO, (row["type"], key)
            else:
                assert kind in free, (row["type"], key)
    fields = [(name, key) for name, found in KNOWN.items() for key, kind in found.details.items() if kind == "fields"]
    assert fields == [("event_corrected", "fields")]


def test_only_what_changes_the_meaning_of_others_acts() -> None:
    acting = {name: found.acts for name, found in KNOWN.items() if found.acts is not None}
    assert acting == {
        "event_voided": Act.VOID,
        "event_corrected": Act.CORRECT,
        "crime_cancelled": Act.CANCEL,
        "crime_reclassified": Act.RECLASSIFY,
        "service_declined": Act.DECLINE,
        "service_resumed": Act.RESUME,
        "exception_recorded": Act.EXCEPT,
        "enhanced_rights_determined": Act.DETERMINE,
        "duty_holder_changed": Act.TRANSFER,
    }
    assert all(KNOWN[name].family is Family.CONTROL for name in acting)


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        ("yes_no", [True, False], [0, 1, "true", [], {}]),
        ("number", [0, 12, 11.5, 10_000], [float("inf"), {1, 2}]),
        ("time", ["2026-05-06", "2026-05-06T10:00:00+01:00", DAY], ["soon", "2026-05-06T10:00", 20260506, True]),
        ("text", ["", "by telephone"], [5, True, ["text"], {}]),
        ("texts", ["one", [], ["one", "two"], ("one",)], [5, ["one", 2], {"one": True}]),
        ("fields", [{}, {"at": "2026-05-06"}], ["at", 5, ["at"], True]),
    ],
)
def test_a_detail_holds_its_kind_or_is_unknown(kind: str, right: list[object], wrong: list[object]) -> None:
    entry = {"family": "service", "definition": "A test", "details": {"asked": kind}}
    own = KNOWN.extended(read_types({"test_made": entry}, "own.toml"))
    for value in (*right, None):
        assert "asked" in own.checked_details("test_made", {"asked": value})
    for value in wrong:
        with pytest.raises(InvalidFact, match=r"^details\.asked: "):
            own.checked_details("test_made", {"asked": value})
    for value in wrong if kind != "number" else [-1, 10_001, True, "12"]:
        assert own.checked_details("test_made", {"other": value})["other"] is not None


def test_a_time_among_the_details_is_read_as_a_time() -> None:
    listed = Event("e1", "hearing_listed", at=DAY, details={"hearing_at": "2026-06-01T10:00:00+01:00"})
    assert listed.details["hearing_at"] == dt.datetime(2026, 6, 1, 9, tzinfo=dt.UTC)


@pytest.mark.parametrize("details", [None, [], "channel", {5: "x"}])
def test_details_are_an_object_whose_keys_are_texts(details: object) -> None:
    with pytest.raises(InvalidFact, match=r"^details: "):
        KNOWN.checked_details("victim_informed", details)


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("suspect_arested", "did you mean 'suspect_arrested'"),
        ("quite_another_thing", "none of the 106 known ones; `victims-code events` lists all"),
        ("arrest", "none of the 106 known ones; `victims-code events --search arrest` lists some"),
        ("Suspect Arrested", "lower-case words joined by underscores"),
        ("x" * 200, "lower-case words joined by underscores"),
        (None, "an event type is needed"),
        (5, "an event type is needed"),
    ],
)
def test_a_type_that_is_not_known_is_refused_with_the_nearest(name: object, what: str) -> None:
    with pytest.raises(InvalidFact, match=what):
        KNOWN.checked_type(name)


def test_a_type_that_is_no_word_is_never_repeated() -> None:
    with pytest.raises(InvalidFact) as caught:
        KNOWN.checked_type("Told Mrs Smith of 3 High Street")
    assert "Smith" not in str(caught.value)


class TestDetails:
    """Details cannot change, nor anything inside them; they show no value."""

    DEEP = Details({"fields": {"about": ["e1", ["e2"]]}, "channel": "post"})

    def test_lists_and_objects_are_frozen_all_the_way_down(self) -> None:
        inner = self.DEEP["fields"]
        assert isinstance(inner, Details)
        assert inner["about"] == ("e1", ("e2",))
        with pytest.raises(TypeError):
            self.DEEP["channel"] = "telephone"  # type: ignore[index]

    def test_what_it_was_made_of_can_change_without_it(self) -> None:
        made_of = {"channel": "post"}
        details = Details(made_of)
        made_of["channel"] = "telephone"
        assert details["channel"] == "post"

    def test_equal_and_hashed_as_what_they_hold_and_shown_by_keys(self) -> None:
        assert Details({"a": 1, "b": 2}) == {"b": 2, "a": 1}
        assert hash(Details({"a": 1, "b": 2})) == hash(Details({"b": 2, "a": 1}))
        assert len({Details({"a": number}) for number in range(100)}) == 100
        assert repr(self.DEEP) == "<Details fields, channel>"
        assert (len(self.DEEP), list(self.DEEP)) == (2, ["fields", "channel"])
        assert (self.DEEP.get("absent"), self.DEEP.get("absent", 5), "absent" in self.DEEP) == (None, 5, False)

    def test_they_travel_between_processes(self) -> None:
        assert pickle.loads(pickle.dumps(self.DEEP)) == self.DEEP  # noqa: S301 - our own bytes


class TestReadingTypes:
    """A rulebook or a layer may declare types of its own."""

    LOAN = {"family": "trigger", "definition": "A book is lent"}  # noqa: RUF012 - never changed

    def test_they_extend_the_vocabulary(self) -> None:
        own = KNOWN.extended(read_types({"loan_made": self.LOAN}, "own.toml"))
        assert len(own) == 107
        assert own["loan_made"] == EventType("loan_made", Family.TRIGGER, definition="A book is lent")
        assert Event("e1", own.checked_type("loan_made"), at=DAY, vocabulary=own).act is None
        with pytest.raises(InvalidFact, match="unknown event type 'loan_made'"):
            Event("e1", "loan_made", at=DAY)  # type: ignore[arg-type] # what is tested

    @pytest.mark.parametrize(
        ("change", "fault"),
        [
            ({"family": "triger"}, "events.loan_made: family: unknown word 'triger'; did you mean 'trigger'?"),
            ({"definition": " "}, "events.loan_made: definition: text is needed"),
            ({"received": "yes"}, "events.loan_made: received: true or false is needed"),
            ({"acts": "undo"}, "events.loan_made: acts: unknown word 'undo'; use one of cancel, "),
            ({"details": "yes_no"}, "events.loan_made: details: a table of details, each with its kind, is needed"),
            ({"details": {"rare": "yes"}}, "events.loan_made: details: unknown word 'yes'; did you mean 'yes_no'?"),
            ({"source_systems": 5}, "events.loan_made: source_systems: text is needed"),
            ({"famly": "x"}, "events.loan_made: famly: unknown key; did you mean 'family'?"),
        ],
    )
    def test_each_fault_names_its_type_and_key(self, change: dict[str, object], fault: str) -> None:
        with pytest.raises(InvalidRulebook) as caught:
            read_types({"loan_made": {**self.LOAN, **change}}, "own.toml")
        assert [str(problem).startswith(f"own.toml: {fault}") for problem in caught.value.problems] == [True]

    def test_all_faults_are_told_at_once(self) -> None:
        with pytest.raises(InvalidRulebook) as caught:
            read_types({"Loan": self.LOAN, "x": self.LOAN, "loan_made": {}, "loan_ended": 5}, "own.toml")
        assert [problem.where for problem in caught.value.problems] == [
            "events.Loan", "events.x", "events.loan_made: family", "events.loan_made: definition", "events.loan_ended"
        ]  # fmt: skip
