"""A second opinion: the 2020 Code answered slowly and plainly, each duty by itself, to hold our engine against.

Written from the facts alone; what they leave open it then took from our engine, marked `silent:`. `d` is as in `facts`.
"""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from tests.oracle import add
from tests.second_opinion import facts
from tests.second_opinion.facts import JOINED, LEFT, Facts, agrees, is_before, of_type

Verdict = tuple[str, str]  # status and breach
GOOD_REASONS_FROM = date(2025, 1, 29)  # a duty binds unless there are. silent: they may come after it was missed
DONE, OPEN = ("met", "recorded", "declined", "excused", "lapsed"), ("pending", "due_today")
LIVE = (*OPEN, "overdue")
NEED_REASONS = ("R6.no-prosecution", "R6.charges-altered", "R6.no-investigation")  # D24
# silent: which duties a refusal is about, and which no victim can decline along with all services
REFUSALS = {"support_referral_declined": ("R4.support-referral",), "vps_declined": ("R7.offer", "R7.further-statement")}
REFUSALS |= dict.fromkeys((LEFT, JOINED), ("R11.victim-contact-scheme-referral", "R11.victim-liaison-contact"))
BEYOND_ALL = ("R2.record-crime", "R2.avoid-contact", "R12.acknowledge", "R12.respond", "R12.redirect")


def answer(case: Facts, as_of: date, rows: list[dict[str, str]], families: dict[str, str]) -> Facts:
    """What is owed on `as_of`, by the default readings. Raises ValueError for anything before the 2020 edition."""
    known: Facts = {"events": facts.happened(case, as_of, families), "as_of": as_of, "day": as_of, "rows": rows}
    found: dict[str, Facts] = {}
    for victim in case["victims"] if case.get("jurisdiction") != "elsewhere" else []:
        contact = victim.get("named_point_of_contact") if victim["role"] == "business" else True
        for row in rows if contact is not False else []:
            for trigger in (e for e in known["events"] if e["victim"] in (None, victim["id"]) and starts(e, row)):
                d = known | {"row": row, "victim": victim, "trigger": trigger, "day": trigger["day"]}
                holds = facts.holds(d)
                if holds is False:
                    continue
                d["status"], d["breach"] = judged(d)
                # What may not be owed is at most possibly a breach; all about a business in doubt is undetermined.
                if contact is None or (holds is None and d["status"] not in DONE):
                    d |= {"status": "undetermined", "breach": "no" if d["breach"] == "no" else "undetermined"}
                d["order"] = (int(row["right"]), row["id"], victim["id"], trigger["id"])
                found[f"{victim['id']}/{row['id']}/{trigger['id']}"] = d
    live = [(d["due_by"], *d["order"], name) for name, d in found.items() if d["due_by"] and d["status"] in LIVE]
    return {
        "in_breach": max((d["breach"] for d in found.values()), key=("no", "undetermined", "yes").index, default="no"),
        "next_due": min(live)[-1] if live else None,
        "obligations": found,
        "enhanced_rights": {victim["id"]: facts.enhanced(known | {"victim": victim}) for victim in case["victims"]},
    }


def starts(event: Facts, row: dict[str, str]) -> bool:
    """Whether an event starts the duty. silent: taking up the updates again starts them again."""
    again = {"victim_informed": bool(event["about"]), "service_resumed": names_service(event, row)}
    is_again = row["standard"] == "as agreed" and again.get(event["type"], False)
    return is_again or event["type"] in row["arises_on"].split("; ")


def service_for(d: Facts) -> Facts | None:
    """The earliest service that meets the duty."""
    row, trigger, wanted = d["row"], d["trigger"], d["row"]["met_by"].split("; ")
    for event in after(d, *(each.rstrip("*") for each in wanted)):
        says_something = event["about"] or event["type"] != "victim_informed"
        is_next = row["standard"] != "as agreed" or series(event) > series(trigger)
        is_named = f"{event['type']}*" not in wanted or is_about(event, d)
        lacks_reasons = row["id"] in NEED_REASONS and event["details"].get("reasons_given") is False
        if says_something and is_next and is_named and not lacks_reasons:
            return event
    return None


def series(event: Facts) -> tuple[date, float, int, str]:
    """The order of what recurs. silent: within a day, where no time is known, the plan is first, and all else last."""
    rank = "contact_plan_agreed update_given victim_informed".find(event["type"])
    moment = event["moment"].timestamp() if event["moment"] else float("inf" if rank else "-inf")
    return event["day"], moment, rank, event["id"]


def is_about(contact: Facts, d: Facts) -> bool:
    """Whether a contact is about the trigger: by id, or by type as the latest earlier event of that type."""
    trigger = d["trigger"]  # silent: the latest that concerns this victim and contradicts nothing; of one moment, all
    same = [e for e in of_type(d, trigger["type"]) if agrees(e, contact) and not is_before(contact, e)]
    latest = [facts.place(e)[:2] for e in same if e is not contact][-1:]
    by_type = trigger["type"] in contact["about"] and facts.place(trigger)[:2] in latest
    return not is_before(contact, trigger) and bool(by_type or trigger["id"] in contact["about"])


def after(d: Facts, *types: str) -> list[Facts]:
    """What happened after the trigger, or on its day, and contradicts nothing."""
    return [e for e in of_type(d, *types) if agrees(e, d["trigger"]) and not is_before(e, d["trigger"])]


def names_service(event: Facts, row: dict[str, str]) -> bool:
    """Whether a decline or its resumption names this service. silent: how; and that naming nothing is nothing."""
    named = event["details"].get("services") or ""
    names = (named if isinstance(named, str) else ";".join(named)).replace(",", ";").split(";")
    met_by = (each.rstrip("*") for each in row["met_by"].split("; ") if each)
    known = {row["id"], f"R{row['right']}", *met_by, "all"} if row["owed_to"] == "victim" else {row["id"]}
    return bool(known.intersection(map(str.strip, names)) - ({"all"} if row["id"] in BEYOND_ALL else set()))


def lapses(d: Facts) -> list[Facts]:
    """What cancels the duty, or ends its case. silent: what ends a case, and that a reopening takes that back."""
    row, ends, reopened = d["row"], after(d, "crime_cancelled"), after(d, "investigation_reopened")
    stops = [e for e in after(d, *facts.STOPS) if all(is_before(again, e) for again in reopened)]
    if row["standard"] == "as agreed":
        plans = [e for e in of_type(d, "contact_plan_agreed") if series(e) > series(d["trigger"])]
        ends += [*after(d, *facts.PLAN_ENDS), *plans]
    elif row["applies_if"] == "investigation under way":
        ends += stops
    elif row["kind"] == "before" and not after(d, row["standard"].removeprefix("before ")):
        outcomes, closed = after(d, "case_outcome_reached"), [e for e in stops if e["type"] == "investigation_closed"]
        stopped = ("stopped", "all_proceedings_stopped", "discontinued", "no_evidence_offered")
        ends += after(d, "decision_not_to_prosecute")
        ends += [e for e in outcomes if facts.IS_CONVICTION.get(e["details"].get("outcome")) is False]
        ends += [e for e in closed if e["details"].get("outcome_type") not in ("1", "charged", "charge", "summonsed")]
        ends += [e for e in after(d, "charges_altered_or_stopped") if e["details"].get("effect") in stopped]
    return [e for e in ends if facts.speaks_for(e, d)]


def closed_by(d: Facts, day: date) -> tuple[str, Facts] | None:
    """How and by what the duty was first taken away by the end of a day. silent: that the first counts, of several."""
    row, trigger, day = d["row"], d["trigger"], min(day, d["as_of"])
    found = [("lapsed", e) for e in lapses(d) if e["day"] <= day]
    declined = None
    for event in of_type(d, *REFUSALS, "service_declined", "service_resumed"):
        is_refused = row["id"] in REFUSALS.get(event["type"], ()) and not is_before(event, trigger)
        if (is_refused or names_service(event, row)) and event["day"] <= day and agrees(event, trigger):
            declined = None if event["type"] in (JOINED, "service_resumed") else declined or event
    found += [("declined", declined)] if declined else []
    late: list[tuple[str, Facts]] = []
    for event in of_type(d, "exception_recorded"):
        told = event["details"]  # silent: a reason is for what arose by its day, or what it is about; `other` if noted
        fits = is_about(event, d) if event["about"] else event["day"] >= trigger["day"]
        noted = bool(told.get("reason")) and (told["reason"] != "other" or told.get("note_held") is not False)
        if fits and noted and told.get("rule") == row["id"] and agrees(event, trigger):
            (found if event["day"] <= day else late).append(("excused", event))
    closed = min(
        found or (late if day >= GOOD_REASONS_FROM else []), key=lambda each: facts.place(each[1]), default=None
    )
    d["closings"] += [closed[1]["id"]] if closed else []
    return closed


def limit_from(start: date, limit: str, every_days: int | None = None) -> date | None:
    """The due date by a limit's words, counted from the day that is day 0; None where the words give none."""
    number = int(limit.split(maxsplit=1)[0]) if limit[:1].isdigit() else every_days if limit == "as agreed" else None
    if number is None or "working day" in limit:
        return None if number is None else add(start, number)
    return start + (relativedelta(years=number) if "year" in limit else timedelta(days=number))


def judged(d: Facts) -> Verdict:
    """Status and breach, taking it that the condition holds; the dates are put into `d`."""
    row, trigger, as_of = d["row"], d["trigger"], d["as_of"]
    service = None if trigger["voided"] else service_for(d)
    d |= {"due_by": None, "due_by_if_enhanced": None, "bound": None, "met_on": service["day"] if service else None}
    d["closings"] = []  # the ids of all that took it away, under one due date or another
    if trigger["voided"]:
        return "lapsed", "no"
    if row["kind"] == "timed":
        d["met_on"] = trigger["received"] if row["met_by"].startswith("received_at") else d["met_on"]
        return judged_timed(d, trigger["received"] if row["clock"] == "received_at" else trigger["day"])
    if row["kind"] == "window":
        d["due_by"] = limit_from(trigger["day"], row["standard"])
        return "window_open" if as_of <= (d["due_by"] or as_of) else "window_closed", "no"
    other = next(iter(after(d, row["standard"].removeprefix("before "))), None) if row["kind"] == "before" else None
    d["due_by"] = other["day"] if other else None  # pending until then; then met if the service came first, or missed
    if service and not (other and is_before(other, service)):  # silent: both on one day, no times: it came first
        return "met" if row["kind"] == "before" else "recorded", "no"
    closed = closed_by(d, other["day"] if other else as_of)
    if closed and other and is_before(other, closed[1]):
        closed = closed if closed[0] == "excused" and other["day"] >= GOOD_REASONS_FROM else None
    if closed or not other:
        return closed[0] if closed else "pending" if row["kind"] == "before" else "outstanding", "no"
    return "met_late" if service else "overdue", "yes"


def judged_timed(d: Facts, start: date | None) -> Verdict:
    """A limit that can be missed, under each due date that is possible."""
    row, trigger, as_of = d["row"], d["trigger"], d["as_of"]
    entitled = facts.enhanced(d | {"day": start or trigger["day"]})
    fast = row["standard"] if row["enhanced"] in ("", "same") else row["enhanced"]
    limit = fast if entitled else row["standard"]
    if start is None:
        return unreceived(d, limit)
    plans = [e for e in of_type(d, "contact_plan_agreed") if agrees(e, trigger) and not is_before(trigger, e)]
    plan = trigger if trigger in plans or not plans else plans[-1]
    d["due_by"] = due = limit_from(start, limit, plan["details"].get("every_days"))
    if due is None:  # the provider's own time, or a plan without a period: any day from the first on
        return common([outcome(d, start + timedelta(days=n)) for n in range((as_of - start).days + 2)])
    verdict, sooner = outcome(d, due), limit_from(start, fast)
    if entitled is None and sooner and fast != limit:
        d["due_by_if_enhanced"] = sooner
        early = outcome(d, sooner)
        verdict = verdict if early[0] in OPEN and verdict[0] in OPEN else common([early, verdict])
    if row["met_by"].startswith("received_at") and verdict[0] == "overdue" and not trigger["to_come"]:
        return "undetermined", "undetermined"  # silent: a receipt that nobody recorded may have come
    return verdict


def unreceived(d: Facts, limit: str) -> Verdict:
    """The clock waits for a receipt, which may have come on any day from that of the event itself."""
    start, as_of = d["trigger"]["day"], d["as_of"]
    feeder = next((each["standard"] for each in d["rows"] if each["id"] == d["row"]["fed_by"]), "")
    worst = limit_from(start, feeder)
    d["bound"] = limit_from(worst, limit) if worst else None
    closed = closed_by(d, as_of)
    late = "met" if d["met_on"] else closed[0] if closed else "not_started"
    if d["trigger"]["to_come"] or d["met_on"] or closed:
        days = [] if d["trigger"]["to_come"] else [start + timedelta(days=n) for n in range((as_of - start).days + 1)]
        return common([*(judged_timed(dict(d), day) for day in days), (late, "no")])
    past = as_of > (d["bound"] or limit_from(start, limit) or as_of)  # silent: without a bound, as if it came at once
    return "undetermined" if past and d["bound"] else "not_started", "undetermined" if past else "no"


def outcome(d: Facts, due: date) -> Verdict:
    """Status and breach of a duty whose due date is certain."""
    if d["met_on"] and d["met_on"] <= due:
        return "met", "no"
    if closed := closed_by(d, due):
        return closed[0], "no"
    if d["met_on"] or d["as_of"] > due:
        return "met_late" if d["met_on"] else "overdue", "yes"
    return "due_today" if d["as_of"] == due else "pending", "no"


def common(verdicts: list[Verdict]) -> Verdict:
    """What all possible verdicts have in common; where they differ, an unknown fact decides."""
    status, breach = (set(each) for each in zip(*verdicts, strict=True))
    return status.pop() if len(status) == 1 else "undetermined", breach.pop() if len(breach) == 1 else "undetermined"
