# The commands of the house; README names the two that matter.
.PHONY: setup lock
PYTHON ?= $(shell ls -1 $(HOME)/.pyenv/versions/3.1[2-9]*/bin/python 2>/dev/null | sort -V | tail -1)

setup:
	test -x .venv/bin/python || $(PYTHON) -m venv .venv
	test -x .venv/bin/uv || .venv/bin/python -m pip install -q uv
	.venv/bin/uv pip install -q --python .venv/bin/python --require-hashes -r requirements/runtime.txt -r requirements/dev.txt
	.venv/bin/uv pip install -q --python .venv/bin/python --no-deps -e .

lock:
	.venv/bin/uv pip compile -q --universal --python-version 3.12 --generate-hashes --no-header requirements/runtime.in -o requirements/runtime.txt
	.venv/bin/uv pip compile -q --universal --python-version 3.12 --generate-hashes --no-header requirements/dev.in -o requirements/dev.txt
