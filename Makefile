# Every target sets up first, which takes no time when nothing has changed. `make help` lists them.

PYTHON ?= $(or $(shell command -v python3.11),python3)
BIN := .venv/bin
# Four at once on two cores: a test waits a third of its time, for a server, a voice, a second.
# A worker that crashed ends the run: otherwise pytest would wait for a new one for ever.
PYTEST := $(BIN)/pytest -n 4 --dist loadfile --no-loadscope-reorder --max-worker-restart 0
SCREEN := $(DISPLAY)$(WAYLAND_DISPLAY)$(filter Darwin,$(shell uname))
ROUNDS ?= 20
TOUCHES ?= 20000
INTERLEAVINGS ?= 2000
CALLS ?= 500
DAYS ?= 14
CLOCKS ?= 500
PLACES ?= 400
CUSTOMERS ?= 2000000
WORKDAYS ?= 160
# Hundreds of processes are started: each would compile our code anew where somebody forbade this.
export PYTHONDONTWRITEBYTECODE =

.PHONY: help setup demo test check lint types imports dead pythons quick-tests all-tests other-tests coverage \
	bench faults theory prediction mutants soak sweeps lock locale locale-check clean
.DEFAULT_GOAL := help

help: ## List what make can do here.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s%s\n", $$1, $$2 }' Makefile

setup: ## Install the Debian packages, .venv and the locked requirements, if anything changed.
	@$(PYTHON) tools/setup.py

demo: setup ## Show a morning at a throw-away office: three windows, or demo-output/ without a screen.
ifeq ($(SCREEN),)
	@$(BIN)/turnos demo --headless demo-output
else
	@$(BIN)/turnos demo
endif

test: lint ## Check everything, on both databases.
	@$(MAKE) --no-print-directory -j3 other-tests coverage types imports dead

check: lint types imports dead quick-tests ## Check what takes a minute: no slow tests.

lint: setup ## Check the format and the style.
	$(BIN)/ruff format --check
	$(BIN)/ruff check

types: setup ## Check the types.
	$(BIN)/mypy

imports: setup ## Check that every import points down, by the contracts of pyproject.toml.
	$(BIN)/lint-imports

dead: setup ## Check that everything is used, and what is in the product by more than its tests.
	$(BIN)/vulture
	$(BIN)/vulture core counter display kiosk migrations

pythons: setup ## Run the quick tests on each Python from 3.11 to 3.13 that is on this computer.
	$(BIN)/python tools/pythons.py

quick-tests: setup ## Run the tests that are not marked slow.
	$(PYTEST) -m "not slow"

all-tests: setup ## Run every test.
	$(PYTEST)

other-tests: setup ## Run every test but the domain's, which coverage runs.
	$(PYTEST) --ignore tests/domain

coverage: setup ## Run the domain's tests, and check that they reach every branch of it.
	$(BIN)/pytest -q tests/domain --cov --cov-branch --cov-report=term-missing:skip-covered

bench: setup ## Measure the queue beside what the databases can do at best: minutes.
	$(BIN)/turnos bench

faults: setup ## Test what happens when a part fails: TOUCHES (20,000), INTERLEAVINGS (2,000), CALLS (500), DAYS (14), CLOCKS (500), PLACES (400).
	TURNOS_MONKEY=$(TOUCHES) TURNOS_INTERLEAVINGS=$(INTERLEAVINGS) TURNOS_CALLS=$(CALLS) \
		TURNOS_HALL_DAYS=$(DAYS) TURNOS_CLOCKS=$(CLOCKS) TURNOS_PLACES=$(PLACES) $(PYTEST) -k faults

theory: setup ## Simulate CUSTOMERS (2,000,000) for each claim of queueing theory: minutes.
	TURNOS_CUSTOMERS=$(CUSTOMERS) $(PYTEST) --timeout 900 tests/simulation/test_theory.py

prediction: setup ## Hold the wait estimate against an oracle on WORKDAYS (160) simulated days: minutes.
	TURNOS_PREDICTION_DAYS=$(WORKDAYS) $(PYTEST) --timeout 900 tests/domain/prediction

mutants: setup ## Break each room on purpose and see its tests fail; ten minutes.
	$(BIN)/python -m tools.mutants

sweeps: setup ## Look at each screen in every language with every need, and at more calls.
	TURNOS_SWEEP=all $(PYTEST) -q $$(grep -rl --include "*.py" tests.sweeps tests)

soak: setup ## Run every test ROUNDS times (20), until one fails: what races shows itself.
	for round in $$(seq $(ROUNDS)); do echo "Round $$round of $(ROUNDS)"; $(PYTEST) -q || exit 1; done

lock: setup ## Choose the newest releases that pyproject.toml allows, into requirements.lock.
	$(BIN)/python tools/lock.py

locale: setup ## Bring the catalogues in line with the code, and compile them.
	$(BIN)/python tools/catalogues.py

locale-check: setup ## Check that every text is translated, with its fields.
	$(BIN)/python tools/catalogues.py --check

clean: ## Remove .venv, .pythons/ and demo-output/.
	rm -rf .venv .pythons demo-output
