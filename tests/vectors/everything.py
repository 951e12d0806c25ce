"""Vectors of a case in which everything happens: what declining all services leaves, and what passes with a case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

from tests.vectors.making import (
    GOLDEN,
    HERE,
    NO_ENHANCED_FACTS,
    Document,
    case,
    event,
    facts,
    slug,
    toml,
    vector,
    victim,
)

#: A week before everything happens, and the day after it.
WEEK, ONE_DAY = timedelta(days=7), timedelta(days=1)
ANOTHER: Final = "another body"


def everything() -> Iterator[Document]:
    """Walk the vectors of both editions."""
    table = toml(HERE / "everything.toml")
    for edition in ("2020", "2015"):
        told = _Everything(edition, table[edition])
        yield _declined(told)
        yield _told_of_all(told)
        yield _taken_up_again(told)
        for body in table["who"]["bodies"]:
            if edition == "2020" or body in {"police", "CPS", "Witness Care Unit"}:
                yield _transferred(told, body, table["who"]["named"])
    yield from _of_other_days(_Everything("2020", table["2020"]), table["2015"]["starts"])
    yield _nothing("2020", "2026-02-09", table["nothing"])
    yield _nothing("2015", "2019-06-03", table["nothing"])


class _Everything:
    """The case, and each duty of the edition with the event that starts it."""

    def __init__(self, edition: str, told: dict[str, Any]) -> None:
        self.edition, self.never, self.unsaid = edition, told["never"], told["unsaid"]
        self.anew: list[str] = told["anew"]
        self.arguments: dict[str, str] = toml(HERE / "everything.toml")["arguments"]
        self.day = date.fromisoformat(told["day"])
        self._told = told
        self._ids = {each["type"]: f"e{number}" for number, each in enumerate(told["events"], start=1)}

    @property
    def duties(self) -> dict[str, str]:
        """Every duty by its rule: the id of the obligation."""
        starts = {**_starts(), **self._told["starts"]} if self.edition == "2020" else self._told["starts"]
        return {
            rule: f"{self._told['of'].get(rule, 'V1')}/{rule}/{self._ids[starts[rule]]}"
            for rule in facts()[self.edition]
        }

    @property
    def events(self) -> list[str]:
        """The id of every event."""
        return list(self._ids.values())

    def facts(self, *controls: Document, day: date | None = None) -> Document:
        """Return the case, with the controls that act on it; everything happens on another day, if one is given."""
        happened = [
            event(
                self._ids[each["type"]], each["type"], day or self.day, crime=f"C{n}", details=each.get("details", {})
            )
            for n, each in enumerate(self._told["events"], start=1)
        ]
        scheme = event("f1", "victim_contact_scheme_joined", (day or self.day) - 5 * WEEK)
        known = {**NO_ENHANCED_FACTS, "vulnerable": True}
        people = [
            victim("unknown", **{**known, "offence_categories": ["violent_crime", "gender_based_violence"]}),
            victim(ref="V2", role="bereaved_close_relative"),
            victim(ref="V3", role="business", named_point_of_contact=True),
        ]
        return case(scheme, *happened, *controls, victims=people)


def _starts() -> dict[str, str]:
    """Return the first event that starts each duty of the golden tables, by rule."""
    tables = ("timed_duties.toml", "untimed_duties.toml")
    return {duty["rule"]: duty["on"][0] for table in tables for duty in toml(GOLDEN / table)["duty"]}


def _declined(told: _Everything) -> Document:
    """Make the vector of all services declined a week before."""
    choice = event("r1", "service_declined", told.day - WEEK, details={"services": "all"})
    found = {
        ref: {"status": told.never[rule]} if rule in told.never else {"status": "declined", "breach": "no"}
        for rule, ref in told.duties.items()
    }
    return vector(
        f"history/everything-{told.edition}/all-services-declined",
        (told.facts(choice), told.day + ONE_DAY),
        expected={"obligations": found},
        authority="G13" if told.edition == "2020" else "G13; DATED",
        argument=told.arguments["declined"],
    )


def _taken_up_again(told: _Everything) -> Document:
    """Make the vector of all services taken up again the day after, which starts no duty anew but an agreed update."""
    choice = event("r1", "service_declined", told.day - WEEK, details={"services": "all"})
    again = event("r2", "service_resumed", told.day + ONE_DAY, details={"services": "all"})
    open_still = {"R6.arrest": "due_today"} | ({"R7.copy": "outstanding"} if told.edition == "2020" else {})
    return vector(
        f"history/everything-{told.edition}/taken-up-again",
        (told.facts(choice, again), told.day + ONE_DAY),
        expected={
            "obligations": {
                told.duties[rule]: {"status": status, "released_by": None} for rule, status in open_still.items()
            },
            "absent": [f"{ref.split('/')[0]}/{rule}/r2" for rule, ref in told.duties.items() if rule not in told.anew],
        },
        authority="G13" if told.edition == "2020" else "G13; DATED",
        argument=told.arguments["taken_up"],
    )


def _told_of_all(told: _Everything) -> Document:
    """Make the vector of a contact that names everything the day after, and of which no reasons were given."""
    contact = event("t1", "victim_informed", told.day + ONE_DAY, about=told.events, details={"reasons_given": False})
    met = {"2020": _met_by_a_contact(), "2015": dict.fromkeys(told.duties, "met")}[told.edition]
    found = {ref: {"status": met[rule], "met_by": "t1"} for rule, ref in told.duties.items() if rule in met}
    if told.edition == "2015":
        del found[told.duties["R4.support-referral"]]
    return vector(
        f"history/everything-{told.edition}/told-of-all",
        (told.facts(contact), told.day + ONE_DAY),
        expected={"obligations": found},
        authority="K9; D24" if told.edition == "2020" else "K9; DATED",
        argument=told.arguments["told"],
    )


def _met_by_a_contact() -> dict[str, str]:
    """Return how each duty of the 2020 edition stands that a contact meets, reasons or none, by rule."""
    kinds = {"timed_duties.toml": "met", "untimed_duties.toml": "recorded"}
    return {
        duty["rule"]: status
        for table, status in kinds.items()
        for duty in toml(GOLDEN / table)["duty"]
        if "victim_informed*" in duty["met_by"] and "says" not in duty
    }


def _of_other_days(told: _Everything, confirmed: dict[str, str]) -> Iterator[Document]:
    """Walk the vectors of everything happening before any edition, and under the 2015 one: what does not arise then."""
    windows = ("R5.cica-application", "R9.unduly-lenient-request")
    for name, day, arising, words in (
        ("before-any-edition", date(2012, 6, 4), [], "before any edition that is encoded: no duty arises from it"),
        (
            "under-the-2015-edition", date(2019, 6, 3), list(confirmed),
            "under the 2015 edition, of which ten limits are confirmed: no other duty arises from it",
        ),
    ):  # fmt: skip
        duties = told.duties
        yield vector(
            f"history/everything-2020/{name}",
            (told.facts(day=day), day + ONE_DAY),
            expected={
                "obligations": {duties[rule]: {"status": "window_open"} for rule in windows},
                "absent": [ref for rule, ref in duties.items() if rule not in {*windows, *arising}],
            },
            authority="DATED; D13; D19",
            argument=f"Everything happens {words}. {told.arguments['windows']}",
        )


def _nothing(edition: str, day: str, told: dict[str, Any]) -> Document:
    """Make the vector of every event from which nothing arises."""
    happened = [event(f"e{number}", name, day) for number, name in enumerate(told["events"], start=1)]
    return vector(
        f"history/everything-{edition}/nothing-arises",
        (case(*happened), "2026-06-30" if edition == "2020" else "2019-12-31"),
        expected={
            "in_breach": "no",
            "next_due": None,
            "absent": [f"V1/{rule}/e1" for rule in facts()[edition]],
        },
        authority=told["authority"][edition],
        argument=told["argument"],
    )


def _transferred(told: _Everything, body: str, named: dict[str, list[str]]) -> Document:
    """Make the vector of what one body owes passing to another, the day after everything happened."""
    moved = event("t1", "duty_holder_changed", told.day + ONE_DAY, details={"owed_by": body, "to": ANOTHER})
    columns = facts()[told.edition]
    found = {
        ref: {"held_by": ANOTHER if body in named[columns[rule]["owed_by"]] else None}
        for rule, ref in told.duties.items()
        if rule not in told.unsaid
    }
    return vector(
        f"history/everything-{told.edition}/passed-on-by/{slug(body)}",
        (told.facts(moved), told.day + ONE_DAY),
        expected={"obligations": found},
        authority="G17" if told.edition == "2020" else "G17; DATED",
        argument=told.arguments["passed_on"].format(body=body),
    )
