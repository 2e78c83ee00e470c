#!/bin/sh
# Says which one line installs what this machine lacks, before anything is made.
# Usage: preflight.sh PYTHON
set -eu
python=$1

missing() {
    printf '%s\n    %s\n' "$1" "$2" >&2
    exit 1
}

command -v "$python" >/dev/null 2>&1 || missing \
    "Python 3.11 or newer is needed; '$python' is not on this machine:" \
    "sudo apt-get install -y python3 python3-venv"

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || missing \
    "Python 3.11 or newer is needed; '$python' is $("$python" -V 2>&1). If a newer one is here, name it:" \
    "make run PYTHON=python3.12"

"$python" -c 'import ensurepip, venv' 2>/dev/null || missing \
    "Python is here, but not the part that makes virtual environments:" \
    "sudo apt-get install -y python3-venv"
