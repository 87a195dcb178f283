#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Periplus developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# check_window.sh PROGRAM TARGET: runs tst_windows_window.exe on a screen of its own. Runs inside in_netsim.sh.
set -euo pipefail
command -v Xvfb >/dev/null || { echo 'SKIPPED: Xvfb is not installed' >&2; exit 77; }
work=$(mktemp -d)
driver() { "$WINE" reg add 'HKCU\Software\Wine\Drivers' /v Graphics /d "$1" /f >/dev/null; /usr/lib/wine/wineserver -k || true; /usr/lib/wine/wineserver -w || true; }
finish() {
    driver null
    kill "$screen" 2>/dev/null || true
    rm -rf "$work"
}
driver x11
mkfifo "$work/display"
Xvfb -displayfd 3 -screen 0 1400x900x24 3>"$work/display" 2>/dev/null &
screen=$!
trap finish EXIT
read -r number <"$work/display"
export DISPLAY=:$number PERIPLUS_WINE_DISPLAY=1 PERIPLUS_TEST_TARGET=$2 QT_QPA_PLATFORM=windows
"$WINE" "$1"
