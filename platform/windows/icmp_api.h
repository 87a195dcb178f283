// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/windows/windows_headers.h"

#include <cstddef>

namespace platform {

/// The calls of the system's ICMP service that we use: a table, so that a test can put its own in their place. They
/// need no administrator, no firewall rule and no driver.
struct IcmpApi {
    using Send4 = DWORD(WINAPI *)(HANDLE icmp, HANDLE event, PIO_APC_ROUTINE apc, PVOID context, IPAddr source,
        IPAddr target, LPVOID data, WORD size, PIP_OPTION_INFORMATION options, LPVOID reply, DWORD replySize,
        DWORD timeout);
    using Send6 = DWORD(WINAPI *)(HANDLE icmp, HANDLE event, PIO_APC_ROUTINE apc, PVOID context,
        struct sockaddr_in6 *source, struct sockaddr_in6 *target, LPVOID data, WORD size,
        PIP_OPTION_INFORMATION options, LPVOID reply, DWORD replySize, DWORD timeout);

    HANDLE(WINAPI *open4)() = nullptr;
    HANDLE(WINAPI *open6)() = nullptr; ///< null on a system without it
    BOOL(WINAPI *close)(HANDLE) = nullptr;
    Send4 send4 = nullptr; ///< IcmpSendEcho2Ex
    Send6 send6 = nullptr; ///< Icmp6SendEcho2

    /// What iphlpapi.dll of this system has.
    static IcmpApi ofSystem();
};

#pragma pack(push, 1)
/// IPV6_ADDRESS_EX of ipexport.h, where it is packed; the one of mingw-w64 10 is not, and reads every address two bytes
/// off.
struct PackedIpv6Address {
    USHORT port;
    ULONG flow;
    UCHAR address[16];
    ULONG scope;
};
#pragma pack(pop)
static_assert(sizeof(PackedIpv6Address) == 26);

/// ICMPV6_ECHO_REPLY of ipexport.h, with the address above. The payload follows right behind it.
struct Icmp6Reply {
    PackedIpv6Address from;
    ULONG status;
    UINT milliseconds;
};
static_assert(offsetof(Icmp6Reply, status) == 28 && sizeof(Icmp6Reply) == 36);
static_assert(sizeof(ICMP_ECHO_REPLY) == 40 && sizeof(void *) == 8, "written for 64-bit Windows");

} // namespace platform
