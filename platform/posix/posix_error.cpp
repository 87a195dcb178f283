// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/posix/posix_error.h"

#include <cerrno>

namespace platform {

namespace {

ErrorKind kindOf(Operation operation, int code)
{
    switch (code) {
    case EACCES:
        return ErrorKind::Denied;
    case EPERM: // from a send it is the packet filter that says no
        return operation == Operation::SendProbe ? ErrorKind::Firewall : ErrorKind::Denied;
    case ENETUNREACH:
    case EHOSTUNREACH:
    case ENETDOWN:
        return ErrorKind::NoRoute;
    case EADDRNOTAVAIL:
        return operation == Operation::BindSource ? ErrorKind::SourceGone : ErrorKind::Busy;
    case ENODEV:
    case ENXIO:
        return ErrorKind::NoSuchInterface;
    case EMSGSIZE:
        return ErrorKind::TooBig;
    case EAGAIN:
    case ENOBUFS:
    case ENOMEM:
    case EADDRINUSE:
        return ErrorKind::Busy;
    case EMFILE:
    case ENFILE:
        return ErrorKind::LimitReached;
    case EAFNOSUPPORT:
    case EPROTONOSUPPORT:
    case EOPNOTSUPP:
    case ENOPROTOOPT:
    case ENOSYS:
        return ErrorKind::Unsupported;
    case ENOENT:
        return ErrorKind::NotFound;
    default:
        return ErrorKind::Other;
    }
}

} // namespace

Error posixError(Operation operation, int code, std::string context)
{
    return {operation, kindOf(operation, code), code, std::move(context)};
}

} // namespace platform
