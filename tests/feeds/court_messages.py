"""The courts' messages as this project makes them: modelled, one by one, on kinds that the justice system's tests show.

Nobody in them exists. What each is to give is worked out from what its codes mean, never from what we read of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from tests.feeds import hearings as cp
from tests.feeds.spi_samples import (
    PERSONAL,
    case,
    defendant,
    deliver,
    duration,
    finding,
    next_hearing,
    offence,
    qualifier,
    result,
    session,
)  # fmt: skip

_DAY: Final = "2026-05-06"
_GUILTY: Final = "<d:Plea>2</d:Plea>" + finding("G", _DAY)
_PLEADED: Final = "<d:Plea>1</d:Plea>"
_LISTED: Final = next_hearing("2026-06-03", "10:00:00")


def _message(number: int, *offences: str, of: int | None = None, day: str = _DAY, **bail: str) -> bytes:
    """A message of one defendant: number `number`, in a case of its own, or in that of number `of`."""
    case_number = of or number
    asn, urn = f"2601ZZ000000000{case_number:04}A", f"01ZZ0{case_number:04}26"
    return deliver(session(case(defendant(*offences, asn=asn, **bail), urn=urn), day=day))


def _several(*inner: str) -> list[str]:
    """An offence for each, numbered from 1."""
    return [offence(f"{number:03}", text) for number, text in enumerate(inner, 1)]


def _terms(*terms: tuple[str, str]) -> list[str]:
    """An offence for each term of imprisonment."""
    return _several(*(_GUILTY + result("1002", duration(*term)) for term in terms))


#: Messages of the Standard Prosecutor Interface, by what happened.
SPI: Final[dict[str, bytes]] = {
    "adjourned": _message(1, *_several(*[_PLEADED + result("4506", _LISTED)] * 2)),
    "fined": _message(2, *_several(_GUILTY + result("1015"))),
    "twelve months": _message(3, *_terms(("12", "M"))),
    "the text says more": _message(
        4, *_several(_GUILTY + result("1002", duration("3", "M"), text=f"{PERSONAL} 12 months"))
    ),
    "eleven, ten and twelve months": _message(5, *_terms(("11", "M"), ("10", "M"), ("12", "M"))),
    "three and four months": _message(6, *_terms(("3", "M"), ("4", "M"))),
    "nine and ten months": _message(7, *_terms(("9", "M"), ("10", "M"))),
    "sixteen weeks": _message(8, *_terms(("16", "W"))),
    "suspended": _message(9, *_several(_GUILTY + result("1115", duration("4", "M", "12")))),
    "hospital": _message(10, *_several("<d:Plea>3</d:Plea>" + finding("O") + result("1008"))),
    "warrant": _message(11, *_several("<d:Plea>3</d:Plea>" + result("4575", _LISTED))),
    "warrant for two offences": _message(12, *_several(*[result("4576") + result()] * 2)),
    "warrant, and no date": _message(13, *_several(_PLEADED + result("2007"), result("4577"))),
    "warrant, but excepted": _message(14, *_several(result("4575", qualifier("EO")))),
    "bail with conditions": _message(
        15, *_several(_PLEADED + result("4027", _LISTED)), bail="B", conditions=f"{PERSONAL} to live there"
    ),
    "bail, conditions not stated": _message(16, *_several(*[_PLEADED + result("4027", _LISTED)] * 2), bail="B"),
    "bail conditions changed": _message(17, *_several(_PLEADED + result("4597"))),
    "custody": _message(18, *_several(*[_PLEADED + result("4028", _LISTED)] * 3), bail="C"),
    "custody with a direction for bail": _message(
        19, *_several(_PLEADED + result("4046", _LISTED)), bail="P", conditions=f"{PERSONAL} when released"
    ),
    "no date": _message(20, *_several(*[_PLEADED + result("2007")] * 3)),
    "seven offences": _message(
        21, *_several(*[_GUILTY + result("1002", duration("12", "M"))] * 4, *[_GUILTY + result("1015")] * 3)
    ),
    "an offence without a sure date": _message(
        22,
        offence("1", _GUILTY + result("1016")),
        offence("2", _GUILTY + result("1015"), date_code="5"),
        offence("3", _GUILTY + result("1015")),
        offence("4", _GUILTY + result("1015")),
    ),
    "dead": _message(23, *_several(_PLEADED + result("2065"))),
    "acquitted of all": _message(24, *_several(*[_PLEADED + finding("N") + result("2004")] * 2)),
    "charged twice": _message(
        25,
        offence("1", _PLEADED + result("4506", _LISTED)),
        offence("2", _PLEADED + result("4506", _LISTED), arrest="2026-04-01", charge="2026-04-02"),
    ),
    "a charge ended": _message(26, *_several(_GUILTY + result("1015"), _PLEADED + result("2063"))),
    "adjourned, then sentenced": _message(
        27, *_several(*["<d:Plea>2</d:Plea>" + finding("G", "2026-06-03") + result("1002", duration("14", "M"))] * 2),
        of=1, day="2026-06-03",
    ),
    "an intimidated victim": _message(28, *_several(_PLEADED + result("4506", _LISTED, qualifier("LH")))),
    "two defendants": deliver(
        session(
            case(
                defendant(*_several(_GUILTY + result("1141")), asn="2601ZZ0000000000291A"),
                defendant(*_several(_PLEADED + result("4506", _LISTED)), asn="2601ZZ0000000000292B"),
                urn="01ZZ0002926",
            )
        )
    ),
    "a company": deliver(
        session(case(defendant(*_several(_GUILTY + result("1015")), kind="Corporate"), urn="01ZZ0003026"))
    ),
}  # fmt: skip

#: By police trigger: the messages that raise it, by the facts of what each trigger is for.
RAISED: Final[dict[str, set[str]]] = {
    "TRPR0002": {"warrant", "warrant for two offences", "warrant, and no date"},
    "TRPR0005": {"custody"},
    "TRPR0006": {
        "twelve months", "the text says more", "eleven, ten and twelve months", "three and four months",
        "nine and ten months", "sixteen weeks", "hospital", "seven offences", "adjourned, then sentenced",
    },
    "TRPR0010": {"bail with conditions", "bail conditions changed"},
    "TRPR0017": {"no date", "warrant, and no date"},
    "TRPR0019": {"custody with a direction for bail"},
}  # fmt: skip

_APPEARED: Final = {"startDate": "2026-03-01", "arrestDate": "2026-03-02", "chargeDate": "2026-03-03"}
_PLEA: Final = {"plea": {"pleaValue": "NOT_GUILTY", "pleaDate": "2026-07-01", "originatingHearingId": cp.HEARING}}
_CONVICTED: Final = {"convictionDate": "2026-07-01"}
_IMPRISONED: Final = {"cjsCode": "1002", "category": "FINAL"}
_UNSCHEDULED: Final = {"nextHearing": {"courtCentre": {"code": "B42CM00"}}}


def _hearing(number: int, *offences: dict[str, Any], more: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    """A hearing of its own, of one defendant and any more."""
    document = cp.hearing(cp.defendant(cp.ONE, *offences), *more)
    document["hearing"]["id"] = f"{number:08}{cp.HEARING[8:]}"
    (told,) = document["hearing"]["prosecutionCases"]
    told["prosecutionCaseIdentifier"] = {"caseURN": f"20WM{number:05}26"}
    return document


#: Hearings of Common Platform, and how often each occurrence is told of, apart from offence, arrest and charge.
HEARINGS: Final[dict[str, tuple[dict[str, Any], dict[str, int]]]] = {
    "bail, and a next hearing": (
        _hearing(1, cp.offence(cp.FIRST, cp.result(1, **cp.BAIL), cp.result(2, **cp.NEXT), **_APPEARED)),
        {"court_bail_decided": 1, "hearing_listed": 1},
    ),
    "convicted, on bail": (
        _hearing(2, cp.offence(cp.FIRST, cp.result(1, **cp.BAIL), **_APPEARED, **_CONVICTED)),
        {"case_outcome_reached": 1, "court_bail_decided": 1},
    ),
    "a plea, convicted, on bail": (
        _hearing(3, cp.offence(cp.FIRST, cp.result(1, **cp.BAIL), **_APPEARED, **_PLEA, **_CONVICTED)),
        {"plea_entered": 1, "case_outcome_reached": 1, "court_bail_decided": 1},
    ),
    "sentenced, with a fixed date": (
        _hearing(4, cp.offence(cp.FIRST, cp.result(1, **_IMPRISONED), cp.result(2, **cp.NEXT), **_APPEARED, **_PLEA)),
        {"plea_entered": 1, "sentence_passed": 1, "hearing_listed": 1},
    ),
    "sentenced, and nothing scheduled": (
        _hearing(5, cp.offence(cp.FIRST, cp.result(1, **_IMPRISONED), cp.result(2, **_UNSCHEDULED), **_PLEA)),
        {"plea_entered": 1, "sentence_passed": 1},
    ),
    "two defendants, one on bail": (
        _hearing(
            6, cp.offence(cp.FIRST, cp.result(1, **cp.BAIL), **_APPEARED),
            more=(cp.defendant(cp.TWO, cp.offence(cp.SECOND, **_APPEARED)),),
        ),
        {"court_bail_decided": 1},
    ),
    "a sentence, and a line that was deleted": (
        _hearing(
            7, cp.offence(cp.FIRST, cp.result(1, **_IMPRISONED), cp.result(2, **cp.NEXT | {"isDeleted": True}))
        ),
        {"sentence_passed": 1},
    ),
    "the same bail for two offences": (
        _hearing(8, cp.offence(cp.FIRST, cp.result(1, **cp.BAIL)), cp.offence(cp.SECOND, cp.result(2, **cp.BAIL))),
        {"court_bail_decided": 1},
    ),
}  # fmt: skip


def files() -> Iterator[tuple[str, bytes]]:
    """All of them as files: a name, which says the feed by its ending, and the bytes."""
    for name, data in SPI.items():
        yield f"{name}.xml", data
    for name, (document, _) in HEARINGS.items():
        yield f"{name}.json", json.dumps(document).encode()
