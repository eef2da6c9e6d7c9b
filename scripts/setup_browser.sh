#!/usr/bin/env bash
# Installs the browser that tests/browser drives: Debian's Chromium.
set -euo pipefail
command -v chromium >/dev/null && exit 0
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo -n "$@"; else return 1; fi; }
(as_root apt-get update -qq && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium) >&2 \
    || { echo "could not: as root, run 'apt-get install chromium', then this again" >&2; exit 1; }
