"""Time of one assessment, with and without words, cold and warm, and of importing the package.

Run with ``python benchmarks/assessing.py``. There is no peer that executes the Victims' Code, so the yardstick in the
same run is the cheapest honest one: adding working days with workalendar, once for each due date that is worked out.
"""

from __future__ import annotations

import datetime as dt
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import victims_code as vc

AS_OF = dt.date(2026, 6, 1)

#: How an obligation stands that is still to be done by a day.
LIVE = (vc.Status.PENDING, vc.Status.DUE_TODAY, vc.Status.OVERDUE)


def busy_case() -> vc.Case:
    """Return twelve events of an investigation: the report, two suspects, bail, a plan, a contact."""
    zone = dt.timezone(dt.timedelta(hours=1))

    def at(day: int, hour: int, month: int = 5) -> dt.datetime:
        return dt.datetime(2026, month, day, hour, 15, tzinfo=zone)

    victim = vc.Victim(
        "V1",
        born=dt.date(1990, 4, 1),
        offence_categories=["violent_crime"],
        persistently_targeted=False,
        vulnerable=False,
        intimidated=False,
    )
    return vc.Case(
        "bench",
        [victim],
        [
            vc.Event("e01", "offence_committed", at=at(26, 22)),
            vc.Event("e02", "crime_reported", at=at(27, 9)),
            vc.Event("e03", "crime_recorded", at=at(27, 11)),
            vc.Event("e04", "suspect_arrested", at=at(27, 15), suspect="S1"),
            vc.Event("e05", "suspect_interviewed_under_caution", at=at(27, 19), suspect="S1"),
            vc.Event("e06", "suspect_released_on_police_bail", at=at(28, 1), suspect="S1"),
            vc.Event("e07", "needs_assessment_completed", at=at(28, 9)),
            vc.Event("e08", "suspect_arrested", at=at(28, 15), suspect="S2"),
            vc.Event("e09", "suspect_released_under_investigation", at=at(29, 9), suspect="S2"),
            vc.Event("e10", "contact_plan_agreed", at=at(29, 10), details={"every_days": 28}),
            vc.Event("e11", "support_referral_made", at=at(29, 10)),
            vc.Event("e12", "victim_informed", at=at(29, 11), victim="V1", about=["e04"]),
        ],
    )


def answered(case: vc.Case) -> vc.Assessment:
    """Assess, and take the verdict, what is next, and every obligation with its dates."""
    answer = vc.assess(case, as_of=AS_OF)
    _ = answer.in_breach, answer.next_due
    for obligation in answer.obligations:
        _ = obligation.due_by, obligation.status
    return answer


def median_us(run: Callable[[], object], repeats: int = 25, number: int = 200) -> float:
    """Return the median time of one run in microseconds."""
    run()
    times = []
    for _ in range(repeats):
        start = time.perf_counter_ns()
        for _ in range(number):
            run()
        times.append((time.perf_counter_ns() - start) / number / 1000)
    return statistics.median(times)


def importing(statement: str) -> float:
    """Return the median wall time in milliseconds of an interpreter that runs one statement."""
    times = []
    for _ in range(15):
        start = time.perf_counter_ns()
        subprocess.run([sys.executable, "-c", statement], check=True)  # noqa: S603 - our own interpreter and words
        times.append((time.perf_counter_ns() - start) / 1e6)
    return statistics.median(times)


def cold() -> dict[str, float]:
    """Return the milliseconds of the first assessment of a process, and of the second."""
    code = (
        "import time, json; from benchmarks.assessing import busy_case, answered\n"
        "case = busy_case()\n"
        "times = []\n"
        "for _ in range(2):\n"
        "    start = time.perf_counter_ns(); answered(case); times.append((time.perf_counter_ns() - start) / 1e6)\n"
        "print(json.dumps({'first': times[0], 'second': times[1]}))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)  # noqa: S603 - as above
    read: dict[str, float] = json.loads(done.stdout)
    return read


def main() -> None:
    """Print the table."""
    from workalendar.europe import UnitedKingdom

    case = busy_case()
    answer = answered(case)
    live = answer.with_status(*LIVE)
    dated = [o for o in answer if o.due_by is not None]
    peer = UnitedKingdom()

    def yardstick() -> None:
        for obligation in dated:
            peer.add_working_days(obligation.trigger.date, 5)

    def with_words() -> None:
        for obligation in answered(case).obligations:
            obligation.why()

    def with_words_on_what_is_live() -> None:
        for obligation in answered(case).with_status(*LIVE):
            obligation.why()

    timings = [
        ("assess alone", median_us(lambda: vc.assess(case, as_of=AS_OF))),
        ("with verdict, next due and every obligation", median_us(lambda: answered(case))),
        (f"with one sentence for each of the {len(live)} live", median_us(with_words_on_what_is_live, number=50)),
        (f"with one sentence for each of all {len(answer)}", median_us(with_words, number=50)),
        (f"workalendar: {len(dated)} due dates, nothing else", median_us(yardstick, repeats=5, number=20)),
    ]
    print(f"{len(case.events)} events, {len(answer)} obligations, {len(dated)} dated, {len(live)} live")
    whole = timings[1][1]
    for name, taken in timings:
        print(f"  {name:<48}{taken:>10.1f} µs   x{taken / whole:.2f}")
    bare = importing("pass")
    for statement in ("import victims_code", "from victims_code import Case, Event, Victim", "import attrs"):
        print(f"  {statement + ', over a bare interpreter':<68}{importing(statement) - bare:>8.1f} ms")
    first = cold()
    print(f"  {'first assessment of a process, second':<48}{first['first']:>10.1f} ms   {first['second']:.3f} ms")


if __name__ == "__main__":
    main()
