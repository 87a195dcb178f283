// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/cymru.h"

#include <cstddef>
#include <cstdlib>

namespace {

constexpr int longestText = 64;

/// What was understood holds the address, and is understood again from our own record of it.
void checkOrigin(const QStringList &records, const platform::IpAddress &asked)
{
    const auto origin = engine::parseOrigin(records, asked);
    if (!origin)
        return;
    if (!origin->prefix.contains(asked) || !origin->asName.isEmpty())
        std::abort();
    if (engine::parseOrigin({engine::originRecord(*origin)}, asked) != origin)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const auto v4 = *platform::IpAddress::parse("193.0.6.139");
    static const auto v6 = *platform::IpAddress::parse("2001:67c:2e8:22::c100:68b");
    const QString text = QString::fromUtf8(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const QStringList records = text.split(u'\n');
    checkOrigin(records, v4);
    checkOrigin(records, v6);
    const auto name = engine::parseAsName(records, 3333, longestText);
    if (name && name->size() > longestText)
        std::abort();
    return 0;
}
