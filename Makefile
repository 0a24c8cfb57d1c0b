# The commands of the house; the first two are enough to see it and to believe it.
.PHONY: demo test setup lint fmt bench lock chromium clean

# One more than the two cores: while one worker waits for its browser or its database, another works.
WORKERS ?= 3
# Without the compiled code it keeps, each process of the house would compile it all again.
unexport PYTHONDONTWRITEBYTECODE

demo: setup  ## a living demonstration (RESET=1 starts anew, PORT=…, HOST=…)
	@exec .venv/bin/cordee demo $(if $(filter 1 oui true yes,$(RESET)),--reset) \
		$(if $(PORT),--port $(PORT)) $(if $(HOST),--host $(HOST))

test: setup chromium  ## everything, from the rules to the browser
	@exec .venv/bin/pytest -q -n $(WORKERS) --dist worksteal

setup:  ## install from the lock into .venv
	@bin/setup

lint: setup  ## style, types, layers, migrations
	@bin/lint

fmt: setup  ## put the code in its final shape
	.venv/bin/ruff check --fix-only -q cordee tests
	.venv/bin/ruff format cordee tests

bench: setup  ## what each thing costs, in figures
	@exec .venv/bin/pytest -q tests/bench -o python_files='bench_*.py'

walk: setup chromium  ## every kind of page of the demonstration, each role: axe, weight, console
	@exec env CORDEE_PICTURES=1 .venv/bin/pytest -q tests/browser/walk_every_page.py -o python_files='walk_*.py'

chromium:
	@bin/chromium

lock: setup  ## write the locks again from requirements/*.in
	@bin/lock

clean:  ## forget the installation and everything written at run time
	.venv/bin/cordee database stop
	rm -rf .venv var

messages: setup  ## gather every sentence, compile what English says of it
	.venv/bin/python -m tests.catalogues

.PHONY: bootstrap messages walk
bootstrap: ## rebuild the trimmed Bootstrap (developers only, needs npm)
	mkdir -p var/bootstrap && cd var/bootstrap && npm pack -s bootstrap@5.3.9 && tar xzf bootstrap-5.3.9.tgz && npm install -s --no-save sass@1
	{ printf '/*! Bootstrap v5.3.9, trimmed (see cordee/web/bootstrap) | MIT | github.com/twbs/bootstrap */\n'; \
	  var/bootstrap/node_modules/.bin/sass -q --style=compressed --no-source-map --no-charset -I var/bootstrap/package/scss cordee/web/bootstrap/bootstrap.scss; } > cordee/web/static/web/bootstrap.css
