"""Slips of the pen that a host's type checker refuses, as the library does at run time, and what both take.

Each ``type: ignore`` is a promise: `mypy --strict` and pyright fail where one is not needed, so where a slip would
pass. `make types` asks mypy, `make types-public` asks pyright.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from tests.typing import write_names
from victims_code import (
    Case,
    Event,
    InvalidFact,
    InvalidRulebook,
    Jurisdiction,
    OffenceCategory,
    Role,
    ServiceProvider,
    Status,
    Victim,
    assess,
    load_code,
    load_layer,
)
from victims_code.names import EventTypeName, ProviderName, RoleName
from victims_code.prompts import prompts_of
from victims_code.vocabulary import code_vocabulary

LAYER = Path(__file__).resolve().parents[2] / "examples" / "layers" / "witness-care-standards.toml"
DAY = date(2026, 5, 12)
ANSWER = assess(Case("C1", [Victim("V1", vulnerable=True)], [Event("e1", "suspect_arrested", at=DAY)]), as_of=DAY)


class TestSlips:
    """Refused before the program runs, and when it runs."""

    def test_a_misspelt_role(self) -> None:
        with pytest.raises(InvalidFact):
            Victim("V1", role="persn")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]

    def test_a_misspelt_offence_category(self) -> None:
        with pytest.raises(InvalidFact):
            Victim("V1", offence_categories=["hate_cryme"])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]

    def test_one_category_where_a_list_is_needed(self) -> None:
        with pytest.raises(InvalidFact):
            Victim("V1", offence_categories="hate_crime")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]

    def test_a_misspelt_type_of_event(self) -> None:
        with pytest.raises(InvalidFact):
            Event("e1", "suspect_arested", at=DAY)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]

    def test_a_wrong_jurisdiction(self) -> None:
        with pytest.raises(InvalidFact):
            Case("C1", [], jurisdiction="england")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]

    def test_a_misspelt_service_provider(self) -> None:
        with pytest.raises(InvalidFact):
            ANSWER.owed_by("polise")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
        with pytest.raises(InvalidFact):
            prompts_of(ANSWER, owed_by="polise")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]

    def test_an_edition_that_there_is_not(self) -> None:
        with pytest.raises(InvalidRulebook):
            load_code("2021")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]

    def test_a_yes_in_words(self) -> None:
        with pytest.raises(InvalidFact):
            Victim("V1", vulnerable="yes")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]

    def test_a_name_that_the_package_has_not(self) -> None:
        with pytest.raises(ImportError):
            from victims_code import Victm  # type: ignore[attr-defined]  # noqa: F401 # pyright: ignore[reportAttributeAccessIssue]


def misspelt_status() -> object:
    """Never called: what it comes to at run time is told in the tests of an answer."""
    return ANSWER.with_status("overdu")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


class TestWhatIsTaken:
    """A member, its text, a variable of the named type, and text that was checked."""

    def test_a_member_and_its_text(self) -> None:
        assert Victim("V1", Role.BUSINESS) == Victim("V1", "business")
        both = Victim("V1", offence_categories=["hate_crime", OffenceCategory.KIDNAP])
        assert both == Victim("V1", offence_categories={OffenceCategory.HATE_CRIME, OffenceCategory.KIDNAP})
        assert Case("C1", [], jurisdiction=Jurisdiction.ELSEWHERE) == Case("C1", [], jurisdiction="elsewhere")
        assert ANSWER.owed_by(ServiceProvider.POLICE) == ANSWER.owed_by("police")
        assert ANSWER.with_status(Status.PENDING) == ANSWER.with_status("pending")
        assert load_code("2020") is load_code()

    def test_a_variable_of_the_named_type(self) -> None:
        role: RoleName = "bereaved_close_relative"
        name: EventTypeName = "suspect_charged"
        provider: ProviderName = "witness_care_unit"
        assert Victim("V1", role).role is Role.BEREAVED_CLOSE_RELATIVE
        assert Event("e1", name, at=DAY).type == "suspect_charged"
        assert ANSWER.owed_by(provider) == ANSWER.owed_by("Witness Care Unit")

    def test_text_from_a_store_once_it_was_checked(self) -> None:
        row: dict[str, str] = {"role": "business", "type": "suspect_charged"}
        assert Victim("V1", Role(row["role"])).role is Role.BUSINESS
        event = Event("e1", code_vocabulary().checked_type(row["type"]), at=DAY)
        assert Event("e2", event.type, at=DAY).type == "suspect_charged"
        assert all(Event("e1", name, at=DAY).type == name for name in code_vocabulary())

    def test_a_type_that_a_layer_declares(self) -> None:
        known = load_layer(LAYER).vocabulary
        name = next(name for name in known if name not in code_vocabulary())
        assert Event("e1", known.checked_type(str(name)), at=DAY, vocabulary=known).type == name


class TestNames:
    """The types repeat the data word for word."""

    def test_they_are_what_is_written_of_the_data(self) -> None:
        assert write_names.NAMES.read_text(encoding="utf-8") == write_names.names()
        assert write_names.CASE.read_text(encoding="utf-8") == write_names.case_schema()

    def test_every_way_to_write_a_provider_is_taken(self) -> None:
        assert {ServiceProvider.of(name) for name in get_args(ProviderName)} == set(ServiceProvider)
