"""Hearings of Common Platform: each thing that happened is told as one event, and what is not known as unknown."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.feeds.hearings import (
    BAIL,
    EARLIER,
    FIRST,
    HEARING,
    NEXT,
    ONE,
    PERSONAL,
    SECOND,
    THIRD,
    TWO,
    codes,
    defendant,
    hearing,
    of_type,
    offence,
    read,
    result,
)  # fmt: skip
from victims_code.dates import LONDON, london_date
from victims_code.feeds.merging import cases_of


def test_an_arrest_for_three_offences_is_one_arrest_of_each_suspect() -> None:
    dates = {"startDate": "2026-03-01", "arrestDate": "2026-03-02", "chargeDate": "2026-03-03"}
    three = [offence(name, **dates) for name in (FIRST, SECOND, THIRD)]
    message = read(hearing(defendant(ONE, *three), defendant(TWO, offence(THIRD, **dates))))
    assert [(event.suspect, event.at) for event in of_type(message, "suspect_arrested")] == [
        (ONE, date(2026, 3, 2)),
        (TWO, date(2026, 3, 2)),
    ]
    assert [event.at for event in of_type(message, "suspect_charged")] == [date(2026, 3, 3)] * 2
    assert {event.crime for event in of_type(message, "offence_committed")} == {FIRST, SECOND, THIRD}


def test_a_hearing_about_fewer_of_the_offences_tells_of_the_same_arrest() -> None:
    both = [offence(name, arrestDate="2026-03-02") for name in (FIRST, SECOND)]
    one, two = read(hearing(defendant(ONE, *both))), read(hearing(defendant(ONE, both[1]), shared="2026-08-01T09:00Z"))
    (case,) = cases_of([one, two])
    assert [event.type for event in case.events] == ["suspect_arrested"]


def test_bail_is_decided_once_for_a_defendant_however_many_offences_say_so() -> None:
    lines = [offence(name, result(n, **BAIL)) for n, name in enumerate((FIRST, SECOND))]
    (event,) = of_type(read(hearing(defendant(ONE, *lines))), "court_bail_decided")
    assert (event.at, event.suspect) == (date(2026, 7, 1), ONE)
    assert dict(event.details) == {"conditions": "yes", "change": "remanded_on_bail"}


def test_remanded_in_custody_on_one_offence_is_in_custody() -> None:
    lines = [offence(FIRST, result(1, **BAIL)), offence(SECOND, result(2, cjsCode="4012"))]
    message = read(hearing(defendant(ONE, *lines)))
    assert dict(of_type(message, "court_bail_decided")[0].details) == {"change": "remanded_in_custody"}
    assert "several_bail_results" in codes(message)


def test_bail_of_unknown_conditions_has_unknown_conditions() -> None:
    (event,) = of_type(read(hearing(defendant(ONE, offence(FIRST, result(1, cjsCode="4011"))))), "court_bail_decided")
    assert dict(event.details) == {"change": "remanded_on_bail"}


def test_half_past_eleven_at_night_in_july_is_the_next_london_day() -> None:
    (event,) = of_type(read(hearing(defendant(ONE, offence(FIRST, result(1, **NEXT))))), "hearing_listed")
    assert event.details["hearing_at"] == datetime(2026, 7, 20, 23, 30, tzinfo=UTC)
    assert london_date(event.details["hearing_at"]) == date(2026, 7, 21)  # type: ignore[arg-type]
    assert (event.details["precision"], event.details["court"]) == ("time", "B42CM00")


def test_one_next_hearing_told_by_several_lines_is_listed_once() -> None:
    prompts = [{"promptReference": "HDATE", "value": "21/07/2026"}]
    lines = [result(1, **NEXT), result(2, judicialResultPrompts=prompts), result(3, **NEXT)]
    message = read(hearing(defendant(ONE, offence(FIRST, *lines[:2]), offence(SECOND, lines[2]))))
    assert [event.details["precision"] for event in of_type(message, "hearing_listed")] == ["time"]


def test_prompts_tell_a_hearing_in_london_time_and_two_days_are_two_hearings() -> None:
    day = [{"promptReference": "HDATE", "value": "03/08/2026"}]
    timed = [
        {"promptReference": "HDATE", "value": "04/08/2026"},
        {"promptReference": "timeOfHearing", "value": "10:00"},
    ]
    lines = [result(1, judicialResultPrompts=timed), result(2, judicialResultPrompts=day)]
    one, two = of_type(read(hearing(defendant(ONE, offence(FIRST, *lines)))), "hearing_listed")
    assert dict(one.details) == {"hearing_at": date(2026, 8, 3), "precision": "date"}
    assert dict(two.details) == {"hearing_at": datetime(2026, 8, 4, 10, 0, tzinfo=LONDON), "precision": "time"}


@pytest.mark.parametrize(
    ("time", "at"),
    [
        ("10:00:00.1234567", datetime(2026, 8, 4, 10, 0, 0, 123_456, tzinfo=LONDON)),
        ("10 o'clock", date(2026, 8, 4)),
        ("", date(2026, 8, 4)),
    ],
)
def test_a_time_in_a_prompt_is_read_as_any_other_or_leaves_the_day(time: str, at: date) -> None:
    told = [{"promptReference": "HDATE", "value": "2026-08-04"}, {"promptReference": "timeOfHearing", "value": time}]
    found = read(hearing(defendant(ONE, offence(FIRST, result(1, judicialResultPrompts=told)))))
    (listed,) = of_type(found, "hearing_listed")
    assert listed.details["hearing_at"] == at


@pytest.mark.parametrize("day", ["29/03/2026", "25/10/2026"])
def test_of_a_time_in_prompts_that_the_clock_shows_twice_or_never_the_day_alone_is_taken(day: str) -> None:
    prompts = [{"promptReference": "HDATE", "value": day}, {"promptReference": "timeOfHearing", "value": "01:30"}]
    message = read(hearing(defendant(ONE, offence(FIRST, result(1, judicialResultPrompts=prompts)))))
    (listed,) = of_type(message, "hearing_listed")
    assert dict(listed.details) == {"hearing_at": date(2026, int(day[3:5]), int(day[:2])), "precision": "date"}
    assert "clock_change" in codes(message)


def test_a_week_is_a_week() -> None:
    (event,) = of_type(
        read(hearing(defendant(ONE, offence(FIRST, result(1, nextHearing={"weekCommencingDate": "2026-08-03"}))))),
        "hearing_listed",
    )
    assert dict(event.details) == {"hearing_at": date(2026, 8, 3), "precision": "week"}


@pytest.mark.parametrize("line", [{"isUnscheduled": True}, {"nextHearing": {}}, {"cjsCode": "2007"}])
def test_a_next_hearing_without_a_date_is_not_listed(line: dict[str, Any]) -> None:
    message = read(hearing(defendant(ONE, offence(FIRST, result(1, **line)))))
    assert of_type(message, "hearing_listed") == []
    assert "no_hearing_date" in codes(message)


def test_a_warrant_is_one_for_the_defendant_and_none_with_the_qualifier_eo() -> None:
    issued = hearing(defendant(ONE, *(offence(name, result(1, cjsCode="4577")) for name in (FIRST, SECOND))))
    assert [event.suspect for event in of_type(read(issued), "arrest_warrant_issued")] == [ONE]
    executed = hearing(defendant(ONE, offence(FIRST, result(1, cjsCode="4577", qualifier="EO,BA"))))
    assert of_type(read(executed), "arrest_warrant_issued") == []


@pytest.mark.parametrize(
    ("period", "months"),
    [("2 Years, 2 Months, 2 Weeks, 2 Days", 26), ("18 Months", 18), ("11 Months, 4 Weeks", None), ("for life", None)],
)
def test_months_in_custody_are_whole_or_unknown(period: str, months: int | None) -> None:
    prompts = [{"label": "Total imprisonment period", "value": period}]
    lines = [result(1, cjsCode="1002"), result(2, cjsCode="1081", judicialResultPrompts=prompts)]
    (event,) = of_type(read(hearing(defendant(ONE, offence(FIRST, *lines)))), "sentence_passed")
    assert event.details.get("custody_months") == months


def test_a_final_result_is_a_sentence_only_of_the_convicted() -> None:
    final = result(1, category="FINAL", cjsCode="9999")
    assert of_type(read(hearing(defendant(ONE, offence(FIRST, final)))), "sentence_passed") == []
    guilty = offence(FIRST, final, convictionDate="2026-07-01")
    assert len(of_type(read(hearing(defendant(ONE, guilty))), "sentence_passed")) == 1


def test_the_convictions_of_a_day_are_one_outcome_and_an_acquittal_is_of_its_crime() -> None:
    acquitted = {"verdictDate": "2026-07-01", "verdictType": {"categoryType": "NOT_GUILTY"}}
    told = [
        offence(FIRST, convictionDate="2026-07-01"),
        offence(SECOND, verdict={"verdictDate": "2026-07-01", "verdictType": {"categoryType": "GUILTY"}}),
        offence(THIRD, verdict=acquitted),
    ]
    outcomes = of_type(read(hearing(defendant(ONE, *told))), "case_outcome_reached")
    assert [(event.crime, event.details["outcome"]) for event in outcomes] == [(None, "guilty"), (THIRD, "not_guilty")]


@pytest.mark.parametrize(
    "told",
    [
        {"convictionDate": "2026-07-01", "aquittalDate": "2026-07-01"},
        {
            "verdict": {
                "verdictDate": "2026-07-01",
                "verdictType": {"categoryType": "NOT_GUILTY"},
                "lesserOrAlternativeOffence": {},
            }
        },
    ],
)
def test_an_outcome_that_is_told_two_ways_is_unknown(told: dict[str, Any]) -> None:
    (event,) = of_type(read(hearing(defendant(ONE, offence(FIRST, **told)))), "case_outcome_reached")
    assert "outcome" not in event.details


def test_a_verdict_of_an_unknown_kind_is_no_outcome() -> None:
    verdict = {"verdictDate": "2026-07-01", "verdictType": {"categoryType": PERSONAL}}
    message = read(hearing(defendant(ONE, offence(FIRST, verdict=verdict))))
    assert of_type(message, "case_outcome_reached") == []
    assert "unknown_verdict" in codes(message)


def test_a_verdict_amended_at_its_own_hearing_takes_the_conviction_back() -> None:
    def verdict(word: str) -> dict[str, Any]:
        kind = {"verdictDate": "2026-07-01", "verdictType": {"categoryType": word}, "originatingHearingId": HEARING}
        return defendant(ONE, offence(FIRST, verdict=kind))

    said = [read(hearing(verdict("GUILTY"))), read(hearing(verdict("NOT_GUILTY"), shared="2026-07-02T09:00:00Z"))]
    (case,) = cases_of(said)
    history = case.history(date(2026, 7, 3).toordinal())
    standing = [event for event in history.by_type["case_outcome_reached"] if event.id not in history.voided]
    assert [event.details["outcome"] for event in standing] == ["not_guilty"]


def test_a_plea_changed_at_a_later_hearing_is_another_plea() -> None:
    def plea(word: str, at: str, day: str) -> dict[str, Any]:
        return defendant(ONE, offence(FIRST, plea={"pleaValue": word, "pleaDate": day, "originatingHearingId": at}))

    first = read(hearing(plea("NOT_GUILTY", EARLIER, "2026-06-01")))
    later = read(hearing(plea("GUILTY", HEARING, "2026-07-01"), shared="2026-07-02T09:00:00Z"))
    (case,) = cases_of([later, first])
    assert [event.details["plea"] for event in case.events] == ["not_guilty", "guilty"]


def test_a_charge_dropped_while_others_go_on_is_altered_proceedings() -> None:
    told = [offence(FIRST, isDiscontinued=True), offence(SECOND, isDiscontinued=False)]
    (event,) = of_type(read(hearing(defendant(ONE, *told))), "charges_altered_or_stopped")
    assert (event.crime, event.at, dict(event.details)) == (FIRST, date(2026, 7, 1), {"effect": "dropped"})


def test_a_receipt_stands_on_the_events_that_have_one() -> None:
    line = offence(FIRST, result(1, **BAIL), arrestDate="2026-03-02")
    message = read(hearing(defendant(ONE, line)), received_at=date(2026, 7, 3))
    assert of_type(message, "court_bail_decided")[0].received_at == date(2026, 7, 3)
    assert of_type(message, "suspect_arrested")[0].received_at is None
    assert message.sent == datetime(2026, 7, 1, 16, 0, tzinfo=UTC)


def test_a_final_word_on_a_dead_defendant_is_the_end_of_their_case() -> None:
    (event,) = of_type(read(hearing(defendant(ONE, offence(FIRST, result(1, cjsCode="2065"))))), "case_outcome_reached")
    assert (event.suspect, event.details["outcome"]) == (ONE, "defendant_dead")


def test_a_hospital_order_is_a_sentence_that_says_so() -> None:
    (event,) = of_type(read(hearing(defendant(ONE, offence(FIRST, result(1, cjsCode="1008"))))), "sentence_passed")
    assert dict(event.details) == {"hospital_order": True}


def test_a_result_for_the_defendant_stands_beside_the_cases() -> None:
    document = hearing(defendant(ONE, offence(), masterDefendantId=TWO))
    told = {"masterDefendantId": TWO, "judicialResult": result(1, cjsCode="4012")}
    document["hearing"]["defendantJudicialResults"] = [told, {"masterDefendantId": THIRD, "judicialResult": {}}]
    message = read(document)
    assert [event.suspect for event in of_type(message, "court_bail_decided")] == [ONE]
    assert "unknown_defendant" in codes(message)


def test_a_hearing_of_applications_alone_tells_their_cases_and_no_event() -> None:
    document = hearing()
    cases = [{"prosecutionCaseIdentifier": {"caseURN": "20WM0000126"}}]
    document["hearing"] |= {"prosecutionCases": [], "courtApplications": [{"courtApplicationCases": cases}]}
    message = read(document)
    assert (message.case, message.events, codes(message)) == ("20WM0000126", (), ["court_application"])


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (defendant("x"), "no_defendant"),
        (defendant(ONE, offence("x")), "no_offence"),
        (defendant(ONE, offence(FIRST, result(1, cjsCode="4012", qualifier="LG"))), "enhanced_rights_indicated"),
        (defendant(ONE, offence(FIRST, result(1, cjsCode="2063"))), "charge_ended"),
        (defendant(ONE, offence(FIRST, plea={"pleaValue": "OTHER", "pleaDate": "2026-07-01"})), "unknown_plea"),
        (defendant(ONE, offence(FIRST, plea={"pleaValue": "GUILTY"})), "no_date"),
        (defendant(ONE, offence(FIRST, verdict={"verdictType": {"categoryType": "GUILTY"}})), "no_date"),
        (defendant(ONE, offence(FIRST, proceedingsConcluded=True)), "concluded_without_outcome"),
        (defendant(ONE, offence(FIRST, indicatedPlea={})), "plea_not_entered"),
        (defendant(ONE, personDefendant={"bailStatus": {"code": "C"}}), "bail_without_result"),
        (defendant(ONE, offence(FIRST, arrestDate="02/03/2026")), "unusable_date"),
        (defendant(ONE, offence(FIRST, isDiscontinued="yes")), "wrong_kind"),
    ],
)
def test_what_makes_no_event_or_not_the_whole_of_one_is_told(told: dict[str, Any], code: str) -> None:
    assert code in codes(read(hearing(told)))


def test_without_the_day_of_the_hearing_or_of_the_result_nothing_is_dated() -> None:
    document = hearing(defendant(ONE, offence(FIRST, result(1, cjsCode="4012", orderedDate=None), isDiscontinued=True)))
    document["hearing"]["hearingDays"] = []
    message = read(document)
    assert message.events == ()
    assert codes(message).count("no_date") == 2


def test_the_hearing_alone_was_shared_when_its_results_last_were() -> None:
    lines = [result(n, cjsCode="4012", lastSharedDateTime=day) for n, day in enumerate(("2026-07-03", "2026-07-02"))]
    document = hearing(defendant(ONE, offence(FIRST, *lines)))["hearing"]
    assert read(document).sent == date(2026, 7, 3)


@pytest.mark.parametrize(
    ("prompts", "at"),
    [
        ({"HDATE": "2026-08-03"}, date(2026, 8, 3)),
        ({"Week Commencing Date": "03/08/2026", "HDATE": "31/02/2026"}, date(2026, 8, 3)),
        ({"HDATE": "soon"}, None),
        ({"HDATE": "03/08/2026", "Date and time to be fixed": "true"}, None),
    ],
)
def test_the_date_of_a_prompt_is_read_or_unknown(prompts: dict[str, str], at: date | None) -> None:
    told = [{"label": label, "value": value} for label, value in prompts.items()]
    line = result(1, nextHearing={"courtCentre": {"code": PERSONAL}}, judicialResultPrompts=told)
    listed = of_type(read(hearing(defendant(ONE, offence(FIRST, line)))), "hearing_listed")
    assert [event.details["hearing_at"] for event in listed] == ([] if at is None else [at])
    assert all("court" not in event.details for event in listed)


def test_two_whole_times_in_custody_leave_it_unknown() -> None:
    lines = [
        result(n, cjsCode="1002", judicialResultPrompts=[{"label": "Total imprisonment period", "value": f"{n} Years"}])
        for n in (1, 2)
    ]
    message = read(hearing(defendant(ONE, offence(FIRST, *lines))))
    assert "custody_months" not in of_type(message, "sentence_passed")[0].details
    assert "several_periods" in codes(message)
