// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tun_link.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <linux/if_tun.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

namespace netsim {

namespace {

using platform::Bytes;
using platform::Duration;
using platform::TimePoint;
using platform::UniqueFd;

constexpr std::size_t largestPacket = 65535;
constexpr int receiveBuffer = 16 << 20;

Duration readClock(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

UniqueFd openDevice(const std::string &device)
{
    UniqueFd fd(::open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC));
    ifreq request{};
    request.ifr_flags = IFF_TUN | IFF_NO_PI;
    device.copy(request.ifr_name, IFNAMSIZ - 1);
    if (!fd.isOpen() || ioctl(fd.get(), TUNSETIFF, &request) != 0) {
        std::fprintf(stderr, "netsim: cannot open the device %s: %s\n", device.c_str(), std::strerror(errno));
        return UniqueFd();
    }
    return fd;
}

UniqueFd openPacketSocket(const std::string &device)
{
    // No protocol yet: nothing arrives before bind() names the device as well.
    UniqueFd fd(socket(AF_PACKET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    const int on = 1;
    setsockopt(fd.get(), SOL_SOCKET, SO_RCVBUFFORCE, &receiveBuffer, sizeof receiveBuffer);
    setsockopt(fd.get(), SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
    sockaddr_ll address{};
    address.sll_family = AF_PACKET;
    address.sll_protocol = htons(ETH_P_ALL);
    address.sll_ifindex = static_cast<int>(if_nametoindex(device.c_str()));
    if (!fd.isOpen() || bind(fd.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0) {
        std::fprintf(stderr, "netsim: cannot listen on the device %s: %s\n", device.c_str(), std::strerror(errno));
        return UniqueFd();
    }
    return fd;
}

/// What the kernel says about links from now on.
UniqueFd openLinkNews()
{
    UniqueFd fd(socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE));
    sockaddr_nl address{};
    address.nl_family = AF_NETLINK;
    address.nl_groups = RTMGRP_LINK;
    if (!fd.isOpen() || bind(fd.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0) {
        std::fprintf(stderr, "netsim: cannot hear about links: %s\n", std::strerror(errno));
        return UniqueFd();
    }
    return fd;
}

bool askForLink(const UniqueFd &news, unsigned index)
{
    struct {
        nlmsghdr header;
        ifinfomsg link;
    } request{};
    request.header.nlmsg_len = sizeof request;
    request.header.nlmsg_type = RTM_GETLINK;
    request.header.nlmsg_flags = NLM_F_REQUEST;
    request.link.ifi_index = static_cast<int>(index);
    return ::send(news.get(), &request, sizeof request, 0) == sizeof request;
}

bool saysRunning(const char *bytes, std::size_t length, unsigned index)
{
    std::size_t at = 0;
    while (length - at >= sizeof(nlmsghdr) + sizeof(ifinfomsg)) {
        nlmsghdr header{};
        ifinfomsg link{};
        std::memcpy(&header, bytes + at, sizeof header);
        std::memcpy(&link, bytes + at + sizeof header, sizeof link);
        if (header.nlmsg_type == RTM_NEWLINK && link.ifi_index == static_cast<int>(index)
            && (link.ifi_flags & IFF_RUNNING) != 0)
            return true;
        const std::size_t step = NLMSG_ALIGN(header.nlmsg_len);
        if (step < sizeof header || step > length - at)
            break;
        at += step;
    }
    return false;
}

/// Attaching gives the device its carrier, but the kernel activates its queue later, in a worker of its own: until
/// then it throws away what is sent. Both happen under one lock, so what it says of the link is true of the queue.
bool waitUntilRunning(const UniqueFd &news, const std::string &device)
{
    constexpr int patience = 10'000;
    const unsigned index = if_nametoindex(device.c_str());
    bool running = false;
    pollfd readable{news.get(), POLLIN, 0};
    if (!askForLink(news, index))
        return false;
    while (!running && poll(&readable, 1, patience) == 1) {
        alignas(nlmsghdr) std::array<char, 16384> bytes; // NOLINT: written by recv() before anyone looks
        const ssize_t length = recv(news.get(), bytes.data(), bytes.size(), 0);
        running = length > 0 && saysRunning(bytes.data(), static_cast<std::size_t>(length), index);
    }
    if (!running)
        std::fprintf(stderr, "netsim: the device %s does not start\n", device.c_str());
    return running;
}

std::optional<Duration> stampOf(msghdr &message)
{
    for (cmsghdr *header = CMSG_FIRSTHDR(&message); header != nullptr; header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_level == SOL_SOCKET && header->cmsg_type == SO_TIMESTAMPNS) {
            timespec stamp{};
            std::memcpy(&stamp, CMSG_DATA(header), sizeof stamp);
            return std::chrono::seconds(stamp.tv_sec) + std::chrono::nanoseconds(stamp.tv_nsec);
        }
    }
    return std::nullopt;
}

} // namespace

Duration wallClockOffset()
{
    return readClock(CLOCK_REALTIME) - readClock(CLOCK_MONOTONIC);
}

std::optional<TunLink> TunLink::open(const std::string &device)
{
    const UniqueFd news = openLinkNews();
    UniqueFd tun = openDevice(device);
    if (!news.isOpen() || !tun.isOpen() || !waitUntilRunning(news, device))
        return std::nullopt;
    UniqueFd packets = openPacketSocket(device);
    if (!packets.isOpen())
        return std::nullopt;
    return TunLink(std::move(tun), std::move(packets));
}

std::optional<Outgoing> TunLink::receive()
{
    while (true) {
        Bytes bytes(largestPacket);
        std::array<char, 256> control{};
        sockaddr_ll from{};
        iovec data{bytes.data(), bytes.size()};
        msghdr message{};
        message.msg_name = &from;
        message.msg_namelen = sizeof from;
        message.msg_iov = &data;
        message.msg_iovlen = 1;
        message.msg_control = control.data();
        message.msg_controllen = control.size();
        const ssize_t length = recvmsg(m_packets.get(), &message, 0);
        if (length < 0)
            return std::nullopt;
        if (from.sll_pkttype != PACKET_OUTGOING) // our own deliveries come by here, too
            continue;
        bytes.resize(static_cast<std::size_t>(length));
        const auto stamp = stampOf(message);
        const TimePoint sentAt = stamp ? TimePoint(*stamp - wallClockOffset()) : platform::Clock::now();
        return Outgoing{std::move(bytes), sentAt};
    }
}

void TunLink::discardDevice()
{
    std::array<char, largestPacket> bytes; // NOLINT: written by read() before anyone looks
    while (read(m_device.get(), bytes.data(), bytes.size()) > 0) { }
}

void TunLink::deliver(const Bytes &packet) const
{
    const ssize_t written = write(m_device.get(), packet.data(), packet.size());
    if (written < 0 && errno != EINVAL) // a packet that is too damaged is refused
        std::fprintf(stderr, "netsim: delivery failed: %s\n", std::strerror(errno));
}

} // namespace netsim
