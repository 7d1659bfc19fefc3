PYTHON ?= python3
BIN := .venv/bin
# Tests are handed out one by one, slow ones first (tests/conftest.py). A worker more than there are cores, up to
# five, works while others wait.
WORKERS = $(shell $(PYTHON) -c 'import os; print(1 + min(4, os.cpu_count() or 1))')
PARALLEL = -n $(WORKERS) --dist loadscope --no-loadscope-reorder

.PHONY: demo run test test-long test-stress test-fast coverage setup check lock sample clean

demo: setup ## run the whole path on the bundled sample: no network, no settings
	$(BIN)/parallax demo

run: setup ## ingest the feeds of config/outlets.toml that are due
	$(BIN)/parallax run

test: .venv/.test-installed ## the tests, on all cores, in minutes; no network, no services
	$(BIN)/python -m pytest $(PARALLEL) -m "not long and not stress"

test-long: .venv/.test-installed ## the tests that take longest: whole runs, erasure, corpora beside the project
	$(BIN)/python -m pytest $(PARALLEL) -m "long and not stress"

test-stress: .venv/.test-installed ## kills at any moment, hostile webs: minutes of tests that few changes concern
	$(BIN)/python -m pytest $(PARALLEL) -m stress

test-fast: .venv/.test-installed ## the quick tests, to run while you work
	$(BIN)/python -m pytest $(PARALLEL) -m "not slow"

# Measuring slows tests that have a time limit: here only the figure counts, `make test` says what fails.
coverage: .venv/.test-installed ## which share of the code the quick tests run
	-$(BIN)/coverage run -m pytest $(PARALLEL) -m "not slow"
	$(BIN)/coverage combine --quiet && $(BIN)/coverage report

check: test test-long test-stress ## all tests, then the style, type and import gates
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

setup: .venv/.installed

# An S3 server for the tests that need one. Its packages do not fit beside ours.
.venv-s3/.installed: requirements-s3.lock
	$(PYTHON) -m venv .venv-s3
	.venv-s3/bin/python -m pip install --quiet --require-hashes -r requirements-s3.lock
	touch $@

# What analysts use without Parallax: the newest DuckDB and notebooks, for the tests that read the warehouse with them.
.venv-desk/.installed: requirements-desk.lock
	$(PYTHON) -m venv .venv-desk
	.venv-desk/bin/python -m pip install --quiet --require-hashes -r requirements-desk.lock
	touch $@

.venv/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Parallax needs Python 3.11 or newer; $(PYTHON) is `$(PYTHON) -V`. Try: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 2; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

.venv/.test-installed: .venv/.installed requirements-test.lock
	$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements-test.lock
	touch $@

lock: ## make the lock files again from pyproject.toml
	uv pip compile pyproject.toml --extra build --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-annotate --custom-compile-command 'make lock' -q -o requirements.lock
	uv pip compile pyproject.toml --extra build --extra celery --extra lake --extra metrics --extra notify --universal \
		--python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-annotate --custom-compile-command 'make lock' -c requirements.lock -q \
		-o requirements-celery.lock
	uv pip compile pyproject.toml --extra build --extra celery --extra lake --extra metrics --extra notify --extra test \
		--universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-annotate --custom-compile-command 'make lock' -c requirements.lock -q -o requirements-test.lock
	uv pip compile --group desk --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-annotate --custom-compile-command 'make lock' -q -o requirements-desk.lock
	echo 'moto[s3,server]>=5.2,<6' | uv pip compile - --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-annotate --custom-compile-command 'make lock' -q -o requirements-s3.lock

sample: setup ## make the pages of the sample again from its stories
	$(BIN)/python -m sample.build

clean:
	rm -rf .venv .venv-desk .venv-s3
