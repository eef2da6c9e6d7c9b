# The two commands of the README, and the checks that CI runs. Each sets up what it needs.
.PHONY: demo test setup check web up down clean

demo: setup  ## the whole story on this machine: stack, sample dossiers, prefilled e-form, what is not asked again
	.venv/bin/motlan up
	.venv/bin/motlan demo

test: setup  ## every test: unit, contract, hostile, stack, browser
	@scripts/setup_browser.sh
	.venv/bin/pytest

setup:  ## packages, this package, models; nothing is downloaded at run time
	@scripts/setup.sh

check: setup  ## style, types, arrows, templates, web sources
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/motlan templates check
	.venv/bin/motlan web check

web: setup  ## the clerk's app, into web/dist
	.venv/bin/motlan web build

up: setup
	.venv/bin/motlan up

down:
	.venv/bin/motlan down

clean:  ## all that can be made again
	rm -rf .venv .aws-sam .motlan .test-models layers/vision/models layers/print/fonts web/dist web/node_modules
