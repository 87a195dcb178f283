// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/linux/network_monitor.h"

#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <optional>

namespace platform {

namespace {

constexpr unsigned lowerUp = 0x10000; // IFF_LOWER_UP of linux/if.h, which does not go together with net/if.h

template <typename T>
std::optional<T> readValue(std::span<const std::byte> bytes)
{
    if (bytes.size() < sizeof(T))
        return std::nullopt;
    T value;
    std::memcpy(&value, bytes.data(), sizeof value);
    return value;
}

} // namespace

NetworkMonitor::NetworkMonitor()
    : m_fd(socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE))
{
    sockaddr_nl address{};
    address.nl_family = AF_NETLINK;
    address.nl_groups = RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR | RTMGRP_IPV4_ROUTE | RTMGRP_IPV6_ROUTE;
    if (m_fd.isOpen() && bind(m_fd.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        m_fd.reset();
}

bool NetworkMonitor::drain()
{
    bool changed = false;
    alignas(nlmsghdr) std::array<std::byte, 16384> buffer;
    for (;;) {
        const ssize_t got = recv(m_fd.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (got > 0)
            changed = readMessages(std::span(buffer).first(static_cast<std::size_t>(got))) || changed;
        else if (got < 0 && errno == ENOBUFS)
            changed = true; // more than the buffer holds was lost
        else
            return changed;
    }
}

bool NetworkMonitor::readMessages(std::span<const std::byte> bytes)
{
    bool changed = false;
    while (const auto header = readValue<nlmsghdr>(bytes)) {
        if (header->nlmsg_len < sizeof(nlmsghdr) || header->nlmsg_len > bytes.size())
            break;
        const auto payload = bytes.subspan(sizeof(nlmsghdr), header->nlmsg_len - sizeof(nlmsghdr));
        switch (header->nlmsg_type) {
        case RTM_NEWLINK:
        case RTM_DELLINK:
            changed = linkChanged(payload, header->nlmsg_type == RTM_DELLINK) || changed;
            break;
        case RTM_NEWADDR:
        case RTM_DELADDR:
            changed = true;
            break;
        case RTM_NEWROUTE:
        case RTM_DELROUTE:
            if (const auto route = readValue<rtmsg>(payload))
                changed = (route->rtm_flags & RTM_F_CLONED) == 0 || changed;
            break;
        default:
            break;
        }
        const std::size_t step = NLMSG_ALIGN(header->nlmsg_len);
        bytes = step < bytes.size() ? bytes.subspan(step) : std::span<const std::byte>();
    }
    return changed;
}

bool NetworkMonitor::linkChanged(std::span<const std::byte> payload, bool removed)
{
    const auto link = readValue<ifinfomsg>(payload);
    if (!link)
        return false;
    if (removed)
        return m_linkFlags.erase(link->ifi_index) != 0 || link->ifi_family == AF_UNSPEC;
    // Wireless scans and statistics come as link messages too: only these flags decide whether packets can go.
    const unsigned flags = link->ifi_flags & (IFF_UP | IFF_RUNNING | lowerUp);
    const auto [known, isNew] = m_linkFlags.try_emplace(link->ifi_index, flags);
    const bool changed = isNew || known->second != flags;
    known->second = flags;
    return changed;
}

} // namespace platform
