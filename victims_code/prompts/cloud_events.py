"""Prompts as CloudEvents 1.0, in structured mode: one JSON message a prompt, or a batch of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote

from victims_code.errors import InvalidFact, nearest
from victims_code.interchange import write_json
from victims_code.prompts.documents import prompt_entry
from victims_code.prompts.prompts import Prompt, PromptStatus
from victims_code.receipts.digests import digest

#: The version of the CloudEvents specification.
SPEC_VERSION: Final = "1.0"

#: What ``data`` holds to: one prompt of the published schema.
DATA_SCHEMA: Final = "urn:victims-code:prompts:1#/$defs/prompt"

#: What can have come to a prompt: how it stands, or what changed since it was last told.
KINDS: Final = (*(status.value for status in PromptStatus), "created", "changed")


def cloud_event(prompt: Prompt, change: str | None = None) -> dict[str, object]:
    """Return a prompt as a CloudEvent. It is told by how it stands, or by `change` where that is given.

    The id is made of all the rest: the same state delivered again has the same id, and a consumer may drop it. There is
    no ``time``: that would be a clock's, and would make two messages of one state.

    :raises InvalidFact: when `change` is none of `KINDS`.

    >>> from datetime import date
    >>> from victims_code import Case, Event, Victim, assess
    >>> from victims_code.prompts.making import prompts_of
    >>> case = Case("20WM/1", [Victim("V1", vulnerable=True)], [Event("e1", "suspect_arrested", at=date(2026, 5, 5))])
    >>> prompt, *_ = prompts_of(assess(case, as_of=date(2026, 5, 6)))
    >>> event = cloud_event(prompt)
    >>> event["type"], event["source"], event["subject"] == prompt.id
    ('victims-code.prompt.open', 'urn:victims-code:case:20WM%2F1', True)
    """
    kind = prompt.status.value if change is None else change
    if kind not in KINDS:
        msg = f"change: {kind!r} is nothing that comes to a prompt; {nearest(kind, KINDS)}"
        raise InvalidFact(msg)
    told: dict[str, object] = {
        "source": source_of(prompt.case),
        "type": f"victims-code.prompt.{kind}",
        "subject": prompt.id,
        "datacontenttype": "application/json",
        "dataschema": DATA_SCHEMA,
        "data": prompt_entry(prompt),
    }
    return {"specversion": SPEC_VERSION, "id": digest(told), **told}


def write_cloud_events(prompts: Iterable[Prompt]) -> Iterator[str]:
    r"""Write prompts as a JSON batch, piece by piece, each message on a line of its own.

    >>> print(*write_cloud_events([]), sep="", end="")
    []
    """
    between = "[\n"
    for prompt in prompts:
        yield between + write_json(cloud_event(prompt))
        between = ",\n"
    yield "[]\n" if between == "[\n" else "\n]\n"


def source_of(case: str) -> str:
    """Return where the prompts of a case come from: a URI in which any reference can stand.

    >>> source_of("20WM/01234/26")
    'urn:victims-code:case:20WM%2F01234%2F26'
    """
    return f"urn:victims-code:case:{quote(case, safe='')}"
