"""What was tried, kept in a file of one line for each mutant, so that an interrupted run goes on."""

from __future__ import annotations

import json
from pathlib import Path

from attrs import field, frozen

from tests.mutation.mutants import Key, Mutant
from tests.mutation.trying import Outcome


@frozen
class Record:
    """The outcome of each mutant that was tried: the latest, if it was tried again."""

    path: Path
    outcomes: dict[Key, Outcome] = field(factory=dict)

    @classmethod
    def read(cls, path: Path) -> Record:
        record = cls(path)
        for line in path.read_text("utf-8").splitlines() if path.exists() else ():
            said = json.loads(line)
            file, start, end, text = said["mutant"]
            record.outcomes[file, start, end, text] = Outcome[said["outcome"]]
        return record

    def add(self, mutant: Mutant, outcome: Outcome, killer: str) -> None:
        """Keep an outcome, with the test that killed the mutant, for whoever wants to know."""
        self.outcomes[mutant.key] = outcome
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"mutant": mutant.key, "outcome": outcome.name, "by": killer}) + "\n")

    def with_outcome(self, mutants: list[Mutant], *outcomes: Outcome | None) -> list[Mutant]:
        """Return the mutants that ended so; None stands for those that were not tried yet."""
        return [mutant for mutant in mutants if self.outcomes.get(mutant.key) in outcomes]
