#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Periplus developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# wine.sh [RUNS]: the figures of the Windows programs under Wine, against the simulated network (root). Build first:
# ./dev windows. The simulator's log is the truth about round trips.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
runs=${1:-10}
build=${PERIPLUS_WINDOWS_BUILD:-$here/../../build/windows}
target=203.0.113.200
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
inside() { "$here/../windows/in_netsim.sh" --log "$work/log" "$here/scenarios/thirty-hops.scenario" -- "$@"; }

echo "-- the engine under Wine, 30 hops, the furthest at 80 ms"
inside "$here/../windows/wine.sh" "$build/bench/bench_trace.exe" "$target" "$runs" | tr -d '\r' | grep -v 'round trip, hop'

echo "-- error of the round-trip time, against the simulator's log"
# Prints TTL and round trip in microseconds of every answered probe.
for ((run = 0; run < runs; run++)); do
    inside "$here/../windows/wine.sh" "$build/bin/periplus-cli.exe" trace --no-lookups --format csv --samples "$target" \
        | tr -d '\r' | awk -F, 'NR > 1 && $12 == "answered" { print $4, $9 }' >"$work/said"
    awk '
        FILENAME == ARGV[1] { split($0, f, ","); if (f[5] == "answered") { t = f[3]; rtt[t, ++n[t]] = (f[8] - f[1]) / 1000 } next }
        { t = $1; m = ++seen[t]; if ((t, m) in rtt) print $2 - rtt[t, m] }
    ' "$work/log" "$work/said"
done | sort -g | awk '{ v[NR] = $1 } END { printf "per-probe overhead: %d probes, median %.0f us, p99 %.0f us, most %.0f us\n",
    NR, v[int((NR + 1) / 2)], v[int(NR * 0.99 + 0.5)], v[NR] }'

echo "-- 50 traces with look-ups and --timeout 70 on a path of 80 ms"
cat >"$work/fifty.sh" <<'STEP'
for ((run = 0; run < 50; run++)); do
    "$WINE" "$1" trace --timeout 70 --deadline 2000 --format json "$2" | grep -cE '"address": "[0-9.]+", "received": [1-9]' || true
done
STEP
inside bash "$work/fifty.sh" "$build/bin/periplus-cli.exe" "$target" | sort -n | uniq -c | awk '{ print $1 " runs found " $2 " of 30 hops" }'
