"""Every way into the library: of a valid input made wrong, or of anything at all, it refuses in words or answers."""

from __future__ import annotations

import json
from functools import cache
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzzing.mutating import TEXTS, TIMES, varied
from tests.fuzzing.seeds import seeds
from tests.fuzzing.targets import TARGETS

#: How many inputs are tried of each kind. The fuzzers that run for long are told of in `fuzz_atheris`.
_TRIED = 60

#: Words of which calls are made: commands, options, values of each, and what is none.
_WORDS = (
    "assess", "explain", "readings", "receipt", "verify", "rules", "lint", "deadline", "calendar", "demo", "vectors",
    "run", "@0", "@0.ndjson", "@0.toml", "@1", "@7", "-", "--as-of", "2026-05-20", "--known-at", "--format", "json",
    "table", "csv", "text", "--check", "--reading", "unassessed=standard", "=", "a=b", "--layer", "--rulebook",
    "2015", "2020", "1999", "--assume-tz", "Europe/London", "Europe", "UTC", "..", "--obligation", "V1/R6.arrest/e1",
    "--right", "6", "-1", "--why", "--all", "-v", "events", "--search", "today", "--level", "--answers", "--help",
    "--version", "--", "-x", "", "\x1b[2J", "\ud800", "\x00", "9" * 30, "\u0663",
)  # fmt: skip


@cache
def _seeds(target: str) -> list[bytes]:
    return list(seeds(target))


@pytest.mark.parametrize("target", TARGETS)
def test_every_seed_is_valid(target: str) -> None:
    for seed in _seeds(target):
        TARGETS[target](seed)


@pytest.mark.parametrize("target", TARGETS)
@given(data=st.data(), random=st.randoms(use_true_random=False))
@settings(max_examples=_TRIED, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_a_valid_input_made_wrong_is_refused_or_answered(target: str, data: st.DataObject, random: Random) -> None:
    TARGETS[target](varied(target, data.draw(st.sampled_from(_seeds(target))), random))


@pytest.mark.parametrize("target", TARGETS)
@given(data=st.binary(max_size=200))
@settings(max_examples=_TRIED)
def test_any_bytes_are_refused_or_answered(target: str, data: bytes) -> None:
    TARGETS[target](data)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from((*TEXTS, *TIMES)) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(victim=_JSON, event=_JSON, details=_JSON, others=st.dictionaries(st.text(max_size=8), _JSON, max_size=2))
@settings(max_examples=_TRIED)
def test_any_json_in_the_place_of_a_victim_an_event_or_its_details(
    victim: object, event: object, details: object, others: dict[str, object]
) -> None:
    known = {"id": "e1", "type": "suspect_arrested", "at": "2026-05-12", "details": details}
    document = {"case": "C1", "victims": [victim, {"id": "V1"}], "events": [known, event], **others}
    TARGETS["case"](json.dumps(document).encode())
    TARGETS["case"](json.dumps({"case": "C1", "victims": [{"id": "V1"}], "events": [known]}).encode())


@given(words=st.lists(st.sampled_from(_WORDS), max_size=8), body=st.sampled_from(_seeds("call")))
@settings(max_examples=_TRIED)
def test_any_words_are_a_call_or_refused(words: list[str], body: bytes) -> None:
    line = " ".join(words).encode("utf-8", "surrogatepass").replace(b"\n", b"")
    TARGETS["call"](line + b"\n" + body.partition(b"\n")[2])
