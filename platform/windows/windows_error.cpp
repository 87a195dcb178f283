// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/windows/windows_error.h"

#include "platform/windows/windows_headers.h"

namespace platform {

namespace {

ErrorKind kindOf(Operation operation, unsigned long code)
{
    switch (code) {
    case ERROR_ACCESS_DENIED:
        return ErrorKind::Denied;
    case WSAEACCES: // from a send it is the packet filter that says no
        return operation == Operation::SendProbe ? ErrorKind::Firewall : ErrorKind::Denied;
    case ERROR_NETWORK_UNREACHABLE:
    case ERROR_HOST_UNREACHABLE:
    case WSAENETUNREACH:
    case WSAEHOSTUNREACH:
    case WSAENETDOWN:
        return ErrorKind::NoRoute;
    case ERROR_INVALID_NETNAME: // an address that cannot be sent to
        return ErrorKind::InvalidTarget;
    case WSAEADDRNOTAVAIL:
        return operation == Operation::BindSource ? ErrorKind::SourceGone : ErrorKind::Busy;
    case WSAEMSGSIZE:
        return ErrorKind::TooBig;
    case WSAENOBUFS:
    case WSAEADDRINUSE:
    case ERROR_NOT_ENOUGH_MEMORY:
    case ERROR_NO_SYSTEM_RESOURCES:
        return ErrorKind::Busy;
    case WSAEMFILE:
    case ERROR_TOO_MANY_OPEN_FILES:
        return ErrorKind::LimitReached;
    case ERROR_CALL_NOT_IMPLEMENTED:
    case ERROR_NOT_SUPPORTED:
    case WSAEAFNOSUPPORT:
    case WSAEPROTONOSUPPORT:
    case WSAEOPNOTSUPP:
    case WSAENOPROTOOPT:
        return ErrorKind::Unsupported;
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
        return ErrorKind::NotFound;
    default:
        return ErrorKind::Other;
    }
}

} // namespace

Error windowsError(Operation operation, unsigned long code, std::string context)
{
    return {operation, kindOf(operation, code), static_cast<int>(code), std::move(context)};
}

} // namespace platform
