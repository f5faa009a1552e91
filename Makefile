# The habits of this house; each is one short command.
PORT ?= 8501
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PATHS := app.py pages stations tests bench data

.PHONY: run install test screenshots check format bench lock clean

run: install  ## serve the product with an embedded database and demo data on http://localhost:$(PORT)
	STATIONS_DEMO=$${STATIONS_DEMO-1} $(BIN)/python -m stations serve --port $(PORT)

install: $(VENV)/installed  ## make .venv with what the product needs

test: $(VENV)/installed-test  ## run every test: rules, both engines, HTTP, pages, a real browser
	$(BIN)/python -m pytest -n 2 --dist loadgroup

screenshots: $(VENV)/installed-test  ## photograph every page into docs/screenshots
	SCREENSHOTS=docs/screenshots $(BIN)/python -m pytest -n 2 --dist loadgroup tests/browser/test_screenshots.py

check: $(VENV)/installed-test  ## lint, types, words, imports
	$(BIN)/ruff check $(PATHS)
	$(BIN)/ruff format --check $(PATHS)
	$(BIN)/mypy
	$(BIN)/python -m pytest tests/house

format: $(VENV)/installed-test  ## put the code in order
	$(BIN)/ruff check --fix $(PATHS)
	$(BIN)/ruff format $(PATHS)

bench: $(VENV)/installed-test  ## measure speed and memory; prints a table and writes var/bench.json
	$(BIN)/python -m bench

lock:  ## pin requirements.in and what it needs
	$(PYTHON) -m venv --clear var/lock
	var/lock/bin/python -m pip install --quiet --disable-pip-version-check -r requirements.in
	{ echo "# made by make lock from requirements.in"; var/lock/bin/python -m pip freeze; } > requirements.txt

clean:  ## remove the virtual environment (the database in var/ stays)
	rm -rf $(VENV)

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/installed-test: requirements-test.txt $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-test.txt
	touch $@
