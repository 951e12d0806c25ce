"""Layers: a provider's own standards, laid over the Code. They may only tighten, and are told apart from it."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from attrs import frozen

from victims_code.frozen import frozen_mappings
from victims_code.rulebook.limits import Limit
from victims_code.rulebook.rules import Rule
from victims_code.vocabulary import EventType, Vocabulary


@frozen
class Target:
    """A local limit for a duty: how soon the provider wants it done, which is never later than the Code does."""

    rule: str
    within: Limit
    #: The limit under Enhanced Rights; equal to `within` where there is no difference.
    within_if_enhanced: Limit
    #: The name of the layer that sets it.
    layer: str


@frozen(repr=False, field_transformer=frozen_mappings)
class Layer:
    """The local standards of one provider, as read from a TOML file by `load_layer`.

    A target is never part of the Code: a missed one is no breach, and nothing here moves a due date. It is a value:
    nothing changes it, and two are equal where all that they hold is.
    """

    name: str
    title: str
    #: The edition whose rules it is laid over, by name.
    code: str
    #: By rule id.
    targets: Mapping[str, Target]
    #: Local duties of its own, none of them the Code's.
    rules: tuple[Rule, ...]
    #: The event types that it declares.
    types: Mapping[str, EventType]
    #: The types of event that a case may hold under it: the Code's, and its own. An `Event` of its own needs it.
    vocabulary: Vocabulary
    sources: Mapping[str, str]
    #: The file it was read from, which a receipt keeps.
    text: str

    def __hash__(self) -> int:
        return hash((self.name, self.text))  # all the rest is read from the text

    @property
    def digest(self) -> str:
        """What tells one text of the layer from another."""
        return sha256(self.text.encode()).hexdigest()

    @property
    def version(self) -> str:
        """The name with the beginning of the digest, as an answer cites it."""
        return f"{self.name}@{self.digest[:12]}"

    def __repr__(self) -> str:
        """Return the name and the counts."""
        return f"<Layer {self.name}: {self.contents}>"

    @property
    def contents(self) -> str:
        """How much it holds, in words."""
        targets, duties = len(self.targets), len(self.rules)
        return f"{targets} target{'' if targets == 1 else 's'}, {duties} local {'duty' if duties == 1 else 'duties'}"
