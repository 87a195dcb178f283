// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/windows/tcp_socket.h"

#include "platform/windows/socket_address.h"
#include "platform/windows/windows_error.h"

#include <mstcpip.h>

namespace platform {

namespace {

constexpr int failConnectOnIcmpError = 18;
constexpr int icmpErrorInfo = 19;

/// ICMP_ERROR_INFO of ws2ipdef.h.
struct IcmpErrorInfo {
    SOCKADDR_INET from;
    INT protocol;
    UINT8 type;
    UINT8 code;
};
static_assert(sizeof(IcmpErrorInfo) == 36);

template <typename T>
bool setOption(SOCKET socket, int level, int name, const T &value)
{
    return setsockopt(socket, level, name, reinterpret_cast<const char *>(&value), int{sizeof value}) == 0;
}

bool askForRouters(SOCKET socket)
{
    const DWORD on = 1;
    return setOption(socket, IPPROTO_TCP, failConnectOnIcmpError, on);
}

/// The answer to a second SYN could not be told from the answer to the first.
void sendOneSyn(SOCKET socket)
{
    TCP_INITIAL_RTO_PARAMETERS parameters{};
    parameters.Rtt = TCP_INITIAL_RTO_UNSPECIFIED_RTT;
    parameters.MaxSynRetransmissions = TCP_INITIAL_RTO_NO_SYN_RETRANSMISSIONS;
    DWORD returned = 0;
    WSAIoctl(socket, SIO_TCP_INITIAL_RTO, &parameters, sizeof parameters, nullptr, 0, &returned, nullptr, nullptr);
}

} // namespace

bool systemTellsRouters(Family family)
{
    const UniqueSocket socket(WSASocketW(addressFamily(family), SOCK_STREAM, IPPROTO_TCP, nullptr, 0, 0));
    return socket.isOpen() && askForRouters(socket.get());
}

Result<UniqueSocket> openAttempt(Family family, std::uint8_t ttl)
{
    UniqueSocket opened(WSASocketW(addressFamily(family), SOCK_STREAM, IPPROTO_TCP, nullptr, 0, WSA_FLAG_OVERLAPPED));
    if (!opened.isOpen())
        return windowsError(Operation::OpenSocket, static_cast<unsigned long>(WSAGetLastError()));
    const SOCKET socket = opened.get();
    const DWORD hops = ttl;
    const bool isSet = family == Family::V4 ? setOption(socket, IPPROTO_IP, IP_TTL, hops)
                                            : setOption(socket, IPPROTO_IPV6, IPV6_UNICAST_HOPS, hops);
    if (!isSet)
        return windowsError(Operation::OpenSocket, static_cast<unsigned long>(WSAGetLastError()));
    const linger reset{.l_onoff = 1, .l_linger = 0};
    setOption(socket, SOL_SOCKET, SO_LINGER, reset);
    askForRouters(socket);
    sendOneSyn(socket);
    return opened;
}

std::optional<ConnectRefusal> refusalOf(SOCKET socket)
{
    IcmpErrorInfo info{};
    int length = sizeof info;
    if (getsockopt(socket, IPPROTO_TCP, icmpErrorInfo, reinterpret_cast<char *>(&info), &length) != 0)
        return std::nullopt;
    ConnectRefusal refusal{SocketAddress::addressOf(info.from), info.type, info.code};
    return refusal.from.isNull() || refusal.from.isUnspecified() ? std::nullopt : std::optional(refusal);
}

LPFN_CONNECTEX connectFunction(SOCKET socket)
{
    GUID id = WSAID_CONNECTEX;
    LPFN_CONNECTEX function = nullptr;
    DWORD returned = 0;
    WSAIoctl(socket, SIO_GET_EXTENSION_FUNCTION_POINTER, &id, sizeof id, &function, sizeof function, &returned, nullptr,
        nullptr);
    return function;
}

} // namespace platform
