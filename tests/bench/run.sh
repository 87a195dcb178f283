#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Periplus developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# run.sh [NAME…]: the figures of docs/FIGURES.md, all of them or those named: trace silence accuracy start many idle window lookups mmdb dns undisturbed resolver.
# Everything is measured over the simulated network behind the kernel (tests/netsim), other people's tools in the same run as ours.
# Needs the release build with its benchmarks (./dev bench makes it) and the rights to make network namespaces.
#   RUNS=N    repetitions of each program (20; of the starts twice as many)
#   BUILD=DIR where the programs are (build/release)
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
self=$here/run.sh
scenarios=$here/scenarios
BUILD=${BUILD:-$here/../../build/release}
BUILD=$(cd "$BUILD" && pwd)
RUNS=${RUNS:-20}
export BUILD RUNS NETSIM=$BUILD/bin/netsim LC_ALL=C.UTF-8 QT_QPA_PLATFORM=${QT_QPA_PLATFORM:-offscreen}
cli=$BUILD/bin/periplus-cli
target=203.0.113.200
quiet=(trace --no-lookups "$target")
nothing=/dev/null

title() { printf '\n== %s (load %s)\n' "$*" "$(cut -d' ' -f1 /proc/loadavg)"; }

# inside SCENARIO STEP ARGUMENT…: a function of this script in the simulated network.
inside() {
    local scenario=$1
    shift
    "$here/../netsim/in_netsim.sh" --ping-group '0 2147483647' "$scenario" -- "$self" --step "$@"
}

# summary NAME: of numbers in microseconds, one a line, in the form of figures.h.
summary() {
    sort -n | awk -v name="$1" '{ v[NR] = $1 }
        END {
            if (NR == 0) { printf "%-52s no samples\n", name; exit }
            printf "%-52s n %6d  median %10.1f  p99 %10.1f  max %10.1f  us\n", name, NR,
                v[int(0.5 * (NR - 1) + 0.5) + 1], v[int(0.99 * (NR - 1) + 0.5) + 1], v[NR]
        }'
}

# From here on as somebody who has neither settings nor answers of earlier runs.
as_new_user() {
    export XDG_CACHE_HOME=$WORK/cache.$EPOCHREALTIME XDG_CONFIG_HOME=$WORK/none XDG_DATA_HOME=$WORK/none
}

# times NAME RUNS COMMAND…: start to end of the whole process.
times() {
    local name=$1 runs=$2 run begin end
    shift 2
    for ((run = 0; run < runs; run++)); do
        as_new_user
        begin=${EPOCHREALTIME/./}
        "$@" >"$nothing" 2>&1 || true
        end=${EPOCHREALTIME/./}
        echo $((end - begin))
    done | summary "$name"
}

# first_line NAME RUNS COMMAND…: start of the process to its first line that shows hop 1.
first_line() { until_line '^ *1[.| ]' "$@"; }

# until_line PATTERN NAME RUNS COMMAND…: start of the process to its first line that matches.
until_line() {
    local pattern=$1 name=$2 runs=$3 run begin line
    shift 3
    for ((run = 0; run < runs; run++)); do
        as_new_user
        begin=${EPOCHREALTIME/./}
        while IFS= read -r line; do
            [[ $line =~ $pattern ]] || continue
            echo $((${EPOCHREALTIME/./} - begin))
            break
        done < <(exec "$@" 2>"$nothing")
        wait $! 2>"$nothing" || true # its end is not part of the next start
    done | summary "$name"
}

step_trace() {
    local protocol
    for protocol in icmp udp tcp; do
        echo "-- the engine, $protocol"
        "$BUILD/bench/bench_trace" "$target" "$RUNS" "$protocol" | grep -v 'round trip, hop'
        echo "-- whole processes, $protocol"
        times "periplus-cli --protocol $protocol" "$RUNS" "$cli" "${quiet[@]}" --protocol "$protocol"
        case $protocol in
        icmp)
            times 'traceroute -I -q1 -N32' "$RUNS" traceroute -I -q1 -N32 -n "$target"
            times 'mtr -r -c1 -Z1' "$((RUNS / 10 + 1))" mtr -r -c1 -n -Z1 "$target"
            ;;
        udp) times 'traceroute -U -q1 -N32' "$RUNS" traceroute -U -q1 -N32 -n "$target" ;;
        tcp) times 'traceroute -T -q1 -N32' "$RUNS" traceroute -T -q1 -N32 -n "$target" ;;
        esac
    done
}

# step_waiting: where something never answers.
step_waiting() {
    times 'periplus-cli' "$RUNS" "$cli" "${quiet[@]}"
    times 'traceroute -I -q1 -N32' "$((RUNS / 4 + 1))" traceroute -I -q1 -N32 -n "$target"
}

# Prints "TTL RTT" of every answered probe, with the round trip in microseconds and in the order of sending.
step_rtts_periplus() {
    local run
    for ((run = 0; run < RUNS; run++)); do
        "$cli" "${quiet[@]}" --format csv --samples "$@" | awk -F, 'NR > 1 && $12 == "answered" { print $4, $9 }'
    done
}
step_rtts_traceroute() {
    local run
    for ((run = 0; run < RUNS; run++)); do
        traceroute "$@" -q1 -N32 -n "$target" | awk '$4 == "ms" { print $1, $3 * 1000 }'
    done
}

# accuracy NAME [--as-nobody] STEP ARGUMENT…: what a program says beside what the simulator's log says of the same probe.
accuracy() {
    local name=$1 options=()
    shift
    if [ "$1" = --as-nobody ]; then
        options=(--as-nobody)
        shift
    fi
    "$here/../netsim/in_netsim.sh" "${options[@]}" --ping-group '0 2147483647' --log "$work/log" \
        "$scenarios/thirty-hops.scenario" -- "$self" --step "$@" >"$work/said"
    awk '
        FILENAME == ARGV[1] { split($0, f, ","); if (f[5] == "answered") { t = f[3]; true_rtt[t, ++n[t]] = (f[8] - f[1]) / 1000 } next }
        { t = $1; m = ++seen[t]; if ((t, m) in true_rtt) { e = $2 - true_rtt[t, m]; print e < 0 ? -e : e } }
    ' "$work/log" "$work/said" | summary "$name"
}

step_first_hop() {
    local runs=$((2 * RUNS)) run
    first_line 'periplus-cli: start -> first hop printed' "$runs" "$cli" "${quiet[@]}"
    first_line 'periplus-cli, look-ups on: start -> first hop printed' "$runs" "$cli" trace "$target" --deadline 300
    first_line 'traceroute -I: start -> first hop printed' "$runs" traceroute -I -q1 -n "$target"
    first_line 'mtr -r -c1: start -> first hop printed' "$((RUNS / 10 + 1))" mtr -r -c1 -n "$target"
    for ((run = 0; run < runs; run++)); do
        BENCH_STARTED=$EPOCHREALTIME "$BUILD/bench/bench_window" start "$target" 2>"$nothing"
    done >"$WORK/starts"
    awk '{ print $2 }' "$WORK/starts" | summary 'window: start -> first hop in the model'
    awk '{ print $4 }' "$WORK/starts" | summary 'window: start -> first hop painted'
}

step_many() { "$BUILD/bench/bench_many" 198.18.0.2 1000 10; }

step_idle() {
    local line
    while IFS= read -r line; do
        if [[ $line == stopped\ [0-9]* ]]; then
            sleep 1 # its own last line is written and its timer set
            if command -v strace >"$nothing"; then
                timeout 5 strace -ff -qq -o "$WORK/calls" -p "${line#stopped }" || true
                # One file per thread; its first line is the call that it was waiting in.
                printf 'stopped, window open: %d system calls in 5 s, in %d threads\n' \
                    "$(awk 'FNR > 1 { calls++ } END { print calls + 0 }' "$WORK"/calls.*)" \
                    "$(find "$WORK" -name 'calls.*' | wc -l)"
            else
                echo 'stopped: no strace here, calls not counted'
            fi
        else
            echo "$line"
        fi
    done < <(exec "$BUILD/bench/bench_window" one "$target" 10 2>"$nothing")
}

# many_targets COUNT HOPS: a scenario; the addresses count up from 198.18.0.2, as bench_many does.
many_targets() {
    awk -v count="$1" -v hops="$2" 'BEGIN {
        print "client 192.0.2.37"
        printf "target many.example"
        for (i = 2; i < count + 2; i++) printf " 198.18.%d.%d", int(i / 256), i % 256
        print ""
        for (h = 1; h < hops; h++) printf "  hop h%d 198.51.100.%d rtt %dms jitter 300us\n", h, h, h * 2
        printf "  host rtt %dms\n", hops * 2
    }'
}

# lookup_path HOPS MS: $work/path.scenario and $work/path.zone, with addresses that are looked up like real ones.
lookup_path() {
    awk -v hops="$1" -v ms="$2" -v scenario="$work/path.scenario" -v zone="$work/path.zone" 'BEGIN {
        print "client 192.168.1.37\ntarget far.example 45.90.0.9\n  hop gateway 192.168.1.1 rtt 0.5ms" >scenario
        print "1.1.168.192.in-addr.arpa PTR gateway.lan" >zone
        for (h = 2; h < hops; h++) {
            printf "  hop h%d 45.83.%d.1 rtt %.2fms\n", h, h, ms * h / hops >scenario
            printf "1.%d.83.45.in-addr.arpa PTR ae%d.core%d.nordlicht.example\n", h, h, h >zone
            printf "*.%d.83.45.origin.asn.cymru.com TXT \"%d | 45.83.%d.0/24 | DE | ripencc | 2015-01-01\"\n", h, 64500 + h % 4, h >zone
        }
        printf "  host rtt %sms\n", ms >scenario
        for (as = 64500; as < 64505; as++)
            printf "AS%d.asn.cymru.com TXT \"%d | DE | ripencc | 2015-01-01 | NET%d, DE\"\n", as, as, as >zone
        print "9.0.90.45.in-addr.arpa PTR www.far.example" >zone
        print "*.0.90.45.origin.asn.cymru.com TXT \"64504 | 45.90.0.0/24 | SE | ripencc | 2015-01-01\"" >zone
    }'
}

# complete FILE ARGUMENT…: appends when the path was complete, and to FILE.rtts the round trips together, in microseconds.
complete() {
    local file=$1
    shift
    as_new_user
    "$cli" trace 45.90.0.9 --deadline 300 --format json "$@" | awk -v file="$file" '
        match($0, /"complete_us": [0-9]+/) { print substr($0, RSTART + 15, RLENGTH - 15) >>file }
        match($0, /"last_us": [0-9]+/) { sum += substr($0, RSTART + 11, RLENGTH - 11) }
        END { print sum >>(file ".rtts") }'
}

# step_beside: in turns without and with look-ups, so that what else happens on the machine meets both alike.
step_beside() {
    local run
    rm -f "$WORK"/off* "$WORK"/on*
    for ((run = 0; run < RUNS; run++)); do
        complete "$WORK/off" --no-lookups
        complete "$WORK/on" --dns-server "$DNS_SERVER"
    done
    summary 'path complete, look-ups off' <"$WORK/off"
    summary 'path complete, look-ups on' <"$WORK/on"
    summary 'round trips of all hops together, look-ups off' <"$WORK/off.rtts"
    summary 'round trips of all hops together, look-ups on' <"$WORK/on.rtts"
}

# hops_told NAME COMMAND…: who is waiting for a name may miss the answers that come meanwhile.
hops_told() {
    local name=$1
    shift
    printf '%-52s hops with an answer: %d of 20\n' "$name" \
        "$("$@" 2>"$nothing" | sed -n 's/^ *\([0-9][0-9]*\) .*[0-9] ms.*/\1/p' | sort -u | wc -l)"
}

# step_slow_resolver: whole processes, as people call them; their resolver is that of resolv.conf.
step_slow_resolver() {
    local few=$((RUNS / 10 + 1)) to=45.90.0.9
    echo 'nameserver 127.0.0.1' >"$WORK/resolv.conf"
    mount --bind "$WORK/resolv.conf" /etc/resolv.conf
    first_line 'periplus-cli: start -> first hop printed' "$RUNS" "$cli" trace "$to"
    until_line "^ *20 .*$to" 'periplus-cli: start -> all hops printed' "$RUNS" "$cli" trace "$to"
    times 'periplus-cli, with names and networks' "$RUNS" "$cli" trace "$to"
    times 'traceroute -I' "$few" traceroute -I "$to"
    times 'traceroute -I -q1 -N32' "$few" traceroute -I -q1 -N32 "$to"
    times 'tracepath' "$few" tracepath "$to"
    times 'mtr -r -c1' "$few" mtr -r -c1 "$to"
    hops_told 'periplus-cli' "$cli" trace "$to"
    hops_told 'traceroute -I' traceroute -I "$to"
    hops_told 'traceroute -I -q1 -N32' traceroute -I -q1 -N32 "$to"
}

run_trace() {
    title '30 hops, the furthest at 80 ms'
    inside "$scenarios/thirty-hops.scenario" trace
}
run_silence() {
    title 'Four silent hops on a path of 41 ms'
    inside "$scenarios/silent-hops.scenario" waiting
    title 'A dead end behind hop 9'
    inside "$scenarios/dead-end.scenario" waiting
}
run_accuracy() {
    local protocol
    title 'Error of the round-trip time, against the log of the simulator'
    for protocol in icmp udp tcp; do
        accuracy "periplus-cli $protocol, root" rtts_periplus --protocol "$protocol"
        accuracy "periplus-cli $protocol, no privileges" --as-nobody rtts_periplus --protocol "$protocol"
    done
    accuracy 'traceroute -I' rtts_traceroute -I
    accuracy 'traceroute -U' rtts_traceroute -U
    accuracy 'traceroute -T' rtts_traceroute -T
}
run_start() {
    title 'Start, on a path of 0.2 ms'
    inside "$scenarios/short-path.scenario" first_hop
}
run_many() {
    title '1,000 targets x 12 hops, once a second'
    many_targets 1000 12 | sed 's/ jitter 300us//' >"$work/many.scenario"
    inside "$work/many.scenario" many
}
run_idle() {
    title 'The window with one target of 30 hops, then stopped'
    inside "$scenarios/thirty-hops.scenario" idle
}
run_window() {
    title 'The window with 50 targets x 30 hops, once a second'
    many_targets 50 30 >"$work/window.scenario"
    local i targets=()
    for ((i = 2; i < 52; i++)); do targets+=("198.18.0.$i"); done
    "$BUILD/bench/bench_window" many "$work/window.scenario" 20 "${targets[@]}" 2>"$nothing"
}
run_mmdb() {
    title 'Databases of 84 and 6 MB'
    "$BUILD/bench/bench_mmdb" "$RUNS"
}
run_dns() {
    local delay
    for delay in 0 20; do
        title "Look-ups at a name server that takes $delay ms"
        "$BUILD/bin/dns-server" --port 0 --delay "$delay" "$scenarios/lookups.zone" -- "$BUILD/bench/bench_dns" 300 "$RUNS"
    done
}

run_lookups() {
    title 'Names and networks, name server at 20 ms'
    "$BUILD/bench/bench_lookups" 300 "$RUNS" 20
    title 'Names and networks of 10,000 addresses, name server at once'
    "$BUILD/bench/bench_lookups" 10000 "$((RUNS / 10 + 1))" 0
}

run_undisturbed() {
    local manner options
    lookup_path 20 25
    for manner in good dead slow lying malformed; do
        title "20 hops at 25 ms, with a $manner name server"
        options=(--port 0)
        case $manner in
        dead) options+=(--silent) ;;
        slow) options+=(--delay 1500) ;;
        lying) echo '* manner wrong-question' >>"$work/path.zone" ;;
        malformed) options+=(--malformed) ;;
        esac
        "$here/../netsim/in_netsim.sh" --ping-group '0 2147483647' "$work/path.scenario" -- \
            "$BUILD/bin/dns-server" "${options[@]}" "$work/path.zone" -- "$self" --step beside
        sed -i '/^\* manner/d' "$work/path.zone"
    done
}
run_resolver() {
    title '20 hops at 25 ms, a name server that takes 1.5 s'
    lookup_path 20 25
    "$here/../netsim/in_netsim.sh" --ping-group '0 2147483647' "$work/path.scenario" -- \
        unshare -m "$BUILD/bin/dns-server" --delay 1500 "$work/path.zone" -- "$self" --step slow_resolver
}

if [ "${1:-}" = --step ]; then
    "step_$2" "${@:3}"
    exit
fi
for program in bin/netsim bin/periplus-cli bin/dns-server bench/bench_dns bench/bench_trace bench/bench_many bench/bench_mmdb bench/bench_window; do
    [ -x "$BUILD/$program" ] || { echo "run.sh: no $program in $BUILD: run ./dev bench" >&2; exit 1; }
done
work=$(mktemp -d)
export WORK=$work
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
[ $# = 0 ] && set -- trace silence accuracy start many idle window lookups mmdb dns undisturbed resolver
for name in "$@"; do
    declare -F "run_$name" >"$nothing" || { echo "run.sh: no benchmark is called $name; there are trace silence accuracy start many idle window lookups mmdb dns undisturbed resolver" >&2; exit 2; }
done
printf '%s, Linux %s, %s processors\n' "$(date -u +%F)" "$(uname -r)" "$(getconf _NPROCESSORS_ONLN)"
for name in "$@"; do
    "run_$name"
done
