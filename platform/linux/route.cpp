// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/linux/route.h"

#include "platform/linux/socket_options.h"
#include "platform/posix/posix_error.h"

#include <net/if.h>
#include <sys/socket.h>

#include <cerrno>

namespace platform {

namespace {

constexpr std::uint16_t anyPort = 33434; // connecting a UDP socket sends nothing, but needs a port

Error invalidTarget(const IpAddress &target, int code = 0)
{
    return {Operation::FindRoute, ErrorKind::InvalidTarget, code, target.toString()};
}

int connectTo(int fd, const IpAddress &target)
{
    const SocketAddress address(target, anyPort);
    return connect(fd, address.data(), address.length()) == 0 ? 0 : errno;
}

/// A broadcast address of one of our networks is refused with EACCES; so is a destination that a route prohibits.
bool isBroadcast(int fd, const IpAddress &target)
{
    const int on = 1;
    setsockopt(fd, SOL_SOCKET, SO_BROADCAST, &on, sizeof on);
    return connectTo(fd, target) == 0;
}

Error routeError(int fd, int code, const IpAddress &target)
{
    if (code == EACCES && isBroadcast(fd, target))
        return invalidTarget(target, code);
    Error error = posixError(Operation::FindRoute, code, target.toString());
    // EACCES: a prohibiting route. EINVAL: a blackhole route, or a link-local address without its interface.
    if (code == EACCES || code == EINVAL || code == EADDRNOTAVAIL)
        error.kind = ErrorKind::NoRoute;
    return error;
}

} // namespace

Result<Route> findRoute(const ChannelSpec &spec)
{
    Route route;
    route.target = spec.target;
    const bool hopeless = spec.target.isNull() || spec.target.isUnspecified() || spec.target.isMulticast()
        || spec.target.isLimitedBroadcast();
    if (hopeless)
        return invalidTarget(spec.target);
    const Family family = spec.target.family();
    if (!spec.source.isNull() && spec.source.family() != family)
        return Error{Operation::BindSource, ErrorKind::SourceGone, EAFNOSUPPORT, spec.source.toString()};
    auto opened = openSocket(SocketKind::Udp, family, spec.interfaceName);
    if (!opened)
        return opened.error();
    const int fd = opened->get();
    if (!spec.interfaceName.empty())
        route.interfaceIndex = if_nametoindex(spec.interfaceName.c_str());
    if (route.target.isLinkLocal() && family == Family::V6 && route.target.scopeId() == 0)
        route.target = IpAddress::fromBytes(spec.target.bytes(), route.interfaceIndex);
    if (!spec.source.isNull()) {
        if (auto bound = bindSocket(fd, spec.source, 0); !bound)
            return bound.error();
    }
    if (const int code = connectTo(fd, route.target); code != 0)
        return routeError(fd, code, route.target);
    route.source = SocketAddress::localOf(fd).address();
    return route;
}

Error explainSendError(Error error, const IpAddress &source)
{
    if (error.kind != ErrorKind::NoRoute && error.osCode != EINVAL)
        return error;
    auto opened = openSocket(SocketKind::Udp, source.family());
    if (!opened)
        return error;
    const auto bound = bindSocket(opened->get(), source, 0);
    if (!bound && bound.error().kind == ErrorKind::SourceGone)
        return bound.error();
    return error;
}

} // namespace platform
