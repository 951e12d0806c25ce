"""The ids of obligations: made in one place and taken apart in one place, so that no two obligations share one."""

from __future__ import annotations

from victims_code.errors import InvalidFact


def obligation_id(victim: str, rule: str, event: str) -> str:
    """Return the id of an obligation: ``victim/rule/event``.

    A ``/`` or ``%`` inside a reference is written ``%2F`` or ``%25``, as in a web address: two obligations never
    have one id.

    >>> obligation_id("V1", "R6.arrest", "e2"), obligation_id("V1", "R6.arrest", "20WM/e2")
    ('V1/R6.arrest/e2', 'V1/R6.arrest/20WM%2Fe2')
    """
    name = f"{victim}/{rule}/{event}"
    if name.count("/") == 2 and "%" not in name:  # noqa: PLR2004 - the two that part the three: the common case
        return name
    return "/".join(part.replace("%", "%25").replace("/", "%2F") for part in (victim, rule, event))


def parts_of_id(name: str) -> tuple[str, str, str]:
    """Return the victim, the rule and the event of an obligation's id.

    :raises InvalidFact: when it has another form.

    >>> parts_of_id("V1/R6.arrest/20WM%2Fe2")
    ('V1', 'R6.arrest', '20WM/e2')
    """
    parts = tuple(part.replace("%2F", "/").replace("%25", "%") for part in name.split("/"))
    if len(parts) != 3 or obligation_id(*parts) != name:  # noqa: PLR2004 - victim, rule and event
        msg = "an obligation's id is victim/rule/event, where a / in one of the three is written %2F and a % is %25"
        raise InvalidFact(msg)
    return parts
