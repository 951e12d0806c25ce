"""Layers: local standards that only tighten the Code, drawn against the limits that the rulebook sets."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from victims_code.rulebook import Kind, Layer, Limit, Rule, load_code, read_layer, read_limit
from victims_code.rulebook.limits import not_longer
from victims_code.testing.strategies.when import drawn

if TYPE_CHECKING:
    from victims_code.names import EditionName

#: The names that a layer may have, so that two can be laid over one case.
_NAMES: Final = ("local-standards", "other-standards")

#: What a provider may set itself; which of it tightens a rule is for the rulebook to say.
_LIMITS: Final = (
    "28 days", "20 working days", "14 days", "10 working days", "7 days", "5 working days", "4 days", "3 working days",
    "2 working days", "2 days", "1 working day", "1 day", "24 hours", "12 hours", "1 hour",
)  # fmt: skip

#: The most targets of one layer.
_MOST_TARGETS: Final = 3


def layers(code: EditionName | None = None) -> SearchStrategy[Layer]:
    """Generate layers over an edition of the Code: one to three targets, and now and then a local duty beside them.

    `code` names the edition; without it, it is the one that `load_code()` gives. No target is longer than the limit of
    its rule, nor that for Enhanced Rights longer than the one without. They are in hours, days or Working Days.

    :raises InvalidRulebook: when there is no edition of that name.

    >>> from hypothesis import find
    >>> "R6.arrest" in find(layers(), lambda layer: "R6.arrest" in layer.targets).targets
    True
    """
    book = load_code(code)
    rules = tuple(rule for rule in book.rules if rule.kind is not Kind.WINDOW)
    some_rules = st.lists(st.sampled_from(rules), min_size=1, max_size=_MOST_TARGETS, unique=True)
    some_duty = st.none() | st.sampled_from([rule for rule in rules if rule.met_by])

    def layer(draw: DrawFn) -> Layer:
        name = draw(st.sampled_from(_NAMES))
        tables = [f'name = "{name}"\ntitle = "Local standards"\ncode = "{book.name}"\n']
        for rule in draw(some_rules):
            within = draw(st.sampled_from(_tighter(rule.standard)))
            sooner = draw(st.sampled_from([None, *_tighter(rule.enhanced, read_limit(within))]))
            target = f'[[target]]\nrule = "{rule.id}"\nwithin = "{within}"\n'
            tables.append(target if sooner is None else f'{target}enhanced = "{sooner}"\n')
        duty = draw(some_duty)
        if duty is not None:
            tables.append(_local_duty(name, duty, draw(st.sampled_from(_LIMITS))))
        return _read("\n".join(tables))

    return drawn("layers", layer)


def _local_duty(name: str, like: Rule, within: str) -> str:
    """Return a duty of the provider's own, which arises and is met as one of the Code's."""
    return (
        f'[[rule]]\nid = "{name}.duty"\nright = {like.right}\nduty = "A duty of the provider\'s own"\n'
        f'owed_by = "police"\narises_on = ["{like.arises_on[0]}"]\nwithin = "{within}"\n'
        f'met_by = ["{like.met_by[0].type}"]\nevidence = "unconfirmed"\nsources = []\ndisputes = []\n'
    )


@cache
def _tighter(*limits: Limit | None) -> tuple[str, ...]:
    """Return what is certainly not longer than any of the limits; one that is not counted in days bounds nothing."""
    bounds = [limit for limit in limits if limit is not None and limit.is_counted]
    return tuple(text for text in _LIMITS if all(not_longer(read_limit(text), bound) for bound in bounds))


@cache
def _read(text: str) -> Layer:
    return read_layer(text)
