"""An invented code of practice: its own events, states, criteria and limits, as the text of a TOML file."""

from __future__ import annotations

from victims_code.rulebook import read_rulebook
from victims_code.vocabulary import code_vocabulary

CODE = """
name = "allotments"
title = "A Code of Practice for Allotment Holders, invented"
in_force_from = 2026-01-01

[[duty_basis]]
from = 2026-01-01
name = "by agreement"
sources = ["BYELAW"]

[sources]
BYELAW = "the byelaws of an invented society"

[events.flood_reported]
family = "trigger"
definition = "Water stands on a plot"
details = { depth_days = "number", deep = "yes_no" }

[events.survey_finished]
family = "trigger"
definition = "The surveyor has written up the damage; received when the warden has it"
received = true

[events.plot_visited]
family = "service"
definition = "The warden has visited the plot"

[events.holder_written_to]
family = "service"
definition = "The warden has written to the holder; about names what of"

[events.gate_to_be_locked]
family = "trigger"
definition = "The society means to lock a gate"

[events.gate_locked]
family = "trigger"
definition = "The gate is locked"

[events.gate_plan_dropped]
family = "control"
definition = "The gate stays open after all"

[events.rounds_agreed]
family = "service"
definition = "How often the warden comes round"
details = { every_days = "number" }

[events.entry_struck_out]
family = "control"
definition = "An entry in the book was wrong"
acts = "void"
details = { event = "text" }

[events.rounds_wanted_again]
family = "control"
definition = "The holder wants a service again"
acts = "resume"
details = { services = "texts" }

[events.rounds_refused]
family = "control"
definition = "The holder does not want a service"
acts = "decline"
details = { services = "texts" }

[conditions]
deep_water = { words = "the water is deep", detail = "deep" }
rounds_run = { words = "rounds are agreed", state = "rounds" }

[states.rounds]
words = "rounds are agreed"
starts = false
on = ["rounds_agreed"]
off = []

[endings]
gate = ["gate_plan_dropped"]

[enhanced_rights.frail]
title = "frail"

[[enhanced_rights.frail.criteria]]
name = "said to be frail"
fact = "vulnerable"
settled_by = "fact"
personal = true
evidence = "quoted"

[[rule]]
id = "A.visit"
right = 1
duty = "Visit the plot"
kind = "timed"
owed_by = "the warden"
providers = ["police"]
arises_on = ["flood_reported"]
clock = "at"
standard = "3 days"
enhanced = "1 day"
met_by = ["plot_visited"]
evidence = "quoted"
sources = ["BYELAW"]
disputes = []

[[rule]]
id = "A.letter"
right = 1
duty = "Write to the holder about the damage"
kind = "timed"
owed_by = "the warden"
providers = ["police"]
arises_on = ["survey_finished"]
clock = "received_at"
fed_by = "A.hand-over"
standard = "2 months"
enhanced = "1 month"
met_by = ["holder_written_to*"]
evidence = "quoted"
sources = ["BYELAW"]
disputes = []

[[rule]]
id = "A.hand-over"
right = 1
duty = "Hand the survey over to the warden"
kind = "timed"
owed_by = "the surveyor"
providers = ["CPS"]
owed_to = "the warden"
arises_on = ["survey_finished"]
clock = "at"
standard = "4 working days"
enhanced = "same"
met_by = ["received_at of the same event"]
evidence = "quoted"
sources = ["BYELAW"]
disputes = []

[[rule]]
id = "A.reply"
right = 1
duty = "Answer the survey in the warden's own time"
kind = "timed"
owed_by = "the warden"
providers = ["police"]
arises_on = ["survey_finished"]
clock = "received_at"
standard = "provider's own"
enhanced = "same"
met_by = ["plot_visited"]
evidence = "quoted"
sources = ["BYELAW"]
disputes = []

[[rule]]
id = "B.pump"
right = 2
duty = "Lend a pump"
kind = "timed"
owed_by = "the warden"
providers = ["police"]
arises_on = ["flood_reported"]
clock = "at"
standard = "3 working days"
enhanced = "2 working days"
applies_if = "deep_water"
met_by = ["plot_visited"]
evidence = "quoted"
sources = ["BYELAW"]
disputes = []

[[rule]]
id = "B.warning"
right = 2
duty = "Warn the holder before the gate is locked"
kind = "before"
owed_by = "the warden"
providers = ["police"]
arises_on = ["gate_to_be_locked"]
clock = "at"
standard = "before gate_locked"
enhanced = "same"
met_by = ["holder_written_to*"]
until = "gate"
evidence = "quoted"
sources = ["BYELAW"]
disputes = []

[[rule]]
id = "B.claim"
right = 2
duty = "Claim on the society's fund"
kind = "window"
owed_by = "the holder"
providers = []
arises_on = ["flood_reported"]
clock = "at"
standard = "1 year"
enhanced = "same"
evidence = "quoted"
sources = ["BYELAW"]
disputes = []

[[rule]]
id = "C.round"
right = 3
duty = "Come round as often as agreed"
kind = "timed"
owed_by = "the warden"
providers = ["police"]
arises_on = ["rounds_agreed", "plot_visited"]
clock = "at"
standard = "as agreed"
enhanced = "same"
applies_if = "rounds_run"
met_by = ["plot_visited"]
recurs = true
evidence = "quoted"
sources = ["BYELAW"]
disputes = []

[unused]
"""


def allotment_code(extra: str = "") -> str:
    """Return the invented code as a file, with something more in it."""
    unused = "\n".join(f'{name} = "not ours"' for name, kind in code_vocabulary().items() if kind.acts is None)
    return CODE.replace("[unused]", extra + "\n[unused]") + unused


BOOK = read_rulebook({"allotments.toml": allotment_code()})
