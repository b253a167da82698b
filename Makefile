# make run: install and start · make test: all tests · make check: format, lint, types, imports · make bench: figures
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: run test setup check bench bench-quality bench-reading error-analysis format
.DEFAULT_GOAL := run

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) -e .
	touch $@

$(VENV)/.installed-dev: pyproject.toml constraints.txt requirements-dev.txt | $(BIN)/python
	$(PIP) -e '.[training,postgresql]' -r requirements-dev.txt
	touch $@ $(VENV)/.installed

setup: $(VENV)/.installed

run: setup
	$(BIN)/qianxian serve

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest

check: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.installed-dev
	$(BIN)/python -m tests.bench.speed

bench-quality: $(VENV)/.installed-dev
	$(BIN)/python -m tests.bench.quality

error-analysis: $(VENV)/.installed-dev
	$(BIN)/python -m tests.bench.errors

bench-reading: $(VENV)/.installed-dev
	$(BIN)/python -m tests.bench.reading
