"""What is loaded, and when: seen from a fresh interpreter."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = "{'workalendar', 'numpy', 'holidays', 'govuk_bank_holidays', 'pandas', 'pyarrow'}"


def loaded_after(code: str) -> set[str]:
    """The heavy modules that are loaded once `code` has run."""
    script = f"import sys\nimport datetime as dt\n{code}\nprint(*sorted({HEAVY} & set(sys.modules)))"
    done = subprocess.run(  # noqa: S603 - this interpreter, our own text
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


USE = "from victims_code.calendars import england_and_wales\ncalendar = england_and_wales()\n"


def test_importing_the_calendar_reads_no_data_and_loads_nothing_heavy() -> None:
    code = "from victims_code.calendars import england_and_wales\nassert england_and_wales.cache_info().currsize == 0"
    assert loaded_after(code) == set()


@pytest.mark.parametrize(
    "question",
    [
        "calendar.add(dt.date(2028, 12, 1), 10)",
        "calendar.why(dt.date(2026, 4, 2), 5)",
        "calendar.between(dt.date(2006, 1, 1), dt.date(2028, 12, 31))",
        "calendar.year(2028)",
        "calendar.is_projected(dt.date(2035, 1, 1))",
        "calendar.with_holiday(dt.date(2027, 6, 4), 'A jubilee', source='an example').add(dt.date(2027, 6, 3), 1)",
        "calendar.without_holiday(dt.date(2023, 5, 8), source='an example').add(dt.date(2023, 5, 5), 1)",
        "calendar.counting_from_next_working_day().add(dt.date(2026, 2, 7), 1)",
    ],
)
def test_published_years_need_no_projection(question: str) -> None:
    assert loaded_after(USE + question) == set()


@pytest.mark.parametrize(
    "question",
    [
        "calendar.add(dt.date(2028, 12, 29), 1)",
        "calendar.add_ordinal(dt.date(2028, 12, 29).toordinal(), 1)",
        "calendar.is_working_day(dt.date(2030, 1, 1))",
        "calendar.year(2029)",
        "calendar.without_holiday(dt.date(2029, 3, 30), source='an example')",
        "calendar.counting_from_next_working_day().add(dt.date(2028, 12, 31), 1)",
    ],
)
def test_a_date_past_the_published_years_loads_workalendar(question: str) -> None:
    assert "workalendar" in loaded_after(USE + question)
