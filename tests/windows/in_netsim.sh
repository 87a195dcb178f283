#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Periplus developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# in_netsim.sh [OPTION…] SCENARIO -- COMMAND…
# Runs a command as tests/netsim/in_netsim.sh does, with a Wine of its own: Wine's pings leave through the network in
# which its server was started, so the server must start inside and end there. The command finds wine.sh as $WINE.
# Needs root: Wine's ICMP service is a raw socket. Only one at a time, because they share a prefix.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

if [ "${1:-}" = --inside ]; then
    shift
    code=0
    "$@" || code=$?
    /usr/lib/wine/wineserver -k 2>/dev/null || true
    /usr/lib/wine/wineserver -w 2>/dev/null || true
    exit $code
fi

[ "$(id -u)" = 0 ] || { echo 'SKIPPED: ICMP under Wine needs root' >&2; exit 77; }
[ -x "${NETSIM:=$here/../../build/release/bin/netsim}" ] || { echo "SKIPPED: no netsim at $NETSIM" >&2; exit 77; }
export NETSIM
build=${PERIPLUS_WINDOWS_BUILD:-$here/../../build/windows}
export PERIPLUS_WINEPREFIX=${PERIPLUS_WINEPREFIX:-$build/wine}-netsim
export WINEPREFIX=$PERIPLUS_WINEPREFIX WINEARCH=win64 WINEDEBUG=${WINEDEBUG:--all}
export WINE=$here/wine.sh
"$WINE" --boot
exec 8>"$WINEPREFIX/.netsim"
flock 8
/usr/lib/wine/wineserver -k 2>/dev/null || true
/usr/lib/wine/wineserver -w 2>/dev/null || true

options=()
while [ $# -gt 0 ] && [ "$1" != -- ]; do
    options+=("$1")
    shift
done
[ "${1:-}" = -- ] && [ $# -gt 1 ] || { echo 'usage: in_netsim.sh [OPTION...] SCENARIO -- COMMAND...' >&2; exit 64; }
shift
"$here/../netsim/in_netsim.sh" "${options[@]}" -- "$here/in_netsim.sh" --inside "$@" 8>&-
