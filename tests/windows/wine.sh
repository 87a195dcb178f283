#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Periplus developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# wine.sh [--prefix DIR] --boot                makes the prefix, or finds it ready
# wine.sh [--prefix DIR] PROGRAM.exe [ARGUMENT…]  runs a Windows program; its output and exit code pass through
#
# The prefix is $PERIPLUS_WINEPREFIX, or "wine" beside the build folder's tests, or DIR. Windows are drawn nowhere unless
# DISPLAY is set together with PERIPLUS_WINE_DISPLAY.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

if [ "${1:-}" = --prefix ]; then
    PERIPLUS_WINEPREFIX=$2
    shift 2
fi
export WINEPREFIX=${PERIPLUS_WINEPREFIX:-$here/../../build/windows/wine}
export WINEARCH=win64 WINEDEBUG=${WINEDEBUG:--all} WINEDLLOVERRIDES='mscoree,mshtml='
if [ -z "${PERIPLUS_WINE_DISPLAY:-}" ]; then
    unset DISPLAY
fi

wine=${PERIPLUS_WINE:-}
if [ -z "$wine" ]; then
    for candidate in /usr/lib/wine/wine64 "$(command -v wine64 || true)" "$(command -v wine || true)"; do
        [ -x "$candidate" ] && { wine=$candidate; break; }
    done
fi
server=/usr/lib/wine/wineserver
[ -x "$server" ] || server=$(command -v wineserver || true)
[ -n "$wine" ] && [ -n "$server" ] || { echo 'SKIPPED: Wine is not installed' >&2; exit 77; }

# One process makes the prefix, the others wait for it. Without a display the null driver lets programs make windows.
boot() {
    mkdir -p "$WINEPREFIX"
    exec 9>"$WINEPREFIX/.lock"
    flock 9
    if [ ! -e "$WINEPREFIX/.ready" ]; then
        {
            "$wine" wineboot -i
            "$server" -w
            "$wine" winecfg -v win10
            "$wine" reg add 'HKCU\Software\Wine\Drivers' /v Graphics /d null /f
            "$server" -k || true
            "$server" -w || true
        } 9>&- >"$WINEPREFIX/.log" 2>&1 || { cat "$WINEPREFIX/.log" >&2; exit 70; }
        touch "$WINEPREFIX/.ready"
    fi
    exec 9>&-
}

boot
[ "${1:-}" = --boot ] && exit 0
# The libraries lie in the build's bin, beside the programs or one folder over.
folder=$(cd "$(dirname "$1")" 2>/dev/null && pwd || true)
backslash='\'
export WINEPATH="Z:${folder//\//$backslash}${backslash}..${backslash}bin${WINEPATH:+;$WINEPATH}"
case $(basename "$1") in
tst_*.exe) ;; # Qt Test, which writes to the debugger where there is no console
*) exec "$wine" "$@" ;;
esac
said=$(mktemp)
trap 'rm -f "$said"' EXIT
code=0
"$wine" "$@" -o "Z:${said//\//$backslash},txt" || code=$?
cat "$said"
exit $code
