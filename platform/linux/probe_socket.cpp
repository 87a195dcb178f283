// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/linux/probe_socket.h"

#include "platform/linux/socket_options.h"
#include "platform/posix/posix_error.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace platform {

namespace {

/// Control messages of one send, written one after the other.
class ControlWriter final {
public:
    explicit ControlWriter(msghdr &header)
        : m_header(header)
    {
        m_header.msg_control = m_room.data();
        m_header.msg_controllen = 0;
    }

    template <typename T>
    void add(int level, int type, const T &value)
    {
        // CMSG_NXTHDR reads the length behind the last message, so the place is counted by hand.
        auto *const control = reinterpret_cast<cmsghdr *>(m_room.data() + m_header.msg_controllen);
        control->cmsg_level = level;
        control->cmsg_type = type;
        control->cmsg_len = CMSG_LEN(sizeof value);
        std::memcpy(CMSG_DATA(control), &value, sizeof value);
        m_header.msg_controllen += CMSG_SPACE(sizeof value);
    }

private:
    msghdr &m_header;
    alignas(cmsghdr) std::array<std::byte, 128> m_room{};
};

void addControl4(ControlWriter &control, const Datagram &datagram)
{
    control.add(IPPROTO_IP, IP_TTL, int{datagram.ttl});
    if (datagram.dscp)
        control.add(IPPROTO_IP, IP_TOS, trafficClass(*datagram.dscp));
    if (datagram.source != nullptr) {
        in_pktinfo info{};
        info.ipi_ifindex = static_cast<int>(datagram.interfaceIndex);
        std::memcpy(&info.ipi_spec_dst, datagram.source->bytes().data(), sizeof info.ipi_spec_dst);
        control.add(IPPROTO_IP, IP_PKTINFO, info);
    }
}

void addControl6(ControlWriter &control, const Datagram &datagram)
{
    control.add(IPPROTO_IPV6, IPV6_HOPLIMIT, int{datagram.ttl});
    if (datagram.dscp)
        control.add(IPPROTO_IPV6, IPV6_TCLASS, trafficClass(*datagram.dscp));
    if (datagram.source != nullptr) {
        in6_pktinfo info{};
        info.ipi6_ifindex = datagram.interfaceIndex;
        std::memcpy(&info.ipi6_addr, datagram.source->bytes().data(), sizeof info.ipi6_addr);
        control.add(IPPROTO_IPV6, IPV6_PKTINFO, info);
    }
}

/// These may be the answer to an earlier probe, stored in the socket, as well as the truth about this one.
bool mayBeStored(int code)
{
    return code != EAGAIN && code != ENOBUFS && code != EINVAL && code != EPERM && code != EBADF;
}

} // namespace

void StampLedger::add(StampOwner owner)
{
    if (m_owners.size() >= m_capacity) {
        m_owners.pop_front();
        ++m_first;
    }
    m_owners.push_back(owner);
}

std::optional<StampOwner> StampLedger::owner(std::uint32_t count) const
{
    const std::uint32_t index = count - m_first;
    return index < m_owners.size() ? std::optional(m_owners[index]) : std::nullopt;
}

void StampLedger::restart()
{
    m_owners.clear();
    m_first = 0;
}

ProbeSocket::ProbeSocket(UniqueFd fd, Family family, std::size_t stampCapacity)
    : m_fd(std::move(fd))
    , m_family(family)
    , m_stamps(enableTimestamps(m_fd.get(), true))
    , m_ledger(stampCapacity)
{
}

void ProbeSocket::restartStamps()
{
    m_stamps = enableTimestamps(m_fd.get(), true);
    m_ledger.restart();
}

Result<ClockPair> ProbeSocket::send(const Datagram &datagram, StampOwner owner)
{
    iovec vector{.iov_base = const_cast<std::uint8_t *>(datagram.bytes.data()), .iov_len = datagram.bytes.size()};
    msghdr header{};
    header.msg_name = const_cast<sockaddr *>(datagram.to.data());
    header.msg_namelen = datagram.to.length();
    header.msg_iov = &vector;
    header.msg_iovlen = 1;
    ControlWriter control(header);
    if (m_family == Family::V4)
        addControl4(control, datagram);
    else
        addControl6(control, datagram);

    constexpr int tries = 4;
    int code = 0;
    for (int attempt = 0; attempt < tries; ++attempt) {
        takePendingError(m_fd.get());
        const ClockPair before = ClockPair::read();
        if (sendmsg(m_fd.get(), &header, MSG_NOSIGNAL) >= 0) {
            if (m_stamps)
                m_ledger.add(owner);
            return before;
        }
        code = errno;
        if (!mayBeStored(code))
            break;
    }
    return posixError(Operation::SendProbe, code, datagram.to.address().toString());
}

} // namespace platform
