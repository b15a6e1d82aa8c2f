# What one does with this repository. `make help` lists it.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
SAM_VENV := .venv-sam
TRAIN_VENV := .venv-train
TRAIN_STAMP := $(TRAIN_VENV)/.installed
TRAIN_ENV := PYTHONPATH=layers/core/python:. PYTHONUNBUFFERED=1
# Treebanks (ud/), entity corpora (ner/) and coded pairs (events/) to train on and measure with.
TRAIN_DATA ?= ../shared/data
SAM := SAM_CLI_TELEMETRY=0 $(SAM_VENV)/bin/sam
SAM_STAMP := $(SAM_VENV)/.installed
JOBS ?= auto
CODE := layers/core/python functions tests evaluation training
TYPED := layers/core/python/demarche evaluation
FUNCTION ?= extract
EVENT ?= events/$(FUNCTION).json
# A third set of gold articles, and pairs, to score where there are such: DIR/gold, its scorers, its articles.
EVAL_DIR ?= ../shared/eval
EVAL_ARTICLES ?= ../shared/data/articles
EVAL_PAIRS ?= ../shared/data/events/pairs-dev.jsonl
ERRORS ?=

# The newest interpreter that the project supports and that runs (a version manager's shim may exist and not run).
PYTHON ?= $(firstword $(foreach p,python3.13 python3.12 python3.11,$(shell $(p) -c 'print("$(p)")' 2>/dev/null)))

.PHONY: help
help: ## list the targets
	@grep -hE '^[a-z-]+:.*?## ' $(MAKEFILE_LIST) | sort | awk -F ':.*?## ' '{printf "  %-12s %s\n", $$1, $$2}'

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "expected python3.13, 3.12 or 3.11 on the PATH, found none; install one" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(STAMP): requirements.txt requirements-dev.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

.PHONY: setup
setup: $(STAMP) ## make .venv with everything in it

.PHONY: model
model: $(STAMP)
	@$(BIN)/python -c "import demarche.language as l; l.default_model()" 2>/dev/null || test -n "$${DEMARCHE_MODEL:-}" || { \
	  echo "the language model is not in layers/nlp/python; check out the whole repository, run 'make train'," >&2; \
	  echo "or name another Universal Dependencies pipeline: DEMARCHE_MODEL=<folder> make $(MAKECMDGOALS)" >&2; exit 1; }

.PHONY: demo
demo: model ## run the whole pipeline on this machine with the sample articles
	$(BIN)/demarche demo

.PHONY: test
test: $(STAMP) ## run the tests, in parallel
	$(BIN)/python -m pytest -q -n $(JOBS)

.PHONY: check
check: format-check lint types test ## what CI runs: format, lint, types, tests

.PHONY: lint
lint: $(STAMP) ## look for mistakes in the code
	$(BIN)/ruff check $(CODE)

.PHONY: types
types: $(STAMP) ## check the types
	$(BIN)/mypy $(TYPED)

.PHONY: format
format: $(STAMP) ## format the code
	$(BIN)/ruff format $(CODE)
	$(BIN)/ruff check --fix $(CODE)

.PHONY: format-check
format-check: $(STAMP)
	$(BIN)/ruff format --check $(CODE)

.PHONY: docs
docs: $(STAMP) ## write docs/cli-reference.md from the commands
	$(BIN)/python -m demarche.cli.reference > docs/cli-reference.md

.PHONY: golden
golden: docs ## rewrite the golden files; read the difference before you commit it
	$(BIN)/python -m tests.golden.rewrite

.PHONY: evaluate
evaluate: model ## score the events on the gold articles; ERRORS=1 lists what is wrong; fails below evaluation/floors.json
	$(BIN)/python -m evaluation.evaluate $(if $(ERRORS),--errors) \
	  $(if $(wildcard $(EVAL_DIR)/gold),--scorer $(EVAL_DIR)/score_events.py --more-gold $(EVAL_DIR)/gold --more-articles $(EVAL_ARTICLES)) \
	  $(if $(wildcard $(EVAL_PAIRS)),--pairs $(EVAL_PAIRS) --pair-scorer $(EVAL_DIR)/score_pairs.py)

.PHONY: bench
bench: model ## measure the speed against a baseline in the same run
	$(BIN)/python -m evaluation.bench

.PHONY: train
train: $(TRAIN_STAMP) ## make the language model anew from TRAIN_DATA (see training/README.md; some two and a half hours)
	@test -d "$(TRAIN_DATA)/ud" || { echo "expected the treebanks in $(TRAIN_DATA)/ud, found none; set TRAIN_DATA" >&2; exit 1; }
	$(TRAIN_ENV) $(TRAIN_VENV)/bin/python -m training.train --shared $(TRAIN_DATA) --output training/work/net
	$(TRAIN_ENV) $(TRAIN_VENV)/bin/python -m training.tell --shared $(TRAIN_DATA) --start training/work/net --lot first --output training/work/net-told-first
	$(TRAIN_ENV) $(TRAIN_VENV)/bin/python -m training.tell --shared $(TRAIN_DATA) --start training/work/net --output training/work/net-told-all
	$(TRAIN_ENV) $(TRAIN_VENV)/bin/python -m training.average training/work/net-told-first training/work/net-told-all --output training/work/net-told
	$(TRAIN_ENV) $(TRAIN_VENV)/bin/python -m training.export training/work/net-told layers/nlp/python/demarche_model --shared $(TRAIN_DATA)
	$(TRAIN_ENV) $(TRAIN_VENV)/bin/python -m training.score layers/nlp/python/demarche_model --shared $(TRAIN_DATA) \
	  --output layers/nlp/python/demarche_model/scores.json

$(TRAIN_STAMP): training/requirements.txt
	@test -n "$(PYTHON)" || { echo "expected python3.13, 3.12 or 3.11 on the PATH, found none; install one" >&2; exit 1; }
	test -x $(TRAIN_VENV)/bin/python || $(PYTHON) -m venv $(TRAIN_VENV)
	$(TRAIN_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --requirement training/requirements.txt
	@touch $@

$(SAM_STAMP): requirements-sam.txt
	@test -n "$(PYTHON)" || { echo "expected python3.13, 3.12 or 3.11 on the PATH, found none; install one" >&2; exit 1; }
	test -x $(SAM_VENV)/bin/python || $(PYTHON) -m venv $(SAM_VENV)
	$(SAM_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --requirement requirements-sam.txt
	@touch $@

.PHONY: validate
validate: $(SAM_STAMP) ## check template.yaml as AWS SAM sees it
	$(SAM) validate --lint

.PHONY: build
build: $(SAM_STAMP) ## build the functions and layers into .aws-sam (needs Python 3.13, as the runtime)
	@python3.13 -c "" 2>/dev/null || { echo "expected python3.13 on the PATH, the functions' runtime, found none; install it" >&2; exit 1; }
	$(SAM) build

.PHONY: deploy
deploy: build ## deploy to AWS, with the settings of samconfig.toml
	$(SAM) deploy

.PHONY: invoke
invoke: $(STAMP) ## run one function with a sample event: FUNCTION=extract EVENT=events/extract.json
	$(BIN)/python -m demarche.local.invoke $(FUNCTION) $(EVENT)

.PHONY: clean
clean: ## remove what was built (not the virtual environments)
	rm -rf .aws-sam build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
