#!/bin/sh
# Finds the browser of the browser tests, or installs it where that takes no questions.
# Elsewhere it says which line to type: fatal in CI, where nothing may go untested.
set -eu

for name in chromium chromium-browser google-chrome; do
    ! command -v "$name" >/dev/null 2>&1 || exit 0
done

install='apt-get install -y --no-install-recommends chromium fonts-liberation'
if command -v apt-get >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ]; then as_root=''; else as_root='sudo -n'; fi
    if $as_root true 2>/dev/null; then
        echo "Installing Chromium for the browser tests ..."
        $as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $as_root $install -qq && exit 0
    fi
fi

echo "The browser tests need Chromium:" >&2
echo "    sudo $install" >&2
[ -z "${CI:-}" ] || exit 1
echo "Everything else is tested now; the browser tests are reported as skipped." >&2
