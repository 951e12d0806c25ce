# Everything a person or a machine does with this project. Needs Python 3.11 or later and make; makes its own .venv.

# The first interpreter that runs, is recent enough and can make a virtual environment. (A name on the path is not
# enough: a version switcher's stand-in may be there for a Python that is not.)
PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3 python; do \
	if "$$python" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; \
	then echo "$$python"; break; fi; done)

VENV := .venv
# The prompt board is an application of its own, with an environment of its own.
BOARD := examples/prompt_board
BOARD_VENV := .venv-board
BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/python -m pip install -qq

# What a change is most likely to break: nouns, calendar, rules, answers, the table of statuses, vectors, documents in
# and out, the commands. What searches, enumerates or reads what is large is left to `make test`.
QUICK := $(patsubst %,tests/%,nouns calendars rulebook assessment golden vectors explanation interchange feeds prompts \
	cli/test_commands.py cli/test_first_command.py cli/test_prompts.py proof/test_status_table.py receipts) README.md
# How many seeds `make search` takes in a row, and how long `make limits` goes on after its hostile inputs.
SEEDS := 1
MINUTES := 30

# A rulebook is a folder with a code.toml.
RULEBOOKS = $(patsubst %/code.toml,%,$(wildcard victims_code/rulebook/data/*/code.toml))

export PIP_DISABLE_PIP_VERSION_CHECK := 1
# A checkout that may not be written to can be tested too: make test VENV=/tmp/venv
export COVERAGE_FILE := $(abspath $(VENV))/.coverage

.DELETE_ON_ERROR:
# Two installers must not write to one environment at once.
.NOTPARALLEL:
.PHONY: help demo test quick search limits check style types types-public schemas contract rulebook docs proof mutants board board-test board-bench bench clean

help: ## list what can be made (this)
	@sed -n 's/^\([a-z-]*\):.*## /make \1 : /p' Makefile | while IFS=: read -r target does; \
	do printf '%-18s%s\n' "$$target" "$$does"; done

demo: $(VENV)/.core ## what is to be done first in the example cases, on one screen
	@$(BIN)/victims-code demo

test: $(VENV)/.dev ## run every test and every example, the same each time; the core must have every branch tested
	$(BIN)/python -m pytest -n auto --cov --cov-report=
	@echo "Branch coverage of the core, which must be 100%:"
	@$(BIN)/python -m coverage report --fail-under=100

quick: $(VENV)/.dev ## an answer in under 30 seconds: what a change is most likely to break
	$(BIN)/python -m pytest -n auto -m "not hypothesis and not slow" $(QUICK)

search: $(VENV)/.dev ## ask what is searched new questions: SEED=5 for the same ones again, SEEDS=20 for so many seeds
	@seed=$${SEED:-$$($(BIN)/python -c 'import secrets; print(secrets.randbelow(10**9))')}; \
	for seed in $$(seq "$$seed" $$((seed + $(SEEDS) - 1))); do echo "make search SEED=$$seed"; \
	$(BIN)/python -m pytest -n auto -m searched --hypothesis-profile=search --hypothesis-seed="$$seed" \
		tests || { echo "To search the same again: make search SEED=$$seed" >&2; exit 1; }; done

limits: $(VENV)/.dev ## hold every reader to its bounds of time and memory: all hostile inputs, then others for MINUTES=30
	$(BIN)/python -m tests.fuzzing.fuzz_limits $(MINUTES) $(SEED)

check: style types contract rulebook docs ## style, types, layers, rulebook and documentation

style: $(VENV)/.dev ## style: ruff, with everything selected
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .

types: $(VENV)/.dev ## types: mypy, strict
	$(BIN)/python -m mypy --strict

types-public: $(VENV)/.dev ## the types that a host sees: pyright, on what is installed; needs node and npm
	$(BIN)/python -m tests.typing.public_types build/types

schemas: $(VENV)/.dev ## the published schemas under ajv, strict; needs node and npm
	$(BIN)/python -m tests.interchange.ajv build/ajv

contract: $(VENV)/.dev ## layers: nothing on the left knows what is on its right
	$(BIN)/lint-imports

rulebook: $(VENV)/.core ## every fault of the rulebook's data, and of the example layers
	@test -n "$(RULEBOOKS)" || { echo "No rulebook in victims_code/rulebook/data" >&2; exit 1; }
	@set -e; for book in $(RULEBOOKS) examples/layers/*.toml; do \
		echo "victims-code lint $$book"; $(BIN)/victims-code lint "$$book"; done

docs: $(VENV)/.docs ## build the documentation into build/html; a warning is an error
	$(BIN)/python -m sphinx -W --keep-going --quiet -b html docs build/html
	@echo "The documentation is in build/html/index.html"

proof: $(VENV)/.dev ## enumerations, vectors, mutants of the law and the second opinion: count what is proved
	@$(BIN)/python -m tests.proof

mutants: $(VENV)/.dev ## mutants of the code: the score of the tests, by hand, for it takes an hour
	@$(PIP_INSTALL) --editable '.[mutants]'
	@$(BIN)/python tests/mutation/score.py

board: $(BOARD_VENV)/.made ## start the prompt board with example cases, and say where it is
	@$(BOARD_VENV)/bin/python -m prompt_board demo

board-test: $(BOARD_VENV)/.tested ## the prompt board's types and tests; those in a browser need Debian's chromium
	cd $(BOARD) && ../../$(BOARD_VENV)/bin/python -m mypy
	cd $(BOARD) && ../../$(BOARD_VENV)/bin/python -m pytest -p no:cacheprovider

board-bench: $(BOARD_VENV)/.tested ## time the prompt board's pages on 100,000 cases
	$(BOARD_VENV)/bin/python benchmarks/board.py

bench: $(VENV)/.dev ## measure, beside peers in the same run
	@set -e; for file in benchmarks/*.py; do echo "== $$file"; $(BIN)/python "$$file"; done

clean: ## remove everything that was made
	rm -rf $(VENV) $(BOARD_VENV) build dist .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	rm -f docs/the-code-rule-by-rule.md
	find victims_code tests docs benchmarks examples -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

$(VENV)/.made:
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or later with venv was found; name one: make PYTHON=/path/to/python" >&2; exit 1; }
	@echo "Making $(VENV) with $$("$(PYTHON)" --version)"
	@"$(PYTHON)" -m venv --clear $(VENV)
	@touch $@

$(VENV)/.core: $(VENV)/.made pyproject.toml
	@$(PIP_INSTALL) --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.core
	@echo "Installing what tests and checks need"
	@$(PIP_INSTALL) --editable '.[dev]'
	@touch $@

$(BOARD_VENV)/.made: pyproject.toml $(BOARD)/pyproject.toml
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or later with venv was found; name one: make PYTHON=/path/to/python" >&2; exit 1; }
	@echo "Making $(BOARD_VENV) with $$("$(PYTHON)" --version)"
	@"$(PYTHON)" -m venv --clear $(BOARD_VENV)
	@$(BOARD_VENV)/bin/python -m pip install -qq --editable '.[feeds,ics]' --editable $(BOARD)
	@touch $@

$(BOARD_VENV)/.tested: $(BOARD_VENV)/.made
	@$(BOARD_VENV)/bin/python -m pip install -qq --editable '$(BOARD)[test]' mypy
	@touch $@

$(VENV)/.docs: $(VENV)/.core
	@echo "Installing what the documentation needs"
	@$(PIP_INSTALL) --editable '.[docs]'
	@touch $@

# The supply chain: what is built, what it brings, and what is known against it. The tools have an environment of their
# own. The builder's version is fixed, for another might write other bytes.
SUPPLY := build/supply
SUPPLY_PYTHON := $(SUPPLY)/tools/bin/python
SUPPLY_TOOLS := build==1.6.1 hatchling==1.33.0 'cyclonedx-bom>=7.5,<8' 'pip-audit>=2.10,<3' 'pip-licenses>=5.5,<6'
.PHONY: calendar dist licences sbom vulnerabilities

calendar: $(VENV)/.dev ## work out the projected bank holidays with workalendar, and write them as data
	$(BIN)/python -m tests.calendars.projecting

dist: $(SUPPLY)/tools/.made ## build the wheel and the sdist into dist, and prove that they come out the same again
	$(SUPPLY_PYTHON) -m tests.supply.building

licences: dist ## list the licences of what a host installs; refuse GPL and LGPL
	$(SUPPLY_PYTHON) -m tests.supply.licences dist/*.whl

sbom: licences ## write what the core installs as a CycloneDX bill of materials, into build/sbom.json
	$(SUPPLY_PYTHON) -m tests.supply.materials

vulnerabilities: licences ## ask PyPI for known vulnerabilities of what a host installs
	$(SUPPLY_PYTHON) -m tests.supply.vulnerabilities

$(SUPPLY)/tools/.made: Makefile
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or later with venv was found; name one: make PYTHON=/path/to/python" >&2; exit 1; }
	@"$(PYTHON)" -m venv --clear $(SUPPLY)/tools
	@$(SUPPLY_PYTHON) -m pip install -qq $(SUPPLY_TOOLS)
	@touch $@
