"""The arguments for surviving mutants, by kind: what a kind of mutant cannot change, and why."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from attrs import frozen

from tests.mutation.mutants import Mutant

SURVIVORS = Path(__file__).with_name("survivors.toml")


@frozen
class Kind:
    """Mutants that are argued together: those of an operator on a construct, and of one place at most so many."""

    why: str
    operator: str
    construct: str
    #: Where they are, as in `place_of`; None for wherever the construct is.
    place: str | None = None
    most: int = 0

    def holds(self, mutant: Mutant) -> bool:
        """Whether a mutant is of this kind."""
        here = self.place in (None, place_of(mutant.file, mutant.function))
        return bool(here and re.fullmatch(self.operator, mutant.operator) and re.search(self.construct, mutant.before))


def place_of(file: str, function: str) -> str:
    """Return a place as the arguments name it: the file within the package, and the dotted name in it."""
    return f"{file.removeprefix('victims_code/')} {function or '-'}"


def kinds() -> list[Kind]:
    """Read the kinds: one for each place of those that hold in some places only."""
    found = []
    for said in tomllib.loads(SURVIVORS.read_text("utf-8"))["kind"]:
        if "construct" in said:
            found.append(Kind(said["why"], said["operator"], said["construct"]))
        for line in said.get("places", ()):
            file, name, operator, most, *of = line.split()
            found.append(Kind(said["why"], operator, rf"\b({of[0]})\b" if of else "", f"{file} {name}", int(most)))
    return found


def unargued(survivors: Iterable[Mutant]) -> list[Mutant]:
    """Return the survivors that no kind argues, or of a place more than it argues there."""
    known, used, found = kinds(), Counter[Kind](), []
    for mutant in survivors:
        fitting = [kind for kind in known if kind.holds(mutant) and (kind.place is None or used[kind] < kind.most)]
        if fitting:
            used[fitting[0]] += 1
        else:
            found.append(mutant)
    return found
