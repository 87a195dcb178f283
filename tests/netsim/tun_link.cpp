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
#include <net/if.h>
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
    UniqueFd tun = openDevice(device);
    if (!tun.isOpen())
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
