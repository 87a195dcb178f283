// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/windows/interface_list.h"

#include "platform/windows/socket_address.h"

#include <algorithm>
#include <cstring>

namespace platform {

namespace {

constexpr ULONG firstSize = 15 * 1024; // what the documentation recommends
constexpr int tries = 4; // interfaces may come up in between

std::string utf8(const wchar_t *text)
{
    const int length = text != nullptr ? static_cast<int>(std::wcslen(text)) : 0;
    std::string result(static_cast<std::size_t>(length) * 3, '\0');
    const int size = static_cast<int>(result.size());
    const int written = WideCharToMultiByte(CP_UTF8, 0, text, length, result.data(), size, nullptr, nullptr);
    result.resize(static_cast<std::size_t>(std::max(written, 0)));
    return result;
}

NetworkInterface describe(const IP_ADAPTER_ADDRESSES &adapter)
{
    NetworkInterface result;
    result.name = utf8(adapter.FriendlyName);
    result.systemName = adapter.AdapterName != nullptr ? adapter.AdapterName : "";
    result.index4 = adapter.IfIndex;
    result.index6 = adapter.Ipv6IfIndex;
    result.isUp = adapter.OperStatus == IfOperStatusUp;
    for (const auto *each = adapter.FirstUnicastAddress; each != nullptr; each = each->Next) {
        SOCKADDR_INET address{};
        const auto length = static_cast<std::size_t>(std::max(each->Address.iSockaddrLength, 0));
        std::memcpy(&address, each->Address.lpSockaddr, std::min(length, sizeof address));
        if (const IpAddress known = SocketAddress::addressOf(address); !known.isNull())
            result.addresses.push_back(known);
    }
    return result;
}

} // namespace

IpAddress NetworkInterface::addressOf(Family family) const
{
    IpAddress linkLocal;
    for (const IpAddress &address : addresses) {
        if (address.family() != family)
            continue;
        if (!address.isLinkLocal())
            return address;
        linkLocal = address;
    }
    return linkLocal;
}

std::vector<NetworkInterface> listInterfaces()
{
    constexpr ULONG flags =
        GAA_FLAG_SKIP_ANYCAST | GAA_FLAG_SKIP_MULTICAST | GAA_FLAG_SKIP_DNS_SERVER | GAA_FLAG_INCLUDE_PREFIX;
    std::vector<std::byte> buffer;
    ULONG size = firstSize;
    for (int i = 0; i < tries; ++i) {
        buffer.resize(size);
        auto *const first = reinterpret_cast<IP_ADAPTER_ADDRESSES *>(buffer.data());
        const ULONG code = GetAdaptersAddresses(AF_UNSPEC, flags, nullptr, first, &size);
        if (code == ERROR_BUFFER_OVERFLOW)
            continue;
        std::vector<NetworkInterface> all;
        for (const auto *each = code == NO_ERROR ? first : nullptr; each != nullptr; each = each->Next)
            all.push_back(describe(*each));
        return all;
    }
    return {};
}

std::optional<NetworkInterface> findInterface(const std::string &name)
{
    for (NetworkInterface &each : listInterfaces()) {
        const bool matches = each.name == name || each.systemName == name || std::to_string(each.index4) == name
            || std::to_string(each.index6) == name;
        if (matches)
            return std::move(each);
    }
    return std::nullopt;
}

} // namespace platform
