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

.PHONY: bootstrap
bootstrap: ## rebuild the trimmed Bootstrap (developers only, needs npm)
	mkdir -p var/bootstrap && cd var/bootstrap && npm pack -s bootstrap@5.3.9 && tar xzf bootstrap-5.3.9.tgz && npm install -s --no-save sass@1
	{ printf '/*! Bootstrap v5.3.9, trimmed (see cordee/web/bootstrap) | MIT | github.com/twbs/bootstrap */\n'; \
	  var/bootstrap/node_modules/.bin/sass -q --style=compressed --no-source-map --no-charset -I var/bootstrap/package/scss cordee/web/bootstrap/bootstrap.scss; } > cordee/web/static/web/bootstrap.css
