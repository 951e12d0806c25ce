"""A truth is a word: it equals its word, and JSON, a form and a database keep it as it reads."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing

import pytest
from django.db.models import CharField

from tests.values.cases import ANSWER
from tests.values.copying import copies
from victims_code import Truth, UndeterminedTruth


def test_it_equals_its_word_and_hashes_like_it() -> None:
    assert [truth == truth.value for truth in Truth] == [True, True, True]
    assert {"yes": 1}[Truth.YES] == 1
    assert ANSWER.in_breach == "yes"
    assert Truth("undetermined") is Truth.UNDETERMINED


@pytest.mark.parametrize("truth", Truth)
def test_it_is_written_as_its_word_wherever_it_goes(truth: Truth) -> None:
    assert json.loads(json.dumps([truth, {truth: truth}])) == [truth.value, {truth.value: truth.value}]
    assert (str(truth), f"{truth}", f"{truth:>13}") == (truth.value, truth.value, truth.value.rjust(13))
    text = io.StringIO()
    csv.writer(text).writerow([truth])
    assert text.getvalue().strip() == truth.value
    with closing(sqlite3.connect(":memory:")) as store:
        assert store.execute("select ?, typeof(?)", (truth, truth)).fetchone() == (truth.value, "text")
    assert CharField().get_prep_value(truth) == truth.value
    assert all(again is truth for again in copies(truth))


def test_it_still_shows_what_it_is_and_refuses_to_be_a_plain_condition() -> None:
    assert repr(Truth.YES) == "<Truth.YES: 'yes'>"
    assert (bool(Truth.YES), bool(Truth.NO)) == (True, False)
    with pytest.raises(UndeterminedTruth):
        bool(Truth.UNDETERMINED)
    with pytest.raises(UndeterminedTruth):
        _ = Truth.UNDETERMINED or Truth.YES


def test_and_or_and_not_are_those_of_a_truth_and_take_no_word() -> None:
    assert Truth.YES | Truth.UNDETERMINED is Truth.YES
    assert Truth.NO & Truth.UNDETERMINED is Truth.NO
    for combine in (lambda: Truth.YES & "yes", lambda: "yes" | Truth.YES):  # type: ignore[operator]
        with pytest.raises(TypeError):
            combine()
