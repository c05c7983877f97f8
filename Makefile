# make demo      set everything up and open the demonstration company on http://localhost:8000
# make test      set everything up and run every test; with Kannel here (apt-get install kannel kannel-extras)
#                text messages are sent through it too
# make check     style, types, import contracts, message catalogues
# make bench     measure the speed of the main jobs
# make messages  bring the message catalogues up to date with the code
# make lock      choose new versions of the libraries
#
# Every target does all the set-up that it needs and repeats none of it. Nothing is assumed but python3 (3.11 or
# newer) with venv, make, and a package index that pip knows of.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin
CATALOGS := $(wildcard recoup/project/locale/*/LC_MESSAGES/django.po)
SOURCES := recoup tests setup
PIP := $(RUN)/pip --disable-pip-version-check --quiet --quiet
export PIP_ROOT_USER_ACTION := ignore

.PHONY: demo test check bench messages lock setup clean
.DELETE_ON_ERROR:

demo: setup
	$(RUN)/recoup demo

test: setup $(VENV)/developer.stamp build/browser.stamp
	$(RUN)/pytest -n 2 --dist loadfile

check: setup $(VENV)/developer.stamp
	$(RUN)/ruff check $(SOURCES)
	$(RUN)/ruff format --check $(SOURCES)
	$(RUN)/mypy
	$(RUN)/lint-imports
	$(RUN)/python -m setup.messages check

bench: setup
	RECOUP_HOME=$${RECOUP_HOME:-build/bench-home} $(RUN)/recoup bench

messages: $(VENV)/program.stamp
	$(RUN)/python -m setup.messages update

# uv only chooses versions here; nothing else needs it.
lock: $(VENV)/developer.stamp
	for list in base dev; do \
	    $(RUN)/uv pip compile --upgrade --generate-hashes --no-emit-index-url --no-annotate --no-header \
	        --python-version 3.11 --output-file requirements/$$list.txt requirements/$$list.in; done

setup: $(VENV)/program.stamp build/fonts.stamp build/messages.stamp

$(RUN)/pip:
	$(PYTHON) -m venv $(VENV) || { echo "Python's venv is missing: on Debian, apt-get install python3-venv"; exit 1; }

$(VENV)/program.stamp: requirements/base.txt pyproject.toml | $(RUN)/pip
	@echo "Installing the program's libraries..."
	@$(PIP) install --require-hashes --requirement requirements/base.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/developer.stamp: requirements/dev.txt $(VENV)/program.stamp
	@echo "Installing what tests and checks need..."
	@$(PIP) install --require-hashes --requirement requirements/dev.txt
	@touch $@

build/messages.stamp: $(CATALOGS) $(VENV)/program.stamp
	@mkdir -p build
	@$(RUN)/python -m setup.messages compile
	@touch $@

build/fonts.stamp: setup/fonts/install setup/fonts/package-lock.json
	@mkdir -p build
	@echo "Looking for fonts..."
	@setup/fonts/install
	@touch $@

build/browser.stamp: setup/browser
	@mkdir -p build
	@setup/browser
	@touch $@

clean:
	rm -rf build .venv .mypy_cache .ruff_cache .import_linter_cache *.egg-info
