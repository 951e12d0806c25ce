"""The policy of prompts, as data: when a duty is due soon, who is asked, which rules are quiet. No part of the Code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from attrs import Attribute, evolve, field, frozen

from victims_code.arguments import each_of, need, of_kind
from victims_code.errors import (
    InvalidFact,
    InvalidInput,
    InvalidRulebook,
    Problem,
    first_faults,
    nearest,
    read_table,
    read_text,
    read_texts,
    read_yes_no,
)
from victims_code.frozen import frozen_mappings
from victims_code.given import whole
from victims_code.interchange.toml_text import toml_at, toml_tables
from victims_code.packaged import packaged_text
from victims_code.providers import ServiceProvider
from victims_code.rulebook import Law, Rule

#: The most Working Days of a threshold.
MOST_DAYS: Final = 250


def _is_threshold(_: object, given: Attribute[int], value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_DAYS:
        msg = f"{given.name}: a whole number of Working Days from 0 to {MOST_DAYS} is needed"
        raise InvalidFact(msg)


@frozen
class Thresholds:
    """So many Working Days before or after it is due, a duty is due soon, seriously overdue, recalled or escalated."""

    due_soon: int = field(validator=_is_threshold)
    seriously_overdue: int = field(validator=_is_threshold)
    remind_before: int = field(validator=_is_threshold)
    escalate_after: int = field(validator=_is_threshold)


_THRESHOLDS: Final = ("due_soon", "seriously_overdue", "remind_before", "escalate_after")
#: The least number of Working Days of each: what is overdue today cannot be seriously so before a day has passed.
_LEAST: Final = {"due_soon": 0, "seriously_overdue": 1, "remind_before": 0, "escalate_after": 0}


def _by_name(keys: type, values: type) -> Callable[[object, Attribute[Any], object], None]:
    """Return the validator of a dictionary from one kind to another."""

    def check(_: object, given: Attribute[Any], value: object) -> None:
        found: dict[object, object] = dict(value)  # type: ignore[call-overload] # it is a Mapping
        each_of(given.name, found.keys(), keys)
        each_of(given.name, found.values(), values)

    return check


def _are_names(_: object, given: Attribute[Any], value: object) -> None:
    need(given.name, value, frozenset)
    each_of(given.name, value, str)  # type: ignore[arg-type] # it is a frozenset


@frozen(field_transformer=frozen_mappings)
class Policy:
    """When and to whom duties are put as prompts: a host's choice, which moves no due date."""

    name: str = field(validator=of_kind(str))
    thresholds: Thresholds = field(validator=of_kind(Thresholds))
    #: The thresholds of single rules, by id.
    by_rule: Mapping[str, Thresholds] = field(factory=dict, validator=_by_name(str, Thresholds))
    #: The host's role for each service provider, and for single rules.
    owner_roles: Mapping[ServiceProvider, str] = field(factory=dict, validator=_by_name(ServiceProvider, str))
    rule_roles: Mapping[str, str] = field(factory=dict, validator=_by_name(str, str))
    #: The rules that make no prompt.
    quiet: frozenset[str] = field(default=frozenset(), validator=_are_names)
    #: Whether several notices to one victim become one contact.
    gathers: bool = field(default=False, validator=of_kind(bool))

    def thresholds_of(self, rule: Rule) -> Thresholds:
        """Return the thresholds of a rule."""
        return self.by_rule.get(rule.id, self.thresholds)

    def role_of(self, rule: Rule, providers: tuple[ServiceProvider, ...]) -> str | None:
        """Return the host's role that answers for a duty: that of the rule, else of the first provider with one."""
        if rule.id in self.rule_roles:
            return self.rule_roles[rule.id]
        return next((self.owner_roles[each] for each in providers if each in self.owner_roles), None)

    def check(self, law: Law) -> None:
        """Refuse a policy that names a rule which the law does not have.

        :raises InvalidInput: with every such rule.
        """
        named = {*self.by_rule, *self.rule_roles, *self.quiet}
        if not named:
            return
        known = {rule.id for book in law.editions for rule in book.rules}
        known |= {rule.id for layer in law.layers for rule in layer.rules}
        problems = first_faults(
            Problem(f"policy {self.name}: {name}", "no rule of the law has this id", nearest(name, known))
            for name in sorted(named - known)
        )
        if problems:
            raise InvalidInput(problems)


def load_policy(path: str | Path) -> Policy:
    """Load a policy from a TOML file; what it leaves out is as in the default one.

    :raises InvalidInput: when it cannot be read, or with every fault of it.
    """
    return read_policy(toml_at(path), str(path))


def read_policy(text: str, source: str = "") -> Policy:
    r"""Read a policy from TOML text; what it leaves out is as in the default one.

    :raises InvalidInput: with every fault of it.

    >>> read_policy('name = "ours"\n[thresholds]\ndue_soon = 2').thresholds.due_soon
    2
    """
    return _read(text, source, default_policy())


def checked_policy(policy: Policy | None) -> Policy:
    """Return a policy, the default one where none is given.

    :raises InvalidFact: when it is something else.
    """
    if policy is None:
        return default_policy()
    need("policy", policy, Policy)
    return policy


@cache
def default_policy() -> Policy:
    """Return the policy that is taken where the host gives none.

    >>> default_policy().thresholds
    Thresholds(due_soon=1, seriously_overdue=5, remind_before=1, escalate_after=1)
    """
    nothing = Policy("", Thresholds(0, 1, 0, 0))
    return _read(packaged_text("prompts", "data", "policy.toml"), "policy.toml", nothing)


def _read(text: str, source: str, base: Policy) -> Policy:
    document = toml_tables(text, source)
    problems: list[Problem] = []

    def table(name: str, value: object, readers: Mapping[str, Any], needed: tuple[str, ...] = ()) -> dict[str, Any]:
        try:
            return read_table(value, readers, needed=needed, place=name, source=source)
        except InvalidRulebook as error:
            problems.extend(error.problems)
            return {}

    whole = {"thresholds": _anything, "contacts": _anything, "quiet": _anything, "owner_roles": _anything}
    top = table("policy", document, {"name": read_text, "rules": _anything, **whole}, ("name",))
    numbers = {name: _days(_LEAST[name]) for name in _THRESHOLDS}
    thresholds = evolve(base.thresholds, **table("thresholds", document.get("thresholds", {}), numbers))
    contacts = table("contacts", document.get("contacts", {}), {"gather": read_yes_no})
    quiet = table("quiet", document.get("quiet", {}), {"rules": read_texts})
    roles: dict[ServiceProvider, str] = {}
    for name, role in _items(document.get("owner_roles", {}), "owner_roles", source, problems):
        try:
            roles[ServiceProvider.of(name)] = read_text(role)
        except (InvalidFact, ValueError) as error:
            problems.append(Problem(f"owner_roles: {name}", str(error), source=source))
    by_rule, rule_roles = dict(base.by_rule), dict(base.rule_roles)
    for name, value in _items(document.get("rules", {}), "rules", source, problems):
        own = table(f"rules: {name}", value, {**numbers, "owner_role": read_text})
        if "owner_role" in own:
            rule_roles[name] = own.pop("owner_role")
        if own:
            by_rule[name] = evolve(thresholds, **own)
    if problems:
        raise InvalidInput(problems)
    return Policy(
        top["name"], thresholds, by_rule, {**base.owner_roles, **roles}, rule_roles,
        frozenset(quiet.get("rules", base.quiet)), contacts.get("gather", base.gathers),
    )  # fmt: skip


def _items(value: object, name: str, source: str, problems: list[Problem]) -> list[tuple[str, object]]:
    if not isinstance(value, Mapping):
        problems.append(Problem(name, "a table is needed", f"write [{name}]", source))
        return []
    return list(value.items())


def _anything(value: object) -> object:
    return value


def _days(least: int) -> Any:  # noqa: ANN401 - a reader of one value
    def read(value: object) -> int:
        days = whole(value)
        if days is None or not least <= days <= MOST_DAYS:
            msg = f"a whole number of Working Days from {least} to {MOST_DAYS} is needed"
            raise ValueError(msg)
        return days

    return read
