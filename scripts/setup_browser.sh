#!/usr/bin/env bash
# Installs the browsers that tests/browser drives: Debian's Chromium and Firefox.
set -euo pipefail
wanted=()
command -v chromium >/dev/null || wanted+=(chromium)
command -v firefox-esr >/dev/null || command -v firefox >/dev/null || wanted+=(firefox-esr)
[ ${#wanted[@]} -gt 0 ] || exit 0
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo -n "$@"; else return 1; fi; }
(as_root apt-get update -qq && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${wanted[@]}") >&2 \
    || { echo "could not: as root, run 'apt-get install ${wanted[*]}', then this again" >&2; exit 1; }
