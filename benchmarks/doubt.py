"""Time of what doubt and time cost: readings, knowledge, layers, receipts, beside the plain assessment in one run.

Run with ``python benchmarks/doubt.py``. The yardstick is the plain assessment of the same case, which none of these may
slow down: each figure is told as a multiple of it.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from assessing import AS_OF, busy_case, median_us

import victims_code as vc

LAYER = Path(__file__).resolve().parents[1] / "examples" / "layers" / "force-standards.toml"


def main() -> None:
    """Print the table."""
    case = busy_case()
    layer = vc.load_layer(LAYER)
    unassessed = vc.Case("unassessed", [vc.Victim("V1")], case.events)
    charge = vc.Event("e13", "suspect_charged", at=AS_OF)
    late = dt.date(2026, 5, 28)

    def with_targets() -> None:
        for obligation in vc.assess(case, as_of=AS_OF, layers=[layer]):
            _ = obligation.target

    found = vc.readings(case, as_of=AS_OF)
    receipt = vc.make_receipt(vc.assess(case, as_of=AS_OF))
    assert vc.verify(receipt).is_reproduced
    plain = median_us(lambda: vc.assess(case, as_of=AS_OF))
    rows = [
        ("assess alone", plain),
        ("with another reading", median_us(lambda: vc.assess(case, as_of=AS_OF, readings={"expenses": "aim"}))),
        ("as known on an earlier day", median_us(lambda: vc.assess(case, as_of=AS_OF, known_at=late))),
        ("with a layer, every target looked at", median_us(with_targets)),
        ("a preview of one event, what arises", median_us(lambda: vc.preview(case, charge, as_of=AS_OF).arising)),
        (
            "the late records that made the difference",
            median_us(lambda: vc.assess(case, as_of=AS_OF).learned_since(late), number=20),
        ),
        (
            "what would settle it, nothing known of the victim",
            median_us(lambda: vc.assess(unassessed, as_of=AS_OF).would_settle(), number=10),
        ),
        ("a receipt of it", median_us(lambda: vc.make_receipt(vc.assess(case, as_of=AS_OF)), number=5)),
        ("that receipt verified", median_us(lambda: vc.verify(receipt), number=5)),
        (
            f"every reading: {found.combinations} combinations",
            median_us(lambda: vc.readings(case, as_of=AS_OF), repeats=9, number=2),
        ),
    ]
    print(f"{len(case.events)} events, {len(found.assessment)} obligations")
    for name, taken in rows:
        print(f"  {name:<52}{taken:>12.1f} µs   x{taken / plain:.1f}")


if __name__ == "__main__":
    main()
