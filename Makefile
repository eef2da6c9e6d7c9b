# The two commands of the README, and the checks that CI runs. Each sets up what it needs.
.PHONY: demo test setup check build up down clean

demo: setup  ## the whole story on this machine: stack, sample dossiers, prefilled e-form, what is not asked again
	.venv/bin/motlan up
	.venv/bin/motlan demo

test: setup  ## every test: unit, contract, hostile, stack
	.venv/bin/pytest

setup:  ## packages, this package, models; nothing is downloaded at run time
	@scripts/setup.sh

check: setup  ## style, types, arrows, templates
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/motlan templates check

up: setup
	.venv/bin/motlan up

down:
	.venv/bin/motlan down

clean:  ## all that can be made again
	rm -rf .venv .aws-sam .motlan .test-models layers/vision/models layers/print/fonts
