// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "packet_tap.h"

#include "platform/packet/ip_header.h"
#include "platform/packet/probe_packet.h"
#include "platform/packet/transport_headers.h"

#include <arpa/inet.h>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <sys/socket.h>

#include <array>

using namespace platform;

PacketTap::PacketTap(const char *interfaceName)
    : m_fd(socket(AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, htons(ETH_P_ALL)))
{
    sockaddr_ll address{};
    address.sll_family = AF_PACKET;
    address.sll_protocol = htons(ETH_P_ALL);
    address.sll_ifindex = static_cast<int>(if_nametoindex(interfaceName));
    if (m_fd.isOpen() && bind(m_fd.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        m_fd.reset();
}

std::vector<FlowFields> PacketTap::sent(const IpAddress &target, Protocol protocol)
{
    std::vector<FlowFields> result;
    std::array<std::uint8_t, 4096> buffer{};
    for (;;) {
        const ssize_t got = recv(m_fd.get(), buffer.data(), buffer.size(), 0);
        if (got <= 0)
            return result;
        const auto packet = std::span<const std::uint8_t>(buffer).first(static_cast<std::size_t>(got));
        const auto header = parseIpHeader(packet);
        if (!header || header->destination != target || header->protocol != ipProtocolOf(target.family(), protocol))
            continue;
        const auto body = ipPayload(*header, packet);
        if (body.size() < 8)
            continue;
        if (const auto tcp = parseTcp(body); protocol == Protocol::Tcp && tcp && (tcp->flags & TcpHeader::rst) != 0)
            continue; // the end of a connection that came about
        FlowFields fields;
        fields.flowLabel = header->flowLabel;
        fields.first = readU16(body, 0);
        fields.second = readU16(body, 2);
        fields.identifier = protocol == Protocol::Icmp ? readU16(body, 4) : std::uint16_t{0};
        fields.dscp = header->dscp;
        fields.length = header->totalLength;
        result.push_back(fields);
    }
}
