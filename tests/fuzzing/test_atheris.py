"""The script that fuzzes with atheris finds its targets and its seeds; another stands here in the place of atheris."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.fuzzing.fuzz_atheris import LONGEST, main, mutator
from tests.fuzzing.seeds import seeds
from tests.fuzzing.targets import TARGETS


class _Atheris(SimpleNamespace):
    """What the script asks of atheris: it keeps what it was set up with, and runs every seed once."""

    options: list[str]
    ran = 0

    @contextmanager
    def instrument_imports(self, include: list[str]) -> Iterator[None]:
        assert include == ["victims_code"]
        yield

    def Setup(self, options: list[str], target: Callable[[bytes], None], custom_mutator: object) -> None:  # noqa: N802 - the name that atheris gives it
        assert callable(custom_mutator)
        self.options, self.target = options, target

    def Fuzz(self) -> None:  # noqa: N802 - the name that atheris gives it
        for path in Path(self.options[-1]).iterdir():
            self.target(path.read_bytes())
            self.ran += 1


@pytest.fixture
def atheris(monkeypatch: pytest.MonkeyPatch) -> _Atheris:
    stands_in = _Atheris()
    monkeypatch.setitem(sys.modules, "atheris", stands_in)
    monkeypatch.setattr(sys, "path", list(sys.path))
    return stands_in


@pytest.mark.parametrize("target", TARGETS)
def test_each_target_is_run_on_its_seeds_with_the_options_of_the_call(target: str, atheris: _Atheris) -> None:
    main(["fuzz", target, "-max_total_time=1"])
    assert atheris.ran == len(list(seeds(target)))
    assert "-max_total_time=1" in atheris.options


@pytest.mark.parametrize("arguments", [[], ["casse"]])
def test_a_call_without_a_target_names_them_all(arguments: list[str], atheris: _Atheris) -> None:
    with pytest.raises(SystemExit, match="name a target: case, receipt, rulebook, layer, call"):
        main(["fuzz", *arguments])
    assert atheris.ran == 0


@pytest.mark.parametrize("target", TARGETS)
def test_the_same_seed_varies_an_input_the_same_way_and_no_longer_than_may_be(target: str) -> None:
    change = mutator(target, lambda data, most: data[:most])
    first = next(seeds(target))
    found = [change(first, LONGEST, seed) for seed in range(20)]
    assert found == [change(first, LONGEST, seed) for seed in range(20)]
    assert len(set(found)) > 10
    assert all(len(change(first, 100, seed)) <= 100 for seed in range(20))
