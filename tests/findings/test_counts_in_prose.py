"""Numbers in prose that repeat what the data say are counted again from the data."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from victims_code import Right, ServiceProvider, load_code
from victims_code.assessment.findings import CODES, Finding
from victims_code.rulebook import editions_in_force
from victims_code.testing.vectors import load_vectors
from victims_code.vocabulary import code_vocabulary

ROOT = Path(__file__).resolve().parents[2]
#: Every page that a person writes: the rules are written from the data, and the changes tell of the past.
PAGES = [
    ROOT / "README.md",
    *(page for page in sorted((ROOT / "docs").glob("*.md")) if page.stem not in ("the-code-rule-by-rule", "changelog")),
]

ONES = [
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
]  # fmt: skip

#: What is counted: how it is written in prose, and the numbers that the data allow.
COUNTS = {
    "rules": {len(book.rules) for book in editions_in_force()},
    "confirmed rules": {len(load_code("2015").rules)},
    "event types|types of event": {len(code_vocabulary())},
    "example cases": {len(list((ROOT / "examples" / "cases").glob("*.json")))},
    "conformance vectors|questions with the answers that the sources require": {len(load_vectors())},
    "Rights": {len(Right)},
    "editions(?! of an?)": {len(editions_in_force())},
    "service providers": {len(ServiceProvider)},
    "findings": {len(CODES)},
    "disputed readings": {len(load_code().readings)},
}

#: Said of the example beside it, and not of the data.
OF_AN_EXAMPLE = {
    ("command-line.md", "five readings"),  # counted below
    ("the-whole-truth-about-time.md", "one edition"),
    ("embedding.md", "1 rules"),
    ("embedding.md", "two event types"),
    ("README.md", "9 example cases"),  # those in which something was going on, on the day that is shown
    ("command-line.md", "9 example cases"),
}

_NUMBER = rf"(?P<number>\d[\d,]*|{'|'.join(ONES[2:])})"


def number(text: str) -> int:
    return ONES.index(text.lower()) if text.lower() in ONES else int(text.replace(",", ""))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_number_that_repeats_the_data_is_what_the_data_say(page: Path) -> None:
    text = " ".join(page.read_text(encoding="utf-8").split())
    for noun, allowed in COUNTS.items():
        for found in re.finditer(rf"(?<![\w.,/]){_NUMBER} (?:of the )?(?:{noun})\b", text, re.IGNORECASE):
            if (page.name, found[0]) not in OF_AN_EXAMPLE:
                assert number(found["number"]) in allowed, found[0]


def test_the_pages_hold_such_numbers_so_that_the_search_is_not_in_vain() -> None:
    text = " ".join(" ".join(page.read_text(encoding="utf-8").split()) for page in PAGES)
    for phrase in ("81 rules", "ten rules", "106 event types", "twelve Rights"):
        assert phrase in text


def test_the_readme_s_table_of_grades_counts_the_rules_by_grade() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    table = {grade: int(count) for grade, count in re.findall(r"^\| ([a-z-]+) \| .* \| (\d+) \|$", text, re.MULTILINE)}
    assert table == Counter(rule.evidence.value for rule in load_code().rules)


def test_the_command_line_s_table_of_findings_lists_each_with_its_severity() -> None:
    text = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    table = re.findall(r"^\| `([a-z_]+)` \| (warning|information) \|", text, re.MULTILINE)
    assert table == [(code, Finding(code).severity.value) for code in CODES]


def test_what_the_page_says_of_the_readings_shown_is_what_the_listing_shows() -> None:
    text = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    listing = text[text.index("$ victims-code readings") : text.index("Here the verdict hangs on dispute")]
    rows = re.findall(r"^  ([a-z_]+) +[D\d -]+ +(nothing|a duty|the case) ", listing, re.MULTILINE)
    said = re.search(r"(\w+) of the (\w+) readings\s+touch\s+the case and split nothing", text)
    assert said is not None
    idle = [name for name, splits in rows if splits == "nothing"]
    assert (number(said[1]), number(said[2])) == (len(idle), len(rows))
    assert f"of the readings that touch this case: {len(rows)}" in listing


def test_what_proof_says_in_all_is_the_sum_of_its_rows() -> None:
    text = (ROOT / "docs" / "proof.md").read_text(encoding="utf-8")
    table = text[text.index("| what is gone through |") : text.index("| in all |")]
    parts = [number(each) for each in re.findall(r" \| ([\d,]+) \|$", table, re.MULTILINE)]
    total = re.search(r"^\| in all \| \| ([\d,]+) \|$", text, re.MULTILINE)
    assert total is not None
    assert sum(parts) == number(total[1])
