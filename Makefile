# What a developer runs. `make` alone lists the targets; demo and test need nothing but Python and make.
SHELL := bash
PYTHON ?= python3
VENV ?= .venv
LOWEST ?= .venv-lowest
BIN := $(VENV)/bin
# Annotated releases kept beside the checkout; the floors are checked only where they are.
EVAL ?= $(firstword $(wildcard ../*/eval))
PYTEST_OPTIONS ?=

.DEFAULT_GOAL := help
.PHONY: help demo test test-lowest constraints check fix bench eval golden lexicon calibrate docs fuzz clean lint types docs-check floors

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

demo: $(VENV)/.runtime ## Show what plancli reads off a sample release
	@$(BIN)/plancli parse samples/sina_standardization.html
	@echo
	@echo 'The same as data:  $(BIN)/plancli parse samples/sina_standardization.html --json'

test: $(VENV)/.dev ## Run the tests
	$(BIN)/python -m pytest $(PYTEST_OPTIONS)

test-lowest: $(LOWEST)/.test ## Run the tests on the lowest versions that are allowed
	$(LOWEST)/bin/python -m pytest $(PYTEST_OPTIONS)

constraints: $(VENV)/.dev ## Write down the newest versions that are allowed; the tests then run on those
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade --upgrade-strategy eager --editable '.[dev]'
	{ echo '# What the tests run on: make constraints'; $(BIN)/python -m pip freeze --exclude-editable; } > tests/constraints.txt
	@touch $(VENV)/.dev

check: lint types docs-check floors test ## All that must pass before a commit: lint, types, docs, floors, tests

fix: lexicon ## Rewrite what lint, format and the lexicon's compiler can
	$(BIN)/ruff check --fix plancli tests
	$(BIN)/ruff format plancli tests

bench: $(VENV)/.dev ## Measure speed, side by side with the neighbours that are installed
	$(BIN)/python tests/tools/bench.py

eval: $(VENV)/.dev ## Score the samples and, where they are, the annotated releases (EVAL=folder)
	$(BIN)/python tests/tools/floors.py --eval "$(EVAL)" --verbose

golden: $(VENV)/.dev ## Rewrite the golden outputs of the samples; read the diff line by line
	PLANCLI_REGEN=1 $(BIN)/python -m pytest -q tests/test_golden.py

lexicon: $(VENV)/.dev ## Compile the lexicon's TOML files and read off the patterns' words; run it after changing one
	$(BIN)/python tests/tools/compile_lexicon.py

calibrate: $(VENV)/.dev ## Count on the samples how often each rule is right; run it after changing rules
	$(BIN)/python tests/tools/calibrate.py
	$(BIN)/python tests/tools/compile_lexicon.py

docs: $(VENV)/.dev ## Rewrite the generated parts of the README
	$(BIN)/python tests/tools/docs.py

fuzz: $(VENV)/.dev ## Run the property tests on many more inputs
	PLANCLI_HYPOTHESIS=fuzz $(BIN)/python -m pytest -q --timeout 1800 tests/test_fuzz.py

clean: ## Remove the environment and all that was built
	rm -rf $(VENV) $(LOWEST) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis tests/screenshots
	find plancli tests -name __pycache__ -prune -exec rm -rf {} +

lint: $(VENV)/.dev
	$(BIN)/ruff check plancli tests
	$(BIN)/ruff format --check plancli tests

types: $(VENV)/.dev
	$(BIN)/mypy

docs-check: $(VENV)/.dev
	$(BIN)/python tests/tools/docs.py --check

floors: $(VENV)/.dev
	$(BIN)/python tests/tools/floors.py --eval "$(EVAL)"

# One stamp a purpose, so that a second run installs nothing.
$(VENV)/.venv $(LOWEST)/.venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'plancli needs Python 3.11 or newer; name one with: make PYTHON=python3.12 …' >&2; exit 1; }
	$(PYTHON) -m venv $(@D)
	@touch $@

$(VENV)/.runtime: pyproject.toml | $(VENV)/.venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml tests/constraints.txt | $(VENV)/.venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint tests/constraints.txt --editable '.[dev]'
	@touch $@ $(VENV)/.runtime

$(LOWEST)/.test: pyproject.toml tests/constraints-lowest.txt | $(LOWEST)/.venv
	$(LOWEST)/bin/python -m pip install --quiet --disable-pip-version-check \
	  --constraint tests/constraints-lowest.txt --editable '.[test]'
	@touch $@
