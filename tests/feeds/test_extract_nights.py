"""What the next night's extract changes, what it says of victims, and what is lost is not withdrawn."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import permutations

import pytest

from tests.feeds.extract_samples import HEAD, codes, columns, one, read
from victims_code import Case, OffenceCategory, Role, Victim
from victims_code.dates import LONDON
from victims_code.feeds import Message, cases_of
from victims_code.interchange import case_document, read_case, write_json


class TestVictims:
    """What the rows say of a victim: unknown is never no."""

    TEXT = """
    [facts]
    born = { column = "DOB" }
    role = { column = "ROLE", codes = { P = "person", B = "business" } }
    vulnerable = { column = "VULN", codes = { Y = true, N = false }, unknown = ["U"] }
    [facts.offence_categories]
    column = "KIND"
    codes = { DA = "domestic_abuse", HC = "hate_crime", NONE = [] }
    split = ";"
    """
    HEAD = "CRIME,SUSPECT,CUSTODY,ARRESTED,VICTIM,DOB,ROLE,VULN,KIND\n"

    def victim(self, *rows: str) -> tuple[Victim, list[str]]:
        known = columns(self.TEXT, top='victim = "VICTIM"')
        message = one(self.HEAD + "".join(f"C1,,,,V1,{row}\n" for row in rows), known)
        (victim,) = message.victims
        return victim, [code for code, _ in codes(message)]

    def test_what_is_told_and_what_is_not(self) -> None:
        victim, told = self.victim("14/09/1984,B,N,DA;HC")
        categories = (OffenceCategory.DOMESTIC_ABUSE, OffenceCategory.HATE_CRIME)
        assert victim == Victim(
            "V1", Role.BUSINESS, born=date(1984, 9, 14), vulnerable=False, offence_categories=categories
        )
        assert told == []
        assert self.victim("01/01/1900,,U,") == (Victim("V1"), [])
        assert self.victim(",,,NONE") == (Victim("V1", offence_categories=()), [])

    def test_an_unknown_code_leaves_the_fact_unknown(self) -> None:
        assert self.victim(",,perhaps,DA;RBY") == (Victim("V1"), ["unknown_code", "unknown_code"])

    def test_rows_that_contradict_each_other_leave_it_unknown(self) -> None:
        assert self.victim(",,Y,", ",,N,") == (Victim("V1"), ["rows_differ"])
        assert self.victim(",,Y,", ",,U,") == (Victim("V1", vulnerable=True), [])

    def test_the_categories_of_several_crimes_add_up_unless_one_is_unknown(self) -> None:
        assert self.victim(",,,DA", ",,,HC")[0].offence_categories == (
            OffenceCategory.DOMESTIC_ABUSE, OffenceCategory.HATE_CRIME,
        )  # fmt: skip
        assert self.victim(",,,NONE", ",,,") == (Victim("V1"), ["incomplete_fact"])

    def test_a_later_extract_adds_to_what_is_known_and_takes_nothing_back(self) -> None:
        def night(day: int, *victims: Victim) -> Message:
            return Message("C1", str(day), date(2026, 5, day), victims=victims)

        nights = [
            night(1, Victim("V1", vulnerable=False, born=date(1984, 9, 14))),
            night(2, Victim("V1", Role.BUSINESS, vulnerable=True)),
            night(3, Victim("V1"), Victim("V0")),
        ]
        known = Victim("V1", Role.BUSINESS, vulnerable=True, born=date(1984, 9, 14))
        for order in permutations(nights):
            assert cases_of(order)[0].victims == (Victim("V0"), known)
        given = Victim("V1", vulnerable=False)
        assert cases_of(nights, victims=[given, Victim("V9")])[0].victims[0].vulnerable is False


class TestNights:
    """The next night's extract corrects, withdraws and reinstates; nothing that was merely lost is withdrawn."""

    FULL = 'restates = true\nextracted_at = "MADE"'
    HEAD = "CRIME,SUSPECT,CUSTODY,ARRESTED,MADE\n"

    def night(self, day: int, *rows: str) -> tuple[Message, ...]:
        known = columns('[columns.MADE]\ndates = "ISO"', top=self.FULL)
        return read(self.HEAD + "".join(f"{row},2026-05-{day:02}T02:00:00Z\n" for row in rows), known)

    def case(self, *nights: tuple[Message, ...]) -> Case:
        (case,) = cases_of([message for night in nights for message in night])
        return case

    def test_a_repeat_says_nothing_new(self) -> None:
        first, second = self.night(3, "C1,S,K1,02/05/2026"), self.night(4, "C1,S,K1,02/05/2026")
        assert len(self.case(first, second, first).events) == 1

    def test_a_corrected_date_is_a_correction_from_that_night_on(self) -> None:
        case = self.case(self.night(3, "C1,S,K1,02/05/2026"), self.night(4, "C1,S,K1,01/05/2026"))
        assert [event.type for event in case.events] == ["suspect_arrested", "event_corrected"]
        assert case.events[1].at == datetime(2026, 5, 4, 2, tzinfo=UTC)
        assert [event.date for event in case.history(date(2026, 5, 4).toordinal()).by_type["suspect_arrested"]] == [
            date(2026, 5, 1)
        ]

    def test_a_row_that_is_gone_is_withdrawn_and_comes_back(self) -> None:
        both, gone = ("C1,S,K1,02/05/2026", "C1,S,K2,02/05/2026"), ("C1,S,K1,02/05/2026",)
        nights = [self.night(3, *both), self.night(4, *gone), self.night(5, *both)]
        case = self.case(*nights[:2])
        assert set(case.history(date(2026, 5, 4).toordinal()).voided) == {"crimes:suspect_arrested:K2"}
        texts = {write_json(case_document(self.case(*order))) for order in permutations(nights)}
        assert len(texts) == 1
        again = read_case(texts.pop())
        assert "crimes:suspect_arrested:K2" not in again.history(date(2026, 5, 5).toordinal()).voided

    @pytest.mark.parametrize(
        "lost", ["C1,S,K2,soon", "C1,S,NULL,02/05/2026", "C1,S,K2", ",S,K2,02/05/2026", 'C1,"S"x,K2,02/05/2026']
    )
    def test_what_could_not_be_read_is_not_withdrawn(self, lost: str) -> None:
        first = self.night(3, "C1,S,K1,02/05/2026", "C1,S,K2,02/05/2026")
        second = self.night(4, "C1,S,K1,02/05/2026", lost)
        case = self.case(first, second)
        assert [event.type for event in case.events] == ["suspect_arrested"] * 2
        assert "nothing_withdrawn" in [code for code, _ in codes(second[0])]

    def test_an_extract_that_states_a_part_withdraws_nothing(self) -> None:
        parts = [one(HEAD + f"C1,S,K{n},02/05/2026\n", extracted_at=date(2026, 5, n + 2)) for n in (1, 2)]
        assert [message.restates for message in parts] == [None, None]
        assert len(cases_of(parts)[0].events) == 2

    def test_a_detail_that_is_a_time_is_corrected_in_a_case_file_too(self) -> None:
        text = '[[event]]\ntype = "suspect_charged"\nat = "CHARGED"\ndetails.first_hearing_at = { column = "COURT" }'
        head = "CRIME,SUSPECT,CUSTODY,ARRESTED,CHARGED,COURT\n"
        nights = [
            one(f"{head}C1,S,K,,03/05/2026,{court}\n", columns(text), extracted_at=date(2026, 5, day))
            for day, court in ((4, "21/05/2026"), (5, "22/05/2026 10:00"))
        ]
        (case,) = cases_of(nights)
        again = read_case(write_json(case_document(case)))
        (charge,) = again.history(date(2026, 5, 5).toordinal()).by_type["suspect_charged"]
        assert charge.details["first_hearing_at"] == datetime(2026, 5, 22, 10, tzinfo=LONDON)
