"""The command ``prompts``: what to do for whom by when, in the form that another system reads.

The room of prompts is opened only by it: no other command should pay for it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Final, TypeAlias

from victims_code.assessment import Assessment
from victims_code.cli import commands, inputs, streams
from victims_code.errors import InvalidFact, InvalidInput, Problem, VictimsCodeError
from victims_code.providers import ServiceProvider

if TYPE_CHECKING:
    from victims_code.prompts.policies import Policy
    from victims_code.prompts.prompts import Prompt

    _Answer: TypeAlias = tuple[Assessment, tuple[Prompt, ...]]
    _Writer: TypeAlias = Callable[[Iterable[_Answer]], Iterator[str]]

#: The forms in which prompts are written, and the languages of the words around them.
FORMATS: Final = ("json", "cloudevents", "csv", "ics", "text")
LANGUAGES: Final = ("en", "cy")


def prompts(asked: argparse.Namespace) -> int:
    """Write the prompts of every case as one document; a case that fails is told, the others are answered."""
    as_of = inputs.as_of(asked)
    policy = _policy(asked.policy)
    answers = _Answers(asked, as_of, policy)
    write = _writer(asked.format, as_of, policy.name, asked.language)
    walk = iter(answers)
    first = next(walk, None)
    if first is None and answers.failed:
        return 2  # a document without a case would look like an answer
    for piece in write(() if first is None else chain((first,), walk)):
        sys.stdout.write(piece)
    return 2 if answers.failed else 0


class _Answers:
    """The prompts of each case in the order given, each prompt once, however often its case is given."""

    def __init__(self, asked: argparse.Namespace, as_of: date, policy: Policy) -> None:
        """Read what holds for every case; no case is opened yet.

        :raises InvalidInput: when the law, the policy or another argument has faults.
        """
        self._asked, self._as_of, self._policy = asked, as_of, policy
        self._known_at = inputs.known_at(asked)
        self._law, self._zone = inputs.law_from(asked), inputs.zone_of(asked.assume_tz)
        policy.check(self._law)
        self._owed_by = _provider(asked.owed_by)
        #: How many cases failed.
        self.failed = 0
        #: By prompt: its content and where its case was given first.
        self._seen: dict[str, tuple[str, str]] = {}

    def __iter__(self) -> Iterator[_Answer]:
        """Walk the cases, telling those that fail."""
        from victims_code.prompts.making import prompts_of

        cases = commands._cases(self._asked.case, self._zone, self._law.vocabulary)  # noqa: SLF001
        for given, _ in streams.counted(cases, "cases", every=commands._MARK):  # noqa: SLF001
            try:
                answer = commands._assessed(given, self._law, self._as_of, self._known_at)  # noqa: SLF001
                found = prompts_of(answer, policy=self._policy, owed_by=self._owed_by)
                fresh = self._fresh(found, given.source)
            except VictimsCodeError as error:
                self.failed += 1
                inputs.tell(commands._placed(error, given.source))  # noqa: SLF001 - one way to place an error
                continue
            if fresh or not found:
                yield answer, fresh

    def _fresh(self, found: tuple[Prompt, ...], source: str) -> tuple[Prompt, ...]:
        """Return the prompts that were not given before.

        :raises InvalidInput: when one was given with other content; then none of its case is taken.
        """
        from victims_code.prompts.documents import prompt_entry
        from victims_code.receipts.digests import digest

        contents = {prompt.id: digest(prompt_entry(prompt)) for prompt in found}
        for name, content in contents.items():
            known, where = self._seen.get(name, (content, source))
            if known != content:
                what = f"{where} gives it otherwise"
                mend = "give one record of each case, the newest"
                raise InvalidInput([Problem(f"prompt {name}", what, mend, source)])
        fresh = tuple(prompt for prompt in found if prompt.id not in self._seen)
        self._seen |= {prompt.id: (contents[prompt.id], source) for prompt in fresh}
        return fresh


def _policy(path: str | None) -> Policy:
    """Load the policy that is asked for, or the default one.

    :raises InvalidInput: with every fault of it.
    """
    from victims_code.prompts.policies import default_policy, load_policy

    return default_policy() if path is None else load_policy(path)


def _provider(name: str | None) -> ServiceProvider | None:
    """Find the service provider that is asked for; None is every one.

    :raises InvalidInput: when there is none of that name.
    """
    if name is None:
        return None
    try:
        return ServiceProvider.of(name)
    except InvalidFact as error:
        raise inputs.wrong("--owed-by", str(error)) from None


def _writer(how: str, as_of: date, policy: str, language: str) -> _Writer:
    """Return what writes the answers in a form, piece by piece.

    :raises VictimsCodeError: when a library that the form needs is not installed.
    """
    if how == "ics":
        from victims_code.prompts.calendar_entries import check_library, write_calendar

        check_library()
        return write_calendar
    if how == "text":
        from victims_code.prompts.enquiry_log import log_entry

        return lambda answers: _with_space_between(
            log_entry(found, case=answer.case.id, as_of=as_of, language=language) for answer, found in answers
        )
    if how == "csv":
        from victims_code.prompts.rows import write_rows

        return lambda answers: write_rows(_each(answers), as_of=as_of)
    if how == "cloudevents":
        from victims_code.prompts.cloud_events import write_cloud_events

        return lambda answers: write_cloud_events(_each(answers))
    from victims_code.prompts.documents import write_document

    return lambda answers: write_document(_each(answers), as_of=as_of, policy=policy)


def _each(answers: Iterable[_Answer]) -> Iterator[Prompt]:
    return (prompt for _, found in answers for prompt in found)


def _with_space_between(texts: Iterable[str]) -> Iterator[str]:
    """Set texts apart by an empty line, which none of them need know of."""
    between = ""
    for text in texts:
        yield between + text
        between = "\n"
