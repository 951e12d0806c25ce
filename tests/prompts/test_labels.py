"""Labels: both languages name every word that a prompt can hold, and neither is checked by anyone's locale."""

from __future__ import annotations

from datetime import date

import pytest

from victims_code import InvalidFact
from victims_code.dates import MONTHS
from victims_code.prompts.labels import LANGUAGES, day_in_language, labels
from victims_code.prompts.prompts import DuePrecision, PromptSeverity, PromptStatus


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_names_every_word_of_a_prompt(language: str) -> None:
    found = labels(language)
    assert list(found["severity"]) == list(PromptSeverity)
    assert list(found["status"]) == list(PromptStatus)
    assert list(found["precision"]) == list(DuePrecision)


def test_the_languages_have_the_same_groups_and_words() -> None:
    english, welsh = (labels(language) for language in LANGUAGES)
    assert {group: list(words) for group, words in english.items()} == {
        group: list(words) for group, words in welsh.items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_words_of_a_group_are_told_alike(language: str) -> None:
    for words in labels(language).values():
        assert len(set(words.values())) == len(words)
        assert all(word.strip() == word and word.isprintable() for word in words.values())


def test_the_months_are_those_of_every_other_answer() -> None:
    assert tuple(labels("en")["month"].values()) == MONTHS


def test_a_day_is_written_in_the_language() -> None:
    assert day_in_language(date(2026, 2, 1)) == "1 February 2026"
    assert day_in_language(date(2026, 2, 1), "cy") == "1 Chwefror 2026"


def test_a_language_without_labels_is_refused_with_those_that_have() -> None:
    with pytest.raises(InvalidFact, match=r"^language: no labels in 'fr'; use one of cy, en$"):
        labels("fr")


def test_nobody_can_change_the_labels_of_others() -> None:
    with pytest.raises(TypeError):
        labels("en")["severity"]["overdue"] = "Late"  # type: ignore[index]
