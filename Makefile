# The targets people use; `make help` lists them. Set-up happens on the way: nothing has to be installed first
# but Python 3.11 and make.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
SHARED ?= ../shared

.DEFAULT_GOAL := help
.PHONY: help demo serve setup system system-full check test test-full gallery corpus bench lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## /  \1\t/' | expand -t 14

$(BIN)/rupadata: requirements/run.txt pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is missing: install Python 3.11, or name another with make PYTHON=..."; exit 2; }
	@echo "Preparing $(VENV) (once) ..." >&2
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "python3-venv is missing: apt-get install python3-venv"; exit 2; }
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(VENV)/.dev: $(BIN)/rupadata requirements/dev.txt
	@echo "Installing what tests and benchmarks need (once) ..." >&2
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

setup: $(VENV)/.dev ## prepare .venv with everything that users, tests and benchmarks need

system: ## install the system packages that the tests need (root or sudo)
	@tools/system-packages

system-full: ## install also the programs of others that the full run compares with
	@tools/system-packages full

demo: $(BIN)/rupadata ## build the example infographics into demo-output/
	@$(BIN)/python -m tools.demo

serve: setup ## run the workplace in the browser with an example office
	@$(BIN)/rupadata serve --demo

check: setup ## format, lint, types, import rules
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/basedpyright --pythonpath $(BIN)/python
	@$(BIN)/lint-imports

test: setup system ## the tests, with seeded samples (at most 15 minutes)
	@$(BIN)/python -m pytest -n 2 -m "not full"

test-full: setup system-full ## every test over everything; writes tests/RESULTS.md
	@$(BIN)/python -m tools.test_full

gallery: setup system ## pages from all published tables in $(SHARED), checked, worst first
	@$(BIN)/python -m tools.gallery --tables $(SHARED)/data/tables --output gallery

corpus: setup ## how well tables are read and grouped, against the gold answers in $(SHARED)
	@$(BIN)/python -m tools.corpus --shared $(SHARED) --output corpus

bench: setup system ## speed side by side with peers; writes benchmarks/RESULTS.md
	@$(BIN)/python -m benchmarks

lock: ## renew requirements/*.txt with hashes (needs uv)
	@UV_CUSTOM_COMPILE_COMMAND="make lock" uv pip compile -q --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate pyproject.toml -o requirements/run.txt
	@UV_CUSTOM_COMPILE_COMMAND="make lock" uv pip compile -q --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --extra scale --extra sign --extra web -c requirements/run.txt pyproject.toml requirements/dev.in -o requirements/dev.txt

clean: ## remove everything that can be made again
	@rm -rf $(VENV) demo-output rupadata-demo gallery corpus build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
