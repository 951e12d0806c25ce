"""The second opinion's facts: what has happened by a day, who has Enhanced Rights, and which conditions hold.

None is unknown. `d` is the duty in hand: a row, a victim, a trigger and its day, and all events up to `as_of`.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

Facts = dict[str, Any]
SERIOUS = (
    "domestic_abuse hate_crime terrorism sexual_offence human_trafficking modern_slavery attempted_murder kidnap "
    "false_imprisonment arson_with_intent wounding_or_gbh_with_intent"
)
GUILTY = "guilty convicted conviction guilty_plea pleaded_guilty"  # silent: which words; any other is unknown
CLEARED = "not_guilty acquitted acquittal discontinued dismissed withdrawn stayed no_evidence_offered defendant_dead"
IS_CONVICTION = dict.fromkeys(GUILTY.split(), True) | dict.fromkeys(CLEARED.split(), False)
STOPS = ("decision_not_to_investigate", "investigation_closed")
PLAN_ENDS = (*STOPS, "case_outcome_reached")  # silent: the first of them
BEREAVED, JOINED, LEFT = "bereaved_close_relative", "victim_contact_scheme_joined", "victim_contact_scheme_declined"


def any_of(*truths: bool | None) -> bool | None:
    return True if True in truths else None if None in truths else False


def moment_of(text: str) -> tuple[date, datetime | None]:
    """London's civil day, and the moment where a time of day is given."""
    moment = datetime.fromisoformat(text)
    return (moment.astimezone(ZoneInfo("Europe/London")).date(), moment) if moment.tzinfo else (moment.date(), None)


def parsed(given: Facts, as_of: date) -> Facts:
    event = {key: given.get(key) for key in ("id", "type", "victim", "suspect", "crime")}
    event |= {"about": given.get("about") or [], "details": given.get("details") or {}}
    event["day"], event["moment"] = moment_of(given["at"])
    received = moment_of(given["received_at"])[0] if given.get("received_at") else None
    event["to_come"] = received is not None and received > as_of  # not happened yet, which is not the same as unknown
    return event | {"received": None if event["to_come"] else received}


def is_before(first: Facts, second: Facts) -> bool:
    key = "moment" if first["moment"] and second["moment"] else "day"  # days when either side is only a date
    return bool(first[key] < second[key])


def place(event: Facts) -> tuple[date, datetime, str]:  # silent: within a day, dates before times, then the id
    return event["day"], event["moment"] or datetime.min.replace(tzinfo=UTC), event["id"]


def happened(case: Facts, as_of: date, families: dict[str, str]) -> list[Facts]:
    """The events as they stand on a day, in order: corrected, and marked where voided."""
    # From its own day on, either holds of all days: here the facts differ ("what was already missed stays missed").
    raw: dict[str, Facts] = {}
    for given in case["events"]:
        repeated = raw.setdefault(given["id"], given) == given
        if given["type"] not in families or not repeated or moment_of(given["at"])[0] < date(2021, 4, 1):
            raise ValueError("an unknown event type, one id with two contents, or an event before the 2020 edition")
    controls = [parsed(one, as_of) for one in raw.values() if one["type"] in ("event_corrected", "event_voided")]
    controls = sorted((one for one in controls if one["day"] <= as_of), key=place)

    def is_void(name: str, seen: tuple[str, ...] = ()) -> bool:
        """By a void that is not itself voided; those in a ring undo nothing."""
        voids = [e for e in controls if e["type"] == "event_voided" and e["details"].get("event") == name]
        return any(e["id"] not in seen and not is_void(e["id"], (*seen, name)) for e in voids)

    for control in controls:
        old, fields = raw.get(control["details"].get("event", "")), control["details"].get("fields") or {}
        if control["type"] == "event_corrected" and old and not is_void(control["id"]):
            details = (old.get("details") or {}) | fields.get("details", {})  # silent: key by key
            raw[old["id"]] = {**old, **fields, "details": details}
    events = [parsed(one, as_of) | {"voided": is_void(one["id"])} for one in raw.values()]
    return sorted((event for event in events if event["day"] <= as_of), key=place)


def agrees(event: Facts, other: Facts) -> bool:
    return all(None in (event[key], other[key]) or event[key] == other[key] for key in ("victim", "suspect", "crime"))


def of_type(d: Facts, *types: str) -> list[Facts]:
    """What is not voided, is of one of these types and concerns this victim (a missing victim is every one)."""
    mine = (None, d["victim"]["id"])
    return [e for e in d["events"] if e["type"] in types and not e["voided"] and e["victim"] in mine]


def speaks_for(event: Facts, d: Facts) -> bool:
    # silent: what ends one suspect's (or crime's) case does not end what concerns all, once a second one is known
    other, last = d["trigger"], max(event["day"], d["trigger"]["day"])
    for key in ("suspect", "crime"):
        known = {e[key] for e in d["events"] if e[key] and not e["voided"] and e["day"] <= last}
        if event[key] and event[key] != other[key] and (other[key] or len(known) > 1):
            return False
    return True


def state(d: Facts, on: str, *off: str) -> bool | None:
    """Whether something was on when the trigger happened, by the latest switch that is not after it; None for none."""
    said = None
    for switch in of_type(d, on, *off):
        fits = agrees(switch, d["trigger"]) if switch["type"] == on else speaks_for(switch, d)
        said = switch["type"] == on if fits and not is_before(d["trigger"], switch) else said
    return said


def under_18(d: Facts) -> bool | None:
    victim, given = d["victim"], d["victim"].get("under_18_at_offence")
    types = {e["type"] for e in d["events"]} - {"event_voided", "event_corrected"}
    days = [e["day"] for e in of_type(d, "offence_committed") or of_type(d, *types)]
    if given is None and victim.get("born") and days:  # silent: the earliest event is the earliest of this victim's
        return bool(min(days) < date.fromisoformat(victim["born"]) + relativedelta(years=18))
    return True if given is None and victim["role"] == "parent_or_guardian" else given


def offence(d: Facts, wanted: str) -> bool | None:
    categories = d["victim"].get("offence_categories")  # silent: a reclassification is for a person to check
    return None if categories is None else bool(set(wanted.split()) & set(categories))


def assessed(d: Facts, *names: str) -> bool | None:
    """A category by assessment, or none in particular: as determined, or else as the facts have it."""
    granted, settled = False, d["victim"]["role"] == "business"  # D11
    for made in of_type(d, "enhanced_rights_determined"):
        entitled, category = made["details"].get("entitled"), made["details"].get("category")
        if made["day"] <= d["day"] and entitled is not None:  # silent: each adds to those before it, until one says no
            granted = entitled and (granted or not names or category in (*names, "_or_".join(names)))
            settled = d["victim"]["role"] == "business" or not entitled
    return any_of(granted, *(not settled and d["victim"].get(name) for name in names))


def vulnerable(d: Facts, *more: str) -> bool | None:
    person = d["victim"]["role"] != "business"
    automatic = person and "intimidated" in more and offence(d, "sexual_offence human_trafficking")  # E4
    return any_of(person and under_18(d), automatic, assessed(d, "vulnerable", *more))


def enhanced(d: Facts) -> bool | None:
    bereaved, serious = d["victim"]["role"] == BEREAVED, offence(d, SERIOUS)  # silent: a business too
    return any_of(bereaved, serious, vulnerable(d, "intimidated"), assessed(d, "persistently_targeted"), assessed(d))


def holds(d: Facts) -> bool | None:
    """Whether the duty's condition holds as of the trigger's day; found by how the text of `applies_if` begins."""
    role, told = d["victim"]["role"], d["trigger"]["details"]
    parts = told.get("specified_violent_sexual_or_terrorism"), (months := told.get("custody_months")) and months >= 12
    conditions: dict[str, bool | None] = {
        "": True,
        "offence is sexual": offence(d, "sexual_offence gender_based_violence domestic_abuse"),
        "victim is vulnerable": vulnerable(d),
        "victim has Enhanced Rights": enhanced(d),
        "victim is vulnerable or": vulnerable(d, "intimidated"),
        "victim is a bereaved": role == BEREAVED,
        "victim is a bereaved close relative; outcome": role == BEREAVED and IS_CONVICTION.get(told.get("outcome")),
        "violent crime": offence(d, "violent_crime"),  # silent: what follows in a window is a note
        "sentence is within": told.get("in_unduly_lenient_scheme"),  # as above
        "investigation under way": state(d, "investigation_reopened", *STOPS) is not False,
        "a contact plan is in force": bool(state(d, "contact_plan_agreed", *PLAN_ENDS)),
        "a review is available": told.get("review_available"),
        "victim is a person": role != "business",
        "victim is a business": role == "business",  # the contact is asked for of all duties
        "victim has joined": bool(state(d, JOINED, LEFT)),
        "specified violent": any_of(told.get("hospital_order"), False if False in parts else all(parts) or None),
        **dict.fromkeys(("offender is under 18", "complaint belongs")),  # no fact of a case says so
    }
    return conditions[max((words for words in conditions if d["row"]["applies_if"].startswith(words)), key=len)]
