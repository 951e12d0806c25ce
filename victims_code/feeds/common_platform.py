"""Common Platform: hearings whose results were shared, read as events, a message for each prosecution case."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from attrs import field, frozen

from victims_code.dates import When, london_day, moment, optional_when
from victims_code.errors import InvalidInput, Problem
from victims_code.feeds.common_platform_lines import ResultLine, Sitting, merged, read_line
from victims_code.feeds.common_platform_offences import Outcome, add_discontinuance, add_offence, add_outcomes
from victims_code.feeds.common_platform_results import add_results
from victims_code.feeds.json_messages import Document, Part, messages_of
from victims_code.feeds.mappings import Tables, checked_tables, load_mapping
from victims_code.feeds.messages import Found, Message, Unmapped

#: A reference of a case: letters, figures and the marks between them, never a name with spaces.
_CASE: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z/-]{0,59}", re.ASCII)

#: What is noted where an event may have been lost to a part that could not be read.
_LOST: Final = frozenset(
    ("given_twice", "more_than_is_told", "no_date", "no_defendant", "no_offence", "unknown_defendant", "unusable_date",
     "unusable_reference", "unusable_value", "wrong_kind")
)  # fmt: skip


def read_common_platform(
    data: bytes, source: str = "", *, received_at: When | None = None, mapping: Tables | None = None
) -> tuple[Message, ...]:
    """Read hearings as Common Platform shares their results: one, a list, or one a line.

    Both forms are read: ``hearing`` with its ``sharedTime``, and the hearing alone, which was shared when its results
    last were. `received_at` is when the Witness Care Unit received it.

    :raises InvalidInput: with every hearing that cannot be understood as a whole: no JSON within the bounds, no hearing
        with an id, no time at which it was shared, no case. Anything less is in `Message.unmapped`.
    :raises InvalidFact: when `received_at` is no date, nor a date-time with an offset.

    >>> hearing = '{"id": "11111111-1111-4111-8111-111111111111", "prosecutionCases": [{"prosecutionCaseIdentifier": '
    >>> hearing += '{"caseURN": "20WM0123426"}}]}'
    >>> text = '{"hearing": ' + hearing + ', "sharedTime": "2026-07-01T10:00:00Z"}'
    >>> [message.case for message in read_common_platform(text.encode())]
    ['20WM0123426']
    """
    tables = _packaged() if mapping is None else checked_tables("common-platform", mapping)
    received = optional_when(received_at, "received_at")
    return messages_of(data, source, lambda document: _Reading.of(document, received, tables).messages())


@cache
def _packaged() -> Tables:
    return load_mapping("common-platform")


@frozen
class _CaseTold:
    """What a hearing tells of one case: its events, its result lines, and those that stand as drafts beside them."""

    found: Found
    stated: list[ResultLine] = field(factory=list, init=False)
    drafts: list[ResultLine] = field(factory=list, init=False)
    #: The defendants, each with the part that tells of them, and whether they are convicted of each offence.
    defendants: dict[str, Part] = field(factory=dict, init=False)
    masters: dict[str, str] = field(factory=dict, init=False)
    convicted: dict[str, bool] = field(factory=dict, init=False)
    #: The ids of the outcomes that it states otherwise than before.
    withdrawn: list[str] = field(factory=list, init=False)


@frozen
class _Reading:
    """One hearing while it is read."""

    document: Document
    root: Part
    hearing: Part
    sitting: Sitting
    sent: When
    #: Whether the message is about one day of several of the hearing, and so states but a part of it.
    partial: bool
    received_at: When | None
    cases: dict[str, _CaseTold] = field(factory=dict, init=False)

    @classmethod
    def of(cls, document: Document, received_at: When | None, tables: Tables) -> _Reading:
        """Begin to read a hearing: which it is, and when it was shared."""
        root = Part.whole(document, Found())
        hearing = root.object("hearing") if "hearing" in root.body else root
        problems: list[Problem] = []

        def refuse(where: str, what: str, mend: str) -> None:
            problems.append(Problem(where, what, mend, document.source))

        if hearing is None or ("hearing" not in root.body and "prosecutionCases" not in root.body):
            mend = "send the hearing itself, or {hearing, sharedTime}"
            raise InvalidInput([Problem(root.at("hearing"), "no hearing in the message", mend, document.source)])
        hearing_id = hearing.reference("id")
        if hearing_id is None:
            refuse(hearing.at("id"), "no id of the hearing", "its UUID is needed")
        sent = root.when("sharedTime") or _last_shared(hearing)
        if sent is None:
            mend = "without the time it was shared, it cannot be told from an earlier one"
            refuse(root.at("sharedTime"), "no time at which it was shared", mend)
        if hearing_id is None or sent is None:
            raise InvalidInput(problems)
        days = [when for day in hearing.objects("hearingDays") if (when := day.when("sittingDay")) is not None]
        told = root.when("hearingDay")
        sitting_days = {london_day(day) for day in days}
        day = london_day(told) if told is not None else min(sitting_days) if len(sitting_days) == 1 else None
        partial = told is not None and len(sitting_days) > 1
        sitting = Sitting(id=hearing_id, day=day, tables=tables)
        return cls(document, root, hearing, sitting, sent, partial, received_at)

    def messages(self) -> Iterator[Message]:
        """Read it, and return a message for each case it tells of, by reference."""
        for case in self.hearing.objects("prosecutionCases"):
            reference = _case_reference(case)
            if reference is not None:
                self._read_case(case, self._case(reference))
        for application in self.hearing.objects("courtApplications"):
            application.note("court_application", "", "no event is made of a court application or its results")
            for case in application.objects("courtApplicationCases"):
                if not self.cases and (reference := _case_reference(case)) is not None:
                    self._case(reference)
        if not self.cases:
            where = self.hearing.at("prosecutionCases")
            mend = "a caseURN, a prosecutionAuthorityReference or the id of a case is needed"
            raise InvalidInput([Problem(where, "tells of no case", mend, self.document.source)])
        self._read_results_of_hearing()
        return (self._message(reference, case) for reference, case in sorted(self.cases.items()))

    def _case(self, reference: str) -> _CaseTold:
        return self.cases.setdefault(reference, _CaseTold(Found(self.received_at)))

    def _read_case(self, case: Part, told: _CaseTold) -> None:
        for each in case.objects("defendants"):
            defendant = each.told_to(told.found)
            suspect = defendant.reference("id")
            if suspect is None:
                defendant.note("no_defendant", "id", "without the id of the defendant, nothing of them is read")
                continue
            told.defendants[suspect] = defendant
            master = defendant.reference("masterDefendantId")
            if master is not None:
                told.masters[master] = suspect
            self._read_offences(defendant, suspect, told)
            told.stated.extend(
                read_line(line, self.sitting, defendant=suspect, convicted=any(told.convicted.values()))
                for key in ("judicialResults", "defendantCaseJudicialResults")
                for line in defendant.objects(key)
            )

    def _read_offences(self, defendant: Part, suspect: str, told: _CaseTold) -> None:
        offences = list(defendant.objects("offences"))
        all_of_them = all(offence.body.get("isDiscontinued") is True for offence in offences)
        ended: dict[str, tuple[str, Outcome]] = {}
        for offence in offences:
            crime = offence.reference("id")
            convicted = False
            if crime is None:
                offence.note("no_offence", "id", "without the id of the offence, only its results are read")
            else:
                decided = add_offence(offence, crime, suspect, self.sitting.tables)
                convicted = told.convicted[crime] = decided.convicted
                if decided.outcome is not None:
                    ended[crime] = (offence.where, decided.outcome)
            lines = [
                read_line(line, self.sitting, defendant=suspect, convicted=convicted)
                for line in offence.objects("judicialResults")
            ]
            told.stated.extend(lines)
            if crime is not None:
                days = [line.ordered for line in lines if line.kind == "final" and not line.deleted]
                at = _latest(day for day in days if day is not None) or self.sitting.day
                add_discontinuance(offence, crime, suspect, at, all_of_them=all_of_them)
        told.withdrawn.extend(add_outcomes(told.found, suspect, ended, self.sitting.id))

    def _read_results_of_hearing(self) -> None:
        """Read the results that stand beside the cases: of the hearing for a defendant, and the drafts of the lines."""
        for each in self.hearing.objects("defendantJudicialResults"):
            line = each.object("judicialResult")
            if line is None:
                continue
            for suspect, told in self._whose(each):
                convicted = any(told.convicted.values())
                part = line.told_to(told.found)
                told.stated.append(read_line(part, self.sitting, defendant=suspect, convicted=convicted))
        for target in self.root.objects("targets"):
            for suspect, told in self._whose(target):
                convicted = told.convicted.get(target.reference("offenceId") or "", False)
                told.drafts.extend(
                    read_line(line.told_to(told.found), self.sitting, defendant=suspect, convicted=convicted)
                    for line in target.objects("resultLines")
                )

    def _whose(self, part: Part) -> list[tuple[str, _CaseTold]]:
        """Return the defendant whose results a part holds, in each case of theirs that the results may be about."""
        suspect, master = part.reference("defendantId"), part.reference("masterDefendantId")
        crime = part.reference("offenceId")
        found: list[tuple[str, _CaseTold]] = []
        for told in self.cases.values():
            name = suspect if suspect is not None else told.masters.get(master or "", master)
            if name is not None and name in told.defendants:
                found.append((name, told))
        if not found:
            part.note("unknown_defendant", "", "results for a defendant of whom the hearing does not tell")
        return [each for each in found if crime in each[1].convicted] or found

    def _message(self, reference: str, told: _CaseTold) -> Message:
        deleted = add_results(told.found, merged(told.stated, told.drafts))
        for suspect, defendant in told.defendants.items():
            person = defendant.object("personDefendant")
            status = None if person is None else person.body.get("bailStatus")
            if status is not None and f"{self.sitting.id}/court_bail_decided/{suspect}" not in told.found.events:
                why = "the defendant has a bail status, but no result of this hearing decided it"
                defendant.note("bail_without_result", "personDefendant", why)
        unmapped = [*self.root.found.unmapped, *told.found.unmapped]
        restates = None if self.partial else f"{self.sitting.id}/"
        if restates is not None and any(each.code in _LOST for each in unmapped):
            why = "parts could not be read: what is missing is not taken for withdrawn"
            unmapped.append(Unmapped("nothing_withdrawn", self.hearing.where, why))
            restates = None
        return Message(
            case=reference,
            digest=self.document.digest,
            sent=self.sent,
            events=tuple(told.found.events.values()),
            withdrawn=tuple(name for name in (*told.withdrawn, *deleted) if name not in told.found.events),
            restates=restates,
            unmapped=tuple(unmapped),
        )


def _case_reference(case: Part) -> str | None:
    """Return the reference of a case: its URN, the prosecuting authority's own, or its id."""
    names = case.object("prosecutionCaseIdentifier")
    for key in ("caseURN", "prosecutionAuthorityReference"):
        reference = None if names is None else names.text(key)
        if reference is not None and _CASE.fullmatch(reference):
            return reference
    reference = case.reference("id")
    if reference is None:
        case.note("no_case_reference", "", "a case without a reference: nothing of it is read")
    return reference


def _last_shared(hearing: Part) -> When | None:
    """Return when a result of a hearing was last shared."""

    def walk(value: object, where: str) -> Iterator[When]:
        if isinstance(value, dict):
            when = Part(value, where, hearing.found).when("lastSharedDateTime")
            if when is not None:
                yield when
        items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        for item in items:
            yield from walk(item, where)

    return _latest(walk(hearing.body, hearing.where))


def _latest(times: Iterable[When]) -> When | None:
    return max(times, key=lambda when: (london_day(when), moment(when) or 0.0), default=None)
