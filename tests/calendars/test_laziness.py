"""The calendar loads nothing heavy, and the library needs no workalendar: seen from a fresh interpreter."""

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
        "calendar.add(dt.date(2028, 12, 29), 1)",
        "calendar.is_working_day(dt.date(2040, 1, 1))",
        "calendar.without_holiday(dt.date(2029, 3, 30), source='an example')",
        "calendar.counting_from_next_working_day().add(dt.date(2028, 12, 31), 1)",
        "calendar.from_workalendar(type('Never', (), {'holidays': lambda self, year: []})(), 2026, 2027)",
    ],
)
def test_no_question_loads_anything_heavy(question: str) -> None:
    assert loaded_after(USE + question) == set()


def test_a_deadline_in_a_projected_year_needs_no_workalendar() -> None:
    """Where the package cannot be imported: from Tuesday 1 May 2035, over the bank holiday of Monday 7 May."""
    script = (
        "import sys\nsys.modules['workalendar'] = None\n"
        "from victims_code.cli import main\nsys.exit(main(['deadline', '2035-05-01', '5']))"
    )
    done = subprocess.run(  # noqa: S603 - this interpreter, our own text
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == [
        "2035-05-09",
        "projected: the bank holidays of 2035 are worked out by rule, not yet published",
    ]
