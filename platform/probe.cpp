// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/probe.h"

#include <array>
#include <utility>

namespace platform {

namespace {

constexpr std::array<std::pair<Method, std::string_view>, 6> methodNames{{
    {Method::IcmpSocket, "icmp-socket"},
    {Method::IcmpRaw, "icmp-raw"},
    {Method::IcmpApi, "icmp-api"},
    {Method::UdpSocket, "udp-socket"},
    {Method::TcpConnect, "tcp-connect"},
    {Method::Simulated, "simulated"},
}};

} // namespace

std::string_view protocolName(Protocol protocol)
{
    switch (protocol) {
    case Protocol::Icmp:
        return "icmp";
    case Protocol::Udp:
        return "udp";
    case Protocol::Tcp:
        return "tcp";
    }
    return {};
}

std::string_view methodName(Method method)
{
    for (const auto &[value, name] : methodNames) {
        if (value == method)
            return name;
    }
    return {};
}

std::optional<Method> methodFromName(std::string_view name)
{
    for (const auto &[value, known] : methodNames) {
        if (known == name)
            return value;
    }
    return std::nullopt;
}

std::string_view replyKindName(ReplyKind kind)
{
    switch (kind) {
    case ReplyKind::TimeExceeded:
        return "time-exceeded";
    case ReplyKind::EchoReply:
        return "echo-reply";
    case ReplyKind::PortUnreachable:
        return "port-unreachable";
    case ReplyKind::HostUnreachable:
        return "host-unreachable";
    case ReplyKind::NetUnreachable:
        return "net-unreachable";
    case ReplyKind::AdminProhibited:
        return "admin-prohibited";
    case ReplyKind::PacketTooBig:
        return "packet-too-big";
    case ReplyKind::TcpOpen:
        return "tcp-open";
    case ReplyKind::TcpClosed:
        return "tcp-closed";
    case ReplyKind::Other:
        return "other";
    }
    return {};
}

} // namespace platform
