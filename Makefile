# make help lists what there is. Everything runs in .venv, with the versions of constraints.txt.
PYTHON ?= python3
ARGS ?=
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: help install demo test test-all test-interleaving test-google gspread-table bench check clean

help: ## what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

install: $(VENV)/installed ## the service into .venv

$(VENV)/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(PIP) -e .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(PIP) -e '.[dev]'
	@touch $@

$(VENV)/installed-bench: $(VENV)/installed
	$(PIP) -e '.[bench]'
	@touch $@

demo: install ## the whole product on a local stand-in for Google; ARGS="--once" ends by itself
	$(BIN)/tidtam demo $(ARGS)

test: $(VENV)/installed-dev ## three minutes of tests that need only Python
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder --junitxml=build/test.xml -m "not heavy and not long and not google" $(ARGS)

test-all: $(VENV)/installed-dev ## all that make test leaves out: browser, LibreOffice, PostgreSQL, Redis, long properties, other switches
	$(BIN)/python .ci/need.py
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder --junitxml=build/heavy.xml -m "(heavy or long) and not google" $(ARGS)
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder --junitxml=build/other.xml -m "not heavy and not google" --switches=other tests/pipeline tests/sheets

gspread-table: $(VENV)/installed-dev ## every public method of gspread against the emulator, a line each
	$(BIN)/python -m tests.emulator.gspread_table $(ARGS)

bench: $(VENV)/installed-bench ## speed beside other libraries, some minutes, into docs/performance.md; ARGS=--quick for a try
	$(BIN)/python -m benchmarks $(ARGS)

test-interleaving: $(VENV)/installed-dev ## school edits, owner edits and sweeps in any order; TIDTAM_EXAMPLES=50000 for a long run
	$(BIN)/python -m pytest -n 2 --dist loadfile tests/interleaving $(ARGS)

test-google: $(VENV)/installed-dev ## the tests of tests/google against Google itself, with credentials of yours
	$(BIN)/python -m pytest -m google tests/google $(ARGS)

check: $(VENV)/installed-dev ## linter, format, types, import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

clean: ## forget the environment and the demo's data
	rm -rf $(VENV) var build *.egg-info .pytest_cache .mypy_cache .ruff_cache
