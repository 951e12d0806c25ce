"""The published schemas as others use them: described, portable, found by name, put into a document of their own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.cli.running import ARREST, PLAIN, case_with
from victims_code import InvalidFact, load_layer
from victims_code.interchange import schema, schema_names
from victims_code.vocabulary import code_vocabulary

LAYERS = Path(__file__).resolve().parents[2] / "examples" / "layers"
SHORT = tuple(name.split("/")[1] for name in schema_names())
PREFIX = "#/components/schemas/"


def parts(value: object, where: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Walk every object in a schema, each with its path."""
    if isinstance(value, dict):
        yield where, value
        for key, item in value.items():
            yield from parts(item, f"{where}/{key}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from parts(item, f"{where}/{index}")


def patterns(name: str) -> dict[str, str]:
    """Every pattern of a schema, by its path."""
    return {where: part["pattern"] for where, part in parts(schema(name)) if isinstance(part.get("pattern"), str)}


@pytest.mark.parametrize("name", schema_names())
class TestEverySchema:
    """What holds for each of them."""

    def test_every_property_and_definition_is_described_in_a_sentence(self, name: str) -> None:
        described = {
            f"{where}/{kind}/{key}": each.get("description", "")
            for where, part in parts(schema(name))
            for kind in ("properties", "$defs")
            if isinstance(part.get(kind), dict)
            for key, each in part[kind].items()
        }
        assert described
        wrong = [where for where, words in described.items() if not re.fullmatch(r"\S.{10,}[.]", words)]
        assert not wrong

    def test_what_may_be_null_says_what_null_means(self, name: str) -> None:
        nullable = {
            f"{where}/{key}": each.get("description", "")
            for where, part in parts(schema(name))
            if isinstance(part.get("properties"), dict)
            for key, each in part["properties"].items()
            if {"type": "null"} in each.get("anyOf", ()) or "null" in each.get("type", ())
        }
        silent = [where for where, words in nullable.items() if "null" not in words.casefold()]
        assert not silent

    def test_no_pattern_looks_around_or_back(self, name: str) -> None:
        wrong = {
            where: pattern
            for where, pattern in patterns(name).items()
            if re.search(r"\(\?|\\[1-9kuUpPbBZz]|[*+?}][+]", pattern)
        }
        assert not wrong

    def test_no_format_is_needed_that_a_validator_may_not_know(self, name: str) -> None:
        assert not [where for where, part in parts(schema(name)) if isinstance(part.get("format"), str)]

    def test_it_is_found_by_its_short_name(self, name: str) -> None:
        assert schema(name.split("/")[1]) == schema(name)

    def test_a_prefix_is_put_before_every_reference_and_no_address_is_left(self, name: str) -> None:
        moved = schema(name, ref_prefix=PREFIX)
        references = [part["$ref"] for _, part in parts(moved) if "$ref" in part]
        assert all(each.startswith(PREFIX) and each.removeprefix(PREFIX) in moved["$defs"] for each in references)
        assert not {"$id", "$schema"} & set(moved)
        plain = json.loads(json.dumps(moved).replace(PREFIX, "#/$defs/"))
        assert plain == {key: value for key, value in schema(name).items() if key not in ("$id", "$schema")}


class TestTogether:
    """Several schemas in one place."""

    def test_a_definition_of_one_name_is_the_same_in_every_schema(self) -> None:
        first: dict[str, object] = {}
        for name in schema_names():
            for key, definition in schema(name)["$defs"].items():
                assert first.setdefault(key, definition) == definition, key
        assert not set(first) & set(SHORT)

    def test_all_can_stand_under_one_set_of_components_and_are_still_what_they_were(self) -> None:
        components: dict[str, Any] = {}
        for name in SHORT:
            moved = schema(name, ref_prefix=PREFIX)
            components |= {**moved.pop("$defs"), name: moved}
        for name, document, is_valid in (
            ("case", case_with(ARREST, victims=[PLAIN]), True),
            ("case", case_with({**ARREST, "type": "suspect_arested"}, victims=[PLAIN]), False),
        ):
            whole = {"$ref": f"{PREFIX}{name}", "components": {"schemas": components}}
            assert jsonschema.Draft202012Validator(whole).is_valid(document) is is_valid


class TestNames:
    """How a schema is asked for."""

    @pytest.mark.parametrize(
        ("name", "mend"),
        [
            ("victims-code/case/2", "did you mean 'victims-code/case/1'?"),
            ("cse", "did you mean 'case'?"),
            ("", "use one of assessment, case, "),
        ],
    )
    def test_an_unknown_one_is_refused_with_the_nearest(self, name: str, mend: str) -> None:
        with pytest.raises(InvalidFact, match=re.escape(mend)):
            schema(name)


class TestVocabulary:
    """A type of event is one of those listed, or one that a layer declares."""

    def test_a_misspelt_type_does_not_validate(self) -> None:
        check = jsonschema.Draft202012Validator(schema("case"))
        assert check.is_valid(case_with(ARREST))
        for wrong in ("suspect_arested", "Suspect_arrested", "suspect_arrested ", "", None, ["suspect_arrested"]):
            assert not check.is_valid(case_with({**ARREST, "type": wrong})), wrong

    def test_the_types_that_a_layer_declares_are_listed_where_its_vocabulary_is_given(self) -> None:
        layers = [load_layer(path) for path in sorted(LAYERS.glob("*.toml"))]
        declaring = [layer for layer in layers if layer.types]
        assert declaring
        for layer in declaring:
            own = next(iter(layer.types))
            document = case_with({**ARREST, "type": own})
            listed = schema("case", vocabulary=layer.vocabulary)
            assert jsonschema.Draft202012Validator(listed).is_valid(document)
            assert not jsonschema.Draft202012Validator(schema("case")).is_valid(document)

    def test_only_a_case_file_lists_types(self) -> None:
        with pytest.raises(InvalidFact, match="give it for victims-code/case/1 only"):
            schema("assessment", vocabulary=code_vocabulary())
