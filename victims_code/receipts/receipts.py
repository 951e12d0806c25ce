"""The receipt: an answer with all that it rests on, as one JSON document that needs nothing beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from attrs import frozen

from victims_code.arguments import need
from victims_code.assessment import Assessment
from victims_code.errors import InvalidInput, Problem, first_faults
from victims_code.interchange.json_text import read_json
from victims_code.interchange.migrations import migrate, newest_name
from victims_code.interchange.reading import check_size
from victims_code.interchange.writing import case_document
from victims_code.receipts.digests import canonical, digest, written
from victims_code.receipts.grounds import (
    calendar_grounds,
    code_grounds,
    duty_bases,
    layers_grounds,
    readings_grounds,
)
from victims_code.receipts.outcomes import outcome
from victims_code.receipts.shapes import MOST_LAYERS, RECEIPT, shape_faults
from victims_code.rulebook import Law, editions_in_force

#: The name of the form in which receipts are made.
RECEIPT_SCHEMA: Final = newest_name("receipt")


@frozen(repr=False)
class Receipt:
    """An answer as it was given, with the facts, the question and what of the law it rests on. `verify` checks it.

    It is no signature: who edits one can work out its digests again. Keep the digest where others can see it.
    """

    #: The receipt as it was made, in canonical JSON.
    text: str

    @property
    def document(self) -> dict[str, Any]:
        """The receipt as plain values, in its newest form; a copy that one may change."""
        return migrate(json.loads(self.text), "receipt")

    @property
    def case(self) -> str:
        """The reference of the case."""
        return str(self.document["facts"]["case"].get("case"))

    @property
    def as_of(self) -> date:
        """The London day of the answer."""
        return date.fromisoformat(self.document["asked"]["as_of"])

    @property
    def digest(self) -> str:
        """The SHA-256 of all the rest: a receipt with another digest is another receipt."""
        return str(json.loads(self.text)["digest"])

    @property
    def is_whole(self) -> bool:
        """Whether the receipt has its own digest: where it has not, it was changed after it was made."""
        made = json.loads(self.text)
        return bool(made.pop("digest") == digest(made))

    def to_json(self) -> str:
        """Return the receipt in canonical JSON: the same receipt, the same bytes."""
        return self.text

    def __repr__(self) -> str:
        """Return the case, the day and the beginning of the digest."""
        return f"<Receipt of {self.case} on {self.as_of}: {self.digest[:12]}>"


def make_receipt(assessment: Assessment) -> Receipt:
    """Make the receipt of an answer.

    :raises InvalidFact: when it is given anything but an `Assessment`.
    :raises InvalidInput: when the receipt could not be read again: the case is too large or nested too deep for that,
        or there are too many layers.

    >>> import datetime as dt
    >>> from victims_code import Case, Event, Victim, assess
    >>> case = Case("C1", [Victim("V1", vulnerable=True)], [Event("e1", "suspect_arrested", at=dt.date(2026, 5, 5))])
    >>> receipt = make_receipt(assess(case, as_of=dt.date(2026, 5, 6)))
    >>> receipt.document["code"]["rules"]["2020"]["R6.arrest"]["standard"]
    '5 working days'
    """
    need("assessment", assessment, Assessment)
    check_size(case_document(assessment.case), "receipt: facts.case")
    if len(assessment.law.layers) > MOST_LAYERS:
        raise InvalidInput([Problem("layers", f"more than {MOST_LAYERS}", "lay fewer over the Code", "receipt")])
    document = receipt_document(assessment)
    text = canonical({**document, "digest": digest(document)})
    read_json(text, "receipt")
    return Receipt(text)


def receipt_document(assessment: Assessment) -> dict[str, object]:
    """Return a receipt as plain values, without the digest over it all."""
    law, versions, case = assessment.law, assessment.versions, case_document(assessment.case)
    return {
        "schema": RECEIPT_SCHEMA,
        "facts": {"case": case, "digest": digest(case)},
        "asked": {
            "as_of": written(assessment.as_of),
            "known_at": written(assessment.known_at),
            "rulebook": _rulebook(law),
            "whatever_the_date": law.whatever_the_date,
        },
        "versions": {
            "library": versions.library,
            "code": versions.code,
            "duty_basis": versions.duty_basis,
            "calendar": versions.calendar,
        },
        "code": code_grounds(assessment),
        "duty_basis": duty_bases(assessment),
        "calendar": calendar_grounds(assessment),
        "readings": readings_grounds(assessment),
        "layers": layers_grounds(law.layers),
        "outcome": outcome(assessment),
    }


def _rulebook(law: Law) -> str | None:
    """Return the name of the one rulebook that was applied; None where each event fell under the edition of its day."""
    by_date = tuple(book.name for book in editions_in_force())
    if not law.whatever_the_date and tuple(book.name for book in law.editions) == by_date:
        return None
    return law.current.name


def read_receipt(data: bytes | str, source: str = "") -> Receipt:
    """Read a receipt; `source` is named in errors. Whether it comes out the same is for `verify` to say.

    :raises InvalidInput: when it is not JSON, is too large or too deep, was made by a later version of the library,
        or, with every fault, where keys are missing, unknown or of the wrong kind.

    >>> read_receipt('{"schema": "victims-code/case/1"}', "r.json")
    Traceback (most recent call last):
    victims_code.errors.InvalidInput: r.json: schema: not a receipt but a case; write 'victims-code/receipt/1'
    """
    document = read_json(data, source)
    if not isinstance(document, Mapping) or "schema" not in document:
        what, mend = "a receipt is one JSON object that names its schema", f"such as {RECEIPT_SCHEMA!r}"
        raise InvalidInput([Problem("", what, mend, source)])
    newest = migrate(document, "receipt", source=source)
    problems = first_faults(shape_faults(newest, RECEIPT, "", source))
    if problems:
        raise InvalidInput(problems)
    return Receipt(canonical(document))
