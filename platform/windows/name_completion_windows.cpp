// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/name_completion.h"
#include "platform/windows/windows_headers.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace platform {

namespace {

constexpr auto policyKey = "SOFTWARE\\Policies\\Microsoft\\Windows NT\\DNSClient";
constexpr auto parametersKey = "SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters";
constexpr std::size_t longestText = 4096;

std::string registryText(const char *key, const char *value)
{
    std::array<char, longestText> text{};
    DWORD size = text.size();
    if (RegGetValueA(HKEY_LOCAL_MACHINE, key, value, RRF_RT_REG_SZ, nullptr, text.data(), &size) != ERROR_SUCCESS)
        return {};
    return text.data();
}

/// Appends what stands between commas and blanks.
void addAll(std::vector<std::string> &domains, std::string_view list)
{
    constexpr std::string_view separators = ", ";
    for (;;) {
        list.remove_prefix(std::min(list.find_first_not_of(separators), list.size()));
        if (list.empty())
            return;
        const std::string domain(list.substr(0, list.find_first_of(separators)));
        list.remove_prefix(domain.size());
        if (std::find(domains.begin(), domains.end(), domain) == domains.end())
            domains.push_back(domain);
    }
}

} // namespace

/// A list that was set stands for itself; else the domain of the machine and that of its connection.
NameCompletion nameCompletion()
{
    NameCompletion completion;
    for (const char *key : {policyKey, parametersKey})
        if (completion.domains.empty())
            addAll(completion.domains, registryText(key, "SearchList"));
    if (completion.domains.empty())
        for (const char *value : {"Domain", "DhcpDomain"})
            addAll(completion.domains, registryText(parametersKey, value));
    return completion;
}

} // namespace platform
