// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/linux/socket_options.h"

#include "platform/posix/posix_error.h"

#include <linux/net_tstamp.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <cerrno>

namespace platform {

namespace {

bool setOption(int fd, int level, int name, int value)
{
    return setsockopt(fd, level, name, &value, sizeof value) == 0;
}

int openRaw(SocketKind kind, Family family)
{
    const int domain = addressFamily(family);
    const int icmp = family == Family::V4 ? static_cast<int>(IPPROTO_ICMP) : static_cast<int>(IPPROTO_ICMPV6);
    constexpr int flags = SOCK_NONBLOCK | SOCK_CLOEXEC;
    switch (kind) {
    case SocketKind::Ping:
        return socket(domain, SOCK_DGRAM | flags, icmp);
    case SocketKind::RawIcmp:
        return socket(domain, SOCK_RAW | flags, icmp);
    case SocketKind::Udp:
        return socket(domain, SOCK_DGRAM | flags, IPPROTO_UDP);
    case SocketKind::Tcp:
        return socket(domain, SOCK_STREAM | flags, IPPROTO_TCP);
    }
    return -1;
}

} // namespace

Result<UniqueFd> openSocket(SocketKind kind, Family family, const std::string &interfaceName)
{
    UniqueFd fd(openRaw(kind, family));
    if (!fd.isOpen())
        return posixError(Operation::OpenSocket, errno);
    if (family == Family::V6 && kind != SocketKind::RawIcmp)
        setOption(fd.get(), IPPROTO_IPV6, IPV6_V6ONLY, 1);
    if (interfaceName.empty())
        return fd;
    const auto length = static_cast<socklen_t>(interfaceName.size());
    if (setsockopt(fd.get(), SOL_SOCKET, SO_BINDTODEVICE, interfaceName.data(), length) == 0)
        return fd;
    Error error = posixError(Operation::BindInterface, errno, interfaceName);
    if (error.osCode == EINVAL) // a name longer than any interface's can be
        error.kind = ErrorKind::NoSuchInterface;
    return error;
}

void enableAnswers(int fd, Family family, const LinuxTransportOptions &options)
{
    if (family == Family::V4) {
        setOption(fd, IPPROTO_IP, IP_RECVERR, 1);
        setOption(fd, IPPROTO_IP, IP_RECVERR_RFC4884, 1);
    } else {
        setOption(fd, IPPROTO_IPV6, IPV6_RECVERR, 1);
        setOption(fd, IPPROTO_IPV6, IPV6_RECVERR_RFC4884, 1);
    }
    enableRawAnswers(fd, family, options);
}

void enableRawAnswers(int fd, Family family, const LinuxTransportOptions &options)
{
    if (family == Family::V4)
        setOption(fd, IPPROTO_IP, IP_RECVTTL, 1);
    else
        setOption(fd, IPPROTO_IPV6, IPV6_RECVHOPLIMIT, 1);
    if (!setOption(fd, SOL_SOCKET, SO_RCVBUFFORCE, options.receiveBufferBytes))
        setOption(fd, SOL_SOCKET, SO_RCVBUF, options.receiveBufferBytes);
}

void sendUnfragmented(int fd, Family family)
{
    if (family == Family::V4)
        setOption(fd, IPPROTO_IP, IP_MTU_DISCOVER, IP_PMTUDISC_PROBE);
    else
        setOption(fd, IPPROTO_IPV6, IPV6_MTU_DISCOVER, IPV6_PMTUDISC_PROBE);
}

void setDscp(int fd, Family family, std::uint8_t dscp)
{
    if (family == Family::V4)
        setOption(fd, IPPROTO_IP, IP_TOS, trafficClass(dscp));
    else
        setOption(fd, IPPROTO_IPV6, IPV6_TCLASS, trafficClass(dscp));
}

void setTtl(int fd, Family family, std::uint8_t ttl)
{
    if (family == Family::V4)
        setOption(fd, IPPROTO_IP, IP_TTL, ttl);
    else
        setOption(fd, IPPROTO_IPV6, IPV6_UNICAST_HOPS, ttl);
}

bool enableTimestamps(int fd, bool sending)
{
    int flags = SOF_TIMESTAMPING_SOFTWARE | SOF_TIMESTAMPING_RX_SOFTWARE;
    // Taking OPT_ID away first makes the kernel's counter start again at 0.
    const bool plain = setOption(fd, SOL_SOCKET, SO_TIMESTAMPING, flags);
    if (!sending)
        return plain;
    flags |= SOF_TIMESTAMPING_TX_SOFTWARE | SOF_TIMESTAMPING_OPT_ID | SOF_TIMESTAMPING_OPT_TSONLY;
    return setOption(fd, SOL_SOCKET, SO_TIMESTAMPING, flags);
}

int takePendingError(int fd)
{
    int code = 0;
    socklen_t length = sizeof code;
    return getsockopt(fd, SOL_SOCKET, SO_ERROR, &code, &length) == 0 ? code : 0;
}

Result<SocketAddress> bindSocket(int fd, const IpAddress &source, std::uint16_t port)
{
    const SocketAddress wanted(source, port);
    if (bind(fd, wanted.data(), wanted.length()) != 0)
        return posixError(Operation::BindSource, errno, source.toString());
    return SocketAddress::localOf(fd);
}

void raiseDescriptorLimit()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= limit.rlim_max)
        return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

} // namespace platform
