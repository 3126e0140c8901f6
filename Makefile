.PHONY: help setup play test lint long bench
bin = .venv-dev/bin

help:
	@sed -n 's/^make /make /p' CONTRIBUTING.md

setup:
	python3 -m venv .venv-dev
	$(bin)/pip install --quiet --constraint constraints.txt --editable '.[dev]'

play:
	$(bin)/cardtui --no-save

test:
	$(bin)/python -m pytest

lint:
	$(bin)/ruff check .
	$(bin)/ruff format --check .
	$(bin)/mypy
	$(bin)/lint-imports
	$(bin)/cardtui check --strict deck

long:
	$(bin)/python -m pytest -m long

bench:
	$(bin)/python tests/bench/run.py
