"""What the stored receipts are receipts of, and how a new one is added: ``python -m tests.receipts.storing``.

It writes the receipts of the list below that are not stored yet, and never writes over one that is.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import field, frozen

from victims_code import Assessment, Case, Event, Jurisdiction, Victim
from victims_code.assessment import assess_by
from victims_code.dates import When
from victims_code.interchange import read_case
from victims_code.names import CheckedType, EditionName
from victims_code.receipts import make_receipt
from victims_code.rulebook import law_of, load_code, load_layer
from victims_code.vocabulary import code_vocabulary

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES, LAYERS = ROOT / "examples" / "cases", ROOT / "examples" / "layers"
STORED = Path(__file__).resolve().parent / "stored"

#: What the example cases come to, reasoned by hand.
EXPECTED: list[dict[str, Any]] = tomllib.loads((EXAMPLES / "expected.toml").read_text(encoding="utf-8"))["case"]


@frozen(kw_only=True)
class Asked:
    """A question whose answer is stored as a receipt: an example case by name, or a case of its own."""

    case: str | Case
    as_of: dt.date
    known_at: When | None = None
    readings: Mapping[str, str] = field(factory=dict)
    layer: str | None = None
    #: The edition that is applied whatever the date.
    rulebook: EditionName | None = None

    def answer(self) -> Assessment:
        """Work out the answer as it is today."""
        case = self.case
        if isinstance(case, str):
            case = read_case((EXAMPLES / f"{case}.json").read_bytes())
        law = law_of(
            None if self.rulebook is None else load_code(self.rulebook),
            readings=self.readings,
            layers=() if self.layer is None else [load_layer(LAYERS / f"{self.layer}.toml")],
            whatever_the_date=self.rulebook is not None,
        )
        return assess_by(law, case, as_of=self.as_of, known_at=self.known_at)


def _plain_victim(**facts: Any) -> Victim:  # noqa: ANN401 - the fields of a Victim
    unknown = dict.fromkeys(("persistently_targeted", "vulnerable", "intimidated", "under_18_at_offence"), False)
    return Victim("V1", **{"offence_categories": (), **unknown, **facts})


#: Reported and charged under the 2015 edition, tried under that of 2020.
OVER_TWO_EDITIONS = Case(
    "20WM/00001/21",
    [_plain_victim()],
    [
        Event("e1", "crime_reported", at=dt.date(2021, 3, 1)),
        Event("e2", "suspect_charged", at=dt.date(2021, 3, 30), suspect="S1"),
        Event("e3", "victim_informed", at=dt.date(2021, 4, 1), about=("e2",)),
        Event("e4", "suspect_arrested", at=dt.date(2021, 4, 6), suspect="S1"),
    ],
)

#: Arrested shortly before the end of the published bank holidays, so that the last day falls into a projected year.
INTO_PROJECTED_YEARS = Case(
    "20WM/00002/28", [_plain_victim()], [Event("e1", "suspect_arrested", at=dt.date(2028, 12, 27))]
)

#: Outside the Code.
NOTHING_OWED = Case(
    "20WM/00003/26",
    [_plain_victim()],
    [Event("e1", "suspect_arrested", at=dt.date(2026, 5, 5))],
    jurisdiction=Jurisdiction.ELSEWHERE,
)

#: A court's message that names no victim.
NO_VICTIMS = Case("20WM/00004/26", [], [Event("e1", "suspect_arrested", at=dt.date(2026, 5, 5))])

#: Arrested just before the duty became statutory, and excused only when it was late already.
OVER_TWO_DUTY_BASES = Case(
    "20WM/00005/25",
    [_plain_victim()],
    [
        Event("e1", "suspect_arrested", at=dt.date(2025, 1, 24)),
        Event(
            "e2", "exception_recorded", at=dt.date(2025, 2, 4), details={"rule": "R6.arrest", "reason": "safeguarding"}
        ),
    ],
)


#: One of everything that starts a counted limit, in the order in which a case may run.
_STARTS = (
    "offence_committed", "crime_reported", "victim_identified", "suspect_arrested", "suspect_interviewed_under_caution",
    "suspect_released_without_charge", "suspect_released_on_police_bail", "police_bail_varied", "police_bail_cancelled",
    "suspect_released_under_investigation", "decision_not_to_investigate", "decision_not_to_prosecute",
    "out_of_court_disposal_given", "suspect_charged", "charges_altered_or_stopped", "court_bail_decided",
    "arrest_warrant_issued", "rearrest_hearing_held", "hearing_listed", "witness_required", "case_outcome_reached",
    "sentence_passed", "victim_contact_scheme_referred", "appeal_lodged", "appeal_hearing_listed",
    "appeal_bail_decided", "appeal_decided", "expenses_claim_received", "complaint_received",
)  # fmt: skip


def _one_of_everything(name: str, first: dt.date) -> Case:
    """A case to which every start happens, one a day, and of which nobody tells the victim anything."""
    days = [first + dt.timedelta(days=number) for number in range(len(_STARTS))]
    events = [
        Event(f"e{number}", CheckedType(kind), at=day, received_at=day if code_vocabulary()[kind].received else None)
        for number, (kind, day) in enumerate(zip(_STARTS, days, strict=True), 1)
    ]
    return Case(name, [_plain_victim()], events)


ONE_OF_EVERYTHING_2019 = _one_of_everything("20WM/00006/19", dt.date(2019, 3, 4))
ONE_OF_EVERYTHING_2026 = _one_of_everything("20WM/00007/26", dt.date(2026, 3, 2))


def _of_examples() -> dict[str, Asked]:
    return {
        Path(entry["file"]).stem: Asked(
            case=Path(entry["file"]).stem, as_of=entry["as_of"], rulebook="2020" if "under_2020" in entry else None
        )
        for entry in EXPECTED
    }


_OCTOBER, _JULY = dt.date(2026, 10, 9), dt.date(2026, 7, 20)

#: Every stored receipt, by the name of its file.
ASKED: dict[str, Asked] = {
    **_of_examples(),
    # Chosen readings.
    "reading-unassessed-enhanced": Asked(
        case="half-the-facts-missing", as_of=_OCTOBER, readings={"unassessed": "enhanced"}
    ),
    "reading-unassessed-standard": Asked(
        case="half-the-facts-missing", as_of=_OCTOBER, readings={"unassessed": "standard"}
    ),
    "reading-unattributed-contact": Asked(
        case="half-the-facts-missing", as_of=_OCTOBER, readings={"unattributed_contact": "meets_what_was_pending"}
    ),
    "reading-weekend-start": Asked(
        case="robbery-to-conviction",
        as_of=dt.date(2026, 2, 10),
        readings={"weekend_start": "next_working_day_is_day_0"},
    ),
    "reading-enhanced-from": Asked(
        case="attempted-never-reached",
        as_of=dt.date(2026, 2, 25),
        readings={"enhanced_from": "running_clock_shortens"},
    ),
    "reading-rules": Asked(
        case="child-victim",
        as_of=dt.date(2026, 9, 3),
        readings={"charge_and_disposal": "untimed", "written_confirmation": "untimed"},
    ),
    "reading-criteria": Asked(
        case="domestic-abuse-bail-changes", as_of=_JULY, readings={"automatic_intimidation": "wider"}
    ),
    "reading-edition": Asked(case=OVER_TWO_EDITIONS, as_of=dt.date(2021, 4, 20), readings={"edition": "report_date"}),
    # Layers.
    "layer-force": Asked(case="domestic-abuse-bail-changes", as_of=_JULY, layer="force-standards"),
    "layer-witness-care": Asked(
        case="bereaved-family-charge-to-parole", as_of=dt.date(2026, 11, 2), layer="witness-care-standards"
    ),
    # Knowledge, and what is still to come.
    "known-at": Asked(case="domestic-abuse-bail-changes", as_of=dt.date(2026, 5, 30), known_at=dt.date(2026, 6, 1)),
    "known-at-an-hour": Asked(
        case="domestic-abuse-bail-changes",
        as_of=_JULY,
        known_at=dt.datetime(2026, 6, 2, 8, 0, tzinfo=dt.UTC),
    ),
    "before-the-end": Asked(case="robbery-to-conviction", as_of=dt.date(2025, 6, 18)),
    # Editions.
    "edition-2015": Asked(case="robbery-to-conviction", as_of=dt.date(2026, 2, 10), rulebook="2015"),
    "editions-by-date": Asked(case=OVER_TWO_EDITIONS, as_of=dt.date(2021, 4, 20)),
    "one-of-everything-2019": Asked(case=ONE_OF_EVERYTHING_2019, as_of=dt.date(2019, 4, 1)),
    "one-of-everything-2026": Asked(case=ONE_OF_EVERYTHING_2026, as_of=dt.date(2026, 4, 1)),
    "before-any-edition": Asked(case="spi-imprisonment", as_of=dt.date(2011, 10, 3)),
    # Other corners.
    "into-projected-years": Asked(case=INTO_PROJECTED_YEARS, as_of=dt.date(2028, 12, 29)),
    "nothing-owed": Asked(case=NOTHING_OWED, as_of=dt.date(2026, 5, 20)),
    "no-victims": Asked(case=NO_VICTIMS, as_of=dt.date(2026, 5, 20)),
    "over-two-duty-bases": Asked(case=OVER_TWO_DUTY_BASES, as_of=dt.date(2025, 2, 10)),
}


def store() -> list[str]:
    """Write the receipts that are not stored yet, and return their names."""
    STORED.mkdir(exist_ok=True)
    missing = [name for name in ASKED if not (STORED / f"{name}.json").exists()]
    for name in missing:
        text = make_receipt(ASKED[name].answer()).to_json()
        (STORED / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")
    return missing


if __name__ == "__main__":
    print("\n".join(store()) or "every receipt is stored already")  # noqa: T201 - a script tells what it did
