// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/windows/icmp_api.h"

#include <type_traits>

namespace platform {

IcmpApi IcmpApi::ofSystem()
{
    IcmpApi api;
    const HMODULE library = GetModuleHandleW(L"iphlpapi.dll"); // this program is linked with it
    if (library == nullptr)
        return api;
    const auto load = [library](auto &function, const char *name) {
        // A function pointer of one type to another, through the generic one that GetProcAddress returns.
        function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(
            reinterpret_cast<void (*)()>(GetProcAddress(library, name)));
    };
    load(api.open4, "IcmpCreateFile");
    load(api.open6, "Icmp6CreateFile");
    load(api.close, "IcmpCloseHandle");
    load(api.send4, "IcmpSendEcho2Ex");
    load(api.send6, "Icmp6SendEcho2");
    return api;
}

} // namespace platform
