// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/windows/windows_capabilities.h"

#include "platform/windows/socket_address.h"
#include "platform/windows/tcp_socket.h"
#include "platform/windows/unique_handle.h"

namespace platform {

namespace {

/// The code with which the family's loopback address is refused; 0 where the family works.
int familyProblem(Family family)
{
    const UniqueSocket probe(socket(addressFamily(family), SOCK_DGRAM, IPPROTO_UDP));
    std::array<std::uint8_t, 16> loopback6{};
    loopback6.back() = 1;
    const IpAddress loopback = family == Family::V4 ? IpAddress::v4({127, 0, 0, 1}) : IpAddress::v6(loopback6);
    const SocketAddress address(loopback, 0);
    const bool works = probe.isOpen() && bind(probe.get(), address.data(), address.length()) == 0;
    return works ? 0 : WSAGetLastError();
}

MethodCapability line(Family family, Protocol protocol, Method method)
{
    MethodCapability result;
    result.family = family;
    result.protocol = protocol;
    result.method = method;
    return result;
}

void refuse(MethodCapability &capability, MethodProblem problem, int osCode)
{
    capability.problem = problem;
    capability.osCode = osCode;
}

} // namespace

Capabilities probeCapabilities(IcmpRequests &requests)
{
    Capabilities all;
    for (const Family family : {Family::V4, Family::V6}) {
        const int noFamily = familyProblem(family);
        MethodCapability icmp = line(family, Protocol::Icmp, Method::IcmpApi);
        icmp.replyTtl = family == Family::V4; // the reply of IPv6 has no field for it
        if (noFamily != 0)
            refuse(icmp, MethodProblem::FamilyUnavailable, noFamily);
        else if (const auto error = requests.problem(family))
            refuse(icmp, MethodProblem::Other, error->osCode);

        // An ordinary program hears of the errors of its datagrams, but not from whom they come.
        MethodCapability udp = line(family, Protocol::Udp, Method::UdpSocket);
        refuse(udp, noFamily != 0 ? MethodProblem::FamilyUnavailable : MethodProblem::NoHopAddress, noFamily);

        MethodCapability tcp = line(family, Protocol::Tcp, Method::TcpConnect);
        tcp.steadyFlow = true;
        if (noFamily != 0)
            refuse(tcp, MethodProblem::FamilyUnavailable, noFamily);
        else if (!systemTellsRouters(family))
            refuse(tcp, MethodProblem::NeedsNewerSystem, WSAENOPROTOOPT);

        for (MethodCapability *each : {&icmp, &udp, &tcp}) {
            each->available = each->problem == MethodProblem::None;
            all.push_back(*each);
        }
    }
    return all;
}

} // namespace platform
