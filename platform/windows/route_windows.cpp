// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/route.h"

#include "platform/windows/interface_list.h"
#include "platform/windows/socket_address.h"
#include "platform/windows/unique_handle.h"
#include "platform/windows/windows_error.h"

namespace platform {

namespace {

constexpr std::uint16_t anyPort = 33434; // connecting a UDP socket sends nothing, but needs a port

Error invalidTarget(const IpAddress &target, int code = 0)
{
    return {Operation::FindRoute, ErrorKind::InvalidTarget, code, target.toString()};
}

Error routeError(int code, const IpAddress &target)
{
    Error error = windowsError(Operation::FindRoute, static_cast<unsigned long>(code), target.toString());
    if (code == WSAEACCES) // a broadcast address of one of our networks
        error.kind = ErrorKind::InvalidTarget;
    if (code == WSAEADDRNOTAVAIL || code == WSAEINVAL) // e.g. a link-local address without its interface
        error.kind = ErrorKind::NoRoute;
    return error;
}

} // namespace

/// GetBestRoute2 would say the same without a socket; connect() says it in the words of the socket that sends later.
Result<Route> findRoute(const ChannelSpec &spec)
{
    const bool hopeless = spec.target.isNull() || spec.target.isUnspecified() || spec.target.isMulticast()
        || spec.target.isLimitedBroadcast();
    if (hopeless)
        return invalidTarget(spec.target);
    const Family family = spec.target.family();
    if (!spec.source.isNull() && spec.source.family() != family)
        return Error{Operation::BindSource, ErrorKind::SourceGone, WSAEAFNOSUPPORT, spec.source.toString()};

    Route route{.target = spec.target, .source = spec.source};
    if (!spec.interfaceName.empty()) {
        // The calls that send take no interface: the address that is on it stands for it.
        const auto found = findInterface(spec.interfaceName);
        if (!found)
            return Error{Operation::BindInterface, ErrorKind::NoSuchInterface, 0, spec.interfaceName};
        route.interfaceIndex = family == Family::V4 ? found->index4 : found->index6;
        if (route.source.isNull())
            route.source = found->addressOf(family);
        if (route.source.isNull())
            return Error{Operation::BindInterface, ErrorKind::NoRoute, 0, spec.interfaceName};
    }
    if (route.target.isLinkLocal() && family == Family::V6 && route.target.scopeId() == 0)
        route.target = IpAddress::fromBytes(spec.target.bytes(), route.interfaceIndex);

    const UniqueSocket probe(socket(addressFamily(family), SOCK_DGRAM, IPPROTO_UDP));
    if (!probe.isOpen())
        return windowsError(Operation::OpenSocket, static_cast<unsigned long>(WSAGetLastError()));
    if (!route.source.isNull()) {
        const SocketAddress from(route.source, 0);
        if (bind(probe.get(), from.data(), from.length()) != 0) {
            const auto code = static_cast<unsigned long>(WSAGetLastError());
            return windowsError(Operation::BindSource, code, route.source.toString());
        }
    }
    const SocketAddress to(route.target, anyPort);
    if (connect(probe.get(), to.data(), to.length()) != 0)
        return routeError(WSAGetLastError(), route.target);
    route.source = SocketAddress::localOf(probe.get());
    return route;
}

} // namespace platform
