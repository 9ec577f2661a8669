# The commands a person types. The set-up comes first and costs nothing the second time.
#   make report   the briefing of seeds/, in output/
#   make test     the fast tests           make check   format, lint, types, layers, all tests
#   make bench    what we measure ourselves by, beside the simple rules
#   make audit    what is known against the packages in the locks; needs pip-audit and the network
#   make clean    what can be made again   make setup   the set-up alone
# Another Python than python3: make PYTHON=python3.12 report

PYTHON ?= python3
BIN := .venv/bin
MAKEFLAGS += --no-print-directory

# Compiled modules are kept: else every process that is started compiles the whole program anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: report test check audit lint bench clean setup setup-dev

report: setup
	@$(BIN)/jianbao report

test: setup-dev
	@$(BIN)/pytest -q -n auto --dist worksteal -m "not slow"

check: lint
	@$(PYTHON) -m setup.audit --if-wanted
	@$(BIN)/pytest -q -n auto --dist worksteal

audit:
	@$(PYTHON) -m setup.audit

lint: setup-dev
	@$(BIN)/ruff format --check -q
	@$(BIN)/ruff check -q
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: setup-dev
	@$(BIN)/python -m benchmarks --write

clean:
	@$(PYTHON) -m setup.clean

setup:
	@$(PYTHON) -m setup

setup-dev:
	@$(PYTHON) -m setup --dev
