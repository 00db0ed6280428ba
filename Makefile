# Two commands matter: `make demo` and `make test`. `make help` lists the rest.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
FOREIGN := tests/federation/node_modules

.PHONY: help demo test chromium matrix check bench picture install lock clean

help: ## list what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

# The stamps make a second run a no-op; the pins are installed whole, so that no resolver decides anything.
$(VENV)/.run: constraints.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.dev: $(VENV)/.run constraints-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r constraints-dev.txt
	touch $@

install: $(VENV)/.run ## make .venv with the `sip` command in it

demo: $(VENV)/.run ## fill a small county with twelve lives, start everything, print where to look
	$(BIN)/sip demo

# A foreign identity provider for the tests. Where there is no npm they say that they are left out; in CI they fail.
$(FOREIGN)/.installed: tests/federation/package.json
	@if command -v npm >/dev/null; \
	then cd tests/federation && npm install --no-package-lock --ignore-scripts --no-audit --no-fund --silent && touch node_modules/.installed; \
	else echo "there is no npm: the tests against a foreign identity provider are left out"; fi

# The browser that the portal is looked at in. Where it cannot be installed the tests say that they are left out; in CI they fail.
chromium:
	@if test -x /usr/bin/chromium; then :; \
	elif command -v apt-get >/dev/null && test "$$(id -u)" = 0; \
	then apt-get -qq update && apt-get -qq install --yes --no-install-recommends chromium >/dev/null; \
	else echo "there is no /usr/bin/chromium, and only root can install it: the tests in a browser are left out"; fi

test: $(VENV)/.dev $(FOREIGN)/.installed chromium ## install what the tests need and run them all, as many at a time as there are processors (4 at most)
	$(BIN)/python -m pytest -n auto --maxprocesses 4

matrix: $(VENV)/.dev ## ask every cell of the access matrix (`make test` asks a tenth of them), and say how many
	SIP_MATRIX=whole $(BIN)/python -m pytest -n auto --maxprocesses 4 tests/security

check: $(VENV)/.dev ## style, types, structure, and the published contract against the national profile
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tests/profile/run.py

LOCK = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url pyproject.toml

BENCHMARKS = evaluate_cases fact_to_finding evaluate_person "sweep --persons 5000" "wake --persons 1000 10000" plan_read secrecy_cost pages

bench: $(VENV)/.dev ## measure, each figure beside its floor (minutes); fails at the end if one was not reached
	@missed=0; for each in $(BENCHMARKS); do $(BIN)/python -m benchmarks.$$each || missed=1; done; exit $$missed

picture: $(VENV)/.dev chromium ## take the README's pictures of the portal anew, from a small demonstration
	$(BIN)/python docs/draw_portal.py

lock: ## renew both pin files (needs uv on the path)
	$(LOCK) --extra demo --output-file constraints.txt
	$(LOCK) --all-extras --constraints constraints.txt --output-file constraints-dev.txt

clean: ## remove what make and the demonstration made here
	rm -rf $(VENV) .sip $(FOREIGN)
