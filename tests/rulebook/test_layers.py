"""Layers: how a file of local standards is read, every fault that it can have, and how it may not loosen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.assessment.invented_code import BOOK as ALLOTMENTS
from victims_code.errors import InvalidRulebook
from victims_code.rulebook import Kind, Limit, Target, Unit, load_code, load_layer, read_layer, read_limit
from victims_code.rulebook.layer_reading import is_layer
from victims_code.rulebook.limits import not_longer

EXAMPLES = Path(__file__).parents[2] / "examples" / "layers"
HEAD = """\
name = "mine"
title = "My standards"
code = "2020"
[sources]
POLICY = "a policy"
"""
TARGET = """\
[[target]]
rule = "R6.arrest"
within = "3 working days"
enhanced = "1 working day"
sources = ["POLICY"]
"""
DUTY = """\
[[rule]]
id = "mine.call"
right = 6
duty = "Call the victim"
owed_by = "police"
arises_on = ["crime_reported"]
within = "28 days"
enhanced = "24 hours"
met_by = ["call_made"]
evidence = "quoted"
sources = ["POLICY"]
disputes = []
"""
TYPE = """\
[events.call_made]
family = "service"
definition = "A call was made"
"""
TEXT = HEAD + TARGET + DUTY + TYPE


def faults(text: str, **options: object) -> list[str]:
    """Return what reading a layer complains of."""
    with pytest.raises(InvalidRulebook) as caught:
        read_layer(text, "mine.toml", **options)  # type: ignore[arg-type] # a rulebook, or nothing
    assert all(str(problem).startswith("mine.toml") for problem in caught.value.problems)
    return [str(problem) for problem in caught.value.problems]


def slipped(old: str, new: str) -> list[str]:
    """Return the faults of the layer where one thing is changed, which must be there once."""
    assert TEXT.count(old) == 1, old
    return faults(TEXT.replace(old, new))


def test_a_layer_holds_its_targets_its_duties_and_its_event_types() -> None:
    layer = read_layer(TEXT)
    assert (layer.name, layer.title, layer.code) == ("mine", "My standards", "2020")
    three, one = Limit(3, Unit.WORKING_DAYS), Limit(1, Unit.WORKING_DAYS)
    assert layer.targets["R6.arrest"] == Target("R6.arrest", three, one, "mine")
    assert layer.targets["mine.call"] == Target("mine.call", Limit(28, Unit.DAYS), Limit(24, Unit.HOURS), "mine")
    assert [(rule.id, rule.kind, rule.standard) for rule in layer.rules] == [("mine.call", Kind.UNTIMED, None)]
    assert list(layer.types) == ["call_made"]
    assert layer.sources == {"POLICY": "a policy"}
    assert repr(layer) == "<Layer mine: 2 targets, 1 local duty>"


def test_without_a_limit_under_enhanced_rights_the_one_limit_holds_for_both() -> None:
    layer = read_layer(TEXT.replace('enhanced = "1 working day"\n', "").replace('enhanced = "24 hours"\n', ""))
    assert all(target.within == target.within_if_enhanced for target in layer.targets.values())


def test_its_version_names_its_text() -> None:
    one, other = read_layer(TEXT), read_layer(TEXT + "# a remark\n")
    assert (one.text, one.version) == (TEXT, f"mine@{one.digest[:12]}")
    assert one.digest != other.digest
    assert one.digest == read_layer(TEXT).digest


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.toml")), ids=lambda path: path.stem)
def test_each_example_loads(path: Path) -> None:
    layer = load_layer(path)
    assert layer.targets
    assert layer.rules
    assert is_layer(layer.text)


def test_a_text_is_told_from_a_rulebook_by_what_only_a_layer_says() -> None:
    assert is_layer('code = "2020"')
    assert is_layer("[[target]]")
    assert not is_layer('name = "2020"\n[[rule]]')
    assert not is_layer("no TOML")


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        # the head
        ('name = "mine"\n', "", "name", "text is needed"),
        ('title = "My standards"\n', "", "title", "text is needed"),
        ('code = "2020"\n', "", "code", "names no rulebook that it can be laid over; use one of 2015, 2020"),
        ('code = "2020"', 'code = "2002"', "mine.toml:3: code", "names no rulebook"),
        ('code = "2020"', "code = 2020", "mine.toml:3: code", "did you mean '2020'?"),
        ('title = "My standards"', 'title = "x"\nlayr = 1', "mine.toml:3: layr", "unknown key"),
        ('POLICY = "a policy"', "POLICY = 3", "sources.POLICY", "text is needed"),
        # targets
        ('rule = "R6.arrest"', 'rule = "R6.arest"', "mine.toml:7: rule", "no rule has the id 'R6.arest'; did you mean"),
        ('rule = "R6.arrest"', "rule = 3", "mine.toml:7: rule", "text is needed"),
        ('rule = "R6.arrest"\n', "", "mine.toml:6: rule", "is missing"),
        ('rule = "R6.arrest"', 'rule = "mine.call"', "mine.toml:7: rule", "no rule has the id 'mine.call'"),
        ('rule = "R6.arrest"', 'rule = "R5.cica-application"', "mine.toml:7: ", "the victim's own time limit"),
        ('rule = "R6.arrest"', 'rule = "R9.unduly-lenient-request"', "mine.toml:7: ", "nobody may shorten"),
        ('within = "3 working days"\n', "", "mine.toml:6: within", "is missing"),
        ('within = "3 working days"', "within = 3", "mine.toml:8: within", "text is needed"),
        ('within = "3 working days"', 'within = "soon"', "mine.toml:8: within", "'soon' is not a limit"),
        (
            'within = "3 working days"',
            'within = "as agreed"',
            "mine.toml:8: within",
            "is not counted; write '24 hours'",
        ),
        ('within = "3 working days"', 'within = "before sentence_passed"', "mine.toml:8: within", "is not counted"),
        ('within = "3 working days"', 'wihtin = "3 days"', "mine.toml:8: wihtin", "did you mean 'within'?"),
        ('enhanced = "1 working day"', 'enhanced = "soon"', "mine.toml:9: enhanced", "is not a limit"),
        ('sources = ["POLICY"]\n[[rule]]', 'sources = ["POLCY"]\n[[rule]]', ":10: R6.arrest: sources", "not declared"),
        ('sources = ["POLICY"]\n[[rule]]', "sources = 3\n[[rule]]", "mine.toml:10: sources", "a list of texts"),
        # local duties
        ('id = "mine.call"', 'id = "R6.arrest"', "mine.toml:12: R6.arrest: id", "a layer never replaces one"),
        ('id = "mine.call"\n', "", "mine.toml:11: rule[0]: id", "is missing"),
        ('within = "28 days"\n', "", "mine.call: within", "every local duty needs a limit"),
        ('within = "28 days"', 'within = "soon"', "mine.toml:17: mine.call: within", "'soon' is not a limit"),
        ('within = "28 days"', 'within = "as agreed"', "mine.call: within", "is not counted"),
        ('enhanced = "24 hours"', "enhanced = 3", "mine.toml:18: mine.call: enhanced", "text is needed"),
        (
            'enhanced = "24 hours"',
            'enhanced = "29 days"',
            "mine.toml:18: mine.call: enhanced",
            "never lengthen a limit",
        ),
        ('within = "28 days"', 'within = "28 days"\nkind = "timed"', "mine.call: kind", "untimed by the Code"),
        ('within = "28 days"', 'within = "28 days"\nkind = "window"', "mine.call: kind", "untimed by the Code"),
        ('within = "28 days"', 'within = "28 days"\nstandard = "5 days"', "mine.call: kind", "its limit is `within`"),
        ('within = "28 days"', 'within = "28 days"\nexternal = true', "mine.call: kind", "untimed by the Code"),
        ('["crime_reported"]', '["crime_reportd"]', "arises_on", "did you mean 'crime_reported'?"),
        ('["call_made"]', '["call_mad"]', "met_by", "did you mean 'call_made'?"),
        ('owed_by = "police"', 'owed_by = "the vicar"', "owed_by", "unknown service provider"),
        ('evidence = "quoted"', 'evidence = "rumour"', "evidence", "unknown word"),
        ('duty = "Call the victim"', 'duty = "Call the victim"\nrecur = true', "recur", "unknown key"),
        ('arises_on = ["crime_reported"]', 'arises_on = ["crime_reported"]\nuntil = "x"', "until", "unknown ending"),
        ('sources = ["POLICY"]\ndisputes', 'sources = ["P"]\ndisputes', "mine.call: sources", "not declared"),
        ("disputes = []", 'disputes = ["Q1"]', "mine.call: disputes", "not declared under [disputes]"),
        # event types
        ("[events.call_made]", "[events.suspect_charged]", "events.suspect_charged", "choose another name"),
        ('family = "service"', 'family = "servant"', "events.call_made: family", "unknown word"),
        (
            'family = "service"',
            'family = "service"\nacts = "cancel"',
            "mine.toml:25: acts",
            "could release a duty of the",
        ),
    ],
)
def test_a_fault_is_told_at_its_place(old: str, new: str, where: str, what: str) -> None:
    found = slipped(old, new)
    assert any(where in fault and what in fault for fault in found), found


@pytest.mark.parametrize("act", ["cancel", "decline", "resume", "except", "void", "correct", "determine"])
def test_no_event_type_of_a_layer_may_do_anything_to_others(act: str) -> None:
    """An event that cancels, declines, excuses or takes back could release a duty of the Code by the back door."""
    found = slipped('family = "service"', f'family = "control"\nacts = "{act}"')
    assert any("a layer may only tighten" in fault for fault in found), found


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("in_force_from", "2020-01-01"), ("in_force_sources", '["POLICY"]'), ("is_partial", "true"),
        ("applies_if", '"a_person"'), ("duty_basis", "[]"), ("unused", "{}"), ("enhanced_rights", "{}"),
        ("readings", "{}"), ("reasons", "{}"),
    ],
)  # fmt: skip
def test_what_is_the_code_s_own_to_say_is_refused(key: str, value: str) -> None:
    assert any(f"mine.toml:1: {key}: is the Code's own to say" in each for each in faults(f"{key} = {value}\n{TEXT}"))


@pytest.mark.parametrize("key", ["target", "rule"])
@pytest.mark.parametrize("value", ["3", "[3]"])
def test_what_is_a_list_of_tables_is_written_as_one(key: str, value: str) -> None:
    assert any(f"mine.toml:1: {key}: is written as [[{key}]]" in each for each in faults(f"{key} = {value}\n{HEAD}"))


def test_toml_that_cannot_be_read_is_the_one_fault() -> None:
    (fault,) = faults("name = ")
    assert "not TOML" in fault


def test_all_faults_are_told_at_once() -> None:
    text = TEXT.replace('rule = "R6.arrest"', 'rule = "R6.arest"').replace('within = "28 days"', 'within = "soon"')
    assert len(faults(text.replace('family = "service"', 'family = "service"\nacts = "void"'))) == 3


def test_two_targets_for_one_rule_and_two_duties_of_one_id_are_refused() -> None:
    assert any("mine.toml:12: rule: a second target for 'R6.arrest'" in each for each in faults(HEAD + TARGET + TARGET))
    assert any("the id is used 2 times" in each for each in faults(HEAD + TYPE + DUTY + DUTY))


def test_a_layer_is_laid_over_the_rulebook_it_names_and_no_other() -> None:
    visit = HEAD.replace("2020", "allotments") + '[[target]]\nrule = "A.visit"\nwithin = "2 days"\nenhanced = "1 day"\n'
    assert read_layer(visit, rulebook=ALLOTMENTS).code == "allotments"
    assert any("names no rulebook" in fault for fault in faults(visit))
    assert any("use one of allotments" in fault for fault in faults(TEXT, rulebook=ALLOTMENTS))
    assert any("'R3.information'" in fault for fault in faults(
        HEAD.replace("2020", "2015") + '[[target]]\nrule = "R3.information"\nwithin = "1 day"\n',
    ))  # fmt: skip


class TestFiles:
    """A layer is one TOML file."""

    def test_it_is_loaded_from_its_file(self, tmp_path: Path) -> None:
        path = tmp_path / "mine.toml"
        path.write_text(TEXT, encoding="utf-8")
        assert load_layer(path).digest == load_layer(str(path)).digest == read_layer(TEXT).digest

    def test_a_folder_of_several_is_refused(self, tmp_path: Path) -> None:
        for name in ("one.toml", "two.toml"):
            (tmp_path / name).write_text(TEXT, encoding="utf-8")
        with pytest.raises(InvalidRulebook, match="a layer is one TOML file; name the file"):
            load_layer(tmp_path)

    def test_a_file_that_is_not_there_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(InvalidRulebook, match="cannot be read"):
            load_layer(tmp_path / "none.toml")


#: A limit of each unit, and for each limit of the Code whether it is certainly not longer: argued beside it.
LOOSENING = {
    # within two Working Days: a Working Day lasts at least a day, so two are never sooner than 48 hours or two days,
    # and may be as soon as that (Monday to Wednesday).
    "R4.support-referral": {
        "48 hours": True, "49 hours": False, "2 days": True, "3 days": False,
        "1 working day": True, "2 working days": True, "3 working days": False,
        "1 month": False, "1 year": False,
    },
    # within ten Working Days: a fortnight of days is longer than them nowhere, but 11 days could not be proved so by
    # units alone; ten can. A Working Day has no end but the next one, so no number of them fits in hours or days.
    "R10.expenses": {
        "240 hours": True, "241 hours": False, "10 days": True, "11 days": False,
        "10 working days": True, "11 working days": False, "1 month": False, "1 month less a day": False,
    },
    # "without unjustified delay" and no limit at all: whatever is counted tightens them.
    "R2.record-crime": {"24 hours": True, "9999 days": True, "1 year": True, "9999 working days": True},
    "R6.contact-plan": {"24 hours": True, "9999 days": True, "10 years": True},
    # "as agreed", and a duty before another event: no figure of the Code is loosened.
    "R6.agreed-update": {"28 days": True, "24 hours": True},
    "R7.further-statement": {"28 days": True},
}  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "within", "fits"),
    [(rule, within, fits) for rule, limits in LOOSENING.items() for within, fits in limits.items()],
)
def test_a_target_may_only_tighten_whatever_the_unit(rule: str, within: str, *, fits: bool) -> None:
    text = f'{HEAD}[[target]]\nrule = "{rule}"\nwithin = "{within}"\n'
    if fits:
        assert read_layer(text).targets[rule].within == read_limit(within)
        return
    most = str(load_code()[rule].standard)
    (fault,) = faults(text)
    where = f"mine.toml:8: {rule}: within"
    assert fault == f"{where}: {within} would loosen the Code, or might: it sets {most}; a layer may only tighten"


@pytest.mark.parametrize(
    ("within", "enhanced", "what"),
    [
        ("5 working days", "1 working day", ""),
        ("5 working days", "24 hours", ""),
        ("5 days", "1 day", ""),
        ("120 hours", "24 hours", ""),
        ("5 working days", "2 working days", "2 working days would loosen the Code, or might: it sets 1 working day"),
        ("5 working days", "25 hours", "25 hours would loosen the Code, or might: it sets 1 working day"),
        ("5 working days", "2 days", "2 days would loosen the Code, or might: it sets 1 working day"),
        ("6 working days", "1 working day", "6 working days would loosen the Code, or might: it sets 5 working days"),
        ("6 days", "1 working day", "6 days would loosen the Code, or might: it sets 5 working days"),
        ("121 hours", "1 day", "121 hours would loosen the Code, or might: it sets 5 working days"),
        ("23 hours", "24 hours", "24 hours is not certainly within 23 hours: Enhanced Rights never lengthen a limit"),
        ("2 days", "1 working day", "1 working day is not certainly within 2 days: Enhanced Rights never lengthen"),
    ],
)
def test_the_limit_under_enhanced_rights_loosens_neither_the_code_nor_the_target(
    within: str, enhanced: str, what: str
) -> None:
    """R6.arrest: five Working Days, one under Enhanced Rights."""
    text = f'{HEAD}[[target]]\nrule = "R6.arrest"\nwithin = "{within}"\nenhanced = "{enhanced}"\n'
    if not what:
        assert str(read_layer(text).targets["R6.arrest"].within_if_enhanced) == enhanced
        return
    assert any(what in fault for fault in faults(text)), faults(text)


@pytest.mark.parametrize(
    ("limit", "other", "never_longer"),
    [
        ("28 days", "1 month", True),  # no month is shorter
        ("29 days", "1 month", False),  # February of most years
        ("27 days", "1 month less a day", True),
        ("28 days", "1 month less a day", False),
        ("365 days", "1 year", True),
        ("366 days", "1 year", False),
        ("1 month", "31 days", True),  # no month is longer
        ("1 month", "30 days", False),
        ("12 months", "1 year", False),  # the same, and not provable by units alone: refused to be safe
        ("11 months", "1 year", True),  # at most 341 days
        ("2 years less a day", "2 years", True),
        ("2 years", "2 years less a day", False),
        ("1 year less a day", "1 year less a day", True),
        ("as agreed", "5 days", False),
        ("5 days", "as agreed", False),
        ("as agreed", "as agreed", True),
        ("24 hours", "1 day", True),
        ("1 day", "24 hours", False),  # it runs to its end, up to 48 hours from a moment of the day before
        ("1 day", "23 hours", False),
        ("1 working day", "9999 hours", False),
    ],
)
def test_not_longer_says_yes_only_where_it_is_certain(limit: str, other: str, *, never_longer: bool) -> None:
    assert not_longer(read_limit(limit), read_limit(other)) is never_longer
