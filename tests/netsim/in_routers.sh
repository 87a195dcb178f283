#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Periplus developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# in_routers.sh root|user COMMAND [ARGS…]: runs a test program behind real kernel routers, as root or as nobody without
# any capability. Needs root. Exit code 77 means: cannot run here.
#
#   client 10.0.1.1 — r1 10.0.1.2 — r2 10.0.2.2 — server 10.0.3.2        (fd00:N::M alike)
#
# r2 refuses 10.8.1.0/24 (unreachable) and 10.8.2.0/24 (prohibit) and swallows 10.8.3.0/24 (fd00:8N::/64 alike); the
# link to the server has an MTU of 1400; the server listens on TCP port 443, by the test program's own `--serve`.
set -eu
role=$1
shift
[ "$(id -u)" = 0 ] && unshare -n true 2>/dev/null || { echo "needs root and network namespaces"; exit 77; }

prefix=periplus-$$
server_pid=
clean_up() {
    [ -z "$server_pid" ] || kill "$server_pid" 2>/dev/null || true
    for node in client r1 r2 server; do ip netns del "$prefix-$node" 2>/dev/null || true; done
}
trap clean_up EXIT

for node in client r1 r2 server; do
    ip netns add "$prefix-$node"
    ip -n "$prefix-$node" link set lo up
    nsenter --net=/run/netns/"$prefix-$node" -- sysctl -qw \
        net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1 \
        net.ipv4.icmp_ratelimit=0 net.ipv6.icmp.ratelimit=0 net.ipv4.ping_group_range="0 2147483647"
    # newer kernels have these per namespace, older ones only for the whole system, where we leave them alone
    nsenter --net=/run/netns/"$prefix-$node" -- sysctl -qw net.ipv4.icmp_msgs_per_sec=10000000 net.ipv4.icmp_msgs_burst=1000000 \
        2>/dev/null || true
done

connect() { # NUMBER LEFT RIGHT MTU
    ip -n "$prefix-$2" link add "to-$3" mtu "$4" type veth peer name "to-$2" netns "$prefix-$3"
    ip -n "$prefix-$3" link set "to-$2" mtu "$4" up
    ip -n "$prefix-$2" link set "to-$3" up
    ip -n "$prefix-$2" addr add "10.0.$1.1/24" dev "to-$3"
    ip -n "$prefix-$3" addr add "10.0.$1.2/24" dev "to-$2"
    ip -n "$prefix-$2" addr add "fd00:$1::1/64" dev "to-$3" nodad
    ip -n "$prefix-$3" addr add "fd00:$1::2/64" dev "to-$2" nodad
}
connect 1 client r1 1500
connect 2 r1 r2 1500
connect 3 r2 server 1400

route() { # NODE DESTINATION GATEWAY
    ip -n "$prefix-$1" route add "$2" via "$3"
}
# no default route in the client: 203.0.113.1 and 2001:db8::1 have no way
route client 10.0.0.0/8 10.0.1.2
route client fd00::/16 fd00:1::2
route r1 10.0.0.0/8 10.0.2.2
route r1 fd00::/16 fd00:2::2
route r2 10.0.1.0/24 10.0.2.1
route r2 fd00:1::/64 fd00:2::1
route server 10.0.0.0/8 10.0.3.1
route server fd00::/16 fd00:3::1
ip -n "$prefix-r2" route add unreachable 10.8.1.0/24
ip -n "$prefix-r2" route add prohibit 10.8.2.0/24
ip -n "$prefix-r2" route add blackhole 10.8.3.0/24
ip -n "$prefix-r2" -6 route add unreachable fd00:81::/64
ip -n "$prefix-r2" -6 route add prohibit fd00:82::/64
ip -n "$prefix-r2" -6 route add blackhole fd00:83::/64

# Neighbours must be known before a test counts replies; this also tells when all links are up.
ready=0
for _ in $(seq 50); do
    if nsenter --net=/run/netns/"$prefix-client" -- ping -c1 -W1 -q 10.0.3.2 >/dev/null 2>&1 \
        && nsenter --net=/run/netns/"$prefix-client" -- ping -c1 -W1 -q fd00:3::2 >/dev/null 2>&1; then
        ready=1
        break
    fi
done
[ "$ready" = 1 ] || { echo "the routers do not forward"; exit 77; }

coproc SERVER { exec nsenter --net=/run/netns/"$prefix-server" -- "$1" --serve; }
server_pid=$SERVER_PID
read -r _ <&"${SERVER[0]}" # it says when it listens

if [ "$role" = root ]; then
    nsenter --net=/run/netns/"$prefix-client" -- "$@"
else
    nsenter --net=/run/netns/"$prefix-client" -- setpriv --reuid 65534 --regid 65534 --clear-groups --bounding-set=-all \
        --inh-caps=-all "$@"
fi
