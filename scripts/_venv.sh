# Sourced by the scripts: makes .venv when it is missing or stale. Needs Python 3.11 or newer and nothing else.
# Expects $root (the project's top level) and $lock (the lock file to install).

fail() {
    echo "$1" >&2
    exit 1
}

# The interpreter behind a command, if it is new enough. Where an environment is activated, that is not the command's own
# file: it may lie in the very .venv that is to be replaced.
base_of() {
    "$1" -c 'import sys; sys.version_info < (3, 11) and sys.exit(1); print(sys._base_executable)' 2>/dev/null
}

find_python() {
    if [ -n "${STUDIO_PYTHON:-}" ]; then
        base_of "$STUDIO_PYTHON" && return
        fail "STUDIO_PYTHON names $STUDIO_PYTHON, which is no Python 3.11 or newer."
    fi
    for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
        base_of "$candidate" && return
    done
    fail "Operator Studio needs Python 3.11 or newer; none was found. Install it, or name it in STUDIO_PYTHON."
}

# What the environment was made from. A changed lock file or another Python makes it stale.
wanted_stamp() {
    printf '%s %s %s\n' "$("$1" -c 'import sys; print(sys.version, sys.prefix)')" "$(cksum <"$root/$lock")" "$lock"
}

make_venv() {
    python=$(find_python) || exit 1
    stamp=$(wanted_stamp "$python")
    if [ -x "$root/.venv/bin/python" ] && grep -qxF "$stamp" "$root/.venv/studio-stamp" 2>/dev/null; then
        return
    fi
    # The development environment holds everything that serving needs.
    if [ "$lock" = requirements.lock ] && [ -x "$root/.venv/bin/python" ] &&
        grep -qxF "$(lock=requirements-dev.lock wanted_stamp "$python")" "$root/.venv/studio-stamp" 2>/dev/null; then
        return
    fi
    echo "Setting up .venv (once; it takes a minute) …" >&2
    rm -rf "$root/.venv"
    "$python" -m venv "$root/.venv" ||
        fail "Python cannot make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv"
    "$root/.venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
        --requirement "$root/$lock" || fail "The packages could not be installed. Is there a connection to a package index?"
    printf '%s\n' "$stamp" >"$root/.venv/studio-stamp"
}
