#!/usr/bin/env bash
# Sets up everything that the project needs, from nothing: an interpreter with venv, the packages of requirements.lock
# (names, versions, hashes), this package, the models. Safe to run again: does only what changed.
set -euo pipefail
cd "$(dirname "$0")/.."
export UV_SYSTEM_CERTS=true # trust what the machine trusts, as pip and apt do

say() { printf '\033[2m%s\033[0m\n' "$*" >&2; }
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo -n "$@"; else return 1; fi; }

# A usable interpreter is CPython 3.11-3.13 that can make virtual environments (Debian keeps that part in python3-venv).
usable() { "$1" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' >/dev/null 2>&1; }
find_python() { for p in ${MOTLAN_PYTHON:-} python3.12 python3.13 python3.11 python3 /usr/bin/python3; do usable "$p" && { command -v "$p"; return; }; done; return 1; }

if [ ! -x .venv/bin/python ] || ! .venv/bin/python -c '' 2>/dev/null; then
    if ! python=$(find_python); then
        say "no Python 3.11-3.13 with venv found: installing Debian's"
        (as_root apt-get update -qq && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3 python3-venv) >&2 \
            || { say "could not: as root, run 'apt-get install python3 python3-venv', then this again"; exit 1; }
        python=$(find_python) || { say "Debian's python3 is too old: Python 3.11-3.13 is needed"; exit 1; }
    fi
    say "virtual environment with $("$python" --version)"
    rm -rf .venv
    "$python" -m venv .venv
fi

stamp=.venv/.setup-done
want=$(cat requirements.lock pyproject.toml | sha256sum)
if [ "$(cat "$stamp" 2>/dev/null)" != "$want" ]; then
    say "installing the packages of requirements.lock"
    # uv itself comes from the same lock; where it can't reach the registry that pip is configured for, pip does the work
    awk '/^uv==/{on=1} on{print} on&&!/\\$/{exit}' requirements.lock > .venv/uv.lock
    # (--no-deps: the lock is complete, and Debian's pip can't resolve extras under hashes)
    pip_install=(.venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r)
    "${pip_install[@]}" .venv/uv.lock
    # (bytecode as pip makes it: a command that compiles what it imports starts a second later, each time)
    .venv/bin/uv pip install -q -p .venv --compile-bytecode --no-deps --require-hashes -r requirements.lock || "${pip_install[@]}" requirements.lock
    .venv/bin/uv pip install -q -p .venv --no-deps --no-build-isolation -e .
    printf '%s' "$want" > "$stamp"
fi
.venv/bin/python -m compileall -q layers
.venv/bin/python scripts/fetch_models.py
.venv/bin/python scripts/fetch_models.py --lock tests/models.lock --to .test-models \
    || say "the tests of other engines' models will be skipped"
.venv/bin/python -m samples.make.fonts # for the tests that draw samples
