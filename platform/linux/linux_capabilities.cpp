// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/linux/linux_capabilities.h"

#include "platform/linux/socket_options.h"

#include <sys/utsname.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <string_view>

namespace platform {

namespace {

/// Up to Linux 5.7 ICMP errors for a connection attempt reach only root (commit 45af29ca761c).
bool kernelQueuesTcpErrors()
{
    utsname system{};
    if (uname(&system) != 0)
        return true;
    const std::string_view release(system.release);
    int major = 0;
    int minor = 0;
    const auto [dot, error] = std::from_chars(release.data(), release.data() + release.size(), major);
    if (error != std::errc() || dot == release.data() + release.size())
        return true;
    std::from_chars(dot + 1, release.data() + release.size(), minor);
    return major > 5 || (major == 5 && minor >= 8);
}

/// With net.ipv6.conf.all.disable_ipv6 sockets can be made, but not even the loopback address is there.
bool familyWorks(Family family)
{
    if (family == Family::V4)
        return true;
    const auto fd = openSocket(SocketKind::Udp, family);
    std::array<std::uint8_t, 16> loopback{};
    loopback.back() = 1;
    return fd && bindSocket(fd.value().get(), IpAddress::v6(loopback), 0);
}

MethodProblem problemOf(SocketKind kind, int code)
{
    if (code == EAFNOSUPPORT)
        return MethodProblem::FamilyUnavailable;
    const bool refused = code == EACCES || code == EPERM;
    if (refused && kind == SocketKind::Ping)
        return MethodProblem::PingGroupRange;
    if (refused && kind == SocketKind::RawIcmp)
        return MethodProblem::NeedsCapability;
    if (code == EPROTONOSUPPORT && kind == SocketKind::Ping)
        return MethodProblem::NeedsNewerSystem;
    return MethodProblem::Other;
}

MethodCapability probe(Family family, Protocol protocol, Method method, SocketKind kind)
{
    MethodCapability result;
    result.family = family;
    result.protocol = protocol;
    result.method = method;
    result.kernelTimestamps = kind != SocketKind::Tcp;
    result.extensions = true;
    result.replyTtl = true;
    result.steadyFlow = true;
    const auto fd = openSocket(kind, family);
    if (!fd) {
        result.problem = problemOf(kind, fd.error().osCode);
        result.osCode = fd.error().osCode;
    } else if (!familyWorks(family)) {
        result.problem = MethodProblem::FamilyUnavailable;
        result.osCode = EADDRNOTAVAIL;
    } else if (kind == SocketKind::Tcp && !kernelQueuesTcpErrors()) {
        result.problem = MethodProblem::NeedsNewerSystem;
    }
    result.available = result.problem == MethodProblem::None;
    return result;
}

} // namespace

Capabilities probeCapabilities()
{
    Capabilities all;
    for (const Family family : {Family::V4, Family::V6}) {
        all.push_back(probe(family, Protocol::Icmp, Method::IcmpRaw, SocketKind::RawIcmp));
        all.push_back(probe(family, Protocol::Icmp, Method::IcmpSocket, SocketKind::Ping));
        all.push_back(probe(family, Protocol::Udp, Method::UdpSocket, SocketKind::Udp));
        all.push_back(probe(family, Protocol::Tcp, Method::TcpConnect, SocketKind::Tcp));
    }
    return all;
}

} // namespace platform
