# Two commands to know: `make demo` runs Techfest on this machine, `make test` runs every test.
# Settings stand in README.md; TECHFEST_PORT and TECHFEST_DATA make a second copy beside the first.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help doctor setup demo up down status logs clean check test bench shots lint types

PYTHON ?= python3
BIN := .venv/bin
DONE := build/done
WEB := gateway/web

# Quiet tools; what fails is told in full.
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
TEST := $(BIN)/python -m pytest

help: ## Show what there is
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

doctor: ## Name each missing tool with the line that installs it
	@command -v $(PYTHON) >/dev/null || { echo "missing: Python 3.11 or later" >&2; echo "    apt-get install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) deploy/local/doctor.py

setup: $(DONE)/python $(DONE)/kafka $(DONE)/mongo $(DONE)/assets $(DONE)/oidc ## Install everything into this folder (again is fast)

$(DONE)/tools:
	@$(MAKE) --no-print-directory doctor
	@mkdir -p $(DONE) && touch $@

$(DONE)/python: requirements-dev.lock pyproject.toml | $(DONE)/tools
	@echo "python packages"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(DONE)/kafka: deploy/local/pom.xml | $(DONE)/tools
	@echo "kafka"
	@rm -rf build/kafka/libs
	@mvn -q -B -ntp -Dstyle.color=never -f deploy/local/pom.xml dependency:copy-dependencies
	@touch $@

$(DONE)/mongo: $(DONE)/python deploy/local/mongo.py
	@echo "mongodb"
	@$(BIN)/python -c "from deploy.local import mongo; mongo.fetch()"
	@touch $@

$(DONE)/node: $(wildcard $(WEB)/package.json $(WEB)/package-lock.json) | $(DONE)/tools
	@echo "pages' libraries"
	@if [ -f $(WEB)/package-lock.json ]; then cd $(WEB) && npm ci --silent --no-fund --no-audit --ignore-scripts; fi
	@touch $@

$(DONE)/oidc: tests/oidc/package.json tests/oidc/package-lock.json | $(DONE)/tools
	@echo "the tests' provider of other accounts"
	@cd tests/oidc && npm ci --silent --no-fund --no-audit --ignore-scripts
	@touch $@

$(DONE)/graphql: tests/graphql/package.json tests/graphql/package-lock.json tests/graphql/requirements.lock | $(DONE)/python
	@echo "the tests' generators of GraphQL clients"
	@cd tests/graphql && npm ci --silent --no-fund --no-audit --ignore-scripts
	@test -x build/clients/bin/python || $(PYTHON) -m venv build/clients
	@build/clients/bin/python -m pip --disable-pip-version-check -q install --require-hashes -r tests/graphql/requirements.lock
	@touch $@

$(DONE)/assets: $(DONE)/python $(DONE)/node $(shell find $(WEB) -path $(WEB)/node_modules -prune -o \( -name '*.css' -o -name '*.html' -o -name '*.js' -o -name '*.svg' -o -name 'assets.py' \) -print 2>/dev/null)
	@if [ -f $(WEB)/assets.py ]; then $(BIN)/python -m gateway.web.assets; fi
	@touch $@

demo: setup ## Start everything with a small Techfest in it, and print where it is
	@$(BIN)/techfest demo

up: setup ## Start everything
	@$(BIN)/techfest up

down: ## Stop everything
	@test ! -x $(BIN)/techfest || $(BIN)/techfest down

status: setup ## Say what runs, and what to do where something doesn't
	@$(BIN)/techfest status

logs: ## Follow what the processes write
	@$(BIN)/techfest logs --follow

clean: ## Stop everything and delete the data folder (asks; YES=1 doesn't)
	@$(BIN)/techfest clean $(if $(YES),--yes)

lint: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check -q . || { $(BIN)/ruff format --diff . ; exit 1; }
	@$(BIN)/lint-imports

types: setup
	@$(BIN)/mypy

check: lint types ## The loop while working: lint, types, imports, fast tests
	@$(TEST) -q -m "not real and not e2e"

test: setup $(DONE)/graphql ## Every test, over a Kafka, a MongoDB and a system of their own
	@$(PYTHON) deploy/local/doctor.py tests
	@$(TEST)

shots: setup ## Write the pictures of the pages into docs/screenshots
	@$(BIN)/python -m tests.gateway.pages.shots

bench: setup ## Ratios, interleaved in one run
	@set -e; for file in tests/bench/bench_*.py; do \
		echo; echo "== $$(basename $$file .py | sed 's/^bench_//')"; \
		$(BIN)/python -m tests.bench.$$(basename $$file .py); \
	done
