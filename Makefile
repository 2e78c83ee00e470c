# `make run` and `make test` are the two to know; `make` alone lists the rest.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --custom-compile-command "make lock"
CATALOGUES := $(wildcard quiz/translations/*/LC_MESSAGES/*.po)
ARGS ?=

# The tests start hundreds of processes, each of which would compile every module anew; and much
# of their time is waiting for clocks, disks and browsers, so there are more workers than cores.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help run test pictures check format bench translations lock clean

help:  ## List what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-13s %s\n", $$1, $$2}' Makefile

run: $(VENV)/run.installed $(VENV)/project.installed  ## Set everything up and serve the demo; PORT=8000
	@$(BIN)/quiz serve --demo

test: $(VENV)/dev.installed $(VENV)/project.installed  ## Run every test, on both databases and in a browser; ARGS=...
	@sh tools/chromium.sh
	@$(BIN)/pytest --numprocesses 4 --dist worksteal $(ARGS)

pictures: $(VENV)/dev.installed $(VENV)/project.installed  ## Take the pictures of the README and of the guide anew
	@PICTURES=docs/pictures $(BIN)/pytest --quiet tests/browser/test_pictures.py tests/browser/test_bank_journey.py

check: $(VENV)/dev.installed $(VENV)/project.installed  ## Check style, types, templates, translations and migrations
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/pytest --quiet tests/test_architecture.py tests/test_translations.py tests/test_migrations.py

format: $(VENV)/dev.installed  ## Put the code into the project's format
	$(BIN)/ruff check --fix --exit-zero
	$(BIN)/ruff format

bench: $(VENV)/dev.installed $(VENV)/project.installed  ## Measure the product beside the reference
	@$(BIN)/python -m bench $(ARGS)

translations: $(VENV)/dev.installed  ## Collect the texts of the interface into the catalogues
	@mkdir -p build
	@$(BIN)/pybabel --quiet extract --mapping pyproject.toml --keyword lazy_gettext \
		--add-location file --sort-by-file --width 100 --output build/messages.pot .
	@$(BIN)/pybabel --quiet update --init-missing --locale en --no-fuzzy-matching --ignore-obsolete \
		--ignore-pot-creation-date --width 100 \
		--input-file build/messages.pot --output-dir quiz/translations
	@echo "Now give every empty msgstr its English, then: make check"

lock: $(VENV)/dev.installed  ## Renew requirements/*.txt from pyproject.toml
	$(LOCK) --upgrade --group build --output-file requirements/run.txt pyproject.toml
	$(LOCK) --upgrade --group dev --constraints requirements/run.txt --output-file requirements/dev.txt pyproject.toml

clean:  ## Remove what was made, except the data in instance/
	rm -rf $(VENV) build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find quiz -name '*.mo' -delete

# Each stamp is made anew only when what it was made from has changed.

$(VENV)/made:
	@sh tools/preflight.sh "$(PYTHON)"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/run.installed: requirements/run.txt | $(VENV)/made
	@echo "Installing what the program needs ..."
	@$(PIP) install --require-hashes --requirement $<
	@touch $@

$(VENV)/dev.installed: requirements/dev.txt | $(VENV)/made
	@echo "Installing what the program and its tests need ..."
	@$(PIP) install --require-hashes --requirement $<
	@touch $@ $(VENV)/run.installed  # the one contains the other

$(VENV)/project.installed: pyproject.toml hatch_build.py $(CATALOGUES) | $(VENV)/run.installed
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@
