# Two commands matter: `make chat` and `make test`. Both set up what they need; nothing is done twice.
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# The first interpreter that is new enough and can make a virtual environment; `make PYTHON=… chat` names another.
PYTHONS := python3 python3.13 python3.12 python3.11 python3.14 python
PROBE := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))

.DEFAULT_GOAL := help
.PHONY: help setup chat test lint format docs bench bench-quality bench-refusals clean

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-16s %s\n", $$1, $$2 }'

setup: $(READY) ## install everything into .venv (costs nothing when already done)

$(READY): pyproject.toml constraints.txt
	@python="$(PYTHON)"; \
	for candidate in $(PYTHONS); do \
		[ -n "$$python" ] && break; \
		"$$candidate" -c '$(PROBE)' >/dev/null 2>&1 && python="$$candidate"; \
	done; \
	if [ -z "$$python" ]; then \
		echo "No Python 3.11 or newer with the venv module was found. Install one (on Debian or Ubuntu: apt install python3 python3-venv)," >&2; \
		echo "or name it: make PYTHON=/path/to/python3 setup" >&2; \
		exit 1; \
	fi; \
	if ! $(BIN)/python -c '$(PROBE)' >/dev/null 2>&1; then \
		echo "Setting up $(VENV) with $$($$python --version), once"; \
		"$$python" -m venv --clear $(VENV); \
	fi
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

chat: $(READY) ## chat with the advisor in this terminal
	@$(BIN)/career-advisor chat

test: $(READY) ## every check: lint, format, types, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto

lint: $(READY) ## lint and types only
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(READY) ## format the code and sort its imports
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(READY) ## write anew what is generated in the documentation: the commands, the reference of fields and columns
	$(BIN)/career-advisor manual > docs/commands.md
	$(BIN)/career-advisor knowledge reference docs/writing-guides.md knowledge/README.md

bench: $(VENV)/.bench-ready ## speed, memory and disk of the engines, into docs/benchmarks.md (BENCH=full: a million passages)
	$(BIN)/python -m benchmarks.speed $(BENCH)
	$(BIN)/python -m benchmarks.advisor

bench-quality: $(VENV)/.bench-ready ## nDCG, recall and MRR on the collections in DIR, a step at a time
	@$(BIN)/python -m benchmarks.quality $(DIR)

bench-refusals: $(READY) ## the weights by which questions are refused, fitted on our conversations
	@$(BIN)/python -m benchmarks.refusals tests/conversations/*.yaml

$(VENV)/.bench-ready: $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[bench]'
	@touch $@

clean: ## remove what setting up and testing left behind
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
