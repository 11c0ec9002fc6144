# The two commands of the README, and what developers run. `make run` and `make test` need nothing
# but Python 3.11 with pip: they make the environment .venv themselves.

PYTHON ?= python3
SHARED ?= ../shared
PYTEST_ARGS ?=
BIN := .venv/bin
# They take longer than a benchmark, and write pages of docs/.
EVALUATIONS := benchmarks/evaluate.py benchmarks/evaluate_scans.py
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: run test lint bench eval score

# Status 3 says that some file could not be read: the others are published, and make goes on.
run: .venv/installed
	@status=0; $(BIN)/kaoping run data/raw --out data/clean || status=$$?; \
	if [ $$status -eq 3 ]; then echo "有文件读不出（状态为“退回”），其余已经发布。"; \
	elif [ $$status -ne 0 ]; then exit $$status; fi

test: .venv/installed-dev
	.ci/system-packages
	$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: .venv/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Every speed, ratio and size against its goal: printed, and written into docs/benchmarks.md with a
# plot, in some twenty minutes.
bench: .venv/installed-dev .venv-img2table/installed
	.ci/system-packages
	$(BIN)/python benchmarks/bench.py

# How well damaged forms are repaired and scans are read: tables here, in docs/repairs.md (about 3
# minutes) and in docs/scans.md (about half an hour).
eval: .venv/installed-dev
	.ci/system-packages
	set -e; for program in $(EVALUATIONS); do $(BIN)/python $$program; done

# The public samples against their truth, where they lie beside the checkout.
score: .venv/installed
	@if [ ! -d $(SHARED)/samples ]; then echo "no samples in $(SHARED)"; exit 0; fi; \
	out=$$(mktemp -d); trap 'rm -rf "$$out"' EXIT; \
	$(BIN)/kaoping run $(SHARED)/samples/raw --out "$$out" || [ $$? -eq 3 ]; \
	$(BIN)/python $(SHARED)/score.py $(SHARED)/samples/truth "$$out"

.venv/installed: pyproject.toml | .venv/made
	$(PIP) --editable .
	touch $@

.venv/installed-dev: pyproject.toml | .venv/made
	$(PIP) --editable '.[dev]'
	touch $@ .venv/installed

# An environment of its own: the OpenCV that img2table brings would take the place of ours.
.venv-img2table/installed:
	.ci/environment $(PYTHON) .venv-img2table
	.venv-img2table/bin/python -m pip install --quiet --disable-pip-version-check 'img2table>=1.4'
	touch $@

.venv/made:
	.ci/environment $(PYTHON) .venv
	touch $@
