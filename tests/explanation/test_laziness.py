"""Words are made when someone asks for them: an assessment is worked out where there is no room that explains."""

from __future__ import annotations

import subprocess
import sys

from tests.cli.running import ROOT

#: Puts nothing in the place of the room that explains, so that to import it fails.
BARRED = "import sys\nsys.modules['victims_code.explanation'] = None\n"

ASSESSED = """
from datetime import date
from victims_code import Case, Event, Victim, assess
arrest = Event("e1", "suspect_arrested", at=date(2026, 5, 12))
answer = assess(Case("C1", [Victim("V1")], [arrest]), as_of=date(2026, 5, 20))
assert [o.id for o in answer] and answer.in_breach and answer.next_due and answer.versions
assert answer.findings == () and answer.next_change_at is None and answer.enhanced_rights
"""


def runs(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - this interpreter, our own text
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_an_assessment_is_worked_out_without_the_room_that_explains() -> None:
    done = runs(BARRED + ASSESSED)
    assert done.returncode == 0, done.stderr


def test_the_words_need_that_room() -> None:
    assert runs(BARRED + ASSESSED + "answer.next_due.why()").returncode == 1
    assert runs(BARRED + ASSESSED + "answer.next_due.trace()").returncode == 1


def test_an_assessment_loads_neither_that_room_nor_the_one_that_writes() -> None:
    rooms = "{'victims_code.explanation', 'victims_code.interchange', 'victims_code.cli', 'json'}"
    done = runs(f"{ASSESSED}\nimport sys\nprint(sorted({rooms} & set(sys.modules)))")
    assert done.stdout == "[]\n", done.stderr
