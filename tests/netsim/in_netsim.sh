#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Periplus developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# in_netsim.sh [OPTION…] SCENARIO -- COMMAND…
# Runs a command in a network of its own whose only way out is the simulated network of the scenario, behind the kernel.
#   --as-nobody            the command runs without any privilege
#   --ping-group "LOW HIGH"  who may use ping sockets (net.ipv4.ping_group_range); "1 0", nobody, without this option
#   --log FILE             the truth about every packet (see netsim_main.cpp)
#   --mtu N                of the device, 1500 without this option
#   --netsim PROGRAM       the program netsim; $NETSIM, or the one in build/dev/bin, without this option
# The network vanishes with the last process in it, whatever happens. Exit code: the command's, or 77 (and the reason on
# stderr) where no network can be made: tests then count as skipped.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

skip() {
    echo "SKIPPED: $*" >&2
    exit 77
}

netsim=${NETSIM:-$here/../../build/dev/bin/netsim}
as_nobody=false ping_group='1 0' log='' mtu=1500 inside=false mapped=false
arguments=("$@")
while [ $# -gt 0 ]; do
    case $1 in
    --as-nobody) as_nobody=true ;;
    --ping-group) ping_group=$2; shift ;;
    --log) log=$2; shift ;;
    --mtu) mtu=$2; shift ;;
    --netsim) netsim=$2; shift ;;
    --inside) inside=true ;;
    --mapped) mapped=true ;;
    *) break ;;
    esac
    shift
done
[ $# -ge 3 ] && [ "$2" = -- ] || { echo "usage: in_netsim.sh [OPTION...] SCENARIO -- COMMAND..." >&2; exit 64; }
scenario=$1
shift 2

if ! $inside; then
    [ -x "$netsim" ] || { echo "in_netsim.sh: no program netsim at $netsim" >&2; exit 64; }
    for tool in unshare ip setpriv; do
        command -v "$tool" >/dev/null || skip "$tool is not installed"
    done
    if unshare -n true 2>/dev/null; then
        exec unshare -n -- "$0" --inside "${arguments[@]}"
    elif unshare -Urn true 2>/dev/null; then
        exec unshare -Urn -- "$0" --inside --mapped "${arguments[@]}"
    fi
    skip 'no network namespace can be made here: neither as root nor as a user'
fi

# From here on in the new namespace.
addresses=$("$netsim" addresses "$scenario")
set_sysctl() { [ -w "/proc/sys/${1//.//}" ] && echo "$2" >"/proc/sys/${1//.//}"; }
quietly() { set_sysctl "$@" || true; }

ip link set lo up
ip tuntap add dev sim0 mode tun 2>/dev/null || skip 'no TUN device can be made here (/dev/net/tun)'
quietly net.ipv6.conf.all.disable_ipv6 0
quietly net.ipv6.conf.sim0.disable_ipv6 0
quietly net.ipv6.conf.sim0.accept_ra 0
quietly net.ipv6.conf.sim0.router_solicitations 0
quietly net.ipv4.conf.sim0.rp_filter 0
# What this kernel itself answers is not what is being tested; do not let its limits interfere.
quietly net.ipv4.icmp_ratelimit 0
quietly net.ipv6.icmp.ratelimit 0
$mapped && [ "$ping_group" != '1 0' ] && ping_group='0 0' # only this group exists here
set_sysctl net.ipv4.ping_group_range "$ping_group" || skip 'net.ipv4.ping_group_range cannot be set here'
ip link set sim0 mtu "$mtu" txqueuelen 10000 up
ip addr add "${addresses% *}/32" dev sim0
ip -6 addr add "${addresses#* }/128" dev sim0 nodad || skip 'IPv6 is switched off here'
ip route add default dev sim0 src "${addresses% *}"
ip -6 route add default dev sim0 src "${addresses#* }"

command=("$@")
if $as_nobody && $mapped; then
    command=(setpriv --inh-caps=-all --bounding-set=-all --securebits=+noroot --no-new-privs -- "$@")
elif $as_nobody; then
    command=(setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=-all --bounding-set=-all --no-new-privs -- "$@")
fi
exec "$netsim" ${log:+--log "$log"} "$scenario" -- "${command[@]}"
