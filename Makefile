# briefer: `make briefing` shows what it does, `make test` proves that it works.
.POSIX:
.PHONY: briefing test hostile lint docs bench bench-trust clean system always

PYTHON ?= python3
VENV = .venv
BIN = $(VENV)/bin
STAMP = $(VENV)/.installed
TESTS = tests
DAYS = 2021-05-31 2021-06-01 2021-06-02

briefing: $(STAMP)
	@for day in $(DAYS); do \
		$(BIN)/briefer build samples/articles --date $$day --audience default --audience minister --out briefings || exit; \
	done
	@$(BIN)/briefer verify briefings/2021-06-02/default.json
	@echo "Open briefings/2021-06-02/default.html in a browser."

test: $(STAMP) system
	$(BIN)/python -m pytest -n 2 $(TESTS)

# All of the hostile walk: files, servers, templates, headers, kills; what was tried and survived.
hostile: $(STAMP)
	HOSTILE=full $(BIN)/python -m pytest -q tests/hostile

lint: $(STAMP)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

# The documents as a site, in build/docs; a link or a heading that is not there fails it.
docs: $(STAMP)
	$(BIN)/pip install -q -e '.[docs]' -c constraints.txt
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build -q

bench: $(STAMP)
	$(BIN)/pip install -q -e '.[bench]' -c constraints.txt
	@for file in bench/[a-z]*.py; do echo "== $$file"; $(BIN)/python $$file || exit; done

# How many lies of each kind the check catches, on our own fixture.
bench-trust: $(STAMP)
	$(BIN)/python bench/trust.py --lying

clean:
	rm -rf $(VENV) briefings .briefer dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis

# Everything is installed from ranges in pyproject.toml, held to the versions in constraints.txt.
$(STAMP): pyproject.toml constraints.txt $(VENV)/.python
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q --disable-pip-version-check -e '.[dev]' -c constraints.txt
	@touch $(STAMP)

# Which Python the environment was made with; another one is asked for: it is made anew.
$(VENV)/.python: always
	@this=$$($(PYTHON) -c 'import sys; sys.exit("briefer needs Python 3.11 or newer; set PYTHON=") if sys.version_info < (3, 11) else print(*sys.version_info[:3], sys.base_prefix)') || exit 1; \
	[ "$$this" = "$$(cat $@ 2>/dev/null)" ] || { rm -rf $(VENV); mkdir $(VENV); echo "$$this" >$@; }

always:

# Tests of pages need a Chromium, tests of print need pdfinfo and fonts; where we may, we install them.
system:
	@sh .ci/system-packages
