#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Periplus developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Other people's tools look at the simulated network through the kernel and must see what the scenarios say. That is why the
# model can be trusted. Needs mtr, traceroute and ping, and the rights to make a network namespace (otherwise 77: skipped).
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
scenarios=$here/../data/scenarios
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for tool in mtr traceroute ping; do
    command -v "$tool" >/dev/null || { echo "SKIPPED: $tool is not installed" >&2; exit 77; }
done

"$here/in_netsim.sh" "$scenarios/plain.scenario" -- true
case $? in
0) ;;
77) exit 77 ;; # in_netsim.sh has said why
*) echo 'FAILED no network could be made'; exit 1 ;;
esac

# inside SCENARIO COMMAND…: the command's output.
inside() {
    local scenario=$1
    shift
    "$here/in_netsim.sh" --log "$work/log" "$scenarios/$scenario.scenario" -- "$@" 2>"$work/errors"
}

# Checks run in pipelines, so failures are counted in a file.
failed() { echo "$1" >>"$work/failures"; }

# expect WHAT: compares standard input (what was seen) with the lines of the here-document on fd 3.
expect() {
    if diff -u /dev/fd/3 - >"$work/difference"; then
        echo "ok    $1"
    else
        echo "FAILED $1 (- expected, + seen)"
        cat "$work/difference" "$work/errors"
        failed "$1"
    fi
}

# Hops of traceroute without the times: "TTL ADDRESS annotations".
hops() { sed -nE 's/ +[0-9.]+ ms//g; s/^ *([0-9]+) +(.*)$/\1 \2/p' | sed 's/ *$//'; }

trace() { # trace WHAT SCENARIO ARGUMENTS…
    local what=$1 scenario=$2
    shift 2
    inside "$scenario" traceroute -n -q1 -w1 "$@" | hops | expect "$what"
}

for mode in '-I' '-U -p 33434' '-T -p 80'; do
    # shellcheck disable=SC2086
    trace "plain IPv4 $mode" plain $mode 198.51.100.9 3<<'END'
1 198.51.100.1
2 198.51.100.2
3 198.51.100.3
4 198.51.100.9
END
    # shellcheck disable=SC2086
    trace "plain IPv6 $mode" plain $mode 2001:db8:9::9 3<<'END'
1 2001:db8:1::1
2 2001:db8:2::2
3 2001:db8:3::3
4 2001:db8:9::9
END
done

trace 'prohibited TCP port' plain -T -p 23 198.51.100.9 3<<'END'
1 198.51.100.1
2 198.51.100.2
3 198.51.100.3
4 198.51.100.9 !X
END

trace 'silent hops' silent -I -m 4 198.51.100.9 3<<'END'
1 198.51.100.1
2 *
3 *
4 198.51.100.4
END

trace 'MPLS IPv4' mpls -e -I 198.51.100.9 3<<'END'
1 198.51.100.1 <MPLS:L=16001,E=0,S=0,T=1/L=24005,E=5,S=1,T=1>
2 198.51.100.2 <MPLS:L=100,E=1,S=1,T=9>
3 198.51.100.3 <MPLS:L=300,E=3,S=1,T=1>
4 198.51.100.4
5 198.51.100.5
6 198.51.100.6 <MPLS:L=600,E=0,S=1,T=255>
7 198.51.100.9
END

trace 'interfaces' interface -e -I 198.51.100.9 3<<'END'
1 198.51.100.1 <2/12:00000007,00010000,c633644d;MPLS:L=16001,E=0,S=1,T=1>
2 198.51.100.2 <2/11:00000001,0c67652d,302f302f,31000000,000005dc;2/134:00020000,20010db8,00000000,00000000,00000077,0878652d,31000000>
3 198.51.100.9
END

trace 'path MTU' mtu -F --mtu -I 198.51.100.9 3<<'END'
1 198.51.100.1 F=1500
2 198.51.100.2 F=1400
3 198.51.100.9
END

trace 'loop' loop -I -m 7 198.51.100.9 3<<'END'
1 198.51.100.1
2 198.51.100.2
3 198.51.100.3
4 198.51.100.2
5 198.51.100.3
6 198.51.100.2
7 198.51.100.3
END

# Every code, in the words of traceroute, which has one mark for several.
number=100
for mark in '!N' '!H' '!P' '' '!S' '!N' '!H' '!X' '!X' '!X'; do
    trace "unreachable 198.51.100.$number $mark" unreachable -I "198.51.100.$number" 3<<END
1 198.51.100.1
2 203.0.113.$((number - 99))
3 203.0.113.$((number - 99))${mark:+ $mark}
END
    number=$((number + 1))
done

# mtr counts exactly the answers that the model says it gave.
inside loss mtr -n -r -c 40 -i 0.05 --json 198.51.100.9 |
    sed -nE 's/.*"Loss%": *([0-9.]+).*/\1/p' >"$work/losses"
awk -F, 'NR > 1 { sent[$3]++; if ($5 == "answered") answered[$3]++ }
         END { for (ttl = 1; ttl <= 5; ttl++) printf "%.1f\n", 100 - 100 * answered[ttl] / sent[ttl] }' "$work/log" >"$work/truth"
awk '{ printf "%.1f\n", $1 }' "$work/losses" | expect 'loss as mtr counts it' 3<"$work/truth"
[ "$(wc -l <"$work/losses")" = 5 ] || { echo 'FAILED mtr saw another number of hops'; failed mtr; }

inside duplicate ping -n -c 2 -i 0.2 198.51.100.9 | sed -nE 's/.*(received, \+[0-9]+ duplicates).*/\1/p' |
    expect 'duplicates as ping counts them' 3<<'END'
received, +3 duplicates
END

inside reply-ttl ping -n -c 1 198.51.100.9 | sed -nE 's/.*(ttl=[0-9]+).*/\1/p' | expect 'TTL of replies' 3<<'END'
ttl=125
END

# Three at once, then two a second: twelve probes in a tenth of a second get three answers.
inside limit ping -n -c 12 -i 0.01 -t 1 -W 1 198.51.100.9 | grep -c 'Time to live exceeded' | expect 'rate limit' 3<<'END'
3
END

# The kernel's round trips are the model's 18 ms: none is shorter, and not all are longer than a busy machine explains.
# How exact they are is a figure (./dev bench accuracy), not a test.
inside plain ping -n -c 20 -i 0.05 198.51.100.9 | sed -nE 's/.*time=([0-9.]+) ms/\1/p' | sort -n |
    awk 'NR == 1 { if ($1 >= 18.0 && $1 < 28.0) print "true"; else print $1 }' |
    expect 'round trips' 3<<'END'
true
END

if [ -s "$work/failures" ]; then
    echo "$(wc -l <"$work/failures") checks failed"
    exit 1
fi
echo 'All tools see what the scenarios say.'
