# Everything runs in .venv, which is made from requirements.lock on first use.
# Paths are relative and quoted, so that the checkout may lie anywhere.
SHELL := /bin/sh
.DEFAULT_GOAL := help
# Byte code is kept whatever the shell says: a run with nothing to do is start-up alone.
unexport PYTHONDONTWRITEBYTECODE

RAW  ?= raw
OUT  ?= normalized
JOBS ?=
ALL  ?=
COUNT ?=
GUIDED ?=
SEED ?=
WRITE ?=
ICDAR ?=
NAMES ?=
DOCLING ?=
# The first Python that runs and is new enough; set PYTHON to choose another.
PYTHON ?= $(shell for name in python3.11 python3 python; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 \
	&& echo $$name && break; done)

PY    := .venv/bin/python
READY := .venv/requirements.lock
# Tests and tools that need more than the run have environments of their own, made in the same way:
# .venv-NAME from requirements-NAME.lock.

# The browser is Debian's.
BROWSER_DEBS := chromium fonts-noto-cjk

.PHONY: help
help: ## Show this list
	@echo 'Usage: make TARGET [NAME=value ...]'
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo 'RAW=$(RAW) OUT=$(OUT) JOBS=$(JOBS): what extract reads, what it writes, how many processes'
	@echo 'ALL=1: test runs the slow tests too'
	@echo 'COUNT=N SEED=N: how much fuzz damages or mutants changes, and which; GUIDED=N: for each reader'
	@echo 'WRITE=1: benchmarks, fuzz and mutants put what they measure into benchmarks/README.md'
	@echo 'ICDAR=FOLDER, NAMES=FILES, DOCLING=1: what else bench-all measures; see there'

.PHONY: extract
extract: $(READY) ## Read RAW and publish the dataset in OUT
	@$(PY) -m pipeline extract --raw "$(RAW)" --out "$(OUT)" $(if $(JOBS),--jobs $(JOBS))

.PHONY: test
test: $(READY) ## Run the fast tests (ALL=1: every test)
	@$(PY) -m pytest -n auto --dist worksteal $(if $(ALL),,-m 'not slow and not ocr and not browser and not notebook and not cluster')

.PHONY: test-ocr
test-ocr: .venv-ocr/requirements.lock ## Run the tests that read scans, with the optional extra
	@.venv-ocr/bin/python -m pytest -m ocr

.PHONY: test-browser
test-browser: .venv-browser/requirements.lock ## Look at the report in Chromium (installs it on Debian, as root)
	@for deb in $(BROWSER_DEBS); do \
		if dpkg -s $$deb 2>/dev/null | grep -q '^Status: install ok installed'; then continue; fi; \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get -qq update && \
			DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends -y $$deb; \
		else command -v chromium >/dev/null || \
			{ echo "Chromium is needed: apt-get install $(BROWSER_DEBS)" >&2; exit 1; }; \
		fi || exit 1; \
	done
	@.venv-browser/bin/python -m pytest -m browser tests/browser

.PHONY: test-notebook
test-notebook: .venv-notebook/requirements.lock ## Run the notebook on the dataset, from beginning to end
	@.venv-notebook/bin/python -m pytest -m notebook

.PHONY: test-cluster
test-cluster: .venv-cluster/requirements.lock ## Read on a Dask cluster of this machine, and kill a worker
	@.venv-cluster/bin/python -m pytest -m cluster tests/cluster

.PHONY: check
check: $(READY) ## Lint, format, types and import contracts
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@$(PY) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'

.PHONY: audit
audit: .venv-audit/requirements.lock ## Look up known vulnerabilities of the locked libraries (asks the Python Package Index)
	@.venv-audit/bin/python scripts/audit.py requirements*.lock

WRITTEN = $(if $(WRITE),--write)

.PHONY: bench
bench: $(READY) ## Run the quick benchmarks, in minutes (installs other tools into build/peers)
	@$(PY) -m benchmarks.race --rounds 1 --quick
	@$(PY) -m benchmarks.pdf_speed $(WRITTEN)
	@$(PY) -m benchmarks.scale --sizes 100
	@$(PY) -m benchmarks.names
	@$(PY) -m benchmarks.accuracy

.PHONY: bench-all
bench-all: $(READY) .venv-cluster/requirements.lock ## Run all benchmarks, in hours (ICDAR=, NAMES=, DOCLING=1)
	@$(PY) -m benchmarks.race $(if $(DOCLING),--docling) $(WRITTEN)
	@$(PY) -m benchmarks.pdf_speed $(if $(ICDAR),"$(ICDAR)") $(WRITTEN)
	@.venv-cluster/bin/python -m benchmarks.cores $(WRITTEN)
	@$(PY) -m benchmarks.scale $(WRITTEN)
	@$(PY) -m benchmarks.layouts $(WRITTEN)
	@$(if $(ICDAR),$(PY) -m benchmarks.icdar "$(ICDAR)" $(WRITTEN))
	@$(PY) -m benchmarks.names $(NAMES) $(if $(NAMES),$(WRITTEN))
	@$(PY) -m benchmarks.accuracy
	@$(PY) -m benchmarks.profile

.PHONY: mutants
mutants: .venv-mutants/requirements.lock ## Change one thing in the code: do the tests notice? (COUNT=, SEED=, JOBS=)
	@.venv-mutants/bin/python -m benchmarks.mutants $(if $(COUNT),--count $(COUNT)) $(if $(SEED),--seed $(SEED)) \
		$(if $(JOBS),--jobs $(JOBS)) $(WRITTEN)

.PHONY: fuzz
fuzz: .venv-fuzz/requirements.lock ## Damage releases and try whole runs on them (COUNT=, SEED=, GUIDED=, JOBS=)
	@.venv-fuzz/bin/python -m fuzz $(if $(COUNT),--count $(COUNT)) $(if $(SEED),--seed $(SEED)) \
		$(if $(GUIDED),--guided $(GUIDED)) $(if $(JOBS),--jobs $(JOBS)) $(WRITTEN)

.PHONY: diff
diff: $(READY) ## Show what a fresh run changes in the committed dataset
	@rm -rf build/diff && mkdir -p build/diff
	@git archive HEAD normalized | tar -xf - -C build/diff
	@$(PY) -m pipeline extract --raw "$(RAW)" --out build/diff/fresh || test $$? -eq 1
	@$(PY) -m pipeline diff build/diff/normalized build/diff/fresh

.PHONY: bless
bless: $(READY) ## Show how the golden files would change, then update them
	@PIPELINE_BLESS=1 $(PY) -m pipeline bless

COMPILE := uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
	--generate-hashes --upgrade --quiet --no-config --no-emit-index-url --no-emit-find-links \
	--custom-compile-command 'make lock'

.PHONY: lock
lock: ## Pin newer versions in the locks (needs uv)
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --extra ocr --constraint requirements.lock --output-file requirements-ocr.lock
	$(COMPILE) --group browser --constraint requirements.lock --output-file requirements-browser.lock
	$(COMPILE) --group notebook --constraint requirements.lock --output-file requirements-notebook.lock
	$(COMPILE) --extra cluster --constraint requirements.lock --output-file requirements-cluster.lock
	$(subst pyproject.toml --group dev,--group pyproject.toml:audit,$(COMPILE)) \
		--output-file requirements-audit.lock
	$(COMPILE) --group mutants --constraint requirements.lock --output-file requirements-mutants.lock
	$(COMPILE) --group fuzz --constraint requirements.lock --output-file requirements-fuzz.lock

.PHONY: lock-peers
lock-peers: ## Pin what the tools of the benchmarks need (needs uv)
	$(subst make lock,make lock-peers,$(subst pyproject.toml --group dev,benchmarks/peers.txt,$(COMPILE))) \
		--output-file benchmarks/peers.lock

.PHONY: clean
clean: ## Remove each .venv, caches and scratch; never the data
	rm -rf .venv .venv-* build .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find pipeline tests fuzz benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

# The copy of the lock inside a .venv says what it was made from: a checkout that only touches the
# file's time costs nothing, and an installation cut short leaves no copy.
$(READY): requirements.lock
	@$(call install,.venv,$<)

.venv-%/requirements.lock: requirements-%.lock
	@$(call install,$(@D),$<)

# $(1) the environment, $(2) the lock that it is made from
install = if cmp -s $(2) $(1)/requirements.lock && $(1)/bin/python -c '' 2>/dev/null; then \
		touch $(1)/requirements.lock; \
	else \
		test -n '$(PYTHON)' || { echo 'Python 3.11 or later is needed' >&2; exit 1; }; \
		echo 'making $(1) from $(2)' >&2; \
		rm -rf $(1) \
		&& '$(PYTHON)' -m venv $(1) \
		&& $(1)/bin/python -m pip --disable-pip-version-check install --quiet --no-deps \
			--require-hashes -r $(2) \
		&& cp $(2) $(1)/requirements.lock; \
	fi
