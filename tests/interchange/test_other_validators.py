"""The published schemas under other validators than Python's: every pattern under RE2, every schema under one in Rust.

One in JavaScript, ajv, is asked by ``make schemas``, since it needs node.
"""

from __future__ import annotations

import json
import re
from collections import Counter

import jsonschema_rs
import pytest
import re2

from tests.interchange.schema_samples import samples
from tests.interchange.test_schema_use import patterns
from tests.interchange.test_schemas import FORMS, REFERENCES, TIMES
from victims_code.interchange import schema, schema_names

#: Texts on which engines differ: about line ends, what counts as a space or a digit, and characters beyond 16 bits.
TEXTS = (*TIMES, *FORMS, *REFERENCES, "0" * 64, "deadlines/R6.arrest", "\u3000")


@pytest.mark.parametrize("name", schema_names())
def test_every_pattern_means_under_re2_what_it_means_in_python(name: str) -> None:
    found = patterns(name)
    for where, pattern in found.items():
        compiled = re2.compile(pattern)
        # Python alone lets $ stand before a last line end, which maxLength or a `not` refuses beside the pattern.
        texts = [text for text in TEXTS if not (pattern.endswith("$") and text.endswith("\n"))]
        wrong = [text for text in texts if bool(compiled.search(text)) is not bool(re.search(pattern, text))]
        assert not wrong, where


def test_a_validator_in_rust_comes_to_the_same_verdicts_by_an_engine_that_never_looks_back() -> None:
    options = jsonschema_rs.RegexOptions()
    checks = {
        name: jsonschema_rs.Draft202012Validator(schema(name), pattern_options=options) for name in schema_names()
    }
    tried: Counter[tuple[str, bool]] = Counter()
    for sample in samples():
        assert checks[sample.name].is_valid(sample.document) is sample.is_valid, json.dumps(sample.document)
        tried[sample.name, sample.is_valid] += 1
    assert all(tried[name, True] and tried[name, False] > 50 for name in schema_names()), tried
