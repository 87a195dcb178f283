#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Periplus developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# check_same_path.sh LINUX_CLI WINDOWS_CLI TARGET [ARGUMENT…]
# Traces the target with both programs and compares their JSON: equal but for times, the name of the method, and what
# Windows' ICMP service does not tell (the TTL inside a quote). Runs inside in_netsim.sh, which sets $WINE.
set -euo pipefail
linux=$1 windows=$2
shift 2

comparable() {
    tr -d '\r' | sed -E \
        -e 's/"([a-z0-9_]+_us)": [0-9.]+/"\1": T/g' \
        -e 's/"started": "[^"]*"/"started": T/' \
        -e 's/"method": "[^"]*"/"method": M/' \
        -e 's/, "quoted_(ttl|dscp)": [0-9]+//g' \
        -e 's/"mpls": \[[^]]*\], //g'
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$linux" trace --format json --no-lookups "$@" >"$work/linux.json"
"$WINE" "$windows" trace --format json --no-lookups "$@" >"$work/windows.json"
comparable <"$work/linux.json" >"$work/linux"
comparable <"$work/windows.json" >"$work/windows"
hops=$(grep -c '"ttl":' "$work/windows")
if ! diff -u "$work/linux" "$work/windows"; then
    echo "FAIL: the two do not say the same of $1"
    exit 1
fi
echo "pass: $hops hops of $1, the same on both systems"
