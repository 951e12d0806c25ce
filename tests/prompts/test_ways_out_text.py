"""The text of an enquiry log: the restriction first, a line for what to do, and nothing unproven that looks proven."""

from __future__ import annotations

from attrs import evolve

from tests.assessment.making import PLAIN, UNKNOWN, assessed, event, told
from victims_code import Assessment, Victim, assess, load_layer
from victims_code.prompts.enquiry_log import log_entry
from victims_code.prompts.making import prompts_of
from victims_code.prompts.policies import read_policy
from victims_code.prompts.prompts import DuePrecision

ARREST = event("e1", "suspect_arrested", "2026-05-05")
DUTY = "Tell the victim that the suspect has been arrested, with reasons where applicable"
TELEPHONE = event(
    "s1", "safe_contact_restricted", "2026-05-01", victim="V2", details={"unsafe_channels": ["telephone"]}
)
TWO: tuple[Victim, ...] = (PLAIN, evolve(PLAIN, id="V2"))


def text_of(answer: Assessment, language: str = "en", policy: str = "") -> str:
    found = prompts_of(answer, policy=read_policy(policy) if policy else None)
    return log_entry(found, case=answer.case.id, as_of=answer.as_of, language=language)


def lines_of(text: str, rule: str) -> list[str]:
    """The lines of the one prompt that rests on a rule."""
    blocks = [[]]  # type: list[list[str]]
    for line in text.splitlines():
        if line.startswith("  ") and not line.startswith("    "):
            blocks.append([])
        blocks[-1].append(line)
    (found,) = [block for block in blocks if any(f"/{rule}/" in line for line in block)]
    return found


class TestSafety:
    def test_the_restriction_stands_before_any_prompt_to_contact_that_victim(self) -> None:
        text = text_of(assessed("2026-05-06", ARREST, TELEPHONE, victims=TWO))
        first, second = text.split("\n\nVictim V2\n")
        assert "SAFE CONTACT" not in first
        assert second.startswith("  SAFE CONTACT IS RESTRICTED: not by telephone (s1). Read this before any contact.\n")
        assert second.count("SAFE CONTACT") == 1

    def test_the_restriction_is_told_in_welsh(self) -> None:
        text = text_of(assessed("2026-05-06", ARREST, TELEPHONE, victims=TWO), "cy")
        assert "\n\nDioddefwr V2\n  MAE CYSWLLT DIOGEL WEDI'I GYFYNGU: nid drwy telephone (s1). Darllenwch" in text

    def test_a_restriction_that_does_not_say_which_ways_is_told_all_the_same(self) -> None:
        bare = event("s1", "safe_contact_restricted", "2026-05-01")
        text = text_of(assessed("2026-05-06", ARREST, bare))
        assert "SAFE CONTACT IS RESTRICTED: which ways are unsafe is not recorded (s1)." in text

    def test_what_a_record_holds_cannot_break_a_line_or_reach_the_terminal(self) -> None:
        odd = event(
            "s1", "safe_contact_restricted", "2026-05-01", details={"unsafe_channels": ["a\nVictim V9\x1b[31m"]}
        )
        text = text_of(assessed("2026-05-06", ARREST, odd))
        assert r"not by a\nVictim V9\x1b[31m (s1)" in text
        assert all(line.isprintable() for line in text.splitlines())


class TestThePrompts:
    def test_a_prompt_says_what_by_when_by_whom_and_on_what_it_rests(self) -> None:
        text = text_of(assessed("2026-05-06", ARREST))
        assert text.startswith("Case A1, as of 6 May 2026\n\nVictim V1\n")
        assert lines_of(text, "R6.arrest")[:4] == [
            f"  Not due yet: {DUTY}: due 12 May 2026",
            "    Owed by: police; Due by: 12 May 2026; Remind on: 11 May 2026; Escalate on: 13 May 2026",
            "    Completed by recording: victim_informed, about e1",
            "    Basis: V1/R6.arrest/e1; Right 6; evidence: reported; open: D7, D10",
        ]

    def test_it_is_told_in_welsh_beside_the_words_of_the_code(self) -> None:
        found = lines_of(text_of(assessed("2026-05-06", ARREST), "cy"), "R6.arrest")
        assert found[0].startswith("  Ddim yn ddyledus eto: Tell the victim")
        assert found[1].startswith("    Yn ddyledus gan: police; I'w wneud erbyn: 12 Mai 2026")

    def test_a_day_that_is_not_certain_is_not_told_as_one_that_is(self) -> None:
        found = lines_of(text_of(assessed("2026-05-06", ARREST, victims=[UNKNOWN])), "R6.arrest")
        assert "    The earlier of two days: whether Enhanced Rights apply is not known" in found
        assert "    Assess the victim's needs now" in found
        assert any("; Not known: " in line for line in found)

    def test_what_is_done_comes_after_what_is_asked_and_says_by_what(self) -> None:
        text = text_of(assessed("2026-05-06", ARREST, told("e2", "2026-05-06", "e1")))
        assert lines_of(text, "R6.arrest")[0].startswith("  Completed (by e2): Tell the victim")
        shown = [line for line in text.splitlines() if line.startswith("  ") and not line.startswith("    ")]
        is_closed = [line.startswith(("  Completed", "  No longer")) for line in shown]
        assert is_closed == sorted(is_closed)

    def test_the_hosts_role_is_told_beside_who_owes_it(self) -> None:
        text = text_of(assessed("2026-05-06", ARREST), policy='name = "p"\n[owner_roles]\npolice = "the OIC"')
        assert "    Owed by: police; Asked of: the OIC; Due by:" in text

    def test_a_duty_of_a_local_standard_is_told_as_no_duty_of_the_code(self) -> None:
        case = assessed("2026-05-06", event("e1", "crime_reported", "2026-05-05")).case
        layer = load_layer("examples/layers/force-standards.toml")
        text = text_of(assess(case, as_of=event("x", "crime_reported", "2026-05-06").date, layers=[layer]))
        assert lines_of(text, "example-force.update")[-2] == (
            "    Basis: V1/example-force.update/e1; Right 6; evidence: quoted; "
            f"a local standard, no duty of the Code: {layer.name}"
        )
        assert text.count("a local standard") == 1

    def test_every_precision_but_the_plain_one_is_told(self) -> None:
        prompt = prompts_of(assessed("2026-05-06", ARREST))[0]
        for each in DuePrecision:
            told_of = log_entry([evolve(prompt, due_precision=each)], case="A1", as_of=ARREST.date)
            assert ("recorded\n" not in told_of) is (each is not DuePrecision.AWAITS_RECEIPT)
