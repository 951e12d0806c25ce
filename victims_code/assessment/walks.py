"""The walk: what the engine holds in its hand while it takes one victim through the history of a case.

It is also the facts that conditions ask for: one victim, one triggering event, and the history as it stood.
"""

from __future__ import annotations

from victims_code.assessment.findings import Finding
from victims_code.assessment.plans import Plan, Planned
from victims_code.assessment.releases import Releases
from victims_code.assessment.statuses import Status
from victims_code.calendars import WorkingDays
from victims_code.cases import Case, History, Jurisdiction
from victims_code.eligibility import Standing
from victims_code.events import Event
from victims_code.victims import Victim


class Walk:
    """One victim's way through a history: the facts, the law, the day, and what was found odd so far."""

    __slots__ = (
        "calendar", "day", "enhanced", "findings", "history", "is_doubtful", "jurisdiction", "last_published", "name",
        "plan", "releases", "standing", "today", "trigger", "victim",
    )  # fmt: skip

    #: The event that gives rise to the duty in hand, and its day.
    trigger: Event
    day: int
    #: Whether the victim has Enhanced Rights on that day: True, False, or None for unknown.
    enhanced: bool | None

    def __init__(
        self,
        case: Case,
        victim: Victim,
        standing: Standing,
        *,
        history: History,
        plan: Plan,
        calendar: WorkingDays,
        today: int,
        findings: dict[Finding, None],
    ) -> None:
        """Take the facts, the law and the day; `findings` gathers what is odd, in order and once."""
        self.victim: Victim = victim
        self.standing: Standing = standing
        self.history: History = history
        self.jurisdiction: Jurisdiction = case.jurisdiction
        self.name: str = victim.id
        self.plan: Plan = plan
        self.calendar: WorkingDays = calendar
        self.today: int = today
        self.findings: dict[Finding, None] = findings
        self.releases: Releases = Releases(history, plan, victim.id)
        #: The last day whose bank holidays are published, not projected.
        self.last_published: int = calendar.last_published_day.toordinal()
        #: Whether it is unknown if anything at all is owed to the victim.
        self.is_doubtful: bool = False

    def note(self, code: str, event: Event | None, planned: Planned | None = None, *, detail: str = "") -> None:
        """Record a finding about the victim."""
        finding = Finding(
            code,
            None if event is None else event.id,
            victim=self.name,
            rule=None if planned is None else planned.rule.id,
            detail=detail,
        )
        self.findings[finding] = None

    def release(
        self, planned: Planned, event: Event, last: int, *, with_endings: bool = True
    ) -> tuple[Status, Event] | None:
        """Return how and by what a duty was released by the end of the day `last`, or None."""
        if not self.releases.any and not (
            planned.ends_on and any(name in self.history.by_type for name in planned.ends_on)
        ):
            return None
        return self.releases.find(planned, event, last, self, self.findings, with_endings=with_endings)
