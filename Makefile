# Two commands do everything: `make demo` and `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
APT_PACKAGES := libreoffice-writer-nogui libreoffice-calc-nogui fonts-liberation \
	fonts-crosextra-carlito fontconfig qpdf poppler-utils bubblewrap
# For `make test-full` only: the browser that opens the report, and npm where there is none.
FULL_PACKAGES := chromium $(shell command -v npm >/dev/null 2>&1 || echo npm)
AXE := axe-core@4.14.1
AXE_STAMP := .cache/axe/.installed-$(AXE)
# A second validator of PDF/A, for the long tests.
VALIDATOR_PACKAGES := default-jre-headless libpdfbox2-java libactivation-java libjaxb-api-java \
	libcommons-logging-java
STAMP := $(VENV)/.installed
# Two at a time: more would fight over LibreOffice.
PYTEST := $(BIN)/python -m pytest --numprocesses 2 --dist worksteal
# What the benchmarks measure docgen against.
BENCH_PACKAGES := python3-uno
BENCH_STAMP := $(VENV)/bench/.installed

# How long `make fuzz` goes on, and with which chance (SEED, a number; any when not given).
SECONDS ?= 60

.PHONY: help setup system setup-full bench-system demo test test-full fuzz hostile bench lint format \
	reference pictures clean

help:
	@echo "make demo       set up, then build the sample workspace into output/"
	@echo "make test       set up, then lint, type check and test (some minutes)"
	@echo "make test-full  the same with the long runs"
	@echo "make fuzz       give changed files to every reader, for SECONDS=60"
	@echo "make hostile    a table of hostile inputs: time and memory of each"
	@echo "make bench      measure the speed claims as ratios"
	@echo "make reference  write docs/reference/ again, from the program"
	@echo "make pictures   make the pictures of README and docs/panduan again"
	@echo "make format     format the code"
	@echo "make clean      empty output/ (the register and ekspedisi.xlsx stay)"

setup: system $(STAMP)

# LibreOffice and fonts: installed when missing, never assumed. Without root the build says what
# is missing and still makes the office files.
system:
	@./.ci/install-system $(APT_PACKAGES)

bench-system:
	@./.ci/install-system $(BENCH_PACKAGES)

# In a folder of its own: the server runs under the system's Python, which knows UNO.
$(BENCH_STAMP): requirements-bench.txt $(STAMP)
	rm -rf $(VENV)/bench
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps \
		--target $(VENV)/bench -r requirements-bench.txt
	@touch $@

$(STAMP): requirements.txt requirements-dev.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check \
		-r requirements.txt -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check \
		--no-deps --no-build-isolation --editable .
	@touch $@

demo: setup
	$(BIN)/docgen build

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: lint
	$(PYTEST) -m "not full"

test-full: lint setup-full
	$(PYTEST)

# Ends with 1 when a reader failed; prints the seed and how to repeat it.
fuzz: setup
	$(BIN)/python -m tests.fuzz.run --seconds $(SECONDS) $(if $(SEED),--seed $(SEED))

hostile: setup
	$(BIN)/python -m tests.support.hostile.table

# Tests that lack any of this skip and say so.
setup-full: setup $(VENV)/.installed-full $(AXE_STAMP)
	@./.ci/install-system $(FULL_PACKAGES) $(VALIDATOR_PACKAGES)

$(VENV)/.installed-full: requirements-full.txt requirements-cluster.txt $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check \
		-r requirements-full.txt -r requirements-cluster.txt
	@touch $@

$(AXE_STAMP):
	@./.ci/install-system $(FULL_PACKAGES)
	@mkdir -p .cache/axe
	@npm install --prefix .cache/axe --no-save --no-audit --no-fund --silent $(AXE) \
		&& touch $@ || echo "No axe-core: the tests that need it skip." >&2

# One line `RATIO name value` a claim.
bench: setup bench-system $(BENCH_STAMP)
	$(BIN)/python -m benchmarks.start
	$(BIN)/python -m benchmarks.layout
	$(BIN)/python -m benchmarks.letters
	$(BIN)/python -m benchmarks.recap
	$(BIN)/python -m benchmarks.convert
	$(BIN)/python -m benchmarks.bundle
	$(BIN)/python -m benchmarks.check
	$(BIN)/python -m benchmarks.copies
	$(BIN)/python -m benchmarks.script
	$(BIN)/python -m benchmarks.rebuild
	$(BIN)/python -m benchmarks.signatures
	$(BIN)/python -m benchmarks.imports

reference: setup
	$(BIN)/python -m docs.make.reference

pictures: setup
	$(BIN)/python -m docs.make.pictures

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# What people wrote into the buku ekspedisi is nowhere else.
clean:
	@[ ! -d output ] || find output -mindepth 1 -maxdepth 1 ! -name README.md ! -name ekspedisi.xlsx -exec rm -rf {} +
