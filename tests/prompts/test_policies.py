"""The policy of prompts: what a host may choose, what it leaves out, and every fault at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from victims_code import InvalidInput, ServiceProvider
from victims_code.prompts.policies import Thresholds, default_policy, load_policy, read_policy
from victims_code.rulebook.sources import LARGEST


def test_what_a_policy_leaves_out_is_as_in_the_default() -> None:
    ours = read_policy('name = "ours"\n[thresholds]\ndue_soon = 3')
    assert ours.thresholds == Thresholds(3, 5, 1, 1)
    assert (ours.quiet, ours.gathers, ours.by_rule) == (frozenset(), False, {})
    assert read_policy('name = "default"') == default_policy()


def test_a_rules_own_thresholds_stand_on_those_of_the_policy() -> None:
    ours = read_policy('name = "ours"\n[thresholds]\ndue_soon = 3\n[rules."R6.arrest"]\nescalate_after = 0')
    assert ours.by_rule == {"R6.arrest": Thresholds(3, 5, 1, 0)}


def test_a_provider_may_be_written_in_any_way() -> None:
    ours = read_policy('name = "ours"\n[owner_roles]\nwitness_care_unit = "care officer"')
    assert ours.owner_roles == {ServiceProvider.WITNESS_CARE_UNIT: "care officer"}


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(InvalidInput) as refused:
        read_policy(
            'nam = "x"\nquiet = 3\n[thresholds]\ndue_soon = -1\nseriously_overdue = 0\nlater = 1\n'
            '[owner_roles]\njudge = "x"\npolice = ""\n[rules]\n"R6.arrest" = 5\n[contacts]\ngather = "yes"\n',
            "p.toml",
        )
    told = [str(problem) for problem in refused.value.problems]
    assert [line for line in told if line.startswith("p.toml: policy")] == [
        "p.toml: policy: nam: unknown key; did you mean 'name'?", "p.toml: policy: name: is missing",
    ]  # fmt: skip
    for place in (
        "quiet", "thresholds: due_soon", "thresholds: seriously_overdue", "thresholds: later", "owner_roles: judge",
        "owner_roles: police", "rules: R6.arrest", "contacts: gather",
    ):  # fmt: skip
        assert any(line.startswith(f"p.toml: {place}: ") for line in told), place


@pytest.mark.parametrize("text", ["name = ", "name = " + "[" * 3000, "name = 'a'\nname = 'b'", "a." * 5000 + "b = 1"])
def test_what_is_no_toml_or_past_its_bounds_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match=r"not TOML|nested too deeply|a line (of|with) more than"):
        read_policy(text)


def test_a_file_is_read_with_its_faults_named_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text('name = "ours"\n', encoding="utf-8")
    assert load_policy(path).name == "ours"
    path.write_bytes(b'name = "\xff"')
    with pytest.raises(InvalidInput, match=r"policy\.toml: not UTF-8 text"):
        load_policy(path)
    path.write_bytes(b"#" * (LARGEST + 1))
    with pytest.raises(InvalidInput, match="larger than"):
        load_policy(path)
    with pytest.raises(InvalidInput, match="cannot be read: No such file or directory"):
        load_policy(tmp_path / "none.toml")
    with pytest.raises(InvalidInput, match="is a folder"):
        load_policy(tmp_path)
    with pytest.raises(InvalidInput, match="not the path of a file"):
        load_policy("a\0b")
